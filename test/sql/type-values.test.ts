import {
  ArgumentError,
  bigInteger,
  boolean,
  char,
  type ColumnBuilder,
  type ColumnFlag,
  date,
  datetime,
  DECIMAL,
  double,
  enumeration,
  float,
  insert,
  integer,
  interval,
  json,
  largeBinary,
  literal,
  MetaData,
  numeric,
  select,
  smallInteger,
  string,
  text,
  time,
  TIMESTAMP,
  UUID,
  uuid,
} from "athanor";
import { describe, expect, test } from "vitest";
import { describeAsync } from "../support/databases.ts";

type AnyBuilder = ColumnBuilder<unknown, ColumnFlag, unknown>;
/** What a TypeScript enum is when it runs. */
const Rank = { Low: 1, High: 9, 1: "Low", 9: "High" } as const;
const Level = { Calm: "calm", Rough: "rough sea" } as const;

/** A value, or the value and what is read back; `except` names dialects that refuse it, or read another value back. */
interface Value {
  readonly value: unknown;
  readonly read?: unknown;
  readonly except?: { readonly [dialect: string]: { readonly read?: unknown; readonly refused?: RegExp } };
}
const plain = (...values: readonly unknown[]): Value[] => values.map((value) => ({ value }));
const refusedOn = (value: unknown, dialects: readonly string[], refused: RegExp = /./): Value => ({
  value,
  except: Object.fromEntries(dialects.map((name) => [name, { refused }])),
});

const long = "long text, äöü€ ".repeat(65_536).slice(0, 1_000_000);
const hostile = [
  "'",
  "''",
  '"',
  "\\",
  "\\'",
  "a\\",
  "';--",
  "/*",
  "*/",
  "%",
  "%s",
  "?",
  ":x",
  "$1",
  "::",
  "`",
  "]",
  "{}",
  "\n",
  "\r\n",
  "\t",
  "\u0001",
  "\u007f",
  "\u2028",
];
const bytes = (...list: number[]): Uint8Array => Uint8Array.from(list);
const day = (iso: string): Date => new Date(iso);

const cases: readonly (readonly [label: string, type: AnyBuilder, values: readonly Value[]])[] = [
  ["integer()", integer(), [...plain(0, 1, -1, 2 ** 31 - 1, -(2 ** 31)), { value: -0, read: 0 }]],
  ["smallInteger()", smallInteger(), plain(0, 32_767, -32_768)],
  [
    "bigInteger()",
    bigInteger(),
    [...plain(0n, 2n ** 63n - 1n, -(2n ** 63n), 9_007_199_254_740_993n), { value: 7, read: 7n }],
  ],
  ["bigInteger of numbers", bigInteger({ mode: "number" }), plain(0, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER)],
  [
    "numeric(38, 10)",
    numeric(38, 10),
    [
      { value: "0", read: "0.0000000000" },
      { value: 2.5, read: "2.5000000000" },
      { value: -7n, read: "-7.0000000000" },
      { value: "1234567.0000000001", except: { sqlite: { refused: /15 significant digits/ } } },
      refusedOn("1234567890123456789012345678.0123456789", ["sqlite"], /15 significant digits/),
      { value: "+00012.5", read: "12.5000000000" },
    ],
  ],
  ["DECIMAL(5, 1)", DECIMAL(5, 1), plain("0.0", "9999.9", "-9999.9")],
  ["numeric of numbers", numeric(12, 3, { mode: "number" }), plain(0, 0.125, -123_456_789.125)],
  [
    "double()",
    double(),
    [
      ...plain(0, 0.1, 1 / 3, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, -1e-7, 123_456_789.123_456_78),
      // Equal in SQL, and stored as 0.
      { value: -0, read: 0 },
    ],
  ],
  ["float(53)", float(53), [{ value: 0.1 }, { value: 1e300 }, { value: 2 ** 53 }]],
  ["boolean()", boolean(), plain(true, false)],
  [
    "string(80)",
    string(80),
    plain("", " ", "  two  ", "null", "Zoë", "日本語", "👩‍👩‍👧‍👦 🏳️‍🌈", "\u{10ffff}", "e\u0301", ...hostile),
  ],
  ["text()", text(), plain("", ...hostile, hostile.join(" "))],
  ["char(3)", char(3), plain("abc", "a'b")],
  ["largeBinary()", largeBinary(), plain(bytes(), bytes(0), bytes(0, 255, 39, 92, 10))],
  ["date()", date(), plain("2024-02-29", "1970-01-01", "9999-12-31", "1000-01-01", "1582-10-10")],
  [
    "time()",
    time(),
    [
      ...plain("00:00:00", "23:59:59", "10:30:00"),
      { value: "10:30", read: "10:30:00" },
      { value: "12:00:00.500000", read: "12:00:00.5", except: { mysql: { read: "12:00:00" } } },
    ],
  ],
  [
    "datetime()",
    datetime(),
    plain(
      day("2024-02-29T12:34:56Z"),
      day("1970-01-01T00:00:00Z"),
      day("9999-12-31T23:59:59Z"),
      day("1000-01-01T00:00:00Z"),
      day("2024-03-31T02:30:00Z"),
    ),
  ],
  [
    "datetime() with milliseconds",
    datetime(),
    [{ value: day("2024-02-29T12:34:56.007Z"), except: { mysql: { read: day("2024-02-29T12:34:56Z") } } }],
  ],
  ["datetime with zone", datetime({ timezone: true }), plain(day("2024-10-27T00:30:00Z"), day("1969-12-31T23:59:59Z"))],
  ["TIMESTAMP()", TIMESTAMP(), plain(day("2024-07-01T00:00:00Z"), day("1971-01-01T00:00:00Z"))],
  ["datetime as milliseconds", datetime({ sqliteStorage: "integer" }), plain(day("2024-02-29T12:34:56Z"))],
  [
    "interval()",
    interval(),
    [
      ...plain("PT0S", "P1D", "PT1H30M", "P1DT2H3M4S", "P-1D", "PT-1M"),
      { value: "PT0.250S", read: "PT0.25S", except: { mysql: { read: "PT0S" } } },
      { value: "P1W", read: "P7D" },
      refusedOn("P1Y2M", ["sqlite", "mysql"], /months and years vary/),
    ],
  ],
  [
    "interval as a moment",
    interval({ native: false }),
    [{ value: "PT36H", read: "P1DT12H" }, { value: "PT-36H", read: "P-1DT-12H" }, { value: "P40000D" }],
  ],
  [
    "uuid()",
    uuid(),
    [
      { value: "6F9619FF-8B86-4D01-B42D-00CF4FC964FF", read: "6f9619ff-8b86-4d01-b42d-00cf4fc964ff" },
      { value: "00000000000000000000000000000000", read: "00000000-0000-0000-0000-000000000000" },
      { value: "12345678901234567890123456789012", read: "12345678-9012-3456-7890-123456789012" },
    ],
  ],
  [
    "uuid() in CHAR(32)",
    uuid({ nativeUuid: false }),
    plain("6f9619ff-8b86-4d01-b42d-00cf4fc964ff", "11111111-1111-1111-1111-111111111111"),
  ],
  ["UUID()", UUID(), plain("6f9619ff-8b86-4d01-b42d-00cf4fc964ff", "11111111-1111-1111-1111-111111111111")],
  [
    "enumeration of strings",
    enumeration("calm", "it's", 'a"b\\', { nativeEnum: false, createConstraint: true, name: "weather" }),
    plain("calm", "it's", 'a"b\\'),
  ],
  ["enumeration of an object", enumeration(Level, { nativeEnum: false }), plain(Level.Calm, Level.Rough)],
  ["enumeration of a TypeScript enum", enumeration(Rank, { nativeEnum: false }), plain(Rank.Low, Rank.High)],
  ["json()", json(), plain({ a: [1, "x", null, true, { b: "\\ ' \" %" }] }, [], {}, "text", 1.5, true)],
  ["a variant", string(40).withVariant(text(), "mysql", "sqlite"), plain("a variant's value")],
];

describeAsync("values of types", (database) => {
  test("come back as they were: as parameters, as literals, and compared", async () => {
    const engine = await database.engine();
    await using connection = await engine.connect();
    for (const [at, [label, type, values]] of cases.entries()) {
      const table = new MetaData().table(`cargo_${at}`, { id: integer().primaryKey(), v: type.nullable() });
      await table.metadata.createAll(connection);
      let id = 0;
      for (const entry of values) {
        const { value } = entry;
        const special = entry.except?.[database.dialect];
        const shown = `${label}: ${JSON.stringify(value, (_, v: unknown) => (typeof v === "bigint" ? `${v}n` : v))?.slice(0, 80)}`;
        id += 2;
        const write = async (): Promise<void> => {
          await connection.execute(insert(table).values({ id, v: value }));
          const asLiteral = insert(table)
            .values({ id: id + 1, v: value })
            .compile({ dialect: engine.dialect, literalBinds: true });
          await connection.execDriverSql(asLiteral.sql);
        };
        if (special?.refused !== undefined) {
          await connection.commit();
          await expect(write(), shown).rejects.toThrow(special.refused);
          await connection.rollback();
          continue;
        }
        await write();
        const expected =
          special !== undefined && "read" in special ? special.read : "read" in entry ? entry.read : value;
        const found = await connection.scalars(select(table.c.v).where(table.c.id.ge(id)).orderBy(table.c.id));
        expect.soft(found.all(), shown).toEqual([expected, expected]);
        if (type.type.family !== "json" && type.type.family !== "float" && special === undefined) {
          const ids = await connection.scalars(
            select(table.c.id)
              .where(table.c.id.ge(id), (table.c.v as never as { eq(v: unknown): never }).eq(value))
              .orderBy(table.c.id),
          );
          expect.soft(ids.all(), `${shown}, compared`).toEqual([id, id + 1]);
        }
      }
      id += 2;
      await connection.execute(insert(table).values({ id, v: null }));
      const none = await connection.scalars(select(table.c.v).where(table.c.id.eq(id)));
      expect.soft(none.all(), `${label}: NULL`).toEqual([null]);
      await connection.commit();
      await table.metadata.dropAll(connection);
      await connection.commit();
    }
  }, 120_000);

  test("a megabyte of text, and of bytes", async () => {
    const engine = await database.engine();
    await using connection = await engine.connect();
    const table = new MetaData().table("cargo", {
      id: integer().primaryKey(),
      t: text(2_000_000),
      b: largeBinary(2_000_000),
    });
    await table.metadata.createAll(connection);
    const data = new Uint8Array(1_000_000).map((_, i) => i % 251);
    await connection.execute(insert(table).values({ id: 1, t: long, b: data }));
    const row = (await connection.execute(select(table.c.t, table.c.b))).one();
    expect(row.t.length).toBe(long.length);
    expect(row.t === long).toBe(true);
    expect(Buffer.compare(row.b, data)).toBe(0);
  });

  test("what a type does not take is refused before anything is sent", async () => {
    const engine = await database.engine();
    await using connection = await engine.connect();
    for (const [label, type, values] of refused) {
      const table = new MetaData().table("cargo", { id: integer().primaryKey(), v: type.nullable() });
      for (const value of values) {
        // The table does not exist: an error of the database would be another one.
        await expect(
          connection.execute(insert(table).values({ id: 1, v: value })),
          `${label}: ${String(value)}`,
        ).rejects.toThrow(ArgumentError);
        expect(
          () => select(literal(value as never, type as never)).compile({ dialect: engine.dialect, literalBinds: true }),
          `${label}: ${String(value)}`,
        ).toThrow(ArgumentError);
      }
    }
  });
});

const refused: readonly (readonly [string, AnyBuilder, readonly unknown[]])[] = [
  ["integer()", integer(), [1.5, NaN, Infinity, 2 ** 53, "1", "1e3", true, 1n]],
  ["bigInteger()", bigInteger(), [1.5, 2 ** 53, "1", true]],
  ["numeric()", numeric(5, 2), ["1e3", "", "0x10", " 1", "1;", NaN, true]],
  ["double()", double(), [NaN, Infinity, -Infinity, "1", 1n, true]],
  ["string()", string(9), ["nul\0", "\ud800", "\udc00x", 1, true]],
  ["text()", text(), ["nul\0", "\ud83d"]],
  ["boolean()", boolean(), [0, 1, "true"]],
  [
    "date()",
    date(),
    ["2023-02-29", "2024-1-1", "10000-01-01", "0000-01-01", "-0044-03-15", "infinity", "2024-01-01T00:00:00"],
  ],
  ["time()", time(), ["24:00:00", "12:60", "12:00:60", "12:00:00+02", "noon", "12:00:00.1234567"]],
  [
    "time with zone",
    time({ timezone: true }),
    ["12:00:00+2", "12:00:00+25:00", "12:00:00 UTC", "12:00:00+02:60"].slice(0, 3),
  ],
  [
    "datetime()",
    datetime(),
    [
      "2024-01-01",
      0,
      new Date(NaN),
      new Date("+010000-01-01T00:00:00Z"),
      new Date("-000001-01-01T00:00:00Z"),
      new Date("0000-12-31T00:00:00Z"),
    ],
  ],
  ["interval()", interval(), ["1 day", "P", "PT", "", "P1.5D", 3600]],
  ["uuid()", uuid(), ["6f9619ff", "6f9619ff-8b86-4d01-b42d-00cf4fc964fg", "{6f9619ff-8b86-4d01-b42d-00cf4fc964ff}", 1]],
  ["enumeration()", enumeration("a", "b", { nativeEnum: false }), ["c", "A", "", "a ", "toString", "__proto__"]],
  ["largeBinary()", largeBinary(), ["text", 1, true]],
];

describe("literals of the default dialect", () => {
  const literals: readonly (readonly [string, AnyBuilder, unknown, string, string, string, string])[] = [
    ["a string with a quote", string(), "it's", "'it''s'", "'it''s'", "'it''s'", "'it''s'"],
    ["a backslash", string(), "a\\", "'a\\'", "'a\\'", "'a\\'", "'a\\\\'"],
    ["a float", double(), 2, "2.0", "2.0", "2.0", "2.0"],
    ["a small float", double(), 1e-7, "1e-7", "1e-7", "1e-7", "1e-7"],
    ["true", boolean(), true, "true", "1", "true", "true"],
    ["bytes", largeBinary(), bytes(1, 255), "X'01ff'", "X'01ff'", "'\\x01ff'", "X'01ff'"],
    ["a decimal", numeric(), "12.50", "12.50", "12.50", "12.50", "12.50"],
    ["a date", date(), "2024-02-29", "'2024-02-29'", "'2024-02-29'", "'2024-02-29'", "'2024-02-29'"],
    [
      "a moment",
      datetime(),
      day("2024-02-29T12:00:00Z"),
      "'2024-02-29 12:00:00'",
      "'2024-02-29 12:00:00.000000'",
      "'2024-02-29 12:00:00.000000'",
      "'2024-02-29 12:00:00'",
    ],
    ["a time", time(), "10:30", "'10:30'", "'10:30:00.000000'", "'10:30'", "'10:30'"],
    [
      "an interval",
      interval(),
      "P1DT1H",
      "'1970-01-02 01:00:00.000000'",
      "'1970-01-02 01:00:00.000000'",
      "'P1DT1H'",
      "'1970-01-02 01:00:00.000000'",
    ],
    [
      "a UUID",
      uuid(),
      "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
      "'6f9619ff-8b86-4d01-b42d-00cf4fc964ff'",
      "'6f9619ff8b864d01b42d00cf4fc964ff'",
      "'6f9619ff-8b86-4d01-b42d-00cf4fc964ff'",
      "'6f9619ff8b864d01b42d00cf4fc964ff'",
    ],
    ["a label", enumeration("it's", "\\", { nativeEnum: false }), "\\", "'\\'", "'\\'", "'\\'", "'\\\\'"],
    ["JSON", json(), { a: "\"'" }, `'{"a":"\\"''"}'`, `'{"a":"\\"''"}'`, `'{"a":"\\"''"}'`, `'{"a":"\\\\"''"}'`],
    [
      "a bigint",
      bigInteger(),
      2n ** 63n - 1n,
      "9223372036854775807",
      "9223372036854775807",
      "9223372036854775807",
      "9223372036854775807",
    ],
  ];
  test.each(literals)("%s", (_label, type, value, ...texts) => {
    for (const [i, dialect] of ["default", "sqlite", "postgresql", "mysql"].entries()) {
      const { sql } = select(literal(value, type as never)).compile({ dialect, literalBinds: true });
      expect(sql).toBe(`SELECT ${texts[i]} AS anon_1`);
    }
  });
});
