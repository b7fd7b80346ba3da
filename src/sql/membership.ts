import { ArgumentError } from "../errors/argument.ts";
import { BOOLEAN, NULL_TYPE } from "../types/literal-type.ts";
import { brandOf } from "../util/brand.ts";
import { bindName, comparedType, exprOf, isNull, operand, refuse, typedBind, valueBind } from "./coerce.ts";
import { binaryNode } from "./nodes/binary.ts";
import { bindNode, listBindNode, namedBindNode } from "./nodes/bind.ts";
import { listNode } from "./nodes/list.ts";
import { scalarSubqueryNode } from "./nodes/scalar-subquery.ts";
import { selectNode } from "./nodes/select.ts";
import type { ExprNode, FromNode, QueryNode } from "./nodes/unions.ts";
import { scalarValuesNode } from "./nodes/values.ts";
import * as O from "./operator.ts";
import { scalarType } from "./selected-columns.ts";

/** left IN (…): a list, a subquery, or an expanding bind. */
export function inOp(op: O.Operator, left: ExprNode, value: unknown): ExprNode {
  if (!Array.isArray(value)) {
    const brand = brandOf(value);
    if (brand === "select" || brand === "text") {
      const query = (value as { node: QueryNode }).node;
      return binaryNode(
        op,
        left,
        brand === "text" ? (query as ExprNode & QueryNode) : scalarSubqueryNode(query, scalarType(query)),
        BOOLEAN,
      );
    }
    if (brand === "from") {
      const from = (value as { node: FromNode }).node;
      if (from.kind === "values")
        return binaryNode(op, left, scalarValuesNode(from.rows, from.literalBinds, from.columns[0]!.type), BOOLEAN);
      if (from.kind !== "join") {
        const query = selectNode({ columns: [from] });
        return binaryNode(op, left, scalarSubqueryNode(query, scalarType(query)), BOOLEAN);
      }
    }
    const expr = exprOf(value);
    if (expr !== undefined) {
      if (expr.kind === "bind") {
        const list = expr.expanding
          ? typedBind(expr, left.type)
          : namedBindNode({ ...expr, expanding: true, type: expr.type.family === "null" ? left.type : expr.type });
        return binaryNode(op, left, list, BOOLEAN);
      }
      if (
        expr.kind === "scalarSubquery" ||
        expr.kind === "scalarValues" ||
        (expr.kind === "list" && (expr.form === "tuple" || expr.form === "in"))
      )
        return binaryNode(op, left, expr, BOOLEAN);
    }
    return refuse(`${op.name}(): an array of values, a select() or an expanding bindparam()`, value);
  }
  const list = value as readonly unknown[];
  if (left.kind === "list") return tupleIn(op, left, list);
  let mixed = false;
  for (let i = 0; i < list.length; i++) {
    const v = list[i];
    if (v === undefined) refuse(`${op.name}(): a value at position ${i}`, v);
    if (v === null) {
      if (op === O.NOT_IN) throw nullInList("notIn()", i);
      continue;
    }
    if (typeof v === "object" || typeof v === "function") {
      if (exprOf(v) !== undefined) mixed = true;
      else valueBind(left, op.name, v, `${op.name}(): a value at position ${i}`);
    } else if (typeof v === "symbol") refuse(`${op.name}(): a value at position ${i}`, v);
  }
  if (mixed) {
    const items = list.map((v, i) =>
      v === null
        ? bindNode(bindName(left), null, left.type)
        : operand(left, op.name, v, `${op.name}(): a value at position ${i}`),
    );
    const node = listNode("in", items, left.type);
    if (op === O.NOT_IN) checkNoNull(node, "notIn()");
    return binaryNode(op, left, node, BOOLEAN);
  }
  const type =
    left.type.family === "null" && list.length > 0
      ? comparedType(
          left.type,
          op.name,
          list.find((v) => v !== null),
        )
      : left.type;
  return binaryNode(op, left, listBindNode(bindName(left), list.slice(), type), BOOLEAN);
}

/** The list of an IN that becomes NOT IN. */
export function checkNoNull(list: ExprNode, role: string): void {
  const values: readonly unknown[] =
    list.kind === "bind" && list.expanding && Array.isArray(list.value)
      ? list.value
      : list.kind === "list"
        ? list.items.map((item) =>
            isNull(item) ||
            (item.kind === "bind" && item.value === null) ||
            (item.kind === "list" && item.items.some(isNull))
              ? null
              : item,
          )
        : [];
  const at = values.indexOf(null);
  if (at >= 0) throw nullInList(role, at);
}

function nullInList(role: string, at: number): ArgumentError {
  return new ArgumentError(
    `${role} got null at position ${at} of the list: NOT IN with NULL is never true in SQL. Leave null out, and add .isNot(null) where it is meant.`,
  );
}

/** (a, b) IN ((1, 2), …): every tuple is written out. */
function tupleIn(op: O.Operator, left: ExprNode & { kind: "list" }, rows: readonly unknown[]): ExprNode {
  const items = rows.map((row, i) => {
    if (!Array.isArray(row)) {
      const expr = exprOf(row);
      if (expr !== undefined) return expr;
      return refuse(`${op.name}(): an array of ${left.items.length} values at position ${i}`, row);
    }
    if (row.length !== left.items.length) {
      throw new ArgumentError(
        `${op.name}(): a tuple of ${left.items.length} values expected at position ${i}, got ${row.length}.`,
      );
    }
    if (op === O.NOT_IN && row.includes(null))
      throw new ArgumentError(`notIn() got null in the tuple at position ${i}: NOT IN with NULL is never true in SQL.`);
    return listNode(
      "tuple",
      row.map((v, j) => operand(left.items[j]!, op.name, v)),
      NULL_TYPE,
    );
  });
  return binaryNode(op, left, listNode("in", items, left.type), BOOLEAN);
}
