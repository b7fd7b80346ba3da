import { bindparam, index, insert, integer, select, string, update, uniqueConstraint, MetaData } from "../api.ts";
import { equal } from "../assert.ts";
import { type Chapter, chapter, type Check, check } from "../check.ts";
import { database } from "../requirement.ts";

const difficult = [
  "boring",
  "per cent",
  "per % cent",
  "%percent",
  "par(ens)",
  "percent%(ens)yah",
  "col:ons",
  "_starts_with_underscore",
  "dot.s",
  "more :: %colons%",
  "___name",
  "[BracketsAndCase]",
  "42numbers",
  "has spaces",
  "/slashes/",
  "q?marks",
  "1col:on",
  'double"quotes',
  "single'quotes",
  "back`ticks",
  "back\\slash",
  "dollar$1",
  "--dashes",
  "/*star*/",
  "select",
  "order",
  "constructor",
  "toString",
  "漢字 und Ümläute",
];

/** Column, value and parameter of that name. */
function column(name: string): Check {
  return check(`a column and a parameter named ${name}`, async (c) => {
    const t = await c.table("difficult", { id: integer().primaryKey(), x: string(20).named(name) });
    await c.execute(insert(t), [
      { id: 1, x: "one" },
      { id: 2, x: "two" },
    ]);
    await c.execute(update(t).where(t.c.x.eq("two")).values({ x: "three" }));
    const result = await c.execute(select(t.c.x).where(t.c.x.eq("three")));
    equal(result.all(), [["three"]]);
    const byName = select(t.c.id).where(t.c.x.eq(bindparam(name, { type: string() })));
    equal(await c.column(byName, Object.fromEntries([[name, "one"]])), [1]);
    const inList = select(t.c.id)
      .where(t.c.x.in(bindparam(name, { type: string(), expanding: true })))
      .orderBy(t.c.id);
    equal(await c.column(inList, Object.fromEntries([[name, ["one", "three"]]])), [1, 2]);
    equal(await c.rows(select(t.c.x.label(name)).where(t.c.x.in(["three"]))), [["three"]]);
  });
}

export const names: Chapter = chapter(
  "names",
  ...difficult.map(column),
  ...["semi;colon", "with space", 'quo"te', "per%cent", "UPPER and lower", "ünï 漢字", "dot.ted"].map((name) =>
    check(`a table named ${name}`, async (c) => {
      const t = await c.table(name, { id: integer().primaryKey(), parentId: integer().nullable(), select: string(9) });
      await c.execute(insert(t).values({ id: 1, parentId: null, select: "x" }));
      equal(await c.rows(select(t)), [[1, null, "x"]]);
      const alias = t.alias(name);
      equal(await c.rows(select(alias.c.id, alias.c.select).where(alias.c.select.eq("x"))), [[1, "x"]]);
    }),
  ),
  check("names beyond ASCII for tables, columns, keys and indexes, in a join", async (c) => {
    const parents = c.metadata.table(c.name("Éltern_漢"), { méil: integer().primaryKey(), 測試: integer() });
    const children = c.metadata.table(
      c.name("Kínder_漢"),
      { id: integer().primaryKey(), unitable1: integer().references(`${parents.name}.méil`), Ωμέγα: integer() },
      { constraints: (t) => [index(c.name("ïx"), t["Ωμέγα"])] },
    );
    await c.create();
    await c.execute(insert(parents).values({ méil: 1, 測試: 5 }));
    await c.execute(insert(children).values({ id: 1, unitable1: 1, Ωμέγα: 7 }));
    equal(await c.rows(select(parents.c["測試"], children.c["Ωμέγα"]).selectFrom(parents.join(children))), [[5, 7]]);
  }),
  check("names beyond ASCII come back from the catalog", [database("reflection")], async (c) => {
    const t = await c.table("réflexion_漢", { méil: integer().primaryKey(), 測試: integer() });
    const columns = await (await c.inspector()).getColumns(t.name);
    equal(
      columns.map((found) => found.name),
      ["méil", "測試"],
    );
  }),
  check("labels longer than the database's names are shortened, and are keys as they were", async (c) => {
    const t = await c.table("short", { id: integer().primaryKey() });
    await c.execute(insert(t).values({ id: 1 }));
    const long = "a_label_that_is_rather_long_"
      .repeat(8)
      .slice(0, Math.min(c.dialect.sqlFeatures.maxIdentifierLength, 200));
    const row = (await c.execute(select(t.c.id.label(long)))).one();
    equal(row._mapping.get(long), 1);
  }),
  check("a naming convention makes long names of constraints short enough", async (c) => {
    const metadata = new MetaData({
      namingConvention: {
        ix: "ix_%(column_0_label)s_with_a_name_that_is_much_longer_than_databases_take_them",
        uq: "uq_%(table_name)s_%(column_0_name)s_with_a_name_that_is_much_longer_than_databases_take",
        pk: "pk_%(table_name)s_with_a_name_that_is_much_longer_than_databases_take_them_to_be",
        fk: "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s_with_a_name_that_is_much_longer",
      },
    });
    const parents = metadata.table(c.name("long_parents"), { id: integer().primaryKey(), code: string(20).index() });
    const children = metadata.table(
      c.name("long_children"),
      { id: integer().primaryKey(), parentId: integer().references(`${parents.name}.id`), code: string(20) },
      { constraints: (t) => [uniqueConstraint(t.code)] },
    );
    const connection = await c.connection();
    c.atEnd(async () => {
      await metadata.dropAll(connection);
      await connection.commit();
    });
    await metadata.createAll(connection);
    await connection.commit();
    await c.execute(insert(parents).values({ id: 1, code: "a" }));
    await c.execute(insert(children).values({ id: 1, parentId: 1, code: "b" }));
    equal(await c.rows(select(parents.c.code, children.c.code).selectFrom(parents.join(children))), [["a", "b"]]);
    await metadata.createAll(connection);
  }),
);
