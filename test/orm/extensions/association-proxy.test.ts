import { select } from "athanor";
import { selectinload } from "athanor/orm";
import { describe, expect, expectTypeOf, it } from "vitest";
import { describeScenarios } from "../../support/scenarios.ts";
import {
  Badge,
  Base,
  Book,
  Box,
  Cook,
  CookSkill,
  Lid,
  Link,
  Mark,
  Note,
  Page,
  Shelf,
  Sign,
  Skill,
  Theme,
  Writer,
} from "./association-models.ts";

describeScenarios("association proxies", Base.metadata, (scenario) => {
  scenario(
    "make association objects of values, and read values of those of a row",
    async ({ session, sent, rows, makeSession }) => {
      const page = new Page({ words: ["a", "b"] });
      page.words.push("c", "d");
      expect(page.links.map((link) => link.word)).toEqual(["a", "b", "c", "d"]);
      session.add(page);
      await session.commit();
      expect(sent.steps).toEqual(["INSERT ap_pages", "INSERT ap_links"]);
      expect((await rows(Link)).map((row) => row[1])).toEqual(["a", "b", "c", "d"]);
      const again = await makeSession().getOne(Page, page.id);
      expect([...(await again.awaitableAttrs.words)]).toEqual(["a", "b", "c", "d"]);
    },
  );

  scenario("take values out of lists: their association objects are deleted", async ({ session, sent, rows }) => {
    const page = new Page({ words: ["a", "b", "c", "d", "e"] });
    session.add(page);
    await session.commit();
    sent.clear();
    expect(page.words.pop()).toBe("e");
    expect(page.words.shift()).toBe("a");
    expect(page.words.splice(1, 1)).toEqual(["c"]);
    await session.flush();
    expect(sent.steps).toEqual(["DELETE ap_links"]);
    expect((await rows(Link)).map((row) => row[1])).toEqual(["b", "d"]);
    page.words.length = 0;
    await session.flush();
    expect(await rows(Link)).toEqual([]);
  });

  scenario("write through to the association object at an index", async ({ session, sent, rows }) => {
    const page = new Page({ words: ["a", "b"] });
    session.add(page);
    await session.commit();
    const [first] = page.links;
    sent.clear();
    page.words[0] = "z";
    expect(page.links[0]).toBe(first);
    await session.flush();
    expect(sent.texts).toEqual(["UPDATE ap_links SET word=? WHERE ap_links.id = ?"]);
    page.words[2] = "c";
    await session.flush();
    expect((await rows(Link)).map((row) => row[1])).toEqual(["z", "b", "c"]);
  });

  scenario("keep association objects whose values stay in an assignment", async ({ session, sent, rows }) => {
    const page = new Page({ words: ["a", "b", "c"] });
    session.add(page);
    await session.commit();
    const [a, b] = page.links;
    sent.clear();
    page.words = ["b", "a", "d"];
    expect(page.links[0]).toBe(b);
    expect(page.links[1]).toBe(a);
    await session.flush();
    expect(sent.steps).toEqual(["INSERT ap_links", "DELETE ap_links"]);
    expect((await rows(Link)).map((row) => String(row[1])).sort()).toEqual(["a", "b", "d"]);
    sent.clear();
    page.words = [...page.words];
    await session.flush();
    expect(sent.length).toBe(0);
  });

  scenario("load one statement for all pages that were read together", async ({ session, sent, makeSession }) => {
    session.addAll([new Page({ words: ["a"] }), new Page({ words: ["b"] }), new Page()]);
    await session.commit();
    const other = makeSession();
    const pages = (await other.scalars(select(Page).orderBy(Page.c.id))).all();
    sent.clear();
    const words: string[] = [];
    for (const page of pages) words.push([...(await page.awaitableAttrs.words)].join());
    expect(words).toEqual(["a", "b", ""]);
    expect(sent.steps).toEqual(["SELECT ap_links"]);
  });

  scenario("read what was loaded eagerly without a statement", async ({ session, sent, makeSession }) => {
    session.add(new Page({ words: ["a"], labels: ["x"], texts: [["t", "b"]] }));
    await session.commit();
    const page = (
      await makeSession().scalars(
        select(Page).options(selectinload(Page.c.links), selectinload(Page.c.marks), selectinload(Page.c.notes)),
      )
    ).one();
    sent.clear();
    expect(page.words).toEqual(["a"]);
    expect([...page.labels]).toEqual(["x"]);
    expect([...page.texts]).toEqual([["t", "b"]]);
    expect(sent.length).toBe(0);
  });

  scenario("see a collection that was refreshed, through the same list", async ({ session, makeSession }) => {
    const page = new Page({ words: ["a"] });
    session.add(page);
    await session.commit();
    const { words } = page;
    const other = makeSession();
    other.add(new Link({ word: "b", pageId: page.id }));
    await other.commit();
    await session.refresh(page, ["links"]);
    expect(page.words).toBe(words);
    expect(words).toEqual(["a", "b"]);
    page.links = [];
    expect(words).toHaveLength(0);
    await session.rollback();
  });

  scenario("come back after a rollback", async ({ session, rows }) => {
    const page = new Page({ words: ["a"] });
    session.add(page);
    await session.commit();
    page.words.push("b");
    await session.flush();
    expect(await rows(Link)).toHaveLength(2);
    await session.rollback();
    expect([...(await page.awaitableAttrs.words)]).toEqual(["a"]);
  });

  scenario("make Sets: a value once, taken out by value", async ({ session, sent, rows }) => {
    const page = new Page({ labels: new Set(["x", "y"]) });
    session.add(page);
    await session.commit();
    sent.clear();
    page.labels.add("x").add("z");
    expect(page.labels.size).toBe(3);
    expect(page.labels.delete("y")).toBe(true);
    expect(page.labels.delete("y")).toBe(false);
    await session.flush();
    expect(sent.steps).toEqual(["INSERT ap_marks", "DELETE ap_marks"]);
    expect((await rows(Mark)).map((row) => row[1])).toEqual(["x", "z"]);
    page.labels.clear();
    await session.flush();
    expect(await rows(Mark)).toEqual([]);
  });

  scenario("keep the objects of a Set whose values stay in an assignment", async ({ session, sent, rows }) => {
    const page = new Page({ labels: ["x", "y"] });
    session.add(page);
    await session.commit();
    const before = (await rows(Mark)).find((row) => row[1] === "x")?.[0];
    sent.clear();
    page.labels = new Set(["x", "z"]);
    await session.flush();
    expect(sent.steps).toEqual(["INSERT ap_marks", "DELETE ap_marks"]);
    const after = await rows(Mark);
    expect(after.map((row) => row[1])).toEqual(["x", "z"]);
    expect(after[0]?.[0]).toBe(before);
  });

  scenario("make Maps: a new key makes an object, a known one writes to it", async ({ session, sent, rows }) => {
    const page = new Page({ texts: new Map([["one", "1"]]) });
    session.add(page);
    await session.commit();
    sent.clear();
    page.texts.set("one", "uno").set("two", "2");
    expect(page.notes.get("two")).toBeInstanceOf(Note);
    await session.flush();
    expect([...sent.steps].sort()).toEqual(["INSERT ap_notes", "UPDATE ap_notes"]);
    expect((await rows(Note)).map((row) => row.slice(1, 3))).toEqual([
      ["one", "uno"],
      ["two", "2"],
    ]);
    expect(page.texts.delete("one")).toBe(true);
    await session.flush();
    expect((await rows(Note)).map((row) => row[1])).toEqual(["two"]);
  });

  scenario("assign Maps by key", async ({ session, sent, rows }) => {
    const page = new Page({
      texts: [
        ["a", "1"],
        ["b", "2"],
      ],
    });
    session.add(page);
    await session.commit();
    const note = page.notes.get("b");
    sent.clear();
    page.texts = new Map([
      ["b", "two"],
      ["c", "3"],
    ]);
    expect(page.notes.get("b")).toBe(note);
    await session.flush();
    expect(new Set(sent.steps)).toEqual(new Set(["INSERT ap_notes", "UPDATE ap_notes", "DELETE ap_notes"]));
    expect((await rows(Note)).map((row) => row.slice(1, 3))).toEqual([
      ["b", "two"],
      ["c", "3"],
    ]);
  });

  scenario("go to objects over association objects, with a creator", async ({ session, rows, makeSession }) => {
    const [bread, soup] = [new Skill({ name: "bread" }), new Skill({ name: "soup" })];
    const cook = new Cook({ name: "Ann", skills: [bread] });
    cook.skills.push(soup);
    session.add(cook);
    await session.commit();
    expect(cook.cookSkills.map(({ level }) => level)).toEqual([1, 1]);
    expect(await rows(CookSkill)).toEqual([
      [cook.id, bread.id, 1],
      [cook.id, soup.id, 1],
    ]);
    const other = makeSession();
    const again = await other.getOne(Cook, cook.id);
    expect((await again.awaitableAttrs.skills).map((skill) => skill.name).sort()).toEqual(["bread", "soup"]);
  });

  scenario("load a path of two relationships with a statement each", async ({ session, sent, makeSession }) => {
    const bread = new Skill({ name: "bread" });
    session.addAll([
      new Cook({ name: "Ann", skills: [bread, new Skill({ name: "soup" })] }),
      new Cook({ name: "Bo", skills: [bread] }),
    ]);
    await session.commit();
    const cooks = (await makeSession().scalars(select(Cook).orderBy(Cook.c.id))).all();
    sent.clear();
    const counts: number[] = [];
    for (const cook of cooks) counts.push((await cook.awaitableAttrs.skills).length);
    expect(counts).toEqual([2, 1]);
    expect(sent.steps).toEqual(["SELECT ap_cook_skills", "SELECT ap_skills"]);
  });

  scenario("move a value out: an association object with delete-orphan goes", async ({ session, rows }) => {
    const bread = new Skill({ name: "bread" });
    const cook = new Cook({ name: "Ann", skills: [bread] });
    session.add(cook);
    await session.commit();
    cook.skills.splice(0, 1);
    await session.commit();
    expect(await rows(CookSkill)).toEqual([]);
    expect(await rows(Skill)).toHaveLength(1);
  });

  scenario("go over another proxy", async ({ session, makeSession }) => {
    const cook = new Cook({ name: "Ann", skills: [new Skill({ name: "bread" }), new Skill({ name: "soup" })] });
    expect(cook.skillNames).toEqual(["bread", "soup"]);
    session.add(cook);
    await session.commit();
    const again = await makeSession().getOne(Cook, cook.id);
    expect([...(await again.awaitableAttrs.skillNames)].sort()).toEqual(["bread", "soup"]);
    cook.skillNames[0] = "rolls";
    expect(cook.skills[0]?.name).toBe("rolls");
  });

  scenario("go the other way round", async ({ session, makeSession }) => {
    const bread = new Skill({ name: "bread" });
    session.addAll([new Cook({ name: "Ann", skills: [bread] }), new Cook({ name: "Bo", skills: [bread] })]);
    expect(bread.cooks.map((cook) => cook.name)).toEqual(["Ann", "Bo"]);
    await session.commit();
    const again = await makeSession().getOne(Skill, bread.id);
    expect((await again.awaitableAttrs.cooks).map((cook) => cook.name).sort()).toEqual(["Ann", "Bo"]);
  });

  scenario("over scalars: null without an object, made by a value, written through", async ({ session, rows }) => {
    const cook = new Cook({ name: "Ann" });
    expect(cook.code).toBe(null);
    cook.code = "C1";
    const { badge } = cook;
    expect(badge).toBeInstanceOf(Badge);
    session.add(cook);
    await session.commit();
    cook.code = "C2";
    expect(cook.badge).toBe(badge);
    await session.flush();
    expect(await rows(Badge)).toEqual([[badge?.id, "C2", cook.id]]);
    cook.code = null;
    await session.flush();
    expect(await rows(Badge)).toEqual([[badge?.id, null, cook.id]]);
  });

  scenario("from the side of the foreign key", async ({ session, makeSession }) => {
    const badge = new Badge({ code: "C", cook: new Cook({ name: "Ann" }) });
    session.add(badge);
    await session.commit();
    const again = await makeSession().getOne(Badge, badge.id);
    expect(await again.awaitableAttrs.cookName).toBe("Ann");
    again.cookName = "Bea";
    expect(again.cook?.name).toBe("Bea");
  });

  scenario("assign null where nothing is: no object is made", async ({ session, rows }) => {
    const book = new Book();
    book.writerName = null;
    expect(book.writer).toBe(null);
    session.add(book);
    await session.commit();
    expect(await rows(Writer)).toEqual([]);
  });

  scenario("assign null with createOnNullAssignment: one is made", async ({ session, rows }) => {
    const book = new Book({ editorName: null });
    session.add(book);
    await session.commit();
    expect(book.editor?.made).toBe(true);
    expect((await rows(Writer)).map((row) => row[1])).toEqual([null]);
  });

  scenario("assign null with cascadeScalarDeletes: the object is taken out", async ({ session, rows }) => {
    const book = new Book({ writerName: "Ann" });
    session.add(book);
    await session.commit();
    expect(await rows(Book)).toEqual([[book.id, book.writer?.id, null]]);
    book.writerName = null;
    expect(book.writer).toBe(null);
    await session.flush();
    expect(await rows(Book)).toEqual([[book.id, null, null]]);
  });

  scenario("over a scalar to a collection: its own, and null without", async ({ session, rows }) => {
    const cook = new Cook({ name: "Ann", badge: new Badge({ signs: [new Sign({ text: "a" })] }) });
    cook.signs?.push(new Sign({ text: "b" }));
    session.add(cook);
    await session.commit();
    expect((await rows(Sign)).map((row) => row[1])).toEqual(["a", "b"]);
    expect(new Cook({ name: "Bo" }).signs).toBe(null);
  });

  scenario("over many-to-many", async ({ session, rows, makeSession }) => {
    const shelf = new Shelf({ themeNames: ["sea", "sky"] });
    session.add(shelf);
    await session.commit();
    expect((await rows(Theme)).map((row) => row[1])).toEqual(["sea", "sky"]);
    const again = await makeSession().getOne(Shelf, shelf.id);
    expect([...(await again.awaitableAttrs.themeNames)].sort()).toEqual(["sea", "sky"]);
  });

  scenario("over Maps keyed by a column and by a function", async ({ session, rows }) => {
    const shelf = new Shelf();
    shelf.boxSizes.set("red", 3);
    shelf.lidNamesBySize.set("s4", "four");
    expect([...shelf.lidNames]).toEqual([["s4", "four"]]);
    session.add(shelf);
    await session.commit();
    expect(await rows(Box)).toEqual([[shelf.boxes.get("red")?.id, "red", 3, shelf.id]]);
    expect((await rows(Lid)).map((row) => row.slice(1, 3))).toEqual([[4, "four"]]);
  });

  scenario("tell that a collection is not loaded where it cannot be", async ({ session, kind, makeSession }) => {
    session.add(new Page({ words: ["a"] }));
    await session.commit();
    const page = (await makeSession().scalars(select(Page))).one();
    if (kind === "sync") expect(page.words).toEqual(["a"]);
    else expect(() => page.words).toThrow(/Page\.links is not loaded.*awaitableAttrs\.links/s);
  });
});

describe("lists of association proxies", () => {
  const page = (...words: string[]): Page => new Page({ words });

  it("are arrays", () => {
    const { words } = page("a", "b", "c");
    expect(Array.isArray(words)).toBe(true);
    expect(words).toEqual(["a", "b", "c"]);
    expect(words).toHaveLength(3);
    expect(words.at(-1)).toBe("c");
    expect(words[5]).toBe(undefined);
    expect(1 in words).toBe(true);
    expect(3 in words).toBe(false);
    expect(Object.keys(words)).toEqual(["0", "1", "2"]);
    expect(JSON.stringify(words)).toBe('["a","b","c"]');
    expect([...words, "d"].join()).toBe("a,b,c,d");
  });

  it("have what reads arrays, and give plain ones", () => {
    const { words } = page("b", "a", "c");
    const upper = words.map((word) => word.toUpperCase());
    upper.push("X");
    expect(words).toHaveLength(3);
    expect(words.filter((word) => word !== "a")).toEqual(["b", "c"]);
    expect(words.slice(1)).toEqual(["a", "c"]);
    expect(words.concat(["d"])).toEqual(["b", "a", "c", "d"]);
    expect(words.includes("c")).toBe(true);
    expect(words.indexOf("a")).toBe(1);
    expect([...words.entries()][0]).toEqual([0, "b"]);
    expect(words.reduce((all, word) => all + word, "")).toBe("bac");
    const [first, ...rest] = words;
    expect([first, rest]).toEqual(["b", ["a", "c"]]);
  });

  it("are changed as arrays are", () => {
    const { words, links } = page("b", "a");
    expect(words.push("d")).toBe(3);
    expect(words.unshift("x", "y")).toBe(5);
    expect(words).toEqual(["x", "y", "b", "a", "d"]);
    expect(words.splice(1, 2, "n", "m")).toEqual(["y", "b"]);
    expect(words.splice(-1)).toEqual(["d"]);
    expect(words).toEqual(["x", "n", "m", "a"]);
    expect(links.map((link) => link.word)).toEqual(["x", "n", "m", "a"]);
    words.fill("q", 2);
    expect(words).toEqual(["x", "n", "q", "q"]);
    words.copyWithin(0, 1, 2);
    expect(words).toEqual(["n", "n", "q", "q"]);
  });

  it("order their association objects", () => {
    const made = page("b", "c", "a");
    const [b, c, a] = made.links;
    expect(made.words.sort()).toBe(made.words);
    expect([...made.links]).toEqual([a, b, c]);
    made.words.reverse();
    expect([...made.links]).toEqual([c, b, a]);
    expect(made.words.sort((x, y) => (x < y ? -1 : 1))).toEqual(["a", "b", "c"]);
  });

  it("have no gaps", () => {
    const { words } = page("a");
    expect(() => (words[3] = "x")).toThrow(/"word" over Page\.links was given index 3.*Use push\(\)/s);
    expect(() => (words.length = 9)).toThrow(/given length 9/);
    expect(() => Reflect.deleteProperty(words, "0")).toThrow(/splice\(\)/);
    expect(words.pop()).toBe("a");
    expect(words.pop()).toBe(undefined);
    expect(words.shift()).toBe(undefined);
  });

  it("take any iterable when they are assigned, and nothing else", () => {
    const made = page("a");
    made.words = new Set(["x", "y"]) as unknown as string[];
    expect(made.words).toEqual(["x", "y"]);
    expect(() => (made.words = null as unknown as string[])).toThrow(
      /Page\.words expected an array of values for "word"/,
    );
    expect(() => (made.words = 5 as unknown as string[])).toThrow(/given was the number 5/);
    expect(() => (made.words = undefined as unknown as string[])).toThrow(/undefined/);
  });

  it("keep one object for each of equal values", () => {
    const made = page("a", "a");
    const [one, two] = made.links;
    made.words = ["a", "b", "a"];
    expect(made.links[0]).toBe(one);
    expect(made.links[2]).toBe(two);
  });
});

describe("Sets and Maps of association proxies", () => {
  it("are Sets", () => {
    const { labels } = new Page({ labels: ["a", "b"] });
    expect(labels).toBeInstanceOf(Set);
    expect([...labels]).toEqual(["a", "b"]);
    expect([...labels.keys()]).toEqual(["a", "b"]);
    expect([...labels.entries()]).toEqual([
      ["a", "a"],
      ["b", "b"],
    ]);
    const seen: string[] = [];
    labels.forEach((label) => seen.push(label));
    expect(seen).toEqual(["a", "b"]);
    expect(JSON.stringify(labels)).toBe('["a","b"]');
    expect(labels.has("a")).toBe(true);
    expect(labels.has("z")).toBe(false);
  });

  it("are Maps", () => {
    const page = new Page({ texts: [["a", "1"]] });
    const { texts } = page;
    expect(texts).toBeInstanceOf(Map);
    expect(texts.get("a")).toBe("1");
    expect(texts.get("b")).toBe(undefined);
    expect(texts.has("a")).toBe(true);
    expect(texts.size).toBe(1);
    expect([...texts.keys()]).toEqual(["a"]);
    expect([...texts.values()]).toEqual(["1"]);
    expect(JSON.stringify(texts)).toBe('{"a":"1"}');
    const seen: unknown[] = [];
    texts.forEach((value, key) => seen.push([key, value]));
    expect(seen).toEqual([["a", "1"]]);
    texts.clear();
    expect(page.notes.size).toBe(0);
    expect(() => (page.texts = ["x"] as never)).toThrow(/entries of a Map/);
  });

  it("need a creator where a function gives the key", () => {
    expect(() => new Shelf().lidNames.set("s1", "one")).toThrow(
      /keyed by a function.*Give the association proxy a creator/s,
    );
  });
});

describe("types of association proxies", () => {
  it("are those of the related attributes", () => {
    const page = new Page();
    expectTypeOf(page.words).toEqualTypeOf<string[]>();
    expectTypeOf(page.labels).toEqualTypeOf<Set<string>>();
    expectTypeOf(page.texts).toEqualTypeOf<Map<string, string | null>>();
    const cook = new Cook();
    expectTypeOf(cook.skills).toEqualTypeOf<Skill[]>();
    expectTypeOf(cook.skillNames).toEqualTypeOf<string[]>();
    expectTypeOf(cook.code).toEqualTypeOf<string | null>();
    expectTypeOf(cook.signs).toEqualTypeOf<Sign[] | null>();
    expect(cook.signs).toBe(null);
  });
});
