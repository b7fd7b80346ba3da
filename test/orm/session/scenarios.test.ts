import { func, select } from "athanor";
import { expect } from "vitest";
import { describeScenarios } from "../../support/scenarios.ts";
import { Base, Task, User } from "../models.ts";

describeScenarios("both kinds of session", Base.metadata, (scenario) => {
  scenario("send the same for a graph that is added", async ({ makeSession, sent, rows }) => {
    const session = makeSession({ expireOnCommit: true });
    const user = new User({ name: "Ann", tasks: [new Task({ title: "a" }), new Task({ title: "b" })] });
    session.add(user);
    await session.commit();
    expect(sent.steps).toEqual(["INSERT users", "INSERT tasks"]);
    sent.clear();
    expect((await user.awaitableAttrs.tasks).map((task) => task.title)).toEqual(["a", "b"]);
    expect(sent.steps).toEqual(["SELECT users", "SELECT tasks"]);
    await session.commit();
    const { id } = (await session.scalars(select(User))).one();
    expect(await rows(User)).toEqual([[id, "Ann", null]]);
  });

  scenario("see of each other what is committed", async ({ session, makeSession, sent }) => {
    session.add(new User({ name: "Ann" }));
    await session.flush();
    const other = makeSession();
    expect(await other.scalar(select(func.count()).selectFrom(User))).toBe(0);
    await other.rollback();
    await session.commit();
    expect(await other.scalar(select(func.count()).selectFrom(User))).toBe(1);
    const user = (await other.scalars(select(User))).one();
    user.name = "Bea";
    sent.clear();
    await other.commit();
    expect(sent.texts).toEqual(["UPDATE users SET name=? WHERE users.id = ?"]);
  });

  scenario("roll back alike", async ({ session, rows }) => {
    const user = new User({ name: "Ann" });
    session.add(user);
    await session.commit();
    user.name = "Bea";
    await session.flush();
    await session.rollback();
    expect(await user.awaitableAttrs.name).toBe("Ann");
    expect((await rows(User)).map(([, name]) => name)).toEqual(["Ann"]);
  });
});
