import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ArgumentError,
  type Connection,
  createEngine,
  DatabaseError,
  type Engine,
  InvalidRequestError,
  OperationalError,
} from "athanor";
import { afterAll, describe, expect, test } from "vitest";
import { describeSync, noPostgresql, postgresqlUrl, sqliteDriver } from "../support/databases.ts";

const create = "CREATE TABLE t (id INTEGER PRIMARY KEY)";

/** What the driver is sent besides statements: the echo shows it. */
const defaults = { sqlite: "SERIALIZABLE", postgresql: "READ COMMITTED", mysql: "REPEATABLE READ" };

describeSync("isolation levels", (database) => {
  const usual = defaults[database.dialect];

  test("every level that the dialect names can be set for a connection, and is what getIsolationLevel then says", () => {
    const engine = database.engine();
    using connection = engine.connect();
    expect(connection.defaultIsolationLevel).toBe(usual);
    expect(connection.getIsolationLevel()).toBe(usual);
    for (const level of engine.dialect.capabilities.isolationLevels) {
      connection.executionOptions({ isolationLevel: level });
      expect(connection.getIsolationLevel()).toBe(level);
      connection.execDriverSql("SELECT 1");
      expect(connection.getIsolationLevel()).toBe(level);
      connection.rollback();
    }
    connection.executionOptions({ isolationLevel: "read_uncommitted" });
    expect(connection.getIsolationLevel()).toBe(
      // PostgreSQL treats it as READ COMMITTED, and calls it by its name.
      "READ UNCOMMITTED",
    );
  });

  test("asking for the level begins no transaction", () => {
    const engine = database.engine();
    using connection = engine.connect();
    connection.getIsolationLevel();
    expect(connection.inTransaction()).toBe(false);
  });

  test("a level set for a connection is gone when the connection is given back, AUTOCOMMIT too", () => {
    const engine = database.engine({ poolSize: 1, maxOverflow: 0 });
    for (const level of ["SERIALIZABLE", "READ UNCOMMITTED", "AUTOCOMMIT"]) {
      {
        using connection = engine.connect();
        connection.executionOptions({ isolationLevel: level });
        connection.execDriverSql("SELECT 1");
      }
      using connection = engine.connect();
      expect(connection.getIsolationLevel()).toBe(usual);
      connection.execDriverSql("SELECT 1");
      expect(connection.inTransaction()).toBe(true);
    }
  });

  test("a level of the engine is every connection's, and what it returns to", () => {
    const engine = database.engine({ isolationLevel: "READ UNCOMMITTED", poolSize: 1, maxOverflow: 0 });
    {
      using connection = engine.connect();
      expect(connection.getIsolationLevel()).toBe("READ UNCOMMITTED");
      expect(connection.defaultIsolationLevel).toBe(usual);
      connection.executionOptions({ isolationLevel: "SERIALIZABLE" });
      expect(connection.getIsolationLevel()).toBe("SERIALIZABLE");
    }
    using connection = engine.connect();
    expect(connection.getIsolationLevel()).toBe("READ UNCOMMITTED");
  });

  test("engine.executionOptions gives an engine of another level over the same pool", () => {
    const engine = database.engine({ poolSize: 1, maxOverflow: 0 });
    const strict = engine.executionOptions({ isolationLevel: "SERIALIZABLE" });
    strict.begin((connection) => expect(connection.getIsolationLevel()).toBe("SERIALIZABLE"));
    engine.begin((connection) => expect(connection.getIsolationLevel()).toBe(usual));
    expect(() => engine.executionOptions({ isolationLevel: "CHAOS" })).toThrow(ArgumentError);
  });

  test("the level of one transaction is over with it", () => {
    const engine = database.engine();
    using connection = engine.connect();
    const level = database.dialect === "sqlite" ? "READ UNCOMMITTED" : "SERIALIZABLE";
    connection.begin(() => expect(connection.getIsolationLevel()).toBe(level), { isolationLevel: level });
    connection.begin(() => expect(connection.getIsolationLevel()).toBe(usual));
    const transaction = connection.begin({ isolationLevel: level });
    expect(seenByTheDatabase(connection, database.dialect)).toBe(level);
    transaction.rollback();
    expect(seenByTheDatabase(connection, database.dialect)).toBe(usual);
  });

  test("the level is what the connection has again after it was lost and replaced", () => {
    const engine = database.engine();
    using connection = engine.connect();
    connection.executionOptions({ isolationLevel: "SERIALIZABLE" });
    connection.invalidate();
    expect(connection.getIsolationLevel()).toBe("SERIALIZABLE");
  });

  test("levels, read-only and begin modes do not change inside a transaction", () => {
    const engine = database.engine();
    using connection = engine.connect();
    connection.execDriverSql("SELECT 1");
    for (const options of [
      { isolationLevel: "SERIALIZABLE" },
      { readOnly: true },
      { postgresqlReadonly: true },
      { postgresqlDeferrable: true },
      { sqliteBeginMode: "IMMEDIATE" as const },
    ])
      expect(() => connection.executionOptions(options)).toThrow(InvalidRequestError);
    connection.rollback();
    connection.executionOptions({ readOnly: true });
  });
});

describeSync("read-only transactions", (database) => {
  function prepared(): Engine {
    const engine = database.engine();
    engine.begin((connection) => connection.execDriverSql(create));
    return engine;
  }
  const writing = [
    "INSERT INTO t (id) VALUES (1)",
    "DELETE FROM t",
    "UPDATE t SET id = id + 1",
    // On MariaDB DDL ends the transaction first, whatever it was to be.
    ...(database.dialect === "mysql" ? [] : ["CREATE TABLE u (id INTEGER PRIMARY KEY)"]),
  ];
  // Where connections share a memory database, it is the engine that refuses.
  const refusal = database.dialect === "sqlite" ? InvalidRequestError : DatabaseError;

  test("refuse to write, by begin, engine.begin, the connection and the engine; others write as ever", () => {
    const engine = prepared();
    for (const sql of writing) {
      expect(() => engine.begin((connection) => connection.execDriverSql(sql), { readOnly: true })).toThrow(refusal);
      using connection = engine.connect();
      expect(() => connection.begin(() => connection.execDriverSql(sql), { readOnly: true })).toThrow(refusal);
      connection.executionOptions({ readOnly: true });
      expect(() => connection.execDriverSql(sql)).toThrow(refusal);
      connection.rollback();
      // One transaction may say otherwise.
      connection.begin(() => connection.execDriverSql("INSERT INTO t (id) VALUES (7)"), { readOnly: false });
      const reader = engine.executionOptions({ readOnly: true });
      expect(() => reader.begin((inner) => inner.execDriverSql(sql))).toThrow(refusal);
      engine.begin((inner) => inner.execDriverSql("DELETE FROM t"));
    }
    using connection = engine.connect();
    connection.begin(() => connection.execDriverSql("SELECT id FROM t"), { readOnly: true });
    connection.execDriverSql("INSERT INTO t (id) VALUES (1)");
    connection.commit();
    expect(connection.execDriverSql("SELECT id FROM t").scalars().all()).toEqual([1]);
  });

  test("postgresqlReadonly and postgresqlDeferrable are for PostgreSQL, and nothing elsewhere", () => {
    const engine = prepared();
    using connection = engine.connect();
    connection.executionOptions({ postgresqlReadonly: true, postgresqlDeferrable: true });
    if (database.dialect !== "postgresql") {
      connection.execDriverSql("INSERT INTO t (id) VALUES (1)");
      return;
    }
    expect(connection.execDriverSql("SHOW transaction_read_only").scalar()).toBe("on");
    expect(connection.execDriverSql("SHOW transaction_deferrable").scalar()).toBe("on");
    expect(() => connection.execDriverSql("INSERT INTO t (id) VALUES (1)")).toThrow(/read-only transaction/);
    connection.rollback();
    connection.begin({ postgresqlReadonly: false, postgresqlDeferrable: false });
    expect(connection.execDriverSql("SHOW transaction_read_only").scalar()).toBe("off");
    expect(connection.execDriverSql("SHOW transaction_deferrable").scalar()).toBe("off");
  });
});

describe.skipIf(noPostgresql !== undefined)("the level that PostgreSQL's connections have when they are opened", () => {
  test("is the one that they return to, whatever the server's usual one is", () => {
    const engine = createEngine(postgresqlUrl, {
      connectArgs: { options: "-c default_transaction_isolation=repeatable\\ read" },
      poolSize: 1,
    });
    try {
      using connection = engine.connect();
      expect(connection.defaultIsolationLevel).toBe("REPEATABLE READ");
      connection.executionOptions({ isolationLevel: "SERIALIZABLE" });
      connection.close();
      using next = engine.connect();
      expect(next.getIsolationLevel()).toBe("REPEATABLE READ");
    } finally {
      engine.dispose();
    }
  });
});

describe("transactions on a SQLite file", () => {
  const folder = mkdtempSync(join(tmpdir(), "athanor-modes-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let files = 0;
  function fileEngine(options = {}): Engine {
    return createEngine(`${sqliteDriver}:///${join(folder, `${++files}.db`)}?timeout=0`, options);
  }
  /** Whether another connection can take the lock for writing, and whether it can read. */
  function free(other: Connection): { readonly toWrite: boolean; readonly toRead: boolean } {
    const can = (use: () => unknown): boolean => {
      try {
        use();
        return true;
      } catch (error) {
        expect(error).toMatchObject({ name: "OperationalError", driverCode: "SQLITE_BUSY", isRetryable: true });
        return false;
      } finally {
        other.rollback();
      }
    };
    return {
      toWrite: can(() => other.begin({ sqliteBeginMode: "IMMEDIATE" })),
      toRead: can(() => other.execDriverSql("SELECT count(*) FROM t")),
    };
  }

  test("begin deferred, immediate and exclusive: by the engine, the connection and the transaction", () => {
    const expected = {
      DEFERRED: { toWrite: true, toRead: true },
      IMMEDIATE: { toWrite: false, toRead: true },
      EXCLUSIVE: { toWrite: false, toRead: false },
    };
    for (const mode of ["DEFERRED", "IMMEDIATE", "EXCLUSIVE"] as const) {
      const engine = fileEngine({ sqliteBeginMode: mode });
      engine.begin((connection) => connection.execDriverSql(create));
      const deferred = createEngine(engine.url);
      // SQLite reads the file for the first time when it is opened.
      using other = deferred.connect();
      for (const begin of [
        (use: () => void) => engine.begin(use),
        (use: () => void) => deferred.begin(use, { sqliteBeginMode: mode }),
        (use: () => void) => deferred.executionOptions({ sqliteBeginMode: mode }).begin(use),
      ])
        begin(() => expect(free(other)).toEqual(expected[mode]));
      engine.begin(() => expect(free(other)).toEqual(expected.DEFERRED), { sqliteBeginMode: "DEFERRED" });
      other.close();
      for (const each of [engine, deferred]) each.dispose();
    }
    expect(() => fileEngine({ sqliteBeginMode: "CONCURRENT" })).toThrow(ArgumentError);
    const engine = fileEngine();
    expect(() => engine.begin(() => 1, { sqliteBeginMode: "CONCURRENT" as never })).toThrow(
      /sqliteBeginMode is "CONCURRENT"; expected one of DEFERRED, IMMEDIATE, EXCLUSIVE/,
    );
    engine.dispose();
  });

  test("read-only: SQLite itself refuses, also what only looks like reading; the next transaction writes", () => {
    const engine = fileEngine();
    engine.begin((connection) => connection.execDriverSql(create));
    using connection = engine.connect();
    for (const sql of ["INSERT INTO t VALUES (1) RETURNING id", "WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x"])
      expect(() => connection.begin(() => connection.execDriverSql(sql), { readOnly: true })).toThrow(OperationalError);
    connection.execDriverSql("INSERT INTO t VALUES (1)");
    connection.commit();
    const pragma = (): unknown => connection.execDriverSql("PRAGMA query_only").scalar();
    connection.begin(() => expect(pragma()).toBe(1), { readOnly: true });
    expect(pragma()).toBe(0);
    connection.close();
    engine.dispose();
  });

  test("DDL belongs to the transaction: it is undone by a rollback, also to a savepoint, and seen by others after the commit", () => {
    const engine = fileEngine();
    using connection = engine.connect();
    const tables = (by: Connection): unknown[] =>
      by.execDriverSql("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").scalars().all();
    connection.execDriverSql(create);
    connection.execDriverSql("INSERT INTO t VALUES (1)");
    expect(() =>
      connection.beginNested(() => {
        connection.execDriverSql("CREATE TABLE u (id INTEGER)");
        connection.execDriverSql("ALTER TABLE t ADD COLUMN more TEXT");
        throw new Error("undo");
      }),
    ).toThrow("undo");
    expect(tables(connection)).toEqual(["t"]);
    {
      using other = engine.connect();
      expect(tables(other)).toEqual([]);
    }
    connection.rollback();
    expect(tables(connection)).toEqual([]);
    connection.rollback();
    connection.execDriverSql(create);
    connection.execDriverSql("DROP TABLE t");
    connection.execDriverSql("CREATE TABLE v (id INTEGER)");
    connection.commit();
    expect(tables(connection)).toEqual(["v"]);
    connection.close();
    engine.dispose();
  });

  test("what SQLite changes only outside of transactions is changed in AUTOCOMMIT mode", () => {
    const engine = fileEngine();
    using connection = engine.connect();
    // Inside one, SQLite ignores the one and refuses the other.
    connection.execDriverSql("PRAGMA foreign_keys = OFF");
    expect(connection.execDriverSql("PRAGMA foreign_keys").scalar()).toBe(1);
    expect(() => connection.execDriverSql("VACUUM")).toThrow(/cannot VACUUM from within a transaction/);
    connection.rollback();
    connection.executionOptions({ isolationLevel: "AUTOCOMMIT" });
    connection.execDriverSql("PRAGMA foreign_keys = OFF");
    expect(connection.execDriverSql("PRAGMA foreign_keys").scalar()).toBe(0);
    connection.execDriverSql("PRAGMA foreign_keys = ON");
    connection.execDriverSql("VACUUM");
    connection.close();
    engine.dispose();
  });
});

/** What the server says of its transaction, where it does. */
function seenByTheDatabase(connection: Connection, dialect: keyof typeof defaults): unknown {
  if (dialect === "postgresql") {
    const level = connection.execDriverSql("SHOW transaction_isolation").scalar();
    connection.rollback();
    return String(level).toUpperCase();
  }
  if (dialect === "sqlite")
    return connection.execDriverSql("PRAGMA read_uncommitted").scalar() === 1 ? "READ UNCOMMITTED" : "SERIALIZABLE";
  return connection.getIsolationLevel();
}
