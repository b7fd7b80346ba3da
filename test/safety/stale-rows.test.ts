// SAFETY.md, line 22: what somebody else wrote or deleted since an object was loaded.
import { deleteFrom, insert, integer, MetaData, select, string, update } from "athanor";
import { declarativeBase, inspect, StaleDataError } from "athanor/orm";
import { expect } from "vitest";
import { describeScenarios, type Scenario } from "../support/scenarios.ts";

class Base extends declarativeBase({ metadata: new MetaData() }) {}
class Versioned extends Base.table(
  "sv_versioned",
  { id: integer().primaryKey(), name: string(40), ver: integer() },
  { mapper: { versionIdCol: "ver" } },
) {}
class Simple extends Base.table("sv_simple", { id: integer().primaryKey(), name: string(40) }) {}

const failing = (work: () => unknown) => expect((async () => await work())()).rejects;

/** What another session does, and commits, while the first one is in no transaction. */
async function elsewhere({ makeSession }: Scenario, work: (session: Scenario["session"]) => unknown): Promise<void> {
  const other = makeSession();
  await work(other);
  await other.commit();
  await other.close();
}

describeScenarios("rows that others wrote", Base.metadata, (scenario) => {
  async function saved({ session }: Scenario): Promise<[Versioned, Simple]> {
    const [versioned, simple] = [new Versioned({ id: 1, name: "a" }), new Simple({ id: 1, name: "a" })];
    session.addAll([versioned, simple]);
    await session.commit();
    return [versioned, simple];
  }

  scenario("a concurrent update of a versioned row: StaleDataError, and the other's values stay", async (given) => {
    const { session, rows } = given;
    const [versioned, simple] = await saved(given);
    await elsewhere(given, async (other) => {
      (await other.getOne(Versioned, 1)).name = "theirs";
    });
    versioned.name = "mine";
    simple.name = "mine";
    await failing(() => session.flush()).toThrow(StaleDataError);
    await session.rollback();
    expect(await rows(Versioned)).toEqual([[1, "theirs", 2]]);
    expect(await rows(Simple)).toEqual([[1, "a"]]);
    await session.refresh(versioned);
    versioned.name = "mine";
    await session.commit();
    expect(await rows(Versioned)).toEqual([[1, "mine", 3]]);
  });

  scenario(
    "a concurrent update of a row without a version: the last one wins, and nothing else of it",
    async (given) => {
      const { session, rows } = given;
      const [, simple] = await saved(given);
      await elsewhere(given, (other) => other.execute(update(Simple).set({ name: "theirs" }).where(Simple.c.id.eq(1))));
      simple.name = "mine";
      await session.commit();
      expect(await rows(Simple)).toEqual([[1, "mine"]]);
    },
  );

  scenario(
    "a deleted row, on update: StaleDataError that says the table, what was expected and what matched",
    async (given) => {
      const { session, rows } = given;
      const [, simple] = await saved(given);
      await elsewhere(given, (other) => other.execute(deleteFrom(Simple).where(Simple.c.id.eq(1))));
      simple.name = "mine";
      await failing(() => session.flush()).toMatchObject({
        code: "stale-data",
        table: "sv_simple",
        expected: 1,
        matched: 0,
      });
      await session.rollback();
      expect(await rows(Simple)).toEqual([]);
    },
  );

  scenario("a deleted row, on delete: StaleDataError", async (given) => {
    const { session } = given;
    const [versioned, simple] = await saved(given);
    await elsewhere(given, async (other) => {
      await other.execute(deleteFrom(Simple).allRows());
      await other.execute(deleteFrom(Versioned).allRows());
    });
    for (const object of [versioned, simple]) {
      await session.delete(object);
      await failing(() => session.flush()).toThrow(StaleDataError);
      await session.rollback();
      expect(inspect(object).persistent).toBe(true);
    }
  });

  scenario("a versioned row that was changed, on delete: StaleDataError, and the row stays", async (given) => {
    const { session, rows } = given;
    const [versioned] = await saved(given);
    await elsewhere(given, async (other) => {
      (await other.getOne(Versioned, 1)).name = "theirs";
    });
    await session.delete(versioned);
    await failing(() => session.flush()).toThrow(StaleDataError);
    await session.rollback();
    expect(await rows(Versioned)).toEqual([[1, "theirs", 2]]);
  });

  scenario("one of several in a batch: all or none", async (given) => {
    const { session, rows } = given;
    const many = [1, 2, 3].map((id) => new Simple({ id, name: "a" }));
    session.addAll(many);
    await session.commit();
    await elsewhere(given, (other) => other.execute(deleteFrom(Simple).where(Simple.c.id.eq(2))));
    for (const each of many) each.name = "mine";
    await failing(() => session.flush()).toThrow(StaleDataError);
    await session.rollback();
    expect(await rows(Simple)).toEqual([
      [1, "a"],
      [3, "a"],
    ]);
    await session.deleteAll(many);
    await failing(() => session.flush()).toThrow(StaleDataError);
    await session.rollback();
    expect(await rows(Simple)).toHaveLength(2);
  });

  scenario("a row that has the new values already is found, though nothing is affected", async (given) => {
    const { session, rows } = given;
    const many = [1, 2, 3].map((id) => new Simple({ id, name: "a" }));
    session.addAll(many);
    await session.commit();
    await elsewhere(given, (other) => other.execute(update(Simple).set({ name: "b" }).allRows()));
    for (const each of many) each.name = "b";
    await session.commit();
    expect((await rows(Simple)).map((row) => row[1])).toEqual(["b", "b", "b"]);
    const result = await session.execute(update(Simple).set({ name: "b" }).where(Simple.c.id.le(2)));
    expect((result as unknown as { rowcount: number }).rowcount).toBe(2);
  });

  scenario("statements that match no row are no error", async (given) => {
    const { session } = given;
    for (const statement of [
      update(Simple).set({ name: "x" }).where(Simple.c.id.eq(9)),
      deleteFrom(Simple).where(Simple.c.id.eq(9)),
    ]) {
      const result = (await session.execute(statement)) as unknown as { rowcount: number };
      expect(result.rowcount).toBe(0);
    }
  });

  scenario("the bulk update by key of a row that is gone: StaleDataError", async (given) => {
    const { session, rows } = given;
    await saved(given);
    const updates = [
      { id: 1, name: "mine" },
      { id: 9, name: "mine" },
    ];
    await failing(() => session.execute(update(Simple), updates)).toThrow(StaleDataError);
    await session.rollback();
    expect(await rows(Simple)).toEqual([[1, "a"]]);
  });

  scenario("a row that was replaced by another of the same key counts by its version", async (given) => {
    const { session, rows } = given;
    const [versioned] = await saved(given);
    await elsewhere(given, async (other) => {
      await other.execute(deleteFrom(Versioned).allRows());
      await other.execute(insert(Versioned).values({ id: 1, name: "new", ver: 7 }));
    });
    versioned.name = "mine";
    await failing(() => session.flush()).toThrow(StaleDataError);
    await session.rollback();
    expect(await rows(Versioned)).toEqual([[1, "new", 7]]);
    expect((await session.scalars(select(Versioned.c.name))).all()).toEqual(["new"]);
  });
});
