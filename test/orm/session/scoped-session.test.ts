import { createAsyncEngine, createEngine } from "athanor";
import { AsyncSession, asyncSessionmaker, scopedSession, sessionmaker } from "athanor/orm";
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
    const Session = scopedSession(sessionmaker(engine), { scope: () => request });
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
});
