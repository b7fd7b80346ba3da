import { execFile } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { type AsyncEngine, createAsyncEngine, createEngine, text } from "athanor";
import { expect, it } from "vitest";
import { type Proxy, startProxy } from "./proxy.ts";

const athanor = new URL("../../dist/index.js", import.meta.url).href;
const lost = { name: "OperationalError", connectionInvalidated: true };
const givenUp = { ...lost, message: expect.stringMatching(/No answer within 1 seconds: the connection is given up/) };

export interface HalfOpenServer {
  readonly port: number;
  /** Stops the server's process or processes, and has them go on. */
  pause(): void;
  resume(): void;
}

/** Connections whose other side says nothing any more: giving them up takes a limited time, and what was open on them is undone. */
export function testHalfOpen(url: (port: number) => string, server: () => HalfOpenServer): void {
  async function open(): Promise<{
    readonly engine: AsyncEngine;
    readonly proxy: Proxy;
    readonly end: () => Promise<void>;
  }> {
    const admin = createAsyncEngine(url(server().port));
    await admin.begin(async (connection) => {
      await connection.execDriverSql("DROP TABLE IF EXISTS half_open");
      await connection.execDriverSql("CREATE TABLE half_open (a INTEGER)");
    });
    const proxy = await startProxy(server().port);
    const engine = createAsyncEngine(url(proxy.port), { connectTimeout: 1, poolSize: 5 });
    return {
      engine,
      proxy,
      async end() {
        expect(engine.pool.status()).toMatch(/Checked out connections: 0/i);
        await engine.dispose();
        proxy.close();
        const rows = async (): Promise<unknown> =>
          await admin.begin(async (connection) => await connection.scalar(text("SELECT count(*) FROM half_open")));
        expect(await rows()).toBe(0);
        await admin.dispose();
      },
    };
  }
  /** Seconds that it takes. */
  async function time(work: () => Promise<unknown>): Promise<number> {
    const start = performance.now();
    await work();
    return (performance.now() - start) / 1000;
  }

  it("a connection in a transaction is closed in time", async () => {
    const { engine, proxy, end } = await open();
    const connection = await engine.connect();
    await connection.execDriverSql("INSERT INTO half_open VALUES (1)");
    proxy.freeze();
    expect(await time(() => expect(connection.close()).rejects.toMatchObject(givenUp))).toBeLessThan(5);
    expect(connection.closed).toBe(true);
    await end();
  });

  it("an error in begin() stays the error, though nothing can be rolled back", async () => {
    const { engine, proxy, end } = await open();
    const failing = engine.begin(async (connection) => {
      await connection.execDriverSql("INSERT INTO half_open VALUES (1)");
      proxy.freeze();
      throw new Error("its own");
    });
    expect(await time(() => expect(failing).rejects.toThrow(/^its own$/))).toBeLessThan(5);
    await end();
  });

  it("idle connections are closed in time, however many there are", async () => {
    const { engine, proxy, end } = await open();
    const connections = await Promise.all(Array.from({ length: 5 }, () => engine.connect()));
    for (const connection of connections) await connection.close();
    expect(engine.pool.checkedin()).toBe(5);
    proxy.freeze();
    expect(await time(() => engine.dispose())).toBeLessThan(6);
    expect(engine.pool.checkedin()).toBe(0);
    await end();
  });

  it("detached, invalidated and raw connections are closed in time", async () => {
    const { engine, proxy, end } = await open();
    const [detached, invalidated] = [await engine.connect(), await engine.connect()];
    const raw = await engine.rawConnection();
    await detached.detach();
    await invalidated.execDriverSql("INSERT INTO half_open VALUES (1)");
    proxy.freeze();
    const took = await time(async () => {
      await invalidated.invalidate();
      await invalidated.close();
      await detached.close();
      await raw.detach();
      await raw.close();
    });
    expect(took).toBeLessThan(11);
    await end();
  }, 20_000);

  it("a stream that is left ends in time", async () => {
    const { engine, proxy, end } = await open();
    const connection = await engine.connect();
    const ten = Array.from({ length: 10 }, (_, i) => `SELECT ${i} AS n`).join(" UNION ALL ");
    const rows = await connection.stream(
      text(`SELECT a.n FROM (${ten}) a, (${ten}) b, (${ten}) c, (${ten}) d, (${ten}) e`),
    );
    expect(await rows.fetchmany(5)).toHaveLength(5);
    proxy.freeze();
    expect(await time(() => expect(rows.close()).rejects.toMatchObject(lost))).toBeLessThan(11);
    expect(connection.invalidated).toBe(true);
    await connection.close();
    await end();
  }, 20_000);

  it("a program ends that has given them up", async () => {
    const { proxy, end } = await open();
    const program = execFile(process.execPath, [
      "--input-type=module",
      "-e",
      `import { createAsyncEngine } from ${JSON.stringify(athanor)};
      const engine = createAsyncEngine(${JSON.stringify(`${url(proxy.port)}?read_timeout=1`)}, { connectTimeout: 1, poolSize: 1 });
      const [closed, invalidated, detached, busy] = await Promise.all([1, 2, 3, 4].map(() => engine.connect()));
      for (const connection of [closed, invalidated, busy]) await connection.execDriverSql("INSERT INTO half_open VALUES (1)");
      await detached.detach();
      process.stdout.write("ready");
      await new Promise((resolve) => process.stdin.once("data", resolve));
      process.stdin.destroy();
      const answer = busy.execDriverSql("SELECT 1").catch((error) => console.log(" " + error.name));
      await invalidated.invalidate();
      await closed.close().catch(() => undefined);
      await detached.close();
      await answer;
      await busy.close();
      await engine.dispose();`,
    ]);
    let output = "";
    program.stdout?.on("data", (part: string) => (output += part));
    program.stderr?.on("data", (part: string) => (output += part));
    const ended = once(program, "exit");
    while (!output.includes("ready")) await sleep(20);
    proxy.freeze();
    const took = await time(async () => {
      program.stdin?.write("go");
      expect(await ended).toEqual([0, null]);
    });
    expect(output).toBe("ready OperationalError\n");
    expect(took).toBeLessThan(20);
    await end();
  }, 40_000);

  it("synchronous engines give them up in time", async () => {
    const { end } = await open();
    const engine = createEngine(url(server().port), { connectTimeout: 1 });
    const [idle, begun, leveled] = [engine.connect(), engine.connect(), engine.connect()];
    begun.execDriverSql("INSERT INTO half_open VALUES (1)");
    leveled.executionOptions({ isolationLevel: "SERIALIZABLE" });
    idle.close();
    server().pause();
    try {
      const start = performance.now();
      expect(() => begun.close()).toThrow(expect.objectContaining(givenUp));
      leveled.close();
      expect(engine.pool.checkedin()).toBe(1);
      engine.dispose();
      expect((performance.now() - start) / 1000).toBeLessThan(11);
      expect(engine.pool.status()).toMatch(/Connections in pool: 0 .*Checked out connections: 0/i);
    } finally {
      server().resume();
    }
    await end();
  }, 20_000);
}
