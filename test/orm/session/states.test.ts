// The way of an object through a session: which state it is in, what of it the database has, what a rollback gives back.
import { InvalidRequestError, integer, MetaData, select, string } from "athanor";
import {
  type AsyncSession,
  declarativeBase,
  inspect,
  makeTransient,
  makeTransientToDetached,
  setAttribute,
} from "athanor/orm";
import { expect } from "vitest";
import { describeScenarios } from "../../support/scenarios.ts";

class Base extends declarativeBase({ metadata: new MetaData() }) {}

class Bird extends Base.table("birds", {
  id: integer().primaryKey(),
  name: string(30),
  song: string(30).nullable(),
}) {}

const state = (bird: Bird): string => {
  const shown = inspect(bird);
  return (["transient", "pending", "persistent", "deleted", "detached"] as const).filter((name) => shown[name]).join();
};

async function persistent(session: AsyncSession, name = "owl"): Promise<Bird> {
  const bird = new Bird({ name });
  session.add(bird);
  await session.commit();
  return bird;
}

describeScenarios("states", Base.metadata, (scenario) => {
  scenario("transient, pending, persistent: by add and flush", async ({ session, rows, sent }) => {
    const bird = new Bird({ name: "owl" });
    expect(state(bird)).toBe("transient");
    session.add(bird);
    expect(state(bird)).toBe("pending");
    expect([...session.new]).toEqual([bird]);
    expect(sent.texts).toEqual([]);
    await session.flush();
    expect(state(bird)).toBe("persistent");
    expect([...session.new]).toEqual([]);
    expect(inspect(bird).identity).toEqual([bird.id]);
    await session.commit();
    expect(await rows(Bird)).toEqual([[bird.id, "owl", null]]);
  });

  scenario("adding twice is adding once", async ({ session, rows }) => {
    const bird = new Bird({ name: "owl" });
    session.add(bird);
    session.add(bird);
    session.addAll([bird, bird]);
    await session.commit();
    session.add(bird);
    await session.commit();
    expect(await rows(Bird)).toHaveLength(1);
  });

  scenario("deleted by flush, detached by commit", async ({ session, rows }) => {
    const bird = await persistent(session);
    await session.delete(bird);
    expect(state(bird)).toBe("persistent");
    expect([...session.deleted]).toEqual([bird]);
    await session.flush();
    expect(state(bird)).toBe("deleted");
    await session.commit();
    expect(state(bird)).toBe("detached");
    expect(inspect(bird).wasDeleted).toBe(true);
    expect(await rows(Bird)).toEqual([]);
  });

  scenario("a rollback makes what was inserted transient again", async ({ session, rows }) => {
    const bird = new Bird({ name: "owl" });
    session.add(bird);
    await session.flush();
    await session.rollback();
    expect(state(bird)).toBe("transient");
    expect(bird.name).toBe("owl");
    session.add(bird);
    await session.commit();
    expect((await rows(Bird)).map((row) => row[1])).toEqual(["owl"]);
  });

  scenario("a rollback makes what was pending transient", async ({ session, sent }) => {
    const bird = new Bird({ name: "owl" });
    session.add(bird);
    await session.rollback();
    expect(state(bird)).toBe("transient");
    await session.commit();
    expect(sent.steps.filter((step) => step.startsWith("INSERT"))).toEqual([]);
  });

  scenario("a rollback makes what was deleted persistent", async ({ session, rows }) => {
    const bird = await persistent(session);
    await session.delete(bird);
    await session.flush();
    await session.rollback();
    expect(state(bird)).toBe("persistent");
    expect(await bird.awaitableAttrs.name).toBe("owl");
    expect(await session.get(Bird, bird.id)).toBe(bird);
    expect(await rows(Bird)).toHaveLength(1);
  });

  scenario("a rollback gives back the values that were committed", async ({ session }) => {
    const bird = await persistent(session);
    bird.name = "crow";
    bird.song = "caw";
    await session.flush();
    bird.name = "jay";
    await session.rollback();
    expect(await bird.awaitableAttrs.name).toBe("owl");
    expect(await bird.awaitableAttrs.song).toBeNull();
  });

  scenario("delete of a pending object is an error: it has no row", async ({ session }) => {
    const bird = new Bird({ name: "owl" });
    session.add(bird);
    const remove = async (): Promise<void> => session.delete(bird);
    await expect(remove()).rejects.toThrow(InvalidRequestError);
    expect(state(bird)).toBe("pending");
  });

  scenario("delete and add again before the flush keeps the row", async ({ session, rows, sent }) => {
    const bird = await persistent(session);
    await session.delete(bird);
    session.add(bird);
    sent.clear();
    await session.commit();
    expect(sent.steps).toEqual([]);
    expect(state(bird)).toBe("persistent");
    expect(await rows(Bird)).toHaveLength(1);
  });

  scenario("what was deleted cannot be added in its transaction", async ({ session }) => {
    const bird = await persistent(session);
    await session.delete(bird);
    await session.flush();
    expect(() => session.add(bird)).toThrow(/deleted/);
    await session.commit();
    expect(() => session.add(bird)).toThrow(/deleted/);
  });

  scenario("makeTransient makes a copy of a row possible", async ({ session, rows }) => {
    const bird = await persistent(session);
    session.expunge(bird);
    makeTransient(bird);
    expect(state(bird)).toBe("transient");
    const { id } = bird;
    setAttribute(bird, "id", null);
    session.add(bird);
    await session.commit();
    expect(bird.id).not.toBe(id);
    expect((await rows(Bird)).map((row) => row[1])).toEqual(["owl", "owl"]);
  });

  scenario("makeTransientToDetached: an object of a row that is known to be there", async ({ session, sent }) => {
    const known = await persistent(session);
    session.expungeAll();
    const bird = new Bird({ id: known.id });
    makeTransientToDetached(bird);
    expect(state(bird)).toBe("detached");
    session.add(bird);
    expect(state(bird)).toBe("persistent");
    sent.clear();
    expect(await bird.awaitableAttrs.name).toBe("owl");
    expect(sent.steps).toEqual(["SELECT birds"]);
  });

  scenario("expunge detaches, and add attaches again", async ({ session, rows }) => {
    const bird = await persistent(session);
    session.expunge(bird);
    expect(state(bird)).toBe("detached");
    bird.name = "crow";
    expect([...session.dirty]).toEqual([]);
    session.add(bird);
    expect(state(bird)).toBe("persistent");
    expect([...session.dirty]).toEqual([bird]);
    await session.commit();
    expect((await rows(Bird)).map((row) => row[1])).toEqual(["crow"]);
  });

  scenario("expunge of a pending object takes it out", async ({ session, sent }) => {
    const bird = new Bird({ name: "owl" });
    session.add(bird);
    session.expunge(bird);
    expect(state(bird)).toBe("transient");
    await session.commit();
    expect(sent.steps).toEqual([]);
  });

  scenario("close detaches all, and the session can be used again", async ({ session }) => {
    const bird = await persistent(session);
    const other = new Bird({ name: "jay" });
    session.add(other);
    await session.close();
    expect([state(bird), state(other)]).toEqual(["detached", "transient"]);
    expect((await session.scalars(select(Bird))).all().map(({ name }) => name)).toEqual(["owl"]);
  });

  scenario("an object of one session is refused by another", async ({ session, makeSession }) => {
    const bird = await persistent(session);
    const other = makeSession();
    expect(() => other.add(bird)).toThrow(/another session/);
    session.expunge(bird);
    other.add(bird);
    expect(state(bird)).toBe("persistent");
  });

  scenario("a second object of a row is refused", async ({ session, makeSession }) => {
    const bird = await persistent(session);
    const other = makeSession();
    const twin = await other.get(Bird, bird.id);
    other.expungeAll();
    expect(() => session.add(twin!)).toThrow(/another object for that row/);
  });
});

describeScenarios("the identity map", Base.metadata, (scenario) => {
  scenario("gives one object for a row, however it is asked for", async ({ session }) => {
    const bird = await persistent(session);
    expect(await session.get(Bird, bird.id)).toBe(bird);
    expect((await session.scalars(select(Bird))).one()).toBe(bird);
    expect((await session.scalars(select(Bird).where(Bird.c.name.eq("owl")))).one()).toBe(bird);
  });

  scenario("get does not ask for what is in memory", async ({ session, sent }) => {
    const bird = await persistent(session);
    sent.clear();
    expect(await session.get(Bird, bird.id)).toBe(bird);
    expect(sent.texts).toEqual([]);
    expect(await session.get(Bird, bird.id + 1000)).toBeNull();
    expect(sent.texts).toHaveLength(1);
  });

  scenario("rows do not overwrite what was changed", async ({ session, makeSession }) => {
    const bird = await persistent(session);
    const other = makeSession();
    const theirs = await other.get(Bird, bird.id);
    theirs!.song = "hoo";
    await other.commit();
    bird.name = "changed";
    const noFlush = { autoflush: false };
    const again = (await session.scalars(select(Bird), undefined, noFlush)).one();
    expect([again, again.name]).toEqual([bird, "changed"]);
    await session.rollback();
    const fresh = (await session.scalars(select(Bird), undefined, { populateExisting: true })).one();
    expect([fresh, fresh.song]).toEqual([bird, "hoo"]);
  });

  scenario("is left by what is expunged", async ({ session }) => {
    const bird = await persistent(session);
    session.expunge(bird);
    const again = await session.get(Bird, bird.id);
    expect(again).not.toBe(bird);
    expect(again!.name).toBe("owl");
  });

  scenario("follows a primary key that changes", async ({ session, rows }) => {
    const bird = await persistent(session);
    const before = bird.id;
    bird.id = before + 5000;
    await session.commit();
    expect(await session.get(Bird, before + 5000)).toBe(bird);
    expect(await session.get(Bird, before)).toBeNull();
    expect((await rows(Bird)).map(([id]) => id)).toEqual([before + 5000]);
  });

  scenario("a rolled back change of a primary key is undone", async ({ session }) => {
    const bird = await persistent(session);
    const before = bird.id;
    bird.id = before + 5000;
    await session.flush();
    await session.rollback();
    expect(inspect(bird).identity).toEqual([before]);
    expect(await session.get(Bird, before)).toBe(bird);
  });
});
