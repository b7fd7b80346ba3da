// INSERT, UPDATE and DELETE of classes: lists of rows, upserts, and how the session's objects follow.
import {
  and,
  bindparam,
  type CursorResult,
  deleteFrom,
  func,
  insert,
  integer,
  IntegrityError,
  literal,
  MetaData,
  not,
  or,
  select,
  string,
  update,
} from "athanor";
import {
  composite,
  declarativeBase,
  hybridProperty,
  inspect,
  manyToOne,
  oneToMany,
  synonym,
  type SynchronizeSession,
} from "athanor/orm";
import { describe, expect } from "vitest";
import { describeScenarios, type Scenario } from "../../support/scenarios.ts";

class Base extends declarativeBase({ metadata: new MetaData() }) {}

class Shelf extends Base.table("dm_shelves", {
  id: integer().primaryKey(),
  label: string(20).nullable(),
  get goods() {
    return oneToMany(() => Good, { backPopulates: "shelf" });
  },
}) {}

/** A place of two columns, seen as one value; another name; a sum of two columns that can be set. */
class Point {
  readonly x: number;
  readonly y: number;
  constructor(x: number, y: number) {
    this.x = x;
    this.y = y;
  }
  compositeValues(): [number, number] {
    return [this.x, this.y];
  }
}

class Pin extends Base.table("dm_pins", {
  id: integer().primaryKey(),
  title: string(20),
  x: integer().default(0),
  y: integer().default(0),
  name: synonym("title"),
  at: composite(Point, "x", "y"),
  double: hybridProperty({
    get: (self) => self.x * 2,
    expression: (c) => c.x.mul(2),
    updateExpression: (c, value: number) => [[c.x, value / 2]],
  }),
}) {}

let edits = 0;

class Good extends Base.table("dm_goods", {
  id: integer().primaryKey(),
  name: string(20).unique().named("good_name"),
  stock: integer().default(5),
  grade: string(10).serverDefault("new"),
  note: string(20).nullable(),
  edits: integer()
    .nullable()
    .onupdate(() => ++edits),
  shelfId: integer().nullable().references("dm_shelves.id"),
  get shelf() {
    return manyToOne(() => Shelf, { backPopulates: "goods" });
  },
}) {}

class Spot extends Base.table("dm_spots", {
  row: integer().primaryKey().autoincrement(false),
  column: string(5).primaryKey(),
  use: string(20).nullable(),
}) {}

async function goods({ session, sent }: Scenario, ...names: string[]): Promise<Good[]> {
  const made = names.map((name, i) => new Good({ name, stock: i + 1 }));
  session.addAll(made);
  await session.commit();
  sent.clear();
  return made;
}

/** The same with a session that flushes when it is told to. */
const unflushed = (given: Scenario): Scenario => ({ ...given, session: given.makeSession({ autoflush: false }) });

const stocks = async ({ rows }: Scenario): Promise<unknown[]> => (await rows(Good)).map((row) => row[2]);
const returning = ["sqlite", "postgresql"] as const;

describeScenarios("INSERT, UPDATE and DELETE of classes", Base.metadata, (scenario) => {
  describe("insert(Class)", () => {
    scenario("flushes what is pending first", async ({ session, sent, rows }) => {
      session.add(new Shelf({ label: "a" }));
      await session.execute(insert(Good), [{ name: "tea" }]);
      expect(sent.steps).toEqual(["INSERT dm_shelves", "INSERT dm_goods"]);
      expect((await rows(Good)).map((row) => row.slice(1, 5))).toEqual([["tea", 5, "new", null]]);
    });

    scenario("writes rows in bulk and asks for no keys", async ({ session, sent, rows, dialect }) => {
      const names = Array.from({ length: 120 }, (_, i) => ({ name: `n${i}`, stock: i }));
      const result = (await session.execute(insert(Good), [...names, { name: "other" }])) as unknown as CursorResult;
      expect(result.rowcount).toBe(121);
      const full = dialect === "sqlite" ? 50 : 120;
      const pages = [full, ...(full === 50 ? [50, 20] : []), 1].map((count) => count * 2);
      // The last row has a default for its stock.
      expect(sent.statements.map(({ params }) => params.length)).toEqual(pages);
      expect(sent.texts.some((text) => text.includes("RETURNING"))).toBe(false);
      const stored = (await rows(Good)).map((row) => [row[1], row[2]]);
      expect(stored).toEqual([...names.map(({ name, stock }) => [name, stock]), ["other", 5]]);
      expect(() => result.insertedPrimaryKeyRows).toThrow(/in bulk/);
      expect(() => result.lastInsertedParams()).toThrow(/in bulk/);
      const savepoint = await session.beginNested();
      const again = [{ name: "x" }, { name: "n3" }, { name: "y" }];
      await expect((async () => session.execute(insert(Good), again))()).rejects.toBeInstanceOf(IntegrityError);
      await savepoint.rollback();
      expect((await rows(Good)).length).toBe(121);
    });

    scenario("with returning() gives columns in the order of the rows", async ({ session }) => {
      const statement = insert(Good).returning(Good.c.name, Good.c.stock, { sortByParameterOrder: true });
      const result = await session.execute(statement, [
        { name: "b", stock: 2 },
        { name: "a", stock: 1 },
        { name: "c", stock: 3 },
      ]);
      expect(result.all().map((row) => [...row])).toEqual([
        ["b", 2],
        ["a", 1],
        ["c", 3],
      ]);
    });

    scenario("with returning() of a class gives objects of the session", async ({ session, sent }) => {
      const [tea] = (await session.scalars(insert(Good).returning(Good), [{ name: "tea" }])).all();
      expect(inspect(tea as Good).persistent).toBe(true);
      expect([tea?.name, tea?.stock, tea?.grade]).toEqual(["tea", 5, "new"]);
      expect(session.dirty.size).toBe(0);
      sent.clear();
      (tea as Good).note = "x";
      await session.flush();
      expect(sent.steps).toEqual(["UPDATE dm_goods"]);
    });

    scenario("objects that it gave are gone after a rollback", async ({ session, rows }) => {
      const [tea] = (await session.scalars(insert(Good).returning(Good), [{ name: "tea" }])).all();
      await session.rollback();
      expect(await rows(Good)).toEqual([]);
      await expect((async () => (tea as Good).awaitableAttrs.name)()).rejects.toMatchObject({ code: "object-deleted" });
    });

    scenario("takes synonyms, composites and hybrids for the columns behind them", async ({ session, rows }) => {
      await session.execute(insert(Pin), [
        { name: "a", at: new Point(1, 2) },
        { title: "b", double: 14 },
      ]);
      expect((await rows(Pin)).map((row) => row.slice(1))).toEqual([
        ["a", 1, 2],
        ["b", 7, 0],
      ]);
      const [a, b] = (await session.scalars(select(Pin).orderBy(Pin.c.id))).all() as [Pin, Pin];
      await session.execute(update(Pin), [
        { id: a.id, name: "A", at: new Point(3, 4) },
        { id: b.id, name: "B", at: new Point(5, 6) },
      ]);
      expect([a.title, a.at, b.name, b.double]).toEqual(["A", new Point(3, 4), "B", 10]);
      await session.execute(
        update(Pin)
          .set({ at: new Point(8, 9) } as never)
          .where(Pin.c.name.eq("A")),
      );
      expect((await rows(Pin)).map((row) => row.slice(1))).toEqual([
        ["A", 8, 9],
        ["B", 5, 6],
      ]);
      expect([await a.awaitableAttrs.x, await a.awaitableAttrs.y]).toEqual([8, 9]);
    });

    scenario("takes the rows of a SELECT, by names of attributes", async (given) => {
      const { session, rows } = given;
      await goods(given, "tea", "jam");
      const query = select(Good.c.name.concat("2"), Good.c.stock.mul(10)).where(Good.c.name.eq("jam"));
      await session.execute(insert(Good).fromSelect(["name", "stock"], query));
      expect((await rows(Good)).map((row) => row.slice(1, 3))).toEqual([
        ["tea", 1],
        ["jam", 2],
        ["jam2", 20],
      ]);
    });

    scenario("refuses relationships and unknown names before anything is sent", async ({ session, sent }) => {
      const run = async (row: unknown): Promise<unknown> => session.execute(insert(Good), [row as never]);
      await expect(run({ name: "a", shelf: null })).rejects.toMatchObject({ code: "unknown-attribute" });
      await expect(run({ good_name: "a" })).rejects.toMatchObject({ code: "unknown-attribute" });
      expect(sent.statements).toEqual([]);
    });

    scenario("a failure leaves nothing, and the session wants no rollback for what it had", async (given) => {
      const { session, rows } = given;
      await goods(given, "tea");
      const savepoint = await session.beginNested();
      const run = async (): Promise<unknown> => session.execute(insert(Good), [{ name: "jam" }, { name: "tea" }]);
      await expect(run()).rejects.toMatchObject({ code: "integrity" });
      await savepoint.rollback();
      expect((await rows(Good)).map((row) => row[1])).toEqual(["tea"]);
    });
  });

  describe("upserts of a class", () => {
    scenario("update what is there and insert the rest", async (given) => {
      const { session, rows } = given;
      const [tea] = await goods(given, "tea");
      await session.execute(
        insert(Good)
          .values([
            { name: "tea", stock: 70 },
            { name: "jam", stock: 80 },
          ])
          .orUpdate({ on: [Good.c.name], set: "all" }),
      );
      expect((await rows(Good)).map((row) => row.slice(1, 3))).toEqual([
        ["tea", 70],
        ["jam", 80],
      ]);
      expect(tea?.stock).toBe(1);
      await session.refresh(tea as Good);
      expect(tea?.stock).toBe(70);
    });

    scenario.on(returning, "give objects, old ones with what their rows hold now", async (given) => {
      const { session } = given;
      const [tea] = await goods(given, "tea");
      const statement = insert(Good)
        .values([{ name: "tea", stock: 70 }])
        .orUpdate({ on: [Good.c.name], set: { stock: literal(71) } })
        .returning(Good);
      expect((await session.scalars(statement)).all()).toEqual([tea]);
      expect(tea?.stock).toBe(71);
    });

    scenario.on(returning, "leave what was changed and not flushed as it is, unless told otherwise", async (plain) => {
      const given = unflushed(plain);
      const { session } = given;
      const [tea] = await goods(given, "tea");
      (tea as Good).note = "mine";
      const statement = insert(Good)
        .values([{ name: "tea", stock: 70, note: "theirs" }])
        .orUpdate({ on: [Good.c.name], set: { stock: literal(71), note: literal("theirs") } })
        .returning(Good);
      await session.scalars(statement);
      expect([tea?.note, session.isModified(tea as Good)]).toEqual(["mine", true]);
      await session.scalars(statement, undefined, { populateExisting: true });
      expect([tea?.note, tea?.stock, session.isModified(tea as Good)]).toEqual(["theirs", 71, false]);
    });

    scenario("that ignore keep the row that is there", async (given) => {
      const { session, rows } = given;
      await goods(given, "tea");
      await session.execute(
        insert(Good)
          .values([
            { name: "tea", stock: 70 },
            { name: "jam", stock: 80 },
          ])
          .orIgnore({ on: [Good.c.name] }),
      );
      expect((await rows(Good)).map((row) => row.slice(1, 3))).toEqual([
        ["tea", 1],
        ["jam", 80],
      ]);
    });

    scenario.on(returning, "that ignore return what was inserted alone", async (given) => {
      const { session } = given;
      await goods(given, "tea");
      const statement = insert(Good)
        .values([{ name: "tea" }, { name: "jam" }])
        .orIgnore({ on: [Good.c.name] })
        .returning(Good);
      expect((await session.scalars(statement)).all().map((good) => good.name)).toEqual(["jam"]);
    });
  });

  describe("update(Class) with a list of rows", () => {
    scenario("gives each row values of its own, in one statement where the database can", async (given) => {
      const { session, sent, dialect } = given;
      const [a, b, c] = (await goods(given, "a", "b", "c")) as [Good, Good, Good];
      const before = edits;
      const result = await session.execute(update(Good), [
        { id: c.id, stock: 30, note: "z" },
        { id: a.id, stock: 10, note: null },
      ]);
      expect((result as unknown as { rowcount: number }).rowcount).toBe(2);
      expect(sent.statements).toHaveLength(1);
      if (dialect === "postgresql") expect(sent.texts[0]).toMatch(/^UPDATE dm_goods SET .* FROM unnest\(/);
      expect(await stocks(given)).toEqual([10, 2, 30]);
      expect((await given.rows(Good)).map((row) => row[5])).toEqual([before + 2, null, before + 1]);
      expect([await a.awaitableAttrs.stock, b.stock, await c.awaitableAttrs.note]).toEqual([10, 2, "z"]);
    });

    scenario("flushes first, and leaves alone what was not given", async (given) => {
      const { session, rows } = given;
      const [a] = (await goods(given, "a")) as [Good];
      a.note = "mine";
      await session.execute(update(Good), [{ id: a.id, stock: 9, note: undefined }]);
      expect((await rows(Good))[0]?.slice(1, 5)).toEqual(["a", 9, "new", "mine"]);
      expect(await a.awaitableAttrs.stock).toBe(9);
    });

    scenario("takes the last of two rows for one key", async (given) => {
      const { session } = given;
      const [a] = (await goods(given, "a")) as [Good];
      await session.execute(update(Good), [
        { id: a.id, stock: 8 },
        { id: a.id, stock: 9 },
      ]);
      expect(await stocks(given)).toEqual([9]);
    });

    scenario("finds rows by keys of two columns", async ({ session, rows }) => {
      session.addAll([
        new Spot({ row: 1, column: "a" }),
        new Spot({ row: 1, column: "b" }),
        new Spot({ row: 2, column: "a" }),
      ]);
      await session.commit();
      await session.execute(update(Spot), [
        { row: 2, column: "a", use: "y" },
        { row: 1, column: "b", use: "x" },
      ]);
      expect(await rows(Spot)).toEqual([
        [1, "a", null],
        [1, "b", "x"],
        [2, "a", "y"],
      ]);
    });

    scenario("names the attribute of a value that its type refuses", async (given) => {
      const { session, sent } = given;
      const [a, b] = (await goods(given, "a", "b")) as [Good, Good];
      const run = async (): Promise<unknown> =>
        session.execute(update(Good), [
          { id: a.id, stock: 1 },
          { id: b.id, stock: "many" as never },
        ]);
      await expect(run()).rejects.toThrow(/whole number .* not the string "many"/);
      expect(sent.statements).toEqual([]);
    });

    scenario("counts the rows, and undoes all when one is missing", async (given) => {
      const { session } = given;
      const [a] = (await goods(given, "a")) as [Good];
      const run = async (): Promise<unknown> =>
        session.execute(update(Good), [
          { id: a.id, stock: 7 },
          { id: a.id + 1000, stock: 7 },
        ]);
      await expect(run()).rejects.toMatchObject({ code: "stale-data", expected: 2, matched: 1 });
      await session.rollback();
      expect(await stocks(given)).toEqual([1]);
    });
  });

  describe("update(Class).where()", () => {
    for (const synchronizeSession of ["auto", "evaluate", "fetch", false] as SynchronizeSession[]) {
      const followed = synchronizeSession !== false;
      scenario(
        `objects that it meets ${followed ? "follow" : "stay as they are"} (${String(synchronizeSession)})`,
        async (given) => {
          const { session } = given;
          const [a, b, c] = (await goods(given, "a", "b", "c")) as [Good, Good, Good];
          const statement = update(Good).set({ note: "n" }).where(Good.c.stock.ge(2));
          const result = await session.execute(statement, undefined, { synchronizeSession });
          expect((result as unknown as { rowcount: number }).rowcount).toBe(2);
          expect([a.note, await b.awaitableAttrs.note, await c.awaitableAttrs.note]).toEqual(
            followed ? [null, "n", "n"] : [null, null, null],
          );
          expect((await given.rows(Good)).map((row) => row[4])).toEqual([null, "n", "n"]);
          await session.rollback();
          expect([await b.awaitableAttrs.note, await c.awaitableAttrs.note]).toEqual([null, null]);
        },
      );

      scenario(
        `deleteFrom(): objects that it meets ${followed ? "are deleted" : "stay as they are"} (${String(synchronizeSession)})`,
        async (given) => {
          const { session } = given;
          const [a, b] = (await goods(given, "a", "b")) as [Good, Good];
          await session.execute(deleteFrom(Good).where(Good.c.name.eq("b")), undefined, { synchronizeSession });
          expect([inspect(a).persistent, inspect(b).persistent, session.has(b)]).toEqual([true, !followed, !followed]);
          expect((await given.rows(Good)).map((row) => row[1])).toEqual(["a"]);
          await session.rollback();
          expect(inspect(b).persistent).toBe(true);
          expect(await b.awaitableAttrs.name).toBe("b");
        },
      );
    }

    scenario("flushes first, so that pending objects are met", async ({ session, rows }) => {
      const tea = new Good({ name: "tea" });
      session.add(tea);
      await session.execute(update(Good).set({ note: "n" }).where(Good.c.name.eq("tea")));
      expect(await tea.awaitableAttrs.note).toBe("n");
      expect((await rows(Good))[0]?.[4]).toBe("n");
    });

    scenario(
      "an expired object that was written to keeps what it was given, and knows what the row has",
      async (plain) => {
        const given = unflushed(plain);
        const { session } = given;
        const [tea] = (await goods(given, "tea")) as [Good];
        const { id } = tea;
        session.expire(tea);
        tea.note = "mine";
        await session.execute(update(Good).set({ note: "theirs", stock: 9 }).where(Good.c.id.eq(id)));
        expect(inspect(tea).attrs["note"]!.history).toMatchObject({ added: ["mine"], deleted: ["theirs"] });
        await session.flush();
        expect((await given.rows(Good, session)).map((row) => [row[2], row[4]])).toEqual([[9, "mine"]]);
        expect(await tea.awaitableAttrs.stock).toBe(9);
        // The row that expired objects share was not written.
        const [milk] = (await goods(given, "milk")) as [Good];
        session.expire(milk);
        expect(inspect(milk).attrs["note"]!.loadedValue).toBe(undefined);
      },
    );

    scenario("whole numbers are worked out in memory, what else the database makes is read again", async (given) => {
      const { session, sent } = given;
      const [a, b] = (await goods(given, "a", "b")) as [Good, Good];
      await session.execute(
        update(Good)
          .set({ stock: Good.c.stock.mul(10) })
          .where(Good.c.stock.gt(1)),
      );
      expect([a.stock, b.stock]).toEqual([1, 20]);
      expect(sent.steps).toEqual(["UPDATE dm_goods"]);
      await session.execute(
        update(Good)
          .set({ note: func.upper(literal("n")) })
          .where(Good.c.stock.gt(1)),
      );
      expect(await b.awaitableAttrs.note).toBe("N");
      expect(sent.steps).toEqual(["UPDATE dm_goods", "SELECT dm_goods"]);
    });

    scenario("criteria with parameters and functions", async (given) => {
      const { session } = given;
      const [a, b] = (await goods(given, "Aa", "Bb")) as [Good, Good];
      const statement = update(Good)
        .set({ note: bindparam("what") })
        .where(func.upper(Good.c.name).eq(bindparam("who")));
      await session.execute(statement, { what: "x", who: "BB" });
      expect([await a.awaitableAttrs.note, await b.awaitableAttrs.note]).toEqual([null, "x"]);
    });

    scenario("criteria with a subquery", async (given) => {
      const { session } = given;
      const shelf = new Shelf({ label: "top", goods: [new Good({ name: "a" })] });
      session.addAll([shelf, new Good({ name: "b" })]);
      await session.commit();
      const top = select(Shelf.c.id).where(Shelf.c.label.eq("top"));
      await session.execute(update(Good).set({ note: "t" }).where(Good.c.shelfId.in(top)));
      expect(await (shelf.goods[0] as Good).awaitableAttrs.note).toBe("t");
      expect((await given.rows(Good)).map((row) => row[4])).toEqual(["t", null]);
    });

    scenario("a foreign key that changes is followed by the relationship of its holder", async (given) => {
      const { session } = given;
      const [first, second] = [new Shelf({ label: "a" }), new Shelf({ label: "b" })];
      const good = new Good({ name: "g", shelf: first });
      session.addAll([good, second]);
      await session.commit();
      await session.execute(update(Good).set({ shelfId: second.id }).where(Good.c.name.eq("g")));
      expect(await good.awaitableAttrs.shelf).toBe(second);
    });

    scenario("conditions mean in memory what they mean in the database", async (given) => {
      const { session } = given;
      const list = await goods(given, "a", "b", "c", "d");
      for (const [i, good] of list.entries()) [good.note, good.stock] = [i % 2 === 0 ? null : "x", i];
      await session.commit();
      const { c } = Good;
      const conditions = [
        c.stock.gt(1),
        c.stock.le(1).not(),
        c.stock.between(1, 2),
        c.stock.in([0, 3]),
        c.stock.notIn([0, 3]),
        c.note.is(null),
        c.note.isNot(null),
        c.note.eq("x"),
        c.note.ne("x"),
        c.note.eq("x").not(),
        or(c.note.eq("x"), c.stock.eq(0)),
        and(c.note.is(null), c.stock.ne(0)),
        or(c.note.ne("y"), c.stock.gt(2)),
        not(or(c.stock.lt(1), c.stock.gt(2))),
        c.stock.add(1).eq(3),
        c.stock.mul(2).ge(4),
        c.stock.mod(2).eq(0),
        c.stock.neg().lt(-1),
        c.stock.eq(c.stock),
        c.note.eq(c.name),
        c.note.isDistinctFrom("x"),
        c.note.startswith("x"),
        literal(true).and(c.stock.eq(1)),
      ];
      for (const [i, condition] of conditions.entries()) {
        const grade = `g${i}`;
        await session.execute(update(Good).set({ grade }).where(condition));
        const inMemory = await Promise.all(list.map((good) => good.awaitableAttrs.grade));
        const inDatabase = (await given.rows(Good)).map((row) => row[3]);
        expect([i, inMemory]).toEqual([i, inDatabase]);
      }
    });

    scenario("onupdate values come along", async (given) => {
      const { session } = given;
      const [a] = (await goods(given, "a")) as [Good];
      const before = edits;
      await session.execute(update(Good).set({ note: "x" }).where(Good.c.id.eq(a.id)));
      expect(await a.awaitableAttrs.edits).toBe(before + 1);
      expect((await given.rows(Good))[0]?.[5]).toBe(before + 1);
    });

    scenario("of all rows has to be said", async (given) => {
      const { session } = given;
      const list = await goods(given, "a", "b");
      const run = async (): Promise<unknown> => session.execute(update(Good).set({ note: "x" }));
      await expect(run()).rejects.toThrow(/allRows/);
      await session.execute(update(Good).set({ note: "x" }).allRows());
      expect(await Promise.all(list.map((good) => good.awaitableAttrs.note))).toEqual(["x", "x"]);
    });

    scenario("a change that was not flushed yet is flushed before, and met", async (given) => {
      const { session } = given;
      const [a] = (await goods(given, "a")) as [Good];
      a.stock = 100;
      await session.execute(update(Good).set({ note: "big" }).where(Good.c.stock.gt(50)));
      expect(await a.awaitableAttrs.note).toBe("big");
    });

    scenario("without autoflush what is changed in memory stays changed, and is written later", async (plain) => {
      const given = unflushed(plain);
      const { session, rows } = given;
      const [a] = (await goods(given, "a")) as [Good];

      a.note = "mine";
      await session.execute(update(Good).set({ note: "theirs", stock: 9 }).where(Good.c.name.eq("a")));
      await session.commit();
      expect((await rows(Good))[0]?.slice(2, 5)).toEqual([9, "new", "mine"]);
    });

    scenario("in a savepoint is undone with it", async (given) => {
      const { session } = given;
      const [a, b] = (await goods(given, "a", "b")) as [Good, Good];
      const savepoint = await session.beginNested();
      await session.execute(update(Good).set({ note: "x" }).where(Good.c.id.eq(a.id)));
      await session.execute(deleteFrom(Good).where(Good.c.id.eq(b.id)));
      await savepoint.rollback();
      expect([await a.awaitableAttrs.note, inspect(b).persistent]).toEqual([null, true]);
      await session.commit();
      expect((await given.rows(Good)).map((row) => row[1])).toEqual(["a", "b"]);
    });

    scenario.on(["postgresql", "sqlite"], "with returning() gives the objects as they are now", async (given) => {
      const { session } = given;
      const [a, b] = (await goods(given, "a", "b")) as [Good, Good];
      const statement = update(Good)
        .set({ stock: Good.c.stock.add(100) })
        .where(Good.c.id.in([a.id, b.id]))
        .returning(Good);
      const found = (await session.scalars(statement)).all();
      expect(new Set(found)).toEqual(new Set([a, b]));
      expect([await a.awaitableAttrs.stock, await b.awaitableAttrs.stock]).toEqual([101, 102]);
    });
  });
});
