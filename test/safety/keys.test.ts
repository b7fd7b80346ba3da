// SAFETY.md, line 17: keys that look like nothing, keys that hold separators, keys that look like each other.
import { ArgumentError, bigInteger, boolean, integer, MetaData, numeric, select, string } from "athanor";
import { type AnyModel, declarativeBase, inspect, manyToOne, oneToMany } from "athanor/orm";
import { expect } from "vitest";
import { describeScenarios } from "../support/scenarios.ts";

class Base extends declarativeBase({ metadata: new MetaData() }) {}
const note = string(40).nullable();
class Counted extends Base.table("sk_counted", { id: integer().primaryKey(), note }) {}
class Numbered extends Base.table("sk_numbered", { id: integer().primaryKey().autoincrement(false), note }) {}
class Big extends Base.table("sk_big", { id: bigInteger().primaryKey().autoincrement(false), note }) {}
class Coded extends Base.table("sk_coded", {
  id: string(20).primaryKey(),
  note,
  get children() {
    return oneToMany(() => Child, { backPopulates: "parent" });
  },
}) {}
class Child extends Base.table("sk_child", {
  id: integer().primaryKey(),
  parentId: string(20).nullable().references("sk_coded.id"),
  get parent() {
    return manyToOne(() => Coded, { backPopulates: "children" });
  },
}) {}
class Flagged extends Base.table("sk_flagged", { id: boolean().primaryKey(), note }) {}
class Priced extends Base.table("sk_priced", { id: numeric(10, 2).primaryKey(), note }) {}
class Pair extends Base.table("sk_pair", { a: string(20).primaryKey(), b: string(20).primaryKey(), note }) {}
class Mixed extends Base.table("sk_mixed", {
  n: integer().primaryKey().autoincrement(false),
  s: string(20).primaryKey(),
  note,
}) {}

describeScenarios("keys", Base.metadata, (scenario) => {
  const nothings: [string, AnyModel & (new (init: object) => object), unknown, unknown][] = [
    ["0", Numbered as never, 0, 1],
    ["0, where keys are generated", Counted as never, 0, 1],
    ['""', Coded as never, "", "x"],
    ["false", Flagged as never, false, true],
    ["0n", Big as never, 0n, 1n],
    ["0.00", Priced as never, "0.00", "1.00"],
  ];
  for (const [what, Model, key, otherKey] of nothings) {
    scenario(
      `${what} is a key like others: written, found, changed, deleted`,
      async ({ session, makeSession, rows }) => {
        const [one, other] = [new Model({ id: key, note: "it" }), new Model({ id: otherKey, note: "other" })];
        session.addAll([one, other]);
        await session.commit();
        expect(inspect(one).identity).toEqual([key]);
        expect(await session.get(Model, key as never)).toBe(one);
        const again = makeSession();
        const found = (await again.get(Model, key as never)) as { note: string };
        expect(found.note).toBe("it");
        found.note = "changed";
        await again.commit();
        expect((await rows(Model, again)).map((row) => String(row[1])).toSorted()).toEqual(["changed", "other"]);
        await again.delete(found);
        await again.commit();
        expect((await rows(Model, again)).map((row) => row[1])).toEqual(["other"]);
      },
    );
  }

  scenario('"" as a foreign key leads to its row, and null to none', async ({ session, makeSession }) => {
    const parent = new Coded({ id: "" });
    session.addAll([new Child({ id: 1, parent }), new Child({ id: 2 })]);
    await session.commit();
    const again = makeSession();
    const [with_, without] = (await again.scalars(select(Child).orderBy(Child.c.id))).all() as [Child, Child];
    expect([(await with_.awaitableAttrs.parent)?.id, await without.awaitableAttrs.parent]).toEqual(["", null]);
    const found = await again.getOne(Coded, "");
    expect(await found.awaitableAttrs.children).toEqual([with_]);
  });

  scenario("of two columns may hold separators, quotes and each other's text", async ({ session, makeSession }) => {
    const keys = [
      ["a,b", "c"],
      ["a", "b,c"],
      ["", "a,b,c"],
      ["a,b,c", ""],
      ['["a"', '"b"]'],
      ["a\u0001b", "c"],
      ["a", "b\u0001c"],
      ["a|b", "\\"],
      ["a", "|b\\"],
      ["1", "11"],
      ["11", "1"],
      ["null", "undefined"],
    ] as const;
    const pairs = keys.map(([a, b]) => new Pair({ a, b, note: JSON.stringify([a, b]) }));
    session.addAll(pairs);
    await session.commit();
    const again = makeSession();
    for (const [at, [a, b]] of keys.entries()) {
      expect(await session.get(Pair, { a, b })).toBe(pairs[at]);
      expect((await again.get(Pair, { a, b }))?.note).toBe(JSON.stringify([a, b]));
    }
    expect([...again]).toHaveLength(keys.length);
  });

  scenario("1 and “1” in one key are told apart by their columns", async ({ session }) => {
    const [a, b] = [new Mixed({ n: 1, s: "11" }), new Mixed({ n: 11, s: "1" })];
    session.addAll([a, b]);
    await session.commit();
    expect(await session.get(Mixed, { n: 1, s: "11" })).toBe(a);
    expect(await session.get(Mixed, { n: 11, s: "1" })).toBe(b);
    await expect((async () => await session.get(Mixed, { n: "1", s: 11 } as never))()).rejects.toThrow(ArgumentError);
  });

  scenario(
    "1, “1” and 1n: one identity where the column's type takes them for one",
    async ({ session, makeSession }) => {
      session.addAll([
        new Big({ id: 1n }),
        new Big({ id: 7 as never }),
        new Numbered({ id: 1 }),
        new Coded({ id: "1" }),
      ]);
      await session.commit();
      const again = makeSession();
      const big = await again.getOne(Big, 1n);
      expect(await again.get(Big, 1 as never)).toBe(big);
      expect((await again.scalars(select(Big).where(Big.c.id.eq(1n)))).one()).toBe(big);
      // Given as a number, found as what the type gives.
      expect(await session.get(Big, 7n)).toBe(await session.get(Big, 7 as never));
      expect((await again.getOne(Big, 7n)).id).toBe(7n);
      expect((await again.getOne(Coded, "1")).id).toBe("1");
      expect((await again.getOne(Numbered, 1)).id).toBe(1);
    },
  );

  scenario("1.5 and 1.50 are one numeric key", async ({ session }) => {
    const priced = new Priced({ id: "1.50" });
    session.add(priced);
    await session.flush();
    expect(await session.get(Priced, "1.5")).toBe(priced);
  });

  scenario("0 and -0 are one key", async ({ session }) => {
    const zero = new Numbered({ id: 0 });
    session.add(zero);
    await session.flush();
    expect(await session.get(Numbered, -0)).toBe(zero);
  });

  scenario("NaN and values of other types are refused, before anything is sent", async ({ session, sent }) => {
    const bad: [AnyModel, unknown][] = [NaN, Infinity, 1.5, "1", 1n, true, null, undefined, {}, [], new Date(0)].map(
      (value) => [Numbered, value],
    );
    bad.push([Coded, 1], [Coded, null], [Coded, Symbol("x")], [Flagged, 0], [Flagged, "false"], [Big, "1"], [Big, NaN]);
    bad.push([Pair, ["a", "b"]], [Pair, { a: "a" }], [Pair, { a: "a", b: NaN }], [Pair, { a: "a", b: "b", c: 1 }]);
    sent.clear();
    for (const [Model, key] of bad) {
      const get = async (): Promise<unknown> => await session.get(Model, key as never);
      await expect(get()).rejects.toThrow(ArgumentError);
    }
    expect(sent.length).toBe(0);
  });

  scenario(
    "NaN and values of other types are refused in new objects, by the flush",
    async ({ session, sent, rows }) => {
      const bad = [NaN, Infinity, 1.5, "1", 1n, true].map((id) => new Numbered({ id: id as never }));
      for (const object of bad) {
        session.add(object);
        sent.clear();
        const flush = async (): Promise<void> => {
          await session.flush();
        };
        await expect(flush()).rejects.toThrow(/Numbered\.id: integer takes a whole number/);
        expect(sent.steps.filter((step) => step.startsWith("INSERT"))).toEqual([]);
        await session.rollback();
      }
      expect(await rows(Numbered)).toEqual([]);
    },
  );

  scenario(
    "of two new objects that are the same: the database refuses them, and nothing stays",
    async ({ session, rows }) => {
      session.addAll([new Coded({ id: "" }), new Coded({ id: "" })]);
      const flush = async (): Promise<void> => {
        await session.flush();
      };
      await expect(flush()).rejects.toMatchObject({ kind: "unique" });
      await session.rollback();
      expect(await rows(Coded)).toEqual([]);
    },
  );
});
