import { datetime, func, integer, literal, listen, MetaData, remove, select, string, text, update } from "athanor";
import { columnProperty, declarativeBase, inspect, setAttribute } from "athanor/orm";
import { describe, expect, it, onTestFinished } from "vitest";
import { describeScenarios, type Scenario } from "../../support/scenarios.ts";

const metadata = new MetaData();
class Base extends declarativeBase({ metadata }) {}
const made = {
  a: integer().serverDefault("3"),
  b: integer(),
  sum: integer().computed(text("b * 2"), { persisted: true }),
};
class Eager extends Base.table("eager", { id: integer().primaryKey(), ...made }, { mapper: { eagerDefaults: true } }) {}
class Auto extends Base.table("auto", { id: integer().primaryKey(), ...made }) {}
class Lazy extends Base.table("lazy", { id: integer().primaryKey(), ...made }, { mapper: { eagerDefaults: false } }) {}
class Given extends Base.table(
  "given",
  { x: integer().primaryKey(), y: string(5).primaryKey(), ...made },
  { mapper: { eagerDefaults: true } },
) {}
class Touched extends Base.table(
  "touched",
  {
    id: integer().primaryKey(),
    b: integer(),
    n: integer()
      .default(func.abs(literal(-4)))
      .onupdate(func.abs(literal(-5))),
  },
  { mapper: { eagerDefaults: true } },
) {}
class Single extends Base.table("single", { id: integer().primaryKey(), b: integer() }, { mapper: { batch: false } }) {}
class Fresh extends Base.table(
  "fresh",
  { id: integer().primaryKey(), b: integer() },
  { mapper: { alwaysRefresh: true } },
) {}
const whole = metadata.table("whole", { p: integer().primaryKey().autoincrement(false), q: integer().nullable() });
class Whole extends Base.map(whole) {}
class Strict extends Base.map(whole, {}, { mapper: { primaryKey: ["p", "q"], allowPartialPks: false } }) {}
class Loose extends Base.map(whole, {}, { mapper: { primaryKey: ["p", "q"] } }) {}
const wide = metadata.table("wide", {
  id: integer().primaryKey(),
  name: string(20),
  secret: string(20).serverDefault("s"),
  note: string(20).nullable(),
});
class Few extends Base.map(wide, {}, { mapper: { includeProperties: ["id", "name"] } }) {}
class Most extends Base.map(wide, {}, { mapper: { excludeProperties: ["secret"] } }) {}
class ByName extends Base.map(wide, {}, { mapper: { primaryKey: ["name"] } }) {}
class Tripled extends Base.table("tripled", {
  id: integer().primaryKey(),
  n: integer(),
  triple: columnProperty(integer(), (c) => c.n.mul(literal(3))),
}) {}

/** INSERT … RETURNING. */
const returns = ({ dialect, sent }: Scenario): boolean =>
  dialect !== "mysql" || sent.texts.some((t) => t.includes("RETURNING"));

describeScenarios("options of a mapper", metadata, (scenario) => {
  scenario("eagerDefaults reads what the database makes at once", async ({ session, sent }) => {
    const one = new Eager({ b: 2 });
    session.add(one);
    await session.flush();
    expect([one.a, one.sum]).toEqual([3, 4]);
    expect(sent.length).toBeLessThanOrEqual(2);
    sent.clear();
    one.b = 5;
    await session.flush();
    expect(one.sum).toBe(10);
    expect(sent.length).toBe(sent.texts[0]!.includes("RETURNING") ? 1 : 2);
  });

  scenario("eagerDefaults reads many by one SELECT", async ({ session, sent, dialect, rows }) => {
    const many = [1, 2, 3].map((b) => new Eager({ b }));
    session.addAll(many);
    await session.flush();
    expect(many.map(({ sum }) => sum)).toEqual([2, 4, 6]);
    for (const each of many) each.b += 10;
    sent.clear();
    await session.flush();
    expect(many.map(({ sum }) => sum)).toEqual([22, 24, 26]);
    expect(sent.steps).toEqual(["UPDATE eager", "SELECT eager"]);
    expect(sent.texts.filter((sql) => sql.startsWith("SELECT")).length).toBe(1);
    expect((await rows(Eager)).length).toBe(3);
    expect(dialect).toBeTypeOf("string");
  });

  scenario("eagerDefaults takes SQL expressions and composite keys", async ({ session, sent }) => {
    const one = new Given({ x: 1, y: "k", b: 1 });
    const two = new Given({ x: 1, y: "l", b: 2 });
    session.addAll([one, two]);
    await session.flush();
    expect([one.a, one.sum, two.sum]).toEqual([3, 2, 4]);
    setAttribute(one, "a", literal(4).add(5));
    two.b = 7;
    sent.clear();
    await session.flush();
    expect([one.a, one.sum, two.sum]).toEqual([9, 2, 14]);
    const before = sent.length;
    await session.commit();
    expect([one.a, before <= 4]).toEqual([9, true]);
  });

  scenario("eagerDefaults reads what onupdate makes of SQL", async ({ session, sent }) => {
    const one = new Touched({ b: 1 });
    session.add(one);
    await session.flush();
    expect(one.n).toBe(4);
    one.b = 2;
    await session.flush();
    expect(one.n).toBe(5);
    sent.clear();
    one.b = 2;
    await session.flush();
    expect(sent.length).toBe(0);
  });

  scenario("without it, an INSERT gives what it can return, an UPDATE nothing", async (given) => {
    const { session, sent } = given;
    const one = new Auto({ b: 2 });
    session.add(one);
    await session.flush();
    const known = returns(given);
    expect(inspect(one).unloaded).toEqual(known ? new Set() : new Set(["a", "sum"]));
    one.b = 3;
    await session.flush();
    expect(inspect(one).unloaded.has("sum")).toBe(true);
    sent.clear();
    expect(await one.awaitableAttrs.sum).toBe(6);
    expect(sent.length).toBe(1);
  });

  scenario("eagerDefaults: false leaves all to be asked for", async ({ session, sent }) => {
    const one = new Lazy({ b: 2 });
    session.add(one);
    await session.flush();
    expect(inspect(one).unloaded).toEqual(new Set(["a", "sum"]));
    expect(one.id).toBeTypeOf("number");
    expect(sent.length).toBe(1);
    expect(await one.awaitableAttrs.sum).toBe(4);
    expect([sent.length, one.a]).toEqual([2, 3]);
  });

  scenario("batch: false writes one after the other, with its events", async ({ session, sent }) => {
    const told: string[] = [];
    const before = (_m: unknown, _c: unknown, target: Single): void => void told.push(`before ${target.b}`);
    const after = (_m: unknown, _c: unknown, target: Single): void => void told.push(`after ${target.b}`);
    listen(Single, "beforeInsert", before as never);
    listen(Single, "afterInsert", after as never);
    onTestFinished(() => {
      remove(Single, "beforeInsert", before as never);
      remove(Single, "afterInsert", after as never);
    });
    const many = [1, 2].map((b) => new Single({ b }));
    session.addAll(many);
    await session.flush();
    expect(told.length).toBe(4);
    expect(told.map((each) => each.split(" ")[0])).toEqual(["before", "after", "before", "after"]);
    expect(sent.length).toBe(2);
    sent.clear();
    for (const each of many) each.b += 1;
    await session.flush();
    expect(sent.length).toBe(2);
  });

  scenario("alwaysRefresh overwrites what is in memory", async ({ session, sent }) => {
    const one = new Fresh({ b: 1 });
    session.add(one);
    await session.flush();
    await session.execute(update(Fresh).set({ b: 9 }).allRows(), undefined, { synchronizeSession: false });
    expect(one.b).toBe(1);
    await session.scalars(select(Fresh));
    expect(one.b).toBe(9);
    await session.execute(update(Fresh).set({ b: 10 }).allRows(), undefined, { synchronizeSession: false });
    sent.clear();
    expect(await session.get(Fresh, one.id)).toBe(one);
    expect([one.b, sent.length]).toEqual([10, 1]);
  });

  scenario("a key of which a part is NULL is one, unless allowPartialPks is false", async ({ session }) => {
    session.addAll([new Whole({ p: 1, q: null }), new Whole({ p: 2, q: 2 })]);
    await session.flush();
    const loose = (await session.scalars(select(Loose).orderBy(Loose.c.p))).all();
    expect(loose.map(({ p, q }) => [p, q])).toEqual([
      [1, null],
      [2, 2],
    ]);
    const strict = (await session.scalars(select(Strict).orderBy(Strict.c.p))).all();
    expect(strict.map((each) => each?.p ?? null)).toEqual([null, 2]);
    expect(await session.get(Loose, { p: 1, q: null as never })).toBe(loose[0]);
    await expect(async () => await session.get(Strict, { p: 1, q: null as never })).rejects.toThrow("A key value for");
  });

  scenario("includeProperties maps some columns; the database fills the others", async ({ session, sent, rows }) => {
    const few = new Few({ name: "Ann" });
    session.add(few);
    await session.flush();
    expect(sent.texts[0]).toMatch(/^INSERT INTO wide \(name\)/);
    expect(await rows(wide)).toEqual([[few.id, "Ann", "s", null]]);
    sent.clear();
    session.expire(few);
    await session.refresh(few);
    expect(sent.texts[0]).toMatch(/^SELECT wide.id, wide.name FROM/);
    expect("secret" in few).toBe(false);
  });

  scenario("excludeProperties leaves some columns out", async ({ session, rows }) => {
    const most = new Most({ name: "Bo", note: "n" });
    session.add(most);
    await session.flush();
    expect(await rows(wide)).toEqual([[most.id, "Bo", "s", "n"]]);
    most.note = "m";
    await session.flush();
    expect((await rows(wide))[0]).toEqual([most.id, "Bo", "s", "m"]);
    expect(inspect(Most).columnAttrs).toEqual(["id", "name", "note"]);
  });

  scenario("primaryKey tells objects apart by other columns", async ({ session, sent, rows }) => {
    const one = new ByName({ name: "Ann" });
    session.add(one);
    await session.flush();
    expect(inspect(one).identity).toEqual(["Ann"]);
    expect(await session.get(ByName, "Ann")).toBe(one);
    const id = await one.awaitableAttrs.id;
    sent.clear();
    one.note = "x";
    await session.flush();
    expect(sent.texts).toEqual(["UPDATE wide SET note=? WHERE wide.name = ?"]);
    expect(await rows(wide)).toEqual([[id, "Ann", "s", "x"]]);
    await session.delete(one);
    await session.flush();
    expect(await rows(wide)).toEqual([]);
  });

  // The key used to be bound in the place of the value in the expression.
  scenario("an expression with a value in it is read by get()", async ({ session, makeSession }) => {
    const one = new Tripled({ n: 5 });
    session.add(one);
    await session.commit();
    const other = makeSession();
    expect((await other.get(Tripled, one.id))?.triple).toBe(15);
  });
});

describe("options of a mapper that are none", () => {
  it("are refused", () => {
    const declare = (mapper: object) => {
      class One extends Base.table(`t${Math.random()}`, { id: integer().primaryKey(), at: datetime().nullable() }, {
        mapper,
      } as never) {}
      return () => One.c;
    };
    expect(declare({ batch: 1 })).toThrow("batch is true or false");
    expect(declare({ eagerDefaults: "yes" })).toThrow('eagerDefaults is true, false or "auto"');
    expect(declare({ includeProperties: "id" })).toThrow("includeProperties is a list of names");
    expect(declare({ excludeProperties: ["att"] })).toThrow('"att" is none. Did you mean "at"?');
    expect(declare({ primaryKey: [] })).toThrow("primaryKey names at least one attribute");
    expect(declare({ eagerDefault: true })).toThrow('no mapper option "eagerDefault". Did you mean "eagerDefaults"?');
    expect(declare({ excludeProperties: ["id"] })).toThrow("is in the primary key of table");
  });
});
