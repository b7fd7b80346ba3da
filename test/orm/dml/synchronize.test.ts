import { and, bindparam, deleteFrom, func, not, or, select, update } from "athanor";
import { AsyncSession, inspect, sessionmaker, type SynchronizeSession } from "athanor/orm";
import { expect, it } from "vitest";
import { describeAsync, describeSync, type SyncDatabase } from "../../support/databases.ts";
import { captureStatements } from "../../support/statements.ts";
import { Base, Profile, Task, User } from "../models.ts";

function setUp(database: SyncDatabase) {
  const engine = database.engine();
  Base.metadata.createAll(engine);
  const sent = captureStatements(engine);
  const verbs = (): string[] => sent.splice(0).map((statement) => statement.sql.trimStart().split(/\s/)[0] as string);
  const session = sessionmaker(engine)();
  session.addAll([
    new User({ id: 1, name: "Anna", nick: "A" }),
    new User({ id: 2, name: "Berta" }),
    new User({ id: 3, name: "Carla", nick: "C" }),
    new Task({ id: 1, title: "a", userId: 1 }),
    new Task({ id: 2, title: "b", userId: 1, completed: true }),
    new Task({ id: 3, title: "c", userId: 2 }),
  ]);
  session.commit();
  const users = session.query(User).orderBy(User.c.id).all();
  const tasks = session.query(Task).orderBy(Task.c.id).all();
  const [anna, berta, carla] = users as [User, User, User];
  const [first, second, third] = tasks as [Task, Task, Task];
  sent.length = 0;
  return { engine, session, sent, verbs, anna, berta, carla, first, second, third };
}

describeSync("UPDATE beside the session", (database) => {
  const strategies: SynchronizeSession[] = ["auto", "evaluate", "fetch"];
  it.each(strategies)("the objects that it meets get the new values (%s)", (synchronizeSession) => {
    using given = setUp(database).session;
    const [anna, berta] = [given.getOne(User, 1), given.getOne(User, 2)];
    const result = given.execute(update(User).set({ nick: "new" }).where(User.c.id.gt(1)), undefined, {
      synchronizeSession,
    });
    expect((result as unknown as { rowcount: number }).rowcount).toBe(2);
    expect([anna.nick, berta.nick]).toEqual(["A", "new"]);
    expect(given.isModified(berta)).toBe(false);
    given.rollback();
    expect([anna.nick, berta.nick]).toEqual(["A", null]);
  });

  it("needs no further statement where the criteria can be worked out", () => {
    const { session, verbs, anna, berta, carla } = setUp(database);
    using _ = session;
    session.execute(
      update(User)
        .set({ nick: "x" })
        .where(or(and(User.c.name.eq("Anna"), User.c.nick.isNot(null)), User.c.id.in([3, 4])), not(User.c.id.eq(2))),
    );
    expect([anna.nick, berta.nick, carla.nick]).toEqual(["x", null, "x"]);
    session.execute(update(Task).set({ completed: true }).where(not(Task.c.completed)));
    session.execute(update(User).set({ nick: "y" }).where(User.c.nick.is(null)));
    session.execute(
      update(User)
        .set({ nick: "z" })
        .where(User.c.name.eq(bindparam("who"))),
      { who: "Carla" },
    );
    expect([anna.nick, berta.nick, carla.nick]).toEqual(["x", "y", "z"]);
    expect(verbs()).toEqual(["UPDATE", "UPDATE", "UPDATE", "UPDATE"]);
  });

  it("asks the database for the keys where they cannot", () => {
    const { session, verbs, anna, berta, carla } = setUp(database);
    using _ = session;
    const busy = select(Task.c.userId).where(Task.c.completed.eq(false));
    session.execute(update(User).set({ nick: "busy" }).where(User.c.id.in(busy)));
    expect(verbs()).toEqual(database.dialect === "mysql" ? ["SELECT", "UPDATE"] : ["UPDATE"]);
    expect([anna.nick, berta.nick, carla.nick]).toEqual(["busy", "busy", "C"]);
    expect(verbs()).toEqual([]);
    session.execute(update(User).set({ nick: "long" }).where(func.length(User.c.name).eq(4)));
    expect([anna.nick, berta.nick]).toEqual(["long", "busy"]);
    expect(() =>
      session.execute(update(User).set({ nick: "x" }).where(func.length(User.c.name).eq(4)), undefined, {
        synchronizeSession: "evaluate",
      }),
    ).toThrow('cannot be worked out in memory (function). Execute it with { synchronizeSession: "fetch" }');
    expect(() =>
      session.execute(update(User).set({ nick: "x" }).allRows(), undefined, { synchronizeSession: "all" as never }),
    ).toThrow('synchronizeSession is "auto", "evaluate", "fetch" or false');
  });

  it("reads again what the database alone knows", () => {
    const { session, verbs, anna, first } = setUp(database);
    using _ = session;
    session.execute(
      update(User)
        .set({ nick: func.upper(User.c.name) })
        .where(User.c.id.eq(1)),
    );
    session.execute(
      update(Task)
        .set({ id: Task.c.id.add(10), title: Task.c.title.concat("!") })
        .where(Task.c.id.eq(7)),
    );
    expect(verbs()).toEqual(["UPDATE", "UPDATE"]);
    expect(anna.nick).toBe("ANNA");
    expect(verbs()).toEqual(["SELECT"]);
    session.execute(
      update(Task)
        .set({ title: Task.c.title.concat("!") })
        .where(Task.c.id.eq(1)),
    );
    expect(first.title).toBe("a!");
    expect(verbs()).toEqual(["UPDATE"]);
  });

  it("texts that a collation may take for equal are read again", () => {
    const { session, anna } = setUp(database);
    using _ = session;
    session.execute(update(User).set({ nick: "hit" }).where(User.c.name.eq("ANNA")));
    // MariaDB's usual collation says that they are equal; the others do not.
    expect(anna.nick).toBe(database.dialect === "mysql" ? "hit" : "A");
  });

  it("an object whose foreign key changes refers to another one", () => {
    const { session, anna, berta, first } = setUp(database);
    using _ = session;
    expect(first.user).toBe(anna);
    session.execute(update(Task).set({ userId: 2 }).where(Task.c.id.eq(1)));
    expect(first.userId).toBe(2);
    expect(first.user).toBe(berta);
  });

  it("does not touch what the session has changed and not flushed", () => {
    const { session, berta } = setUp(database);
    using _ = session;
    berta.nick = "mine";
    session.execute(update(User).set({ nick: "theirs" }).where(User.c.id.eq(2)), undefined, { autoflush: false });
    expect(berta.nick).toBe("mine");
    session.commit();
    expect(berta.nick).toBe("mine");
  });

  it("leaves everything alone when told to", () => {
    const { session, anna } = setUp(database);
    using _ = session;
    session.execute(
      update(User).set({ nick: "x" }).where(User.c.id.eq(1)).executionOptions({ synchronizeSession: false }),
    );
    expect(anna.nick).toBe("A");
    session.refresh(anna);
    expect(anna.nick).toBe("x");
  });

  it("is undone with its savepoint", () => {
    const { session, anna } = setUp(database);
    using _ = session;
    const savepoint = session.beginNested();
    session.execute(update(User).set({ nick: "x" }).where(User.c.id.eq(1)));
    expect(anna.nick).toBe("x");
    savepoint.rollback();
    expect(anna.nick).toBe("A");
  });

  it("works with expired and partly loaded objects", () => {
    const { session, anna, carla } = setUp(database);
    using _ = session;
    session.expire(anna);
    session.expire(carla, ["name"]);
    session.execute(update(User).set({ nick: "x" }).where(User.c.name.eq("Carla")));
    expect([anna.nick, carla.nick]).toEqual(["A", "x"]);
  });

  it("the 1.x Query does the same", () => {
    const { session, anna, berta } = setUp(database);
    using _ = session;
    expect(session.query(User).filter(User.c.id.lt(3)).update({ nick: "q" })).toBe(2);
    expect([anna.nick, berta.nick]).toEqual(["q", "q"]);
    expect(session.query(User).filter(User.c.id.eq(1)).update({ nick: "r" }, { synchronizeSession: false })).toBe(1);
    expect(anna.nick).toBe("q");
    expect(session.query(User).filter(User.c.id.eq(3)).delete({ synchronizeSession: "fetch" })).toBe(1);
    expect(session.get(User, 3)).toBeNull();
  });
});

describeSync("DELETE beside the session", (database) => {
  it.each(["auto", "evaluate", "fetch"] as const)(
    "the objects that it meets are deleted (%s)",
    (synchronizeSession) => {
      const { session, first, second, third } = setUp(database);
      using _ = session;
      session.execute(deleteFrom(Task).where(Task.c.completed.eq(false)), undefined, { synchronizeSession });
      expect([first, second, third].map((task) => session.has(task) && !inspect(task).deleted)).toEqual([
        false,
        true,
        false,
      ]);
      expect(session.get(Task, 1)).toBeNull();
      session.rollback();
      expect(session.get(Task, 1)).toBe(first);
      expect(first.title).toBe("a");
      session.execute(deleteFrom(Task).allRows(), undefined, { synchronizeSession });
      session.commit();
      expect([inspect(first).wasDeleted, session.query(Task).count()]).toEqual([true, 0]);
    },
  );

  it("what may have been met is read again, and found gone", () => {
    const { session, first } = setUp(database);
    using _ = session;
    session.expire(first, ["completed"]);
    session.execute(deleteFrom(Task).where(Task.c.completed.eq(false)));
    expect(() => first.title).toThrow("is gone");
  });

  it("with criteria of other tables", () => {
    const { session, verbs } = setUp(database);
    using _ = session;
    session.execute(deleteFrom(Task).where(Task.c.userId.in(select(User.c.id).where(User.c.name.eq("Anna")))));
    expect(verbs()).toEqual(["DELETE"]);
    expect(session.scalars(select(Task.c.id)).all()).toEqual([3]);
    expect(session.get(Task, 2)).toBeNull();
  });

  it("RETURNING of entities, where the database has it", () => {
    const { session, anna } = setUp(database);
    using _ = session;
    if (database.dialect === "mysql") {
      expect(() => session.execute(update(User).set({ nick: "x" }).where(User.c.id.eq(1)).returning(User))).toThrow(
        "RETURNING",
      );
      return;
    }
    const found = session
      .scalars(
        update(User)
          .set({ nick: func.lower("X") })
          .where(User.c.id.eq(1))
          .returning(User),
      )
      .all();
    expect(found).toEqual([anna]);
    expect(anna.nick).toBe("x");
  });
});

describeAsync("UPDATE and DELETE beside an AsyncSession", (database) => {
  it("follow in the same way, without a refresh that could not happen", async () => {
    const engine = await database.engine();
    await Base.metadata.createAll(engine);
    await using session = new AsyncSession(engine);
    const user = new User({ id: 1, name: "Anna" });
    const profile = new Profile({ id: 1, bio: "x", user });
    session.addAll([user, profile]);
    await session.flush();
    await session.execute(update(User).set({ nick: "x" }).where(User.c.name.eq("Anna")));
    await session.execute(deleteFrom(Profile).where(Profile.c.userId.in(select(User.c.id))));
    expect(user.nick).toBe("x");
    expect(inspect(profile).deleted).toBe(true);
    await session.commit();
    expect(await session.get(Profile, 1)).toBeNull();
  });
});
