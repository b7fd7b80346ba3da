import { ObjectKind } from "../../dialect/catalog.ts";
import { NoSuchTableError } from "../../errors/schema.ts";
import type { Table } from "../../schema/table.ts";
import {
  CreateTable,
  CreateView,
  DropTable,
  foreignKeyConstraint,
  index,
  insert,
  integer,
  MetaData,
  select,
  string,
  uniqueConstraint,
} from "../api.ts";
import { equal, ok, throws } from "../assert.ts";
import { among, ask, askMany, factsOf, methods, reflection } from "../catalog-check.ts";
import { type Chapter, chapter, type Check, check } from "../check.ts";
import { comments, database } from "../requirement.ts";
import { declareShop, shop, shopWithView } from "../catalog-shop.ts";
import { schemaReflections } from "./reflection-schemas.ts";
import { columnReflections } from "./reflection-columns.ts";
import { constraintReflections, indexReflections } from "./reflection-constraints.ts";

const difficult = ['dot.dot "quoted"', "back`tick's", "%percent %(s)s :x", "(ünï) 漢字", "Mixed", "order"];

/** All parts of a table bear the name, and another table refers to it. */
function hostile(name: string): Check {
  return check(`names such as ${name}`, [reflection], async (c) => {
    const parents = c.metadata.table(
      c.name(name),
      { id: integer().primaryKey(), x: integer().named(name), y: integer() },
      {
        constraints: (t) => [
          index(c.name(`ix ${name}`), t.y),
          uniqueConstraint(t.x, t.y, { name: c.name(`uq ${name}`) }),
        ],
      },
    );
    const children = c.metadata.table(
      c.name(`${name} 2`),
      { id: integer().primaryKey(), up: integer().named(`${name} id`) },
      { constraints: (t) => [foreignKeyConstraint([t.up], [() => parents.c.id], { name: c.name(`fk ${name}`) })] },
    );
    await c.create();
    const inspector = await c.inspector();
    const wanted = [parents.name, children.name];
    equal(among(await inspector.getTableNames(), wanted), wanted.toSorted());
    const columns = await inspector.getColumns(parents.name);
    equal(
      columns.map((column) => column.name),
      ["id", name, "y"],
    );
    const [foreignKey] = await inspector.getForeignKeys(children.name);
    equal(
      [foreignKey?.name, foreignKey?.constrainedColumns, foreignKey?.referredTable],
      [c.name(`fk ${name}`), [`${name} id`], parents.name],
    );
    ok(await inspector.hasIndex(parents.name, c.name(`ix ${name}`)), "the index is there");
    const [unique] = await inspector.getUniqueConstraints(parents.name);
    equal([unique?.name, unique?.columnNames], [c.name(`uq ${name}`), [name, "y"]]);
    const metadata = new MetaData();
    await metadata.reflect(await c.connection(), { only: wanted });
    equal(
      metadata.tables.get(parents.name)?.columns.map((column) => column.name),
      ["id", name, "y"],
    );
  });
}

export const reflections: Chapter = chapter(
  "reflection",
  check("getTableNames, without views", [reflection], async (c) => {
    const { tables } = await c.use(shop);
    equal(among(await (await c.inspector()).getTableNames(), tables), tables.toSorted());
  }),
  check("getViewNames, without tables", [reflection, database("views")], async (c) => {
    const { tables, view } = await c.use(shopWithView);
    const inspector = await c.inspector();
    equal(among(await inspector.getViewNames(), [...tables, view.name]), [view.name]);
    equal(among(await inspector.getTableNames(), [view.name]), []);
    equal(among(await inspector.getMaterializedViewNames(), [...tables, view.name]), []);
  }),
  check("getMaterializedViewNames", [reflection, database("materializedViews")], async (c) => {
    const { customers } = await c.use(shop);
    const made = new CreateView(select(customers.c["id"]!), c.name("kept"), {
      materialized: true,
      metadata: c.metadata,
    });
    await c.execute(made);
    const inspector = await c.inspector();
    equal(among(await inspector.getMaterializedViewNames(), [made.table.name]), [made.table.name]);
    equal(among(await inspector.getViewNames(), [made.table.name]), []);
    equal(await inspector.hasTable(made.table.name), true);
    const found = await inspector.getMultiColumns({ kind: ObjectKind.MATERIALIZED_VIEW });
    equal([...found.keys()].includes(made.table.name), true);
  }),
  check("hasTable, and hasMultiTable", [reflection], async (c) => {
    const { orders } = await c.use(shop);
    const inspector = await c.inspector();
    const nowhere = c.name("nowhere");
    equal([await inspector.hasTable(orders.name), await inspector.hasTable(nowhere)], [true, false]);
    const found = await inspector.hasMultiTable([orders.name, nowhere]);
    equal(
      [...found],
      [
        [orders.name, true],
        [nowhere, false],
      ],
    );
  }),
  check("hasTable of a view", [reflection, database("views")], async (c) => {
    const { view } = await c.use(shopWithView);
    equal(await (await c.inspector()).hasTable(view.name), true);
  }),
  check("an inspector remembers until its cache is cleared", [reflection], async (c) => {
    const t = c.metadata.table(c.name("late"), { id: integer().primaryKey() });
    const inspector = await c.inspector();
    equal(await inspector.hasTable(t.name), false);
    await c.execute(new CreateTable(t));
    equal(await inspector.hasTable(t.name), false);
    inspector.clearCache();
    equal(await inspector.hasTable(t.name), true);
    await c.execute(new DropTable(t));
    inspector.clearCache();
    equal(await inspector.hasTable(t.name), false);
  }),
  check("hasIndex", [reflection], async (c) => {
    const { orders } = await c.use(shop);
    const inspector = await c.inspector();
    equal(await inspector.hasIndex(orders.name, c.name("ix_code")), true);
    equal(await inspector.hasIndex(orders.name, c.name("ix_none")), false);
    equal(await inspector.hasIndex(c.name("nowhere"), c.name("ix_code")), false);
  }),
  check("getSortedTableAndFkcNames", [reflection], async (c) => {
    const { tables } = await c.use(shop);
    const sorted = await (await c.inspector()).getSortedTableAndFkcNames();
    equal(
      sorted.filter(([name]) => name !== null && tables.includes(name)),
      [
        [c.name("customers"), []],
        [c.name("orders"), [c.name("fk_customer")]],
        [c.name("lines"), [c.name("fk_order")]],
      ],
    );
  }),
  check("a table that is not there", [reflection], async (c) => {
    const inspector = await c.inspector();
    for (const [method] of methods) {
      await throws(NoSuchTableError, () => ask(inspector, method, c.name("nowhere")));
    }
    await throws(NoSuchTableError, () => inspector.getViewDefinition(c.name("nowhere")));
    const metadata = new MetaData();
    const connection = await c.connection();
    await throws(NoSuchTableError, () => metadata.table(c.name("nowhere"), { autoloadWith: connection }));
    equal(metadata.tables.size, 0);
  }),
  check("the methods for many tables say the same as those for one", [reflection], async (c) => {
    const { tables } = await c.use(shop);
    const inspector = await c.inspector();
    for (const [one, many] of methods) {
      const found = (await ask(inspector, many, { filterNames: [...tables, c.name("nowhere")] })) as Map<
        string,
        unknown
      >;
      equal([...found.keys()].toSorted(), tables.toSorted(), many);
      for (const name of tables) equal(found.get(name), await ask(await c.inspector(), one, name), one);
      const all = await askMany(inspector, many);
      equal(among([...all.keys()], tables).toSorted(), tables.toSorted(), many);
    }
  }),
  check("the methods for many tables, by the kind of object", [reflection, database("views")], async (c) => {
    const { tables, view } = await c.use(shopWithView);
    const inspector = await c.inspector();
    const ours = [...tables, view.name];
    for (const [, many] of methods) {
      const keys = async (kind: number): Promise<readonly string[]> => {
        const found = await askMany(inspector, many, { kind, filterNames: ours });
        return [...found.keys()].toSorted();
      };
      equal(await keys(ObjectKind.TABLE), tables.toSorted(), many);
      equal(await keys(ObjectKind.VIEW), [view.name], many);
      equal(await keys(ObjectKind.ANY), ours.toSorted(), many);
      equal(await keys(ObjectKind.MATERIALIZED_VIEW), [], many);
    }
  }),
  check("getViewDefinition", [reflection, database("views")], async (c) => {
    const { orders, view } = await c.use(shopWithView);
    const inspector = await c.inspector();
    const definition = await inspector.getViewDefinition(view.name);
    ok(/^select\b/i.test(definition ?? "") && definition!.includes(c.name("customers")), `it is ${definition}`);
    equal(await inspector.getViewDefinition(orders.name), null);
  }),

  check("comments of tables and columns", [reflection, comments], async (c) => {
    const words = `it's 100% "über" \\ 漢字 :x`;
    const t = await c.table(
      "commented",
      { id: integer().primaryKey().comment(words), n: integer() },
      { comment: words },
    );
    const inspector = await c.inspector();
    equal(await inspector.getTableComment(t.name), { text: words });
    const columns = await inspector.getColumns(t.name);
    equal(
      columns.map((column) => column.comment),
      [words, null],
    );
    const { customers } = await c.use(shop);
    equal(await inspector.getTableComment(customers.name), { text: null });
  }),

  check("a table by autoloadWith, with what it refers to", [reflection], async (c) => {
    const { orders, customers } = await c.use(shop);
    const metadata = new MetaData();
    const found: Table = await metadata.table(orders.name, { autoloadWith: await c.connection() });
    equal(
      found.columns.map((column) => [column.name, column.primaryKey]),
      [
        ["customer", true],
        ["number", true],
        ["code", false],
      ],
    );
    equal([...metadata.tables.keys()].toSorted(), [customers.name, orders.name].toSorted());
    await c.execute(insert(customers).values({ id: 1, name: "Ada" }));
    await c.execute(insert(found).values({ customer: 1, number: 5, code: "x" }));
    const joined = select(found.c["code"]!, metadata.tables.get(customers.name)!.c["name"]!).join(
      metadata.tables.get(customers.name)!,
    );
    equal(await c.rows(joined), [["x", "Ada"]]);
  }),
  check("reflectTable adds what a table has not", [reflection], async (c) => {
    const { customers } = await c.use(shop);
    const t = new MetaData().table(customers.name, { id: integer().primaryKey() });
    await (await c.inspector()).reflectTable(t);
    equal(
      t.columns.map((column) => column.name),
      ["id", "name", "email", "credit", "since", "active"],
    );
  }),
  check("metadata.reflect of some tables, and of those that a function chooses", [reflection], async (c) => {
    const { tables } = await c.use(shop);
    const connection = await c.connection();
    const [few, all, alone] = [new MetaData(), new MetaData(), new MetaData()];
    await few.reflect(connection, { only: [c.name("orders")] });
    equal([...few.tables.keys()].toSorted(), [c.name("customers"), c.name("orders")].toSorted());
    await alone.reflect(connection, { only: [c.name("orders")], resolveFks: false });
    equal([...alone.tables.keys()], [c.name("orders")]);
    await all.reflect(connection, { only: (name) => tables.includes(name) });
    equal([...all.tables.keys()].toSorted(), tables.toSorted());
    const order = all.sortedTables.map((table) => table.name);
    equal(order, [c.name("customers"), c.name("orders"), c.name("lines")]);
  }),
  check("metadata.reflect with views", [reflection, database("views")], async (c) => {
    const { view, customers } = await c.use(shopWithView);
    const metadata = new MetaData();
    await metadata.reflect(await c.connection(), { views: true, only: [customers.name, view.name] });
    const found = metadata.tables.get(view.name);
    equal(
      found?.columns.map((column) => column.name),
      ["id", "called"],
    );
    await c.execute(insert(customers).values({ id: 7, name: "Ada" }));
    equal(await c.rows(select(found!)), [[7, "Ada"]]);
  }),
  check("a schema that was reflected and created again reflects to the same", [reflection], async (c) => {
    const { tables } = declareShop(c, undefined, "again_");
    const extra = c.metadata.table(c.name("extra"), {
      id: integer().primaryKey(),
      word: string(20).serverDefault("it's 100%").index(),
      up: integer()
        .nullable()
        .references(`${c.name("extra")}.id`, { name: c.name("fk_up"), ondelete: "CASCADE" }),
    });
    await c.create();
    const all = [...tables, extra.name];
    const facts = await factsOf(c, all);
    const metadata = new MetaData();
    const connection = await c.connection();
    await metadata.reflect(connection, { only: all });
    await c.metadata.dropAll(connection);
    await metadata.createAll(connection);
    const again = await factsOf(c, all);
    for (const [kind, found] of Object.entries(facts)) equal(again[kind], found, kind);
    await metadata.dropAll(connection);
    await c.commit();
  }),
  ...difficult.map(hostile),
  ...schemaReflections,
  ...columnReflections,
  ...constraintReflections,
  ...indexReflections,
);
