import { setTimeout as sleep } from "node:timers/promises";
import { type AsyncEngine, createAsyncEngine, createEngine, OperationalError } from "athanor";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testHalfOpen } from "../support/half-open.ts";
import { noOwnPostgresql, type OwnPostgresql, startPostgresql } from "../support/own-postgresql.ts";
import { startProxy } from "../support/proxy.ts";

if (noOwnPostgresql !== undefined) console.warn(`skipped: faults of PostgreSQL servers: ${noOwnPostgresql}`);
describe.skipIf(noOwnPostgresql !== undefined)("a server that fails", () => {
  let server: OwnPostgresql;
  beforeAll(async () => {
    server = await startPostgresql();
  }, 60_000);
  afterAll(() => server.stop());

  const lost = { name: "OperationalError", connectionInvalidated: true };

  describe.each(["pg", "postgres"])("postgresql+%s", (driver) => {
    const url = (port: number, query = ""): string => `postgresql+${driver}://root@127.0.0.1:${port}/postgres${query}`;
    const ACCOUNTS = 8;

    async function openBank(): Promise<AsyncEngine> {
      const engine = createAsyncEngine(url(server.port), { poolSize: 4, maxOverflow: 4 });
      await engine.begin(async (connection) => {
        await connection.execDriverSql("DROP TABLE IF EXISTS accounts, transfers");
        await connection.execDriverSql("CREATE TABLE accounts (id INTEGER PRIMARY KEY, amount INTEGER NOT NULL)");
        await connection.execDriverSql("CREATE TABLE transfers (id INTEGER PRIMARY KEY, task INTEGER NOT NULL)");
        await connection.execDriverSql(
          "INSERT INTO accounts SELECT id, 100 FROM generate_series(0, $1::int) AS g(id)",
          [ACCOUNTS - 1],
        );
      });
      return engine;
    }

    it("killed and started again under load: nothing is lost or half done, and the pool is whole", async () => {
      const engine = await openBank();
      const committed = new Set<number>();
      const uncertain = new Set<number>();
      const strange: unknown[] = [];
      const running = { until: Number.POSITIVE_INFINITY };
      let last = 0;
      const work = async (task: number): Promise<void> => {
        while (last < running.until) {
          const id = ++last;
          let committing = false;
          try {
            const connection = await engine.connect();
            try {
              await connection.execDriverSql("UPDATE accounts SET amount = amount - 1 WHERE id = $1", [task]);
              await connection.execDriverSql("INSERT INTO transfers VALUES ($1, $2)", [id, task]);
              const other = (task + 1) % ACCOUNTS;
              await connection.execDriverSql("UPDATE accounts SET amount = amount + 1 WHERE id = $1", [other]);
              committing = true;
              await connection.commit();
              committed.add(id);
            } finally {
              await connection.close();
            }
          } catch (error) {
            if (committing) uncertain.add(id);
            if (!(error instanceof OperationalError)) strange.push(error);
            await sleep(20);
          }
        }
      };
      // Two tasks never want the same two accounts in opposite order.
      const tasks = [0, 2, 4, 6].map(work);
      const more = async (count: number): Promise<void> => {
        for (const target = committed.size + count; committed.size < target;) await sleep(10);
      };
      await more(20);
      await server.kill();
      await sleep(300);
      await expect(engine.connect()).rejects.toMatchObject(lost);
      await server.start();
      await more(20);
      running.until = 0;
      await Promise.all(tasks);
      expect(strange).toEqual([]);
      const connection = await engine.connect();
      expect((await connection.execDriverSql("SELECT SUM(amount) FROM accounts")).scalar()).toBe(ACCOUNTS * 100);
      const ids = (await connection.execDriverSql("SELECT id FROM transfers")).scalars().all() as number[];
      expect([...committed].filter((id) => !ids.includes(id))).toEqual([]);
      expect(ids.filter((id) => !committed.has(id) && !uncertain.has(id))).toEqual([]);
      await connection.close();
      expect(engine.pool.status()).toMatch(/Checked out connections: 0/i);
      await engine.dispose();
    }, 60_000);

    it("while it starts, is unreachable", async () => {
      const engine = createAsyncEngine(url(server.port));
      await server.kill();
      const starting = server.start();
      for (let up = false; !up;) {
        try {
          await (await engine.connect()).close();
          up = true;
        } catch (error) {
          expect(error).toMatchObject(lost);
        }
      }
      await starting;
      await engine.dispose();
    });

    describe("a half-open socket", () => {
      testHalfOpen(
        (port) => url(port),
        () => server,
      );
    });

    it("that stops answering is given up after read_timeout", async () => {
      const proxy = await startProxy(server.port);
      const engine = createAsyncEngine(url(proxy.port, "?read_timeout=1&connect_timeout=1"), { poolSize: 2 });
      const connection = await engine.connect();
      expect((await connection.execDriverSql("SELECT 1")).scalar()).toBe(1);
      proxy.freeze();
      await expect(connection.execDriverSql("SELECT 2")).rejects.toMatchObject({
        ...lost,
        message: expect.stringMatching(/no answer within 1 seconds \(read_timeout\)/),
      });
      await connection.rollback();
      await expect(connection.execDriverSql("SELECT 3")).rejects.toMatchObject(lost);
      await connection.close();
      expect(engine.pool.status()).toMatch(/Checked out connections: 0/i);
      await engine.dispose();
      proxy.close();
    });

    it("that stops answering is given up by synchronous engines too", () => {
      const engine = createEngine(url(server.port, "?read_timeout=1"));
      const connection = engine.connect();
      const pid = connection.execDriverSql("SELECT pg_backend_pid()").scalar() as number;
      process.kill(pid, "SIGSTOP");
      try {
        expect(() => connection.execDriverSql("SELECT 2")).toThrow(/no answer within 1 seconds \(read_timeout\)/);
        expect(connection.invalidated).toBe(true);
        connection.rollback();
        expect(connection.execDriverSql("SELECT 3").scalar()).toBe(3);
      } finally {
        process.kill(pid, "SIGCONT");
      }
      connection.close();
      engine.dispose();
    });

    it("that stops in the middle of rows is given up too", async () => {
      const proxy = await startProxy(server.port);
      const engine = createAsyncEngine(url(proxy.port, "?read_timeout=1&connect_timeout=1"));
      const connection = await engine.connect();
      const rows = await connection.stream((await import("athanor")).text("SELECT generate_series(1, 100000)"));
      expect(await rows.fetchmany(10)).toHaveLength(10);
      proxy.freeze();
      const failed = await (async () => {
        for (;;) await rows.fetchmany(1000);
      })().catch((error: unknown) => error);
      expect(failed).toMatchObject(lost);
      expect(connection.invalidated).toBe(true);
      await connection.close();
      await engine.dispose();
      proxy.close();
    });

    it("does not hold up a close", async () => {
      const proxy = await startProxy(server.port);
      const engine = createAsyncEngine(url(proxy.port));
      await (await engine.connect()).close();
      proxy.freeze();
      await engine.dispose();
      proxy.close();
    });

    it("a connection that is ended in a transaction: the rest of it is refused, and nothing of it stays", async () => {
      const engine = createAsyncEngine(url(server.port));
      await using admin = await engine.connect();
      await admin.execDriverSql("DROP TABLE IF EXISTS kept");
      await admin.execDriverSql("CREATE TABLE kept (a INTEGER)");
      await admin.commit();
      await using connection = await engine.connect();
      await connection.execDriverSql("INSERT INTO kept VALUES (1)");
      const pid = (await connection.execDriverSql("SELECT pg_backend_pid()")).scalar();
      await admin.execDriverSql("SELECT pg_terminate_backend($1, 5000)", [pid as number]);
      await admin.commit();
      await expect(connection.execDriverSql("INSERT INTO kept VALUES (2)")).rejects.toMatchObject({
        ...lost,
        driverCode: "57P01",
      });
      await expect(connection.commit()).rejects.toThrow();
      await connection.rollback();
      expect((await connection.execDriverSql("SELECT count(*) FROM kept")).scalar()).toBe(0);
      await connection.close();
      await admin.close();
      await engine.dispose();
    });
  });
});
