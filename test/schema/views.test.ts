import {
  ArgumentError,
  caseWhen,
  column,
  CreateTableAs,
  CreateView,
  DropView,
  func,
  insert,
  integer,
  literal,
  MetaData,
  select,
  string,
  text,
  union,
} from "athanor";
import { describe, expect, test } from "vitest";
import { ddlCases, onDatabases } from "./support.ts";

const metadata = new MetaData();
const src = metadata.table("src", {
  id: integer().primaryKey(),
  name: string(50),
  odd: integer().named("Some Name").nullable(),
});
const view = (options: object = {}, query: object = select(src.c.id, src.c.name)) =>
  new CreateView(query as ReturnType<typeof select>, "dst", options);
const body = "AS SELECT src.id, src.name FROM src";

ddlCases("CREATE VIEW", [
  { name: "plain", build: () => view(), sql: `CREATE VIEW dst ${body}` },
  {
    name: "or replace",
    build: () => view({ orReplace: true }),
    sql: { default: `CREATE OR REPLACE VIEW dst ${body}`, sqlite: /does not support CREATE OR REPLACE VIEW/ },
  },
  {
    name: "temporary",
    build: () => view({ temporary: true }),
    sql: { default: `CREATE TEMPORARY VIEW dst ${body}`, mysql: /does not support temporary views/ },
  },
  {
    name: "or replace temporary",
    build: () => view({ temporary: true, orReplace: true, schema: "sch" }),
    sql: {
      default: `CREATE OR REPLACE TEMPORARY VIEW sch.dst ${body}`,
      mysql: /does not support temporary views/,
      sqlite: /does not support CREATE OR REPLACE/,
    },
  },
  {
    name: "materialized",
    build: () => view({ materialized: true }),
    sql: {
      default: `CREATE MATERIALIZED VIEW dst ${body}`,
      sqlite: /does not support materialized views/,
      mysql: /does not support materialized views/,
    },
  },
  {
    name: "materialized, every flag",
    build: () => view({ materialized: true, orReplace: true, temporary: true, schema: "sch" }),
    sql: {
      default: `CREATE OR REPLACE TEMPORARY MATERIALIZED VIEW sch.dst ${body}`,
      sqlite: /does not support/,
      mysql: /does not support/,
      postgresql: /does not support CREATE OR REPLACE MATERIALIZED VIEW/,
    },
  },
  {
    name: "temporary materialized",
    build: () => view({ materialized: true, temporary: true }),
    sql: {
      default: `CREATE TEMPORARY MATERIALIZED VIEW dst ${body}`,
      sqlite: /./,
      mysql: /./,
      postgresql: /temporary materialized/,
    },
  },
  {
    name: "SQLite's if not exists",
    build: () => view({ sqliteIfNotExists: true }),
    sql: { default: `CREATE VIEW dst ${body}`, sqlite: `CREATE VIEW IF NOT EXISTS dst ${body}` },
  },
  {
    name: "PostgreSQL's options",
    build: () => view({ postgresqlWith: { security_barrier: true, check_option: "local", security_invoker: null } }),
    sql: {
      default: `CREATE VIEW dst ${body}`,
      postgresql: `CREATE VIEW dst WITH (security_barrier = true, check_option = local, security_invoker) ${body}`,
    },
  },
  { name: "in a schema", build: () => view({ schema: "far" }), sql: `CREATE VIEW far.dst ${body}` },
  {
    name: "names in quotes",
    build: () => new CreateView(select(src.c.odd), "My View", { schema: "Analysis" }),
    sql: {
      default: 'CREATE VIEW "Analysis"."My View" AS SELECT src."Some Name" FROM src',
      mysql: "CREATE VIEW `Analysis`.`My View` AS SELECT src.`Some Name` FROM src",
    },
  },
  {
    name: "values written out",
    build: () => view({}, select(src.c.id).where(src.c.name.eq("it's"))),
    sql: "CREATE VIEW dst AS SELECT src.id FROM src WHERE src.name = 'it''s'",
  },
  {
    name: "a list of values",
    build: () => view({}, select(src.c.id).where(src.c.id.in([1, 2]))),
    sql: "CREATE VIEW dst AS SELECT src.id FROM src WHERE src.id IN (1, 2)",
  },
  {
    name: "where, order, limit",
    build: () => view({}, select(src.c.id).where(src.c.id.gt(10)).orderBy(src.c.name).limit(5).offset(0)),
    sql: {
      default: "CREATE VIEW dst AS SELECT src.id FROM src WHERE src.id > 10 ORDER BY src.name LIMIT 5 OFFSET 0",
      mysql: "CREATE VIEW dst AS SELECT src.id FROM src WHERE src.id > 10 ORDER BY src.name LIMIT 0, 5",
    },
  },
  {
    name: "labels, functions and literals",
    build: () => view({}, select(src.c.id.label("user_id"), func.count(), literal("x").label("tag")).groupBy(src.c.id)),
    sql: "CREATE VIEW dst AS SELECT src.id AS user_id, count(*) AS count_1, 'x' AS tag FROM src GROUP BY src.id",
  },
  {
    name: "distinct and group by",
    build: () => view({}, select(src.c.name).distinct().groupBy(src.c.name)),
    sql: "CREATE VIEW dst AS SELECT DISTINCT src.name FROM src GROUP BY src.name",
  },
  {
    name: "a CTE",
    build: () => {
      const u = select(src.c.id.label("aid")).cte("u");
      return view({}, select(u.c.aid));
    },
    sql: "CREATE VIEW dst AS WITH u AS (SELECT src.id AS aid FROM src) SELECT u.aid FROM u",
  },
  {
    name: "a union",
    build: () => view({}, union(select(src.c.id).where(src.c.id.eq(1)), select(src.c.id).where(src.c.id.eq(2)))),
    sql: "CREATE VIEW dst AS SELECT src.id FROM src WHERE src.id = 1 UNION SELECT src.id FROM src WHERE src.id = 2",
  },
  {
    name: "SQL text",
    build: () => view({}, text("SELECT a, b FROM other WHERE x > 10").columns(column("a"), column("b"))),
    sql: "CREATE VIEW dst AS SELECT a, b FROM other WHERE x > 10",
  },
  { name: "drop", build: () => new DropView(view().table), sql: "DROP VIEW dst" },
  {
    name: "drop if exists",
    build: () => new DropView(view({ schema: "far" }).table, { ifExists: true }),
    sql: "DROP VIEW IF EXISTS far.dst",
  },
  {
    name: "drop materialized",
    build: () => new DropView(view().table, { materialized: true, ifExists: true }),
    sql: { default: "DROP MATERIALIZED VIEW IF EXISTS dst", sqlite: /materialized/, mysql: /materialized/ },
  },
]);

ddlCases("CREATE TABLE … AS", [
  {
    name: "plain",
    build: () => new CreateTableAs(select(src.c.id, src.c.name), "dst"),
    sql: `CREATE TABLE dst ${body}`,
  },
  {
    name: "temporary",
    build: () => new CreateTableAs(select(src.c.id, src.c.name), "dst", { temporary: true }),
    sql: `CREATE TEMPORARY TABLE dst ${body}`,
  },
  {
    name: "if not exists, in a schema",
    build: () => new CreateTableAs(select(src.c.id, src.c.name), "dst", { ifNotExists: true, schema: "far" }),
    sql: `CREATE TABLE IF NOT EXISTS far.dst ${body}`,
  },
  {
    name: "every flag",
    build: () => new CreateTableAs(select(src.c.id, src.c.name), "dst", { ifNotExists: true, temporary: true }),
    sql: `CREATE TEMPORARY TABLE IF NOT EXISTS dst ${body}`,
  },
  {
    name: "an expression",
    build: () => new CreateTableAs(select(caseWhen([[src.c.id.gt(1), "many"]], { else: "one" }).label("how")), "dst"),
    sql: "CREATE TABLE dst AS SELECT CASE WHEN (src.id > 1) THEN 'many' ELSE 'one' END AS how FROM src",
  },
]);

describe("a view is a table", () => {
  test("with the columns of its query", () => {
    const made = new CreateView(select(src.c.id, src.c.name.label("who"), func.count(src.c.odd)), "v");
    expect(made.table.columns.map((c) => [c.key, c.name, c.type.kind])).toEqual([
      ["id", "id", "integer"],
      ["who", "who", "string"],
      ["count_1", "count_1", "integer"],
    ]);
    const id: number | null | undefined = undefined as (typeof made.table.c.id)["_t"] | undefined;
    expect(id).toBeUndefined();
    expect(select(made.table.c.who).where(made.table.c.id.gt(1)).toString().replaceAll("\n", "")).toBe(
      "SELECT v.who FROM v WHERE v.id > :id_1",
    );
    expect(made.table.isView).toBe(true);
    expect(new CreateTableAs(select(src.c.id), "t").table.isView).toBe(false);
  });
  test("of the MetaData that it names, sorted after what it reads", () => {
    const own = new MetaData();
    const zebra = own.table("zebra", { id: integer().primaryKey() });
    const first = new CreateView(select(zebra.c.id), "a_view", { metadata: own });
    const second = new CreateView(select(first.table.c.id), "a_a_view", { metadata: own });
    expect(own.sortedTables.map(String)).toEqual(["zebra", "a_view", "a_a_view"]);
    expect(own.tables.get("a_a_view")).toBe(second.table);
  });
  test.each<[string, () => unknown, string]>([
    ["a string", () => new CreateView("SELECT 1" as never, "v"), "a select expected"],
    ["a table", () => new CreateTableAs(src as never, "v"), "a select expected"],
    ["an empty name", () => new CreateView(select(src.c.id), ""), "not empty"],
    ["a view that is no table", () => new DropView("v" as never), "DropView takes a Table"],
  ])("refused: %s", (_name, make, message) => {
    expect(make).toThrow(ArgumentError);
    expect(make).toThrow(message);
  });
});

onDatabases("views", {
  "are created after their tables, can be selected from, and are dropped before them": async (connection) => {
    const own = new MetaData();
    const people = own.table("people", { id: integer().primaryKey(), name: string(20), age: integer() });
    const adults = new CreateView(select(people.c.id, people.c.name).where(people.c.age.ge(18)), "adults", {
      metadata: own,
    });
    const named = new CreateView(select(adults.table.c.name.label("who")), "a_names", { metadata: own });
    await own.createAll(connection);
    await own.createAll(connection);
    await connection.execute(insert(people), [
      { id: 1, name: "Ann", age: 30 },
      { id: 2, name: "Bo", age: 7 },
    ]);
    expect((await connection.execute(select(adults.table))).all().map((row) => [...row])).toEqual([[1, "Ann"]]);
    expect((await connection.execute(select(named.table.c.who))).scalars().all()).toEqual(["Ann"]);
    await own.dropAll(connection);
    await own.dropAll(connection);
    await expect(connection.execute(new DropView(adults.table))).rejects.toThrow(/adults/);
  },
  "a table from a query keeps the rows of that moment": async (connection) => {
    const own = new MetaData();
    const people = own.table("people", { id: integer().primaryKey(), name: string(20) });
    await own.createAll(connection);
    await connection.execute(insert(people).values({ id: 1, name: "it's" }));
    const kept = new CreateTableAs(select(people.c.id, people.c.name).where(people.c.name.eq("it's")), "kept");
    await connection.execute(kept);
    await connection.execute(insert(people).values({ id: 2, name: "later" }));
    expect((await connection.execute(select(kept.table))).all().map((row) => [...row])).toEqual([[1, "it's"]]);
    await kept.table.drop(connection);
    await own.dropAll(connection);
  },
  "or replace, if not exists": async (connection, { dialect }) => {
    const own = new MetaData();
    const people = own.table("people", { id: integer().primaryKey() });
    await own.createAll(connection);
    const options = { orReplace: dialect !== "sqlite", sqliteIfNotExists: true };
    const made = new CreateView(select(people.c.id), "v", options);
    await connection.execute(made);
    await connection.execute(made);
    await connection.execute(new DropView(made.table, { ifExists: true }));
    await connection.execute(new DropView(made.table, { ifExists: true }));
    await own.dropAll(connection);
  },
});
onDatabases(
  "materialized views",
  {
    "keep their rows until they are refreshed": async (connection) => {
      const own = new MetaData();
      const people = own.table("people", { id: integer().primaryKey() });
      const kept = new CreateView(select(people.c.id), "kept", { metadata: own, materialized: true });
      await own.createAll(connection);
      await own.createAll(connection);
      await connection.execute(insert(people).values({ id: 1 }));
      expect((await connection.execute(select(kept.table.c.id))).all()).toEqual([]);
      await connection.execute(text("REFRESH MATERIALIZED VIEW kept"));
      expect((await connection.execute(select(kept.table.c.id))).scalars().all()).toEqual([1]);
      await own.dropAll(connection);
    },
  },
  ["postgresql"],
);
