import { type Binds, joinBinds, type Node } from "../node.ts";
import type { SqlType } from "../../types/sql-type.ts";
import type { ExprNode } from "./unions.ts";

/** name(args). */
export interface FunctionNode extends Node {
  readonly kind: "function";
  readonly type: SqlType;
  /** Package names and the name itself: func.pkg.fn is ["pkg", "fn"]. */
  readonly names: readonly string[];
  readonly args: readonly ExprNode[];
}

/** What the key of a call of a function starts with. */
export function functionHead(names: readonly string[]): string {
  let head = "f";
  for (let i = 0; i < names.length; i++) head += `${names[i]!.length}:${names[i]}`;
  return head + "(";
}

export function functionNode(
  names: readonly string[],
  args: readonly ExprNode[],
  type: SqlType,
  head: string = functionHead(names),
): FunctionNode {
  let key = head;
  let binds: Binds;
  let anon = false;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    key += arg.key;
    binds = joinBinds(binds, arg.binds);
    if (arg.anon) anon = true;
  }
  return { kind: "function", key: key + ")", binds, anon, type, names, args };
}

/** A bound of a window frame: null is UNBOUNDED, 0 the current row, below 0 PRECEDING, above FOLLOWING. */
export interface WindowFrame {
  readonly unit: "ROWS" | "RANGE" | "GROUPS";
  readonly start: number | null;
  readonly end: number | null;
  readonly exclude: string | undefined;
}

/** element OVER (PARTITION BY … ORDER BY … frame). */
export interface OverNode extends Node {
  readonly kind: "over";
  readonly type: SqlType;
  readonly element: ExprNode;
  readonly partitionBy: readonly ExprNode[];
  readonly orderBy: readonly ExprNode[];
  readonly frame: WindowFrame | undefined;
}

export function overNode(
  element: ExprNode,
  partitionBy: readonly ExprNode[],
  orderBy: readonly ExprNode[],
  frame: WindowFrame | undefined,
): OverNode {
  let key = "over(" + element.key;
  let binds: Binds = element.binds;
  let anon = element.anon;
  for (const list of [partitionBy, orderBy]) {
    key += ";";
    for (const e of list) {
      key += e.key + ",";
      binds = joinBinds(binds, e.binds);
      if (e.anon) anon = true;
    }
  }
  if (frame !== undefined) key += `${frame.unit}${frame.start},${frame.end},${frame.exclude ?? ""}`;
  return { kind: "over", key: key + ")", binds, anon, type: element.type, element, partitionBy, orderBy, frame };
}

/** element FILTER (WHERE condition). */
export interface FilterNode extends Node {
  readonly kind: "filter";
  readonly type: SqlType;
  readonly element: ExprNode;
  readonly condition: ExprNode;
}

export function filterNode(element: ExprNode, condition: ExprNode): FilterNode {
  return {
    kind: "filter",
    key: "filter(" + element.key + ";" + condition.key + ")",
    binds: joinBinds(element.binds, condition.binds),
    anon: element.anon || condition.anon,
    type: element.type,
    element,
    condition,
  };
}

/** element WITHIN GROUP (ORDER BY …). */
export interface WithinGroupNode extends Node {
  readonly kind: "withinGroup";
  readonly type: SqlType;
  readonly element: ExprNode;
  readonly orderBy: readonly ExprNode[];
}

export function withinGroupNode(element: ExprNode, orderBy: readonly ExprNode[], type: SqlType): WithinGroupNode {
  let key = "within(" + element.key + ";";
  let binds: Binds = element.binds;
  let anon = element.anon;
  for (const e of orderBy) {
    key += e.key + ",";
    binds = joinBinds(binds, e.binds);
    if (e.anon) anon = true;
  }
  return { kind: "withinGroup", key: key + ")", binds, anon, type, element, orderBy };
}
