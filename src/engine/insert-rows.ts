import type { Compiled } from "../compiler/compiled.ts";
import type { DriverResult } from "../dialect/driver.ts";
import type { Flow } from "../flow/flow.ts";
import type { ConnectionCore } from "./connection-core.ts";
import { send } from "./cursor.ts";
import { InsertBatch } from "./observed-call.ts";
import { pageText } from "./page-text.ts";
import { queryOptionsOf } from "./query-options.ts";
import { ResultSum } from "./send-statement.ts";

/** Sends an INSERT that returns nothing with many sets of processed parameters: in pages of rows where a trip to the database costs more than a long statement. */
export function* insertRows(
  core: ConnectionCore,
  compiled: Compiled,
  sets: readonly (readonly unknown[])[],
): Flow<DriverResult> {
  const options = queryOptionsOf(compiled);
  if (sets.length === 1)
    return yield* send(core, compiled.sql, sets[0] as readonly unknown[], false, options, compiled);
  const { useInsertmanyvalues, insertmanyvaluesPageSize } = core.options;
  const paged = core.dialect.capabilities.insertManyWithoutReturning && useInsertmanyvalues !== false;
  const text = paged ? pageText(compiled, "values") : undefined;
  if (text === undefined || !text.isPlain) return yield* send(core, compiled.sql, sets, true, options, compiled);
  const rows = text.rowsAPage(insertmanyvaluesPageSize);
  const total = Math.ceil(sets.length / rows);
  const all = new ResultSum();
  for (let page = 0; page < total; page++) {
    const some = sets.slice(page * rows, (page + 1) * rows);
    const batch = new InsertBatch(compiled, page + 1, total, false, false);
    all.add(yield* send(core, text.sql(some.length), valuesOf(some), false, options, batch));
  }
  return all;
}

/** As `flat()`, which asks each value whether it is an array. */
function valuesOf(rows: readonly (readonly unknown[])[]): unknown[] {
  const values: unknown[] = [];
  for (const row of rows) for (const value of row) values.push(value);
  return values;
}
