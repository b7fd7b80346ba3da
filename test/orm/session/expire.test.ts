// What an object forgets, and when and how it is read again.
import { deleteFrom, integer, MetaData, select, string, update } from "athanor";
import { declarativeBase, getHistory, inspect, manyToOne, ObjectDeletedError, oneToMany } from "athanor/orm";
import { describe, expect } from "vitest";
import { describeScenarios, type Scenario } from "../../support/scenarios.ts";

class Base extends declarativeBase({ metadata: new MetaData() }) {}

class Band extends Base.table("ex_bands", {
  id: integer().primaryKey(),
  name: string(20),
  town: string(20).nullable(),
  bio: string(50).nullable().deferred(),
  get songs() {
    return oneToMany(() => Song, {
      backPopulates: "band",
      orderBy: (song) => song.c.id,
      cascade: "all, delete-orphan",
    });
  },
}) {}

class Song extends Base.table("ex_songs", {
  id: integer().primaryKey(),
  title: string(20),
  bandId: integer().references("ex_bands.id"),
  get band() {
    return manyToOne(() => Band, { backPopulates: "songs" });
  },
}) {}

async function band({ session, sent }: Scenario): Promise<Band> {
  const made = new Band({
    name: "a",
    town: "Ulm",
    bio: "long",
    songs: [new Song({ title: "x" }), new Song({ title: "y" })],
  });
  session.add(made);
  await session.commit();
  sent.clear();
  return made;
}

/** The same with a session that flushes when it is told to. */
const unflushed = (given: Scenario): Scenario => ({ ...given, session: given.makeSession({ autoflush: false }) });

/** A change that the session knows nothing of, in its own transaction. */
async function behind({ session }: Scenario, change: object): Promise<void> {
  await (await session.connection()).execute(update(Band).set(change).allRows());
}

describeScenarios("expired objects", Base.metadata, (scenario) => {
  describe("expire", () => {
    scenario("forgets changes, and reads all columns by one SELECT", async (given) => {
      const { session, sent } = given;
      const made = await band(given);
      await behind(given, { name: "b" });
      made.town = "Bonn";
      session.expire(made);
      expect(session.dirty.has(made)).toBe(false);
      sent.clear();
      expect([await made.awaitableAttrs.name, made.town]).toEqual(["b", "Ulm"]);
      expect(sent.steps).toEqual(["SELECT ex_bands"]);
      expect(sent.statements).toHaveLength(1);
    });

    scenario("of some attributes leaves the others, changes too", async (given) => {
      const { session, sent } = given;
      const made = await band(given);
      await behind(given, { name: "b", town: "Rom" });
      made.town = "Bonn";
      session.expire(made, ["name"]);
      expect(inspect(made).unloaded).toEqual(new Set(["name"]));
      sent.clear();
      expect([await made.awaitableAttrs.name, made.town]).toEqual(["b", "Bonn"]);
      expect(sent.texts).toEqual(["SELECT ex_bands.id, ex_bands.name FROM ex_bands WHERE ex_bands.id = ?"]);
      expect(getHistory(made, "town")).toMatchObject({ added: ["Bonn"], deleted: ["Ulm"] });
    });

    scenario("a value that is set needs no reading before", async (given) => {
      const { session, sent, rows } = given;
      const made = await band(given);
      session.expire(made);
      made.name = "z";
      expect(sent.statements).toEqual([]);
      await session.flush();
      expect(sent.texts).toEqual(["UPDATE ex_bands SET name=? WHERE ex_bands.id = ?"]);
      expect((await rows(Band))[0]?.slice(1, 3)).toEqual(["z", "Ulm"]);
    });

    scenario("a value that is set survives the reading of the others", async (plain) => {
      const given = unflushed(plain);
      const { session } = given;
      const made = await band(given);
      session.expire(made);
      made.name = "z";

      expect(await made.awaitableAttrs.town).toBe("Ulm");
      expect(made.name).toBe("z");
      expect(session.isModified(made)).toBe(true);
      expect(getHistory(made, "name")).toMatchObject({ added: ["z"], deleted: [] });
    });

    scenario("of a collection reads the collection alone", async (given) => {
      const { session, sent } = given;
      const made = await band(given);
      session.expire(made, ["songs"]);
      expect(inspect(made).unloaded).toEqual(new Set(["songs"]));
      expect((await made.awaitableAttrs.songs).map((song) => song.title)).toEqual(["x", "y"]);
      expect(sent.steps).toEqual(["SELECT ex_songs"]);
    });

    scenario("of a collection does not take back what its member was told", async (plain) => {
      const given = unflushed(plain);
      const { session, rows } = given;
      const made = await band(given);

      made.songs.splice(0, 1);
      session.expire(made, ["songs"]);
      expect((await made.awaitableAttrs.songs).map((song) => song.title)).toEqual(["x", "y"]);
      await session.commit();
      expect((await rows(Song)).map((row) => row[1])).toEqual(["y"]);
    });

    scenario("twice is once, and of what is expired no error", async (given) => {
      const { session, sent } = given;
      const made = await band(given);
      session.expire(made);
      session.expire(made);
      session.expireAll();
      expect(await made.awaitableAttrs.name).toBe("a");
      expect(sent.statements).toHaveLength(1);
    });

    scenario("refuses what has no row in the session", async (given) => {
      const { session, makeSession } = given;
      const made = await band(given);
      expect(() => session.expire(new Band({ name: "n" }))).toThrow(/persistent/);
      const pending = new Band({ name: "p" });
      session.add(pending);
      expect(() => session.expire(pending)).toThrow(/persistent/);
      session.expunge(pending);
      expect(() => makeSession().expire(made)).toThrow(/persistent/);
      expect(() => session.expire(made, ["nam"])).toThrow(/Did you mean "name"/);
    });

    scenario("of all objects reads them again together", async (given) => {
      const { session, sent } = given;
      const bands = ["a", "b", "c"].map((name) => new Band({ name }));
      session.addAll(bands);
      await session.commit();
      sent.clear();
      session.expireAll();
      for (const each of bands) await each.awaitableAttrs.name;
      expect(sent.statements).toHaveLength(1);
    });

    scenario("deferred columns stay deferred", async (given) => {
      const { session, sent } = given;
      const made = await session.getOne(Band, (await band(given)).id);
      session.expire(made);
      sent.clear();
      await made.awaitableAttrs.name;
      expect(sent.texts[0]).not.toContain("bio");
      expect(await made.awaitableAttrs.bio).toBe("long");
      expect(sent.texts[1]).toBe("SELECT ex_bands.id, ex_bands.bio FROM ex_bands WHERE ex_bands.id = ?");
    });

    scenario("a query fills in what is expired, and leaves what was changed", async (plain) => {
      const given = unflushed(plain);
      const { session, sent } = given;
      const made = await band(given);
      await behind(given, { name: "b", town: "Rom" });
      session.expire(made, ["name"]);

      made.town = "Bonn";
      sent.clear();
      await session.scalars(select(Band));
      expect([made.name, made.town]).toEqual(["b", "Bonn"]);
      expect(sent.statements).toHaveLength(1);
    });

    scenario("an object whose row is gone says so when it is read", async (given) => {
      const { session } = given;
      const made = await band(given);
      const connection = await session.connection();
      await connection.execute(deleteFrom(Song).allRows());
      await connection.execute(deleteFrom(Band).allRows());
      session.expire(made);
      await expect((async () => made.awaitableAttrs.name)()).rejects.toThrow(ObjectDeletedError);
      expect(await session.get(Band, inspect(made).identity?.[0] as number)).toBe(null);
    });

    scenario("a commit expires all, if it is to", async (given) => {
      const session = given.makeSession({ expireOnCommit: true });
      const made = new Band({ name: "a" });
      session.add(made);
      await session.commit();
      expect(inspect(made).unloaded.has("name")).toBe(true);
      await (await given.session.connection()).execute(update(Band).set({ name: "b" }).allRows());
      await given.session.commit();
      expect(await made.awaitableAttrs.name).toBe("b");
    });

    scenario("what is expired and leaves the session cannot be read", async (given) => {
      const { session } = given;
      const made = await band(given);
      session.expire(made);
      session.expunge(made);
      await expect((async () => made.awaitableAttrs.name)()).rejects.toMatchObject({ code: "detached-instance" });
    });
  });

  describe("refresh", () => {
    scenario("reads at once, and forgets changes", async (plain) => {
      const given = unflushed(plain);
      const { session, sent } = given;
      const made = await band(given);
      await behind(given, { name: "b" });

      made.town = "Bonn";
      sent.clear();
      await session.refresh(made);
      expect([made.name, made.town]).toEqual(["b", "Ulm"]);
      expect(session.dirty.size).toBe(0);
      expect(sent.steps[0]).toBe("SELECT ex_bands");
    });

    scenario("flushes first, where autoflush is on", async (given) => {
      const { session, sent, rows } = given;
      const made = await band(given);
      made.town = "Bonn";
      await session.refresh(made);
      expect(sent.steps.slice(0, 2)).toEqual(["UPDATE ex_bands", "SELECT ex_bands"]);
      expect(made.town).toBe("Bonn");
      expect((await rows(Band))[0]?.[2]).toBe("Bonn");
    });

    scenario("of some attributes reads those", async (given) => {
      const { session, sent } = given;
      const made = await band(given);
      await behind(given, { name: "b", town: "Rom" });
      sent.clear();
      await session.refresh(made, ["town"]);
      expect([made.name, made.town]).toEqual(["a", "Rom"]);
      expect(sent.texts).toEqual(["SELECT ex_bands.id, ex_bands.town FROM ex_bands WHERE ex_bands.id = ?"]);
    });

    scenario("of a deferred column and a collection reads both", async (given) => {
      const { session, sent } = given;
      const made = await band(given);
      sent.clear();
      await session.refresh(made, ["bio", "songs"]);
      expect([made.bio, made.songs.length]).toEqual(["long", 2]);
      expect(sent.steps).toEqual(["SELECT ex_bands", "SELECT ex_songs"]);
    });

    scenario("with a lock asks for it, where the database has one", async (given) => {
      const { session, sent, dialect } = given;
      const made = await band(given);
      await session.refresh(made, ["name"], { withForUpdate: true });
      expect(sent.texts[0]?.endsWith("FOR UPDATE")).toBe(dialect !== "sqlite");
    });

    scenario("of a row that is gone is an error", async (given) => {
      const { session } = given;
      const made = await band(given);
      const connection = await session.connection();
      await connection.execute(deleteFrom(Song).allRows());
      await connection.execute(deleteFrom(Band).allRows());
      await expect((async () => session.refresh(made))()).rejects.toMatchObject({ code: "object-deleted" });
    });

    scenario("refuses what is not persistent, and names that are none", async (given) => {
      const { session } = given;
      const made = await band(given);
      await expect((async () => session.refresh(new Band({ name: "n" })))()).rejects.toMatchObject({
        code: "not-persistent",
      });
      await expect((async () => session.refresh(made, ["sungs"]))()).rejects.toThrow(/Did you mean "songs"/);
    });
  });
});
