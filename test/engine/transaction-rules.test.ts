import {
  ArgumentError,
  InvalidRequestError,
  listen,
  PendingRollbackError,
  ResourceClosedError,
  type AsyncConnection,
  type Connection,
} from "athanor";
import { expect, test } from "vitest";
import { describeAsync, describeSync } from "../support/databases.ts";

const create = "CREATE TABLE t (id INTEGER PRIMARY KEY)";
const add = (id: number): string => `INSERT INTO t (id) VALUES (${id})`;
const ids = "SELECT id FROM t ORDER BY id";

function read(connection: Connection): unknown[] {
  return connection.execDriverSql(ids).scalars().all();
}

describeSync("the rules of transactions", (database) => {
  test("begin() once: a second one, or one after a statement, is an error until commit or rollback", () => {
    const engine = database.engine();
    using connection = engine.connect();
    const transaction = connection.begin();
    expect(() => connection.begin()).toThrow(InvalidRequestError);
    expect(() => connection.begin()).toThrow(/under way.*commit\(\) or rollback\(\).*beginNested/);
    transaction.commit();
    connection.execDriverSql("SELECT 1");
    expect(() => connection.begin(() => 1)).toThrow(InvalidRequestError);
    connection.rollback();
    connection.begin().rollback();
    expect(() => engine.begin((inner) => inner.begin())).toThrow(InvalidRequestError);
    expect(engine.pool.checkedout()).toBe(1);
  });

  test("getTransaction and getNestedTransaction give the transactions that are under way, the same objects each time", () => {
    const engine = database.engine();
    using connection = engine.connect();
    expect(connection.getTransaction()).toBeUndefined();
    expect(connection.getNestedTransaction()).toBeUndefined();
    connection.execDriverSql("SELECT 1");
    const autobegun = connection.getTransaction();
    expect(autobegun?.isActive).toBe(true);
    autobegun?.rollback();
    expect(connection.inTransaction()).toBe(false);

    const root = connection.begin();
    expect(connection.getTransaction()).toBe(root);
    const outer = connection.beginNested();
    const inner = connection.beginNested();
    expect(connection.getTransaction()).toBe(root);
    expect(connection.getNestedTransaction()).toBe(inner);
    inner.commit();
    expect(connection.getNestedTransaction()).toBe(outer);
    outer.rollback();
    expect(connection.getNestedTransaction()).toBeUndefined();
    root.commit();
    expect(connection.getTransaction()).toBeUndefined();
  });

  test("committing twice, or after a rollback, is an error; rolling back and closing twice is not", () => {
    const engine = database.engine();
    using connection = engine.connect();
    const committed = connection.begin();
    committed.commit();
    expect(() => committed.commit()).toThrow(/transaction was committed already; begin another one with begin\(\)/);
    committed.rollback();
    const rolledBack = connection.begin();
    rolledBack.rollback();
    rolledBack.close();
    expect(() => rolledBack.commit()).toThrow(/was rolled back already/);
    connection.begin();
    const savepoint = connection.beginNested();
    savepoint.commit();
    expect(() => savepoint.commit()).toThrow(/savepoint was committed already; begin another one with beginNested\(\)/);
  });

  test("a body that has ended its transaction cannot execute anything: nothing could commit it", () => {
    const engine = database.engine();
    engine.begin((connection) => connection.execDriverSql(create));
    const seen: string[] = [];
    listen(engine, "begin", () => seen.push("begin"));
    const ended = /transaction of the function that runs here has ended/;
    for (const end of ["commit", "rollback"] as const) {
      expect(() =>
        engine.begin((connection) => {
          connection[end]();
          connection.execDriverSql(add(1));
        }),
      ).toThrow(ended);
      using connection = engine.connect();
      for (const use of [
        () => connection.execDriverSql(add(2)),
        () => connection.begin(),
        () => connection.beginNested(),
      ]) {
        expect(() =>
          connection.begin((transaction) => {
            transaction[end]();
            use();
          }),
        ).toThrow(ended);
        expect(connection.inTransaction()).toBe(false);
      }
      // The savepoint's body, while the transaction around it goes on.
      connection.begin(() => {
        expect(() =>
          connection.beginNested((savepoint) => {
            savepoint[end]();
            connection.execDriverSql(add(3));
          }),
        ).toThrow(ended);
        connection.execDriverSql(end === "commit" ? add(4) : add(5));
      });
    }
    expect(seen).toHaveLength(10);
    using connection = engine.connect();
    expect(read(connection)).toEqual([4, 5]);
  });

  test("a body may end its transaction as the last thing that it does", () => {
    const engine = database.engine();
    engine.begin((connection) => connection.execDriverSql(create));
    engine.begin((connection) => {
      connection.execDriverSql(add(1));
      connection.commit();
    });
    using connection = engine.connect();
    expect(
      connection.begin((transaction) => {
        connection.execDriverSql(add(2));
        transaction.rollback();
        return "left";
      }),
    ).toBe("left");
    expect(read(connection)).toEqual([1]);
  });

  test("AUTOCOMMIT: each statement counts at once, begin() is nominal, and savepoints are refused", () => {
    const engine = database.engine();
    engine.begin((connection) => connection.execDriverSql(create));
    using connection = engine.connect();
    connection.executionOptions({ isolationLevel: "AUTOCOMMIT" });
    expect(connection.getIsolationLevel()).toBe("AUTOCOMMIT");
    const transaction = connection.begin();
    connection.execDriverSql(add(1));
    transaction.rollback();
    expect(read(connection)).toEqual([1]);
    connection.rollback();
    expect(() => connection.beginNested()).toThrow(/AUTOCOMMIT mode, which has no transactions to set savepoints in/);
    expect(() => connection.begin({ readOnly: true })).toThrow(/AUTOCOMMIT mode/);
    expect(() => connection.begin({ isolationLevel: "SERIALIZABLE" })).toThrow(/AUTOCOMMIT mode/);
    expect(() => connection.begin({ isolationLevel: "AUTOCOMMIT" })).toThrow(ArgumentError);
    expect(connection.inTransaction()).toBe(false);
  });

  test("AUTOCOMMIT: a transaction that SQL text began is rolled back when the connection is given back", () => {
    const engine = database.engine({ isolationLevel: "AUTOCOMMIT" });
    {
      using connection = engine.connect();
      connection.execDriverSql(create);
      connection.execDriverSql("BEGIN");
      connection.execDriverSql(add(1));
    }
    using connection = engine.connect();
    expect(read(connection)).toEqual([]);
  });

  test("a lost connection is said by isValid; commit and statements then ask for a rollback", () => {
    const engine = database.engine();
    using connection = engine.connect();
    const transaction = connection.begin();
    const savepoint = connection.beginNested();
    expect(transaction.isValid).toBe(true);
    connection.invalidate();
    for (const each of [transaction, savepoint]) {
      expect([each.isValid, each.isActive]).toEqual([false, false]);
      expect(() => each.commit()).toThrow(PendingRollbackError);
    }
    expect(() => connection.beginNested()).toThrow(PendingRollbackError);
    expect(() => connection.begin()).toThrow(InvalidRequestError);
    savepoint.rollback();
    transaction.rollback();
    expect(connection.execDriverSql("SELECT 1").scalar()).toBe(1);
  });

  test("the error that made a transaction unusable is the cause of the refusal to commit it", () => {
    const engine = database.engine();
    engine.begin((connection) => connection.execDriverSql(create));
    using connection = engine.connect();
    connection.execDriverSql(add(1));
    let first: unknown;
    try {
      connection.execDriverSql(add(1));
    } catch (error) {
      first = error;
    }
    if (database.dialect === "postgresql") {
      expect(() => connection.commit()).toThrow(
        expect.objectContaining({ name: "PendingRollbackError", cause: first }),
      );
      expect(connection.inTransaction()).toBe(false);
    } else {
      connection.commit();
    }
  });

  test("a closed connection has no transactions to begin, recover or ask about", () => {
    const engine = database.engine();
    const connection = engine.connect();
    connection.close();
    const uses = [() => connection.begin({ readOnly: true }), () => connection.getIsolationLevel()];
    if (database.dialect !== "sqlite")
      uses.push(
        () => connection.beginTwophase() as never,
        () => connection.recoverTwophase() as never,
        () => connection.commitPrepared("x") as never,
      );
    for (const use of uses) expect(use).toThrow(ResourceClosedError);
    expect(connection.getTransaction()).toBeUndefined();
  });

  test("options of begin() that mean nothing are errors, and nothing is begun", () => {
    const engine = database.engine();
    using connection = engine.connect();
    const wrong: unknown[] = [
      { isolationLevel: "SNAPSHOTTY" },
      { isolationLevel: 1 },
      { readonly: true },
      { readOnly: 1 },
      { readOnly: "yes" },
      { postgresqlDeferrable: 0 },
      { sqliteBeginMode: 3 },
      "SERIALIZABLE",
      null,
      7,
    ];
    for (const options of wrong) {
      expect(() => connection.begin(options as never)).toThrow(ArgumentError);
      expect(() => connection.begin(() => 1, options as never)).toThrow(ArgumentError);
      expect(() => engine.begin(() => 1, options as never)).toThrow(ArgumentError);
    }
    expect(() => connection.begin({ readonly: true } as never)).toThrow(/Did you mean "readOnly"/);
    for (const options of [{ isolationLevel: "SERIALIZABLE" }, { readOnly: true }, { sqliteBeginMode: "IMMEDIATE" }])
      expect(() => connection.execDriverSql("SELECT 1", undefined, options as never)).toThrow(/for one statement/);
    expect(connection.inTransaction()).toBe(false);
  });
});

describeAsync("the rules of transactions, async", (database) => {
  test("getTransaction, getNestedTransaction and bodies that ended their transaction", async () => {
    const engine = await database.engine();
    await using connection = await engine.connect();
    const root = await connection.begin();
    const savepoint = await connection.beginNested();
    expect(connection.getTransaction()).toBe(root);
    expect(connection.getNestedTransaction()).toBe(savepoint);
    await root.rollback();
    expect(connection.getTransaction()).toBeUndefined();
    await connection.close();
    await expect(
      engine.begin(async (inner) => {
        await inner.rollback();
        await inner.execDriverSql("SELECT 1");
      }),
    ).rejects.toThrow(/transaction of the function that runs here has ended/);
    expect(engine.pool.checkedout()).toBe(0);
  });

  test("savepoint bodies that overlap on one connection are told so, and leave nothing half done", async () => {
    const engine = await database.engine();
    await engine.begin((connection) => connection.execDriverSql(create));
    await using connection = await engine.connect();
    const body = async (id: number, statements: number, inside: AsyncConnection): Promise<void> => {
      for (let i = 0; i < statements; i++) await inside.execDriverSql(add(id * 10 + i));
    };
    const results = await Promise.allSettled([
      connection.beginNested(() => body(1, 1, connection)),
      connection.beginNested(() => body(2, 3, connection)),
    ]);
    // The first one's end released the second one's savepoint with its own.
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    expect((results[1] as PromiseRejectedResult).reason).toBeInstanceOf(InvalidRequestError);
    // The connection can be used as ever.
    await connection.execDriverSql("SELECT 1");
    await connection.rollback();
  });

  test("isolation level and read-only, by begin(options), begin(body, options) and engine.begin(body, options)", async () => {
    const engine = await database.engine();
    await engine.begin((connection) => connection.execDriverSql(create));
    await using connection = await engine.connect();
    const transaction = await connection.begin({ isolationLevel: "SERIALIZABLE", readOnly: true });
    expect(await connection.getIsolationLevel()).toBe("SERIALIZABLE");
    await expect(connection.execDriverSql(add(1))).rejects.toThrow();
    await transaction.rollback();
    await expect(connection.begin(() => connection.execDriverSql(add(1)), { readOnly: true })).rejects.toThrow();
    await connection.close();
    await expect(engine.begin((inner) => inner.execDriverSql(add(1)), { readOnly: true })).rejects.toThrow();
    await engine.begin((inner) => inner.execDriverSql(add(1)));
    expect(await engine.begin(async (inner) => (await inner.execDriverSql(ids)).scalars().all())).toEqual([1]);
  });
});
