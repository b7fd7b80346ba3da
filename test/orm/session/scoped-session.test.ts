import { createAsyncEngine, createEngine } from "athanor";
import { asyncScopedSession, AsyncSession, asyncSessionmaker, scopedSession, sessionmaker } from "athanor/orm";
import { describe, expect, it, onTestFinished } from "vitest";
import { sqliteDriver } from "../../support/databases.ts";
import { Base, User } from "../models.ts";

describe("scopedSession", () => {
  it("gives each scope a session of its own, through everything that is awaited", async () => {
    const engine = createAsyncEngine(`${sqliteDriver}://`);
    onTestFinished(() => engine.dispose());
    await Base.metadata.createAll(engine);
    const Session = scopedSession(asyncSessionmaker(engine));
    expect(() => Session()).toThrow("There is no session scope here");
    const seen = await Promise.all(
      [1, 2].map((id) =>
        Session.run(async () => {
          expect(Session.has()).toBe(false);
          const session = Session();
          await new Promise((resolve) => setTimeout(resolve, 5 * id));
          expect(Session()).toBe(session);
          expect(() => Session({ autoflush: false })).toThrow("is made already");
          return session;
        }),
      ),
    );
    expect(seen[0]).toBeInstanceOf(AsyncSession);
    expect(seen[0]).not.toBe(seen[1]);
    let left: AsyncSession | undefined;
    await expect(
      Session.run(async () => {
        left = Session();
        left.add(new User({ name: "Anna" }));
        await left.flush();
        throw new Error("first");
      }),
    ).rejects.toThrow("first");
    expect(left!.inTransaction()).toBe(false);
  });

  it("takes scopes by an object, and forgets a session that is removed", () => {
    const engine = createEngine(`${sqliteDriver}://`);
    onTestFinished(() => engine.dispose());
    Base.metadata.createAll(engine);
    let request = {};
    const Session = scopedSession(sessionmaker(engine), { scopefunc: () => request });
    const first = Session({ expireOnCommit: false });
    expect(Session()).toBe(first);
    request = {};
    expect(Session.has()).toBe(false);
    const second = Session();
    expect(second).not.toBe(first);
    second.add(new User({ name: "Anna" }));
    Session.remove();
    expect(second.new.size).toBe(0);
    expect(Session()).not.toBe(second);
    expect(Session.run(() => 3)).toBe(3);
    expect(() => scopedSession(engine as never)).toThrow("takes what makes sessions");
  });

  it("has the methods of the scope's session", () => {
    const engine = createEngine(`${sqliteDriver}://`);
    onTestFinished(() => engine.dispose());
    Base.metadata.createAll(engine);
    const Session = scopedSession(sessionmaker(engine), { scopefunc: () => "all" });
    const user = new User({ name: "Anna" });
    Session.add(user);
    expect(Session.new.has(user)).toBe(true);
    Session.commit();
    expect(Session.get(User, user.id)).toBe(user);
    expect(Session.query(User).count()).toBe(1);
    expect(Session.has()).toBe(true);
    Session.remove();
    expect(Session.has()).toBe(false);
    expect(Session.get(User, 1)).not.toBe(user);
    Session.remove();
  });
});

describe("asyncScopedSession", () => {
  it("names scopes by any value, and closes a session that is removed", async () => {
    const engine = createAsyncEngine(`${sqliteDriver}://`);
    onTestFinished(() => engine.dispose());
    await Base.metadata.createAll(engine);
    let request: unknown = 1;
    const Session = asyncScopedSession(asyncSessionmaker(engine), { scopefunc: () => request });
    Session.add(new User({ name: "Anna" }));
    await Session.flush();
    const first = Session();
    request = 2;
    expect(Session()).not.toBe(first);
    request = 1;
    expect(Session()).toBe(first);
    const anna = await Session.getOne(User, 1);
    await Session.commit();
    expect(anna.name).toBe("Anna");
    const removed = Session.remove();
    expect(removed).toBeInstanceOf(Promise);
    await removed;
    expect(Session.has()).toBe(false);
    await Session.remove();
    request = 2;
    expect(Session.has()).toBe(true);
    await Session.remove();
  });

  it("follows what is awaited where no scopefunc is given", async () => {
    const engine = createAsyncEngine(`${sqliteDriver}://`);
    onTestFinished(() => engine.dispose());
    const Session = asyncScopedSession(asyncSessionmaker(engine));
    await expect(async () => await Session.commit()).rejects.toThrow("There is no session scope here");
    const sessions = await Promise.all([Session.run(async () => Session()), Session.run(async () => Session())]);
    expect(sessions[0]).not.toBe(sessions[1]);
    await Session.run(async () => {
      Session.add(new User({ name: "Bo" }));
      expect(Session.new.size).toBe(1);
      await Session.remove();
      expect(Session.new.size).toBe(0);
    });
    expect(() => asyncScopedSession(engine as never)).toThrow("such as asyncSessionmaker(engine)");
    expect(() => asyncScopedSession(asyncSessionmaker(engine), { scopefunc: 3 as never })).toThrow(
      "scopefunc is a function",
    );
  });
});
