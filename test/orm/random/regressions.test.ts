import { sessionmaker } from "athanor/orm";
import { expect, it } from "vitest";
import { describeSync, type SyncDatabase } from "../../support/databases.ts";
import { Author, Base, Book, Item, Shelf, Tag } from "./models.ts";

function open(database: SyncDatabase) {
  const engine = database.engine();
  Base.metadata.createAll(engine);
  return sessionmaker(engine)();
}

describeSync("what random operations have found", (database) => {
  it("a new object whose parent was set to null was inserted as an orphan", () => {
    using session = open(database);
    const item = new Item({ text: "a" });
    session.add(new Shelf({ name: "s", items: [item] }));
    item.shelf = null;
    session.commit();
    expect([session.has(item), session.query(Item).count()]).toEqual([false, 0]);
  });

  it("an object that refers to a deleted one could not be put into a collection", () => {
    using session = open(database);
    const book = new Book({ title: "b" });
    const tag = new Tag({ label: "t" });
    const author = new Author({ name: "a", books: [book] });
    session.addAll([author, tag]);
    session.flush();
    session.delete(author);
    session.flush();
    expect(book.author).toBe(author);
    tag.books.push(book);
    session.commit();
    expect([book.author, book.tags]).toEqual([null, [tag]]);
  });

  it("links of a deleted object were deleted a second time", () => {
    using session = open(database);
    const tag = new Tag({ label: "t" });
    const book = new Book({ title: "b", tags: [tag] });
    session.add(book);
    session.flush();
    session.delete(tag);
    session.flush();
    session.delete(book);
    session.commit();
    expect(session.query(Book).count()).toBe(0);
  });

  it("a deleted object is refused by a collection", () => {
    using session = open(database);
    const item = new Item({ text: "a" });
    const shelf = new Shelf({ name: "s" });
    session.addAll([item, shelf]);
    session.flush();
    session.delete(item);
    session.flush();
    expect(() => shelf.items.push(item)).toThrow("was deleted in this transaction");
  });
});
