import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { runAsync } from "../../src/flow/run.ts";
import type { DriverCursor, DriverResult } from "../../src/dialect/driver.ts";
import { noPostgresql } from "../support/databases.ts";
import { open, type Opened, options, postgresqlServer } from "./helpers.ts";

const drivers = ["pg", "postgres", "pglite"];

for (const driver of drivers) {
  const unavailable = driver === "pglite" ? undefined : noPostgresql;
  for (const sync of [false, true]) {
    const title = `postgresql+${driver}${sync ? ", behind the bridge" : ""}`;
    if (unavailable !== undefined) console.warn(`skipped: ${title}: ${unavailable}`);
    describe.skipIf(unavailable !== undefined)(title, () => driverTests(driver, sync));
  }
}

function driverTests(driver: string, sync: boolean): void {
  const drivername = `postgresql+${driver}`;
  const connectOptions = driver === "pglite" ? options() : postgresqlServer;
  let db: Opened;
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
  const schema = `drv_${driver}_${sync ? "sync" : "async"}_${process.pid}`;

  beforeAll(async () => {
    db = await open(drivername, sync, connectOptions);
    await run(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    await run(`CREATE SCHEMA ${schema}`);
    await run(`SET search_path TO ${schema}`);
    await run(
      "CREATE TABLE p (id SERIAL PRIMARY KEY, email TEXT NOT NULL CONSTRAINT uq_email UNIQUE, age INTEGER CONSTRAINT adult CHECK (age > 17))",
    );
    await run("CREATE TABLE c (id SERIAL PRIMARY KEY, p_id INTEGER CONSTRAINT fk_p REFERENCES p(id))");
  }, 60_000);
  afterAll(async () => {
    await run(`DROP SCHEMA ${schema} CASCADE`);
    await db.dispose();
  });

  it("gives values or promises, as the engine that asks", () => {
    const result = db.connection.query("SELECT 1", []);
    expect(typeof (result as { then?: unknown }).then).toBe(sync ? "undefined" : "function");
    return result;
  });

  it("delivers the values that all PostgreSQL drivers deliver", async () => {
    const result = await run(
      `SELECT 1::int2 AS a, 2::int4 AS a, 9007199254740993::int8, 5::int8, 1.5::float8, 1.50::numeric, true, '\\x00ff'::bytea,
        timestamp '2020-01-02 03:04:05.678', timestamptz '2020-01-02 03:04:05+02', date '2020-01-02', time '03:04', '{"a": 1}'::json, '{1,2}'::int[], interval '1 day 2 hours', NULL::text`,
    );
    expect(result.columns.slice(0, 2)).toEqual(["a", "a"]);
    expect(result.rows[0]).toEqual([
      1,
      2,
      9007199254740993n,
      5,
      1.5,
      "1.50",
      true,
      new Uint8Array([0, 255]),
      "2020-01-02 03:04:05.678",
      "2020-01-02 01:04:05+00",
      "2020-01-02",
      "03:04:00",
      '{"a": 1}',
      "{1,2}",
      "P1DT2H",
      null,
    ]);
  });

  it("takes every kind of parameter", async () => {
    const bytes = new Uint8Array([1, 2, 255]);
    const result = await run(
      "SELECT $1::int, $2::int8, $3::text, $4::bool, $5::bytea, $6::float8, $7::numeric, $8::text, $9::timestamp",
      [5, 9007199254740993n, "o'x", true, bytes, 1.25, "12.340", null, "2020-01-02 03:04:05.678000"],
    );
    expect(result.rows[0]).toEqual([
      5,
      9007199254740993n,
      "o'x",
      true,
      bytes,
      1.25,
      "12.340",
      null,
      "2020-01-02 03:04:05.678",
    ]);
  });

  it("refuses a parameter that has no text, sends nothing, and goes on", async () => {
    for (const value of [new Date(0), [1], { a: 1 }, undefined]) {
      for (let times = 0; times < 2; times++) {
        await expect((async () => db.connection.query("SELECT $1::text, $2::text", ["x", value]))()).rejects.toThrow(
          /takes null, strings, numbers/,
        );
      }
      expect((await run("SELECT $1::text", ["after"])).rows).toEqual([["after"]]);
    }
  });

  it("reports counts", async () => {
    expect(await run("INSERT INTO p (email) VALUES ($1) RETURNING email", ["n"])).toMatchObject({
      rows: [["n"]],
      rowcount: 1,
    });
    const many = await db.connection.executeMany("INSERT INTO p (email) VALUES ($1)", [["x"], ["y"]]);
    expect(many.rowcount).toBe(2);
    expect(await run("UPDATE p SET age = 20 WHERE email <> $1", ["n"])).toMatchObject({
      rowcount: 2,
      columns: undefined,
      rows: [],
    });
    await run("DELETE FROM p");
  });

  it("tells the kinds of integrity errors apart, with their constraints", async () => {
    await run("INSERT INTO p (email) VALUES ('a')");
    const unique = await failure("INSERT INTO p (email) VALUES ($1)", ["a"]);
    expect(unique).toMatchObject({
      category: "integrity",
      integrityKind: "unique",
      constraint: "uq_email",
      driverCode: "23505",
    });
    // The driver's own error comes whole, across the threads too.
    expect(unique.error).toMatchObject({
      code: "23505",
      severity: "ERROR",
      detail: "Key (email)=(a) already exists.",
    });
    expect(await failure("INSERT INTO p (email) VALUES (NULL)")).toMatchObject({
      integrityKind: "notNull",
      constraint: "p.email",
    });
    expect(await failure("INSERT INTO p (email, age) VALUES ('x', 3)")).toMatchObject({
      integrityKind: "check",
      constraint: "adult",
    });
    expect(await failure("INSERT INTO c (p_id) VALUES (99)")).toMatchObject({
      integrityKind: "foreignKey",
      constraint: "fk_p",
    });
    expect(await failure("SELECT * FROM missing")).toMatchObject({
      category: "programming",
      driverCode: "42P01",
      isDisconnect: false,
    });
    expect(await failure("SELECT 99999999999::int4")).toMatchObject({ category: "data" });
    await run("DELETE FROM p");
  });

  it("knows whether it is in a transaction, and what a savepoint does", async () => {
    expect(db.connection.inTransaction).not.toBe(true);
    await runAsync(db.dialect.begin(db.connection));
    await run("INSERT INTO p (email) VALUES ('outer')");
    await runAsync(db.dialect.savepoint(db.connection, 'Odd "name'));
    await failure("SELECT * FROM missing");
    expect(await failure("SELECT 1")).toMatchObject({ driverCode: "25P02" });
    await runAsync(db.dialect.rollbackToSavepoint(db.connection, 'Odd "name'));
    expect(db.connection.inTransaction).toBe(true);
    await runAsync(db.dialect.releaseSavepoint(db.connection, 'Odd "name'));
    await runAsync(db.dialect.commit(db.connection));
    expect(db.connection.inTransaction).toBe(false);
    expect((await run("SELECT email FROM p")).rows).toEqual([["outer"]]);
    await run("DELETE FROM p");
  });

  it("finds tables and indexes, in the search path and in a schema", async () => {
    const { dialect, connection } = db;
    expect(await runAsync(dialect.hasTable(connection, "p"))).toBe(true);
    expect(await runAsync(dialect.hasTable(connection, "P"))).toBe(false);
    expect(await runAsync(dialect.hasTable(connection, "p", schema))).toBe(true);
    expect(await runAsync(dialect.hasTable(connection, "p", "public"))).toBe(false);
    expect(await runAsync(dialect.hasTable(connection, "pg_class"))).toBe(false);
    expect(await runAsync(dialect.hasIndex(connection, "p", "uq_email"))).toBe(true);
    expect(await runAsync(dialect.hasIndex(connection, "c", "uq_email"))).toBe(false);
  });

  it("goes on when a table is altered under a prepared statement", async () => {
    await run("CREATE TABLE alt (a INTEGER)");
    for (let i = 0; i < 4; i++) await run("SELECT * FROM alt WHERE a = $1", [i]);
    await run("ALTER TABLE alt ADD COLUMN b TEXT");
    expect((await run("SELECT * FROM alt WHERE a = $1", [1])).columns).toEqual(["a", "b"]);
  });

  it("keeps as many prepared statements as its cache holds", async () => {
    for (let i = 0; i < 600; i++) {
      for (let times = 0; times < 2; times++) await run(`SELECT $1::int + ${i}`, [1]);
    }
    expect(Number((await run("SELECT count(*) FROM pg_prepared_statements")).rows[0][0])).toBeLessThanOrEqual(256);
  });

  it("knows of a transaction however it began and ended", async () => {
    const inTransaction = (): boolean | undefined => db.connection.inTransaction;
    await run("BEGIN; SELECT 1");
    expect(inTransaction()).toBe(true);
    await run("COMMIT AND CHAIN");
    expect(inTransaction()).toBe(true);
    await run("ROLLBACK AND CHAIN");
    expect(inTransaction()).toBe(true);
    await run("SAVEPOINT a");
    await run("ROLLBACK TO a");
    expect(inTransaction()).toBe(true);
    await run("COMMIT; SELECT 1");
    expect(inTransaction()).toBe(false);
    await failure("BEGIN; SELECT 1/0");
    expect(inTransaction()).toBe(true);
    await run("COMMIT");
    expect(inTransaction()).toBe(false);
    await failure("SELECT 1/0");
    expect(inTransaction()).toBe(false);
    await run("/* hidden */ START TRANSACTION");
    expect(inTransaction()).toBe(true);
    await run("END");
    expect(inTransaction()).toBe(false);
  });

  it("gives the last result of several statements, and all of them to who asks", async () => {
    const text = `SELECT 1 AS a; INSERT INTO p (email) VALUES ('q1'), ('q2'); SELECT 2 AS b, 3 AS b WHERE false; DELETE FROM p; SET work_mem = '4MB'`;
    expect(await run(text)).toEqual({ rows: [], columns: undefined, rowcount: -1 });
    expect(await run("DELETE FROM p; SELECT 5 AS x, NULL AS y")).toMatchObject({
      rows: [[5, null]],
      columns: ["x", "y"],
    });
    const results = (await db.connection.queryAll?.(text, [])) as DriverResult[];
    expect(results.map((each) => [each.columns, each.rows.length, each.rowcount])).toEqual([
      [["a"], 1, 1],
      [undefined, 0, 2],
      [["b", "b"], 0, 0],
      [undefined, 0, 2],
      [undefined, 0, -1],
    ]);
    expect(await db.connection.queryAll?.("SELECT $1::int + 1 AS a", [5])).toMatchObject([
      { columns: ["a"], rows: [[6]], rowcount: 1 },
    ]);
    expect(await run("")).toMatchObject({ rows: [], columns: undefined });
    await expect((async () => await db.connection.queryAll?.("SELECT 1; SELECT 1/0", []))()).rejects.toMatchObject({
      code: "22012",
    });
    expect((await run("SELECT 1")).rows).toEqual([[1]]);
  });

  it("gives rows bit by bit", async () => {
    const numbers = "SELECT n, 'row ' || n AS label, n::numeric / 4 AS q FROM generate_series(1, $1::int) AS g(n)";
    await run("BEGIN");
    const cursor = (await db.connection.openCursor?.(numbers, [7])) as DriverCursor;
    expect(cursor.columns).toEqual(["n", "label", "q"]);
    expect(cursor.allows).toBe("anything");
    expect((await cursor.fetch(2))[1]).toEqual([2, "row 2", "0.50000000000000000000"]);
    expect((await run("SELECT 1")).rows).toEqual([[1]]);
    expect((await cursor.fetch(10)).length).toBe(5);
    expect((await cursor.fetch(10)).length).toBe(0);
    await cursor.close();
    await run("COMMIT");
    const held = (await db.connection.openCursor?.(numbers, [3])) as DriverCursor;
    expect((await held.fetch(1)).length).toBe(1);
    await held.close();
    expect((await run("SELECT count(*) FROM pg_cursors")).rows).toEqual([[0]]);
  });

  it("keeps notices to itself", async () => {
    const spies = (["log", "warn", "error", "info"] as const).map((name) => vi.spyOn(console, name));
    await run("DO $$ BEGIN RAISE WARNING 'not for the console'; END $$");
    await run("DROP TABLE IF EXISTS never_there");
    expect(spies.map((spy) => spy.mock.calls)).toEqual([[], [], [], []]);
    for (const spy of spies) spy.mockRestore();
  });

  it("keeps values as they are whose types packages convert in ways of their own", async () => {
    await run(
      "CREATE TABLE odd (j json, jb jsonb, d date, t timestamptz, b boolean, ia int[], ta text[], by bytea, o oid)",
    );
    const values = [
      '{"a": [1, "x"]}',
      "[1, 2]",
      "2020-02-30".replace("30", "29"),
      "2020-01-02 03:04:05.123456+00",
      "f",
      "{1,NULL,3}",
      '{"a,b",c}',
      "\\x00ff",
      4294967295,
    ];
    for (let times = 0; times < 3; times++) {
      await run("INSERT INTO odd VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)", values);
      const { rows } = await run("DELETE FROM odd WHERE b = $1 RETURNING *", [false]);
      expect(rows).toEqual([
        [
          '{"a": [1, "x"]}',
          "[1, 2]",
          "2020-02-29",
          "2020-01-02 03:04:05.123456+00",
          false,
          "{1,NULL,3}",
          '{"a,b",c}',
          new Uint8Array([0, 255]),
          4294967295,
        ],
      ]);
    }
    const extremes =
      "SELECT 'infinity'::float8, '-infinity'::date::text, 'NaN'::float8, '0044-03-15 BC'::date, 1e-40::numeric, (-9223372036854775808)::int8, 'Infinity'::numeric, 12345678901234567890.123456789::numeric";
    expect((await run(extremes)).rows).toEqual([
      [
        Infinity,
        "-infinity",
        NaN,
        "0044-03-15 BC",
        "0.0000000000000000000000000000000000000001",
        -9223372036854775808n,
        "Infinity",
        "12345678901234567890.123456789",
      ],
    ]);
  });

  it("takes bytes that are a part of others, and large ones", async () => {
    const whole = new Uint8Array([9, 1, 2, 3, 9]);
    expect((await run("SELECT $1::bytea", [whole.subarray(1, 4)])).rows).toEqual([[new Uint8Array([1, 2, 3])]]);
    const large = new Uint8Array(300_000).map((_, i) => i % 251);
    expect((await run("SELECT $1::bytea, md5($1::bytea)", [large])).rows[0][0]).toEqual(large);
  });

  it("takes text of every kind", async () => {
    const text = "a'b\"c\\d\n€𝒳\u0301 ; -- $1 %s ?";
    expect((await run("SELECT $1::text, length($1::text)", [text])).rows).toEqual([[text, 24]]);
  });

  it("describes refusals in the same words", async () => {
    const cases: [string, string, string][] = [
      ["SELEC 1", "programming", "42601"],
      ["SELECT 1/0", "data", "22012"],
      ["SELECT 'x'::int", "data", "22P02"],
      ["CREATE TABLE p (a int)", "programming", "42P07"],
      ["DO $$ BEGIN RAISE EXCEPTION 'mine' USING ERRCODE = 'P0999'; END $$", "internal", "P0999"],
    ];
    for (const [sql, category, driverCode] of cases) {
      const found = await failure(sql);
      expect(found, sql).toMatchObject({ category, driverCode, isDisconnect: false });
      expect(found.error).toMatchObject({ severity: "ERROR", code: driverCode });
      expect(found.error.message.length).toBeGreaterThan(3);
    }
    const hinted = await failure("SELECT emial FROM p");
    expect(hinted.error).toMatchObject({ hint: expect.stringContaining("p.email"), position: "8" });
  });

  it("sets and resets the isolation level", async () => {
    const { dialect, connection } = db;
    await runAsync(dialect.setIsolationLevel(connection, "serializable"));
    expect(await runAsync(dialect.getIsolationLevel(connection))).toBe("SERIALIZABLE");
    await runAsync(dialect.resetIsolationLevel(connection));
    expect(await runAsync(dialect.getIsolationLevel(connection))).toBe("READ COMMITTED");
    expect(() => dialect.checkIsolationLevel("SERIALIZABLE; DROP TABLE p")).toThrow(/expected one of/);
  });
}

describe.skipIf(noPostgresql !== undefined).each(
  ["pg", "postgres"].flatMap((driver) => [
    [driver, false],
    [driver, true],
  ]) as [string, boolean][],
)("connections of postgresql+%s (sync: %s)", (driver, sync) => {
  const drivername = `postgresql+${driver}`;
  const description = async (db: Opened, sql: string): Promise<unknown> => {
    try {
      await db.connection.query(sql, []);
    } catch (error) {
      return db.dialect.describeError(error);
    }
    throw new Error("nothing failed");
  };

  it("that the server ends are lost, and known to be", async () => {
    const killer = await open("postgresql+pg", false, postgresqlServer);
    const victim = await open(drivername, sync, postgresqlServer);
    const pid = (await victim.connection.query("SELECT pg_backend_pid()", [])).rows[0]![0];
    await killer.connection.query("SELECT pg_terminate_backend($1), pg_sleep(0.1)", [pid]);
    const lost = { category: "operational", isDisconnect: true, driverCode: "57P01" };
    expect(await description(victim, "SELECT 1")).toMatchObject(lost);
    expect(victim.connection.isOpen).toBe(false);
    expect(await description(victim, "SELECT 1")).toMatchObject(lost);
    await victim.dispose();
    await killer.dispose();
  });

  it("that are lost in the middle of a statement say so", async () => {
    const victim = await open(drivername, sync, postgresqlServer);
    await victim.connection.query("BEGIN", []);
    const suicide = "SELECT pg_terminate_backend(pg_backend_pid()), pg_sleep(10)";
    expect(await description(victim, suicide)).toMatchObject({ isDisconnect: true, driverCode: "57P01" });
    expect(victim.connection.isOpen).toBe(false);
    await victim.dispose();
  });

  it("that cannot be made are operational errors", async () => {
    const { PostgreSQLDialect } = await import("../../src/dialects/postgresql/dialect.ts");
    const describeError = (error: unknown): unknown => new PostgreSQLDialect().describeError(error);
    const nobody = await open(drivername, sync, options({ host: "127.0.0.1", port: 1 })).catch((e: unknown) => e);
    expect(describeError(nobody)).toMatchObject({ category: "operational", driverCode: "ECONNREFUSED" });
    expect(String(nobody)).toContain("No connection to 127.0.0.1:1");
    const noDatabase = await open(drivername, sync, { ...postgresqlServer, database: "no such database" }).catch(
      (e: unknown) => e,
    );
    expect(describeError(noDatabase)).toMatchObject({
      category: "programming",
      driverCode: "3D000",
      isDisconnect: false,
    });
  });

  it("go on after statements that the server refuses", async () => {
    const db = await open(drivername, sync, postgresqlServer);
    for (let i = 0; i < 4; i++) {
      expect(await description(db, "SELECT 1 FROM does_not_exist")).toMatchObject({ driverCode: "42P01" });
      const failed = (async () => await db.connection.query("SELECT $1::int FROM does_not_exist", [1]))();
      await expect(failed).rejects.toMatchObject({ code: "42P01" });
      await expect((async () => await db.connection.query("SELECT 1 / $1::int", [0]))()).rejects.toMatchObject({
        code: "22012",
      });
      expect((await db.connection.query("SELECT $1::int", [i])).rows).toEqual([[i]]);
    }
    await db.dispose();
  });

  it("prepare a statement that comes again, and forget one that will not", async () => {
    const db = await open(drivername, sync, { ...postgresqlServer, query: { prepared_statement_cache_size: "8" } });
    const prepared = async (): Promise<unknown[]> =>
      (await db.connection.query("SELECT statement FROM pg_prepared_statements", [])).rows.map(([text]) => text);
    await db.connection.query("SELECT $1::int AS once", [1]);
    await db.connection.query("SELECT $1::int AS again /* 1 */", [1], { once: true });
    await db.connection.query("SELECT $1::int AS again /* 1 */", [1], { once: true });
    expect(await prepared()).toEqual([]);
    await db.connection.query("SELECT $1::int AS once", [2]);
    expect(await prepared()).toEqual(["SELECT $1::int AS once"]);
    // Twice the cache, three times over: each goes out of it and comes back.
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 16; i++) {
        for (let times = 0; times < 2; times++)
          expect((await db.connection.query(`SELECT $1::int + ${i}`, [round])).rows).toEqual([[round + i]]);
      }
    }
    expect((await prepared()).length).toBeLessThanOrEqual(8);
    await db.connection.query("BEGIN", []);
    for (let i = 0; i < 16; i++) {
      for (let times = 0; times < 2; times++)
        expect((await db.connection.query(`SELECT $1::int - ${i}`, [i])).rows).toEqual([[0]]);
    }
    expect(db.connection.inTransaction).toBe(true);
    await db.connection.query("COMMIT", []);
    await db.dispose();
  });
});

describe.skipIf(noPostgresql !== undefined).each(["pg", "postgres"])("postgresql+%s", (driver) => {
  const connect = (): Promise<Opened> => open(`postgresql+${driver}`, false, postgresqlServer);
  const codeOf = (work: unknown): Promise<unknown> =>
    (work as Promise<unknown>).then(
      () => undefined,
      (error: unknown) => (error as { code: unknown }).code,
    );

  it("stops a statement on request, and stays usable", async () => {
    const db = await connect();
    const { connection } = db;
    const outcome = codeOf(connection.query("SELECT pg_sleep(60)", []));
    await new Promise((resolve) => setTimeout(resolve, 20));
    await connection.cancel?.();
    expect(await outcome).toBe("57014");
    await connection.cancel?.();
    expect((await connection.query("SELECT 1", [])).rows).toEqual([[1]]);
    await db.dispose();
    await connection.cancel?.();
  });

  it("takes statements one after the other that are asked for at once", async () => {
    const db = await connect();
    const { connection } = db;
    const all: Promise<unknown>[] = [];
    for (let i = 0; i < 20; i++) {
      all.push(
        (async () => await connection.query(i % 3 === 0 ? `SELECT ${i}` : "SELECT $1::int", i % 3 === 0 ? [] : [i]))(),
      );
      all.push(codeOf(connection.query("SELECT 1 / $1::int", [0])));
    }
    const found = (await Promise.all(all)).map((each) =>
      typeof each === "string" ? each : (each as DriverResult).rows,
    );
    expect(found).toEqual(Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? [[i / 2]] : "22012")));
    await db.dispose();
  });

  it("closes at once, whatever is going on, and only once", async () => {
    const db = await connect();
    const busy = codeOf(db.connection.query("SELECT pg_sleep(60)", []));
    const waiting = codeOf(db.connection.query("SELECT 1", []));
    await new Promise((resolve) => setTimeout(resolve, 20));
    await db.connection.close();
    expect(typeof (await busy)).toBe("string");
    expect(typeof (await waiting)).toBe("string");
    await db.connection.close();
    expect(db.connection.isOpen).toBe(false);
    expect(typeof (await codeOf(db.connection.query("SELECT 1", [])))).toBe("string");
  });

  it("reads many rows, with messages across the borders of packets", async () => {
    const db = await connect();
    const { connection } = db;
    const { rows } = await connection.query(
      "SELECT n, repeat(chr(97 + n % 26), n % 300), NULL FROM generate_series(1, $1::int) AS g(n)",
      [30_000],
    );
    expect(rows.length).toBe(30_000);
    expect(rows[29_998]).toEqual([29_999, "v".repeat(299), null]);
    expect(connection.inTransaction).toBe(false);
    await db.dispose();
  });
});

describe.skipIf(noPostgresql !== undefined)("adopt of postgresql+pg", () => {
  it("takes over a client of the package, and stops its statements", async () => {
    const { default: pg } = await import("pg");
    const { postgresqlUrl } = await import("../support/databases.ts");
    const client = new pg.Client({ connectionString: postgresqlUrl });
    await client.connect();
    const { pgDriver } = await import("../../src/dialects/postgresql/drivers/pg.ts");
    const connection = (await pgDriver().adopt?.(client, options())) as Opened["connection"];
    expect(connection.raw).toBe(client);
    expect((await connection.query("SELECT $1::int8", ["9007199254740993"])).rows).toEqual([[9007199254740993n]]);
    await connection.query("BEGIN", []);
    expect(connection.inTransaction).toBe(true);
    const outcome = (connection.query("SELECT pg_sleep(60)", []) as Promise<unknown>).catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await connection.cancel?.();
    expect(await outcome).toMatchObject({ code: "57014" });
    await connection.close();
    await expect((async () => await pgDriver().adopt?.(new pg.Client(), options()))()).rejects.toThrow(
      /connected already/,
    );
  });
});
