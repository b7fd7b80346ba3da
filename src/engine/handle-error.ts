import type { ErrorDescription } from "../dialect/driver.ts";
import { AthanorError } from "../errors/base.ts";
import {
  DatabaseError,
  DataError,
  type DBAPIErrorDetails,
  IntegrityError,
  InterfaceError,
  InternalError,
  NotSupportedError,
  OperationalError,
  ProgrammingError,
  StatementError,
} from "../errors/database.ts";
import { emit } from "../event/emit.ts";
import type { Flow } from "../flow/flow.ts";
import type { ConnectionCore } from "./connection-core.ts";
import type { ExceptionContext } from "./engine-events.ts";

/** The error to throw for what a driver threw. A lost connection is invalidated on the way. */
export function* handleError(
  core: ConnectionCore,
  error: unknown,
  statement: string | undefined,
  parameters: readonly unknown[] | undefined,
  many: boolean,
): Flow<unknown> {
  if (error instanceof AthanorError) return error;
  const { dialect, engine } = core;
  const description = dialect.describeError(error);
  const isDisconnect = description?.isDisconnect === true;
  if (description?.endsTransaction === true && !core.autocommit)
    for (let each = core.innermost; each !== undefined; each = each.parent) each.undone = true;
  const wrapped = wrapError(error, description, engine.driver.name, {
    statement,
    params: parameters,
    many,
    hideParameters: engine.echo.hideParameters,
  });
  let thrown: unknown = wrapped;
  if (core.dispatch.active) {
    const context: ExceptionContext = {
      connection: core.eventConnection,
      statement,
      parameters,
      originalException: error,
      athanorException: wrapped,
      isDisconnect,
    };
    yield* emit(core.dispatch, "handleError", [context]);
    thrown = context.athanorException;
  }
  if (isDisconnect && !core.closed && core.pooled !== undefined) yield* core.invalidate(error);
  return thrown;
}

/** A driver's error as one of ours, with the driver's as its cause. */
export function wrapError(
  error: unknown,
  description: ErrorDescription | undefined,
  driver: string,
  about: {
    readonly statement?: string | undefined;
    readonly params?: readonly unknown[] | undefined;
    readonly many?: boolean;
    readonly hideParameters?: boolean;
  },
): StatementError {
  const message = messageOf(error, driver, about.hideParameters === true);
  if (description === undefined) return new StatementError(message, { ...about, cause: error });
  const details: DBAPIErrorDetails = {
    ...about,
    cause: error,
    kind: description.integrityKind,
    constraint: description.constraint,
    driverCode: description.driverCode,
    connectionInvalidated: description.isDisconnect,
  };
  return new classes[description.category](message, details);
}

const classes = {
  integrity: IntegrityError,
  operational: OperationalError,
  programming: ProgrammingError,
  data: DataError,
  internal: InternalError,
  notSupported: NotSupportedError,
  interface: InterfaceError,
  database: DatabaseError,
} satisfies Record<ErrorDescription["category"], new (message: string, details: DBAPIErrorDetails) => StatementError>;

function messageOf(error: unknown, driver: string, hideParameters: boolean): string {
  if (!(error instanceof Error) && !(typeof error === "object" && error !== null && "message" in error))
    return `(${driver}) ${String(error)}`;
  const { name, message, detail } = error as { name?: unknown; message: unknown; detail?: unknown };
  const origin = typeof name === "string" && name !== "" ? `${driver}.${name}` : driver;
  // A server's detail repeats values ("Key (email)=(a@b) already exists").
  const more = typeof detail === "string" && detail !== "" && !hideParameters ? `\nDETAIL:  ${detail}` : "";
  return `(${origin}) ${String(message)}${more}`;
}
