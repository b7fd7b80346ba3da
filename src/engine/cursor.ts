import type { DriverConnection, DriverCursor, DriverResult, QueryOptions } from "../dialect/driver.ts";
import { AsyncRequiredError } from "../errors/state.ts";
import { Answer } from "../flow/answer.ts";
import { type Awaitable, isPromiseLike, type Flow } from "../flow/flow.ts";
import { runSync } from "../flow/run.ts";
import type { ConnectionCore } from "./connection-core.ts";
import { handleError, statementFailed } from "./handle-error.ts";
import { checkLimits, type Limits, limitedCall } from "../dialect/limited-call.ts";
import { Execution, isObserved, observedCall, type Source } from "./observed-call.ts";

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
  source: Source,
): Flow<DriverResult> {
  const driver = core.readyDriver() ?? (yield* core.driver());
  let result: DriverResult;
  if (core.sending?.limits !== undefined || isObserved(core)) {
    result = yield* sendWatched(
      core,
      driver,
      new Execution(core, sql, params, many, source),
      (text, values, more) => call(driver, text, values, many, more === undefined ? options : { ...options, ...more }),
      itself,
      itself,
    );
  } else {
    try {
      const given = call(driver, sql, params, many, options);
      result = isPromiseLike(given) ? ((yield given) as DriverResult) : given;
    } catch (error) {
      throw yield* statementFailed(core, error, sql, params, many);
    }
  }
  succeeded(core);
  return result;
}

/**
 * The same as a plain call, for a synchronous caller: what nearly every statement is that nobody watches. undefined, with nothing sent,
 * where it takes a flow.
 */
export function sendNow(
  core: ConnectionCore,
  sql: string,
  params: readonly unknown[],
  options: QueryOptions,
): DriverResult | undefined {
  const driver = core.readyDriver();
  if (driver === undefined || !sendsNow(core)) return undefined;
  let result: Awaitable<DriverResult>;
  try {
    result = driver.query(sql, params, options);
  } catch (error) {
    throw runSync(statementFailed(core, error, sql, params, false));
  }
  if (isPromiseLike(result)) {
    result.then(undefined, () => undefined);
    throw new AsyncRequiredError();
  }
  succeeded(core);
  return result;
}

/** Whether nothing but the driver has to do with a statement that is sent now. */
export function sendsNow(core: ConnectionCore): boolean {
  return core.readyDriver() !== undefined && core.sending?.limits === undefined && !isObserved(core);
}

/** Whether a query can be sent without waiting for those before it: the driver can, and nobody watches or limits it. */
export function readsAhead(core: ConnectionCore): boolean {
  const { sending } = core;
  return (
    core.readyDriver()?.queryAhead !== undefined &&
    !core.autocommit &&
    sending?.limits === undefined &&
    sending?.stream === undefined &&
    !isObserved(core)
  );
}

/** Sends a query of an operation that only reads, where `readsAhead` says so: others may be sent behind it. */
export function* sendRead(
  core: ConnectionCore,
  sql: string,
  params: readonly unknown[],
  options: QueryOptions,
  isLast: boolean,
): Flow<DriverResult> {
  const driver = core.readyDriver() as Pipelining;
  const { innermost } = core;
  const wasSound = innermost?.failed !== true;
  let result: DriverResult;
  try {
    result = (yield new Answer(driver.queryAhead(sql, params, options), isLast)) as DriverResult;
  } catch (error) {
    // Lost with those before it: as if it had waited for them.
    if (!core.transactions.ready) yield* core.driver();
    throw yield* statementFailed(core, error, sql, params, false);
  }
  // What has failed since was sent behind it.
  if (!wasSound) succeeded(core);
  return result;
}

/** A statement that succeeds shows that the transaction is usable: someone rolled back to a savepoint of his own. */
function succeeded({ innermost }: ConnectionCore): void {
  if (innermost !== undefined && innermost.failed) innermost.failed = false;
}

/** The same for a statement whose rows come bit by bit. The driver must be able to. */
export function* sendForCursor(
  core: ConnectionCore,
  sql: string,
  params: readonly unknown[],
  options: QueryOptions,
  source: Source,
): Flow<DriverCursor> {
  const driver = core.readyDriver() ?? (yield* core.driver());
  return yield* sendWatched(
    core,
    driver,
    new Execution(core, sql, params, false, source),
    (text, values, more) => (driver as Streaming).openCursor(text, values, { ...options, ...more }),
    () => undefined,
    undefined,
    (late) => late.close(),
  );
}

/** The same for a text with several results. The driver must be able to. */
export function* sendForAll(
  core: ConnectionCore,
  sql: string,
  params: readonly unknown[],
  options: QueryOptions,
  source: Source,
): Flow<readonly DriverResult[]> {
  const driver = core.readyDriver() ?? (yield* core.driver());
  return yield* sendWatched(
    core,
    driver,
    new Execution(core, sql, params, false, source),
    (text, values, more) => (driver as ForAll).queryAll(text, values, { ...options, ...more }),
    (results) => results[0],
  );
}

type ForAll = DriverConnection & { readonly queryAll: NonNullable<DriverConnection["queryAll"]> };
type Pipelining = DriverConnection & { readonly queryAhead: NonNullable<DriverConnection["queryAhead"]> };
type Streaming = DriverConnection & { readonly openCursor: NonNullable<DriverConnection["openCursor"]> };

/** A call that somebody watches, or that has a limit. `plain` gets options that come on top of the statement's. */
function* sendWatched<T>(
  core: ConnectionCore,
  driver: DriverConnection,
  execution: Execution,
  plain: (sql: string, params: readonly unknown[], more: QueryOptions | undefined) => Awaitable<T>,
  resultOf: (value: T) => DriverResult | undefined,
  fromResult?: (result: DriverResult) => T,
  discard?: (value: T) => Awaitable<void>,
): Flow<T> {
  const limits = core.sending?.limits;
  const { statement, parameters, executemany } = execution;
  if (limits !== undefined) yield* refuseLimits(core, driver, limits, statement, parameters);
  const limitedSend = (sql: string, params: readonly unknown[], once: boolean): Awaitable<T> => {
    if (limits === undefined) return plain(sql, params, once ? { once } : undefined);
    if (driver.enforcesTimeout === true) return plain(sql, params, { once, timeout: limits.timeout });
    return limitedCall(driver, limits, () => plain(sql, params, { once }), discard);
  };
  if (isObserved(core)) return yield* observedCall(execution, driver, limitedSend, resultOf, fromResult);
  try {
    const given = limitedSend(statement, parameters, false);
    return isPromiseLike(given) ? ((yield given) as T) : given;
  } catch (error) {
    throw yield* statementFailed(core, error, statement, parameters, executemany);
  }
}

function* refuseLimits(
  core: ConnectionCore,
  driver: DriverConnection,
  limits: Limits,
  sql: string,
  params: readonly unknown[],
): Flow<void> {
  try {
    checkLimits(limits, driver, core.engine.driver.name);
  } catch (error) {
    // Nothing was sent, so that the transaction is as it was.
    throw yield* handleError(core, error, sql, params, false);
  }
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
