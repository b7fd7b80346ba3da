import type { Compiled } from "../compiler/compiled.ts";
import { unknownKeys } from "../compiler/implicit-returning.ts";
import type { Dialect } from "../dialect/dialect.ts";
import type { Table } from "../schema/table.ts";
import type { InsertNode } from "../sql/nodes/dml.ts";
import type { Node } from "../sql/node.ts";
import { brandOf } from "../util/brand.ts";

/** Whether RETURNING is needed to learn the primary key: a part of it is made by the database, and no driver call tells it. */
export function implicitReturning(
  dialect: Dialect,
  node: InsertNode,
  columnKeys: readonly string[] | undefined,
): boolean {
  if (!dialect.sqlFeatures.insertReturning || node.returning.length > 0 || node.select !== undefined) return false;
  const table = tableOf(node.table);
  if (table === undefined) return false;
  const keys = unknownKeys(table, node, columnKeys);
  if (!dialect.capabilities.lastInsertId) return keys.length > 0;
  // What the driver tells needs no RETURNING.
  const auto = table.autoincrementColumn?.node;
  const counted = table.autoincrementColumn?.sequence;
  if (counted !== undefined && !counted.optional && dialect.sqlFeatures.sequences) return keys.length > 0;
  return keys.some((key) => key !== auto && node.columns?.includes(key) !== true);
}

/** The primary keys of the rows that were inserted; undefined when they are not known. */
export function insertedKeys(
  dialect: Dialect,
  compiled: Compiled,
  values: readonly (readonly unknown[])[],
  returned: readonly (readonly unknown[])[] | undefined,
  generated: readonly (number | bigint)[] | undefined,
): readonly (readonly unknown[])[] | undefined {
  const { insert, binds } = compiled;
  const node = compiled.node as InsertNode;
  if (insert === undefined || node.select !== undefined || insert.rowCount > 1) return undefined;
  // An upsert may have added no row, or changed one of another key; only what came back is sure.
  if (node.extensions.length > 0 && (returned === undefined || returned.length < values.length)) return undefined;
  const table = tableOf(insert.table);
  if (table === undefined) return undefined;
  const parts = table.primaryKey.map((column) => {
    const bind = binds.findIndex((each) => each.column === column.node);
    const place = insert.implicitReturning?.findIndex((each) => each === column.node) ?? -1;
    return { column, bind, place, convert: dialect.resultProcessor(column.type) };
  });
  const keys: unknown[][] = [];
  for (let row = 0; row < values.length; row++) {
    const key: unknown[] = [];
    for (const { column, bind, place, convert } of parts) {
      const given = bind === -1 ? undefined : (values[row] as readonly unknown[])[bind];
      if (given !== undefined && given !== null) key.push(given);
      else if (place !== -1 && returned !== undefined) key.push(returned[row]?.[place] ?? null);
      else if (generated !== undefined && column === table.autoincrementColumn && generated[row] !== undefined) {
        const id = generated[row] as number | bigint;
        key.push(convert === undefined ? id : convert(id));
      } else if (values.length > 1) return undefined;
      else key.push(null);
    }
    keys.push(key);
  }
  return keys;
}

/** The schema's Table behind a statement's target; bare `table("t")` has none. */
export function tableOf(node: Node): Table | undefined {
  const { table } = node as { readonly table?: unknown };
  return brandOf(table) === "from" && "autoincrementColumn" in (table as object) ? (table as Table) : undefined;
}
