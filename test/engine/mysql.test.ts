import {
  type AsyncConnection,
  createAsyncEngine,
  insert,
  integer,
  makeUrl,
  MetaData,
  OperationalError,
  PendingRollbackError,
  select,
  string,
  update,
} from "athanor";
import { describe, expect, test } from "vitest";
import { asyncDatabases } from "../support/databases.ts";

const mariadb = asyncDatabases.find(({ dialect }) => dialect === "mysql")!;
const metadata = new MetaData();
const notes = metadata.table("notes", { id: integer().primaryKey(), text: string(20) });

describe.skipIf(mariadb.unavailable !== undefined)("an engine on MariaDB", () => {
  const set = (connection: AsyncConnection, id: number, text: string): Promise<unknown> =>
    connection.execute(update(notes).values({ text }).where(notes.c.id.eq(id)));

  test("does not commit the rest of a transaction that a deadlock has undone", async () => {
    const engine = await mariadb.engine();
    await metadata.createAll(engine);
    await engine.begin((c) =>
      c.execute(insert(notes), [
        { id: 1, text: "a" },
        { id: 2, text: "b" },
      ]),
    );
    await using one = await engine.connect();
    await using two = await engine.connect();
    await set(one, 1, "one");
    await set(two, 2, "two");
    const waiting = set(one, 2, "one").then(
      () => one,
      () => two,
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
    const other = await set(two, 1, "two").then(
      () => two,
      () => one,
    );
    // One of the two was chosen as the victim; `winner` went on.
    const winner = await Promise.race([waiting, Promise.resolve(other)]);
    const victim = winner === one ? two : one;
    await winner.commit();
    await expect(set(victim, 1, "after")).rejects.toThrow(PendingRollbackError);
    await expect(victim.commit()).rejects.toThrow(PendingRollbackError);
    await victim.rollback();
    const texts = (await victim.execute(select(notes.c.text).orderBy(notes.c.id))).scalars().all();
    const name = winner === one ? "one" : "two";
    expect(texts).toEqual([name, name]);
  });

  test("is in a transaction again after DDL, which commits by itself", async () => {
    const engine = await mariadb.engine();
    await using connection = await engine.connect();
    await metadata.createAll(connection);
    await connection.execute(insert(notes).values({ id: 1, text: "x" }));
    await connection.rollback();
    expect((await connection.execute(select(notes.c.id))).all()).toEqual([]);
  });

  test("commits each statement by itself when it is told to", async () => {
    const engine = await mariadb.engine({ isolationLevel: "AUTOCOMMIT" });
    await metadata.createAll(engine);
    await using connection = await engine.connect();
    await connection.execute(insert(notes).values({ id: 1, text: "x" }));
    await connection.rollback();
    expect((await connection.execute(select(notes.c.id))).scalars().all()).toEqual([1]);
  });

  test("finds tables before it creates or drops them", async () => {
    const engine = await mariadb.engine();
    await metadata.createAll(engine);
    await metadata.createAll(engine);
    await metadata.dropAll(engine);
    await metadata.dropAll(engine);
    await using connection = await engine.connect();
    await expect(connection.execDriverSql("SELECT * FROM notes")).rejects.toThrow(/doesn't exist/);
  });

  test("tells keys of single rows and of many", async () => {
    const engine = await mariadb.engine();
    await metadata.createAll(engine);
    await using connection = await engine.connect();
    const one = await connection.execute(insert(notes).values({ text: "a" }));
    expect([one.insertedPrimaryKey, one.rowcount]).toEqual([[1], 1]);
    const many = await connection.execute(insert(notes), [{ text: "b" }, { text: "c" }]);
    expect([many.insertedPrimaryKeyRows, many.rowcount]).toEqual([[[2], [3]], 2]);
    const returned = await connection.execute(insert(notes).values({ text: "d" }).returning(notes.c.id, notes.c.text));
    expect(returned.all().map((row) => [...row])).toEqual([[4, "d"]]);
  });

  test("replaces a connection that the server has ended", async () => {
    const engine = await mariadb.engine({ poolPrePing: true, poolSize: 1, maxOverflow: 0 });
    const id = await engine.connect().then(async (connection) => {
      const found = await connection.execDriverSql("SELECT CONNECTION_ID()");
      const number = found.scalar() as number;
      await connection.close();
      return number;
    });
    const killer = createAsyncEngine(makeUrl(engine.url));
    await killer.begin((connection) => connection.execDriverSql(`KILL ${id}`));
    await killer.dispose();
    await using connection = await engine.connect();
    expect((await connection.execDriverSql("SELECT 1")).scalar()).toBe(1);
  });

  test("says so when the server ends a connection under a statement", async () => {
    const engine = await mariadb.engine();
    await using connection = await engine.connect();
    const id = (await connection.execDriverSql("SELECT CONNECTION_ID()")).scalar() as number;
    await engine.begin((other) => other.execDriverSql(`KILL ${id}`));
    await expect(connection.execDriverSql("SELECT 1")).rejects.toThrow(OperationalError);
    await connection.rollback();
    expect((await connection.execDriverSql("SELECT 1")).scalar()).toBe(1);
  });
});
