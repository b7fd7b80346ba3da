import {
  CreateTable,
  DropTable,
  insert,
  integer,
  IntegrityError,
  listen,
  MetaData,
  select,
  string,
  update,
} from "../api.ts";
import { DDL } from "../../schema/ddl-statement.ts";
import { equal, throws } from "../assert.ts";
import { type Chapter, chapter, check } from "../check.ts";
import type { CheckContext } from "../context.ts";
import { database, execution, separateConnections } from "../requirement.ts";
import { columnChecks, constraintChecks, indexChecks } from "./ddl-constraints.ts";
import { gone, ownSchema } from "../run-ddl.ts";

/** Declared in the check's MetaData, not yet created. */
function simple(c: CheckContext, base = "plain", schema?: string) {
  return c.metadata.table(
    c.name(base),
    { id: integer().primaryKey().autoincrement(false), data: string(50).nullable() },
    { schema },
  );
}
const row = { id: 1, data: "some data" };

export const ddl: Chapter = chapter(
  "ddl",
  check("CREATE TABLE, and DROP TABLE", async (c) => {
    const t = simple(c);
    await c.execute(new CreateTable(t));
    await c.execute(insert(t).values(row));
    equal(await c.rows(select(t)), [[1, "some data"]]);
    await c.commit();
    await c.execute(new DropTable(t));
    await gone(c, t);
  }),
  check("a table by itself: create() and drop(), twice", async (c) => {
    const t = simple(c);
    const connection = await c.connection();
    await t.create(connection);
    await t.create(connection);
    await c.execute(insert(t).values(row));
    await c.commit();
    await t.drop(connection);
    await t.drop(connection);
    await gone(c, t);
  }),
  check("CREATE TABLE IF NOT EXISTS, and DROP TABLE IF EXISTS", [database("tableIfExists")], async (c) => {
    const t = simple(c);
    await c.execute(new CreateTable(t, { ifNotExists: true }));
    await c.execute(insert(t).values(row));
    await c.execute(new CreateTable(t, { ifNotExists: true }));
    equal(await c.rows(select(t)), [[1, "some data"]]);
    await c.commit();
    await c.execute(new DropTable(t, { ifExists: true }));
    await c.execute(new DropTable(t, { ifExists: true }));
    await gone(c, t);
  }),
  check("statements of one's own create and drop a table", [database("tableIfExists")], async (c) => {
    const t = simple(c);
    const connection = await c.connection();
    t.setCreatorDDL(new CreateTable(t, { ifNotExists: true }));
    t.setDropperDDL(new DropTable(t, { ifExists: true }));
    await t.create(connection, { checkfirst: false });
    await t.create(connection, { checkfirst: false });
    await c.commit();
    await t.drop(connection, { checkfirst: false });
    await t.drop(connection, { checkfirst: false });
    await gone(c, t);
  }),
  check("a table in another schema", [execution("schemas"), database("createSchema")], async (c) => {
    const schema = await ownSchema(c, "far");
    const t = simple(c, "plain", schema);
    const near = simple(c);
    await c.create();
    await c.execute(insert(t).values(row));
    equal(await c.rows(select(t)), [[1, "some data"]]);
    equal(await c.rows(select(near)), []);
  }),
  check(
    "a foreign key into another schema, and a join along it",
    [execution("schemas"), database("createSchema")],
    async (c) => {
      const schema = await ownSchema(c, "far");
      const parents = simple(c, "parents", schema);
      const children = c.metadata.table(c.name("near"), {
        id: integer().primaryKey(),
        parentId: integer().references(() => parents.c.id),
      });
      await c.create();
      await c.execute(insert(parents).values(row));
      await c.execute(insert(children).values({ id: 5, parentId: 1 }));
      equal(await c.rows(select(children.c.id, parents.c.data).join(parents)), [[5, "some data"]]);
    },
  ),
  check("a schema that is another at execution", [execution("schemas"), database("createSchema")], async (c) => {
    const schema = await ownSchema(c, "tenant");
    const t = simple(c, "plain", schema);
    await c.create();
    await c.execute(insert(t).values(row));
    const elsewhere = new MetaData().table(t.name, { id: integer().primaryKey(), data: string(50) });
    const options = { schemaTranslateMap: new Map([[null, schema]]) };
    equal(await c.rows(select(elsewhere), undefined, options), [[1, "some data"]]);
  }),
  check("names that begin with an underscore", async (c) => {
    const t = c.metadata.table(`_${c.name("t")}`, { id: integer().primaryKey(), _data: string(50) });
    await c.create();
    await c.execute(insert(t).values({ id: 1, _data: "x" }));
    equal(await c.rows(select(t)), [[1, "x"]]);
  }),
  check("a table of a hundred columns", async (c) => {
    const keys = Array.from({ length: 99 }, (_, n) => `c${n}`);
    const t = await c.table("wide", {
      id: integer().primaryKey(),
      ...Object.fromEntries(keys.map((key) => [key, integer().nullable()])),
    });
    await c.execute(insert(t).values({ id: 1, c0: 5, c98: 7 } as never));
    equal(
      (await c.rows(select(t)))[0]?.filter((value) => value !== null),
      [1, 5, 7],
    );
  }),

  check("createAll() and dropAll(), in the order that foreign keys need", async (c) => {
    const made = ["e", "a", "d", "b", "c"].map((letter, n, all) =>
      c.metadata.table(c.name(`chain_${letter}`), {
        id: integer().primaryKey(),
        next: integer()
          .references(`${c.name(`chain_${all[n + 1] ?? letter}`)}.id`)
          .nullable(),
      }),
    );
    await c.create();
    for (const t of made.toReversed()) await c.execute(insert(t).values({ id: 1, next: 1 }));
    await c.commit();
    await c.metadata.dropAll(await c.connection());
    for (const t of made) await gone(c, t);
  }),
  check("createAll() creates what is missing alone", async (c) => {
    const first = await c.table("first", { id: integer().primaryKey() });
    await c.execute(insert(first).values({ id: 1 }));
    await c.commit();
    const second = await c.table("second", { id: integer().primaryKey() });
    equal(await c.rows(select(first)), [[1]]);
    equal(await c.rows(select(second)), []);
  }),
  check("createAll() and dropAll() of some tables", async (c) => {
    const [one, two] = [simple(c, "one"), simple(c, "two")];
    const connection = await c.connection();
    await c.metadata.createAll(connection, { tables: [one] });
    equal(await c.rows(select(one)), []);
    await gone(c, two);
    await c.create();
    await c.metadata.dropAll(connection, { tables: [two] });
    equal(await c.rows(select(one)), []);
    await gone(c, two);
  }),
  check("tables that refer to each other in a circle", [database("foreignKeys")], async (c) => {
    const [one, two] = [c.name("circle_one"), c.name("circle_two")];
    const a = c.metadata.table(one, {
      id: integer().primaryKey(),
      other: integer()
        .references(`${two}.id`, { name: c.name("fk_one") })
        .nullable(),
    });
    const b = c.metadata.table(two, {
      id: integer().primaryKey(),
      other: integer()
        .references(`${one}.id`, { name: c.name("fk_two") })
        .nullable(),
    });
    await c.create();
    await c.create();
    await c.execute(insert(a).values({ id: 1 }));
    await c.execute(insert(b).values({ id: 2, other: 1 }));
    await c.execute(update(a).where(a.c.id.eq(1)).values({ other: 2 }));
    await c.commit();
    await throws(IntegrityError, () => c.execute(update(a).where(a.c.id.eq(1)).values({ other: 3 })));
    await c.rollback();
    await c.metadata.dropAll(await c.connection());
    await gone(c, a);
    await gone(c, b);
  }),
  check("a table that refers to itself", async (c) => {
    const name = c.name("tree");
    const t = c.metadata.table(name, { id: integer().primaryKey(), up: integer().references(`${name}.id`).nullable() });
    await c.create();
    await c.execute(insert(t), [
      { id: 1, up: null },
      { id: 2, up: 1 },
    ]);
    equal(await c.rows(select(t).orderBy(t.c.id)), [
      [1, null],
      [2, 1],
    ]);
  }),
  check("a statement that follows the creation of a table", async (c) => {
    const t = simple(c);
    const statement = new DDL(`INSERT INTO %(table)s (id, data) VALUES (7, '100%%')`);
    listen(t, "afterCreate", statement);
    await c.create();
    equal(await c.rows(select(t)), [[7, "100%"]]);
  }),

  check("a temporary table", [database("temporaryTables")], async (c) => {
    const t = new MetaData().table(
      c.name("fleeting"),
      { id: integer().primaryKey(), data: string(50) },
      { prefixes: ["TEMPORARY"] },
    );
    await c.execute(new CreateTable(t));
    await c.execute(insert(t).values(row));
    equal(await c.rows(select(t)), [[1, "some data"]]);
    await c.execute(new DropTable(t));
    await gone(c, t);
  }),
  check("a temporary table is the connection's own", [database("temporaryTables"), separateConnections], async (c) => {
    const t = new MetaData().table(c.name("own"), { id: integer().primaryKey() }, { prefixes: ["TEMPORARY"] });
    await c.execute(new CreateTable(t));
    await c.commit();
    const other = await c.another();
    await throws(Error, () => other.execute(select(t)));
    await other.rollback();
    equal(await c.rows(select(t)), []);
    await c.execute(new DropTable(t));
    await c.commit();
  }),
  ...indexChecks,
  ...constraintChecks,
  ...columnChecks,
);
