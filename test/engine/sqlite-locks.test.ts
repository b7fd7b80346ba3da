import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AsyncEngine, createAsyncEngine, insert, integer, MetaData, select } from "athanor";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { sqliteDriver } from "../support/databases.ts";

// Connections of one process to one SQLite file, on drivers that work in this thread: SQLite would hold up the thread while it waits for a
// lock, and with it the transaction that has the lock. These used to fail after five seconds in which nothing else ran.
describe.each([
  ["delete", "journal_mode=delete"],
  ["wal", "journal_mode=wal"],
])("locks of a SQLite file in one process, journal mode %s", (mode, query) => {
  const folder = mkdtempSync(join(tmpdir(), "athanor-locks-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let files = 0;

  const items = new MetaData().table("items", { id: integer().primaryKey() });
  async function prepared(timeout = 20): Promise<AsyncEngine> {
    const engine = createAsyncEngine(`${sqliteDriver}:///${join(folder, `${++files}.db`)}?timeout=${timeout}&${query}`);
    onTestFinished(() => engine.dispose());
    await items.create(engine);
    return engine;
  }
  const add = (id: number): string => `INSERT INTO items VALUES (${id})`;
  async function ids(engine: AsyncEngine): Promise<number[]> {
    return await engine.begin(async (c) => (await c.scalars(select(items.c.id).orderBy(items.c.id))).all());
  }

  test("who waits lets the holder of the lock go on", async () => {
    const engine = await prepared();
    await using holder = await engine.connect();
    await holder.execDriverSql(add(1));
    const waiting = engine.begin((connection) => connection.execDriverSql(add(2)));
    const begins = engine.begin((connection) => connection.execDriverSql(add(3)), { sqliteBeginMode: "IMMEDIATE" });
    const many = engine.begin((connection) => connection.execute(insert(items), [{ id: 4 }, { id: 5 }]));
    await new Promise((resolve) => setTimeout(resolve, 30));
    await holder.execDriverSql(add(6));
    await holder.commit();
    await Promise.all([waiting, begins, many]);
    expect(await ids(engine)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("many writers at once all have their turn", async () => {
    const engine = await prepared();
    await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        engine.begin(async (connection) => {
          await connection.execDriverSql(add(2 * i));
          await new Promise((resolve) => setTimeout(resolve, 1));
          await connection.execDriverSql(add(2 * i + 1));
        }),
      ),
    );
    expect(await ids(engine)).toHaveLength(24);
  });

  test("who has read, and then cannot write, is told at once: what he saw would be out of date", async () => {
    const engine = await prepared();
    await using one = await engine.connect();
    await using two = await engine.connect();
    await one.execute(select(items.c.id));
    await two.execute(select(items.c.id));
    await one.execDriverSql(add(1));
    await expect(two.execDriverSql(add(2))).rejects.toMatchObject({ driverCode: "SQLITE_BUSY", isRetryable: true });
    await two.rollback();
    await one.commit();
    // The next transaction is a new one.
    await two.execDriverSql(add(3));
    await two.commit();
    expect(await ids(engine)).toEqual([1, 3]);
  });

  test("a lock that does not come free in time is an error that another attempt may mend", async () => {
    const engine = await prepared(0.05);
    await using holder = await engine.connect();
    await holder.execDriverSql(add(1));
    await expect(engine.begin((connection) => connection.execDriverSql(add(2)))).rejects.toMatchObject({
      driverCode: "SQLITE_BUSY",
      isRetryable: true,
    });
    const run = engine.run((connection) => connection.execDriverSql(add(3)), { retry: { attempts: 100 } });
    await holder.commit();
    await run;
    expect(await ids(engine)).toEqual([1, 3]);
    expect(engine.pool.checkedout()).toBe(1);
  });

  test.skipIf(mode === "wal")("a commit waits for those who read", async () => {
    const engine = await prepared();
    await using reader = await engine.connect();
    await reader.execute(select(items.c.id));
    const written = engine.begin((connection) => connection.execDriverSql(add(1)));
    await new Promise((resolve) => setTimeout(resolve, 30));
    await reader.rollback();
    await written;
    expect(await ids(engine)).toEqual([1]);
  });

  test.skipIf(mode === "wal")("a stream waits for the lock with its first rows", async () => {
    const engine = await prepared();
    await using reader = await engine.connect();
    await using holder = await engine.connect();
    await holder.begin({ sqliteBeginMode: "EXCLUSIVE" });
    await holder.execDriverSql(add(1));
    const read = (async () => {
      const rows: number[] = [];
      for await (const [id] of await reader.stream(select(items.c.id))) rows.push(id);
      return rows;
    })();
    await new Promise((resolve) => setTimeout(resolve, 30));
    await holder.commit();
    expect(await read).toEqual([1]);
  });
});
