// A connection that the server ends under its holder, wherever that may be in his work: by one body for sync and async engines.
import {
  type AsyncConnection,
  AsyncEngine,
  type Connection,
  createAsyncEngine,
  createEngine,
  type Engine,
  integer,
  makeUrl,
  MetaData,
  OperationalError,
  PendingRollbackError,
  string,
  text,
} from "athanor";
import { AsyncSession, declarativeBase, Session } from "athanor/orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mysqlUrl, noMysql, noPostgresql, postgresqlUrl } from "../support/databases.ts";

class Base extends declarativeBase({ metadata: new MetaData() }) {}
class Kept extends Base.table("ended_kept", { id: integer().primaryKey(), name: string(20) }) {}

const lost = { name: "OperationalError", connectionInvalidated: true };

const servers = [
  {
    url: postgresqlUrl,
    unavailable: noPostgresql,
    drivers: ["postgresql+pg", "postgresql+postgres"],
    idOf: "SELECT pg_backend_pid()",
    end: (id: number): string => `SELECT pg_terminate_backend(${id}, 5000)`,
    endSelf: "SELECT pg_terminate_backend(pg_backend_pid()), pg_sleep(10)",
    many: "SELECT g AS n, repeat('x', 500) AS filler FROM generate_series(1, 200000) AS g",
  },
  {
    url: mysqlUrl,
    unavailable: noMysql,
    drivers: ["mysql+mysql2", "mysql+mariadb"],
    idOf: "SELECT CONNECTION_ID()",
    end: (id: number): string => `KILL ${id}`,
    endSelf: "KILL CONNECTION_ID()",
    many: "SELECT seq AS n, REPEAT('x', 500) AS filler FROM seq_1_to_200000",
  },
];

for (const { url, unavailable, drivers, idOf, end, endSelf, many } of servers) {
  describe.skipIf(unavailable !== undefined)(`on ${makeUrl(url).getBackendName()}`, () => {
    const place = `ended_${process.pid}`;
    let admin: AsyncEngine;
    beforeAll(async () => {
      const all = createAsyncEngine(url, { isolationLevel: "AUTOCOMMIT", poolclass: "null" });
      await all.begin((connection) => connection.execDriverSql(`CREATE DATABASE ${place}`));
      admin = createAsyncEngine(makeUrl(url).set({ database: place }));
      await Base.metadata.createAll(admin);
      await all.dispose();
    });
    afterAll(async () => {
      await admin.dispose();
      const all = createAsyncEngine(url, { isolationLevel: "AUTOCOMMIT", poolclass: "null" });
      await all.begin((connection) => connection.execDriverSql(`DROP DATABASE ${place}`));
      await all.dispose();
    });

    const kinds = drivers.flatMap((drivername) => [
      [drivername, "sync", createEngine],
      [drivername, "async", createAsyncEngine],
    ]) as [string, string, (given: ReturnType<typeof makeUrl>) => Engine | AsyncEngine][];
    describe.each(kinds)("%s, %s", (drivername, _kind, create) => {
      const open = (): AsyncEngine => create(makeUrl(url).set({ database: place, drivername })) as AsyncEngine;
      const idOfConnection = async (connection: Connection | AsyncConnection): Promise<number> =>
        Number((await connection.execDriverSql(idOf)).scalar());
      const endConnection = async (id: number): Promise<void> => {
        await admin.begin((connection) => connection.execDriverSql(end(id)));
      };
      const rows = async (): Promise<unknown[]> =>
        await admin.begin(async (connection) =>
          (await connection.execDriverSql("SELECT id, name FROM ended_kept ORDER BY id")).all().map((row) => [...row]),
        );
      const failureOf = async (work: () => unknown): Promise<unknown> => {
        try {
          await work();
        } catch (error) {
          return error;
        }
        throw new Error("nothing failed");
      };
      const finish = async (engine: AsyncEngine): Promise<void> => {
        expect(engine.pool.status()).toMatch(/Checked out connections: 0/i);
        await engine.dispose();
        await admin.begin((connection) => connection.execDriverSql("DELETE FROM ended_kept"));
      };

      test("in a query", async () => {
        const engine = open();
        const connection = await engine.connect();
        await connection.execDriverSql("INSERT INTO ended_kept VALUES (1, 'a')");
        expect(await failureOf(() => connection.execDriverSql(endSelf))).toMatchObject(lost);
        expect(connection.invalidated).toBe(true);
        expect(await failureOf(() => connection.execDriverSql("SELECT 1"))).toBeInstanceOf(PendingRollbackError);
        await connection.rollback();
        expect(Number((await connection.execDriverSql("SELECT 41 + 1")).scalar())).toBe(42);
        await connection.close();
        expect(await rows()).toEqual([]);
        await finish(engine);
      });

      test("in a transaction, between two statements", async () => {
        const engine = open();
        const [connection, idle] = [await engine.connect(), await engine.connect()];
        await idle.close();
        await connection.execDriverSql("INSERT INTO ended_kept VALUES (1, 'a')");
        await endConnection(await idOfConnection(connection));
        expect(await failureOf(() => connection.execDriverSql("INSERT INTO ended_kept VALUES (2, 'b')"))).toMatchObject(
          lost,
        );
        expect(await failureOf(() => connection.commit())).toBeInstanceOf(PendingRollbackError);
        await connection.rollback();
        await connection.execDriverSql("INSERT INTO ended_kept VALUES (3, 'c')");
        await connection.commit();
        await connection.close();
        expect(await rows()).toEqual([[3, "c"]]);
        await finish(engine);
      });

      test("at a commit: nobody is told that it was done", async () => {
        const engine = open();
        const connection = await engine.connect();
        await connection.execDriverSql("INSERT INTO ended_kept VALUES (1, 'a')");
        await endConnection(await idOfConnection(connection));
        expect(await failureOf(() => connection.commit())).toMatchObject(lost);
        await connection.close();
        expect(await rows()).toEqual([]);
        await finish(engine);
      });

      test("in a stream", async () => {
        const engine = open();
        const connection = await engine.connect();
        const id = await idOfConnection(connection);
        const result = await ("stream" in connection
          ? connection.stream(text(many), undefined, { maxRowBuffer: 100 })
          : (connection as Connection).execute(text(many), undefined, { streamResults: true, maxRowBuffer: 100 }));
        expect(await result.fetchmany(10)).toHaveLength(10);
        await endConnection(id);
        let read = 10;
        const failure = await failureOf(async () => {
          for (;;) {
            const more = await result.fetchmany(1000);
            if (more.length === 0) return;
            read += more.length;
          }
        });
        expect(failure).toMatchObject(lost);
        expect(read).toBeLessThan(200_000);
        await connection.rollback();
        expect(Number((await connection.execDriverSql("SELECT 41 + 1")).scalar())).toBe(42);
        await connection.close();
        await finish(engine);
      });

      test("in a flush: the session rolls back, and the same work can be done again", async () => {
        const engine = open();
        const session = (
          engine instanceof AsyncEngine ? new AsyncSession(engine) : new Session(engine as unknown as Engine)
        ) as AsyncSession;
        session.add(new Kept({ id: 1, name: "first" }));
        await session.flush();
        const connection = await session.connection();
        await endConnection(await idOfConnection(connection));
        const second = new Kept({ id: 2, name: "second" });
        session.add(second);
        expect(await failureOf(() => session.flush())).toMatchObject(lost);
        expect(await rows()).toEqual([]);
        await session.rollback();
        expect(session.has(second)).toBe(false);
        session.addAll([new Kept({ id: 1, name: "first" }), second]);
        await session.commit();
        expect(await rows()).toEqual([
          [1, "first"],
          [2, "second"],
        ]);
        await session.close();
        await finish(engine);
      });

      test("while idle in the pool: one statement hears of it, and no other", async () => {
        const engine = open();
        const connections = [await engine.connect(), await engine.connect(), await engine.connect()];
        const ids: number[] = [];
        for (const connection of connections) ids.push(await idOfConnection(connection));
        for (const connection of connections) await connection.close();
        for (const id of ids) await endConnection(id);
        const errors: unknown[] = [];
        for (let i = 0; i < 4; i++) {
          try {
            await engine.begin((connection) => connection.execDriverSql("SELECT 1"));
          } catch (error) {
            errors.push(error);
          }
        }
        // A driver that has heard of the loss in the meantime leaves nothing to find out.
        expect(errors.length).toBeLessThanOrEqual(1);
        for (const error of errors) expect(error).toBeInstanceOf(OperationalError);
        await finish(engine);
      });
    });
  });
}
