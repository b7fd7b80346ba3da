import type { Compiled } from "../compiler/compiled.ts";
import type { Column } from "../schema/column.ts";
import type { Table } from "../schema/table.ts";
import type { ColumnNode } from "../sql/nodes/column.ts";
import type { UpdateNode } from "../sql/nodes/dml.ts";
import type { Node } from "../sql/node.ts";
import { tableOf } from "./inserted-key.ts";
import { ResultMeta } from "./result-meta.ts";

/** Columns whose value came from a client-side default or `onupdate` (a value or function) when the statement was executed. */
export function prefetchCols(compiled: Compiled): Column[] {
  const nodes = new Set<Node>();
  for (const bind of compiled.binds)
    if (bind.default !== undefined && bind.column !== undefined) nodes.add(bind.column);
  return targetOf(compiled)?.columns.filter((column) => nodes.has(column.node)) ?? [];
}

/** Columns whose new value only the database knows: made by SQL, a server default, or computed. */
export function postfetchCols(compiled: Compiled): Column[] {
  const known = new Set<Node | undefined>(compiled.binds.map((bind) => bind.column));
  for (const node of compiled.insert?.implicitReturning ?? []) known.add(node);
  return (
    targetOf(compiled)?.columns.filter(
      (column) => !known.has(column.node) && (compiled.kind === "insert" ? isMade : isChanged)(compiled, column),
    ) ?? []
  );
}

function isMade(compiled: Compiled, column: Column): boolean {
  return (
    column.serverDefault !== undefined ||
    column.computed !== undefined ||
    compiled.insert?.columns.includes(column.node as ColumnNode) === true
  );
}

function isChanged(compiled: Compiled, column: Column): boolean {
  return (
    column.serverOnupdate !== undefined ||
    column.computed !== undefined ||
    column.onupdate?.kind === "sql" ||
    (compiled.node as UpdateNode).assignments.some((each) => each.column === column.node)
  );
}

function targetOf(compiled: Compiled): Table | undefined {
  return tableOf((compiled.node as Pick<UpdateNode, "table">).table);
}

/** The values of one parameter set by column or parameter. */
export function namedValues(compiled: Compiled, values: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(compiled.binds.map((bind, i) => [bind.column?.propKey ?? bind.name, values[i]]));
}

const keyMetas = new WeakMap<Compiled, ResultMeta>();

/** The names of the key columns of the statement's table; made once. */
export function keyMeta(compiled: Compiled): ResultMeta {
  let meta = keyMetas.get(compiled);
  if (meta === undefined) {
    meta = new ResultMeta(targetOf(compiled)?.primaryKey.map((column) => column.key) ?? []);
    keyMetas.set(compiled, meta);
  }
  return meta;
}
