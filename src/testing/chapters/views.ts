import {
  CreateTableAs,
  CreateView,
  DatabaseError,
  deleteFrom,
  DropView,
  func,
  insert,
  integer,
  literal,
  select,
  string,
  text,
  union,
  update,
} from "../api.ts";
import { equal, sameItems, throws } from "../assert.ts";
import { type Chapter, chapter, check } from "../check.ts";
import type { CheckContext } from "../context.ts";
import { fixture } from "../fixture.ts";
import { database, execution, separateConnections } from "../requirement.ts";
import { gone, ownSchema } from "../run-ddl.ts";

const people = fixture(async (c) => {
  const t = await c.table("selected_from", {
    id: integer().primaryKey().autoincrement(false),
    name: string(50),
    value: integer(),
  });
  await c.execute(insert(t), [
    { id: 1, name: "alice", value: 100 },
    { id: 2, name: "bob", value: 200 },
    { id: 3, name: "it's 100%", value: 300 },
  ]);
  return t;
});
const [views, tablesAs] = [database("views"), database("createTableAs")];

/** The bigger two of the people. */
async function bigger(c: CheckContext) {
  const t = await c.use(people);
  return select(t.c.id, t.c.name).where(t.c.value.gt(100));
}
const two = [
  [2, "bob"],
  [3, "it's 100%"],
];

export const viewsAndTables: Chapter = chapter(
  "views",
  check("CREATE VIEW, and DROP VIEW", [views], async (c) => {
    const made = new CreateView(await bigger(c), c.name("v"), { metadata: c.metadata });
    await c.execute(made);
    const { table } = made;
    equal(await c.rows(select(table).orderBy(table.c.id)), two);
    equal(await c.column(select(table.c.name).where(table.c.id.eq(3))), ["it's 100%"]);
    await c.commit();
    await c.execute(new DropView(table));
    await gone(c, table);
  }),
  check("a view shows what is in its tables at the time", [views], async (c) => {
    const t = await c.use(people);
    const made = new CreateView(await bigger(c), c.name("v"), { metadata: c.metadata });
    await c.execute(made);
    await c.execute(insert(t).values({ id: 4, name: "dora", value: 400 }));
    await c.execute(update(t).where(t.c.id.eq(2)).values({ value: 5 }));
    equal(await c.column(select(made.table.c.id).orderBy(made.table.c.id)), [3, 4]);
  }),
  check("a view with labels, functions and literals", [views], async (c) => {
    const t = await c.use(people);
    const query = select(
      t.c.id.label("user id"),
      func.upper(t.c.name).label("loud"),
      t.c.value.mul(2).label("twice"),
      literal("it's", string(9)).label("tag"),
    ).where(t.c.name.in(["bob", "it's 100%"]));
    const made = new CreateView(query, c.name("v"), { metadata: c.metadata });
    await c.execute(made);
    equal(await c.rows(select(made.table).orderBy(made.table.c["user id"])), [
      [2, "BOB", 400, "it's"],
      [3, "IT'S 100%", 600, "it's"],
    ]);
  }),
  check("a view of groups, and of a union", [views], async (c) => {
    const t = await c.use(people);
    const groups = new CreateView(
      select(t.c.value.gt(100).label("big"), func.count().label("n")).groupBy(t.c.value.gt(100)),
      c.name("v_groups"),
      { metadata: c.metadata },
    );
    const ends = new CreateView(
      union(select(t.c.id).where(t.c.id.eq(1)), select(t.c.id).where(t.c.id.eq(3))),
      c.name("v_union"),
      { metadata: c.metadata },
    );
    await c.execute(groups);
    await c.execute(ends);
    sameItems(await c.rows(select(groups.table.c.n)), [[1], [2]]);
    sameItems(await c.column(select(ends.table)), [1, 3]);
  }),
  check("a view with WITH", [views, database("ctes")], async (c) => {
    const big = (await bigger(c)).cte("big");
    const made = new CreateView(select(big.c.id, big.c.name), c.name("v"), { metadata: c.metadata });
    await c.execute(made);
    equal(await c.rows(select(made.table).orderBy(made.table.c.id)), two);
  }),
  check("a view that names its columns", [views], async (c) => {
    const made = new CreateView(await bigger(c), c.name("v"), { metadata: c.metadata, columns: ["number", "called"] });
    await c.execute(made);
    const rows = await c.rows(text(`SELECT called FROM ${c.dialect.quote(c.name("v"))} WHERE number = 2`));
    equal(rows, [["bob"]]);
  }),
  check("createAll() and dropAll() of views, and of views on views", [views], async (c) => {
    const t = c.metadata.table(c.name("zz_base"), { id: integer().primaryKey(), n: integer() });
    const first = new CreateView(select(t.c.id, t.c.n), c.name("b_first"), { metadata: c.metadata });
    const second = new CreateView(select(first.table.c.n), c.name("a_second"), { metadata: c.metadata });
    await c.create();
    await c.create();
    await c.execute(insert(t).values({ id: 1, n: 5 }));
    equal(await c.column(select(second.table)), [5]);
    await c.commit();
    await c.metadata.dropAll(await c.connection());
    for (const table of [second.table, first.table, t]) await gone(c, table as typeof t);
  }),
  check("CREATE OR REPLACE VIEW", [views, database("replaceViews")], async (c) => {
    const t = await c.use(people);
    const all = new CreateView(select(t.c.id), c.name("v"), { orReplace: true, metadata: c.metadata });
    await c.execute(all);
    equal(await c.scalar(select(func.count()).selectFrom(all.table)), 3);
    await c.execute(new CreateView(select(t.c.id).where(t.c.id.gt(1)), c.name("v"), { orReplace: true }));
    equal(await c.scalar(select(func.count()).selectFrom(all.table)), 2);
  }),
  check("DROP VIEW IF EXISTS", [views, database("tableIfExists")], async (c) => {
    const made = new CreateView(await bigger(c), c.name("v"));
    await c.execute(made);
    for (let n = 0; n < 2; n++) await c.execute(new DropView(made.table, { ifExists: true }));
    await gone(c, made.table);
  }),
  check("a view in another schema", [views, execution("schemas"), database("createSchema")], async (c) => {
    const query = await bigger(c);
    const schema = await ownSchema(c, "viewed");
    const made = new CreateView(query, c.name("v"), { schema, metadata: c.metadata });
    await c.execute(made);
    equal(await c.rows(select(made.table).orderBy(made.table.c.id)), two);
  }),
  check("a temporary view", [database("temporaryViews")], async (c) => {
    const made = new CreateView(await bigger(c), c.name("v"), { temporary: true });
    await c.execute(made);
    equal(await c.rows(select(made.table).orderBy(made.table.c.id)), two);
    await c.execute(new DropView(made.table));
    await gone(c, made.table);
  }),
  check("a materialized view keeps its rows until it is refreshed", [database("materializedViews")], async (c) => {
    const t = await c.use(people);
    const made = new CreateView(await bigger(c), c.name("kept"), { materialized: true, metadata: c.metadata });
    await c.create();
    await c.execute(deleteFrom(t).where(t.c.id.eq(3)));
    equal(await c.rows(select(made.table).orderBy(made.table.c.id)), two);
    await c.execute(text(`REFRESH MATERIALIZED VIEW ${c.dialect.quote(c.name("kept"))}`));
    equal(await c.rows(select(made.table)), [[2, "bob"]]);
    await c.rollback();
    await c.metadata.dropAll(await c.connection());
    await gone(c, made.table);
  }),

  check("CREATE TABLE … AS", [tablesAs], async (c) => {
    const t = await c.use(people);
    const made = new CreateTableAs(await bigger(c), c.name("copy"), { metadata: c.metadata });
    await c.execute(made);
    await c.execute(deleteFrom(t).where(t.c.id.eq(3)));
    equal(await c.rows(select(made.table).orderBy(made.table.c.id)), two);
    await c.execute(insert(made.table).values({ id: 9, name: "zoe" }));
    equal(await c.column(select(made.table.c.name).where(made.table.c.id.eq(9))), ["zoe"]);
  }),
  check("CREATE TABLE … AS by createAll(), once", [tablesAs], async (c) => {
    const made = new CreateTableAs(await bigger(c), c.name("copy"), { metadata: c.metadata });
    await c.create();
    await c.execute(insert(made.table).values({ id: 9, name: "zoe" }));
    await c.commit();
    await c.create();
    equal(await c.column(select(made.table.c.id).orderBy(made.table.c.id)), [2, 3, 9]);
    await c.metadata.dropAll(await c.connection());
    await gone(c, made.table);
  }),
  check("CREATE TABLE … AS with labels, and of no rows", [tablesAs], async (c) => {
    const t = await c.use(people);
    const query = select(t.c.id.label("user_id"), func.lower(t.c.name).label("low")).where(t.c.id.lt(0));
    const made = new CreateTableAs(query, c.name("copy"), { metadata: c.metadata });
    await c.execute(made);
    equal((await c.execute(select(made.table))).keys(), ["user_id", "low"]);
    await c.execute(insert(made.table).values({ user_id: 1, low: "x" }));
    equal(await c.rows(select(made.table)), [[1, "x"]]);
  }),
  check("CREATE TABLE IF NOT EXISTS … AS", [tablesAs, database("tableIfExists")], async (c) => {
    const t = await c.use(people);
    const made = new CreateTableAs(select(t.c.id), c.name("copy"), { ifNotExists: true, metadata: c.metadata });
    for (let n = 0; n < 2; n++) await c.execute(made);
    equal(await c.scalar(select(func.count()).selectFrom(made.table)), 3);
  }),
  check(
    "CREATE TABLE … AS into another schema",
    [tablesAs, execution("schemas"), database("createSchema")],
    async (c) => {
      const query = await bigger(c);
      const schema = await ownSchema(c, "copied");
      const made = new CreateTableAs(query, c.name("copy"), { schema, metadata: c.metadata });
      await c.execute(made);
      equal(await c.rows(select(made.table).orderBy(made.table.c.id)), two);
    },
  ),
  check("into() makes a table of a union", [tablesAs], async (c) => {
    const t = await c.use(people);
    const ends = union(select(t.c.id).where(t.c.id.eq(1)), select(t.c.id).where(t.c.id.eq(3)));
    const made = ends.into(c.name("ends"), { metadata: c.metadata });
    await c.execute(made);
    sameItems(await c.column(select(made.table)), [1, 3]);
  }),
  check("CREATE TEMPORARY TABLE … AS", [tablesAs, database("temporaryTables")], async (c) => {
    const made = (await bigger(c)).into(c.name("fleeting"), { temporary: true });
    await c.execute(made);
    equal(await c.rows(select(made.table).orderBy(made.table.c.id)), two);
    await made.table.drop(await c.connection(), { checkfirst: false });
    await gone(c, made.table);
  }),
  check(
    "CREATE TEMPORARY TABLE … AS, which no other connection sees",
    [tablesAs, database("temporaryTables"), separateConnections],
    async (c) => {
      const made = (await bigger(c)).into(c.name("fleeting"), { temporary: true });
      await c.execute(made);
      await c.commit();
      const other = await c.another();
      await throws(DatabaseError, () => other.execute(select(made.table)));
      await other.rollback();
      await made.table.drop(await c.connection(), { checkfirst: false });
      await c.commit();
    },
  ),
);
