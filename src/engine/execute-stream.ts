import type { Compiled } from "../compiler/compiled.ts";
import { expand } from "../compiler/expand.ts";
import type { DriverCursor } from "../dialect/driver.ts";
import type { Flow } from "../flow/flow.ts";
import type { ConnectionCore } from "./connection-core.ts";
import { sendForCursor } from "./cursor.ts";
import { CursorResult } from "./cursor-result.ts";
import { OpenStream } from "./open-stream.ts";
import { queryOptionsOf, unknownQuery } from "./query-options.ts";
import type { ResultMeta } from "./result-meta.ts";
import { convertRows, namesOf } from "./result-rows.ts";
import type { RowFeed } from "./row-feed.ts";
import { RowSource } from "./row-source.ts";
import type { CacheEntry } from "./statement-cache.ts";
import { untypedResult } from "./untyped-result.ts";

/** Whether a statement is a query, whose rows may come bit by bit; what writes gives its rows at once. */
export function givesRows(compiled: Compiled): boolean {
  return (
    compiled.kind === "select" || compiled.kind === "compound" || (compiled.kind === "text" && isQuery(compiled.sql))
  );
}

function isQuery(sql: string): boolean {
  return /^\s*(?:\(|(?:select|with|values|table)\b)/i.test(sql);
}

/** Executes a query whose rows are read when they are asked for; undefined, having done nothing, where the driver gives all at once. */
export function* executeStream(
  core: ConnectionCore,
  entry: CacheEntry,
  values: readonly unknown[],
): Flow<CursorResult | undefined> {
  const { compiled } = entry;
  const { columns } = compiled;
  const { sql, params } = expand(compiled, values);
  const cursor = yield* openCursor(core, sql, params, queryOptionsOf(compiled), compiled);
  if (cursor === undefined) return undefined;
  if (columns === undefined || columns.length !== cursor.columns.length)
    return untypedStream(core, cursor, sql, params, compiled);
  const convert = (rows: unknown[][]): unknown[][] => convertRows(core.dialect, entry, rows);
  return streamed(core, cursor, namesOf(core, entry, columns, cursor.columns), convert, sql, params, compiled);
}

/** The rows of a query as the driver gives them; undefined, having done nothing, where it gives all at once. */
export function* openRows(
  core: ConnectionCore,
  compiled: Compiled,
  params: readonly unknown[],
  sql: string,
): Flow<RowFeed | undefined> {
  const cursor = yield* openCursor(core, sql, params, queryOptionsOf(compiled), compiled);
  return cursor === undefined ? undefined : new OpenStream(core, cursor, (rows) => rows, { sql, params });
}

/** The same for SQL text of the driver's. */
export function* streamDriverSql(
  core: ConnectionCore,
  sql: string,
  params: readonly unknown[],
): Flow<CursorResult | undefined> {
  if (!isQuery(sql)) return undefined;
  const cursor = yield* openCursor(core, sql, params, unknownQuery, "raw sql");
  return cursor === undefined ? undefined : untypedStream(core, cursor, sql, params, undefined);
}

function* openCursor(
  core: ConnectionCore,
  ...[sql, params, options, source]: Parameters<typeof sendForCursor> extends [unknown, ...infer Rest] ? Rest : never
): Flow<DriverCursor | undefined> {
  const driver = core.readyDriver() ?? (yield* core.driver());
  if (driver.openCursor === undefined) return undefined;
  if (core.stream !== undefined) yield* core.stream.detach();
  return yield* sendForCursor(core, sql, params, options, source);
}

function untypedStream(
  core: ConnectionCore,
  cursor: DriverCursor,
  sql: string,
  params: readonly unknown[],
  compiled: Compiled | undefined,
): CursorResult {
  const { columns } = cursor;
  const { meta } = untypedResult(core.dialect, { columns, rows: [], rowcount: -1 });
  const convert = (rows: unknown[][]): unknown[][] => untypedResult(core.dialect, { columns, rows, rowcount: -1 }).rows;
  return streamed(core, cursor, meta as ResultMeta, convert, sql, params, compiled);
}

function streamed(
  core: ConnectionCore,
  cursor: DriverCursor,
  meta: ResultMeta,
  convert: (rows: unknown[][]) => unknown[][],
  sql: string,
  params: readonly unknown[],
  compiled: Compiled | undefined,
): CursorResult {
  const stream = new OpenStream(core, cursor, convert, { sql, params });
  return new CursorResult(RowSource.streaming(meta, stream, core.streaming), {
    rowcount: -1,
    lastrowid: null,
    insertedPrimaryKeys: undefined,
    compiled,
  });
}
