import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runAsync } from "../../src/flow/run.ts";
import type { ConnectOptions } from "../../src/dialect/driver.ts";
import { noPostgresql } from "../support/databases.ts";
import { open, type Opened, options, postgresqlServer } from "./helpers.ts";

const cases = [
  ["pg", "postgresql+pg", false, postgresqlServer],
  ["pg behind the bridge", "postgresql", true, postgresqlServer],
  ["pglite", "postgresql+pglite", false, options()],
  ["pglite behind the bridge", "postgresql+pglite", true, options()],
] as const;

for (const [title, drivername, sync, connectOptions] of cases) {
  const unavailable = connectOptions === postgresqlServer ? noPostgresql : undefined;
  if (unavailable !== undefined) console.warn(`skipped: ${title}: ${unavailable}`);
  describe.skipIf(unavailable !== undefined)(title, () => driverTests(drivername, sync, connectOptions));
}

function driverTests(drivername: string, sync: boolean, connectOptions: ConnectOptions): void {
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
  const schema = `drv_${sync ? "sync" : "async"}_${process.pid}`;

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
      constraint: "uq_email",
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

  it("sets and resets the isolation level", async () => {
    const { dialect, connection } = db;
    await runAsync(dialect.setIsolationLevel(connection, "serializable"));
    expect(await runAsync(dialect.getIsolationLevel(connection))).toBe("SERIALIZABLE");
    await runAsync(dialect.resetIsolationLevel(connection));
    expect(await runAsync(dialect.getIsolationLevel(connection))).toBe("READ COMMITTED");
    expect(() => dialect.checkIsolationLevel("SERIALIZABLE; DROP TABLE p")).toThrow(/expected one of/);
  });
}

describe.skipIf(noPostgresql !== undefined).each([false, true])(
  "a connection that the server ends (sync: %s)",
  (sync) => {
    it("is described as a disconnect, and known to be closed", async () => {
      const killer = await open("postgresql+pg", false, postgresqlServer);
      const victim = await open("postgresql+pg", sync, postgresqlServer);
      const pid = (await victim.connection.query("SELECT pg_backend_pid()", [])).rows[0]![0];
      await killer.connection.query("SELECT pg_terminate_backend($1)", [pid]);
      let description;
      try {
        await victim.connection.query("SELECT 1", []);
      } catch (error) {
        description = victim.dialect.describeError(error);
      }
      expect(description).toMatchObject({ category: "operational", isDisconnect: true });
      await victim.dispose();
      await killer.dispose();
    });

    it("that cannot be made is an operational error", async () => {
      const error = await open("postgresql", sync, options({ host: "127.0.0.1", port: 1 })).catch((e: unknown) => e);
      const { PostgreSQLDialect } = await import("../../src/dialects/postgresql/dialect.ts");
      expect(new PostgreSQLDialect().describeError(error)).toMatchObject({
        category: "operational",
        driverCode: "ECONNREFUSED",
      });
    });
  },
);

it.skipIf(noPostgresql !== undefined)(
  "a statement that the server refuses is refused the same way each time, and leaves the connection usable",
  async () => {
    const db = await open("postgresql+pg", false, postgresqlServer);
    for (let i = 0; i < 4; i++) {
      await expect(db.connection.query("SELECT $1::int FROM does_not_exist", [1])).rejects.toMatchObject({
        code: "42P01",
      });
      expect((await db.connection.query("SELECT $1::int", [i])).rows).toEqual([[i]]);
    }
    await db.dispose();
  },
);
