import { type Binds, joinBinds, type Node } from "../node.ts";
import type { Operator } from "../operator.ts";
import type { SqlType } from "../../types/sql-type.ts";
import type { ExprNode } from "./unions.ts";

/** Conditions joined by AND or OR; always two or more. */
export interface BoolListNode extends Node {
  readonly kind: "boolList";
  readonly type: SqlType;
  readonly op: Operator;
  readonly items: readonly ExprNode[];
}

export function boolListNode(op: Operator, items: readonly ExprNode[], type: SqlType): BoolListNode {
  let key = op.code + "[";
  let binds: Binds;
  let anon = false;
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!;
    key += item.key;
    binds = joinBinds(binds, item.binds);
    if (item.anon) anon = true;
  }
  return { kind: "boolList", key: key + "]", binds, anon, type, op, items };
}
