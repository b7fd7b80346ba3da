import type { Compiled } from "../compiler/compiled.ts";
import type { DriverResult, QueryOptions } from "../dialect/driver.ts";
import { InvalidRequestError } from "../errors/state.ts";
import type { Flow } from "../flow/flow.ts";
import type { ConnectionCore } from "./connection-core.ts";
import { sendForAll } from "./cursor.ts";
import { CursorResult } from "./cursor-result.ts";
import type { Source } from "./observed-call.ts";
import { RowSource } from "./row-source.ts";
import { untypedResult } from "./untyped-result.ts";

/** Whether a text calls a procedure, which may give several results. */
export function isCall(sql: string): boolean {
  return /^\s*call\b/i.test(sql);
}

/**
 * Executes a text that may give several results; the first one comes back, and the others from its `nextResult()`. Gives undefined, having
 * done nothing, where the driver knows one result only and several were not asked for.
 */
export function* executeForAll(
  core: ConnectionCore,
  sql: string,
  params: readonly unknown[],
  options: QueryOptions,
  source: Source,
  compiled?: Compiled,
): Flow<CursorResult | undefined> {
  const driver = core.readyDriver() ?? (yield* core.driver());
  if (driver.queryAll === undefined) {
    if (core.sending?.severalResults !== true) return undefined;
    throw new InvalidRequestError(
      `The driver ${core.engine.driver.name} gives one result of a text, so that the execution option severalResults cannot be used. Execute the statements one by one.`,
    );
  }
  const [first, ...rest] = yield* sendForAll(core, sql, params, options, source);
  return untypedCursorResult(core, first ?? nothing, compiled, rest);
}

const nothing: DriverResult = { rows: [], columns: undefined, rowcount: -1 };

/** A result whose columns only the driver knows. */
export function untypedCursorResult(
  core: ConnectionCore,
  result: DriverResult,
  compiled?: Compiled,
  next?: readonly DriverResult[],
): CursorResult {
  const { meta, rows } = untypedResult(core.dialect, result);
  return new CursorResult(new RowSource(meta, rows), {
    rowcount: result.rowcount,
    lastrowid: result.lastInsertId ?? null,
    insertedPrimaryKeys: undefined,
    compiled,
    next:
      next === undefined || next.length === 0
        ? undefined
        : () => untypedCursorResult(core, next[0] as DriverResult, compiled, next.slice(1)),
  });
}
