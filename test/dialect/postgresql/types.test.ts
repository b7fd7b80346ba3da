import { describe, expect, test } from "vitest";
import {
  bigInteger,
  boolean,
  type ColumnBuilder,
  type ColumnFlag,
  createAsyncEngine,
  date,
  datetime,
  enumeration,
  float,
  insert,
  integer,
  json,
  largeBinary,
  literal,
  MetaData,
  numeric,
  select,
  string,
  time as genericTime,
  uuid,
} from "athanor";
import {
  array,
  bit,
  cidr,
  citext,
  datemultirange,
  daterange,
  doublePrecision,
  hstore,
  inet,
  int4multirange,
  int4range,
  int8multirange,
  int8range,
  interval,
  jsonb,
  jsonpath,
  macaddr,
  macaddr8,
  money,
  nummultirange,
  numrange,
  oid,
  Range,
  real,
  regclass,
  regconfig,
  time,
  timestamp,
  tsmultirange,
  tsquery,
  tsrange,
  tstzmultirange,
  tstzrange,
  tsvector,
  varbit,
  xml,
} from "athanor/postgresql";
import { describeAsync } from "../../support/databases.ts";

const at = (text: string): Date => new Date(text);
const day = at("2024-05-01T10:20:30.456Z");
const later = at("2024-06-01T00:00:00Z");
const hostile = [
  "",
  " ",
  ",",
  "{}",
  '"',
  "\\",
  "'",
  "NULL",
  "null",
  "a,b",
  '\\"',
  "é😀",
  "\n\t",
  "(",
  "[1,2]",
  "$1",
  "?",
  ":x",
];
const hostileRecord = Object.fromEntries(hostile.map((text, i) => [text, i % 3 === 0 ? null : text]));

/** Name, type in DDL, builder, values that come back as they went in. */
const types: readonly (readonly [
  sql: string,
  ColumnBuilder<never, ColumnFlag, unknown> | object,
  ...values: unknown[],
])[] = [
  ["JSONB", jsonb(), { a: [1, null, "x", { b: true }] }, [], "text", 5, true, hostile, hostileRecord],
  ["JSON", json(), { a: [1, null, "x"] }, hostile],
  [
    "INT4RANGE",
    int4range(),
    new Range(1, 5),
    new Range<number>(null, 5, { bounds: "()" }),
    new Range(null, null, { empty: true }),
  ],
  ["INT8RANGE", int8range(), new Range(1n, 9007199254740993n)],
  [
    "NUMRANGE",
    numrange(),
    new Range("0.10", "12345678901234567890.123456789", { bounds: "(]" }),
    new Range("-1", null),
  ],
  ["DATERANGE", daterange(), new Range("2024-01-01", "2024-02-01")],
  ["TSRANGE", tsrange(), new Range(day, later), new Range(day, later, { bounds: "(]" })],
  ["TSTZRANGE", tstzrange(), new Range(day, null), new Range<Date>(null, later, { bounds: "()" })],
  ["INT4MULTIRANGE", int4multirange(), [new Range(1, 3), new Range(5, 7)], []],
  ["INT8MULTIRANGE", int8multirange(), [new Range(1n, 3n)]],
  ["NUMMULTIRANGE", nummultirange(), [new Range("1.5", "2.5"), new Range("7", null, { bounds: "()" })]],
  ["DATEMULTIRANGE", datemultirange(), [new Range("2024-01-01", "2024-02-01")]],
  ["TSMULTIRANGE", tsmultirange(), [new Range(day, later)]],
  ["TSTZMULTIRANGE", tstzmultirange(), [new Range(day, later)]],
  ["INET", inet(), "10.0.0.1", "10.0.0.0/8", "::1"],
  ["CIDR", cidr(), "10.0.0.0/8", "2001:db8::/32"],
  ["MACADDR", macaddr(), "08:00:2b:01:02:03"],
  ["MACADDR8", macaddr8(), "08:00:2b:01:02:03:04:05"],
  ["BIT(1)", bit(), "1", "0"],
  ["BIT(5)", bit(5), "10101"],
  ["BIT VARYING(5)", varbit(5), "101", ""],
  ["BIT VARYING", varbit(), "1011101"],
  ["XML", xml(), "<a>b</a>"],
  ["MONEY", money(), "$1.50"],
  ["TSVECTOR", tsvector(), "'fox':2 'quick':1"],
  ["TSQUERY", tsquery(), "'fox' & 'quick'"],
  ["REGCONFIG", regconfig(), "english"],
  ["REGCLASS", regclass(), "pg_class"],
  ["JSONPATH", jsonpath(), '$."a"[*]'],
  ["OID", oid(), 0, 4294967295],
  ["INTERVAL YEAR TO MONTH", interval({ fields: "YEAR TO MONTH" }), "P1Y2M"],
  ["INTERVAL (3)", interval({ precision: 3 }), "PT1.256S"],
  ["TIMESTAMP(3) WITH TIME ZONE", timestamp({ timezone: true, precision: 3 }), day],
  ["TIMESTAMP(0) WITHOUT TIME ZONE", timestamp({ precision: 0 }), later],
  ["TIME(1) WITHOUT TIME ZONE", time({ precision: 1 }), "10:20:30.4"],
  ["REAL", real(), 1.5, -0.25],
  ["DOUBLE PRECISION", doublePrecision(), 1e300, 0.1],
  ["BYTEA", largeBinary(), new Uint8Array([0, 92, 39, 255])],
  ["UUID", uuid(), "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"],
  ["INTEGER[]", array(integer()), [1, 2], [], [-5], [1, null]],
  [
    "INTEGER[][]",
    array(integer(), { dimensions: 2 }),
    [
      [1, 2],
      [3, 4],
    ],
    [],
  ],
  [
    "INTEGER[][][]",
    array(integer(), { dimensions: 3 }),
    [
      [[1], [2]],
      [[3], [4]],
    ],
  ],
  ["BIGINT[]", array(bigInteger()), [9007199254740993n, -1n]],
  ["NUMERIC(40, 10)[]", array(numeric(40, 10)), ["123456789012345678901234567890.0123456789", null]],
  ["FLOAT[]", array(float()), [1.5, -2e-5]],
  ["BOOLEAN[]", array(boolean()), [true, false, null]],
  ["VARCHAR[]", array(string()), hostile, [null, "x"]],
  ["DATE[]", array(date()), ["2024-02-29", null]],
  ["TIME WITHOUT TIME ZONE[]", array(genericTime()), ["10:20:30"]],
  ["TIMESTAMP WITHOUT TIME ZONE[]", array(datetime()), [day, null, later]],
  ["TIMESTAMP WITH TIME ZONE[]", array(datetime({ timezone: true })), [day]],
  ["BYTEA[]", array(largeBinary()), [new Uint8Array([0, 92, 34, 255]), new Uint8Array([])]],
  ["UUID[]", array(uuid()), ["6f9619ff-8b86-4d01-b42d-00cf4fc964ff"]],
  ["JSON[]", array(json()), [{ a: 1 }, [1, [2]], "x", null]],
  ["JSONB[]", array(jsonb()), [{ a: hostile }, [], [[]]]],
  ["VARCHAR(5)[]", array(enumeration("a", 'b,c"', { nativeEnum: false, length: 5 })), ["a", 'b,c"', null]],
  ["INT4RANGE[]", array(int4range()), [new Range(1, 5), null]],
  ["INT4MULTIRANGE[]", array(int4multirange()), [[new Range(1, 2), new Range(4, 5)], []]],
  ["INET[]", array(inet()), ["::1", "10.0.0.0/8"]],
  ["BIT(2)[]", array(bit(2)), ["10", "01"]],
  ["INTERVAL[]", array(interval()), ["P1D"]],
];

describeAsync("PostgreSQL's types", (database) => {
  test.skipIf(database.dialect !== "postgresql")("go there and come back", async () => {
    const engine = await database.engine();
    await using connection = await engine.connect();
    for (const [i, [sql, builder, ...values]] of types.entries()) {
      const metadata = new MetaData();
      const t = metadata.table(`t${i}`, {
        id: integer().primaryKey(),
        v: (builder as ColumnBuilder<unknown>).nullable(),
      });
      await metadata.createAll(connection);
      const rows = [...values, null].map((v, id) => ({ id, v }));
      await connection.execute(insert(t), rows);
      const all = await connection.execute(select(t.c.id, t.c.v).orderBy(t.c.id));
      expect
        .soft(
          all.all().map(([id, v]) => ({ id, v })),
          sql,
        )
        .toEqual(rows);
      for (const { id, v } of rows) {
        if (v === null || ["JSON", "JSON[]", "XML", "JSONPATH"].includes(sql)) continue;
        const equal = await connection.execute(select(t.c.id).where(t.c.v.eq(v)));
        expect.soft(equal.scalars().all(), `${sql}: found by value`).toContain(id);
        // Without a cast these are read as numbers of objects, and as arrays of the type that their literals have.
        if (sql.startsWith("REG") || (sql.endsWith("[]") && !sql.startsWith("INTEGER"))) continue;
        const written = select(t.c.id).where(t.c.v.eq(v)).compile({ dialect: "postgresql", literalBinds: true }).sql;
        const byText = await connection.execDriverSql(written);
        expect.soft(byText.all().flat(), `${sql}: found by its literal`).toContain(id);
      }
    }
  });
});

describe("extensions of PostgreSQL", () => {
  test("hstore and citext go there and come back, with their operators", async () => {
    const [{ PGlite }, one, two] = await Promise.all([
      import("@electric-sql/pglite"),
      import("@electric-sql/pglite/contrib/hstore"),
      import("@electric-sql/pglite/contrib/citext"),
    ]);
    const instance = await PGlite.create({ extensions: { hstore: one.hstore, citext: two.citext } });
    const engine = createAsyncEngine("postgresql+pglite://", { connectArgs: { instance } });
    try {
      await using connection = await engine.connect();
      await connection.execDriverSql("CREATE EXTENSION hstore; CREATE EXTENSION citext");
      const metadata = new MetaData();
      const t = metadata.table("t", { id: integer().primaryKey(), h: hstore(), c: citext() });
      await metadata.createAll(connection);
      const rows = [
        { id: 1, h: { a: "1", b: null } as Record<string, string | null>, c: "Straße" },
        { id: 2, h: hostileRecord, c: "x" },
        { id: 3, h: {}, c: "" },
      ];
      await connection.execute(insert(t), rows);
      const all = await connection.execute(select(t.c.id, t.c.h, t.c.c).orderBy(t.c.id));
      expect(all.all().map(([id, h, c]) => ({ id, h, c }))).toEqual(rows);
      const value = async (expression: Parameters<typeof select>[0]): Promise<unknown> =>
        (await connection.execute(select(expression as typeof t.c.id).where(t.c.id.eq(1)))).scalarOne();
      expect(await value(t.c.c.eq("STRASSE"))).toBe(false);
      expect(await value(t.c.c.eq("sTRAßE"))).toBe(true);
      expect(await value(t.c.h.get("a"))).toBe("1");
      expect(await value(t.c.h.hasKey("b"))).toBe(true);
      expect(await value(t.c.h.hasAll(["a", "z"]))).toBe(false);
      expect(await value(t.c.h.hasAny(["a", "z"]))).toBe(true);
      expect(await value(t.c.h.contains({ a: "1" }))).toBe(true);
      expect(await value(t.c.h.containedBy({ a: "1" }))).toBe(false);
      expect(await value(t.c.h.defined("b"))).toBe(false);
      expect(await value(t.c.h.delete("a"))).toEqual({ b: null });
      expect(await value(t.c.h.delete(["a", "b"]))).toEqual({});
      expect(await value(t.c.h.delete({ a: "1" }))).toEqual({ b: null });
      expect(await value(t.c.h.slice(["a"]))).toEqual({ a: "1" });
      expect(await value(t.c.h.keys())).toEqual(["a", "b"]);
      expect(await value(t.c.h.keys().at(1))).toBe("a");
      expect(await value(t.c.h.vals())).toEqual(["1", null]);
      expect(await value(t.c.h.array())).toEqual(["a", "1", "b", null]);
      expect(await value(t.c.h.matrix())).toEqual([
        ["a", "1"],
        ["b", null],
      ]);
      expect(await value(t.c.h.concat({ c: "3" }))).toEqual({ a: "1", b: null, c: "3" });
      expect(await value(t.c.h.eq({ b: null, a: "1" }))).toBe(true);
      expect(await value(hstore("k", "v"))).toEqual({ k: "v" });
      expect(await value(hstore(array(["k"]), array(["v"])).get("k"))).toBe("v");
      expect(await value(literal({ a: "b" }, hstore()).cast(hstore()))).toEqual({ a: "b" });
    } finally {
      await engine.dispose();
      await instance.close();
    }
  });
});

describe("values that are none", () => {
  const bad: readonly (readonly [string, ColumnBuilder<never, ColumnFlag, unknown> | object, ...unknown[]])[] = [
    ["bit", bit(3), "102", 5, true],
    ["oid", oid(), -1, 1.5, 2 ** 32, "1"],
    ["hstore", hstore(), { a: 1 }, [], "a", { a: {} }],
    ["int4range", int4range(), "[1,2)", 5, [1, 2], { lower: 1 }, new Range("a", "b")],
    ["int4multirange", int4multirange(), 5, [5], "{}"],
    ["inet", inet(), 5, "a\0b"],
    ["array", array(integer()), "x", [1.5], ["1"], [undefined], { length: 1 }],
  ];
  test.each(bad)("%s", (_name, builder, ...values) => {
    for (const value of values)
      expect(() =>
        select(literal(value, builder as ColumnBuilder<unknown>)).compile({ dialect: "postgresql" }),
      ).toThrow();
  });
});
