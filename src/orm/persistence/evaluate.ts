import type { Node } from "../../sql/node.ts";
import type { BinaryNode } from "../../sql/nodes/binary.ts";
import type { BoolListNode } from "../../sql/nodes/bool-list.ts";
import type { ColumnNode } from "../../sql/nodes/column.ts";
import type { ListNode } from "../../sql/nodes/list.ts";
import type { UnaryNode } from "../../sql/nodes/unary.ts";
import type { ExprNode } from "../../sql/nodes/unions.ts";
import * as O from "../../sql/operator.ts";
import type { BindNode } from "../../sql/node.ts";
import type { SqlType } from "../../types/sql-type.ts";
import { columnOfNode } from "../../schema/column-registry.ts";
import type { Mapper } from "../contract/mapper.ts";
import { NOT_LOADED } from "../contract/state.ts";

/** The database alone can tell: a value is not in memory, or how it compares texts decides. */
export const UNKNOWN: unique symbol = Symbol("unknown");

/** What an expression is for one object: a value, null, or UNKNOWN. */
export type Evaluator = (row: EvaluatedRow) => unknown;

/** Values by slot: an object's, or those of a row that no object stands for. */
export interface EvaluatedRow {
  readonly values: readonly unknown[];
  /** The primary key of an object that has a row. */
  readonly key?: readonly unknown[] | undefined;
}

/** An expression holds what is not worked out in memory. */
export class UnevaluatableError extends Error {}

/** Named values that come with the execution. */
export type GivenParams = Readonly<Record<string, unknown>> | undefined;

/** An expression over the columns of one class as a function of its objects. Throws UnevaluatableError. */
export function evaluator(node: ExprNode, mapper: Mapper, params: GivenParams): Evaluator {
  switch (node.kind) {
    case "column":
      return columnValue(node, mapper);
    case "bind": {
      const value = bindValue(node, params);
      if (Array.isArray(value)) throw new UnevaluatableError("a list");
      return () => value;
    }
    case "const":
      return () => node.value;
    case "label":
      return evaluator(node.element, mapper, params);
    case "boolList":
      return boolean(node, mapper, params);
    case "unary":
      return unary(node, mapper, params);
    case "binary":
      return binary(node, mapper, params);
    default:
      throw new UnevaluatableError(node.kind);
  }
}

/** Conditions joined by AND. */
export function conditionEvaluator(where: readonly ExprNode[], mapper: Mapper, params: GivenParams): Evaluator {
  const parts = where.map((node) => evaluator(node, mapper, params));
  return (state) => conjunction(parts, state);
}

function columnValue(node: ColumnNode, mapper: Mapper): Evaluator {
  const column = columnOfNode(node);
  const slot = column === undefined ? undefined : mapper.slotOf(column);
  if (slot === undefined) throw new UnevaluatableError(`column ${node.name} of another table`);
  const keyAt = mapper.primaryKeySlots.indexOf(slot);
  return ({ values, key }) => {
    const value = values[slot];
    if (value !== NOT_LOADED) return value === undefined ? UNKNOWN : value;
    // By its key an object is known although it is expired.
    return keyAt < 0 || key === undefined ? UNKNOWN : key[keyAt];
  };
}

function bindValue(node: BindNode, params: GivenParams): unknown {
  const given =
    !node.unique && params !== undefined && Object.hasOwn(params, node.name) ? params[node.name] : node.value;
  const value = given ?? node.callable?.();
  if (value === undefined) throw new UnevaluatableError(`the parameter ${node.name}`);
  return value;
}

function conjunction(parts: readonly Evaluator[], state: EvaluatedRow): unknown {
  let result: unknown = true;
  for (const part of parts) {
    const value = part(state);
    if (value === false) return false;
    // UNKNOWN may turn out false, so that it outweighs null.
    if (value === UNKNOWN || (value === null && result === true)) result = value;
  }
  return result;
}

function boolean({ op, items }: BoolListNode, mapper: Mapper, params: GivenParams): Evaluator {
  const parts = items.map((item) => evaluator(item, mapper, params));
  if (op === O.AND) return (state) => conjunction(parts, state);
  return (state) => {
    let result: unknown = false;
    for (const part of parts) {
      const value = part(state);
      if (value === true) return true;
      if (value === UNKNOWN || (value === null && result === false)) result = value;
    }
    return result;
  };
}

function unary({ op, element }: UnaryNode, mapper: Mapper, params: GivenParams): Evaluator {
  const inner = evaluator(element, mapper, params);
  switch (op) {
    case O.IS_TRUE:
      return inner;
    case O.NOT:
    case O.IS_FALSE:
      return (state) => {
        const value = inner(state);
        return typeof value === "boolean" ? !value : value;
      };
    case O.NEG:
      checkNumber(element.type);
      return (state) => {
        const value = inner(state);
        return typeof value === "number" || typeof value === "bigint" ? -value : value;
      };
    default:
      throw new UnevaluatableError(op.name);
  }
}

function binary(node: BinaryNode, mapper: Mapper, params: GivenParams): Evaluator {
  const { op, left, right } = node;
  if (node.modifier !== undefined) throw new UnevaluatableError(`${op.name} with a modifier`);
  if (op === O.IN || op === O.NOT_IN) return membership(node, mapper, params);
  const a = evaluator(left, mapper, params);
  const b = evaluator(right, mapper, params);
  const compute = operation(op, left.type, right.type);
  const takesNull = op === O.IS || op === O.IS_NOT;
  return (state) => {
    const x = a(state);
    const y = b(state);
    if (x === UNKNOWN || y === UNKNOWN) return UNKNOWN;
    if (!takesNull && (x === null || y === null)) return null;
    return compute(x, y);
  };
}

type Computation = (a: unknown, b: unknown) => unknown;

function operation(op: O.Operator, left: SqlType, right: SqlType): Computation {
  switch (op) {
    case O.EQ:
      return equality(left, right);
    case O.NE:
      return negated(equality(left, right));
    case O.IS:
      return (a, b) => a === b;
    case O.IS_NOT:
      return (a, b) => a !== b;
    case O.LT:
      return order(left, right, (sign) => sign < 0);
    case O.LE:
      return order(left, right, (sign) => sign <= 0);
    case O.GT:
      return order(left, right, (sign) => sign > 0);
    case O.GE:
      return order(left, right, (sign) => sign >= 0);
    case O.ADD:
      return arithmetic(
        left,
        right,
        (a, b) => a + b,
        (a, b) => a + b,
      );
    case O.SUB:
      return arithmetic(
        left,
        right,
        (a, b) => a - b,
        (a, b) => a - b,
      );
    case O.MUL:
      return arithmetic(
        left,
        right,
        (a, b) => a * b,
        (a, b) => a * b,
      );
    case O.CONCAT:
      if (left.family !== "string" || right.family !== "string")
        throw new UnevaluatableError("concat of other than text");
      return (a, b) => (typeof a === "string" && typeof b === "string" ? a + b : UNKNOWN);
    default:
      throw new UnevaluatableError(op.name);
  }
}

/** Values of these are compared in memory as the database does; text is, unless only its collation can tell. */
const COMPARED: ReadonlySet<string> = new Set([
  "integer",
  "float",
  "boolean",
  "datetime",
  "date",
  "uuid",
  "string",
  "enum",
]);

function equality(left: SqlType, right: SqlType): Computation {
  const type = left.family === "null" ? right : left;
  if (!COMPARED.has(type.family) || type.kind === "custom") throw new UnevaluatableError(`values of type ${type.kind}`);
  if (type.family !== "string") return (a, b) => a === b || type.compareValues(a, b);
  return (a, b) => a === b || (folded(a) === folded(b) ? UNKNOWN : false);
}

/** What texts have in common that some collation takes for equal. */
function folded(text: unknown): string {
  return String(text).normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trimEnd();
}

function negated(compare: Computation): Computation {
  return (a, b) => {
    const value = compare(a, b);
    return typeof value === "boolean" ? !value : value;
  };
}

const ORDERED: ReadonlySet<string> = new Set(["integer", "float", "datetime"]);

function order(left: SqlType, right: SqlType, test: (sign: number) => boolean): Computation {
  const type = left.family === "null" ? right : left;
  if (!ORDERED.has(type.family) || type.kind === "custom") throw new UnevaluatableError(`the order of ${type.kind}`);
  return (a, b) => {
    const x = a instanceof Date ? a.getTime() : a;
    const y = b instanceof Date ? b.getTime() : b;
    const isOrdered = (v: unknown): v is number | bigint => typeof v === "number" || typeof v === "bigint";
    if (!isOrdered(x) || !isOrdered(y)) return UNKNOWN;
    return test(x < y ? -1 : x > y ? 1 : 0);
  };
}

function arithmetic(
  left: SqlType,
  right: SqlType,
  ofNumbers: (a: number, b: number) => number,
  ofBigints: (a: bigint, b: bigint) => bigint,
): Computation {
  checkNumber(left);
  checkNumber(right);
  return (a, b) => {
    if (typeof a === "number" && typeof b === "number") {
      const result = ofNumbers(a, b);
      return Number.isSafeInteger(result) ? result : UNKNOWN;
    }
    return typeof a === "bigint" && typeof b === "bigint" ? ofBigints(a, b) : UNKNOWN;
  };
}

function checkNumber(type: SqlType): void {
  if (type.family !== "integer" || type.kind === "custom") throw new UnevaluatableError(`arithmetic of ${type.kind}`);
}

function membership({ op, left, right }: BinaryNode, mapper: Mapper, params: GivenParams): Evaluator {
  const value = evaluator(left, mapper, params);
  const members = listOf(right, mapper, params);
  const equal = equality(left.type, left.type);
  return (state) => {
    const x = value(state);
    if (x === UNKNOWN || members.length === 0) return members.length === 0 ? op === O.NOT_IN : UNKNOWN;
    if (x === null) return null;
    let result: unknown = false;
    for (const member of members) {
      const y = member(state);
      const same = y === UNKNOWN ? UNKNOWN : y === null ? null : equal(x, y);
      if (same === true) return op === O.IN;
      if (same === UNKNOWN || (same === null && result === false)) result = same;
    }
    return result === false ? op === O.NOT_IN : result;
  };
}

function listOf(node: Node, mapper: Mapper, params: GivenParams): Evaluator[] {
  if (node.kind === "bind") {
    const value = bindValue(node as BindNode, params);
    if (Array.isArray(value)) return value.map((member: unknown) => () => member);
  }
  if (node.kind === "list") return (node as ListNode).items.map((item) => evaluator(item, mapper, params));
  throw new UnevaluatableError("IN of a query");
}
