import {
  array,
  bigInteger,
  boolean,
  BINARY,
  char,
  type ColumnBuilder,
  date,
  datetime,
  DECIMAL,
  double,
  DOUBLE_PRECISION,
  enumeration,
  float,
  inspect,
  integer,
  interval,
  json,
  largeBinary,
  listen,
  MetaData,
  NCHAR,
  numeric,
  NVARCHAR,
  REAL,
  smallInteger,
  string,
  text,
  time,
  TIMESTAMP,
  unicode,
  unicodeText,
  uuid,
  UUID,
  VARBINARY,
} from "athanor";
import * as mysql from "athanor/mysql";
import * as pg from "athanor/postgresql";
import { expect, test } from "vitest";
import { describeAsync } from "../support/databases.ts";
import { typeText } from "./facts.ts";

type Builders = Readonly<Record<string, ColumnBuilder<unknown, never, unknown>>>;
const any = (builder: unknown): ColumnBuilder<unknown, never, unknown> => builder as never;

/** Types of chapter 14, on every database. */
const generic: Builders = {
  integer: any(integer()),
  small: any(smallInteger()),
  big: any(bigInteger()),
  numeric: any(numeric(12, 3)),
  decimal: any(DECIMAL(5, 1)),
  float: any(float()),
  double: any(double()),
  boolean: any(boolean()),
  string: any(string(50)),
  unicode: any(unicode(20)),
  text: any(text()),
  unicodeText: any(unicodeText()),
  char: any(char(4)),
  date: any(date()),
  time: any(time()),
  datetime: any(datetime()),
  interval: any(interval()),
  bytes: any(largeBinary()),
  json: any(json()),
  uuid: any(uuid()),
  enumeration: any(enumeration("a", "it's")),
  real: any(REAL()),
  timestamp: any(TIMESTAMP()),
};
const own: Readonly<Record<string, Builders>> = {
  sqlite: {
    nvarchar: any(NVARCHAR(9)),
    binary: any(BINARY(4)),
    varbinary: any(VARBINARY(4)),
    collated: any(string(5, { collation: "NOCASE" })),
    precise: any(DOUBLE_PRECISION()),
    native: any(UUID()),
  },
  mysql: {
    nchar: any(NCHAR(3)),
    nvarchar: any(NVARCHAR(9)),
    binary: any(BINARY(4)),
    varbinary: any(VARBINARY(4)),
    collated: any(string(5, { collation: "latin1_bin" })),
    native: any(UUID()),
    tiny: any(mysql.tinyint()),
    tinyUnsigned: any(mysql.tinyint({ unsigned: true })),
    mediumint: any(mysql.mediumint({ unsigned: true })),
    filled: any(mysql.integer({ zerofill: true, displayWidth: 7 })),
    bigUnsigned: any(mysql.bigint({ unsigned: true })),
    decimalUnsigned: any(mysql.decimal(7, 2, { unsigned: true })),
    floatTwo: any(mysql.float(6, 2)),
    bit: any(mysql.bit(7)),
    year: any(mysql.year()),
    moments: any(mysql.datetime({ fsp: 3 })),
    stamps: any(mysql.timestamp({ fsp: 6 })),
    times: any(mysql.time({ fsp: 2 })),
    tinytext: any(mysql.tinytext()),
    mediumtext: any(mysql.mediumtext({ collation: "utf8mb4_bin" })),
    longtext: any(mysql.longtext()),
    tinyblob: any(mysql.tinyblob()),
    mediumblob: any(mysql.mediumblob()),
    longblob: any(mysql.longblob()),
    set: any(mysql.set("p", "q'r")),
    inet4: any(mysql.inet4()),
    inet6: any(mysql.inet6()),
  },
  postgresql: {
    zoned: any(datetime({ timezone: true })),
    zonedTime: any(time({ timezone: true })),
    collated: any(text(undefined, { collation: "C" })),
    seconds: any(interval({ secondPrecision: 3 })),
    jsonb: any(pg.jsonb()),
    jsonpath: any(pg.jsonpath()),
    inet: any(pg.inet()),
    cidr: any(pg.cidr()),
    macaddr: any(pg.macaddr()),
    macaddr8: any(pg.macaddr8()),
    bit: any(pg.bit(3)),
    varbit: any(pg.varbit(5)),
    varbits: any(pg.varbit()),
    xml: any(pg.xml()),
    money: any(pg.money()),
    tsvector: any(pg.tsvector()),
    tsquery: any(pg.tsquery()),
    regconfig: any(pg.regconfig()),
    regclass: any(pg.regclass()),
    oid: any(pg.oid()),
    fields: any(pg.interval({ fields: "DAY TO SECOND", precision: 3 })),
    stamp: any(pg.timestamp({ precision: 3, timezone: true })),
    clock: any(pg.time({ precision: 0 })),
    int4range: any(pg.int4range()),
    int8range: any(pg.int8range()),
    numrange: any(pg.numrange()),
    daterange: any(pg.daterange()),
    tsrange: any(pg.tsrange()),
    tstzrange: any(pg.tstzrange()),
    int4multirange: any(pg.int4multirange()),
    int8multirange: any(pg.int8multirange()),
    nummultirange: any(pg.nummultirange()),
    datemultirange: any(pg.datemultirange()),
    tsmultirange: any(pg.tsmultirange()),
    tstzmultirange: any(pg.tstzmultirange()),
    mood: any(enumeration("sad", "ok", { name: "mood" })),
    moods: any(array(enumeration("sad", "ok", { name: "mood" }))),
    domain: any(pg.domain("posint", integer(), { check: text("VALUE > 0"), notNull: true })),
    strings: any(array(string(5))),
    matrix: any(array(numeric(5, 1), { dimensions: 2 })),
  },
};

/** What a database keeps under another name than it was declared with. */
const kept: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  sqlite: {},
  postgresql: {
    decimal: "NUMERIC(5, 1)",
    float: "DOUBLE PRECISION",
    enumeration: "VARCHAR(4)",
  },
  mysql: {
    decimal: "NUMERIC(5, 1)",
    real: "DOUBLE",
    // In another character set than the table's.
    nchar: "CHAR(3) COLLATE utf8mb3_general_ci",
    nvarchar: "VARCHAR(9) COLLATE utf8mb3_general_ci",
    filled: "INTEGER(7) UNSIGNED ZEROFILL",
  },
};

describeAsync("types", (database) => {
  test("come back as they were declared", async () => {
    const engine = await database.engine();
    const { dialect } = engine;
    const builders = { ...generic, ...own[database.dialect] };
    const metadata = new MetaData();
    metadata.table(
      "types",
      Object.fromEntries(Object.entries(builders).map(([name, builder]) => [name, builder.nullable()])),
    );
    await metadata.createAll(engine);
    const inspector = inspect(engine);
    const found = new Map((await inspector.getColumns("types")).map(({ name, type }) => [name, type]));
    for (const [name, builder] of Object.entries(builders)) {
      const declared = kept[database.dialect]?.[name] ?? typeText(dialect, builder.type);
      expect.soft(typeText(dialect, found.get(name)!), name).toBe(declared);
    }
    expect(found.get("boolean")?.kind).toBe("boolean");
    expect(found.get("json")?.kind).toBe("json");
    if (database.dialect === "postgresql") {
      const domains = await inspector.getDomains();
      expect(domains).toMatchObject([{ name: "posint", nullable: false, constraints: [{ check: "VALUE > 0" }] }]);
      expect(await inspector.getEnums()).toMatchObject([{ name: "mood", labels: ["sad", "ok"], visible: true }]);
      expect(await inspector.hasType("posint")).toBe(true);
      expect(await inspector.hasType("nope")).toBe(false);
    }
    await metadata.dropAll(engine);
    expect(await inspect(engine).getTableNames()).toEqual([]);
  });

  test("that nobody knows are NullTypes, and warned of", async () => {
    const engine = await database.engine();
    const warnings: string[] = [];
    const note = (warning: Error): void => {
      if (warning.name === "AthanorWarning") warnings.push(warning.message);
    };
    process.on("warning", note);
    try {
      const odd = { sqlite: "", postgresql: "point", mysql: "point" }[database.dialect];
      await engine.begin((connection) => connection.execDriverSql(`CREATE TABLE t (x ${odd})`));
      const [column] = await inspect(engine).getColumns("t");
      expect(column?.type.kind).toBe("null");
      await new Promise((resolve) => setImmediate(resolve));
      const heard = warnings.filter((message) => message.includes('column "t.x"'));
      expect(heard.length).toBe(database.dialect === "sqlite" ? 0 : 1);
    } finally {
      process.off("warning", note);
    }
  });

  test("can be changed while they are reflected", async () => {
    const engine = await database.engine();
    await engine.begin((connection) => connection.execDriverSql("CREATE TABLE t (stamp TIMESTAMP NULL, n INTEGER)"));
    const metadata = new MetaData();
    listen(metadata, "columnReflect", (_inspector, _table, column) => {
      column.type = column.type.asGeneric();
    });
    await metadata.reflect(engine);
    expect(metadata.tables.get("t")?.columns.map((column) => column.type.kind)).toEqual(["datetime", "integer"]);
  });
});
