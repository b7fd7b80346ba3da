import type { Compiled } from "../compiler/compiled.ts";
import type { QueryOptions } from "../dialect/driver.ts";

const known = new WeakMap<Compiled, QueryOptions>();

/** Text nobody compiled: it may return rows, and integers of any size. */
export const unknownQuery: QueryOptions = Object.freeze({ bigints: true });
const noRows: QueryOptions = Object.freeze({ returnsRows: false });
const rows: QueryOptions = Object.freeze({ returnsRows: true });
const rowsWithBigints: QueryOptions = Object.freeze({ returnsRows: true, bigints: true });
const oneRow: QueryOptions = Object.freeze({ ...rows, atMostOne: true });
const oneRowWithBigints: QueryOptions = Object.freeze({ ...rowsWithBigints, atMostOne: true });

/** What the driver is told about a compiled statement; worked out once. */
export function queryOptionsOf(compiled: Compiled): QueryOptions {
  let options = known.get(compiled);
  if (options === undefined) known.set(compiled, (options = find(compiled)));
  return options;
}

/** The same of a query that asks for a whole unique key. */
export function oneRowOptionsOf(compiled: Compiled): QueryOptions {
  return queryOptionsOf(compiled).bigints === true ? oneRowWithBigints : oneRow;
}

function find(compiled: Compiled): QueryOptions {
  if (compiled.kind === "text" && compiled.columns === undefined) return unknownQuery;
  if (!compiled.returnsRows) return noRows;
  const { columns } = compiled;
  if (columns === undefined) return rowsWithBigints;
  return columns.some((column) => column.type.kind === "bigInteger" || column.type.family === "null")
    ? rowsWithBigints
    : rows;
}
