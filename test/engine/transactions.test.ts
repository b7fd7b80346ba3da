import {
  type Connection,
  type Engine,
  IntegrityError,
  InvalidRequestError,
  listen,
  PendingRollbackError,
  ResourceClosedError,
  StatementError,
} from "athanor";
import { expect, test } from "vitest";
import { describeAsync, describeSync } from "../support/databases.ts";

const create = "CREATE TABLE t (id INTEGER PRIMARY KEY, name VARCHAR(20) UNIQUE)";
const add = (name: string): string => `INSERT INTO t (id, name) VALUES (${name.charCodeAt(0)}, '${name}')`;
const names = "SELECT name FROM t ORDER BY id";

function prepared(engine: Engine): Engine {
  engine.begin((connection) => connection.execDriverSql(create));
  return engine;
}
function read(engine: Engine): unknown[] {
  return engine.begin((connection) => connection.execDriverSql(names).scalars().all());
}
function steps(engine: Engine): string[] {
  const seen: string[] = [];
  for (const name of ["begin", "commit", "rollback"] as const) listen(engine, name, () => seen.push(name));
  for (const name of ["savepoint", "releaseSavepoint", "rollbackSavepoint"] as const) {
    listen(engine, name, (_connection: unknown, savepoint: string) => seen.push(`${name} ${savepoint}`));
  }
  return seen;
}

describeSync("transactions", (database) => {
  test("the first statement begins one; commit and rollback end it", () => {
    const engine = prepared(database.engine());
    using connection = engine.connect();
    expect(connection.inTransaction()).toBe(false);
    connection.execDriverSql(add("a"));
    expect(connection.inTransaction()).toBe(true);
    connection.commit();
    connection.execDriverSql(add("b"));
    connection.rollback();
    connection.execDriverSql(add("c"));
    connection.commit();
    connection.commit();
    connection.rollback();
    expect(connection.execDriverSql(names).scalars().all()).toEqual(["a", "c"]);
  });

  test("closing rolls back what was not committed", () => {
    const engine = prepared(database.engine());
    {
      using connection = engine.connect();
      connection.execDriverSql(add("a"));
    }
    expect(read(engine)).toEqual([]);
    expect(engine.pool.checkedout()).toBe(0);
  });

  test("engine.begin commits on return and rolls back on throw, rethrowing the same error", () => {
    const engine = prepared(database.engine());
    expect(
      engine.begin((connection) => {
        connection.execDriverSql(add("a"));
        return 7;
      }),
    ).toBe(7);
    const error = new Error("mine");
    expect(() =>
      engine.begin((connection) => {
        connection.execDriverSql(add("b"));
        throw error;
      }),
    ).toThrow(error);
    expect(read(engine)).toEqual(["a"]);
    expect(engine.pool.checkedout()).toBe(0);
  });

  test("a body that returns a promise is an error, and is rolled back", () => {
    const engine = prepared(database.engine());
    expect(() =>
      engine.begin(async (connection) => {
        connection.execDriverSql(add("a"));
      }),
    ).toThrow(/promise/);
    using connection = engine.connect();
    expect(() =>
      connection.begin(async () => {
        connection.execDriverSql(add("b"));
      }),
    ).toThrow(/promise/);
    expect(connection.inTransaction()).toBe(false);
    connection.close();
    expect(read(engine)).toEqual([]);
  });

  test("begin() gives a transaction that using rolls back unless it was committed", () => {
    const engine = prepared(database.engine());
    using connection = engine.connect();
    {
      using transaction = connection.begin();
      connection.execDriverSql(add("a"));
      expect(transaction.isActive).toBe(true);
    }
    {
      using transaction = connection.begin();
      connection.execDriverSql(add("b"));
      transaction.commit();
      expect(transaction.isActive).toBe(false);
      expect(() => transaction.commit()).toThrow(InvalidRequestError);
      transaction.rollback();
    }
    expect(connection.execDriverSql(names).scalars().all()).toEqual(["b"]);
    expect(() => connection.begin()).toThrow(/under way/);
  });

  test("savepoints: released, rolled back, nested, numbered", () => {
    const engine = prepared(database.engine());
    const seen = steps(engine);
    engine.begin((connection) => {
      connection.execDriverSql(add("a"));
      expect(() =>
        connection.beginNested(() => {
          connection.execDriverSql(add("b"));
          throw new Error("undo");
        }),
      ).toThrow("undo");
      connection.beginNested(() => {
        connection.execDriverSql(add("c"));
        const inner = connection.beginNested();
        expect(inner.nested).toBe(true);
        connection.execDriverSql(add("d"));
        inner.rollback();
        expect(connection.inNestedTransaction()).toBe(true);
      });
      expect(connection.inNestedTransaction()).toBe(false);
    });
    expect(seen).toEqual([
      "begin",
      "savepoint sa_savepoint_1",
      "rollbackSavepoint sa_savepoint_1",
      "savepoint sa_savepoint_2",
      "savepoint sa_savepoint_3",
      "rollbackSavepoint sa_savepoint_3",
      "releaseSavepoint sa_savepoint_2",
      "commit",
    ]);
    expect(read(engine)).toEqual(["a", "c"]);
  });

  test("ending an outer savepoint or the transaction ends what is nested in it", () => {
    const engine = prepared(database.engine());
    using connection = engine.connect();
    const outer = connection.beginNested();
    const inner = connection.beginNested();
    connection.execDriverSql(add("a"));
    outer.commit();
    expect([outer.isActive, inner.isActive, connection.inTransaction()]).toEqual([false, false, true]);
    expect(() => inner.commit()).toThrow(InvalidRequestError);
    const another = connection.beginNested();
    connection.commit();
    expect([another.isActive, connection.inTransaction()]).toEqual([false, false]);
    expect(read(engine)).toEqual(["a"]);
  });

  test("after an error a savepoint is rolled back and the transaction goes on", () => {
    const engine = prepared(database.engine());
    engine.begin((connection) => {
      connection.execDriverSql(add("a"));
      expect(() => connection.beginNested(() => connection.execDriverSql(add("a")))).toThrow(IntegrityError);
      connection.execDriverSql(add("b"));
    });
    expect(read(engine)).toEqual(["a", "b"]);
  });

  test("a statement that failed and was caught does not lose the rest silently", () => {
    const engine = prepared(database.engine());
    const body = (connection: Connection): void => {
      connection.execDriverSql(add("a"));
      expect(() => connection.execDriverSql(add("a"))).toThrow(IntegrityError);
    };
    if (database.dialect === "postgresql") {
      // The server aborts the transaction, and would answer COMMIT with a rollback.
      expect(() => engine.begin(body)).toThrow(PendingRollbackError);
      expect(read(engine)).toEqual([]);
      expect(engine.pool.checkedout()).toBe(0);
    } else {
      engine.begin(body);
      expect(read(engine)).toEqual(["a"]);
    }
  });

  // MySQL has no deferred constraints.
  test.skipIf(database.dialect === "mysql")("a commit that fails is rolled back, and its error is thrown", () => {
    const engine = prepared(database.engine());
    engine.begin((connection) => {
      connection.execDriverSql(
        "CREATE TABLE child (id INTEGER PRIMARY KEY, t_id INTEGER REFERENCES t (id) DEFERRABLE INITIALLY DEFERRED)",
      );
    });
    using connection = engine.connect();
    connection.execDriverSql("INSERT INTO child VALUES (1, 99)");
    expect(() => connection.commit()).toThrow(
      expect.objectContaining({ name: "IntegrityError", kind: "foreignKey", statement: "COMMIT" }),
    );
    expect(connection.inTransaction()).toBe(false);
    expect(connection.execDriverSql("SELECT count(*) FROM child").scalar()).toBe(0);
  });

  test("a rollback that fails keeps the first error and gives the connection up", () => {
    const engine = prepared(database.engine());
    listen(
      engine,
      "rollback",
      () => {
        throw new Error("second");
      },
      { once: true },
    );
    expect(() =>
      engine.begin(() => {
        throw new Error("first");
      }),
    ).toThrow("first");
    expect(engine.pool.checkedout()).toBe(0);
  });

  test("a closed connection refuses everything but closing", () => {
    const engine = prepared(database.engine());
    const connection = engine.connect();
    connection.close();
    connection.close();
    expect(connection.closed).toBe(true);
    for (const use of [
      () => connection.execDriverSql("SELECT 1"),
      () => connection.begin(),
      () => connection.beginNested(),
      () => connection.commit(),
      () => connection.rollback(),
      () => connection.executionOptions({}),
      () => connection.info,
    ])
      expect(use).toThrow(ResourceClosedError);
  });

  test("an invalidated connection must be rolled back, then uses a new one", () => {
    const engine = database.engine();
    using connection = engine.connect();
    connection.execDriverSql("SELECT 1");
    connection.invalidate();
    expect(connection.invalidated).toBe(true);
    expect(() => connection.execDriverSql("SELECT 1")).toThrow(PendingRollbackError);
    expect(() => connection.commit()).toThrow(PendingRollbackError);
    connection.rollback();
    expect(connection.execDriverSql("SELECT 1").scalar()).toBe(1);
    expect(connection.invalidated).toBe(false);
  });

  test("isolation levels are checked, and set only outside a transaction", () => {
    const engine = database.engine();
    expect(() => database.engine({ isolationLevel: "SNAPSHOTTY" })).toThrow(/isolation level/i);
    using connection = engine.connect();
    connection.executionOptions({ isolationLevel: "SERIALIZABLE" });
    connection.execDriverSql("SELECT 1");
    expect(() => connection.executionOptions({ isolationLevel: "READ UNCOMMITTED" })).toThrow(InvalidRequestError);
    connection.rollback();
    expect(() => connection.executionOptions({ isolationLevel: "nope" })).toThrow(/isolation level/i);
  });

  test("execDriverSql refuses what drivers would silently change", () => {
    const engine = database.engine();
    using connection = engine.connect();
    for (const bad of [undefined, Number.NaN, new Date(), {}, () => 1, Symbol("x")]) {
      expect(() => connection.execDriverSql("SELECT 1", [bad])).toThrow(/parameters/);
    }
    expect(connection.inTransaction()).toBe(false);
    expect(() => connection.execDriverSql(1 as never)).toThrow(/SQL text/);
  });
});

describeAsync("async transactions", (database) => {
  test("commit, rollback, savepoints, closing", async () => {
    const engine = await database.engine();
    await engine.begin((connection) => connection.execDriverSql(create));
    {
      await using connection = await engine.connect();
      await connection.execDriverSql(add("a"));
      await connection.commit();
      await expect(
        connection.beginNested(async () => {
          await connection.execDriverSql(add("b"));
          throw new Error("undo");
        }),
      ).rejects.toThrow("undo");
      await connection.beginNested(async () => {
        await connection.execDriverSql(add("c"));
      });
      await connection.commit();
      await connection.execDriverSql(add("d"));
    }
    const rows = await engine.begin(async (connection) => (await connection.execDriverSql(names)).scalars().all());
    expect(rows).toEqual(["a", "c"]);
    expect(engine.pool.checkedout()).toBe(0);
  });

  test("operations of one connection queue and do not interleave", async () => {
    const engine = await database.engine();
    await engine.begin((connection) => connection.execDriverSql(create));
    await using connection = await engine.connect();
    const results = await Promise.allSettled([
      connection.execDriverSql(add("a")),
      connection.commit(),
      connection.execDriverSql(add("b")),
      connection.rollback(),
      connection.execDriverSql("SELECT nonsense"),
      connection.rollback(),
      connection.execDriverSql(names),
    ]);
    expect(results.map((result) => result.status)).toEqual([
      "fulfilled",
      "fulfilled",
      "fulfilled",
      "fulfilled",
      "rejected",
      "fulfilled",
      "fulfilled",
    ]);
    expect(
      (results[6] as PromiseFulfilledResult<Awaited<ReturnType<typeof connection.execDriverSql>>>).value
        .scalars()
        .all(),
    ).toEqual(["a"]);
  });

  test("begin waits for what its body did not wait for", async () => {
    const engine = await database.engine();
    await engine.begin((connection) => connection.execDriverSql(create));
    await engine.begin((connection) => {
      void connection.execDriverSql(add("a"));
    });
    expect(await engine.begin(async (connection) => (await connection.execDriverSql(names)).scalars().all())).toEqual([
      "a",
    ]);
  });

  test("errors of the database are ours, with the driver's as cause", async () => {
    const engine = await database.engine();
    await engine.begin((connection) => connection.execDriverSql(create));
    await using connection = await engine.connect();
    await connection.execDriverSql(add("a"));
    const error = await connection.execDriverSql(add("a")).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(IntegrityError);
    expect(error).toBeInstanceOf(StatementError);
    expect(error).toMatchObject({
      kind: "unique",
      statement: add("a"),
      connectionInvalidated: false,
      code: "integrity",
    });
    expect((error as Error).cause).toBeInstanceOf(Error);
  });

  test("listeners may return promises", async () => {
    const engine = await database.engine();
    let waited = false;
    listen(engine, "beforeCursorExecute", async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      waited = true;
    });
    await using connection = await engine.connect();
    await connection.execDriverSql("SELECT 1");
    expect(waited).toBe(true);
  });
});
