import { and, type ColumnElement, foreignKeyConstraint, insert, integer, not, or, select, string } from "athanor";
import {
  aliased,
  declarativeBase,
  manyToMany,
  manyToOne,
  oneToMany,
  oneToOne,
  sessionmaker,
  withParent,
} from "athanor/orm";
import { describe, expect, it } from "vitest";
import { describeSync, type SyncDatabase } from "../../support/databases.ts";
import { captureStatements } from "../../support/statements.ts";

class Base extends declarativeBase() {}

const bookGenres = Base.metadata.table("book_genres", {
  bookId: integer().primaryKey().references("books.id"),
  genreId: integer().primaryKey().references("genres.id"),
});

class Author extends Base.table("authors", {
  id: integer().primaryKey(),
  name: string(20),
  get books() {
    return oneToMany(() => Book, { backPopulates: "author", orderBy: (book) => book.c.id });
  },
  get bio() {
    return oneToOne(() => Bio, { backPopulates: "author" });
  },
}) {}

class Book extends Base.table("books", {
  id: integer().primaryKey(),
  title: string(20),
  authorId: integer().nullable().references("authors.id"),
  get author() {
    return manyToOne(() => Author, { backPopulates: "books" });
  },
  get genres() {
    return manyToMany(() => Genre, { secondary: () => bookGenres, backPopulates: "books" });
  },
}) {}

class Bio extends Base.table("bios", {
  id: integer().primaryKey(),
  text: string(20),
  authorId: integer().nullable().references("authors.id"),
  get author() {
    return manyToOne(() => Author, { backPopulates: "bio" });
  },
}) {}

class Genre extends Base.table("genres", {
  id: integer().primaryKey(),
  name: string(20),
  get books() {
    return manyToMany(() => Book, { secondary: () => bookGenres, backPopulates: "genres" });
  },
}) {}

class Node extends Base.table("tree_nodes", {
  id: integer().primaryKey(),
  data: string(20),
  parentId: integer().nullable().references("tree_nodes.id"),
  get children() {
    return oneToMany(() => Node, { backPopulates: "parent" });
  },
  get parent() {
    return manyToOne(() => Node, { backPopulates: "children" });
  },
}) {}

class Seat extends Base.table("seats2", {
  hall: integer().primaryKey(),
  number: integer().primaryKey(),
  get tickets() {
    return oneToMany(() => Ticket, { backPopulates: "seat" });
  },
}) {}

class Ticket extends Base.table(
  "tickets",
  {
    id: integer().primaryKey(),
    hall: integer().nullable(),
    number: integer().nullable(),
    get seat() {
      return manyToOne(() => Seat, { backPopulates: "tickets" });
    },
  },
  { constraints: (c) => [foreignKeyConstraint([c.hall, c.number], ["seats2.hall", "seats2.number"])] },
) {}

const text = (statement: { toString(): string }): string => String(statement).replaceAll(/\s*\n\s*/g, " ");

describe("relationships in conditions, as text", () => {
  const author = new Author({ id: 7 });
  const book = new Book({ id: 3, authorId: 7 });

  it.each<[string, { toString(): string }, string]>([
    ["many-to-one, an object", Book.c.author.eq(author), ':param_1 = books."authorId"'],
    [
      "many-to-one, another object",
      Book.c.author.ne(author),
      'books."authorId" != :authorId_1 OR books."authorId" IS NULL',
    ],
    ["many-to-one, null", Book.c.author.eq(null), 'books."authorId" IS NULL'],
    ["many-to-one, not null", Book.c.author.ne(null), 'books."authorId" IS NOT NULL'],
    ["one-to-many, an object", Author.c.books.contains(book), "authors.id = :param_1"],
    ["not one of a collection", not(Author.c.books.contains(book)), "authors.id != :param_1"],
    [
      "composite",
      Ticket.c.seat.eq(new Seat({ hall: 1, number: 2 })),
      ":param_1 = tickets.hall AND :param_2 = tickets.number",
    ],
    [
      "composite, another object",
      Ticket.c.seat.ne(new Seat({ hall: 1, number: 2 })),
      "tickets.hall != :hall_1 OR tickets.hall IS NULL OR tickets.number != :number_1 OR tickets.number IS NULL",
    ],
    ["composite, null", Ticket.c.seat.eq(null), "tickets.hall IS NULL AND tickets.number IS NULL"],
    ["self-referential, an object", Node.c.parent.eq(new Node({ id: 1 })), ':param_1 = tree_nodes."parentId"'],
    [
      "self-referential, a child",
      Node.c.children.contains(new Node({ id: 1, parentId: 12 })),
      "tree_nodes.id = :param_1",
    ],
    [
      "any",
      select(Author.c.id).where(Author.c.books.any(Book.c.id.eq(4))),
      'SELECT authors.id FROM authors WHERE EXISTS (SELECT 1 FROM books WHERE authors.id = books."authorId" AND books.id = :id_1)',
    ],
    [
      "any by attributes",
      select(Author.c.id).where(Author.c.books.any({ id: 4, title: "x" })),
      'SELECT authors.id FROM authors WHERE EXISTS (SELECT 1 FROM books WHERE authors.id = books."authorId" AND books.id = :id_1 AND books.title = :title_1)',
    ],
    [
      "no any",
      select(Author.c.id).where(not(Author.c.books.any())),
      'SELECT authors.id FROM authors WHERE NOT (EXISTS (SELECT 1 FROM books WHERE authors.id = books."authorId"))',
    ],
    [
      "has",
      select(Book.c.id).where(Book.c.author.has({ name: "Bo" })),
      'SELECT books.id FROM books WHERE EXISTS (SELECT 1 FROM authors WHERE authors.id = books."authorId" AND authors.name = :name_1)',
    ],
    [
      "has inside any, by attributes",
      select(Genre.c.id).where(Genre.c.books.any(Book.c.author.has({ name: "Bo" }))),
      'SELECT genres.id FROM genres WHERE EXISTS (SELECT 1 FROM book_genres, books WHERE genres.id = book_genres."genreId" AND books.id = book_genres."bookId" AND (EXISTS (SELECT 1 FROM authors WHERE authors.id = books."authorId" AND authors.name = :name_1)))',
    ],
    [
      "an object by filterBy",
      select(Book.c.id).join(Author).selectFrom(Book).where(Book.c.author.eq(author)),
      'SELECT books.id FROM books JOIN authors ON authors.id = books."authorId" WHERE :param_1 = books."authorId"',
    ],
    [
      "any under a name",
      ((a: ReturnType<typeof aliasOfAuthor>, b: ReturnType<typeof aliasOfBook>) =>
        select(a.c.id).where(a.c.books.ofType(b).any(b.c.id.eq(4))))(aliasOfAuthor(), aliasOfBook()),
      'SELECT authors_1.id FROM authors AS authors_1 WHERE EXISTS (SELECT 1 FROM books AS books_1 WHERE authors_1.id = books_1."authorId" AND books_1.id = :id_1)',
    ],
    [
      "any where the target is in the statement too",
      select(Author.c.id)
        .join(Author.c.books)
        .where(Author.c.books.any({ title: "x" })),
      'SELECT authors.id FROM authors JOIN books ON authors.id = books."authorId" WHERE EXISTS (SELECT 1 FROM books WHERE authors.id = books."authorId" AND books.title = :title_1)',
    ],
    [
      "self-referential any",
      select(Node.c.id).where(Node.c.children.any(Node.c.data.eq("n1"))),
      'SELECT tree_nodes.id FROM tree_nodes WHERE EXISTS (SELECT 1 FROM tree_nodes AS tree_nodes_1 WHERE tree_nodes.id = tree_nodes_1."parentId" AND tree_nodes_1.data = :data_1)',
    ],
    [
      "self-referential any by attributes",
      select(Node.c.id).where(Node.c.children.any({ data: "n1" })),
      'SELECT tree_nodes.id FROM tree_nodes WHERE EXISTS (SELECT 1 FROM tree_nodes AS tree_nodes_1 WHERE tree_nodes.id = tree_nodes_1."parentId" AND tree_nodes_1.data = :data_1)',
    ],
    [
      "self-referential has",
      select(Node.c.id).where(Node.c.parent.has(Node.c.data.eq("n1"))),
      'SELECT tree_nodes.id FROM tree_nodes WHERE EXISTS (SELECT 1 FROM tree_nodes AS tree_nodes_1 WHERE tree_nodes_1.id = tree_nodes."parentId" AND tree_nodes_1.data = :data_1)',
    ],
    [
      "self-referential any of an alias",
      ((n: ReturnType<typeof aliasOfNode>) => select(n.c.id).where(n.c.children.any({ data: "n1" })))(aliasOfNode()),
      'SELECT tree_nodes_1.id FROM tree_nodes AS tree_nodes_1 WHERE EXISTS (SELECT 1 FROM tree_nodes WHERE tree_nodes_1.id = tree_nodes."parentId" AND tree_nodes.data = :data_1)',
    ],
    [
      "one-to-one, null",
      select(Author.c.id).where(Author.c.bio.eq(null)),
      'SELECT authors.id FROM authors WHERE NOT (EXISTS (SELECT 1 FROM bios WHERE authors.id = bios."authorId"))',
    ],
    ["one-to-one, an object", Author.c.bio.eq(new Bio({ id: 1, authorId: 5 })), "authors.id = :param_1"],
    [
      "the parent",
      select(Book.c.id).where(withParent(author, Author.c.books)),
      'SELECT books.id FROM books WHERE :param_1 = books."authorId"',
    ],
    [
      "either of two parents",
      select(Book.c.id).where(
        or(withParent(author, Author.c.books), withParent(new Author({ id: 8 }), Author.c.books)),
      ),
      'SELECT books.id FROM books WHERE :param_1 = books."authorId" OR :param_2 = books."authorId"',
    ],
    [
      "the parent, under a name",
      ((b: ReturnType<typeof aliasOfBook>) => select(b.c.id).where(withParent(author, Author.c.books.ofType(b))))(
        aliasOfBook(),
      ),
      'SELECT books_1.id FROM books AS books_1 WHERE :param_1 = books_1."authorId"',
    ],
    [
      "the parent of a many-to-one",
      select(Author.c.id).where(withParent(book, Book.c.author)),
      "SELECT authors.id FROM authors WHERE authors.id = :param_1",
    ],
    [
      "more criteria for a join",
      select(Author.c.id).join(Author.c.books.and(Book.c.title.eq("x"))),
      'SELECT authors.id FROM authors JOIN books ON authors.id = books."authorId" AND books.title = :title_1',
    ],
    [
      "more criteria for any",
      select(Author.c.id).where(Author.c.books.and(Book.c.title.eq("x")).any({ id: 1 })),
      'SELECT authors.id FROM authors WHERE EXISTS (SELECT 1 FROM books WHERE authors.id = books."authorId" AND books.id = :id_1 AND books.title = :title_1)',
    ],
  ])("%s", (_name, statement, expected) => {
    expect(text(statement)).toBe(expected);
  });

  it("refuses what could be misread", () => {
    expect(() => Author.c.books.any({})).toThrow(/were given an object without attributes/);
    expect(() => Author.c.books.any({ titel: "x" } as never)).toThrow(
      /Book has no attribute "titel". Did you mean "title"/,
    );
    expect(() => Author.c.books.any({ title: undefined } as never)).toThrow(/undefined/);
    expect(() => Author.c.books.any("x" as never)).toThrow(/any\(\)/);
    expect(() => Author.c.books.has()).toThrow(
      /Author.books.has\(\) was called, but the relationship is a collection; use any\(\)/,
    );
    expect(() => Book.c.author.any()).toThrow(/a scalar; use has\(\)/);
    expect(() => Book.c.author.contains(author)).toThrow(/a scalar; use eq\(\)/);
    expect(() => Author.c.books.eq(book)).toThrow(/use contains\(\) or any\(\)/);
    expect(() => Author.c.books.ne(book)).toThrow(/use not\(….contains\(\)\)/);
    expect(() => Book.c.author.eq(undefined as never)).toThrow(
      /Book.author takes objects of class Author; given was undefined/,
    );
    expect(() => Book.c.author.eq(book as never)).toThrow(
      /takes objects of class Author; given was an object of class Book/,
    );
    expect(() => withParent(book, Author.c.books)).toThrow(
      /takes an object of class Author; given was an object of class Book/,
    );
    expect(() => withParent(author, Author as never)).toThrow(/withParent\(\) takes an object and a relationship/);
    expect(() => Author.c.books.ofType(Genre)).toThrow(/ofType\(\) takes Book or an alias of it/);
  });
});

function aliasOfAuthor() {
  return aliased(Author);
}
function aliasOfBook() {
  return aliased(Book);
}
function aliasOfNode() {
  return aliased(Node);
}

describeSync("relationships in conditions", (database) => {
  function setUp(on: SyncDatabase) {
    const engine = on.engine();
    Base.metadata.createAll(engine);
    const makeSession = sessionmaker(engine);
    makeSession.begin((session) => {
      const [prose, verse] = ["prose", "verse"].map((name, at) => new Genre({ id: at + 1, name })) as [Genre, Genre];
      const books = (titles: string[]): Book[] => titles.map((title) => new Book({ title }));
      const anna = new Author({ id: 1, name: "Anna", books: books(["a1", "a2"]), bio: new Bio({ id: 1, text: "x" }) });
      const bo = new Author({ id: 2, name: "Bo", books: books(["b1"]) });
      session.addAll([anna, bo, new Author({ id: 3, name: "Cy" }), new Book({ title: "none" })]);
      anna.books[0]!.genres.push(prose, verse);
      bo.books[0]!.genres.push(verse);
      session.addAll([
        new Seat({ hall: 1, number: 1 }),
        new Seat({ hall: 1, number: 2 }),
        new Seat({ hall: 2, number: 1 }),
      ]);
      session.flush();
      session.execute(insert(Ticket), [
        { id: 1, hall: 1, number: 1 },
        { id: 2, hall: 1, number: 2 },
        { id: 3, hall: 2, number: 1 },
        { id: 4, hall: null, number: null },
      ]);
    });
    return { engine, makeSession, sent: captureStatements(engine) };
  }

  it("finds rows", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const names = (where: ColumnElement<boolean>): string =>
      session.scalars(select(Author.c.name).where(where).orderBy(Author.c.id)).all().join(" ");
    const titles = (where: ColumnElement<boolean>): string =>
      session.scalars(select(Book.c.title).where(where).orderBy(Book.c.id)).all().join(" ");
    const anna = session.get(Author, 1)!;
    const a1 = anna.books[0]!;
    const verse = session.get(Genre, 2)!;
    expect(names(Author.c.books.any())).toBe("Anna Bo");
    expect(names(not(Author.c.books.any()))).toBe("Cy");
    expect(names(Author.c.books.any({ title: "b1" }))).toBe("Bo");
    expect(names(Author.c.books.any(Book.c.title.like("a%")))).toBe("Anna");
    expect(names(Author.c.books.any(Book.c.genres.any({ name: "verse" })))).toBe("Anna Bo");
    expect(names(Author.c.books.contains(a1))).toBe("Anna");
    expect(names(not(Author.c.books.contains(a1)))).toBe("Bo Cy");
    expect(names(Author.c.bio.eq(null))).toBe("Bo Cy");
    expect(names(Author.c.bio.ne(null))).toBe("Anna");
    expect(names(Author.c.bio.has({ text: "x" }))).toBe("Anna");
    expect(names(Author.c.bio.eq(anna.bio!))).toBe("Anna");
    expect(names(Author.c.bio.ne(anna.bio!))).toBe("Bo Cy");
    expect(titles(Book.c.author.eq(anna))).toBe("a1 a2");
    expect(titles(Book.c.author.ne(anna))).toBe("b1 none");
    expect(titles(Book.c.author.eq(null))).toBe("none");
    expect(titles(Book.c.author.ne(null))).toBe("a1 a2 b1");
    expect(titles(Book.c.author.has({ name: "Bo" }))).toBe("b1");
    expect(titles(not(Book.c.author.has()))).toBe("none");
    expect(titles(Book.c.genres.contains(verse))).toBe("a1 b1");
    expect(titles(not(Book.c.genres.contains(verse)))).toBe("a2 none");
    expect(titles(or(Book.c.genres.contains(verse), Book.c.author.eq(null)))).toBe("a1 b1 none");
    expect(titles(withParent(anna, Author.c.books))).toBe("a1 a2");
    expect(titles(withParent(verse, Genre.c.books))).toBe("a1 b1");
    expect(titles(and(withParent(anna, Author.c.books), withParent(verse, Genre.c.books)))).toBe("a1");
    expect(names(withParent(a1, Book.c.author))).toBe("Anna");
    expect(session.scalars(select(Book).filterBy({ author: anna }).orderBy(Book.c.id)).all()).toEqual(anna.books);
    expect(session.query(Book).filterBy({ author: null }).one().title).toBe("none");
  });

  it("compares composite keys part by part", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const ids = (where: ColumnElement<boolean>): number[] =>
      session.scalars(select(Ticket.c.id).where(where).orderBy(Ticket.c.id)).all();
    const seat = session.get(Seat, { hall: 1, number: 1 })!;
    expect(ids(Ticket.c.seat.eq(seat))).toEqual([1]);
    // SQLAlchemy joins the parts by AND, and would miss 2 and 3.
    expect(ids(Ticket.c.seat.ne(seat))).toEqual([2, 3, 4]);
    expect(ids(Ticket.c.seat.eq(null))).toEqual([4]);
    expect(ids(withParent(seat, Seat.c.tickets))).toEqual([1]);
  });

  it("takes the value of an object when the statement is executed: a new object has its key then", () => {
    const { makeSession, sent } = setUp(database);
    using session = makeSession();
    const dora = new Author({ id: 9, name: "Dora", books: [new Book({ id: 90, title: "d1" })] });
    session.add(dora);
    const statement = select(Book.c.title).where(Book.c.author.eq(dora));
    expect(session.scalars(statement).all()).toEqual(["d1"]);
    expect(sent.at(-1)?.params).toEqual([9]);
    const loose = new Author({ name: "loose" });
    expect(() => session.scalars(select(Book.c.title).where(Book.c.author.eq(loose))).all()).toThrow(
      /compares with a Author object whose id has no value yet. Add the object to the session and flush it first/,
    );
  });

  it("takes the key of an expired object without loading it, and loads another column", () => {
    const { makeSession, sent } = setUp(database);
    using session = makeSession();
    const anna = session.get(Author, 1)!;
    const b1 = session.query(Book).filterBy({ title: "b1" }).one();
    session.expireAll();
    sent.length = 0;
    expect(session.scalars(select(Book.c.id).where(Book.c.author.eq(anna))).all()).toHaveLength(2);
    expect(sent).toHaveLength(1);
    expect(session.scalars(select(Author.c.name).where(Author.c.books.contains(b1))).all()).toEqual(["Bo"]);
  });
});
