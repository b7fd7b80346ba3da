import { ArgumentError } from "../errors/argument.ts";
import { BOOLEAN, STRING } from "../types/literal-type.ts";
import type { SqlType, TypeFamily } from "../types/sql-type.ts";
import { exprOf, refuse } from "./coerce.ts";
import { binaryNode } from "./nodes/binary.ts";
import { bindNode } from "./nodes/bind.ts";
import { castNode } from "./nodes/cast.ts";
import { functionNode } from "./nodes/function.ts";
import type { ExprNode } from "./nodes/unions.ts";
import * as O from "./operator.ts";
import { arrayNode, arrayOperator } from "./array-operations.ts";

/** Types that compare by what they contain. */
const CONTAINERS: ReadonlySet<TypeFamily> = new Set<TypeFamily>(["array", "json", "hstore", "range", "multirange"]);

/** Whether contains() on the type means `@>`, not LIKE. */
export function isContainer(type: SqlType): boolean {
  return CONTAINERS.has(type.family);
}

function need(node: ExprNode, method: string, ...families: TypeFamily[]): void {
  const { family, kind } = node.type;
  if (families.includes(family) && (family !== "json" || kind === "jsonb")) return;
  const wanted = families.map((f) => (f === "json" ? "jsonb" : f)).join(", ");
  throw new ArgumentError(
    `${method}() is an operator of the types ${wanted}; this expression is of type ${kind}.${kind === "json" ? " Declare the column jsonb(), or cast it." : ""}`,
  );
}

function bindOf(left: ExprNode, value: unknown, type: SqlType, method: string): ExprNode {
  if (value === undefined || value === null || typeof value === "function" || typeof value === "symbol")
    return refuse(`${method}(): a value or column expression`, value);
  return bindNode(left.kind === "column" ? left.name : "param", value, type);
}

/** A range's type knows that of its bounds, and a multirange's that of its ranges. */
interface RangeLikeType extends SqlType {
  readonly subtype: SqlType;
  /** Whether a value is a range or multirange, rather than an element of one. */
  isRange(value: unknown): boolean;
}

/** `@>`, `<@`, `&&` and what else stands between two values of one type, or a range and an element. */
export function containment(op: O.Operator, left: ExprNode, value: unknown, method: string): ExprNode {
  const { family } = left.type;
  if (family === "array") return arrayOperator(op, left, value);
  if (op === O.OVERLAP) need(left, method, "range", "multirange");
  else need(left, method, "json", "hstore", "range", "multirange", "array");
  const expr = exprOf(value);
  if (expr !== undefined) return binaryNode(op, left, expr, BOOLEAN);
  if (family !== "range" && family !== "multirange")
    return binaryNode(op, left, bindOf(left, value, left.type, method), BOOLEAN);
  const type = left.type as RangeLikeType;
  const bound = bindOf(left, value, type.isRange(value) ? type : type.subtype, method);
  return binaryNode(op, left, bound, BOOLEAN);
}

/** An operator between two ranges; `result` is the range's own type for those that make a range. */
export function rangeOperator(
  op: O.Operator,
  left: ExprNode,
  value: unknown,
  method: string,
  makesRange: boolean,
): ExprNode {
  need(left, method, "range", "multirange");
  const right = exprOf(value) ?? bindOf(left, value, left.type, method);
  return binaryNode(op, left, right, makesRange ? left.type : BOOLEAN);
}

/** `? key` */
export function hasKey(left: ExprNode, key: unknown): ExprNode {
  need(left, "hasKey", "json", "hstore");
  return binaryNode(O.HAS_KEY, left, exprOf(key) ?? textBind(left, key, "hasKey"), BOOLEAN);
}

/** `?& keys`, `?| keys` */
export function hasKeys(op: O.Operator, left: ExprNode, keys: unknown): ExprNode {
  need(left, op.name, "json", "hstore");
  return binaryNode(op, left, keyArray(keys, op.name), BOOLEAN);
}

function textBind(left: ExprNode, value: unknown, method: string): ExprNode {
  if (typeof value !== "string") return refuse(`${method}(): a string or column expression`, value);
  return bindNode(left.kind === "column" ? left.name : "param", value, STRING);
}

function keyArray(keys: unknown, method: string): ExprNode {
  const expr = exprOf(keys);
  if (expr !== undefined) return expr;
  if (!Array.isArray(keys) || keys.some((key) => typeof key !== "string" && exprOf(key) === undefined))
    return refuse(`${method}(): an array of strings, or an array expression`, keys);
  return arrayNode(keys, STRING);
}

/** `#- path` */
export function deletePath(left: ExprNode, path: unknown, textArray: SqlType): ExprNode {
  need(left, "deletePath", "json");
  const expr = exprOf(path);
  if (expr === undefined && (!Array.isArray(path) || path.length === 0))
    return refuse("deletePath(): an array of keys and positions, or an array expression", path);
  const steps =
    expr ??
    arrayNode(
      (path as readonly unknown[]).map((step) => (typeof step === "number" ? String(step) : step)),
      STRING,
    );
  return binaryNode(O.DELETE_PATH, left, castNode("cast", steps, textArray), left.type);
}

/** `@? path`, `@@ path`: an SQL/JSON path, as text. */
export function jsonPath(op: O.Operator, left: ExprNode, path: unknown, type: SqlType): ExprNode {
  need(left, op.name, "json");
  const right = exprOf(path);
  if (right !== undefined) return binaryNode(op, left, right, BOOLEAN);
  if (typeof path !== "string") return refuse(`${op.name}(): an SQL/JSON path as a string, or an expression`, path);
  return binaryNode(op, left, bindNode(left.kind === "column" ? left.name : "param", path, type), BOOLEAN);
}

/** `hstore[key]` */
export function hstoreGet(left: ExprNode, key: unknown): ExprNode {
  return binaryNode(O.GETITEM, left, exprOf(key) ?? textBind(left, key, "get"), STRING);
}

/** A function of hstore's: `defined(h, key)`, `delete(h, keys)`, `akeys(h)`. */
export function hstoreFunction(
  left: ExprNode,
  name: string,
  method: string,
  result: SqlType,
  args: readonly unknown[],
): ExprNode {
  need(left, method, "hstore");
  const nodes = args.map((arg) => {
    if (typeof arg === "string") return textBind(left, arg, method);
    if (Array.isArray(arg)) return keyArray(arg, method);
    // Without a cast PostgreSQL would take it for text.
    return exprOf(arg) ?? castNode("cast", bindOf(left, arg, left.type, method), left.type);
  });
  return functionNode([name], [left, ...nodes], result);
}
