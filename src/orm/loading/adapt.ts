import type { ColumnNode } from "../../sql/nodes/column.ts";
import type { ExprNode } from "../../sql/nodes/unions.ts";
import { replace } from "../../sql/traverse.ts";
import { columnIn } from "../mapping/alias-entity.ts";
import type { EntityRef } from "../mapping/entity-ref.ts";

/** An expression over an entity, put over the same entity under another name. */
export function adaptTo(node: ExprNode, base: EntityRef, target: EntityRef): ExprNode {
  if (target.from.node === base.from.node) return node;
  return replace(node, (child) => {
    if (child.kind !== "column") return undefined;
    const { table } = child as ColumnNode;
    const isOwn = table === base.from.node || (base.from.node.kind === "join" && table !== undefined);
    return isOwn ? columnIn(target, base, child as ColumnNode) : undefined;
  });
}
