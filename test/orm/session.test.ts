import { inspect as show } from "node:util";
import { func, IntegrityError, NoResultFound, select, update } from "athanor";
import {
  DetachedInstanceError,
  inspect,
  ObjectDeletedError,
  PendingRollbackError,
  Session,
  sessionmaker,
} from "athanor/orm";
import { describe, expect, it, vi } from "vitest";
import { describeSync, type SyncDatabase } from "../support/databases.ts";
import { captureStatements } from "../support/statements.ts";
import { Base, Node, Seat, Tag, Task, User } from "./models.ts";

function setUp(database: SyncDatabase) {
  const engine = database.engine();
  Base.metadata.createAll(engine);
  const sent = captureStatements(engine);
  const verbs = (): string[] => sent.splice(0).map((statement) => statement.sql.trimStart().split(/\s/)[0] as string);
  const makeSession = sessionmaker(engine);
  return { engine, sent, verbs, makeSession };
}

describeSync("session", (database) => {
  it("takes options of its maker as they are when it is made", () => {
    const { makeSession } = setUp(database);
    using before = makeSession();
    makeSession.configure({ autoflush: false, info: { of: "maker" } });
    using after = makeSession({ expireOnCommit: false });
    expect([before.info, after.info]).toEqual([{}, { of: "maker" }]);
    after.add(new User({ name: "Anna" }));
    expect(after.query(User).count()).toBe(0);
  });

  it("inserts what was added and finds it again as the same object", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const anna = new User({ name: "Anna" });
    session.add(anna);
    expect(session.new.has(anna)).toBe(true);
    session.commit();
    expect(anna.id).toBe(1);
    expect(anna.nick).toBeNull();
    expect(session.get(User, 1)).toBe(anna);
    expect(session.get(User, 99)).toBeNull();
    expect(() => session.getOne(User, 99)).toThrow(NoResultFound);
    expect(anna.describe()).toBe("a User");
  });

  it("updates only the changed columns", () => {
    const { makeSession, sent } = setUp(database);
    using session = makeSession();
    session.add(new User({ name: "Anna", nick: "A" }));
    session.commit();
    const user = session.get(User, 1)!;
    user.name = "Berta";
    sent.length = 0;
    session.commit();
    const updates = sent.filter((statement) => statement.sql.startsWith("UPDATE"));
    expect(updates).toHaveLength(1);
    expect(updates[0]!.sql).toMatch(/^UPDATE users SET name=\S+ WHERE users\.id = \S+$/);
    expect(updates[0]!.params).toEqual(["Berta", 1]);
  });

  it("sends nothing for a value that was set to what it was", () => {
    const { makeSession, verbs } = setUp(database);
    using session = makeSession();
    session.add(new User({ name: "Anna" }));
    session.commit();
    const user = session.get(User, 1)!;
    user.name = "Anna";
    verbs();
    session.commit();
    expect(verbs()).not.toContain("UPDATE");
  });

  it("deletes", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    session.addAll([new User({ name: "a" }), new User({ name: "b" })]);
    session.commit();
    session.delete(session.get(User, 1)!);
    session.commit();
    expect(
      session
        .query(User)
        .all()
        .map((user) => user.name),
    ).toEqual(["b"]);
    expect(session.get(User, 1)).toBeNull();
  });

  it("flushes before a query, and not inside noAutoflush", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    session.add(new User({ name: "Anna" }));
    expect(session.noAutoflush(() => session.query(User).count())).toBe(0);
    expect(session.query(User).count()).toBe(1);
  });

  it("refreshes all expired objects by one statement", () => {
    const { makeSession, sent } = setUp(database);
    using session = makeSession();
    const users = [1, 2, 3].map((n) => new User({ name: `u${n}` }));
    session.addAll(users);
    session.commit();
    sent.length = 0;
    expect(users.map((user) => user.name)).toEqual(["u1", "u2", "u3"]);
    expect(sent).toHaveLength(1);
  });

  it("rolls objects back with the database", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const kept = new User({ name: "kept" });
    session.add(kept);
    session.commit();
    kept.name = "changed";
    const added = new User({ name: "added" });
    session.add(added);
    session.flush();
    session.rollback();
    expect(kept.name).toBe("kept");
    expect(session.has(added)).toBe(false);
    expect((inspect(added) as { transient: boolean }).transient).toBe(true);
    session.delete(kept);
    session.flush();
    session.rollback();
    expect(session.has(kept)).toBe(true);
    expect(kept.name).toBe("kept");
  });

  it("rolls back to a savepoint", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    session.add(new User({ name: "outer" }));
    const nested = session.beginNested();
    const inner = new User({ name: "inner" });
    session.add(inner);
    session.flush();
    nested.rollback();
    expect(session.has(inner)).toBe(false);
    session.beginNested(() => session.add(new User({ name: "second" })));
    session.commit();
    expect(
      session
        .query(User)
        .orderBy(User.c.id)
        .all()
        .map((user) => user.name),
    ).toEqual(["outer", "second"]);
  });

  it("waits for rollback() after a failed flush", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    session.addAll([new Tag({ label: "x" }), new Tag({ label: "x" })]);
    expect(() => session.flush()).toThrow(IntegrityError);
    expect(session.isActive).toBe(false);
    expect(() => session.query(Tag).all()).toThrow(PendingRollbackError);
    session.rollback();
    expect(session.query(Tag).all()).toEqual([]);
  });

  it("tells which constraint was violated", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    session.add(new Tag({ label: "x" }));
    session.commit();
    session.add(new Tag({ label: "x" }));
    try {
      session.commit();
      expect.unreachable();
    } catch (error) {
      expect((error as IntegrityError).kind).toBe("unique");
    }
  });

  it("expires, refreshes and notices deleted rows", () => {
    const { makeSession, engine } = setUp(database);
    using session = makeSession({ expireOnCommit: false });
    const user = new User({ name: "Anna" });
    session.add(user);
    session.commit();
    engine.begin((conn) => conn.execute(update(User).values({ name: "Berta" }).where(User.c.id.eq(1))));
    expect(user.name).toBe("Anna");
    session.refresh(user);
    expect(user.name).toBe("Berta");
    session.expire(user, ["name"]);
    expect(user.name).toBe("Berta");
    session.commit();
    engine.begin((conn) => conn.execDriverSql("DELETE FROM users"));
    session.expire(user);
    expect(() => user.name).toThrow(ObjectDeletedError);
  });

  it("lets go of objects", () => {
    const { makeSession } = setUp(database);
    const session = makeSession({ expireOnCommit: false });
    const user = new User({ name: "Anna" });
    session.add(user);
    session.commit();
    session.close();
    expect(user.name).toBe("Anna");
    expect(() => user.tasks).toThrow(DetachedInstanceError);
    using other = makeSession();
    other.add(user);
    expect(user.tasks).toEqual([]);
    other.expunge(user);
    expect(other.has(user)).toBe(false);
  });

  it("commits and rolls back by callback", () => {
    const { makeSession } = setUp(database);
    makeSession.begin((session) => session.add(new User({ name: "a" })));
    expect(() =>
      makeSession.begin((session) => {
        session.add(new User({ name: "b" }));
        throw new Error("no");
      }),
    ).toThrow("no");
    using session = makeSession();
    expect(session.scalars(select(User.c.name)).all()).toEqual(["a"]);
  });

  it("refuses a promise from a sync transaction body, and rolls back", () => {
    const { makeSession } = setUp(database);
    expect(() =>
      makeSession.begin(async (session) => {
        session.add(new User({ name: "a" }));
        await Promise.resolve();
      }),
    ).toThrow(/promise/);
    using session = makeSession();
    expect(session.query(User).count()).toBe(0);
  });

  it("keeps composite keys apart", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    session.addAll([
      new Seat({ row: "A", number: 1 }),
      new Seat({ row: "A", number: 2 }),
      new Seat({ row: "B", number: 1, taken: true }),
    ]);
    session.commit();
    expect(session.get(Seat, { row: "B", number: 1 })?.taken).toBe(true);
    expect(session.get(Seat, { row: "A", number: 1 })).not.toBe(session.get(Seat, { row: "A", number: 2 }));
    expect(
      session
        .query(Seat)
        .all()
        .filter((seat) => seat.taken),
    ).toHaveLength(1);
  });

  it("gives rows of entities and values, typed by name and position", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    session.add(new User({ name: "Anna", tasks: [new Task({ title: "a" }), new Task({ title: "b" })] }));
    session.add(new User({ name: "Berta" }));
    session.commit();
    const rows = session
      .execute(
        select(User, func.count(Task.c.id).label("n")).outerjoin(User.c.tasks).groupBy(User.c.id).orderBy(User.c.id),
      )
      .all();
    expect(rows.map(([user, n]) => [user.name, n])).toEqual([
      ["Anna", 2],
      ["Berta", 0],
    ]);
    expect(rows.map((row) => row.n)).toEqual([2, 0]);
    expect(rows[0]![0].display).toBe("Anna (2)");
  });

  it("shows what is in memory and never loads for it", () => {
    const { makeSession, sent } = setUp(database);
    using session = makeSession();
    session.add(new User({ name: "Anna", tasks: [new Task({ title: "a" })] }));
    session.commit();
    const user = session.get(User, 1)!;
    expect(user.name).toBe("Anna");
    sent.length = 0;
    expect(show(user)).toBe("User { id: 1, name: 'Anna', nick: null }");
    expect(sent).toHaveLength(0);
    void user.tasks.length;
    expect(show(user)).toContain("tasks: [");
    sent.length = 0;
    expect(JSON.parse(JSON.stringify(user))).toEqual({
      id: 1,
      name: "Anna",
      nick: null,
      tasks: [
        {
          id: 1,
          title: "a",
          completed: false,
          createdAt: `2024-02-03T04:05:06.${database.dialect === "mysql" ? "000" : "789"}Z`,
          userId: 1,
        },
      ],
    });
    expect(sent).toHaveLength(0);
    session.expireAll();
    expect(JSON.parse(JSON.stringify(user))).toEqual({ id: 1, name: "Anna", nick: null });
    expect(sent).toHaveLength(1);
  });

  it("reads large lists of keys", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    session.add(new Node({ name: "x" }));
    session.commit();
    const many = Array.from({ length: 70_000 }, (_, at) => at);
    expect(session.scalars(select(Node).where(Node.c.id.in(many))).all()).toHaveLength(1);
    expect(session.scalars(select(Node).where(Node.c.id.in([]))).all()).toHaveLength(0);
    expect(session.scalars(select(Node).where(Node.c.id.notIn([]))).all()).toHaveLength(1);
  });

  it("logs like SQLAlchemy", () => {
    const lines: string[] = [];
    const log = vi.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
    try {
      const engine = database.engine({ echo: true });
      Base.metadata.createAll(engine);
      using session = new Session(engine);
      lines.length = 0;
      session.add(new User({ name: "Anna" }));
      session.commit();
      const text = lines.join("\n");
      expect(text).toContain("BEGIN (implicit)");
      expect(text).toContain("INSERT INTO users (name, nick) VALUES");
      expect(text).toMatch(/\[generated in \d+\.\d+s\]/);
      expect(text).toContain("COMMIT");
    } finally {
      log.mockRestore();
    }
  });
});

describe("misuse of a session", () => {
  it("names what was given", () => {
    expect(() => new Session({} as never)).toThrow(/createEngine/);
  });
});
