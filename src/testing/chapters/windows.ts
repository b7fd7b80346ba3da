import { func, insert, integer, select, string } from "../api.ts";
import { equal } from "../assert.ts";
import { type Chapter, chapter, check } from "../check.ts";
import { fixture } from "../fixture.ts";
import { database } from "../requirement.ts";

const sales = fixture(async (c) => {
  const t = await c.table("sales", { id: integer().primaryKey(), shop: string(5), amount: integer(), tag: integer() });
  await c.execute(
    insert(t),
    [1, 2, 3, 4, 5, 6].map((id) => ({
      id,
      shop: id % 2 === 0 ? "even" : "odd",
      amount: id * 10,
      tag: [1, 2, 3, 6, 9, 10][id - 1]!,
    })),
  );
  return t;
});
const windows = database("windows");

export const windowFunctions: Chapter = chapter(
  "window",
  check("row_number over an order", [windows], async (c) => {
    const t = await c.use(sales);
    const n = func.row_number().over({ orderBy: t.c.amount.desc() });
    equal((await c.column(select(n).orderBy(t.c.id))).map(Number), [6, 5, 4, 3, 2, 1]);
  }),
  check("a sum over a partition", [windows], async (c) => {
    const t = await c.use(sales);
    const total = func.sum(t.c.amount).over({ partitionBy: t.c.shop });
    equal((await c.column(select(total).orderBy(t.c.id))).map(Number), [90, 120, 90, 120, 90, 120]);
  }),
  check("a running sum over a partition and an order", [windows], async (c) => {
    const t = await c.use(sales);
    const running = func.sum(t.c.amount).over({ partitionBy: t.c.shop, orderBy: t.c.id });
    equal((await c.column(select(running).orderBy(t.c.id))).map(Number), [10, 20, 40, 60, 90, 120]);
  }),
  check("the maximum over all rows, beside each", [windows], async (c) => {
    const t = await c.use(sales);
    equal(await c.rows(select(t.c.id, func.max(t.c.amount).over()).where(t.c.id.le(2)).orderBy(t.c.id)), [
      [1, 20],
      [2, 20],
    ]);
  }),
  check("rank and dense_rank", [windows], async (c) => {
    const t = await c.use(sales);
    const by = { orderBy: t.c.shop };
    const rows = await c.rows(select(func.rank().over(by), func.dense_rank().over(by)).orderBy(t.c.id));
    equal(
      rows.map((row) => row.map(Number)),
      [
        [4, 2],
        [1, 1],
        [4, 2],
        [1, 1],
        [4, 2],
        [1, 1],
      ],
    );
  }),
  check("lag and lead", [windows], async (c) => {
    const t = await c.use(sales);
    const by = { orderBy: t.c.id };
    equal(
      await c.rows(select(func.lag(t.c.amount).over(by), func.lead(t.c.amount).over(by)).orderBy(t.c.id).limit(2)),
      [
        [null, 20],
        [10, 30],
      ],
    );
  }),
  check("first_value", [windows], async (c) => {
    const t = await c.use(sales);
    const first = func.first_value(t.c.id).over({ partitionBy: t.c.shop, orderBy: t.c.id.desc() });
    equal(await c.column(select(first).orderBy(t.c.id)), [5, 6, 5, 6, 5, 6]);
  }),
  check("ROWS BETWEEN, with other bounds another time", [windows], async (c) => {
    const t = await c.use(sales);
    const sums = async (from: number, to: number): Promise<unknown[]> =>
      (await c.column(select(func.sum(t.c.amount).over({ orderBy: t.c.id, rows: [from, to] })).orderBy(t.c.id))).map(
        Number,
      );
    equal(await sums(-1, 1), [30, 60, 90, 120, 150, 110]);
    equal(await sums(-2, 0), [10, 30, 60, 90, 120, 150]);
    equal(await sums(0, 1), [30, 50, 70, 90, 110, 60]);
  }),
  check("ROWS without a bound", [windows], async (c) => {
    const t = await c.use(sales);
    const rest = func.sum(t.c.amount).over({ orderBy: t.c.id, rows: [0, null] });
    equal((await c.column(select(rest).orderBy(t.c.id))).map(Number), [210, 200, 180, 150, 110, 60]);
  }),
  check("RANGE without a bound", [windows], async (c) => {
    const t = await c.use(sales);
    const running = func.sum(t.c.amount).over({ orderBy: t.c.shop, range: [null, 0] });
    equal((await c.column(select(running).orderBy(t.c.id))).map(Number), [210, 120, 210, 120, 210, 120]);
  }),
  check("RANGE BETWEEN numbers", [windows, database("windowRangesOfNumbers")], async (c) => {
    const t = await c.use(sales);
    const near = func.count(t.c.id).over({ orderBy: t.c.tag, range: [-1, 1] });
    equal((await c.column(select(near).orderBy(t.c.id))).map(Number), [2, 3, 2, 1, 2, 2]);
  }),
  check("a window in a subquery, filtered outside", [windows], async (c) => {
    const t = await c.use(sales);
    const n = func.row_number().over({ partitionBy: t.c.shop, orderBy: t.c.amount.desc() }).label("n");
    const ranked = select(t.c.id, n).subquery("ranked");
    equal(await c.column(select(ranked.c.id).where(ranked.c.n.eq(1)).orderBy(ranked.c.id)), [5, 6]);
  }),
  check("FILTER of a window", [windows, database("aggregateFilter")], async (c) => {
    const t = await c.use(sales);
    const few = func.count(t.c.id).filter(t.c.id.gt(4)).over({ partitionBy: t.c.shop });
    equal((await c.column(select(few).orderBy(t.c.id))).map(Number), [1, 1, 1, 1, 1, 1]);
  }),
);
