import {
  bindparam,
  caseWhen,
  CompileError,
  cast,
  desc,
  exists,
  func,
  insert,
  integer,
  literal,
  nullsFirst,
  nullsLast,
  select,
  string,
  text,
  tuple,
  union,
} from "../api.ts";
import { equal, throws } from "../assert.ts";
import { type Chapter, chapter, check } from "../check.ts";
import { fixture } from "../fixture.ts";
import { database, execution, lacks, sql } from "../requirement.ts";
import { ownSchema } from "../run-ddl.ts";

/** Ten rows: x counts down in steps, so that the order of one column is not that of another. */
const numbers = fixture(async (c) => {
  const t = await c.table("numbers", {
    id: integer().primaryKey(),
    x: integer(),
    y: integer(),
    name: string(20).nullable(),
  });
  await c.execute(insert(t), [
    { id: 1, x: 1, y: 2, name: "one" },
    { id: 2, x: 2, y: 3, name: "two" },
    { id: 3, x: 3, y: 4, name: null },
    { id: 4, x: 4, y: 5, name: "four" },
    { id: 5, x: 4, y: 6, name: "five" },
  ]);
  return t;
});

export const selects: Chapter = chapter(
  "select",
  check("all rows and columns of a table", async (c) => {
    const t = await c.use(numbers);
    const result = await c.execute(select(t).orderBy(t.c.id));
    equal(result.keys(), ["id", "x", "y", "name"]);
    equal(result.all()[2], [3, 3, 4, null]);
  }),
  check("columns and expressions with labels", async (c) => {
    const t = await c.use(numbers);
    equal(await c.rows(select(t.c.id, t.c.x.add(t.c.y).label("sum")).where(t.c.id.le(2)).orderBy(t.c.id)), [
      [1, 3],
      [2, 5],
    ]);
  }),
  check("ORDER BY a label", async (c) => {
    const t = await c.use(numbers);
    const lx = t.c.x.label("lx");
    equal(await c.column(select(lx).orderBy(lx)), [1, 2, 3, 4, 4]);
  }),
  check("ORDER BY the name of a label, descending", async (c) => {
    const t = await c.use(numbers);
    equal(await c.column(select(t.c.y.label("ly")).orderBy(desc("ly"))), [6, 5, 4, 3, 2]);
  }),
  check("ORDER BY an expression that has a label", async (c) => {
    const t = await c.use(numbers);
    const sum = t.c.x.add(t.c.y).label("lx");
    equal(await c.column(select(sum).orderBy(sum.desc())), [10, 9, 7, 5, 3]);
  }),
  check("ORDER BY several labels", async (c) => {
    const t = await c.use(numbers);
    const a = t.c.x.label("a");
    const b = t.c.y.mul(-1).label("b");
    equal(await c.rows(select(a, b).orderBy(a.desc(), b)), [
      [4, -6],
      [4, -5],
      [3, -4],
      [2, -3],
      [1, -2],
    ]);
  }),
  check("GROUP BY an expression that has a label", async (c) => {
    const t = await c.use(numbers);
    const even = t.c.x.mod(2).label("odd");
    equal(await c.rows(select(func.count(t.c.id), even).groupBy(even).orderBy(even)), [
      [3, 0],
      [2, 1],
    ]);
  }),
  check("GROUP BY with HAVING", async (c) => {
    const t = await c.use(numbers);
    equal(await c.rows(select(t.c.x, func.count(t.c.id)).groupBy(t.c.x).having(func.count(t.c.id).gt(1))), [[4, 2]]);
  }),
  check("ORDER BY … NULLS FIRST and NULLS LAST", [database("nullsOrder")], async (c) => {
    const t = await c.use(numbers);
    equal((await c.column(select(t.c.name).orderBy(nullsFirst(t.c.name))))[0], null);
    equal((await c.column(select(t.c.name).orderBy(nullsLast(t.c.name))))[4], null);
  }),
  check("DISTINCT", async (c) => {
    const t = await c.use(numbers);
    equal(await c.column(select(t.c.x).distinct().orderBy(t.c.x)), [1, 2, 3, 4]);
  }),
  check("DISTINCT ON", [database("distinctOn")], async (c) => {
    const t = await c.use(numbers);
    equal(await c.column(select(t.c.id).distinct(t.c.x).orderBy(t.c.x, t.c.id.desc())), [1, 2, 3, 5]);
  }),
  check("LIMIT", async (c) => {
    const t = await c.use(numbers);
    equal(await c.column(select(t.c.id).orderBy(t.c.id).limit(2)), [1, 2]);
  }),
  check("LIMIT 0", async (c) => {
    const t = await c.use(numbers);
    equal(await c.column(select(t.c.id).limit(0)), []);
  }),
  check("OFFSET alone", async (c) => {
    const t = await c.use(numbers);
    equal(await c.column(select(t.c.id).orderBy(t.c.id).offset(2)), [3, 4, 5]);
  }),
  check("LIMIT with OFFSET", async (c) => {
    const t = await c.use(numbers);
    equal(await c.column(select(t.c.id).orderBy(t.c.id).limit(2).offset(1)), [2, 3]);
  }),
  check("LIMIT with OFFSET 0", async (c) => {
    const t = await c.use(numbers);
    equal(await c.column(select(t.c.id).orderBy(t.c.id).limit(2).offset(0)), [1, 2]);
  }),
  check("LIMIT and OFFSET as parameters, another time with other values", async (c) => {
    const t = await c.use(numbers);
    const page = select(t.c.id)
      .orderBy(t.c.id)
      .limit(bindparam("l", { type: integer() }))
      .offset(bindparam("o", { type: integer() }));
    equal(await c.column(page, { l: 2, o: 1 }), [2, 3]);
    equal(await c.column(page, { l: 3, o: 2 }), [3, 4, 5]);
  }),
  check("LIMIT and OFFSET as expressions", [database("limitExpressions")], async (c) => {
    const t = await c.use(numbers);
    const one = literal(1, integer());
    equal(await c.column(select(t.c.id).orderBy(t.c.id).limit(one.add(1)).offset(one.add(1))), [3, 4]);
  }),
  check("LIMIT and OFFSET as literals of the text", async (c) => {
    const t = await c.use(numbers);
    const { sql: query } = select(t.c.id)
      .orderBy(t.c.id)
      .limit(2)
      .offset(1)
      .compile({ dialect: c.dialect, literalBinds: true });
    equal((await (await c.connection()).execDriverSql(query)).scalars().all(), [2, 3]);
  }),
  check("LIMIT twice in one statement", async (c) => {
    const t = await c.use(numbers);
    const first = select(t.c.id).orderBy(t.c.id).limit(3).subquery("first");
    equal(await c.column(select(first.c.id).orderBy(first.c.id.desc()).limit(2)), [3, 2]);
  }),
  check("LIMIT in a subquery of IN", [database("limitInIn")], async (c) => {
    const t = await c.use(numbers);
    const two = select(t.c.id).orderBy(t.c.id.desc()).limit(2);
    equal(await c.column(select(t.c.id).where(t.c.id.in(two)).orderBy(t.c.id)), [4, 5]);
  }),
  check("slice()", async (c) => {
    const t = await c.use(numbers);
    equal(await c.column(select(t.c.id).orderBy(t.c.id).slice(1, 3)), [2, 3]);
  }),
  check("FETCH", [sql("fetch")], async (c) => {
    const t = await c.use(numbers);
    equal(await c.column(select(t.c.id).orderBy(t.c.id).fetch(2)), [1, 2]);
  }),
  check("FETCH with OFFSET", [sql("fetch")], async (c) => {
    const t = await c.use(numbers);
    equal(await c.column(select(t.c.id).orderBy(t.c.id).fetch(2).offset(2)), [3, 4]);
  }),
  check("FETCH … WITH TIES", [sql("fetch")], async (c) => {
    const t = await c.use(numbers);
    const tied = select(t.c.id).orderBy(t.c.x.desc()).fetch(1, { withTies: true }).subquery("tied");
    equal(await c.column(select(tied.c.id).orderBy(tied.c.id)), [4, 5]);
  }),
  check("FETCH with parameters", [sql("fetch")], async (c) => {
    const t = await c.use(numbers);
    const page = select(t.c.id)
      .orderBy(t.c.id)
      .fetch(bindparam("n", { type: integer() }));
    equal(await c.column(page, { n: 1 }), [1]);
    equal(await c.column(page, { n: 3 }), [1, 2, 3]);
  }),
  check("CASE", async (c) => {
    const t = await c.use(numbers);
    const size = caseWhen<string>(
      [
        [t.c.x.gt(3), "big"],
        [t.c.x.gt(1), "mid"],
      ],
      { else: "small" },
    );
    equal(await c.column(select(size).orderBy(t.c.id)), ["small", "mid", "mid", "big", "big"]);
  }),
  check("CAST", async (c) => {
    const t = await c.use(numbers);
    equal(await c.column(select(cast(t.c.x, string(10))).where(t.c.id.eq(3))), ["3"]);
    equal(await c.scalar(select(cast(literal("12", string(10)), integer()))), 12);
  }),
  check("COALESCE and the functions of text", async (c) => {
    const t = await c.use(numbers);
    equal(await c.column(select(func.coalesce(t.c.name, "none")).orderBy(t.c.id)), [
      "one",
      "two",
      "none",
      "four",
      "five",
    ]);
    equal(await c.rows(select(func.lower("ÀBC"), func.upper("abc"), func.length("abcd"))), [
      [await c.scalar(select(func.lower("ÀBC"))), "ABC", 4],
    ]);
  }),
  check("aggregates", async (c) => {
    const t = await c.use(numbers);
    equal(await c.rows(select(func.count(), func.count(t.c.name), func.min(t.c.x), func.max(t.c.y))), [[5, 4, 1, 6]]);
    equal(Number(await c.scalar(select(func.sum(t.c.x)))), 14);
  }),
  check("an aggregate of no rows", async (c) => {
    const t = await c.use(numbers);
    equal(await c.rows(select(func.count(), func.max(t.c.x)).where(t.c.id.gt(100))), [[0, null]]);
  }),
  check("FILTER of an aggregate", [database("aggregateFilter")], async (c) => {
    const t = await c.use(numbers);
    equal(await c.scalar(select(func.count(t.c.id).filter(t.c.x.gt(3)))), 2);
  }),
  check("concatenation of text", async (c) => {
    const t = await c.use(numbers);
    equal(await c.column(select(t.c.name.concat("!").concat(t.c.name)).where(t.c.id.eq(1))), ["one!one"]);
  }),
  check("a scalar subquery, correlated", async (c) => {
    const t = await c.use(numbers);
    const other = t.alias("other");
    const smaller = select(func.count(other.c.id)).where(other.c.x.lt(t.c.x)).scalarSubquery();
    equal(await c.column(select(smaller).selectFrom(t).orderBy(t.c.id)), [0, 1, 2, 3, 3]);
  }),
  check("a subquery in FROM", async (c) => {
    const t = await c.use(numbers);
    const sub = select(t.c.x, func.max(t.c.y).label("top")).groupBy(t.c.x).subquery();
    equal(await c.rows(select(sub.c.x, sub.c.top).where(sub.c.x.ge(3)).orderBy(sub.c.x)), [
      [3, 4],
      [4, 6],
    ]);
  }),
  check("text() with parameters", async (c) => {
    const t = await c.use(numbers);
    const query = text(`SELECT id FROM ${c.dialect.quote(t.name)} WHERE x = :x AND y <> :y ORDER BY id`);
    equal(await c.column(query, { x: 4, y: 5 }), [5]);
  }),
  check("a tuple compared with a tuple", [database("tupleIn")], async (c) => {
    const t = await c.use(numbers);
    equal(await c.column(select(t.c.id).where(tuple(t.c.x, t.c.y).eq(tuple(2, 3)))), [2]);
  }),
  check("a compound select in FROM, with LIMIT", async (c) => {
    const t = await c.use(numbers);
    const both = union(select(t.c.id).where(t.c.id.eq(1)), select(t.c.id).where(t.c.id.ge(4))).subquery("both");
    equal(await c.column(select(both.c.id).orderBy(both.c.id.desc()).limit(2)), [5, 4]);
  }),
  check("a value by itself", async (c) => {
    equal(await c.rows(select(literal(1, integer()).label("a"), literal("b", string(5)).label("b"))), [[1, "b"]]);
  }),
  check("FOR UPDATE", [sql("forUpdate")], async (c) => {
    const t = await c.use(numbers);
    equal(await c.column(select(t.c.x).where(t.c.id.eq(2)).withForUpdate()), [2]);
  }),
  check("LIMIT and OFFSET of every size", async (c) => {
    const t = await c.use(numbers);
    const page = select(t.c.id).orderBy(t.c.id);
    equal(await c.column(page.limit(2).offset(3)), [4, 5]);
    equal(await c.column(page.limit(10).offset(4)), [5]);
    equal(await c.column(page.limit(2).offset(5)), []);
    equal(await c.column(page.limit(0).offset(1)), []);
    equal(await c.column(page.offset(0)), [1, 2, 3, 4, 5]);
  }),
  check(
    "LIMIT as an expression beside OFFSET as a number, and the other way",
    [database("limitExpressions")],
    async (c) => {
      const t = await c.use(numbers);
      const one = literal(1, integer());
      equal(await c.column(select(t.c.id).orderBy(t.c.id).limit(one.add(1)).offset(1)), [2, 3]);
      equal(await c.column(select(t.c.id).orderBy(t.c.id).limit(1).offset(one.add(2))), [4]);
      equal(await c.column(select(t.c.id).orderBy(t.c.id).offset(one.add(2))), [4, 5]);
    },
  ),
  check("FETCH as literals, as an expression, and without an order", [sql("fetch")], async (c) => {
    const t = await c.use(numbers);
    const page = select(t.c.id).orderBy(t.c.id);
    const { sql: query } = page.fetch(2).offset(1).compile({ dialect: c.dialect, literalBinds: true });
    equal((await (await c.connection()).execDriverSql(query)).scalars().all(), [2, 3]);
    const one = literal(1, integer());
    equal(await c.column(page.fetch(one.add(1)).offset(one.add(1))), [3, 4]);
    equal((await c.column(select(t.c.id).fetch(3))).length, 3);
  }),
  check("FETCH … WITH TIES after OFFSET", [sql("fetch")], async (c) => {
    const t = await c.use(numbers);
    const tied = select(t.c.id).orderBy(t.c.x).offset(3).fetch(1, { withTies: true }).subquery("tied");
    equal(await c.column(select(tied.c.id).orderBy(tied.c.id)), [4, 5]);
    const exact = select(t.c.id).orderBy(t.c.x).offset(1).fetch(2, { withTies: true }).subquery("exact");
    equal(await c.column(select(exact.c.id).orderBy(exact.c.id)), [2, 3]);
  }),
  check("DISTINCT ON where there is none is a CompileError", [lacks(database("distinctOn"))], async (c) => {
    const t = await c.use(numbers);
    await throws(CompileError, () => c.execute(select(t.c.id).distinct(t.c.x)));
  }),
  check("FETCH where there is none is a CompileError", [lacks(sql("fetch"))], async (c) => {
    const t = await c.use(numbers);
    await throws(CompileError, () => c.execute(select(t.c.id).fetch(1)));
  }),
  check("a parameter that is written into the SQL at execution", async (c) => {
    const t = await c.use(numbers);
    const inline = bindparam("x", { type: integer(), literalExecute: true });
    const query = select(t.c.id)
      .where(t.c.x.eq(inline))
      .where(t.c.y.in(bindparam("ys", { type: integer(), expanding: true })))
      .orderBy(t.c.id);
    equal(await c.column(query, { x: 4, ys: [5, 6] }), [4, 5]);
    equal(await c.column(query, { x: 2, ys: [3] }), [2]);
  }),
  check("tables of one name in two schemas", [execution("schemas"), database("createSchema")], async (c) => {
    const schema = await ownSchema(c, "twin");
    const shape = { id: integer().primaryKey(), x: integer() };
    const near = c.metadata.table(c.name("twins"), shape);
    const far = c.metadata.table(c.name("twins"), shape, { schema });
    await c.create();
    await c.execute(insert(near).values({ id: 1, x: 5 }));
    await c.execute(insert(far).values({ id: 1, x: 6 }));
    equal(await c.rows(select(near, far).join(far, near.c.id.eq(far.c.id))), [[1, 5, 1, 6]]);
    equal(await c.rows(select(near.c.x, far.c.x).where(near.c.id.eq(far.c.id), far.c.x.eq(6))), [[5, 6]]);
    const sub = select(near.c.x.label("a"), far.c.x.label("b")).where(near.c.id.eq(far.c.id)).subquery();
    equal(await c.rows(select(sub)), [[5, 6]]);
    const same = exists(far.c.id).where(far.c.id.eq(near.c.id));
    await c.execute(insert(near).values({ id: 2, x: 7 }));
    equal(await c.column(select(near.c.id).where(same)), [1]);
    equal(await c.column(select(far.c.id).where(exists(near.c.id).where(near.c.id.eq(far.c.id)))), [1]);
  }),
);
