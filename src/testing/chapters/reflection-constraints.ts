import {
  checkConstraint,
  foreignKeyConstraint,
  func,
  index,
  insert,
  integer,
  IntegrityError,
  MetaData,
  primaryKeyConstraint,
  string,
  text,
  uniqueConstraint,
} from "../api.ts";
import type { ForeignKeyOptions } from "../../schema/column-options.ts";
import { equal, ok, throws } from "../assert.ts";
import { named, reflection } from "../catalog-check.ts";
import { type Check, check } from "../check.ts";
import type { CheckContext } from "../context.ts";
import { database } from "../requirement.ts";

/** What the catalog says of a foreign key with these options. */
async function optionsOf(c: CheckContext, options: ForeignKeyOptions) {
  const parents = c.metadata.table(c.name("optioned"), { id: integer().primaryKey() });
  const children = c.metadata.table(c.name("optioned_children"), {
    id: integer().primaryKey(),
    up: integer()
      .nullable()
      .references(() => parents.c.id, { name: c.name("fk_optioned"), ...options }),
  });
  await c.create();
  return named(await (await c.inspector()).getForeignKeys(children.name), c.name("fk_optioned")).options;
}
function keeps(name: string, given: ForeignKeyOptions, requires: Check["requires"] = []): Check {
  return check(`foreign keys: ${name}`, [reflection, database("foreignKeys"), ...requires], async (c) => {
    equal(await optionsOf(c, given), given);
  });
}

/** Conditions, with a value that each takes and one that it refuses. */
const conditions: readonly (readonly [sqltext: string, good: number, bad: number])[] = [
  ["a > 0 AND (a < 10 OR a = 42)", 42, 41],
  ["(b > 1 AND b < 5) OR (b > 7 AND b < 9)", 8, 6],
  ["d <> 5 AND ((d) > (1))", 4, 5],
  ["e IN (1, 2, 3)", 2, 4],
  ["f > 0 AND ')(' <> '(''%:x'", 1, 0],
];

export const constraintReflections: readonly Check[] = [
  check("getPkConstraint: columns in the order of the key", [reflection], async (c) => {
    const t = await c.table(
      "keyed",
      { a: integer(), b: string(9), n: integer() },
      { constraints: (columns) => [primaryKeyConstraint(columns.b, columns.a, { name: c.name("pk_ba") })] },
    );
    equal((await (await c.inspector()).getPkConstraint(t.name)).constrainedColumns, ["b", "a"]);
  }),
  check("getPkConstraint: the name", [reflection, database("primaryKeyNames")], async (c) => {
    const t = await c.table(
      "keyed",
      { a: integer(), b: string(9) },
      { constraints: (columns) => [primaryKeyConstraint(columns.a, columns.b, { name: c.name('pk "odd"') })] },
    );
    equal((await (await c.inspector()).getPkConstraint(t.name)).name, c.name('pk "odd"'));
  }),
  check("getPkConstraint: of a table without one", [reflection], async (c) => {
    const t = await c.table("keyless", { a: integer(), b: integer() });
    equal((await (await c.inspector()).getPkConstraint(t.name)).constrainedColumns, []);
    const metadata = new MetaData();
    await metadata.reflect(await c.connection(), { only: [t.name] });
    equal(metadata.tables.get(t.name)?.primaryKey.length, 0);
  }),

  check(
    "getForeignKeys: of one column, of several in their order, and to the table itself",
    [reflection],
    async (c) => {
      const parents = c.metadata.table(
        c.name("fk_parents"),
        { a: integer(), b: string(9), self: integer().nullable(), n: integer().unique() },
        { constraints: (t) => [primaryKeyConstraint(t.a, t.b)] },
      );
      parents.appendConstraint(foreignKeyConstraint([parents.c.self], [parents.c.n], { name: c.name("fk_self") }));
      const children = c.metadata.table(
        c.name("fk_children"),
        { id: integer().primaryKey(), x: string(9), y: integer(), one: integer() },
        {
          constraints: (t) => [
            foreignKeyConstraint([t.y, t.x], [() => parents.c.a, () => parents.c.b], { name: c.name("fk_two") }),
            foreignKeyConstraint([t.one], [() => parents.c.n], { name: c.name("fk_one") }),
          ],
        },
      );
      await c.create();
      const inspector = await c.inspector();
      const found = await inspector.getForeignKeys(children.name);
      equal(found.length, 2);
      for (const [name, from, to] of [
        ["fk_two", ["y", "x"], ["a", "b"]],
        ["fk_one", ["one"], ["n"]],
      ] as const) {
        const each = named(found, c.name(name));
        equal(
          [each.constrainedColumns, each.referredSchema, each.referredTable, each.referredColumns, each.options],
          [from, null, parents.name, to, {}],
        );
      }
      const self = named(await inspector.getForeignKeys(parents.name), c.name("fk_self"));
      equal([self.referredTable, self.constrainedColumns, self.referredColumns], [parents.name, ["self"], ["n"]]);
    },
  ),
  check("getForeignKeys: two from one column", [reflection, database("foreignKeys")], async (c) => {
    const [one, two] = ["one", "two"].map((name) => c.metadata.table(c.name(name), { id: integer().primaryKey() }));
    const t = c.metadata.table(
      c.name("both"),
      { id: integer().primaryKey(), x: integer() },
      {
        constraints: (columns) => [
          foreignKeyConstraint([columns.x], [() => one!.c.id], { name: c.name("fk_first") }),
          foreignKeyConstraint([columns.x], [() => two!.c.id], { name: c.name("fk_second") }),
        ],
      },
    );
    await c.create();
    const found = await (await c.inspector()).getForeignKeys(t.name);
    equal(
      [c.name("fk_first"), c.name("fk_second")].map((name) => named(found, name).referredTable),
      [one!.name, two!.name],
    );
  }),
  keeps("ON DELETE CASCADE", { ondelete: "CASCADE" }),
  keeps("ON DELETE SET NULL, ON UPDATE CASCADE", { ondelete: "SET NULL", onupdate: "CASCADE" }, [database("onUpdate")]),
  keeps("ON UPDATE SET NULL", { onupdate: "SET NULL" }, [database("onUpdate")]),
  keeps("no options", {}),
  keeps("DEFERRABLE INITIALLY DEFERRED", { deferrable: true, initially: "DEFERRED" }, [database("deferrable")]),

  check("getUniqueConstraints: names and columns in their order", [reflection], async (c) => {
    const t = await c.table(
      "uniques",
      { id: integer().primaryKey(), a: integer(), b: string(9), d: integer() },
      {
        constraints: (columns) => [
          uniqueConstraint(columns.d, { name: c.name("uq_d") }),
          uniqueConstraint(columns.b, columns.a, { name: c.name("uq_ba") }),
          index(c.name("ix_a"), columns.a),
        ],
      },
    );
    const found = await (await c.inspector()).getUniqueConstraints(t.name);
    equal(found.length, 2);
    equal(named(found, c.name("uq_ba")).columnNames, ["b", "a"]);
    equal(named(found, c.name("uq_d")).columnNames, ["d"]);
  }),
  check("a reflected unique constraint is one, and not an index besides", [reflection], async (c) => {
    const t = await c.table(
      "unique_once",
      { id: integer().primaryKey(), a: integer() },
      { constraints: (columns) => [uniqueConstraint(columns.a, { name: c.name("uq_once") })] },
    );
    const metadata = new MetaData();
    await metadata.reflect(await c.connection(), { only: [t.name] });
    const found = metadata.tables.get(t.name)!;
    const names = [...found.constraints, ...found.indexes].map((item) => item.name);
    equal(names.filter((name) => name === c.name("uq_once")).length, 1);
  }),
  check("getCheckConstraints: names, text, and none", [reflection, database("checkConstraints")], async (c) => {
    const t = await c.table(
      "checked",
      { id: integer().primaryKey(), a: integer(), b: integer() },
      {
        constraints: (columns) => [
          checkConstraint(columns.a.gt(7), { name: c.name("ck_seven") }),
          checkConstraint(text("a < b"), { name: c.name("ck_order") }),
        ],
      },
    );
    const none = await c.table("unchecked", { id: integer().primaryKey() });
    const inspector = await c.inspector();
    const found = await inspector.getCheckConstraints(t.name);
    equal(found.length, 2);
    const plain = (name: string): string => named(found, c.name(name)).sqltext.replaceAll(/[`"()]/g, "");
    equal(
      [plain("ck_seven"), plain("ck_order")].map((sqltext) => sqltext.split(/\s+/).join(" ")),
      ["a > 7", "a < b"],
    );
    equal(await inspector.getCheckConstraints(none.name), []);
  }),
  check("CHECKs hold after they were created again", [reflection, database("checkConstraints")], async (c) => {
    const shape = { id: integer().primaryKey(), a: integer(), b: integer(), d: integer(), e: integer(), f: integer() };
    const t = await c.table("conditions", shape, {
      constraints: () => conditions.map(([sqltext], n) => checkConstraint(text(sqltext), { name: c.name(`ck${n}`) })),
    });
    const inspector = await c.inspector();
    const found = await inspector.getCheckConstraints(t.name);
    equal(found.length, conditions.length);
    const metadata = new MetaData();
    const connection = await c.connection();
    await metadata.reflect(connection, { only: [t.name] });
    await c.metadata.dropAll(connection);
    await metadata.createAll(connection);
    inspector.clearCache();
    equal(await inspector.getCheckConstraints(t.name), found);
    const keys = ["a", "b", "d", "e", "f"] as const;
    const good = Object.fromEntries(keys.map((key, n) => [key, conditions[n]![1]]));
    await c.execute(insert(t).values({ id: 1, ...good } as never));
    await c.commit();
    for (const [n, key] of keys.entries()) {
      const bad = { id: 2, ...good, [key]: conditions[n]![2] };
      await throws(IntegrityError, () => c.execute(insert(t).values(bad as never)));
      await c.rollback();
    }
  }),

  check("names of constraints that a convention makes too long", [reflection], async (c) => {
    const long = "a_name_that_is_much_longer_than_any_database_takes_".repeat(6);
    const metadata = new MetaData({
      namingConvention: {
        ix: `ix_%(table_name)s_${long}`,
        uq: `uq_%(table_name)s_${long}`,
        fk: `fk_%(table_name)s_${long}`,
      },
    });
    const t = metadata.table(
      c.name("long"),
      { id: integer().primaryKey(), a: integer().index(), b: integer() },
      {
        constraints: (columns) => [
          uniqueConstraint(columns.a, columns.b),
          foreignKeyConstraint([columns.b], [columns.id]),
        ],
      },
    );
    const connection = await c.connection();
    c.atEnd(async () => {
      const same = await c.connection();
      await metadata.dropAll(same);
      await same.commit();
    });
    await metadata.createAll(connection);
    const inspector = await c.inspector();
    const [unique] = await inspector.getUniqueConstraints(t.name);
    const [foreignKey] = await inspector.getForeignKeys(t.name);
    const indexes = (await inspector.getIndexes(t.name)).map((found) => found.name);
    for (const [kind, name] of [
      ["uq", unique?.name],
      ["fk", foreignKey?.name],
      ["ix", indexes.find((found) => found.startsWith("ix_"))],
    ] as const)
      ok(name?.startsWith(`${kind}_${t.name}`) === true, `the ${kind} is called ${name}`);
  }),
];

export const indexReflections: readonly Check[] = [
  check("getIndexes: columns in their order, unique or not", [reflection], async (c) => {
    const t = await c.table(
      "indexed",
      { id: integer().primaryKey(), a: integer(), b: string(9), d: integer() },
      {
        constraints: (columns) => [
          index(c.name("ix_ba"), columns.b, columns.a),
          index(c.name("ux_d"), columns.d, { unique: true }),
        ],
      },
    );
    const none = await c.table("unindexed", { id: integer().primaryKey(), a: integer() });
    const inspector = await c.inspector();
    const found = await inspector.getIndexes(t.name);
    const [plain, unique] = [named(found, c.name("ix_ba")), named(found, c.name("ux_d"))];
    equal([plain.columnNames, plain.unique, unique.columnNames, unique.unique], [["b", "a"], false, ["d"], true]);
    equal([plain.expressions, plain.columnSorting, plain.duplicatesConstraint], [undefined, undefined, undefined]);
    equal(await inspector.getIndexes(none.name), []);
  }),
  check("getIndexes: descending order", [reflection], async (c) => {
    const t = await c.table(
      "sorted",
      { id: integer().primaryKey(), a: integer(), b: integer() },
      { constraints: (columns) => [index(c.name("ix_desc"), columns.a.desc(), columns.b)] },
    );
    const found = named(await (await c.inspector()).getIndexes(t.name), c.name("ix_desc"));
    equal(found.columnNames, ["a", "b"]);
    equal([...(found.columnSorting ?? [])], [["a", ["desc"]]]);
  }),
  check("getIndexes: expressions", [reflection, database("expressionIndexes")], async (c) => {
    const t = await c.table(
      "expressed",
      { id: integer().primaryKey(), x: string(9), y: string(9) },
      { constraints: (columns) => [index(c.name("ix_lower"), columns.y, func.lower(columns.x))] },
    );
    const found = named(await (await c.inspector()).getIndexes(t.name), c.name("ix_lower"));
    equal(found.columnNames, ["y", null]);
    equal(found.expressions?.[0], "y");
    ok(found.expressions?.[1]?.startsWith("lower(") === true, `the expressions are ${found.expressions?.join(", ")}`);
    const metadata = new MetaData();
    const connection = await c.connection();
    await metadata.reflect(connection, { only: [t.name] });
    await c.metadata.dropAll(connection);
    await metadata.createAll(connection);
    equal(named(await (await c.inspector()).getIndexes(t.name), c.name("ix_lower")), found);
  }),
  check("getIndexes: with WHERE", [reflection, database("partialIndexes")], async (c) => {
    const where = text("a > 5");
    const t = await c.table(
      "partial",
      { id: integer().primaryKey(), a: integer() },
      {
        constraints: (columns) => [index(c.name("ix_some"), columns.a, { postgresqlWhere: where, sqliteWhere: where })],
      },
    );
    const found = named(await (await c.inspector()).getIndexes(t.name), c.name("ix_some"));
    const options = JSON.stringify(found.dialectOptions ?? {});
    ok(options.includes("a > 5"), `the options are ${options}`);
    const metadata = new MetaData();
    const connection = await c.connection();
    await metadata.reflect(connection, { only: [t.name] });
    await c.metadata.dropAll(connection);
    await metadata.createAll(connection);
    equal(named(await (await c.inspector()).getIndexes(t.name), c.name("ix_some")), found);
  }),
  check("getIndexes: columns beside the key", [reflection, database("includeColumns")], async (c) => {
    const t = await c.table(
      "covering",
      { id: integer().primaryKey(), a: integer(), b: integer(), d: integer() },
      {
        constraints: (columns) => [index(c.name("ix_cover"), columns.a, { postgresqlInclude: [columns.b, columns.d] })],
      },
    );
    const found = named(await (await c.inspector()).getIndexes(t.name), c.name("ix_cover"));
    equal([found.columnNames, found.includeColumns], [["a"], ["b", "d"]]);
  }),
  check("getIndexes: what a unique constraint is made of says so", [reflection], async (c) => {
    const t = await c.table(
      "backed",
      { id: integer().primaryKey(), a: integer() },
      { constraints: (columns) => [uniqueConstraint(columns.a, { name: c.name("uq_backed") })] },
    );
    const inspector = await c.inspector();
    const backing = (await inspector.getIndexes(t.name)).find((found) => found.name === c.name("uq_backed"));
    const [unique] = await inspector.getUniqueConstraints(t.name);
    // A database may keep the index apart from the constraint, or not list it at all.
    if (backing !== undefined)
      equal([backing.unique, backing.duplicatesConstraint ?? unique?.duplicatesIndex], [true, backing.name]);
  }),
];
