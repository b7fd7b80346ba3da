import {
  ArgumentError,
  bigInteger,
  CreateSequence,
  CreateTable,
  DropSequence,
  insert,
  integer,
  MetaData,
  select,
  Sequence,
  smallInteger,
  string,
} from "athanor";
import { describe, expect, test } from "vitest";
import { ddlCases, onDatabases } from "./support.ts";

const none = { sqlite: /sqlite does not support sequences/, mysql: /mysql does not support sequences/ };
const sequence = (name: string, options: object, text: string, mariadb = text, postgresql = text) => ({
  name: text,
  build: () => new CreateSequence(new Sequence(name, options)),
  sql: { default: text, ...none, mariadb, postgresql },
});

ddlCases("CREATE SEQUENCE", [
  sequence("s", {}, "CREATE SEQUENCE s"),
  sequence("s", { start: 5 }, "CREATE SEQUENCE s START WITH 5"),
  sequence("s", { increment: 2 }, "CREATE SEQUENCE s INCREMENT BY 2"),
  sequence("s", { increment: -2, start: -1 }, "CREATE SEQUENCE s INCREMENT BY -2 START WITH -1"),
  sequence("s", { increment: 2, start: 0, minvalue: 0 }, "CREATE SEQUENCE s INCREMENT BY 2 START WITH 0 MINVALUE 0"),
  sequence(
    "s",
    { minvalue: -42, maxvalue: -9, increment: -1 },
    "CREATE SEQUENCE s INCREMENT BY -1 MINVALUE -42 MAXVALUE -9",
  ),
  sequence("s", { start: 1, nomaxvalue: true }, "CREATE SEQUENCE s START WITH 1 NO MAXVALUE"),
  sequence("s", { start: 0, nominvalue: true }, "CREATE SEQUENCE s START WITH 0 NO MINVALUE"),
  sequence("s", { start: 1, maxvalue: 10, cycle: true }, "CREATE SEQUENCE s START WITH 1 MAXVALUE 10 CYCLE"),
  sequence("s", { cycle: false }, "CREATE SEQUENCE s NO CYCLE", "CREATE SEQUENCE s NOCYCLE"),
  sequence("s", { cache: 1000 }, "CREATE SEQUENCE s CACHE 1000"),
  sequence("s", { start: 9007199254740993n }, "CREATE SEQUENCE s START WITH 9007199254740993"),
  sequence("s", { schema: "far" }, "CREATE SEQUENCE far.s"),
  sequence("Order Ids", { schema: "Far" }, 'CREATE SEQUENCE "Far"."Order Ids"', "CREATE SEQUENCE `Far`.`Order Ids`"),
  sequence("user", {}, 'CREATE SEQUENCE "user"', "CREATE SEQUENCE user"),
  sequence("a'b\"c`d", {}, 'CREATE SEQUENCE "a\'b""c`d"', "CREATE SEQUENCE `a'b\"c``d`"),
  sequence("s", { dataType: bigInteger() }, "CREATE SEQUENCE s", undefined, "CREATE SEQUENCE s AS BIGINT"),
  sequence(
    "s",
    { dataType: smallInteger(), start: 3 },
    "CREATE SEQUENCE s START WITH 3",
    undefined,
    "CREATE SEQUENCE s AS SMALLINT START WITH 3",
  ),
  {
    name: "if not exists",
    build: () => new CreateSequence(new Sequence("s"), { ifNotExists: true }),
    sql: { default: "CREATE SEQUENCE IF NOT EXISTS s", ...none, mariadb: "CREATE SEQUENCE IF NOT EXISTS s" },
  },
  {
    name: "drop",
    build: () => new DropSequence(new Sequence("s")),
    sql: { default: "DROP SEQUENCE s", ...none, mariadb: "DROP SEQUENCE s" },
  },
  {
    name: "drop if exists",
    build: () => new DropSequence(new Sequence("s", { schema: "far" }), { ifExists: true }),
    sql: { default: "DROP SEQUENCE IF EXISTS far.s", ...none, mariadb: "DROP SEQUENCE IF EXISTS far.s" },
  },
]);

const metadata = new MetaData();
const ids = new Sequence("order_ids", { start: 1000 });
const orders = metadata.table("orders", { id: integer().primaryKey().default(ids), what: string(20) });
const apart = new Sequence("apart", { metadata });
const counted = metadata.table("counted", {
  id: integer().primaryKey(),
  no: integer().serverDefault(new Sequence("numbers", { metadata }).nextValue()),
});
const chosen = new Sequence("maybe", { optional: true });
const optional = new MetaData().table("optional", { id: integer().primaryKey().default(chosen) });

ddlCases("tables whose columns have sequences", [
  {
    name: "as default: the key does not count up by itself where there are sequences",
    build: () => new CreateTable(orders),
    sql: {
      default: "CREATE TABLE orders (id INTEGER NOT NULL, what VARCHAR(20) NOT NULL, PRIMARY KEY (id))",
      mysql: "CREATE TABLE orders (id INTEGER NOT NULL AUTO_INCREMENT, what VARCHAR(20) NOT NULL, PRIMARY KEY (id))",
      mariadb: "CREATE TABLE orders (id INTEGER NOT NULL, what VARCHAR(20) NOT NULL, PRIMARY KEY (id))",
    },
  },
  {
    name: "optional: where keys count up by themselves it is left out",
    build: () => new CreateTable(optional),
    sql: {
      default: "CREATE TABLE optional (id INTEGER NOT NULL, PRIMARY KEY (id))",
      postgresql: "CREATE TABLE optional (id SERIAL NOT NULL, PRIMARY KEY (id))",
      mysql: "CREATE TABLE optional (id INTEGER NOT NULL AUTO_INCREMENT, PRIMARY KEY (id))",
      mariadb: "CREATE TABLE optional (id INTEGER NOT NULL AUTO_INCREMENT, PRIMARY KEY (id))",
    },
  },
  {
    name: "as server default",
    build: () => new CreateTable(counted),
    sql: {
      default:
        "CREATE TABLE counted (id INTEGER NOT NULL, no INTEGER DEFAULT <next sequence value: numbers> NOT NULL, PRIMARY KEY (id))",
      sqlite: /sqlite has no sequences/,
      postgresql:
        "CREATE TABLE counted (id SERIAL NOT NULL, no INTEGER DEFAULT nextval('numbers') NOT NULL, PRIMARY KEY (id))",
      mysql: /mysql has no sequences/,
      mariadb:
        "CREATE TABLE counted (id INTEGER NOT NULL AUTO_INCREMENT, no INTEGER NOT NULL DEFAULT (nextval(numbers)), PRIMARY KEY (id))",
    },
  },
]);

describe("the next value in statements", () => {
  const sql = (statement: { compile(r?: object): { sql: string } }, dialect?: string): string =>
    statement.compile(dialect === undefined ? {} : { dialect }).sql;
  test("selected", () => {
    const statement = select(ids.nextValue());
    expect(sql(statement)).toBe("SELECT <next sequence value: order_ids> AS next_value_1");
    expect(sql(statement, "postgresql")).toBe("SELECT nextval('order_ids') AS next_value_1");
    expect(sql(statement, "mariadb")).toBe("SELECT nextval(order_ids) AS next_value_1");
    expect(() => sql(statement, "sqlite")).toThrow("sqlite has no sequences");
    expect(() => sql(statement, "mysql")).toThrow("mysql has no sequences");
  });
  test("names that need quotes", () => {
    const odd = new Sequence('It\'s "odd"', { schema: "My Schema" });
    expect(sql(odd.nextValue(), "postgresql")).toBe('nextval(\'"My Schema"."It\'\'s ""odd"""\')');
    expect(sql(odd.nextValue(), "mariadb")).toBe('nextval(`My Schema`.`It\'s "odd"`)');
  });
  test("in an insert that gives no value, where there are sequences", () => {
    const statement = insert(orders).values({ what: "tea" });
    expect(sql(statement, "postgresql")).toBe(
      "INSERT INTO orders (id, what) VALUES (nextval('order_ids'), $1::VARCHAR) RETURNING orders.id",
    );
    expect(sql(statement, "mariadb")).toBe("INSERT INTO orders (id, what) VALUES (nextval(order_ids), ?)");
    expect(sql(statement, "sqlite")).toBe("INSERT INTO orders (what) VALUES (?)");
    expect(sql(statement, "mysql")).toBe("INSERT INTO orders (what) VALUES (?)");
    expect(sql(insert(optional).values({}), "postgresql")).toBe(
      "INSERT INTO optional DEFAULT VALUES RETURNING optional.id",
    );
  });
  test("the schema map reaches it", () => {
    const schemaTranslateMap = new Map([[null, "far"]]);
    expect(select(ids.nextValue()).compile({ dialect: "postgresql", schemaTranslateMap }).sql).toContain(
      "nextval('far.order_ids')",
    );
    expect(new CreateSequence(ids).compile({ schemaTranslateMap }).sql).toBe(
      "CREATE SEQUENCE far.order_ids START WITH 1000",
    );
  });
});

test("a MetaData knows its sequences", () => {
  expect([...metadata.sequences.keys()].sort()).toEqual(["apart", "numbers", "order_ids"]);
  expect(ids.column).toBe(orders.c.id);
  expect(apart.column).toBeUndefined();
  expect(new Sequence("s", { metadata: new MetaData({ schema: "far" }) }).fullname).toBe("far.s");
});

test.each<[string, () => unknown, string]>([
  ["an empty name", () => new Sequence(""), "name must be a string that is not empty"],
  ["a name that is no string", () => new Sequence(3 as never), "not the number 3"],
  ["a fraction", () => new Sequence("s", { start: 1.5 }), "start takes a whole number"],
  [
    "SQL as a number",
    () => new Sequence("s", { increment: "1; DROP TABLE t" as never }),
    "increment takes a whole number",
  ],
  ["NaN", () => new Sequence("s", { cache: Number.NaN }), "cache takes a whole number"],
  ["a table", () => new CreateSequence(orders as never), "takes a Sequence"],
  ["no default", () => integer().identity({ start: "1" as never }), "start takes a whole number"],
])("refused at definition: %s", (_name, make, message) => {
  expect(make).toThrow(ArgumentError);
  expect(make).toThrow(message);
});

onDatabases("sequences", {
  "are created with their table, number its rows, and are dropped with it": async (connection, { dialect }) => {
    const own = new MetaData();
    const numbers = new Sequence("ticket_ids", { start: 100, increment: 10 });
    const tickets = own.table("tickets", { id: integer().primaryKey().default(numbers), what: string(20) });
    await own.createAll(connection);
    const first = await connection.execute(insert(tickets).values({ what: "a" }));
    await connection.execute(insert(tickets).values({ what: "b" }));
    const rows = (await connection.execute(select(tickets).orderBy(tickets.c.id))).all().map((row) => [...row]);
    const hasSequences = dialect !== "sqlite";
    expect(rows).toEqual(
      hasSequences
        ? [
            [100, "a"],
            [110, "b"],
          ]
        : [
            [1, "a"],
            [2, "b"],
          ],
    );
    expect(first.insertedPrimaryKey).toEqual([hasSequences ? 100 : 1]);
    if (hasSequences) expect(await connection.scalar(numbers.nextValue())).toBe(120);
    await own.dropAll(connection);
    await own.createAll(connection);
    if (hasSequences) expect(await connection.scalar(numbers.nextValue())).toBe(100);
    await own.dropAll(connection);
  },
  "stand alone": async (connection, { dialect }) => {
    const own = new MetaData();
    const alone = new Sequence("alone", { metadata: own, start: 7, maxvalue: 9, cycle: true });
    if (dialect === "sqlite") {
      await own.createAll(connection);
      await expect(connection.scalar(alone.nextValue())).rejects.toThrow("sqlite has no sequences");
      await expect(connection.execute(new CreateSequence(alone))).rejects.toThrow("sqlite does not support sequences");
      return;
    }
    await own.createAll(connection);
    await own.createAll(connection);
    const seen: unknown[] = [];
    for (let i = 0; i < 4; i++) seen.push(await connection.scalar(alone.nextValue()));
    expect(seen).toEqual([7, 8, 9, 1]);
    await own.dropAll(connection);
    await own.dropAll(connection);
    await alone.create(connection);
    await alone.create(connection);
    await alone.drop(connection);
    await alone.drop(connection);
    await expect(alone.drop(connection, { checkfirst: false })).rejects.toThrow(/alone/);
  },
  "as server default": async (connection, { dialect }) => {
    if (dialect === "sqlite") return;
    const own = new MetaData();
    const numbers = new Sequence("bills_no", { metadata: own, start: 50 });
    const bills = own.table("bills", { id: integer().primaryKey(), no: integer().serverDefault(numbers.nextValue()) });
    await own.createAll(connection);
    await connection.execute(insert(bills).values({}));
    await connection.execute(insert(bills).values({}));
    expect((await connection.execute(select(bills.c.no).orderBy(bills.c.no))).scalars().all()).toEqual([50, 51]);
    await own.dropAll(connection);
  },
  "with big numbers and an odd name": async (connection, { dialect }) => {
    if (dialect === "sqlite") return;
    const big = new Sequence("It's `odd\" %", { start: 9007199254740993n, dataType: bigInteger() });
    await connection.execute(new CreateSequence(big));
    expect(await connection.scalar(big.nextValue())).toBe(9007199254740993n);
    await connection.execute(new DropSequence(big));
  },
});
