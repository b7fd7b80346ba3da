import { type ColumnElement, integer, not, or, select, string } from "athanor";
import { aliased, associationProxy, oneToMany, Session, synonym } from "athanor/orm";
import { describe, expect, it } from "vitest";
import { describeScenarios, type Scenario } from "../../support/scenarios.ts";
import { Badge, Base, Book, Cook, CookSkill, Link, Page, Shelf, Sign, Skill, Writer } from "./association-models.ts";

async function kitchen({ session }: Scenario): Promise<{ readonly bread: Skill; readonly soup: Skill }> {
  const [bread, soup] = [new Skill({ name: "bread" }), new Skill({ name: "soup" })];
  session.addAll([
    new Cook({ name: "Ann", skills: [bread, soup], code: "A1" }),
    new Cook({ name: "Bo", skills: [soup], badge: new Badge({ code: null, signs: [new Sign({ text: "hot" })] }) }),
    new Cook({ name: "Cy" }),
  ]);
  await session.commit();
  return { bread, soup };
}

const byId = Cook.c.id;

describeScenarios("association proxies in statements", Base.metadata, (scenario) => {
  async function names({ session }: Scenario, condition: ColumnElement<boolean>): Promise<string[]> {
    return (await session.scalars(select(Cook).where(condition).orderBy(byId))).all().map((cook) => cook.name);
  }

  scenario("find a value in a collection by EXISTS", async ({ session, sent }) => {
    session.addAll([new Page({ title: "one", words: ["a", "b"] }), new Page({ title: "two", words: ["b"] })]);
    await session.commit();
    sent.clear();
    const titles = (await session.scalars(select(Page.c.title).where(Page.c.words.eq("a")))).all();
    expect(titles).toEqual(["one"]);
    expect(sent.texts).toEqual([
      "SELECT ap_pages.title FROM ap_pages WHERE EXISTS (SELECT 1 FROM ap_links WHERE ap_pages.id = ap_links.pageId AND ap_links.word = ?)",
    ]);
  });

  scenario("compare text at the end", async ({ session }) => {
    session.addAll([
      new Page({ title: "one", words: ["apple", "bun"] }),
      new Page({ title: "two", words: ["bean"] }),
      new Page({ title: "none" }),
    ]);
    await session.commit();
    const titles = async (condition: ColumnElement<boolean>): Promise<string[]> =>
      (await session.scalars(select(Page.c.title).where(condition).orderBy(Page.c.id))).all() as string[];
    const { words } = Page.c;
    expect(await titles(words.like("b%"))).toEqual(["one", "two"]);
    expect(await titles(words.contains("ppl"))).toEqual(["one"]);
    expect(await titles(words.startswith("be"))).toEqual(["two"]);
    expect(await titles(words.endswith("e"))).toEqual(["one"]);
    expect(await titles(words.in(["bean", "bun"]))).toEqual(["one", "two"]);
    expect(await titles(words.notIn(["bean", "bun"]))).toEqual(["one"]);
    expect(await titles(words.gt("bea"))).toEqual(["one", "two"]);
    expect(await titles(words.lt("b"))).toEqual(["one"]);
    expect(await titles(words.between("bo", "bz"))).toEqual(["one"]);
    expect(await titles(words.ne("bean"))).toEqual(["one"]);
    expect(await titles(not(words.eq("bean")))).toEqual(["one", "none"]);
    expect(await titles(words.any())).toEqual(["one", "two"]);
    expect(await titles(words.any(Link.c.word.eq("bun")))).toEqual(["one"]);
    expect(await titles(or(words.eq("bun"), words.eq("bean")))).toEqual(["one", "two"]);
  });

  scenario("take % for itself with autoescape", async ({ session }) => {
    session.addAll([new Page({ title: "one", words: ["5%"] }), new Page({ title: "two", words: ["55"] })]);
    await session.commit();
    const found = await session.scalars(select(Page.c.title).where(Page.c.words.contains("5%", { autoescape: true })));
    expect(found.all()).toEqual(["one"]);
  });

  scenario("contain an object at the end", async (given) => {
    const { bread } = await kitchen(given);
    given.sent.clear();
    expect(await names(given, Cook.c.skills.contains(bread))).toEqual(["Ann"]);
    expect(given.sent.texts[0]).toContain(
      "WHERE EXISTS (SELECT 1 FROM ap_cook_skills WHERE ap_cooks.id = ap_cook_skills.cookId AND ? = ap_cook_skills.skillId)",
    );
  });

  scenario("ask any() of objects at the end, by a condition or by attributes", async (given) => {
    await kitchen(given);
    given.sent.clear();
    expect(await names(given, Cook.c.skills.any(Skill.c.name.eq("soup")))).toEqual(["Ann", "Bo"]);
    expect(given.sent.texts[0]).toContain(
      "WHERE EXISTS (SELECT 1 FROM ap_cook_skills WHERE ap_cooks.id = ap_cook_skills.cookId AND (EXISTS (SELECT 1 FROM ap_skills WHERE ap_skills.id = ap_cook_skills.skillId AND ap_skills.name = ?)))",
    );
    expect(await names(given, Cook.c.skills.any({ name: "bread" }))).toEqual(["Ann"]);
    expect(await names(given, Cook.c.skills.any())).toEqual(["Ann", "Bo"]);
    expect(await names(given, not(Cook.c.skills.any()))).toEqual(["Cy"]);
  });

  scenario("go over proxies of proxies", async (given) => {
    await kitchen(given);
    given.sent.clear();
    expect(await names(given, Cook.c.skillNames.eq("bread"))).toEqual(["Ann"]);
    expect(given.sent.texts[0]).toContain(
      "WHERE EXISTS (SELECT 1 FROM ap_cook_skills WHERE ap_cooks.id = ap_cook_skills.cookId AND (EXISTS (SELECT 1 FROM ap_skills WHERE ap_skills.id = ap_cook_skills.skillId AND ap_skills.name = ?)))",
    );
    expect(await names(given, Cook.c.skillNames.contains("soup"))).toEqual(["Ann", "Bo"]);
    expect(await names(given, Cook.c.skillNames.like("b%"))).toEqual(["Ann"]);
    expect(await names(given, Cook.c.skillNames.any(Skill.c.name.eq("soup")))).toEqual(["Ann", "Bo"]);
  });

  scenario("go the other way round", async (given) => {
    await kitchen(given);
    const found = await given.session.scalars(
      select(Skill.c.name)
        .where(Skill.c.cooks.any({ name: "Bo" }))
        .orderBy(Skill.c.name),
    );
    expect(found.all()).toEqual(["soup"]);
  });

  scenario("compare scalars; null is no row too", async (given) => {
    await kitchen(given);
    given.sent.clear();
    expect(await names(given, Cook.c.code.eq("A1"))).toEqual(["Ann"]);
    expect(given.sent.texts[0]).toContain(
      "WHERE EXISTS (SELECT 1 FROM ap_badges WHERE ap_cooks.id = ap_badges.cookId AND ap_badges.code = ?)",
    );
    expect(await names(given, Cook.c.code.eq(null))).toEqual(["Bo", "Cy"]);
    expect(await names(given, Cook.c.code.ne(null))).toEqual(["Ann"]);
    expect(await names(given, Cook.c.code.ne("A1"))).toEqual([]);
    expect(await names(given, Cook.c.code.has())).toEqual(["Ann", "Bo"]);
    expect(await names(given, Cook.c.code.has(Badge.c.code.eq("A1")))).toEqual(["Ann"]);
    expect(await names(given, Cook.c.code.startswith("A"))).toEqual(["Ann"]);
  });

  scenario("over a scalar to a collection", async (given) => {
    await kitchen(given);
    expect(await names(given, Cook.c.signs.any(Sign.c.text.eq("hot")))).toEqual(["Bo"]);
    const sign = (await given.session.scalars(select(Sign))).one();
    expect(await names(given, Cook.c.signs.contains(sign))).toEqual(["Bo"]);
  });

  scenario("over many-to-many, and over many-to-one", async ({ session }) => {
    session.addAll([new Shelf({ themeNames: ["sea"] }), new Shelf({ themeNames: ["sky"] })]);
    session.addAll([new Book({ writerName: "Ann" }), new Book({ writerName: "Bo" }), new Book()]);
    await session.commit();
    expect((await session.scalars(select(Shelf).where(Shelf.c.themeNames.eq("sky")))).all()).toHaveLength(1);
    expect((await session.scalars(select(Book).where(Book.c.writerName.eq("Bo")))).all()).toHaveLength(1);
    expect((await session.scalars(select(Book).where(Book.c.writerName.eq(null)))).all()).toHaveLength(1);
  });

  scenario("of an alias", async (given) => {
    await kitchen(given);
    const other = aliased(Cook, "other");
    given.sent.clear();
    const found = await given.session.scalars(select(other.c.name).where(other.c.skillNames.eq("bread")));
    expect(found.all()).toEqual(["Ann"]);
    expect(given.sent.texts[0]).toContain("WHERE other.id = ap_cook_skills.cookId AND");
  });

  scenario("join along both ends", async (given) => {
    await kitchen(given);
    given.sent.clear();
    const found = await given.session.execute(
      select(Cook.c.name, Skill.c.name.label("skill"))
        .join(Cook.c.skills.localAttr)
        .join(Cook.c.skills.remoteAttr)
        .orderBy(Cook.c.id, Skill.c.id),
    );
    expect(found.all().map((row) => [...row])).toEqual([
      ["Ann", "bread"],
      ["Ann", "soup"],
      ["Bo", "soup"],
    ]);
    expect(given.sent.texts[0]?.replaceAll("INNER JOIN", "JOIN")).toContain(
      "FROM ap_cooks JOIN ap_cook_skills ON ap_cooks.id = ap_cook_skills.cookId JOIN ap_skills ON ap_skills.id = ap_cook_skills.skillId",
    );
  });

  scenario("in filterBy() of a scalar", async (given) => {
    await kitchen(given);
    const found = await given.session.scalars(select(CookSkill).filterBy({ skillName: "bread" }));
    expect(found.all()).toHaveLength(1);
  });

  scenario("find what an autoflush inserts", async ({ session }) => {
    const page = new Page({ words: ["new"] });
    session.add(page);
    const found = await session.scalars(select(Page).where(Page.c.words.eq("new")));
    expect(found.one()).toBe(page);
  });
});

describe("errors of association proxies", () => {
  it("name a target that is no relationship", () => {
    class Wrong extends Base.table("ap_wrong_target", {
      id: integer().primaryKey(),
      get links() {
        return oneToMany(() => Link, { primaryjoin: () => Wrong.c.id.eq(Link.c.id) });
      },
      words: associationProxy("linkz" as "links", "word"),
    }) {}
    expect(() => Wrong.c).toThrow(/Wrong\.words is an association proxy over "linkz".*Did you mean "links"/s);
  });

  it("name an attribute that the related class has not", () => {
    class Odd extends Base.table("ap_odd", {
      id: integer().primaryKey(),
      get pages() {
        return oneToMany(() => OddPage);
      },
      words: associationProxy("pages", "wrd" as "word"),
    }) {}
    class OddPage extends Base.table("ap_odd_pages", {
      id: integer().primaryKey(),
      word: string(20),
      oddId: integer().references("ap_odd.id"),
    }) {}
    expect(() => Odd.c.words).toThrow(/OddPage has no attribute "wrd".*Did you mean "word"/s);
  });

  it("refuse collections that stay in the database", () => {
    class Tall extends Base.table("ap_tall", {
      id: integer().primaryKey(),
      get rows() {
        return oneToMany(() => TallRow, { lazy: "writeOnly" });
      },
      words: associationProxy("rows", "word"),
    }) {}
    class TallRow extends Base.table("ap_tall_rows", {
      id: integer().primaryKey(),
      word: string(20),
      tallId: integer().references("ap_tall.id"),
    }) {}
    expect(() => new Tall().words).toThrow(/whose members stay in the database \(lazy: "writeOnly"\)/);
  });

  it("refuse what creators give of another class", () => {
    class Jar extends Base.table("ap_jars", {
      id: integer().primaryKey(),
      get beans() {
        return oneToMany(() => Bean);
      },
      kinds: associationProxy("beans", "kind", { creator: (kind: string) => ({ kind }) }),
    }) {}
    class Bean extends Base.table("ap_beans", {
      id: integer().primaryKey(),
      kind: string(20),
      jarId: integer().references("ap_jars.id"),
    }) {}
    expect(() => new Jar({ kinds: ["red"] })).toThrow(
      /creator of an association proxy over Jar\.beans gives an object of class Bean/,
    );
    expect(Bean.c.kind).toBeDefined();
  });

  it("say which comparison their end takes", () => {
    expect(() => Cook.c.skills.has()).toThrow(/Cook\.c\.skills.*it is a collection\. Use any\(\)/s);
    expect(() => Cook.c.code.any()).toThrow(/it is a scalar\. Use has\(\)/);
    expect(() => Page.c.words.any({ length: 1 } as never)).toThrow(
      /a column is at its end\. Compare it: \.eq\(value\)/,
    );
    expect(() => Cook.c.skills.gt(new Skill())).toThrow(/objects are at its end\. Use any\(\) or has\(\)/);
    expect(() => Book.c.writerName.any(Writer.c.made.eq(true))).toThrow(/Use has\(\)/);
  });

  it("check what associationProxy() and its attribute are given", () => {
    expect(() => associationProxy(5 as never, "word")).toThrow(/takes the name of a relationship and of an attribute/);
    expect(() => associationProxy("links", "word", { creator: "x" as never })).toThrow(/creator is a function/);
    const book = new Book();
    expect(() => (book.writerName = undefined as never)).toThrow(/Book\.writerName expected a value/);
  });

  it("take what creators throw as it is", () => {
    class Crate extends Base.table("ap_crates", {
      id: integer().primaryKey(),
      get eggs() {
        return oneToMany(() => Egg);
      },
      sizes: associationProxy("eggs", "size", {
        creator: () => {
          throw new RangeError("no eggs today");
        },
      }),
      also: synonym("id"),
    }) {}
    class Egg extends Base.table("ap_eggs", {
      id: integer().primaryKey(),
      size: string(5),
      crateId: integer().references("ap_crates.id"),
    }) {}
    const crate = new Crate();
    expect(() => crate.sizes.push("L")).toThrow(new RangeError("no eggs today"));
    expect(crate.eggs).toHaveLength(0);
    expect(Egg.c.size).toBeDefined();
    expect(Session).toBeDefined();
  });

  it("have types that hold what can be compared", () => {
    // @ts-expect-error -- text is compared with text
    expect(() => Page.c.words.eq(5)).toBeTypeOf("function");
    // @ts-expect-error -- a Skill is expected
    expect(() => Cook.c.skills.contains("bread")).toThrow(/Skill/);
    // @ts-expect-error -- objects have no LIKE
    expect(() => Cook.c.skills.like("bread")).toThrow(/objects are at its end/);
    // @ts-expect-error -- there is no such proxy
    expect(Cook.c.skils).toBe(undefined);
    // @ts-expect-error -- words are text
    expect(() => new Page({ words: [5] })).not.toThrow();
  });
});
