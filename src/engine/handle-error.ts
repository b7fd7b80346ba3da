import type { ErrorDescription } from "../dialect/driver.ts";
import { ArgumentError } from "../errors/argument.ts";
import { AthanorError } from "../errors/base.ts";
import { DBAPIError, type StatementError } from "../errors/database.ts";
import { callListener } from "../event/emit.ts";
import type { Dispatch } from "../event/dispatch.ts";
import { isPromiseLike, type Flow } from "../flow/flow.ts";
import type { ConnectionCore } from "./connection-core.ts";
import type { EngineCore } from "./engine-core.ts";
import type { EngineEvents, ExecutionContext } from "./engine-events.ts";
import type { ExceptionContext } from "./exception-context.ts";
import { StoppedStatement } from "../dialect/limited-call.ts";
import { stoppedError, wrapError } from "./wrap-error.ts";

/** The same as handleError for a statement, whose failure may leave the transaction unusable. */
export function* statementFailed(
  core: ConnectionCore,
  error: unknown,
  statement: string,
  parameters: readonly unknown[],
  many: boolean,
  execution?: ExecutionContext,
): Flow<unknown> {
  const { innermost } = core;
  const aborts = innermost !== undefined && !core.autocommit && core.dialect.capabilities.errorAbortsTransaction;
  if (aborts) innermost.failed = true;
  const thrown = yield* handleError(core, error, statement, parameters, many, execution);
  if (aborts) innermost.failure = thrown;
  return thrown;
}

/** Connections whose listeners are being told of an error: what fails in them is not told again. */
const telling = new WeakSet<ConnectionCore>();

/** The error to throw for what a driver threw, after listeners had their say. A lost connection is invalidated on the way. */
export function* handleError(
  core: ConnectionCore,
  thrownByDriver: unknown,
  statement: string | undefined,
  parameters: readonly unknown[] | undefined,
  many: boolean,
  execution?: ExecutionContext,
): Flow<unknown> {
  if (thrownByDriver instanceof AthanorError) return thrownByDriver;
  const { dialect, engine } = core;
  const stopped = thrownByDriver instanceof StoppedStatement ? thrownByDriver : undefined;
  const error = stopped === undefined ? thrownByDriver : stopped.cause;
  const description = dialect.describeError(error);
  let isDisconnect = description?.isDisconnect === true || stopped?.lost === true;
  const about = { statement, params: parameters, many, hideParameters: engine.echo.hideParameters };
  const wrapped =
    stopped !== undefined && (error === undefined || stopped.lost || description?.isInterrupted === true)
      ? stoppedError(stopped, about, isDisconnect)
      : wrapError(error, description, engine.driver.name, about);
  if (description?.endsTransaction === true && !core.autocommit) core.transactions.undo(wrapped);
  let thrown: unknown = wrapped;
  let older = true;
  if (core.dispatch.active && !telling.has(core)) {
    const context: MutableContext = {
      connection: core.eventConnection,
      engine: engine.eventEngine,
      dialect,
      cursor: core.pooled?.connection.raw,
      statement,
      parameters,
      originalException: error,
      athanorException: wrapped,
      chainedException: undefined,
      executionContext: execution,
      isDisconnect,
      invalidatePoolOnDisconnect: true,
      isPrePing: false,
    };
    telling.add(core);
    try {
      thrown = yield* tellListeners(core.dispatch, context, wrapped);
    } finally {
      telling.delete(core);
    }
    isDisconnect = context.isDisconnect;
    older = context.invalidatePoolOnDisconnect;
  }
  if (isDisconnect) yield* core.lose(error, older);
  return thrown;
}

/** The error to throw when the pool could not give a connection, and whether listeners take it for a lost one. */
export function* handleConnectError(
  engine: EngineCore,
  error: unknown,
  isPrePing: boolean,
): Flow<{ readonly thrown: unknown; readonly isDisconnect: boolean }> {
  if (error instanceof AthanorError) return { thrown: error, isDisconnect: false };
  const { dialect, dispatch } = engine;
  const description = dialect.describeError(error) ?? unreachable;
  const wrapped = wrapError(error, description, engine.driver.name, {});
  if (!dispatch.active) return { thrown: wrapped, isDisconnect: description.isDisconnect };
  const context: MutableContext = {
    connection: undefined,
    engine: engine.eventEngine,
    dialect,
    cursor: undefined,
    statement: undefined,
    parameters: undefined,
    originalException: error,
    athanorException: wrapped,
    chainedException: undefined,
    executionContext: undefined,
    isDisconnect: description.isDisconnect,
    invalidatePoolOnDisconnect: true,
    isPrePing,
  };
  const thrown = yield* tellListeners(dispatch, context, wrapped);
  return { thrown, isDisconnect: context.isDisconnect };
}

/** A connection could not be made, for a reason that the dialect does not know. */
const unreachable: ErrorDescription = { category: "operational", isDisconnect: false };

type MutableContext = { -readonly [N in keyof ExceptionContext]: ExceptionContext[N] };

/** The error that the listeners want thrown. */
function* tellListeners(
  dispatch: Dispatch<EngineEvents>,
  context: MutableContext,
  wrapped: StatementError,
): Flow<unknown> {
  let thrown: unknown = wrapped;
  for (const listener of dispatch.listeners("handleError") ?? []) {
    let back: unknown;
    try {
      back = callListener(dispatch, "handleError", listener, [context]);
      if (isPromiseLike(back)) back = yield back;
    } catch (raised) {
      thrown = raised;
      break;
    }
    if (listener.options.retval !== true || back === undefined || back === null) continue;
    if (!(back instanceof Error))
      throw new ArgumentError("A handleError listener with { retval: true } must return an Error, or nothing.");
    context.chainedException = thrown = back;
  }
  if (wrapped instanceof DBAPIError) wrapped.connectionInvalidated = context.isDisconnect;
  return thrown;
}
