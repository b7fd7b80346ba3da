import {
  checkConstraint,
  CreateSchema,
  DropSchema,
  foreignKeyConstraint,
  IdentifierError,
  index,
  insert,
  inspect,
  integer,
  MetaData,
  select,
  string,
  type TableColumns,
  text,
  uniqueConstraint,
} from "athanor";
import { expect, test } from "vitest";
import { describeAsync } from "../support/databases.ts";
import { hostileNames as names } from "../support/hostile-names.ts";
import { allFacts } from "./facts.ts";

/** A table for each name, all of whose parts bear it; each refers to the one before. */
function hostile(schema?: string): MetaData {
  const metadata = new MetaData();
  let before: string | undefined;
  for (const name of names) {
    const previous = before;
    metadata.table(
      name,
      Object.fromEntries([
        // MariaDB takes no CHECK of a column that counts up.
        ["id", integer().primaryKey().autoincrement(false)],
        [name, string(20)],
        [`${name} 2`, integer().nullable()],
      ]),
      {
        ...(schema === undefined ? {} : { schema }),
        constraints: (c: TableColumns<Record<string, ReturnType<typeof string>>>) => [
          uniqueConstraint(c[name]!, c[`${name} 2`]!, { name: `uq ${name}` }),
          checkConstraint(text("id > 0"), { name: `ck ${name}` }),
          index(`ix ${name}`, c[`${name} 2`]!),
          ...(previous === undefined
            ? []
            : [
                foreignKeyConstraint(
                  [c[`${name} 2`]!],
                  [() => metadata.tables.get(schema === undefined ? previous : `${schema}.${previous}`)!.c["id"]],
                  { name: `fk ${name}` },
                ),
              ]),
        ],
      },
    );
    before = name;
  }
  return metadata;
}

const prototype = (): string[] => [
  ...Object.getOwnPropertyNames(Object.prototype),
  ...Object.keys(Object.getOwnPropertyDescriptors(Map.prototype)),
];

describeAsync("hostile names", (database) => {
  test("of tables, columns, constraints and indexes go round and pollute nothing", async () => {
    const untouched = prototype();
    const first = await database.engine();
    await hostile().createAll(first);
    const inspector = inspect(first);
    expect(await inspector.getTableNames()).toEqual([...names].sort());
    const indexes = await inspector.getMultiIndexes();
    const uniques = await inspector.getMultiUniqueConstraints();
    const checks = await inspector.getMultiCheckConstraints();
    const keys = await inspector.getMultiForeignKeys();
    for (const [i, name] of names.entries()) {
      expect.soft(await inspector.hasTable(name), name).toBe(true);
      const columns = await inspector.getColumns(name);
      expect.soft(columns.map((column) => column.name)).toEqual(["id", name, `${name} 2`]);
      expect.soft(indexes.get(name)?.find((each) => each.name === `ix ${name}`)?.columnNames).toEqual([`${name} 2`]);
      expect
        .soft(uniques.get(name)?.map((each) => [each.name, each.columnNames]))
        .toEqual([[`uq ${name}`, [name, `${name} 2`]]]);
      expect.soft(checks.get(name)?.map((each) => each.name)).toEqual([`ck ${name}`]);
      const found = keys.get(name)?.map((each) => [each.name, each.constrainedColumns, each.referredTable]);
      expect.soft(found).toEqual(i === 0 ? [] : [[`fk ${name}`, [`${name} 2`], names[i - 1]]]);
    }

    const metadata = new MetaData();
    await metadata.reflect(first);
    const second = await database.engine();
    await metadata.createAll(second);
    const [facts, again] = [await allFacts(first), await allFacts(second)];
    for (const kind of Object.keys(facts)) expect.soft(again[kind], kind).toEqual(facts[kind]);
    await second.begin(async (connection) => {
      let key: number | null = null;
      for (const name of names) {
        const table = metadata.tables.get(name)!;
        const row: Record<string, unknown> = Object.fromEntries([
          ["id", 7],
          [name, "value"],
          [`${name} 2`, key],
        ]);
        await connection.execute(insert(table).values(row));
        const value = table.columns.find((column) => column.name === name)!;
        const [found] = (await connection.execute(select(value))).mappings().all();
        expect.soft(Object.getOwnPropertyDescriptor(found, name)?.value, name).toBe("value");
        key = 7;
      }
    });
    expect(prototype()).toEqual(untouched);
    expect(({} as Record<string, unknown>)["value"]).toBeUndefined();
  });

  test.skipIf(database.dialect === "sqlite")("of schemas too", async () => {
    const engine = await database.engine();
    for (const name of ['odd "schema"; --', "dot.dot", "__proto__", "back`tick's"]) {
      const schema = `${name} ${process.pid} ${database.name.length}`;
      const made = new MetaData();
      made.table("a", { id: integer().primaryKey() }, { schema });
      made.table(
        "b",
        { id: integer().primaryKey(), a: integer() },
        { schema, constraints: (c) => [foreignKeyConstraint([c.a], [() => made.tables.get(`${schema}.a`)!.c["id"]])] },
      );
      await engine.begin(async (connection) => {
        await connection.execute(new CreateSchema(schema));
        await made.createAll(connection);
      });
      try {
        const inspector = inspect(engine);
        expect(await inspector.hasSchema(schema)).toBe(true);
        expect(await inspector.getTableNames({ schema })).toEqual(["a", "b"]);
        const metadata = new MetaData();
        await metadata.reflect(engine, { schema });
        const b = metadata.tables.get(`${schema}.b`)!;
        expect(b.foreignKeys[0]!.column.table.schema).toBe(schema);
        await metadata.dropAll(engine);
        await metadata.createAll(engine);
      } finally {
        await engine.begin(async (connection) => {
          await made.dropAll(connection);
          await connection.execute(new DropSchema(schema));
        });
      }
    }
  });

  test("that cannot be written are read, and refused where they would be written", async () => {
    const engine = await database.engine();
    const quote = database.dialect === "mysql" ? "`" : '"';
    const name = (given: string): string => quote + given + quote;
    await engine.begin((connection) =>
      connection.execDriverSql(`CREATE TABLE ${name("new\nline")} (${name("tab\there")} INTEGER, x INTEGER UNIQUE)`),
    );
    const inspector = inspect(engine);
    expect(await inspector.getTableNames()).toEqual(["new\nline"]);
    expect((await inspector.getColumns("new\nline")).map((column) => column.name)).toEqual(["tab\there", "x"]);
    const metadata = new MetaData();
    await metadata.reflect(engine);
    const table = metadata.tables.get("new\nline")!;
    await using connection = await engine.connect();
    await expect(connection.execute(select(table))).rejects.toThrow(IdentifierError);
    await expect(metadata.createAll(await database.engine())).rejects.toThrow(IdentifierError);
  });
});
