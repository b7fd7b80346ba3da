// What the pool tells its listeners, on every database, synchronously and asynchronously.
import {
  type AsyncEngine,
  AsyncRequiredError,
  createEngine,
  DisconnectionError,
  Engine,
  type EngineOptions,
  InvalidatePoolError,
  InvalidRequestError,
  listen,
  Pool,
  type PoolEvents,
  remove,
} from "athanor";
import { describe, expect, onTestFinished, test } from "vitest";
import { describeAsync, describeSync } from "../support/databases.ts";

const NAMES = [
  "firstConnect",
  "connect",
  "checkout",
  "reset",
  "checkin",
  "invalidate",
  "softInvalidate",
  "close",
  "detach",
  "closeDetached",
] as const satisfies readonly (keyof PoolEvents)[];

/** The names of a pool's events, in the order in which they come. */
function heard(target: Engine | AsyncEngine | Pool): string[] {
  const names: string[] = [];
  for (const name of NAMES) listen(target as Pool, name, () => names.push(name));
  return names;
}

/** What came since the last call. */
const since = (names: string[]): string[] => names.splice(0);

describeSync("pool events", (database) => {
  const made = (options: EngineOptions = {}): Engine => database.engine({ poolclass: "queue", ...options });

  test("of a connection's life", () => {
    const engine = made();
    const names = heard(engine);
    engine.connect().close();
    expect(since(names)).toEqual(["firstConnect", "connect", "checkout", "reset", "checkin"]);
    const connection = engine.connect();
    expect(since(names)).toEqual(["checkout"]);
    connection.invalidate();
    expect(since(names)).toEqual(["invalidate", "checkin", "close"]);
    connection.close();
    expect(since(names)).toEqual([]);
    const second = engine.connect();
    expect(since(names)).toEqual(["connect", "checkout"]);
    second.detach();
    second.close();
    expect(since(names)).toEqual(["detach", "reset", "closeDetached"]);
    const raw = engine.rawConnection();
    since(names);
    raw.invalidate(new Error("worn"), { soft: true });
    expect(raw.isValid).toBe(true);
    raw.close();
    expect(since(names)).toEqual(["softInvalidate", "reset", "checkin"]);
    engine.connect().close();
    expect(since(names)).toEqual(["close", "connect", "checkout", "reset", "checkin"]);
    engine.dispose();
    expect(since(names)).toEqual(["close"]);
    expect(engine.pool.checkedout()).toBe(0);
  });

  test("tell what they are about", () => {
    const engine = made();
    const seen: unknown[] = [];
    listen(engine, "connect", (raw, record) => {
      expect(record.driverConnection).toBe(raw);
      record.info.set("opened", (Number(record.info.get("opened")) || 0) + 1);
      record.recordInfo.set("place", "kept");
    });
    listen(
      engine,
      "checkout",
      ({ record, proxy }) => {
        expect(proxy.info).toBe(record.info);
        seen.push([proxy.isValid, proxy.isDetached, record.info.get("opened"), record.recordInfo.get("place")]);
      },
      { named: true },
    );
    listen(engine, "reset", (_raw, _record, state) => seen.push(state));
    listen(engine, "invalidate", (_raw, _record, error) => seen.push(error));
    listen(engine, "checkin", (raw, record) => seen.push(["checkin", raw === undefined, record.info.size]));
    const connection = engine.connect();
    connection.execDriverSql("SELECT 1");
    connection.close();
    const why = new Error("enough");
    using raw = engine.rawConnection();
    raw.invalidate(why);
    const isBridged = engine.driver.name === "pg" || engine.driver.name === "mysql2";
    expect(seen).toEqual([
      [true, false, 1, "kept"],
      { transactionWasReset: true },
      ["checkin", isBridged, 1],
      [true, false, 1, "kept"],
      why,
      ["checkin", true, 1],
    ]);
  });

  test("can talk to the database, in a way that works everywhere", () => {
    const engine = made();
    const answers: unknown[] = [];
    listen(engine, "connect", (_raw, record) => {
      const result = record.dbapiConnection!.query("SELECT 41 + 1", []) as { rows: unknown[][] };
      answers.push(Number(result.rows[0]![0]));
    });
    engine.connect().close();
    expect(answers).toEqual([42]);
  });

  test("a reset of one's own takes the place of the rollback", () => {
    const engine = made({ poolResetOnReturn: null });
    listen(engine, "reset", (_raw, record, { transactionWasReset }) => {
      if (!transactionWasReset) record.dbapiConnection!.query("COMMIT", []) as unknown;
    });
    engine.begin((connection) => connection.execDriverSql("CREATE TABLE kept (a INTEGER)"));
    const raw = engine.rawConnection();
    raw.dbapiConnection.query("BEGIN", []) as unknown;
    raw.dbapiConnection.query("INSERT INTO kept VALUES (1)", []) as unknown;
    raw.close();
    using connection = engine.connect();
    expect(Number(connection.execDriverSql("SELECT count(*) FROM kept").scalar())).toBe(1);
  });

  test("poolResetOnReturn says what becomes of an open transaction", () => {
    for (const [how, rows] of [
      ["rollback", 0],
      ["commit", 1],
      [undefined, 0],
    ] as const) {
      const engine = made({ poolResetOnReturn: how });
      engine.begin((connection) => connection.execDriverSql("CREATE TABLE left_open (a INTEGER)"));
      const raw = engine.rawConnection();
      raw.dbapiConnection.query("BEGIN", []) as unknown;
      raw.dbapiConnection.query("INSERT INTO left_open VALUES (1)", []) as unknown;
      raw.close();
      using connection = engine.connect();
      expect(Number(connection.execDriverSql("SELECT count(*) FROM left_open").scalar())).toBe(rows);
    }
  });

  test("a checkout listener refuses a connection, and gets another", () => {
    const engine = made();
    const names = heard(engine);
    const opened: unknown[] = [];
    listen(engine, "connect", (_raw, record) => void record.info.set("n", opened.push(1)));
    let refuse = 1;
    listen(engine, "checkout", (_raw, record) => {
      if (refuse-- > 0) throw new DisconnectionError(`number ${String(record.info.get("n"))} is not wanted`);
    });
    const connection = engine.connect();
    expect(connection.info.get("n")).toBe(2);
    expect(since(names)).toEqual(["firstConnect", "connect", "checkout", "invalidate", "close", "connect", "checkout"]);
    connection.close();
    refuse = 2;
    expect(() => engine.connect()).toThrow(InvalidRequestError);
    refuse = 2;
    expect(() => engine.connect()).toThrow(/2 connections in a row were refused.*is not wanted/);
    expect(engine.pool.checkedout()).toBe(0);
    refuse = 0;
    engine.connect().close();
  });

  test("an InvalidatePoolError refuses all that are as old", () => {
    const engine = made();
    const both = [engine.connect(), engine.connect()];
    const old = both.map((connection) => connection.info);
    for (const connection of both) connection.close();
    const refused = listenOnce(engine);
    const [one, two] = [engine.connect(), engine.connect()];
    expect(refused()).toBe(1);
    expect(old).not.toContain(one.info);
    expect(old).not.toContain(two.info);
    one.close();
    two.close();
  });

  test("an error of a listener leaves nothing behind", () => {
    for (const name of ["firstConnect", "connect", "checkout"] as const) {
      const engine = made({ poolSize: 1, maxOverflow: 0 });
      const fail = (): never => {
        throw new Error(`${name} fails`);
      };
      listen(engine.pool, name, fail);
      for (let i = 0; i < 2; i++) expect(() => engine.connect()).toThrow(`${name} fails`);
      expect([engine.pool.checkedout(), engine.pool.checkedin()]).toEqual([0, 0]);
      remove(engine.pool, name, fail);
      engine.connect().close();
      expect([engine.pool.checkedout(), engine.pool.checkedin()]).toEqual([0, 1]);
    }
    for (const name of ["reset", "checkin", "invalidate"] as const) {
      const engine = made({ poolSize: 1, maxOverflow: 0 });
      listen(engine, name, () => {
        throw new Error(`${name} fails`);
      });
      const connection = engine.connect();
      expect(() => (name === "invalidate" ? connection.invalidate() : connection.close())).toThrow(`${name} fails`);
      expect([engine.pool.checkedout(), engine.pool.checkedin()]).toEqual([0, 0]);
    }
    const lines: string[] = [];
    const engine = made({ logger: { error: (line: string) => lines.push(line), info: () => undefined }, echo: false });
    listen(engine, "close", () => {
      throw new Error("close fails");
    });
    engine.connect().close();
    engine.dispose();
    expect(lines).toEqual(["athanor.pool A close listener failed: Error: close fails"]);
  });

  test("a listener that gives a promise is an error where nobody waits", () => {
    const engine = made();
    listen(engine, "checkout", async () => undefined, { once: true });
    expect(() => engine.connect()).toThrow(AsyncRequiredError);
    expect(engine.pool.checkedout()).toBe(0);
    engine.connect().close();
  });

  test("reach the listeners of derived engines, of the pool and of all engines", () => {
    const engine = made();
    const derived = engine.executionOptions({ loggingToken: "x" });
    const names: string[] = [];
    const note = (): unknown => names.push("all");
    listen(Engine, "checkin", note);
    onTestFinished(() => remove(Engine, "checkin", note));
    const noteAny = (): unknown => names.push("any pool");
    listen(Pool, "checkin", noteAny);
    onTestFinished(() => remove(Pool, "checkin", noteAny));
    listen(derived, "checkin", () => names.push("derived"));
    listen(engine.pool, "checkin", () => names.push("pool"));
    engine.connect().close();
    expect(since(names)).toEqual(["any pool", "all", "derived", "pool"]);
    derived.connect().close();
    expect(since(names)).toEqual(["any pool", "all", "derived", "pool"]);
    remove(Engine, "checkin", note);
    remove(Pool, "checkin", noteAny);
    engine.connect().close();
    expect(since(names)).toEqual(["derived", "pool"]);
    listen(Engine, "checkin", note);
    listen(Pool, "checkin", noteAny);
  });
});

describeAsync("pool events", (database) => {
  test("of a connection's life; listeners may wait", async () => {
    const engine = await database.engine({ poolclass: database.name.includes("pglite") ? "single" : "queue" });
    const names = heard(engine);
    const answers: unknown[] = [];
    listen(engine, "connect", async (_raw, record) => {
      answers.push(Number((await record.dbapiConnection!.query("SELECT 41 + 1", [])).rows[0]![0]));
    });
    listen(engine, "checkin", async () => void (await new Promise((resolve) => setTimeout(resolve, 5))));
    await (await engine.connect()).close();
    expect(answers).toEqual([42]);
    expect(since(names)).toEqual(["firstConnect", "connect", "checkout", "reset", "checkin"]);
    const connection = await engine.connect();
    await connection.detach();
    expect(engine.pool.checkedout()).toBe(0);
    expect((await connection.execDriverSql("SELECT 1")).scalar()).toBe(1);
    await connection.close();
    expect(since(names)).toEqual(["checkout", "detach", "reset", "closeDetached"]);
    if (database.name.includes("pglite")) return;
    const raw = await engine.rawConnection();
    await raw.invalidate();
    await raw.close();
    expect(since(names)).toEqual(["connect", "checkout", "invalidate", "checkin", "close"]);
  });

  test("a refused connection is replaced, and errors leave nothing behind", async () => {
    const engine = await database.engine(database.name.includes("pglite") ? {} : { poolclass: "queue" });
    let refuse = 1;
    listen(engine, "checkout", async () => {
      if (refuse-- > 0) throw new DisconnectionError("not this one");
    });
    if (!database.name.includes("pglite")) {
      await (await engine.connect()).close();
      refuse = 2;
      await expect(engine.connect()).rejects.toThrow(/refused at checkout; the last one because: not this one/);
    }
    refuse = 0;
    listen(
      engine,
      "checkin",
      () => {
        throw new Error("no");
      },
      { once: true },
    );
    const connection = await engine.connect();
    await expect(connection.close()).rejects.toThrow("no");
    expect(engine.pool.checkedout()).toBe(0);
  });
});

describe("listen", () => {
  test("knows which events an engine, its pool and a connection have", () => {
    using engine = createEngine("sqlite://");
    using connection = engine.connect();
    expect(() => listen(connection, "checkout" as "begin", () => undefined)).toThrow(
      /no event "checkout" on a connection/,
    );
    expect(() => listen(engine.pool, "begin" as "close", () => undefined)).toThrow(/no event "begin" on a pool/);
    expect(() => listen(engine, "chekout" as "checkout", () => undefined)).toThrow(/doConnect.*checkout/);
    expect(() => listen(engine, "checkout", () => undefined, { retval: true })).toThrow(/not used/);
  });
});

/** Refuses the next connection and all as old; gives how many were refused. */
function listenOnce(engine: Engine): () => number {
  let refused = 0;
  listen(
    engine,
    "checkout",
    () => {
      refused += 1;
      throw new InvalidatePoolError("the server was started again");
    },
    { once: true },
  );
  return () => refused;
}
