import { type ColumnNode, columnNode } from "../sql/nodes/column.ts";
import type { ExprNode } from "../sql/nodes/unions.ts";
import { replace } from "../sql/traverse.ts";

/** The expression with the columns of tables as bare names, as DDL wants them: `price > 0`, not `items.price > 0`. */
export function plainColumns(node: ExprNode): ExprNode {
  return replace(node, (inner) => {
    const column = inner as ColumnNode;
    if (inner.kind !== "column" || column.table === undefined) return undefined;
    return columnNode(
      `c${column.name.length}:${column.name}`,
      false,
      column.name,
      column.propKey,
      column.type,
      undefined,
    );
  });
}
