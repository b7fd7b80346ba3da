import {
  bigInteger,
  boolean,
  CompileError,
  createMockEngine,
  CreateTable,
  datetime,
  falseValue,
  FetchedValue,
  func,
  insert,
  integer,
  literalColumn,
  MetaData,
  numeric,
  quotedName,
  select,
  smallInteger,
  string,
  text,
  trueValue,
} from "athanor";
import { describe, expect, test } from "vitest";
import { type DDLCase, ddl, ddlCases, executed, onDatabases } from "./support.ts";

const table = (name: string, shape: () => object, sql: DDLCase["sql"], options: object = {}): DDLCase => ({
  name,
  build: () => new CreateTable(new MetaData().table("t", shape(), options)),
  sql,
});
const t = (body: string): string => `CREATE TABLE t (${body})`;

const numbered: DDLCase[] = [
  table("an integer key counts up by itself", () => ({ id: integer().primaryKey() }), {
    default: t("id INTEGER NOT NULL, PRIMARY KEY (id)"),
    postgresql: t("id SERIAL NOT NULL, PRIMARY KEY (id)"),
    mysql: t("id INTEGER NOT NULL AUTO_INCREMENT, PRIMARY KEY (id)"),
  }),
  table("a big one", () => ({ id: bigInteger().primaryKey() }), {
    default: t("id BIGINT NOT NULL, PRIMARY KEY (id)"),
    sqlite: t("id INTEGER NOT NULL, PRIMARY KEY (id)"),
    postgresql: t("id BIGSERIAL NOT NULL, PRIMARY KEY (id)"),
    mysql: t("id BIGINT NOT NULL AUTO_INCREMENT, PRIMARY KEY (id)"),
  }),
  table("a small one", () => ({ id: smallInteger().primaryKey() }), {
    default: t("id SMALLINT NOT NULL, PRIMARY KEY (id)"),
    sqlite: t("id INTEGER NOT NULL, PRIMARY KEY (id)"),
    postgresql: t("id SMALLSERIAL NOT NULL, PRIMARY KEY (id)"),
    mysql: t("id SMALLINT NOT NULL AUTO_INCREMENT, PRIMARY KEY (id)"),
  }),
  table(
    "told not to",
    () => ({ id: integer().primaryKey().autoincrement(false) }),
    t("id INTEGER NOT NULL, PRIMARY KEY (id)"),
  ),
  table(
    "a key of text does not",
    () => ({ id: string(5).primaryKey() }),
    t("id VARCHAR(5) NOT NULL, PRIMARY KEY (id)"),
  ),
  table(
    "a key with a default does not",
    () => ({
      id: integer()
        .primaryKey()
        .default(() => 1),
    }),
    t("id INTEGER NOT NULL, PRIMARY KEY (id)"),
  ),
  table("a key with a server default does not", () => ({ id: integer().primaryKey().serverDefault("7") }), {
    default: t("id INTEGER DEFAULT '7' NOT NULL, PRIMARY KEY (id)"),
    mysql: t("id INTEGER NOT NULL DEFAULT '7', PRIMARY KEY (id)"),
  }),
  table(
    "a composite key does not",
    () => ({ a: integer().primaryKey(), b: integer().primaryKey() }),
    t("a INTEGER NOT NULL, b INTEGER NOT NULL, PRIMARY KEY (a, b)"),
  ),
  table(
    "a composite key that is told to, its counting column first",
    () => ({ a: integer().primaryKey(), b: integer().primaryKey().autoincrement() }),
    {
      default: t("a INTEGER NOT NULL, b INTEGER NOT NULL, PRIMARY KEY (b, a)"),
      sqlite: /does not support autoincrement for composite primary keys/,
      postgresql: t("a INTEGER NOT NULL, b SERIAL NOT NULL, PRIMARY KEY (b, a)"),
      mysql: t("a INTEGER NOT NULL, b INTEGER NOT NULL AUTO_INCREMENT, PRIMARY KEY (b, a)"),
    },
  ),
  table(
    "SQLite's AUTOINCREMENT",
    () => ({ id: integer().primaryKey(), x: integer() }),
    {
      default: t("id INTEGER NOT NULL, x INTEGER NOT NULL, PRIMARY KEY (id)"),
      sqlite: t("id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, x INTEGER NOT NULL"),
      postgresql: t("id SERIAL NOT NULL, x INTEGER NOT NULL, PRIMARY KEY (id)"),
      mysql: t("id INTEGER NOT NULL AUTO_INCREMENT, x INTEGER NOT NULL, PRIMARY KEY (id)"),
    },
    { sqliteAutoincrement: true },
  ),
  table(
    "SQLite's conflict words of columns",
    () => ({
      id: integer().primaryKey().autoincrement(false).dialectOptions({ sqliteOnConflictPrimaryKey: "FAIL" }),
      x: integer().unique().dialectOptions({ sqliteOnConflictNotNull: "ABORT", sqliteOnConflictUnique: "IGNORE" }),
    }),
    {
      default: t("id INTEGER NOT NULL, x INTEGER NOT NULL, PRIMARY KEY (id), UNIQUE (x)"),
      sqlite: t(
        "id INTEGER NOT NULL, x INTEGER NOT NULL ON CONFLICT ABORT, PRIMARY KEY (id) ON CONFLICT FAIL, UNIQUE (x) ON CONFLICT IGNORE",
      ),
    },
  ),
];
ddlCases("keys that count up by themselves", numbered);
executed("keys that count up by themselves", numbered, undefined);

const identity = (options: object, text_: string): DDLCase =>
  table(
    `identity ${JSON.stringify(options, (_k, v: unknown) => (typeof v === "bigint" ? String(v) : v))}`,
    () => ({ id: integer().primaryKey().identity(options), x: integer().nullable() }),
    {
      default: t(`id INTEGER GENERATED ${text_}, x INTEGER, PRIMARY KEY (id)`),
      sqlite: t("id INTEGER NOT NULL, x INTEGER, PRIMARY KEY (id)"),
      mysql: t("id INTEGER NOT NULL AUTO_INCREMENT, x INTEGER, PRIMARY KEY (id)"),
    },
  );
const identities: DDLCase[] = [
  identity({}, "BY DEFAULT AS IDENTITY"),
  identity({ always: true }, "ALWAYS AS IDENTITY"),
  identity({ start: 7 }, "BY DEFAULT AS IDENTITY (START WITH 7)"),
  identity({ always: true, start: 7, increment: 10 }, "ALWAYS AS IDENTITY (INCREMENT BY 10 START WITH 7)"),
  identity(
    { increment: -3, minvalue: -50, maxvalue: -1 },
    "BY DEFAULT AS IDENTITY (INCREMENT BY -3 MINVALUE -50 MAXVALUE -1)",
  ),
  identity({ nominvalue: true, nomaxvalue: true }, "BY DEFAULT AS IDENTITY (NO MINVALUE NO MAXVALUE)"),
  identity({ cycle: true }, "BY DEFAULT AS IDENTITY (CYCLE)"),
  identity({ cycle: false }, "BY DEFAULT AS IDENTITY (NO CYCLE)"),
  identity({ cache: 20 }, "BY DEFAULT AS IDENTITY (CACHE 20)"),
  identity(
    { start: 2147483646n, cycle: true, cache: 2 },
    "BY DEFAULT AS IDENTITY (START WITH 2147483646 CACHE 2 CYCLE)",
  ),
  table("a column that is no key", () => ({ id: integer().identity(), x: integer().nullable() }), {
    default: t("id INTEGER GENERATED BY DEFAULT AS IDENTITY, x INTEGER"),
    sqlite: t("id INTEGER NOT NULL, x INTEGER"),
    mysql: t("id INTEGER NOT NULL, x INTEGER"),
  }),
];
ddlCases("identity", identities);
executed("identity", identities, undefined);

const computed: DDLCase[] = [
  table(
    "as the database prefers",
    () => ({ x: integer(), y: integer().computed(text("x + 2")).nullable() }),
    t("x INTEGER NOT NULL, y INTEGER GENERATED ALWAYS AS (x + 2)"),
  ),
  table(
    "stored",
    () => ({ x: integer(), y: integer().computed(text("x + 2"), { persisted: true }).nullable() }),
    t("x INTEGER NOT NULL, y INTEGER GENERATED ALWAYS AS (x + 2) STORED"),
  ),
  table(
    "virtual",
    () => ({ x: integer(), y: integer().computed(text("x + 2"), { persisted: false }).nullable() }),
    t("x INTEGER NOT NULL, y INTEGER GENERATED ALWAYS AS (x + 2) VIRTUAL"),
  ),
  table("not null", () => ({ x: integer(), y: integer().computed(literalColumn("x").add(2), { persisted: true }) }), {
    default: t("x INTEGER NOT NULL, y INTEGER GENERATED ALWAYS AS (x + 2) STORED NOT NULL"),
    sqlite: t("x INTEGER NOT NULL, y INTEGER NOT NULL GENERATED ALWAYS AS (x + 2) STORED"),
    mariadb: t("x INTEGER NOT NULL, y INTEGER GENERATED ALWAYS AS (x + 2) STORED"),
  }),
  table(
    "by a function, and unique",
    () => ({
      x: integer(),
      y: integer()
        .computed(func.abs(literalColumn("x")), { persisted: true })
        .nullable()
        .unique(),
    }),
    t("x INTEGER NOT NULL, y INTEGER GENERATED ALWAYS AS (abs(x)) STORED, UNIQUE (y)"),
  ),
];
ddlCases("computed columns", computed);
executed("computed columns", computed, undefined, { postgresql: ["virtual"] });

const defaults: DDLCase[] = [
  table("a string is a literal", () => ({ x: string(20).serverDefault("it's") }), {
    default: t("x VARCHAR(20) DEFAULT 'it''s' NOT NULL"),
    mysql: t("x VARCHAR(20) NOT NULL DEFAULT 'it''s'"),
  }),
  table("a hostile string stays one", () => ({ x: string(40).serverDefault("'); DROP TABLE t; --") }), {
    default: t("x VARCHAR(40) DEFAULT '''); DROP TABLE t; --' NOT NULL"),
    mysql: t("x VARCHAR(40) NOT NULL DEFAULT '''); DROP TABLE t; --'"),
  }),
  table("an empty string", () => ({ x: string(20).serverDefault("").nullable() }), t("x VARCHAR(20) DEFAULT ''")),
  table("SQL", () => ({ x: integer().serverDefault(text("7")).nullable() }), t("x INTEGER DEFAULT 7")),
  table("an SQL expression", () => ({ x: integer().serverDefault(text("1 + 2")).nullable() }), {
    default: t("x INTEGER DEFAULT 1 + 2"),
    sqlite: t("x INTEGER DEFAULT (1 + 2)"),
    mysql: t("x INTEGER DEFAULT (1 + 2)"),
  }),
  table(
    "SQL in parentheses",
    () => ({ x: integer().serverDefault(text("(1 + 2)")).nullable() }),
    t("x INTEGER DEFAULT (1 + 2)"),
  ),
  table("a function", () => ({ x: datetime().serverDefault(func.now()).nullable() }), {
    default: t("x DATETIME DEFAULT now()"),
    sqlite: t("x DATETIME DEFAULT (CURRENT_TIMESTAMP)").replace("(CURRENT_TIMESTAMP)", "CURRENT_TIMESTAMP"),
    postgresql: t("x TIMESTAMP WITHOUT TIME ZONE DEFAULT now()"),
  }),
  table(
    "true and false",
    () => ({ x: boolean().serverDefault(trueValue()).nullable(), y: boolean().serverDefault(falseValue()).nullable() }),
    {
      default: t("x BOOLEAN DEFAULT 1, y BOOLEAN DEFAULT 0"),
      postgresql: t("x BOOLEAN DEFAULT true, y BOOLEAN DEFAULT false"),
      sqlite: t("x BOOLEAN DEFAULT 1, y BOOLEAN DEFAULT 0"),
      mysql: t("x BOOL DEFAULT true, y BOOL DEFAULT false"),
    },
  ),
  table(
    "filled by the database itself",
    () => ({ x: integer().serverDefault(new FetchedValue()).nullable() }),
    t("x INTEGER"),
  ),
  table("numeric", () => ({ x: numeric(5, 2).serverDefault(text("-1.5")).nullable() }), {
    default: t("x NUMERIC(5, 2) DEFAULT -1.5"),
    sqlite: t("x NUMERIC(5, 2) DEFAULT (-1.5)"),
  }),
  table(
    "columns that the database has by itself are left out",
    () => ({ x: integer(), oid: integer().system() }),
    t("x INTEGER NOT NULL"),
  ),
];
ddlCases("server defaults", defaults);
executed("server defaults", defaults, undefined);

describe("on a server that is too old for VIRTUAL", () => {
  test("PostgreSQL 17 stores computed columns, and refuses virtual ones", () => {
    const made = (persisted: boolean | undefined) =>
      new CreateTable(new MetaData().table("t", { x: integer(), y: integer().computed(text("x + 2"), { persisted }) }));
    expect(ddl(made(undefined), "postgresql")).not.toContain("STORED");
    const old = Object.assign(createMockEngine("postgresql://", () => undefined).dialect, { serverVersion: [17, 2] });
    expect(made(undefined).compile({ dialect: old }).sql).toContain("(x + 2) STORED NOT NULL");
    expect(() => made(false).compile({ dialect: old })).toThrow(CompileError);
  });
});
describe("what columns keep", () => {
  test("doc, info, comment, system, key and name", () => {
    const made = new MetaData().table("t", {
      a: integer().named("A col").doc("why").info({ unit: "m" }).comment("for people"),
      b: integer().system().serverOnupdate(new FetchedValue()),
    });
    expect(made.c.a).toMatchObject({
      key: "a",
      name: "A col",
      doc: "why",
      info: { unit: "m" },
      comment: "for people",
      system: false,
    });
    expect(made.c.b).toMatchObject({ system: true, info: {} });
    expect(made.c.b.serverOnupdate).toBeInstanceOf(FetchedValue);
  });
  test.each<[string, () => unknown]>([
    ["a doc that is no text", () => integer().doc(3 as never)],
    ["a server default of a number", () => integer().serverDefault(7 as never)],
    ["a server onupdate of an object", () => integer().serverOnupdate({} as never)],
    ["a computed string", () => integer().computed("x + 1" as never)],
    ["a name that is a number", () => integer().named(3 as never)],
  ])("refused: %s", (_name, make) => {
    expect(make).toThrow(/takes/);
  });
});

onDatabases("columns at work", {
  "identity, computed and default values come back": async (connection, { dialect }) => {
    const metadata = new MetaData();
    const made = metadata.table("made", {
      id: integer().primaryKey().identity({ start: 5 }),
      w: integer().serverDefault(text("3")),
      h: integer().serverDefault("4"),
      area: integer().computed(text("w * h"), { persisted: true }).nullable(),
      label: string(20).serverDefault("it's"),
      [quotedName("Odd", true)]: integer().nullable(),
    });
    await metadata.createAll(connection);
    const result = await connection.execute(insert(made).values({ h: 10 }));
    const first = dialect === "postgresql" ? 5 : 1;
    expect(result.insertedPrimaryKey).toEqual([first]);
    const rows = (await connection.execute(select(made.c.id, made.c.w, made.c.h, made.c.area, made.c.label))).all();
    expect(rows.map((row) => [...row])).toEqual([[first, 3, 10, 30, "it's"]]);
    await metadata.dropAll(connection);
  },
  "SQLite's AUTOINCREMENT uses no number twice": async (connection, { dialect }) => {
    if (dialect !== "sqlite") return;
    const metadata = new MetaData();
    const made = metadata.table("made", { id: integer().primaryKey(), x: integer() }, { sqliteAutoincrement: true });
    await metadata.createAll(connection);
    await connection.execute(insert(made).values({ x: 1 }));
    await connection.execute(text("DELETE FROM made"));
    expect((await connection.execute(insert(made).values({ x: 2 }))).insertedPrimaryKey).toEqual([2]);
    await metadata.dropAll(connection);
  },
});
