import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { InstanceState } from "../../../src/orm/contract/state.ts";
import { IntegerTable } from "../../../src/orm/identity/integer-table.ts";

// The table never looks into what it holds.
const objects = Array.from({ length: 40 }, (_, number) => ({ number }) as unknown as InstanceState);

const keys = fc.oneof(
  fc.integer({ min: 0, max: 30 }),
  fc.integer({ min: -5, max: 5 }).map((n) => n * 0x1_0000_0000),
  fc.constantFrom<unknown>(0, -0, 1.5, 2 ** 53 - 1, -(2 ** 53) + 1, 2 ** 31, "1", 1n),
);
const object = fc.nat(objects.length - 1).map((at) => objects[at] as InstanceState);
type Step = (table: IntegerTable, map: Map<unknown, InstanceState>) => void;
const steps = fc.oneof(
  { weight: 10, arbitrary: set() },
  {
    weight: 4,
    arbitrary: keys.map(
      (key): Step =>
        (table, map) =>
          expect(table.delete([key])).toBe(map.delete(key)),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constant<Step>((table, map) => {
      table.clear();
      map.clear();
    }),
  },
  {
    weight: 1,
    arbitrary: fc.nat(100).map(
      (count): Step =>
        (table) =>
          table.reserve(count),
    ),
  },
);

function set(): fc.Arbitrary<Step> {
  return fc.tuple(keys, object).map(([key, state]): Step => (table, map) => {
    table.set([key], state);
    map.set(key, state);
  });
}

test("it answers as a Map does, in the same order, whatever is put in, replaced, taken out and cleared", () => {
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 120 }), (all) => {
      const table = new IntegerTable();
      const map = new Map<unknown, InstanceState>();
      for (const step of all) {
        step(table, map);
        expect(table.size).toBe(map.size);
        for (const key of map.keys()) expect(table.getSingle(key)).toBe(map.get(key));
      }
      const numbers = [...map].filter(([key]) => typeof key === "number");
      const others = [...map].filter(([key]) => typeof key !== "number");
      expect([...table.values()]).toEqual([...numbers, ...others].map(([, state]) => state));
      for (const key of [31, -31, 0.5, "x", NaN]) expect(table.get([key])).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});

test("many keys, near each other or far apart, are all found", () => {
  for (const distance of [1, 1024, 65_536, 0x1_0000_0000]) {
    const table = new IntegerTable();
    for (let n = 0; n < 5000; n++) table.setSingle(n * distance, objects[n % objects.length] as InstanceState);
    let found = 0;
    for (let n = 0; n < 5000; n++) if (table.getSingle(n * distance) === objects[n % objects.length]) found++;
    expect(found).toBe(5000);
    expect(table.getSingle(5000 * distance)).toBeUndefined();
  }
});

test("objects may be taken out, and others put in, while the table is gone through", () => {
  const table = new IntegerTable();
  for (let n = 0; n < 20; n++) table.setSingle(n, objects[n] as InstanceState);
  const seen: InstanceState[] = [];
  for (const state of table.values()) {
    seen.push(state);
    table.delete([seen.length]);
    if (seen.length === 3) for (let n = 20; n < 40; n++) table.setSingle(n, objects[n] as InstanceState);
  }
  expect(seen.slice(0, 3)).toEqual([objects[0], objects[2], objects[3]]);
  expect(new Set(seen).size).toBe(seen.length);
});
