import type { Compiled } from "../compiler/compiled.ts";
import { bindValues, processValues } from "../compiler/expand.ts";
import type { Flow } from "../flow/flow.ts";
import type { BindNode } from "../sql/node.ts";
import type { ConnectionCore } from "./connection-core.ts";
import { send } from "./cursor.ts";
import { InsertBatch } from "./observed-call.ts";
import type { PageText } from "./page-text.ts";
import type { ParameterSet } from "./parameters.ts";
import { queryOptionsOf } from "./query-options.ts";

/** Sends an INSERT of rows of which nobody wants to hear again, page by page: what is made for one page is gone with the next. How many rows were inserted. */
export function* insertInBulk(
  core: ConnectionCore,
  compiled: Compiled,
  extraction: readonly BindNode[],
  text: PageText,
  sets: readonly ParameterSet[],
): Flow<number> {
  const rows = text.rowsAPage(core.options.insertmanyvaluesPageSize ?? core.dialect.capabilities.insertPageRows);
  const options = queryOptionsOf(compiled);
  const pages = Math.ceil(sets.length / rows);
  let inserted = 0;
  for (let page = 0; page < pages; page++) {
    const start = page * rows;
    const end = Math.min(start + rows, sets.length);
    const params: unknown[] = [];
    for (let i = start; i < end; i++)
      for (const value of processValues(compiled, bindValues(compiled, extraction, sets[i]))) params.push(value);
    const batch = new InsertBatch(compiled, page + 1, pages, false, false);
    const { rowcount } = yield* send(core, text.sql(end - start), params, false, options, batch);
    inserted = rowcount < 0 || inserted < 0 ? -1 : inserted + rowcount;
  }
  return inserted;
}
