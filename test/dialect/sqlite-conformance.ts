import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openConnection } from "../../src/dialect/connect.ts";
import type { Dialect } from "../../src/dialect/dialect.ts";
import type { ConnectOptions, DriverConnection, DriverCursor, ErrorDescription } from "../../src/dialect/driver.ts";
import { resolve } from "../../src/dialect/registry.ts";
import { runAsync } from "../../src/flow/run.ts";
import {
  bigInteger,
  boolean,
  createAsyncEngine,
  createEngine,
  date,
  datetime,
  double,
  type EngineOptions,
  insert,
  integer,
  json,
  largeBinary,
  listen,
  MetaData,
  numeric,
  select,
  string,
  text,
  time,
  uuid,
} from "../../src/index.ts";

// What every SQLite driver does. Without a test runner's words, so that Bun runs it as well as vitest.

/** One driver, and what it cannot do. */
export interface Subject {
  /** "sqlite+node" … */
  readonly drivername: string;
  readonly isAsync: boolean;
  /** SQLite's URIs: `cache=shared`, `immutable=1`. */
  readonly uri: boolean;
  /** Text that holds a NUL is read to its end. */
  readonly nul: boolean;
  /** Functions of the user's own, on the raw connection. */
  readonly functions: boolean;
}

export interface Conformance {
  readonly name: string;
  readonly check: (subject: Subject) => Promise<void>;
}

/** A connection of the driver, closed at the end of the block. */
class Db implements AsyncDisposable {
  readonly dialect: Dialect;
  readonly connection: DriverConnection;
  constructor(dialect: Dialect, connection: DriverConnection) {
    this.dialect = dialect;
    this.connection = connection;
  }
  static async open(subject: Subject, given: Partial<ConnectOptions> = {}, options: object = {}): Promise<Db> {
    const { dialect, driver } = resolve(subject.drivername, !subject.isAsync, options as Record<string, unknown>);
    const connectOptions: ConnectOptions = { query: {}, connectArgs: {}, ...given };
    return new Db(dialect, await runAsync(openConnection(dialect, driver, connectOptions)));
  }
  async run(sql: string, params: readonly unknown[] = [], bigints = false): Promise<any> {
    return await this.connection.query(sql, params, { bigints });
  }
  async rows(sql: string, params: readonly unknown[] = [], bigints = false): Promise<unknown[][]> {
    return (await this.run(sql, params, bigints)).rows.map((row: unknown[]) => row.map(plain));
  }
  async cursor(sql: string, params: readonly unknown[] = [], bigints = false): Promise<DriverCursor> {
    return await this.connection.openCursor!(sql, params, { bigints });
  }
  async failure(sql: string, params: readonly unknown[] = []): Promise<ErrorDescription | undefined> {
    try {
      await this.run(sql, params);
    } catch (error) {
      return this.dialect.describeError(error);
    }
    return assert.fail(`${sql} did not fail`);
  }
  async [Symbol.asyncDispose](): Promise<void> {
    await this.connection.close();
  }
}

/** Packages differ in the class of bytes; the type layer gives Uint8Array for all. */
function plain(value: unknown): unknown {
  return value instanceof Uint8Array ? new Uint8Array(value) : value;
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "athanor-sqlite-"));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function includes(actual: object | undefined, expected: object): void {
  for (const [key, value] of Object.entries(expected))
    assert.deepEqual((actual as Record<string, unknown> | undefined)?.[key], value, key);
}

const people = [
  "CREATE TABLE p (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, age INTEGER CONSTRAINT adult CHECK (age > 17))",
  "CREATE TABLE c (id INTEGER PRIMARY KEY, p_id INTEGER REFERENCES p(id))",
];
const big = 9007199254740993n;
const bytes = new Uint8Array(20_000).map((_, i) => i & 255);

const driverChecks: readonly Conformance[] = [
  {
    name: "gives values or promises, and rows as arrays, duplicate names included",
    async check(subject) {
      await using db = await Db.open(subject);
      const given = db.connection.query("SELECT 1 AS a, 2.5 AS a, 'x', x'00ff', NULL", []);
      assert.equal(typeof (given as { then?: unknown }).then, subject.isAsync ? "function" : "undefined");
      const result = await given;
      assert.deepEqual(result.columns, ["a", "a", "'x'", "x'00ff'", "NULL"]);
      assert.deepEqual(result.rows[0]!.map(plain), [1, 2.5, "x", new Uint8Array([0, 255]), null]);
    },
  },
  {
    name: "sends whole numbers as INTEGER, not as REAL",
    async check(subject) {
      await using db = await Db.open(subject);
      assert.deepEqual(
        await db.rows("SELECT typeof(?), ? || 'x', 7 / ?, typeof(?), typeof(?)", [5, 5, 2, 1.5, 2 ** 40]),
        [["integer", "5x", 3, "real", "integer"]],
      );
    },
  },
  {
    name: "keeps integers of 64 bits, and refuses larger ones",
    async check(subject) {
      await using db = await Db.open(subject);
      await db.run("CREATE TABLE n (i INTEGER)");
      const all = [-(2n ** 63n), -big, -1n, 0n, 7n, big - 2n, big, 2n ** 63n - 1n];
      for (const value of all) await db.run("INSERT INTO n VALUES (?)", [value]);
      assert.deepEqual(
        await db.rows("SELECT i FROM n ORDER BY i", [], true),
        all.map((value) => [value]),
      );
      assert.deepEqual(await db.rows("SELECT i FROM n WHERE i = ?", [big], true), [[big]]);
      assert.deepEqual(await db.rows("SELECT i FROM n WHERE i = ?", [7]), [[7]]);
      for (const value of [2n ** 63n, -(2n ** 63n) - 1n]) {
        includes(await db.failure("SELECT ?", [value]), { category: "data" });
        includes(await db.failure("INSERT INTO n VALUES (?)", [value]), { category: "data" });
      }
      assert.deepEqual(await db.rows("SELECT COUNT(*) FROM n"), [[all.length]]);
    },
  },
  {
    name: "keeps bytes and text of every kind",
    async check(subject) {
      await using db = await Db.open(subject);
      await db.run("CREATE TABLE v (id INTEGER PRIMARY KEY, x)");
      const values = [
        bytes,
        new Uint8Array(),
        new Uint8Array([0]),
        "",
        "a\0b",
        "\0",
        "ü😀",
        'it\'s "odd" \\',
        0.1,
        -0.5,
        null,
      ];
      for (const [id, value] of values.entries()) await db.run("INSERT INTO v VALUES (?, ?)", [id, value]);
      const read = values.map((value) => (typeof value === "string" && !subject.nul ? value.split("\0", 1)[0] : value));
      assert.deepEqual(
        await db.rows("SELECT x FROM v ORDER BY id"),
        read.map((value) => [value]),
      );
      assert.deepEqual((await db.rows("SELECT typeof(x) FROM v ORDER BY id")).flat(), [
        "blob",
        "blob",
        "blob",
        "text",
        "text",
        "text",
        "text",
        "text",
        "real",
        "real",
        "null",
      ]);
      assert.deepEqual(await db.rows("SELECT length(CAST(x AS BLOB)) FROM v WHERE id IN (4, 6)"), [[3], [6]]);
      // A part of a larger buffer is that part.
      await db.run("INSERT INTO v VALUES (20, ?)", [bytes.subarray(3, 6)]);
      assert.deepEqual(await db.rows("SELECT x FROM v WHERE id = 20"), [[new Uint8Array([3, 4, 5])]]);
    },
  },
  {
    name: "reports counts and generated keys",
    async check(subject) {
      await using db = await Db.open(subject);
      for (const sql of people) await db.run(sql);
      includes(await db.run("INSERT INTO p (email) VALUES (?)", ["a"]), {
        rowcount: 1,
        lastInsertId: 1,
        columns: undefined,
      });
      const many = await db.connection.executeMany("INSERT INTO p (email) VALUES (?)", [["b"], ["c"]]);
      includes(many, { rowcount: 2, lastInsertIds: [2, 3], rows: [] });
      assert.equal((await db.run("UPDATE p SET age = 20")).rowcount, 3);
      assert.deepEqual(await db.rows("INSERT INTO p (email) VALUES ('d') RETURNING id, email"), [[4, "d"]]);
      const returned = await db.connection.executeMany("INSERT INTO p (email) VALUES (?) RETURNING id", [["e"], ["f"]]);
      includes(returned, { rows: [[5], [6]], columns: ["id"] });
      await db.run("INSERT INTO p (id, email) VALUES (?, 'big')", [big]);
      assert.equal((await db.run("INSERT INTO p (email) VALUES ('next')")).lastInsertId, big + 1n);
      const bigKeys = await db.connection.executeMany("INSERT INTO p (email) VALUES (?)", [["g"], ["h"]]);
      assert.deepEqual(bigKeys.lastInsertIds, [big + 2n, big + 3n]);
      assert.equal((await db.run("DELETE FROM p WHERE email = 'none'")).rowcount, 0);
    },
  },
  {
    name: "tells the kinds of errors apart, with their constraints",
    async check(subject) {
      await using db = await Db.open(subject);
      for (const sql of people) await db.run(sql);
      await db.run("INSERT INTO p (email) VALUES ('a')");
      const unique = { category: "integrity", integrityKind: "unique", isDisconnect: false };
      includes(await db.failure("INSERT INTO p (email) VALUES ('a')"), { ...unique, constraint: "p.email" });
      includes(await db.failure("INSERT INTO p (id, email) VALUES (1, 'b')"), { ...unique, constraint: "p.id" });
      includes(await db.failure("INSERT INTO p (email) VALUES (NULL)"), {
        integrityKind: "notNull",
        constraint: "p.email",
      });
      includes(await db.failure("INSERT INTO p (email, age) VALUES ('x', 3)"), {
        integrityKind: "check",
        constraint: "adult",
      });
      includes(await db.failure("INSERT INTO c (p_id) VALUES (99)"), {
        category: "integrity",
        integrityKind: "foreignKey",
      });
      includes(await db.failure("SELEC 1"), { category: "operational", driverCode: "SQLITE_ERROR" });
      includes(await db.failure("SELECT * FROM missing"), { category: "operational", driverCode: "SQLITE_ERROR" });
    },
  },
  {
    name: "refuses several statements in one text, and too few or too many values",
    async check(subject) {
      await using db = await Db.open(subject);
      includes(await db.failure("SELECT 1; SELECT 2"), { category: "programming" });
      includes(await db.failure("SELECT ';'; DROP TABLE x"), { category: "programming" });
      assert.deepEqual(await db.rows("SELECT ';' -- ; SELECT 2\n; /* the end */"), [[";"]]);
      for (const params of [[], [1], [1, 2, 3]])
        includes(await db.failure("SELECT ?, '?' , ?", params), { category: "programming" });
      await db.run("CREATE TABLE a$b (x)");
      assert.deepEqual(await db.rows("SELECT x, ? FROM a$b -- ?", [1]), []);
      await db.run(
        "CREATE TRIGGER t AFTER INSERT ON a$b BEGIN DELETE FROM a$b WHERE x = 1; DELETE FROM a$b WHERE x = 2; END",
      );
      await db.connection.executeMany("INSERT INTO a$b VALUES (?)", [[1], [2], [3]]);
      assert.deepEqual(await db.rows("SELECT x FROM a$b"), [[3]]);
    },
  },
  {
    name: "finds tables and indexes, whatever their names",
    async check(subject) {
      await using db = await Db.open(subject);
      await db.run('CREATE TABLE "o""dd; --" (a INTEGER)');
      await db.run('CREATE INDEX ix_a ON "o""dd; --" (a)');
      const { dialect, connection } = db;
      assert.equal(await runAsync(dialect.hasTable(connection, 'o"dd; --')), true);
      assert.equal(await runAsync(dialect.hasTable(connection, "none")), false);
      assert.equal(await runAsync(dialect.hasIndex(connection, 'o"dd; --', "ix_a")), true);
      assert.equal(await runAsync(dialect.hasIndex(connection, 'o"dd; --', "ix_b")), false);
    },
  },
  {
    name: "knows whether it is in a transaction, and what a savepoint does",
    async check(subject) {
      await using db = await Db.open(subject, { database: undefined });
      const { dialect } = db;
      const connection = db.connection.share?.() ?? db.connection;
      await connection.query("CREATE TABLE t (a)", []);
      assert.equal(connection.inTransaction, false);
      await runAsync(dialect.begin(connection));
      await connection.query("INSERT INTO t VALUES (1)", []);
      assert.equal(connection.inTransaction, true);
      await runAsync(dialect.savepoint(connection, 'odd "name'));
      await connection.query("INSERT INTO t VALUES (2)", []);
      await runAsync(dialect.rollbackToSavepoint(connection, 'odd "name'));
      await runAsync(dialect.releaseSavepoint(connection, 'odd "name'));
      await runAsync(dialect.commit(connection));
      assert.equal(connection.inTransaction, false);
      assert.deepEqual((await connection.query("SELECT a FROM t", [])).rows, [[1]]);
      await runAsync(dialect.begin(connection));
      await connection.query("DELETE FROM t", []);
      await runAsync(dialect.rollback(connection));
      assert.deepEqual((await connection.query("SELECT a FROM t", [])).rows, [[1]]);
    },
  },
  {
    name: "reports the columns of a table that was altered after a statement on it was prepared, by this connection or another",
    check: (subject) =>
      inFolder(async (folder) => {
        const database = join(folder, "a.db");
        await using one = await Db.open(subject, { database });
        await using two = await Db.open(subject, { database });
        await one.run("CREATE TABLE t (a)");
        await one.run("INSERT INTO t VALUES (1)");
        const star = "SELECT * FROM t";
        for (const db of [one, two]) for (let i = 0; i < 2; i++) assert.deepEqual((await db.run(star)).columns, ["a"]);
        await one.run("ALTER TABLE t ADD COLUMN b DEFAULT 7");
        for (const db of [one, two]) includes(await db.run(star), { columns: ["a", "b"], rows: [[1, 7]] });
        const other = await two.cursor(star);
        assert.deepEqual([other.columns, await other.fetch(5)], [["a", "b"], [[1, 7]]]);
        await two.run("ALTER TABLE t RENAME COLUMN b TO c");
        for (const db of [one, two]) {
          includes(await db.run(star), { columns: ["a", "c"], rows: [[1, 7]] });
          const streamed = await db.cursor(star);
          assert.deepEqual(
            [streamed.columns, await streamed.fetch(1), await streamed.fetch(1)],
            [["a", "c"], [[1, 7]], []],
          );
          includes(await db.run("UPDATE t SET a = 1 RETURNING *"), { columns: ["a", "c"] });
          includes(await db.run("SELECT COUNT(*), t.* FROM t"), { rows: [[1, 1, 7]] });
        }
      }),
  },
  ...["0", "1", "1000"].map((size) => ({
    name: `keeps ${size} prepared statements`,
    async check(subject: Subject): Promise<void> {
      await using db = await Db.open(subject, { query: { prepared_statement_cache_size: size } });
      for (let round = 0; round < 3; round++)
        for (let i = 0; i < 20; i++) assert.deepEqual(await db.rows(`SELECT ? + ${i}`, [round]), [[round + i]]);
    },
  })),
  {
    name: "says that a connection is closed",
    async check(subject) {
      const db = await Db.open(subject);
      assert.notEqual(db.connection.isOpen, false);
      await db.connection.close();
      await db.connection.close();
      assert.equal(db.connection.isOpen, false);
      includes(await db.failure("SELECT 1"), { isDisconnect: true });
    },
  },
];

const cursorChecks: readonly Conformance[] = [
  {
    name: "gives rows bit by bit, fewer only at the end",
    async check(subject) {
      await using db = await Db.open(subject);
      await db.run("CREATE TABLE t (id INTEGER PRIMARY KEY, b)");
      await db.connection.executeMany(
        "INSERT INTO t VALUES (?, ?)",
        Array.from({ length: 10 }, (_, i) => [i, `n${i}`]),
      );
      const rows = await db.cursor("SELECT id, b FROM t WHERE id >= ? ORDER BY id", [3]);
      assert.deepEqual(rows.columns, ["id", "b"]);
      assert.deepEqual(await rows.fetch(2), [
        [3, "n3"],
        [4, "n4"],
      ]);
      assert.equal((await rows.fetch(4)).length, 4);
      assert.deepEqual(await rows.fetch(4), [[9, "n9"]]);
      assert.deepEqual(await rows.fetch(4), []);
      await rows.close();
      await rows.close();
    },
  },
  {
    name: "streams exact integers, bytes, and columns of equal names",
    async check(subject) {
      await using db = await Db.open(subject);
      for (const sql of ["SELECT ? AS a, ? AS a, 3 AS b", "SELECT ? AS a, ? AS b, 3 AS c"]) {
        const rows = await db.cursor(sql, [big, bytes], true);
        assert.deepEqual(
          (await rows.fetch(5)).map((row) => row.map(plain)),
          [[big, bytes, 3n]],
        );
        await rows.close();
      }
      const numbers = await db.cursor("SELECT 1 AS a, 2 AS a");
      assert.deepEqual(await numbers.fetch(1), [[1, 2]]);
      await numbers.close();
    },
  },
  {
    name: "has read what a write would change, and can be given up",
    async check(subject) {
      await using db = await Db.open(subject);
      await db.run("CREATE TABLE t (id INTEGER PRIMARY KEY)");
      await db.connection.executeMany("INSERT INTO t VALUES (?)", [[1], [2], [3]]);
      const one = await db.cursor("SELECT id FROM t");
      const two = await db.cursor("SELECT id FROM t ORDER BY id DESC");
      assert.deepEqual(await one.fetch(1), [[1]]);
      assert.deepEqual(await db.rows("SELECT COUNT(*) FROM t"), [[3]]);
      await db.run("UPDATE t SET id = id + 10");
      assert.deepEqual(await one.fetch(5), [[2], [3]]);
      assert.deepEqual(await two.fetch(2), [[3], [2]]);
      await two.close();
      assert.deepEqual(await two.fetch(2), []);
      const kept = await db.cursor("SELECT id FROM t");
      await kept.fetch(1);
      await db.run("DROP TABLE t");
      assert.deepEqual(await kept.fetch(5), [[12], [13]]);
      const inserted = await db.cursor("SELECT 1 WHERE 0");
      assert.deepEqual([inserted.columns, await inserted.fetch(1)], [["1"], []]);
      await assert.rejects(async () => await db.cursor("SELECT * FROM missing"), /missing/);
      const none = await db.cursor("CREATE TABLE u (a)");
      assert.deepEqual([none.columns, await none.fetch(1)], [[], []]);
    },
  },
  {
    name: "does not read ahead, whatever the statement begins with",
    async check(subject) {
      await using db = await Db.open(subject);
      // Endless: nobody could read them all.
      const endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n";
      for (const sql of [endless, `/* a */ -- b\n ${endless}`, `SELECT x FROM (${endless})`]) {
        const rows = await db.cursor(sql);
        assert.deepEqual(await rows.fetch(2), [[1], [2]]);
        await rows.close();
      }
      await db.run("CREATE TABLE t (a)");
      const written = await db.cursor("WITH v(a) AS (VALUES (1), (2)) INSERT INTO t SELECT a FROM v RETURNING a");
      assert.deepEqual(await written.fetch(1), [[1]]);
      assert.deepEqual(await db.rows("SELECT COUNT(*) FROM t"), [[2]]);
      await written.close();
    },
  },
  {
    name: "finds regular expressions",
    async check(subject) {
      if (!subject.functions && !subject.isAsync) return;
      await using db = await Db.open(subject);
      const found = (value: unknown, pattern: unknown): Promise<unknown> =>
        db.rows("SELECT ? REGEXP ?", [value, pattern]).then(([row]) => row?.[0]);
      assert.equal(await found("Brot", "^B.o"), 1);
      assert.equal(await found("Brot", "b"), 0);
      assert.equal(await found("Brot", "(?i)b"), 1);
      assert.equal(await found("a-b", "a\\-b"), 1);
      assert.equal(await found("😀", "^.$"), 1);
      assert.equal(await found(115, "^1+5$"), 1);
      assert.equal(await found(null, "x"), null);
      assert.equal(await found("x", null), null);
      await assert.rejects(found("x", "("), /[Rr]egular expression/);
    },
  },
];

const fileChecks: readonly Conformance[] = [
  {
    name: "keeps what a file holds, and reports SQLITE_BUSY as operational",
    check: (subject) =>
      inFolder(async (folder) => {
        const given = { database: join(folder, "a.db"), query: { timeout: "0" } };
        await using one = await Db.open(subject, given);
        await using two = await Db.open(subject, given);
        await one.run("CREATE TABLE t (a INTEGER)");
        await runAsync(one.dialect.begin(one.connection));
        await one.run("INSERT INTO t VALUES (1)");
        assert.equal(one.connection.inTransaction, true);
        includes(await two.failure("INSERT INTO t VALUES (2)"), {
          category: "operational",
          driverCode: "SQLITE_BUSY",
          isDisconnect: false,
        });
        await runAsync(one.dialect.rollback(one.connection));
        assert.deepEqual(await two.rows("SELECT COUNT(*) FROM t"), [[0]]);
      }),
  },
  {
    name: "waits for a lock as long as timeout says",
    check: (subject) =>
      inFolder(async (folder) => {
        const database = join(folder, "a.db");
        await using short = await Db.open(subject, { database, query: { timeout: "0.25" } });
        assert.deepEqual(await short.rows("PRAGMA busy_timeout"), [[250]]);
        await using long = await Db.open(subject, { database });
        assert.deepEqual(await long.rows("PRAGMA busy_timeout"), [[5000]]);
        await using own = await Db.open(subject, { database, connectArgs: { timeout: 2 } });
        assert.deepEqual(await own.rows("PRAGMA busy_timeout"), [[2000]]);
      }),
  },
  {
    name: "opens as mode says: ro writes nothing, rw makes no file, memory is none",
    check: (subject) =>
      inFolder(async (folder) => {
        const database = join(folder, "a.db");
        for (const mode of ["rw", "ro"]) {
          await assert.rejects(
            Db.open(subject, { database, query: { mode } }),
            (error) => resolve("sqlite+node", true).dialect.describeError(error)?.driverCode === "SQLITE_CANTOPEN",
          );
        }
        assert.deepEqual(readdirSync(folder), []);
        await using made = await Db.open(subject, { database, query: { mode: "rwc" } });
        await made.run("CREATE TABLE t (a)");
        await using known = await Db.open(subject, { database, query: { mode: "rw" } });
        await known.run("INSERT INTO t VALUES (1)");
        await using reader = await Db.open(subject, { database, query: { mode: "ro" } });
        assert.deepEqual(await reader.rows("SELECT a FROM t"), [[1]]);
        includes(await reader.failure("INSERT INTO t VALUES (2)"), {
          category: "operational",
          driverCode: "SQLITE_READONLY",
        });
        await using memory = await Db.open(subject, { database: join(folder, "b.db"), query: { mode: "memory" } });
        await memory.run("CREATE TABLE t (a)");
        assert.equal(existsSync(join(folder, "b.db")), false);
        await assert.rejects(
          Db.open(subject, { database: join(folder, "no", "where.db") }),
          /directory|unable to open/,
        );
      }),
  },
  {
    name: "takes file names with odd characters as they are",
    check: (subject) =>
      inFolder(async (folder) => {
        const names = ["a?b=c&mode=ro#d%20e f.db", 'it\'s "ü😀".db', "file:x.db"].filter(
          (name) => !name.startsWith("file:"),
        );
        for (const name of names) {
          for (const query of [{}, { mode: "rw" }]) {
            await using db = await Db.open(subject, { database: join(folder, name), query });
            await db.run("CREATE TABLE IF NOT EXISTS t (a)");
          }
        }
        assert.deepEqual(new Set(readdirSync(folder)), new Set(names));
        const database = `file:${join(folder, "uri%3Fname.db")}`;
        await using uri = await Db.open(subject, { database, query: { uri: "true" } });
        await uri.run("CREATE TABLE t (a)");
        assert.equal(existsSync(join(folder, "uri?name.db")), true);
        await assert.rejects(Db.open(subject, { database }), /written as a URI.*Add uri=true/);
      }),
  },
  {
    name: "shares a cache where the driver can",
    check: (subject) =>
      inFolder(async (folder) => {
        const memory = { database: `shared_${subject.drivername}`, query: { mode: "memory", cache: "shared" } };
        const file = { database: join(folder, "a?b.db"), query: { cache: "shared", immutable: "no" } };
        if (!subject.uri) {
          for (const given of [memory, file]) await assert.rejects(Db.open(subject, given), /cannot do cache=shared/);
          return;
        }
        for (const given of [memory, file]) {
          await using one = await Db.open(subject, given);
          await using two = await Db.open(subject, given);
          await one.run("CREATE TABLE t (a)");
          await one.run("INSERT INTO t VALUES (1)");
          assert.deepEqual(await two.rows("SELECT a FROM t"), [[1]]);
        }
        assert.deepEqual(readdirSync(folder), ["a?b.db"]);
        await using fixed = await Db.open(subject, { ...file, query: { mode: "ro", immutable: "1" } });
        assert.deepEqual(await fixed.rows("SELECT a FROM t"), [[1]]);
      }),
  },
  {
    name: "enforces foreign keys unless it is told not to",
    async check(subject) {
      for (const [query, options, expected] of [
        [{}, {}, 1],
        [{ foreign_keys: "off" }, {}, 0],
        [{ foreign_keys: "ON" }, { sqliteForeignKeys: true }, 1],
        [{}, { sqliteForeignKeys: false }, 0],
      ] as const) {
        await using db = await Db.open(subject, { query }, options);
        assert.deepEqual(await db.rows("PRAGMA foreign_keys"), [[expected]]);
      }
      await assert.rejects(
        Db.open(subject, { query: { foreign_keys: "off" } }, { sqliteForeignKeys: true }),
        /foreign_keys is false in the URL and true among/,
      );
    },
  },
  {
    name: "sets the journal mode, and says so when SQLite keeps another",
    check: (subject) =>
      inFolder(async (folder) => {
        const database = join(folder, "a.db");
        await using wal = await Db.open(subject, { database, query: { journal_mode: "WAL" } });
        assert.deepEqual(await wal.rows("PRAGMA journal_mode"), [["wal"]]);
        await wal.run("CREATE TABLE t (a)");
        await using again = await Db.open(subject, { database }, { sqliteJournalMode: "wal" });
        // One reads while the other is in the middle of a change.
        await runAsync(wal.dialect.begin(wal.connection));
        await wal.run("INSERT INTO t VALUES (1)");
        assert.deepEqual(await again.rows("SELECT a FROM t"), []);
        await runAsync(wal.dialect.commit(wal.connection));
        assert.deepEqual(await again.rows("SELECT a FROM t"), [[1]]);
        await assert.rejects(
          Db.open(subject, { query: { journal_mode: "wal" } }),
          /wal was asked for.*goes on with memory/,
        );
      }),
  },
  {
    name: "refuses options that could be misread",
    async check(subject) {
      const refused: readonly (readonly [Partial<ConnectOptions>, object, RegExp])[] = [
        [{ query: { tmeout: "3" } }, {}, /Unknown option "tmeout".*expected one of cache, .*timeout/],
        [{ host: "data.db" }, {}, /has no host/],
        [{ query: { mode: "readonly" } }, {}, /mode is "readonly"; expected one of ro, rw, rwc, memory/],
        [{ query: { timeout: "soon" } }, {}, /timeout is "soon"; expected a number of seconds/],
        [{ query: { cache: "yes" } }, {}, /cache is "yes"; expected one of shared, private/],
        [{ query: { foreign_keys: "2" } }, {}, /foreign_keys is "2"/],
        [{ query: { journal_mode: "fast" } }, {}, /journal_mode is "fast"/],
        [{ query: { uri: "true" }, database: "a.db" }, {}, /uri=true is for a database that is written as a URI/],
        [{ query: { prepared_statement_cache_size: "-1" } }, {}, /expected a whole number/],
        [{}, { sqliteForeignKeys: "yes" }, /sqliteForeignKeys is "yes"/],
        [{}, { sqliteJournalMode: "fast" }, /sqliteJournalMode is "fast"/],
        [{}, { sqliteAttach: ["a.db"] }, /sqliteAttach is an object/],
        [{}, { sqliteAttach: { main: "a.db" } }, /"main", which is not free/],
        [{}, { sqliteAttach: { aux: "file:a.db" } }, /expected a path/],
        [
          { database: join(tmpdir(), "athanor-none.db"), query: { mode: "ro" } },
          {},
          /directory|unable to open|CANTOPEN/,
        ],
      ];
      for (const [given, options, message] of refused) await assert.rejects(Db.open(subject, given, options), message);
    },
  },
];

const metadata = new MetaData();
const values = metadata.table("odd_values", {
  id: integer().primaryKey(),
  big: bigInteger().nullable(),
  price: numeric(12, 4).nullable(),
  ratio: double().nullable(),
  flag: boolean().nullable(),
  name: string(50).nullable(),
  note: text().nullable(),
  bytes: largeBinary().nullable(),
  at: datetime().nullable(),
  day: date().nullable(),
  clock: time().nullable(),
  doc: json<unknown>().nullable(),
  key: uuid().nullable(),
});
const full = {
  id: 1,
  big,
  price: "1234567.8901",
  ratio: 0.1 + 0.2,
  flag: true,
  name: "ü😀 'x'",
  note: "line\nline",
  bytes,
  at: new Date("2024-02-29T12:34:56.789Z"),
  day: "2024-02-29",
  clock: "12:34:56.789",
  doc: { a: [1, null, "x"], b: { c: false } },
  key: "0123abcd-0123-4567-89ab-0123456789ab",
};
const nothing = Object.fromEntries(
  Object.keys(full).map((name) => [name, name === "id" ? 2 : null]),
) as unknown as typeof full;
const empty = { ...full, id: 3, name: "", note: "", bytes: new Uint8Array(), big: -(2n ** 63n), doc: {}, flag: false };
const stored = [full, nothing, empty].map((row) => Object.values(row));

const warehouse = new MetaData();
const shelves = warehouse.table("shelves", { id: integer().primaryKey(), name: string(20).index() }, { schema: "aux" });
const boxes = warehouse.table(
  "boxes",
  { id: integer().primaryKey(), shelfId: integer().references("aux.shelves.id"), label: string(20) },
  { schema: "aux" },
);
const owners = warehouse.table("owners", { id: integer().primaryKey(), boxId: integer() });

const engineChecks: readonly Conformance[] = [
  {
    name: "brings values of all types back, asynchronously",
    async check({ drivername }) {
      const engine = createAsyncEngine(`${drivername}://`);
      await metadata.createAll(engine);
      await engine.begin((connection) => connection.execute(insert(values), [full, nothing, empty]));
      const connection = await engine.connect();
      const rows = (await connection.execute(select(values).orderBy(values.c.id))).all().map((row) => [...row]);
      assert.deepEqual(rows, stored);
      await connection.close();
      await engine.dispose();
    },
  },
  {
    name: "brings values of all types back, synchronously",
    async check({ drivername, isAsync }) {
      if (isAsync) {
        assert.throws(() => createEngine(`${drivername}://`), /asynchronous.*createAsyncEngine/);
        return;
      }
      const engine = createEngine(`${drivername}://`);
      metadata.createAll(engine);
      engine.begin((connection) => connection.execute(insert(values), [full, nothing, empty]));
      const connection = engine.connect();
      const rows = connection
        .execute(select(values).orderBy(values.c.id))
        .all()
        .map((row) => [...row]);
      assert.deepEqual(rows, stored);
      const [row] = connection.execute(select(values.c.bytes).where(values.c.id.eq(1))).all();
      assert.equal(row?.[0]?.constructor, Uint8Array);
      connection.close();
      engine.dispose();
    },
  },
  {
    name: "has attached databases as schemas",
    check: (subject) =>
      inFolder(async (folder) => {
        const sqliteAttach = { aux: join(folder, "it's aux.db") };
        for (const url of [`${subject.drivername}:///${join(folder, "main.db")}`, `${subject.drivername}://`]) {
          const engine = createAsyncEngine(url, { sqliteAttach, ...({ poolSize: 2 } satisfies EngineOptions) });
          await warehouse.createAll(engine);
          await warehouse.createAll(engine);
          await engine.begin(async (connection) => {
            await connection.execute(insert(shelves).values({ id: 1, name: "top" }));
            await connection.execute(insert(boxes).values({ id: 1, shelfId: 1, label: "a" }));
            await connection.execute(insert(owners).values({ id: 7, boxId: 1 }));
            await assert.rejects(
              async () => await connection.execute(insert(boxes).values({ id: 2, shelfId: 99, label: "b" })),
              /FOREIGN KEY/,
            );
          });
          const connection = await engine.connect();
          const joined = select(owners.c.id, shelves.c.name)
            .selectFrom(owners)
            .join(boxes, boxes.c.id.eq(owners.c.boxId))
            .join(shelves);
          assert.deepEqual([...(await connection.execute(joined)).one()], [7, "top"]);
          const tables = await connection.execDriverSql("SELECT type, name FROM aux.sqlite_schema ORDER BY type, name");
          assert.deepEqual(
            tables.all().map((row) => [...row]),
            [
              ["index", "ix_aux_shelves_name"],
              ["table", "boxes"],
              ["table", "shelves"],
            ],
          );
          await connection.close();
          await warehouse.dropAll(engine);
          await engine.dispose();
        }
        await using files = await Db.open(subject, { database: join(folder, "main.db") });
        assert.deepEqual(await files.rows("SELECT name FROM sqlite_schema"), []);
        await assert.rejects(
          Db.open(subject, { database: join(folder, "main.db") }, { sqliteAttach: { aux: ":memory:" } }),
          /each would have a aux of its own|each would have an? /,
        );
      }),
  },
  {
    name: "calls functions that a connect listener defines",
    async check({ drivername, functions }) {
      if (!functions) return;
      const engine = createEngine(`${drivername}://`);
      listen(engine, "connect", (raw) => {
        const database = raw as {
          function(name: string, implementation: (a: number, b: number) => number): void;
          aggregate(name: string, options: object): void;
        };
        database.function("plus", (a, b) => a + b);
        database.aggregate("product", { start: 1, step: (total: number, value: number) => total * value });
      });
      const connection = engine.connect();
      assert.equal(connection.execDriverSql("SELECT plus(?, 2)", [40]).scalar(), 42);
      const product = "SELECT product(column1) FROM (VALUES (2), (3), (7))";
      assert.equal(connection.execDriverSql(product).scalar(), 42);
      connection.close();
      engine.dispose();
    },
  },
];

/** All checks, in an order in which they may be run one after the other. */
export const conformance: readonly Conformance[] = [...driverChecks, ...cursorChecks, ...fileChecks, ...engineChecks];
