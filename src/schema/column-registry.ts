import type { Column } from "./column.ts";

/** Which Column a column node belongs to; a model's attribute carries the same node. */
const columns = new WeakMap<object, Column<string, unknown>>();

export function registerColumn(node: object, column: Column<string, unknown>): void {
  columns.set(node, column);
}

/** The Column of a node, or undefined when the node is not a table's column. */
export function columnOfNode(node: object): Column<string, unknown> | undefined {
  return columns.get(node);
}
