// What a rollback, of the transaction or of a savepoint, leaves of objects; and what merge() makes of graphs.
import { integer, MetaData, select, string, update } from "athanor";
import { declarativeBase, delAttribute, inspect, manyToMany, manyToOne, makeTransient, oneToMany } from "athanor/orm";
import { describe, expect } from "vitest";
import { describeScenarios, type Scenario } from "../../support/scenarios.ts";

class Base extends declarativeBase({ metadata: new MetaData() }) {}

class Crew extends Base.table("rs_crews", {
  id: integer().primaryKey(),
  name: string(20),
  motto: string(20).nullable(),
  get sailors() {
    return oneToMany(() => Sailor, {
      backPopulates: "crew",
      orderBy: (sailor) => sailor.c.id,
      cascade: "all, delete-orphan",
    });
  },
}) {}

class Sailor extends Base.table("rs_sailors", {
  id: integer().primaryKey(),
  name: string(20),
  crewId: integer().references("rs_crews.id"),
  get crew() {
    return manyToOne(() => Crew, { backPopulates: "sailors" });
  },
  get skills() {
    return manyToMany(() => Skill, { secondary: () => sailorSkills, backPopulates: "sailors" });
  },
}) {}

class Skill extends Base.table("rs_skills", {
  id: integer().primaryKey(),
  word: string(20),
  get sailors() {
    return manyToMany(() => Sailor, { secondary: () => sailorSkills, backPopulates: "skills" });
  },
}) {}

const sailorSkills = Base.metadata.table("rs_sailor_skills", {
  sailorId: integer().primaryKey().references("rs_sailors.id"),
  skillId: integer().primaryKey().references("rs_skills.id"),
});

/** A key that the program gives, and may change. */
class Flag extends Base.table("rs_flags", { code: string(10).primaryKey(), color: string(10).nullable() }) {}

async function crew({ session, sent }: Scenario): Promise<[Crew, Sailor, Sailor]> {
  const sailors = [new Sailor({ name: "Ann" }), new Sailor({ name: "Ben" })] as const;
  const made = new Crew({ name: "a", sailors: [...sailors] });
  session.add(made);
  await session.commit();
  sent.clear();
  return [made, ...sailors];
}

const fails = async (run: () => unknown): Promise<unknown> =>
  (async () => run())().then(
    () => undefined,
    (error: unknown) => error,
  );

describeScenarios("objects and transactions", Base.metadata, (scenario) => {
  describe("a rollback", () => {
    scenario("gives columns, references and collections back", async (given) => {
      const { session } = given;
      const [made, ann, ben] = await crew(given);
      made.name = "b";
      ann.crew = new Crew({ name: "other" });
      await session.flush();
      ben.name = "Bob";
      await session.rollback();
      expect([await made.awaitableAttrs.name, await ben.awaitableAttrs.name]).toEqual(["a", "Ben"]);
      expect(await made.awaitableAttrs.sailors).toEqual([ann, ben]);
      expect(await ann.awaitableAttrs.crew).toBe(made);
    });

    scenario("makes new objects transient, with what they were given", async (given) => {
      const { session, rows } = given;
      const fresh = new Crew({ name: "n", sailors: [new Sailor({ name: "Cat" })] });
      session.add(fresh);
      await session.flush();
      const [cat] = fresh.sailors as [Sailor];
      await session.rollback();
      expect([inspect(fresh).transient, inspect(cat).transient]).toEqual([true, true]);
      expect([fresh.name, cat.name, fresh.sailors[0]]).toEqual(["n", "Cat", cat]);
      session.add(fresh);
      await session.commit();
      expect((await rows(Sailor)).map((row) => row.slice(1))).toEqual([["Cat", fresh.id]]);
    });

    scenario("brings deleted objects back, with their members", async (given) => {
      const { session } = given;
      const [made, ann, ben] = await crew(given);
      await session.delete(made);
      await session.flush();
      expect([made, ann, ben].map((each) => inspect(each).deleted)).toEqual([true, true, true]);
      await session.rollback();
      expect([made, ann, ben].map((each) => inspect(each).persistent)).toEqual([true, true, true]);
      expect(await made.awaitableAttrs.sailors).toEqual([ann, ben]);
      expect(await session.get(Sailor, await ann.awaitableAttrs.id)).toBe(ann);
    });

    scenario("forgets a deletion that was not flushed", async (given) => {
      const { session, rows } = given;
      const [made] = await crew(given);
      await session.delete(made);
      await session.rollback();
      expect(session.deleted.size).toBe(0);
      await session.commit();
      expect(await rows(Crew)).toHaveLength(1);
    });

    scenario("forgets an object that was inserted and deleted within the transaction", async (given) => {
      const { session, rows } = given;
      const fresh = new Crew({ name: "n" });
      session.add(fresh);
      await session.flush();
      await session.delete(fresh);
      await session.flush();
      await session.rollback();
      expect([session.has(fresh), inspect(fresh).persistent]).toEqual([false, false]);
      expect(await rows(Crew)).toEqual([]);
    });

    scenario("removes links that were made, and brings back those that were removed", async (given) => {
      const { session, rows } = given;
      const [, ann, ben] = await crew(given);
      const skill = new Skill({ word: "knots" });
      (await ann.awaitableAttrs.skills).push(skill);
      await session.commit();
      ann.skills.pop();
      (await ben.awaitableAttrs.skills).push(skill);
      await session.flush();
      await session.rollback();
      expect(await ann.awaitableAttrs.skills).toEqual([skill]);
      expect(await ben.awaitableAttrs.skills).toEqual([]);
      expect(await rows(sailorSkills)).toHaveLength(1);
    });

    scenario("reads what others have committed meanwhile", async (given) => {
      const { session, makeSession } = given;
      const [made] = await crew(given);
      await session.rollback();
      const other = makeSession();
      await other.execute(update(Crew).set({ name: "theirs" }).allRows());
      await other.commit();
      await session.rollback();
      expect(await made.awaitableAttrs.name).toBe("theirs");
    });
  });

  describe("the rollback of a savepoint", () => {
    scenario("expires what was changed in it, and nothing else", async (given) => {
      const { session, sent } = given;
      const [made, ann, ben] = await crew(given);
      made.motto = "before";
      const savepoint = await session.beginNested();
      ann.name = "Eve";
      await session.flush();
      await savepoint.rollback();
      expect(inspect(ann).unloaded.has("name")).toBe(true);
      expect([inspect(made).unloaded.has("motto"), inspect(ben).unloaded.has("name")]).toEqual([false, false]);
      sent.clear();
      expect([made.motto, ben.name, await ann.awaitableAttrs.name]).toEqual(["before", "Ben", "Ann"]);
      expect(sent.statements).toHaveLength(1);
    });

    scenario("takes out what was added in it, and keeps what was added before", async (given) => {
      const { session, rows } = given;
      const first = new Crew({ name: "first" });
      session.add(first);
      const savepoint = await session.beginNested();
      const second = new Crew({ name: "second" });
      const third = new Crew({ name: "third" });
      session.add(second);
      await session.flush();
      session.add(third);
      await savepoint.rollback();
      expect([first, second, third].map((each) => session.has(each))).toEqual([true, false, false]);
      await session.commit();
      expect((await rows(Crew)).map((row) => row[1])).toEqual(["first"]);
    });

    scenario("gives a collection back that was changed and flushed in it", async (given) => {
      const { session } = given;
      const [made, ann, ben] = await crew(given);
      const savepoint = await session.beginNested();
      made.sailors.splice(0, 1);
      made.sailors.push(new Sailor({ name: "Cat" }));
      await session.flush();
      await savepoint.rollback();
      expect(await made.awaitableAttrs.sailors).toEqual([ann, ben]);
      await session.commit();
      expect(await made.awaitableAttrs.sailors).toEqual([ann, ben]);
    });

    scenario("after a failed flush the transaction goes on", async (given) => {
      const { session, rows } = given;
      const [made] = await crew(given);
      made.motto = "kept";
      const savepoint = await session.beginNested();
      session.add(new Flag({ code: "x" }));
      await session.flush();
      session.add(new Flag({ code: null as never }));
      expect(await fails(() => session.flush())).toMatchObject({ code: "flush-missing-key" });
      await savepoint.rollback();
      await session.commit();
      expect(await rows(Flag)).toEqual([]);
      expect((await rows(Crew))[0]?.[2]).toBe("kept");
    });

    scenario("of three that were released into one undoes them all", async (given) => {
      const { session, rows } = given;
      const [made] = await crew(given);
      const outer = await session.beginNested();
      for (const motto of ["one", "two", "three"]) {
        const inner = await session.beginNested();
        made.motto = motto;
        await inner.commit();
      }
      expect((await rows(Crew))[0]?.[2]).toBe("three");
      await outer.rollback();
      expect(await made.awaitableAttrs.motto).toBe(null);
      expect((await rows(Crew))[0]?.[2]).toBe(null);
    });

    scenario("leaves a deletion of before alone", async (given) => {
      const { session, rows } = given;
      const [made] = await crew(given);
      await session.delete(made);
      const savepoint = await session.beginNested();
      session.add(new Crew({ name: "n" }));
      await session.flush();
      await savepoint.rollback();
      expect(inspect(made).deleted).toBe(true);
      await session.commit();
      expect(await rows(Crew)).toEqual([]);
    });
  });

  describe("keys of the program's own", () => {
    scenario("an object of the old key is known by it again after a rollback", async (given) => {
      const { session } = given;
      const flag = new Flag({ code: "a" });
      session.add(flag);
      await session.commit();
      flag.code = "b";
      await session.flush();
      expect(await session.get(Flag, "b")).toBe(flag);
      await session.rollback();
      expect(await session.get(Flag, "a")).toBe(flag);
      expect(await session.get(Flag, "b")).toBe(null);
      expect(flag.code).toBe("a");
    });

    scenario("a key that changes hands twice is with its first owner after a rollback", async (given) => {
      const { session } = given;
      const [a, b] = [new Flag({ code: "a" }), new Flag({ code: "b" })];
      session.addAll([a, b]);
      await session.commit();
      a.code = "c";
      await session.flush();
      b.code = "a";
      await session.flush();
      await session.rollback();
      expect([await session.get(Flag, "a"), await session.get(Flag, "b"), await session.get(Flag, "c")]).toEqual([
        a,
        b,
        null,
      ]);
    });

    scenario("a new object with the key that another gave up is gone after a rollback", async (given) => {
      const { session, rows } = given;
      const a = new Flag({ code: "a" });
      session.add(a);
      await session.commit();
      a.code = "b";
      await session.flush();
      const fresh = new Flag({ code: "a" });
      session.add(fresh);
      await session.flush();
      await session.rollback();
      expect([await session.get(Flag, "a"), inspect(fresh).transient]).toEqual([a, true]);
      expect(await rows(Flag)).toEqual([["a", null]]);
    });

    scenario("a new object with the key of a deleted one leaves the old one after a rollback", async (given) => {
      const { session } = given;
      const a = new Flag({ code: "a", color: "red" });
      session.add(a);
      await session.commit();
      await session.delete(a);
      await session.flush();
      const fresh = new Flag({ code: "a", color: "blue" });
      session.add(fresh);
      await session.flush();
      expect(await session.get(Flag, "a")).toBe(fresh);
      await session.rollback();
      expect(await session.get(Flag, "a")).toBe(a);
      expect([await a.awaitableAttrs.color, inspect(fresh).transient]).toEqual(["red", true]);
    });

    scenario("a failed flush leaves new objects without a row, to be corrected", async (given) => {
      const { session, rows } = given;
      session.add(new Flag({ code: "a" }));
      await session.commit();
      session.expungeAll();
      const [twin, other] = [new Flag({ code: "a", color: "x" }), new Flag({ code: "b" })];
      session.addAll([other, twin]);
      expect(await fails(() => session.flush())).toMatchObject({ code: "integrity" });
      expect(await fails(() => session.scalars(select(Flag)))).toMatchObject({ code: "pending-rollback" });
      await session.rollback();
      expect([inspect(twin).transient, inspect(other).transient]).toEqual([true, true]);
      twin.code = "c";
      session.addAll([other, twin]);
      await session.commit();
      expect((await rows(Flag)).map((row) => row[0])).toEqual(["a", "b", "c"]);
    });
  });

  describe("foreign keys that are set by hand", () => {
    scenario("a reference is read by the key that was set, before the flush and after", async (given) => {
      const { session } = given;
      const [made, ann] = await crew(given);
      const other = new Crew({ name: "b" });
      session.add(other);
      await session.flush();
      session.expire(ann, ["crew"]);
      ann.crewId = other.id;
      await session.flush();
      expect(await ann.awaitableAttrs.crew).toBe(other);
      session.expire(made, ["sailors"]);
      expect((await made.awaitableAttrs.sailors).map((sailor) => sailor.name)).toEqual(["Ben"]);
    });

    scenario("a reference that is loaded stays until it expires", async (given) => {
      const { session } = given;
      const [made, ann] = await crew(given);
      const other = new Crew({ name: "b" });
      session.add(other);
      await session.flush();
      expect(ann.crew).toBe(made);
      ann.crewId = other.id;
      await session.flush();
      await session.commit();
      session.expire(ann);
      expect(await ann.awaitableAttrs.crew).toBe(other);
    });

    scenario("a pending object without a key reads no reference, and sends nothing", async ({ makeSession, sent }) => {
      const sailor = new Sailor({ name: "Dan" });
      const session = makeSession({ autoflush: false });
      session.add(sailor);
      expect(await sailor.awaitableAttrs.crew).toBe(null);
      expect(await sailor.awaitableAttrs.skills).toEqual([]);
      expect(sent.statements).toEqual([]);
    });

    scenario(
      "a pending object that is inserted by hand of its key joins its owner's collection when that is read",
      async (given) => {
        const { session } = given;
        const [made] = await crew(given);
        const cat = new Sailor({ name: "Cat", crewId: made.id });
        session.add(cat);
        await session.flush();
        expect(made.sailors).not.toContain(cat);
        session.expire(made, ["sailors"]);
        expect(await made.awaitableAttrs.sailors).toContain(cat);
        expect(await cat.awaitableAttrs.crew).toBe(made);
      },
    );
  });

  describe("parents that are known", () => {
    scenario("a child taken from a parent that was read anew is an orphan all the same", async (given) => {
      const { session, rows } = given;
      const [made, ann, ben] = await crew(given);
      session.expunge(made);
      for (const each of [ann, ben]) if (session.has(each)) session.expunge(each);
      const again = await session.getOne(Crew, made.id);
      (await again.awaitableAttrs.sailors).shift();
      await session.commit();
      expect((await rows(Sailor)).map((row) => row[1])).toEqual(["Ben"]);
    });

    scenario("a child that two objects of its parent's row saw goes by the one of the session", async (given) => {
      const { session, makeSession, rows } = given;
      const [made] = await crew(given);
      const other = makeSession();
      const twin = await other.getOne(Crew, made.id);
      (await twin.awaitableAttrs.sailors).pop();
      await other.commit();
      session.expireAll();
      expect(await made.awaitableAttrs.sailors).toHaveLength(1);
      expect(await rows(Sailor)).toHaveLength(1);
    });

    scenario("a child whose parent's key changes belongs to it still", async (given) => {
      const { session, rows } = given;
      const made = new Crew({ name: "a", sailors: [] });
      session.add(made);
      await session.commit();
      made.id += 5000;
      await session.flush();
      made.sailors.push(new Sailor({ name: "Cat" }));
      await session.commit();
      expect((await rows(Sailor))[0]?.slice(1)).toEqual(["Cat", made.id]);
      made.sailors.pop();
      await session.commit();
      expect(await rows(Sailor)).toEqual([]);
    });
  });

  describe("merge()", () => {
    scenario("of a detached graph writes what was changed there, and nothing else", async (given) => {
      const { session, makeSession, sent, rows } = given;
      const [made, ann] = await crew(given);
      session.expungeAll();
      made.motto = "m";
      ann.name = "Eve";
      const other = makeSession();
      sent.clear();
      const merged = await other.merge(made);
      await other.flush();
      expect(sent.steps.filter((step) => !step.startsWith("SELECT"))).toEqual(["UPDATE rs_crews", "UPDATE rs_sailors"]);
      expect(merged).not.toBe(made);
      await other.commit();
      expect((await rows(Crew))[0]?.slice(1)).toEqual(["a", "m"]);
      expect((await rows(Sailor)).map((row) => row[1])).toEqual(["Eve", "Ben"]);
    });

    scenario("of a detached graph without changes writes nothing", async (given) => {
      const { session, makeSession, sent } = given;
      const [made] = await crew(given);
      session.expungeAll();
      const other = makeSession();
      await other.merge(made);
      sent.clear();
      await other.flush();
      expect(sent.statements).toEqual([]);
    });

    scenario("takes a collection for all that there is: who is missing is an orphan", async (given) => {
      const { session, rows } = given;
      const [made, , ben] = await crew(given);
      session.expungeAll();
      const merged = await session.merge(
        new Crew({
          id: made.id,
          name: "a",
          sailors: [new Sailor({ id: ben.id, name: "Bob" }), new Sailor({ name: "Cat" })],
        }),
      );
      await session.commit();
      expect((await rows(Sailor)).map((row) => row.slice(1))).toEqual([
        ["Bob", merged.id],
        ["Cat", merged.id],
      ]);
    });

    scenario("leaves a collection alone that was not touched", async (given) => {
      const { session, rows } = given;
      const [made] = await crew(given);
      session.expungeAll();
      await session.merge(new Crew({ id: made.id, name: "b" }));
      await session.commit();
      expect((await rows(Crew))[0]?.[1]).toBe("b");
      expect(await rows(Sailor)).toHaveLength(2);
    });

    scenario("sets a value and a reference to null", async (given) => {
      const { session, rows } = given;
      const [made] = await crew(given);
      made.motto = "m";
      await session.commit();
      session.expungeAll();
      await session.merge(new Crew({ id: made.id, motto: null } as never));
      await session.commit();
      expect((await rows(Crew))[0]?.slice(1)).toEqual(["a", null]);
    });

    scenario("links what is linked, without twins", async (given) => {
      const { session, rows } = given;
      const [, ann] = await crew(given);
      const skill = new Skill({ word: "knots" });
      (await ann.awaitableAttrs.skills).push(skill);
      await session.commit();
      session.expungeAll();
      const merged = await session.merge(ann);
      merged.skills.push(new Skill({ word: "songs" }));
      await session.commit();
      expect(await rows(sailorSkills)).toHaveLength(2);
      expect(merged.skills.map(({ word }) => word)).toEqual(["knots", "songs"]);
    });

    scenario("of a copy without a key makes a second row", async (given) => {
      const { session, rows } = given;
      const [made] = await crew(given);
      session.expunge(made);
      makeTransient(made);
      delAttribute(made, "id");
      made.sailors = [];
      const merged = await session.merge(made);
      await session.commit();
      expect((await rows(Crew)).map((row) => row[1])).toEqual(["a", "a"]);
      expect(inspect(merged).persistent).toBe(true);
    });

    scenario("with a key that no row has inserts it, children and all", async (given) => {
      const { session, sent, rows } = given;
      const merged = await session.merge(new Crew({ id: 4711, name: "n", sailors: [new Sailor({ name: "Cat" })] }));
      await session.flush();
      expect(sent.steps).toEqual(["SELECT rs_crews", "INSERT rs_crews", "INSERT rs_sailors"]);
      expect(inspect(merged).identity).toEqual([4711]);
      expect((await rows(Sailor))[0]?.[2]).toBe(4711);
    });

    scenario("of several objects reads them as it comes to them", async ({ session, rows }) => {
      const merged = await session.mergeAll([
        new Flag({ code: "a" }),
        new Flag({ code: "b" }),
        new Flag({ code: "a", color: "x" }),
      ]);
      expect(merged[0]).toBe(merged[2]);
      await session.commit();
      expect(await rows(Flag)).toEqual([
        ["a", "x"],
        ["b", null],
      ]);
    });
  });
});
