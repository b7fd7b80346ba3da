import { ArgumentError } from "../errors/argument.ts";
import { BIG_INTEGER, FLOAT, INTEGER, resolveLiteralType, STRING } from "../types/literal-type.ts";
import type { ArrayType } from "../types/array-type.ts";
import { NumericType } from "../types/numeric-type.ts";
import type { SqlType } from "../types/sql-type.ts";
import { brandOf } from "../util/brand.ts";
import { describeValue } from "../util/describe.ts";
import { isAnonName } from "./anon-name.ts";
import { bindNode, namedBindNode } from "./nodes/bind.ts";
import { entityOf } from "./entity.ts";
import type { BindNode } from "./node.ts";
import { constNode } from "./nodes/literal.ts";
import { type ListNode, listNode } from "./nodes/list.ts";
import { labelRefNode } from "./nodes/label.ts";
import { scalarSubqueryNode } from "./nodes/scalar-subquery.ts";
import type { SelectItem } from "./nodes/select.ts";
import { scalarType } from "./selected-columns.ts";
import { BOOLEAN, NULL_TYPE } from "../types/literal-type.ts";
import type { ExprNode, FromNode, QueryNode } from "./nodes/unions.ts";
import { unaryNode } from "./nodes/unary.ts";
import { IS_TRUE } from "./operator.ts";

/** What a place in a statement takes; errors name it. */
export type Role = string;

interface Branded {
  readonly node: ExprNode | FromNode | QueryNode;
}

/** The expression that a fluent object stands for, or undefined when the value is none. */
export function exprOf(value: unknown): ExprNode | undefined {
  switch (brandOf(value)) {
    case "expr":
    case "text":
    case "sequence":
      return (value as Branded).node as ExprNode;
    case "select": {
      const query = (value as Branded).node as QueryNode;
      return scalarSubqueryNode(query, scalarType(query));
    }
    default:
      return undefined;
  }
}

export function refuse(role: Role, value: unknown, hint = ""): never {
  throw new ArgumentError(`${role} expected, got ${describeValue(value)}.${hint === "" ? explain(value) : ` ${hint}`}`);
}

function explain(value: unknown): string {
  if (value === undefined) return " undefined is never a value: leave the argument out, or use null for SQL NULL.";
  if (typeof value === "string")
    return " Strings are not SQL; use text(…) for SQL text, literalColumn(…) for a column expression or literal(…) for a value.";
  if (value !== null && typeof value === "object")
    return " Objects are never turned into SQL; use the operators of a column, such as column.eq(value).";
  return "";
}

/** Checks a plain value for a bind: everything that no type takes is refused here, before any SQL is made. */
function checkPlain(role: Role, value: unknown): void {
  if (value === undefined || typeof value === "function" || typeof value === "symbol") refuse(role, value);
}

/** The type of a value that meets an expression of `type` under an operator. */
export function comparedType(type: SqlType, operator: string, value: unknown): SqlType {
  // What is stored is of the column's type, whatever it would meet in a comparison.
  if (operator === "assign" && type.family !== "null") return type;
  switch (type.family) {
    case "null":
      return resolveLiteralType(value);
    case "string":
    case "json":
      // An operator of the user's, such as jsonb - 'key', takes the value as what it is.
      if (operator === "custom" && typeof value !== "object") return resolveLiteralType(value);
      break;
    case "array":
    case "hstore":
    case "range":
    case "multirange":
    case "other":
      break;
    case "integer":
      if (arithmetic.has(operator)) {
        if (typeof value === "number" && !Number.isInteger(value)) return decided(type, operator, value, FLOAT);
        if (typeof value === "bigint") return decided(type, operator, value, BIG_INTEGER);
      }
      if (operator === "concat" || (operator === "custom" && typeof value === "string"))
        return decided(type, operator, value, STRING);
      break;
    case "numeric":
    case "float":
      if (type.kind === "custom") break;
      // By its own type: a cast to the column's would round what has more digits.
      if (typeof value === "number") return Number.isInteger(value) ? wholeNumber(value) : FLOAT;
      if (typeof value === "bigint") return BIG_INTEGER;
      if (operator === "concat" || operator === "custom") return typeof value === "string" ? STRING : type;
      if (typeof value === "string" && fractionDigits(value) > ((type as NumericType).scale ?? Infinity))
        return NUMERIC;
      break;
    case "datetime":
    case "date":
      if (arithmetic.has(operator)) return decided(type, operator, value, resolveLiteralType(value));
      if (operator === "concat" || (operator === "custom" && typeof value === "string"))
        return decided(type, operator, value, STRING);
      break;
    default:
      if (operator === "concat" ? type.family !== "binary" : operator === "custom" && typeof value === "string")
        return decided(type, operator, value, STRING);
  }
  return type.coerceComparedValue(operator, value);
}

/** A type of the user's own decides itself what its values meet. */
function decided(type: SqlType, operator: string, value: unknown, otherwise: SqlType): SqlType {
  return type.kind === "custom" ? type.coerceComparedValue(operator, value) : otherwise;
}

const NUMERIC = new NumericType();

function wholeNumber(value: number): SqlType {
  if (value <= 2147483647 && value >= -2147483648) return INTEGER;
  return Number.isSafeInteger(value) ? BIG_INTEGER : FLOAT;
}

function fractionDigits(text: string): number {
  const point = text.indexOf(".");
  return point < 0 ? 0 : text.length - point - 1;
}

const arithmetic = new Set(["add", "sub", "mul", "div", "floordiv", "mod"]);

/** A bind for a plain value that meets `left`: named after the column, of its type. Without `role`, errors name the operator. */
export function valueBind(left: ExprNode, operator: string, value: unknown, role?: Role): BindNode {
  const type = comparedType(left.type, operator, value);
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
    case "bigint":
      break;
    default: {
      const place = role ?? `${operator}(): a value or column expression`;
      checkPlain(place, value);
      if (value !== null) checkObject(place, type, value as object);
    }
  }
  return bindNode(bindName(left), value, type);
}

/** Objects pass only where the type is one whose values are objects; the type checks them when they are bound. */
function checkObject(role: Role, type: SqlType, value: object): void {
  switch (type.family) {
    case "json":
    case "array":
    case "hstore":
    case "range":
    case "multirange":
    case "other":
      return;
    case "datetime":
      if (value instanceof Date) return;
      break;
    case "date":
    case "time":
    case "interval":
    case "table":
    case "enum":
    case "uuid":
      break;
    case "binary":
      if (value instanceof Uint8Array) return;
      break;
    default:
  }
  if (type.kind === "custom") return;
  refuse(role, value);
}

function isWord(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (!((c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95 || (c >= 48 && c <= 57 && i > 0))) return false;
  }
  return true;
}

/** The base of the name of a bind that is compared with an expression; the compiler makes it fit for SQL. */
export function bindName(node: ExprNode): string {
  switch (node.kind) {
    case "column":
      return isAnonName(node.propKey) ? node.name : node.propKey;
    case "function":
      return node.names[node.names.length - 1]!;
    case "literalColumn":
      return isWord(node.text) ? node.text : "param";
    default:
      return "param";
  }
}

/** The right side of an operator: an expression, a subquery, or a value that becomes a bind. */
export function operand(left: ExprNode, operator: string, value: unknown, role?: Role): ExprNode {
  if (value !== null && (typeof value === "object" || typeof value === "function")) {
    const expr = exprOf(value);
    if (expr !== undefined) return expr.kind === "bind" ? typedBind(expr, left.type) : expr;
  }
  if (value === null) return NULL;
  if (left.kind === "list" && left.form === "array" && Array.isArray(value)) return writtenArray(left, value, operator);
  return valueBind(left, operator, value, role);
}

/** Beside an array that is written out, a list is written out too. */
function writtenArray(left: ListNode, values: readonly unknown[], operator: string): ExprNode {
  const type = left.type.family === "array" ? (left.type as ArrayType).item : left.type;
  const role = `${operator}(): an element of an array`;
  return listNode(
    "array",
    values.map((v) => (Array.isArray(v) ? writtenArray(left, v, operator) : valueExpr(v, role, type))),
    left.type,
  );
}

/** A bindparam() without a type of its own takes that of what it meets. */
export function typedBind(bind: BindNode, type: SqlType): BindNode {
  return bind.type.family !== "null" || type.family === "null" ? bind : namedBindNode({ ...bind, type });
}

/** NULL as an expression, of whichever copy of the package. */
export function isNull(node: ExprNode | undefined): boolean {
  return node !== undefined && node.kind === "const" && node.value === null;
}

export const NULL: ExprNode = constNode(null, NULL_TYPE);
export const TRUE: ExprNode = constNode(true, BOOLEAN);
export const FALSE: ExprNode = constNode(false, BOOLEAN);

/** An expression where a plain value is a literal: func arguments, CASE results. */
export function valueExpr(value: unknown, role: Role, type?: SqlType, name = "param"): ExprNode {
  const expr = exprOf(value);
  if (expr !== undefined) return expr;
  if (value === null) return NULL;
  checkPlain(role, value);
  const t = type === undefined || type.family === "null" ? resolveLiteralType(value) : type;
  if (typeof value === "object") checkObject(role, t, value);
  return bindNode(name, value, t);
}

/** An expression; values are refused. */
export function columnExpr(value: unknown, role: Role = "A column expression"): ExprNode {
  return exprOf(value) ?? refuse(role, value);
}

/** A condition: an expression; a bare boolean column is one too. */
export function condition(value: unknown, role: Role): ExprNode {
  const expr = exprOf(value);
  if (expr !== undefined) return asCondition(expr);
  if (value === true) return TRUE;
  if (value === false) return FALSE;
  return refuse(role, value);
}

/** Boolean values that are no predicates by themselves get their own node, so that databases without booleans compare them. */
export function asCondition(expr: ExprNode): ExprNode {
  switch (expr.kind) {
    case "column":
    case "literalColumn":
    case "bind":
    case "function":
    case "cast":
    case "case":
      return expr.type.family === "boolean" ? unaryNode(IS_TRUE, expr, expr.type) : expr;
    default:
      return expr;
  }
}

export function conditions(values: readonly unknown[], role: Role): ExprNode[] {
  // Of its length at once: an array that grows from nothing takes room for seventeen.
  const out = new Array<ExprNode>(values.length);
  for (let i = 0; i < values.length; i++) out[i] = condition(values[i], role);
  return out;
}

/** An item of ORDER BY or GROUP BY: an expression, or the name of a label. */
export function orderExpr(value: unknown, role: Role): ExprNode {
  if (typeof value === "string") return labelRefNode(checkName(value, role), NULL_TYPE);
  return exprOf(value) ?? refuse(role, value);
}

/** An identifier: not empty, no control characters. */
export function checkName(name: unknown, role: Role): string {
  if (typeof name !== "string") return refuse(role, name, "Give a string.");
  if (name === "") throw new ArgumentError(`${role} expected, got an empty string.`);
  for (let i = 0; i < name.length; i++) {
    const c = name.charCodeAt(i);
    if (c < 32 || c === 127)
      throw new ArgumentError(`${role} expected, got ${describeValue(name)}, which holds a control character.`);
  }
  return name;
}

/** What selects rows: a table, alias, subquery, CTE, join, entity. */
export function fromClause(value: unknown, role: Role = "A table or other from-clause"): FromNode {
  const brand = brandOf(value);
  if (brand === "from") return (value as Branded).node as FromNode;
  if (brand === "text") return (value as Branded).node as FromNode;
  const entity = entityOf(value);
  if (entity !== undefined) return entity.from;
  if (brand === "select") return refuse(role, value, "Call .subquery() (or .cte()) on a select() to use it in FROM.");
  return refuse(role, value);
}

/** A query: select(), union(), text(). */
export function queryOf(value: unknown, role: Role): QueryNode {
  const brand = brandOf(value);
  if (brand === "select" || brand === "text") return (value as Branded).node as QueryNode;
  return refuse(role, value);
}

/** An item of the select list. */
export function selectItem(value: unknown, role: Role = "A column expression, table or mapped class"): SelectItem {
  const brand = brandOf(value);
  if (brand === "expr" || brand === "text") return (value as Branded).node as ExprNode;
  const entity = entityOf(value);
  if (entity !== undefined) return entity;
  if (brand === "from") return (value as Branded).node as FromNode;
  return exprOf(value) ?? refuse(role, value);
}

/** Values by name, as values(), set() and filterBy() take them. */
export function record(value: unknown, role: Role): Readonly<Record<string, unknown>> {
  if (value === null || typeof value !== "object" || Array.isArray(value) || brandOf(value) !== undefined)
    return refuse(`${role}: an object of values by column`, value, "Give { column: value }.");
  return value as Record<string, unknown>;
}

/** A number of rows: a whole number from 0 to 2^53 - 1, a bigint, or an expression. null: none. */
export function rowCount(value: unknown, role: Role, type: SqlType): ExprNode | undefined {
  if (value === null) return undefined;
  const expr = exprOf(value);
  if (expr !== undefined) return expr;
  if (
    (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) ||
    (typeof value === "bigint" && value >= 0n)
  ) {
    return bindNode("param", value, typeof value === "bigint" ? BIG_INTEGER : type);
  }
  throw new ArgumentError(
    `${role} takes a whole number of 0 or more, or an SQL expression, not ${describeValue(value)}.`,
  );
}
