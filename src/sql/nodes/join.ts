import { joinBinds, type Node } from "../node.ts";
import type { ColumnNode } from "./column.ts";
import type { ExprNode, FromNode } from "./unions.ts";

/** left JOIN right ON condition. */
export interface JoinNode extends Node {
  readonly kind: "join";
  readonly ref: string;
  readonly left: FromNode;
  readonly right: FromNode;
  readonly on: ExprNode | undefined;
  readonly outer: boolean;
  readonly full: boolean;
  readonly columns: readonly ColumnNode[];
}

export function joinNode(
  left: FromNode,
  right: FromNode,
  on: ExprNode | undefined,
  outer: boolean,
  full: boolean,
): JoinNode {
  const key =
    "J" +
    (full ? "f" : outer ? "o" : "i") +
    "(" +
    left.key +
    "," +
    right.key +
    "," +
    (on === undefined ? "" : on.key) +
    ")";
  return {
    kind: "join",
    key,
    binds: joinBinds(left.binds, joinBinds(right.binds, on?.binds)),
    anon: left.anon || right.anon || on?.anon === true,
    ref: key,
    left,
    right,
    on,
    outer,
    full,
    columns: noColumns,
  };
}

const noColumns: readonly ColumnNode[] = Object.freeze([]);
