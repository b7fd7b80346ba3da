import {
  ArgumentError,
  type AsyncEngine,
  createAsyncEngine,
  createEngine,
  type Engine,
  InvalidRequestError,
  listen,
  PendingRollbackError,
  TwoPhaseTransaction,
} from "athanor";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { noOwnMariadb, type OwnMariadb, startMariadb } from "../support/own-mariadb.ts";
import { noOwnPostgresql, type OwnPostgresql, startPostgresql } from "../support/own-postgresql.ts";

for (const reason of [noOwnPostgresql, noOwnMariadb])
  if (reason !== undefined) console.warn(`skipped: two-phase transactions: ${reason}`);

/** Servers of their own: usual ones of PostgreSQL allow no prepared transactions, and one that a test leaves behind keeps its locks. */
let postgresql: OwnPostgresql | undefined;
let mariadb: OwnMariadb | undefined;
beforeAll(async () => {
  if (noOwnPostgresql === undefined) postgresql = await startPostgresql(["max_prepared_transactions=10"]);
  if (noOwnMariadb === undefined) mariadb = await startMariadb();
});
afterAll(async () => {
  await postgresql?.stop();
  await mariadb?.stop();
});

interface TwoPhaseDatabase {
  readonly name: string;
  readonly unavailable: string | undefined;
  sync(): Engine;
  async(): Promise<AsyncEngine>;
}
let names = 0;

const databases: readonly TwoPhaseDatabase[] = [
  {
    name: "PostgreSQL",
    unavailable: noOwnPostgresql,
    sync() {
      const schema = `tp_${++names}`;
      const engine = createEngine(postgresql?.url ?? "", { connectArgs: { options: `-c search_path=${schema}` } });
      engine.begin((connection) => connection.execDriverSql(`CREATE SCHEMA ${schema}`));
      onTestFinished(() => engine.dispose());
      return engine;
    },
    async async() {
      const schema = `tp_${++names}`;
      const engine = createAsyncEngine(postgresql?.url ?? "", { connectArgs: { options: `-c search_path=${schema}` } });
      await engine.begin((connection) => connection.execDriverSql(`CREATE SCHEMA ${schema}`));
      onTestFinished(() => engine.dispose());
      return engine;
    },
  },
  ...["mysql", "mysql+mariadb"].map((drivername) => ({
    name: `MariaDB through ${drivername}:`,
    unavailable: noOwnMariadb,
    sync() {
      const url = `${drivername}://root@127.0.0.1:${mariadb?.port ?? 0}`;
      const database = `tp_${++names}`;
      const admin = createEngine(`${url}/mysql`);
      admin.begin((connection) => connection.execDriverSql(`CREATE DATABASE ${database}`));
      admin.dispose();
      const engine = createEngine(`${url}/${database}`);
      onTestFinished(() => engine.dispose());
      return engine;
    },
    async async() {
      const url = `${drivername}://root@127.0.0.1:${mariadb?.port ?? 0}`;
      const database = `tp_${++names}`;
      const admin = createAsyncEngine(`${url}/mysql`);
      await admin.begin((connection) => connection.execDriverSql(`CREATE DATABASE ${database}`));
      await admin.dispose();
      const engine = createAsyncEngine(`${url}/${database}`);
      onTestFinished(() => engine.dispose());
      return engine;
    },
  })),
];

const create = "CREATE TABLE t (id INTEGER PRIMARY KEY)";
const add = (id: number): string => `INSERT INTO t (id) VALUES (${id})`;
const ids = "SELECT id FROM t ORDER BY id";

function prepared(database: TwoPhaseDatabase): Engine {
  const engine = database.sync();
  engine.begin((connection) => connection.execDriverSql(create));
  return engine;
}
function read(engine: Engine): unknown[] {
  return engine.begin((connection) => connection.execDriverSql(ids).scalars().all());
}

for (const database of databases) {
  describe.skipIf(database.unavailable !== undefined)(`two-phase transactions on ${database.name}`, () => {
    test("prepare, then commit or roll back", () => {
      const engine = prepared(database);
      using connection = engine.connect();
      const transaction = connection.beginTwophase();
      expect(transaction).toBeInstanceOf(TwoPhaseTransaction);
      expect(transaction.xid).toMatch(/^_sa_[0-9a-f]{32}$/);
      expect(connection.getTransaction()).toBe(transaction);
      connection.execDriverSql(add(1));
      transaction.prepare();
      expect([transaction.isPrepared, transaction.isActive, connection.inTransaction()]).toEqual([true, true, true]);
      transaction.commit();
      expect(connection.inTransaction()).toBe(false);

      const second = connection.beginTwophase("my own");
      connection.execDriverSql(add(2));
      second.prepare();
      second.rollback();
      connection.execDriverSql(add(3));
      connection.commit();
      connection.close();
      expect(read(engine)).toEqual([1, 3]);
    });

    test("without prepare it is an ordinary transaction, in one phase", () => {
      const engine = prepared(database);
      using connection = engine.connect();
      const transaction = connection.beginTwophase();
      connection.execDriverSql(add(1));
      transaction.commit();
      using left = connection.beginTwophase();
      connection.execDriverSql(add(2));
      left.close();
      {
        using third = connection.beginTwophase();
        connection.execDriverSql(add(3));
        expect(third.isPrepared).toBe(false);
      }
      connection.commit();
      connection.close();
      expect(read(engine)).toEqual([1]);
    });

    test("savepoints in it are released when it is prepared", () => {
      const engine = prepared(database);
      using connection = engine.connect();
      const transaction = connection.beginTwophase();
      connection.execDriverSql(add(1));
      expect(() =>
        connection.beginNested(() => {
          connection.execDriverSql(add(2));
          throw new Error("undo");
        }),
      ).toThrow("undo");
      const savepoint = connection.beginNested();
      connection.execDriverSql(add(3));
      transaction.prepare();
      expect([savepoint.isActive, connection.inNestedTransaction()]).toEqual([false, false]);
      transaction.commit();
      connection.close();
      expect(read(engine)).toEqual([1, 3]);
    });

    test("what is prepared survives its connection: recoverTwophase, commitPrepared, rollbackPrepared", () => {
      const engine = prepared(database);
      const xids: string[] = [];
      for (const id of [1, 2]) {
        using connection = engine.connect();
        const transaction = connection.beginTwophase();
        connection.execDriverSql(add(id));
        transaction.prepare();
        xids.push(transaction.xid);
        connection.invalidate();
        expect(() => transaction.commit()).toThrow(PendingRollbackError);
      }
      expect(read(engine)).toEqual([]);
      using connection = engine.connect();
      expect(connection.recoverTwophase()).toEqual(expect.arrayContaining(xids));
      expect(connection.inTransaction()).toBe(false);
      connection.execDriverSql("SELECT 1");
      expect(() => connection.commitPrepared(xids[0] as string)).toThrow(/outside of one/);
      expect(() => connection.rollbackPrepared(xids[0] as string)).toThrow(InvalidRequestError);
      connection.rollback();
      connection.commitPrepared(xids[0] as string);
      connection.rollbackPrepared(xids[1] as string);
      expect(connection.recoverTwophase().filter((xid) => xids.includes(xid))).toEqual([]);
      expect(() => connection.commitPrepared(xids[0] as string)).toThrow(
        expect.objectContaining({ code: expect.stringMatching(/^(programming|internal|operational|database)$/) }),
      );
      connection.close();
      expect(read(engine)).toEqual([1]);
    });

    test("closing a connection rolls back, prepared or not", () => {
      const engine = prepared(database);
      for (const prepare of [false, true]) {
        using connection = engine.connect();
        const transaction = connection.beginTwophase();
        connection.execDriverSql(add(1));
        if (prepare) transaction.prepare();
        connection.close();
        expect(() => transaction.commit()).toThrow(/rolled back already/);
      }
      expect(read(engine)).toEqual([]);
      using connection = engine.connect();
      expect(connection.recoverTwophase()).toEqual([]);
    });

    test("misuse is told", () => {
      const engine = prepared(database);
      using connection = engine.connect();
      connection.execDriverSql("SELECT 1");
      expect(() => connection.beginTwophase()).toThrow(/under way on this connection already/);
      connection.rollback();
      const transaction = connection.beginTwophase();
      expect(() => connection.begin()).toThrow(InvalidRequestError);
      connection.execDriverSql(add(1));
      transaction.prepare();
      expect(() => transaction.prepare()).toThrow(/prepared already/);
      // Another statement would be outside of it.
      expect(() => connection.execDriverSql(add(2))).toThrow(/is prepared: it can only be committed or rolled back/);
      expect(() => connection.beginNested()).toThrow(/is prepared/);
      transaction.commit();
      expect(() => transaction.prepare()).toThrow(/committed already/);
      for (const options of [{ readOnly: true }, { postgresqlReadonly: true, readOnly: false }]) {
        connection.executionOptions(options);
        expect(() => connection.beginTwophase()).toThrow(/read-only/);
      }
      connection.executionOptions({ isolationLevel: "AUTOCOMMIT" });
      expect(() => connection.beginTwophase()).toThrow(/AUTOCOMMIT/);
      connection.close();
      expect(read(engine)).toEqual([1]);
    });

    test("names are checked, and hostile ones are only names", () => {
      const engine = prepared(database);
      using connection = engine.connect();
      for (const wrong of ["", "nul\0", "x".repeat(300), 7, null])
        expect(() => connection.beginTwophase(wrong as never)).toThrow(ArgumentError);
      const hostile = ["it's", 'a"b`c', "back\\slash'; DROP TABLE t; --", "%s ? :x $1", "Grüße 🙂", " "];
      for (const [index, name] of hostile.entries()) {
        const transaction = connection.beginTwophase(name);
        connection.execDriverSql(add(index));
        transaction.prepare();
        connection.invalidate();
        connection.rollback();
        expect(connection.recoverTwophase()).toContain(name);
        // MariaDB lists it before it has let go of the connection that was closed.
        for (let attempt = 0; ; attempt++) {
          try {
            connection.commitPrepared(name);
            break;
          } catch (error) {
            if (attempt === 50 || !String(error).includes("XAER_NOTA")) throw error;
            connection.rollback();
            Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
          }
        }
      }
      connection.close();
      expect(read(engine)).toEqual([0, 1, 2, 3, 4, 5]);
    });

    test("a transaction with a failed statement is not prepared as if it were all", () => {
      const engine = prepared(database);
      using connection = engine.connect();
      const transaction = connection.beginTwophase();
      connection.execDriverSql(add(1));
      expect(() => connection.execDriverSql(add(1))).toThrow();
      if (engine.name === "postgresql") {
        expect(() => transaction.prepare()).toThrow(PendingRollbackError);
        expect(connection.inTransaction()).toBe(false);
        connection.close();
        expect(read(engine)).toEqual([]);
      } else {
        transaction.prepare();
        transaction.commit();
        connection.close();
        expect(read(engine)).toEqual([1]);
      }
    });

    test("events, in their order", () => {
      const engine = prepared(database);
      using connection = engine.connect();
      const seen: unknown[] = [];
      for (const name of ["beginTwophase", "prepareTwophase", "commitTwophase", "rollbackTwophase", "begin"] as const)
        listen(connection, name, (_connection: unknown, ...rest: unknown[]) => seen.push([name, ...rest]));
      const first = connection.beginTwophase("one");
      first.prepare();
      first.commit();
      connection.beginTwophase("two").rollback();
      expect(seen).toEqual([
        ["beginTwophase", "one"],
        ["prepareTwophase", "one"],
        ["commitTwophase", "one", true],
        ["beginTwophase", "two"],
        ["rollbackTwophase", "two", false],
      ]);
    });

    test("two databases commit both or none", async () => {
      const one = await database.async();
      const two = await database.async();
      for (const engine of [one, two]) await engine.begin((connection) => connection.execDriverSql(create));
      const both = async (second: string): Promise<void> => {
        await using a = await one.connect();
        await using b = await two.connect();
        await using ta = await a.beginTwophase();
        await using tb = await b.beginTwophase();
        await a.execDriverSql(add(1));
        await b.execDriverSql(second);
        await ta.prepare();
        await tb.prepare();
        await ta.commit();
        await tb.commit();
        expect([ta.isActive, tb.isPrepared]).toEqual([false, true]);
      };
      await expect(both("INSERT INTO nowhere VALUES (1)")).rejects.toThrow();
      const readBoth = async (): Promise<unknown[]> => {
        const rows: unknown[] = [];
        for (const engine of [one, two])
          rows.push(await engine.begin(async (c) => (await c.execDriverSql(ids)).scalars().all()));
        return rows;
      };
      expect(await readBoth()).toEqual([[], []]);
      await both(add(1));
      expect(await readBoth()).toEqual([[1], [1]]);
    });

    test("async: recovery", async () => {
      const engine = await database.async();
      await engine.begin((connection) => connection.execDriverSql(create));
      let xid: string;
      {
        await using connection = await engine.connect();
        const transaction = await connection.beginTwophase();
        xid = transaction.xid;
        expect(connection.getTransaction()).toBe(transaction);
        await connection.execDriverSql(add(1));
        await transaction.prepare();
        await connection.invalidate();
      }
      await using connection = await engine.connect();
      expect(await connection.recoverTwophase()).toContain(xid);
      await expect(connection.rollbackPrepared("unknown")).rejects.toThrow();
      await connection.commitPrepared(xid);
      expect((await connection.execDriverSql(ids)).scalars().all()).toEqual([1]);
    });
  });
}

describe.skipIf(noOwnPostgresql !== undefined)("what was prepared before PostgreSQL crashed", () => {
  test("is there when it is up again", async () => {
    const engine = createAsyncEngine(postgresql?.url ?? "");
    await engine.begin((connection) => connection.execDriverSql("CREATE TABLE crashed (id INTEGER PRIMARY KEY)"));
    {
      await using connection = await engine.connect();
      const transaction = await connection.beginTwophase("before the crash");
      await connection.execDriverSql("INSERT INTO crashed (id) VALUES (1)");
      await transaction.prepare();
      await postgresql?.kill();
      await expect(transaction.commit()).rejects.toMatchObject({ connectionInvalidated: true });
    }
    await postgresql?.start();
    await using connection = await engine.connect();
    expect(await connection.recoverTwophase()).toEqual(["before the crash"]);
    await connection.commitPrepared("before the crash");
    expect((await connection.execDriverSql("SELECT id FROM crashed")).scalars().all()).toEqual([1]);
    await connection.close();
    await engine.dispose();
  });
});

describe("two-phase transactions on SQLite", () => {
  test("are refused: it has none", () => {
    using engine = createEngine("sqlite://");
    using connection = engine.connect();
    for (const use of [
      () => connection.beginTwophase(),
      () => connection.recoverTwophase(),
      () => connection.commitPrepared("x"),
      () => connection.rollbackPrepared("x"),
    ])
      expect(use).toThrow(/sqlite has no two-phase transactions/);
    expect(connection.inTransaction()).toBe(false);
  });
});
