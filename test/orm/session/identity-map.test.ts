import { deleteFrom, integer, MetaData, select, string } from "athanor";
import { declarativeBase, inspect } from "athanor/orm";
import { expect } from "vitest";
import { describeScenarios } from "../../support/scenarios.ts";

class Base extends declarativeBase({ metadata: new MetaData() }) {}
class Town extends Base.table("im_towns", { id: integer().primaryKey(), name: string(20) }) {}
class Seat extends Base.table("im_seats", {
  row: integer().primaryKey(),
  place: string(5).primaryKey(),
  note: string(20).nullable(),
}) {}

describeScenarios("session.identityMap", Base.metadata, (scenario) => {
  scenario("has what has a row, by class and key, and sends nothing", async ({ session, sent }) => {
    const town = new Town({ id: 7, name: "Ulm" });
    const seat = new Seat({ row: 1, place: "a" });
    session.addAll([town, seat]);
    const { identityMap } = session;
    expect([identityMap.size, identityMap.has(Town, 7), identityMap.contains(town)]).toEqual([0, false, false]);
    await session.flush();
    sent.clear();
    expect([identityMap.size, identityMap.get(Town, 7), identityMap.get(Seat, { row: 1, place: "a" })]).toEqual([
      2,
      town,
      seat,
    ]);
    expect([identityMap.has(Town, 8), identityMap.get(Town, 8), identityMap.has(Seat, { row: 1, place: "b" })]).toEqual(
      [false, undefined, false],
    );
    expect(new Set(identityMap)).toEqual(new Set([town, seat]));
    expect([identityMap.contains(town), identityMap.contains(new Town({ id: 7 }))]).toEqual([true, false]);
    expect(() => identityMap.get(Seat, 1 as never)).toThrow("key");
    expect(sent.length).toBe(0);
  });

  scenario("keeps what expires, and follows keys, deletions and rollbacks", async (given) => {
    const { session } = given;
    const towns = [1, 2, 3].map((id) => new Town({ id, name: `t${id}` }));
    session.addAll(towns);
    await session.commit();
    const keys = (): number[] =>
      [...session.identityMap].map((one) => inspect(one).identity![0] as number).sort((a, b) => a - b);
    session.expireAll();
    expect([keys(), session.identityMap.get(Town, 1)]).toEqual([[1, 2, 3], towns[0]]);
    towns[0]!.id = 10;
    await session.delete(towns[1]!);
    expect(session.identityMap.has(Town, 2)).toBe(true);
    await session.flush();
    expect([keys(), session.identityMap.get(Town, 10)]).toEqual([[3, 10], towns[0]]);
    await session.rollback();
    expect([keys(), session.identityMap.get(Town, 1)]).toEqual([[1, 2, 3], towns[0]]);
    session.expunge(towns[2]!);
    await session.execute(deleteFrom(Town).where(Town.c.id.eq(2)));
    expect(keys()).toEqual([1]);
    await session.close();
    expect([session.identityMap.size, (await given.makeSession().scalars(select(Town.c.id))).all()]).toEqual([
      0,
      [1, 2, 3],
    ]);
  });
});
