import { InvalidRequestError, select, StatementTimeoutError, text } from "athanor";
import { joinedload, selectinload } from "athanor/orm";
import { expect, expectTypeOf } from "vitest";
import { describeScenarios, type Scenario } from "../../support/scenarios.ts";
import { Base, Task, User } from "../models.ts";

const names = Array.from({ length: 25 }, (_, n) => `u${String(n).padStart(2, "0")}`);

async function fill({ session, sent }: Scenario): Promise<void> {
  session.addAll(names.map((name) => new User({ name, tasks: [new Task({ title: `${name}-task` })] })));
  await session.commit();
  session.expungeAll();
  sent.clear();
}

const query = select(User).orderBy(User.c.name);

describeScenarios("results of a session, read bit by bit", Base.metadata, (scenario) => {
  scenario("give objects in lots, with what each lot loads eagerly", async (given) => {
    await fill(given);
    const { session, sent, kind } = given;
    const eager = query.options(selectinload(User.c.tasks));
    const found: [string, string][] = [];
    if (kind === "sync") {
      const result = await session.execute(eager, undefined, { yieldPer: 10 });
      for (const [user] of result) found.push([user.name, user.tasks[0]!.title]);
    } else {
      for await (const [user] of await session.stream(eager, undefined, { yieldPer: 10 }))
        found.push([user.name, user.tasks[0]!.title]);
    }
    expect(found).toEqual(names.map((name) => [name, `${name}-task`]));
    expect(sent.texts.filter((sql) => sql.includes("FROM tasks"))).toHaveLength(3);
  });

  scenario("come in partitions of the size that was said", async (given) => {
    await fill(given);
    const { session, kind } = given;
    const sizes: number[] = [];
    if (kind === "sync") {
      const result = await session.scalars(query, undefined, { yieldPer: 10 });
      for (const lot of result.partitions()) sizes.push(lot.length);
    } else {
      for await (const lot of (await session.streamScalars(query, undefined, { yieldPer: 10 })).partitions()) {
        expectTypeOf(lot).toEqualTypeOf<User[]>();
        sizes.push(lot.length);
      }
    }
    expect(sizes).toEqual([10, 10, 5]);
  });

  scenario("are the session's objects: changes to them are saved", async (given) => {
    await fill(given);
    const { session, kind, rows } = given;
    const statement = query.executionOptions({ yieldPer: 7 });
    const users =
      kind === "sync" ? (await session.scalars(statement)).all() : await (await session.streamScalars(statement)).all();
    for (const user of users) user.nick = user.name.toUpperCase();
    await session.commit();
    expect((await rows(User)).map(([, name, nick]) => [name, nick])).toEqual(
      names.map((name) => [name, name.toUpperCase()]),
    );
  });

  scenario("can be left early, and the session goes on", async (given) => {
    await fill(given);
    const { session, kind } = given;
    const seen: string[] = [];
    if (kind === "sync") {
      for (const user of await session.scalars(query, undefined, { yieldPer: 5 })) {
        seen.push(user.name);
        if (seen.length === 3) break;
      }
    } else {
      for await (const user of await session.streamScalars(query, undefined, { yieldPer: 5 })) {
        seen.push(user.name);
        if (seen.length === 3) break;
      }
    }
    expect(seen).toEqual(names.slice(0, 3));
    const task = (await session.scalars(select(Task).limit(1))).one();
    expect((await task.awaitableAttrs.user)?.name).toMatch(/^u\d\d$/);
    await session.commit();
  });

  scenario("refuse a statement that joins a collection", async (given) => {
    await fill(given);
    const { session, kind } = given;
    const joined = query.options(joinedload(User.c.tasks));
    const run = async (): Promise<unknown> =>
      kind === "sync" ? await session.execute(joined, undefined, { yieldPer: 5 }) : await session.stream(joined);
    await expect(run()).rejects.toThrow(InvalidRequestError);
    await expect(run()).rejects.toThrow(/selectinload/);
  });

  scenario("of text and of columns", async (given) => {
    await fill(given);
    const { session, kind } = given;
    const columns = select(User.c.name, User).orderBy(User.c.name);
    const sql = text("SELECT name FROM users ORDER BY name");
    if (kind === "sync") {
      expect(
        (await session.execute(columns, undefined, { yieldPer: 4 })).all().map(([name, user]) => name === user.name),
      ).toEqual(names.map(() => true));
      expect((await session.scalars(sql, undefined, { yieldPer: 4 })).all()).toEqual(names);
      return;
    }
    const rows = await (await session.stream(columns, undefined, { yieldPer: 4 })).all();
    expect(rows.map(([name, user]) => name === user.name)).toEqual(names.map(() => true));
    expect(await (await session.streamScalars(sql, undefined, { yieldPer: 4 })).all()).toEqual(names);
    // What is read without await must be complete.
    await expect(session.execute(sql, undefined, { yieldPer: 4 })).rejects.toThrow(/stream\(\)/);
    await expect(session.scalars(query, undefined, { yieldPer: 4 })).rejects.toThrow(/stream\(\)/);
  });

  scenario.on(["postgresql"], "options of an execution reach the database: a timeout", async ({ session }) => {
    const slow = select(User).where(text("pg_sleep(5) IS NOT NULL"));
    session.add(new User({ name: "a" }));
    await session.flush();
    const run = async (): Promise<unknown> => await session.execute(slow, undefined, { timeout: 50 });
    await expect(run()).rejects.toThrow(StatementTimeoutError);
    await session.rollback();
  });

  scenario("options that are unknown are refused", async ({ session }) => {
    const run = async (): Promise<unknown> => await session.execute(query, undefined, { yieldPr: 5 } as never);
    await expect(run()).rejects.toThrow(/yieldPer/);
  });
});
