import type { ErrorDescription } from "../dialect/driver.ts";
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
  StatementAbortedError,
  StatementError,
  StatementTimeoutError,
} from "../errors/database.ts";
import { hideValues } from "./hide-values.ts";
import type { StoppedStatement } from "../dialect/limited-call.ts";

interface About {
  readonly statement?: string | undefined;
  readonly params?: readonly unknown[] | undefined;
  readonly many?: boolean;
  readonly hideParameters?: boolean;
}

/** The error for a statement that was stopped on our request. */
export function stoppedError({ why, limits, cause }: StoppedStatement, about: About, lost: boolean): StatementError {
  const details: DBAPIErrorDetails = { ...about, cause, connectionInvalidated: lost };
  const end = lost ? " The database did not answer the request to stop it either; the connection is given up." : "";
  if (why === "timeout") {
    return new StatementTimeoutError(
      `The statement took longer than the ${limits.timeout} ms that the execution option timeout allows, and was stopped.${end}`,
      limits.timeout ?? 0,
      details,
    );
  }
  return new StatementAbortedError(
    `The statement was stopped: the AbortSignal of its execution was aborted.${end}`,
    limits.signal?.reason,
    details,
  );
}

/** A driver's error as one of ours, with the driver's as its cause. */
export function wrapError(
  error: unknown,
  description: ErrorDescription | undefined,
  driver: string,
  about: About,
): StatementError {
  const told = messageOf(error, driver, about.hideParameters === true);
  const message = about.hideParameters === true ? hideValues(told, about.params ?? []) : told;
  if (description === undefined) return new StatementError(message, { ...about, cause: error });
  const details: DBAPIErrorDetails = {
    ...about,
    cause: error,
    kind: description.integrityKind,
    constraint: description.constraint,
    driverCode: description.driverCode,
    connectionInvalidated: description.isDisconnect,
    isRetryable: description.isRetryable,
  };
  return withDeeperStack(() => new classes[description.category](message, details));
}

/** Our own frames would fill the ten that a stack mostly has: the caller's are the ones that are looked for. */
const OWN_FRAMES = 30;

function withDeeperStack<E>(make: () => E): E {
  const { stackTraceLimit } = Error;
  if (typeof stackTraceLimit !== "number") return make();
  Error.stackTraceLimit = stackTraceLimit + OWN_FRAMES;
  try {
    return make();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
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
