// What the benchmark's speed rests on and what can be counted instead of timed: compilations, statements, memory that is kept.
import { boolean, createEngine, datetime, func, insert, integer, select, string } from "athanor";
import { declarativeBase, Session } from "athanor/orm";
import { describe, expect, onTestFinished, test } from "vitest";
import { sqliteDriver } from "../support/databases.ts";
import { usedMemory } from "../support/memory.ts";

class Base extends declarativeBase() {}

class Item extends Base.table("cost_items", {
  id: integer().primaryKey(),
  title: string(),
  done: boolean(),
  created: datetime(),
  score: integer(),
}) {}

const TIMES = 1_000;
const values = (n: number) => ({ title: `Item ${n}`, done: n % 2 === 0, created: new Date(n * 1_000), score: n });

/** An engine with `count` items, and what it logs about statements: compiled for this execution, or found in the cache. */
function counted(count: number) {
  const badges = { compiled: 0, found: 0 };
  let watching = false;
  const engine = createEngine(`${sqliteDriver}://`, {
    logger: {
      log(line) {
        if (!watching) return;
        if (line.includes("[generated in ")) badges.compiled++;
        if (line.includes("[cached since ")) badges.found++;
      },
    },
  });
  onTestFinished(() => engine.dispose());
  Base.metadata.createAll(engine);
  if (count > 0)
    engine.begin((connection) =>
      connection.execute(
        insert(Item),
        Array.from({ length: count }, (_, index) => values(index + 1)),
      ),
    );
  watching = true;
  return { engine, badges };
}

describe("1,000 executions compile once", () => {
  test("of a statement that is built anew with other values", () => {
    const { engine, badges } = counted(10);
    using connection = engine.connect();
    let found = 0;
    for (let n = 0; n < TIMES; n++) {
      const statement = select(Item.c.title, func.count().label("n"))
        .where(Item.c.score.gt(n % 10), Item.c.title.like(`Item ${n % 10}%`))
        .groupBy(Item.c.title)
        .orderBy(Item.c.title.desc())
        .limit(3);
      found += connection.execute(statement).all().length;
    }
    expect(found).toBeGreaterThan(0);
    expect(badges).toEqual({ compiled: 1, found: TIMES - 1 });
  });

  test("of an IN of other values, other numbers of them too", () => {
    const { engine, badges } = counted(10);
    using connection = engine.connect();
    let found = 0;
    for (let n = 0; n < TIMES; n++) {
      const keys = Array.from({ length: 1 + (n % 5) }, (_, index) => index + 1);
      found += connection.execute(select(Item.c.id).where(Item.c.id.in(keys))).all().length;
    }
    expect(found).toBe((TIMES / 5) * (1 + 2 + 3 + 4 + 5));
    expect(badges).toEqual({ compiled: 1, found: TIMES - 1 });
  });

  test("of session.get, which sends one statement for each key that is not in memory", () => {
    const { engine, badges } = counted(TIMES);
    using session = new Session(engine);
    let sum = 0;
    for (let key = 1; key <= TIMES; key++) sum += session.get(Item, key)!.score;
    for (let key = 1; key <= TIMES; key++) sum += session.get(Item, key)!.score;
    expect(sum).toBe(TIMES * (TIMES + 1));
    expect(badges).toEqual({ compiled: 1, found: TIMES - 1 });
  });

  test("of flushes of one new object each", () => {
    const { engine, badges } = counted(0);
    using session = new Session(engine);
    for (let n = 1; n <= TIMES; n++) {
      session.add(new Item(values(n)));
      session.flush();
    }
    session.commit();
    expect(session.scalar(select(func.sum(Item.c.score)))).toBe((TIMES * (TIMES + 1)) / 2);
    expect(badges).toEqual({ compiled: 2, found: TIMES - 1 });
  });
});

describe("what is kept in memory", () => {
  const COUNT = 20_000;

  test("an entity of five columns keeps less than three times what a plain object keeps, identity map and all", () => {
    const { engine } = counted(COUNT);
    using session = new Session(engine);
    const load = (): readonly Item[] => session.scalars(select(Item)).all();
    // Statements are prepared, shapes are known.
    expect(load()).toHaveLength(COUNT);
    session.expungeAll();
    const start = usedMemory();
    const items = load();
    let sum = 0;
    for (const item of items) sum += item.created.getTime() + item.score;
    const between = usedMemory();
    const plain = Array.from({ length: COUNT }, (_, index) => ({ id: index + 1, ...values(index + 1) }));
    // A text made of pieces is flattened, as one that a driver gives is flat.
    for (const { title, created, score } of plain) sum -= created.getTime() + score + Number(title === "");
    const end = usedMemory();
    expect(sum).toBe(0);
    expect(items).toHaveLength(plain.length);
    expect((between - start) / (end - between)).toBeLessThan(3);
  });

  test("nothing stays of objects that a closed session let go of", () => {
    const { engine } = counted(COUNT);
    const round = (): number => {
      using session = new Session(engine);
      return session.scalars(select(Item)).all().length;
    };
    for (let i = 0; i < 3; i++) expect(round()).toBe(COUNT);
    const start = usedMemory();
    for (let i = 0; i < 3; i++) expect(round()).toBe(COUNT);
    // Were one round's objects kept, it would be hundreds of bytes an object.
    expect((usedMemory() - start) / COUNT).toBeLessThan(50);
  });
});
