import { ArgumentError } from "../errors/argument.ts";
import { ArrayType } from "../types/array-type.ts";
import { BOOLEAN, INTEGER, NULL_TYPE } from "../types/literal-type.ts";
import type { SqlType } from "../types/sql-type.ts";
import { describeValue } from "../util/describe.ts";
import { exprOf, NULL, operand, refuse, valueExpr } from "./coerce.ts";
import { binaryNode } from "./nodes/binary.ts";
import { bindNode } from "./nodes/bind.ts";
import { listNode } from "./nodes/list.ts";
import type { ExprNode } from "./nodes/unions.ts";
import { unaryNode } from "./nodes/unary.ts";
import * as O from "./operator.ts";

/** The type of an array's elements: an array of one dimension less where several were declared. */
function itemType(type: SqlType): SqlType {
  const { item, dimensions } = type as ArrayType;
  return dimensions !== undefined && dimensions > 1 ? new ArrayType(item, { dimensions: dimensions - 1 }) : item;
}

function needArray(node: ExprNode, method: string): void {
  if (node.type.family !== "array")
    throw new ArgumentError(
      `${method}() is for arrays; this expression is of type ${node.type.kind}.${node.type.family === "json" ? " JSON has .get()." : ""} typeCoerce(x, array(…)) says that an expression is an array.`,
    );
}

function position(left: ExprNode, value: unknown, role: string): ExprNode {
  if (value === null) return NULL;
  const expr = exprOf(value);
  if (expr !== undefined) return expr;
  if (typeof value !== "number" || !Number.isSafeInteger(value))
    throw new ArgumentError(`${role} takes a whole number or an SQL expression, not ${describeValue(value)}.`);
  return bindNode(left.kind === "column" ? left.name : "param", value, INTEGER);
}

/** `a[i]`; the first element is 1, as the database counts. */
export function arrayAt(left: ExprNode, index: unknown): ExprNode {
  needArray(left, "at");
  return binaryNode(O.GETITEM, left, position(left, index, "at()"), itemType(left.type));
}

/** `a[from:to]`, both ends included; null leaves an end open. */
export function arraySlice(left: ExprNode, from: unknown, to: unknown): ExprNode {
  needArray(left, "slice");
  const bounds = listNode("slice", [position(left, from, "slice()"), position(left, to, "slice()")], NULL_TYPE);
  return binaryNode(O.GETITEM, left, bounds, left.type);
}

const COMPARISONS: Readonly<Record<string, O.Operator>> = {
  "=": O.EQ,
  "!=": O.NE,
  "<": O.LT,
  "<=": O.LE,
  ">": O.GT,
  ">=": O.GE,
  eq: O.EQ,
  ne: O.NE,
  lt: O.LT,
  le: O.LE,
  gt: O.GT,
  ge: O.GE,
};

/** The comparison that `any()` and `all()` make. */
export type ArrayComparison = "=" | "!=" | "<" | "<=" | ">" | ">=" | "eq" | "ne" | "lt" | "le" | "gt" | "ge";

/** `value = ANY (array)`, or the array as ANY (array) when no value is given. */
export function arrayQuantified(quantifier: O.Operator, left: ExprNode, values: readonly unknown[]): ExprNode {
  needArray(left, quantifier.name);
  let type = (left.type as ArrayType).item;
  const list = unaryNode(quantifier, left, type);
  if (values.length === 0) return list;
  const [value, comparison = "="] = values;
  const op =
    typeof comparison === "string" && Object.hasOwn(COMPARISONS, comparison) ? COMPARISONS[comparison] : undefined;
  if (op === undefined)
    throw new ArgumentError(
      `${quantifier.name}(): the comparison is one of =, !=, <, <=, > and >=, not ${describeValue(comparison)}.`,
    );
  if (value === undefined || value === null)
    return refuse(`${quantifier.name}(): a value or column expression`, value, "A comparison with NULL is never true.");
  if (type.family === "null") type = NULL_TYPE;
  const item = exprOf(value) ?? bindNode(left.kind === "column" ? left.name : "param", value, type);
  return binaryNode(op, item, list, BOOLEAN);
}

/** An operator between two arrays: `@>`, `<@`, `&&`. */
export function arrayOperator(op: O.Operator, left: ExprNode, value: unknown): ExprNode {
  return binaryNode(op, left, operand(left, op.name, value), BOOLEAN);
}

/** `ARRAY[a, b]`: values and expressions; their type is that of the first that has one. */
export function arrayNode(items: readonly unknown[], type: SqlType | undefined): ExprNode {
  const given = items.map((item) => (Array.isArray(item) ? arrayNode(item as unknown[], type) : item));
  const exprs = given.map((item) => (isNode(item) ? item : exprOf(item)));
  let element = type ?? exprs.find((e) => e !== undefined && e.type.family !== "null")?.type;
  const nodes = given.map((item, i) => {
    const node = exprs[i] ?? valueExpr(item, `array(): an element at position ${i}`, element);
    if (node !== NULL) element ??= node.type;
    return node;
  });
  const inner = element ?? NULL_TYPE;
  // An array of arrays has the type of its innermost elements and a dimension more.
  const nested = nodes.find((n) => n.type.family === "array" && n.kind === "list")?.type as ArrayType | undefined;
  const arrayType =
    nested === undefined
      ? new ArrayType(inner)
      : new ArrayType(nested.item, { dimensions: (nested.dimensions ?? 1) + 1 });
  return listNode("array", nodes, arrayType);
}

function isNode(value: unknown): value is ExprNode {
  return typeof value === "object" && value !== null && (value as { kind?: string; form?: string }).form === "array";
}
