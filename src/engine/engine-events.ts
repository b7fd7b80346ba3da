import type { CoreConnection } from "./core-connection.ts";

/** What a listener gets as the connection: the Connection or AsyncConnection, or the core one of a session. */
export interface EventConnection {
  readonly dialect: CoreConnection["dialect"];
  inTransaction(): boolean;
}

/** What is known of an execution while its listeners run. */
export interface ExecutionContext {
  readonly connection: EventConnection;
  /** The SQL text. */
  readonly statement: string;
  readonly parameters: readonly unknown[];
  readonly executemany: boolean;
  /** Room for your own data, shared by the listeners of one execution. */
  readonly info: Map<string, unknown>;
}

/** What a `handleError` listener gets. */
export interface ExceptionContext {
  readonly connection: EventConnection | undefined;
  readonly statement: string | undefined;
  readonly parameters: readonly unknown[] | undefined;
  /** The driver's error. */
  readonly originalException: unknown;
  /** What will be thrown; assign another to throw that instead. */
  athanorException: Error;
  readonly isDisconnect: boolean;
}

/** Events of engines and connections. */
export type EngineEvents = {
  /** A database connection was opened; `raw` is the driver's own object. */
  readonly connect: (raw: unknown) => unknown;
  /** A connection was taken from the pool. */
  readonly engineConnect: (connection: EventConnection) => unknown;
  /** Before the driver gets a statement. With `retval`, gives `[statement, parameters]` to use instead. `cursor` is the driver's connection. */
  readonly beforeCursorExecute: (
    connection: EventConnection,
    cursor: unknown,
    statement: string,
    parameters: readonly unknown[],
    context: ExecutionContext,
    executemany: boolean,
  ) => unknown;
  readonly afterCursorExecute: (
    connection: EventConnection,
    cursor: unknown,
    statement: string,
    parameters: readonly unknown[],
    context: ExecutionContext,
    executemany: boolean,
  ) => unknown;
  readonly handleError: (context: ExceptionContext) => unknown;
  readonly begin: (connection: EventConnection) => unknown;
  readonly commit: (connection: EventConnection) => unknown;
  readonly rollback: (connection: EventConnection) => unknown;
  readonly savepoint: (connection: EventConnection, name: string) => unknown;
  readonly rollbackSavepoint: (connection: EventConnection, name: string) => unknown;
  readonly releaseSavepoint: (connection: EventConnection, name: string) => unknown;
  readonly engineDisposed: () => unknown;
};

export const engineEventNames: ReadonlySet<string> = new Set([
  "connect",
  "engineConnect",
  "beforeCursorExecute",
  "afterCursorExecute",
  "handleError",
  "begin",
  "commit",
  "rollback",
  "savepoint",
  "rollbackSavepoint",
  "releaseSavepoint",
  "engineDisposed",
] satisfies (keyof EngineEvents)[]);
