import type { Node } from "../node.ts";
import type { Operator } from "../operator.ts";
import type { SqlType } from "../../types/sql-type.ts";
import type { ExprNode } from "./unions.ts";

/** An operator before (NOT x, -x, DISTINCT x) or after (x DESC) one operand; the operator says which. */
export interface UnaryNode extends Node {
  readonly kind: "unary";
  readonly type: SqlType;
  readonly op: Operator;
  readonly element: ExprNode;
}

export function unaryNode(op: Operator, element: ExprNode, type: SqlType): UnaryNode {
  return {
    kind: "unary",
    key: op.code + "(" + element.key + ")",
    binds: element.binds,
    anon: element.anon,
    type,
    op,
    element,
  };
}
