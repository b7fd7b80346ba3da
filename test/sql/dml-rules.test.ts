import {
  ArgumentError,
  type AsyncConnection,
  bindparam,
  CompileError,
  DataError,
  deleteFrom,
  insert,
  integer,
  literal,
  merge,
  MetaData,
  numeric,
  select,
  StatementError,
  string,
  text,
  update,
} from "athanor";
import { insert as mysqlInsert, limit, MySQLDialect } from "athanor/mysql";
import { insert as pgInsert } from "athanor/postgresql";
import { describe, expect, test } from "vitest";
import { serverOf } from "../../src/dialects/mysql/server.ts";
import { describeAsync } from "../support/databases.ts";
import { captureStatements } from "../support/statements.ts";
import { blanks, fillDml, items, moves, shelves } from "./dml-support.ts";

const computed = new MetaData().table("areas", {
  id: integer().primaryKey(),
  w: integer(),
  area: integer().computed(text("w * w")),
});

/** What an UPDATE sets by itself, in every way. */
const stamped = new MetaData().table("stamped", {
  id: integer().primaryKey(),
  kind: string(10),
  touched: string(10).nullable().onupdate("upd"),
  stamp: string(10)
    .nullable()
    .onupdate(() => "fn"),
  seven: integer().nullable().onupdate(literal(3).add(4)),
});

type Executed = readonly [name: string, message: RegExp, build: () => unknown, params?: unknown];
const any = (value: unknown): never => value as never;

/** What must be refused before anything is sent, whatever the database. */
const refused: readonly Executed[] = [
  // Names
  ["an unknown column in values", /has no column "nam"/, () => insert(items).values(any({ nam: 1 }))],
  ["a misspelt column is guessed", /"title"/, () => insert(items).values(any({ titel: "x" }))],
  [
    "an unknown column in set",
    /has no column "nam"/,
    () =>
      update(items)
        .set(any({ nam: 1 }))
        .allRows(),
  ],
  ["an unknown column in orderedValues", /has no column/, () => update(items).orderedValues(["nam", 1]).allRows()],
  [
    "an unknown column in fromSelect",
    /has no column/,
    () => insert(items).fromSelect([any("nam")], select(items.c.id)),
  ],
  [
    "a column of another table in fromSelect",
    /is a column of "moves"/,
    () => insert(items).fromSelect([moves.c.note], select(items.c.id)),
  ],
  ["an unknown column in filterBy", /has no column/, () => deleteFrom(items).filterBy(any({ nam: 1 }))],
  [
    "__proto__ as a column",
    /has no column "__proto__"/,
    () => insert(items).values(any(JSON.parse('{"__proto__": 1}'))),
  ],
  ["constructor as a column", /has no column "constructor"/, () => insert(items).values(any({ constructor: 1 }))],
  ["an unknown parameter", /has no parameter "nope"/, () => insert(items).values({ id: 9 }), { nope: 1 }],
  [
    "an unknown parameter of an update",
    /has no parameter "nope"/,
    () => update(items).set({ qty: 1 }).allRows(),
    { nope: 1 },
  ],
  // Nothing where something is needed
  ["values([])", /empty array/, () => insert(items).values([])],
  ["set({})", /at least one column/, () => update(items).set({}).allRows()],
  ["set() of undefined alone", /undefined means not given/, () => update(items).set({ qty: undefined }).allRows()],
  ["values(undefined)", /an object of values/, () => insert(items).values(any(undefined))],
  ["values(null)", /an object of values/, () => insert(items).values(any(null))],
  ["values of a string", /an object of values/, () => insert(items).values(any("x"))],
  ["an update without where", /every row.*allRows/, () => update(items).set({ qty: 1 })],
  ["a delete without where", /every row.*allRows/, () => deleteFrom(items)],
  ["where() with nothing", /at least one condition/, () => update(items).set({ qty: 1 }).where()],
  ["where(undefined)", /condition expected, got undefined/, () => deleteFrom(items).where(any(undefined))],
  ["where({})", /condition expected/, () => deleteFrom(items).where(any({}))],
  ["filterBy({})", /at least one attribute/, () => deleteFrom(items).filterBy({})],
  ["filterBy of undefined", /undefined/, () => deleteFrom(items).filterBy(any({ qty: undefined }))],
  ["using() with nothing", /at least one table/, () => deleteFrom(items).using().allRows()],
  ["returning() with nothing", /at least one/, () => insert(items).values({ id: 9 }).returning()],
  ["an empty list of parameters", /empty list/, () => insert(items), []],
  // Rows of one INSERT
  [
    "rows with different columns",
    /row 1 has other columns \(id\) than row 0 \(id, qty\)/,
    () => insert(items).values([{ id: 8, qty: 1 }, { id: 9 }]),
  ],
  ["rows with more columns", /row 1 has other columns/, () => insert(items).values([{ id: 8 }, { id: 9, qty: 1 }])],
  [
    "one row, then several",
    /one row before and several now/,
    () =>
      insert(items)
        .values({ id: 8 })
        .values([{ id: 9 }]),
  ],
  [
    "parameter sets with different names",
    /A value is required for bind parameter 'qty'/,
    () => insert(items),
    [{ id: 8, qty: 1 }, { id: 9 }],
  ],
  [
    "values() after fromSelect()",
    /cannot follow/,
    () => insert(items).fromSelect(["id"], select(moves.c.id)).values({ id: 1 }),
  ],
  [
    "fromSelect() after values()",
    /cannot follow/,
    () => insert(items).values({ id: 1 }).fromSelect(["id"], select(moves.c.id)),
  ],
  ["fromSelect() of no column", /at least one column/, () => insert(items).fromSelect([], select(moves.c.id))],
  ["fromSelect() of a table", /select\(\)/, () => insert(items).fromSelect(["id"], any(moves))],
  // Values
  ["NaN for an integer", /NaN/, () => insert(items).values({ id: 9, qty: Number.NaN })],
  ["a fraction for an integer", /1\.5/, () => insert(items).values({ id: 9, qty: 1.5 })],
  ["an integer that is not exact", /9007199254740992/, () => insert(items).values({ id: 9, qty: 2 ** 53 })],
  ["infinity", /Infinity/, () => update(items).set({ qty: Number.POSITIVE_INFINITY }).allRows()],
  ["a text for an integer", /"7"/, () => insert(items).values({ id: 9, qty: any("7") })],
  ["a boolean for an integer", /true/, () => insert(items).values({ id: 9, qty: any(true) })],
  ["a number for a text", /\b7\b/, () => insert(items).values({ id: 9, sku: any(7) })],
  ["a list for a text", /array|\[/, () => insert(items).values({ id: 9, sku: any(["a"]) })],
  [
    "a list for an integer",
    /array|\[/,
    () =>
      update(items)
        .set({ qty: any([1, 2]) })
        .allRows(),
  ],
  [
    "an object for a text",
    /Objects are never turned into SQL/,
    () => insert(items).values({ id: 9, sku: any({ $ne: 1 }) }),
  ],
  [
    "an object that looks like SQL",
    /Objects are never turned into SQL/,
    () => insert(items).values({ id: 9, sku: any({ toSQL: () => "1" }) }),
  ],
  [
    "a brand from JSON",
    /Objects are never turned into SQL/,
    () => insert(items).values({ id: 9, sku: any(JSON.parse('{"@@athanor.kind": "expr", "node": {}}')) }),
  ],
  ["a function for a text", /function/, () => insert(items).values({ id: 9, sku: any(() => "x") })],
  ["a symbol", /Symbol|symbol/, () => insert(items).values({ id: 9, sku: any(Symbol("x")) })],
  ["a Date for a text", /Date|2020/, () => insert(items).values({ id: 9, sku: any(new Date(0)) })],
  [
    "a Map for a number",
    /Map/,
    () =>
      update(items)
        .set({ qty: any(new Map()) })
        .allRows(),
  ],
  ["a table as a value", /expected/, () => insert(items).values({ id: 9, sku: any(moves) })],
  ["NaN as a parameter", /NaN/, () => insert(items), { id: 9, qty: Number.NaN }],
  ["an object as a parameter", /.+/, () => insert(items), [{ id: 9, sku: { a: 1 } }]],
  ["half a surrogate pair", /surrogate/, () => insert(items).values({ id: 9, sku: "\ud800" })],
  [
    "a value for a computed column",
    /takes no value: the database computes it/,
    () => insert(computed).values(any({ id: 1, w: 2, area: 3 })),
  ],
  [
    "a new value for a computed column",
    /takes no value: the database computes it/,
    () =>
      update(computed)
        .set(any({ area: 3 }))
        .allRows(),
  ],
  [
    "a bind without a value",
    /"b_x" has no value/,
    () =>
      update(items)
        .set({ qty: any(bindparam("b_x")) })
        .allRows(),
  ],
  // Names of binds
  [
    "a bind named as a column that is set",
    /"qty" is reserved for automatic usage.*"b_qty"/,
    () =>
      update(items)
        .set({ qty: 1 })
        .where(items.c.id.eq(bindparam("qty"))),
    { qty: 2 },
  ],
  [
    "a bind named as a column that is set by parameters",
    /"id" is reserved for automatic usage/,
    () => update(items).where(items.c.id.eq(bindparam("id"))),
    [{ id: 1, qty: 2 }],
  ],
  [
    "a bind of an expression named as an inserted column",
    /"id" is reserved for automatic usage/,
    () => insert(items).values({ id: 9, qty: literal(1).add(bindparam("id", { type: integer() })) }),
    { id: 1 },
  ],
  // Upserts
  ["orUpdate() on nothing", /needs `on`/, () => insert(items).values({ id: 1 }).orUpdate({ on: [], set: "all" })],
  [
    "orUpdate() on a column of another table",
    /is a column of "moves"/,
    () =>
      insert(items)
        .values({ id: 1 })
        .orUpdate({ on: [moves.c.id], set: "all" }),
  ],
  [
    "orUpdate() on a name",
    /as a list of columns/,
    () =>
      insert(items)
        .values({ id: 1 })
        .orUpdate(any({ on: "id", set: "all" })),
  ],
  [
    "orUpdate() of an unknown column",
    /has no column "nam"/,
    () =>
      insert(items)
        .values({ id: 1 })
        .orUpdate({ on: ["id"], set: any({ nam: 1 }) }),
  ],
  [
    "orUpdate() with nothing to set",
    /at least one column/,
    () =>
      insert(items)
        .values({ id: 1 })
        .orUpdate({ on: ["id"], set: {} }),
  ],
  [
    "orUpdate() with NaN",
    /NaN/,
    () =>
      insert(items)
        .values({ id: 1 })
        .orUpdate({ on: ["id"], set: { qty: Number.NaN } }),
  ],
  [
    "two upserts",
    /upsert already/,
    () =>
      insert(items)
        .values({ id: 1 })
        .orIgnore()
        .orUpdate({ on: ["id"], set: { qty: 1 } }),
  ],
  ["ON CONFLICT twice", /already/, () => pgInsert(items).values({ id: 1 }).onConflictDoNothing().onConflictDoNothing()],
  [
    "ON CONFLICT without a target",
    /which conflict is meant/,
    () =>
      pgInsert(items)
        .values({ id: 1 })
        .onConflictDoUpdate(any({ set: { qty: 1 } })),
  ],
  [
    "ON CONFLICT with both targets",
    /not both/,
    () =>
      pgInsert(items)
        .values({ id: 1 })
        .onConflictDoNothing(any({ constraint: "c", indexElements: ["id"] })),
  ],
  [
    "ON CONFLICT with an unknown option",
    /no option "index_elements"/,
    () =>
      pgInsert(items)
        .values({ id: 1 })
        .onConflictDoNothing(any({ index_elements: ["id"] })),
  ],
  [
    "ON CONFLICT with an empty list",
    /at least one column/,
    () => pgInsert(items).values({ id: 1 }).onConflictDoNothing({ indexElements: [] }),
  ],
  [
    "ON DUPLICATE KEY UPDATE of nothing",
    /at least one column/,
    () => mysqlInsert(items).values({ id: 1 }).onDuplicateKeyUpdate({}),
  ],
  [
    "ON DUPLICATE KEY UPDATE of no pairs",
    /takes an object, or pairs/,
    () =>
      mysqlInsert(items)
        .values({ id: 1 })
        .onDuplicateKeyUpdate(any(["qty"])),
  ],
  // Clauses
  ["limit() of NaN", /NaN/, () => deleteFrom(items).allRows().ext(limit(Number.NaN))],
  ["limit() of -1", /-1/, () => deleteFrom(items).allRows().ext(limit(-1))],
  [
    "limit() of null",
    /null/,
    () =>
      deleteFrom(items)
        .allRows()
        .ext(limit(any(null))),
  ],
  [
    "ext() of something else",
    /ext\(\)/,
    () =>
      deleteFrom(items)
        .allRows()
        .ext(any({ node: {} })),
  ],
  ["limit() of an INSERT", /not a clause of INSERT/, () => insert(items).values({ id: 9 }).ext(limit(1))],
  ["a merge without a source", /needs using|no MERGE/, () => merge(items)],
  ["a merge without branches", /needs using|no MERGE/, () => merge(items).using(moves, moves.c.id.eq(items.c.id))],
  ["a branch of two actions", /takes one of/, () => merge(items).whenMatched(any({ set: { qty: 1 }, delete: true }))],
  ["a branch of no action", /takes one of/, () => merge(items).whenNotMatched(any({ and: items.c.id.eq(1) }))],
  ["a branch with an unknown word", /takes one of/, () => merge(items).whenMatched(any({ sett: { qty: 1 } }))],
];

describeAsync("DML that is refused", (database) => {
  test("before anything is sent", { timeout: 60_000 }, async () => {
    const engine = await database.engine();
    await using connection = await engine.connect();
    const sent = captureStatements(engine);
    for (const [name, message, build, params] of refused) {
      let error: unknown;
      try {
        await connection.execute(build() as never, params as never);
      } catch (thrown) {
        error = thrown;
      }
      expect(error, `${name}: nothing was refused`).toBeDefined();
      const kinds = [ArgumentError, CompileError, StatementError];
      expect(
        kinds.some((kind) => error instanceof kind),
        `${name}: ${String(error)}`,
      ).toBe(true);
      expect((error as Error).message, name).toMatch(message);
      expect(sent, `${name}: was sent`).toEqual([]);
    }
  });
});

describe("text of errors", () => {
  test.each([
    [
      "RETURNING of an UPDATE",
      "mysql",
      () => update(items).set({ qty: 1 }).allRows().returning(items.c.id),
      /mysql has no UPDATE … RETURNING/,
    ],
    ["RETURNING of a MERGE is not offered", "postgresql", () => merge(items), /needs using/],
    [
      "DELETE … USING",
      "sqlite",
      () => deleteFrom(moves).using(items).where(moves.c.itemId.eq(items.c.id)),
      /sqlite has no DELETE … USING\. Use a subquery/,
    ],
    [
      "ON CONFLICT",
      "mysql",
      () => pgInsert(items).values({ id: 1 }).onConflictDoNothing(),
      /mysql has no ON CONFLICT\. Use orUpdate\(\)/,
    ],
    [
      "ON DUPLICATE KEY",
      "sqlite",
      () => mysqlInsert(items).values({ id: 1 }).onDuplicateKeyUpdate({ qty: 1 }),
      /sqlite has no ON DUPLICATE KEY UPDATE\. Use orUpdate\(\)/,
    ],
    ["LIMIT", "postgresql", () => deleteFrom(items).allRows().ext(limit(1)), /postgresql has no LIMIT/],
    [
      "MERGE",
      "mysql",
      () => merge(items).using(moves, moves.c.id.eq(1)).whenMatched({ delete: true }),
      /mysql has no MERGE\. Use insert\(…\)\.orUpdate/,
    ],
    ["a hint", "postgresql", () => update(items).withHint("FAST").set({ qty: 1 }).allRows(), /ONLY/],
  ] as const)("%s on %s", (_name, dialect, build, message) => {
    expect(() => build().compile({ dialect })).toThrow(message);
  });
});

async function filled(connection: AsyncConnection): Promise<void> {
  await fillDml(connection);
  await connection.commit();
}

describeAsync("What an execution tells", (database) => {
  test("row counts, of one and of many", async () => {
    const engine = await database.engine();
    await using connection = await engine.connect();
    await filled(connection);
    const count = async (statement: unknown, params?: unknown): Promise<number> =>
      (await connection.execute(statement as never, params as never)).rowcount;
    expect(await count(update(items).set({ qty: 100 }).where(items.c.id.le(3)))).toBe(3);
    expect(await count(update(items).set({ qty: 100 }).where(items.c.id.eq(1)))).toBe(1);
    expect(await count(update(items).set({ qty: 1 }).where(items.c.id.gt(90)))).toBe(0);
    expect(await count(deleteFrom(moves).where(moves.c.itemId.eq(1)))).toBe(2);
    expect(await count(deleteFrom(shelves).allRows())).toBe(3);
    expect(await count(insert(moves).values([{ id: 21 }, { id: 22 }]))).toBe(2);
    const byId = deleteFrom(moves).where(moves.c.id.eq(bindparam("b_id")));
    expect(await count(byId, [{ b_id: 21 }, { b_id: 22 }, { b_id: 99 }])).toBe(2);
  });

  test("the key of a new row, however it was made", async () => {
    const engine = await database.engine();
    await using connection = await engine.connect();
    await filled(connection);
    const keyOf = async (statement: unknown, params?: unknown): Promise<unknown> =>
      (await connection.execute(statement as never, params as never)).insertedPrimaryKey;
    expect(await keyOf(insert(items).values({ id: 50 }))).toEqual([50]);
    expect(await keyOf(insert(items), { id: 51 })).toEqual([51]);
    expect(await keyOf(insert(shelves).values({ room: "q", slot: 3 }))).toEqual(["q", 3]);
    const [first] = (await keyOf(insert(blanks).values({}))) as [number];
    const [second] = (await keyOf(insert(blanks).values({ note: "x" }))) as [number];
    expect(second).toBe(first + 1);
  });

  test("a value beyond the column's range is the database's error", async () => {
    if (database.dialect === "sqlite") return;
    const engine = await database.engine();
    await using connection = await engine.connect();
    await filled(connection);
    await expect(connection.execute(insert(items).values({ id: 9, qty: 2 ** 40 }))).rejects.toThrow(DataError);
    await connection.rollback();
    await expect(connection.execute(insert(items).values({ id: 9, sku: "x".repeat(21) }))).rejects.toThrow(DataError);
  });

  test("an upsert keeps to onupdate, and its cached text serves other values", async () => {
    const engine = await database.engine();
    await using connection = await engine.connect();
    await filled(connection);
    await stamped.create(connection);
    await connection.execute(
      insert(stamped).values([
        { id: 1, kind: "k" },
        { id: 2, kind: "l" },
      ]),
    );
    const upsert = (id: number, kind: string): unknown =>
      insert(stamped)
        .values({ id, kind })
        .orUpdate({ on: ["id"], set: "all" });
    for (const [id, kind] of [
      [2, "again"],
      [3, "new"],
      [1, "too"],
    ] as const)
      await connection.execute(upsert(id, kind) as never);
    const rows = (await connection.execute(select(stamped).orderBy(stamped.c.id))).all().map((row) => [...row]);
    expect(rows).toEqual([
      [1, "too", "upd", "fn", 7],
      [2, "again", "upd", "fn", 7],
      [3, "new", null, null, null],
    ]);
  });

  test("a large number of rows, and exact decimals", async () => {
    const engine = await database.engine();
    await using connection = await engine.connect();
    await filled(connection);
    const rows = Array.from({ length: 500 }, (_, i) => ({ id: 1000 + i, sku: `s${i}`, price: "123456.78" }));
    await connection.execute(insert(items).values(rows));
    await connection.execute(
      insert(items),
      rows.map((row) => ({ ...row, id: row.id + 1000, sku: `t${row.id}` })),
    );
    const prices = await connection.scalars(select(items.c.price).where(items.c.id.ge(1000)));
    const found = prices.all();
    expect(found.length).toBe(1000);
    expect(new Set(found)).toEqual(new Set(["123456.78"]));
  });
});

test("a table in another schema is named without it in an upsert", () => {
  const table = new MetaData({ schema: "shop" }).table("wares", {
    id: integer().primaryKey(),
    price: numeric(8, 2).nullable(),
    note: string(9),
  });
  const stmt = insert(table).values({ id: 1, note: "x" });
  expect(
    stmt.orUpdate({ on: ["id"], set: { price: table.c.price.add(stmt.excluded.price) } }).compile({ dialect: "sqlite" })
      .sql,
  ).toBe(
    "INSERT INTO shop.wares (id, note) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET price = (wares.price + excluded.price)",
  );
});

describe("MySQL 8.0.20 names the new row", () => {
  const dialect = new MySQLDialect();
  dialect.server = serverOf("8.0.36", "");
  const sqlOf = (statement: { compile(request: { dialect: object }): { sql: string } }): string =>
    statement.compile({ dialect }).sql;

  test("where the values are VALUES", () => {
    const stmt = mysqlInsert(items).values({ id: 1, qty: 2 });
    expect(sqlOf(stmt.onDuplicateKeyUpdate({ qty: items.c.qty.add(stmt.inserted.qty) }))).toBe(
      "INSERT INTO items (id, qty) VALUES (?, ?) AS new ON DUPLICATE KEY UPDATE qty = (items.qty + new.qty)",
    );
    expect(sqlOf(stmt.orUpdate({ on: ["id"], set: "all" }))).toBe(
      "INSERT INTO items (id, qty) VALUES (?, ?) AS new ON DUPLICATE KEY UPDATE qty = new.qty",
    );
  });
  test("but not where they are a SELECT", () => {
    const stmt = mysqlInsert(blanks).fromSelect(["id", "note"], select(items.c.id, items.c.sku));
    expect(sqlOf(stmt.onDuplicateKeyUpdate({ note: stmt.inserted.note }))).toBe(
      "INSERT INTO blanks (id, note) SELECT items.id, items.sku \nFROM items ON DUPLICATE KEY UPDATE note = VALUES(note)",
    );
  });
  test("and otherwise where the table has that name", () => {
    const table = new MetaData().table("new", { id: integer().primaryKey(), qty: integer() });
    const stmt = mysqlInsert(table).values({ id: 1, qty: 2 });
    expect(sqlOf(stmt.onDuplicateKeyUpdate({ qty: stmt.inserted.qty }))).toBe(
      "INSERT INTO new (id, qty) VALUES (?, ?) AS new_1 ON DUPLICATE KEY UPDATE qty = new_1.qty",
    );
  });
});
