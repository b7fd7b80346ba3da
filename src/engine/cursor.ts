import type { Compiled } from "../compiler/compiled.ts";
import type { DriverConnection, DriverResult, QueryOptions } from "../dialect/driver.ts";
import { type Awaitable, isPromiseLike, type Flow } from "../flow/flow.ts";
import type { ConnectionCore } from "./connection-core.ts";
import { statementFailed } from "./handle-error.ts";
import { Execution, isObserved, observedCall } from "./observed-call.ts";

/**
 * The one place where statements go to the driver: begins the transaction, tells who watches, wraps errors.
 * `source` is what the log's badge is about: the compiled statement, or "raw sql" and the like.
 */
export function* send(
  core: ConnectionCore,
  sql: string,
  params: readonly unknown[],
  many: boolean,
  options: QueryOptions,
  source: Compiled | string,
): Flow<DriverResult> {
  const driver = core.readyDriver() ?? (yield* core.driver());
  let result: DriverResult;
  if (isObserved(core)) {
    const execution = new Execution(core, sql, params, many, source);
    const execute = (text: string, values: readonly unknown[]): Awaitable<DriverResult> =>
      call(driver, text, values, many, options);
    result = yield* observedCall(execution, driver, execute, itself, itself);
  } else {
    try {
      const given = call(driver, sql, params, many, options);
      result = isPromiseLike(given) ? ((yield given) as DriverResult) : given;
    } catch (error) {
      throw yield* statementFailed(core, error, sql, params, many);
    }
  }
  const { innermost } = core;
  // A statement that succeeds shows that the transaction is usable: someone rolled back to a savepoint of his own.
  if (innermost !== undefined && innermost.failed) innermost.failed = false;
  return result;
}

function call(
  driver: DriverConnection,
  sql: string,
  params: readonly unknown[],
  many: boolean,
  options: QueryOptions,
): Awaitable<DriverResult> {
  return many
    ? driver.executeMany(sql, params as readonly (readonly unknown[])[], options)
    : driver.query(sql, params, options);
}

function itself(result: DriverResult): DriverResult {
  return result;
}
