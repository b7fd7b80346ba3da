import { inspect } from "athanor/orm";
import { expect, vi } from "vitest";
import { describeScenarios, type Scenario } from "../../support/scenarios.ts";
import { Base, Coat, Door, Hat, labels, Lock, Maker, Sticker, Trunk } from "./uncascaded-models.ts";

/** Flushes; what it warned of, in the words after "Object of class". */
async function warnings({ session }: Scenario): Promise<string[]> {
  const warned = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
  try {
    await session.flush();
    return warned.mock.calls.map(([text]) => /^Object of class (.*) will not proceed/.exec(String(text))?.[1] ?? "");
  } finally {
    warned.mockRestore();
  }
}

describeScenarios("relationships without save-update", Base.metadata, (scenario) => {
  scenario("write the key of a member that was added by itself", async (given) => {
    const { session, rows } = given;
    const [coat, trunk] = [new Coat({ colour: "red" }), new Trunk({ name: "a" })];
    trunk.coats.push(coat);
    session.addAll([coat, trunk]);
    expect(await warnings(given)).toEqual([]);
    expect(await rows(Coat)).toEqual([[coat.id, "red", trunk.id]]);
  });

  scenario("pass by a member that has a row and no session", async (given) => {
    const { session, rows } = given;
    const coat = new Coat({ colour: "red" });
    session.add(coat);
    await session.flush();
    session.expunge(coat);
    session.add(new Trunk({ name: "a", coats: [coat] }));
    expect(inspect(coat).detached).toBe(true);
    expect(await warnings(given)).toEqual(["Coat is not in the session; add operation along Trunk.coats"]);
    expect(await rows(Coat)).toEqual([[coat.id, "red", null]]);
  });

  scenario("pass by a member that left the session after it came in", async (given) => {
    const { session, rows } = given;
    const [hat, trunk] = [new Hat({ size: 1 }), new Trunk({ name: "a", hats: [] })];
    session.addAll([hat, trunk]);
    await session.flush();
    trunk.hats.push(hat);
    session.expunge(hat);
    expect(await warnings(given)).toEqual(["Hat is not in the session; add operation along Trunk.hats"]);
    expect(await rows(Hat)).toEqual([[hat.id, 1, null]]);
  });

  scenario("forget what was passed by, once the collection is read again", async (given) => {
    const { session } = given;
    const trunk = new Trunk({ name: "a", hats: [new Hat({ size: 1 })] });
    session.add(trunk);
    expect(await warnings(given)).toHaveLength(1);
    session.expire(trunk);
    expect(await trunk.awaitableAttrs.hats).toEqual([]);
  });

  scenario("pass by a target that is new", async (given) => {
    const { session, rows } = given;
    const trunk = new Trunk({ name: "a" });
    const hat = new Hat({ size: 1, trunk });
    session.add(hat);
    expect(inspect(trunk).transient).toBe(true);
    expect(await warnings(given)).toEqual(["Trunk is not in the session; add operation along Hat.trunk"]);
    expect(await rows(Hat)).toEqual([[hat.id, 1, null]]);
    expect(await rows(Trunk)).toEqual([]);
    session.expire(hat);
    expect(await hat.awaitableAttrs.trunk).toBeNull();
  });

  scenario("pass by a target that has left the session", async (given) => {
    const { session, rows } = given;
    const trunk = new Trunk({ name: "a" });
    session.add(trunk);
    await session.flush();
    const hat = new Hat({ size: 1, trunk });
    session.add(hat);
    session.expunge(trunk);
    expect(await warnings(given)).toEqual(["Trunk is not in the session; add operation along Hat.trunk"]);
    expect(await rows(Hat)).toEqual([[hat.id, 1, null]]);
  });

  scenario("do not bring in what points to an object of the session", async (given) => {
    const { session, rows } = given;
    const trunk = new Trunk({ name: "a", hats: [] });
    session.add(trunk);
    await session.flush();
    const hat = new Hat({ size: 1, trunk });
    expect(trunk.hats).toEqual([hat]);
    expect(session.has(hat)).toBe(false);
    expect(await warnings(given)).toEqual(["Hat is not in the session; add operation along Trunk.hats"]);
    expect(await rows(Hat)).toEqual([]);
  });

  scenario("write no link to a new object", async (given) => {
    const { session, sent, rows } = given;
    session.add(new Trunk({ name: "a", stickers: [new Sticker({ text: "Rome" })] }));
    expect(await warnings(given)).toEqual(["Sticker is not in the session; add operation along Trunk.stickers"]);
    expect(sent.steps).toEqual(["INSERT trunks"]);
    expect(await rows(labels)).toEqual([]);
  });

  scenario("write no link to an object that has left the session", async (given) => {
    const { session, rows } = given;
    const [sticker, trunk] = [new Sticker({ text: "Rome" }), new Trunk({ name: "a", stickers: [] })];
    session.addAll([sticker, trunk]);
    await session.flush();
    trunk.stickers.push(sticker);
    session.expunge(sticker);
    expect(await warnings(given)).toEqual(["Sticker is not in the session; add operation along Trunk.stickers"]);
    expect(await rows(labels)).toEqual([]);
  });

  scenario("write no link that a new object says from its side", async (given) => {
    const { session, rows } = given;
    const trunk = new Trunk({ name: "a" });
    session.add(trunk);
    await session.flush();
    const sticker = new Sticker({ text: "Rome" });
    sticker.trunks.push(trunk);
    expect(session.has(sticker)).toBe(false);
    expect(await warnings(given)).toEqual(["Sticker is not in the session; add operation along Trunk.stickers"]);
    expect(await rows(labels)).toEqual([]);
  });

  scenario("write the link when both ends were added", async (given) => {
    const { session, rows } = given;
    const sticker = new Sticker({ text: "Rome" });
    const trunk = new Trunk({ name: "a", stickers: [sticker] });
    session.addAll([trunk, sticker]);
    expect(await warnings(given)).toEqual([]);
    expect(await rows(labels)).toEqual([[trunk.id, sticker.id]]);
  });

  scenario("empty the keys of their members when the owner is deleted", async ({ session, sent, rows }) => {
    const [coat, hat] = [new Coat({ colour: "red" }), new Hat({ size: 1 })];
    const trunk = new Trunk({ name: "a", coats: [coat], hats: [hat] });
    session.addAll([trunk, coat, hat]);
    await session.flush();
    sent.clear();
    await session.delete(trunk);
    await session.flush();
    expect(sent.steps.at(-1)).toBe("DELETE trunks");
    expect(new Set(sent.steps.filter((step) => step.startsWith("UPDATE")))).toEqual(
      new Set(["UPDATE coats", "UPDATE hats"]),
    );
    expect(await rows(Coat)).toEqual([[coat.id, "red", null]]);
    expect(await rows(Hat)).toEqual([[hat.id, 1, null]]);
  });
});

describeScenarios("a many-to-one that deletes its target, and no orphans", Base.metadata, (scenario) => {
  const build = (): Door =>
    new Door({ name: "front", lock: new Lock({ code: "1", maker: new Maker({ name: "Ames" }) }) });

  scenario("deletes the targets, those that refer first", async ({ session, sent, rows, makeSession }) => {
    const door = build();
    session.add(door);
    await session.commit();
    const other = makeSession();
    const found = await other.getOne(Door, door.id);
    sent.clear();
    await other.delete(found);
    await other.flush();
    expect(sent.steps).toEqual(["SELECT locks", "SELECT makers", "DELETE doors", "DELETE locks", "DELETE makers"]);
    expect(await rows(Maker, other)).toEqual([]);
  });

  scenario("keeps a target that it lets go of", async ({ session, sent, rows }) => {
    const door = build();
    session.add(door);
    await session.flush();
    const lock = door.lock as Lock;
    sent.clear();
    door.lock = null;
    await session.flush();
    expect(sent.steps).toEqual(["UPDATE doors"]);
    expect(await rows(Lock)).toEqual([[lock.id, "1", lock.makerId]]);
    expect(inspect(lock).persistent).toBe(true);
  });

  scenario("keeps a target that it let go of before it was deleted", async ({ session, rows }) => {
    const door = build();
    session.add(door);
    await session.flush();
    const lock = door.lock as Lock;
    door.lock = null;
    await session.flush();
    await session.delete(door);
    await session.flush();
    expect(await rows(Door)).toEqual([]);
    expect((await rows(Lock)).map((row) => row[0])).toEqual([lock.id]);
  });

  scenario("keeps what is two steps away when the second is let go of", async ({ session, rows }) => {
    const door = build();
    session.add(door);
    await session.flush();
    (door.lock as Lock).maker = null;
    await session.flush();
    await session.delete(door);
    await session.flush();
    expect(await rows(Lock)).toEqual([]);
    expect((await rows(Maker)).map((row) => row[1])).toEqual(["Ames"]);
  });

  scenario("deletes the target that it got last", async ({ session, rows }) => {
    const door = build();
    const next = new Lock({ code: "2", maker: new Maker({ name: "Bell" }) });
    session.addAll([door, next]);
    await session.flush();
    door.lock = next;
    await session.flush();
    await session.delete(door);
    await session.flush();
    expect((await rows(Lock)).map((row) => row[1])).toEqual(["1"]);
    expect((await rows(Maker)).map((row) => row[1])).toEqual(["Ames"]);
  });
});
