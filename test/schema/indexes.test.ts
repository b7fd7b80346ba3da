import {
  ArgumentError,
  checkConstraint,
  CreateIndex,
  CreateSchema,
  CreateTable,
  DropColumnComment,
  DropConstraintComment,
  DropIndex,
  DropSchema,
  DropTable,
  DropTableComment,
  func,
  type Index,
  index,
  integer,
  MetaData,
  SetColumnComment,
  SetConstraintComment,
  SetTableComment,
  string,
  text,
} from "athanor";
import { expect, test } from "vitest";
import { type DDLCase, ddlCases, executed, onDatabases } from "./support.ts";

const shape = { id: integer().primaryKey(), a: integer(), b: string(40), Cc: integer().nullable() };
const table = (options: object = {}) => new MetaData().table("t", shape, options);
type T = ReturnType<typeof table>;
const ix = (name: string, make: (t: T) => Index, sql: DDLCase["sql"], options: object = {}): DDLCase => ({
  name,
  build: () => new CreateIndex(make(table(options))),
  sql,
});
const on = (columns: string): string => `CREATE INDEX ix ON t (${columns})`;

const cases: DDLCase[] = [
  ix("one column", (t) => index("ix", t.c.a), on("a")),
  ix("two columns", (t) => index("ix", t.c.a, t.c.b), on("a, b")),
  ix("a column that needs quotes", (t) => index("ix", t.c.Cc), { default: on('"Cc"'), mysql: on("`Cc`") }),
  ix("unique", (t) => index("ix", t.c.a, { unique: true }), "CREATE UNIQUE INDEX ix ON t (a)"),
  ix("descending", (t) => index("ix", t.c.a.desc(), t.c.b), on("a DESC, b")),
  ix("nulls last", (t) => index("ix", t.c.a.desc().nullsLast()), {
    default: on("a DESC NULLS LAST"),
    sqlite: on("a DESC NULLS LAST"),
  }),
  ix("a function", (t) => index("ix", func.lower(t.c.b)), { default: on("lower(b)"), mysql: on("(lower(b))") }),
  ix("a function and columns", (t) => index("ix", t.c.a, func.lower(t.c.b), t.c.Cc), {
    default: on('a, lower(b), "Cc"'),
    mysql: on("a, (lower(b)), `Cc`"),
  }),
  ix("an expression", (t) => index("ix", t.c.a.add(5)), {
    default: on("a + 5"),
    postgresql: on("(a + 5)"),
    mysql: on("(a + 5)"),
  }),
  ix(
    "SQL text",
    (t) => {
      const made = index("ix", text("abs(a)"));
      t.addIndex(made);
      return made;
    },
    on("abs(a)"),
  ),
  ix("by convention", (t) => index(null, t.c.a), "CREATE INDEX ix_t_a ON t (a)"),
  ix("a long name by convention", (t) => [...t.metadata.table("t".repeat(60), { b: string(5).index() }).indexes][0]!, {
    default: `CREATE INDEX ix_${"t".repeat(60)}_b ON ${"t".repeat(60)} (b)`,
    postgresql: `CREATE INDEX ix_${"t".repeat(52)}_c2b7 ON ${"t".repeat(60)} (b)`,
    mysql: `CREATE INDEX ix_${"t".repeat(53)}_c2b7 ON ${"t".repeat(60)} (b)`,
  }),
  ix("partial on PostgreSQL", (t) => index("ix", t.c.a, { postgresqlWhere: t.c.a.gt(5).and(t.c.b.eq("it's")) }), {
    default: on("a"),
    postgresql: `${on("a")} WHERE a > 5 AND b = 'it''s'`,
  }),
  ix("partial on SQLite", (t) => index("ix", t.c.a, { sqliteWhere: text("a > 5") }), {
    default: on("a"),
    sqlite: `${on("a")} WHERE a > 5`,
  }),
  ix("method", (t) => index("ix", t.c.a, { postgresqlUsing: "HASH", mysqlUsing: "btree" }), {
    default: on("a"),
    postgresql: "CREATE INDEX ix ON t USING hash (a)",
    mysql: `${on("a")} USING btree`,
  }),
  ix("operator class", (t) => index("ix", t.c.b, { postgresqlOps: { b: "text_pattern_ops" } }), {
    default: on("b"),
    postgresql: on("b text_pattern_ops"),
  }),
  ix(
    "operator class of a label",
    (t) => index("ix", func.lower(t.c.b).label("low"), { postgresqlOps: { low: "text_pattern_ops" } }),
    {
      default: on("lower(b)"),
      postgresql: on("lower(b) text_pattern_ops"),
      mysql: on("(lower(b))"),
    },
  ),
  ix("stored columns", (t) => index("ix", t.c.a, { postgresqlInclude: ["b", t.c.Cc] }), {
    default: on("a"),
    postgresql: `${on("a")} INCLUDE (b, "Cc")`,
  }),
  ix("NULL once only", (t) => index("ix", t.c.a, { unique: true, postgresqlNullsNotDistinct: true }), {
    default: "CREATE UNIQUE INDEX ix ON t (a)",
    postgresql: "CREATE UNIQUE INDEX ix ON t (a) NULLS NOT DISTINCT",
  }),
  ix("storage", (t) => index("ix", t.c.a, { postgresqlWith: { fillfactor: 50 } }), {
    default: on("a"),
    postgresql: `${on("a")} WITH (fillfactor = 50)`,
  }),
  ix("tablespace", (t) => index("ix", t.c.a, { postgresqlTablespace: "pg_default" }), {
    default: on("a"),
    postgresql: `${on("a")} TABLESPACE pg_default`,
  }),
  ix(
    "everything on PostgreSQL",
    (t) =>
      index("ix", t.c.a, {
        unique: true,
        postgresqlUsing: "btree",
        postgresqlInclude: ["b"],
        postgresqlWith: { fillfactor: 60 },
        postgresqlWhere: text("a > 1"),
      }),
    {
      default: "CREATE UNIQUE INDEX ix ON t (a)",
      postgresql: "CREATE UNIQUE INDEX ix ON t USING btree (a) INCLUDE (b) WITH (fillfactor = 60) WHERE a > 1",
    },
  ),
  ix("length of a prefix", (t) => index("ix", t.c.b, { mysqlLength: 5 }), { default: on("b"), mysql: on("b(5)") }),
  ix("lengths by column", (t) => index("ix", t.c.a, t.c.b, { mysqlLength: { b: 7 } }), {
    default: on("a, b"),
    mysql: on("a, b(7)"),
  }),
  ix("fulltext", (t) => index("ix", t.c.b, { mysqlPrefix: "FULLTEXT" }), {
    default: on("b"),
    mysql: "CREATE FULLTEXT INDEX ix ON t (b)",
  }),
];
ddlCases("CREATE INDEX", cases);
executed("CREATE INDEX", cases, undefined, {
  // MariaDB has neither functions nor the order of NULL in indexes.
  mysql: [
    "nulls last",
    "a function",
    "a function and columns",
    "an expression",
    "SQL text",
    "operator class of a label",
  ],
  sqlite: ["nulls last"],
});

ddlCases("CREATE INDEX, text alone", [
  ix("with a parser", (t) => index("ix", t.c.b, { mysqlPrefix: "FULLTEXT", mysqlWithParser: "ngram" }), {
    default: on("b"),
    mysql: "CREATE FULLTEXT INDEX ix ON t (b) WITH PARSER ngram",
  }),
  ix("concurrently", (t) => index("ix", t.c.a, { postgresqlConcurrently: true }), {
    default: on("a"),
    postgresql: "CREATE INDEX CONCURRENTLY ix ON t (a)",
  }),
  ix(
    "in a schema",
    (t) => index("ix", t.c.a),
    { default: "CREATE INDEX ix ON far.t (a)", sqlite: "CREATE INDEX far.ix ON t (a)" },
    { schema: "far" },
  ),
  {
    name: "if not exists",
    build: () => new CreateIndex(index("ix", table().c.a), { ifNotExists: true }),
    sql: "CREATE INDEX IF NOT EXISTS ix ON t (a)",
  },
  {
    name: "drop",
    build: () => new DropIndex(index("ix", table().c.a)),
    sql: { default: "DROP INDEX ix", mysql: "DROP INDEX ix ON t" },
  },
  {
    name: "drop if exists, in a schema",
    build: () => new DropIndex(index("ix", table({ schema: "far" }).c.a), { ifExists: true }),
    sql: { default: "DROP INDEX IF EXISTS far.ix", mysql: "DROP INDEX IF EXISTS ix ON far.t" },
  },
  {
    name: "drop concurrently",
    build: () => new DropIndex(index("ix", table().c.a, { postgresqlConcurrently: true }), { ifExists: true }),
    sql: {
      default: "DROP INDEX IF EXISTS ix",
      postgresql: "DROP INDEX CONCURRENTLY IF EXISTS ix",
      mysql: "DROP INDEX IF EXISTS ix ON t",
    },
  },
  ix("a method that is SQL", (t) => index("ix", t.c.a, { postgresqlUsing: "gin (a); --", mysqlUsing: "x y" }), {
    default: on("a"),
    postgresql: /postgresqlUsing must be a plain word/,
    mysql: /mysqlUsing must be a plain word/,
  }),
  ix("an operator class that is SQL", (t) => index("ix", t.c.a, { postgresqlOps: { a: "x) --" } }), {
    default: on("a"),
    postgresql: /operator class must be a plain word/,
  }),
  ix("a parameter that is SQL", (t) => index("ix", t.c.a, { postgresqlWith: { "x = 1) --": 1 } }), {
    default: on("a"),
    postgresql: /storage parameter must be a plain word/,
  }),
  ix("a length that is SQL", (t) => index("ix", t.c.a, { mysqlLength: "1) --" as never }), {
    default: on("a"),
    mysql: /mysqlLength must be a whole number/,
  }),
  { name: "create schema", build: () => new CreateSchema("far"), sql: "CREATE SCHEMA far" },
  {
    name: "create schema if not exists",
    build: () => new CreateSchema("Far Away", { ifNotExists: true }),
    sql: { default: 'CREATE SCHEMA IF NOT EXISTS "Far Away"', mysql: "CREATE SCHEMA IF NOT EXISTS `Far Away`" },
  },
  { name: "drop schema", build: () => new DropSchema("far"), sql: "DROP SCHEMA far" },
  {
    name: "drop schema if exists, cascade",
    build: () => new DropSchema("far", { ifExists: true, cascade: true }),
    sql: "DROP SCHEMA IF EXISTS far CASCADE",
  },
  {
    name: "drop table if exists",
    build: () => new DropTable(table({ schema: "far" }), { ifExists: true }),
    sql: "DROP TABLE IF EXISTS far.t",
  },
  {
    name: "create table if not exists, with prefixes",
    build: () =>
      new CreateTable(new MetaData().table("t", { a: integer() }, { prefixes: ["GLOBAL", "TEMPORARY"] }), {
        ifNotExists: true,
      }),
    sql: "CREATE GLOBAL TEMPORARY TABLE IF NOT EXISTS t (a INTEGER NOT NULL)",
  },
  {
    name: "a prefix that is more than words",
    build: () => new CreateTable(new MetaData().table("t", { a: integer() }, { prefixes: ["TABLE x(a int); --"] })),
    sql: { default: /prefix of CREATE TABLE must be plain words/ },
  },
]);

const noted = () =>
  new MetaData().table(
    "t",
    { id: integer().primaryKey().autoincrement(false), a: integer().comment("it's a number").nullable() },
    { comment: "all\\of 'them'", constraints: (c) => [checkConstraint(c.a.gt(1), { name: "ck", comment: "why" })] },
  );
const check = (t: ReturnType<typeof noted>) => [...t.constraints].find((k) => k.kind === "check")!;
const none = /does not support comments/;
ddlCases("comments", [
  {
    name: "inside CREATE TABLE",
    build: () => new CreateTable(noted()),
    sql: {
      default: "CREATE TABLE t (id INTEGER NOT NULL, a INTEGER, PRIMARY KEY (id), CONSTRAINT ck CHECK (a > 1))",
      mysql:
        "CREATE TABLE t (id INTEGER NOT NULL, a INTEGER COMMENT 'it''s a number', PRIMARY KEY (id), CONSTRAINT ck CHECK (a > 1))COMMENT='all\\\\of ''them'''",
    },
  },
  {
    name: "of a table",
    build: () => new SetTableComment(noted()),
    sql: {
      default: "COMMENT ON TABLE t IS 'all\\of ''them'''",
      sqlite: none,
      mysql: "ALTER TABLE t COMMENT 'all\\\\of ''them'''",
    },
  },
  {
    name: "of a table, taken away",
    build: () => new DropTableComment(noted()),
    sql: { default: "COMMENT ON TABLE t IS NULL", sqlite: none, mysql: "ALTER TABLE t COMMENT ''" },
  },
  {
    name: "of a column",
    build: () => new SetColumnComment(noted().c.a),
    sql: {
      default: "COMMENT ON COLUMN t.a IS 'it''s a number'",
      sqlite: none,
      mysql: "ALTER TABLE t CHANGE a a INTEGER COMMENT 'it''s a number'",
    },
  },
  {
    name: "of a column, taken away",
    build: () => new DropColumnComment(noted().c.a),
    sql: { default: "COMMENT ON COLUMN t.a IS NULL", sqlite: none, mysql: "ALTER TABLE t CHANGE a a INTEGER" },
  },
  {
    name: "of a constraint",
    build: () => new SetConstraintComment(check(noted())),
    sql: { default: /does not support comments on constraints/, postgresql: "COMMENT ON CONSTRAINT ck ON t IS 'why'" },
  },
  {
    name: "of a constraint, taken away",
    build: () => new DropConstraintComment(check(noted())),
    sql: { default: /does not support comments on constraints/, postgresql: "COMMENT ON CONSTRAINT ck ON t IS NULL" },
  },
  {
    name: "that is not there",
    build: () => new SetTableComment(table()),
    sql: { default: /there is no comment to set/ },
  },
]);

test.each<[string, () => unknown, string]>([
  ["a string", () => new CreateIndex("ix" as never), "takes an index"],
  ["nothing", () => new DropIndex(undefined as never), "takes an index"],
  ["no columns", () => index("ix"), "at least one column"],
  ["a number as column", () => index("ix", 3 as never), "columns or SQL expressions"],
  ["an index of another table", () => table().addIndex(index("ix", table().c.a)), "cannot be added to table"],
])("refused: %s", (_name, make, message) => {
  expect(make).toThrow(ArgumentError);
  expect(make).toThrow(message);
});

onDatabases("single objects", {
  "tables and indexes are created and dropped alone, asked for first": async (connection, { dialect }) => {
    const t = new MetaData().table("single", shape);
    const made = index("ix_single", t.c.a);
    t.addIndex(made);
    const other = new MetaData().table("single", shape);
    const later = index("ix_later", other.c.b);
    await t.create(connection);
    await t.create(connection);
    await expect(made.create(connection, { checkfirst: false })).rejects.toThrow(/ix_single/);
    if (dialect === "postgresql") {
      await connection.rollback();
      await t.create(connection);
    }
    await made.create(connection);
    await later.create(connection);
    await later.create(connection);
    await later.drop(connection);
    await later.drop(connection);
    await made.drop(connection);
    await t.drop(connection);
    await t.drop(connection);
    await expect(t.drop(connection, { checkfirst: false })).rejects.toThrow(/single/);
  },
  "comments are kept": async (connection, { dialect }) => {
    const metadata = new MetaData();
    const t = metadata.table(
      "noted",
      { id: integer().primaryKey(), a: integer().comment("it's a \\ number").nullable() },
      { comment: "all 'of' them", constraints: (c) => [checkConstraint(c.a.gt(1), { name: "ck", comment: "why" })] },
    );
    await metadata.createAll(connection);
    const read = async (): Promise<unknown> => {
      if (dialect === "postgresql")
        return (
          await connection.execute(
            text(
              "SELECT obj_description('noted'::regclass), col_description('noted'::regclass, 2), (SELECT obj_description(oid) FROM pg_constraint WHERE conname = 'ck' AND conrelid = 'noted'::regclass)",
            ),
          )
        )
          .all()
          .map((r) => [...r])[0];
      return (
        await connection.execute(
          text(
            "SELECT t.table_comment, c.column_comment, 'why' FROM information_schema.tables t JOIN information_schema.columns c ON c.table_schema = t.table_schema AND c.table_name = t.table_name WHERE t.table_name = 'noted' AND c.column_name = 'a' AND t.table_schema = DATABASE()",
          ),
        )
      )
        .all()
        .map((r) => [...r])[0];
    };
    if (dialect !== "sqlite") {
      expect(await read()).toEqual(["all 'of' them", "it's a \\ number", "why"]);
      await connection.execute(new DropTableComment(t));
      await connection.execute(new DropColumnComment(t.c.a));
      if (dialect === "postgresql") await connection.execute(new DropConstraintComment(check(t as never)));
      const gone = dialect === "postgresql" ? null : "";
      expect(await read()).toEqual([gone, gone, dialect === "postgresql" ? null : "why"]);
    }
    await metadata.dropAll(connection);
  },
});
