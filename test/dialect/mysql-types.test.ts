import { cast, column, CreateTable, insert, integer as plainInteger, MetaData, select } from "athanor";
import {
  bigint,
  binary,
  bit,
  blob,
  char,
  datetime,
  decimal,
  double,
  enumeration,
  float,
  inet4,
  inet6,
  integer,
  longblob,
  longtext,
  mediumblob,
  mediumint,
  mediumtext,
  nchar,
  numeric,
  nvarchar,
  real,
  set,
  smallint,
  text,
  time,
  timestamp,
  tinyblob,
  tinyint,
  tinytext,
  varbinary,
  varchar,
  year,
} from "athanor/mysql";
import { describe, expect, test } from "vitest";
import type { ColumnBuilder } from "../../src/schema/column-builder.ts";
import { mariadb } from "./mysql-support.ts";

type AnyBuilder = ColumnBuilder<unknown, never, unknown>;

interface TypeCase {
  readonly build: () => unknown;
  readonly ddl: string;
  /** `CAST(v AS …)`, or `v` where CAST has no such type. */
  readonly cast: string;
  readonly values: readonly unknown[];
  /** Equality says little about a FLOAT. */
  readonly approximate?: true;
}

const cases: readonly TypeCase[] = [
  {
    build: () => tinyint(),
    ddl: "TINYINT",
    cast: "CAST(v AS SIGNED INTEGER)",
    values: [-128, 127],
  },
  {
    build: () => tinyint({ unsigned: true }),
    ddl: "TINYINT UNSIGNED",
    cast: "CAST(v AS UNSIGNED INTEGER)",
    values: [0, 255],
  },
  {
    build: () => tinyint({ displayWidth: 1 }),
    ddl: "TINYINT(1)",
    cast: "CAST(v AS SIGNED INTEGER)",
    values: [1],
  },
  {
    build: () => tinyint({ displayWidth: 3, unsigned: true, zerofill: true }),
    ddl: "TINYINT(3) UNSIGNED ZEROFILL",
    cast: "CAST(v AS UNSIGNED INTEGER)",
    values: [7],
  },
  {
    build: () => smallint(),
    ddl: "SMALLINT",
    cast: "CAST(v AS SIGNED INTEGER)",
    values: [-32768, 32767],
  },
  {
    build: () => smallint({ displayWidth: 4, unsigned: true }),
    ddl: "SMALLINT(4) UNSIGNED",
    cast: "CAST(v AS UNSIGNED INTEGER)",
    values: [65535],
  },
  {
    build: () => mediumint(),
    ddl: "MEDIUMINT",
    cast: "CAST(v AS SIGNED INTEGER)",
    values: [-8388608, 8388607],
  },
  {
    build: () => mediumint({ displayWidth: 8, unsigned: true, zerofill: true }),
    ddl: "MEDIUMINT(8) UNSIGNED ZEROFILL",
    cast: "CAST(v AS UNSIGNED INTEGER)",
    values: [16777215],
  },
  {
    build: () => integer(),
    ddl: "INTEGER",
    cast: "CAST(v AS SIGNED INTEGER)",
    values: [-2147483648, 2147483647],
  },
  {
    build: () => integer({ unsigned: true }),
    ddl: "INTEGER UNSIGNED",
    cast: "CAST(v AS UNSIGNED INTEGER)",
    values: [4294967295],
  },
  {
    build: () => integer({ displayWidth: 4, zerofill: true }),
    ddl: "INTEGER(4) ZEROFILL",
    cast: "CAST(v AS SIGNED INTEGER)",
    values: [42],
  },
  {
    build: () => bigint(),
    ddl: "BIGINT",
    cast: "CAST(v AS SIGNED INTEGER)",
    values: [-9223372036854775808n, 9223372036854775807n, 5n],
  },
  {
    build: () => bigint({ unsigned: true }),
    ddl: "BIGINT UNSIGNED",
    cast: "CAST(v AS UNSIGNED INTEGER)",
    values: [0n, 18446744073709551615n],
  },
  {
    build: () => bigint({ mode: "number" }),
    ddl: "BIGINT",
    cast: "CAST(v AS SIGNED INTEGER)",
    values: [9007199254740991, -3],
  },
  {
    build: () => bit(),
    ddl: "BIT",
    cast: "v",
    values: [0, 1],
  },
  {
    build: () => bit(1),
    ddl: "BIT(1)",
    cast: "v",
    values: [1],
  },
  {
    build: () => bit(8),
    ddl: "BIT(8)",
    cast: "v",
    values: [0, 165],
  },
  {
    build: () => bit(53),
    ddl: "BIT(53)",
    cast: "v",
    values: [9007199254740991],
  },
  {
    build: () => bit(64, { mode: "bigint" }),
    ddl: "BIT(64)",
    cast: "v",
    values: [18446744073709551615n, 1n],
  },
  {
    build: () => year(),
    ddl: "YEAR",
    cast: "v",
    values: [1901, 2155, 2024],
  },
  {
    build: () => year(4),
    ddl: "YEAR(4)",
    cast: "v",
    values: [1999],
  },
  {
    build: () => decimal(),
    ddl: "DECIMAL",
    cast: "CAST(v AS DECIMAL)",
    values: ["12"],
  },
  {
    build: () => decimal(12),
    ddl: "DECIMAL(12)",
    cast: "CAST(v AS DECIMAL(12))",
    values: ["-999999999999"],
  },
  {
    build: () => decimal(30, 10),
    ddl: "DECIMAL(30, 10)",
    cast: "CAST(v AS DECIMAL(30, 10))",
    values: ["12345678901234567890.0123456789", "-0.0000000001"],
  },
  {
    build: () => decimal(12, 4, { unsigned: true }),
    ddl: "DECIMAL(12, 4) UNSIGNED",
    cast: "CAST(v AS DECIMAL(12, 4))",
    values: ["12345678.1250"],
  },
  {
    build: () => decimal(12, 4, { unsigned: true, zerofill: true }),
    ddl: "DECIMAL(12, 4) UNSIGNED ZEROFILL",
    cast: "CAST(v AS DECIMAL(12, 4))",
    values: ["00000007.5000"],
  },
  {
    build: () => numeric(),
    ddl: "NUMERIC",
    cast: "CAST(v AS DECIMAL)",
    values: ["7"],
  },
  {
    build: () => numeric(12, 4),
    ddl: "NUMERIC(12, 4)",
    cast: "CAST(v AS DECIMAL(12, 4))",
    values: ["-1.2500"],
  },
  {
    build: () => numeric(12, undefined, { zerofill: true }),
    ddl: "NUMERIC(12) ZEROFILL",
    cast: "CAST(v AS DECIMAL(12))",
    values: ["000000000042"],
  },
  {
    build: () => float(),
    ddl: "FLOAT",
    cast: "v",
    values: [1.5, 0.1, -3e-7],
    approximate: true,
  },
  {
    build: () => float(4),
    ddl: "FLOAT(4)",
    cast: "v",
    values: [2.5],
    approximate: true,
  },
  {
    build: () => float(12, 4),
    ddl: "FLOAT(12, 4)",
    cast: "v",
    values: [2.5],
    approximate: true,
  },
  {
    build: () => float(12, 4, { unsigned: true }),
    ddl: "FLOAT(12, 4) UNSIGNED",
    cast: "v",
    values: [2.5],
    approximate: true,
  },
  {
    build: () => double(),
    ddl: "DOUBLE",
    cast: "v",
    values: [0.1, 1.7976931348623157e308, -5e-300],
  },
  {
    build: () => double(12, 4),
    ddl: "DOUBLE(12, 4)",
    cast: "v",
    values: [0.125],
  },
  {
    build: () => double(undefined, undefined, { zerofill: true }),
    ddl: "DOUBLE ZEROFILL",
    cast: "v",
    values: [3.5],
  },
  {
    build: () => double(12, 4, { unsigned: true }),
    ddl: "DOUBLE(12, 4) UNSIGNED",
    cast: "v",
    values: [3.5],
  },
  {
    build: () => real(),
    ddl: "REAL",
    cast: "v",
    values: [0.1],
  },
  {
    build: () => real(12, 4),
    ddl: "REAL(12, 4)",
    cast: "v",
    values: [0.5],
  },
  {
    build: () => datetime(),
    ddl: "DATETIME",
    cast: "CAST(v AS DATETIME)",
    values: [new Date("2024-02-29T12:34:56Z")],
  },
  {
    build: () => datetime({ fsp: 3 }),
    ddl: "DATETIME(3)",
    cast: "CAST(v AS DATETIME(3))",
    values: [new Date("2024-02-29T12:34:56.789Z")],
  },
  {
    build: () => datetime({ fsp: 6 }),
    ddl: "DATETIME(6)",
    cast: "CAST(v AS DATETIME(6))",
    values: [
      new Date("2024-02-29T12:34:56.001Z"),
      new Date("9999-12-31T23:59:59.999Z"),
      new Date("1000-01-01T00:00:00Z"),
    ],
  },
  {
    build: () => timestamp(),
    ddl: "TIMESTAMP",
    cast: "CAST(v AS DATETIME)",
    values: [new Date("2024-02-29T12:34:56Z")],
  },
  {
    build: () => timestamp({ fsp: 3 }),
    ddl: "TIMESTAMP(3)",
    cast: "CAST(v AS DATETIME)",
    values: [new Date("2024-02-29T12:34:56.789Z"), new Date("2038-01-19T03:14:07Z")],
  },
  {
    build: () => time(),
    ddl: "TIME",
    cast: "CAST(v AS TIME)",
    values: ["12:34:56", "-838:59:59", "00:00:00"],
  },
  {
    build: () => time({ fsp: 2 }),
    ddl: "TIME(2)",
    cast: "CAST(v AS TIME(2))",
    values: ["12:34:56.25", "100:00:00.01"],
  },
  {
    build: () => char(),
    ddl: "CHAR",
    cast: "CAST(v AS CHAR)",
    values: ["x"],
  },
  {
    build: () => char(5),
    ddl: "CHAR(5)",
    cast: "CAST(v AS CHAR(5))",
    values: ["x", "größe"],
  },
  {
    build: () => char(5, { charset: "latin1" }),
    ddl: "CHAR(5) CHARACTER SET latin1",
    cast: "CAST(v AS CHAR(5) CHARACTER SET latin1)",
    values: ["größe"],
  },
  {
    build: () => char(5, { collation: "utf8mb4_bin" }),
    ddl: "CHAR(5) COLLATE utf8mb4_bin",
    cast: "CAST(v AS CHAR(5) COLLATE utf8mb4_bin)",
    values: ["😀"],
  },
  {
    build: () => char(3, { national: true }),
    ddl: "NATIONAL CHAR(3)",
    cast: "CAST(v AS CHAR(3))",
    values: ["abc"],
  },
  {
    build: () => varchar(20),
    ddl: "VARCHAR(20)",
    cast: "CAST(v AS CHAR(20))",
    values: ["it's \\ 😀", "", "a  "],
  },
  {
    build: () => varchar(5, { charset: "utf8", collation: "utf8_bin" }),
    ddl: "VARCHAR(5) CHARACTER SET utf8 COLLATE utf8_bin",
    cast: "CAST(v AS CHAR(5) CHARACTER SET utf8 COLLATE utf8_bin)",
    values: ["x"],
  },
  {
    build: () => varchar(5, { ascii: true }),
    ddl: "VARCHAR(5) ASCII",
    cast: "CAST(v AS CHAR(5) ASCII)",
    values: ["x"],
  },
  {
    build: () => varchar(5, { unicode: true }),
    ddl: "VARCHAR(5) UNICODE",
    cast: "CAST(v AS CHAR(5) UNICODE)",
    values: ["ü"],
  },
  {
    build: () => varchar(5, { binary: true }),
    ddl: "VARCHAR(5) BINARY",
    cast: "CAST(v AS CHAR(5) BINARY)",
    values: ["x"],
  },
  {
    build: () => varchar(5, { national: true }),
    ddl: "NATIONAL VARCHAR(5)",
    cast: "CAST(v AS CHAR(5))",
    values: ["ü"],
  },
  {
    build: () => varchar(5, { charset: "latin1", binary: true }),
    ddl: "VARCHAR(5) CHARACTER SET latin1 BINARY",
    cast: "CAST(v AS CHAR(5) CHARACTER SET latin1 BINARY)",
    values: ["x"],
  },
  {
    build: () => varchar(5, { national: true, collation: "utf8_bin" }),
    ddl: "NATIONAL VARCHAR(5) COLLATE utf8_bin",
    cast: "CAST(v AS CHAR(5) COLLATE utf8_bin)",
    values: ["x"],
  },
  {
    build: () => nchar(),
    ddl: "NATIONAL CHAR",
    cast: "CAST(v AS CHAR)",
    values: ["x"],
  },
  {
    build: () => nchar(2),
    ddl: "NATIONAL CHAR(2)",
    cast: "CAST(v AS CHAR(2))",
    values: ["xy"],
  },
  {
    build: () => nchar(2, { binary: true }),
    ddl: "NATIONAL CHAR(2) BINARY",
    cast: "CAST(v AS CHAR(2) BINARY)",
    values: ["xy"],
  },
  {
    build: () => nvarchar(25),
    ddl: "NATIONAL VARCHAR(25)",
    cast: "CAST(v AS CHAR(25))",
    values: ["x"],
  },
  {
    build: () => nvarchar(25, { collation: "utf8_bin" }),
    ddl: "NATIONAL VARCHAR(25) COLLATE utf8_bin",
    cast: "CAST(v AS CHAR(25) COLLATE utf8_bin)",
    values: ["x"],
  },
  {
    build: () => text(),
    ddl: "TEXT",
    cast: "CAST(v AS CHAR)",
    values: ["x".repeat(60000), "😀"],
  },
  {
    build: () => text(100),
    ddl: "TEXT(100)",
    cast: "CAST(v AS CHAR(100))",
    values: ["x"],
  },
  {
    build: () => text(undefined, { charset: "utf8" }),
    ddl: "TEXT CHARACTER SET utf8",
    cast: "CAST(v AS CHAR CHARACTER SET utf8)",
    values: ["ü"],
  },
  {
    build: () => text(undefined, { collation: "utf8mb4_bin" }),
    ddl: "TEXT COLLATE utf8mb4_bin",
    cast: "CAST(v AS CHAR COLLATE utf8mb4_bin)",
    values: ["x"],
  },
  {
    build: () => text(undefined, { binary: true }),
    ddl: "TEXT BINARY",
    cast: "CAST(v AS CHAR BINARY)",
    values: ["x"],
  },
  {
    build: () => tinytext(),
    ddl: "TINYTEXT",
    cast: "CAST(v AS CHAR)",
    values: ["x".repeat(255)],
  },
  {
    build: () => tinytext({ charset: "latin1" }),
    ddl: "TINYTEXT CHARACTER SET latin1",
    cast: "CAST(v AS CHAR CHARACTER SET latin1)",
    values: ["ü"],
  },
  {
    build: () => mediumtext(),
    ddl: "MEDIUMTEXT",
    cast: "CAST(v AS CHAR)",
    values: ["x".repeat(70000)],
  },
  {
    build: () => mediumtext({ unicode: true }),
    ddl: "MEDIUMTEXT UNICODE",
    cast: "CAST(v AS CHAR UNICODE)",
    values: ["ü"],
  },
  {
    build: () => longtext(),
    ddl: "LONGTEXT",
    cast: "CAST(v AS CHAR)",
    values: ["x"],
  },
  {
    build: () => longtext({ charset: "latin1", collation: "latin1_bin" }),
    ddl: "LONGTEXT CHARACTER SET latin1 COLLATE latin1_bin",
    cast: "CAST(v AS CHAR CHARACTER SET latin1 COLLATE latin1_bin)",
    values: ["x"],
  },
  {
    build: () => binary(),
    ddl: "BINARY",
    cast: "CAST(v AS BINARY)",
    values: [new Uint8Array([7])],
  },
  {
    build: () => binary(3),
    ddl: "BINARY(3)",
    cast: "CAST(v AS BINARY)",
    values: [new Uint8Array([0, 255, 92])],
  },
  {
    build: () => varbinary(20),
    ddl: "VARBINARY(20)",
    cast: "CAST(v AS BINARY)",
    values: [new Uint8Array([0, 39, 92, 255]), new Uint8Array([])],
  },
  {
    build: () => blob(),
    ddl: "BLOB",
    cast: "CAST(v AS BINARY)",
    values: [new Uint8Array([0, 1, 255])],
  },
  {
    build: () => blob(50),
    ddl: "BLOB(50)",
    cast: "CAST(v AS BINARY)",
    values: [new Uint8Array([5])],
  },
  {
    build: () => tinyblob(),
    ddl: "TINYBLOB",
    cast: "CAST(v AS BINARY)",
    values: [new Uint8Array([5])],
  },
  {
    build: () => mediumblob(),
    ddl: "MEDIUMBLOB",
    cast: "CAST(v AS BINARY)",
    values: [new Uint8Array(70000).fill(200)],
  },
  {
    build: () => longblob(),
    ddl: "LONGBLOB",
    cast: "CAST(v AS BINARY)",
    values: [new Uint8Array([5])],
  },
  {
    build: () => enumeration("a", "b"),
    ddl: "ENUM('a','b')",
    cast: "v",
    values: ["a", "b"],
  },
  {
    build: () => enumeration("a", "b", { charset: "latin1" }),
    ddl: "ENUM('a','b') CHARACTER SET latin1",
    cast: "v",
    values: ["b"],
  },
  {
    build: () => enumeration("a", "b", { collation: "utf8mb4_bin" }),
    ddl: "ENUM('a','b') COLLATE utf8mb4_bin",
    cast: "v",
    values: ["b"],
  },
  {
    build: () => enumeration("a", { charset: "utf8", binary: true }),
    ddl: "ENUM('a') CHARACTER SET utf8 BINARY",
    cast: "v",
    values: ["a"],
  },
  {
    build: () => enumeration("it's", "%", "ü"),
    ddl: "ENUM('it''s','%','ü')",
    cast: "v",
    values: ["it's", "%", "ü"],
  },
  {
    build: () => set("a", "b", "c"),
    ddl: "SET('a','b','c')",
    cast: "v",
    values: [new Set(), new Set(["b"]), new Set(["a", "c"])],
  },
  {
    build: () => set("a", "b", { charset: "latin1", collation: "latin1_bin" }),
    ddl: "SET('a','b') CHARACTER SET latin1 COLLATE latin1_bin",
    cast: "v",
    values: [new Set(["a", "b"])],
  },
  {
    build: () => set("it's", "%"),
    ddl: "SET('it''s','%')",
    cast: "v",
    values: [new Set(["it's", "%"])],
  },
  {
    build: () => inet4(),
    ddl: "INET4",
    cast: "v",
    values: ["192.168.0.1"],
  },
  {
    build: () => inet6(),
    ddl: "INET6",
    cast: "v",
    values: ["2001:db8::ff00:42:8329"],
  },
];

const tableOf = ({ build }: TypeCase, name = "t") => {
  const builder = build() as AnyBuilder;
  return new MetaData().table(name, { id: plainInteger().primaryKey(), v: builder.nullable() });
};

describe("types of MySQL: text", () => {
  test.each(cases.map((c, i) => [`${i} ${c.ddl}`, c] as const))("%s", (_name, c) => {
    const ddl = new CreateTable(tableOf(c)).compile({ dialect: "mysql" }).sql.replaceAll(/\s+/g, " ").trim();
    const nullable = c.ddl.startsWith("TIMESTAMP") ? " NULL" : "";
    expect(ddl).toBe(`CREATE TABLE t ( id INTEGER NOT NULL AUTO_INCREMENT, v ${c.ddl}${nullable}, PRIMARY KEY (id) )`);
    expect(cast(column("v"), c.build() as AnyBuilder).compile({ dialect: "mysql" }).sql).toBe(c.cast);
    expect(() => new CreateTable(tableOf(c)).compile({ dialect: "sqlite" })).toThrow(/sqlite has no equivalent/);
  });
});

describe.skipIf(mariadb.unavailable !== undefined)("types of MySQL: on MariaDB", () => {
  test("values come back as they went, as parameters and as literals, and are found", async () => {
    const engine = await mariadb.engine();
    await using connection = await engine.connect();
    for (const [i, c] of cases.entries()) {
      const t = tableOf(c, `t${i}`);
      await connection.execute(new CreateTable(t));
      const given = [...c.values, null];
      for (const v of given) await connection.execute(insert(t).values({ v }));
      for (const v of c.values) {
        const { sql } = insert(t)
          .values({ v })
          .compile({ dialect: engine.dialect as never, literalBinds: true });
        await connection.execDriverSql(sql);
      }
      const rows = await connection.execute(select(t.c.v).orderBy(t.c.id));
      expect.soft(rows.scalars().all(), c.ddl).toEqual([...given, ...c.values]);
      if (c.cast !== "v") await connection.execute(select(cast(t.c.v, c.build() as AnyBuilder)));
      if (c.approximate === true) continue;
      for (const v of c.values) {
        const found = await connection.execute(select(t.c.id).where(t.c.v.eq(v as never)));
        expect.soft(found.all().length, `${c.ddl}: ${String(v)}`).toBeGreaterThanOrEqual(2);
      }
    }
  });

  test("keys of MySQL's integers are generated, unsigned too", async () => {
    const engine = await mariadb.engine();
    const metadata = new MetaData();
    const small = metadata.table("small", { id: smallint({ unsigned: true }).primaryKey(), n: plainInteger() });
    const big = metadata.table("big", { id: bigint({ unsigned: true }).primaryKey(), n: plainInteger() });
    await metadata.createAll(engine);
    await engine.begin(async (connection) => {
      expect((await connection.execute(insert(small).values({ n: 1 }))).insertedPrimaryKey).toEqual([1]);
      expect((await connection.execute(insert(big).values({ n: 1 }))).insertedPrimaryKey).toEqual([1n]);
    });
  });
});

describe("types of MySQL refuse", () => {
  const bind = (builder: unknown, value: unknown): unknown => {
    const t = new MetaData().table("t", { v: builder as AnyBuilder });
    return insert(t).values({ v: value }).compile({ dialect: "mysql" }).params;
  };
  test.each([
    [tinyint(), 128, /from -128 to 127/],
    [tinyint({ unsigned: true }), -1, /from 0 to 255/],
    [smallint(), 1.5, /whole number/],
    [mediumint({ unsigned: true }), 16777216, /from 0 to 16777215/],
    [integer(), "1", /whole number/],
    [bigint(), 2n ** 63n, /from -9223372036854775808/],
    [bigint({ unsigned: true }), 2n ** 64n, /18446744073709551615/],
    [bit(8), 256, /from 0 to 255/],
    [year(), 1900, /1901 to 2155/],
    [decimal(4, 2), "1e5x", /decimal number/],
    [double(), Number.NaN, /finite number/],
    [datetime(), "2024-01-01", /a Date/],
    [time(), "12:60:00", /length of time/],
    [time(), "839:00:00", /length of time/],
    [varchar(5), 5, /a string/],
    [varbinary(5), "x", /Uint8Array/],
    [enumeration("a", "b"), "c", /one of "a", "b"/],
    [set("a", "b"), new Set(["c"]), /a Set \(or a list\) of "a", "b"/],
    [set("a", "b"), "a", /a Set \(or a list\)/],
  ] as const)("%#: values that do not fit", (builder, value, message) => {
    expect(() => bind(builder, value)).toThrow(message);
  });

  test("options that are none", () => {
    expect(() => varchar(undefined as never)).toThrow(/requires a length/);
    expect(() => nvarchar(undefined as never)).toThrow(/requires a length/);
    expect(() => varbinary(undefined as never)).toThrow(/requires a length/);
    expect(() => datetime({ fsp: 7 })).toThrow(/0 to 6/);
    expect(() => varchar(5, { charset: "latin1; DROP TABLE t" })).toThrow(/plain word/);
    expect(() => enumeration("a", "a")).toThrow(/twice/);
    expect(() => set("a,b")).toThrow(/no comma/);
    expect(() => set(...([] as unknown as ["a"]))).toThrow(/at least one label/);
    expect(() => tinyint({ displayWidth: -1 })).toThrow(/whole number/);
  });
});
