import type { ColumnNode } from "../../sql/nodes/column.ts";
import type { ExprNode } from "../../sql/nodes/unions.ts";
import { replace } from "../../sql/traverse.ts";
import type { ClassMapper } from "../mapping/class-mapper.ts";
import type { EntityRef } from "../mapping/entity-ref.ts";

/** An expression over a mapper's own table, put over the same entity under another name. */
export function adaptTo(node: ExprNode, mapper: ClassMapper, target: EntityRef): ExprNode {
  if (target.from.node === mapper.table.node) return node;
  return replace(node, (child) => {
    if (child.kind !== "column" || (child as ColumnNode).table !== mapper.table.node) return undefined;
    const property = mapper.column((child as ColumnNode).propKey);
    return property === undefined ? undefined : target.column(property.slot).node;
  });
}
