// What columns get without being given it, and what the database makes of what they are given.
import {
  boolean,
  datetime,
  DDL,
  FetchedValue,
  func,
  integer,
  json,
  largeBinary,
  listen,
  literal,
  MetaData,
  nullValue,
  numeric,
  select,
  string,
  text,
} from "athanor";
import { declarativeBase, getHistory, inspect, setAttribute } from "athanor/orm";
import { describe, expect } from "vitest";
import { describeScenarios, type Scenario } from "../../support/scenarios.ts";

class Base extends declarativeBase({ metadata: new MetaData() }) {}

let calls = 0;

/** Filled by the program, by the database, or by nobody. */
class Form extends Base.table("vf_forms", {
  id: integer().primaryKey(),
  title: string(20),
  size: integer().default(3),
  count: integer().default(() => ++calls),
  label: string(30).default((context) => `${String(context.getCurrentParameters()["title"])}!`),
  weight: integer().default(literal(2).add(5)),
  state: string(10).serverDefault("open"),
  rank: integer().serverDefault(text("7")),
  note: string(20).nullable(),
  hint: string(20).nullable().default("none"),
}) {}

/** Changed by the program at each UPDATE. */
class Log extends Base.table("vf_logs", {
  id: integer().primaryKey(),
  line: string(20),
  edits: integer()
    .default(0)
    .onupdate(() => ++calls),
  word: string(20).default("new").onupdate("old"),
  sum: integer().nullable().onupdate(literal(40).add(2)),
}) {}

/** Computed by the database. */
class Sum extends Base.table("vf_sums", {
  id: integer().primaryKey(),
  a: integer(),
  b: integer().default(1),
  total: integer().computed(text("a + b"), { persisted: true }),
}) {}

/** Written by triggers as well. */
class Doc extends Base.table("vf_docs", {
  id: integer().primaryKey(),
  body: string(20),
  made: string(20).nullable().serverDefault(new FetchedValue()),
  edits: integer().serverDefault("0").serverOnupdate(new FetchedValue()),
}) {}

class Mixed extends Base.table("vf_mixed", {
  id: integer().primaryKey(),
  flag: boolean().nullable(),
  price: numeric(8, 2).nullable(),
  at: datetime().nullable(),
  bytes: largeBinary().nullable(),
  data: json<unknown>().nullable(),
}) {}

const docs = inspect(Doc).localTable;
const ddl = (sql: string, dialect: string): void =>
  listen(docs, "afterCreate", new DDL(sql).executeIf({ dialect }) as never);
ddl(
  "CREATE TRIGGER vf_made AFTER INSERT ON vf_docs BEGIN UPDATE vf_docs SET made = 'by trigger' WHERE id = NEW.id; END",
  "sqlite",
);
ddl(
  "CREATE TRIGGER vf_edits AFTER UPDATE OF body ON vf_docs BEGIN UPDATE vf_docs SET edits = OLD.edits + 1 WHERE id = NEW.id; END",
  "sqlite",
);
ddl("CREATE TRIGGER vf_made BEFORE INSERT ON vf_docs FOR EACH ROW SET NEW.made = 'by trigger'", "mysql");
ddl("CREATE TRIGGER vf_edits BEFORE UPDATE ON vf_docs FOR EACH ROW SET NEW.edits = OLD.edits + 1", "mysql");
ddl(
  "CREATE FUNCTION vf_touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP = 'INSERT' THEN NEW.made := 'by trigger'; ELSE NEW.edits := OLD.edits + 1; END IF; RETURN NEW; END $$",
  "postgresql",
);
ddl(
  "CREATE TRIGGER vf_touched BEFORE INSERT OR UPDATE ON vf_docs FOR EACH ROW EXECUTE FUNCTION vf_touch()",
  "postgresql",
);

async function saved<T extends object>({ session, sent }: Scenario, entity: T): Promise<T> {
  session.add(entity);
  await session.commit();
  sent.clear();
  return entity;
}

describeScenarios("values of columns", Base.metadata, (scenario) => {
  describe("values that an INSERT fills in", () => {
    scenario("of the program are in memory at once, those of the database come back or are read", async (given) => {
      const { session, sent, rows } = given;
      const before = calls;
      const form = new Form({ title: "a" });
      session.add(form);
      await session.flush();
      expect([form.size, form.count, form.label, form.note, form.hint]).toEqual([3, before + 1, "a!", null, "none"]);
      expect([
        await form.awaitableAttrs.weight,
        await form.awaitableAttrs.state,
        await form.awaitableAttrs.rank,
      ]).toEqual([7, "open", 7]);
      expect(sent.steps.filter((step) => step.startsWith("SELECT")).length).toBeLessThanOrEqual(1);
      expect(await rows(Form)).toEqual([[form.id, "a", 3, before + 1, "a!", 7, "open", 7, null, "none"]]);
    });

    scenario("are not used where a value is given, be it NULL", async (given) => {
      const { session, rows } = given;
      const form = new Form({
        title: "a",
        size: 0,
        count: -1,
        label: "l",
        weight: 1,
        state: "shut",
        rank: 0,
        hint: null,
      });
      session.add(form);
      await session.flush();
      expect((await rows(Form))[0]?.slice(1)).toEqual(["a", 0, -1, "l", 1, "shut", 0, null, null]);
      expect(getHistory(form, "hint").hasChanges()).toBe(false);
    });

    scenario("are asked of the program once an object, in order", async ({ session, rows }) => {
      const before = calls;
      session.addAll([new Form({ title: "a" }), new Form({ title: "b" }), new Form({ title: "c" })]);
      await session.flush();
      expect((await rows(Form)).map((row) => [row[3], row[4]])).toEqual([
        [before + 1, "a!"],
        [before + 2, "b!"],
        [before + 3, "c!"],
      ]);
    });

    scenario("undefined is not given, null is", async ({ session, rows }) => {
      session.add(new Form({ title: "a", hint: undefined, size: undefined }));
      const other = new Form({ title: "b" });
      other.hint = null;
      session.add(other);
      await session.flush();
      expect((await rows(Form)).map((row) => [row[2], row[9]])).toEqual([
        [3, "none"],
        [3, null],
      ]);
    });

    scenario("by SQL expressions of the object are read back", async (given) => {
      const { session, rows } = given;
      const form = new Form({ title: func.upper(literal("loud")) as never, size: literal(20).add(1) as never });
      session.add(form);
      await session.flush();
      expect([await form.awaitableAttrs.title, await form.awaitableAttrs.size]).toEqual(["LOUD", 21]);
      expect((await rows(Form))[0]?.slice(1, 3)).toEqual(["LOUD", 21]);
    });

    scenario("by a subquery of other rows", async (given) => {
      const { session, rows } = given;
      await saved(given, new Form({ title: "a", size: 10 }));
      // MySQL reads no table that it writes, unless by a table of its own.
      const most = select(select(func.max(Form.c.size).label("most")).subquery("t").c.most).scalarSubquery();
      session.add(new Form({ title: "b", size: most as never }));
      await session.flush();
      expect((await rows(Form)).map((row) => row[2])).toEqual([10, 10]);
    });

    scenario("nullValue() is NULL, also where there is a default", async ({ session, rows }) => {
      session.add(new Form({ title: "a", hint: nullValue() as never }));
      await session.flush();
      expect((await rows(Form))[0]?.[9]).toBe(null);
    });

    scenario("of different sorts do not mix in a batch", async ({ session, rows }) => {
      session.addAll([
        new Form({ title: "a", state: "x" }),
        new Form({ title: "b" }),
        new Form({ title: "c", rank: 1 }),
        new Form({ title: "d", state: "y", rank: 2 }),
      ]);
      await session.commit();
      const byTitle = new Map((await rows(Form)).map((row) => [row[1], row.slice(6, 8)]));
      expect(Object.fromEntries(byTitle)).toEqual({ a: ["x", 7], b: ["open", 7], c: ["open", 1], d: ["y", 2] });
    });

    scenario("by a trigger are read when they are asked for", async (given) => {
      const { session, rows } = given;
      const doc = new Doc({ body: "a" });
      session.add(doc);
      await session.flush();
      await session.refresh(doc, ["made"]);
      expect([doc.made, await doc.awaitableAttrs.edits]).toEqual(["by trigger", 0]);
      expect((await rows(Doc))[0]?.slice(1)).toEqual(["a", "by trigger", 0]);
    });

    scenario("computed ones cannot be forgotten", async ({ session, rows }) => {
      const sums = [new Sum({ a: 1 }), new Sum({ a: 2, b: 5 })];
      session.addAll(sums);
      await session.flush();
      expect([await sums[0]?.awaitableAttrs.total, await sums[1]?.awaitableAttrs.total]).toEqual([2, 7]);
      expect((await rows(Sum)).map((row) => row[3])).toEqual([2, 7]);
    });
  });

  describe("values that an UPDATE fills in", () => {
    scenario("of the program come with every UPDATE that changes something", async (given) => {
      const { session, sent, rows } = given;
      const log = await saved(given, new Log({ line: "a" }));
      const before = calls;
      log.line = "b";
      await session.flush();
      expect(sent.texts[0]).toMatch(/^UPDATE vf_logs SET line=\?, edits=\?, word=\?, sum=/);
      expect([await log.awaitableAttrs.edits, await log.awaitableAttrs.word, await log.awaitableAttrs.sum]).toEqual([
        before + 1,
        "old",
        42,
      ]);
      expect(await rows(Log)).toEqual([[log.id, "b", before + 1, "old", 42]]);
      sent.clear();
      log.line = "b";
      await session.flush();
      expect(sent.statements).toEqual([]);
    });

    scenario("are not used for a column that is set itself", async (given) => {
      const { session, rows } = given;
      const log = await saved(given, new Log({ line: "a" }));
      [log.edits, log.word, log.sum] = [-5, "mine", null];
      log.line = "c";
      await session.flush();
      // sum was NULL and is NULL: that is no change of its own, so that its expression is used
      expect((await rows(Log))[0]?.slice(1)).toEqual(["c", -5, "mine", 42]);
    });

    scenario("an expression on the column itself counts in the database", async (given) => {
      const { session, sent, rows } = given;
      const form = await saved(given, new Form({ title: "a", size: 5 }));
      setAttribute(form, "size", Form.c.size.add(10));
      await session.flush();
      expect(sent.texts[0]).toMatch(/^UPDATE vf_forms SET size=\(?vf_forms\.size \+ \?\)? WHERE vf_forms\.id = \?$/);
      expect(inspect(form).unloaded.has("size")).toBe(true);
      expect(await form.awaitableAttrs.size).toBe(15);
      expect((await rows(Form))[0]?.[2]).toBe(15);
    });

    scenario("expressions of several objects are a statement each, plain values one for all", async (given) => {
      const { session, sent, rows } = given;
      const forms = ["a", "b", "c"].map((title) => new Form({ title, size: 1 }));
      session.addAll(forms);
      await session.commit();
      sent.clear();
      for (const [i, form] of forms.entries()) setAttribute(form, "size", Form.c.size.add(i + 1));
      await session.flush();
      expect(sent.texts).toHaveLength(3);
      expect((await rows(Form)).map((row) => row[2])).toEqual([2, 3, 4]);
    });

    scenario("an expression is refused as a new primary key, before anything is sent", async (given) => {
      const { session, sent } = given;
      const thing = await saved(given, new Form({ title: "a" }));
      setAttribute(thing, "id", literal(5).add(1));
      sent.clear();
      await expect(async () => await session.flush()).rejects.toMatchObject({ code: "flush-key-expression" });
      expect(sent.steps.filter((step) => step.startsWith("UPDATE"))).toEqual([]);
      await session.rollback();
    });

    scenario("an expression that fails is put back", async (given) => {
      const { session, rows } = given;
      const form = await saved(given, new Form({ title: "a", size: 5 }));
      setAttribute(form, "title", nullValue());
      await expect((async () => session.flush())()).rejects.toMatchObject({ code: "integrity" });
      await session.rollback();
      expect(await form.awaitableAttrs.title).toBe("a");
      expect((await rows(Form))[0]?.[1]).toBe("a");
    });

    scenario("computed ones are read again", async (given) => {
      const { session, sent } = given;
      const sum = await saved(given, new Sum({ a: 1, b: 1 }));
      expect(await sum.awaitableAttrs.total).toBe(2);
      sum.a = 10;
      sent.clear();
      await session.flush();
      expect(sent.texts).toEqual(["UPDATE vf_sums SET a=? WHERE vf_sums.id = ?"]);
      expect(await sum.awaitableAttrs.total).toBe(11);
      expect(sent.steps).toEqual(["UPDATE vf_sums", "SELECT vf_sums"]);
    });

    scenario("by a trigger are read again, of all objects by one SELECT", async (given) => {
      const { session, sent } = given;
      const docsMade = [new Doc({ body: "a", edits: 0 }), new Doc({ body: "b", edits: 5 })];
      session.addAll(docsMade);
      await session.commit();
      session.expireAll();
      for (const doc of await session.scalars(select(Doc).orderBy(Doc.c.id))) doc.body += "!";
      await session.flush();
      sent.clear();
      expect([await docsMade[0]?.awaitableAttrs.edits, await docsMade[1]?.awaitableAttrs.edits]).toEqual([1, 6]);
      expect(sent.steps).toEqual(["SELECT vf_docs"]);
      expect(sent.statements).toHaveLength(1);
    });
  });

  describe("values that are compared", () => {
    const mixed = async (given: Scenario): Promise<Mixed> =>
      saved(
        given,
        new Mixed({ flag: true, price: "1.50", at: new Date(1e12), bytes: new Uint8Array([1, 2]), data: { a: [1] } }),
      );

    scenario("equal ones are no change, however they are written", async (given) => {
      const { session, sent } = given;
      const row = await mixed(given);
      [row.flag, row.price, row.at, row.bytes, row.data] = [
        true,
        "1.5",
        new Date(1e12),
        new Uint8Array([1, 2]),
        { a: [1] },
      ];
      expect(session.isModified(row)).toBe(false);
      await session.flush();
      expect(sent.statements).toEqual([]);
    });

    scenario("different ones are written, each alone", async (given) => {
      const { session, sent, rows } = given;
      const row = await mixed(given);
      const changes = {
        flag: false,
        price: "1.51",
        at: new Date(1e12 + 1000),
        bytes: new Uint8Array([1, 3]),
        data: { a: [2] },
      };
      for (const [key, value] of Object.entries(changes)) {
        Object.assign(row, { [key]: value });
        await session.flush();
      }
      expect(sent.texts.map((sql) => /SET (\w+)=/.exec(sql)?.[1])).toEqual(Object.keys(changes));
      expect((await rows(Mixed))[0]?.slice(1)).toEqual([false, "1.51", changes.at, changes.bytes, { a: [2] }]);
    });

    scenario("null is a change of all, and back", async (given) => {
      const { session, sent, rows } = given;
      const row = await mixed(given);
      const before = (await rows(Mixed))[0] as [number, boolean, string, Date, Uint8Array, unknown];
      sent.clear();
      [row.flag, row.price, row.at, row.bytes] = [null, null, null, null];
      await session.flush();
      expect(sent.texts[0]).toBe("UPDATE vf_mixed SET flag=?, price=?, at=?, bytes=? WHERE vf_mixed.id = ?");
      expect((await rows(Mixed))[0]?.slice(1, 5)).toEqual([null, null, null, null]);
      [, row.flag, row.price, row.at, row.bytes] = before;
      await session.commit();
      expect((await rows(Mixed))[0]).toEqual(before);
    });

    scenario("a change that is taken back is none", async (given) => {
      const { session, sent } = given;
      const row = await mixed(given);
      row.price = "2.00";
      row.price = "1.50";
      expect(getHistory(row, "price").hasChanges()).toBe(false);
      await session.flush();
      expect(sent.statements).toEqual([]);
    });

    scenario("of an expired object every value that is set is written, without a SELECT", async (given) => {
      const { session, sent, rows } = given;
      const row = await mixed(given);
      session.expire(row);
      row.price = "1.50";
      await session.flush();
      expect(sent.texts).toEqual(["UPDATE vf_mixed SET price=? WHERE vf_mixed.id = ?"]);
      expect((await rows(Mixed))[0]?.[2]).toBe("1.50");
      expect(await row.awaitableAttrs.flag).toBe(true);
    });
  });
});
