import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ArgumentError,
  type AsyncConnection,
  type AsyncEngine,
  createAsyncEngine,
  createEngine,
  DBAPIError,
  type Engine,
  type EngineOptions,
  InvalidRequestError,
  isRetryable,
  OperationalError,
} from "athanor";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { asyncDatabases, describeSync, sqliteDriver } from "../support/databases.ts";

const folder = mkdtempSync(join(tmpdir(), "athanor-retry-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

/** An engine on a new file, and another on the same. Neither waits for locks, unless it is told to. */
function fileEngines(query = "timeout=0", options: EngineOptions = {}): [Engine, Engine] {
  const url = `${sqliteDriver}:///${join(folder, `${++files}.db`)}?${query}`;
  const engines: [Engine, Engine] = [createEngine(url, options), createEngine(url, options)];
  onTestFinished(() => {
    for (const engine of engines) engine.dispose();
  });
  engines[0].begin((connection) => {
    connection.execDriverSql("CREATE TABLE counter (id INTEGER PRIMARY KEY, n INTEGER)");
    connection.execDriverSql("INSERT INTO counter VALUES (1, 0)");
  });
  return engines;
}
const increment = "UPDATE counter SET n = n + 1 WHERE id = 1";
const value = "SELECT n FROM counter WHERE id = 1";

/** What a function throws. */
function thrown(use: () => unknown): unknown {
  try {
    use();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

describe("engine.run on a locked SQLite file", () => {
  test("runs the function again until the lock is free; each attempt is a transaction of its own", () => {
    const [engine, other] = fileEngines();
    using holder = other.connect();
    holder.execDriverSql(increment);
    const attempts: number[] = [];
    let runs = 0;
    const back = engine.run(
      (connection) => {
        runs++;
        connection.execDriverSql(increment);
        return "done";
      },
      {
        retry: {
          delay: 0,
          when(error, attempt) {
            attempts.push(attempt);
            expect(error).toMatchObject({ name: "OperationalError", driverCode: "SQLITE_BUSY", isRetryable: true });
            expect(engine.pool.checkedout()).toBe(0);
            if (attempt === 3) holder.commit();
            return isRetryable(error);
          },
        },
      },
    );
    expect(back).toBe("done");
    // From the second attempt on the lock is asked for by BEGIN IMMEDIATE, before the function runs.
    expect([attempts, runs]).toEqual([[1, 2, 3], 2]);
    expect(engine.begin((connection) => connection.execDriverSql(value).scalar())).toBe(2);
  });

  test("gives up after so many attempts, with the last error", () => {
    const [engine, other] = fileEngines();
    using holder = other.connect();
    holder.execDriverSql(increment);
    const errors: unknown[] = [];
    const when = (error: unknown): boolean => {
      errors.push(error);
      return true;
    };
    const last = thrown(() =>
      engine.run((connection) => connection.execDriverSql(increment), { retry: { attempts: 4, delay: 0, when } }),
    );
    expect(errors).toHaveLength(3);
    expect(errors).not.toContain(last);
    expect(last).toMatchObject({ driverCode: "SQLITE_BUSY", isRetryable: true });
    let runs = 0;
    const once = (): unknown =>
      engine.run(
        (connection) => {
          runs++;
          connection.execDriverSql(increment);
        },
        { retry: false },
      );
    expect(once).toThrow(OperationalError);
    expect(runs).toBe(1);
    expect(engine.pool.checkedout()).toBe(0);
  });

  test("waits between the attempts: at random, and twice as long at most each time, up to maxDelay", () => {
    const lines: string[] = [];
    const [engine, other] = fileEngines("timeout=0", { echo: false });
    using holder = other.connect();
    holder.execDriverSql(increment);
    const logged = createEngine(engine.url, { logger: { log: (line: string) => lines.push(line) }, echo: true });
    onTestFinished(() => logged.dispose());
    expect(() =>
      logged.run((connection) => connection.execDriverSql(increment), {
        retry: { attempts: 8, delay: 1, maxDelay: 8 },
      }),
    ).toThrow(OperationalError);
    const waits = lines.flatMap((line) => {
      const found = /RETRY in (\d+) ms, attempt (\d+) of 8/.exec(line);
      return found === null ? [] : [{ wait: Number(found[1]), attempt: Number(found[2]) }];
    });
    expect(waits.map(({ attempt }) => attempt)).toEqual([2, 3, 4, 5, 6, 7, 8]);
    for (const { wait, attempt } of waits) expect(wait).toBeLessThanOrEqual(Math.min(8, 2 ** (attempt - 2)));
  });

  test("a snapshot that is out of date, and a locked table of a shared cache, are retryable as well", () => {
    const [engine, other] = fileEngines("timeout=0&journal_mode=wal");
    using reader = engine.connect();
    reader.execDriverSql(value);
    other.begin((connection) => connection.execDriverSql(increment));
    const stale = thrown(() => reader.execDriverSql(increment));
    expect(stale).toMatchObject({ driverCode: "SQLITE_BUSY_SNAPSHOT", isRetryable: true });
    reader.rollback();

    let runs = 0;
    engine.run(
      (connection) => {
        const before = connection.execDriverSql(value).scalar() as number;
        if (runs++ === 0) other.begin((inner) => inner.execDriverSql(increment));
        connection.execDriverSql("UPDATE counter SET n = ? WHERE id = 1", [before + 1]);
      },
      { retry: { delay: 0 } },
    );
    expect(runs).toBe(2);
    expect(reader.execDriverSql(value).scalar()).toBe(3);
  });

  test("what the function fails with for other reasons is thrown at once, and so is what it makes of a retryable error", () => {
    const [engine] = fileEngines();
    let runs = 0;
    const mine = new Error("mine");
    for (const [body, expected] of [
      [() => Promise.resolve(1), /promise/],
      [
        () => {
          throw mine;
        },
        /mine/,
      ],
    ] as const) {
      runs = 0;
      expect(() =>
        engine.run((connection) => {
          runs++;
          connection.execDriverSql(increment);
          return body();
        }),
      ).toThrow(expected);
      expect(runs).toBe(1);
    }
    expect(() => engine.run((connection) => connection.execDriverSql("INSERT INTO counter VALUES (1, 1)"))).toThrow(
      expect.objectContaining({ kind: "unique", isRetryable: false }),
    );
    expect(engine.begin((connection) => connection.execDriverSql(value).scalar())).toBe(0);
  });

  test("an error of one's own counts when its cause is retryable", () => {
    const busy = new OperationalError("busy", { isRetryable: true });
    expect(isRetryable(busy)).toBe(true);
    expect(isRetryable(new Error("transfer failed", { cause: busy }))).toBe(true);
    expect(isRetryable(new OperationalError("disk full"))).toBe(false);
    const circular = new Error("circular");
    circular.cause = circular;
    for (const other of [circular, undefined, null, "busy", { isRetryable: 1 }]) expect(isRetryable(other)).toBe(false);
    expect(busy).toBeInstanceOf(DBAPIError);
  });

  test("is refused inside another begin() or run() of the same engine; retry: false makes it a transaction of its own", () => {
    const [engine, other] = fileEngines();
    for (const outer of [engine.begin.bind(engine), engine.run.bind(engine)]) {
      expect(() => outer(() => engine.run((connection) => connection.execDriverSql(increment)))).toThrow(
        /inside the function of another begin\(\) or run\(\)/,
      );
      expect(() => outer(() => engine.executionOptions({}).run(() => 1))).toThrow(InvalidRequestError);
      outer(() => engine.run((connection) => connection.execDriverSql(increment), { retry: false }));
      outer(() => other.run((connection) => connection.execDriverSql(increment)));
    }
    // Afterwards it is not refused, whatever became of the others.
    engine.run((connection) => connection.execDriverSql(increment));
    expect(engine.begin((connection) => connection.execDriverSql(value).scalar())).toBe(5);
  });

  test("options that mean nothing are errors, before anything is run", () => {
    const [engine] = fileEngines();
    const wrong: unknown[] = [
      { retry: 5 },
      { retry: "yes" },
      { retry: null },
      { retry: { attempts: 0 } },
      { retry: { attempts: 1.5 } },
      { retry: { attempts: Number.POSITIVE_INFINITY } },
      { retry: { delay: -1 } },
      { retry: { maxDelay: "1s" } },
      { retry: { when: true } },
      { retry: { atempts: 3 } },
      { isolationLevel: "NONE" },
      { retries: 3 },
      null,
    ];
    for (const options of wrong) {
      const run = (): unknown =>
        engine.run(() => {
          throw new Error("was run");
        }, options as never);
      expect(run).toThrow(ArgumentError);
    }
    expect(() => engine.run(() => 1, { retry: { atempts: 3 } as never })).toThrow(/Did you mean "attempts"/);
    expect(() =>
      engine.run(
        () => {
          throw new Error("x");
        },
        { retry: { when: (() => Promise.resolve(true)) as never } },
      ),
    ).toThrow(/must return true or false/);
  });
});

describeSync("engine.run", (database) => {
  test("commits and gives what the function returns; its options say what the transaction is", () => {
    const engine = database.engine();
    engine.run((connection) => connection.execDriverSql("CREATE TABLE t (id INTEGER PRIMARY KEY)"));
    const level = engine.run((connection) => connection.getIsolationLevel(), { isolationLevel: "SERIALIZABLE" });
    expect(level).toBe("SERIALIZABLE");
    expect(() =>
      engine.run((connection) => connection.execDriverSql("INSERT INTO t VALUES (1)"), { readOnly: true }),
    ).toThrow();
    engine.run((connection) => connection.execDriverSql("INSERT INTO t VALUES (2)"));
    expect(engine.run((connection) => connection.execDriverSql("SELECT id FROM t").scalars().all())).toEqual([2]);
    expect(engine.pool.checkedout()).toBe(0);
  });
});

describeSync("engine.run, synchronously on a server", (database) => {
  test.skipIf(database.dialect === "sqlite")("a row that another transaction has changed meanwhile: run again", () => {
    const engine = database.engine();
    engine.begin((connection) => connection.execDriverSql("CREATE TABLE counter (id INTEGER PRIMARY KEY, n INTEGER)"));
    engine.begin((connection) => connection.execDriverSql("INSERT INTO counter VALUES (1, 0)"));
    let runs = 0;
    engine.run(
      (connection) => {
        runs++;
        // MariaDB notices it only when it is told to.
        if (database.dialect === "mysql") connection.execDriverSql("SET SESSION innodb_snapshot_isolation = ON");
        const before = connection.execDriverSql(value).scalar() as number;
        if (runs === 1) engine.begin((other) => other.execDriverSql(increment));
        connection.execDriverSql(`UPDATE counter SET n = ${before + 1} WHERE id = 1`);
      },
      { isolationLevel: "REPEATABLE READ", retry: { delay: 1 } },
    );
    expect(runs).toBe(2);
    expect(engine.begin((connection) => connection.execDriverSql(value).scalar())).toBe(2);
  });
});

/** A point that nobody passes before all have come to it. */
function meeting(expected: number): () => Promise<void> {
  let come = 0;
  let open = (): void => undefined;
  const all = new Promise<void>((resolve) => (open = resolve));
  return () => {
    if (++come >= expected) open();
    return all;
  };
}

for (const database of asyncDatabases.filter(({ name }) => /\+(pg|mysql2) \(async\)/.test(name))) {
  if (database.unavailable !== undefined) console.warn(`skipped: retry on ${database.name}: ${database.unavailable}`);
  describe.skipIf(database.unavailable !== undefined)(`transactions in each other's way on ${database.name}`, () => {
    const postgresql = database.dialect === "postgresql";

    async function prepared(): Promise<AsyncEngine> {
      const engine = await database.engine();
      await engine.begin(async (connection) => {
        await connection.execDriverSql("CREATE TABLE counter (id INTEGER PRIMARY KEY, n INTEGER)");
      });
      await engine.begin((connection) => connection.execDriverSql("INSERT INTO counter VALUES (1, 0), (2, 0)"));
      return engine;
    }
    async function values(engine: AsyncEngine): Promise<unknown[]> {
      return await engine.begin(async (connection) =>
        (await connection.execDriverSql("SELECT n FROM counter ORDER BY id")).scalars().all(),
      );
    }

    test("a deadlock: the victim is run again, and both have their way", async () => {
      const engine = await prepared();
      const meet = meeting(2);
      let runs = 0;
      const seen: unknown[] = [];
      const transfer = (first: number, second: number) => async (connection: AsyncConnection) => {
        runs++;
        await connection.execDriverSql(`UPDATE counter SET n = n + 1 WHERE id = ${first}`);
        await meet();
        await connection.execDriverSql(`UPDATE counter SET n = n + 1 WHERE id = ${second}`);
      };
      const when = (error: unknown): boolean => {
        seen.push(error);
        return isRetryable(error);
      };
      await Promise.all([
        engine.run(transfer(1, 2), { retry: { when } }),
        engine.run(transfer(2, 1), { retry: { when } }),
      ]);
      expect(await values(engine)).toEqual([2, 2]);
      // The victim may meet the other one again, which has not ended yet.
      expect(runs).toBe(2 + seen.length);
      expect(seen.length).toBeGreaterThan(0);
      for (const error of seen)
        expect(error).toMatchObject({
          name: "OperationalError",
          driverCode: postgresql ? "40P01" : "ER_LOCK_DEADLOCK",
          isRetryable: true,
          connectionInvalidated: false,
        });
      expect(engine.pool.checkedout()).toBe(0);
    });

    test("a deadlock inside a savepoint undoes the whole transaction, which is run again", async () => {
      const engine = await prepared();
      const meet = meeting(2);
      let runs = 0;
      const transfer = (first: number, second: number) => async (connection: AsyncConnection) => {
        runs++;
        await connection.execDriverSql(`UPDATE counter SET n = n + 1 WHERE id = ${first}`);
        await connection.beginNested(async () => {
          await meet();
          await connection.execDriverSql(`UPDATE counter SET n = n + 1 WHERE id = ${second}`);
        });
      };
      await Promise.all([engine.run(transfer(1, 2)), engine.run(transfer(2, 1))]);
      expect(await values(engine)).toEqual([2, 2]);
      expect(runs).toBeGreaterThan(2);
    });

    test("a deadlock that the function hides is found at the commit, and run again all the same", async () => {
      const engine = await prepared();
      const meet = meeting(2);
      let runs = 0;
      const transfer = (first: number, second: number) => async (connection: AsyncConnection) => {
        runs++;
        await connection.execDriverSql(`UPDATE counter SET n = n + 1 WHERE id = ${first}`);
        await meet();
        await connection.execDriverSql(`UPDATE counter SET n = n + 1 WHERE id = ${second}`).catch(() => undefined);
      };
      await Promise.all([engine.run(transfer(1, 2)), engine.run(transfer(2, 1))]);
      expect(await values(engine)).toEqual([2, 2]);
      expect(runs).toBeGreaterThan(2);
    });

    test("serializable transactions that read before they write: none is lost", async () => {
      const engine = await prepared();
      const meet = meeting(4);
      const codes = new Set<unknown>();
      const add = async (connection: AsyncConnection): Promise<void> => {
        const before = (await connection.execDriverSql("SELECT n FROM counter WHERE id = 1")).scalar() as number;
        await meet();
        await connection.execDriverSql(`UPDATE counter SET n = ${before + 1} WHERE id = 1`);
      };
      await Promise.all(
        Array.from({ length: 4 }, () =>
          engine.run(add, {
            isolationLevel: "SERIALIZABLE",
            retry: {
              attempts: 50,
              when(error) {
                codes.add((error as { driverCode?: unknown }).driverCode);
                return isRetryable(error);
              },
            },
          }),
        ),
      );
      expect(await values(engine)).toEqual([4, 0]);
      expect(codes).toEqual(new Set([postgresql ? "40001" : "ER_LOCK_DEADLOCK"]));
    });

    test.skipIf(!postgresql)("a serialization failure at the commit itself is run again", async () => {
      const engine = await prepared();
      const meet = meeting(2);
      let runs = 0;
      // Write skew: each reads what the other writes, so that the one that commits last must fail.
      const skew = (mine: number) => async (connection: AsyncConnection) => {
        runs++;
        const sum = (await connection.execDriverSql("SELECT sum(n) FROM counter")).scalar();
        await connection.execDriverSql(`UPDATE counter SET n = ${Number(sum) + 1} WHERE id = ${mine}`);
        await meet();
      };
      const options = { isolationLevel: "SERIALIZABLE" };
      await Promise.all([engine.run(skew(1), options), engine.run(skew(2), options)]);
      expect(runs).toBeGreaterThan(2);
      expect(new Set(await values(engine))).toEqual(new Set([1, 2]));
    });

    test.skipIf(postgresql)("a lock that is not to be had in time, and a row changed since it was seen", async () => {
      const engine = await prepared();
      await using holder = await engine.connect();
      await holder.execDriverSql("UPDATE counter SET n = n + 1 WHERE id = 1");
      await using waiter = await engine.connect();
      await waiter.execDriverSql("SET SESSION innodb_lock_wait_timeout = 1");
      await expect(waiter.execDriverSql("UPDATE counter SET n = n + 1 WHERE id = 1")).rejects.toMatchObject({
        driverCode: "ER_LOCK_WAIT_TIMEOUT",
        isRetryable: true,
      });
      await waiter.rollback();
      await holder.rollback();

      await waiter.execDriverSql("SET SESSION innodb_snapshot_isolation = ON");
      await waiter.execDriverSql("SELECT n FROM counter");
      await holder.execDriverSql("UPDATE counter SET n = n + 1 WHERE id = 1");
      await holder.commit();
      await expect(waiter.execDriverSql("UPDATE counter SET n = n + 1 WHERE id = 1")).rejects.toMatchObject({
        driverCode: "ER_CHECKREAD",
        isRetryable: true,
      });
      await waiter.invalidate();
    });

    test("run is refused inside another run of the same engine, which awaits it, and not beside it", async () => {
      const engine = await prepared();
      await expect(engine.run(() => engine.run(() => 1))).rejects.toThrow(/inside the function of another/);
      expect(await engine.run(() => engine.run(() => 1, { retry: false }))).toBe(1);
      let later: Promise<number> | undefined;
      await engine.run(() => {
        // Started in it, and run after its end.
        later = new Promise((resolve) => setTimeout(resolve, 50)).then(() => engine.run(() => 2));
      });
      expect(await later).toBe(2);
      expect(await Promise.all([engine.run(() => 3), engine.run(() => 4)])).toEqual([3, 4]);
    });
  });
}

describe("AsyncEngine.run", () => {
  test("gives up after so many attempts, checks its options, and commits nothing of what failed", async () => {
    const [other] = fileEngines();
    const engine = createAsyncEngine(other.url);
    using holder = other.connect();
    holder.execDriverSql(increment);
    let runs = 0;
    const run = engine.run(
      async (connection) => {
        runs++;
        await connection.execDriverSql(increment);
      },
      { retry: { attempts: 3, delay: 1 }, sqliteBeginMode: "DEFERRED" },
    );
    await expect(run).rejects.toMatchObject({ driverCode: "SQLITE_BUSY" });
    expect(runs).toBe(3);
    await expect(engine.run(() => 1, { retry: { attempts: -1 } })).rejects.toThrow(ArgumentError);
    expect(engine.pool.checkedout()).toBe(0);
    await engine.dispose();
  });
});
