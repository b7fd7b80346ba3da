import type { Compiled } from "../compiler/compiled.ts";
import type { DriverConnection, DriverResult } from "../dialect/driver.ts";
import { ArgumentError } from "../errors/argument.ts";
import type { Dispatch } from "../event/dispatch.ts";
import { callListener } from "../event/emit.ts";
import { type Awaitable, isPromiseLike, type Flow } from "../flow/flow.ts";
import type { ConnectionCore } from "./connection-core.ts";
import type { EngineEvents, EventConnection, ExecutionContext } from "./engine-events.ts";
import { statementFailed } from "./handle-error.ts";
import { failSpan, queryChannel, startSpan, tracedCall } from "./tracing.ts";

/** What the log's badge is about: the compiled statement, one of the statements that an INSERT of many rows is sent in, or "raw sql" and the like. */
export type Source = Compiled | InsertBatch | string;

/** One of the statements that an INSERT of many rows is sent in. */
export class InsertBatch {
  readonly compiled: Compiled;
  /** From 1. */
  readonly number: number;
  readonly total: number;
  /** Rows come back in the order of the parameters. */
  readonly ordered: boolean;
  /** Several rows cannot go into one statement. */
  readonly single: boolean;

  constructor(compiled: Compiled, number: number, total: number, ordered: boolean, single: boolean) {
    this.compiled = compiled;
    this.number = number;
    this.total = total;
    this.ordered = ordered;
    this.single = single;
  }

  badge(first: () => string): string {
    const how = `${this.ordered ? "ordered" : "unordered"}${this.single ? "; batch not supported" : ""}`;
    const place = `${this.number}/${this.total} (${how})`;
    return this.number === 1 ? `${first()} (insertmanyvalues) ${place}` : `insertmanyvalues ${place}`;
  }
}

/** One call of the driver while somebody watches. */
export class Execution implements ExecutionContext {
  readonly core: ConnectionCore;
  readonly executemany: boolean;
  statement: string;
  parameters: readonly unknown[];
  duration = 0;
  readonly #source: Source;
  #info: Map<string, unknown> | undefined = undefined;

  constructor(
    core: ConnectionCore,
    statement: string,
    parameters: readonly unknown[],
    executemany: boolean,
    source: Source,
  ) {
    this.core = core;
    this.statement = statement;
    this.parameters = parameters;
    this.executemany = executemany;
    this.#source = source;
  }
  get connection(): EventConnection {
    return this.core.eventConnection;
  }
  get compiled(): Compiled | undefined {
    const source = this.#source;
    return typeof source === "string" ? undefined : source instanceof InsertBatch ? source.compiled : source;
  }
  get info(): Map<string, unknown> {
    return (this.#info ??= new Map());
  }
  get badge(): string {
    const source = this.#source;
    if (typeof source === "string") return source;
    const { engine } = this.core;
    return source instanceof InsertBatch ? source.badge(() => engine.badge(source.compiled)) : engine.badge(source);
  }
  get token(): string | undefined {
    return this.core.loggingToken;
  }
}

/** Whether anyone wants to know of what a connection executes: the one test on hot paths. */
export function isObserved(core: ConnectionCore): boolean {
  return (
    core.engine.observed || (core.dispatch.active && hearsOfStatements(core.dispatch)) || queryChannel.hasSubscribers
  );
}

function hearsOfStatements(dispatch: Dispatch<EngineEvents>): boolean {
  return (
    dispatch.hears("beforeCursorExecute") ||
    dispatch.hears("afterCursorExecute") ||
    dispatch.hears("doExecute") ||
    dispatch.hears("doExecutemany") ||
    // Its listeners are told of the execution.
    dispatch.hears("handleError")
  );
}

/**
 * Calls the driver, and tells listeners, log and traces before and after. `call` gets the SQL and the parameters that listeners
 * have left, and whether the text is not worth keeping prepared; `resultOf` takes the driver's result out of what it gives, where there is one already, and `fromResult` makes it of the
 * result of a listener that took the driver's place. The driver's errors come out as ours.
 */
export function* observedCall<T>(
  execution: Execution,
  driver: DriverConnection,
  call: (sql: string, parameters: readonly unknown[], once: boolean) => Awaitable<T>,
  resultOf: (value: T) => DriverResult | undefined,
  fromResult?: (result: DriverResult) => T,
): Flow<T> {
  const { core } = execution;
  const { echo, comments, tracer } = core.engine;
  const { active } = core.dispatch;
  if (active) yield* beforeCursorExecute(execution, driver.raw);
  const span = tracer === undefined ? undefined : startSpan(tracer, execution);
  let start = 0;
  let value: T;
  try {
    if (comments !== undefined) execution.statement = comments.append(execution.statement, execution, span?.context);
    if (echo.enabled) echo.begins(execution);
    start = performance.now();
    const replaced = active && fromResult !== undefined ? yield* doExecute(execution, driver.raw) : undefined;
    if (replaced !== undefined && fromResult !== undefined) value = fromResult(replaced);
    else {
      const once = comments?.perExecution === true;
      const back = tracedCall(execution, span, () => call(execution.statement, execution.parameters, once));
      value = isPromiseLike(back) ? ((yield back) as T) : back;
    }
  } catch (error) {
    if (start > 0) execution.duration = performance.now() - start;
    if (span !== undefined) failSpan(span, execution, error);
    echo.ends(execution, undefined);
    const { statement, parameters, executemany } = execution;
    throw yield* statementFailed(core, error, statement, parameters, executemany, execution);
  }
  execution.duration = performance.now() - start;
  span?.end();
  echo.ends(execution, resultOf(value));
  if (core.dispatch.active) yield* afterCursorExecute(execution, driver.raw);
  return value;
}

function* beforeCursorExecute(execution: Execution, cursor: unknown): Flow<void> {
  const { core } = execution;
  const listeners = core.dispatch.listeners("beforeCursorExecute");
  if (listeners === undefined) return;
  for (const listener of listeners) {
    const { statement, parameters, executemany } = execution;
    const args = [core.eventConnection, cursor, statement, parameters, execution, executemany];
    let back = callListener(core.dispatch, "beforeCursorExecute", listener, args);
    if (isPromiseLike(back)) back = yield back;
    if (listener.options.retval !== true) continue;
    if (!Array.isArray(back) || typeof back[0] !== "string" || !Array.isArray(back[1])) {
      throw new ArgumentError(
        "A beforeCursorExecute listener with { retval: true } must return [statement, parameters].",
      );
    }
    [execution.statement, execution.parameters] = back as [string, readonly unknown[]];
  }
}

/** The first result that a listener gives; the others are not asked then. */
function* doExecute(execution: Execution, cursor: unknown): Flow<DriverResult | undefined> {
  const { core, statement, parameters, executemany } = execution;
  const name = executemany ? "doExecutemany" : "doExecute";
  for (const listener of core.dispatch.listeners(name) ?? []) {
    let back = callListener(core.dispatch, name, listener, [cursor, statement, parameters, execution]);
    if (isPromiseLike(back)) back = yield back;
    if (back === undefined || back === null) continue;
    const { rows, rowcount } = back as Partial<DriverResult>;
    if (Array.isArray(rows) && typeof rowcount === "number") return back as DriverResult;
    throw new ArgumentError(`A ${name} listener gives { rows, columns, rowcount }, as drivers do, or nothing.`);
  }
  return undefined;
}

function* afterCursorExecute(execution: Execution, cursor: unknown): Flow<void> {
  const { core, statement, parameters, executemany } = execution;
  for (const listener of core.dispatch.listeners("afterCursorExecute") ?? []) {
    const args = [core.eventConnection, cursor, statement, parameters, execution, executemany];
    const back = callListener(core.dispatch, "afterCursorExecute", listener, args);
    if (isPromiseLike(back)) yield back;
  }
}
