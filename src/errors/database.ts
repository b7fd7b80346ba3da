import { reprParams } from "../util/repr-params.ts";
import { AthanorError } from "./base.ts";

/** What an error about one statement knows of it. */
export interface StatementErrorDetails {
  /** The SQL text that was being executed. */
  readonly statement?: string | undefined;
  /** Its parameters, or the list of parameter sets when `many`. */
  readonly params?: readonly unknown[] | undefined;
  readonly many?: boolean | undefined;
  /** `createEngine(url, { hideParameters: true })`: the parameters stay out of the message and of `params`. */
  readonly hideParameters?: boolean | undefined;
  readonly cause?: unknown;
}

/** What the database said besides. */
export interface DBAPIErrorDetails extends StatementErrorDetails {
  /** Which rule an IntegrityError broke. */
  readonly kind?: IntegrityKind | undefined;
  /** The constraint's name, where the database tells it (SQLite names the columns: "users.email"). */
  readonly constraint?: string | undefined;
  /** The driver's own code: an SQLSTATE, "SQLITE_BUSY", "ER_DUP_ENTRY". */
  readonly driverCode?: string | undefined;
  /** The connection is gone, and was taken out of the pool. */
  readonly connectionInvalidated?: boolean | undefined;
  /** Another transaction is to blame. */
  readonly isRetryable?: boolean | undefined;
}

export type IntegrityKind = "unique" | "foreignKey" | "notNull" | "check" | "exclusion";

/** Something went wrong while one statement was prepared or executed; carries the statement and its parameters. */
export class StatementError extends AthanorError {
  readonly statement: string | undefined;
  /** undefined when the engine hides parameters. */
  readonly params: readonly unknown[] | undefined;
  readonly hideParameters: boolean;
  readonly #many: boolean;
  constructor(message: string, details: StatementErrorDetails = {}, code = "statement") {
    super(describe(message, details, code), code, details.cause === undefined ? undefined : { cause: details.cause });
    this.statement = details.statement;
    this.hideParameters = details.hideParameters === true;
    this.params = this.hideParameters ? undefined : details.params;
    this.#many = details.many === true;
    if (this.hideParameters)
      Object.defineProperty(this, Symbol.for("nodejs.util.inspect.custom"), { value: inspectHidden });
  }

  /** Parameters as they are shown in the message: cut, and as text, since JSON has no bigint. */
  override toJSON(): Record<string, unknown> {
    const json = super.toJSON();
    return this.params === undefined ? json : { ...json, params: reprParams(this.params, this.#many) };
  }
}

/** What console.log shows where parameters are hidden: not the driver's error in full, whose fields repeat them. */
function inspectHidden(this: StatementError): string {
  const { stack, ...rest } = { ...this.toJSON(), stack: this.stack };
  const fields = Object.entries(rest).filter(([key]) => key !== "name" && key !== "message" && key !== "statement");
  return `${stack} ${JSON.stringify(Object.fromEntries(fields))}`;
}

/** The driver or the database refused; `cause` is the driver's own error. Its subclasses tell what kind of refusal it is. */
export class DBAPIError extends StatementError {
  readonly kind: IntegrityKind | undefined;
  readonly constraint: string | undefined;
  readonly driverCode: string | undefined;
  /**
   * Another transaction is to blame: a deadlock, a serialization failure, a lock that was not to be had. The same transaction, rolled back and
   * run again from its beginning, may succeed; `engine.run` does so.
   */
  readonly isRetryable: boolean;
  /** The connection is gone, and was taken out of the pool. A `handleError` listener decides it by `isDisconnect`. */
  connectionInvalidated: boolean;
  constructor(message: string, details: DBAPIErrorDetails = {}, code = "dbapi") {
    super(message, details, code);
    this.kind = details.kind;
    this.constraint = details.constraint;
    this.driverCode = details.driverCode;
    this.connectionInvalidated = details.connectionInvalidated === true;
    this.isRetryable = details.isRetryable === true;
  }
  /** The driver's error; the same object as `cause`. */
  get orig(): unknown {
    return this.cause;
  }
}

/** The driver itself failed, rather than the database. */
export class InterfaceError extends DBAPIError {
  constructor(message: string, details: DBAPIErrorDetails = {}, code = "interface") {
    super(message, details, code);
  }
}

/** The database refused; the subclasses say why. */
export class DatabaseError extends DBAPIError {
  constructor(message: string, details: DBAPIErrorDetails = {}, code = "database") {
    super(message, details, code);
  }
}

/** A value does not fit its column: out of range, too long, malformed. */
export class DataError extends DatabaseError {
  constructor(message: string, details: DBAPIErrorDetails = {}) {
    super(message, details, "data");
  }
}

/** The database's own operation failed: a lost connection, a lock, a deadlock, a full disk. */
export class OperationalError extends DatabaseError {
  constructor(message: string, details: DBAPIErrorDetails = {}, code = "operational") {
    super(message, details, code);
  }
}

/**
 * A statement took longer than the execution option `timeout` allows, and the database was made to stop it. The connection is sound
 * unless `connectionInvalidated`; a transaction is in the state in which an error leaves it.
 */
export class StatementTimeoutError extends OperationalError {
  /** Milliseconds. */
  readonly timeout: number;
  constructor(message: string, timeout: number, details: DBAPIErrorDetails = {}) {
    super(message, details, "statement-timeout");
    this.timeout = timeout;
  }
}

/** A statement was stopped because the AbortSignal of its execution was aborted; the same holds for connection and transaction. */
export class StatementAbortedError extends OperationalError {
  /** The signal's own reason. */
  readonly reason: unknown;
  constructor(message: string, reason: unknown, details: DBAPIErrorDetails = {}) {
    super(message, details, "statement-aborted");
    this.reason = reason;
  }
}

/** A constraint was broken; `kind` says which sort and `constraint` which one. */
export class IntegrityError extends DatabaseError {
  constructor(message: string, details: DBAPIErrorDetails = {}) {
    super(message, details, "integrity");
  }
}

/** The database reports a fault of its own. */
export class InternalError extends DatabaseError {
  constructor(message: string, details: DBAPIErrorDetails = {}) {
    super(message, details, "internal");
  }
}

/** The statement is wrong: bad syntax, a table that does not exist, a wrong number of parameters. */
export class ProgrammingError extends DatabaseError {
  constructor(message: string, details: DBAPIErrorDetails = {}) {
    super(message, details, "programming");
  }
}

/** The database cannot do what was asked. */
export class NotSupportedError extends DatabaseError {
  constructor(message: string, details: DBAPIErrorDetails = {}) {
    super(message, details, "not-supported");
  }
}

function describe(message: string, details: StatementErrorDetails, code: string): string {
  let text = message;
  if (details.statement !== undefined) {
    text += `\n[SQL: ${details.statement}]`;
    if (details.hideParameters === true) text += "\n[SQL parameters hidden due to hideParameters=true]";
    else if (details.params !== undefined && details.params.length > 0) {
      text += `\n[parameters: ${reprParams(details.params, details.many)}]`;
    }
  }
  return `${text}\n(Background on this error: docs/errors.md#${code})`;
}
