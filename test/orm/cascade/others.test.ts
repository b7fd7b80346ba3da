import { integer } from "athanor";
import { inspect, manyToMany, oneToMany, type RelationshipDeclaration } from "athanor/orm";
import { declarativeBase } from "athanor/orm";
import { MetaData } from "athanor";
import { describe, expect, it } from "vitest";
import { describeScenarios } from "../../support/scenarios.ts";
import { Artwork, Base, Frame, gardens, House, Key, Lamp, Plant, Room, Visit, walls } from "./models.ts";

const lit = (name: string, ...watts: number[]): Room =>
  new Room({ name, lamps: watts.map((each) => new Lamp({ watts: each })) });

describeScenarios("the cascades refresh-expire, expunge and merge", Base.metadata, (scenario) => {
  scenario("refresh-expire: expires what is owned, and reads it again together", async ({ session, sent }) => {
    const house = new House({ name: "a", rooms: [lit("1", 5), lit("2", 6)], keys: [new Key({ code: "k" })] });
    session.add(house);
    await session.commit();
    const { rooms, keys } = house;
    const lamps = rooms.flatMap((room) => room.lamps);
    session.expire(house);
    const unread = (object: object): boolean => inspect(object).unloaded.has("id");
    expect([house, ...rooms, ...lamps].every(unread)).toBe(true);
    expect(unread(keys[0] as Key)).toBe(false);
    sent.clear();
    expect(await (rooms[0] as Room).awaitableAttrs.name).toBe("1");
    expect((rooms[1] as Room).name).toBe("2");
    expect(await (lamps[1] as Lamp).awaitableAttrs.watts).toBe(6);
    expect((lamps[0] as Lamp).watts).toBe(5);
    expect(sent.steps).toEqual(["SELECT rooms", "SELECT lamps"]);
  });

  scenario("refresh-expire: a refresh forgets changes of what is owned", async ({ session, rows }) => {
    const house = new House({ name: "a", rooms: [lit("1", 5)] });
    session.add(house);
    await session.commit();
    const [room] = house.rooms as [Room];
    room.name = "changed";
    house.name = "changed";
    session.expire(house);
    await session.refresh(house);
    expect(house.name).toBe("a");
    expect(await room.awaitableAttrs.name).toBe("1");
    await session.commit();
    expect((await rows(Room)).map((row) => row[1])).toEqual(["1"]);
  });

  scenario("refresh-expire: a new member leaves the session", async ({ session, rows }) => {
    const house = new House({ name: "a", rooms: [lit("1")] });
    session.add(house);
    await session.commit();
    const fresh = lit("2");
    house.rooms.push(fresh);
    session.expire(house);
    expect(inspect(fresh).transient).toBe(true);
    await session.commit();
    expect((await rows(Room)).map((row) => row[1])).toEqual(["1"]);
    expect((await house.awaitableAttrs.rooms).map((room) => room.name)).toEqual(["1"]);
  });

  scenario("refresh-expire: expiring an attribute by name reaches no further", async ({ session }) => {
    const house = new House({ name: "a", rooms: [lit("1")] });
    session.add(house);
    await session.commit();
    const [room] = house.rooms as [Room];
    session.expire(house, ["name"]);
    expect(inspect(room).unloaded.has("name")).toBe(false);
    expect(inspect(house).unloaded.has("name")).toBe(true);
  });

  scenario("expunge: takes along what is owned, new or not, and nothing else", async ({ session }) => {
    const house = new House({ name: "a", rooms: [lit("1", 5)], keys: [new Key({ code: "k" })] });
    session.add(house);
    await session.flush();
    const fresh = lit("2");
    house.rooms.push(fresh);
    const [room] = house.rooms as [Room];
    const [lamp] = room.lamps as [Lamp];
    const [key] = house.keys as [Key];
    session.expunge(house);
    expect([house, room, lamp].map((each) => inspect(each).detached)).toEqual([true, true, true]);
    expect(inspect(fresh).transient).toBe(true);
    expect(session.has(key)).toBe(true);
  });

  scenario("expunge: a new object goes with what it brought", async ({ session, sent }) => {
    const house = new House({ name: "a", rooms: [lit("1", 5)], plants: [new Plant({ name: "oak" })] });
    session.add(house);
    session.expunge(house);
    expect([...session.new].map((each) => each.constructor.name)).toEqual(["Plant"]);
    session.expungeAll();
    await session.flush();
    expect(sent.statements).toEqual([]);
  });

  scenario("merge: carries the whole graph over", async ({ session, makeSession, rows }) => {
    const house = new House({ name: "a", rooms: [lit("1", 5)], plants: [new Plant({ name: "oak" })] });
    session.add(house);
    await session.commit();
    house.name = "b";
    (house.rooms[0] as Room).name = "2";
    ((house.rooms[0] as Room).lamps[0] as Lamp).watts = 9;
    session.expungeAll();
    const other = makeSession();
    const merged = await other.merge(house);
    expect(merged).not.toBe(house);
    expect(merged.rooms[0]).not.toBe(house.rooms[0]);
    await other.commit();
    expect((await rows(House, other)).map((row) => row[1])).toEqual(["b"]);
    expect((await rows(Room, other)).map((row) => row[1])).toEqual(["2"]);
    expect((await rows(Lamp, other)).map((row) => row[1])).toEqual([9]);
    expect(await rows(gardens, other)).toHaveLength(1);
  });

  scenario(
    "merge: makes orphans of members that the given object does not hold",
    async ({ session, makeSession, rows }) => {
      const house = new House({ name: "a", rooms: [lit("1"), lit("2")], keys: [new Key({ code: "k" })] });
      session.add(house);
      await session.commit();
      const [first] = house.rooms as [Room];
      const other = makeSession();
      await other.merge(new House({ id: house.id, rooms: [new Room({ id: first.id, name: "one" })], keys: [] }));
      await other.commit();
      expect((await rows(Room, other)).map((row) => row[1])).toEqual(["one"]);
      expect((await rows(Key, other)).map((row) => row[2])).toEqual([null]);
    },
  );

  scenario("merge: leaves out what only reads", async ({ session, makeSession, rows }) => {
    const house = new House({ name: "a" });
    session.add(house);
    await session.flush();
    session.add(new Visit({ who: "ann", houseId: house.id }));
    await session.commit();
    await house.awaitableAttrs.visits;
    const other = makeSession();
    session.expungeAll();
    const merged = await other.merge(house);
    expect(inspect(merged).unloaded.has("visits")).toBe(true);
    await other.commit();
    expect((await rows(Visit, other)).map((row) => row[2])).toEqual([house.id]);
  });

  scenario("merge: replaces an owned target", async ({ session, makeSession, rows }) => {
    const artwork = new Artwork({ title: "sun", frame: new Frame({ wood: "oak" }) });
    session.add(new House({ name: "a", artworks: [artwork] }));
    await session.commit();
    const other = makeSession();
    await other.merge(new Artwork({ id: artwork.id, title: "moon", frame: new Frame({ wood: "elm" }) }));
    await other.commit();
    expect((await rows(Artwork, other)).map((row) => row[1])).toEqual(["moon"]);
    expect((await rows(Frame, other)).map((row) => row[1])).toEqual(["elm"]);
    expect(await rows(walls, other)).toHaveLength(1);
  });
});

describe("cascade settings", () => {
  const declare = (make: () => RelationshipDeclaration<"many", unknown>): (() => unknown) => {
    class Own extends declarativeBase({ metadata: new MetaData() }) {}
    const links = Own.metadata.table("links", {
      left: integer().primaryKey().references("tops.id"),
      right: integer().primaryKey().references("parts.id"),
    });
    class Top extends Own.table("tops", {
      id: integer().primaryKey(),
      get parts() {
        return make();
      },
    }) {}
    class Part extends Own.table("parts", { id: integer().primaryKey(), topId: integer().references("tops.id") }) {}
    target.cls = Part;
    target.links = links;
    return () => (Top.c as Record<string, unknown>)["parts"];
  };
  const target: { cls: unknown; links: unknown } = { cls: undefined, links: undefined };
  const part = (): never => target.cls as never;

  it("refuse a word that is none, and suggest one", () => {
    const read = declare(() => oneToMany(part, { cascade: "all, delete-orphans" }));
    expect(read).toThrow(/"delete-orphans" is no cascade.*Did you mean "delete-orphan"/);
  });
  it("refuse delete-orphan without delete", () => {
    expect(declare(() => oneToMany(part, { cascade: ["save-update", "delete-orphan"] }))).toThrow(
      /"delete-orphan" needs "delete"/,
    );
  });
  it("refuse delete-orphan on many-to-many without singleParent", () => {
    const read = declare(() => manyToMany(part, { secondary: () => target.links, cascade: "all, delete-orphan" }));
    expect(read).toThrow(/give singleParent: true/);
  });
  it('refuse passiveDeletes: "all" with a delete cascade', () => {
    const read = declare(() => oneToMany(part, { cascade: "all", passiveDeletes: "all" }));
    expect(read).toThrow(/passiveDeletes: "all" leaves all members to the database/);
  });
  it("refuse cascades that write on what only reads", () => {
    expect(declare(() => oneToMany(part, { viewonly: true, cascade: "all" }))).toThrow(
      /viewonly: true goes with no cascade that writes/,
    );
    expect(declare(() => oneToMany(part, { viewonly: true, cascade: "expunge, refresh-expire" }))).not.toThrow();
  });
});
