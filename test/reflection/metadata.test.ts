import {
  type AsyncEngine,
  bigInteger,
  BLANK_SCHEMA,
  checkConstraint,
  createMockEngine,
  CreateSchema,
  datetime,
  DropSchema,
  func,
  index,
  insert,
  inspect,
  integer,
  InvalidRequestError,
  listen,
  MetaData,
  NoReferencedTableError,
  NoSuchTableError,
  numeric,
  select,
  string,
  text,
  uniqueConstraint,
} from "athanor";
import { describe, expect, test } from "vitest";
import { describeAsync, describeSync } from "../support/databases.ts";
import { captureStatements } from "../support/statements.ts";

function shop(): MetaData {
  const metadata = new MetaData();
  metadata.table("regions", { id: integer().primaryKey(), name: string(50) });
  metadata.table("customers", {
    id: integer().primaryKey(),
    name: string(50),
    regionId: integer().named("region_id").references("regions.id").nullable(),
    since: datetime().serverDefault(func.now()),
  });
  metadata.table(
    "orders",
    {
      id: integer().primaryKey(),
      customerId: integer().named("customer_id").references("customers.id", { ondelete: "CASCADE" }),
      code: string(10),
      amount: numeric(10, 2),
    },
    {
      constraints: (c) => [
        uniqueConstraint(c.code, { name: "uq_code" }),
        checkConstraint(text("amount > 0"), { name: "ck_amount" }),
        index("ix_amount", c.amount, c.code),
      ],
    },
  );
  metadata.table("alone", { id: integer().primaryKey() });
  return metadata;
}

describeSync("metadata.table() with autoloadWith", (database) => {
  test("has the columns, keys, constraints and indexes of the database, and what it refers to", () => {
    const engine = database.engine();
    shop().createAll(engine);
    const metadata = new MetaData();
    const orders = metadata.table("orders", { autoloadWith: engine });
    expect([...metadata.tables.keys()].sort()).toEqual(["customers", "orders", "regions"]);
    expect(metadata.tables.get("orders")).toBe(orders);
    expect(orders.columns.map((column) => column.name)).toEqual(["id", "customer_id", "code", "amount"]);
    expect(orders.primaryKey.map((column) => column.name)).toEqual(["id"]);
    expect(orders.autoincrementColumn?.name).toBe("id");
    const [key] = orders.foreignKeyConstraints;
    expect(key?.elements[0]?.column).toBe(metadata.tables.get("customers")!.c["id"]);
    expect(key?.options.ondelete).toBe("CASCADE");
    expect([...orders.constraints].map((each) => each.name).filter((name) => name?.startsWith("ck_"))).toEqual([
      "ck_amount",
    ]);
    expect([...orders.indexes].map((each) => each.name)).toContain("ix_amount");
    // What was reflected is used as any table.
    using connection = engine.connect();
    connection.execute(insert(metadata.tables.get("regions")!).values({ name: "North" }));
    connection.execute(insert(metadata.tables.get("customers")!).values({ name: "Ann", region_id: 1 }));
    connection.execute(insert(orders).values({ customer_id: 1, code: "a", amount: "1.50" }));
    const joined = select(orders.c["code"]!, metadata.tables.get("customers")!.c["name"]!).join(
      metadata.tables.get("customers")!,
    );
    expect(
      connection
        .execute(joined)
        .all()
        .map((row) => [...row]),
    ).toEqual([["a", "Ann"]]);
    expect(() => connection.execute(insert(orders).values({ customer_id: 1, code: "b", amount: 0 }))).toThrow(
      /ck_amount|CHECK/,
    );
  });

  test("gives way to columns that are declared", () => {
    const engine = database.engine();
    shop().createAll(engine);
    const metadata = new MetaData();
    const orders = metadata.table(
      "orders",
      { total: bigInteger().named("amount"), code: string(99).nullable(), extra: integer().nullable() },
      { autoloadWith: engine, comment: "mine", constraints: (c) => [index("ix_extra", c.extra)] },
    );
    expect(orders.columns.map((column) => [column.key, column.name])).toEqual([
      ["id", "id"],
      ["customer_id", "customer_id"],
      ["code", "code"],
      ["total", "amount"],
      ["extra", "extra"],
    ]);
    expect(orders.c.code.type.cacheKey).toBe(string(99).type.cacheKey);
    expect(orders.c.code.nullable).toBe(true);
    expect(orders.comment).toBe("mine");
    expect([...orders.indexes].map((each) => each.name)).toEqual(expect.arrayContaining(["ix_amount", "ix_extra"]));
    const amounts = [...orders.indexes].find((each) => each.name === "ix_amount");
    expect(amounts?.columns.map((column) => column.key)).toEqual(["total", "code"]);
  });

  test("takes only some columns, and leaves other tables aside", () => {
    const engine = database.engine();
    shop().createAll(engine);
    const metadata = new MetaData();
    const orders = metadata.table("orders", {
      autoloadWith: engine,
      includeColumns: ["id", "customer_id", "code"],
      resolveFks: false,
    });
    expect([...metadata.tables.keys()]).toEqual(["orders"]);
    expect(orders.columns.map((column) => column.name)).toEqual(["id", "customer_id", "code"]);
    expect([...orders.indexes].map((each) => each.name)).not.toContain("ix_amount");
    expect(() => orders.foreignKeys[0]!.column).toThrow(NoReferencedTableError);
    // It is resolved when the table comes later.
    const customers = metadata.table("customers", { autoloadWith: engine, resolveFks: false });
    expect(orders.foreignKeys[0]!.column).toBe(customers.c["id"]);
  });

  test("knows what to do with a table that is there", () => {
    const engine = database.engine();
    shop().createAll(engine);
    const metadata = new MetaData();
    const customers = metadata.table("customers", { name: string(7), mine: integer().nullable() });
    expect(metadata.table("customers", { autoloadWith: engine })).toBe(customers);
    expect(metadata.table("customers", { x: integer() }, { autoloadWith: engine, keepExisting: true })).toBe(customers);
    expect(customers.columns.length).toBe(2);
    expect(() => metadata.table("customers", { x: integer() }, { autoloadWith: engine })).toThrow(InvalidRequestError);
    metadata.table("customers", { autoloadWith: engine, extendExisting: true, autoloadReplace: false });
    expect(customers.c.name.type.cacheKey).toBe(string(7).type.cacheKey);
    expect(customers.columns.map((column) => column.name)).toEqual(["name", "mine", "id", "region_id", "since"]);
    metadata.table("customers", { autoloadWith: engine, extendExisting: true });
    expect(customers.c.name.type.cacheKey).toBe(string(50).type.cacheKey);
    expect(customers.foreignKeyConstraints.length).toBe(1);
    expect(customers.indexes.size).toBe(new Set([...customers.indexes].map((each) => each.name)).size);
  });

  test("refuses what is not there, and leaves nothing behind", () => {
    const engine = database.engine();
    const metadata = new MetaData();
    expect(() => metadata.table("nope", { autoloadWith: engine })).toThrow(NoSuchTableError);
    expect(() => metadata.table("nope", { autoloadWith: {} as never })).toThrow(
      /an engine, a connection or an inspector/,
    );
    expect(metadata.tables.size).toBe(0);
  });

  test("uses what an inspector knows, and a connection's transaction", () => {
    const engine = database.engine();
    shop().createAll(engine);
    using connection = engine.connect();
    const inspector = inspect(connection);
    inspector.getMultiColumns();
    const sent = captureStatements(engine);
    const metadata = new MetaData();
    metadata.table("alone", { autoloadWith: inspector, resolveFks: false });
    expect(sent.some(({ sql }) => /COLUMN_TYPE|pg_attribute|xinfo/.test(sql) && sql.includes("alone"))).toBe(false);
    expect(metadata.tables.get("alone")?.columns.map((column) => column.name)).toEqual(["id"]);
  });
});

describeAsync("metadata.reflect()", (database) => {
  const engineOf = async (): Promise<AsyncEngine> => {
    const engine = await database.engine();
    await shop().createAll(engine);
    return engine;
  };

  test("reads all tables, or those that are chosen", async () => {
    const engine = await engineOf();
    const all = new MetaData();
    await all.reflect(engine);
    expect([...all.tables.keys()].sort()).toEqual(["alone", "customers", "orders", "regions"]);
    expect(all.sortedTables.map((table) => table.name)).toEqual(["alone", "regions", "customers", "orders"]);
    const some = new MetaData();
    await some.reflect(engine, { only: ["customers"] });
    expect([...some.tables.keys()].sort()).toEqual(["customers", "regions"]);
    const near = new MetaData();
    await near.reflect(engine, { only: (name) => name.startsWith("cust"), resolveFks: false });
    expect([...near.tables.keys()]).toEqual(["customers"]);
    await expect(new MetaData().reflect(engine, { only: ["orders", "nope"] })).rejects.toThrow(/"nope"/);
    await expect(new MetaData().reflect(engine, { only: "orders" as never })).rejects.toThrow(/list of names/);
  });

  test("sends as many statements for many tables as for one", async () => {
    const engine = await engineOf();
    await using connection = await engine.connect();
    const sent = captureStatements(engine);
    await new MetaData().reflect(connection, { only: ["alone"] });
    const one = sent.length;
    sent.length = 0;
    await new MetaData().reflect(connection);
    expect(sent.length).toBeLessThanOrEqual(one + 1);
  });

  test("leaves tables that are there as they are, unless they are to be extended", async () => {
    const engine = await engineOf();
    const metadata = new MetaData();
    const customers = metadata.table("customers", { id: integer().primaryKey(), own: integer() });
    await metadata.reflect(engine);
    expect(metadata.tables.get("customers")).toBe(customers);
    expect(customers.columns.length).toBe(2);
    await metadata.reflect(engine, { extendExisting: true });
    expect(customers.columns.map((column) => column.name)).toEqual(["id", "own", "name", "region_id", "since"]);
    const before = metadata.tables.get("orders")!;
    const counts = [before.constraints.size, before.indexes.size];
    await metadata.reflect(engine, { extendExisting: true });
    expect([before.constraints.size, before.indexes.size]).toEqual(counts);
  });

  test("tells listeners of each column, who may change it", async () => {
    const engine = await engineOf();
    const metadata = new MetaData();
    const seen: string[] = [];
    listen(metadata, "columnReflect", (inspector, table, column) => {
      expect(inspector).toHaveProperty("dialect", engine.dialect);
      seen.push(`${table.name}.${column.name}`);
      column.key = column.name.replaceAll(/_(\w)/g, (_all, letter: string) => letter.toUpperCase());
      if (column.name === "amount") column.type = numeric(10, 2, { mode: "number" }).type;
      if (column.name === "code") column.info = { seen: true };
    });
    await metadata.reflect(engine, { only: ["orders"] });
    const orders = metadata.tables.get("orders")!;
    expect(seen).toEqual(expect.arrayContaining(["orders.customer_id", "customers.region_id", "regions.id"]));
    expect(orders.columns.map((column) => column.key)).toEqual(["id", "customerId", "code", "amount"]);
    expect(orders.c["customerId"]?.name).toBe("customer_id");
    expect(orders.foreignKeys[0]!.column.table.name).toBe("customers");
    expect(orders.c["code"]?.info).toEqual({ seen: true });
    await using connection = await engine.connect();
    await connection.execute(insert(metadata.tables.get("customers")!).values({ name: "Ann" }));
    await connection.execute(insert(orders).values({ customerId: 1, code: "a", amount: 2.5 }));
    expect((await connection.execute(select(orders.c["amount"]!))).scalar()).toBe(2.5);
  });

  test("waits for listeners that give promises", async () => {
    const engine = await engineOf();
    const metadata = new MetaData();
    listen(metadata, "columnReflect", async (_inspector, _table, column) => {
      await Promise.resolve();
      column.key = `c_${column.name}`;
    });
    const table = await metadata.table("alone", { autoloadWith: engine });
    expect(table.columns.map((column) => column.key)).toEqual(["c_id"]);
  });

  test.skipIf(database.dialect === "sqlite")("finds its way between schemas", async () => {
    const engine = await database.engine();
    const there = `athanor_refl_${process.pid}_${database.name.replaceAll(/\W/g, "").length}`;
    const made = new MetaData();
    made.table("targets", { id: integer().primaryKey() }, { schema: there });
    made.table(
      "near",
      { id: integer().primaryKey(), t: integer().references(`${there}.targets.id`) },
      { schema: there },
    );
    made.table("sources", { id: integer().primaryKey(), t: integer().references(`${there}.targets.id`) });
    await engine.begin(async (connection) => {
      await connection.execute(new CreateSchema(there));
      await made.createAll(connection);
    });
    try {
      const inspector = inspect(engine);
      expect(await inspector.getTableNames({ schema: there })).toEqual(["near", "targets"]);
      expect((await inspector.getForeignKeys("sources"))[0]?.referredSchema).toBe(there);
      expect((await inspector.getForeignKeys("near", { schema: there }))[0]?.referredSchema).toBe(there);
      const metadata = new MetaData();
      await metadata.reflect(engine);
      expect([...metadata.tables.keys()].sort()).toEqual([`${there}.targets`, "sources"].sort());
      const whole = new MetaData({ schema: there });
      await whole.reflect(engine);
      expect([...whole.tables.keys()].sort()).toEqual([`${there}.near`, `${there}.targets`]);
      expect(whole.tables.get(`${there}.near`)?.foreignKeys[0]?.column.table.schema).toBe(there);
      const bare = await whole.table("sources", { autoloadWith: engine, schema: BLANK_SCHEMA });
      expect(bare.schema).toBeUndefined();
      expect(bare.foreignKeys[0]?.column.table.schema).toBe(there);
    } finally {
      await engine.begin(async (connection) => {
        await made.dropAll(connection);
        await connection.execute(new DropSchema(there));
      });
    }
  });
});

describe("reflection", () => {
  test("needs a database", () => {
    const mock = createMockEngine("sqlite://", () => undefined);
    expect(() => new MetaData().reflect(mock)).toThrow(/A mock engine has no database/);
    expect(() => new MetaData().reflect({} as never)).toThrow(/an engine, a connection or an inspector/);
  });
});
