import { deleteFrom, func, select } from "athanor";
import { aliased, inspect, joinedload, selectinload } from "athanor/orm";
import { expect } from "vitest";
import { describeScenarios } from "../../support/scenarios.ts";
import { acquaintances, Award, Base, Essay, essaySubjects, Prize, Subject, Writer } from "./mutation-models.ts";

const subject = (word: string): Subject => new Subject({ word });

describeScenarios("many-to-many", Base.metadata, (scenario) => {
  scenario("both sides follow each other, arrays and Sets", async () => {
    const [essay, sea] = [new Essay({ title: "e" }), subject("sea")];
    essay.subjects.push(sea);
    expect([...sea.essays]).toEqual([essay]);
    sea.essays.delete(essay);
    expect(essay.subjects).toEqual([]);
    sea.essays.add(essay);
    sea.essays.add(essay);
    expect(essay.subjects).toEqual([sea]);
    essay.subjects = [];
    expect(sea.essays.size).toBe(0);
  });

  scenario("a link that both sides say is one row", async ({ session, rows, sent }) => {
    const [essay, sea, hill] = [new Essay({ title: "e" }), subject("sea"), subject("hill")];
    essay.subjects.push(sea, sea, hill);
    sea.essays.add(essay);
    session.add(essay);
    await session.flush();
    expect(sent.steps.at(-1)).toBe("INSERT essay_subjects");
    expect((await rows(essaySubjects)).length).toBe(2);
  });

  scenario("links come and go by their own rows alone", async ({ session, sent, rows }) => {
    const [sea, hill, town] = [subject("sea"), subject("hill"), subject("town")];
    const essay = new Essay({ title: "e", subjects: [sea, hill] });
    session.addAll([essay, town]);
    await session.flush();
    sent.clear();
    essay.subjects = [hill, town];
    await session.flush();
    expect(sent.steps).toEqual(["DELETE essay_subjects", "INSERT essay_subjects"]);
    expect(await rows(essaySubjects)).toEqual(
      [
        [essay.id, hill.id],
        [essay.id, town.id],
      ].toSorted((a, b) => (a[1] as number) - (b[1] as number)),
    );
  });

  scenario(
    "what waits for an unloaded side is written without reading it",
    async ({ session, makeSession, sent, rows }) => {
      const [sea, hill] = [subject("sea"), subject("hill")];
      const essay = new Essay({ title: "e", subjects: [sea] });
      session.addAll([essay, hill]);
      await session.commit();
      const other = makeSession();
      const [found, first, second] = [
        await other.getOne(Essay, essay.id),
        await other.getOne(Subject, sea.id),
        await other.getOne(Subject, hill.id),
      ];
      await first.awaitableAttrs.essays;
      await second.awaitableAttrs.essays;
      sent.clear();
      first.essays.clear();
      second.essays.add(found);
      expect(inspect(found).history("subjects").added).toEqual([second]);
      expect(inspect(found).history("subjects").deleted).toEqual([first]);
      await other.flush();
      expect(sent.steps).toEqual(["DELETE essay_subjects", "INSERT essay_subjects"]);
      expect(await rows(essaySubjects, other)).toEqual([[essay.id, hill.id]]);
      expect(await found.awaitableAttrs.subjects).toEqual([second]);
    },
  );

  scenario("a link that was removed behind the session's back is reported", async ({ session }) => {
    const sea = subject("sea");
    const essay = new Essay({ title: "e", subjects: [sea] });
    session.add(essay);
    await session.commit();
    expect(essay.subjects).toEqual([sea]);
    await session.execute(deleteFrom(essaySubjects).allRows());
    essay.subjects.pop();
    await expect(async () => session.flush()).rejects.toThrow(
      /DELETE on table "essay_subjects" was to meet 1 row, but 0 matched/,
    );
    await session.rollback();
    expect(await essay.awaitableAttrs.subjects).toEqual([sea]);
  });

  scenario("a deletion takes the links, not the other ends", async ({ session, sent, rows }) => {
    const [sea, hill] = [subject("sea"), subject("hill")];
    const [one, two] = [new Essay({ title: "1", subjects: [sea, hill] }), new Essay({ title: "2", subjects: [sea] })];
    session.addAll([one, two]);
    await session.commit();
    session.expungeAll();
    const found = await session.getOne(Subject, sea.id);
    sent.clear();
    await session.delete(found);
    await session.flush();
    expect(sent.steps).toEqual(["SELECT essay_subjects", "DELETE essay_subjects", "DELETE subjects"]);
    expect(await rows(essaySubjects)).toEqual([[one.id, hill.id]]);
    expect(await rows(Essay)).toHaveLength(2);
  });

  scenario("both ends deleted at once share the removal of their link", async ({ session, sent, rows }) => {
    const sea = subject("sea");
    const essay = new Essay({ title: "e", subjects: [sea] });
    session.add(essay);
    await session.flush();
    await session.delete(essay);
    await session.delete(sea);
    sent.clear();
    await session.flush();
    expect(sent.steps.filter((step) => step === "DELETE essay_subjects")).toHaveLength(1);
    for (const of of [Essay, Subject]) expect(await rows(of)).toEqual([]);
    expect(await rows(essaySubjects)).toEqual([]);
  });

  scenario(
    "is read in its order, lazily for all, by selectinload and by joinedload",
    async ({ session, makeSession, sent }) => {
      const [sea, hill, alp] = [subject("sea"), subject("hill"), subject("alp")];
      session.addAll([
        new Essay({ title: "1", subjects: [sea, hill, alp] }),
        new Essay({ title: "2", subjects: [sea, alp] }),
        new Essay({ title: "3" }),
      ]);
      await session.commit();
      const words = (essays: Essay[]): string[][] => essays.map((essay) => essay.subjects.map((each) => each.word));
      const expected = [["alp", "hill", "sea"], ["alp", "sea"], []];
      const statement = select(Essay).orderBy(Essay.c.title);
      const lazy = (await makeSession().scalars(statement)).all();
      sent.clear();
      await (lazy[0] as Essay).awaitableAttrs.subjects;
      expect(words(lazy)).toEqual(expected);
      expect(sent).toHaveLength(1);
      sent.clear();
      expect(words((await makeSession().scalars(statement.options(selectinload(Essay.c.subjects)))).all())).toEqual(
        expected,
      );
      expect(sent).toHaveLength(2);
      sent.clear();
      const joined = await makeSession().scalars(statement.options(joinedload(Essay.c.subjects)));
      expect(words(joined.unique().all())).toEqual(expected);
      expect(sent).toHaveLength(1);
    },
  );

  scenario("stands in statements: any, contains, join, count", async ({ session }) => {
    const [sea, hill] = [subject("sea"), subject("hill")];
    const [one, two] = [new Essay({ title: "1", subjects: [sea, hill] }), new Essay({ title: "2", subjects: [sea] })];
    session.addAll([one, two, new Essay({ title: "3" })]);
    await session.flush();
    const titles = async (condition: ReturnType<typeof Essay.c.subjects.any>): Promise<string[]> =>
      (await session.scalars(select(Essay.c.title).where(condition).orderBy(Essay.c.title))).all();
    expect(await titles(Essay.c.subjects.any({ word: "hill" }))).toEqual(["1"]);
    expect(await titles(Essay.c.subjects.contains(sea))).toEqual(["1", "2"]);
    expect(await titles(Essay.c.subjects.any().not())).toEqual(["3"]);
    const counted = select(Essay.c.title, func.count(Subject.c.id))
      .outerjoin(Essay.c.subjects)
      .groupBy(Essay.c.title)
      .orderBy(Essay.c.title);
    expect((await session.execute(counted)).all().map(([title, n]) => [title, n])).toEqual([
      ["1", 2],
      ["2", 1],
      ["3", 0],
    ]);
  });
});

describeScenarios("many-to-many to its own class", Base.metadata, (scenario) => {
  scenario("keeps the two directions apart", async ({ session, rows }) => {
    const [ann, bob, cat] = ["ann", "bob", "cat"].map((name) => new Writer({ name })) as [Writer, Writer, Writer];
    ann.knows.push(bob, cat);
    bob.knows.push(ann);
    expect(ann.knownBy).toEqual([bob]);
    expect(cat.knownBy).toEqual([ann]);
    session.add(ann);
    await session.flush();
    const pairs = (await rows(acquaintances)).map(([from, to]) => `${String(from)}>${String(to)}`);
    expect(new Set(pairs)).toEqual(new Set([`${ann.id}>${bob.id}`, `${ann.id}>${cat.id}`, `${bob.id}>${ann.id}`]));
  });

  scenario("may link an object to itself", async ({ session, rows }) => {
    const ann = new Writer({ name: "ann" });
    ann.knows.push(ann);
    session.add(ann);
    await session.flush();
    expect(await rows(acquaintances)).toEqual([[ann.id, ann.id]]);
    await session.delete(ann);
    await session.flush();
    expect(await rows(acquaintances)).toEqual([]);
  });

  scenario("removes links from either direction, and with either end", async ({ session, rows }) => {
    const [ann, bob] = [new Writer({ name: "ann" }), new Writer({ name: "bob" })];
    ann.knows.push(bob);
    bob.knows.push(ann);
    session.add(ann);
    await session.flush();
    bob.knownBy.pop();
    await session.flush();
    expect(await rows(acquaintances)).toEqual([[bob.id, ann.id]]);
    await session.delete(ann);
    await session.flush();
    expect(await rows(acquaintances)).toEqual([]);
    expect(await rows(Writer)).toHaveLength(1);
  });

  scenario("joins the class to itself under an alias", async ({ session }) => {
    const [ann, bob] = [new Writer({ name: "ann" }), new Writer({ name: "bob" })];
    ann.knows.push(bob);
    session.add(ann);
    await session.flush();
    const known = aliased(Writer);
    const statement = select(Writer.c.name, known.c.name).join(Writer.c.knows.ofType(known));
    expect((await session.execute(statement)).all().map((row) => [...row])).toEqual([["ann", "bob"]]);
    const found = select(Writer.c.name).where(Writer.c.knows.any({ name: "bob" }));
    expect((await session.scalars(found)).all()).toEqual(["ann"]);
  });
});

describeScenarios("an association object", Base.metadata, (scenario) => {
  scenario("gets both halves of its key from its ends", async ({ session, sent, rows }) => {
    const [ann, nobel] = [new Writer({ name: "ann" }), new Prize({ name: "nobel" })];
    const award = new Award({ year: 2001, prize: nobel });
    ann.awards.push(award);
    session.add(ann);
    expect(session.new.has(nobel)).toBe(true);
    await session.flush();
    expect(sent.steps.at(-1)).toBe("INSERT awards");
    expect(await rows(Award)).toEqual([[ann.id, nobel.id, 2001]]);
    expect(await session.get(Award, { writerId: ann.id, prizeId: nobel.id })).toBe(award);
  });

  scenario("goes as an orphan of the side that owns it", async ({ session, rows }) => {
    const [ann, nobel] = [new Writer({ name: "ann" }), new Prize({ name: "nobel" })];
    ann.awards.push(new Award({ year: 2001, prize: nobel }));
    session.add(ann);
    await session.flush();
    ann.awards.pop();
    await session.flush();
    expect(await rows(Award)).toEqual([]);
    expect(await rows(Prize)).toHaveLength(1);
  });

  scenario("cannot lose a part of its key", async ({ session }) => {
    const [ann, nobel] = [new Writer({ name: "ann" }), new Prize({ name: "nobel" })];
    ann.awards.push(new Award({ year: 2001, prize: nobel }));
    session.add(ann);
    await session.flush();
    await nobel.awaitableAttrs.awards;
    nobel.awards.pop();
    await expect(async () => session.flush()).rejects.toThrow(
      /Award\.prizeId is part of the primary key and cannot be set to NULL/,
    );
    await session.rollback();
  });

  scenario("moves to another end by a changed key", async ({ session, rows }) => {
    const [ann, bob, nobel] = [new Writer({ name: "ann" }), new Writer({ name: "bob" }), new Prize({ name: "nobel" })];
    const award = new Award({ year: 2001, prize: nobel });
    ann.awards.push(award);
    session.addAll([ann, bob]);
    await session.flush();
    await bob.awaitableAttrs.awards;
    award.writer = bob;
    await session.flush();
    expect(await rows(Award)).toEqual([[bob.id, nobel.id, 2001]]);
    expect(inspect(award).identity).toEqual([bob.id, nobel.id]);
    expect([ann.awards, bob.awards]).toEqual([[], [award]]);
  });

  scenario("is reached through both ends by one query", async ({ session, makeSession, sent }) => {
    const [ann, bob] = [new Writer({ name: "ann" }), new Writer({ name: "bob" })];
    const nobel = new Prize({ name: "nobel" });
    ann.awards.push(new Award({ year: 2001, prize: nobel }));
    bob.awards.push(new Award({ year: 2002, prize: nobel }));
    session.addAll([ann, bob]);
    await session.commit();
    sent.clear();
    const options = selectinload(Prize.c.awards).joinedload(Award.c.writer);
    const found = (await makeSession().scalars(select(Prize).options(options))).one();
    expect(new Map(found.awards.map((award) => [award.year, award.writer?.name]))).toEqual(
      new Map([
        [2001, "ann"],
        [2002, "bob"],
      ]),
    );
    expect(sent).toHaveLength(2);
  });
});
