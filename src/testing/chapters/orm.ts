import {
  declarativeBase,
  func,
  IntegrityError,
  insert,
  integer,
  json,
  manyToOne,
  oneToMany,
  select,
  selectinload,
  StaleDataError,
  string,
  text,
  update,
} from "../api.ts";
import { equal, throws } from "../assert.ts";
import { type Chapter, chapter, check } from "../check.ts";
import type { CheckContext } from "../context.ts";
import { fixture } from "../fixture.ts";
import { database, execution } from "../requirement.ts";

/** Authors with books, empty. */
const library = fixture(async (c) => {
  const Base = declarativeBase({ metadata: c.metadata });
  class Author extends Base.table(c.name("authors"), {
    id: integer().primaryKey(),
    name: string(30),
    country: string(10).serverDefault("nowhere"),
    get books() {
      return oneToMany(() => Book, {
        backPopulates: "author",
        cascade: ["all", "delete-orphan"],
        orderBy: (book) => book.c.id,
      });
    },
  }) {}
  class Book extends Base.table(c.name("books"), {
    id: integer().primaryKey(),
    title: string(50),
    authorId: integer().references(() => Author.c.id),
    get author() {
      return manyToOne(() => Author, { backPopulates: "books" });
    },
  }) {}
  class Page extends Base.table(
    c.name("pages"),
    { id: integer().primaryKey().autoincrement(false), words: string(20).unique(), version: integer() },
    { mapper: { versionIdCol: "version" } },
  ) {}
  await c.create();
  return { Author, Book, Page };
});

const ada = async (c: CheckContext) => {
  const { Author, Book } = await c.use(library);
  return new Author({ name: "Ada", books: ["one", "two", "three"].map((title) => new Book({ title })) });
};

export const orm: Chapter = chapter(
  "orm",
  check("a flush of objects that refer to each other fills in their keys", async (c) => {
    const { Author, Book } = await c.use(library);
    const session = await c.session();
    const author = await ada(c);
    session.add(author);
    await session.flush();
    const rows = await c.rows(select(Book.c.id, Book.c.title, Book.c.authorId).orderBy(Book.c.id));
    equal(
      rows,
      author.books.map((book) => [book.id, book.title, author.id]),
    );
    equal(await session.get(Author, author.id), author);
  }),
  check("a flush of many objects, with their keys in order", async (c) => {
    const { Author } = await c.use(library);
    const session = await c.session();
    const authors = Array.from({ length: 300 }, (_, n) => new Author({ name: `a${n}` }));
    session.addAll(authors);
    await session.flush();
    equal(
      await c.rows(select(Author.c.id, Author.c.name).orderBy(Author.c.id)),
      authors.map((author) => [author.id, author.name]),
    );
  }),
  check("collections are loaded with what they belong to", async (c) => {
    const { Author } = await c.use(library);
    const session = await c.session();
    const first = await ada(c);
    session.addAll([first, new Author({ name: "Bob" })]);
    await session.flush();
    const { id } = first;
    session.expungeAll();
    const authors = (
      await session.scalars(select(Author).options(selectinload(Author.c.books)).orderBy(Author.c.name))
    ).all();
    equal(
      authors.map((author) => [author.name, author.books.map((book) => book.title)]),
      [
        ["Ada", ["one", "two", "three"]],
        ["Bob", []],
      ],
    );
    equal(authors[0]?.id, id);
    equal(authors[0]?.books[0]?.author, authors[0]);
  }),
  check("a change is an UPDATE of what was changed", async (c) => {
    const { Author } = await c.use(library);
    const session = await c.session();
    const author = await ada(c);
    session.add(author);
    await session.flush();
    author.name = "Adele";
    author.books.pop();
    await session.flush();
    equal(await c.column(select(Author.c.name)), ["Adele"]);
    const { Book } = await c.use(library);
    equal(await c.column(select(Book.c.title).orderBy(Book.c.id)), ["one", "two"]);
  }),
  check("a deleted object takes along what belongs to it", async (c) => {
    const { Author, Book } = await c.use(library);
    const session = await c.session();
    const author = await ada(c);
    session.add(author);
    await session.flush();
    await session.delete(author);
    await session.flush();
    equal([await c.scalar(select(func.count(Author.c.id))), await c.scalar(select(func.count(Book.c.id)))], [0, 0]);
  }),
  check("what the database fills in is there after a flush or a refresh", async (c) => {
    const { Author } = await c.use(library);
    const session = await c.session();
    const author = new Author({ name: "Ada" });
    session.add(author);
    await session.flush();
    await session.refresh(author);
    equal(author.country, "nowhere");
    await c.execute(update(Author).where(Author.c.id.eq(author.id)).values({ country: "here" }));
    equal(author.country, "nowhere");
    await session.refresh(author);
    equal(author.country, "here");
  }),
  check("a version counter finds that a row was changed meanwhile", [execution("rowcountMatched")], async (c) => {
    const { Page } = await c.use(library);
    const session = await c.session();
    const page = new Page({ id: 1, words: "a" });
    session.add(page);
    await session.flush();
    page.words = "b";
    await session.flush();
    equal(page.version, 2);
    await c.execute(text(`UPDATE ${c.dialect.quote(c.name("pages"))} SET version = 7`));
    page.words = "c";
    await throws(StaleDataError, () => session.flush());
  }),
  check("a flush that breaks a constraint is undone, and the session goes on", async (c) => {
    const { Page } = await c.use(library);
    const session = await c.session();
    session.addAll([new Page({ id: 1, words: "a" }), new Page({ id: 2, words: "a" })]);
    await throws(IntegrityError, () => session.flush());
    await session.rollback();
    session.add(new Page({ id: 3, words: "a" }));
    await session.flush();
    equal(await c.column(select(Page.c.id)), [3]);
  }),
  check("merge() brings in what another session had", async (c) => {
    const { Author } = await c.use(library);
    const session = await c.session();
    await c.execute(insert(Author).values({ id: 5, name: "Ada" }));
    const merged = await session.merge(new Author({ id: 5, name: "Adele" }));
    await session.flush();
    equal(await c.rows(select(Author.c.id, Author.c.name)), [[5, "Adele"]]);
    equal(merged.country, "nowhere");
  }),
  check("JSON's null and SQL's, of objects", [database("json")], async (c) => {
    const Base = declarativeBase({ metadata: c.metadata });
    class Data extends Base.table(c.name("orm_json"), {
      id: integer().primaryKey().autoincrement(false),
      plain: json<unknown>().nullable(),
      strict: json<unknown>({ noneAsNull: false }).nullable(),
    }) {}
    await c.create();
    const session = await c.session();
    session.addAll([new Data({ id: 1, plain: null, strict: null }), new Data({ id: 2, plain: json.NULL, strict: [] })]);
    await session.flush();
    const nulls = select(Data.c.id, Data.c.plain.is(null), Data.c.strict.is(null)).orderBy(Data.c.id);
    equal(await c.rows(nulls), [
      [1, true, false],
      [2, false, false],
    ]);
  }),
);
