import { type Binds, joinBinds, type Node } from "../node.ts";
import type { SqlType } from "../../types/sql-type.ts";
import type { ExprNode } from "./unions.ts";

/**
 * Expressions in a row: `comma` writes a, b; `tuple` writes (a, b); `range` writes a AND b (the right side of BETWEEN);
 * `concat` writes a || b || c; `in` writes (a, b), for IN lists that hold expressions;
 * `slice` writes a:b, inside [ ]; `array` writes ARRAY[a, b]; `aggregate` writes a ORDER BY b, c, inside an aggregate function.
 */
export interface ListNode extends Node {
  readonly kind: "list";
  readonly type: SqlType;
  readonly form: "comma" | "tuple" | "range" | "in" | "slice" | "array" | "aggregate";
  readonly items: readonly ExprNode[];
}

export function listNode(form: ListNode["form"], items: readonly ExprNode[], type: SqlType): ListNode {
  let key = form + "[";
  let binds: Binds;
  let anon = false;
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!;
    key += item.key;
    binds = joinBinds(binds, item.binds);
    if (item.anon) anon = true;
  }
  return { kind: "list", key: key + "]", binds, anon, type, form, items };
}
