import type { ResultColumn } from "../compiler/compiled.ts";
import type { Dialect } from "../dialect/dialect.ts";
import type { ResultProcessor } from "../types/sql-type.ts";
import type { ConnectionCore } from "./connection-core.ts";
import { ResultMeta } from "./result-meta.ts";
import type { CacheEntry } from "./statement-cache.ts";

const none: readonly (ResultProcessor | undefined)[] = Object.freeze([]);

/** The names of a compiled statement's columns, made once. */
export function metaOf(entry: CacheEntry, columns: readonly ResultColumn[]): ResultMeta {
  return (entry.meta ??= new ResultMeta(
    columns.map((column) => column.key),
    columns.map(({ node }) => (entry.compiled.kind === "text" && node.kind === "column" ? (node.base ?? node) : node)),
  ));
}

/** The names of a result's columns: the statement's, unless the driver's are wanted. */
export function namesOf(
  core: ConnectionCore,
  entry: CacheEntry,
  columns: readonly ResultColumn[],
  driverColumns: readonly string[],
): ResultMeta {
  const meta = metaOf(entry, columns);
  return core.sending?.driverColumnNames === true ? meta.renamed(driverColumns) : meta;
}

/** Converts the driver's values in place, column by column: columns whose values stay as they are cost nothing. */
export function convertRows(dialect: Dialect, entry: CacheEntry, rows: unknown[][]): unknown[][] {
  let { processors } = entry;
  if (processors === undefined) {
    processors = (entry.columns ?? []).map((column) => dialect.resultProcessor(column.type));
    if (processors.every((process) => process === undefined)) processors = none;
    entry.processors = processors;
  }
  for (let column = 0; column < processors.length; column++) {
    const process = processors[column];
    if (process === undefined) continue;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as unknown[];
      const value = row[column];
      if (value !== null) row[column] = process(value);
    }
  }
  return rows;
}
