import type { Compiled } from "../compiler/compiled.ts";
import type { DriverResult, QueryOptions } from "../dialect/driver.ts";
import { callListener } from "../event/emit.ts";
import { isPromiseLike, type Flow } from "../flow/flow.ts";
import { ArgumentError } from "../errors/argument.ts";
import type { ConnectionCore } from "./connection-core.ts";
import type { EngineEvents, ExecutionContext } from "./engine-events.ts";
import { handleError } from "./handle-error.ts";

/**
 * The one place where statements go to the driver: begins the transaction, tells listeners and the log, wraps errors.
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
  let context: ExecutionContext | undefined;
  if (core.dispatch.active) {
    context = {
      connection: core.eventConnection,
      statement: sql,
      parameters: params,
      executemany: many,
      info: new Map(),
    };
    const changed = yield* beforeCursorExecute(core, context, driver.raw);
    if (changed !== undefined) [sql, params] = changed;
  }
  const { echo } = core.engine;
  if (echo.enabled)
    echo.statement(
      sql,
      params,
      many,
      typeof source === "string" ? source : core.engine.badge(source),
      core.loggingToken,
    );
  let result: DriverResult;
  try {
    const given = many
      ? driver.executeMany(sql, params as readonly (readonly unknown[])[], options)
      : driver.query(sql, params, options);
    result = isPromiseLike(given) ? ((yield given) as DriverResult) : given;
  } catch (error) {
    const { innermost } = core;
    if (innermost !== undefined && !core.autocommit && core.dialect.capabilities.errorAbortsTransaction)
      innermost.failed = true;
    throw yield* handleError(core, error, sql, params, many);
  }
  const { innermost } = core;
  // A statement that succeeds shows that the transaction is usable: someone rolled back to a savepoint of his own.
  if (innermost !== undefined && innermost.failed) innermost.failed = false;
  if (echo.debug && result.columns !== undefined) echo.rows(result.columns, result.rows, core.loggingToken);
  if (context !== undefined) {
    for (const listener of core.dispatch.listeners("afterCursorExecute") ?? []) {
      const back = callListener(core.dispatch, "afterCursorExecute", listener, [
        context.connection,
        driver.raw,
        sql,
        params,
        context,
        many,
      ]);
      if (isPromiseLike(back)) yield back;
    }
  }
  return result;
}

function* beforeCursorExecute(
  core: ConnectionCore,
  context: ExecutionContext,
  cursor: unknown,
): Flow<[string, readonly unknown[]] | undefined> {
  const name: keyof EngineEvents = "beforeCursorExecute";
  const listeners = core.dispatch.listeners(name);
  if (listeners === undefined) return undefined;
  let { statement, parameters } = context;
  let changed = false;
  for (const listener of listeners) {
    let back = callListener(core.dispatch, name, listener, [
      context.connection,
      cursor,
      statement,
      parameters,
      context,
      context.executemany,
    ]);
    if (isPromiseLike(back)) back = yield back;
    if (listener.options.retval !== true) continue;
    if (!Array.isArray(back) || typeof back[0] !== "string" || !Array.isArray(back[1])) {
      throw new ArgumentError(
        "A beforeCursorExecute listener with { retval: true } must return [statement, parameters].",
      );
    }
    [statement, parameters] = back as [string, readonly unknown[]];
    changed = true;
  }
  return changed ? [statement, parameters] : undefined;
}
