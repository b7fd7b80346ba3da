import { any, ArgumentError, bindparam, caseWhen, func, over, select, tuple } from "athanor";
import { describe, expect, test } from "vitest";
import { goods } from "./goods-support.ts";

const g = goods.c;
/** What the types forbid, for programs that are not checked. */
const loose = g as unknown as Record<string, Record<string, (...args: unknown[]) => unknown>>;

const refused: readonly (readonly [string, () => unknown, RegExp])[] = [
  [
    "like of a number",
    () => loose["qty"]!["like"]!("1%"),
    /like\(\): an expression of type integer does not have this operator; it is for text\. Cast it first/,
  ],
  ["contains of a moment", () => loose["made"]!["contains"]!("1"), /contains\(\): an expression of type datetime/],
  ["ilike of an exact number", () => loose["price"]!["ilike"]!("1"), /ilike\(\): an expression of type numeric/],
  [
    "startswith of a boolean",
    () => loose["active"]!["startswith"]!("t"),
    /startswith\(\): an expression of type boolean/,
  ],
  ["regexp of a date", () => loose["day"]!["regexpMatch"]!("^2"), /regexpMatch\(\): an expression of type date/],
  ["collate of a number", () => loose["qty"]!["collate"]!("C"), /collate\(\): an expression of type integer/],
  ["product of texts", () => loose["name"]!["mul"]!(2), /mul\(\): an expression of type string .* it is for numbers\./],
  [
    "difference of texts",
    () => loose["name"]!["sub"]!("a"),
    /sub\(\): an expression of type string .* numbers, dates and intervals/,
  ],
  ["sum of booleans", () => loose["active"]!["add"]!(1), /add\(\): an expression of type boolean/],
  ["product of a moment", () => loose["made"]!["mul"]!(2), /mul\(\): an expression of type datetime/],
  ["negative text", () => loose["name"]!["neg"]!(), /neg\(\): an expression of type string/],
  ["bits of text", () => loose["name"]!["bitwiseNot"]!(), /bitwiseNot\(\): an expression of type string/],
  ["power of text", () => loose["name"]!["pow"]!(2), /an expression of type string/],
  ["less than null", () => loose["qty"]!["lt"]!(null), /null cannot be compared with lt\(\)/],
  [
    "in of a value",
    () => loose["qty"]!["in"]!(5),
    /in\(\): an array of values, a select\(\) or an expanding bindparam\(\) expected, got the number 5/,
  ],
  ["null in NOT IN", () => g.qty.notIn([1, null]), /notIn\(\) got null at position 1/],
  ["NOT IN by negation", () => g.stock.in([1, null]).not(), /not\(\) got null at position 1/],
  [
    "a tuple of another width",
    () => tuple(g.id, g.qty).in([[1, 2, 3]]),
    /a tuple of 2 values expected at position 0, got 3/,
  ],
  ["an escape of two characters", () => g.name.like("a", { escape: "ab" }), /escape must be one character/],
  ["autoescape of an expression", () => g.name.contains(g.note, { autoescape: true }), /autoescape needs a string/],
  ["an operator with a comment", () => g.qty.op("+ -- ")(1), /is no operator; comments/],
  ["an empty operator", () => g.qty.op("")(1), /op\(\): an operator expected/],
  ["CASE without pairs", () => caseWhen([]), /at least one pair/],
  ["CASE of an object without a value", () => caseWhen({ a: 1 }), /needs \{ value: expression \}/],
  [
    "two frames",
    () => func.rank().over({ rows: [0, 1], range: [0, 1] }),
    /over\(\) takes one of rows, range and groups, got rows and range/,
  ],
  ["a frame of fractions of rows", () => func.rank().over({ rows: [-0.5, 1] }), /rows takes whole numbers, null/],
  ["a frame of one bound", () => func.rank().over({ rows: [1] as never }), /rows takes \[start, end\]/],
  ["fractions of rows before", () => func.rank().over({ groups: [{ preceding: 1.5 }, 0] }), /groups counts whole rows/],
  ["EXCLUDE without a frame", () => func.rank().over({ exclude: "TIES" }), /exclude needs rows, range or groups/],
  [
    "EXCLUDE of something else",
    () => func.rank().over({ rows: [0, 1], exclude: "ALL; --" as never }),
    /exclude is one of CURRENT ROW, GROUP, TIES, NO OTHERS/,
  ],
  ["over of a column", () => over(g.id as never), /over\(\): a function expected/],
  ["WITHIN GROUP of nothing", () => func.mode().withinGroup(), /withinGroup\(\) needs at least one expression/],
  [
    "an ordered aggregate of nothing",
    () => func.array_agg(g.id).aggregateOrderBy(),
    /aggregateOrderBy\(\) needs at least one expression/,
  ],
  [
    "an order after the filter",
    () => func.count(g.id).filter(g.active).aggregateOrderBy(g.id),
    /goes right after the call of the function/,
  ],
  ["a filter of nothing", () => func.count().filter(), /filter\(\) needs at least one condition/],
  [
    "undefined for a function",
    () => func.coalesce(g.id, undefined),
    /func\.coalesce: argument 2|func\.coalesce\(\): argument 2/,
  ],
  ["ANY of a value", () => any(5), /any\(\): an array expression or a select\(\) expected/],
  ["a bind without a name", () => bindparam(""), /bindparam\(\): a name expected/],
  ["a label without a name", () => g.id.label(""), /label\(\): a name expected/],
];

describe("expressions that are refused", () => {
  test.each(refused)("%s", (_name, make, message) => {
    expect(make).toThrow(ArgumentError);
    expect(make).toThrow(message);
  });
});

describe("keys of expressions", () => {
  const same = (a: unknown, b: unknown): boolean =>
    (a as { node: { key: string } }).node.key === (b as { node: { key: string } }).node.key;
  test("frames: a distance is a value, a direction is structure", () => {
    const frame = (rows: [number | null, number | null]) => func.rank().over({ orderBy: g.id, rows });
    expect(same(frame([-1, 2]), frame([-5, 7]))).toBe(true);
    expect(same(frame([-1, 2]), frame([1, 2]))).toBe(false);
    expect(same(frame([-1, 2]), frame([-1, 0]))).toBe(false);
    expect(same(frame([null, 0]), frame([0, null]))).toBe(false);
  });
  test("ordered aggregates and members", () => {
    const f = () => func.array_agg(g.qty);
    expect(same(f().aggregateOrderBy(g.id), f().aggregateOrderBy(g.id))).toBe(true);
    expect(same(f().aggregateOrderBy(g.id), f().aggregateOrderBy(g.id.desc()))).toBe(false);
    expect(same(f().aggregateOrderBy(g.id), f().withinGroup(g.id))).toBe(false);
    expect(same(func.max(g.id).scalarTableValued("a"), func.max(g.id).scalarTableValued("b"))).toBe(false);
  });
  test("operators beside numbers: the type of the value is structure, the value is not", () => {
    expect(same(g.price.mul(2), g.price.mul(3))).toBe(true);
    expect(same(g.price.mul(2), g.price.mul(0.5))).toBe(false);
    expect(same(g.price.eq("1.50"), g.price.eq("1.505"))).toBe(false);
  });
});

test("a decimal with more digits than the column is not rounded on its way", () => {
  const statement = select(g.price.mul("0.075"), g.price.mul(0.075)).where(g.price.ne("9.505"));
  expect(statement.compile({ dialect: "postgresql" }).sql.replaceAll("\n", "")).toBe(
    "SELECT goods.price * $1::NUMERIC AS anon_1, goods.price * $2::FLOAT AS anon_2 FROM goods WHERE goods.price != $3::NUMERIC",
  );
});
