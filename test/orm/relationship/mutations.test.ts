import { inspect } from "athanor/orm";
import { expect } from "vitest";
import { describeScenarios, type Scenario } from "../../support/scenarios.ts";
import { Base, Essay, Passport, Writer } from "./mutation-models.ts";

const history = (object: object, name: string): readonly (readonly unknown[])[] => {
  const { added, unchanged, deleted } = inspect(object).history(name);
  return [added, unchanged, deleted];
};

/** Two writers with a row each, the first with an essay; as they come from a commit, nothing read again. */
async function twoWriters({ session }: Scenario): Promise<[Writer, Writer, Essay]> {
  const essay = new Essay({ title: "e" });
  const [ann, bob] = [new Writer({ name: "ann", essays: [essay] }), new Writer({ name: "bob" })];
  session.addAll([ann, bob]);
  await session.commit();
  return [ann, bob, essay];
}

/** The same in another session, with nothing of their relationships in memory. */
async function unread(given: Scenario): Promise<[Writer, Writer, Essay, Scenario["session"]]> {
  const [ann, bob, essay] = await twoWriters(given);
  const other = given.makeSession();
  return [
    await other.getOne(Writer, ann.id),
    await other.getOne(Writer, bob.id),
    await other.getOne(Essay, essay.id),
    other,
  ];
}

describeScenarios("one-to-many and many-to-one in step", Base.metadata, (scenario) => {
  scenario("push sets the other side, pop clears it", async () => {
    const [writer, essay] = [new Writer({ name: "ann" }), new Essay({ title: "e" })];
    writer.essays.push(essay);
    expect(essay.writer).toBe(writer);
    expect(writer.essays.pop()).toBe(essay);
    expect(essay.writer).toBeNull();
  });

  scenario("setting the other side appends, null removes", async () => {
    const [writer, essay] = [new Writer({ name: "ann" }), new Essay({ title: "e" })];
    essay.writer = writer;
    expect(writer.essays).toEqual([essay]);
    essay.writer = writer;
    expect(writer.essays).toEqual([essay]);
    essay.writer = null;
    expect(writer.essays).toEqual([]);
  });

  scenario("a push to another owner takes away from the first, both loaded", async (given) => {
    const { session, rows } = given;
    const [ann, bob, essay] = await twoWriters(given);
    await bob.awaitableAttrs.essays;
    bob.essays.push(essay);
    expect([ann.essays, bob.essays]).toEqual([[], [essay]]);
    expect(essay.writer).toBe(bob);
    expect(history(ann, "essays")).toEqual([[], [], [essay]]);
    expect(history(bob, "essays")).toEqual([[essay], [], []]);
    await session.flush();
    expect(await rows(Essay)).toEqual([[essay.id, "e", bob.id]]);
  });

  scenario("the same with the first owner's collection not in memory", async (given) => {
    const [ann, bob, essay, other] = await unread(given);
    await bob.awaitableAttrs.essays;
    bob.essays.push(essay);
    expect(essay.writer).toBe(bob);
    expect(history(ann, "essays")).toEqual([[], [], [essay]]);
    expect(await ann.awaitableAttrs.essays).toEqual([]);
    await other.flush();
    expect(await given.rows(Essay, other)).toEqual([[essay.id, "e", bob.id]]);
  });

  scenario("setting the owner when neither collection is in memory reads neither", async (given) => {
    const [ann, bob, essay, other] = await unread(given);
    given.sent.clear();
    essay.writer = bob;
    expect(given.sent.statements).toEqual([]);
    expect(history(bob, "essays")).toEqual([[essay], [], []]);
    expect(history(ann, "essays")).toEqual([[], [], [essay]]);
    await other.flush();
    expect(given.sent.texts).toEqual(["UPDATE essays SET writerId=? WHERE essays.id = ?"]);
    expect(await bob.awaitableAttrs.essays).toEqual([essay]);
  });

  scenario("what waits for an unloaded collection is in it when it is read", async (given) => {
    const [ann, , essay, other] = await unread(given);
    const fresh = new Essay({ title: "f" });
    other.add(fresh);
    fresh.writer = ann;
    essay.writer = null;
    expect(await ann.awaitableAttrs.essays).toEqual([fresh]);
  });

  scenario("there and back again is no change", async (given) => {
    const { session, sent } = given;
    const [ann, bob, essay] = await twoWriters(given);
    await bob.awaitableAttrs.essays;
    sent.clear();
    essay.writer = bob;
    essay.writer = ann;
    expect([ann.essays, bob.essays]).toEqual([[essay], []]);
    await session.flush();
    expect(sent.statements).toEqual([]);
  });

  scenario("a member listed twice leaves its owner when the last is gone", async (given) => {
    const { session, rows } = given;
    const [ann, , essay] = await twoWriters(given);
    ann.essays.push(essay);
    expect(ann.essays).toEqual([essay, essay]);
    ann.essays.pop();
    expect(essay.writer).toBe(ann);
    ann.essays.pop();
    expect(essay.writer).toBeNull();
    await session.flush();
    expect(await rows(Essay)).toEqual([[essay.id, "e", null]]);
  });

  scenario("an assigned collection tells each that comes and goes, once", async (given) => {
    const { session, sent, rows } = given;
    const [ann, , essay] = await twoWriters(given);
    const kept = new Essay({ title: "k" });
    ann.essays.push(kept);
    await session.flush();
    const fresh = new Essay({ title: "f" });
    sent.clear();
    ann.essays = [kept, fresh];
    expect([essay.writer, kept.writer, fresh.writer]).toEqual([null, ann, ann]);
    await session.flush();
    expect(sent.steps).toEqual(["UPDATE essays", "INSERT essays"]);
    expect((await rows(Essay)).map((row) => row[2])).toEqual([null, ann.id, ann.id]);
  });

  scenario("every mutator of the array tells", async (given) => {
    const { session } = given;
    const [ann] = await twoWriters(given);
    const [a, b, c] = ["a", "b", "c"].map((title) => new Essay({ title })) as [Essay, Essay, Essay];
    ann.essays.length = 0;
    await session.flush();
    ann.essays.unshift(a, b);
    expect([a.writer, b.writer]).toEqual([ann, ann]);
    ann.essays.splice(0, 1, c);
    expect([a.writer, c.writer]).toEqual([null, ann]);
    expect(ann.essays.shift()).toBe(c);
    expect(c.writer).toBeNull();
    ann.essays[0] = a;
    await session.flush();
    expect([a.writer, b.writer]).toEqual([ann, null]);
    expect(await given.rows(Essay)).toHaveLength(4);
  });

  scenario("a foreign key that is set by hand wins at the next reading", async (given) => {
    const { session } = given;
    const [ann, bob, essay] = await twoWriters(given);
    essay.writerId = bob.id;
    await session.flush();
    session.expire(essay, ["writer"]);
    session.expire(ann, ["essays"]);
    expect(await essay.awaitableAttrs.writer).toBe(bob);
    expect(await ann.awaitableAttrs.essays).toEqual([]);
  });

  scenario("an object wins over a foreign key that is set by hand", async (given) => {
    const { session, rows } = given;
    const [ann, bob, essay] = await twoWriters(given);
    essay.writer = bob;
    essay.writerId = ann.id;
    await session.flush();
    expect(await rows(Essay)).toEqual([[essay.id, "e", bob.id]]);
    expect(essay.writerId).toBe(bob.id);
  });

  scenario("what is no object of the class is refused, and nothing changes", async (given) => {
    const [ann, , essay] = await twoWriters(given);
    expect(() => ann.essays.push(ann as never)).toThrow(/Writer\.essays takes objects of class Essay/);
    expect(() => ann.essays.push(null as never)).toThrow(/given was null/);
    expect(() => {
      essay.writer = essay as never;
    }).toThrow(/Essay\.writer takes objects of class Writer/);
    expect(() => {
      essay.writer = undefined as never;
    }).toThrow(/set to undefined/);
    expect(() => {
      ann.essays = null as never;
    }).toThrow(/is a collection/);
    expect(ann.essays).toEqual([essay]);
    expect(essay.writer).toBe(ann);
  });

  scenario("a rollback puts both sides back", async (given) => {
    const { session } = given;
    const [ann, bob, essay] = await twoWriters(given);
    essay.writer = bob;
    await session.flush();
    await session.rollback();
    expect(await ann.awaitableAttrs.essays).toEqual([essay]);
    expect(await bob.awaitableAttrs.essays).toEqual([]);
    expect(await essay.awaitableAttrs.writer).toBe(ann);
  });

  scenario("a child of a deleted owner is alone in memory and database", async (given) => {
    const { session, rows } = given;
    const [ann, , essay] = await twoWriters(given);
    await session.delete(ann);
    await session.commit();
    expect(await rows(Essay)).toEqual([[essay.id, "e", null]]);
    session.expire(essay);
    expect(await essay.awaitableAttrs.writer).toBeNull();
  });
});

describeScenarios("one-to-one in step", Base.metadata, (scenario) => {
  scenario("either side sets the other", async ({ session, rows }) => {
    const [ann, bob] = [new Writer({ name: "ann" }), new Writer({ name: "bob" })];
    const [one, two] = [new Passport({ number: "1" }), new Passport({ number: "2" })];
    ann.passport = one;
    two.writer = bob;
    expect([one.writer, bob.passport]).toEqual([ann, two]);
    session.addAll([ann, bob]);
    await session.flush();
    expect(new Map((await rows(Passport)).map((row) => [row[1], row[2]]))).toEqual(
      new Map([
        ["1", ann.id],
        ["2", bob.id],
      ]),
    );
  });

  scenario("a replaced one is let go, in memory and in its row", async ({ session, rows }) => {
    const [one, two] = [new Passport({ number: "1" }), new Passport({ number: "2" })];
    const ann = new Writer({ name: "ann", passport: one });
    session.add(ann);
    await session.flush();
    ann.passport = two;
    expect([one.writer, two.writer]).toEqual([null, ann]);
    await session.flush();
    expect((await rows(Passport)).map((row) => row.slice(1))).toEqual([
      ["1", null],
      ["2", ann.id],
    ]);
  });

  scenario("moves from one owner to another from its own side", async ({ session, rows }) => {
    const passport = new Passport({ number: "1" });
    const [ann, bob] = [new Writer({ name: "ann", passport }), new Writer({ name: "bob" })];
    session.addAll([ann, bob]);
    await session.flush();
    await bob.awaitableAttrs.passport;
    passport.writer = bob;
    expect([ann.passport, bob.passport]).toEqual([null, passport]);
    await session.flush();
    expect((await rows(Passport)).map((row) => row[2])).toEqual([bob.id]);
  });

  scenario("moves from one owner to another from theirs", async ({ session, rows }) => {
    const passport = new Passport({ number: "1" });
    const [ann, bob] = [new Writer({ name: "ann", passport }), new Writer({ name: "bob" })];
    session.addAll([ann, bob]);
    await session.flush();
    await bob.awaitableAttrs.passport;
    bob.passport = passport;
    expect([ann.passport, passport.writer]).toEqual([null, bob]);
    await session.flush();
    expect((await rows(Passport)).map((row) => row[2])).toEqual([bob.id]);
  });

  scenario("two change places", async ({ session, rows }) => {
    const [one, two] = [new Passport({ number: "1" }), new Passport({ number: "2" })];
    const [ann, bob] = [new Writer({ name: "ann", passport: one }), new Writer({ name: "bob", passport: two })];
    session.addAll([ann, bob]);
    await session.flush();
    ann.passport = two;
    bob.passport = one;
    expect([one.writer, two.writer]).toEqual([bob, ann]);
    await session.flush();
    expect((await rows(Passport)).map((row) => [row[1], row[2]])).toEqual(
      (await rows(Passport)).map((row) => [row[1], row[1] === "1" ? bob.id : ann.id]),
    );
  });

  scenario("null is known as none without a statement the second time", async ({ session, makeSession, sent }) => {
    const ann = new Writer({ name: "ann" });
    session.add(ann);
    await session.commit();
    const found = await makeSession().getOne(Writer, ann.id);
    sent.clear();
    expect(await found.awaitableAttrs.passport).toBeNull();
    expect(await found.awaitableAttrs.passport).toBeNull();
    expect(sent.steps).toEqual(["SELECT passports"]);
    expect(sent).toHaveLength(1);
  });
});
