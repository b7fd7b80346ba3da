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

/** A bound of a window frame. */
export type FrameBound =
  | "unbounded"
  | "current"
  | {
      /** FOLLOWING, not PRECEDING. */
      readonly after: boolean;
      readonly distance: ExprNode;
    };

export interface WindowFrame {
  readonly unit: "ROWS" | "RANGE" | "GROUPS";
  readonly start: FrameBound;
  readonly end: FrameBound;
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
  if (frame !== undefined) {
    key += frame.unit;
    for (const bound of [frame.start, frame.end]) {
      if (typeof bound === "string") key += bound + ",";
      else {
        key += (bound.after ? ">" : "<") + bound.distance.key;
        binds = joinBinds(binds, bound.distance.binds);
        if (bound.distance.anon) anon = true;
      }
    }
    key += frame.exclude ?? "";
  }
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

/** fn(args ORDER BY …): an aggregate that takes its rows in an order. */
export interface AggregateOrderNode extends Node {
  readonly kind: "aggregateOrder";
  readonly type: SqlType;
  readonly element: FunctionNode;
  readonly orderBy: readonly ExprNode[];
}

export function aggregateOrderNode(element: FunctionNode, orderBy: readonly ExprNode[]): AggregateOrderNode {
  let key = "ordered(" + element.key + ";";
  let binds: Binds = element.binds;
  let anon = element.anon;
  for (const e of orderBy) {
    key += e.key + ",";
    binds = joinBinds(binds, e.binds);
    if (e.anon) anon = true;
  }
  return { kind: "aggregateOrder", key: key + ")", binds, anon, type: element.type, element, orderBy };
}
