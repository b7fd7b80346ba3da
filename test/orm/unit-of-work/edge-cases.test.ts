import { bigInteger, createAsyncEngine, createEngine, func, integer, select, string } from "athanor";
import { AsyncSession, declarativeBase, FlushError, manyToOne, oneToMany, oneToOne, Session } from "athanor/orm";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { captureStatements } from "../../support/statements.ts";
import { Author, Base, Book, Mark } from "./models.ts";

function sqlite(base: { readonly metadata: typeof Base.metadata }) {
  const engine = createEngine("sqlite://");
  onTestFinished(() => engine.dispose());
  base.metadata.createAll(engine);
  return { session: new Session(engine), sent: captureStatements(engine) };
}

class Own extends declarativeBase() {}

class Counter extends Own.table("counters", { id: integer().primaryKey() }) {}

class Note extends Own.table("notes", {
  id: bigInteger().primaryKey(),
  word: string(20).nullable(),
  edits: integer()
    .default(0)
    .onupdate(() => 42),
}) {}

class Order extends Own.table("orders", {
  id: integer().primaryKey(),
  get lines() {
    return oneToMany(() => Line, { backPopulates: "order", cascade: ["all", "delete-orphan"] });
  },
  get label() {
    return oneToOne(() => Label, { backPopulates: "order" });
  },
}) {}

class Line extends Own.table("lines", {
  orderId: integer().primaryKey().references("orders.id"),
  position: integer().primaryKey(),
  text: string(20),
  get order() {
    return manyToOne(() => Order, { backPopulates: "lines" });
  },
}) {}

class Label extends Own.table("labels", {
  id: integer().primaryKey(),
  orderId: integer().nullable().references("orders.id"),
  get order() {
    return manyToOne(() => Order, { backPopulates: "label" });
  },
}) {}

class Owner extends Own.table("owners", {
  id: integer().primaryKey(),
  get pets() {
    return oneToMany(() => Pet, { backPopulates: "owner", cascade: ["all", "delete-orphan"], passiveDeletes: true });
  },
}) {}

class Pet extends Own.table("pets", {
  id: integer().primaryKey(),
  ownerId: integer().references("owners.id", { ondelete: "CASCADE" }),
  get owner() {
    return manyToOne(() => Owner, { backPopulates: "pets" });
  },
}) {}

describe("what a flush writes", () => {
  it("inserts objects that give no column at all", async () => {
    const { session } = sqlite(Own);
    const counters = [new Counter(), new Counter()];
    session.addAll(counters);
    session.commit();
    expect(counters.map((counter) => counter.id)).toEqual([1, 2]);

    const engine = createAsyncEngine("postgresql+pglite://");
    onTestFinished(() => engine.dispose());
    await Own.metadata.createAll(engine);
    await using other = new AsyncSession(engine);
    const more = [new Counter(), new Counter()];
    other.addAll(more);
    await other.commit();
    expect(more.map((counter) => counter.id)).toEqual([1, 2]);
  }, 60_000);

  it("gives generated keys the type of their column", () => {
    const { session } = sqlite(Own);
    const notes = [new Note(), new Note()];
    session.addAll(notes);
    session.commit();
    expect(notes.map((note) => note.id)).toEqual([1n, 2n]);
    expect(session.get(Note, 2n)).toBe(notes[1]);
  });

  it("writes SQL expressions inline, and reads what they gave", () => {
    const { session, sent } = sqlite(Own);
    const note = new Note({ word: func.upper("loud") as never });
    session.add(note);
    session.flush();
    expect(sent[0]?.sql).toContain("INSERT INTO notes (word, edits) VALUES (upper(?), ?)");
    expect(note.word).toBe("LOUD");
    note.word = func.lower("QUIET") as never;
    session.flush();
    expect(sent.at(-1)).toEqual({
      sql: "UPDATE notes SET word=lower(?), edits=? WHERE notes.id = ?",
      params: ["QUIET", 42, 1n],
    });
    expect([note.word, note.edits]).toEqual(["quiet", 42]);
  });

  it("fills a foreign key that is part of the primary key", () => {
    const { session, sent } = sqlite(Own);
    const order = new Order({ lines: [new Line({ position: 1, text: "a" }), new Line({ position: 2, text: "b" })] });
    session.add(order);
    session.commit();
    expect(session.get(Line, { orderId: 1, position: 2 })?.text).toBe("b");
    order.lines.splice(0, 1);
    sent.length = 0;
    session.flush();
    expect(sent).toEqual([
      { sql: 'DELETE FROM lines WHERE lines."orderId" = ? AND lines.position = ?', params: [1, 1] },
    ]);
  });

  it("releases the former target of a one-to-one", () => {
    const { session } = sqlite(Own);
    const [first, second] = [new Label(), new Label()];
    const order = new Order({ label: first });
    session.addAll([order, second]);
    session.commit();
    expect(order.label).toBe(first);
    order.label = second;
    session.commit();
    expect([first.orderId, second.orderId]).toEqual([null, order.id]);
  });

  it("leaves children to the database with passiveDeletes", () => {
    const { session, sent } = sqlite(Own);
    session.add(new Owner({ pets: [new Pet(), new Pet()] }));
    session.commit();
    const owner = session.query(Owner).one();
    sent.length = 0;
    session.delete(owner);
    session.commit();
    expect(sent.map(({ sql }) => sql)).toEqual(["DELETE FROM owners WHERE owners.id = ?"]);
    expect(session.query(Pet).count()).toBe(0);
  });

  it("says that an object outside the session is not written", async () => {
    const { session } = sqlite(Base);
    const author = new Author({ name: "Anna" });
    session.add(author);
    session.commit();
    const warned = vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);
    onTestFinished(() => warned.mockRestore());
    const book = new Book({ title: "b", author });
    session.commit();
    if (session.has(book)) return;
    expect(String(warned.mock.calls[0]?.[0])).toMatch(/Book is not in the session; add operation along Author\.books/);
    expect(session.query(Book).count()).toBe(0);
  });

  it("refuses to empty a foreign key that is part of the primary key", () => {
    class Local extends declarativeBase() {}
    class Box extends Local.table("boxes", {
      id: integer().primaryKey(),
      get parts() {
        return oneToMany(() => Part, { backPopulates: "box" });
      },
    }) {}
    class Part extends Local.table("parts", {
      boxId: integer().primaryKey().references("boxes.id"),
      no: integer().primaryKey(),
      get box() {
        return manyToOne(() => Box, { backPopulates: "parts" });
      },
    }) {}
    const { session } = sqlite(Local);
    const box = new Box({ parts: [new Part({ no: 1 })] });
    session.add(box);
    session.commit();
    box.parts.pop();
    expect(() => session.flush()).toThrow(FlushError);
    session.rollback();
    expect(box.parts).toHaveLength(1);
  });

  it("puts both sides of a many-to-many change together", () => {
    const { session, sent } = sqlite(Base);
    const mark = new Mark({ word: "x" });
    const books = ["a", "b", "c"].map((title) => new Book({ title, pages: 1 }));
    session.addAll([mark, ...books]);
    session.commit();
    session.noAutoflush(() => {
      mark.books.push(books[0] as Book, books[1] as Book);
      (books[1] as Book).marks.splice(0, 1);
      (books[2] as Book).marks.push(mark);
    });
    sent.length = 0;
    session.flush();
    expect(sent.filter(({ sql }) => sql.includes("book_marks") && !sql.startsWith("SELECT"))).toEqual([
      {
        sql: 'INSERT INTO book_marks ("bookId", "markId") VALUES (?, ?)',
        params: [
          [1, 1],
          [3, 1],
        ],
      },
    ]);
    session.expireAll();
    expect(new Set(mark.books)).toEqual(new Set([books[0], books[2]]));
  });

  it("brings the foreign key of a child back when a savepoint is rolled back", () => {
    const { session } = sqlite(Base);
    const book = new Book({ title: "b", pages: 1 });
    const [anna, ben] = [new Author({ name: "Anna", books: [book] }), new Author({ name: "Ben" })];
    session.addAll([anna, ben]);
    session.commit();
    expect(book.authorId).toBe(anna.id);
    const savepoint = session.beginNested();
    ben.books.push(book);
    session.flush();
    expect(book.authorId).toBe(ben.id);
    savepoint.rollback();
    expect(book.authorId).toBe(anna.id);
  });

  it("keeps pages within what a statement can bind", async () => {
    const engine = createAsyncEngine("postgresql+pglite://");
    onTestFinished(() => engine.dispose());
    class Wide extends declarativeBase() {}
    const columns = Object.fromEntries(Array.from({ length: 70 }, (_, i) => [`c${i}`, integer().default(i)]));
    class Row extends Wide.table("wide", { id: integer().primaryKey(), ...columns }) {}
    await Wide.metadata.createAll(engine);
    const sent = captureStatements(engine);
    await using session = new AsyncSession(engine);
    const rows = Array.from({ length: 1000 }, () => new Row());
    session.addAll(rows);
    await session.flush();
    expect(sent.map(({ params }) => params.length)).toEqual([936 * 70, 64 * 70]);
    expect(await session.scalar(select(func.count(Row.c.id)))).toBe(1000);
  }, 60_000);
});
