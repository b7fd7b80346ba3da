import type { Node } from "../node.ts";
import type { ColumnNode } from "./column.ts";
import type { Assignment } from "./dml.ts";
import { KeyBuilder } from "./select.ts";
import type { ExprNode } from "./unions.ts";

/** What a conflict is recognised by: a constraint's name, or the columns and expressions of a unique index. */
export interface ConflictTarget {
  readonly constraint: string | undefined;
  readonly elements: readonly ExprNode[];
  /** The condition of a partial index. */
  readonly where: ExprNode | undefined;
}

/** ON CONFLICT … DO NOTHING, or DO UPDATE SET. */
export interface OnConflictNode extends Node {
  readonly kind: "onConflict";
  readonly target: ConflictTarget;
  /** undefined: DO NOTHING. */
  readonly set: readonly Assignment[] | undefined;
  readonly where: ExprNode | undefined;
}

/** ON DUPLICATE KEY UPDATE. */
export interface OnDuplicateKeyNode extends Node {
  readonly kind: "onDuplicateKey";
  readonly set: readonly Assignment[];
  /** In the order that was given, not in the table's. */
  readonly ordered: boolean;
}

/** The upsert that every database writes in its own way. */
export interface UpsertNode extends Node {
  readonly kind: "upsert";
  readonly on: readonly ColumnNode[];
  /** "all": every column that the INSERT gives, but for those of `on`; undefined: the row that is there stays as it is. */
  readonly set: readonly Assignment[] | "all" | undefined;
}

/** LIMIT of an UPDATE or DELETE. */
export interface DmlLimitNode extends Node {
  readonly kind: "dmlLimit";
  readonly count: ExprNode;
}

function assignments(k: KeyBuilder, set: readonly Assignment[]): void {
  for (const a of set) {
    k.node(a.column);
    k.text("=");
    k.node(a.value);
  }
}

export function onConflictNode(
  target: ConflictTarget,
  set: readonly Assignment[] | undefined,
  where: ExprNode | undefined,
): OnConflictNode {
  const k = new KeyBuilder(
    target.constraint === undefined ? "OC(" : `OC${target.constraint.length}:${target.constraint}(`,
  );
  k.list(target.elements);
  if (target.where !== undefined) {
    k.text("w");
    k.node(target.where);
  }
  if (set !== undefined) {
    k.text("S");
    assignments(k, set);
  }
  if (where !== undefined) {
    k.text("W");
    k.node(where);
  }
  k.text(")");
  return { kind: "onConflict", key: k.key, binds: k.binds, anon: k.anon, target, set, where };
}

export function onDuplicateKeyNode(set: readonly Assignment[], ordered: boolean): OnDuplicateKeyNode {
  const k = new KeyBuilder(ordered ? "ODo(" : "OD(");
  assignments(k, set);
  k.text(")");
  return { kind: "onDuplicateKey", key: k.key, binds: k.binds, anon: k.anon, set, ordered };
}

export function upsertNode(on: readonly ColumnNode[], set: UpsertNode["set"]): UpsertNode {
  const k = new KeyBuilder("OU(");
  k.list(on);
  if (set === "all") k.text("*");
  else if (set !== undefined) assignments(k, set);
  else k.text("-");
  k.text(")");
  return { kind: "upsert", key: k.key, binds: k.binds, anon: k.anon, on, set };
}

export function dmlLimitNode(count: ExprNode): DmlLimitNode {
  return { kind: "dmlLimit", key: `OL(${count.key})`, binds: count.binds, anon: count.anon, count };
}
