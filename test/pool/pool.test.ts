import { describe, expect, it } from "vitest";
import { openConnection } from "../../src/dialect/connect.ts";
import type { DriverConnection } from "../../src/dialect/driver.ts";
import { resolve } from "../../src/dialect/registry.ts";
import { runAsync, runSync } from "../../src/flow/run.ts";
import { poolClasses } from "../../src/pool/make-pool.ts";
import type { PoolOptions } from "../../src/pool/pool-options.ts";
import { options, postgresqlServer } from "../dialect/helpers.ts";
import { noPostgresql } from "../support/databases.ts";

function poolOf(drivername: string, sync: boolean, connectOptions = postgresqlServer, more: Partial<PoolOptions> = {}) {
  const { dialect, driver } = resolve(drivername, sync);
  let opened = 0;
  const pool = new poolClasses[dialect.poolKind(connectOptions)]({
    *connect() {
      opened++;
      return yield* openConnection(dialect, driver, connectOptions);
    },
    reset: (connection) => dialect.rollback(connection),
    isAsync: !sync,
    ...more,
  });
  return { pool, dialect, driver, opened: () => opened };
}

describe.skipIf(noPostgresql !== undefined)("QueuePool on a server", () => {
  it("keeps connections, rolls back what was left open, and forgets nothing on errors", async () => {
    const { pool, dialect, opened } = poolOf("postgresql", false);
    const one = await runAsync(pool.acquire());
    await runAsync(dialect.begin(one.connection));
    await one.connection.query("CREATE TABLE pool_left_open (a int)", []);
    await expect(one.connection.query("SELECT * FROM missing", [])).rejects.toThrow();
    await runAsync(pool.release(one));
    await runAsync(pool.release(one));
    const two = await runAsync(pool.acquire());
    expect(two.connection).toBe(one.connection);
    expect(two.connection.inTransaction).toBe(false);
    expect(opened()).toBe(1);
    expect(pool.checkedout()).toBe(1);
    await runAsync(pool.release(two));
    expect(pool.checkedin()).toBe(1);
    await pool.dispose();
    expect(pool.checkedin()).toBe(0);
  });

  it("serves waiters in order, and tells one that waited too long the pool's state", async () => {
    const { pool } = poolOf("postgresql", false, postgresqlServer, { poolSize: 1, maxOverflow: 1, poolTimeout: 0.2 });
    const a = await runAsync(pool.acquire());
    const b = await runAsync(pool.acquire());
    const order: number[] = [];
    const waiting = [1, 2].map(async (n) => {
      const c = await runAsync(pool.acquire());
      order.push(n);
      await runAsync(pool.release(c));
    });
    await runAsync(pool.release(a));
    await Promise.all(waiting);
    expect(order).toEqual([1, 2]);
    const again = await runAsync(pool.acquire());
    await expect(runAsync(pool.acquire())).rejects.toMatchObject({
      name: "TimeoutError",
      message: expect.stringMatching(/0\.2 seconds.*Pool size: 1 .*checked out connections: 2/i),
    });
    await runAsync(pool.release(b));
    await runAsync(pool.release(again));
    await pool.dispose();
    expect(pool.checkedout()).toBe(0);
  });

  it("a connection that fails to open gives its place back", async () => {
    const { pool } = poolOf("postgresql", false, options({ host: "127.0.0.1", port: 1 }), {
      poolSize: 1,
      maxOverflow: 0,
      poolTimeout: 1,
    });
    const attempts = await Promise.allSettled([1, 2, 3].map(() => runAsync(pool.acquire())));
    for (const attempt of attempts)
      expect(attempt).toMatchObject({ status: "rejected", reason: { code: "ECONNREFUSED" } });
    expect(pool.checkedout()).toBe(0);
  });

  it("replaces connections that were lost", async () => {
    const { pool, dialect, opened } = poolOf("postgresql", false, postgresqlServer);
    const [victim, idle] = [await runAsync(pool.acquire()), await runAsync(pool.acquire())];
    await runAsync(pool.release(idle));
    const pid = (await victim.connection.query("SELECT pg_backend_pid()", [])).rows[0]![0];
    const killer = await runAsync(pool.acquire());
    await killer.connection.query("SELECT pg_terminate_backend($1)", [pid]);
    await runAsync(pool.release(killer));
    const error = await Promise.resolve(victim.connection.query("SELECT 1", [])).catch((e: unknown) => e);
    expect(dialect.describeError(error)?.isDisconnect).toBe(true);
    pool.invalidateOlder(victim.entry);
    await runAsync(pool.invalidate(victim));
    expect(pool.checkedout()).toBe(0);
    const before = opened();
    const fresh = await runAsync(pool.acquire());
    expect(opened()).toBe(before + 1);
    expect((await fresh.connection.query("SELECT 1", [])).rows).toEqual([[1]]);
    await runAsync(pool.release(fresh));
    await pool.dispose();
  });

  it("recycles old connections and pings idle ones when asked to", async () => {
    const recycling = poolOf("postgresql", false, postgresqlServer, { poolRecycle: 0 });
    for (let i = 0; i < 2; i++) await runAsync(recycling.pool.release(await runAsync(recycling.pool.acquire())));
    expect(recycling.opened()).toBe(2);
    await recycling.pool.dispose();
    let pings = 0;
    const pinging = poolOf("postgresql", false, postgresqlServer, {
      // eslint-disable-next-line require-yield
      *ping() {
        return ++pings > 1;
      },
    });
    for (let i = 0; i < 3; i++) await runAsync(pinging.pool.release(await runAsync(pinging.pool.acquire())));
    expect([pings, pinging.opened()]).toEqual([2, 2]);
    await pinging.pool.dispose();
  });

  it("a synchronous caller gets the TimeoutError at once", () => {
    const { pool, driver } = poolOf("postgresql", true, postgresqlServer, { poolSize: 1, maxOverflow: 0 });
    const one = runSync(pool.acquire());
    expect(() => runSync(pool.acquire())).toThrow(/synchronous caller cannot wait.*Pool size: 1/);
    runSync(pool.release(one));
    runSync(pool.release(runSync(pool.acquire())));
    void pool.dispose();
    void driver.dispose?.();
  });
});

describe("StaticPool on a memory database", () => {
  const rows = (connection: DriverConnection): unknown =>
    (connection.query("SELECT a FROM t ORDER BY a", []) as any).rows.flat();

  it("shares one transaction; who only read undoes nothing, who lost work is told", () => {
    const { pool, dialect, opened } = poolOf("sqlite", true, options());
    const [a, b] = [runSync(pool.acquire()), runSync(pool.acquire())];
    expect(opened()).toBe(1);
    void a.connection.query("CREATE TABLE t (a INTEGER)", []);
    runSync(dialect.begin(a.connection));
    void a.connection.query("INSERT INTO t VALUES (1)", []);
    // b reads along and goes.
    runSync(dialect.begin(b.connection));
    expect(rows(b.connection)).toEqual([1]);
    runSync(pool.release(b));
    expect(rows(a.connection)).toEqual([1]);
    runSync(dialect.commit(a.connection));
    // A commit by one leaves the other in a transaction that begins anew with his next statement.
    const c = runSync(pool.acquire());
    runSync(dialect.begin(a.connection));
    runSync(dialect.begin(c.connection));
    void c.connection.query("INSERT INTO t VALUES (2)", []);
    runSync(dialect.commit(c.connection));
    void a.connection.query("INSERT INTO t VALUES (3)", []);
    runSync(dialect.rollback(a.connection));
    expect(rows(c.connection)).toEqual([1, 2]);
    // Work undone by another's rollback.
    runSync(dialect.begin(a.connection));
    runSync(dialect.begin(c.connection));
    void a.connection.query("INSERT INTO t VALUES (4)", []);
    void c.connection.query("INSERT INTO t VALUES (5)", []);
    runSync(dialect.rollback(c.connection));
    expect(() => runSync(dialect.commit(a.connection))).toThrow(/rollback by another/);
    runSync(dialect.rollback(a.connection));
    expect(rows(a.connection)).toEqual([1, 2]);
    runSync(pool.release(a));
    runSync(pool.release(c));
    void pool.dispose();
    expect(pool.checkedout()).toBe(0);
  });
});
