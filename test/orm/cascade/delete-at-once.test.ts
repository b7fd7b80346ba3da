import { listen, select } from "athanor";
import { inspect, type Session } from "athanor/orm";
import { expect } from "vitest";
import { describeScenarios, type Scenario } from "../../support/scenarios.ts";
import { Artwork, Base, Bell, Frame, House, Lamp, Nail, Room, Well } from "./models.ts";

const lit = (name: string, ...watts: number[]): Room =>
  new Room({ name, lamps: watts.map((each) => new Lamp({ watts: each })) });

const namesOf = (objects: Iterable<object>): string[] =>
  Array.from(objects, (object) => object.constructor.name).toSorted();

/** Houses in another session, nothing of their relationships loaded. */
async function reopened(
  { session, makeSession }: Scenario,
  ...houses: House[]
): Promise<[House[], Scenario["session"]]> {
  session.addAll(houses);
  await session.commit();
  const other = makeSession();
  return [(await other.scalars(select(House).orderBy(House.c.id))).all(), other];
}

/** Where listeners of both kinds of session are registered. */
const plain = (session: Scenario["session"]): Session => session as unknown as Session;

describeScenarios("delete()", Base.metadata, (scenario) => {
  scenario(
    "marks at once what its cascades reach, and sends nothing where all is in memory",
    async ({ session, sent }) => {
      const house = new House({ name: "a", rooms: [lit("1", 5, 6), lit("2")], wells: [new Well({ depth: 1 })] });
      session.add(house);
      await session.flush();
      for (const room of house.rooms) await room.awaitableAttrs.lamps;
      await house.awaitableAttrs.roof;
      await house.awaitableAttrs.artworks;
      sent.clear();
      await session.delete(house);
      expect(namesOf(session.deleted)).toEqual(["House", "Lamp", "Lamp", "Room", "Room", "Well"]);
      expect(sent.length).toBe(0);
      expect([...session.deleted].every((object) => inspect(object).persistent)).toBe(true);
    },
  );

  scenario("reads what is not in memory, and the flush reads it no more", async (given) => {
    const { sent, rows } = given;
    const [[house], other] = await reopened(given, new House({ name: "a", rooms: [lit("1", 5), lit("2", 6)] }));
    sent.clear();
    await other.delete(house as House);
    expect(namesOf(other.deleted)).toEqual(["House", "Lamp", "Lamp", "Room", "Room"]);
    expect(sent.steps.toSorted()).toEqual(
      ["SELECT walls", "SELECT lamps", "SELECT rooms", "SELECT roofs", "SELECT wells"].toSorted(),
    );
    sent.clear();
    await other.flush();
    // What it does not own: its key is emptied, its association rows go.
    expect(sent.steps.filter((step) => step.startsWith("SELECT")).toSorted()).toEqual([
      "SELECT bins",
      "SELECT gardens",
      "SELECT keys_of",
    ]);
    for (const of of [House, Room, Lamp]) expect(await rows(of, other)).toEqual([]);
  });

  scenario("leaves to the database what passiveDeletes does, as far as it is not loaded", async (given) => {
    const { sent, rows } = given;
    const bells = ["c", "d"].map((tone) => new Bell({ tone }));
    const [[house], other] = await reopened(given, new House({ name: "a", bells }));
    await other.delete(house as House);
    expect(namesOf(other.deleted)).toEqual(["House"]);
    expect(sent.steps).not.toContain("SELECT bells");
    await other.rollback();
    await (house as House).awaitableAttrs.bells;
    await other.delete(house as House);
    expect(namesOf(other.deleted)).toEqual(["Bell", "Bell", "House"]);
    await other.flush();
    expect(await rows(Bell, other)).toEqual([]);
  });

  scenario("goes from the many to the one, where that is owned", async ({ session, makeSession, sent }) => {
    const artwork = new Artwork({ title: "sun", frame: new Frame({ wood: "oak", nail: new Nail({ size: 3 }) }) });
    session.add(artwork);
    await session.commit();
    const other = makeSession();
    const found = await other.getOne(Artwork, artwork.id);
    sent.clear();
    await other.delete(found);
    expect(namesOf(other.deleted)).toEqual(["Artwork", "Frame", "Nail"]);
    expect(sent.steps).toEqual(["SELECT frames", "SELECT nails"]);
  });

  scenario("shows beforeFlush what is deleted along, and lets it be taken back", async (given) => {
    const { session, rows } = given;
    const house = new House({ name: "a", rooms: [lit("1", 5)], wells: [new Well({ depth: 1 })] });
    session.add(house);
    await session.commit();
    const seen: string[][] = [];
    listen(plain(session), "beforeFlush", (told) => {
      seen.push(namesOf(told.deleted));
      for (const object of told.deleted) if (object instanceof House) told.add(object);
    });
    await session.delete(house);
    await session.flush();
    expect(seen).toEqual([["House", "Lamp", "Room", "Well"]]);
    expect(session.deleted.size).toBe(0);
    for (const of of [House, Room, Lamp, Well]) expect(await rows(of)).toHaveLength(1);
  });

  scenario("may be called by a beforeFlush listener, and cascades there", async (given) => {
    const { rows } = given;
    const [[house], other] = await reopened(given, new House({ name: "a", rooms: [lit("1", 5)] }));
    const seen: string[][] = [];
    listen(plain(other), "beforeFlush", ({ deleted }) => {
      const done = other.delete(house as House) as Promise<void> | undefined;
      const look = (): unknown => seen.push(namesOf(plain(other).deleted), namesOf(deleted));
      return done === undefined ? look() : done.then(look);
    });
    (house as House).name = "b";
    await other.flush();
    expect(seen).toEqual([["House", "Lamp", "Room"], []]);
    for (const of of [House, Room, Lamp]) expect(await rows(of, other)).toEqual([]);
  });

  scenario("tells of persistentToDeleted with the flush", async ({ session }) => {
    const house = new House({ name: "a", rooms: [lit("1")] });
    session.add(house);
    await session.flush();
    const told: object[] = [];
    listen(plain(session), "persistentToDeleted", (_session, object) => told.push(object));
    await session.delete(house);
    expect(told).toEqual([]);
    await session.flush();
    expect(namesOf(told)).toEqual(["House", "Room"]);
  });

  scenario("is taken back with all of it when the owner is added again", async ({ session, sent, rows }) => {
    const house = new House({ name: "a", rooms: [lit("1", 5), lit("2", 6)] });
    session.add(house);
    await session.flush();
    await session.delete(house);
    session.add(house);
    expect(session.deleted.size).toBe(0);
    sent.clear();
    await session.flush();
    expect(sent.steps).toEqual([]);
    expect(await rows(Lamp)).toHaveLength(2);
    house.rooms.pop();
    await session.flush();
    expect(await rows(Lamp)).toHaveLength(1);
  });

  scenario("is taken back by a member that refers to its owner", async ({ session, rows }) => {
    const house = new House({ name: "a", rooms: [lit("1", 1)], wells: [new Well({ depth: 1 })] });
    session.add(house);
    await session.flush();
    await session.delete(house);
    session.add(house.rooms[0] as Room);
    expect(session.deleted.size).toBe(0);
    await session.flush();
    for (const of of [House, Room, Lamp, Well]) expect(await rows(of)).toHaveLength(1);
  });

  scenario("holds for an owner whose member alone is added again, and for that member", async ({ session, rows }) => {
    const house = new House({ name: "a", wells: [new Well({ depth: 1 })] });
    session.add(house);
    await session.flush();
    const [well] = house.wells as [Well];
    await session.delete(house);
    session.add(well);
    expect(namesOf(session.deleted)).toEqual(["House"]);
    await session.flush();
    expect(await rows(Well)).toEqual([]);
  });

  scenario("holds for a member that gets another owner afterwards", async ({ session, rows }) => {
    const [a, b] = [new House({ name: "a", rooms: [lit("1")] }), new House({ name: "b" })];
    session.addAll([a, b]);
    await session.flush();
    const [room] = a.rooms as [Room];
    await session.delete(a);
    room.house = b;
    expect(session.deleted.has(room)).toBe(true);
    await session.flush();
    expect(await rows(Room)).toEqual([]);
    expect((await rows(House)).map((row) => row[1])).toEqual(["b"]);
  });

  scenario("a member that got another owner before stays, also by its key alone", async (given) => {
    const { rows } = given;
    const [[a, b], other] = await reopened(
      given,
      new House({ name: "a", rooms: [lit("1"), lit("2")] }),
      new House({ name: "b" }),
    );
    const [one, two] = (await other.scalars(select(Room).orderBy(Room.c.id))).all() as [Room, Room];
    one.house = b as House;
    two.houseId = (b as House).id;
    await other.delete(a as House);
    expect(namesOf(other.deleted)).toEqual(["House"]);
    await other.flush();
    expect((await rows(Room, other)).map((row) => row[2])).toEqual([b?.id, b?.id]);
  });

  scenario("drops a new member with the flush, and does not mark it", async ({ makeSession, rows }) => {
    const session = makeSession({ autoflush: false });
    const house = new House({ name: "a" });
    session.add(house);
    await session.flush();
    const room = lit("new", 1);
    (await house.awaitableAttrs.rooms).push(room);
    await session.delete(house);
    expect([namesOf(session.deleted), session.new.has(room)]).toEqual([["House"], true]);
    await session.flush();
    expect([session.has(room), await rows(House, session), await rows(Room, session)]).toEqual([false, [], []]);
  });

  scenario("does not flush in between for deletions alone", async (given) => {
    const { makeSession, sent } = given;
    const [houses] = await reopened(given, new House({ name: "a" }), new House({ name: "b" }));
    const other = makeSession();
    const [a, b] = [
      await other.getOne(House, houses[0]?.id as number),
      await other.getOne(House, houses[1]?.id as number),
    ];
    sent.clear();
    await other.delete(a);
    await other.delete(b);
    expect(sent.steps.filter((step) => step.startsWith("DELETE"))).toEqual([]);
    await other.flush();
    expect(sent.steps.filter((step) => step.startsWith("DELETE"))).toEqual(["DELETE houses"]);
  });

  scenario("one after the other reads for all that were loaded together", async (given) => {
    const { sent, rows } = given;
    const [houses, other] = await reopened(
      given,
      ...["a", "b", "c"].map((name) => new House({ name, rooms: [lit(name, 1)] })),
    );
    sent.clear();
    for (const house of houses) await other.delete(house);
    // A SELECT for each relationship, and one of lamps for the rooms of each house that is marked first.
    expect(sent.steps.filter((step) => step === "SELECT rooms")).toHaveLength(1);
    expect(sent.texts.filter((text) => text.includes("FROM rooms"))).toHaveLength(1);
    expect(sent.texts.filter((text) => text.includes("FROM lamps"))).toHaveLength(1);
    expect(other.deleted.size).toBe(9);
    await other.flush();
    for (const of of [House, Room, Lamp]) expect(await rows(of, other)).toEqual([]);
  });

  scenario("deleteAll reads for all that it is given, also where they were loaded one by one", async (given) => {
    const { makeSession, sent, rows } = given;
    const [houses] = await reopened(
      given,
      ...["a", "b", "c"].map((name) => new House({ name, rooms: [lit(name, 1)] })),
    );
    const other = makeSession();
    const own: House[] = [];
    for (const { id } of houses) own.push(await other.getOne(House, id));
    sent.clear();
    await other.deleteAll(own);
    expect(sent.texts.filter((text) => text.includes("FROM rooms"))).toHaveLength(1);
    expect(sent.texts.filter((text) => text.includes("FROM lamps"))).toHaveLength(1);
    expect(other.deleted.size).toBe(9);
    await other.flush();
    expect(await rows(Lamp, other)).toEqual([]);
  });

  scenario("marks all or nothing", async ({ session, makeSession }) => {
    const [a, b] = [new House({ name: "a", rooms: [lit("1")] }), new House({ name: "b" })];
    session.add(a);
    await session.flush();
    makeSession().add(b);
    const attempt = async (): Promise<unknown> => {
      await session.deleteAll([a, b]);
      return undefined;
    };
    await expect(attempt()).rejects.toThrow(/attached to another session; delete it there/);
    expect(session.deleted.size).toBe(0);
  });

  scenario("of what is marked already asks for nothing", async ({ session, sent }) => {
    const house = new House({ name: "a", rooms: [lit("1", 1)] });
    session.add(house);
    await session.flush();
    await session.delete(house);
    sent.clear();
    await session.delete(house);
    await session.delete(house.rooms[0] as Room);
    expect([sent.length, session.deleted.size]).toEqual([0, 3]);
  });

  scenario("is forgotten by a rollback", async ({ session, rows }) => {
    const house = new House({ name: "a", rooms: [lit("1", 1)] });
    session.add(house);
    await session.commit();
    await session.delete(house);
    await session.rollback();
    expect([session.deleted.size, inspect(house).persistent]).toEqual([0, true]);
    await session.commit();
    expect(await rows(Lamp)).toHaveLength(1);
  });

  scenario("is forgotten for what is taken out of the session", async ({ session, rows }) => {
    const house = new House({ name: "a", rooms: [lit("1", 1)] });
    session.add(house);
    await session.flush();
    await session.delete(house);
    session.expunge(house);
    expect(session.deleted.size).toBe(0);
    await session.flush();
    for (const of of [House, Room, Lamp]) expect(await rows(of)).toHaveLength(1);
  });

  scenario("leaves the members of others alone that are read along", async (given) => {
    const { rows } = given;
    const [[a, b], other] = await reopened(
      given,
      new House({ name: "a", rooms: [lit("1")] }),
      new House({ name: "b", rooms: [lit("2")] }),
    );
    await other.delete(a as House);
    await other.flush();
    expect((await rows(Room, other)).map((row) => row.slice(1))).toEqual([["2", b?.id]]);
    expect((await (b as House).awaitableAttrs.rooms).map((room) => room.name)).toEqual(["2"]);
  });
});
