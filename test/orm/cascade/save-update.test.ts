import { inspect } from "athanor/orm";
import { expect, vi } from "vitest";
import { describeScenarios } from "../../support/scenarios.ts";
import { Base, Bin, House, Key, Lamp, Plant, gardens, Roof, Room, Visit, Well } from "./models.ts";

const room = (name: string): Room => new Room({ name });

describeScenarios("the save-update cascade", Base.metadata, (scenario) => {
  scenario("takes the whole graph along from its root", async ({ session, sent }) => {
    const house = new House({
      name: "a",
      rooms: [new Room({ name: "r", lamps: [new Lamp({ watts: 5 })] })],
      roof: new Roof({ colour: "red" }),
      plants: [new Plant({ name: "oak" })],
    });
    session.add(house);
    expect(session.new.size).toBe(5);
    await session.flush();
    expect(session.new.size).toBe(0);
    expect(new Set(sent.steps)).toEqual(
      new Set(["INSERT houses", "INSERT plants", "INSERT rooms", "INSERT roofs", "INSERT lamps", "INSERT gardens"]),
    );
    expect(sent.steps.indexOf("INSERT houses")).toBeLessThan(sent.steps.indexOf("INSERT rooms"));
    expect(sent.steps.indexOf("INSERT rooms")).toBeLessThan(sent.steps.indexOf("INSERT lamps"));
    expect(sent.steps.at(-1)).toBe("INSERT gardens");
  });

  scenario("goes from a leaf to the root and down again", async ({ session }) => {
    const [one, two] = [room("1"), room("2")];
    const house = new House({ name: "a", rooms: [one, two] });
    session.add(one);
    expect([session.has(house), session.has(two)]).toEqual([true, true]);
    await session.flush();
    expect(one.houseId).toBe(house.id);
  });

  scenario("takes what is appended to a persistent owner", async ({ session, rows }) => {
    const house = new House({ name: "a" });
    session.add(house);
    await session.flush();
    const fresh = room("1");
    (await house.awaitableAttrs.rooms).push(fresh);
    expect(session.new.has(fresh)).toBe(true);
    await session.flush();
    expect(await rows(Room)).toEqual([[fresh.id, "1", house.id]]);
  });

  scenario(
    "takes what an assignment brings, and lets go of new members that it takes away",
    async ({ session, rows }) => {
      const [one, two, three] = [room("1"), room("2"), room("3")];
      const house = new House({ name: "a", rooms: [one, two] });
      session.add(house);
      house.rooms = [two, three];
      expect([one, two, three].map((each) => session.has(each))).toEqual([false, true, true]);
      expect(inspect(one).transient).toBe(true);
      await session.flush();
      expect(new Set((await rows(Room)).map((row) => row[1]))).toEqual(new Set(["2", "3"]));
    },
  );

  scenario("does not follow the other side of a new object into the session", async ({ session }) => {
    const house = new House({ name: "a" });
    session.add(house);
    await session.flush();
    await house.awaitableAttrs.keys;
    const key = new Key({ code: "k" });
    key.house = house;
    // As SQLAlchemy 2 does: a backref does not add.
    expect(session.has(key)).toBe(false);
    expect(house.keys).toContain(key);
    const warned = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    await session.flush();
    warned.mockRestore();
    session.add(key);
    await session.flush();
    expect(key.houseId).toBe(house.id);
  });

  scenario("adds the target that a persistent object is pointed to", async ({ session, rows }) => {
    const key = new Key({ code: "k" });
    session.add(key);
    await session.flush();
    const house = new House({ name: "a" });
    await key.awaitableAttrs.house;
    key.house = house;
    expect(session.new.has(house)).toBe(true);
    await session.flush();
    expect(await rows(Key)).toEqual([[key.id, "k", house.id]]);
  });

  scenario(
    "brings back what was taken out of a detached object's collection",
    async ({ session, makeSession, rows }) => {
      const key = new Key({ code: "k" });
      const house = new House({ name: "a", keys: [key] });
      session.add(house);
      await session.commit();
      session.expungeAll();
      house.keys.pop();
      expect(session.has(key)).toBe(false);
      const other = makeSession();
      other.add(house);
      expect(other.has(key)).toBe(true);
      await other.commit();
      expect(await rows(Key, other)).toEqual([[key.id, "k", null]]);
    },
  );

  scenario("is left out with cascade: [], and the flush warns of what it passes by", async ({ session, rows }) => {
    const bin = new Bin();
    const house = new House({ name: "a" });
    house.unsaved.push(bin);
    session.add(house);
    expect(session.has(bin)).toBe(false);
    const warned = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    await session.flush();
    const texts = warned.mock.calls.map(([text]) => String(text));
    warned.mockRestore();
    expect(texts).toEqual([expect.stringMatching(/Bin is not in the session; add operation along House\.unsaved/)]);
    expect(await rows(Bin)).toEqual([]);
    session.add(bin);
    await session.flush();
    expect(bin.houseId).toBe(house.id);
  });

  scenario("is left out upwards with cascade: []", async ({ session }) => {
    const bin = new Bin({ house: new House({ name: "a" }) });
    session.add(bin);
    expect(session.has(bin.house as House)).toBe(false);
    session.add(bin.house as House);
    await session.flush();
    expect(bin.houseId).toBe(bin.house?.id);
  });

  scenario("adds all of a graph or nothing", async ({ session, makeSession }) => {
    const stranger = room("x");
    const other = makeSession();
    other.add(stranger);
    const house = new House({ name: "a", rooms: [room("1"), stranger] });
    expect(() => session.add(house)).toThrow(/attached to another session/);
    expect([...session.new]).toEqual([]);
    expect(inspect(house).transient).toBe(true);
  });

  scenario("meets circles once", async ({ session, rows }) => {
    const plant = new Plant({ name: "oak" });
    const [a, b] = [new House({ name: "a", plants: [plant] }), new House({ name: "b", plants: [plant] })];
    session.add(a);
    expect(session.has(b)).toBe(true);
    await session.flush();
    expect((await rows(gardens)).map((row) => row[0])).toEqual([a.id, b.id]);
  });

  scenario("does not go along what only reads", async ({ session, rows }) => {
    const visit = new Visit({ who: "ann" });
    const house = new House({ name: "a" });
    house.visits.push(visit);
    expect(visit.house).toBeFalsy();
    session.add(house);
    expect(session.has(visit)).toBe(false);
    await session.flush();
    expect(await rows(Visit)).toEqual([]);
    visit.house = house;
    session.add(visit);
    await session.flush();
    expect(await rows(Visit)).toEqual([[visit.id, "ann", house.id]]);
  });

  scenario("goes along what is pending for an unloaded collection", async ({ session, makeSession, rows }) => {
    const house = new House({ name: "a", wells: [new Well({ depth: 3 })] });
    session.add(house);
    await session.commit();
    const other = makeSession();
    const found = await other.getOne(House, house.id);
    const key = new Key({ code: "k", house: found });
    other.expunge(found);
    other.add(found);
    expect(other.has(key)).toBe(true);
    await other.commit();
    expect((await rows(Key, other)).map((row) => row[2])).toEqual([found.id]);
  });
});
