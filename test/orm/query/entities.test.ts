import { func, integer, MetaData, select, string, union } from "athanor";
import { aliased, declarativeBase, manyToOne, oneToMany, selectinload } from "athanor/orm";
import { expect } from "vitest";
import { describeScenarios, type Scenario } from "../../support/scenarios.ts";

class Base extends declarativeBase({ metadata: new MetaData() }) {}
class Writer extends Base.table("writers", {
  id: integer().primaryKey(),
  name: string(20),
  get books() {
    return oneToMany(() => Book, { backPopulates: "writer", orderBy: (book) => book.c.id });
  },
  get latest() {
    return oneToMany(() => latest, { viewonly: true });
  },
}) {}
class Book extends Base.table("books", {
  id: integer().primaryKey(),
  title: string(20),
  year: integer(),
  writerId: integer().references("writers.id"),
  get writer() {
    return manyToOne(() => Writer, { backPopulates: "books" });
  },
}) {}
const latest = aliased(Book, select(Book).where(Book.c.year.gt(2000)).subquery());

async function library({ session, sent }: Scenario): Promise<void> {
  const old = new Book({ title: "old", year: 1900 });
  const recent = new Book({ title: "new", year: 2020 });
  session.addAll([new Writer({ name: "Ann", books: [old, recent] }), new Writer({ name: "Bo" })]);
  await session.commit();
  session.expungeAll();
  sent.clear();
}

describeScenarios("entities and columns of a row", Base.metadata, (scenario) => {
  // The column was known as id__1 on the row, though its type says id.
  scenario("an entity and its own column", async (given) => {
    await library(given);
    const result = await given.session.execute(select(Writer, Writer.c.id).where(Writer.c.name.eq("Ann")));
    expect(result.keys()).toEqual(["Writer", "id"]);
    const row = result.one();
    expect([row[0].name, row.id === row[0].id, row[1] === row.id]).toEqual(["Ann", true, true]);
    expect(given.sent.texts[0]).toMatch(/^SELECT writers\.id, writers\.name, writers\.id AS id__1 FROM writers/);
  });

  scenario("an entity and the column of another table", async (given) => {
    await library(given);
    const result = await given.session.execute(
      select(Writer, Book.c.id, Book.c.title).join(Writer.c.books).where(Book.c.year.eq(1900)),
    );
    expect(result.keys()).toEqual(["Writer", "id", "title"]);
    const row = result.one();
    expect([row[0].name, row.id, row.title]).toEqual(["Ann", row[1], "old"]);
  });

  scenario("columns of one name are numbered", async (given) => {
    await library(given);
    const result = await given.session.execute(select(Writer.c.id, Book.c.id).join(Writer.c.books));
    expect(result.keys()).toEqual(["id", "id_1"]);
    const labelled = await given.session.execute(
      select(Writer.c.name.label("id"), Writer.c.id).where(Writer.c.name.eq("Bo")),
    );
    expect(labelled.keys()).toEqual(["id", "id_1"]);
    expect(labelled.one()[0]).toBe("Bo");
  });

  scenario("aliases are known by their class, or by their name", async (given) => {
    await library(given);
    const one = aliased(Writer);
    const two = aliased(Writer, "other");
    const result = await given.session.execute(select(one, two).join(two, one.c.id.lt(two.c.id)));
    expect(result.keys()).toEqual(["Writer", "other"]);
    const row = result.one();
    expect([row[0].name, (row as unknown as { other: Writer }).other.name]).toEqual(["Ann", "Bo"]);
  });

  scenario("the same entity twice is the same object", async (given) => {
    await library(given);
    const rows = (await given.session.execute(select(Writer, Writer).orderBy(Writer.c.id))).all();
    expect(rows.map(([a, b]) => a === b)).toEqual([true, true]);
  });

  scenario("expressions keep their names", async (given) => {
    await library(given);
    const result = await given.session.execute(
      select(Writer.c.name, func.count(Book.c.id).label("n"), func.max(Book.c.year))
        .join(Writer.c.books)
        .groupBy(Writer.c.name),
    );
    expect(result.keys().slice(0, 2)).toEqual(["name", "n"]);
    expect([...result.one()]).toEqual(["Ann", 2, 2020]);
  });
});

describeScenarios("entities read from queries", Base.metadata, (scenario) => {
  scenario("of a part of the rows", async (given) => {
    await library(given);
    const found = (await given.session.scalars(select(latest))).all();
    expect(found.map((book) => book.title)).toEqual(["new"]);
    expect(found[0]).toBe(await given.session.get(Book, found[0]!.id));
  });

  scenario("of a union", async (given) => {
    await library(given);
    const both = aliased(
      Book,
      union(select(Book).where(Book.c.year.lt(2000)), select(Book).where(Book.c.year.gt(2000))).subquery(),
    );
    const found = await given.session.scalars(select(both).orderBy(both.c.year));
    expect(found.all().map((book) => book.title)).toEqual(["old", "new"]);
  });

  scenario("of a CTE, joined to the class itself", async (given) => {
    await library(given);
    const cte = select(Book).where(Book.c.year.gt(2000)).cte("recent");
    const recent = aliased(Book, cte);
    const rows = await given.session.execute(
      select(Writer.c.name, recent).join(recent, recent.c.writerId.eq(Writer.c.id)),
    );
    const row = rows.one();
    expect([row[0], row[1].title]).toEqual(["Ann", "new"]);
  });

  scenario("what lacks a column is refused", async (given) => {
    await library(given);
    expect(() => aliased(Book, select(Book.c.id).subquery())).toThrow("no column that stands for books.title");
    expect(() => aliased(Book, select(Book) as never)).toThrow("A select() becomes one by .subquery()");
  });

  scenario("are the target of a relationship, however it is loaded", async (given) => {
    await library(given);
    const [ann, bo] = (
      await given.session.scalars(select(Writer).options(selectinload(Writer.c.latest)).orderBy(Writer.c.id))
    ).all();
    expect([ann!.latest.map((book) => book.title), bo!.latest]).toEqual([["new"], []]);
    expect(given.sent.length).toBe(2);
    const other = given.makeSession();
    const lazily = await other.getOne(Writer, ann!.id);
    expect((await lazily.awaitableAttrs.latest).map((book) => book.title)).toEqual(["new"]);
    const joined = await other.execute(select(Writer.c.name, latest.c.title).join(Writer.c.latest));
    expect(joined.all().map((row) => [...row])).toEqual([["Ann", "new"]]);
    const having = await other.scalars(select(Writer.c.name).where(Writer.c.latest.any()));
    expect(having.all()).toEqual(["Ann"]);
  });
});
