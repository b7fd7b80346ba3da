import {
  and,
  bindparam,
  boolean,
  caseWhen,
  cast,
  datetime,
  double,
  falseValue,
  func,
  insert,
  integer,
  interval,
  literal,
  not,
  numeric,
  or,
  select,
  string,
  trueValue,
  typeCoerce,
} from "../api.ts";
import { equal, ok } from "../assert.ts";
import { type Chapter, chapter, type Check, check } from "../check.ts";
import { fixture } from "../fixture.ts";
import { database } from "../requirement.ts";

const pairs = fixture(async (c) => {
  const t = await c.table("nullable_pairs", {
    id: integer().primaryKey(),
    a: integer().nullable(),
    b: integer().nullable(),
  });
  await c.execute(insert(t), [
    { id: 1, a: 1, b: 1 },
    { id: 2, a: 1, b: 2 },
    { id: 3, a: 1, b: null },
    { id: 4, a: null, b: null },
  ]);
  return t;
});
const flags = fixture(async (c) => {
  const t = await c.table("flags", { id: integer().primaryKey(), yes: boolean(), maybe: boolean().nullable() });
  await c.execute(insert(t), [
    { id: 1, yes: true, maybe: true },
    { id: 2, yes: false, maybe: null },
    { id: 3, yes: false, maybe: false },
  ]);
  return t;
});

const int = (n: number) => literal(n, integer());
const dec = (n: string) => literal(n, numeric(10, 4));

/** A check of one expression's value, as a number. */
function gives(
  name: string,
  expression: () => ReturnType<typeof int>,
  expected: number,
  requires: Check["requires"] = [],
): Check {
  return check(name, requires, async (c) => {
    const value = Number(await c.scalar(select(expression())));
    ok(Math.abs(value - expected) < 1e-6, `expected ${expected}, given ${value}`);
  });
}
const asNumber = (expression: unknown): ReturnType<typeof int> => expression as ReturnType<typeof int>;

export const operators: Chapter = chapter(
  "operators",
  gives("addition, subtraction, multiplication and their order", () => int(2).add(3).mul(4).sub(1), 19),
  gives("division of integers gives fractions", () => asNumber(int(15).div(10)), 1.5),
  gives("division of integers, below zero", () => asNumber(int(-15).div(10)), -1.5),
  gives("division of a column of integers", () => asNumber(cast(int(7), integer()).div(int(2))), 3.5),
  gives("floordiv of integers", () => int(15).floordiv(10), 1),
  gives("division of decimals", () => asNumber(dec("15.5").div(dec("10"))), 1.55),
  gives("division of a decimal by an integer", () => asNumber(dec("5.25").div(2)), 2.625),
  gives("division of floats", () => asNumber(literal(5.5, double()).div(literal(2.2, double()))), 2.5),
  gives("floordiv of decimals", () => asNumber(dec("5.5").floordiv(dec("2"))), 2),
  gives("remainder", () => int(17).mod(5), 2),
  gives("negation", () => int(5).neg().add(8), 3),
  gives("negation of what is negative", () => int(-5).neg(), 5),
  gives("parentheses where they are needed", () => int(10).sub(int(4).sub(int(3))), 9),
  gives("bitwise AND", () => int(12).bitwiseAnd(10), 8, [database("bitwise")]),
  gives("bitwise OR", () => int(12).bitwiseOr(3), 15, [database("bitwise")]),
  gives("bitwise XOR", () => int(12).bitwiseXor(10), 6, [database("bitwise")]),
  gives("bitwise NOT", () => int(12).bitwiseNot().bitwiseAnd(15), 3, [database("bitwise")]),
  gives("shift to the left", () => int(3).bitwiseLshift(4), 48, [database("bitwise")]),
  gives("shift to the right", () => int(48).bitwiseRshift(4), 3, [database("bitwise")]),
  gives("bitwise operators within others", () => int(1).bitwiseOr(int(6).bitwiseAnd(3)).add(1), 4, [
    database("bitwise"),
  ]),
  check("a sum of decimals is exact", [database("exactDecimals")], async (c) => {
    const t = await c.table("amounts", { id: integer().primaryKey(), amount: numeric(20, 4) });
    await c.execute(insert(t), [
      { id: 1, amount: "0.1000" },
      { id: 2, amount: "0.2000" },
      { id: 3, amount: "12345678901234.5678" },
    ]);
    equal(await c.scalar(select(func.sum(t.c.amount))), "12345678901234.8678");
    equal(await c.column(select(t.c.amount.add("0.0001")).where(t.c.id.eq(1))), ["0.1001"]);
  }),
  check("= and <> with NULL are IS NULL and IS NOT NULL", async (c) => {
    const t = await c.use(pairs);
    equal(await c.column(select(t.c.id).where(t.c.a.eq(null))), [4]);
    equal(await c.column(select(t.c.id).where(t.c.b.ne(null)).orderBy(t.c.id)), [1, 2]);
  }),
  check("comparison of columns leaves out NULL", async (c) => {
    const t = await c.use(pairs);
    equal(await c.column(select(t.c.id).where(t.c.a.eq(t.c.b))), [1]);
    equal(await c.column(select(t.c.id).where(t.c.a.ne(t.c.b))), [2]);
  }),
  check("IS DISTINCT FROM counts NULL as a value", [database("isDistinctFrom")], async (c) => {
    const t = await c.use(pairs);
    equal(await c.column(select(t.c.id).where(t.c.a.isDistinctFrom(t.c.b)).orderBy(t.c.id)), [2, 3]);
    equal(await c.column(select(t.c.id).where(t.c.a.isNotDistinctFrom(t.c.b)).orderBy(t.c.id)), [1, 4]);
  }),
  check("IS DISTINCT FROM a value, and from NULL", [database("isDistinctFrom")], async (c) => {
    const t = await c.use(pairs);
    equal(await c.column(select(t.c.id).where(t.c.b.isDistinctFrom(1)).orderBy(t.c.id)), [2, 3, 4]);
    equal(await c.column(select(t.c.id).where(t.c.b.isDistinctFrom(null)).orderBy(t.c.id)), [1, 2]);
  }),
  check("BETWEEN, and NOT BETWEEN", async (c) => {
    const t = await c.use(pairs);
    equal(await c.column(select(t.c.id).where(t.c.id.between(2, 3)).orderBy(t.c.id)), [2, 3]);
    equal(await c.column(select(t.c.id).where(t.c.id.between(2, 3).not()).orderBy(t.c.id)), [1, 4]);
  }),
  check("AND within OR, and OR within AND", async (c) => {
    const t = await c.use(pairs);
    const one = or(and(t.c.a.eq(1), t.c.b.eq(1)), t.c.a.eq(null));
    equal(await c.column(select(t.c.id).where(one).orderBy(t.c.id)), [1, 4]);
    const other = and(or(t.c.b.eq(1), t.c.b.eq(2)), t.c.id.gt(1));
    equal(await c.column(select(t.c.id).where(other)), [2]);
  }),
  check("NOT of a conjunction", async (c) => {
    const t = await c.use(pairs);
    equal(
      await c.column(
        select(t.c.id)
          .where(not(and(t.c.id.ge(2), t.c.id.le(3))))
          .orderBy(t.c.id),
      ),
      [1, 4],
    );
  }),
  check("true and false as conditions", async (c) => {
    const t = await c.use(pairs);
    equal(await c.scalar(select(func.count(t.c.id)).where(trueValue())), 4);
    equal(await c.scalar(select(func.count(t.c.id)).where(falseValue())), 0);
    equal(await c.scalar(select(func.count(t.c.id)).where(or(falseValue(), t.c.id.eq(2)))), 1);
  }),
  check("a boolean column as a condition", async (c) => {
    const t = await c.use(flags);
    equal(await c.column(select(t.c.id).where(t.c.yes)), [1]);
    equal(await c.column(select(t.c.id).where(t.c.yes.not()).orderBy(t.c.id)), [2, 3]);
  }),
  check("a boolean column compared with true and false", async (c) => {
    const t = await c.use(flags);
    equal(await c.column(select(t.c.id).where(t.c.yes.eq(true))), [1]);
    equal(await c.column(select(t.c.id).where(t.c.maybe.eq(false))), [3]);
    equal(await c.column(select(t.c.id).where(t.c.maybe.is(true))), [1]);
    equal(await c.column(select(t.c.id).where(t.c.maybe.isNot(true)).orderBy(t.c.id)), [2, 3]);
  }),
  check("a comparison as a value is a boolean", async (c) => {
    const t = await c.use(pairs);
    equal(await c.column(select(t.c.id.gt(2)).orderBy(t.c.id)), [false, false, true, true]);
  }),
  check("a comparison with NULL as a value is NULL", async (c) => {
    const t = await c.use(pairs);
    equal(await c.column(select(t.c.b.gt(1)).orderBy(t.c.id)), [false, true, null, null]);
  }),
  check("CASE of a value, without ELSE", async (c) => {
    const t = await c.use(pairs);
    const name = caseWhen({ 1: "one", 2: "two" }, { value: t.c.id });
    equal(await c.column(select(name).orderBy(t.c.id)), ["one", "two", null, null]);
  }),
  check("CAST between text and numbers", async (c) => {
    const row = await c.rows(
      select(
        cast(int(12), string(10)),
        cast(literal("34", string(5)), integer()),
        cast(literal("5.25", string(9)), numeric(9, 2)),
      ),
    );
    equal(row, [["12", 34, "5.25"]]);
  }),
  check("CAST of NULL", async (c) => {
    equal(await c.scalar(select(cast(literal(null), integer()))), null);
  }),
  check("typeCoerce changes what comes back, not the SQL", async (c) => {
    equal(await c.scalar(select(typeCoerce(int(1), boolean()))), true);
  }),
  check("values of each kind without a type that was said", async (c) => {
    equal(await c.rows(select(literal("x"), literal(5), literal(true))), [["x", 5, true]]);
  }),
  check("coalesce, nullif, abs, and least of two", async (c) => {
    const t = await c.use(pairs);
    const query = select(func.coalesce(t.c.a, t.c.b, -1), func.nullif(t.c.id, 4), func.abs(t.c.id.sub(10))).where(
      t.c.id.eq(4),
    );
    equal(await c.rows(query), [[-1, null, 6]]);
  }),
  check("any operator by its text", async (c) => {
    const t = await c.use(pairs);
    equal(await c.column(select(t.c.id.op("+", { returnType: integer() })(10)).where(t.c.id.eq(1))), [11]);
    equal(await c.column(select(t.c.id).where(t.c.id.boolOp(">=")(4))), [4]);
  }),
  check("whole numbers beyond those that a number holds", async (c) => {
    for (const value of [1376537018368127n, 9_007_199_254_740_993n, -9_223_372_036_854_775_807n])
      equal(await c.scalar(select(literal(value))), value);
  }),
  check("a moment and a time between, added and subtracted", [database("intervals")], async (c) => {
    const moment = literal(new Date("2024-02-28T12:00:00Z"), datetime());
    const day = literal("P1DT2H", interval());
    equal(await c.scalar(select(moment.add(day))), new Date("2024-02-29T14:00:00Z"));
    equal(await c.scalar(select(moment.sub(day))), new Date("2024-02-27T10:00:00Z"));
    const t = await c.table("spans", { id: integer().primaryKey(), at: datetime(), took: interval() });
    await c.execute(insert(t).values({ id: 1, at: new Date("2024-01-01T00:00:00Z"), took: "P3D" }));
    equal(await c.scalar(select(t.c.at.add(t.c.took))), new Date("2024-01-04T00:00:00Z"));
    equal(await c.column(select(t.c.id).where(t.c.took.gt(literal("P2D", interval())))), [1]);
  }),
  check("a comparison with a value that may be NULL", async (c) => {
    const t = await c.table("moments", { id: integer().primaryKey(), at: datetime().nullable() });
    const at = new Date("2012-10-15T12:57:18Z");
    await c.execute(insert(t), [
      { id: 1, at },
      { id: 2, at: null },
    ]);
    const given = bindparam("at", { type: datetime() });
    const query = select(t.c.id).where(
      caseWhen([[given.isNot(null), t.c.at.eq(bindparam("same", { type: datetime() }))]], { else: t.c.at.is(null) }),
    );
    equal(await c.column(query, { at, same: at }), [1]);
    equal(await c.column(query, { at: null, same: null }), [2]);
  }),
);
