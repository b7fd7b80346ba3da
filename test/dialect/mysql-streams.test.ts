import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { makeUrl } from "athanor";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { DriverCursor, DriverResult } from "../../src/dialect/driver.ts";
import { splitStatements } from "../../src/dialects/mysql/drivers/split-statements.ts";
import { mysqlUrl, noMysql } from "../support/databases.ts";
import { open, type Opened, options } from "./helpers.ts";

const server = options({ ...makeUrl(mysqlUrl).translateConnectArgs() });
/** Rows 1 … 200,000, made by MariaDB while they are read. */
const many = "SELECT seq, REPEAT('x', 50) FROM seq_1_to_200000";

const cases = [
  ["mysql2", false],
  ["mysql2", true],
  ["mariadb", false],
  ["mariadb", true],
] as const;

describe.skipIf(noMysql !== undefined).each(cases)("mysql+%s (sync, through the bridge: %s)", (driver, sync) => {
  let db: Opened;
  const procedure = `several_${randomUUID().slice(0, 8)}`;
  const run = async (sql: string, params: readonly unknown[] = []): Promise<any> =>
    await db.connection.query(sql, params);
  const cursor = async (sql: string, params: readonly unknown[] = []): Promise<DriverCursor> =>
    await db.connection.openCursor!(sql, params);
  const all = async (sql: string, params: readonly unknown[] = []): Promise<readonly DriverResult[]> =>
    await db.connection.queryAll!(sql, params);
  const described = async (promise: Promise<unknown>): Promise<unknown> =>
    await promise.then(
      () => undefined,
      (error: unknown) => db.dialect.describeError(error) ?? error,
    );

  beforeAll(async () => {
    db = await open(`mysql+${driver}`, sync, server);
  });
  afterEach(() => run("ROLLBACK"));
  afterAll(() => db.dispose());

  it("gives rows bit by bit, fewer only at the end", async () => {
    const rows = await cursor("SELECT seq, seq = ? FROM seq_1_to_10", [3]);
    expect(rows.columns).toEqual(["seq", "seq = ?"]);
    expect(await rows.fetch(4)).toEqual([
      [1, 0],
      [2, 0],
      [3, 1],
      [4, 0],
    ]);
    expect(await rows.fetch(4)).toHaveLength(4);
    expect(await rows.fetch(4)).toEqual([
      [9, 0],
      [10, 0],
    ]);
    expect(await rows.fetch(4)).toEqual([]);
    await rows.close();
    await rows.close();
  });

  it("gives the values of a query that gives them at once", async () => {
    const sql =
      "SELECT 9007199254740993, 1.50, X'00ff', CAST('2020-01-02 03:04:05.6' AS DATETIME(3)), JSON_OBJECT('a', 1), NULL, CAST(1.1 AS FLOAT)";
    const rows = await cursor(sql, []);
    expect(await rows.fetch(9)).toEqual((await db.connection.query(sql, [], { returnsRows: true })).rows);
    await rows.close();
  });

  it("lets the server wait while nobody asks", async () => {
    const rows = await cursor("SELECT seq, REPEAT('x', 1000) FROM seq_1_to_100000");
    expect(await rows.fetch(10)).toHaveLength(10);
    const other = await open(`mysql+${driver}`, false, server);
    await sleep(100);
    const state = await other.connection.query(
      "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE 'SELECT seq, REPEAT(_x_, 1000)%' AND state IN ('Sending data', 'Writing to net')",
      [],
    );
    expect(state.rows).toEqual([[1]]);
    await other.dispose();
    let count = 10;
    for (let batch = await rows.fetch(5000); batch.length > 0; batch = await rows.fetch(5000)) count += batch.length;
    expect(count).toBe(100_000);
  });

  it("is free for others when the rows are given up, few or many", async () => {
    for (const sql of ["SELECT seq FROM seq_1_to_100", many, "SELECT seq FROM seq_1_to_1000000000"]) {
      const rows = await cursor(sql);
      expect(await rows.fetch(2)).toHaveLength(2);
      await rows.close();
      expect(await rows.fetch(2)).toEqual([]);
      expect((await run("SELECT ?", [7])).rows).toEqual([[7]]);
    }
  });

  it("keeps the transaction when rows are given up", async () => {
    await run("CREATE TEMPORARY TABLE kept (a INTEGER)");
    await run("INSERT INTO kept VALUES (1)");
    const rows = await cursor("SELECT seq FROM seq_1_to_1000000000");
    await rows.fetch(1);
    await rows.close();
    expect((await run("SELECT a FROM kept")).rows).toEqual([[1]]);
    await run("DROP TEMPORARY TABLE kept");
  });

  it("refuses other statements while rows are coming", async () => {
    const rows = await cursor(many);
    await expect(run("SELECT 1")).rejects.toThrow(/still coming on this connection/);
    await expect(cursor("SELECT 1")).rejects.toThrow(/still coming/);
    await expect(all("SELECT 1")).rejects.toThrow(/still coming/);
    await rows.close();
    expect((await run("SELECT 1")).rows).toEqual([[1]]);
  });

  it("fails where the statement fails, at once or in the middle", async () => {
    expect(await described(cursor("SELECT * FROM missing"))).toMatchObject({ driverCode: "ER_NO_SUCH_TABLE" });
    const rows = await cursor("SELECT seq, (SELECT 1 UNION SELECT 2 WHERE seq > 50000) FROM seq_1_to_100000");
    let read = 0;
    const failed = await described(
      (async () => {
        for (;;) read += (await rows.fetch(1000)).length;
      })(),
    );
    expect(failed).toMatchObject({ category: "programming", driverCode: "ER_SUBQUERY_NO_1_ROW" });
    expect(read).toBeGreaterThan(0);
    await rows.close();
    expect((await run("SELECT 1")).rows).toEqual([[1]]);
  });

  it("streams what cannot be prepared, and what gives no rows", async () => {
    const plans = await cursor("SHOW WARNINGS");
    expect(plans.columns).toContain("Message");
    await plans.close();
    const none = await cursor("DO 1");
    expect([none.columns, await none.fetch(1)]).toEqual([[], []]);
  });

  it("refuses to stream several results", async () => {
    await run(`CREATE OR REPLACE PROCEDURE ${procedure}() BEGIN SELECT 1; SELECT 2; END`);
    const rows = await cursor(`CALL ${procedure}()`);
    const both = async (): Promise<unknown> => [await rows.fetch(5), await rows.fetch(5)];
    await expect(both()).rejects.toThrow(/several results/);
    await rows.close();
    expect((await run("SELECT 1")).rows).toEqual([[1]]);
    await run(`DROP PROCEDURE ${procedure}`);
  });

  it("says so when the server ends the connection under a stream", async () => {
    const victim = await open(`mysql+${driver}`, sync, server);
    const id = (await victim.connection.query("SELECT CONNECTION_ID()", [])).rows[0]![0];
    const rows = await victim.connection.openCursor!("SELECT seq FROM seq_1_to_1000000000", []);
    await rows.fetch(10);
    await run(`KILL ${id as number}`);
    const failed = await described(
      (async () => {
        for (;;) await rows.fetch(10_000);
      })(),
    );
    expect(failed).toMatchObject({ category: "operational", isDisconnect: true });
    expect(victim.connection.isOpen).toBe(false);
    await rows.close();
    await victim.dispose();
  });

  it("gives all results of a procedure, of which query() gives the last", async () => {
    await run(
      `CREATE OR REPLACE PROCEDURE ${procedure}(n INTEGER) BEGIN SELECT n AS one; SELECT n + 1 AS two, 'x' AS x; END`,
    );
    const results = await all(`CALL ${procedure}(?)`, [4]);
    expect(results).toMatchObject([
      { columns: ["one"], rows: [[4]], rowcount: 1 },
      { columns: ["two", "x"], rows: [[5, "x"]], rowcount: 1 },
    ]);
    expect(await run(`CALL ${procedure}(?)`, [4])).toMatchObject({ columns: ["two", "x"], rows: [[5, "x"]] });
    await run(`DROP PROCEDURE ${procedure}`);
  });

  it("gives all results of several statements, each with its own parameters", async () => {
    const results = await all(
      `CREATE TEMPORARY TABLE rowset (a INTEGER, b VARCHAR(20)); -- ; no
       INSERT INTO rowset VALUES (?, 'a;?'), (2, ?);
       /* nothing; */ ; SELECT a, b FROM rowset ORDER BY a; DROP TEMPORARY TABLE rowset;`,
      [1, "it's"],
    );
    expect(results.map(({ columns, rows, rowcount }) => [columns, rows, rowcount])).toEqual([
      [undefined, [], 0],
      [undefined, [], 2],
      [
        ["a", "b"],
        [
          [1, "a;?"],
          [2, "it's"],
        ],
        2,
      ],
      [undefined, [], 0],
    ]);
    await expect(all("SELECT ?; SELECT ?", [1])).rejects.toThrow(/2 placeholders, and 1 parameters/);
  });

  it("runs no statement after the first that fails", async () => {
    await run("CREATE TEMPORARY TABLE after_error (a INTEGER)");
    expect(await described(all("SELEC 1; INSERT INTO after_error VALUES (1)"))).toMatchObject({
      driverCode: "ER_PARSE_ERROR",
    });
    expect((await run("SELECT * FROM after_error")).rows).toEqual([]);
    await run("DROP TEMPORARY TABLE after_error");
  });

  // A synchronous caller is busy waiting.
  it.skipIf(sync)("cancels a statement, and goes on", async () => {
    const long = described(run("SELECT SLEEP(20)"));
    await sleep(50);
    await db.connection.cancel!();
    expect(await long).toMatchObject({
      category: "operational",
      driverCode: "ER_QUERY_INTERRUPTED",
      isDisconnect: false,
    });
    expect((await run("SELECT 1")).rows).toEqual([[1]]);
  });

  it.skipIf(sync)("cancels nothing when nothing runs, and not the next statement", async () => {
    await db.connection.cancel!();
    expect((await run("SELECT 1")).rows).toEqual([[1]]);
    const cancelled = db.connection.cancel!();
    expect((await run("SELECT SLEEP(0.2)")).rows).toEqual([[0]]);
    await cancelled;
  });
});

describe("statements in a row", () => {
  it.each<[string, string, boolean, [string, number][]]>([
    ["one", "SELECT 1", true, [["SELECT 1", 0]]],
    ["nothing", " ; ;; -- x\n # y", true, []],
    [
      "a quote in quotes",
      "SELECT 'a''; ?', `;``?`; SELECT ?",
      true,
      [
        ["SELECT 'a''; ?', `;``?`", 0],
        ["SELECT ?", 1],
      ],
    ],
    [
      "a backslash that escapes",
      "SELECT '\\'; ?'; SELECT ?",
      true,
      [
        ["SELECT '\\'; ?'", 0],
        ["SELECT ?", 1],
      ],
    ],
    [
      "a backslash that does not",
      "SELECT '\\'; SELECT ?",
      false,
      [
        ["SELECT '\\'", 0],
        ["SELECT ?", 1],
      ],
    ],
    [
      "minus minus is a comment before a space alone",
      "SELECT 1--1; SELECT 2 -- ;",
      true,
      [
        ["SELECT 1--1", 0],
        ["SELECT 2 -- ;", 0],
      ],
    ],
    ["an open comment", "SELECT 1 /* ; ?", true, [["SELECT 1 /* ; ?", 0]]],
    [
      "an open quote",
      "SELECT 1; SELECT 'x;",
      true,
      [
        ["SELECT 1", 0],
        ["SELECT 'x;", 0],
      ],
    ],
  ])("%s", (_name, text, escapes, expected) => {
    expect(splitStatements(text, escapes).map(({ sql, parameters }) => [sql, parameters])).toEqual(expected);
  });

  it("a backslash in double quotes can be misread, and is refused", () => {
    expect(() => splitStatements('SELECT "a\\"; DROP TABLE t; --"', true)).toThrow(
      /backslash stands in text in double/,
    );
    expect(splitStatements('SELECT "a\\"; SELECT 2', false)).toHaveLength(2);
  });
});
