import { createEngine, type Engine, inspect, MetaData, NoSuchTableError, UnreflectableTableError } from "athanor";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { sqliteDriver } from "../support/databases.ts";
import { typeText } from "./facts.ts";

function database(...statements: string[]): Engine {
  const engine = createEngine(`${sqliteDriver}://`);
  onTestFinished(() => engine.dispose());
  engine.begin((connection) => statements.forEach((statement) => connection.execDriverSql(statement)));
  return engine;
}

/** CREATE TABLE statements and what is to be read out of them. */
describe("CREATE TABLE of SQLite", () => {
  test("is read whatever its comments, quotes and case", () => {
    const engine = database(
      `create table -- a comment, with "quotes" and (parentheses
       /* and
          another */ Main."t t" (
        [a b] integer constraint nn not null /* CHECK (no) */ check([a b] > 1 -- not this )
        ), \`c\`\`d\` text default 'it''s, (x)' collate NoCase constraint u1 unique,
        'e' varchar ( 10 ) default ( 'a' || ')' ) references other,
        f float as ( "a b" * 2.5 ) stored, "check" int, "unique" int, g default 5,
        constraint "pk ""x""" primary key ("a b" asc, 'e' desc),
        unique (f, [c\`d]) check (g <> ',') -- no comma between
        constraint fk foreign key ("check", "unique") references Other (X, y) on update set default on delete no action not deferrable
      )`,
      `CREATE TABLE OTHER (x integer, Y integer, id integer primary key desc, unique (x, y))`,
    );
    const inspector = inspect(engine);
    expect(inspector.getTableNames()).toEqual(["OTHER", "t t"]);
    const columns = inspector.getColumns("t t");
    expect(columns.map(({ name, nullable, default: value }) => [name, nullable, value])).toEqual([
      ["a b", false, null],
      ["c`d", true, "'it''s, (x)'"],
      ["e", false, "'a' || ')'"],
      ["f", true, null],
      ["check", true, null],
      ["unique", true, null],
      ["g", true, "5"],
    ]);
    expect(columns.map(({ type }) => typeText(engine.dialect, type))).toEqual([
      "INTEGER",
      'TEXT COLLATE "NoCase"',
      "VARCHAR(10)",
      "FLOAT",
      "INTEGER",
      "INTEGER",
      "(no type)",
    ]);
    expect(columns[3]?.computed).toEqual({ sqltext: '"a b" * 2.5', persisted: true });
    expect(inspector.getPkConstraint("t t")).toEqual({ name: 'pk "x"', constrainedColumns: ["a b", "e"] });
    expect(inspector.getCheckConstraints("t t")).toEqual([
      { name: null, sqltext: "[a b] > 1" },
      { name: null, sqltext: "g <> ','" },
    ]);
    expect(inspector.getUniqueConstraints("t t")).toEqual([
      { name: null, columnNames: ["f", "c`d"] },
      { name: "u1", columnNames: ["c`d"] },
    ]);
    expect(inspector.getForeignKeys("t t")).toEqual([
      {
        name: null,
        constrainedColumns: ["e"],
        referredSchema: null,
        referredTable: "OTHER",
        referredColumns: ["id"],
        options: {},
      },
      {
        name: "fk",
        constrainedColumns: ["check", "unique"],
        referredSchema: null,
        referredTable: "OTHER",
        referredColumns: ["x", "Y"],
        options: { onupdate: "SET DEFAULT", deferrable: false },
      },
    ]);
    // A key that is said to descend is no other name of the row's number.
    expect(inspector.getColumns("OTHER").find((column) => column.name === "id")?.autoincrement).toBe(false);
  });

  test("is read after ALTER TABLE", () => {
    const engine = database(
      "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT CHECK (b <> ''))",
      "ALTER TABLE t ADD COLUMN c VARCHAR(5) DEFAULT 'x' CHECK (c <> 'y') REFERENCES t",
      'ALTER TABLE t RENAME COLUMN b TO "b b"',
      'ALTER TABLE t RENAME TO "new name"',
    );
    const inspector = inspect(engine);
    expect(inspector.getColumns("new name").map((column) => column.name)).toEqual(["a", "b b", "c"]);
    expect(inspector.getCheckConstraints("new name").map((check) => check.sqltext)).toEqual([
      `"b b" <> ''`,
      "c <> 'y'",
    ]);
    expect(inspector.getForeignKeys("new name")[0]?.referredTable).toBe("new name");
  });

  test("says how types without a name of their own are kept", () => {
    const types: Readonly<Record<string, string>> = {
      "UNSIGNED BIG INT": "INTEGER",
      INT2: "INTEGER",
      "NATIVE CHARACTER(70)": "TEXT",
      LONGTEXT: "TEXT",
      LONGBLOB: "BLOB",
      "DOUBLE UNSIGNED": "REAL",
      MONEY: "NUMERIC",
      STRING: "NUMERIC",
      "varchar (30)": "VARCHAR(30)",
      "decimal(10,5)": "DECIMAL(10, 5)",
      DATE_CHAR: "DATE",
      "": "(no type)",
    };
    const engine = database(
      `CREATE TABLE t (${Object.keys(types)
        .map((type, i) => `c${i} ${type}`)
        .join(", ")})`,
    );
    const found = inspect(engine)
      .getColumns("t")
      .map(({ type }) => typeText(engine.dialect, type));
    expect(found).toEqual(Object.values(types));
  });
});

describe("databases of SQLite", () => {
  test("that are attached are schemas", () => {
    const folder = mkdtempSync(join(tmpdir(), "athanor-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const engine = createEngine(`${sqliteDriver}:///${join(folder, "main.db")}`);
    onTestFinished(() => engine.dispose());
    using connection = engine.connect();
    connection.execDriverSql(`ATTACH '${join(folder, "o.db")}' AS "other ""one"""`);
    const schema = 'other "one"';
    connection.execDriverSql(`CREATE TABLE "other ""one""".parents (id INTEGER PRIMARY KEY)`);
    connection.execDriverSql(
      `CREATE TABLE "other ""one""".kids (id INTEGER PRIMARY KEY, p INTEGER REFERENCES parents)`,
    );
    connection.execDriverSql(`CREATE INDEX "other ""one""".ix ON kids (p)`);
    const inspector = inspect(connection);
    expect(inspector.getSchemaNames()).toEqual(["main", schema]);
    expect(inspector.getTableNames()).toEqual([]);
    expect(inspector.getTableNames({ schema })).toEqual(["kids", "parents"]);
    expect(inspector.getForeignKeys("kids", { schema })).toMatchObject([
      { referredSchema: schema, referredTable: "parents", referredColumns: ["id"] },
    ]);
    expect(inspector.hasIndex("kids", "ix", { schema })).toBe(true);
    const metadata = new MetaData();
    metadata.reflect(connection, { schema });
    const kids = metadata.tables.get(`${schema}.kids`)!;
    expect(kids.foreignKeys[0]!.column.table.name).toBe("parents");
    metadata.dropAll(connection);
    expect(inspect(connection).getTableNames({ schema })).toEqual([]);
    metadata.createAll(connection);
    expect(inspect(connection).getTableNames({ schema })).toEqual(["kids", "parents"]);
  });

  test("may hold views that read what is gone", () => {
    const engine = database(
      "CREATE TABLE t (x INTEGER)",
      "CREATE VIEW good AS SELECT x FROM t",
      "CREATE VIEW bad AS SELECT y FROM nowhere",
    );
    const inspector = inspect(engine);
    expect(() => inspector.getColumns("bad")).toThrow(UnreflectableTableError);
    expect(inspector.getColumns("good").length).toBe(1);
    expect(() => inspector.getColumns("worse")).toThrow(NoSuchTableError);
    const metadata = new MetaData();
    metadata.reflect(engine, { views: true });
    expect(metadata.tables.get("good")?.isView).toBe(true);
    expect(metadata.tables.get("t")?.columns.length).toBe(1);
  });

  test("may hold virtual tables", () => {
    const engine = database("CREATE VIRTUAL TABLE words USING fts5 (title, body)");
    const inspector = inspect(engine);
    expect(inspector.getColumns("words").map((column) => column.name)).toEqual(["title", "body"]);
    expect(inspector.getCheckConstraints("words")).toEqual([]);
    expect(inspector.getTableOptions("words")).toEqual({});
    // Those that it keeps its index in used to be among the tables, and could not be created again; by name they are read.
    expect(inspector.getTableNames()).toEqual(["words"]);
    expect(inspector.getColumns("words_content").map((column) => column.name)).toEqual(["id", "c0", "c1"]);
    const metadata = new MetaData();
    metadata.reflect(engine);
    expect([...metadata.tables.keys()]).toEqual(["words"]);
  });
});
