import {
  type AsyncEngine,
  createAsyncEngine,
  createEngine,
  type ExecutionOptions,
  insert,
  integer,
  InvalidRequestError,
  MetaData,
  OperationalError,
  PendingRollbackError,
  select,
  StatementAbortedError,
  StatementTimeoutError,
  text,
} from "athanor";
import { describe, expect, onTestFinished, test } from "vitest";
import { describeAsync, describeSync, sqliteDriver } from "../support/databases.ts";

/** A statement that runs much longer than any test waits. */
const slow = {
  postgresql: "SELECT pg_sleep(60)",
  mysql: "SELECT SUM(a.seq * b.seq) FROM seq_1_to_1000000 AS a JOIN seq_1_to_1000000 AS b",
  sqlite: "",
};

describeAsync("limits of statements", (database) => {
  const long = text(slow[database.dialect]);
  /** PGlite runs in this thread: nothing can stop it. */
  const canStop = database.dialect !== "sqlite" && !database.name.includes("pglite");
  const failure = async (work: PromiseLike<unknown>): Promise<unknown> => {
    try {
      await work;
    } catch (error) {
      return error;
    }
    throw new Error("nothing failed");
  };

  test.runIf(canStop)("a timeout stops the statement, not the connection", async () => {
    const engine = await database.engine();
    await using conn = await engine.connect();
    const error = await failure(conn.execute(long, undefined, { timeout: 50 }));
    expect(error).toBeInstanceOf(StatementTimeoutError);
    expect(error).toBeInstanceOf(OperationalError);
    expect(error).toMatchObject({ code: "statement-timeout", timeout: 50, connectionInvalidated: false });
    expect((error as StatementTimeoutError).statement).toBe(slow[database.dialect]);
    expect((error as StatementTimeoutError).cause).toBeInstanceOf(Error);
    expect(conn.invalidated).toBe(false);
    await conn.rollback();
    expect(await conn.scalar(text("SELECT 1"))).toBe(1);
  });

  test.runIf(canStop)("an aborted signal stops it too", async () => {
    const engine = await database.engine();
    await using conn = await engine.connect();
    const controller = new AbortController();
    const running = failure(conn.execute(long, undefined, { signal: controller.signal }));
    setTimeout(() => controller.abort("the user left"), 20);
    const error = await running;
    expect(error).toBeInstanceOf(StatementAbortedError);
    expect(error).toMatchObject({ code: "statement-aborted", reason: "the user left", connectionInvalidated: false });
    await conn.rollback();
    // Nothing is sent under a signal that is aborted already, and the transaction does not suffer.
    await conn.execute(text("SELECT 1"));
    expect(await failure(conn.execute(long, undefined, { signal: controller.signal }))).toBeInstanceOf(
      StatementAbortedError,
    );
    expect(await conn.scalar(text("SELECT 1"))).toBe(1);
    await conn.commit();
  });

  test.runIf(canStop)("what is done in time is not touched", async () => {
    const engine = await database.engine();
    await using conn = await engine.connect();
    const controller = new AbortController();
    const options = { timeout: 60_000, signal: controller.signal };
    expect((await conn.execute(text("SELECT 1"), undefined, options)).scalar()).toBe(1);
    controller.abort();
    expect(await conn.scalar(text("SELECT 2"))).toBe(2);
    await expect(conn.execute(text("SELECT nonsense"), undefined, { timeout: 60_000 })).rejects.toThrow(/nonsense/);
  });

  test.runIf(canStop)("the transaction is in the state in which an error leaves it", async () => {
    const engine = await database.engine();
    await using conn = await engine.connect();
    await conn.execute(text("CREATE TABLE li_t (a INTEGER)"));
    await conn.commit();
    await conn.execute(text("INSERT INTO li_t VALUES (1)"));
    await failure(conn.execute(long, undefined, { timeout: 50 }));
    const committed = await conn.commit().then(
      () => true,
      (error: unknown) => error,
    );
    const kept = await conn.scalar(text("SELECT COUNT(*) FROM li_t"));
    if (database.dialect === "postgresql") {
      expect(committed).toBeInstanceOf(PendingRollbackError);
      expect(Number(kept)).toBe(0);
    } else {
      expect(committed).toBe(true);
      expect(Number(kept)).toBe(1);
    }
  });

  test.runIf(canStop)("a list of sets is stopped too", async () => {
    const engine = await database.engine();
    await using conn = await engine.connect();
    const sleep = database.dialect === "postgresql" ? "pg_sleep(:s)" : "SLEEP(:s)";
    await conn.execute(text("CREATE TABLE li_many (a INTEGER)"));
    await conn.commit();
    const statement = text(`INSERT INTO li_many SELECT 1 FROM (SELECT ${sleep} AS s) AS slept`);
    const sets = Array.from({ length: 2000 }, () => ({ s: 0.01 }));
    expect(await failure(conn.execute(statement, sets, { timeout: 100 }))).toBeInstanceOf(StatementTimeoutError);
    await conn.rollback();
    expect(Number(await conn.scalar(text("SELECT COUNT(*) FROM li_many")))).toBe(0);
  });

  test.runIf(canStop)("a timeout may be the connection's or the engine's", async () => {
    const engine: AsyncEngine = await database.engine();
    await using conn = await engine.executionOptions({ timeout: 50 }).connect();
    expect(await failure(conn.execute(long))).toBeInstanceOf(StatementTimeoutError);
    await conn.rollback();
    expect(await failure(conn.execDriverSql(slow[database.dialect]))).toBeInstanceOf(StatementTimeoutError);
    await conn.rollback();
    await using other = await (await engine.connect()).executionOptions({ timeout: 50 });
    expect(await failure(other.execute(long))).toBeInstanceOf(StatementTimeoutError);
  });

  test.runIf(canStop)("a stream ends with its signal", async () => {
    const engine = await database.engine();
    await using conn = await engine.connect();
    const controller = new AbortController();
    const numbers =
      database.dialect === "mysql" ? "SELECT seq FROM seq_1_to_100000" : "SELECT generate_series(1, 100000)";
    const result = await conn.stream(text(numbers), undefined, { signal: controller.signal });
    await result.fetchmany(3);
    controller.abort();
    expect(await failure(result.fetchmany(3))).toBeInstanceOf(StatementAbortedError);
    expect(await conn.scalar(text("SELECT 1"))).toBe(1);
    expect((await conn.stream(text(numbers))).closed).toBe(false);
  });

  test.runIf(!canStop)("are refused where nothing can be stopped", async () => {
    const engine = await database.engine();
    await using conn = await engine.connect();
    for (const options of [{ timeout: 1000 }, { signal: new AbortController().signal }]) {
      const error = await failure(conn.execute(text("SELECT 1"), undefined, options));
      expect(error).toBeInstanceOf(InvalidRequestError);
      expect(String(error)).toContain("cannot stop a statement");
    }
    expect(await conn.scalar(text("SELECT 1"))).toBe(1);
  });
});

describeSync("limits of statements", (database) => {
  const long = text(slow[database.dialect]);
  const canStop = database.dialect !== "sqlite";

  test.runIf(canStop)("a timeout stops the statement, not the connection", () => {
    using conn = database.engine().connect();
    const caught = (run: () => unknown): unknown => {
      try {
        run();
      } catch (error) {
        return error;
      }
      throw new Error("nothing failed");
    };
    const error = caught(() => conn.execute(long, undefined, { timeout: 50 }));
    expect(error).toBeInstanceOf(StatementTimeoutError);
    expect(error).toMatchObject({ code: "statement-timeout", timeout: 50, connectionInvalidated: false });
    expect((error as Error).cause).toBeInstanceOf(Error);
    conn.rollback();
    expect(conn.scalar(text("SELECT 1"))).toBe(1);
    expect(conn.execute(text("SELECT 1"), undefined, { timeout: 60_000 }).scalar()).toBe(1);
    const streamed = caught(() => conn.execute(long, undefined, { timeout: 50, streamResults: true }).all());
    expect(streamed).toBeInstanceOf(StatementTimeoutError);
    conn.rollback();
    expect(conn.scalar(text("SELECT 1"))).toBe(1);
  });

  test("no signal is heard while a synchronous call waits", () => {
    using conn = database.engine().connect();
    const options = { signal: new AbortController().signal };
    expect(() => conn.execute(text("SELECT 1"), undefined, options)).toThrow(InvalidRequestError);
    if (!canStop) expect(() => conn.execute(text("SELECT 1"), undefined, { timeout: 5 })).toThrow(/cannot stop/);
    expect(conn.scalar(text("SELECT 1"))).toBe(1);
  });
});

describe("execution options", () => {
  const connect = () => {
    const engine = createEngine(`${sqliteDriver}://`);
    onTestFinished(() => engine.dispose());
    return engine.connect();
  };

  test("that nobody knows are errors", () => {
    using conn = connect();
    const run = (options: object) => () => conn.execute(text("SELECT 1"), undefined, options as ExecutionOptions);
    expect(run({ streamResult: true })).toThrow(/no execution option "streamResult".*"streamResults"/s);
    expect(run({ yield_per: 5 })).toThrow(/yieldPer/);
    expect(run({ "mine.own": 5 })).toThrow(/registerOptionNamespace/);
    expect(() => conn.executionOptions({ streamResult: true } as ExecutionOptions)).toThrow(/streamResults/);
    expect(() => conn.engine.executionOptions({ streamResult: true } as ExecutionOptions)).toThrow(/streamResults/);
    expect(() =>
      createAsyncEngine("sqlite://", { executionOptions: { streamResult: true } as ExecutionOptions }),
    ).toThrow(/streamResults/);
    expect(() => conn.execute(text("SELECT 1").executionOptions({ streamResult: true }))).toThrow(/streamResults/);
  });

  test("that mean nothing are errors", () => {
    using conn = connect();
    const run = (options: object) => () => conn.execute(text("SELECT 1"), undefined, options as ExecutionOptions);
    expect(run({ yieldPer: 0 })).toThrow(/yieldPer is a positive whole number; got the number 0/);
    expect(run({ maxRowBuffer: 1.5 })).toThrow(/maxRowBuffer/);
    expect(run({ timeout: -1 })).toThrow(/timeout is a positive number of milliseconds/);
    expect(run({ timeout: "5s" })).toThrow(/timeout/);
    expect(run({ signal: {} })).toThrow(/signal is an AbortSignal/);
    expect(run({ streamResults: "yes" })).toThrow(/streamResults is a boolean/);
    expect(run({ schemaTranslateMap: { a: "b" } })).toThrow(/schemaTranslateMap is a Map/);
    expect(run({ compiledCache: new Map() })).toThrow(/compiledCache is null/);
  });

  test("that SQLAlchemy has and that change nothing here are taken", () => {
    using conn = connect();
    const result = conn.execute(text("SELECT 1"), undefined, { noParameters: true, preserveRowcount: true });
    expect([result.rowcount, result.scalar()]).toEqual([1, 1]);
  });

  test("driverColumnNames gives the names of the database", () => {
    using conn = connect();
    const things = new MetaData().table("li_things", { key: integer().primaryKey().named("thing_key") });
    things.create(conn);
    conn.execute(insert(things), { key: 5 });
    expect(conn.execute(select(things.c.key)).keys()).toEqual(["key"]);
    for (const options of [{ driverColumnNames: true }, { driverColumnNames: true, streamResults: true }]) {
      const result = conn.execute(select(things.c.key), undefined, options);
      expect(result.keys()).toEqual(["thing_key"]);
      expect(result.first()?._mapping.get(things.c.key)).toBe(5);
    }
  });
});
