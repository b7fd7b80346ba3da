import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ArgumentError,
  createAsyncEngine,
  createEngine,
  type Engine,
  integer,
  InvalidRequestError,
  isRetryable,
  MetaData,
  OperationalError,
  select,
  string,
} from "athanor";
import { asyncSessionmaker, AsyncSession, declarativeBase, Session, sessionmaker, StaleDataError } from "athanor/orm";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { asyncDatabases, describeSync, sqliteDriver } from "../../support/databases.ts";

class Base extends declarativeBase({ metadata: new MetaData() }) {}
class Account extends Base.table("run_accounts", {
  id: integer().primaryKey(),
  owner: string(20),
  balance: integer(),
}) {}

const busy = (): OperationalError => new OperationalError("made busy", { isRetryable: true });
/** Fails with a retryable error for so many times. */
function failing(times: number): () => void {
  let left = times;
  return () => {
    if (left-- > 0) throw busy();
  };
}

function prepared(engine: Engine): Engine {
  Base.metadata.createAll(engine);
  using session = new Session(engine);
  session.addAll([
    new Account({ id: 1, owner: "Anna", balance: 100 }),
    new Account({ id: 2, owner: "Ben", balance: 0 }),
  ]);
  session.commit();
  return engine;
}
function balances(engine: Engine): number[] {
  using session = new Session(engine);
  return session.scalars(select(Account.c.balance).orderBy(Account.c.id)).all();
}

describeSync("session.run", (database) => {
  test("commits what the function did, and gives what it returns; its options say what the transaction is", () => {
    const engine = prepared(database.engine());
    using session = new Session(engine);
    const back = session.run((inside) => {
      expect(inside).toBe(session);
      inside.getOne(Account, 1).balance -= 30;
      inside.getOne(Account, 2).balance += 30;
      return "done";
    });
    expect(back).toBe("done");
    expect(session.inTransaction()).toBe(false);
    expect(balances(engine)).toEqual([70, 30]);
    expect(() =>
      session.run(() => session.add(new Account({ id: 3, owner: "Cleo", balance: 1 })), { readOnly: true }),
    ).toThrow();
    session.rollback();
    session.run(() => session.add(new Account({ id: 3, owner: "Cleo", balance: 1 })));
    expect(balances(engine)).toEqual([70, 30, 1]);
    expect(engine.pool.checkedout()).toBe(0);
  });

  test("each attempt finds the objects as they are in the database, and adds what the one before had added", () => {
    const engine = prepared(database.engine());
    using session = new Session(engine, { expireOnCommit: false });
    const anna = session.getOne(Account, 1);
    session.commit();
    const seen: number[] = [];
    const fail = failing(2);
    session.run(
      () => {
        seen.push(anna.balance);
        anna.balance -= 10;
        session.add(new Account({ id: 3, owner: "Cleo", balance: 10 }));
        session.flush();
        fail();
      },
      { retry: { delay: 0 } },
    );
    expect(seen).toEqual([100, 100, 100]);
    expect(balances(engine)).toEqual([90, 0, 10]);
    expect(session.new.size + session.dirty.size).toBe(0);
  });

  test("gives up with the last error, rolled back; other errors are thrown at once", () => {
    const engine = prepared(database.engine());
    using session = new Session(engine);
    let runs = 0;
    const run = (error: unknown, retry: object | boolean): unknown =>
      session.run(
        () => {
          runs++;
          session.getOne(Account, 1).balance = 0;
          session.flush();
          throw error;
        },
        { retry },
      );
    expect(() => run(busy(), { attempts: 3, delay: 0 })).toThrow("made busy");
    expect(runs).toBe(3);
    expect(session.inTransaction()).toBe(false);
    expect(() => run(busy(), false)).toThrow("made busy");
    expect(() => run(new Error("mine"), true)).toThrow("mine");
    expect(runs).toBe(5);
    expect(balances(engine)).toEqual([100, 0]);
  });

  test("is refused inside a transaction of the session, of its connection, and of the engine around it", () => {
    const engine = prepared(database.engine());
    using session = new Session(engine);
    session.getOne(Account, 1);
    expect(() => session.run(() => 1)).toThrow(/inside a transaction of this session/);
    session.rollback();
    expect(() => session.begin(() => session.run(() => 1))).toThrow(InvalidRequestError);
    expect(() => session.run(() => session.run(() => 1))).toThrow(InvalidRequestError);
    expect(() => engine.begin(() => session.run(() => 1))).toThrow(/inside the function of another/);
    expect(() => session.run(() => engine.run(() => 1))).toThrow(/inside the function of another/);
    using connection = engine.connect();
    connection.begin();
    using joined = new Session(connection);
    expect(() => joined.run(() => joined.getOne(Account, 1))).toThrow(/connection is in a transaction already/);
    connection.rollback();
    const fail = failing(1);
    joined.run(
      () => {
        joined.getOne(Account, 1).balance++;
        joined.flush();
        fail();
      },
      { retry: { delay: 0 } },
    );
    expect(connection.inTransaction()).toBe(false);
    expect(balances(engine)).toEqual([101, 0]);
  });

  test("is refused with changes that were made outside of the function: the second attempt would be without them", () => {
    const engine = prepared(database.engine());
    using session = new Session(engine);
    session.add(new Account({ id: 3, owner: "Cleo", balance: 1 }));
    expect(() => session.run(() => 1)).toThrow(/changes that are not flushed/);
    session.rollback();
    expect(session.run(() => 1)).toBe(1);
  });

  test("a function that commits by itself is not run again, since a part of it is done; nor does it lose what follows silently", () => {
    const engine = prepared(database.engine());
    using session = new Session(engine);
    let runs = 0;
    expect(() =>
      session.run(() => {
        runs++;
        session.getOne(Account, 1).balance = 1;
        session.commit();
        throw busy();
      }),
    ).toThrow("made busy");
    expect(runs).toBe(1);
    expect(() =>
      session.begin(() => {
        session.getOne(Account, 1).balance = 2;
        session.commit();
        session.getOne(Account, 2).balance = 2;
      }),
    ).toThrow(/ended its transaction by commit\(\) or rollback\(\), and has used the session again/);
    expect(session.inTransaction()).toBe(false);
    expect(balances(engine)).toEqual([2, 0]);
  });

  test("when: errors of the ORM can be worth another attempt too", () => {
    const engine = prepared(database.engine());
    using session = new Session(engine);
    let runs = 0;
    const when = (error: unknown): boolean => isRetryable(error) || error instanceof StaleDataError;
    session.run(
      () => {
        if (runs++ === 0) throw new StaleDataError("somebody was quicker", { table: "t", expected: 1, matched: 0 });
        session.getOne(Account, 2).balance = 5;
      },
      { retry: { when, delay: 0 } },
    );
    expect(balances(engine)).toEqual([100, 5]);
    expect(() => session.run(() => 1, { retry: { whenn: when } as never })).toThrow(ArgumentError);
  });

  test("sessionmaker.run uses a new session for each attempt", () => {
    const engine = prepared(database.engine());
    const makeSession = sessionmaker(engine);
    const sessions = new Set<Session>();
    const fail = failing(2);
    const back = makeSession.run(
      (session) => {
        sessions.add(session);
        session.getOne(Account, 1).balance -= 1;
        session.flush();
        fail();
        return session.getOne(Account, 1).balance;
      },
      { retry: { delay: 0 }, isolationLevel: "SERIALIZABLE" },
    );
    expect(back).toBe(99);
    expect(sessions.size).toBe(3);
    for (const session of sessions) expect(session.inTransaction()).toBe(false);
    let runs = 0;
    expect(() =>
      makeSession.run((session) => {
        runs++;
        session.getOne(Account, 1);
        session.commit();
        throw busy();
      }),
    ).toThrow("made busy");
    expect(runs).toBe(1);
    expect(engine.pool.checkedout()).toBe(0);
  });
});

for (const database of asyncDatabases.filter(({ name }) => /\+(pg|mysql2) \(async\)/.test(name))) {
  describe.skipIf(database.unavailable !== undefined)(`sessions in each other's way on ${database.name}`, () => {
    test("a deadlock between two flushes: both transfers are done", async () => {
      const engine = await database.engine();
      await Base.metadata.createAll(engine);
      const makeSession = asyncSessionmaker(engine);
      await makeSession.begin((session) => {
        session.addAll([
          new Account({ id: 1, owner: "Anna", balance: 100 }),
          new Account({ id: 2, owner: "Ben", balance: 100 }),
        ]);
      });
      let come = 0;
      let open = (): void => undefined;
      const both = new Promise<void>((resolve) => (open = resolve));
      let runs = 0;
      const transfer = (from: number, to: number) => async (session: AsyncSession) => {
        runs++;
        (await session.getOne(Account, from)).balance -= 10;
        await session.flush();
        if (++come >= 2) open();
        await both;
        (await session.getOne(Account, to)).balance += 10;
      };
      await using one = makeSession();
      await Promise.all([one.run(transfer(1, 2)), makeSession.run(transfer(2, 1))]);
      expect(runs).toBeGreaterThan(2);
      await using session = makeSession();
      // Repeatable reads: on PostgreSQL's usual level a balance that was read can be out of date when it is written.
      const found = (await session.scalars(select(Account.c.balance).orderBy(Account.c.id))).all();
      expect(found).toHaveLength(2);
      await session.rollback();
      await expect(session.begin(() => session.run(() => 1))).rejects.toThrow(InvalidRequestError);
      await expect(engine.run(() => session.run(() => 1))).rejects.toThrow(/inside the function of another/);
    });

    test("serializable transfers keep the sum", async () => {
      const engine = await database.engine();
      await Base.metadata.createAll(engine);
      const makeSession = asyncSessionmaker(engine);
      await makeSession.begin((session) => {
        for (const id of [1, 2, 3]) session.add(new Account({ id, owner: `owner ${id}`, balance: 100 }));
      });
      const transfers = Array.from({ length: 9 }, (_, i) =>
        makeSession.run(
          async (session) => {
            (await session.getOne(Account, (i % 3) + 1)).balance -= 7;
            await session.flush();
            (await session.getOne(Account, ((i + 1) % 3) + 1)).balance += 7;
          },
          { isolationLevel: "SERIALIZABLE", retry: { attempts: 60 } },
        ),
      );
      await Promise.all(transfers);
      await using session = makeSession();
      expect((await session.scalars(select(Account.c.balance))).all()).toEqual([100, 100, 100]);
      expect(engine.pool.checkedout()).toBeLessThanOrEqual(1);
    });
  });
}

describe("sessions on a locked SQLite file", () => {
  const folder = mkdtempSync(join(tmpdir(), "athanor-session-run-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("wait for the lock, by session.run and by AsyncSession.run", async () => {
    const url = `${sqliteDriver}:///${join(folder, "locked.db")}?timeout=0`;
    const engine = prepared(createEngine(url));
    const asyncEngine = createAsyncEngine(url);
    onTestFinished(async () => {
      engine.dispose();
      await asyncEngine.dispose();
    });
    const other = createEngine(url);
    using holder = other.connect();
    const lock = (): void => {
      holder.execDriverSql("UPDATE run_accounts SET balance = balance + 1 WHERE id = 2");
    };
    const when = (error: unknown, attempt: number): boolean => {
      if (attempt === 2) holder.commit();
      return isRetryable(error);
    };
    lock();
    using session = new Session(engine);
    session.run(() => void (session.getOne(Account, 1).balance -= 1), { retry: { when, delay: 0 } });
    lock();
    await using asyncSession = new AsyncSession(asyncEngine);
    await asyncSession.run(async () => void ((await asyncSession.getOne(Account, 1)).balance -= 1), {
      retry: { when, delay: 0 },
    });
    holder.close();
    other.dispose();
    expect(balances(engine)).toEqual([98, 2]);
  });
});
