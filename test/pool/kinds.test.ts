// The kinds of pools, what their options mean, waiting, and what is said about a pool.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type AsyncEngine,
  AssertionPool,
  type Connection,
  createAsyncEngine,
  createEngine,
  type Engine,
  type EngineOptions,
  engineFromConfig,
  InvalidRequestError,
  listen,
  NullPool,
  Pool,
  QueuePool,
  StaticPool,
  TimeoutError,
} from "athanor";
import { describe, expect, onTestFinished, test } from "vitest";
import { describeAsync, describeSync, sqliteDriver } from "../support/databases.ts";

function file(): string {
  const folder = mkdtempSync(join(tmpdir(), "athanor-pool-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return `${sqliteDriver}:///${join(folder, "test.db")}`;
}
function sync(options: EngineOptions = {}): Engine {
  const engine = createEngine(file(), options);
  onTestFinished(() => engine.dispose());
  return engine;
}
function async(options: EngineOptions = {}): AsyncEngine {
  const engine = createAsyncEngine(file(), options);
  onTestFinished(() => engine.dispose());
  return engine;
}
const counts = ({ pool }: Engine | AsyncEngine): number[] => [pool.checkedout(), pool.checkedin(), pool.overflow()];

describe("queue", () => {
  test("counts what it has", () => {
    const engine = sync({ poolSize: 2, maxOverflow: 1 });
    const { pool } = engine;
    expect(pool).toBeInstanceOf(QueuePool);
    expect([pool.size(), pool.timeout(), ...counts(engine)]).toEqual([2, 30, 0, 0, -2]);
    const connections = [engine.connect(), engine.connect(), engine.connect()];
    expect(counts(engine)).toEqual([3, 0, 1]);
    expect(pool.status()).toBe(
      "Pool size: 2  Connections in pool: 0 Current Overflow: 1 Current Checked out connections: 3",
    );
    for (const connection of connections) connection.close();
    expect(counts(engine)).toEqual([0, 2, 0]);
  });

  test("tells a synchronous caller at once that nothing is free, and where it was taken", () => {
    const engine = sync({ poolSize: 1, maxOverflow: 1, poolTraceCheckouts: true });
    const takeIt = (): Connection => engine.connect();
    const held = [takeIt(), takeIt()];
    const error = (() => {
      try {
        engine.connect();
      } catch (thrown) {
        return thrown as Error;
      }
      return undefined;
    })();
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error?.message).toMatch(
      /QueuePool limit of size 1 overflow 1 reached: no connection is free, and a synchronous/,
    );
    expect(error?.message).toMatch(/Checked out connections: 2\. Close/);
    expect(error?.message.match(/\n {2}1 taken at takeIt \(.*kinds\.test\.ts/g)).toHaveLength(2);
    for (const connection of held) connection.close();
  });

  test("has no limit where none is wanted", () => {
    const engine = sync({ poolSize: 1, maxOverflow: -1 });
    const many = Array.from({ length: 30 }, () => engine.connect());
    expect(counts(engine)).toEqual([30, 0, 29]);
    for (const connection of many) connection.close();
    expect(counts(engine)).toEqual([0, 1, 0]);
    const unlimited = sync({ poolSize: 0 });
    const more = Array.from({ length: 30 }, () => unlimited.connect());
    for (const connection of more) connection.close();
    expect(unlimited.pool.checkedin()).toBe(30);
  });

  test("hands out the connection that is idle for longest, or the one used last", () => {
    for (const [poolUseLifo, expected] of [
      [false, [0, 1, 2]],
      [true, [2, 1, 0]],
    ] as const) {
      const engine = sync({ poolSize: 3, poolUseLifo });
      const first = [engine.connect(), engine.connect(), engine.connect()];
      first.forEach((connection, i) => void connection.info.set("n", i));
      for (const connection of first) connection.close();
      const again = [engine.connect(), engine.connect(), engine.connect()];
      expect(again.map((connection) => connection.info.get("n"))).toEqual(expected);
      for (const connection of again) connection.close();
    }
  });

  test("replaces connections that are too old, in their place", () => {
    const engine = sync({ poolRecycle: 0 });
    let opened = 0;
    listen(engine, "connect", (_raw, record) => {
      record.recordInfo.set("opened", ++opened);
      record.info.set("only", opened);
    });
    using first = engine.rawConnection();
    first.recordInfo.set("mine", true);
    first.close();
    using second = engine.rawConnection();
    expect(opened).toBe(2);
    expect([...second.recordInfo.keys()]).toEqual(["opened", "mine"]);
    expect(second.info.get("only")).toBe(2);
  });

  test("replaces what was invalidated softly when it comes back", () => {
    const engine = sync();
    const raw = engine.rawConnection();
    const { info } = raw;
    raw.invalidate(undefined, { soft: true });
    expect(raw.isValid).toBe(true);
    expect((raw.dbapiConnection.query("SELECT 1", []) as { rows: unknown }).rows).toEqual([[1]]);
    raw.close();
    expect(raw.isValid).toBe(false);
    using next = engine.rawConnection();
    expect(next.info).not.toBe(info);
  });

  test("is left for good by a detached connection", () => {
    const engine = sync({ poolSize: 1, maxOverflow: 0 });
    const connection = engine.connect();
    connection.detach();
    connection.detach();
    const other = engine.connect();
    expect(counts(engine)).toEqual([1, 0, 0]);
    const { pooled } = connection.core as unknown as { pooled: { driverConnection: object } };
    connection.close();
    // node:sqlite has isOpen (and a method open()), better-sqlite3 has open
    const { isOpen, open } = pooled.driverConnection as { isOpen?: boolean; open?: unknown };
    expect(isOpen ?? open).toBe(false);
    other.close();
    expect(counts(engine)).toEqual([0, 1, 0]);
    expect(() => connection.detach()).toThrow(/closed/);
  });

  test("dispose closes what is idle now, and what is held when it comes back", () => {
    const engine = sync();
    const held = engine.connect();
    engine.connect().close();
    let closed = 0;
    listen(engine, "close", () => void closed++);
    engine.dispose();
    expect([closed, ...counts(engine)]).toEqual([1, 1, 0, -4]);
    expect(held.execDriverSql("SELECT 1").scalar()).toBe(1);
    held.close();
    expect([closed, ...counts(engine)]).toEqual([2, 0, 0, -5]);
    engine.connect().close();
    expect(counts(engine)).toEqual([0, 1, -4]);
    void engine.pool.dispose();
    expect(counts(engine)).toEqual([0, 0, -5]);
  });

  test("recreate gives an empty pool with the same options and listeners", () => {
    const engine = sync({ poolSize: 3 });
    let checkouts = 0;
    listen(engine, "checkout", () => void checkouts++);
    engine.connect().close();
    const again = engine.pool.recreate();
    expect(again).toBeInstanceOf(QueuePool);
    expect([again.size(), again.checkedin()]).toEqual([3, 0]);
    const other = createEngine("sqlite://", { pool: again });
    other.connect().close();
    expect([checkouts, again.checkedin()]).toEqual([2, 1]);
    other.dispose();
  });
});

describe("other kinds", () => {
  test("null keeps nothing", () => {
    const engine = sync({ poolclass: "null" });
    expect(engine.pool).toBeInstanceOf(NullPool);
    using one = engine.connect();
    const two = engine.connect();
    expect(engine.pool.status()).toBe("NullPool: 2 connections checked out");
    two.close();
    expect([engine.pool.size(), ...counts(engine)]).toEqual([0, 1, 0, 1]);
    expect(one.execDriverSql("SELECT 1").scalar()).toBe(1);
  });

  test("static shares one, which nobody can detach", () => {
    const engine = sync({ poolclass: "static" });
    expect(engine.pool).toBeInstanceOf(StaticPool);
    const [one, two] = [engine.connect(), engine.connect()];
    expect(one.info).toBe(two.info);
    expect(engine.pool.status()).toBe("StaticPool: one connection, held 2 times");
    expect(() => one.detach()).toThrow(/shared/);
    one.invalidate();
    expect(two.execDriverSql("SELECT 1").scalar()).toBe(1);
    using three = engine.connect();
    expect(three.info).not.toBe(two.info);
    two.close();
    one.close();
    expect(three.execDriverSql("SELECT 2").scalar()).toBe(2);
  });

  test("single takes turns", async () => {
    const engine = async({ poolclass: "single" });
    const order: string[] = [];
    await Promise.all(
      [1, 2, 3].map(async (n) => {
        await using connection = await engine.connect();
        order.push(`in ${n}`);
        await connection.execDriverSql("SELECT 1");
        order.push(`out ${n}`);
      }),
    );
    expect(order).toEqual(["in 1", "out 1", "in 2", "out 2", "in 3", "out 3"]);
    expect(counts(engine)).toEqual([0, 1, 0]);
  });

  test("assertion refuses a second one, and says where the first was taken", () => {
    const engine = sync({ poolclass: "assertion" });
    expect(engine.pool).toBeInstanceOf(AssertionPool);
    const first = engine.connect();
    expect(engine.pool.status()).toBe("AssertionPool: the connection is checked out");
    expect(() => engine.connect()).toThrow(InvalidRequestError);
    expect(() => engine.connect()).toThrow(/one at a time[^]*taken at .*kinds\.test\.ts/);
    first.close();
    expect(counts(engine)).toEqual([0, 1, 0]);
    engine.connect().close();
    engine.dispose();
    expect(engine.pool.status()).toBe("AssertionPool: the connection is not open");
  });

  test("of one's own", () => {
    class Counting extends QueuePool {
      taken = 0;
      protected override *take(signal: AbortSignal | undefined): ReturnType<QueuePool["take"]> {
        this.taken += 1;
        return yield* super.take(signal);
      }
    }
    const engine = sync({ poolclass: Counting, poolSize: 1 });
    engine.connect().close();
    engine.connect().close();
    expect((engine.pool as Counting).taken).toBe(2);
    expect(engine.pool.recreate()).toBeInstanceOf(Counting);
  });

  test("options that mean nothing are errors", () => {
    const wrong = (options: object): (() => unknown) => {
      return () => createEngine("sqlite://", options);
    };
    expect(wrong({ poolclass: "queu" })).toThrow(/poolclass is "queue", .* or a class that extends Pool; got 'queu'/);
    expect(wrong({ poolResetOnReturn: "never" })).toThrow(/"rollback", "commit", "none" or null; got 'never'/);
    expect(wrong({ poolResetOnReturn: true })).toThrow(/got true/);
    expect(wrong({ connectTimeout: -1 })).toThrow(/connectTimeout is a number of at least 0/);
    expect(wrong({ pool: QueuePool })).toThrow(/Its class goes into poolclass/);
    expect(wrong({ pool: {} })).toThrow(/pool is a Pool/);
    const engine = engineFromConfig({
      "athanor.url": "sqlite://",
      "athanor.poolclass": "null",
      "athanor.pool_reset_on_return": "none",
    });
    expect(engine.pool).toBeInstanceOf(NullPool);
    expect(engine.pool).toBeInstanceOf(Pool);
  });
});

describeAsync("a pool of two and 200 tasks", (database) => {
  test("serves them in order, and is whole afterwards", async () => {
    const engine = await database.engine({
      poolSize: 2,
      maxOverflow: 0,
      ...(shared(database.name) ? {} : { poolclass: "queue" as const }),
    });
    const began: number[] = [];
    let most = 0;
    await Promise.all(
      Array.from({ length: 200 }, async (_, n) => {
        await using connection = await engine.connect();
        began.push(n);
        most = Math.max(most, engine.pool.checkedout());
        expect(Number((await connection.execDriverSql(`SELECT ${n}`)).scalar())).toBe(n);
      }),
    );
    // Two open their connections, which takes a while; the others wait in line.
    expect(began).toHaveLength(200);
    const waited = began.filter((n) => n >= 2);
    expect(waited).toEqual(waited.toSorted((a, b) => a - b));
    expect(most).toBe(shared(database.name) ? 1 : 2);
    expect(engine.pool.checkedout()).toBe(0);
  });

  test("who waits too long gets a TimeoutError with the status, and nobody else suffers", async () => {
    const engine = await database.engine({
      poolSize: 1,
      maxOverflow: 0,
      poolTimeout: 0.3,
      ...(shared(database.name) ? {} : { poolclass: "queue" as const }),
    });
    const held = await engine.connect();
    const attempts = await Promise.allSettled(Array.from({ length: 199 }, () => engine.connect()));
    for (const attempt of attempts) {
      expect(attempt).toMatchObject({ status: "rejected", reason: { name: "TimeoutError", code: "pool-timeout" } });
    }
    expect((attempts[0] as PromiseRejectedResult).reason.message).toMatch(
      /limit of size 1 overflow 0 reached: .* within 0\.3 seconds\. Pool size: 1 .*Checked out connections: 1/,
    );
    const waiting = engine.connect();
    await held.close();
    await (await waiting).close();
    expect(engine.pool.checkedout()).toBe(0);
  });

  test("who gives up by a signal leaves no hole", async () => {
    const engine = await database.engine({
      poolSize: 1,
      maxOverflow: 0,
      ...(shared(database.name) ? {} : { poolclass: "queue" as const }),
    });
    const held = await engine.connect();
    const controllers = Array.from({ length: 5 }, () => new AbortController());
    const served: number[] = [];
    const waiting = controllers.map(async ({ signal }, n) => {
      await using connection = await engine.connect({ signal });
      if (!connection.closed) served.push(n);
    });
    for (const n of [0, 2, 4]) controllers[n]!.abort(new Error(`no longer ${n}`));
    await held.close();
    const results = await Promise.allSettled(waiting);
    expect(served).toEqual([1, 3]);
    expect(results.map((result) => (result.status === "rejected" ? result.reason.message : undefined))).toEqual([
      "no longer 0",
      undefined,
      "no longer 2",
      undefined,
      "no longer 4",
    ]);
    await expect(engine.connect({ signal: controllers[0]!.signal })).rejects.toThrow("no longer 0");
    expect(engine.pool.checkedout()).toBe(0);
  });

  test("dispose while some hold connections and others wait", async () => {
    const engine = await database.engine({
      poolSize: 1,
      maxOverflow: 0,
      ...(shared(database.name) ? {} : { poolclass: "queue" as const }),
    });
    const held = await engine.connect();
    const waiting = engine.connect();
    await engine.dispose();
    expect(Number((await held.execDriverSql("SELECT 1")).scalar())).toBe(1);
    await held.close();
    const next = await waiting;
    expect(Number((await next.execDriverSql("SELECT 2")).scalar())).toBe(2);
    await next.close();
    expect(engine.pool.checkedout()).toBe(0);
  });
});

describeSync("a full pool", (database) => {
  test("answers at once, and goes on when a connection is given back", () => {
    const engine = database.engine({ poolclass: "queue", poolSize: 1, maxOverflow: 0 });
    const held = engine.connect();
    expect(() => engine.connect()).toThrow(TimeoutError);
    expect(() => engine.begin(() => undefined)).toThrow(TimeoutError);
    held.close();
    engine.connect().close();
    expect(counts(engine)).toEqual([0, 1, 0]);
  });
});

/** PGlite has one connection. */
function shared(name: string): boolean {
  return name.includes("pglite");
}
