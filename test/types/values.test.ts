import {
  ArgumentError,
  bigInteger,
  boolean,
  type ColumnBuilder,
  type ColumnFlag,
  customType,
  date,
  datetime,
  enumeration,
  float,
  integer,
  interval,
  json,
  largeBinary,
  numeric,
  type SqlType,
  string,
  time,
  uuid,
} from "athanor";
import { describe, expect, test } from "vitest";

const dialect = { name: "plain", typeImpl: (type: SqlType) => type, stringLiteral: (text: string) => `'${text}'` };
type AnyBuilder = ColumnBuilder<unknown, ColumnFlag, unknown>;
const bind = (builder: AnyBuilder, value: unknown): unknown => {
  const process = builder.type.bindProcessor(dialect);
  return process === undefined ? value : process(value);
};
const result = (builder: AnyBuilder, value: unknown): unknown => {
  const process = builder.type.resultProcessor(dialect);
  return process === undefined ? value : process(value);
};

const nonsense = [undefined, {}, { toSQL: () => "x" }, [], ["a"], () => 1, Symbol("s"), new Map(), new Set()];

describe("values that a type does not take are ArgumentErrors before any SQL is sent", () => {
  const refused: [string, AnyBuilder, unknown[]][] = [
    ["integer", integer(), ["1", "1e3", true, NaN, Infinity, 1.5, 2 ** 53, 1n, new Date(), ...nonsense]],
    ["bigInteger", bigInteger(), ["1", true, NaN, 1.5, 2 ** 53, ...nonsense]],
    ["bigInteger as number", bigInteger({ mode: "number" }), [1n, 2 ** 53, 1.5, ...nonsense]],
    ["numeric", numeric(10, 2), ["1e3", "", " 1", "NaN", "1,5", "--1", ".", NaN, Infinity, true, ...nonsense]],
    ["float", float(), ["1", NaN, Infinity, true, 1n, ...nonsense]],
    ["string", string(), [1, true, 1n, new Date(), "a\0b", "\ud800", "x\udc00", ...nonsense]],
    ["boolean", boolean(), [0, 1, "true", ...nonsense]],
    [
      "datetime",
      datetime(),
      ["2024-01-01", 0, new Date(NaN), new Date("+010000-01-01"), new Date("-000001-01-01"), ...nonsense],
    ],
    ["date", date(), ["2024-13-01", "2023-02-29", "2024-1-1", "0000-01-01", new Date(), 0, ...nonsense]],
    ["time", time(), ["24:00", "12:60", "1:00", "12:00:61", "12:00:00.1234567", ...nonsense]],
    ["interval", interval(), ["1 day", "P", "PT", 1, ...nonsense]],
    ["uuid", uuid(), ["", "6f9619ff-8b86-4d01-b42d-00cf4fc964f", 1, ...nonsense]],
    ["largeBinary", largeBinary(), ["abc", [1, 2], new ArrayBuffer(2), ...nonsense]],
    ["enumeration", enumeration("a", "b"), ["c", "A", 0, "toString", "__proto__", ...nonsense]],
    [
      "json",
      json(),
      [undefined, () => 1, Symbol("s"), 1n, NaN, new Map(), new Date(), { a: undefined }, { a: [1n] }, [Infinity]],
    ],
  ];
  test.each(refused)("%s", (_name, builder, values) => {
    for (const value of values) expect(() => bind(builder, value), typeof value).toThrow(ArgumentError);
  });

  test("the message says what was given and what is expected", () => {
    expect(() => bind(integer(), "1")).toThrow(
      'integer takes a whole number between -(2^53 - 1) and 2^53 - 1, not the string "1".',
    );
    expect(() => bind(json(), { a: [1, { b: undefined }] })).toThrow("It is at $.a[1].b.");
  });
  test("JSON that holds itself is refused, not a stack overflow", () => {
    const loop: Record<string, unknown> = {};
    loop["self"] = loop;
    expect(() => bind(json(), loop)).toThrow(ArgumentError);
  });
});

describe("values travel unchanged", () => {
  test("numbers", () => {
    expect(bind(integer(), Number.MAX_SAFE_INTEGER)).toBe(Number.MAX_SAFE_INTEGER);
    expect(result(integer(), 5n)).toBe(5);
    expect(() => result(integer(), 2n ** 60n)).toThrow(ArgumentError);
    expect(() => result(integer(), 2 ** 53)).toThrow(ArgumentError);
    expect(result(bigInteger(), 5)).toBe(5n);
    expect(result(bigInteger(), 2n ** 62n)).toBe(2n ** 62n);
    expect(result(bigInteger(), String(2n ** 62n))).toBe(2n ** 62n);
  });
  test("decimals are plain text, whatever they were given as", () => {
    const long = "1234567890123456789012345678901234567890.123";
    expect(bind(numeric(), long)).toBe(long);
    expect(bind(numeric(), 1e-7)).toBe("0.0000001");
    expect(bind(numeric(), -1.5e21)).toBe("-1500000000000000000000");
    expect(bind(numeric(), 10n ** 39n)).toBe(`1${"0".repeat(39)}`);
    expect(result(numeric(10, 2), 1.5)).toBe("1.50");
    expect(result(numeric(10, 2), long)).toBe(long);
    expect(result(numeric(10, 2, { mode: "number" }), "1.50")).toBe(1.5);
  });
  test("numeric 1.50 and 1.5 are the same value and the same identity", () => {
    const type = numeric().type;
    expect(type.compareValues("1.50", "1.5")).toBe(true);
    expect(type.identityKey("+01.50")).toBe(type.identityKey(1.5));
    expect(type.compareValues("1.50", "1.51")).toBe(false);
  });
  test("JSON round trip, __proto__ included", () => {
    const value = { a: [1, "x", null, true], ["__proto__"]: { polluted: true } };
    const back = result(json(), bind(json(), JSON.parse('{"__proto__":{"polluted":true},"a":1}'))) as object;
    expect(Object.keys(back)).toEqual(["__proto__", "a"]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(bind(json(), value)).toContain('"a":[1,"x",null,true]');
  });
  test("UUIDs are canonical", () => {
    expect(bind(uuid(), "6F9619FF8B864D01B42D00CF4FC964FF")).toBe("6f9619ff-8b86-4d01-b42d-00cf4fc964ff");
    expect(result(uuid(), "6f9619ff8b864d01b42d00cf4fc964ff")).toBe("6f9619ff-8b86-4d01-b42d-00cf4fc964ff");
  });
  test("enumerations of an object store its strings, or the names of its numbers", () => {
    const Color = { Red: "r", Blue: "b" } as const;
    const Level = { Low: 0, High: 1, 0: "Low", 1: "High" } as const;
    expect(bind(enumeration(Color), "r")).toBe("r");
    const level = enumeration(Level as unknown as { Low: 0; High: 1 });
    expect(bind(level, 1)).toBe("High");
    expect(result(level, "Low")).toBe(0);
    expect(() => result(level, "Lower")).toThrow(ArgumentError);
  });
  test("a custom type converts over its impl", () => {
    const point = customType<{ x: number }, string>({
      impl: string(20),
      processBindParam: (p) => `x${p.x}`,
      processResultValue: (s) => ({ x: Number(s.slice(1)) }),
    });
    expect(bind(point, { x: 3 })).toBe("x3");
    expect(result(point, "x4")).toEqual({ x: 4 });
  });
  test("two Dates, two byte arrays of the same content are unchanged", () => {
    expect(datetime().type.compareValues(new Date(5), new Date(5))).toBe(true);
    expect(largeBinary().type.compareValues(new Uint8Array([1]), Buffer.from([1]))).toBe(true);
  });
});
