import {
  boolean,
  deleteFrom,
  exists,
  func,
  integer,
  listen,
  MetaData,
  not,
  select,
  string,
  unionAll,
  update,
} from "athanor";
import {
  aliased,
  declarativeBase,
  joinedload,
  manyToMany,
  manyToOne,
  type ORMExecuteState,
  oneToMany,
  raiseload,
  selectinload,
  type Session,
  withLoaderCriteria,
} from "athanor/orm";
import { describe, expect, it } from "vitest";
import { describeScenarios, type Scenario } from "../../support/scenarios.ts";

class Base extends declarativeBase({ metadata: new MetaData() }) {}
/** What can be hidden, by a column `hidden`. */
class Hideable extends Base {}

class Shop extends Hideable.table("lc_shops", {
  id: integer().primaryKey(),
  name: string(50),
  hidden: boolean().default(false),
  get orders() {
    return oneToMany(() => Order, { backPopulates: "shop", orderBy: (order) => order.c.id });
  },
  get tags() {
    return manyToMany(() => Tag, { secondary: () => shopTags });
  },
}) {}

class Order extends Hideable.table("lc_orders", {
  id: integer().primaryKey(),
  total: integer(),
  hidden: boolean().default(false),
  shopId: integer().nullable().references("lc_shops.id"),
  get shop() {
    return manyToOne(() => Shop, { backPopulates: "orders" });
  },
  get lines() {
    return oneToMany(() => Line, { orderBy: (line) => line.c.id });
  },
}) {}

class Line extends Base.table("lc_lines", {
  id: integer().primaryKey(),
  text: string(50),
  orderId: integer().nullable().references("lc_orders.id"),
}) {}

class Tag extends Hideable.table("lc_tags", {
  id: integer().primaryKey(),
  label: string(50),
  hidden: boolean().default(false),
}) {}

const shopTags = Base.metadata.table("lc_shop_tags", {
  shopId: integer().primaryKey().references("lc_shops.id"),
  tagId: integer().primaryKey().references("lc_tags.id"),
});

const visible = () => withLoaderCriteria(Hideable, (cls: typeof Shop) => cls.c.hidden.eq(false));
const above = (total: number) => withLoaderCriteria(Order, Order.c.total.gt(total));

async function shops({ session }: Scenario): Promise<void> {
  const red = new Tag({ label: "red" });
  const blue = new Tag({ label: "blue", hidden: true });
  session.addAll([
    new Shop({
      name: "north",
      orders: [
        new Order({ total: 1, lines: [new Line({ text: "a" })] }),
        new Order({ total: 2, hidden: true }),
        new Order({ total: 3 }),
      ],
      tags: [red, blue],
    }),
    new Shop({ name: "south", orders: [new Order({ total: 4, hidden: true })] }),
    new Shop({ name: "closed", hidden: true, orders: [new Order({ total: 5 })] }),
  ]);
  await session.commit();
  session.expungeAll();
}

const totals = (orders: readonly Order[]): number[] => orders.map((order) => order.total);

describeScenarios("withLoaderCriteria", Base.metadata, (scenario) => {
  scenario("filters the rows of the class", async (given) => {
    await shops(given);
    given.sent.clear();
    const found = await given.session.scalars(select(Order).options(above(2)).orderBy(Order.c.id));
    expect(totals(found.all())).toEqual([3, 4, 5]);
    expect(given.sent.texts[0]).toMatch(/FROM lc_orders WHERE lc_orders\.total > \? ORDER BY/);
  });

  scenario("takes the value of the moment, each time", async (given) => {
    await shops(given);
    const results: number[][] = [];
    for (const limit of [2, 4, 0])
      results.push(
        totals((await given.session.scalars(select(Order).options(above(limit)).orderBy(Order.c.id))).all()),
      );
    expect(results).toEqual([[3, 4, 5], [5], [1, 2, 3, 4, 5]]);
  });

  scenario("filters columns, and leaves other classes alone", async (given) => {
    await shops(given);
    const found = await given.session.execute(select(Order.c.total).options(above(3)).orderBy(Order.c.total));
    expect(found.all().map((row) => row[0])).toEqual([4, 5]);
    expect((await given.session.scalars(select(Shop).options(above(3)))).all()).toHaveLength(3);
  });

  scenario("filters what is joined in ON: an outer join keeps the rows of the left", async (given) => {
    await shops(given);
    given.sent.clear();
    const rows = await given.session.execute(
      select(Shop.c.name, Order.c.total).outerjoin(Shop.c.orders).options(above(3)).orderBy(Shop.c.id),
    );
    expect(rows.all().map((row) => [...row])).toEqual([
      ["north", null],
      ["south", 4],
      ["closed", 5],
    ]);
    expect(given.sent.texts[0]).toContain("ON lc_shops.id = lc_orders.shopId AND lc_orders.total > ?");
  });

  scenario("filters both sides of a join, each in its place", async (given) => {
    await shops(given);
    const rows = await given.session.execute(
      select(Shop.c.name, Order.c.total).join(Shop.c.orders).options(visible()).orderBy(Order.c.id),
    );
    expect(rows.all().map((row) => [...row])).toEqual([
      ["north", 1],
      ["north", 3],
    ]);
  });

  scenario("filters selectin loads, with the value of the moment", async (given) => {
    await shops(given);
    const results: number[][] = [];
    for (const limit of [1, 2, 0]) {
      const found = await given
        .makeSession()
        .scalars(select(Shop).where(Shop.c.name.eq("north")).options(selectinload(Shop.c.orders), above(limit)));
      results.push(totals(found.one().orders));
    }
    expect(results).toEqual([[2, 3], [3], [1, 2, 3]]);
  });

  scenario("filters joined loads, with the value of the moment", async (given) => {
    await shops(given);
    const results: number[][] = [];
    for (const limit of [1, 2, 9]) {
      given.sent.clear();
      const found = await given
        .makeSession()
        .scalars(select(Shop).where(Shop.c.name.eq("north")).options(joinedload(Shop.c.orders), above(limit)));
      results.push(totals(found.unique().one().orders));
      expect(given.sent.length).toBe(1);
    }
    expect(results).toEqual([[2, 3], [3], []]);
  });

  scenario("filters many-to-many, eagerly by either way", async (given) => {
    await shops(given);
    for (const load of [selectinload, joinedload]) {
      const found = await given
        .makeSession()
        .scalars(select(Shop).where(Shop.c.name.eq("north")).options(load(Shop.c.tags), visible()));
      expect(
        found
          .unique()
          .one()
          .tags.map((tag) => tag.label),
      ).toEqual(["red"]);
    }
  });

  scenario("filters a joined load under a limit", async (given) => {
    await shops(given);
    const found = await given
      .makeSession()
      .scalars(select(Shop).options(joinedload(Shop.c.orders), visible()).orderBy(Shop.c.id).limit(2));
    expect(
      found
        .unique()
        .all()
        .map((shop) => [shop.name, totals(shop.orders)]),
    ).toEqual([
      ["north", [1, 3]],
      ["south", []],
    ]);
  });

  scenario("filters lazy loads of what it gave", async (given) => {
    await shops(given);
    const found = (await given.session.scalars(select(Shop).options(visible()).orderBy(Shop.c.id))).all();
    const loaded: number[][] = [];
    for (const shop of found) loaded.push(totals(await shop.awaitableAttrs.orders));
    expect(found.map((shop) => shop.name)).toEqual(["north", "south"]);
    expect(loaded).toEqual([[1, 3], []]);
  });

  scenario("lets lazy loads alone when told so", async (given) => {
    await shops(given);
    const option = withLoaderCriteria(Order, Order.c.total.gt(2), { propagateToLoaders: false });
    const shop = (await given.session.scalars(select(Shop).where(Shop.c.name.eq("north")).options(option))).one();
    expect(totals(await shop.awaitableAttrs.orders)).toEqual([1, 2, 3]);
  });

  scenario("filters many-to-one loads: what is hidden is null", async (given) => {
    await shops(given);
    const found = await given.session.scalars(
      select(Order).options(selectinload(Order.c.shop), visible()).orderBy(Order.c.id),
    );
    expect(found.all().map((order) => order.shop?.name ?? null)).toEqual(["north", "north", null]);
  });

  scenario("goes through what a lazy load brings to further ones", async (given) => {
    await shops(given);
    const lines = withLoaderCriteria(Line, Line.c.text.ne("a"));
    const shop = (await given.session.scalars(select(Shop).where(Shop.c.name.eq("north")).options(lines))).one();
    const [order] = await shop.awaitableAttrs.orders;
    expect(await order?.awaitableAttrs.lines).toEqual([]);
  });

  scenario("filters subqueries: any() and exists()", async (given) => {
    await shops(given);
    const names = async (condition: ReturnType<typeof Shop.c.orders.any>): Promise<string[]> =>
      (await given.session.scalars(select(Shop.c.name).where(condition).options(visible()).orderBy(Shop.c.id))).all();
    given.sent.clear();
    expect(await names(Shop.c.orders.any())).toEqual(["north"]);
    expect(given.sent.texts[0]).toContain(
      "(SELECT 1 FROM lc_orders WHERE lc_shops.id = lc_orders.shopId AND lc_orders.hidden",
    );
    expect(await names(not(Shop.c.orders.any()))).toEqual(["south"]);
    expect(await names(exists().where(Order.c.shopId.eq(Shop.c.id)))).toEqual(["north"]);
  });

  scenario("leaves aliases alone, unless it is told to include them", async (given) => {
    await shops(given);
    const other = aliased(Order, "other");
    const all = await given.session.scalars(select(other).options(above(3)));
    expect(all.all()).toHaveLength(5);
    const option = withLoaderCriteria(Order, Order.c.total.gt(3), { includeAliases: true });
    given.sent.clear();
    expect((await given.session.scalars(select(other).options(option))).all()).toHaveLength(2);
    expect(given.sent.texts[0]).toContain("WHERE other.total > ?");
  });

  scenario("several of them are joined by AND", async (given) => {
    await shops(given);
    const found = await given.session.scalars(select(Order).options(visible(), above(1)).orderBy(Order.c.id));
    expect(totals(found.all())).toEqual([3, 5]);
  });

  scenario("in get(), and not in a refresh", async (given) => {
    await shops(given);
    const [first] = (await given.session.scalars(select(Order).orderBy(Order.c.id))).all();
    const id = first?.id as number;
    expect(await given.makeSession().get(Order, id, { options: [above(1)] })).toBe(null);
    const other = given.makeSession();
    const order = (await other.scalars(select(Order).where(Order.c.id.eq(id)).options(above(0)))).one();
    await other.refresh(order);
    expect(order.total).toBe(1);
  });

  scenario("filters queries in FROM, with the value of the moment", async (given) => {
    await shops(given);
    const counts: [string, number][][] = [];
    for (const limit of [0, 2, 4]) {
      const sums = select(Order.c.shopId, Order.c.total).subquery("sums");
      const rows = await given.session.execute(
        select(Shop.c.name, func.count(sums.c.total).label("n"))
          .outerjoin(sums, sums.c.shopId.eq(Shop.c.id))
          .groupBy(Shop.c.name)
          .orderBy(Shop.c.name)
          .options(above(limit)),
      );
      counts.push(rows.all().map((row) => [row[0], row[1]]));
    }
    expect(counts).toEqual([
      [
        ["closed", 1],
        ["north", 3],
        ["south", 1],
      ],
      [
        ["closed", 1],
        ["north", 1],
        ["south", 1],
      ],
      [
        ["closed", 1],
        ["north", 0],
        ["south", 0],
      ],
    ]);
    const texts = given.sent.texts.filter((text) => text.includes("sums"));
    expect(texts.every((text) => text.includes("WHERE lc_orders.total > ?"))).toBe(true);
  });

  scenario("filters entities that are read from a query", async (given) => {
    await shops(given);
    for (const limit of [2, 3]) {
      const big = aliased(Order, select(Order).where(Order.c.hidden.eq(false)).subquery());
      const found = await given.session.scalars(select(big).options(above(limit)).orderBy(big.c.total));
      expect(totals(found.all())).toEqual(limit === 2 ? [3, 5] : [5]);
    }
  });

  scenario("filters CTEs, recursive ones too", async (given) => {
    await shops(given);
    const big = select(Order.c.id, Order.c.total).cte("big");
    const found = await given.session.execute(select(big.c.total).options(above(3)).orderBy(big.c.total));
    expect(found.all().map((row) => row[0])).toEqual([4, 5]);
    const first = select(Order.c.id, Order.c.total).where(Order.c.total.eq(3)).cte("up", { recursive: true });
    const up = first.unionAll(select(Order.c.id, Order.c.total).join(first, Order.c.total.eq(first.c.total.add(1))));
    const climbed = await given.session.execute(
      select(up.c.total)
        .options(withLoaderCriteria(Order, Order.c.total.lt(5)))
        .orderBy(up.c.total),
    );
    expect(climbed.all().map((row) => row[0])).toEqual([3, 4]);
  });

  scenario("filters the parts of unions, in FROM and alone", async (given) => {
    await shops(given);
    const both = () => unionAll(select(Order.c.total), select(Order.c.total.add(100)));
    const sub = both().subquery("both");
    const inFrom = await given.session.execute(select(sub.c.total).options(above(4)).orderBy(sub.c.total));
    expect(inFrom.all().map((row) => row[0])).toEqual([5, 105]);
    const alone = await given.session.execute(both().options(above(3)).orderBy("total"));
    expect(alone.all().map((row) => row[0])).toEqual([4, 5, 104, 105]);
    const inList = await given.session.scalars(
      select(Shop.c.name)
        .where(Shop.c.id.in(unionAll(select(Order.c.shopId), select(Order.c.shopId)) as never))
        .options(above(4)),
    );
    expect(inList.all()).toEqual(["closed"]);
  });

  scenario("filters queries inside queries of FROM", async (given) => {
    await shops(given);
    const inner = select(Order.c.shopId).where(Order.c.total.gt(0)).subquery("i");
    const outer = select(inner.c.shopId).distinct().subquery("o");
    const found = await given.session.scalars(
      select(Shop.c.name).join(outer, outer.c.shopId.eq(Shop.c.id)).options(above(4), visible()),
    );
    expect(found.all()).toEqual([]);
    const again = await given.session.scalars(
      select(Shop.c.name).join(outer, outer.c.shopId.eq(Shop.c.id)).options(above(4)),
    );
    expect(again.all()).toEqual(["closed"]);
  });

  scenario("filters UPDATE and DELETE, and the objects that follow them", async (given) => {
    await shops(given);
    const { session } = given;
    const all = (await session.scalars(select(Order).orderBy(Order.c.id))).all();
    given.sent.clear();
    await session.execute(update(Order).set({ total: 50 }).where(Order.c.total.gt(1)).options(above(3)));
    expect(totals(all)).toEqual([1, 2, 3, 50, 50]);
    expect(given.sent.texts[0]).toMatch(/WHERE lc_orders\.total > \? AND lc_orders\.total > \?/);
    await session.execute(deleteFrom(Line).allRows());
    await session.execute(deleteFrom(Order).allRows().options(visible()));
    expect((await given.rows(Order)).map((row) => row[1])).toEqual([2, 50]);
  });

  scenario("filters queries in the WHERE and SET of an UPDATE", async (given) => {
    await shops(given);
    const { session } = given;
    await session.execute(
      update(Shop)
        .set({ name: select(func.concat("n", func.count())).selectFrom(Order).scalarSubquery() as never })
        .where(Shop.c.orders.any())
        .options(above(3)),
      undefined,
      { synchronizeSession: false },
    );
    expect((await given.rows(Shop)).map((row) => row[1])).toEqual(["north", "n2", "n2"]);
  });

  scenario("filters queries of FROM in an UPDATE and a DELETE, and the other classes that they name", async (given) => {
    await shops(given);
    const { session } = given;
    const biggest = () =>
      select(Order.c.shopId, func.max(Order.c.total).label("most")).groupBy(Order.c.shopId).subquery("biggest");
    const high = biggest();
    const raise = (total: number) =>
      session.execute(
        update(Shop).set({ name: "big" }).where(Shop.c.id.eq(high.c.shopId), high.c.most.gt(0)).options(above(total)),
      );
    await raise(3);
    expect((await given.rows(Shop)).map((row) => row[1])).toEqual(["north", "big", "big"]);
    // The same statement with another value.
    await raise(4);
    await session.execute(update(Shop).set({ name: "x" }).where(Shop.c.id.eq(high.c.shopId)).options(above(4)));
    expect((await given.rows(Shop)).map((row) => row[1])).toEqual(["north", "big", "x"]);
    await session.execute(
      update(Shop).set({ name: "y" }).where(Shop.c.id.eq(Order.c.shopId)).options(above(3), visible()),
    );
    expect((await given.rows(Shop)).map((row) => row[1])).toEqual(["north", "big", "x"]);
    // MariaDB has no WITH before UPDATE and DELETE.
    if (given.dialect === "mysql") return;
    await session.execute(deleteFrom(Line).allRows());
    const cte = select(Order.c.id).where(Order.c.total.gt(0)).cte("some");
    await session.execute(
      deleteFrom(Order)
        .where(Order.c.id.in(select(cte.c.id)))
        .options(above(3)),
    );
    expect((await given.rows(Order)).map((row) => row[1])).toEqual([1, 2, 3]);
  });

  scenario.on(["postgresql", "mysql"], "filters queries of FROM in a DELETE … USING", async (given) => {
    await shops(given);
    const { session } = given;
    const high = select(Order.c.id).where(Order.c.total.gt(0)).subquery("high");
    await session.execute(deleteFrom(Line).where(Line.c.orderId.eq(high.c.id)).options(above(2)));
    expect((await given.rows(Line)).length).toBe(1);
    await session.execute(deleteFrom(Line).where(Line.c.orderId.eq(high.c.id)).options(above(0)));
    expect(await given.rows(Line)).toEqual([]);
  });

  scenario("filters queries of FROM in a UNION that is executed itself", async (given) => {
    await shops(given);
    const { session } = given;
    const sub = select(Order.c.total).where(Order.c.total.lt(100)).subquery("part");
    const both = () => unionAll(select(sub.c.total), select(sub.c.total.add(100)));
    const found = async (least: number): Promise<unknown[]> =>
      (await session.execute(both().options(above(least)).orderBy("total"))).all().map((row) => row[0]);
    expect(await found(3)).toEqual([4, 5, 104, 105]);
    expect(await found(4)).toEqual([5, 105]);
    const plain = await session.execute(both().orderBy("total"));
    expect(plain.all()).toHaveLength(10);
  });

  scenario.on(["sqlite", "postgresql"], "finds the objects to follow through queries of FROM, too", async (given) => {
    await shops(given);
    const { session } = given;
    const all = (await session.scalars(select(Shop).orderBy(Shop.c.id))).all();
    const high = select(Order.c.shopId).where(Order.c.total.gt(0)).cte("high");
    await session.execute(
      update(Shop)
        .set({ name: "followed" })
        .where(Shop.c.id.in(select(high.c.shopId)))
        .options(above(4)),
      undefined,
      { synchronizeSession: "fetch" },
    );
    expect(all.map((shop) => shop.name)).toEqual(["north", "south", "followed"]);
  });

  scenario("does not stand for the where() that is missing", async (given) => {
    await expect(async () => await given.session.execute(deleteFrom(Order).options(visible()))).rejects.toThrow(
      "has no where()",
    );
  });

  scenario("of every statement of a session, writes too", async (given) => {
    await shops(given);
    const session = given.makeSession();
    listen(session as unknown as Session, "doOrmExecute", (state: ORMExecuteState) => state.addOptions(visible()));
    await session.execute(update(Order).set({ total: 0 }).allRows());
    await session.commit();
    expect((await given.rows(Order)).map((row) => row[1])).toEqual([0, 2, 0, 4, 0]);
  });

  scenario("stays with the objects when they expire", async (given) => {
    await shops(given);
    const session = given.makeSession({ expireOnCommit: true });
    const shop = (await session.scalars(select(Shop).where(Shop.c.name.eq("north")).options(above(1)))).one();
    expect(totals(await shop.awaitableAttrs.orders)).toEqual([2, 3]);
    await session.commit();
    expect(await shop.awaitableAttrs.name).toBe("north");
    expect(totals(await shop.awaitableAttrs.orders)).toEqual([2, 3]);
    session.expire(shop);
    await session.refresh(shop);
    expect(totals(await shop.awaitableAttrs.orders)).toEqual([2, 3]);
    session.expireAll();
    await session.scalars(select(Shop));
    expect(totals(await shop.awaitableAttrs.orders)).toEqual([2, 3]);
    session.expireAll();
    await session.scalars(select(Shop).options(above(2)));
    expect(totals(await shop.awaitableAttrs.orders)).toEqual([3]);
  });

  scenario("raiseload stays with the objects, too", async (given) => {
    await shops(given);
    const session = given.makeSession({ expireOnCommit: true });
    const shop = (await session.scalars(select(Shop).options(raiseload(Shop.c.orders)).limit(1))).one();
    await session.commit();
    await session.refresh(shop);
    await expect(async () => await shop.awaitableAttrs.orders).rejects.toThrow("raise");
  });

  scenario("on every query of a session: what is hidden is nowhere", async (given) => {
    await shops(given);
    const session = given.makeSession();
    listen(session as unknown as Session, "doOrmExecute", (state: ORMExecuteState) => {
      if (state.isSelect && !state.isColumnLoad && !state.isRelationshipLoad) state.addOptions(visible());
    });
    const found = (await session.scalars(select(Shop).options(selectinload(Shop.c.tags)).orderBy(Shop.c.id))).all();
    expect(found.map((shop) => shop.name)).toEqual(["north", "south"]);
    expect(found[0]?.tags.map((tag) => tag.label)).toEqual(["red"]);
    expect(totals((await found[0]?.awaitableAttrs.orders) ?? [])).toEqual([1, 3]);
  });

  scenario("by tenant, with the tenant of the moment", async (given) => {
    await shops(given);
    let tenant = "north";
    const session = given.makeSession();
    listen(session as unknown as Session, "doOrmExecute", (state: ORMExecuteState) => {
      if (state.isSelect) state.addOptions(withLoaderCriteria(Shop, (cls) => cls.c.name.eq(tenant)));
    });
    const names = async (): Promise<string[]> => (await session.scalars(select(Shop))).all().map((shop) => shop.name);
    expect(await names()).toEqual(["north"]);
    tenant = "south";
    expect(await names()).toEqual(["south"]);
  });
});

describe("withLoaderCriteria()", () => {
  it("says what it takes", () => {
    expect(() => withLoaderCriteria("Shop" as never, Shop.c.hidden.eq(false))).toThrow(/takes a mapped class/);
    expect(() => withLoaderCriteria(Shop, 5 as never)).toThrow(/takes a condition, or a function/);
  });
});
