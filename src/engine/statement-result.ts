import type { DriverResult } from "../dialect/driver.ts";
import type { ConnectionCore } from "./connection-core.ts";
import { CursorResult } from "./cursor-result.ts";
import { insertedKeys } from "./inserted-key.ts";
import { convertRows, metaOf, namesOf } from "./result-rows.ts";
import { RowSource } from "./row-source.ts";
import type { CacheEntry } from "./statement-cache.ts";
import { untypedResult } from "./untyped-result.ts";

/** What was executed: its values, set by set, and the keys that the driver told. */
export interface Executed {
  readonly values: readonly (readonly unknown[])[];
  readonly generated: readonly (number | bigint)[] | undefined;
  readonly many: boolean;
}

/** The result of a compiled statement, out of what the driver gave. */
export function resultOf(
  core: ConnectionCore,
  entry: CacheEntry,
  result: DriverResult,
  { values, generated, many }: Executed,
): CursorResult {
  const { compiled, columns } = entry;
  const { insert } = compiled;
  if (insert !== undefined && insert.implicitReturning !== undefined) {
    const rows = convertRows(core.dialect, entry, result.rows);
    return new CursorResult(new RowSource(undefined, []), {
      rowcount: result.rowcount < 0 ? rows.length : result.rowcount,
      lastrowid: null,
      insertedPrimaryKeys: insertedKeys(core.dialect, compiled, values, rows, undefined),
      compiled,
      values,
      many,
      returnedDefaults: { meta: metaOf(entry, columns ?? []), rows },
    });
  }
  const facts = {
    rowcount: result.rowcount,
    lastrowid: result.lastInsertId ?? null,
    insertedPrimaryKeys:
      insert === undefined || compiled.returnsRows
        ? undefined
        : insertedKeys(core.dialect, compiled, values, undefined, generated),
    compiled,
    values,
    many,
  };
  if (result.columns === undefined) return new CursorResult(new RowSource(undefined, result.rows), facts);
  if (columns === undefined || columns.length !== result.columns.length) {
    const { meta, rows } = untypedResult(core.dialect, result);
    return new CursorResult(new RowSource(meta, rows), facts);
  }
  const rows = convertRows(core.dialect, entry, result.rows);
  const source = new RowSource(namesOf(core, entry, columns, result.columns), rows);
  if (core.sending?.stream?.yieldPer !== undefined) source.yieldPer(core.sending.stream.yieldPer);
  return new CursorResult(source, facts);
}
