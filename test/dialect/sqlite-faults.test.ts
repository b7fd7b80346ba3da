import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import {
  createAsyncEngine,
  createEngine,
  type Engine,
  insert,
  integer,
  largeBinary,
  listen,
  MetaData,
  PendingRollbackError,
  select,
} from "athanor";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqliteDriver } from "../support/databases.ts";

const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
const metadata = new MetaData();
const blobs = metadata.table("blobs", { id: integer().primaryKey(), data: largeBinary() });

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "athanor-faults-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("64 writers on one SQLite file", () => {
  it.each(["wal", "delete"])(
    "wait for each other, and nothing is lost (journal %s)",
    async (journal) => {
      const file = join(folder, `writers-${journal}.db`);
      const engine = createEngine(`${sqliteDriver}:///${file}?journal_mode=${journal}`);
      engine.begin((connection) => {
        connection.execDriverSql("CREATE TABLE counters (id INTEGER PRIMARY KEY, n INTEGER)");
        connection.execDriverSql("INSERT INTO counters VALUES (1, 0)");
      });
      // Four programs with sixteen connections each; every one reads, thinks, and writes.
      const script = `
      import { createAsyncEngine } from ${JSON.stringify(`${dist}index.js`)};
      const engine = createAsyncEngine("sqlite+worker:///${file}?timeout=120", { poolSize: 16, sqliteBeginMode: "IMMEDIATE" });
      await Promise.all(Array.from({ length: 16 }, async () => {
        for (let i = 0; i < 3; i++)
          await engine.begin(async (connection) => {
            const n = (await connection.execDriverSql("SELECT n FROM counters WHERE id = 1")).scalar();
            await connection.execDriverSql("UPDATE counters SET n = ? WHERE id = 1", [n + 1]);
          });
      }));
      await engine.dispose();`;
      const run = promisify(execFile);
      await Promise.all(
        Array.from({ length: 4 }, () =>
          run(process.execPath, ["--input-type=module", "-e", script], { timeout: 150_000 }),
        ),
      );
      using connection = engine.connect();
      expect(connection.execDriverSql("SELECT n FROM counters").scalar()).toBe(64 * 3);
      expect(connection.execDriverSql("PRAGMA integrity_check").scalar()).toBe("ok");
      connection.close();
      engine.dispose();
    },
    180_000,
  );

  it("are told SQLITE_BUSY when they do not want to wait, and can try again", async () => {
    const file = join(folder, "impatient.db");
    const engine = createAsyncEngine(`sqlite+worker:///${file}?timeout=0`, { sqliteBeginMode: "IMMEDIATE" });
    await engine.begin((connection) => connection.execDriverSql("CREATE TABLE t (id INTEGER PRIMARY KEY)"));
    const first = await engine.connect();
    await first.execDriverSql("INSERT INTO t VALUES (1)");
    const add = (id: number): Promise<unknown> =>
      engine.begin((connection) => connection.execDriverSql("INSERT INTO t VALUES (?)", [id]));
    await expect(add(2)).rejects.toMatchObject({
      name: "OperationalError",
      driverCode: "SQLITE_BUSY",
      connectionInvalidated: false,
    });
    await first.commit();
    await add(2);
    expect((await first.execDriverSql("SELECT id FROM t")).scalars().all()).toEqual([1, 2]);
    await first.close();
    await engine.dispose();
  });
});

describe("a SQLite file that cannot be written", () => {
  it("read-only: says so, and goes on reading", () => {
    const file = join(folder, "readonly.db");
    const writer = createEngine(`${sqliteDriver}:///${file}`);
    metadata.createAll(writer);
    writer.dispose();
    const engine = createEngine(`${sqliteDriver}:///${file}?mode=ro`);
    using connection = engine.connect();
    expect(() => connection.execute(insert(blobs).values({ id: 1, data: new Uint8Array(1) }))).toThrow(
      expect.objectContaining({ name: "OperationalError", driverCode: expect.stringMatching(/^SQLITE_READONLY/) }),
    );
    connection.rollback();
    expect(connection.execute(select(blobs.c.id)).all()).toEqual([]);
    connection.close();
    engine.dispose();
  });

  /** Fills a database until it is full; then nothing of the last transaction is there, and it can be used again. */
  function fill(engine: Engine, makeRoom: () => void = () => undefined): void {
    metadata.createAll(engine);
    using connection = engine.connect();
    let committed = 0;
    const failed = (): unknown => {
      for (let id = 1; id < 10_000; id += 2) {
        try {
          for (const each of [id, id + 1])
            connection.execute(insert(blobs).values({ id: each, data: new Uint8Array(3000).fill(each) }));
          connection.commit();
          committed = id + 1;
        } catch (error) {
          return error;
        }
      }
      return undefined;
    };
    expect(failed()).toMatchObject({
      name: "OperationalError",
      driverCode: "SQLITE_FULL",
      connectionInvalidated: false,
    });
    connection.rollback();
    expect(committed).toBeGreaterThan(0);
    const ids = connection.execute(select(blobs.c.id).orderBy(blobs.c.id)).scalars().all();
    expect(ids).toEqual(Array.from({ length: committed }, (_, i) => i + 1));
    makeRoom();
    connection.execDriverSql("DELETE FROM blobs");
    connection.commit();
    connection.execute(insert(blobs).values({ id: 1, data: new Uint8Array(3000) }));
    connection.commit();
    expect(connection.execDriverSql("PRAGMA integrity_check").scalar()).toBe("ok");
    connection.close();
    engine.dispose();
  }

  it("full by SQLite's own limit", () => {
    const engine = createEngine(`${sqliteDriver}:///${join(folder, "full.db")}`);
    listen(engine, "connect", (raw) => {
      (raw as { prepare(sql: string): { all(): unknown } }).prepare("PRAGMA max_page_count = 60").all();
    });
    fill(engine);
  });

  it("on a disk that is full", (context) => {
    const disk = join(folder, "disk");
    mkdirSync(disk);
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=300k", "tmpfs", disk], { stdio: "ignore" });
    } catch {
      console.warn("skipped: a disk that is full: nothing can be mounted here");
      return context.skip();
    }
    try {
      const other = join(disk, "other");
      writeFileSync(other, new Uint8Array(50_000));
      fill(createEngine(`${sqliteDriver}:///${join(disk, "full.db")}`), () => rmSync(other));
    } finally {
      execFileSync("umount", ["-l", disk]);
    }
  });
});

describe("a transaction that SQLite has undone by itself", () => {
  it("is not committed in parts", () => {
    const file = join(folder, "undone.db");
    const engine = createEngine(`${sqliteDriver}:///${file}`);
    using connection = engine.connect();
    connection.execDriverSql("CREATE TABLE t (id INTEGER PRIMARY KEY ON CONFLICT ROLLBACK)");
    connection.commit();
    connection.execDriverSql("INSERT INTO t VALUES (1)");
    expect(() => connection.execDriverSql("INSERT INTO t VALUES (1)")).toThrow(
      expect.objectContaining({ name: "IntegrityError", kind: "unique" }),
    );
    // It would commit by itself.
    expect(() => connection.execDriverSql("INSERT INTO t VALUES (2)")).toThrow(PendingRollbackError);
    expect(() => connection.commit()).toThrow(PendingRollbackError);
    connection.rollback();
    expect(connection.execDriverSql("SELECT id FROM t").all()).toEqual([]);
    connection.execDriverSql("INSERT INTO t VALUES (3)");
    connection.commit();
    expect(connection.execDriverSql("SELECT id FROM t").scalars().all()).toEqual([3]);
    connection.close();
    engine.dispose();
  });

  it("is told of in a worker too", async () => {
    const engine = createAsyncEngine(`sqlite+worker:///${join(folder, "undone-worker.db")}`);
    const connection = await engine.connect();
    await connection.execDriverSql("CREATE TABLE t (id INTEGER PRIMARY KEY ON CONFLICT ROLLBACK)");
    await connection.commit();
    await connection.execDriverSql("INSERT INTO t VALUES (1)");
    await expect(connection.execDriverSql("INSERT INTO t VALUES (1)")).rejects.toMatchObject({ kind: "unique" });
    await expect(connection.commit()).rejects.toThrow(PendingRollbackError);
    await connection.rollback();
    expect((await connection.execDriverSql("SELECT id FROM t")).all()).toEqual([]);
    await connection.close();
    await engine.dispose();
  });
});
