import { type Binds, joinBinds, type Node } from "../node.ts";
import type { Operator } from "../operator.ts";
import type { SqlType } from "../../types/sql-type.ts";
import type { ExprNode } from "./unions.ts";

/** left operator right. */
export interface BinaryNode extends Node {
  readonly kind: "binary";
  readonly type: SqlType;
  readonly op: Operator;
  readonly left: ExprNode;
  readonly right: ExprNode;
  /** ESCAPE character of LIKE, flags of a regular expression. */
  readonly modifier: string | undefined;
}

export function binaryNode(
  op: Operator,
  left: ExprNode,
  right: ExprNode,
  type: SqlType,
  modifier?: string,
): BinaryNode {
  let key = op.head + left.key + right.key;
  if (modifier !== undefined) key = `\u0002${modifier.length}:${modifier}` + key;
  const a: Binds = left.binds;
  return {
    kind: "binary",
    key,
    binds: a === undefined ? right.binds : joinBinds(a, right.binds),
    anon: left.anon || right.anon,
    type,
    op,
    left,
    right,
    modifier,
  };
}
