// SAFETY.md, line 18: sessions used at once, inside themselves, after their end, and by others.
import {
  ArgumentError,
  AsyncRequiredError,
  insert,
  integer,
  InvalidRequestError,
  MetaData,
  ResourceClosedError,
  select,
  string,
  text,
} from "athanor";
import { AsyncSession, declarativeBase, Session, sessionmaker } from "athanor/orm";
import { describe, expect, it, vi } from "vitest";
import { describeAsync, describeSync } from "../support/databases.ts";
import { Account, Base, Letter, setUp } from "./models.ts";

describeAsync("an AsyncSession used by several at once", (database) => {
  it("does one operation after the other, in order", async () => {
    const engine = await database.engine();
    await Base.metadata.createAll(engine);
    await using session = new AsyncSession(engine);
    const named = (id: number): Account => new Account({ id, name: `n${id}` });
    session.addAll([named(1), named(2), named(3)]);
    await Promise.all([session.flush(), session.flush(), session.commit()]);
    const [a, b, again, all, none] = await Promise.all([
      session.get(Account, 1),
      session.get(Account, 2),
      session.get(Account, 1),
      session.scalars(select(Account)),
      session.get(Account, 99),
    ]);
    expect([a!.name, b!.name, none]).toEqual(["n1", "n2", null]);
    expect(again).toBe(a);
    expect(all.all()).toHaveLength(3);
    session.add(named(4));
    const failing = session.execute(insert(Account).values({ id: 1, name: "again" }));
    const after = session.get(Account, 2);
    await expect(failing).rejects.toThrow();
    await after.catch(() => undefined);
    await session.rollback();
    expect((await session.scalars(select(Account.c.id).orderBy(Account.c.id))).all()).toEqual([1, 2, 3]);
  });
});

describeSync("a session inside its own flush", (database) => {
  it("refuses to flush, commit, roll back, close, delete, expire and to take new values", () => {
    let hook: () => void = () => undefined;
    class Hooked extends declarativeBase({ metadata: new MetaData() }).table("hooked", {
      id: integer().primaryKey(),
      name: string(80).default(() => {
        hook();
        return "made";
      }),
    }) {}
    const engine = database.engine();
    Hooked.register();
    (Object.getPrototypeOf(Object.getPrototypeOf(Hooked)) as { metadata: MetaData }).metadata.createAll(engine);
    const make = sessionmaker(engine);
    const cases: Readonly<Record<string, (session: Session, old: Hooked) => void>> = {
      flush: (session) => session.flush(),
      commit: (session) => session.commit(),
      rollback: (session) => session.rollback(),
      close: (session) => session.close(),
      beginNested: (session) => void session.beginNested(),
      delete: (session, old) => session.delete(old),
      expunge: (session, old) => session.expunge(old),
      expire: (session, old) => session.expire(old),
      "an attribute": (_session, old) => {
        old.name = "late";
      },
    };
    for (const [what, misuse] of Object.entries(cases)) {
      using session = make();
      const old = new Hooked({ name: "old" });
      session.add(old);
      session.flush();
      session.add(new Hooked());
      hook = () => misuse(session, old);
      let error: unknown;
      try {
        session.flush();
      } catch (thrown) {
        error = thrown;
      }
      hook = () => undefined;
      expect(error, what).toBeInstanceOf(InvalidRequestError);
      expect((error as Error).message, what).toMatch(/flush/);
      session.rollback();
      expect(session.query(Hooked).count(), what).toBe(0);
    }
  });
});

describeSync("a session", (database) => {
  it("refuses objects of another session, for every operation", () => {
    const { make } = setUp(database);
    using one = make();
    using two = make();
    const account = one.get(Account, 1)!;
    const message = /another session|not in this session|not persistent in this session/;
    expect(() => two.add(account)).toThrow(message);
    expect(() => two.addAll([account])).toThrow(message);
    expect(() => two.delete(account)).toThrow(message);
    expect(() => two.expunge(account)).toThrow(message);
    expect(() => two.refresh(account)).toThrow(message);
    expect(() => two.expire(account)).toThrow(message);
    expect(two.has(account)).toBe(false);
    expect(() => two.add(new Letter({ body: "x", account }))).toThrow(message);
    expect(() => {
      two.get(Account, 2)!.letters.push(one.get(Account, 1)!.letters[0] ?? attached(one));
    }).toThrow(message);
    expect(() => one.add({})).toThrow(/object of a mapped class/);
  });

  it("lets go of everything when it is closed, and can be used again", () => {
    const { make } = setUp(database);
    const session = make();
    const account = session.get(Account, 1)!;
    const transaction = session.beginNested();
    session.close();
    session.close();
    expect(session.has(account)).toBe(false);
    expect(account.name).toBe("Anna");
    expect(() => account.letters).toThrow(/session/);
    expect(transaction.isActive).toBe(false);
    expect(() => transaction.commit()).toThrow(/ended/);
    transaction.rollback();
    expect(() => session.refresh(account)).toThrow(InvalidRequestError);
    expect(session.get(Account, 1)).not.toBe(account);
    session.close();
  });

  it("is no connection: a closed connection refuses everything", () => {
    const { engine } = setUp(database);
    const conn = engine.connect();
    conn.close();
    expect(() => conn.execute(select(Account.c.id))).toThrow(ResourceClosedError);
    expect(() => conn.begin()).toThrow(ResourceClosedError);
    expect(() => conn.commit()).toThrow(ResourceClosedError);
  });

  it("rolls back when the body of a transaction returns a promise", async () => {
    const { make, session } = setUp(database);
    const add = async (s: Session): Promise<void> => {
      s.add(new Account({ id: 9, name: "late" }));
      s.flush();
    };
    expect(() => session.begin(() => add(session))).toThrow(AsyncRequiredError);
    expect(session.inTransaction()).toBe(false);
    expect(() => make.begin((s) => add(s))).toThrow(AsyncRequiredError);
    expect(() => session.beginNested(() => add(session))).toThrow(AsyncRequiredError);
    await Promise.resolve();
    expect(session.get(Account, 9)).toBeNull();
    session.close();
  });

  it("keeps the first error when the rollback fails too", () => {
    const { make, engine } = setUp(database);
    const fail = (): never => {
      throw new Error("rollback failed");
    };
    const first = /first/;
    const body = (s: Session): void => {
      s.execute(text("SELECT 1"));
      throw new Error("the first error");
    };
    const spy = vi.spyOn(engine.dialect, "rollback").mockImplementation(fail);
    try {
      // First of all: an SQLite database in memory goes with the connection that could not be rolled back.
      const flushing = make();
      flushing.add(new Account({ id: 1, name: "again" }));
      expect(() => flushing.flush()).toThrow(/unique|duplicate/i);
      const session = make();
      expect(() => session.begin(() => body(session))).toThrow(first);
      expect(() => make.begin(body)).toThrow(first);
      expect(() =>
        engine.begin((conn) => {
          conn.execute(text("SELECT 1"));
          throw new Error("the first error");
        }),
      ).toThrow(first);
    } finally {
      spy.mockRestore();
    }
  });
});

describe("a session of the wrong engine", () => {
  it("is refused", () => {
    expect(() => new Session({} as never)).toThrow(ArgumentError);
    expect(() => new AsyncSession({} as never)).toThrow(ArgumentError);
  });
});

/** A letter that belongs to the session. */
function attached(session: Session): Letter {
  const letter = new Letter({ body: "x" });
  session.add(letter);
  return letter;
}
