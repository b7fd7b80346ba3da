import {
  BIGINT,
  bigInteger,
  BINARY,
  BLOB,
  BOOLEAN,
  boolean,
  CHAR,
  char,
  CLOB,
  type ColumnBuilder,
  type ColumnFlag,
  CompileError,
  CreateTable,
  DATE,
  date,
  DATETIME,
  datetime,
  DECIMAL,
  DOUBLE,
  double,
  DOUBLE_PRECISION,
  enumeration,
  FLOAT,
  float,
  INT,
  INTEGER,
  integer,
  interval,
  json,
  largeBinary,
  MetaData,
  NCHAR,
  NUMERIC,
  numeric,
  NVARCHAR,
  REAL,
  SMALLINT,
  smallInteger,
  string,
  TEXT,
  text,
  TIME,
  time,
  TIMESTAMP,
  unicode,
  unicodeText,
  UUID,
  uuid,
  VARBINARY,
  VARCHAR,
} from "athanor";
import { describe, expect, test } from "vitest";
import { describeAsync } from "../support/databases.ts";

type AnyBuilder = ColumnBuilder<unknown, ColumnFlag, unknown>;
const dialects = ["default", "sqlite", "postgresql", "mysql"] as const;
/** A type, and its name on the default dialect, SQLite, PostgreSQL and MySQL; "!…" is the error of a dialect that has no such type. */
type Row = readonly [label: string, type: () => AnyBuilder, ...names: readonly [string, string, string, string]];

const everywhere = (name: string): readonly [string, string, string, string] => [name, name, name, name];

const rows: readonly Row[] = [
  ["integer()", () => integer(), ...everywhere("INTEGER")],
  ["INTEGER()", () => INTEGER(), ...everywhere("INTEGER")],
  ["INT()", () => INT(), ...everywhere("INTEGER")],
  ["smallInteger()", () => smallInteger(), ...everywhere("SMALLINT")],
  ["SMALLINT()", () => SMALLINT(), ...everywhere("SMALLINT")],
  ["bigInteger()", () => bigInteger(), ...everywhere("BIGINT")],
  ["bigInteger({ mode })", () => bigInteger({ mode: "number" }), ...everywhere("BIGINT")],
  ["BIGINT()", () => BIGINT(), ...everywhere("BIGINT")],
  ["numeric()", () => numeric(), ...everywhere("NUMERIC")],
  ["numeric(10)", () => numeric(10), ...everywhere("NUMERIC(10)")],
  ["numeric(10, 2)", () => numeric(10, 2), ...everywhere("NUMERIC(10, 2)")],
  ["NUMERIC(12, 4)", () => NUMERIC(12, 4), ...everywhere("NUMERIC(12, 4)")],
  ["DECIMAL()", () => DECIMAL(), ...everywhere("DECIMAL")],
  ["DECIMAL(5, 1)", () => DECIMAL(5, 1), ...everywhere("DECIMAL(5, 1)")],
  ["float()", () => float(), ...everywhere("FLOAT")],
  ["float(24)", () => float(24), "FLOAT", "FLOAT", "FLOAT(24)", "FLOAT(24)"],
  ["FLOAT(53)", () => FLOAT(53), "FLOAT", "FLOAT", "FLOAT(53)", "FLOAT(53)"],
  ["double()", () => double(), "DOUBLE", "DOUBLE", "DOUBLE PRECISION", "DOUBLE"],
  ["double(53)", () => double(53), "DOUBLE", "DOUBLE", "DOUBLE PRECISION", "DOUBLE"],
  ["DOUBLE()", () => DOUBLE(), "DOUBLE", "DOUBLE", "!the type DOUBLE", "DOUBLE"],
  ["DOUBLE_PRECISION()", () => DOUBLE_PRECISION(), ...everywhere("DOUBLE PRECISION")],
  ["REAL()", () => REAL(), ...everywhere("REAL")],
  ["string()", () => string(), "VARCHAR", "VARCHAR", "VARCHAR", "!VARCHAR requires a length"],
  ["string(20)", () => string(20), ...everywhere("VARCHAR(20)")],
  ["VARCHAR(9)", () => VARCHAR(9), ...everywhere("VARCHAR(9)")],
  [
    "string(20) in a collation",
    () => string(20, { collation: "POSIX" }),
    'VARCHAR(20) COLLATE "POSIX"',
    'VARCHAR(20) COLLATE "POSIX"',
    'VARCHAR(20) COLLATE "POSIX"',
    "VARCHAR(20) COLLATE POSIX",
  ],
  [
    "a collation that needs no quotes",
    () => string(20, { collation: "nocase" }),
    ...everywhere("VARCHAR(20) COLLATE nocase"),
  ],
  [
    "a hostile collation",
    () => string(5, { collation: 'x"y`; --' }),
    'VARCHAR(5) COLLATE "x""y`; --"',
    'VARCHAR(5) COLLATE "x""y`; --"',
    'VARCHAR(5) COLLATE "x""y`; --"',
    'VARCHAR(5) COLLATE `x"y``; --`',
  ],
  ["text()", () => text(), ...everywhere("TEXT")],
  ["text(100)", () => text(100), "TEXT(100)", "TEXT(100)", "TEXT", "TEXT(100)"],
  ["TEXT()", () => TEXT(), ...everywhere("TEXT")],
  [
    "TEXT in a collation",
    () => TEXT(undefined, { collation: "binary" }),
    'TEXT COLLATE "binary"',
    "TEXT COLLATE binary",
    'TEXT COLLATE "binary"',
    "TEXT COLLATE binary",
  ],
  ["unicode(10)", () => unicode(10), ...everywhere("VARCHAR(10)")],
  ["unicodeText()", () => unicodeText(), ...everywhere("TEXT")],
  ["char()", () => char(), ...everywhere("CHAR")],
  ["char(3)", () => char(3), ...everywhere("CHAR(3)")],
  ["CHAR(4)", () => CHAR(4), ...everywhere("CHAR(4)")],
  ["NCHAR(4)", () => NCHAR(4), "NCHAR(4)", "NCHAR(4)", "NCHAR(4)", "NATIONAL CHAR(4)"],
  ["NVARCHAR(5)", () => NVARCHAR(5), "NVARCHAR(5)", "NVARCHAR(5)", "!the type NVARCHAR", "NATIONAL VARCHAR(5)"],
  ["NVARCHAR()", () => NVARCHAR(), "NVARCHAR", "NVARCHAR", "!the type NVARCHAR", "!NVARCHAR requires a length"],
  ["CLOB()", () => CLOB(), "CLOB", "CLOB", "!the type CLOB", "!the type CLOB"],
  ["boolean()", () => boolean(), "BOOLEAN", "BOOLEAN", "BOOLEAN", "BOOL"],
  ["BOOLEAN()", () => BOOLEAN(), "BOOLEAN", "BOOLEAN", "BOOLEAN", "BOOL"],
  ["date()", () => date(), ...everywhere("DATE")],
  ["DATE()", () => DATE(), ...everywhere("DATE")],
  ["time()", () => time(), "TIME", "TIME", "TIME WITHOUT TIME ZONE", "TIME"],
  ["time with zone", () => time({ timezone: true }), "TIME", "TIME", "TIME WITH TIME ZONE", "TIME"],
  ["TIME()", () => TIME(), "TIME", "TIME", "TIME WITHOUT TIME ZONE", "TIME"],
  ["datetime()", () => datetime(), "DATETIME", "DATETIME", "TIMESTAMP WITHOUT TIME ZONE", "DATETIME"],
  [
    "datetime with zone",
    () => datetime({ timezone: true }),
    "DATETIME",
    "DATETIME",
    "TIMESTAMP WITH TIME ZONE",
    "DATETIME",
  ],
  ["DATETIME()", () => DATETIME(), "DATETIME", "DATETIME", "!the type DATETIME", "DATETIME"],
  ["TIMESTAMP()", () => TIMESTAMP(), "TIMESTAMP", "TIMESTAMP", "TIMESTAMP WITHOUT TIME ZONE", "TIMESTAMP"],
  [
    "TIMESTAMP with zone",
    () => TIMESTAMP({ timezone: true }),
    "TIMESTAMP",
    "TIMESTAMP",
    "TIMESTAMP WITH TIME ZONE",
    "TIMESTAMP",
  ],
  ["interval()", () => interval(), "DATETIME", "DATETIME", "INTERVAL", "DATETIME"],
  [
    "interval with a precision",
    () => interval({ secondPrecision: 3, dayPrecision: 2 }),
    "DATETIME",
    "DATETIME",
    "INTERVAL (3)",
    "DATETIME",
  ],
  [
    "interval({ native: false })",
    () => interval({ native: false }),
    "DATETIME",
    "DATETIME",
    "TIMESTAMP WITHOUT TIME ZONE",
    "DATETIME",
  ],
  ["largeBinary()", () => largeBinary(), "BLOB", "BLOB", "BYTEA", "BLOB"],
  ["largeBinary(100)", () => largeBinary(100), "BLOB", "BLOB", "BYTEA", "BLOB(100)"],
  ["BLOB()", () => BLOB(), "BLOB", "BLOB", "!the type BLOB", "BLOB"],
  ["BLOB(9)", () => BLOB(9), "BLOB", "BLOB", "!the type BLOB", "BLOB(9)"],
  ["BINARY(4)", () => BINARY(4), "BINARY(4)", "BINARY(4)", "!the type BINARY", "BINARY(4)"],
  ["VARBINARY(5)", () => VARBINARY(5), "VARBINARY(5)", "VARBINARY(5)", "!the type VARBINARY", "VARBINARY(5)"],
  ["VARBINARY()", () => VARBINARY(), "VARBINARY", "VARBINARY", "!the type VARBINARY", "!VARBINARY requires a length"],
  ["uuid()", () => uuid(), "CHAR(32)", "CHAR(32)", "UUID", "CHAR(32)"],
  ["uuid({ nativeUuid: false })", () => uuid({ nativeUuid: false }), ...everywhere("CHAR(32)")],
  ["UUID()", () => UUID(), ...everywhere("UUID")],
  [
    "enumeration() without its own type",
    () => enumeration("a", "bcd", { nativeEnum: false }),
    ...everywhere("VARCHAR(3)"),
  ],
  [
    "enumeration() with a length",
    () => enumeration("a", "bcd", { nativeEnum: false, length: 20 }),
    ...everywhere("VARCHAR(20)"),
  ],
  ["json()", () => json(), ...everywhere("JSON")],
  ["a variant", () => string(50).withVariant(text(), "mysql"), "VARCHAR(50)", "VARCHAR(50)", "VARCHAR(50)", "TEXT"],
  [
    "variants for two",
    () => datetime().withVariant(TIMESTAMP({ timezone: true }), "postgresql", "sqlite"),
    "DATETIME",
    "TIMESTAMP",
    "TIMESTAMP WITH TIME ZONE",
    "DATETIME",
  ],
  [
    "variants one after the other",
    () => string().withVariant(string(30), "mysql").withVariant(text(), "sqlite"),
    "VARCHAR",
    "TEXT",
    "VARCHAR",
    "VARCHAR(30)",
  ],
];

const tableOf = (type: AnyBuilder): CreateTable =>
  new CreateTable(new MetaData().table("vessel", { cargo: type.nullable() }));

describe("names of types in CREATE TABLE", () => {
  test.each(rows)("%s", (_label, type, ...names) => {
    const create = tableOf(type());
    for (const [i, name] of names.entries()) {
      const dialect = dialects[i] as string;
      const compile = (): string => create.compile({ dialect }).sql.replaceAll(/[\n\t]/g, "");
      if (name.startsWith("!")) {
        expect(compile).toThrow(CompileError);
        expect(compile).toThrow(name.slice(1));
      } else {
        expect(compile()).toBe(
          `CREATE TABLE vessel (cargo ${name}${dialect === "mysql" && name === "TIMESTAMP" ? " NULL" : ""})`,
        );
      }
    }
  });
  test("lengths, precisions and collations are checked", () => {
    expect(() => string(-1)).toThrow(/length of a type/);
    expect(() => string(1.5)).toThrow(/whole number/);
    expect(() => numeric("10; DROP TABLE x" as never)).toThrow(/precision of a type/);
    expect(() => string(5, { collation: "" })).toThrow(/collation/);
    expect(() => string(5, { collation: "a\nb" })).toThrow(/control character/);
    expect(() => interval({ secondPrecision: "3" as never })).toThrow(/precision of seconds/);
  });
  test("a variant is given once for each dialect", () => {
    expect(() => string().withVariant(text(), "mysql").withVariant(text(), "mysql")).toThrow(
      /"mysql" has a variant already/,
    );
    expect(() => (string().withVariant as (type: unknown) => unknown)(text())).toThrow(/at least one dialect/);
    expect(() => string().withVariant(string().withVariant(text(), "sqlite"), "mysql")).toThrow(/variants of its own/);
  });
});

describe("asGeneric()", () => {
  test.each<[string, AnyBuilder, string]>([
    ["DATETIME", DATETIME(), "datetime"],
    ["TIMESTAMP", TIMESTAMP(), "datetime"],
    ["NVARCHAR", NVARCHAR(5), "unicode"],
    ["CLOB", CLOB(), "text"],
    ["UUID", UUID(), "uuid"],
    ["VARBINARY", VARBINARY(5), "largeBinary"],
    ["DOUBLE", DOUBLE(), "double"],
    ["string", string(5), "string"],
    ["a variant", string(5).withVariant(text(), "mysql"), "string"],
  ])("of %s", (_name, builder, kind) => expect(builder.type.asGeneric().kind).toBe(kind));
});

/** Names that a database knows but this one's version, or its collations, do not. */
const notThere: { readonly [dialect: string]: readonly string[] } = {
  sqlite: ["string(20) in a collation", "a hostile collation"],
  postgresql: ["a collation that needs no quotes", "a hostile collation", "TEXT in a collation"],
  mysql: [
    "string(20) in a collation",
    "a collation that needs no quotes",
    "a hostile collation",
    "TEXT in a collation",
  ],
};

describeAsync("names of types", (database) => {
  test("the database takes them all", async () => {
    const engine = await database.engine();
    await using connection = await engine.connect();
    const at = dialects.indexOf(database.dialect);
    for (const [label, type, ...names] of rows) {
      if ((names[at] as string).startsWith("!") || notThere[database.dialect]!.includes(label)) continue;
      const metadata = new MetaData();
      metadata.table("vessel", { id: integer().primaryKey(), cargo: type().nullable() });
      await metadata.createAll(connection);
      await metadata.dropAll(connection);
      await connection.commit();
    }
  });
});
