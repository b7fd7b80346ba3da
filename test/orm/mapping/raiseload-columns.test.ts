import { integer, MetaData, select, string } from "athanor";
import {
  columnProperty,
  declarativeBase,
  defer,
  inspect,
  joinedload,
  loadOnly,
  manyToOne,
  oneToMany,
  selectinload,
  undefer,
  undeferGroup,
} from "athanor/orm";
import { describe, expect, it } from "vitest";
import { describeScenarios, type Scenario } from "../../support/scenarios.ts";

class Base extends declarativeBase({ metadata: new MetaData() }) {}
class Book extends Base.table("rl_books", {
  id: integer().primaryKey(),
  title: string(20),
  pages: integer(),
  text: string(80).deferred({ raiseload: true }),
  first: string(20).deferred({ group: "parts", raiseload: true }),
  last: string(20).deferred({ group: "parts" }),
  twice: columnProperty(integer(), (c) => c.pages.mul(2), { raiseload: true }),
  kept: columnProperty(integer(), (c) => c.pages.mul(3), { expireOnFlush: false }),
  shelfId: integer().nullable().references("rl_shelves.id").deferred({ raiseload: true }),
  get shelf() {
    return manyToOne(() => Shelf, { backPopulates: "books" });
  },
}) {}
class Shelf extends Base.table("rl_shelves", {
  id: integer().primaryKey(),
  name: string(20),
  note: string(20).nullable(),
  get books() {
    return oneToMany(() => Book, { backPopulates: "shelf" });
  },
}) {}

async function shelf({ session, sent }: Scenario): Promise<Shelf> {
  const made = new Shelf({
    name: "a",
    books: [new Book({ title: "one", pages: 5, text: "long", first: "f", last: "l" })],
  });
  session.add(made);
  await session.commit();
  session.expungeAll();
  sent.clear();
  return made;
}

const read = (entity: object, name: string): Promise<unknown> =>
  (entity as { awaitableAttrs: Record<string, Promise<unknown>> }).awaitableAttrs[name]!;

async function refuses({ session, sent, kind }: Scenario, entity: object, ...names: string[]): Promise<void> {
  const before = sent.length;
  for (const name of names) {
    await expect(read(entity, name), name).rejects.toMatchObject({ code: "raise-load" });
    if (kind === "sync") expect(() => (entity as Record<string, unknown>)[name]).toThrow("raiseload forbids");
    expect(inspect(entity).unloaded.has(name)).toBe(true);
  }
  expect([sent.length, session.dirty.size]).toEqual([before, 0]);
}

describeScenarios("raiseload of columns", Base.metadata, (scenario) => {
  scenario("refuses to read what is declared so, and lets it be loaded and written", async (given) => {
    await shelf(given);
    const { session, sent } = given;
    const book = (await session.scalars(select(Book))).one();
    await refuses(given, book, "text", "first", "twice", "shelfId");
    expect(await read(book, "last")).toBe("l");
    // A group comes as a whole.
    expect(book.first).toBe("f");
    await session.refresh(book, ["text", "twice"]);
    expect([book.text, book.twice]).toEqual(["long", 10]);
    book.shelfId = null;
    sent.clear();
    await session.flush();
    expect(sent.texts).toEqual(["UPDATE rl_books SET shelfId=? WHERE rl_books.id = ?"]);
    expect((await given.rows(Book))[0]).toEqual([1, "one", 5, "long", "f", "l", null].with(0, book.id));
  });

  scenario("is lifted by a query, until the object expires", async (given) => {
    await shelf(given);
    const { session } = given;
    const query = select(Book).options(undefer(Book.c.text, Book.c.twice), undeferGroup("parts"));
    const book = (await session.scalars(query)).one();
    expect([book.text, book.twice, book.first]).toEqual(["long", 10, "f"]);
    session.expire(book);
    await session.refresh(book);
    expect(book.title).toBe("one");
    await refuses(given, book, "text", "twice");
  });

  scenario("does not hinder relationships over such a column, nor a flush", async (given) => {
    await shelf(given);
    const { session } = given;
    const book = (await session.scalars(select(Book))).one();
    await refuses(given, book, "shelfId");
    expect(((await read(book, "shelf")) as Shelf).name).toBe("a");
    const found = (await session.scalars(select(Shelf).options(selectinload(Shelf.c.books)))).one();
    found.books.splice(0, 1);
    await session.flush();
    expect((await given.rows(Book)).map((row) => row[6])).toEqual([null]);
    await session.delete(book);
    await session.flush();
    expect(await given.rows(Book)).toEqual([]);
  });

  scenario("by an option of the query: defer() and loadOnly()", async (given) => {
    await shelf(given);
    const { session } = given;
    const strict = select(Shelf).options(defer(Shelf.c.name, { raiseload: true }), defer(Shelf.c.note));
    const one = (await session.scalars(strict)).one();
    await refuses(given, one, "name");
    expect(await read(one, "note")).toBeNull();
    await session.refresh(one, ["name"]);
    expect(one.name).toBe("a");
    session.expungeAll();
    const only = (await session.scalars(select(Shelf).options(loadOnly(Shelf.c.note, { raiseload: true })))).one();
    expect(only.note).toBeNull();
    await refuses(given, only, "name");
    session.expungeAll();
    // The same without raiseload is another statement.
    const loose = (await session.scalars(select(Shelf).options(loadOnly(Shelf.c.note)))).one();
    expect(await read(loose, "name")).toBe("a");
  });

  scenario("by an option, of what a relationship brings", async (given) => {
    await shelf(given);
    const { session } = given;
    for (const load of [selectinload(Shelf.c.books), joinedload(Shelf.c.books)]) {
      session.expungeAll();
      const query = select(Shelf).options(load.defer(Book.c.title, { raiseload: true }));
      const [book] = (await session.scalars(query)).unique().one().books;
      expect(book!.pages).toBe(5);
      await refuses(given, book!, "title");
    }
  });

  scenario("by an option ends when the object expires", async (given) => {
    await shelf(given);
    const { session } = given;
    const found = (await session.scalars(select(Shelf).options(defer(Shelf.c.name, { raiseload: true })))).one();
    await refuses(given, found, "name");
    session.expire(found);
    expect(await read(found, "name")).toBe("a");
  });

  scenario("later options win", async (given) => {
    await shelf(given);
    const { session } = given;
    const query = select(Shelf).options(defer(Shelf.c.name, { raiseload: true }), undefer(Shelf.c.name));
    expect((await session.scalars(query)).one().name).toBe("a");
  });
});

describeScenarios("columnProperty({ expireOnFlush: false })", Base.metadata, (scenario) => {
  scenario("keeps its value over an UPDATE, and reads it after an INSERT", async (given) => {
    const { session, sent } = given;
    const book = new Book({ title: "t", pages: 5, text: "", first: "", last: "" });
    session.add(book);
    await session.flush();
    expect(await read(book, "kept")).toBe(15);
    book.pages = 7;
    await session.flush();
    sent.clear();
    expect([await read(book, "kept"), sent.length]).toEqual([15, 0]);
    await session.refresh(book);
    expect(book.kept).toBe(21);
  });
});

describe("deferred columns", () => {
  it("say what they take", () => {
    expect(() => defer()).toThrow("defer() takes at least one column");
    expect(() => defer({ raiseload: true })).toThrow("defer() takes at least one column");
    expect(() => loadOnly(3 as never)).toThrow("loadOnly() takes mapped columns");
  });
});
