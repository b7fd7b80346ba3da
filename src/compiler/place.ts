import type { ExprNode, FromNode } from "../sql/nodes/unions.ts";

/** Where an expression stands. */
export interface Place {
  /** Labels are written by name alone (ORDER BY). */
  readonly labels?: boolean;
  /** Columns are written without their table (SET, RETURNING on some databases). */
  readonly bare?: boolean;
  /** The expression is an operand of an operator. */
  readonly inOperator?: boolean;
}

export const plain: Place = {};

/** The place of what is inside a node: ORDER BY names a label only where it stands alone, as x or x DESC, not in x + 1. */
export function placeOf(node: ExprNode, place: Place): Place {
  if (place.labels !== true || node.kind === "label" || node.kind === "labelRef") return place;
  if (node.kind === "unary" && node.op.postfix) return place;
  return { ...place, labels: false };
}

/** VALUES without a name: its columns are named alone. */
export function isUnnamedValues(from: FromNode): boolean {
  return from.kind === "values" && !from.named;
}
