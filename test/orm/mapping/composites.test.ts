import { insert, integer, MetaData, select, string, update } from "athanor";
import {
  aliased,
  composite,
  declarativeBase,
  defer,
  getHistory,
  inspect,
  joinedload,
  loadOnly,
  manyToOne,
  oneToMany,
  synonym,
  undefer,
} from "athanor/orm";
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

class Edge {
  readonly from: Point | null;
  readonly to: Point | null;
  constructor(from: Point | null, to: Point | null) {
    this.from = from;
    this.to = to;
  }
  compositeValues(): readonly (Point | null)[] {
    return [this.from, this.to];
  }
}

class Base extends declarativeBase({ metadata: new MetaData() }) {}
class Line extends Base.table("lines", {
  id: integer().primaryKey(),
  name: string(10),
  title: synonym("name"),
  x1: integer().nullable(),
  y1: integer().nullable(),
  x2: integer(),
  y2: integer(),
  start: composite(Point, "x1", "y1"),
  end: composite(Point, "x2", "y2"),
  edge: composite(Edge, composite(Point, "x1", "y1"), composite(Point, "x2", "y2"), { info: { unit: "mm" } }),
  whole: composite(Point, "x1", "y1", { returnNoneOn: (x, y) => x === null || y === null }),
  always: composite(Point, "x1", "y1", { returnNoneOn: null }),
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

describeScenarios("a composite of composites", Base.metadata, (scenario) => {
  const edge = (): Edge => new Edge(new Point(1, 2), new Point(3, 4));

  scenario("is given, read, compared and selected as one object", async (given) => {
    const { session, sent } = given;
    const line = new Line({ name: "a", edge: edge() });
    expect([line.x1, line.y1, line.x2, line.y2]).toEqual([1, 2, 3, 4]);
    session.addAll([line, new Line({ name: "b", edge: new Edge(null, new Point(5, 6)) })]);
    await session.commit();
    session.expungeAll();
    sent.clear();
    const found = (await session.scalars(select(Line).where(Line.c.edge.eq(edge())))).one();
    expect(sent.texts[0]).toMatch(/WHERE lines\.x1 = \? AND lines\.y1 = \? AND lines\.x2 = \? AND lines\.y2 = \?/);
    expect(found.edge).toEqual(edge());
    expect(found.edge).toBe(found.edge);
    const all = (await session.scalars(select(Line.c.edge).orderBy(Line.c.id))).all();
    expect(all).toEqual([edge(), new Edge(null, new Point(5, 6))]);
    const half = select(Line).filterBy({ edge: new Edge(null, new Point(5, 6)) } as never);
    expect((await session.scalars(half)).one().name).toBe("b");
  });

  scenario("writes the columns that differ", async (given) => {
    await lines(given);
    const { session, sent } = given;
    const line = (await session.scalars(select(Line).where(Line.c.name.eq("a")))).one();
    sent.clear();
    line.edge = new Edge(new Point(1, 7), new Point(3, 4));
    expect(line.start).toEqual(new Point(1, 7));
    await session.flush();
    expect(sent.texts).toEqual(["UPDATE lines SET y1=? WHERE lines.id = ?"]);
    line.edge = new Edge(null, new Point(8, 8));
    await session.flush();
    expect((await given.rows(Line))[0]!.slice(2)).toEqual([null, null, 8, 8]);
    expect([line.start, line.edge]).toEqual([null, new Edge(null, new Point(8, 8))]);
  });

  scenario("is set by an UPDATE, and given in a list of rows", async (given) => {
    await lines(given);
    const { session } = given;
    await session.execute(
      update(Line)
        .set({ edge: edge() } as never)
        .where(Line.c.name.eq("b")),
    );
    await session.execute(insert(Line), [{ name: "c", edge: new Edge(new Point(0, 0), new Point(9, 9)) } as never]);
    expect((await given.rows(Line)).map((row) => row.slice(1))).toEqual([
      ["a", 1, 2, 3, 4],
      ["b", 1, 2, 3, 4],
      ["c", 0, 0, 9, 9],
    ]);
  });

  scenario("says what it takes", async () => {
    const line = new Line({ name: "a" });
    await Promise.resolve();
    expect(() => {
      line.edge = new Point(1, 2) as never;
    }).toThrow("Line.edge takes an object of class Edge, or null");
    expect(() => {
      line.edge = new Edge(3 as never, null);
    }).toThrow("Line.edge, value 1, takes an object of class Point, or null; given was the number 3");
    expect(() => composite(Point, 5 as never)).toThrow(
      "takes names of columns, and composites; given was the number 5",
    );
  });
});

describeScenarios("returnNoneOn of a composite", Base.metadata, (scenario) => {
  scenario("says for which values it is null", async (given) => {
    const { session } = given;
    session.addAll([
      new Line({ name: "a", x1: 1, y1: null, end: new Point(0, 0) }),
      new Line({ name: "b", start: null, end: new Point(0, 0) }),
      new Line({ name: "c", start: new Point(1, 2), end: new Point(0, 0) }),
    ]);
    await session.commit();
    session.expungeAll();
    const found = (await session.scalars(select(Line).orderBy(Line.c.id))).all();
    expect(found.map((line) => line.start)).toEqual([new Point(1, null as never), null, new Point(1, 2)]);
    expect(found.map((line) => line.whole)).toEqual([null, null, new Point(1, 2)]);
    expect(found.map((line) => line.always.x)).toEqual([1, null, 1]);
    const selected = (await session.execute(select(Line.c.whole, Line.c.always).orderBy(Line.c.id))).all();
    expect(selected.map((row) => [row[0], row[1]?.x])).toEqual([
      [null, 1],
      [null, null],
      [new Point(1, 2), 1],
    ]);
  });

  scenario("lets a new object be without one", async ({ session }) => {
    expect(new Line().always).toBe(null);
    const line = new Line({ name: "n", end: new Point(0, 0) });
    session.add(line);
    await session.flush();
    await session.refresh(line);
    expect(line.always).toEqual(new Point(null as never, null as never));
  });
});

describeScenarios("a composite by its name", Base.metadata, (scenario) => {
  scenario("is expired and refreshed with its columns; a synonym with what it names", async (given) => {
    await lines(given);
    const { session } = given;
    const line = (await session.scalars(select(Line).where(Line.c.name.eq("a")))).one();
    session.expire(line, ["start", "title"]);
    expect([...inspect(line).unloaded].filter((name) => name !== "marks").sort()).toEqual(["name", "x1", "y1"]);
    await session.execute(update(inspect(Line).localTable).set({ x1: 8 }).where(Line.c.id.eq(line.id)));
    await session.refresh(line, ["start"]);
    expect([line.x1, line.start]).toEqual([8, new Point(8, 2)]);
    expect(() => session.expire(line, ["stat"])).toThrow('Line has no attribute "stat". Did you mean "start"?');
  });

  scenario("is deferred, and loaded alone, by options", async (given) => {
    await lines(given);
    const { session } = given;
    const query = select(Line).where(Line.c.name.eq("a"));
    const unloaded = async (option: ReturnType<typeof defer>): Promise<string[]> => {
      session.expungeAll();
      const names = inspect((await session.scalars(query.options(option))).one()).unloaded;
      return [...names].filter((name) => name !== "marks");
    };
    expect(await unloaded(defer(Line.c.start))).toEqual(["x1", "y1"]);
    expect(await unloaded(loadOnly(Line.c.end))).toEqual(["name", "x1", "y1"]);
    expect(await unloaded(undefer(Line.c.end))).toEqual([]);
  });

  scenario("has a history", async (given) => {
    await lines(given);
    const { session } = given;
    const line = (await session.scalars(select(Line).where(Line.c.name.eq("a")))).one();
    expect(getHistory(line, "start").unchanged).toEqual([new Point(1, 2)]);
    line.start = new Point(1, 5);
    line.title = "z";
    const history = inspect(line).history("start");
    expect([history.added, history.unchanged, history.deleted]).toEqual([[new Point(1, 5)], [], [new Point(1, 2)]]);
    expect([getHistory(line, "title").added, getHistory(line, "title").deleted]).toEqual([["z"], ["a"]]);
    await session.flush();
    expect(getHistory(line, "start").hasChanges()).toBe(false);
    expect(getHistory(new Line(), "start").unchanged).toEqual([]);
  });
});
