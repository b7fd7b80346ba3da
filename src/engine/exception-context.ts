import type { Dialect } from "../dialect/dialect.ts";
import type { StatementError } from "../errors/database.ts";
import type { EventConnection, EventEngine, ExecutionContext } from "./engine-events.ts";

/** What a `handleError` listener gets. */
export interface ExceptionContext {
  /** undefined when a connection could not be opened, and while the pool tests one. */
  readonly connection: EventConnection | undefined;
  readonly engine: EventEngine;
  readonly dialect: Dialect;
  /** The driver's own connection object, where there is one. */
  readonly cursor: unknown;
  readonly statement: string | undefined;
  readonly parameters: readonly unknown[] | undefined;
  /** The driver's error. */
  readonly originalException: unknown;
  /** What will be thrown unless a listener says otherwise. */
  readonly athanorException: StatementError;
  /** What a listener before this one gave back (`retval`) to be thrown instead. */
  readonly chainedException: unknown;
  /** The execution under way; undefined outside of one, as in COMMIT. */
  readonly executionContext: ExecutionContext | undefined;
  /** Whether the connection is lost, and is taken out of the pool therefore. Assign to it where you know better. */
  isDisconnect: boolean;
  /** Whether, with a lost connection, all of the pool are given up that are as old. Assign false where only this one is concerned. */
  invalidatePoolOnDisconnect: boolean;
  /** The pool was testing a connection (`poolPrePing`). */
  readonly isPrePing: boolean;
}
