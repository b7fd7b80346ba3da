import { select } from "athanor";
import {
  AsyncSession,
  inspect,
  makeTransient,
  makeTransientToDetached,
  objectSession,
  Session,
  sessionmaker,
} from "athanor/orm";
import { expect, it } from "vitest";
import { describeAsync, describeSync, type SyncDatabase } from "../../support/databases.ts";
import { captureStatements } from "../../support/statements.ts";
import { Base, Node, Profile, Tag, Task, User } from "../models.ts";

function setUp(database: SyncDatabase) {
  const engine = database.engine();
  Base.metadata.createAll(engine);
  const sent = captureStatements(engine);
  const verbs = (): string[] => sent.splice(0).map((statement) => statement.sql.trimStart().split(/\s/)[0] as string);
  return { engine, sent, verbs, makeSession: sessionmaker(engine) };
}

describeSync("session.merge", (database) => {
  it("inserts an object whose key no row has", () => {
    const { makeSession, verbs } = setUp(database);
    using session = makeSession();
    const given = new User({ id: 7, name: "Anna" });
    const merged = session.merge(given);
    expect(merged).not.toBe(given);
    expect(inspect(given).transient).toBe(true);
    expect(session.new.has(merged)).toBe(true);
    expect(verbs()).toEqual(["SELECT"]);
    session.commit();
    expect([merged.id, merged.name]).toEqual([7, "Anna"]);
  });

  it("sends no SELECT for an object without a key", () => {
    const { makeSession, verbs } = setUp(database);
    using session = makeSession();
    const merged = session.merge(new User({ name: "Anna" }));
    expect(verbs()).toEqual([]);
    session.flush();
    expect(typeof merged.id).toBe("number");
  });

  it("writes to the row only what differs, and leaves alone what was not given", () => {
    const { makeSession, sent } = setUp(database);
    using session = makeSession();
    session.add(new User({ id: 1, name: "Anna", nick: "A" }));
    session.commit();
    session.expungeAll();
    sent.length = 0;
    const merged = session.merge(new User({ id: 1, name: "Berta" }));
    expect(merged.nick).toBe("A");
    session.merge(new User({ id: 1, name: "Berta", nick: "A" }));
    session.flush();
    const updates = sent.filter((statement) => statement.sql.startsWith("UPDATE"));
    expect(updates).toHaveLength(1);
    expect(updates[0]!.sql).not.toContain("nick");
    sent.length = 0;
    session.merge(new User({ id: 1, name: "Berta" }));
    session.flush();
    expect(sent).toHaveLength(0);
  });

  it("gives the object that the session has", () => {
    const { makeSession, verbs } = setUp(database);
    using session = makeSession();
    const own = new User({ id: 1, name: "Anna" });
    session.add(own);
    session.flush();
    verbs();
    expect(session.merge(own)).toBe(own);
    expect(session.merge(new User({ id: 1, name: "Berta" }))).toBe(own);
    expect(own.name).toBe("Berta");
    expect(verbs()).toEqual([]);
    session.commit();
    verbs();
    // Expired: it is read before it is compared.
    session.merge(new User({ id: 1, name: "Berta" }));
    expect(verbs()).toEqual(["SELECT"]);
    session.flush();
    expect(verbs()).toEqual([]);
  });

  it("goes along relationships, both ways, and ends in circles", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    session.add(
      new User({ id: 1, name: "Anna", tasks: [new Task({ id: 1, title: "a" }), new Task({ id: 2, title: "b" })] }),
    );
    session.commit();
    session.expungeAll();
    const given = new User({
      id: 1,
      name: "Anna",
      tasks: [new Task({ id: 2, title: "B" }), new Task({ id: 3, title: "c" })],
    });
    const merged = session.merge(given);
    expect(merged.tasks.map((task) => [task.id, task.title])).toEqual([
      [2, "B"],
      [3, "c"],
    ]);
    expect(merged.tasks.every((task) => task.user === merged)).toBe(true);
    session.commit();
    // delete-orphan: the task that the given user did not have is gone.
    expect(
      session
        .query(Task)
        .orderBy(Task.c.id)
        .all()
        .map((task) => task.id),
    ).toEqual([2, 3]);
    expect(given.tasks[0]!.user).toBe(given);
  });

  it("makes one object of two given ones with one key", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const [first, second] = session.mergeAll([
      new Task({ title: "a", tags: [new Tag({ id: 5, label: "x" })] }),
      new Task({ title: "b", tags: [new Tag({ id: 5, label: "x" })] }),
    ]);
    expect(first!.tags[0]).toBe(second!.tags[0]);
    session.commit();
    expect(session.query(Tag).count()).toBe(1);
  });

  it("keeps a scalar reference in step, null included", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    session.add(new User({ id: 1, name: "Anna", profile: new Profile({ id: 1, bio: "x" }) }));
    session.commit();
    session.expungeAll();
    const merged = session.merge(new Profile({ id: 1, bio: "y", user: null }));
    expect([merged.bio, merged.user]).toEqual(["y", null]);
    session.commit();
    expect(session.getOne(User, 1).profile).toBeNull();
  });

  it("takes an object of another session, without what is not loaded of it", () => {
    const { makeSession, verbs } = setUp(database);
    using one = makeSession();
    one.add(new User({ id: 1, name: "Anna", tasks: [new Task({ title: "a" })] }));
    one.commit();
    const loaded = one.getOne(User, 1);
    loaded.name = "Berta";
    using other = new Session(one.getBind());
    verbs();
    const merged = other.merge(loaded);
    expect(objectSession(merged)).toBe(other);
    expect(objectSession(loaded)).toBe(one);
    expect(merged.name).toBe("Berta");
    // Tasks were not in memory there.
    expect(verbs()).toEqual(["SELECT"]);
    expect(merged.tasks).toHaveLength(1);
    one.rollback();
  });

  it("merges a tree to any depth", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const tree = new Node({ id: 1, name: "root", children: [new Node({ id: 2, name: "leaf" })] });
    session.merge(tree);
    session.commit();
    tree.children[0]!.name = "leaf 2";
    session.merge(tree);
    session.commit();
    expect(session.getOne(Node, 2).name).toBe("leaf 2");
    expect(session.getOne(Node, 2).parent).toBe(session.getOne(Node, 1));
  });

  it("without load takes the object for what the database has, and sends nothing", () => {
    const { makeSession, verbs } = setUp(database);
    using one = makeSession();
    one.add(new User({ id: 1, name: "Anna", tasks: [new Task({ id: 1, title: "a" })] }));
    one.commit();
    const loaded = one.getOne(User, 1);
    expect(loaded.tasks).toHaveLength(1);
    one.expungeAll();
    using other = makeSession();
    verbs();
    const merged = other.merge(loaded, { load: false });
    expect([merged.name, merged.tasks.map((task) => task.title)]).toEqual(["Anna", ["a"]]);
    expect(other.has(merged.tasks[0]!)).toBe(true);
    expect(other.isModified(merged)).toBe(false);
    other.flush();
    expect(verbs()).toEqual([]);
    expect(() => other.merge(new User({ name: "new" }), { load: false })).toThrow("was never in the database");
    loaded.name = "changed";
    other.expungeAll();
    expect(() => other.merge(loaded, { load: false })).toThrow("has changes that were not flushed");
  });

  it("refuses what is no mapped object, and flushes before it reads", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    expect(() => session.merge({})).toThrow("Expected an object of a mapped class");
    session.add(new User({ id: 1, name: "Anna" }));
    const merged = session.merge(new User({ id: 1, name: "Berta" }));
    session.commit();
    expect(session.query(User).all()).toEqual([merged]);
  });
});

describeSync("transient and detached objects", (database) => {
  it("makeTransient sends a copy of a row", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    session.add(new User({ id: 1, name: "Anna", nick: "A" }));
    session.flush();
    const user = session.getOne(User, 1);
    makeTransient(user);
    expect([inspect(user).transient, session.has(user), objectSession(user)]).toEqual([true, false, null]);
    user.id = 2;
    session.add(user);
    session.commit();
    expect(
      session
        .query(User)
        .orderBy(User.c.id)
        .all()
        .map((u) => [u.id, u.nick]),
    ).toEqual([
      [1, "A"],
      [2, "A"],
    ]);
  });

  it("a deleted object can be inserted again after makeTransient only", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const user = new User({ id: 1, name: "Anna" });
    session.add(user);
    session.commit();
    session.delete(session.getOne(User, 1));
    session.commit();
    expect([inspect(user).detached, inspect(user).wasDeleted]).toEqual([true, true]);
    expect(() => session.add(user)).toThrow("call makeTransient()");
    makeTransient(user);
    user.name = "Again";
    session.add(user);
    session.commit();
    expect(session.getOne(User, 1).name).toBe("Again");
  });

  it("makeTransientToDetached stands for a row without reading it", () => {
    const { makeSession, verbs } = setUp(database);
    using session = makeSession();
    session.add(new User({ id: 1, name: "Anna" }));
    session.commit();
    session.expungeAll();
    verbs();
    const user = new User({ id: 1 });
    makeTransientToDetached(user);
    session.add(user);
    session.flush();
    expect(verbs()).toEqual([]);
    expect(user.name).toBe("Anna");
    expect(verbs()).toEqual(["SELECT"]);
    expect(() => makeTransientToDetached(user)).toThrow("is not transient");
    expect(() => makeTransientToDetached(new User({ name: "x" }))).toThrow("has no complete primary key");
  });

  it("isModified can leave collections out; deleteAll deletes several", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    session.addAll([new User({ id: 1, name: "a" }), new User({ id: 2, name: "b" })]);
    session.commit();
    const user = session.getOne(User, 1);
    user.tasks.push(new Task({ title: "t" }));
    expect([session.isModified(user), session.isModified(user, { includeCollections: false })]).toEqual([true, false]);
    session.deleteAll(session.query(User).all());
    session.commit();
    expect([session.query(User).count(), session.query(Task).count()]).toEqual([0, 0]);
  });
});

describeAsync("AsyncSession.merge", (database) => {
  it("reads what it needs itself", async () => {
    const engine = await database.engine();
    await Base.metadata.createAll(engine);
    await using session = new AsyncSession(engine);
    session.add(new User({ id: 1, name: "Anna", tasks: [new Task({ id: 1, title: "a" })] }));
    await session.commit();
    session.expungeAll();
    const [merged] = await Promise.all([
      session.merge(new User({ id: 1, name: "Berta", tasks: [new Task({ id: 2, title: "b" })] })),
      session.get(User, 1),
    ]);
    expect(merged.tasks.map((task) => task.title)).toEqual(["b"]);
    await session.commit();
    expect((await session.scalars(select(Task.c.id))).all()).toEqual([2]);
    const connection = await session.connection();
    expect(connection.closed).toBe(false);
    await session.reset();
    expect(connection.closed).toBe(true);
  });
});
