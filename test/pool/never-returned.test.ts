// Connections whose holders were collected as garbage without giving them back.
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type AsyncEngine, type Engine, type EngineOptions, listen, text } from "athanor";
import { AsyncSession, Session } from "athanor/orm";
import { describe, expect, test } from "vitest";
import { asyncDatabases, describeAsync, describeSync } from "../support/databases.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Collects garbage until something has happened. */
async function until(happened: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !happened(); i++) {
    collect();
    await sleep(10);
  }
}

/** An engine's options, and the warnings of its pool. */
function noting(options: EngineOptions): { readonly options: EngineOptions; readonly warnings: string[] } {
  const warnings: string[] = [];
  const logger = { info: () => undefined, warn: (line: string) => void warnings.push(line) };
  return { options: { ...options, logger, echo: false }, warnings };
}

describeSync("a connection that is never given back", (database) => {
  test("is closed, its place is free again, and a warning tells of it", async () => {
    const { options, warnings } = noting({ poolclass: "queue", poolSize: 1, maxOverflow: 0, poolTraceCheckouts: true });
    const engine = database.engine(options);
    let closed = 0;
    listen(engine, "close", () => void closed++);
    function forgetful(made: Engine): void {
      made.connect().execDriverSql("SELECT 1");
    }
    forgetful(engine);
    expect(() => engine.connect()).toThrow(/1 taken at forgetful/);
    await until(() => warnings.length > 0);
    expect(warnings).toEqual([
      expect.stringMatching(
        /^athanor\.pool Connection #1 was never given back: .* It was taken at forgetful .*never-returned\.test\.ts:/,
      ),
    ]);
    expect([closed, engine.pool.checkedout(), engine.pool.checkedin()]).toEqual([1, 0, 0]);
    engine.connect().close();
    expect(engine.pool.checkedin()).toBe(1);
  });

  test("of a session neither; those that are given back, and those that are still held, are left alone", async () => {
    const { options, warnings } = noting({ poolclass: "queue", poolSize: 2, maxOverflow: 1 });
    const engine = database.engine(options);
    for (let i = 0; i < 20; i++) engine.connect().close();
    const held = engine.connect();
    ((): void => void new Session(engine).execute(text("SELECT 1")))();
    await until(() => warnings.length > 0);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain("poolTraceCheckouts");
    expect(engine.pool.checkedout()).toBe(1);
    expect(Number(held.execDriverSql("SELECT 1").scalar())).toBe(1);
    held.close();
  });
});

describeAsync("a connection that is never given back", (database) => {
  test("goes to who waits for one", async () => {
    const single = database.name.includes("pglite");
    // In memory, PGlite's data go with its connection.
    const { options, warnings } = noting({ ...(single ? {} : { poolclass: "queue" }), poolSize: 1, maxOverflow: 0 });
    const engine = await database.engine(options);
    const forgetful = async (made: AsyncEngine): Promise<void> => {
      await (await made.connect()).execDriverSql("SELECT 1");
    };
    await forgetful(engine);
    let served = false;
    const waiting = engine.connect().then((connection) => {
      served = true;
      return connection;
    });
    await until(() => served);
    const connection = await waiting;
    expect(Number((await connection.execDriverSql("SELECT 2")).scalar())).toBe(2);
    await connection.close();
    expect(warnings).toHaveLength(1);
    expect([engine.pool.checkedout(), engine.pool.checkedin()]).toEqual([0, 1]);
  });
});

describe("a session that is never closed", () => {
  test("is found the same way", async () => {
    const database = asyncDatabases.find(({ dialect }) => dialect === "sqlite")!;
    const { options, warnings } = noting({ poolclass: "queue" });
    const engine = await database.engine(options);
    await (async (): Promise<void> => void (await new AsyncSession(engine).execute(text("SELECT 1"))))();
    await until(() => warnings.length > 0);
    expect(warnings).toHaveLength(1);
    expect(engine.pool.checkedout()).toBe(0);
  });
});
