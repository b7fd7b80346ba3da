import { setTimeout as sleep } from "node:timers/promises";
import { type AsyncEngine, createAsyncEngine, OperationalError } from "athanor";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testHalfOpen } from "../support/half-open.ts";
import { noOwnMariadb, type OwnMariadb, startMariadb } from "../support/own-mariadb.ts";
import { startProxy } from "../support/proxy.ts";

if (noOwnMariadb !== undefined) console.warn(`skipped: faults of MySQL servers: ${noOwnMariadb}`);
describe.skipIf(noOwnMariadb !== undefined)("a server that fails", () => {
  let server: OwnMariadb;
  beforeAll(async () => {
    server = await startMariadb();
  }, 60_000);
  afterAll(() => server.stop());

  describe.each(["mysql2", "mariadb"])("mysql+%s", (driver) => {
    const url = (port: number, query = ""): string => `mysql+${driver}://root@127.0.0.1:${port}/bank_${driver}${query}`;
    const ACCOUNTS = 8;

    async function openBank(): Promise<AsyncEngine> {
      const admin = createAsyncEngine(`mysql+${driver}://root@127.0.0.1:${server.port}/`);
      await admin.begin(async (connection) => {
        await connection.execDriverSql(`CREATE DATABASE bank_${driver}`);
        await connection.execDriverSql(
          `CREATE TABLE bank_${driver}.accounts (id INTEGER PRIMARY KEY, amount INTEGER NOT NULL)`,
        );
        await connection.execDriverSql(
          `CREATE TABLE bank_${driver}.transfers (id INTEGER PRIMARY KEY, task INTEGER NOT NULL)`,
        );
        for (let id = 0; id < ACCOUNTS; id++)
          await connection.execDriverSql(`INSERT INTO bank_${driver}.accounts VALUES (?, 100)`, [id]);
      });
      await admin.dispose();
      return createAsyncEngine(url(server.port), { poolSize: 4, maxOverflow: 4 });
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
              await connection.execDriverSql("UPDATE accounts SET amount = amount - 1 WHERE id = ?", [task]);
              await connection.execDriverSql("INSERT INTO transfers VALUES (?, ?)", [id, task]);
              await connection.execDriverSql("UPDATE accounts SET amount = amount + 1 WHERE id = ?", [
                (task + 1) % ACCOUNTS,
              ]);
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
      await expect(engine.connect()).rejects.toMatchObject({ name: "OperationalError", connectionInvalidated: true });
      await server.start();
      await more(20);
      running.until = 0;
      await Promise.all(tasks);
      expect(strange).toEqual([]);
      const connection = await engine.connect();
      const sum = await connection.execDriverSql("SELECT CAST(SUM(amount) AS SIGNED), MIN(amount) FROM accounts");
      expect(sum.one()[0]).toBe(ACCOUNTS * 100);
      const ids = (await connection.execDriverSql("SELECT id FROM transfers")).scalars().all() as number[];
      expect([...committed].filter((id) => !ids.includes(id))).toEqual([]);
      expect(ids.filter((id) => !committed.has(id) && !uncertain.has(id))).toEqual([]);
      await connection.close();
      expect(engine.pool.status()).toMatch(/Checked out connections: 0/i);
      await engine.dispose();
    }, 60_000);

    describe("a half-open socket", () => {
      beforeAll(async () => {
        const admin = createAsyncEngine(`mysql+${driver}://root@127.0.0.1:${server.port}/`);
        await admin.begin((connection) => connection.execDriverSql("CREATE OR REPLACE DATABASE half_open"));
        await admin.dispose();
      });
      testHalfOpen(
        (port) => `mysql+${driver}://root@127.0.0.1:${port}/half_open`,
        () => server,
      );
    });

    it("that stops answering is given up after read_timeout", async () => {
      const proxy = await startProxy(server.port);
      const engine = createAsyncEngine(url(proxy.port, "?read_timeout=1&connect_timeout=1"), { poolSize: 2 });
      const lost = { name: "OperationalError", connectionInvalidated: true };
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

    it("that stops in the middle of rows is given up too", async () => {
      const proxy = await startProxy(server.port);
      const engine = createAsyncEngine(url(proxy.port, "?read_timeout=1&connect_timeout=1"));
      const { driver: made, dialect } = engine;
      const connection = await made.connect({
        host: "127.0.0.1",
        port: proxy.port,
        username: "root",
        database: "mysql",
        query: { read_timeout: "1", connect_timeout: "1" },
        connectArgs: {},
      });
      const rows = await connection.openCursor!("SELECT seq, REPEAT('x', 500) FROM seq_1_to_100000", []);
      expect(await rows.fetch(10)).toHaveLength(10);
      proxy.freeze();
      const failed = await (async () => {
        for (;;) await rows.fetch(1000);
      })().catch((error: unknown) => dialect.describeError(error));
      expect(failed).toMatchObject({ isDisconnect: true });
      expect(connection.isOpen).toBe(false);
      await rows.close();
      await connection.close();
      await engine.dispose();
      proxy.close();
    });
  });
});

describe.skipIf(noOwnMariadb !== undefined)("a server that says it is MySQL 8", () => {
  let server: OwnMariadb;
  beforeAll(async () => {
    server = await startMariadb(() => ["--version=8.0.36"]);
  }, 60_000);
  afterAll(() => server.stop());

  it.each(["mysql2", "mariadb"])("is taken for one, and refused by mariadb: (%s)", async (driver) => {
    const engine = createAsyncEngine(`mysql+${driver}://root@127.0.0.1:${server.port}/mysql`);
    const connection = await engine.connect();
    expect(engine.dialect).toMatchObject({ isMariaDB: false, serverVersion: [8, 0, 36] });
    expect((await connection.execDriverSql("SELECT ? + 1", [41])).scalar()).toBe(42);
    await connection.close();
    await engine.dispose();
    const strict = createAsyncEngine(`mariadb+${driver}://root@127.0.0.1:${server.port}/mysql`);
    await expect(strict.connect()).rejects.toThrow(/URL says mariadb:, and the server is MySQL 8.0.36/);
    await strict.dispose();
  });
});
