import { ArgumentError, createAsyncEngine, createEngine, integer, string } from "athanor";
import { AsyncSession, declarativeBase, FlushError, Session } from "athanor/orm";
import { describe, expect, it, onTestFinished } from "vitest";
import { captureStatements } from "../../support/statements.ts";
import { Author, Base, Book, Country, Folder } from "./models.ts";

function sqlite() {
  const engine = createEngine("sqlite://");
  onTestFinished(() => engine.dispose());
  Base.metadata.createAll(engine);
  return { engine, session: new Session(engine), sent: captureStatements(engine) };
}

describe("INSERT by the flush", () => {
  it("sends objects of one shape as one executemany and gives them their keys", () => {
    const { session, sent } = sqlite();
    const folders = ["a", "b", "c"].map((name) => new Folder({ name }));
    session.addAll(folders);
    session.flush();
    expect(sent).toEqual([
      {
        sql: 'INSERT INTO folders (name, "parentId") VALUES (?, ?)',
        params: [
          ["a", null],
          ["b", null],
          ["c", null],
        ],
      },
    ]);
    expect(folders.map((folder) => folder.id)).toEqual([1, 2, 3]);
  });

  it("splits only where the shape changes, and keeps the order", () => {
    const { session, sent } = sqlite();
    const books = [new Book({ title: "a" }), new Book({ title: "b", pages: 10 }), new Book({ title: "c", pages: 11 })];
    session.addAll(books);
    session.flush();
    expect(sent.map(({ sql }) => sql)).toEqual([
      expect.stringContaining('INSERT INTO books (title, lent, "authorId") VALUES'),
      'INSERT INTO books (title, lent, pages, "authorId") VALUES (?, ?, ?, ?)',
    ]);
    expect(books.map((book) => book.id)).toEqual([1, 2, 3]);
    expect(books.map((book) => book.pages)).toEqual([7, 10, 11]);
    expect(books.map((book) => book.lent)).toEqual([false, false, false]);
  });

  it("takes null as a value where a column has a default", () => {
    class Own extends declarativeBase() {}
    class Cup extends Own.table("cups", {
      id: integer().primaryKey(),
      size: integer().nullable().default(3),
      tint: integer().default(() => 5),
    }) {}
    const engine = createEngine("sqlite://");
    onTestFinished(() => engine.dispose());
    Own.metadata.createAll(engine);
    using session = new Session(engine);
    const [given, absent] = [new Cup({ size: null }), new Cup()];
    session.addAll([given, absent]);
    session.commit();
    expect([given.size, given.tint, absent.size, absent.tint]).toEqual([null, 5, 3, 5]);
  });

  it("names the attribute of a value that its type refuses, and sends nothing", () => {
    const { session, sent } = sqlite();
    session.add(new Folder({ name: 7 as unknown as string }));
    expect(() => session.flush()).toThrow(ArgumentError);
    session.rollback();
    session.add(new Folder({ name: 7 as unknown as string }));
    expect(() => session.flush()).toThrow(/Folder\.name: .*7/);
    expect(sent).toEqual([]);
  });

  it("says which primary key has no value", () => {
    const { session, sent } = sqlite();
    session.add(new Country({ name: "Nowhere" }));
    expect(() => session.flush()).toThrow(FlushError);
    session.rollback();
    session.add(new Country({ name: "Nowhere" }));
    expect(() => session.flush()).toThrow(/Country\.code/);
    expect(sent).toEqual([]);
  });

  it("inserts parents first and fills the foreign keys, whichever side was set", () => {
    const { session, sent } = sqlite();
    const anna = new Author({ name: "Anna", books: [new Book({ title: "one", pages: 1 })] });
    const other = new Book({ title: "two", pages: 2, author: anna });
    session.addAll([other, anna]);
    session.flush();
    expect(sent.map(({ sql }) => sql.slice(0, 19))).toEqual(["INSERT INTO authors", "INSERT INTO books ("]);
    expect(anna.books.map((book) => book.authorId)).toEqual([anna.id, anna.id]);
  });

  it("compiles nothing when the same shape is flushed again", () => {
    const { session, sent } = sqlite();
    session.add(new Folder({ name: "a" }));
    session.flush();
    session.add(new Folder({ name: "b" }));
    session.flush();
    expect(sent[0]?.sql).toBe(sent[1]?.sql);
  });

  it("makes many rows one statement on PostgreSQL, with keys in the order of the objects", async () => {
    const engine = createAsyncEngine("postgresql+pglite://");
    onTestFinished(() => engine.dispose());
    await Base.metadata.createAll(engine);
    const sent = captureStatements(engine);
    await using session = new AsyncSession(engine);
    const folders = Array.from({ length: 1200 }, (_, i) => new Folder({ name: `f${i}` }));
    session.addAll(folders);
    await session.flush();
    expect(sent).toHaveLength(2);
    expect(sent[0]?.sql.replace(/ \(\$3.*999\)/, "")).toBe(
      'INSERT INTO folders (name, "parentId") SELECT p0::VARCHAR, p1::INTEGER FROM (VALUES ($1::VARCHAR, $2::INTEGER, 0),) AS imp_sen(p0, p1, sen_counter) ORDER BY sen_counter RETURNING folders.id, folders.id AS id__1',
    );
    expect(folders.map((folder) => folder.id)).toEqual(folders.map((_, i) => i + 1));
    session.add(new Folder({ name: "alone" }));
    await session.flush();
    expect(sent[2]?.sql).toBe(
      'INSERT INTO folders (name, "parentId") VALUES ($1::VARCHAR, $2::INTEGER) RETURNING folders.id',
    );
  }, 60_000);

  it("brings server defaults back with the keys where RETURNING can", async () => {
    const engine = createAsyncEngine("postgresql+pglite://");
    onTestFinished(() => engine.dispose());
    await Base.metadata.createAll(engine);
    await using session = new AsyncSession(engine);
    const books = [new Book({ title: "a" }), new Book({ title: "b" })];
    session.addAll(books);
    await session.flush();
    expect(books.map((book) => [book.id, book.pages])).toEqual([
      [1, 7],
      [2, 7],
    ]);
  }, 60_000);

  it("works with tables and columns named like SQL", () => {
    class Own extends declarativeBase() {}
    class Odd extends Own.table('a") VALUES (', { id: integer().primaryKey(), x: string(80).named(') VALUES ("?') }) {}
    const engine = createEngine("sqlite://");
    onTestFinished(() => engine.dispose());
    Own.metadata.createAll(engine);
    using session = new Session(engine);
    session.addAll([new Odd({ x: "1" }), new Odd({ x: "2" })]);
    session.commit();
    expect(
      session
        .query(Odd)
        .all()
        .map((odd) => odd.x),
    ).toEqual(["1", "2"]);
  });
});
