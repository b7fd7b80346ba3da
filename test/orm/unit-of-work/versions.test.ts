import { bigInteger, func, integer, MetaData, select, string, text, update, uuid } from "athanor";
import { declarativeBase, inspect, manyToOne, oneToMany, sessionmaker, StaleDataError } from "athanor/orm";
import { describe, expect, it } from "vitest";
import { describeSync, type SyncDatabase } from "../../support/databases.ts";
import { captureStatements } from "../../support/statements.ts";

class Base extends declarativeBase({ metadata: new MetaData() }) {}

class Page extends Base.table(
  "pages",
  {
    id: integer().primaryKey(),
    title: string(40),
    ver: integer(),
    get notes() {
      return oneToMany(() => Note, { backPopulates: "page", cascade: "all, delete-orphan" });
    },
  },
  { mapper: { versionIdCol: "ver" } },
) {}

class Note extends Base.table("notes", {
  id: integer().primaryKey(),
  text: string(40),
  pageId: integer().references("pages.id"),
  get page() {
    return manyToOne(() => Page, { backPopulates: "notes" });
  },
}) {}

let counter = 0;
const freshId = (previous: string | null): string =>
  `00000000-0000-4000-8000-${String((previous === null ? 0 : 1) * 1000 + ++counter).padStart(12, "0")}`;

class Stamped extends Base.table(
  "stamped",
  { a: integer().primaryKey(), b: string(5).primaryKey(), value: integer(), stamp: uuid() },
  { mapper: { versionIdCol: "stamp", versionIdGenerator: freshId } },
) {}

class Big extends Base.table(
  "big",
  { id: integer().primaryKey(), value: integer(), ver: bigInteger() },
  { mapper: { versionIdCol: "ver", versionIdGenerator: (v: bigint | null) => (v ?? 10n) + 10n } },
) {}

/** The database makes the version: here the program that writes it, as a trigger would. */
class Triggered extends Base.table(
  "triggered",
  { id: integer().primaryKey(), value: integer(), ver: integer().serverDefault(text("1")) },
  { mapper: { versionIdCol: "ver", versionIdGenerator: false } },
) {}

function setUp(database: SyncDatabase) {
  const engine = database.engine();
  Base.metadata.createAll(engine);
  const sent = captureStatements(engine);
  const session = sessionmaker(engine)();
  const elsewhere = (statement: Parameters<typeof session.execute>[0]): void => {
    session.execute(statement, undefined, { synchronizeSession: false, autoflush: false });
  };
  return { engine, session, sent, elsewhere };
}

describeSync("version counters", (database) => {
  it("count from 1 on, and go into the WHERE of UPDATE and DELETE", () => {
    const { session, sent } = setUp(database);
    using _ = session;
    const page = new Page({ title: "a" });
    session.add(page);
    session.commit();
    expect(page.ver).toBe(1);
    page.title = "b";
    sent.length = 0;
    session.flush();
    expect(page.ver).toBe(2);
    const [statement] = sent;
    expect(statement!.sql).toMatch(
      /^UPDATE pages SET title=\S+ ?, ver=\S+ WHERE pages\.id = \S+ AND pages\.ver = \S+$/,
    );
    expect(statement!.params).toEqual(["b", 2, page.id, 1]);
    session.commit();
    session.delete(page);
    sent.length = 0;
    session.flush();
    const last = sent.at(-1)!;
    expect(last.sql).toMatch(/^DELETE FROM pages WHERE pages\.id = \S+ AND pages\.ver = \S+$/);
    expect(last.params).toEqual([page.id, 2]);
  });

  it("notice that somebody else has written the row", () => {
    const { session, elsewhere } = setUp(database);
    using _ = session;
    const page = new Page({ title: "a" });
    session.add(page);
    session.commit();
    expect(page.title).toBe("a");
    elsewhere(update(Page).set({ ver: 7 }).where(Page.c.id.eq(page.id)));
    page.title = "b";
    expect(() => session.flush()).toThrow(StaleDataError);
    session.rollback();
    expect([page.title, page.ver]).toEqual(["a", 1]);
    page.title = "c";
    session.commit();
    expect(page.ver).toBe(2);
    elsewhere(update(Page).set({ ver: 7 }).where(Page.c.id.eq(page.id)));
    session.delete(page);
    expect(() => session.flush()).toThrow('DELETE on table "pages" was to meet 1 row, but 0 matched');
    session.rollback();
  });

  it("of several rows in one flush: all or none", () => {
    const { session, elsewhere } = setUp(database);
    using _ = session;
    const pages = ["a", "b", "c"].map((title) => new Page({ title }));
    session.addAll(pages);
    session.commit();
    for (const page of pages) page.title += "!";
    session.flush();
    expect(pages.map((page) => page.ver)).toEqual([2, 2, 2]);
    elsewhere(update(Page).set({ ver: 9 }).where(Page.c.id.eq(pages[1]!.id)));
    for (const page of pages) page.title += "?";
    expect(() => session.flush()).toThrow(StaleDataError);
    session.rollback();
    expect(session.scalars(select(Page.c.title).orderBy(Page.c.id)).all()).toEqual(["a", "b", "c"]);
  });

  it("do not count where nothing of the row changed", () => {
    const { session } = setUp(database);
    using _ = session;
    const page = new Page({ title: "a" });
    session.add(page);
    session.commit();
    expect(page.title).toBe("a");
    page.title = "a";
    page.notes.push(new Note({ text: "x" }));
    session.commit();
    expect(page.ver).toBe(1);
  });

  it("of an expired object are read before it is written", () => {
    const { session } = setUp(database);
    using _ = session;
    const page = new Page({ title: "a" });
    session.add(page);
    session.commit();
    page.title = "b";
    session.flush();
    expect(page.ver).toBe(2);
    session.commit();
    session.delete(page);
    session.commit();
    expect(inspect(page).wasDeleted).toBe(true);
  });

  it("take a generator, also with composite keys", () => {
    const { session } = setUp(database);
    using _ = session;
    const rows = [1, 2].map((a) => new Stamped({ a, b: "x", value: 0 }));
    const big = new Big({ value: 1 });
    session.addAll([...rows, big]);
    session.commit();
    const before = rows.map((row) => row.stamp);
    for (const row of rows) row.value++;
    big.value = 2;
    session.commit();
    expect(rows.map((row, i) => row.stamp === before[i])).toEqual([false, false]);
    expect(big.ver).toBe(30n);
    session.deleteAll(rows);
    session.commit();
    expect(session.query(Stamped).count()).toBe(0);
  });

  it("that the program sets are taken; those of the database are read", () => {
    const { session, elsewhere } = setUp(database);
    using _ = session;
    const page = new Page({ title: "a" });
    const triggered = new Triggered({ value: 1 });
    session.addAll([page, triggered]);
    session.commit();
    page.ver = 40;
    session.commit();
    expect(page.ver).toBe(40);
    expect(triggered.ver).toBe(1);
    triggered.value = 2;
    session.flush();
    elsewhere(
      update(Triggered)
        .set({ ver: Triggered.c.ver.add(1) })
        .where(Triggered.c.id.eq(triggered.id)),
    );
    expect(triggered.ver).toBe(2);
    triggered.value = 3;
    session.commit();
  });

  it("are compared by merge through the flush", () => {
    const { session } = setUp(database);
    using _ = session;
    session.add(new Page({ id: 1, title: "a" }));
    session.commit();
    session.merge(new Page({ id: 1, title: "b" }));
    session.commit();
    expect(session.getOne(Page, 1).ver).toBe(2);
  });
});

describe("what a mapper cannot be told", () => {
  it("is refused when the class is first used", () => {
    const shape = { id: integer().primaryKey() };
    class A extends declarativeBase().table("a", shape, { mapper: { versionIdCol: "vers" as "id" } }) {}
    expect(() => A.c).toThrow('A has no attribute "vers"');
    class B extends declarativeBase().table("b", shape, { mapper: { versionIdCold: "id" } as never }) {}
    expect(() => B.c).toThrow('there is no mapper option "versionIdCold". Did you mean "versionIdCol"?');
    class C extends declarativeBase().table("c", shape, { mapper: { versionIdGenerator: false } }) {}
    expect(() => C.c).toThrow("versionIdGenerator needs versionIdCol");
    class D extends declarativeBase().table("d", shape, {
      mapper: { versionIdCol: "id", versionIdGenerator: 3 as never },
    }) {}
    expect(() => D.c).toThrow("is a function from the previous version to the next, or false; given was the number 3");
  });
});

describeSync("many changed or deleted rows", (database) => {
  it("travel as arrays where the database has them, long texts whole", () => {
    const { session, sent } = setUp(database);
    using _ = session;
    const notes = [1, 2, 3].map((i) => new Note({ text: `n${i}` }));
    session.add(new Page({ title: "p", notes }));
    session.commit();
    for (const note of notes) note.text = `${note.text} "quoted, {braced}" \\ and é`;
    sent.length = 0;
    session.flush();
    const updates = sent.filter((statement) => statement.sql.startsWith("UPDATE"));
    expect(updates).toHaveLength(1);
    if (database.dialect === "postgresql") {
      expect(updates[0]!.sql).toBe(
        "UPDATE notes SET text=changed.s1 FROM unnest($1::VARCHAR[], $2::INTEGER[]) AS changed(s1, k0) WHERE notes.id = changed.k0",
      );
    }
    expect(session.scalars(select(func.count(Note.c.id)).where(Note.c.text.like("%braced%"))).one()).toBe(3);
    session.commit();
    notes[1]!.text = "x".repeat(41);
    notes[2]!.text = "y".repeat(41);
    if (database.dialect === "sqlite") session.flush();
    else expect(() => session.flush()).toThrow(/too long/);
    session.rollback();
    session.deleteAll(session.query(Note).all());
    sent.length = 0;
    session.flush();
    const deletes = sent.filter((statement) => statement.sql.startsWith("DELETE"));
    expect(deletes).toHaveLength(1);
    if (database.dialect === "postgresql")
      expect(deletes[0]!.sql).toBe("DELETE FROM notes WHERE notes.id = ANY ($1::INTEGER[])");
    expect(session.query(Note).count()).toBe(0);
  });
});
