import { ObjectScope } from "../../dialect/catalog.ts";
import { CreateView, index, integer, MetaData, select, string } from "../api.ts";
import { equal, ok } from "../assert.ts";
import { among, askMany, methods, reflection } from "../catalog-check.ts";
import { type Check, check } from "../check.ts";
import { catalog, database, execution } from "../requirement.ts";
import { ownSchema } from "../run-ddl.ts";
import { declareShop, shop } from "../catalog-shop.ts";

/** Other schemas, and what only one connection has. */
export const schemaReflections: readonly Check[] = [
  check("schemas", [reflection], async (c) => {
    const inspector = await c.inspector();
    const standard = await inspector.defaultSchemaName;
    const all = await inspector.getSchemaNames();
    if (standard !== null) ok(all.includes(standard), `${standard} is not among ${all.join(", ")}`);
    equal(await inspector.hasSchema(c.name("nowhere")), false);
    equal(await inspector.getTableNames({ schema: c.name("nowhere") }), []);
    equal(await inspector.hasTable(c.name("customers"), { schema: c.name("nowhere") }), false);
  }),
  check(
    "tables of another schema, with keys within it",
    [reflection, execution("schemas"), database("createSchema")],
    async (c) => {
      const schema = await ownSchema(c, "catalogued");
      const { tables, orders } = declareShop(c, schema);
      await c.create();
      const inspector = await c.inspector();
      equal(await inspector.hasSchema(schema), true);
      equal(await inspector.getTableNames({ schema }), tables.toSorted());
      equal(await inspector.hasTable(orders.name, { schema }), true);
      const columns = await inspector.getColumns(orders.name, { schema });
      equal(
        columns.map((column) => column.name),
        ["customer", "number", "code"],
      );
      const [foreignKey] = await inspector.getForeignKeys(orders.name, { schema });
      equal([foreignKey?.referredSchema, foreignKey?.referredTable], [schema, c.name("customers")]);
      for (const [, many] of methods) {
        const found = await askMany(inspector, many, { schema });
        equal([...found.keys()].toSorted(), tables.toSorted(), many);
      }
      const metadata = new MetaData();
      await metadata.reflect(await c.connection(), { schema });
      equal([...metadata.tables.keys()].toSorted(), tables.map((name) => `${schema}.${name}`).toSorted());
    },
  ),
  check("a key into another schema", [reflection, execution("schemas"), database("createSchema")], async (c) => {
    const schema = await ownSchema(c, "crossed");
    const far = c.metadata.table(c.name("far"), { id: integer().primaryKey() }, { schema });
    const near = c.metadata.table(c.name("near"), {
      id: integer()
        .primaryKey()
        .references(() => far.c.id),
    });
    await c.create();
    const [into] = await (await c.inspector()).getForeignKeys(near.name);
    equal([into?.referredSchema, into?.referredTable, into?.referredColumns], [schema, far.name, ["id"]]);
    const metadata = new MetaData();
    await metadata.reflect(await c.connection(), { only: [near.name] });
    equal([...metadata.tables.keys()].toSorted(), [near.name, `${schema}.${far.name}`].toSorted());
  }),
  check(
    "a key out of another schema",
    [reflection, execution("schemas"), database("keysToDefaultSchema")],
    async (c) => {
      const schema = await ownSchema(c, "crossed_back");
      const near = c.metadata.table(c.name("near"), { id: integer().primaryKey() });
      const back = c.metadata.table(
        c.name("back"),
        {
          id: integer()
            .primaryKey()
            .references(() => near.c.id),
        },
        { schema },
      );
      await c.create();
      const [out] = await (await c.inspector()).getForeignKeys(back.name, { schema });
      equal([out?.referredTable, out?.referredColumns], [near.name, ["id"]]);
      const metadata = new MetaData();
      await metadata.reflect(await c.connection(), { schema });
      equal(metadata.tables.get(`${schema}.${back.name}`)?.foreignKeys[0]?.column.table.name, near.name);
    },
  ),
  check("a temporary table", [reflection, catalog("temporaryObjects"), database("temporaryTables")], async (c) => {
    const t = new MetaData().table(
      c.name("fleeting"),
      { id: integer().primaryKey(), name: string(30).nullable() },
      { prefixes: ["TEMPORARY"], constraints: (columns) => [index(c.name("ix_fleeting"), columns.name)] },
    );
    const connection = await c.connection();
    await t.create(connection, { checkfirst: false });
    c.atEnd(async () => {
      const same = await c.connection();
      await t.drop(same);
      await same.commit();
    });
    const inspector = await c.inspector();
    equal(among(await inspector.getTempTableNames(), [t.name]), [t.name]);
    equal(among(await inspector.getTableNames(), [t.name]), []);
    equal(await inspector.hasTable(t.name), true);
    const columns = await inspector.getColumns(t.name);
    equal(
      columns.map(({ name, nullable }) => [name, nullable]),
      [
        ["id", false],
        ["name", true],
      ],
    );
    equal((await inspector.getPkConstraint(t.name)).constrainedColumns, ["id"]);
    equal(await inspector.hasIndex(t.name, c.name("ix_fleeting")), true);
    const found = await inspector.getMultiColumns({ scope: ObjectScope.TEMPORARY });
    equal([...found.keys()].includes(t.name), true);
  }),
  check("a temporary view", [reflection, catalog("temporaryObjects"), database("temporaryViews")], async (c) => {
    const { customers } = await c.use(shop);
    const made = new CreateView(select(customers.c["id"]!), c.name("glimpse"), { temporary: true });
    await c.execute(made);
    const inspector = await c.inspector();
    equal(among(await inspector.getTempViewNames(), [made.table.name]), [made.table.name]);
    equal(among(await inspector.getViewNames(), [made.table.name]), []);
    const columns = await inspector.getColumns(made.table.name);
    equal(
      columns.map(({ name }) => name),
      ["id"],
    );
    await c.rollback();
  }),
];
