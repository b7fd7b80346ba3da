import { array, customType, integer, json, MetaData, select, string, update } from "athanor";
import { declarativeBase, inspect, mutable } from "athanor/orm";
import { describe, expect, expectTypeOf, it } from "vitest";
import { describeScenarios } from "../../support/scenarios.ts";

class Base extends declarativeBase({ metadata: new MetaData() }) {}

interface Settings {
  theme?: string;
  size?: number;
  tags: string[];
  deep: { list: { n: number }[] };
}

class Money {
  amount: number;
  constructor(amount: number) {
    this.amount = amount;
  }
}

const letters = customType({
  impl: string(80),
  processBindParam: (value: Set<string>) => [...value].join(","),
  processResultValue: (value) => new Set(value.split(",").filter((part) => part !== "")),
});
const money = customType({
  impl: integer(),
  processBindParam: (value: Money) => value.amount,
  processResultValue: (value) => new Money(value),
});

class Doc extends Base.table("mut_docs", {
  id: integer().primaryKey(),
  title: string(50).default("doc"),
  settings: mutable(json<Settings>()),
  list: json<unknown[]>().nullable().mutable(),
  plain: json<Record<string, unknown>>().nullable(),
  letters: mutable(letters.nullable()),
  price: mutable(money.nullable()),
  lazy: mutable(json<{ n: number }>().nullable().deferred()),
  names: mutable(
    json<string[]>()
      .withVariant(array(string(20)), "postgresql")
      .nullable(),
  ),
}) {}

const settings = (): Settings => ({ theme: "light", tags: ["a"], deep: { list: [{ n: 1 }] } });
const changed = (...columns: string[]): string =>
  `UPDATE mut_docs SET ${columns.map((name) => `${name}=?`).join(", ")} WHERE mut_docs.id = ?`;

describeScenarios("mutable values", Base.metadata, (scenario) => {
  async function saved(
    { session }: { readonly session: { add(doc: object): void; commit(): Promise<void> } },
    init: ConstructorParameters<typeof Doc>[0] = {},
  ): Promise<Doc> {
    const doc = new Doc({ settings: settings(), ...init });
    session.add(doc);
    await session.commit();
    return doc;
  }

  scenario("save a property that is set in place", async ({ session, sent, makeSession }) => {
    const doc = await saved({ session });
    sent.clear();
    doc.settings.theme = "dark";
    await session.commit();
    expect(sent.texts).toEqual([changed("settings")]);
    const again = await makeSession().getOne(Doc, doc.id);
    expect(again.settings).toEqual({ ...settings(), theme: "dark" });
  });

  scenario("save what is deleted, pushed and set deep inside", async ({ session, sent, makeSession }) => {
    const doc = await saved({ session });
    delete doc.settings.theme;
    await session.flush();
    doc.settings.tags.push("b");
    await session.flush();
    const [first] = doc.settings.deep.list;
    if (first !== undefined) first.n = 5;
    sent.clear();
    await session.commit();
    expect(sent.texts).toEqual([changed("settings")]);
    const again = await makeSession().getOne(Doc, doc.id);
    expect(again.settings).toEqual({ tags: ["a", "b"], deep: { list: [{ n: 5 }] } });
  });

  scenario("of loaded objects", async ({ session, sent, makeSession }) => {
    const { id } = await saved({ session }, { list: [1, { a: 2 }] });
    const other = makeSession();
    const doc = await other.getOne(Doc, id);
    doc.list?.unshift("x");
    sent.clear();
    await other.commit();
    expect(sent.texts).toEqual([changed("list")]);
    expect((await makeSession().getOne(Doc, id)).list).toEqual(["x", 1, { a: 2 }]);
  });

  scenario("send nothing for what was only read, or changed back", async ({ session, sent, makeSession }) => {
    const { id } = await saved({ session });
    const other = makeSession();
    const doc = await other.getOne(Doc, id);
    sent.clear();
    expect(doc.settings.tags).toEqual(["a"]);
    doc.settings.tags.push("z");
    doc.settings.tags.pop();
    expect(other.dirty.size).toBe(0);
    await other.commit();
    expect(sent.length).toBe(0);
  });

  scenario("give plain objects, always the same one", async ({ session, makeSession }) => {
    const given = settings();
    const doc = await saved({ session }, { settings: given });
    expect(doc.settings).toBe(given);
    const again = await makeSession().getOne(Doc, doc.id);
    expect(again.settings).toBe(again.settings);
    expect(Object.getPrototypeOf(again.settings)).toBe(Object.prototype);
    expect(Array.isArray(again.settings.tags)).toBe(true);
    expect(structuredClone(again.settings)).toEqual(given);
  });

  scenario(
    "see edits of what was given before the flush, through the program's own reference",
    async ({ session, sent }) => {
      const given = settings();
      await saved({ session }, { settings: given });
      sent.clear();
      given.size = 4;
      await session.flush();
      expect(sent.texts).toEqual([changed("settings")]);
      given.size = 5;
      sent.clear();
      await session.flush();
      expect(sent.texts).toEqual([changed("settings")]);
      sent.clear();
      await session.flush();
      expect(sent.length).toBe(0);
    },
  );

  scenario("are in session.dirty, isModified() and the history", async ({ session }) => {
    const doc = await saved({ session });
    expect(session.isModified(doc)).toBe(false);
    doc.settings.theme = "dark";
    expect(session.dirty.has(doc)).toBe(true);
    expect(session.isModified(doc)).toBe(true);
    const history = inspect(doc).history("settings");
    expect(history.added).toEqual([{ ...settings(), theme: "dark" }]);
    expect(history.deleted).toEqual([settings()]);
    await session.flush();
    expect(inspect(doc).history("settings").hasChanges()).toBe(false);
    expect(session.dirty.size).toBe(0);
  });

  scenario("are flushed before a query", async ({ session, sent }) => {
    const doc = await saved({ session });
    doc.settings.theme = "dark";
    sent.clear();
    await session.execute(select(Doc.c.id));
    expect(sent.steps).toEqual(["UPDATE mut_docs", "SELECT mut_docs"]);
  });

  scenario("with another change of the object in one statement", async ({ session, sent }) => {
    const doc = await saved({ session });
    doc.title = "new";
    doc.settings.theme = "dark";
    sent.clear();
    await session.commit();
    expect(sent.texts).toEqual([changed("title", "settings")]);
  });

  scenario("edited, then replaced: the new value is written", async ({ session, sent, makeSession }) => {
    const doc = await saved({ session });
    doc.settings.theme = "dark";
    doc.settings = { tags: [], deep: { list: [] } };
    sent.clear();
    await session.commit();
    expect(sent.texts).toEqual([changed("settings")]);
    expect((await makeSession().getOne(Doc, doc.id)).settings).toEqual({ tags: [], deep: { list: [] } });
  });

  scenario("replaced, then edited", async ({ session, makeSession }) => {
    const doc = await saved({ session });
    doc.settings = { tags: [], deep: { list: [] } };
    doc.settings.tags.push("late");
    await session.commit();
    doc.settings.tags.push("later");
    await session.commit();
    expect((await makeSession().getOne(Doc, doc.id)).settings.tags).toEqual(["late", "later"]);
  });

  scenario("assigned to itself after an edit", async ({ session, sent }) => {
    const doc = await saved({ session });
    const { settings: same } = doc;
    same.theme = "dark";
    doc.settings = same;
    sent.clear();
    await session.commit();
    expect(sent.texts).toEqual([changed("settings")]);
  });

  scenario("are put back by a rollback", async ({ session, sent }) => {
    const doc = await saved({ session });
    doc.settings.theme = "dark";
    await session.flush();
    await session.rollback();
    expect(((await doc.awaitableAttrs.settings) as Settings).theme).toBe("light");
    sent.clear();
    await session.flush();
    expect(sent.length).toBe(0);
  });

  scenario(
    "after a commit that expires: the object that is read anew is watched",
    async ({ session, makeSession, sent }) => {
      const { id } = await saved({ session });
      const other = makeSession({ expireOnCommit: true });
      const doc = await other.getOne(Doc, id);
      doc.settings.theme = "dark";
      await other.commit();
      const fresh = (await doc.awaitableAttrs.settings) as Settings;
      fresh.tags.push("b");
      sent.clear();
      await other.commit();
      expect(sent.texts).toEqual([changed("settings")]);
      expect((await makeSession().getOne(Doc, id)).settings).toEqual({
        ...settings(),
        theme: "dark",
        tags: ["a", "b"],
      });
    },
  );

  scenario("after a refresh, edits of the former object are none", async ({ session, sent }) => {
    const doc = await saved({ session });
    const former = doc.settings;
    await session.refresh(doc);
    former.theme = "dark";
    sent.clear();
    await session.flush();
    expect(sent.length).toBe(0);
    doc.settings.theme = "blue";
    await session.flush();
    expect(sent.texts).toEqual([changed("settings")]);
  });

  scenario("of a detached object, when it is added again", async ({ session, makeSession, sent }) => {
    const doc = await saved({ session });
    session.expunge(doc);
    doc.settings.theme = "dark";
    const other = makeSession();
    other.add(doc);
    sent.clear();
    await other.commit();
    expect(sent.texts).toEqual([changed("settings")]);
  });

  scenario("leave columns alone that are not declared so", async ({ session, sent }) => {
    const doc = await saved({ session }, { plain: { a: 1 } });
    const { plain } = doc;
    if (plain !== null) plain.a = 2;
    sent.clear();
    await session.flush();
    expect(sent.length).toBe(0);
  });

  scenario("are Sets and objects of classes too", async ({ session, sent, makeSession }) => {
    const doc = await saved({ session }, { letters: new Set(["a"]), price: new Money(5) });
    doc.letters?.add("b");
    if (doc.price !== null) doc.price.amount = 7;
    sent.clear();
    await session.commit();
    expect(sent.texts).toEqual([changed("letters", "price")]);
    const other = makeSession();
    const again = await other.getOne(Doc, doc.id);
    expect([...(again.letters ?? [])]).toEqual(["a", "b"]);
    expect(again.price).toEqual(new Money(7));
    sent.clear();
    await other.commit();
    expect(sent.length).toBe(0);
    again.letters?.delete("a");
    await other.commit();
    expect(sent.texts).toEqual([changed("letters")]);
  });

  scenario("are arrays of the database", async ({ session, sent, makeSession }) => {
    const doc = await saved({ session }, { names: ["a"] });
    doc.names?.push("b");
    sent.clear();
    await session.commit();
    expect(sent.texts).toEqual([changed("names")]);
    expect((await makeSession().getOne(Doc, doc.id)).names).toEqual(["a", "b"]);
  });

  scenario("null stays null, and takes a value", async ({ session, sent }) => {
    const doc = await saved({ session });
    expect(doc.list).toBe(null);
    doc.list = [1];
    await session.flush();
    doc.list.push(2);
    sent.clear();
    await session.flush();
    expect(sent.texts).toEqual([changed("list")]);
  });

  scenario("deferred ones are watched when they are loaded", async ({ session, sent, makeSession }) => {
    const { id } = await saved({ session }, { lazy: { n: 1 } });
    const other = makeSession();
    const doc = await other.getOne(Doc, id);
    const lazy = (await doc.awaitableAttrs.lazy) as { n: number };
    lazy.n = 2;
    sent.clear();
    await other.commit();
    expect(sent.texts).toEqual([changed("lazy")]);
  });

  scenario("in a savepoint that is rolled back", async ({ session }) => {
    const doc = await saved({ session });
    const savepoint = await session.beginNested();
    doc.settings.theme = "dark";
    await session.flush();
    await savepoint.rollback();
    expect(((await doc.awaitableAttrs.settings) as Settings).theme).toBe("light");
    await session.commit();
  });

  scenario("of many objects, only those that were edited", async ({ session, makeSession, sent, rows }) => {
    session.addAll(Array.from({ length: 5 }, () => new Doc({ settings: settings() })));
    await session.commit();
    const other = makeSession();
    const docs = (await other.scalars(select(Doc).orderBy(Doc.c.id))).all();
    for (const doc of docs) expect(doc.settings.theme).toBe("light");
    for (const doc of docs.slice(0, 2)) doc.settings.theme = "dark";
    sent.clear();
    await other.commit();
    expect(sent.steps).toEqual(["UPDATE mut_docs"]);
    expect(JSON.stringify(await rows(Doc)).split("dark")).toHaveLength(3);
  });

  scenario("beside an UPDATE of the same rows in SQL", async ({ session, makeSession }) => {
    const doc = await saved({ session });
    doc.settings.theme = "dark";
    await session.execute(update(Doc).set({ title: "sql" }).where(Doc.c.id.eq(doc.id)));
    await session.commit();
    const again = await makeSession().getOne(Doc, doc.id);
    expect([again.title, again.settings.theme]).toEqual(["sql", "dark"]);
  });
});

describe("mutable()", () => {
  it("says what it takes", () => {
    expect(() => mutable(5 as never)).toThrow(
      /mutable\(\) takes a column, such as mutable\(json\(\)\); given was the number 5/,
    );
  });

  it("leaves the type of the column as it is", () => {
    expectTypeOf(new Doc().settings).toEqualTypeOf<Settings>();
    expectTypeOf(new Doc().list).toEqualTypeOf<unknown[] | null>();
    // @ts-expect-error -- the type is that of the JSON
    expect(() => new Doc({ settings: { tags: 5 } })).not.toThrow();
  });
});
