import { integer, MetaData, string } from "athanor";
import { declarativeBase, inspect, manyToOne, objectSession, oneToMany } from "athanor/orm";
import { describe, expect, it } from "vitest";
import { describeScenarios, type Scenario } from "../../support/scenarios.ts";

class Base extends declarativeBase({ metadata: new MetaData() }) {}
class House extends Base.table("lp_houses", {
  id: integer().primaryKey(),
  name: string(20),
  get rooms() {
    return oneToMany(() => Room, { backPopulates: "house", foreignKeys: () => [Room.c.houseId] });
  },
}) {}
class Room extends Base.table("lp_rooms", {
  id: integer().primaryKey(),
  houseId: integer().references("lp_houses.id").nullable(),
  otherId: integer().references("lp_houses.id").nullable(),
  get house() {
    return manyToOne(() => House, {
      backPopulates: "rooms",
      foreignKeys: () => [Room.c.houseId],
      loadOnPending: true,
    });
  },
  get other() {
    return manyToOne(() => House, { foreignKeys: () => [Room.c.otherId] });
  },
}) {}

async function houses({ session, sent }: Scenario): Promise<void> {
  session.addAll([new House({ id: 1, name: "one" }), new House({ id: 2, name: "two" })]);
  await session.commit();
  session.expungeAll();
  sent.clear();
}

const SELECT = "SELECT lp_houses.id, lp_houses.name FROM lp_houses WHERE lp_houses.id IN (?)";

describeScenarios("loadOnPending", Base.metadata, (scenario) => {
  scenario("loads what the foreign key of a pending object refers to, without a flush", async (given) => {
    await houses(given);
    const { session, sent } = given;
    const room = new Room({ id: 1, houseId: 1, otherId: 1 });
    expect(room.house).toBeNull();
    session.add(room);
    expect(await room.awaitableAttrs.other).toBeNull();
    expect(((await room.awaitableAttrs.house) as House).name).toBe("one");
    expect(sent.texts.map((text) => text.replace(" = ?", " IN (?)"))).toEqual([SELECT]);
    sent.clear();
    expect([room.house!.name, sent.length, inspect(room).pending]).toEqual(["one", 0, true]);
    // It is found anew whenever it is read, and is no change.
    room.houseId = 2;
    expect(((await room.awaitableAttrs.house) as House).name).toBe("two");
    expect(inspect(room).attrs["house"]!.history.hasChanges()).toBe(false);
    room.houseId = 3;
    expect(await room.awaitableAttrs.house).toBeNull();
    room.houseId = null;
    expect(room.house).toBeNull();
    room.houseId = 2;
    await session.flush();
    expect(await given.rows(Room)).toEqual([[1, 2, 1]]);
    expect(((await room.awaitableAttrs.house) as House).name).toBe("two");
  });

  scenario("leaves what is assigned alone", async (given) => {
    await houses(given);
    const { session } = given;
    const house = await session.getOne(House, 2);
    const room = new Room({ id: 1, houseId: 1, house });
    session.add(room);
    expect(room.house).toBe(house);
    room.house = null;
    expect(room.house).toBeNull();
    await session.flush();
    expect(await given.rows(Room)).toEqual([[1, null, null]]);
  });

  scenario("reads by itself on a sync session; on an async one it says how", async (given) => {
    await houses(given);
    const { session, kind } = given;
    const room = new Room({ id: 1, houseId: 1 });
    session.add(room);
    if (kind === "sync") expect(room.house?.name).toBe("one");
    else expect(() => room.house).toThrow("awaitableAttrs.house");
  });
});

describeScenarios("session.enableRelationshipLoading()", Base.metadata, (scenario) => {
  scenario("has an object outside of the session load its references", async (given) => {
    await houses(given);
    const { session, sent } = given;
    const room = new Room({ id: 1, houseId: 1, otherId: 2 });
    session.enableRelationshipLoading(room);
    expect([objectSession(room), inspect(room).transient, session.has(room)]).toEqual([null, true, false]);
    expect(((await room.awaitableAttrs.other) as House).name).toBe("two");
    expect(((await room.awaitableAttrs.house) as House).name).toBe("one");
    expect(sent.length).toBe(2);
    await session.flush();
    expect(await given.rows(Room)).toEqual([]);
    // It may enter another session.
    const other = given.makeSession();
    other.add(room);
    await other.flush();
    expect(await given.rows(Room, other)).toEqual([[1, 1, 2]]);
    await other.rollback();
  });

  scenario("is for objects without a row", async (given) => {
    await houses(given);
    const { session } = given;
    const house = await session.getOne(House, 1);
    expect(() => session.enableRelationshipLoading(house)).toThrow("is for objects without a row");
  });
});

describe("loadOnPending", () => {
  it("is for manyToOne", () => {
    class Wrong extends declarativeBase().table("wrong", {
      id: integer().primaryKey(),
      parentId: integer().references("wrong.id").nullable(),
      get children() {
        return oneToMany(() => Wrong, { loadOnPending: true });
      },
    }) {}
    expect(() => inspect(Wrong).getProperty("children").mapper).toThrow(
      "Wrong.children: loadOnPending is for manyToOne",
    );
  });
});
