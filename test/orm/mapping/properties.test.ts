import { inspect as show } from "node:util";
import { and, func, insert, integer, MetaData, select, string, text, update } from "athanor";
import {
  aliased,
  columnProperty,
  composite,
  declarativeBase,
  defer,
  hybridMethod,
  hybridProperty,
  inspect,
  loadOnly,
  manyToOne,
  oneToMany,
  queryExpression,
  selectinload,
  sessionmaker,
  undefer,
  undeferGroup,
  withExpression,
} from "athanor/orm";
import { describe, expect, it } from "vitest";
import { describeSync, type SyncDatabase } from "../../support/databases.ts";
import { captureStatements } from "../../support/statements.ts";

class Base extends declarativeBase({ metadata: new MetaData() }) {}

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

class Span extends Base.table("spans", {
  id: integer().primaryKey(),
  low: integer(),
  high: integer(),
  x1: integer().nullable(),
  y1: integer().nullable(),
  note: string(80).nullable().deferred(),
  draft: string(80).nullable().deferred({ group: "texts" }),
  final: string(80).nullable().deferred({ group: "texts" }),
  start: composite(Point, "x1", "y1"),
  width: hybridProperty({
    get: (self) => self.high - self.low,
    set: (self, value) => {
      self.high = self.low + value;
    },
    expression: (c) => c.high.sub(c.low),
    updateExpression: (c, value) => [[c.high, c.low.add(value)]],
  }),
  bottom: hybridProperty<number>({ get: (self) => self.low }),
  holds: hybridMethod({
    call: (self, point: number) => self.low <= point && point < self.high,
    expression: (c, point: number) => and(c.low.le(point), c.high.gt(point)),
  }),
  rank: queryExpression(integer()),
  twice: columnProperty(integer(), (c) => c.high.mul(2), { deferred: true, group: "texts" }),
  get marks() {
    return oneToMany(() => Mark, { backPopulates: "span" });
  },
}) {}

class Mark extends Base.table("marks", {
  id: integer().primaryKey(),
  spanId: integer().references("spans.id"),
  get span() {
    return manyToOne(() => Span, { backPopulates: "marks" });
  },
}) {}

function setUp(database: SyncDatabase) {
  const engine = database.engine();
  Base.metadata.createAll(engine);
  const sent = captureStatements(engine);
  const session = sessionmaker(engine)();
  session.addAll([
    new Span({
      id: 1,
      low: 1,
      high: 5,
      start: new Point(3, 4),
      note: "n",
      draft: "d",
      final: "f",
      marks: [new Mark()],
    }),
    new Span({ id: 2, low: 10, width: 2 }),
  ]);
  session.commit();
  session.expungeAll();
  sent.length = 0;
  return { session, sent };
}

describe("text of hybrids and composites", () => {
  it("is in terms of the class or its alias", () => {
    expect(String(select(Span.c.id).where(Span.c.width.gt(3), Span.c.bottom.eq(1), Span.c.holds(2)))).toBe(
      "SELECT spans.id \nFROM spans \nWHERE spans.high - spans.low > :param_1 AND spans.low = :low_1 AND spans.low <= :low_2 AND spans.high > :high_1",
    );
    const s = aliased(Span, "s");
    expect(
      String(
        select(s.c.id)
          .where(s.c.start.eq(new Point(1, 2)))
          .orderBy(s.c.width, ...s.c.start.columns),
      ),
    ).toBe("SELECT s.id \nFROM spans AS s \nWHERE s.x1 = :x1_1 AND s.y1 = :y1_1 ORDER BY s.high - s.low, s.x1, s.y1");
    expect(String(select(Span.c.id).where(Span.c.start.ne(null)))).toContain(
      "NOT (spans.x1 IS NULL AND spans.y1 IS NULL)",
    );
    expect(
      String(
        update(Span)
          .set({ width: 5, start: new Point(1, 2) } as never)
          .where(Span.c.id.eq(1)),
      ),
    ).toBe("UPDATE spans SET high=(spans.low + :low_1), x1=:x1, y1=:y1 WHERE spans.id = :id_1");
  });

  it("is refused where the class says nothing of it", () => {
    class Bad extends declarativeBase().table("bad", {
      id: integer().primaryKey(),
      text: hybridProperty({ get: () => "text" }),
    }) {}
    expect(() => Bad.c.text).toThrow('Bad.c.text gives no SQL expression but the string "text"');
    expect(() => {
      new Bad().text = "x";
    }).toThrow("Bad.text cannot be assigned: it is a hybrid without set");
    expect(() => new Bad({ text: "x" })).toThrow("Bad.text cannot be given to the constructor");
    class Odd extends declarativeBase().table("odd", {
      id: integer().primaryKey(),
      at: composite(Point, "x", "id"),
    }) {}
    expect(() => Odd.c).toThrow('Odd.at is a composite of x, id; "x" is no column of Odd');
    expect(() => composite(Date as never, "a")).toThrow("takes a class with compositeValues()");
    expect(() => new Span({ start: [1, 2] as never })).toThrow("Span.start takes an object of class Point, or null");
    expect(() => hybridProperty(3 as never)).toThrow("takes functions; given was the number 3");
    expect(() => withExpression(Span.c.low, func.count())).toThrow("declared by queryExpression()");
  });
});

describeSync("hybrids and composites", (database) => {
  it("hybrids read, write and filter", () => {
    const { session, sent } = setUp(database);
    using _ = session;
    const span = session.query(Span).filter(Span.c.width.eq(4), Span.c.holds(4)).one();
    expect([span.id, span.width, span.bottom, span.holds(4), span.holds(5)]).toEqual([1, 4, 1, true, false]);
    span.width = 10;
    session.flush();
    expect(session.scalar(select(Span.c.high).where(Span.c.id.eq(1)))).toBe(11);
    session.execute(
      update(Span)
        .set({ width: 1 } as never)
        .where(Span.c.id.eq(1)),
    );
    expect(span.high).toBe(2);
    session.execute(insert(Span).values({ id: 3, low: 1, high: 2, start: new Point(7, 8) } as never));
    expect(session.query(Span).filterBy({ width: 2 }).one().id).toBe(2);
    expect(session.getOne(Span, 3).start).toEqual(new Point(7, 8));
    expect(
      session
        .execute(select(Span.c.width.label("w")).orderBy(Span.c.width))
        .all()
        .map((row) => row.w),
    ).toEqual([1, 1, 2]);
    expect(sent.length).toBeGreaterThan(0);
  });

  it("composites are one object, null without values, and written by their columns", () => {
    const { session, sent } = setUp(database);
    using _ = session;
    const span = session.getOne(Span, 1);
    expect(span.start).toBeInstanceOf(Point);
    expect(span.start).toBe(span.start);
    expect([span.start!.x, span.start!.y]).toEqual([3, 4]);
    expect(session.getOne(Span, 2).start).toBeNull();
    span.start = new Point(3, 5);
    sent.length = 0;
    session.flush();
    expect(sent).toHaveLength(1);
    expect(sent[0]!.sql).toMatch(/^UPDATE spans SET y1=/);
    expect(
      session
        .query(Span)
        .filterBy({ start: new Point(3, 5) } as never)
        .one(),
    ).toBe(span);
    span.start = null;
    session.commit();
    expect([span.x1, span.y1, span.start]).toEqual([null, null, null]);
    expect(JSON.parse(JSON.stringify(session.getOne(Span, 2)))).toMatchObject({ start: null, low: 10 });
    span.x1 = 1;
    span.y1 = 2;
    expect(span.start).toEqual({ x: 1, y: 2 });
    expect(show(span)).toContain("start: Point { x: 1, y: 2 }");
  });

  it("deferred columns are loaded when read, groups together, and by options", () => {
    const { session, sent } = setUp(database);
    using _ = session;
    const span = session.getOne(Span, 1);
    expect(inspect(span).unloaded).toEqual(new Set(["note", "draft", "final", "twice", "rank", "marks"]));
    sent.length = 0;
    expect([span.draft, span.final, span.twice]).toEqual(["d", "f", 10]);
    expect(sent).toHaveLength(1);
    expect(span.note).toBe("n");
    expect(sent).toHaveLength(2);
    session.expungeAll();
    sent.length = 0;
    const [first] = session.scalars(select(Span).options(undefer(Span.c.note), undeferGroup("texts"))).all();
    expect([first!.note, first!.draft, first!.final, first!.twice]).toEqual(["n", "d", "f", 10]);
    expect(sent).toHaveLength(1);
    session.expungeAll();
    const [mark] = session.scalars(select(Mark).options(selectinload(Mark.c.span).undefer(Span.c.note))).all();
    sent.length = 0;
    expect(mark!.span!.note).toBe("n");
    expect(sent).toHaveLength(0);
    session.expungeAll();
    const [part] = session.scalars(select(Span).options(loadOnly(Span.c.low))).all();
    expect(inspect(part!).unloaded.has("high")).toBe(true);
    session.expungeAll();
    const [less] = session.scalars(select(Span).options(defer(Span.c.low))).all();
    sent.length = 0;
    expect([less!.low, sent.length]).toEqual([1, 1]);
  });

  it("query expressions are what the query gives, and null without", () => {
    const { session, sent } = setUp(database);
    using _ = session;
    const ranked = (step: number) =>
      session
        .scalars(
          select(Span)
            .options(withExpression(Span.c.rank, Span.c.high.add(step)))
            .orderBy(Span.c.id)
            .executionOptions({ populateExisting: true }),
        )
        .all();
    expect(session.getOne(Span, 1).rank).toBeNull();
    expect(ranked(1).map((span) => span.rank)).toEqual([6, 13]);
    // Other values, same statement.
    expect(ranked(100).map((span) => span.rank)).toEqual([105, 112]);
    const counted = select(Span, text("1")).options(
      withExpression(Span.c.rank, select(func.count(Mark.c.id)).where(Mark.c.spanId.eq(Span.c.id)).scalarSubquery()),
    );
    session.expungeAll();
    expect(
      session
        .execute(counted.orderBy(Span.c.id))
        .all()
        .map(([span]) => span.rank),
    ).toEqual([1, 0]);
    sent.length = 0;
    session.commit();
    expect(session.getOne(Span, 1).rank).toBeNull();
  });
});
