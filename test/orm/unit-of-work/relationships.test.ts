import { createAsyncEngine, createEngine, select } from "athanor";
import { AsyncSession, CircularDependencyError, Session } from "athanor/orm";
import { describe, expect, it, onTestFinished } from "vitest";
import { captureStatements } from "../../support/statements.ts";
import { Author, Base, Book, Folder, Letter, Mark, Player, Team } from "./models.ts";

function sqlite() {
  const engine = createEngine("sqlite://");
  onTestFinished(() => engine.dispose());
  Base.metadata.createAll(engine);
  return { session: new Session(engine), sent: captureStatements(engine) };
}

describe("foreign keys", () => {
  it("follow a child that moves from one parent to another, in one UPDATE", () => {
    const { session, sent } = sqlite();
    const book = new Book({ title: "b", pages: 1 });
    const [anna, ben] = [new Author({ name: "Anna", books: [book] }), new Author({ name: "Ben" })];
    session.addAll([anna, ben]);
    session.commit();
    ben.books.push(book);
    expect(anna.books).toEqual([]);
    sent.length = 0;
    session.flush();
    expect(sent).toEqual([{ sql: 'UPDATE books SET "authorId"=? WHERE books.id = ?', params: [ben.id, book.id] }]);
    expect(book.authorId).toBe(ben.id);
  });

  it("become NULL when a child is taken out, or its parent deleted", () => {
    const { session } = sqlite();
    const books = ["a", "b"].map((title) => new Book({ title, pages: 1 }));
    const anna = new Author({ name: "Anna", books });
    session.add(anna);
    session.commit();
    anna.books.splice(0, 1);
    session.commit();
    expect(books.map((book) => book.authorId)).toEqual([null, anna.id]);
    session.delete(anna);
    session.commit();
    expect(books.map((book) => book.authorId)).toEqual([null, null]);
  });
});

describe("delete and delete-orphan", () => {
  it("deletes the children first, loading those that are not in memory", () => {
    const { session, sent } = sqlite();
    const anna = new Author({ name: "Anna", letters: [new Letter({ body: "1" }), new Letter({ body: "2" })] });
    session.add(anna);
    session.commit();
    session.delete(anna);
    sent.length = 0;
    session.flush();
    const deletes = sent.filter(({ sql }) => sql.startsWith("DELETE"));
    expect(deletes.map(({ sql }) => sql)).toEqual([
      "DELETE FROM letters WHERE letters.id = ?",
      "DELETE FROM authors WHERE authors.id = ?",
    ]);
    expect(session.query(Letter).count()).toBe(0);
  });

  it("deletes an orphan, but not one that another parent took in", () => {
    const { session } = sqlite();
    const [kept, lost] = [new Letter({ body: "kept" }), new Letter({ body: "lost" })];
    const [anna, ben] = [new Author({ name: "Anna", letters: [kept, lost] }), new Author({ name: "Ben" })];
    session.addAll([anna, ben]);
    session.commit();
    anna.letters = [];
    ben.letters.push(kept);
    session.commit();
    expect(session.query(Letter).all()).toEqual([kept]);
    expect(kept.author).toBe(ben);
  });

  it("deletes a child whose parent was set to null, though the parent is not in memory", () => {
    const { session } = sqlite();
    session.add(new Author({ name: "Anna", letters: [new Letter({ body: "1" })] }));
    session.commit();
    session.expungeAll();
    const letter = session.query(Letter).one();
    letter.author = null as never;
    session.commit();
    expect(session.query(Letter).count()).toBe(0);
  });

  it("forgets an orphan that was never inserted", () => {
    const { session } = sqlite();
    const anna = new Author({ name: "Anna" });
    session.add(anna);
    anna.letters.push(new Letter({ body: "1" }));
    anna.letters.pop();
    session.commit();
    expect(session.query(Letter).count()).toBe(0);
  });
});

describe("self reference", () => {
  it("writes a tree level by level, whatever the order of add()", () => {
    const { session, sent } = sqlite();
    const leaf = new Folder({ name: "leaf" });
    const mid = new Folder({ name: "mid", children: [leaf] });
    const root = new Folder({ name: "root" });
    mid.parent = root;
    session.addAll([leaf, mid, root]);
    session.flush();
    expect(sent).toHaveLength(3);
    expect([mid.parentId, leaf.parentId]).toEqual([root.id, mid.id]);
    sent.length = 0;
    session.delete(root);
    session.flush();
    const deletes = sent.filter(({ sql }) => sql.startsWith("DELETE"));
    expect(deletes.map(({ params }) => params)).toEqual([[leaf.id], [mid.id], [root.id]]);
  });

  it("says which objects form a circle", () => {
    const { session, sent } = sqlite();
    const [a, b] = [new Folder({ name: "a" }), new Folder({ name: "b" })];
    a.parent = b;
    b.parent = a;
    session.addAll([a, b]);
    expect(() => session.flush()).toThrow(CircularDependencyError);
    expect(sent).toEqual([]);
  });

  it("fills a postUpdate foreign key afterwards, and empties it before deletes", () => {
    const { session, sent } = sqlite();
    const player = new Player({ name: "p" });
    const team = new Team({ name: "t", players: [player] });
    team.captain = player;
    session.add(team);
    session.commit();
    expect(sent.map(({ sql }) => sql.slice(0, 18))).toEqual([
      "INSERT INTO teams ",
      "INSERT INTO player",
      'UPDATE teams SET "',
    ]);
    expect(team.captainId).toBe(player.id);
    session.delete(team);
    session.delete(player);
    session.commit();
    expect(session.query(Player).count() + session.query(Team).count()).toBe(0);
  });
});

describe("many to many", () => {
  it("writes a row once although both sides say it, and however often a member is listed", () => {
    const { session, sent } = sqlite();
    const marks = ["x", "y"].map((word) => new Mark({ word }));
    const book = new Book({ title: "b", pages: 1, marks });
    session.add(book);
    book.marks.push(marks[0] as Mark);
    session.flush();
    expect(sent.at(-1)).toEqual({
      sql: 'INSERT INTO book_marks ("bookId", "markId") VALUES (?, ?)',
      params: [
        [1, 1],
        [1, 2],
      ],
    });
  });

  // The side that was not in memory forgot that the row was there already, and it was inserted again.
  it("writes nothing for a member that was taken out and put back", () => {
    const { session, sent } = sqlite();
    const mark = new Mark({ word: "x" });
    const book = new Book({ title: "b", pages: 1, marks: [mark] });
    session.add(book);
    session.commit();
    const marks = book.marks;
    marks.splice(0, 1);
    marks.push(mark);
    session.commit();
    expect(sent.filter(({ sql }) => /^(INSERT|DELETE)/.test(sql))).toHaveLength(3);
    expect(book.marks).toEqual([mark]);
  });

  it("removes the rows of what is taken out and of what is deleted", () => {
    const { session, sent } = sqlite();
    const marks = ["x", "y", "z"].map((word) => new Mark({ word }));
    const book = new Book({ title: "b", pages: 1, marks });
    session.add(book);
    session.commit();
    book.marks.splice(0, 1);
    session.commit();
    session.delete(marks[1] as Mark);
    session.delete(book);
    session.commit();
    const deletes = sent.filter(({ sql }) => sql.startsWith("DELETE FROM book_marks"));
    expect(deletes.map(({ params }) => params)).toEqual([[1, 1], expect.anything()]);
    expect(session.query(Mark).count()).toBe(2);
  });
});

describe("on PostgreSQL", () => {
  it("does all of it the same", async () => {
    const engine = createAsyncEngine("postgresql+pglite://");
    onTestFinished(() => engine.dispose());
    await Base.metadata.createAll(engine);
    await using session = new AsyncSession(engine);
    const marks = ["x", "y"].map((word) => new Mark({ word }));
    const anna = new Author({
      name: "Anna",
      books: [new Book({ title: "a", marks }), new Book({ title: "b", marks })],
      letters: [new Letter({ body: "1" }), new Letter({ body: "2" })],
    });
    const tree = new Folder({ name: "root", children: [new Folder({ name: "leaf" })] });
    session.addAll([anna, tree]);
    await session.commit();
    expect(anna.books.map((book) => book.authorId)).toEqual([anna.id, anna.id]);
    anna.letters.splice(0, 1);
    await session.delete(tree);
    await session.commit();
    const count = async (model: typeof Letter | typeof Folder): Promise<number> =>
      (await session.scalars(select(model))).all().length;
    expect(await count(Letter)).toBe(1);
    expect(await count(Folder)).toBe(0);
    await session.delete(anna);
    await session.commit();
    expect(await count(Letter)).toBe(0);
    expect((await session.scalars(select(Book))).all().map((book) => book.authorId)).toEqual([null, null]);
  }, 60_000);
});
