import { select } from "athanor";
import { inspect } from "athanor/orm";
import { expect } from "vitest";
import { describeScenarios, type Scenario } from "../../support/scenarios.ts";
import { Blurb, Copy, Edition, loans, Note, Plain, Reader, Sign, Title, Topic } from "./models.ts";

/** Objects as another session finds them, nothing of their relationships loaded. */
async function fresh(
  { session, makeSession }: Scenario,
  isbn: string,
): Promise<[Title, ReturnType<typeof makeSession>]> {
  await session.commit();
  const other = makeSession();
  return [await other.getOne(Title, isbn), other];
}

describeScenarios("keys that the flush passes on, with passiveUpdates: false", Plain.metadata, (scenario) => {
  scenario("loaded children are updated", async ({ session, sent, rows }) => {
    const [one, two] = [new Copy(), new Copy()];
    const title = new Title({ isbn: "1", copies: [one, two] });
    session.add(title);
    await session.flush();
    sent.clear();
    title.isbn = "2";
    await session.flush();
    expect(sent.steps).toEqual(expect.arrayContaining(["UPDATE titles", "UPDATE copies"]));
    expect(sent.steps.indexOf("UPDATE titles")).toBeLessThan(sent.steps.indexOf("UPDATE copies"));
    expect(sent.steps).not.toContain("SELECT copies");
    expect([one.isbn, two.isbn]).toEqual(["2", "2"]);
    expect((await rows(Copy)).map((row) => row[1])).toEqual(["2", "2"]);
    expect(session.dirty.size).toBe(0);
  });

  scenario("unloaded children are read and updated, and those of others are not", async (given) => {
    const { session, sent } = given;
    session.addAll([
      new Title({ isbn: "1", copies: [new Copy(), new Copy()] }),
      new Title({ isbn: "9", copies: [new Copy()] }),
    ]);
    const [title, other] = await fresh(given, "1");
    sent.clear();
    title.isbn = "2";
    await other.flush();
    expect(sent.steps.slice(0, 1)).toEqual(["SELECT copies"]);
    expect(sent.texts[0]).toMatch(/FROM copies WHERE copies\.isbn = \?$/);
    expect(sent.steps.filter((step) => step.includes("copies"))).toEqual(["SELECT copies", "UPDATE copies"]);
    expect((await given.rows(Copy, other)).map((row) => row[1])).toEqual(["2", "2", "9"]);
    expect((await title.awaitableAttrs.copies).map((copy) => copy.isbn)).toEqual(["2", "2"]);
  });

  scenario("several keys at once are read by one statement", async (given) => {
    const { session, sent, makeSession, rows } = given;
    session.addAll(["1", "2", "3"].map((isbn) => new Title({ isbn, copies: [new Copy()] })));
    await session.commit();
    const other = makeSession();
    const titles = (await other.scalars(select(Title).orderBy(Title.c.isbn))).all();
    for (const title of titles) title.isbn = `${title.isbn}0`;
    sent.clear();
    await other.flush();
    expect(sent.texts.filter((text) => /^SELECT .* FROM copies/.test(text))).toHaveLength(1);
    expect((await rows(Copy, other)).map((row) => row[1])).toEqual(["10", "20", "30"]);
  });

  scenario("a child with changes of its own is updated once", async ({ session, sent, rows }) => {
    const edition = new Edition({ number: 1 });
    const title = new Title({ isbn: "1", editions: [edition] });
    session.add(title);
    await session.flush();
    sent.clear();
    title.isbn = "2";
    edition.number = 5;
    await session.flush();
    expect(sent.texts.filter((text) => text.startsWith("UPDATE editions"))).toHaveLength(1);
    expect(await rows(Edition)).toEqual([["2", 5]]);
    expect(inspect(edition).identity).toEqual(["2", 5]);
  });

  scenario("keys within keys are passed on to the last", async (given) => {
    const { session, sent, rows } = given;
    session.add(new Title({ isbn: "1", editions: [new Edition({ number: 1, notes: [new Note()] })] }));
    const [title, other] = await fresh(given, "1");
    sent.clear();
    title.isbn = "2";
    await other.flush();
    expect(sent.steps.filter((step) => step.startsWith("UPDATE"))).toEqual([
      "UPDATE titles",
      "UPDATE editions",
      "UPDATE notes",
      "UPDATE loans",
    ]);
    expect(await rows(Edition, other)).toEqual([["2", 1]]);
    expect((await rows(Note, other)).map((row) => row.slice(1))).toEqual([["2", 1]]);
    const edition = await other.getOne(Edition, { isbn: "2", number: 1 });
    expect((await edition.awaitableAttrs.notes).map((note) => note.isbn)).toEqual(["2"]);
  });

  scenario("a one-to-one is updated", async (given) => {
    const { session, rows } = given;
    session.add(new Title({ isbn: "1", blurb: new Blurb() }));
    const [title, other] = await fresh(given, "1");
    title.isbn = "2";
    await other.flush();
    expect((await rows(Blurb, other)).map((row) => row[1])).toEqual(["2"]);
    expect((await title.awaitableAttrs.blurb)?.isbn).toBe("2");
  });

  scenario("association rows are rewritten from both sides", async (given) => {
    const { session, sent, rows } = given;
    const [ann, bob] = [new Reader({ name: "ann" }), new Reader({ name: "bob" })];
    session.addAll([new Title({ isbn: "1", readers: [ann, bob] }), new Title({ isbn: "9", readers: [ann] })]);
    const [title, other] = await fresh(given, "1");
    sent.clear();
    title.isbn = "2";
    await other.flush();
    expect(sent.texts.filter((text) => text.startsWith("UPDATE loans"))).toEqual([
      "UPDATE loans SET isbn=? WHERE loans.isbn = ?",
    ]);
    (await other.getOne(Reader, "ann")).name = "anne";
    await other.flush();
    expect(await rows(loans, other)).toEqual([
      ["2", "anne"],
      ["2", "bob"],
      ["9", "anne"],
    ]);
  });

  scenario("association rows that go are found by the new key", async ({ session, rows }) => {
    const [ann, bob] = [new Reader({ name: "ann" }), new Reader({ name: "bob" })];
    const title = new Title({ isbn: "1", readers: [ann, bob] });
    session.add(title);
    await session.flush();
    title.isbn = "2";
    title.readers.splice(0, 1);
    title.readers.push(new Reader({ name: "cat" }));
    await session.flush();
    expect(await rows(loans)).toEqual([
      ["2", "bob"],
      ["2", "cat"],
    ]);
  });

  scenario(
    "a reference without the other side is rewritten for what the session holds",
    async ({ session, sent, rows }) => {
      const title = new Title({ isbn: "1", shelf: "A" });
      const sign = new Sign({ title });
      session.add(sign);
      await session.flush();
      sent.clear();
      title.shelf = "B";
      await session.flush();
      expect(sent.steps).toEqual(["UPDATE titles", "UPDATE signs"]);
      expect(sign.shelf).toBe("B");
      expect((await rows(Sign)).map((row) => row[1])).toEqual(["B"]);
    },
  );

  scenario("a tree keeps its branches", async ({ session, makeSession, rows }) => {
    session.add(
      new Topic({
        name: "root",
        topics: [new Topic({ name: "a", topics: [new Topic({ name: "a1" })] }), new Topic({ name: "b" })],
      }),
    );
    await session.commit();
    const other = makeSession();
    (await other.getOne(Topic, "root")).name = "ROOT";
    (await other.getOne(Topic, "a")).name = "c";
    await other.flush();
    const sorted = (await rows(Topic, other)).toSorted((x, y) => String(x[0]).localeCompare(String(y[0])));
    expect(sorted).toEqual([
      ["a1", "c"],
      ["b", "ROOT"],
      ["c", "ROOT"],
      ["ROOT", null],
    ]);
  });

  scenario("a child that leaves in the same flush loses its key", async ({ session, rows }) => {
    const [one, two] = [new Copy(), new Copy()];
    const title = new Title({ isbn: "1", copies: [one, two] });
    session.add(title);
    await session.flush();
    title.isbn = "2";
    title.copies.splice(title.copies.indexOf(one), 1);
    await session.flush();
    expect(one.isbn).toBeNull();
    expect((await rows(Copy)).map((row) => row[1])).toEqual([null, "2"]);
  });

  scenario("a deleted child is deleted under its old key", async ({ session, sent, rows }) => {
    const [one, two] = [new Edition({ number: 1 }), new Edition({ number: 2 })];
    const title = new Title({ isbn: "1", editions: [one, two] });
    session.add(title);
    await session.flush();
    await session.delete(one);
    title.isbn = "2";
    sent.clear();
    await session.flush();
    expect(sent.texts.filter((text) => text.startsWith("UPDATE editions"))).toHaveLength(1);
    expect(await rows(Edition)).toEqual([["2", 2]]);
  });

  scenario("a rollback brings everything back", async ({ session, rows }) => {
    const edition = new Edition({ number: 1 });
    const title = new Title({ isbn: "1", editions: [edition], copies: [new Copy()] });
    session.add(title);
    await session.commit();
    title.isbn = "2";
    await session.flush();
    expect(await rows(Edition)).toEqual([["2", 1]]);
    await session.rollback();
    expect(inspect(edition).identity).toEqual(["1", 1]);
    expect(await session.get(Edition, { isbn: "1", number: 1 })).toBe(edition);
    expect((await title.awaitableAttrs.copies).map((copy) => copy.isbn)).toEqual(["1"]);
  });

  scenario("a value set to what it was passes nothing on", async ({ session, sent }) => {
    const title = new Title({ isbn: "1", copies: [new Copy()] });
    session.add(title);
    await session.flush();
    sent.clear();
    title.isbn = "2";
    title.isbn = "1";
    await session.flush();
    expect(sent.statements).toEqual([]);
  });
});
