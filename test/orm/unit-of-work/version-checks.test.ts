// What else than a flush counts versions and asks for them: merges, bulk statements, locks, rows that change hands.
import { insert, integer, MetaData, select, string, update } from "athanor";
import { declarativeBase, inspect } from "athanor/orm";
import { expect } from "vitest";
import { describeScenarios, type Scenario } from "../../support/scenarios.ts";

class Base extends declarativeBase({ metadata: new MetaData() }) {}
class Page extends Base.table(
  "vc_pages",
  { id: integer().primaryKey(), title: string(20), note: string(20).nullable(), ver: integer() },
  { mapper: { versionIdCol: "ver" } },
) {}
class Token extends Base.table(
  "vc_tokens",
  { id: integer().primaryKey(), title: string(20), ver: string(20) },
  { mapper: { versionIdCol: "ver", versionIdGenerator: (before: string | null) => `${before ?? ""}x` } },
) {}

/** A page that this session has, and that another one has written since. */
async function stale(given: Scenario): Promise<Page> {
  const { session, makeSession } = given;
  const page = new Page({ id: 1, title: "a" });
  session.add(page);
  await session.commit();
  const other = makeSession();
  (await other.getOne(Page, 1)).title = "b";
  await other.commit();
  return page;
}

const failure = (run: () => unknown): Promise<unknown> =>
  (async () => await run())().then(
    () => undefined,
    (error: unknown) => error,
  );

describeScenarios("versions in merge()", Base.metadata, (scenario) => {
  scenario("refuse an object that is out of date", async (given) => {
    const page = await stale(given);
    const { session } = given;
    session.expunge(page);
    page.title = "c";
    expect(await failure(() => session.merge(page))).toMatchObject({
      code: "stale-data",
      message: expect.stringContaining("has version the number 1, its row has the number 2"),
    });
    await session.rollback();
    expect(await given.rows(Page)).toEqual([[1, "b", null, 2]]);
  });

  scenario("let one pass that is as old as the row, or says nothing of it", async (given) => {
    const page = await stale(given);
    const { session } = given;
    await session.refresh(page);
    session.expunge(page);
    page.title = "c";
    await session.merge(page);
    await session.flush();
    expect(await given.rows(Page)).toEqual([[1, "c", null, 3]]);
    await session.merge(new Page({ id: 1, title: "d" }));
    await session.flush();
    expect(await given.rows(Page)).toEqual([[1, "d", null, 4]]);
  });

  scenario("are compared without load, too", async (given) => {
    const page = await stale(given);
    const { session } = given;
    session.expunge(page);
    await session.getOne(Page, 1);
    expect(await failure(() => session.merge(page, { load: false }))).toMatchObject({ code: "stale-data" });
  });
});

describeScenarios("versions in bulk", Base.metadata, (scenario) => {
  scenario("begin with an INSERT of a list of rows", async (given) => {
    const { session } = given;
    await session.execute(insert(Page), [{ id: 1, title: "a" } as never, { id: 2, title: "b", ver: 7 }]);
    await session.bulkInsertMappings(Token, [{ id: 1, title: "t" } as never]);
    expect(await given.rows(Page)).toEqual([
      [1, "a", null, 1],
      [2, "b", null, 7],
    ]);
    expect(await given.rows(Token)).toEqual([[1, "t", "x"]]);
  });

  scenario("are asked for and counted by an UPDATE by primary key", async (given) => {
    const { session, sent } = given;
    const pages = [1, 2].map((id) => new Page({ id, title: "a" }));
    session.addAll(pages);
    await session.flush();
    sent.clear();
    await session.execute(update(Page), [
      { id: 1, title: "b", ver: 1 },
      { id: 2, title: "c", ver: 1 },
    ]);
    expect(sent.texts.every((text) => text.endsWith("WHERE vc_pages.id = ? AND vc_pages.ver = ?"))).toBe(true);
    expect(await given.rows(Page)).toEqual([
      [1, "b", null, 2],
      [2, "c", null, 2],
    ]);
    // The objects follow, versions and all.
    pages[0]!.note = "n";
    await session.flush();
    expect((await given.rows(Page))[0]).toEqual([1, "b", "n", 3]);
    await session.bulkUpdateMappings(Page, [{ id: 2, note: "m", ver: 2 }]);
    expect((await given.rows(Page))[1]).toEqual([2, "c", "m", 3]);
  });

  scenario("find out that a row was written meanwhile, or that none was given", async (given) => {
    await stale(given);
    const { session } = given;
    const old = await failure(() => session.execute(update(Page), [{ id: 1, title: "c", ver: 1 }]));
    expect(old).toMatchObject({ code: "stale-data", expected: 1, matched: 0 });
    await session.rollback();
    const none = await failure(() => session.execute(update(Page), [{ id: 1, title: "c" }]));
    expect(none).toMatchObject({ message: expect.stringContaining("needs the version of the row that was read") });
    await session.rollback();
    expect(await given.rows(Page)).toEqual([[1, "b", null, 2]]);
  });

  scenario("go along with bulkSaveObjects", async (given) => {
    const page = await stale(given);
    const { session } = given;
    session.expunge(page);
    page.title = "c";
    expect(await failure(() => session.bulkSaveObjects([page]))).toMatchObject({ code: "stale-data" });
    await session.rollback();
    const fresh = await session.getOne(Page, 1);
    session.expunge(fresh);
    fresh.title = "d";
    await session.bulkSaveObjects([fresh]);
    expect(await given.rows(Page)).toEqual([[1, "d", null, 3]]);
  });

  scenario("are left alone by update() with criteria, as in SQLAlchemy", async (given) => {
    const { session } = given;
    session.add(new Page({ id: 1, title: "a" }));
    await session.flush();
    await session.execute(update(Page).set({ title: "b" }).where(Page.c.id.eq(1)));
    expect(await given.rows(Page)).toEqual([[1, "b", null, 1]]);
  });
});

describeScenarios("versions of rows that change hands", Base.metadata, (scenario) => {
  scenario("go on from the deleted object to the new one", async (given) => {
    const { session, sent } = given;
    const page = new Page({ id: 1, title: "a", note: "n" });
    session.add(page);
    await session.commit();
    await session.delete(page);
    const next = new Page({ id: 1, title: "b" });
    session.add(next);
    sent.clear();
    await session.flush();
    expect(sent.steps).toEqual(["UPDATE vc_pages"]);
    expect(next.ver).toBe(2);
    expect(await given.rows(Page)).toEqual([[1, "b", null, 2]]);
  });

  scenario("are read for that where they are expired", async (given) => {
    const { session, sent } = given;
    const token = new Token({ id: 1, title: "a" });
    session.add(token);
    await session.commit();
    session.expire(token);
    await session.delete(token);
    session.add(new Token({ id: 1, title: "b" }));
    sent.clear();
    await session.flush();
    expect(sent.steps).toEqual(["SELECT vc_tokens", "UPDATE vc_tokens"]);
    expect(await given.rows(Token)).toEqual([[1, "b", "xx"]]);
  });

  scenario("are held against the row: somebody else may have written it", async (given) => {
    const page = await stale(given);
    const { session } = given;
    await session.delete(page);
    session.add(new Page({ id: 1, title: "c" }));
    expect(await failure(() => session.flush())).toMatchObject({ code: "stale-data" });
    await session.rollback();
    expect(await given.rows(Page)).toEqual([[1, "b", null, 2]]);
  });
});

describeScenarios("versions and locks", Base.metadata, (scenario) => {
  scenario("get() with a lock tells of an object that is out of date, and has read it again", async (given) => {
    const page = await stale(given);
    const { session } = given;
    expect(await failure(() => session.get(Page, 1, { withForUpdate: true }))).toMatchObject({
      code: "stale-data",
      message: expect.stringContaining("was read with version the number 1"),
    });
    expect([page.title, page.ver, await session.get(Page, 1, { withForUpdate: true })]).toEqual(["b", 2, page]);
  });

  scenario("are no matter where the object is expired, or is to be read again", async (given) => {
    const page = await stale(given);
    const { session } = given;
    expect(await session.get(Page, 1, { withForUpdate: true, populateExisting: true })).toBe(page);
    expect(page.ver).toBe(2);
    session.expire(page);
    expect(await session.get(Page, 1, { withForUpdate: true })).toBe(page);
  });
});

describeScenarios("objects that leave while they are deleted", Base.metadata, (scenario) => {
  scenario("delete() takes a detached object in", async (given) => {
    const { session } = given;
    const page = new Page({ id: 1, title: "a" });
    session.add(page);
    await session.commit();
    session.expunge(page);
    await session.delete(page);
    expect([session.has(page), session.deleted.has(page)]).toEqual([true, true]);
    await session.commit();
    expect([await given.rows(Page), inspect(page).detached, inspect(page).wasDeleted]).toEqual([[], true, true]);
  });

  scenario("delete() of a detached object is refused where the session has another for its row", async (given) => {
    const { session } = given;
    const page = new Page({ id: 1, title: "a" });
    session.add(page);
    await session.commit();
    session.expunge(page);
    await session.getOne(Page, 1);
    expect(await failure(() => session.delete(page))).toMatchObject({ code: "identity-conflict" });
    expect([session.deleted.size, inspect(page).detached]).toEqual([0, true]);
  });

  scenario("close() detaches what a flush has deleted", async (given) => {
    const { session } = given;
    const page = new Page({ id: 1, title: "a" });
    session.add(page);
    await session.commit();
    await session.delete(page);
    await session.flush();
    await session.close();
    expect([inspect(page).detached, inspect(page).deleted, inspect(page).session, inspect(page).wasDeleted]).toEqual([
      true,
      false,
      null,
      false,
    ]);
    session.add(page);
    expect(await session.get(Page, 1)).toBe(page);
  });

  scenario("expunge() of what a flush has deleted keeps it out, also after a rollback", async (given) => {
    const { session } = given;
    const page = new Page({ id: 1, title: "a" });
    session.add(page);
    await session.commit();
    await session.delete(page);
    await session.flush();
    const next = new Page({ id: 1, title: "b" });
    session.add(next);
    await session.flush();
    session.expunge(page);
    expect(session.identityMap.get(Page, 1)).toBe(next);
    await session.rollback();
    expect([session.has(page), inspect(page).detached, inspect(page).wasDeleted]).toEqual([false, true, true]);
    const again = await session.getOne(Page, 1);
    expect([again === page, again.title]).toEqual([false, "a"]);
    expect((await session.scalars(select(Page))).all()).toEqual([again]);
  });
});
