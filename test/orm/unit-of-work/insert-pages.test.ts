import { integer, select, string, uuid } from "athanor";
import { declarativeBase, manyToMany, Session } from "athanor/orm";
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { describeSync } from "../../support/databases.ts";
import { captureStatements } from "../../support/statements.ts";

class Base extends declarativeBase() {}
const links = Base.metadata.table("ip_links", {
  bookId: uuid().references("ip_books.id").primaryKey(),
  tagId: integer().references("ip_tags.id").primaryKey(),
});
class Book extends Base.table("ip_books", {
  id: uuid()
    .primaryKey()
    .default(() => randomUUID()),
  title: string(40),
  get tags() {
    return manyToMany(() => Tag, { secondary: () => links });
  },
}) {}
class Tag extends Base.table("ip_tags", { id: integer().primaryKey(), name: string(40) }) {}

describeSync("a flush of many objects", (database) => {
  const inProcess = database.dialect === "sqlite";
  const inserts = (sent: readonly { readonly sql: string }[], table: string): string[] =>
    sent.map(({ sql }) => sql).filter((sql) => sql.startsWith(`INSERT INTO ${table} `));

  test("writes rows of one table by one statement, and links too", () => {
    const engine = database.engine();
    Base.metadata.createAll(engine);
    const sent = captureStatements(engine);
    using session = new Session(engine);
    const tags = ["a", "b", "c"].map((name) => new Tag({ name }));
    const books = Array.from({ length: 5 }, (_, i) => new Book({ title: `t${i}`, tags }));
    session.addAll(books);
    session.commit();
    for (const table of ["ip_tags", "ip_books", "ip_links"]) expect(inserts(sent, table)).toHaveLength(1);
    const rows = (sql: string): number => sql.match(/\((?:\?|\$\d+(?:::\w+)?), /g)?.length ?? 0;
    expect(rows(inserts(sent, "ip_links")[0] as string)).toBe(inProcess ? 1 : 15);
    expect(rows(inserts(sent, "ip_books")[0] as string)).toBe(inProcess ? 1 : 5);
    expect(tags.map((tag) => tag.id)).toEqual([1, 2, 3]);
    session.expireAll();
    expect(session.scalars(select(Tag.c.name).orderBy(Tag.c.id)).all()).toEqual(["a", "b", "c"]);
    expect(books[4]?.tags.map((tag) => tag.name).sort()).toEqual(["a", "b", "c"]);
  });

  test("keeps to the page size of the engine, or does without pages", () => {
    const engine = database.engine({ insertmanyvaluesPageSize: 2 });
    Base.metadata.createAll(engine);
    const sent = captureStatements(engine);
    const add = (target: typeof engine): Tag[] => {
      using session = new Session(target);
      const tags = Array.from({ length: 5 }, (_, i) => new Tag({ name: `n${i}` }));
      session.addAll(tags);
      session.commit();
      return tags.map((tag) => ({ id: tag.id, name: tag.name }) as Tag);
    };
    expect(add(engine).map(({ id }) => id)).toEqual([1, 2, 3, 4, 5]);
    expect(inserts(sent, "ip_tags")).toHaveLength(inProcess ? 1 : 3);
    const before = sent.length;
    const added = add(engine.executionOptions({ useInsertmanyvalues: false }));
    expect(added.map(({ id, name }) => `${id - (added[0] as Tag).id}${name}`)).toEqual([
      "0n0",
      "1n1",
      "2n2",
      "3n3",
      "4n4",
    ]);
    expect(inserts(sent.slice(before), "ip_tags").length).toBe(inProcess ? 1 : 5);
  });
});
