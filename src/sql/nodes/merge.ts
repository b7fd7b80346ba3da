import type { Node } from "../node.ts";
import type { ColumnNode } from "./column.ts";
import { type Assignment, commonKey, type DmlFields, emptyDmlFields } from "./dml.ts";
import { KeyBuilder } from "./select.ts";
import type { ExprNode, FromNode } from "./unions.ts";

/** What a branch of MERGE does with a row. */
export type MergeAction =
  | { readonly do: "nothing" }
  | { readonly do: "delete" }
  | { readonly do: "update"; readonly set: readonly Assignment[] }
  | { readonly do: "insert"; readonly values: readonly Assignment[] };

/** WHEN [NOT] MATCHED [AND condition] THEN action. */
export interface MergeBranch {
  readonly when: "matched" | "notMatched";
  readonly and: ExprNode | undefined;
  readonly action: MergeAction;
}

/** MERGE INTO … USING … ON …. */
export interface MergeNode extends Node, DmlFields {
  readonly kind: "merge";
  readonly source: FromNode | undefined;
  readonly on: ExprNode | undefined;
  readonly branches: readonly MergeBranch[];
}

/** The columns that a branch writes, with their values. */
export function branchAssignments(action: MergeAction): readonly Assignment[] {
  return action.do === "update" ? action.set : action.do === "insert" ? action.values : [];
}

/** The branch with other values for the same columns. */
export function branchWith(
  branch: MergeBranch,
  and: ExprNode | undefined,
  values: (column: ColumnNode, value: ExprNode) => ExprNode,
): MergeBranch {
  const list = (items: readonly Assignment[]): Assignment[] =>
    items.map((a) => ({ column: a.column, value: values(a.column, a.value) }));
  const { action } = branch;
  if (action.do === "update") return { ...branch, and, action: { do: "update", set: list(action.set) } };
  if (action.do === "insert") return { ...branch, and, action: { do: "insert", values: list(action.values) } };
  return { ...branch, and };
}

export function mergeNode(fields: Partial<MergeNode> & Pick<MergeNode, "table">): MergeNode {
  const f = {
    source: undefined,
    on: undefined,
    branches: [] as readonly MergeBranch[],
    ...emptyDmlFields,
    ...fields,
  };
  const k = new KeyBuilder("M");
  k.node(f.table);
  if (f.source !== undefined) k.node(f.source);
  k.text("on");
  if (f.on !== undefined) k.node(f.on);
  for (const b of f.branches) {
    k.text(`|${b.when}:${b.action.do}`);
    if (b.and !== undefined) {
      k.text("&");
      k.node(b.and);
    }
    for (const a of branchAssignments(b.action)) {
      k.text("=");
      k.node(a.column);
      k.node(a.value);
    }
  }
  commonKey(k, f);
  return { ...f, kind: "merge", key: k.key, binds: k.binds, anon: k.anon };
}
