import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ConnectOptions, DriverCursor } from "../../src/dialect/driver.ts";
import { noMysql, noPostgresql, sqliteDriver } from "../support/databases.ts";
import { mysqlServer, open, type Opened, options, postgresqlServer } from "./helpers.ts";

interface Case {
  readonly title: string;
  readonly drivername: string;
  readonly sync: boolean;
  readonly connectOptions: ConnectOptions;
  readonly unavailable: string | undefined;
  /** A query that gives the numbers up to its one parameter. */
  readonly numbers: string;
}

const series = "SELECT n, 'row ' || n AS label FROM generate_series(1, $1::int) AS g(n)";
const recursive =
  "WITH RECURSIVE m(top) AS (SELECT ?), g(n) AS (SELECT 1 FROM m WHERE top > 0 UNION ALL SELECT n + 1 FROM g, m WHERE n < top) SELECT n, 'row ' || n AS label FROM g";

const recursiveOnMysql = recursive.replace("'row ' || n", "CONCAT('row ', n)");

const cases: readonly Case[] = [
  {
    title: sqliteDriver,
    drivername: sqliteDriver,
    sync: true,
    connectOptions: options(),
    unavailable: undefined,
    numbers: recursive,
  },
  {
    title: "pg",
    drivername: "postgresql+pg",
    sync: false,
    connectOptions: postgresqlServer,
    unavailable: noPostgresql,
    numbers: series,
  },
  {
    title: "pg behind the bridge",
    drivername: "postgresql",
    sync: true,
    connectOptions: postgresqlServer,
    unavailable: noPostgresql,
    numbers: series,
  },
  ...["mysql2", "mariadb"].flatMap((driver) =>
    [false, true].map((sync) => ({
      title: `${driver}${sync ? " behind the bridge" : ""}`,
      drivername: `mysql+${driver}`,
      sync,
      connectOptions: mysqlServer,
      unavailable: noMysql,
      numbers: recursiveOnMysql,
    })),
  ),
];

for (const each of cases) {
  if (each.unavailable !== undefined) console.warn(`skipped: cursors of ${each.title}: ${each.unavailable}`);
  describe.skipIf(each.unavailable !== undefined)(`cursors of ${each.title}`, () => cursorTests(each));
}

function cursorTests({ drivername, sync, connectOptions, numbers }: Case): void {
  let db: Opened;
  const run = async (sql: string): Promise<unknown[][]> => (await db.connection.query(sql, [])).rows;
  const openCursor = async (count: number): Promise<DriverCursor> =>
    (await db.connection.openCursor?.(numbers, [count])) as DriverCursor;
  const sizes = async (cursor: DriverCursor, size: number): Promise<number[]> => {
    const found: number[] = [];
    for (;;) {
      const rows = await cursor.fetch(size);
      found.push(rows.length);
      if (rows.length === 0) return found;
    }
  };

  beforeAll(async () => {
    db = await open(drivername, sync, connectOptions);
  });
  afterAll(() => db.dispose());

  it.each(["inside a transaction", "outside of one"])("gives rows bit by bit, %s", async (where) => {
    if (where === "inside a transaction") await run("BEGIN");
    const cursor = await openCursor(7);
    expect(cursor.columns).toEqual(["n", "label"]);
    expect(await cursor.fetch(1)).toEqual([[1, "row 1"]]);
    expect(await cursor.fetch(2)).toEqual([
      [2, "row 2"],
      [3, "row 3"],
    ]);
    expect(await sizes(cursor, 3)).toEqual([3, 1, 0]);
    await cursor.close();
    await cursor.close();
    if (where === "inside a transaction") await run("ROLLBACK");
  });

  it("has no rows for an empty result", async () => {
    const cursor = await openCursor(0);
    expect(cursor.columns).toEqual(["n", "label"]);
    expect(await cursor.fetch(10)).toEqual([]);
    await cursor.close();
  });

  it("can be given up and opened again", async () => {
    await run("BEGIN");
    for (let i = 0; i < 3; i++) {
      const cursor = await openCursor(100_000);
      expect(await cursor.fetch(2)).toHaveLength(2);
      await cursor.close();
      expect(await cursor.fetch(2)).toEqual([]);
    }
    expect(await run("SELECT 1")).toEqual([[1]]);
    await run("COMMIT");
  });

  it("leaves the connection to what it allows", async () => {
    await run("BEGIN");
    const cursor = await openCursor(5);
    await cursor.fetch(2);
    if (cursor.allows === "reads" || cursor.allows === "anything") expect(await run("SELECT 1")).toEqual([[1]]);
    if (cursor.allows === "anything") await run("CREATE TEMPORARY TABLE beside_a_cursor (id INTEGER)");
    expect(await cursor.fetch(10)).toHaveLength(3);
    await cursor.close();
    await run("ROLLBACK");
  });

  it("reports the database's refusal, and can be used after it", async () => {
    await expect((async () => await db.connection.openCursor?.("SELECT * FROM not_there", []))()).rejects.toThrow(
      /not_there/,
    );
    const cursor = await openCursor(1);
    expect(await cursor.fetch(5)).toHaveLength(1);
    await cursor.close();
  });

  it("closes with the connection while a cursor is open", async () => {
    const other = await open(drivername, sync, connectOptions);
    const cursor = (await other.connection.openCursor?.(numbers, [1000])) as DriverCursor;
    await cursor.fetch(1);
    await other.dispose();
    expect(other.connection.isOpen).toBe(false);
  });
}

describe.skipIf(noPostgresql !== undefined)("pg beside cursors", () => {
  let db: Opened;
  beforeAll(async () => {
    db = await open("postgresql+pg", false, postgresqlServer);
  });
  afterAll(() => db.dispose());

  it("closes a cursor quietly when its transaction has failed", async () => {
    const { connection } = db;
    await connection.query("BEGIN", []);
    const cursor = (await connection.openCursor?.(series, [10])) as DriverCursor;
    await cursor.fetch(1);
    await expect(connection.query("SELECT 1/0", [])).rejects.toThrow("division by zero");
    await cursor.close();
    await connection.query("ROLLBACK", []);
    expect((await connection.query("SELECT count(*)::int FROM pg_cursors", [])).rows).toEqual([[0]]);
  });

  it("leaves no cursor on the server", async () => {
    const { connection } = db;
    const cursor = (await connection.openCursor?.(series, [10])) as DriverCursor;
    expect((await connection.query("SELECT is_holdable FROM pg_cursors", [])).rows).toEqual([[true]]);
    while ((await cursor.fetch(4)).length > 0);
    expect((await connection.query("SELECT count(*)::int FROM pg_cursors", [])).rows).toEqual([[0]]);
  });

  it("stops a statement on request, and stays usable", async () => {
    const { connection } = db;
    const running = connection.query("SELECT pg_sleep(60)", []) as Promise<unknown>;
    const outcome = running.then(
      () => undefined,
      (error: unknown) => error as { code: string },
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    await connection.cancel?.();
    expect((await outcome)?.code).toBe("57014");
    expect((await connection.query("SELECT 1", [])).rows).toEqual([[1]]);
  });

  it("gives all results of several statements", async () => {
    const results = await db.connection.queryAll?.("SELECT 1 AS a; SELECT 2 AS b, 3 AS c", []);
    expect(results?.map(({ columns, rows }) => [columns, rows])).toEqual([
      [["a"], [[1]]],
      [["b", "c"], [[2, 3]]],
    ]);
    expect(await db.connection.queryAll?.("SELECT $1::int AS a", [5])).toMatchObject([{ columns: ["a"], rows: [[5]] }]);
  });
});

describe("SQLite beside cursors", () => {
  it("has read the rest of a cursor before it writes", async () => {
    const db = await open(sqliteDriver, true);
    const { connection } = db;
    await connection.query("CREATE TABLE n (id INTEGER PRIMARY KEY)", []);
    await connection.executeMany("INSERT INTO n VALUES (?)", [[1], [2], [3]]);
    const cursor = (await connection.openCursor?.("SELECT id FROM n", [])) as DriverCursor;
    const other = (await connection.openCursor?.("SELECT -id FROM n ORDER BY id", [])) as DriverCursor;
    expect(await cursor.fetch(1)).toEqual([[1]]);
    await connection.query("UPDATE n SET id = id + 10", []);
    await connection.executeMany("INSERT INTO n VALUES (?)", [[21], [22]]);
    expect(await cursor.fetch(10)).toEqual([[2], [3]]);
    expect(await other.fetch(10)).toEqual([[-1], [-2], [-3]]);
    await db.dispose();
  });
});
