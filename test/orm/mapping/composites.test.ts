import { integer, MetaData, select, string, update } from "athanor";
import { aliased, composite, declarativeBase, joinedload, manyToOne, oneToMany } from "athanor/orm";
import { expect } from "vitest";
import { describeScenarios, type Scenario } from "../../support/scenarios.ts";

class Point {
  readonly x: number;
  readonly y: number;
  constructor(x: number, y: number) {
    this.x = x;
    this.y = y;
  }
  compositeValues(): readonly number[] {
    return [this.x, this.y];
  }
}

class Base extends declarativeBase({ metadata: new MetaData() }) {}
class Line extends Base.table("lines", {
  id: integer().primaryKey(),
  name: string(10),
  x1: integer().nullable(),
  y1: integer().nullable(),
  x2: integer(),
  y2: integer(),
  start: composite(Point, "x1", "y1"),
  end: composite(Point, "x2", "y2"),
  get marks() {
    return oneToMany(() => Mark, { backPopulates: "line" });
  },
}) {}
class Mark extends Base.table("marks", {
  id: integer().primaryKey(),
  lineId: integer().references("lines.id"),
  get line() {
    return manyToOne(() => Line, { backPopulates: "marks" });
  },
}) {}

async function lines({ session, sent }: Scenario): Promise<void> {
  session.addAll([
    new Line({ name: "a", start: new Point(1, 2), end: new Point(3, 4), marks: [new Mark(), new Mark()] }),
    new Line({ name: "b", start: null, end: new Point(5, 6) }),
  ]);
  await session.commit();
  session.expungeAll();
  sent.clear();
}

describeScenarios("a composite in a select", Base.metadata, (scenario) => {
  scenario("is one object of its columns", async (given) => {
    await lines(given);
    const rows = (await given.session.execute(select(Line.c.name, Line.c.end).orderBy(Line.c.id))).all();
    expect(rows.map((row) => [...row])).toEqual([
      ["a", new Point(3, 4)],
      ["b", new Point(5, 6)],
    ]);
    expect(rows[0]![1]).toBeInstanceOf(Point);
    expect(given.sent.texts).toEqual(["SELECT lines.name, lines.x2, lines.y2 FROM lines ORDER BY lines.id"]);
  });

  scenario("stands alone, and is null where its columns are", async (given) => {
    await lines(given);
    const found = (await given.session.scalars(select(Line.c.start).orderBy(Line.c.id))).all();
    expect(found).toEqual([new Point(1, 2), null]);
  });

  scenario("stands beside entities and other composites, by name too", async (given) => {
    await lines(given);
    const rows = (await given.session.execute(select(Line.c.start, Line, Line.c.end).where(Line.c.name.eq("a")))).all();
    const [row] = rows;
    expect([row![0], row![1].name, row![2]]).toEqual([new Point(1, 2), "a", new Point(3, 4)]);
    expect((row as unknown as { start: Point }).start).toEqual(new Point(1, 2));
    expect(row![1].start).toEqual(new Point(1, 2));
  });

  scenario("of an alias is of that", async (given) => {
    await lines(given);
    const other = aliased(Line);
    const rows = await given.session.execute(select(Line.c.end, other.c.end).join(other, Line.c.id.lt(other.c.id)));
    expect(rows.all().map((row) => [...row])).toEqual([[new Point(3, 4), new Point(5, 6)]]);
  });

  scenario("keeps its place under a limit with joined collections", async (given) => {
    await lines(given);
    const query = select(Line.c.end, Line).options(joinedload(Line.c.marks)).orderBy(Line.c.id).limit(1);
    const [row] = (await given.session.execute(query)).unique().all();
    expect([row![0], row![1].name, row![1].marks.length]).toEqual([new Point(3, 4), "a", 2]);
  });

  scenario("is compared by all of its columns", async (given) => {
    await lines(given);
    const names = async (condition: ReturnType<typeof Line.c.start.eq>): Promise<string[]> =>
      (await given.session.scalars(select(Line.c.name).where(condition).orderBy(Line.c.id))).all();
    expect(await names(Line.c.start.eq(new Point(1, 2)))).toEqual(["a"]);
    expect(await names(Line.c.start.eq(null))).toEqual(["b"]);
    expect(await names(Line.c.end.ne(new Point(3, 4)))).toEqual(["b"]);
    expect(given.sent.texts[0]).toMatch(/WHERE lines\.x1 = \? AND lines\.y1 = \?/);
    expect(given.sent.texts[2]).toMatch(/WHERE NOT \(lines\.x2 = \? AND lines\.y2 = \?\)/);
  });

  scenario("is given by a query in FROM as its columns", async (given) => {
    await lines(given);
    const sub = select(Line.c.id, Line.c.end).subquery("s");
    const columns = sub.c as unknown as { readonly x2: typeof Line.c.x2 };
    const found = await given.session.scalars(select(columns.x2).orderBy(columns.x2));
    expect(found.all()).toEqual([3, 5]);
  });

  scenario.on(["sqlite", "postgresql"], "comes back by RETURNING", async (given) => {
    await lines(given);
    const changed = await given.session.execute(
      update(Line).set({ x1: 9 }).where(Line.c.name.eq("a")).returning(Line.c.name, Line.c.start, Line, Line.c.end),
    );
    const [row] = changed.all();
    expect([row![0], row![1], row![2].start, row![3]]).toEqual([
      "a",
      new Point(9, 2),
      new Point(9, 2),
      new Point(3, 4),
    ]);
  });

  scenario("is set by an UPDATE", async (given) => {
    await lines(given);
    const { session } = given;
    await session.execute(
      update(Line)
        .set({ start: new Point(7, 8) } as never)
        .where(Line.c.name.eq("b")),
    );
    expect((await session.scalars(select(Line.c.start).where(Line.c.name.eq("b")))).one()).toEqual(new Point(7, 8));
  });
});
