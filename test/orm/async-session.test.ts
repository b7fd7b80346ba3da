import { func, NoResultFound, select } from "athanor";
import { AsyncSession, asyncSessionmaker, joinedload, LazyLoadError, selectinload } from "athanor/orm";
import { expect, it } from "vitest";
import { type AsyncDatabase, describeAsync } from "../support/databases.ts";
import { captureStatements } from "../support/statements.ts";
import { Base, Tag, Task, User } from "./models.ts";

async function setUp(database: AsyncDatabase) {
  const engine = await database.engine();
  await Base.metadata.createAll(engine);
  const makeSession = asyncSessionmaker(engine);
  await makeSession.begin((session) => {
    for (let n = 1; n <= 3; n++) {
      session.add(new User({ name: `u${n}`, tasks: [new Task({ title: `t${n}a` }), new Task({ title: `t${n}b` })] }));
    }
  });
  return { engine, makeSession, sent: captureStatements(engine) };
}

describeAsync("async session", (database) => {
  it("adds, gets, changes, deletes", async () => {
    const { makeSession } = await setUp(database);
    await using session = makeSession();
    const user = (await session.get(User, 1))!;
    expect(user.name).toBe("u1");
    user.name = "Anna";
    await session.commit();
    expect(user.name).toBe("Anna");
    await session.delete((await session.get(User, 2))!);
    await session.commit();
    expect((await session.scalars(select(User.c.name).orderBy(User.c.id))).all()).toEqual(["Anna", "u3"]);
    await expect(session.getOne(User, 99)).rejects.toThrow(NoResultFound);
  });

  it("loads a relationship by awaitableAttrs, for all peers, and refuses to load it by itself", async () => {
    const { makeSession, sent } = await setUp(database);
    await using session = makeSession();
    const users = (await session.scalars(select(User).orderBy(User.c.id))).all();
    expect(() => users[0]!.tasks).toThrow(LazyLoadError);
    expect(() => users[0]!.tasks).toThrow(/awaitableAttrs\.tasks/);
    sent.length = 0;
    for (const user of users) expect((await user.awaitableAttrs.tasks).map((task) => task.title)).toHaveLength(2);
    expect(users[2]!.tasks[0]!.title).toBe("t3a");
    expect(sent).toHaveLength(1);
  });

  it("reads a reference to what the session has, or to nothing, without a statement", async () => {
    const { makeSession, sent } = await setUp(database);
    await makeSession.begin(async (session) => session.add(new Task({ title: "loose" })));
    await using session = makeSession();
    const user = (await session.get(User, 1))!;
    const tasks = (await session.scalars(select(Task).orderBy(Task.c.id))).all();
    sent.length = 0;
    expect(tasks[0]!.user).toBe(user);
    expect(tasks.at(-1)!.user).toBeNull();
    expect(() => tasks[2]!.user).toThrow(/awaitableAttrs\.user/);
    expect(sent).toHaveLength(0);
    expect((await tasks[2]!.awaitableAttrs.user)!.name).toBe("u2");
    expect(sent).toHaveLength(1);
  });

  it("loads eagerly", async () => {
    const { makeSession } = await setUp(database);
    await using session = makeSession();
    const one = await session.get(User, 1, { options: [selectinload(User.c.tasks)] });
    expect(one!.tasks).toHaveLength(2);
    const tasks = (await session.scalars(select(Task).options(joinedload(Task.c.user)).orderBy(Task.c.id))).all();
    expect(tasks.map((task) => task.user?.name)).toEqual(["u1", "u1", "u2", "u2", "u3", "u3"]);
  });

  it("takes options of its maker as they are when it is made", async () => {
    const { makeSession } = await setUp(database);
    makeSession.configure({ info: { of: "maker" } });
    await using session = makeSession();
    expect(session.info).toEqual({ of: "maker" });
  });

  it("does without the flush before queries inside noAutoflush, until its promise is settled", async () => {
    const { makeSession, sent } = await setUp(database);
    await using session = makeSession();
    session.add(new Tag({ label: "x" }));
    const count = async (): Promise<number | null> => await session.scalar(select(func.count(Tag.c.id)));
    expect(
      await session.noAutoflush(async () => {
        await session.get(User, 1);
        return await count();
      }),
    ).toBe(0);
    expect(sent.some(({ sql }) => sql.startsWith("INSERT"))).toBe(false);
    await expect(session.noAutoflush(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await count()).toBe(1);
  });

  it("queues what is asked at the same time", async () => {
    const { makeSession } = await setUp(database);
    await using session = makeSession();
    const [a, b, again, count] = await Promise.all([
      session.get(User, 1),
      session.get(User, 2),
      session.get(User, 1),
      session.scalar(select(func.count(User.c.id))),
    ]);
    expect([a!.name, b!.name, count]).toEqual(["u1", "u2", 3]);
    expect(again).toBe(a);
  });

  it("commits and rolls back by callback, and to a savepoint", async () => {
    const { makeSession } = await setUp(database);
    await expect(
      makeSession.begin((session) => {
        session.add(new Tag({ label: "lost" }));
        return Promise.reject(new Error("no"));
      }),
    ).rejects.toThrow("no");
    await using session = makeSession();
    await session.begin(async () => {
      session.add(new Tag({ label: "kept" }));
      await expect(
        session.beginNested(async () => {
          session.add(new Tag({ label: "undone" }));
          await session.flush();
          throw new Error("inner");
        }),
      ).rejects.toThrow("inner");
    });
    expect((await session.scalars(select(Tag.c.label))).all()).toEqual(["kept"]);
  });

  it("does not expire on commit, and refreshes when asked", async () => {
    const { makeSession, sent } = await setUp(database);
    await using session = makeSession();
    const user = (await session.get(User, 1))!;
    user.nick = "A";
    await session.commit();
    sent.length = 0;
    expect(user.nick).toBe("A");
    expect(sent).toHaveLength(0);
    session.expire(user);
    expect(() => user.name).toThrow(LazyLoadError);
    await session.refresh(user);
    expect(user.name).toBe("u1");
    expect(await user.awaitableAttrs.name).toBe("u1");
  });

  it("keeps values exact", async () => {
    const { makeSession } = await setUp(database);
    await using session = makeSession();
    const task = (await session.get(Task, 1))!;
    // MySQL's DATETIME has no fraction of a second.
    expect(task.createdAt.toISOString()).toBe(`2024-02-03T04:05:06.${database.dialect === "mysql" ? "000" : "789"}Z`);
    expect(task.completed).toBe(false);
  });

  it("says what it takes", () => {
    expect(() => new AsyncSession({} as never)).toThrow(/createAsyncEngine/);
  });
});
