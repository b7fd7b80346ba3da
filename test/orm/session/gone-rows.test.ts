import { deleteFrom, insert, integer, listen, MetaData, select, string } from "athanor";
import { declarativeBase, inspect, type Session } from "athanor/orm";
import { expect } from "vitest";
import { describeScenarios, type Scenario } from "../../support/scenarios.ts";

class Base extends declarativeBase({ metadata: new MetaData() }) {}
class Town extends Base.table("gr_towns", {
  id: integer().primaryKey(),
  name: string(20).unique(),
}) {}
const towns = inspect(Town).localTable;

async function ulm({ session }: Scenario): Promise<Town> {
  const town = new Town({ id: 7, name: "Ulm" });
  session.add(town);
  await session.commit();
  return town;
}

/** Deletes the row so that the session does not hear of it. */
async function loseRow({ session }: Scenario): Promise<void> {
  await (await session.connection()).execute(deleteFrom(towns).allRows());
}

describeScenarios("a row that is gone", Base.metadata, (scenario) => {
  scenario("is found out by get(), which takes its expired object out of the session", async (given) => {
    const { session } = given;
    const town = await ulm(given);
    const told: object[] = [];
    listen(session as unknown as Session, "persistentToDeleted", (_session, entity) => void told.push(entity));
    await loseRow(given);
    expect(await session.get(Town, 7)).toBe(town);
    session.expire(town);
    expect(await session.get(Town, 7)).toBeNull();
    expect([session.has(town), inspect(town).deleted, session.identityMap.size, told]).toEqual([
      false,
      true,
      0,
      [town],
    ]);
    await session.commit();
    expect([inspect(town).detached, inspect(town).wasDeleted]).toEqual([true, true]);
  });

  scenario("comes back with its object by a rollback", async (given) => {
    const { session } = given;
    const town = await ulm(given);
    await loseRow(given);
    session.expire(town);
    expect(await session.get(Town, 7, { options: [] })).toBeNull();
    await session.rollback();
    expect([session.has(town), inspect(town).persistent, await session.get(Town, 7)]).toEqual([true, true, town]);
    expect(await town.awaitableAttrs.name).toBe("Ulm");
  });

  scenario("in a savepoint comes back with the savepoint", async (given) => {
    const { session } = given;
    const town = await ulm(given);
    const savepoint = await session.beginNested();
    await loseRow(given);
    session.expire(town);
    expect(await session.get(Town, 7)).toBeNull();
    await savepoint.rollback();
    expect([session.has(town), await session.get(Town, 7)]).toEqual([true, town]);
  });
});

describeScenarios("a rollback", Base.metadata, (scenario) => {
  scenario("lets go of what was loaded under the key of a deleted object", async (given) => {
    const { session } = given;
    const town = await ulm(given);
    await session.delete(town);
    await session.flush();
    await session.execute(insert(towns).values({ id: 7, name: "other" }));
    const other = await session.getOne(Town, 7);
    expect([other === town, other.name]).toEqual([false, "other"]);
    await session.rollback();
    expect([session.has(town), session.has(other), inspect(other).detached]).toEqual([true, false, true]);
    expect([session.identityMap.size, await session.get(Town, 7)]).toEqual([1, town]);
    expect(await town.awaitableAttrs.name).toBe("Ulm");
  });

  scenario("lets go of what was loaded under a key that an object had left", async (given) => {
    const { session } = given;
    const town = await ulm(given);
    town.id = 8;
    await session.flush();
    await session.execute(insert(towns).values({ id: 7, name: "other" }));
    const other = await session.getOne(Town, 7);
    await session.rollback();
    expect([session.has(other), session.identityMap.size, await session.get(Town, 7)]).toEqual([false, 1, town]);
    expect(await session.get(Town, 8)).toBeNull();
  });
});

describeScenarios("a failure of the flush before a query", Base.metadata, (scenario) => {
  scenario("says that it came from there", async (given) => {
    const { session } = given;
    await ulm(given);
    session.add(new Town({ id: 8, name: "Ulm" }));
    const failure: unknown = await (async () => await session.scalars(select(Town)))().catch((error: unknown) => error);
    expect(failure).toMatchObject({ kind: "unique" });
    const { message, stack } = failure as Error;
    expect(message).toMatch(/^\(raised by the flush that goes before a query; use session\.noAutoflush\(/);
    expect([stack?.includes("noAutoflush"), stack?.includes("gr_towns")]).toEqual([true, true]);
    await session.rollback();
    session.add(new Town({ id: 8, name: "Ulm" }));
    await expect(async () => await session.flush()).rejects.not.toThrow("noAutoflush");
    await session.rollback();
  });
});
