import { randomUUID } from "node:crypto";
import { createConnection } from "mysql2/promise";
import { createAsyncEngine, makeUrl } from "athanor";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MySQLDialect } from "../../src/dialects/mysql/dialect.ts";
import { decimalParameter } from "../../src/dialects/mysql/decimal-parameter.ts";
import { serverOf } from "../../src/dialects/mysql/server.ts";
import { runAsync } from "../../src/flow/run.ts";
import { mysqlUrl, noMysql } from "../support/databases.ts";
import { open, type Opened, options } from "./helpers.ts";

const server = options({ ...makeUrl(mysqlUrl).translateConnectArgs() });

const cases = [
  ["mysql2", "mysql+mysql2", false],
  ["mysql2 behind the bridge", "mariadb", true],
  ["mariadb", "mysql+mariadb", false],
  ["mariadb behind the bridge", "mariadb+mariadb", true],
] as const;

describe.skipIf(noMysql !== undefined).each(cases)("%s", (_title, drivername, sync) => {
  let db: Opened;
  const database = `drv_${randomUUID().slice(0, 8)}`;
  const run = async (sql: string, params: readonly unknown[] = []): Promise<any> =>
    await db.connection.query(sql, params);
  const failure = async (sql: string, params: readonly unknown[] = []): Promise<any> => {
    try {
      await run(sql, params);
    } catch (error) {
      return { ...db.dialect.describeError(error), error };
    }
    throw new Error("nothing failed");
  };

  beforeAll(async () => {
    const admin = await open("mysql", false, server);
    await admin.connection.query(`CREATE DATABASE ${database}`, []);
    await admin.dispose();
    db = await open(drivername, sync, options({ ...server, database }));
    await run(
      "CREATE TABLE p (id INTEGER AUTO_INCREMENT PRIMARY KEY, email VARCHAR(80) NOT NULL, age INTEGER, CONSTRAINT uq_email UNIQUE (email), CONSTRAINT adult CHECK (age > 17))",
    );
    await run(
      "CREATE TABLE c (id INTEGER AUTO_INCREMENT PRIMARY KEY, p_id INTEGER, CONSTRAINT fk_p FOREIGN KEY (p_id) REFERENCES p (id))",
    );
  }, 60_000);
  afterAll(async () => {
    await run(`DROP DATABASE ${database}`);
    await db.dispose();
  });

  it("gives values or promises, as the engine that asks", () => {
    const result = db.connection.query("SELECT 1", []);
    expect(typeof (result as { then?: unknown }).then).toBe(sync ? "undefined" : "function");
    return result;
  });

  it("knows the server from the first connection on", async () => {
    const dialect = db.dialect as MySQLDialect;
    const [[version]] = (await run("SELECT VERSION()")).rows;
    expect(dialect.isMariaDB).toBe(version.includes("MariaDB"));
    expect(version.startsWith(dialect.serverVersion!.join("."))).toBe(true);
    expect(dialect.defaultSchema).toBe(database);
    expect((await run("SELECT @@autocommit, @@time_zone, @@character_set_client")).rows).toEqual([
      [0, "+00:00", "utf8mb4"],
    ]);
  });

  const values = `-5 AS a, 2 AS a, 9007199254740993, 18446744073709551615, 1.5e0, 1.50, TRUE, X'00ff', b'101',
    CAST('2020-01-02 03:04:05.678' AS DATETIME(3)), DATE '2020-01-02', CAST('-27:04:05.25' AS TIME(2)),
    JSON_OBJECT('a', 1), NULL, 'ü😀'`;
  const expected = [
    -5,
    2,
    9007199254740993n,
    18446744073709551615n,
    1.5,
    "1.50",
    1,
    new Uint8Array([0, 255]),
    new Uint8Array([5]),
    "2020-01-02 03:04:05.678",
    "2020-01-02",
    "-27:04:05.25",
    '{"a": 1}',
    null,
    "ü😀",
  ];
  it("delivers the same values from plain and from prepared statements", async () => {
    const plain = await run(`SELECT ${values}`);
    const prepared = await run(`SELECT ${values}, ?`, [1]);
    expect(plain.columns.slice(0, 2)).toEqual(["a", "a"]);
    expect(plain.rows).toEqual([expected]);
    expect(prepared.rows).toEqual([[...expected, 1]]);
    expect(plain.rowcount).toBe(1);
  });

  it("delivers times with the digits that were declared, sets as text, and the bytes and characters that were stored", async () => {
    const bytes = new Uint8Array(20_000).map((_, i) => i & 255);
    await run(
      "CREATE TABLE odd_values (t TIME(2), dt DATETIME(3), ts TIMESTAMP(6) NULL, d DATE, y YEAR, s SET('a', 'b', 'c'), e ENUM('x', 'y'), b LONGBLOB, empty VARBINARY(5), c VARCHAR(20), bits BIT(9))",
    );
    const sent = [
      "01:02:03",
      "2020-02-29 01:02:03",
      "2020-01-02 03:04:05.5",
      "2020-02-29",
      2020,
      "c,a",
      "y",
      bytes,
      new Uint8Array(),
      "a\0b",
      257,
    ];
    await run(`INSERT INTO odd_values VALUES (${sent.map(() => "?").join(", ")})`, sent);
    const stored = [
      "01:02:03.00",
      "2020-02-29 01:02:03.000",
      "2020-01-02 03:04:05.500000",
      "2020-02-29",
      2020,
      "a,c",
      "y",
      bytes,
      new Uint8Array(),
      "a\0b",
      new Uint8Array([1, 1]),
    ];
    expect((await run("SELECT * FROM odd_values")).rows).toEqual([stored]);
    expect((await run("SELECT * FROM odd_values WHERE y = ?", [2020])).rows).toEqual([stored]);
    await run("INSERT INTO odd_values (c, s) VALUES ('', '')");
    expect((await run("SELECT c, s, t, b FROM odd_values WHERE y IS NULL AND ?", [1])).rows).toEqual([
      ["", "", null, null],
    ]);
    await run("DROP TABLE odd_values");
  });

  it("computes with decimals as decimals", async () => {
    const exact = decimalParameter("12345678901234567890.12");
    const sql = "SELECT ? = 12345678901234567890.12, ? = 12345678901234567890.13, '?' , ? + 0.01, ? AS `a?b` -- ?";
    expect((await run(sql, [exact, exact, exact, 7])).rows).toEqual([[1, 0, "?", "12345678901234567890.13", 7]]);
    await run("CREATE TABLE prices (p DECIMAL(40, 10))");
    const decimals = ["0.0000000001", "-123456789012345678901234567890.0123456789", "5"].map(decimalParameter);
    for (const value of decimals) await run("INSERT INTO prices VALUES (?)", [value]);
    expect((await run("SELECT p FROM prices ORDER BY p")).rows).toEqual([
      ["-123456789012345678901234567890.0123456789"],
      ["0.0000000001"],
      ["5.0000000000"],
    ]);
    expect((await run("DELETE FROM prices WHERE p = ?", [decimals[1]])).rowcount).toBe(1);
    await run("DROP TABLE prices");
  });

  it("gives a FLOAT as the shortest decimal that names it, and all digits of a DOUBLE", async () => {
    await run("CREATE TABLE floats (f FLOAT, d DOUBLE)");
    for (const n of [1.1, 16777215, 3.4e38, -1e-7, 0.1]) await run("INSERT INTO floats VALUES (?, ?)", [n, n]);
    const { rows } = await db.connection.query("SELECT f, d FROM floats", [], { returnsRows: true });
    expect(rows).toEqual([1.1, 16777215, 3.4e38, -1e-7, 0.1].map((n) => [n, n]));
    await run("DROP TABLE floats");
  });

  it("takes every kind of parameter", async () => {
    const bytes = new Uint8Array([1, 2, 255]);
    const params = [5, 9007199254740993n, "o'x\\", true, 1.25, "12.340", null, "2020-01-02 03:04:05.678000"];
    const { rows } = await run("SELECT ?, ?, ?, ?, ?, ?, ?, ?", params);
    expect(rows).toEqual([[5, 9007199254740993n, "o'x\\", 1, 1.25, "12.340", null, "2020-01-02 03:04:05.678000"]]);
    await run("CREATE TABLE bytes (b BLOB, u BIGINT UNSIGNED)");
    await run("INSERT INTO bytes VALUES (?, ?)", [bytes, 18446744073709551615n]);
    expect((await run("SELECT b, u FROM bytes WHERE b = ?", [bytes])).rows).toEqual([[bytes, 18446744073709551615n]]);
    await run("DROP TABLE bytes");
  });

  it("compares whole numbers exactly", async () => {
    expect((await run("SELECT 9007199254740993 = ?", [9007199254740992n])).rows).toEqual([[0]]);
    expect((await run("SELECT 9007199254740993 = ?", [9007199254740993n])).rows).toEqual([[1]]);
  });

  it("reports counts and keys", async () => {
    const first = await run("INSERT INTO p (email) VALUES (?)", ["n"]);
    expect(first).toMatchObject({ rows: [], columns: undefined, rowcount: 1 });
    expect(first.lastInsertId).toBe((await run("SELECT id FROM p")).rows[0][0]);
    const many = await db.connection.executeMany("INSERT INTO p (email) VALUES (?)", [["x"], ["y"]]);
    expect(many).toMatchObject({ rowcount: 2, lastInsertIds: [first.lastInsertId + 1, first.lastInsertId + 2] });
    expect((await run("UPDATE p SET age = 20 WHERE email <> ?", ["n"])).rowcount).toBe(2);
    // Rows that were found count, changed or not.
    expect((await run("UPDATE p SET age = 20 WHERE email <> ?", ["n"])).rowcount).toBe(2);
    await run("ROLLBACK");
  });

  it("tells the kinds of integrity errors apart, with their constraints", async () => {
    await run("INSERT INTO p (email) VALUES ('a')");
    const unique = await failure("INSERT INTO p (email) VALUES (?)", ["a"]);
    expect(unique).toMatchObject({
      category: "integrity",
      integrityKind: "unique",
      constraint: "uq_email",
      driverCode: "ER_DUP_ENTRY",
      isDisconnect: false,
    });
    // The driver's own error comes whole, across the threads too.
    expect(unique.error).toMatchObject({ code: "ER_DUP_ENTRY", errno: 1062, sqlState: "23000" });
    const integrity = { category: "integrity" };
    expect(await failure("INSERT INTO p (email) VALUES (NULL)")).toMatchObject({
      ...integrity,
      integrityKind: "notNull",
      constraint: "email",
    });
    expect(await failure("INSERT INTO p (age) VALUES (20)")).toMatchObject({
      ...integrity,
      integrityKind: "notNull",
      constraint: "email",
    });
    expect(await failure("INSERT INTO p (email, age) VALUES ('x', 3)")).toMatchObject({
      ...integrity,
      integrityKind: "check",
      constraint: "adult",
    });
    expect(await failure("INSERT INTO c (p_id) VALUES (99)")).toMatchObject({
      ...integrity,
      integrityKind: "foreignKey",
      constraint: "fk_p",
    });
    await run("INSERT INTO c (p_id) SELECT id FROM p");
    expect(await failure("DELETE FROM p")).toMatchObject({ integrityKind: "foreignKey", constraint: "fk_p" });
    expect(await failure("SELECT * FROM missing")).toMatchObject({
      category: "programming",
      driverCode: "ER_NO_SUCH_TABLE",
      integrityKind: undefined,
    });
    expect(await failure("SELECT nothing FROM p")).toMatchObject({ category: "programming" });
    expect(await failure("SELEC 1")).toMatchObject({ category: "programming", driverCode: "ER_PARSE_ERROR" });
    expect(await failure("INSERT INTO p (email, age) VALUES ('x', 99999999999)")).toMatchObject({ category: "data" });
    expect(await failure("INSERT INTO p (email) VALUES (REPEAT('x', 81))")).toMatchObject({ category: "data" });
    await run("ROLLBACK");
  });

  it("refuses several statements in one text", async () => {
    expect(await failure("SELECT 1; SELECT 2")).toMatchObject({ category: "programming" });
    expect(await failure("SELECT ?; SELECT 2", [1])).toMatchObject({ category: "programming" });
  });

  it("gives the rows of a procedure", async () => {
    await run("CREATE PROCEDURE two() BEGIN SELECT 1 AS one; SELECT 2 AS two, 'x' AS x; END");
    expect(await run("CALL two()")).toMatchObject({ columns: ["two", "x"], rows: [[2, "x"]] });
    await run("CREATE PROCEDURE none() BEGIN END");
    expect(await run("CALL none()")).toMatchObject({ columns: undefined, rows: [] });
  });

  it("knows whether it is in a transaction, and what a savepoint does", async () => {
    expect(db.connection.inTransaction).not.toBe(true);
    await runAsync(db.dialect.begin(db.connection));
    await run("INSERT INTO p (email) VALUES ('outer')");
    expect(db.connection.inTransaction).toBe(true);
    await runAsync(db.dialect.savepoint(db.connection, "Odd `name"));
    await run("INSERT INTO p (email) VALUES ('inner')");
    await runAsync(db.dialect.rollbackToSavepoint(db.connection, "Odd `name"));
    expect(db.connection.inTransaction).toBe(true);
    await runAsync(db.dialect.releaseSavepoint(db.connection, "Odd `name"));
    await runAsync(db.dialect.commit(db.connection));
    expect(db.connection.inTransaction).toBe(false);
    expect((await run("SELECT email FROM p")).rows).toEqual([["outer"]]);
    await run("DELETE FROM p");
    await run("COMMIT");
  });

  it("finds tables and indexes, in the database and in another", async () => {
    const { dialect, connection } = db;
    expect(await runAsync(dialect.hasTable(connection, "p"))).toBe(true);
    expect(await runAsync(dialect.hasTable(connection, "missing"))).toBe(false);
    expect(await runAsync(dialect.hasTable(connection, "p", database))).toBe(true);
    expect(await runAsync(dialect.hasTable(connection, "p", "information_schema"))).toBe(false);
    expect(await runAsync(dialect.hasIndex(connection, "p", "uq_email"))).toBe(true);
    expect(await runAsync(dialect.hasIndex(connection, "c", "uq_email"))).toBe(false);
  });

  it("goes on when a table is altered under a prepared statement", async () => {
    await run("CREATE TABLE alt (a INTEGER)");
    for (let i = 0; i < 3; i++) await run("SELECT * FROM alt WHERE a = ?", [i]);
    await run("ALTER TABLE alt ADD COLUMN b TEXT");
    expect((await run("SELECT * FROM alt WHERE a = ?", [1])).columns).toEqual(["a", "b"]);
  });

  it("keeps as many prepared statements as its cache holds", async () => {
    const count = async (): Promise<number> =>
      Number((await run("SHOW GLOBAL STATUS LIKE 'Prepared_stmt_count'")).rows[0][1]);
    const before = await count();
    for (let i = 0; i < 600; i++) await run(`SELECT ? + ${i}`, [1]);
    expect((await count()) - before).toBeLessThan(400);
  });

  it("sets and resets the isolation level", async () => {
    const { dialect, connection } = db;
    await runAsync(dialect.setIsolationLevel(connection, "serializable"));
    expect(await runAsync(dialect.getIsolationLevel(connection))).toBe("SERIALIZABLE");
    await runAsync(dialect.setIsolationLevel(connection, "AUTOCOMMIT"));
    await run("INSERT INTO p (email) VALUES ('kept')");
    expect(connection.inTransaction).toBe(false);
    await runAsync(dialect.resetIsolationLevel(connection));
    expect(await runAsync(dialect.getIsolationLevel(connection))).toBe("REPEATABLE READ");
    await run("ROLLBACK");
    expect((await run("DELETE FROM p")).rowcount).toBe(1);
    await run("COMMIT");
    expect(() => dialect.checkIsolationLevel("SERIALIZABLE; DROP TABLE p")).toThrow(/expected one of/);
  });

  it("says that a deadlock has undone the transaction", async () => {
    await run("INSERT INTO p (email) VALUES ('a'), ('b')");
    await run("COMMIT");
    const { host = "127.0.0.1", port = 3306, username: user, password } = server;
    const other = await createConnection({
      host,
      port,
      database,
      ...(user === undefined ? {} : { user }),
      ...(password === undefined ? {} : { password }),
    });
    await other.query("BEGIN");
    await other.query("UPDATE p SET age = 30 WHERE email = 'b'");
    await run("UPDATE p SET age = 20 WHERE email = 'a'");
    const waiting = other.query("UPDATE p SET age = 30 WHERE email = 'a'").catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 200));
    let mine;
    try {
      await run("UPDATE p SET age = 20 WHERE email = 'b'");
    } catch (error) {
      mine = db.dialect.describeError(error);
    }
    const theirs = await waiting;
    const description = mine ?? db.dialect.describeError(theirs);
    expect(description).toMatchObject({
      category: "operational",
      driverCode: "ER_LOCK_DEADLOCK",
      endsTransaction: true,
    });
    await other.query("ROLLBACK");
    await other.end();
    await run("ROLLBACK");
    await run("DELETE FROM p");
    await run("COMMIT");
  });
});

describe.skipIf(noMysql !== undefined).each(cases)(
  "a connection of %s that the server ends",
  (_title, drivername, sync) => {
    it("is described as a disconnect, and known to be closed", async () => {
      const killer = await open("mysql", false, server);
      const victim = await open(drivername, sync, server);
      const id = (await victim.connection.query("SELECT CONNECTION_ID()", [])).rows[0]![0];
      await killer.connection.query(`KILL ${id as number}`, []);
      await new Promise((resolve) => setTimeout(resolve, 50));
      let description;
      try {
        await victim.connection.query("SELECT 1", []);
      } catch (error) {
        description = victim.dialect.describeError(error);
      }
      expect(description).toMatchObject({ category: "operational", isDisconnect: true });
      expect(victim.connection.isOpen).toBe(false);
      await victim.dispose();
      await killer.dispose();
    });

    it("that cannot be made is an operational error", async () => {
      const error = await open(drivername, sync, options({ host: "127.0.0.1", port: 1 })).catch((e: unknown) => e);
      const { MySQLDialect: Dialect } = await import("../../src/dialects/mysql/dialect.ts");
      expect(new Dialect().describeError(error)).toMatchObject({ category: "operational", driverCode: "ECONNREFUSED" });
    });
  },
);

it("what a server has follows from its version", () => {
  expect(serverOf("10.11.6-MariaDB-0+deb12u1", "")).toMatchObject({
    isMariaDB: true,
    version: [10, 11, 6],
    insertReturning: true,
    forShare: false,
    castsToFloat: true,
  });
  expect(serverOf("10.4.1-MariaDB", "")).toMatchObject({ insertReturning: false, castsToFloat: false });
  expect(serverOf("8.0.36", "NO_BACKSLASH_ESCAPES")).toMatchObject({
    isMariaDB: false,
    insertReturning: false,
    forShare: true,
    castsToFloat: true,
    backslashEscapes: false,
  });
  expect(serverOf("5.7.44-log", "ANSI")).toMatchObject({ forShare: false, castsToFloat: false });
});

describe.skipIf(noMysql !== undefined)("a connection that mysql2 has opened", () => {
  it.each(["promise", "callback"])("serves an engine (%s)", async (kind) => {
    const { host = "127.0.0.1", port = 3306, username: user = "root", password = "", database = "test" } = server;
    const creator = async (): Promise<unknown> => {
      const made = await createConnection({ host, port, user, password, database, rowsAsArray: false });
      return kind === "promise" ? made : (made as unknown as { connection: unknown }).connection;
    };
    const engine = createAsyncEngine("mysql+mysql2://", { creator });
    await using connection = await engine.connect();
    const row = (await connection.execDriverSql("SELECT 9007199254740993, DATE '2020-01-02', ?", [1])).one();
    expect([...row]).toEqual([9007199254740993n, "2020-01-02", 1]);
    await connection.close();
    await engine.dispose();
  });
});
