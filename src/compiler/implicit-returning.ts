import type { Table } from "../schema/table.ts";
import type { ColumnNode } from "../sql/nodes/column.ts";
import type { InsertNode } from "../sql/nodes/dml.ts";

/** The parts of a new row's primary key that only the database knows: numbered by it, its default, or an SQL expression. */
export function unknownKeys(
  table: Table | undefined,
  node: InsertNode,
  columnKeys: readonly string[] | undefined,
): ColumnNode[] {
  const out: ColumnNode[] = [];
  if (node.select !== undefined || node.several || node.rows.length > 1) return out;
  for (const column of table?.primaryKey ?? []) {
    const target = column.node as ColumnNode;
    const at = node.columns?.indexOf(target) ?? -1;
    const made =
      at >= 0
        ? node.rows[0]?.[at]?.kind !== "bind"
        : columnKeys?.includes(column.key) !== true &&
          (column.default === undefined
            ? column === table?.autoincrementColumn || column.serverDefault !== undefined
            : column.default.kind === "sql");
    if (made) out.push(target);
  }
  return out;
}
