// better-sqlite3: a query that comes again has its rows collected by a function of SQL. They are those of the first time, in the same order.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DriverCursor, DriverResult } from "../../src/dialect/driver.ts";
import { hasBetterSqlite3 } from "../support/better-sqlite3.ts";
import { open, type Opened } from "./helpers.ts";

const available = hasBetterSqlite3();
if (!available) console.warn("skipped: rows that are collected: better-sqlite3 cannot be loaded");

let db: Opened;
const query = (sql: string, params: readonly unknown[] = [], options?: object): DriverResult =>
  db.connection.query(sql, params, options) as DriverResult;

/** A generator of numbers that is the same each time. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

function sameAgain(sql: string, params: readonly unknown[] = [], options?: object): DriverResult {
  const first = query(sql, params, options);
  expect(first.roomy, sql).toBe(true);
  for (let again = 0; again < 2; again++) {
    const next = query(sql, params, options);
    expect({ ...next, roomy: true }, sql).toEqual(first);
  }
  for (const count of [1, 7, 1000]) expect(readBy(count, sql, params, options), sql).toEqual(first.rows);
  return first;
}

const cursorOf = (sql: string, params: readonly unknown[] = [], options?: object): DriverCursor =>
  db.connection.openCursor!(sql, params, options) as DriverCursor;

/** The rows of a query by a cursor, so many at a time. */
function readBy(count: number, sql: string, params: readonly unknown[], options?: object): unknown[][] {
  const cursor = cursorOf(sql, params, options);
  const rows: unknown[][] = [];
  for (;;) {
    const some = cursor.fetch(count) as unknown[][];
    expect(some.length).toBeLessThanOrEqual(count);
    rows.push(...some);
    if (some.length < count) return rows;
  }
}

describe.skipIf(!available)("rows that are collected", () => {
  beforeAll(async () => {
    db = await open("sqlite+better-sqlite3", true);
    query("CREATE TABLE a (id INTEGER PRIMARY KEY, n INTEGER, x REAL, s TEXT COLLATE NOCASE, b BLOB, anything)");
    query("CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INTEGER REFERENCES a(id), k TEXT, v INTEGER) STRICT");
    query("CREATE INDEX a_n ON a (n, s)");
    query("CREATE INDEX b_a ON b (a_id)");
    query("CREATE VIEW joined AS SELECT a.id, a.s, b.k, b.v FROM a LEFT JOIN b ON b.a_id = a.id");
    const random = numbers(7);
    const mixed = [1, 1.5, "text", null, new Uint8Array([1, 2]), "12", -3];
    for (let id = 1; id <= 60; id++) {
      const values = [id, random(8), random(100) / 4, ["Ä", "b", "B", "", null][random(5)], null, mixed[random(7)]];
      query("INSERT INTO a VALUES (?, ?, ?, ?, ?, ?)", values);
    }
    for (let id = 1; id <= 150; id++)
      query("INSERT INTO b VALUES (?, ?, ?, ?)", [id, 1 + random(60), "xyzw"[random(4)], random(20)]);
  });
  afterAll(() => db.dispose());

  it.each([
    "SELECT id, n FROM a ORDER BY s DESC, n, id",
    "SELECT id FROM a ORDER BY x + n, id LIMIT 7 OFFSET 3",
    "SELECT DISTINCT n, s FROM a ORDER BY n, s",
    "SELECT n, count(*), sum(x), group_concat(id) FROM a GROUP BY n HAVING count(*) > 2 ORDER BY 2 DESC, 1",
    "SELECT max(x) FROM a",
    "SELECT id, row_number() OVER (PARTITION BY n ORDER BY x, id) AS r FROM a ORDER BY r, id",
    "SELECT n FROM a UNION SELECT v FROM b ORDER BY 1 DESC",
    "SELECT n FROM a UNION ALL SELECT k FROM b EXCEPT SELECT 1 ORDER BY 1 LIMIT 5",
    "WITH RECURSIVE c(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM c WHERE i < 20) SELECT i, i * i FROM c ORDER BY -i",
    "SELECT a.id, a.id, b.id AS id, b.k FROM a JOIN b ON b.a_id = a.id WHERE b.v > 5 ORDER BY b.k, b.id DESC",
    "SELECT a.id, (SELECT count(*) FROM b WHERE a_id = a.id) AS many FROM a ORDER BY many DESC, a.id",
    "SELECT id, s, k FROM joined ORDER BY v, id",
    "SELECT b.id, a.s FROM a FULL JOIN b ON b.a_id = a.id AND a.n = 3 ORDER BY b.id, a.id",
    "VALUES (1, 'a'), (2.5, x'00ff'), (NULL, '')",
    "SELECT anything, typeof(anything), x, typeof(x) FROM a ORDER BY id",
    'SELECT 1 AS "athanor_rows", 2 AS c0 -- a comment',
    "SELECT id FROM a WHERE 0",
  ])("%s", (sql) => {
    sameAgain(sql);
    expect(query(sql).roomy).toBe(false);
  });

  it("are those of random queries", () => {
    const random = numbers(11);
    const of = <T>(all: readonly T[]): T => all[random(all.length)]!;
    for (let i = 0; i < 400; i++) {
      const columns = Array.from({ length: 1 + random(4) }, () =>
        of(["a.id", "n", "x", "s", "k", "v", "n + v", "anything"]),
      );
      const from = of(["a JOIN b ON a_id = a.id", "a LEFT JOIN b ON a_id = a.id", "b JOIN a ON a.n = b.v", "a, b"]);
      const where = of([
        "",
        "WHERE n > 3",
        "WHERE k IN ('x', 'y')",
        "WHERE s = 'B' OR v < 4",
        "WHERE a.id IN (SELECT v FROM b)",
      ]);
      const order = of(["", "ORDER BY 1, b.id, a.id", "ORDER BY v DESC, a.id, b.id", "ORDER BY s, x, b.id, a.id"]);
      const limit = of(["", "LIMIT 9", "LIMIT 20 OFFSET 4"]);
      const shape = of(["", "", "DISTINCT"]);
      sameAgain(
        `/* ${i} */ SELECT ${shape} ${columns.join(", ")} FROM ${from} ${where} ${shape === "" ? order : ""} ${limit}`,
      );
    }
  });

  it("come with parameters, none or many, and as bigints where that is asked for", () => {
    sameAgain("SELECT id FROM a WHERE n = ? ORDER BY id", [3]);
    sameAgain("SELECT id, ? FROM a WHERE n IN (?, ?) ORDER BY id DESC", ["é", 1, 2]);
    const sql = "SELECT 9007199254740993, 1, 1.5, ?";
    expect(query(sql, [2n ** 62n], { bigints: true }).rows).toEqual([[9007199254740993n, 1n, 1.5, 2n ** 62n]]);
    for (let again = 0; again < 3; again++) {
      expect(query(sql, [2n ** 62n], { bigints: true }).rows).toEqual([[9007199254740993n, 1n, 1.5, 2n ** 62n]]);
      expect(query(sql, [5]).rows).toEqual([[9007199254740992, 1, 1.5, 5]]);
    }
  });

  it("come one alone where no more are asked for", () => {
    const sql = "SELECT id, n, s, x, b FROM a WHERE id = ?";
    for (let id = 59; id <= 61; id++)
      expect(query(sql, [id], { atMostOne: true }).rows).toEqual(query(`${sql} `, [id]).rows);
  });

  it("follow the table, and fail as the query does", () => {
    query("CREATE TABLE changing (p, q)");
    query("INSERT INTO changing VALUES (1, 2)");
    const sql = "SELECT q, p FROM changing";
    sameAgain(sql);
    query("ALTER TABLE changing ADD r DEFAULT 3");
    sameAgain("SELECT * FROM changing".replace("*", "r, q"));
    expect(query(sql).rows).toEqual([[2, 1]]);
    query("ALTER TABLE changing RENAME q TO z");
    expect(() => query(sql)).toThrow(/no such column: q/);
    const failing = "SELECT p, abs(?) FROM changing";
    sameAgain(failing, [-1]);
    expect(() => query(failing, [-(2n ** 63n)])).toThrow(/integer overflow/);
    expect(query(failing, [-4]).rows).toEqual([[1, 4]]);
    expect(() => query(failing, [])).toThrow(/Too few parameter values/);
  });

  it.each(["EXPLAIN QUERY PLAN SELECT 1", "PRAGMA user_version", "SELECT 1 ;", "SELECT 1 /* to the end"])(
    "are read as ever where a query cannot stand in another: %s",
    (sql) => {
      sameAgain(sql);
      expect(query(sql).roomy).toBe(true);
    },
  );

  it("may have more columns than a function takes", () => {
    const many = Array.from({ length: 1500 }, (_, i) => i);
    sameAgain(`SELECT ${many.join(", ")}`);
  });

  it("come from several cursors in turn, from one that a write interrupts, and no more from one that is closed", () => {
    query("CREATE TABLE read (n INTEGER)");
    query("INSERT INTO read SELECT value FROM json_each(?)", [
      JSON.stringify(Array.from({ length: 100 }, (_, i) => i + 1)),
    ]);
    const numbersFrom = (first: number, count: number): number[][] =>
      Array.from({ length: count }, (_, i) => [first + i]);
    const one = cursorOf("SELECT n FROM read ORDER BY n");
    const two = cursorOf("SELECT n FROM read ORDER BY -n");
    expect(one.fetch(3)).toEqual(numbersFrom(1, 3));
    expect(two.fetch(2)).toEqual([[100], [99]]);
    expect(query("SELECT max(n) FROM read").rows).toEqual([[100]]);
    expect(one.fetch(4)).toEqual(numbersFrom(4, 4));
    void two.close();
    expect(two.fetch(2)).toEqual([]);
    query("DELETE FROM read WHERE n > ?", [50]);
    expect(one.fetch(1000)).toEqual(numbersFrom(8, 93));
    const failing = cursorOf("SELECT abs(CASE WHEN n < 20 THEN n ELSE ? END) FROM read", [-(2n ** 63n)]);
    expect(failing.fetch(5)).toEqual(numbersFrom(1, 5));
    expect(() => failing.fetch(100)).toThrow(/integer overflow/);
  });

  it("leave statements that write alone", () => {
    query("CREATE TABLE written (id INTEGER PRIMARY KEY, n)");
    for (let n = 1; n <= 3; n++)
      expect(query("INSERT INTO written (n) VALUES (?) RETURNING id, n", [n]).rows).toEqual([[n, n]]);
  });
});
