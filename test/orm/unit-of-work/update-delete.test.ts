import { createEngine, IntegrityError, text } from "athanor";
import { FlushError, Session, StaleDataError } from "athanor/orm";
import { describe, expect, it, onTestFinished } from "vitest";
import { captureStatements } from "../../support/statements.ts";
import { Author, Base, Book, Country, Folder } from "./models.ts";

function withRows() {
  const engine = createEngine("sqlite://");
  onTestFinished(() => engine.dispose());
  Base.metadata.createAll(engine);
  const session = new Session(engine, { expireOnCommit: false });
  const folders = ["a", "b", "c"].map((name) => new Folder({ name }));
  const countries = [
    new Country({ code: "DE", name: "Germany", rank: 1 }),
    new Country({ code: "FR", name: "France", rank: 2 }),
  ];
  session.addAll([...folders, ...countries]);
  session.commit();
  return { engine, session, folders, countries, sent: captureStatements(engine) };
}

describe("UPDATE by the flush", () => {
  it("sets only what changed, and batches equal changes in the order of the keys", () => {
    const { session, folders, sent } = withRows();
    for (const folder of folders.toReversed()) folder.name += "!";
    session.flush();
    expect(sent).toEqual([
      {
        sql: "UPDATE folders SET name=? WHERE folders.id = ?",
        params: [
          ["a!", 1],
          ["b!", 2],
          ["c!", 3],
        ],
      },
    ]);
  });

  it("sends nothing for a value that was set to what it was", () => {
    const { session, folders, sent } = withRows();
    for (const folder of folders) {
      const { name } = folder;
      folder.name = "other";
      folder.name = name;
    }
    session.flush();
    expect(sent).toEqual([]);
  });

  it("finds a row by its old key when the key changes", () => {
    const { session, countries, sent } = withRows();
    const germany = countries[0] as Country;
    germany.code = "GE";
    session.flush();
    expect(sent).toEqual([{ sql: "UPDATE countries SET code=? WHERE countries.code = ?", params: ["GE", "DE"] }]);
    expect(session.get(Country, "GE")).toBe(germany);
    expect(session.get(Country, "DE")).toBeNull();
  });

  it("notices that a row is gone", () => {
    const { session, folders } = withRows();
    session.execute(text("DELETE FROM folders WHERE id = 2"));
    for (const folder of folders) folder.name = "x";
    expect(() => session.flush()).toThrow(StaleDataError);
  });

  it("passes a unique value from an old row to a new one", () => {
    const { session, countries } = withRows();
    (countries[0] as Country).rank = 9;
    session.add(new Country({ code: "IT", name: "Italy", rank: 1 }));
    session.commit();
    expect(
      session
        .query(Country)
        .orderBy(Country.c.rank)
        .all()
        .map((country) => country.code),
    ).toEqual(["IT", "FR", "DE"]);
  });

  it("leaves a unique value that another row keeps to the database, and nothing half done", () => {
    const { session, countries } = withRows();
    const [germany, france] = countries as [Country, Country];
    germany.rank = 2;
    expect(() => session.flush()).toThrow(IntegrityError);
    session.rollback();
    expect([germany.rank, france.rank]).toEqual([1, 2]);
  });
});

describe("DELETE by the flush", () => {
  it("sends one executemany by key", () => {
    const { session, folders, sent } = withRows();
    for (const folder of folders) session.delete(folder);
    session.flush();
    expect(sent.at(-1)).toEqual({ sql: "DELETE FROM folders WHERE folders.id = ?", params: [[1], [2], [3]] });
  });

  it("notices that a row is gone already", () => {
    const { session, folders } = withRows();
    session.execute(text("DELETE FROM folders WHERE id = 2"));
    session.delete(folders[1] as Folder);
    expect(() => session.flush()).toThrow(StaleDataError);
  });

  it("gives the row of a deleted object to a new one with its key", () => {
    const { session, countries, sent } = withRows();
    session.delete(countries[0] as Country);
    const again = new Country({ code: "DE", name: "Deutschland", rank: 1 });
    session.add(again);
    session.flush();
    expect(sent.map(({ sql }) => sql)).toEqual(["UPDATE countries SET name=?, rank=? WHERE countries.code = ?"]);
    expect(session.get(Country, "DE")).toBe(again);
  });

  it("refuses a new object with the key of one that stays", () => {
    const { session, sent } = withRows();
    session.add(new Country({ code: "DE", name: "Twin" }));
    expect(() => session.flush()).toThrow(FlushError);
    expect(sent).toEqual([]);
  });
});

describe("a flush that fails", () => {
  it("leaves new objects as they were", () => {
    const { session } = withRows();
    const author = new Author({ name: "Anna", email: "a@x" });
    session.add(author);
    session.add(new Author({ name: "Twin", email: "a@x", books: [new Book({ title: "t" })] }));
    expect(() => session.flush()).toThrow(IntegrityError);
    session.rollback();
    expect(author.id).toBeUndefined();
    expect(session.has(author)).toBe(false);
    session.add(author);
    session.commit();
    expect(author.id).toBe(1);
  });

  it("brings back what a rollback undoes after a flush", () => {
    const { session, folders } = withRows();
    const folder = folders[0] as Folder;
    folder.name = "changed";
    session.delete(folders[1] as Folder);
    session.flush();
    session.rollback();
    expect(folder.name).toBe("a");
    expect(session.has(folders[1] as Folder)).toBe(true);
    expect(session.query(Folder).count()).toBe(3);
  });
});
