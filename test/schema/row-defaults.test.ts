import { type DefaultContext, func, insert, integer, MetaData, select, string, update } from "athanor";
import { declarativeBase, Session } from "athanor/orm";
import { describe, expect, test } from "vitest";
import { describeAsync, describeSync } from "../support/databases.ts";

const slugOf = (context: DefaultContext): string =>
  String(context.getCurrentParameters()["title"]).toLowerCase().replaceAll(" ", "-");

const metadata = new MetaData();
let calls: Readonly<Record<string, unknown>>[] = [];
const posts = metadata.table("posts_d", {
  id: integer().primaryKey(),
  // Before the column that it is made from: the order in the table does not matter.
  slug: string(40).default(slugOf).onupdate(slugOf),
  title: string(40),
  length: integer().default((context) => String(context.getCurrentParameters()["slug"]).length),
  stamp: string(10).default(() => "now"),
  seen: string(10)
    .nullable()
    .default((context) => {
      calls.push({ ...context.getCurrentParameters() });
      return null;
    }),
});
const all = select(posts.c.id, posts.c.slug, posts.c.title, posts.c.length).orderBy(posts.c.id);

describeAsync("defaults that look at their row", (database) => {
  test("one row, several, and a list of parameters", async () => {
    const engine = await database.engine();
    await using connection = await engine.connect();
    await metadata.createAll(connection);
    calls = [];
    await connection.execute(insert(posts).values({ id: 1, title: "A Tale" }));
    await connection.execute(
      insert(posts).values([
        { id: 2, title: "Two Words" },
        { id: 3, title: "X" },
      ]),
    );
    await connection.execute(insert(posts), [
      { id: 4, title: "As Parameters" },
      { id: 5, title: "B" },
    ]);
    await connection.execute(insert(posts).values({ id: 6, title: "Given", slug: "own" }));
    expect((await connection.execute(all)).all().map((row) => [...row])).toEqual([
      [1, "a-tale", "A Tale", 6],
      [2, "two-words", "Two Words", 9],
      [3, "x", "X", 1],
      [4, "as-parameters", "As Parameters", 13],
      [5, "b", "B", 1],
      [6, "own", "Given", 3],
    ]);
    // What is known when a default is called: the values given, and the defaults of the columns before it.
    expect(calls[0]).toEqual({ id: 1, title: "A Tale", slug: "a-tale", length: 6, stamp: "now" });
    expect(calls.map((c) => c["id"])).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("an expression is not among the values; onupdate sees what is set", async () => {
    const engine = await database.engine();
    await using connection = await engine.connect();
    await metadata.createAll(connection);
    await connection.execute(insert(posts).values({ id: 1, title: func.upper("x"), slug: "x" }));
    await connection.execute(update(posts).set({ title: "New Title" }).where(posts.c.id.eq(1)));
    expect((await connection.execute(all)).all().map((row) => [...row])).toEqual([[1, "new-title", "New Title", 1]]);
  });

  test("a default that gives undefined is refused", async () => {
    const broken = new MetaData().table("broken_d", {
      id: integer().primaryKey(),
      name: string(10).default((() => undefined) as never),
    });
    const engine = await database.engine();
    await using connection = await engine.connect();
    await expect(connection.execute(insert(broken).values({ id: 1 }))).rejects.toThrow(
      /default of "name" gave undefined/,
    );
  });
});

class Base extends declarativeBase() {}
class Page extends Base.table("pages_d", {
  id: integer().primaryKey(),
  title: string(40),
  slug: string(40).default(slugOf).onupdate(slugOf),
}) {}

describeSync("defaults that look at their object", (database) => {
  test("in a flush", () => {
    const engine = database.engine();
    Base.metadata.createAll(engine);
    using session = new Session(engine);
    const page = new Page({ title: "First Page" });
    session.addAll([page, new Page({ title: "Second" })]);
    session.commit();
    expect(session.scalars(select(Page.c.slug).orderBy(Page.c.id)).all()).toEqual(["first-page", "second"]);
    page.title = "Other Page";
    session.commit();
    expect(page.slug).toBe("other-page");
  });
});

describe("row defaults", () => {
  test("the function is not called when a statement is only compiled", () => {
    calls = [];
    expect(insert(posts).values({ id: 1, title: "x" }).compile({ dialect: "sqlite" }).params).toHaveLength(6);
    expect(calls).toEqual([]);
  });
});
