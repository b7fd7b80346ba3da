import type { Dialect } from "../dialect/dialect.ts";
import type { DriverResult } from "../dialect/driver.ts";
import { NULL_TYPE } from "../types/literal-type.ts";
import { ResultMeta } from "./result-meta.ts";

/** Drivers keep the list of columns with a prepared statement. */
const known = new WeakMap<readonly string[], ResultMeta>();

/** Names and values of a result whose columns only the driver knows. */
export function untypedResult(
  dialect: Dialect,
  result: DriverResult,
): { meta: ResultMeta | undefined; rows: unknown[][] } {
  const { columns, rows } = result;
  if (columns === undefined) return { meta: undefined, rows };
  const process = dialect.resultProcessor(NULL_TYPE);
  if (process !== undefined) {
    for (const row of rows) {
      for (let i = 0; i < row.length; i++) {
        const value = row[i];
        if (value !== null) row[i] = process(value);
      }
    }
  }
  let meta = known.get(columns);
  if (meta === undefined) known.set(columns, (meta = new ResultMeta([...columns])));
  return { meta, rows };
}
