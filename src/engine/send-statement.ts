import type { Compiled } from "../compiler/compiled.ts";
import { expand, processValues } from "../compiler/expand.ts";
import type { DriverResult } from "../dialect/driver.ts";
import type { Flow } from "../flow/flow.ts";
import type { ConnectionCore } from "./connection-core.ts";
import { send, sendNow } from "./cursor.ts";
import type { Source } from "./observed-call.ts";
import { queryOptionsOf } from "./query-options.ts";

/** Sends a statement with one set of values. They stay as they are where the result tells them; the driver gets processed copies. */
export function sendOnce(
  core: ConnectionCore,
  compiled: Compiled,
  values: unknown[],
  source: Source = compiled,
): Flow<DriverResult> {
  if (compiled.segments !== undefined) {
    const { sql, params } = expand(compiled, values);
    return send(core, sql, params, false, queryOptionsOf(compiled), source);
  }
  return send(core, compiled.sql, processed(compiled, values), false, queryOptionsOf(compiled), source);
}

/** The same as a plain call, on a synchronous connection; undefined, with nothing sent, where it takes a flow. */
export function sendOnceNow(core: ConnectionCore, compiled: Compiled, values: unknown[]): DriverResult | undefined {
  if (compiled.segments !== undefined) {
    const { sql, params } = expand(compiled, values);
    return sendNow(core, sql, params, queryOptionsOf(compiled));
  }
  return sendNow(core, compiled.sql, processed(compiled, values), queryOptionsOf(compiled));
}

/** Values as the driver gets them. */
export function processed(compiled: Compiled, values: unknown[]): unknown[] {
  const { kind } = compiled;
  return processValues(compiled, kind === "insert" || kind === "update" ? [...values] : values);
}

/** Sends a statement with many sets of values: by the driver's executemany, or one after another where rows come back. `source` is what the log is told of each. */
export function* sendSets(
  core: ConnectionCore,
  compiled: Compiled,
  values: unknown[][],
  source?: (index: number) => Source,
): Flow<DriverResult> {
  if (compiled.segments === undefined && !compiled.returnsRows) {
    const sets = values.map((set) => processed(compiled, set));
    return yield* send(core, compiled.sql, sets, true, queryOptionsOf(compiled), compiled);
  }
  const all = new ResultSum();
  for (let i = 0; i < values.length; i++)
    all.add(yield* sendOnce(core, compiled, values[i] as unknown[], source?.(i) ?? compiled));
  return all;
}

/** The results of several executions of one statement, as one. */
export class ResultSum implements DriverResult {
  readonly rows: unknown[][] = [];
  columns: readonly string[] | undefined = undefined;
  rowcount = 0;

  add(result: DriverResult): void {
    this.columns = result.columns ?? this.columns;
    this.rowcount = result.rowcount < 0 || this.rowcount < 0 ? -1 : this.rowcount + result.rowcount;
    for (const row of result.rows) this.rows.push(row);
  }
}
