import {
  ArgumentError,
  CreateView,
  func,
  index,
  inspect,
  Inspector,
  integer,
  InvalidRequestError,
  listen,
  MetaData,
  NoInspectionAvailable,
  NoSuchTableError,
  numeric,
  ObjectKind,
  ObjectScope,
  select,
  Sequence,
  string,
  text,
  uniqueConstraint,
} from "athanor";
import { describe, expect, test } from "vitest";
import { describeAsync, describeSync } from "../support/databases.ts";
import { captureStatements } from "../support/statements.ts";
import { typeText } from "./facts.ts";

function shop(): MetaData {
  const metadata = new MetaData();
  const customers = metadata.table("customers", {
    id: integer().primaryKey(),
    name: string(50),
    email: string(80).nullable().unique(),
    credit: numeric(10, 2).serverDefault(text("0")),
  });
  metadata.table(
    "orders",
    {
      id: integer().primaryKey(),
      customerId: integer()
        .named("customer_id")
        .references("customers.id", { name: "fk_customer", ondelete: "CASCADE" }),
      code: string(10),
      line: integer(),
    },
    {
      constraints: (c) => [
        uniqueConstraint(c.code, c.line, { name: "uq_code" }),
        index("ix_code", c.code),
        index("ix_line", c.line.desc()),
      ],
    },
  );
  new CreateView(select(customers.c.id, customers.c.name), "names", { metadata });
  return metadata;
}

describeSync("an inspector", (database) => {
  test("names tables, views and schemas", () => {
    const engine = database.engine();
    shop().createAll(engine);
    const inspector = inspect(engine);
    expect(inspector).toBeInstanceOf(Inspector);
    expect(inspector.getTableNames()).toEqual(["customers", "orders"]);
    expect(inspector.getViewNames()).toEqual(["names"]);
    expect(inspector.getMaterializedViewNames()).toEqual([]);
    expect(inspector.getSequenceNames()).toEqual(
      database.dialect === "postgresql" ? ["customers_id_seq", "orders_id_seq"] : [],
    );
    expect(inspector.defaultSchemaName).toBe(engine.dialect.defaultSchema);
    expect(inspector.getSchemaNames()).toContain(inspector.defaultSchemaName);
    expect(inspector.hasSchema(inspector.defaultSchemaName!)).toBe(true);
    expect(inspector.hasSchema("no such schema")).toBe(false);
    expect(inspector.getTableNames({ schema: "no such schema" })).toEqual([]);
    expect(inspector.hasTable("orders")).toBe(true);
    expect(inspector.hasTable("names")).toBe(true);
    expect(inspector.hasTable("Orders")).toBe(false);
    expect(inspector.hasTable("orders", { schema: "no such schema" })).toBe(false);
    expect(inspector.hasMultiTable(["orders", "nope"])).toEqual(
      new Map([
        ["orders", true],
        ["nope", false],
      ]),
    );
    expect(inspector.hasIndex("orders", "ix_code")).toBe(true);
    expect(inspector.hasIndex("orders", "nope")).toBe(false);
    expect(inspector.hasIndex("nope", "ix_code")).toBe(false);
    expect(inspector.hasSequence("nope")).toBe(false);
  });

  test("tells the facts of a table", () => {
    const engine = database.engine();
    shop().createAll(engine);
    const inspector = inspect(engine);
    const columns = inspector.getColumns("customers");
    const isPostgresql = database.dialect === "postgresql";
    const isMysql = database.dialect === "mysql";
    expect(columns.map(({ type, ...rest }) => ({ ...rest, type: typeText(engine.dialect, type) }))).toEqual([
      {
        name: "id",
        type: "INTEGER",
        nullable: false,
        default: isPostgresql ? "nextval('customers_id_seq'::regclass)" : null,
        autoincrement: true,
        comment: null,
        ...(isPostgresql ? { sequence: { name: "customers_id_seq", schema: null, owned: true } } : {}),
      },
      { name: "name", type: "VARCHAR(50)", nullable: false, default: null, autoincrement: false, comment: null },
      { name: "email", type: "VARCHAR(80)", nullable: true, default: null, autoincrement: false, comment: null },
      {
        name: "credit",
        type: "NUMERIC(10, 2)",
        nullable: false,
        default: isMysql ? "0.00" : "0",
        autoincrement: false,
        comment: null,
      },
    ]);
    expect(inspector.getPkConstraint("customers")).toEqual({
      name: isPostgresql ? "customers_pkey" : null,
      constrainedColumns: ["id"],
    });
    expect(inspector.getForeignKeys("orders")).toEqual([
      {
        name: "fk_customer",
        constrainedColumns: ["customer_id"],
        referredSchema: null,
        referredTable: "customers",
        referredColumns: ["id"],
        options: { ondelete: "CASCADE" },
      },
    ]);
    expect(inspector.getUniqueConstraints("orders")).toEqual([
      { name: "uq_code", columnNames: ["code", "line"], ...(isMysql ? { duplicatesIndex: "uq_code" } : {}) },
    ]);
    expect(inspector.getIndexes("orders")).toEqual([
      ...(isMysql ? [{ name: "fk_customer", columnNames: ["customer_id"], unique: false }] : []),
      { name: "ix_code", columnNames: ["code"], unique: false },
      { name: "ix_line", columnNames: ["line"], unique: false, columnSorting: new Map([["line", ["desc"]]]) },
      ...(isPostgresql
        ? [{ name: "uq_code", columnNames: ["code", "line"], unique: true, duplicatesConstraint: "uq_code" }]
        : []),
      ...(isMysql ? [{ name: "uq_code", columnNames: ["code", "line"], unique: true }] : []),
    ]);
    expect(inspector.getCheckConstraints("orders")).toEqual([]);
    expect(inspector.getExcludeConstraints("orders")).toEqual([]);
    expect(inspector.getTableComment("orders")).toEqual({ text: null });
    expect(inspector.getColumns("names").map((column) => column.name)).toEqual(["id", "name"]);
    expect(inspector.getPkConstraint("names")).toEqual({ name: null, constrainedColumns: [] });
    expect(inspector.getViewDefinition("names")).toMatch(/^select /i);
    expect(inspector.getViewDefinition("orders")).toBeNull();
    expect(inspector.getSortedTableAndFkcNames()).toEqual([
      ["customers", []],
      ["orders", ["fk_customer"]],
      [null, []],
    ]);
  });

  test("refuses what is not there, and what is no name", () => {
    const engine = database.engine();
    const inspector = inspect(engine);
    const methods = [
      "getColumns",
      "getPkConstraint",
      "getForeignKeys",
      "getIndexes",
      "getUniqueConstraints",
      "getCheckConstraints",
      "getTableComment",
      "getTableOptions",
      "getViewDefinition",
    ] as const;
    for (const method of methods) {
      expect(() => inspector[method]("nope"), method).toThrow(NoSuchTableError);
      expect(() => inspector[method]("nope", { schema: "elsewhere" }), method).toThrow(/"nope" in schema "elsewhere"/);
      expect(() => inspector[method](undefined as never), method).toThrow(ArgumentError);
      expect(() => inspector[method]("t", "public" as never), method).toThrow(/options such as \{ schema/);
    }
    expect(() => inspector.getMultiColumns({ kind: 9 })).toThrow(ArgumentError);
    expect(() => inspector.getMultiColumns({ scope: 0 })).toThrow(ArgumentError);
    expect(() => inspector.getMultiColumns({ filterNames: "t" as never })).toThrow(ArgumentError);
    if (database.dialect === "postgresql") expect(inspector.getEnums()).toEqual([]);
    else expect(() => inspector.getEnums()).toThrow(InvalidRequestError);
    if (database.dialect === "mysql") expect(() => inspector.getTempTableNames()).toThrow(/temporary/);
  });

  test("sends one statement for all tables, and remembers", () => {
    const engine = database.engine();
    shop().createAll(engine);
    const inspector = inspect(engine);
    inspector.getTableNames();
    const sent = captureStatements(engine);
    const keys = inspector.getMultiForeignKeys();
    expect([...keys.keys()]).toEqual(["customers", "orders"]);
    expect(keys.get("customers")).toEqual([]);
    expect(sent.length).toBe(1);
    expect(inspector.getForeignKeys("orders")).toBe(keys.get("orders"));
    expect(inspector.getMultiForeignKeys({ filterNames: ["orders", "nope"] })).toEqual(
      new Map([["orders", keys.get("orders")]]),
    );
    inspector.hasTable("orders");
    inspector.getTableNames();
    const names = sent.length;
    inspector.hasTable("customers");
    inspector.getTableNames();
    expect(sent.length).toBe(names);

    engine.begin((connection) => connection.execDriverSql("CREATE TABLE later (x INTEGER)"));
    expect(inspector.hasTable("later")).toBe(false);
    inspector.clearCache();
    expect(inspector.hasTable("later")).toBe(true);
  });

  test("asks by kind and scope", () => {
    const engine = database.engine();
    shop().createAll(engine);
    using connection = engine.connect();
    connection.execDriverSql("CREATE TEMPORARY TABLE passing (x INTEGER)");
    const inspector = inspect(connection);
    expect([...inspector.getMultiColumns({ kind: ObjectKind.VIEW }).keys()]).toEqual(["names"]);
    expect([...inspector.getMultiColumns({ kind: ObjectKind.ANY }).keys()]).toEqual(["customers", "names", "orders"]);
    expect([...inspector.getMultiColumns({ kind: ObjectKind.MATERIALIZED_VIEW }).keys()]).toEqual([]);
    if (database.dialect === "mysql") return;
    expect(inspector.getTempTableNames()).toEqual(["passing"]);
    expect(inspector.getTempViewNames()).toEqual([]);
    expect(inspector.getColumns("passing").map((column) => column.name)).toEqual(["x"]);
    expect(inspector.getTableNames()).toEqual(["customers", "orders"]);
    expect([...inspector.getMultiPkConstraint({ scope: ObjectScope.TEMPORARY }).keys()]).toEqual(["passing"]);
    expect([...inspector.getMultiTableOptions({ scope: ObjectScope.ANY }).keys()].sort()).toEqual([
      "customers",
      "orders",
      "passing",
    ]);
  });

  test("on a connection sees what its transaction has made", () => {
    const engine = database.engine();
    using connection = engine.connect();
    connection.execDriverSql("CREATE TABLE t (x INTEGER)");
    expect(inspect(connection).getTableNames()).toEqual(["t"]);
    expect(connection.inTransaction()).toBe(true);
  });
});

describeAsync("an inspector of an async engine", (database) => {
  test("gives promises of the same", async () => {
    const engine = await database.engine();
    await shop().createAll(engine);
    const inspector = inspect(engine);
    const pending = inspector.getTableNames();
    expect(pending).toBeInstanceOf(Promise);
    expect(await pending).toEqual(["customers", "orders"]);
    expect((await inspector.getColumns("orders")).map((column) => column.name)).toEqual([
      "id",
      "customer_id",
      "code",
      "line",
    ]);
    expect(await inspector.defaultSchemaName).toBe(engine.dialect.defaultSchema);
    await expect(inspector.getColumns("nope")).rejects.toThrow(NoSuchTableError);
    await using connection = await engine.connect();
    expect(await inspect(connection).hasTable("orders")).toBe(true);
  });

  test.skipIf(database.dialect === "sqlite")("tells how sequences count, comments and other schemas", async () => {
    const engine = await database.engine();
    const metadata = new MetaData();
    new Sequence("numbers", { start: 3, increment: 2, maxvalue: 2n ** 40n, cycle: true, metadata });
    metadata.table("t", { id: integer().primaryKey().comment("the key") }, { comment: "it's a table" });
    await metadata.createAll(engine);
    const inspector = inspect(engine);
    expect(await inspector.hasSequence("numbers")).toBe(true);
    expect((await inspector.getSequences()).find((each) => each.name === "numbers")).toMatchObject({
      start: 3,
      increment: 2,
      maxvalue: 2 ** 40,
      cycle: true,
    });
    expect(await inspector.getTableComment("t")).toEqual({ text: "it's a table" });
    expect((await inspector.getColumns("t"))[0]?.comment).toBe("the key");
  });

  test("knows a computed column by its expression", async () => {
    const engine = await database.engine();
    const metadata = new MetaData();
    const stored = { persisted: true };
    metadata.table("t", { w: integer(), h: integer(), area: integer().nullable().computed(text("w * h"), stored) });
    await metadata.createAll(engine);
    const column = (await inspect(engine).getColumns("t")).find((each) => each.name === "area");
    expect(column?.computed?.persisted).toBe(true);
    expect(column?.computed?.sqltext.replaceAll("`", "")).toBe("w * h");
    expect(column?.default).toBeNull();
  });
});

describe("inspect()", () => {
  test("takes what has an inspection, and refuses the rest", () => {
    const table = new MetaData().table("t", { id: integer().primaryKey() });
    expect(inspect(table)).toBe(table);
    expect(() => inspect({} as never)).toThrow(NoInspectionAvailable);
    expect(() => inspect(func.now() as never)).toThrow(NoInspectionAvailable);
    expect(() => inspect(null as never)).toThrow(/engine, a connection or a table/);
  });

  test("of a connection with listeners tells them of the statements", async () => {
    const { createEngine } = await import("athanor");
    using engine = createEngine("sqlite://");
    const seen: string[] = [];
    listen(engine, "beforeCursorExecute", (_connection, _cursor, sql) => seen.push(sql));
    inspect(engine).getTableNames();
    expect(seen.some((sql) => sql.includes("sqlite_master"))).toBe(true);
  });
});
