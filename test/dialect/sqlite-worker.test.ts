import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createAsyncEngine, createEngine, insert, integer, MetaData, select, string, text } from "athanor";
import { AsyncSession, declarativeBase } from "athanor/orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { open, type Opened, options } from "./helpers.ts";

// What a connection in a thread of its own adds to what every SQLite driver does.

const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
/** Numbers up to a limit, one a row, or their count: long statements of both kinds. */
const numbers = (limit: number): string =>
  `WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < ${limit}) SELECT x FROM n`;
const count = (limit: number): string => `SELECT COUNT(*) FROM (${numbers(limit)})`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "athanor-worker-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("sqlite+worker", () => {
  const described = async (db: Opened, promise: unknown): Promise<unknown> => {
    try {
      await promise;
    } catch (error) {
      return db.dialect.describeError(error) ?? error;
    }
    return undefined;
  };

  it("leaves the event loop free while a statement runs", async () => {
    const db = await open("sqlite+worker", false);
    let turns = 0;
    const turning = setInterval(() => (turns += 1), 1);
    const { rows } = await db.connection.query(count(1_000_000), []);
    clearInterval(turning);
    expect(rows).toEqual([[1_000_000]]);
    expect(turns).toBeGreaterThan(1);
    await db.dispose();
  });

  it("does what it is told one thing after the other", async () => {
    const db = await open("sqlite+worker", false);
    const { connection } = db;
    void connection.query("CREATE TABLE t (a)", []);
    const sets = Array.from({ length: 50 }, (_, i) => [i]);
    const many = connection.executeMany("INSERT INTO t VALUES (?)", sets);
    const last = connection.query("SELECT COUNT(*) FROM t", []);
    expect((await many).rowcount).toBe(50);
    expect((await last).rows).toEqual([[50]]);
    await db.dispose();
  });

  it("stops a statement between two rows, and keeps the transaction", async () => {
    const db = await open("sqlite+worker", false);
    const { connection } = db;
    await connection.query("CREATE TABLE t (a)", []);
    await connection.query("BEGIN", []);
    await connection.query("INSERT INTO t VALUES (1)", []);
    const running = described(db, connection.query(numbers(1_000_000_000), []));
    await sleep(50);
    await connection.cancel!();
    expect(await running).toMatchObject({
      category: "operational",
      driverCode: "SQLITE_INTERRUPT",
      isDisconnect: false,
    });
    expect(connection.isOpen).toBe(true);
    expect(connection.inTransaction).toBe(true);
    await connection.query("COMMIT", []);
    expect((await connection.query("SELECT a FROM t", [])).rows).toEqual([[1]]);
    await connection.cancel!();
    expect((await connection.query("SELECT a FROM t", [])).rows).toEqual([[1]]);
    await db.dispose();
  });

  it("leaves a statement that cannot be stopped alone, whose connection is lost", async () => {
    const database = join(folder, "left-alone.db");
    const db = await open("sqlite+worker", false, options({ database }));
    const { connection } = db;
    await connection.query("CREATE TABLE t (a)", []);
    await connection.query("BEGIN", []);
    await connection.query("INSERT INTO t VALUES (1)", []);
    const running = described(db, connection.query(count(20_000_000), []));
    await sleep(50);
    await connection.cancel!();
    expect(await running).toMatchObject({ category: "operational", isDisconnect: true });
    expect(connection.isOpen).toBe(false);
    expect(await described(db, connection.query("SELECT 1", []))).toMatchObject({ isDisconnect: true });
    await db.dispose();
    // Nobody commits what was begun there.
    const other = await open("sqlite+worker", false, options({ database, query: { timeout: "30" } }));
    await other.connection.query("INSERT INTO t VALUES (2)", []);
    expect((await other.connection.query("SELECT a FROM t", [])).rows).toEqual([[2]]);
    await other.dispose();
  }, 60_000);

  it("brings errors across whole, and refuses what cannot cross", async () => {
    const db = await open("sqlite+worker", false);
    const error: any = await Promise.resolve(db.connection.query("SELEC 1", [])).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(Error);
    expect(error.message).toContain('near "SELEC": syntax error');
    expect(error.code).toMatch(/SQLITE_ERROR/);
    expect(error.stack).toMatch(/better-sqlite3|node\.js/);
    await expect(db.connection.query("SELECT ?", [() => 1])).rejects.toMatchObject({
      name: "ArgumentError",
      message: expect.stringMatching(/cannot be sent there/),
    });
    expect((await db.connection.query("SELECT ?", [1])).rows).toEqual([[1]]);
    await db.dispose();
  });

  it("says what is wrong with its options", async () => {
    await expect(open("sqlite+worker", false, options({ query: { driver: "sqlite9" } }))).rejects.toThrow(
      /driver is "sqlite9"; expected one of better-sqlite3, bun, node/,
    );
    await expect(open("sqlite+worker", false, options({ connectArgs: { setup: "/nowhere.mjs" } }))).rejects.toThrow(
      /nowhere/,
    );
    await expect(open("sqlite+worker", false, options({ connectArgs: { setup: {} } }))).rejects.toThrow(
      /setup is the path or URL of a module/,
    );
    expect(() => createEngine("sqlite+worker://")).toThrow(/createAsyncEngine/);
  });

  it("calls the functions that a setup module defines, and says so when its thread ends", async () => {
    const setup = join(folder, "functions.mjs");
    writeFileSync(
      setup,
      "export default (database) => { database.function('plus', (a, b) => a + b); database.function('leave', () => process.exit(3)); };",
    );
    const engine = createAsyncEngine(`sqlite+worker:///${join(folder, "functions.db")}`, { connectArgs: { setup } });
    const connection = await engine.connect();
    expect((await connection.execDriverSql("SELECT plus(40, 2)")).scalar()).toBe(42);
    await expect(connection.execDriverSql("SELECT leave()")).rejects.toMatchObject({
      name: "OperationalError",
      connectionInvalidated: true,
    });
    await connection.rollback();
    expect((await connection.execDriverSql("SELECT plus(1, 2)")).scalar()).toBe(3);
    await connection.close();
    await engine.dispose();
  });

  it.each([
    ["idle connections", "", "ready"],
    [
      "a statement that somebody waits for",
      `await connection.execDriverSql(${JSON.stringify(count(200_000))});`,
      "ready",
    ],
    ["a statement that nobody waits for", "void connection.execDriverSql('SELECT 1');", "ready"],
    ["a connection that is closed", "await connection.close(); await engine.dispose();", "ready"],
  ])("lets a program end that has %s", async (_name, more, expected) => {
    const script = `
      import { createAsyncEngine } from ${JSON.stringify(`${dist}index.js`)};
      const engine = createAsyncEngine("sqlite+worker://");
      const connection = await engine.connect();
      await connection.execDriverSql("SELECT 1");
      ${more}
      console.log("ready");`;
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
      timeout: 20_000,
    });
    expect(stdout.trim()).toBe(expected);
  });
});

describe("an engine on sqlite+worker", () => {
  const metadata = new MetaData();
  const notes = metadata.table("notes", { id: integer().primaryKey(), text: string(20) });

  it("has several connections to a file, each with a transaction of its own", async () => {
    const engine = createAsyncEngine(`sqlite+worker:///${join(folder, "engine.db")}?journal_mode=wal`);
    await metadata.createAll(engine);
    const one = await engine.connect();
    const two = await engine.connect();
    await one.execute(insert(notes).values({ id: 1, text: "a" }));
    expect((await two.execute(select(notes.c.id))).all()).toEqual([]);
    await one.commit();
    await two.rollback();
    expect((await two.execute(select(notes.c.id))).scalars().all()).toEqual([1]);
    await one.close();
    await two.close();
    const ids = Array.from({ length: 40 }, (_, i) => i + 10);
    await Promise.all(
      ids.map((id) => engine.begin((connection) => connection.execute(insert(notes).values({ id, text: "x" })))),
    );
    expect(await engine.begin(async (connection) => (await connection.execute(select(notes.c.id))).all().length)).toBe(
      41,
    );
    await engine.dispose();
  });

  it("has one connection to a memory database, with which all take turns", async () => {
    const engine = createAsyncEngine("sqlite+worker://");
    await metadata.createAll(engine);
    const add = (id: number): Promise<unknown> =>
      engine.begin(async (connection) => {
        await connection.execute(insert(notes).values({ id, text: "x" }));
        await sleep(1);
        if (id % 2 === 0) throw new Error("undone");
      });
    await Promise.allSettled([1, 2, 3, 4, 5].map(add));
    const connection = await engine.connect();
    expect((await connection.execute(select(notes.c.id).orderBy(notes.c.id))).scalars().all()).toEqual([1, 3, 5]);
    await connection.close();
    await engine.dispose();
  });

  it("stops what takes too long, between rows or by leaving it alone", async () => {
    const engine = createAsyncEngine(`sqlite+worker:///${join(folder, "limits.db")}`);
    await metadata.createAll(engine);
    const connection = await engine.connect();
    await connection.execute(insert(notes).values({ id: 1, text: "a" }));
    const rows = connection.execDriverSql(numbers(1_000_000_000), undefined, { timeout: 50 });
    await expect(rows).rejects.toMatchObject({ name: "StatementTimeoutError", connectionInvalidated: false });
    await connection.commit();
    const computing = connection.execDriverSql(count(10_000_000), undefined, { timeout: 50 });
    await expect(computing).rejects.toMatchObject({ name: "StatementTimeoutError", connectionInvalidated: true });
    await connection.rollback();
    expect((await connection.execute(select(notes.c.id))).scalars().all()).toEqual([1]);
    const controller = new AbortController();
    const result = await connection.stream(text(numbers(1_000_000_000)), undefined, { signal: controller.signal });
    expect(await result.fetchmany(2)).toHaveLength(2);
    controller.abort();
    await expect(result.fetchmany(2)).rejects.toMatchObject({ name: "StatementAbortedError" });
    await connection.close();
    await engine.dispose();
  });

  it("serves a session", async () => {
    class Base extends declarativeBase() {}
    class Book extends Base.table("books", { id: integer().primaryKey(), title: string(20) }) {}
    const engine = createAsyncEngine("sqlite+worker://");
    await Base.metadata.createAll(engine);
    await using session = new AsyncSession(engine);
    session.add(new Book({ title: "Faust" }));
    await session.commit();
    expect((await session.get(Book, 1))?.title).toBe("Faust");
    await session.close();
    await engine.dispose();
  });
});
