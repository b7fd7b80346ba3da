import { select } from "athanor";
import { aliased, joinedload, LazyLoadError, raiseload, selectinload, sessionmaker } from "athanor/orm";
import { expect, it } from "vitest";
import { describeSync, type SyncDatabase } from "../support/databases.ts";
import { captureStatements } from "../support/statements.ts";
import { Base, Node, Profile, Tag, Task, User } from "./models.ts";

function setUp(database: SyncDatabase, users = 3) {
  const engine = database.engine();
  Base.metadata.createAll(engine);
  const makeSession = sessionmaker(engine);
  const shared = ["red", "blue"].map((label) => new Tag({ label }));
  makeSession.begin((session) => {
    for (let n = 1; n <= users; n++) {
      session.add(
        new User({
          name: `u${n}`,
          tasks: [new Task({ title: `t${n}a`, tags: shared }), new Task({ title: `t${n}b` })],
          profile: n % 2 === 1 ? new Profile({ bio: `b${n}` }) : null,
        }),
      );
    }
  });
  const sent = captureStatements(engine);
  return { engine, sent, makeSession };
}

describeSync("relationships", (database) => {
  it("inserts parents first and fills foreign keys", () => {
    const { makeSession } = setUp(database, 1);
    using session = makeSession();
    const user = session.get(User, 1)!;
    expect(user.tasks.map((task) => [task.title, task.userId])).toEqual([
      ["t1a", 1],
      ["t1b", 1],
    ]);
    expect(user.tasks[0]!.tags.map((tag) => tag.label).sort()).toEqual(["blue", "red"]);
    expect(user.profile?.bio).toBe("b1");
  });

  it("loads lazily for all peers: 100 users and their tasks in 2 SELECTs", () => {
    const { makeSession, sent } = setUp(database, 100);
    using session = makeSession();
    let count = 0;
    for (const user of session.query(User).orderBy(User.c.id).all()) count += user.tasks.length;
    expect(count).toBe(200);
    expect(sent.filter((statement) => statement.sql.startsWith("SELECT"))).toHaveLength(2);
  });

  it("loads each further step by one statement", () => {
    const { makeSession, sent } = setUp(database, 10);
    using session = makeSession();
    const labels = session
      .query(User)
      .all()
      .flatMap((user) => user.tasks.flatMap((task) => task.tags.map((tag) => tag.label)));
    expect(labels).toHaveLength(20);
    expect(sent).toHaveLength(3);
  });

  it("takes a many-to-one from memory", () => {
    const { makeSession, sent } = setUp(database);
    using session = makeSession();
    const users = session.query(User).all();
    const tasks = session.query(Task).all();
    sent.length = 0;
    for (const task of tasks) expect(users).toContain(task.user);
    expect(sent).toHaveLength(0);
  });

  it("loads many-to-ones of all peers at once", () => {
    const { makeSession, sent } = setUp(database);
    using session = makeSession();
    const tasks = session.query(Task).orderBy(Task.c.id).all();
    expect(tasks.map((task) => task.user?.name)).toEqual(["u1", "u1", "u2", "u2", "u3", "u3"]);
    expect(sent).toHaveLength(2);
  });

  it("keeps both sides in step", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const [a, b] = session.query(User).orderBy(User.c.id).limit(2).all() as [User, User];
    const task = a.tasks[0]!;
    b.tasks.push(task);
    expect(task.user).toBe(b);
    expect(a.tasks).not.toContain(task);
    task.user = a;
    expect(b.tasks).not.toContain(task);
    expect(a.tasks).toContain(task);
    const tag = session.query(Tag).filterBy({ label: "red" }).one();
    tag.tasks.splice(0, 1);
    session.commit();
    expect(session.query(Tag).filterBy({ label: "red" }).one().tasks).toHaveLength(2);
  });

  it("keeps changes to a collection that is not loaded", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const user = session.get(User, 1)!;
    const task = new Task({ title: "new" });
    session.add(task);
    task.user = user;
    expect(user.tasks.map((item) => item.title)).toEqual(["t1a", "t1b", "new"]);
    session.commit();
    expect(task.userId).toBe(1);
  });

  it("finds index writes at flush", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const user = session.get(User, 1)!;
    user.tasks[0] = new Task({ title: "replaced" });
    session.commit();
    expect(
      session
        .get(User, 1)!
        .tasks.map((task) => task.title)
        .sort(),
    ).toEqual(["replaced", "t1b"]);
    expect(session.query(Task).count()).toBe(6);
  });

  it("deletes orphans and cascades deletes", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const user = session.get(User, 2)!;
    user.tasks.shift();
    session.commit();
    expect(session.query(Task).filterBy({ userId: 2 }).count()).toBe(1);
    session.delete(session.get(User, 2)!);
    session.commit();
    expect(session.query(Task).count()).toBe(4);
    expect(session.query(User).count()).toBe(2);
  });

  it("sets the key of a child to NULL when its parent goes without cascade", () => {
    const { makeSession } = setUp(database, 1);
    using session = makeSession();
    const profile = session.query(Profile).one();
    profile.user!.profile = null;
    session.commit();
    expect(profile.userId).toBeNull();
  });

  it("builds trees", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    session.add(
      new Node({
        name: "root",
        children: [new Node({ name: "a", children: [new Node({ name: "aa" })] }), new Node({ name: "b" })],
      }),
    );
    session.commit();
    const root = session.query(Node).filterBy({ name: "root" }).one();
    expect(root.children.map((child) => child.name).sort()).toEqual(["a", "b"]);
    expect(root.children.find((child) => child.name === "a")!.children[0]!.parent!.parent).toBe(root);
    const child = aliased(Node);
    const rows = session
      .execute(
        select(Node.c.name, child.c.name.label("child")).join(Node.c.children.ofType(child)).orderBy(child.c.name),
      )
      .all();
    expect(rows.map((row) => [row.name, row.child])).toEqual([
      ["root", "a"],
      ["a", "aa"],
      ["root", "b"],
    ]);
  });

  it("selectinload and joinedload give the same graph", () => {
    const { makeSession, sent } = setUp(database);
    for (const option of [
      selectinload(User.c.tasks).selectinload(Task.c.tags),
      joinedload(User.c.tasks).joinedload(Task.c.tags),
    ]) {
      using session = makeSession();
      sent.length = 0;
      const users = session.scalars(select(User).options(option).orderBy(User.c.id)).unique().all();
      const queries = sent.length;
      expect(users.map((user) => user.tasks.map((task) => task.tags.map((tag) => tag.label).sort()))).toEqual(
        users.map(() => [["blue", "red"], []]),
      );
      expect(sent).toHaveLength(queries);
    }
  });

  it("counts parents under a limit with a joined collection", () => {
    const { makeSession, sent } = setUp(database);
    using session = makeSession();
    const users = session.query(User).options(joinedload(User.c.tasks)).orderBy(User.c.name.desc()).limit(2).all();
    expect(users.map((user) => [user.name, user.tasks.length])).toEqual([
      ["u3", 2],
      ["u2", 2],
    ]);
    expect(sent).toHaveLength(1);
  });

  it("asks for unique() where rows repeat their entity", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    expect(() => session.scalars(select(User).options(joinedload(User.c.tasks))).all()).toThrow(/unique\(\)/);
  });

  it("refuses a forbidden lazy load", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const [user] = session.query(User).options(raiseload(User.c.tasks)).all();
    expect(() => user!.tasks).toThrow(LazyLoadError);
  });

  it("filters by relationships", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const names = (condition: never): string[] =>
      session.scalars(select(User.c.name).where(condition).orderBy(User.c.id)).all();
    expect(names(User.c.tasks.any(Task.c.title.eq("t2a")) as never)).toEqual(["u2"]);
    expect(names(User.c.profile.eq(null) as never)).toEqual(["u2"]);
    expect(
      session
        .scalars(
          select(Task.c.title)
            .where(Task.c.user.has(User.c.name.eq("u3")))
            .orderBy(Task.c.id),
        )
        .all(),
    ).toEqual(["t3a", "t3b"]);
    const user = session.get(User, 1)!;
    expect(session.scalars(select(Task.c.title).where(Task.c.user.eq(user)).orderBy(Task.c.id)).all()).toEqual([
      "t1a",
      "t1b",
    ]);
    expect(names(User.c.tasks.contains(user.tasks[0]!) as never)).toEqual(["u1"]);
  });
});
