import { ArgumentError } from "../errors/argument.ts";
import { BOOLEAN, NULL_TYPE, STRING } from "../types/literal-type.ts";
import type { SqlType } from "../types/sql-type.ts";
import { resultType } from "./result-type.ts";
import { describeValue } from "../util/describe.ts";
import {
  asCondition,
  bindName,
  checkName,
  comparedType,
  exprOf,
  FALSE,
  isNull,
  NULL,
  operand,
  refuse,
  TRUE,
  valueBind,
} from "./coerce.ts";
import { binaryNode } from "./nodes/binary.ts";
import { bindNode } from "./nodes/bind.ts";
import { boolListNode } from "./nodes/bool-list.ts";
import { collateNode } from "./nodes/cast.ts";
import { functionNode } from "./nodes/function.ts";
import { labelNode } from "./nodes/label.ts";
import { listNode } from "./nodes/list.ts";
import type { ExprNode } from "./nodes/unions.ts";
import { unaryNode } from "./nodes/unary.ts";
import { checkNoNull } from "./membership.ts";
import * as O from "./operator.ts";

/** left op value, a condition; null means IS NULL, or IS NOT NULL. */
export function compare(op: O.Operator, left: ExprNode, value: unknown): ExprNode {
  if (value === null || (typeof value === "object" && isNull(exprOf(value)))) {
    // IS takes no ANY (…): the comparison is as unknown as NULL itself.
    if (isQuantified(left) && (op === O.EQ || op === O.NE)) return binaryNode(op, NULL, left, BOOLEAN);
    if (op === O.EQ || op === O.IS) return binaryNode(O.IS, left, NULL, BOOLEAN);
    if (op === O.NE || op === O.IS_NOT) return binaryNode(O.IS_NOT, left, NULL, BOOLEAN);
    if (op === O.IS_DISTINCT_FROM || op === O.IS_NOT_DISTINCT_FROM) return binaryNode(op, left, NULL, BOOLEAN);
    throw new ArgumentError(
      `null cannot be compared with ${op.name}(): the result would never be true. Use eq(null), ne(null), isDistinctFrom(null) or isNotDistinctFrom(null).`,
    );
  }
  if (typeof value === "boolean" && left.type.family !== "json") {
    const constant = value ? TRUE : FALSE;
    if (left.type.family !== "boolean" && left.type.family !== "null")
      refuse(
        `${op.name}(): a value for a ${left.type.kind} expression`,
        value,
        "Compare it with a value of its own type.",
      );
    if (
      op === O.EQ ||
      op === O.NE ||
      op === O.IS ||
      op === O.IS_NOT ||
      op === O.IS_DISTINCT_FROM ||
      op === O.IS_NOT_DISTINCT_FROM
    ) {
      return binaryNode(op, left, constant, BOOLEAN);
    }
  }
  const right = operand(left, op.name, value);
  // ANY and ALL stand on the right.
  if (left.kind === "unary" && isQuantified(left)) return binaryNode(O.mirrored(op), right, left, BOOLEAN);
  return binaryNode(op, left, right, BOOLEAN);
}

/** ANY (…) and ALL (…), as operators or called as functions. */
function isQuantified(node: ExprNode): boolean {
  if (node.kind === "unary") return node.op === O.ANY || node.op === O.ALL;
  return node.kind === "function" && node.names.length === 1 && QUANTIFIERS.has(node.names[0]!.toLowerCase());
}
const QUANTIFIERS = new Set(["any", "all", "some"]);

/** Types whose `+` is `||`. */
function concatenates(type: SqlType): boolean {
  switch (type.family) {
    case "string":
    case "array":
    case "json":
    case "hstore":
      return true;
    default:
      return false;
  }
}

function isNumber(type: SqlType): boolean {
  return type.family === "integer" || type.family === "numeric" || type.family === "float";
}

/** left op value, of the operands' type. `+` of strings is concatenation. */
export function arithmetic(op: O.Operator, left: ExprNode, value: unknown): ExprNode {
  checkNumericOperator(op, left);
  let actual = op === O.ADD && concatenates(left.type) ? O.CONCAT : op;
  const right = operand(left, actual.name, value);
  // Text and what is no text are added, whatever the database makes of it.
  if (actual === O.CONCAT && left.type.family === "string" && isNumber(right.type)) actual = op;
  if (op === O.ADD && left.type.family === "null" && right.type.family === "string") actual = O.CONCAT;
  return binaryNode(actual, left, right, resultType(actual, left, right));
}

export interface LikeOptions {
  /** The character that makes % and _ after it mean themselves. */
  readonly escape?: string | undefined;
}

export interface MatchOptions extends LikeOptions {
  /** Treat %, _ and the escape character in the value as text. */
  readonly autoescape?: boolean | undefined;
}

/** Operators whose SQL would say something else, or nothing, for a type are refused before there is any SQL. */
function refuseOperator(op: O.Operator, left: ExprNode, takes: string, hint: string): never {
  throw new ArgumentError(
    `${op.name}(): an expression of type ${left.type.kind} does not have this operator; it is for ${takes}. ${hint}`,
  );
}

function checkTextOperator(op: O.Operator, left: ExprNode): void {
  switch (left.type.family) {
    case "string":
    case "enum":
    case "binary":
    case "null":
    case "other":
      return;
    case "json":
      throw new ArgumentError(
        `${op.name}() is an operator of text, and this expression is JSON. Say which text is meant: data.get("key").asString().${op.name}(…).`,
      );
    default:
      refuseOperator(op, left, "text", "Cast it first: .cast(string()).");
  }
}

/** + and - are for numbers, dates and what can be joined; the others for numbers; bits for whole numbers and bit strings. */
function checkNumericOperator(op: O.Operator, left: ExprNode): void {
  switch (left.type.family) {
    case "integer":
    case "numeric":
    case "float":
    case "interval":
    case "null":
    case "other":
    case "range":
    case "multirange":
      return;
    case "date":
    case "datetime":
    case "time":
      if (op === O.ADD || op === O.SUB) return;
      break;
    case "string":
    case "binary":
    case "array":
    case "json":
    case "hstore":
      if (op === O.ADD || (op === O.SUB && (left.type.family === "json" || left.type.family === "hstore"))) return;
      break;
    default:
  }
  refuseOperator(
    op,
    left,
    op === O.ADD || op === O.SUB ? "numbers, dates and intervals" : "numbers",
    "Cast it first: .cast(integer()), or say .op() for an operator of the database's own.",
  );
}

/** -a and ~a. */
export function signed(op: O.Operator, left: ExprNode): ExprNode {
  checkNumericOperator(op, left);
  return unaryNode(op, left, left.type);
}

function checkText(op: O.Operator, left: ExprNode, value: unknown): void {
  checkTextOperator(op, left);
  if (typeof value === "string" || exprOf(value) !== undefined) return;
  if (left.type.family === "binary" && value instanceof Uint8Array) return;
  refuse(`${op.name}(): a string or column expression`, value);
}

/** A character outside the basic plane is two code units. */
function isOneCharacter(text: string): boolean {
  return text.length === 1 || (text.length === 2 && text.codePointAt(0)! > 0xffff);
}

function checkEscape(op: O.Operator, escape: unknown): string | undefined {
  if (escape === undefined) return undefined;
  if (typeof escape !== "string" || !isOneCharacter(escape))
    throw new ArgumentError(`${op.name}(): escape must be one character, got ${describeValue(escape)}.`);
  return escape;
}

/** left LIKE value ESCAPE c. */
export function likeOp(op: O.Operator, left: ExprNode, value: unknown, options: LikeOptions | undefined): ExprNode {
  checkText(op, left, value);
  return binaryNode(op, left, textOperand(left, op, value), BOOLEAN, checkEscape(op, options?.escape));
}

function textOperand(left: ExprNode, op: O.Operator, value: unknown): ExprNode {
  if (typeof value === "string") {
    const type = left.type.family === "string" ? left.type : STRING;
    return bindNode(bindName(left), value, comparedType(type, "like", value));
  }
  return operand(left, op.name, value);
}

/** What stands before the name of a text search configuration, in the modifier of a match. */
export const REGCONFIG_MARK = "regconfig:";

/** left MATCH value, with a text search configuration. */
export function matchText(left: ExprNode, value: unknown, regconfig: string | undefined): ExprNode {
  checkText(O.MATCH, left, value);
  const modifier =
    regconfig === undefined ? undefined : REGCONFIG_MARK + checkName(regconfig, "match(): postgresqlRegconfig: a name");
  return binaryNode(O.MATCH, left, textOperand(left, O.MATCH, value), BOOLEAN, modifier);
}

/** startswith, endswith, contains and their kin. */
export function matchOp(op: O.Operator, left: ExprNode, value: unknown, options: MatchOptions | undefined): ExprNode {
  checkText(op, left, value);
  let escape = checkEscape(op, options?.escape);
  let text = value;
  if (options?.autoescape === true) {
    if (typeof value !== "string")
      throw new ArgumentError(
        `${op.name}(): autoescape needs a string, got ${describeValue(value)}; escape the expression yourself, with escape.`,
      );
    escape ??= "/";
    text = value;
    if (escape !== "%" && escape !== "_") text = (text as string).replaceAll(escape, escape + escape);
    text = (text as string).replaceAll("%", escape + "%").replaceAll("_", escape + "_");
  }
  return binaryNode(op, left, textOperand(left, op, text), BOOLEAN, escape);
}

export function between(op: O.Operator, left: ExprNode, low: unknown, high: unknown, symmetric: boolean): ExprNode {
  const a = operand(left, op.name, low, `${op.name}(): a lower bound`);
  const b = operand(left, op.name, high, `${op.name}(): an upper bound`);
  return binaryNode(op, left, listNode("range", [a, b], NULL_TYPE), BOOLEAN, symmetric ? "symmetric" : undefined);
}

export function regexpMatch(op: O.Operator, left: ExprNode, pattern: unknown, flags: string | undefined): ExprNode {
  checkText(op, left, pattern);
  return binaryNode(op, left, textOperand(left, op, pattern), BOOLEAN, flags);
}

export function regexpReplace(
  left: ExprNode,
  pattern: unknown,
  replacement: unknown,
  flags: string | undefined,
): ExprNode {
  checkText(O.REGEXP_REPLACE, left, pattern);
  checkText(O.REGEXP_REPLACE, left, replacement);
  const args = listNode(
    "comma",
    [textOperand(left, O.REGEXP_REPLACE, pattern), textOperand(left, O.REGEXP_REPLACE, replacement)],
    NULL_TYPE,
  );
  return binaryNode(O.REGEXP_REPLACE, left, args, left.type, flags);
}

/** The opposite of a condition, with the operator turned round where it has an opposite. */
export function negate(node: ExprNode): ExprNode {
  switch (node.kind) {
    case "binary": {
      const op = node.op.negated;
      if (op === undefined && node.modifier !== undefined && node.type.family === "boolean")
        return unaryNode(O.IS_FALSE, node, node.type);
      // a != ANY (…) is not the opposite of a = ANY (…).
      if (op === undefined || isQuantified(node.right) || isQuantified(node.left)) break;
      if (op === O.NOT_IN) checkNoNull(node.right, "not()");
      return binaryNode(op, node.left, node.right, node.type, node.modifier);
    }
    case "unary":
      if (node.op === O.IS_TRUE || node.op === O.IS_FALSE) return unaryNode(node.op.negated!, node.element, node.type);
      break;
    case "const":
      if (node.value === true) return FALSE;
      if (node.value === false) return TRUE;
      break;
    case "label":
      return labelNode(node.name, negate(node.element), node.type);
    case "scalarSubquery":
      if (node.type.family === "boolean") return unaryNode(O.IS_FALSE, node, node.type);
      break;
    default: {
      const asked = asCondition(node);
      if (asked !== node) return unaryNode(O.IS_FALSE, node, node.type);
    }
  }
  return unaryNode(O.NOT, node, BOOLEAN);
}

/** a AND b …, flattened, with TRUE and FALSE reduced as SQLAlchemy does. */
export function conjunction(op: typeof O.AND, items: readonly ExprNode[]): ExprNode {
  const skip = op === O.AND;
  const out: ExprNode[] = [];
  for (const item of items) {
    if (item.kind === "const" && item.value !== null) {
      if (item.value === skip) continue;
      return item;
    }
    if (item.kind === "boolList" && item.op === op) out.push(...item.items);
    else out.push(item);
  }
  if (out.length === 0) return skip ? TRUE : FALSE;
  return out.length === 1 ? out[0]! : boolListNode(op, out, BOOLEAN);
}

export function power(left: ExprNode, value: unknown): ExprNode {
  checkNumericOperator(O.MUL, left);
  const right = exprOf(value) ?? bindNode("pow", value, valueBind(left, "mul", value, "pow(): a number").type);
  return functionNode(["pow"], [left, right], left.type);
}

export function collate(left: ExprNode, collation: string, schema: string | undefined): ExprNode {
  checkName(collation, "collate(): the name of a collation");
  if (schema !== undefined) checkName(schema, "collate(): the schema of a collation");
  if (left.type.family !== "json") checkTextOperator(O.COLLATE, left);
  return collateNode(collation, left, left.type, schema);
}

/** expression op value with an operator of the user's. */
export function custom(op: O.Operator, left: ExprNode, value: unknown, type: SqlType): ExprNode {
  return binaryNode(op, left, operand(left, "custom", value, "op(): a value or column expression"), type);
}
