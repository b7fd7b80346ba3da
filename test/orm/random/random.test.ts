import * as fc from "fast-check";
import { deleteFrom, type Engine, select, update } from "athanor";
import { Session } from "athanor/orm";
import { expect, it } from "vitest";
import { describeSync } from "../../support/databases.ts";
import { Author, Base, Book, bookTags, Item, Shelf, Tag } from "./models.ts";
import { Run, type Step, steps } from "./steps.ts";

const names = Object.keys(steps) as Step["name"][];
const stepOf = fc.record({
  name: fc.constantFrom(...names),
  a: fc.nat({ max: 30 }),
  b: fc.nat({ max: 30 }),
});

/** The rows that the facts mean, by the ids of the objects. */
function expectedRows({ facts, entities }: Run): Record<string, unknown[][]> {
  const id = (kind: keyof typeof entities, key: number | null): number | null =>
    key === null ? null : (entities[kind].get(key) as { id: number }).id;
  const sorted = (rows: unknown[][]): unknown[][] =>
    rows.toSorted((x, y) => Number(x[0]) - Number(y[0]) || Number(x[1]) - Number(y[1]));
  return {
    authors: sorted([...facts.authors].map(([key, row]) => [id("authors", key), row.name, row.nick])),
    books: sorted(
      [...facts.books].map(([key, row]) => [
        id("books", key),
        row.title,
        id("authors", row.author),
        id("books", row.sequelOf),
      ]),
    ),
    tags: sorted([...facts.tags].map(([key, row]) => [id("tags", key), row.label])),
    links: sorted(
      [...facts.books].flatMap(([key, row]) => [...row.tags].map((tag) => [id("books", key), id("tags", tag)])),
    ),
    shelves: sorted([...facts.shelves].map(([key, row]) => [id("shelves", key), row.name])),
    items: sorted([...facts.items].map(([key, row]) => [id("items", key), row.text, id("shelves", row.shelf)])),
  };
}

/** The rows that are there, read beside the ORM. */
function actualRows(session: Session): Record<string, unknown[][]> {
  const connection = session.connection();
  const rows = (statement: Parameters<typeof connection.execute>[0]): unknown[][] =>
    connection
      .execute(statement)
      .all()
      .map((row) => [...(row as unknown[])]);
  const { c: author } = Author;
  const { c: book } = Book;
  return {
    authors: rows(select(author.id, author.name, author.nick).orderBy(author.id)),
    books: rows(select(book.id, book.title, book.authorId, book.sequelOfId).orderBy(book.id)),
    tags: rows(select(Tag.c.id, Tag.c.label).orderBy(Tag.c.id)),
    links: rows(select(bookTags.c.bookId, bookTags.c.tagId).orderBy(bookTags.c.bookId, bookTags.c.tagId)),
    shelves: rows(select(Shelf.c.id, Shelf.c.name).orderBy(Shelf.c.id)),
    items: rows(select(Item.c.id, Item.c.text, Item.c.shelfId).orderBy(Item.c.id)),
  };
}

/** Whether the objects say what the facts say, by attribute access. */
function checkObjects({ facts, entities }: Run): void {
  for (const [key, fact] of facts.books) {
    const book = entities.books.get(key) as Book;
    expect(book.title).toBe(fact.title);
    expect(book.author).toBe(fact.author === null ? null : entities.authors.get(fact.author));
    expect(book.sequelOf).toBe(fact.sequelOf === null ? null : entities.books.get(fact.sequelOf));
    expect(new Set(book.tags)).toEqual(new Set([...fact.tags].map((tag) => entities.tags.get(tag))));
  }
  for (const [key, fact] of facts.authors) {
    const author = entities.authors.get(key) as Author;
    expect([author.name, author.nick]).toEqual([fact.name, fact.nick]);
    const books = [...facts.books].filter(([, book]) => book.author === key).map(([book]) => entities.books.get(book));
    expect(new Set(author.books)).toEqual(new Set(books));
  }
  for (const key of facts.shelves.keys()) {
    const items = [...facts.items].filter(([, item]) => item.shelf === key).map(([item]) => entities.items.get(item));
    expect(new Set((entities.shelves.get(key) as Shelf).items)).toEqual(new Set(items));
  }
}

function play(engine: Engine, sequence: readonly Step[]): void {
  using session = new Session(engine);
  const run = new Run(session);
  try {
    for (const { name, a, b } of [...sequence, { name: "commit", a: 0, b: 0 } as const]) {
      steps[name](run, a, b);
      if (run.check === undefined) continue;
      const actual = actualRows(session);
      expect(actual).toEqual(expectedRows(run));
      if (run.check === "objects") checkObjects(run);
      run.check = undefined;
    }
  } catch (error) {
    throw new Error(`${run.script.join("\n")}\n// ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  } finally {
    session.rollback();
    session.expungeAll();
    const connection = session.connection();
    connection.execute(deleteFrom(bookTags).allRows());
    connection.execute(update(Book).set({ sequelOfId: null }).allRows());
    for (const cls of [Book, Author, Tag, Item, Shelf]) connection.execute(deleteFrom(cls).allRows());
    session.commit();
  }
}

const RUNS = { sqlite: 10_000, postgresql: 150, mysql: 150 };

describeSync("random operations on a session", (database) => {
  it("do to the database and to the objects what they say", { timeout: 600_000 }, () => {
    const engine = database.engine();
    Base.metadata.createAll(engine);
    const given = process.env["ATHANOR_RANDOM_SEED"];
    fc.assert(
      fc.property(fc.array(stepOf, { minLength: 4, maxLength: 30 }), (sequence) => play(engine, sequence)),
      {
        numRuns: Number(process.env["ATHANOR_RANDOM_RUNS"] ?? RUNS[database.dialect]),
        ...(given === undefined ? { seed: 20_261_126 } : { seed: Number(given) }),
      },
    );
  });
});
