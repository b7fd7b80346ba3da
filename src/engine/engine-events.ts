import type { Compiled } from "../compiler/compiled.ts";
import type { Dialect } from "../dialect/dialect.ts";
import type { ConnectOptions, DriverResult } from "../dialect/driver.ts";
import type { $named, EventDescription, Named } from "../event/dispatch.ts";
import type { Awaitable } from "../flow/flow.ts";
import type { CursorResult } from "./cursor-result.ts";
import type { ExceptionContext } from "./exception-context.ts";
import type { Executable, ExecuteParams } from "./executable.ts";
import type { ExecutionOptions } from "./execution-options.ts";
import type { ParameterSet } from "./parameters.ts";
import type { URL } from "./url.ts";

/**
 * What a listener gets as the connection: a Connection, or an AsyncConnection whose operations run at once, inside the one that
 * the listener is told of.
 */
export interface EventConnection {
  readonly dialect: Dialect;
  /** Room for your own data; lives as long as the database connection. */
  readonly info: Map<string, unknown>;
  inTransaction(): boolean;
  inNestedTransaction(): boolean;
  /** Gives its result at once on a sync engine, and a promise on an async one. */
  execute(statement: Executable, params?: ExecuteParams, options?: ExecutionOptions): Awaitable<CursorResult>;
  execDriverSql(sql: string, params?: readonly unknown[]): Awaitable<CursorResult>;
}

/** What a listener gets as the engine: the Engine or AsyncEngine. */
export interface EventEngine {
  readonly url: URL;
  readonly dialect: Dialect;
  readonly name: string;
}

/** What is known of an execution while its listeners run. */
export interface ExecutionContext {
  readonly connection: EventConnection;
  /** The SQL text. */
  readonly statement: string;
  readonly parameters: readonly unknown[];
  readonly executemany: boolean;
  /** The compiled statement; undefined for SQL text of your own. */
  readonly compiled: Compiled | undefined;
  /** Milliseconds that the database took; 0 before the end. */
  readonly duration: number;
  /** Room for your own data, shared by the listeners of one execution. */
  readonly info: Map<string, unknown>;
}

/** Events of engines and connections. Those of a connection are told to the listeners of its engine first. */
export type EngineEvents = {
  readonly [$named]?: {
    readonly [N in keyof typeof engineEvents]: Named<(typeof engineEvents)[N]["arguments"], EngineEvents[N]>;
  };
  /** `execute()` was called. `multiparams` are the sets of a list, `params` the one set that was given. With `retval`, gives `[statement, multiparams, params]` to use instead. */
  readonly beforeExecute: (
    connection: EventConnection,
    statement: Executable,
    multiparams: readonly ParameterSet[],
    params: ParameterSet,
    executionOptions: ExecutionOptions,
  ) => unknown;
  readonly afterExecute: (
    connection: EventConnection,
    statement: Executable,
    multiparams: readonly ParameterSet[],
    params: ParameterSet,
    executionOptions: ExecutionOptions,
    result: CursorResult,
  ) => unknown;
  /** Before the driver gets a statement. With `retval`, gives `[statement, parameters]` to use instead. `cursor` is the driver's connection. */
  readonly beforeCursorExecute: CursorListener;
  /** The driver has executed a statement. */
  readonly afterCursorExecute: CursorListener;
  /** A connection was taken from the pool by `connect()`. */
  readonly engineConnect: (connection: EventConnection) => unknown;
  readonly engineDisposed: (engine: EventEngine) => unknown;
  /** `connection.executionOptions()`; the listener may change `options`, which take effect afterwards. */
  readonly setConnectionExecutionOptions: (connection: EventConnection, options: MutableExecutionOptions) => unknown;
  /** `engine.executionOptions()` made a new engine; the listener may change `options`, or listen to the new engine. */
  readonly setEngineExecutionOptions: (engine: EventEngine, options: MutableExecutionOptions) => unknown;
  readonly begin: (connection: EventConnection) => unknown;
  readonly rollback: (connection: EventConnection) => unknown;
  readonly commit: (connection: EventConnection) => unknown;
  readonly savepoint: (connection: EventConnection, name: string) => unknown;
  readonly rollbackSavepoint: (connection: EventConnection, name: string) => unknown;
  readonly releaseSavepoint: (connection: EventConnection, name: string) => unknown;
  readonly beginTwophase: (connection: EventConnection, xid: string) => unknown;
  readonly prepareTwophase: (connection: EventConnection, xid: string) => unknown;
  readonly rollbackTwophase: (connection: EventConnection, xid: string, isPrepared: boolean) => unknown;
  readonly commitTwophase: (connection: EventConnection, xid: string, isPrepared: boolean) => unknown;
  /** A database connection is about to be opened. The listener may change `options` (a password that expires), or open it itself and give what the driver's own package gives. */
  readonly doConnect: (dialect: Dialect, options: MutableConnectOptions) => unknown;
  /** In place of the driver: a listener that gives a result has executed the statement itself. `cursor` is the driver's connection. */
  readonly doExecute: ExecuteListener;
  readonly doExecutemany: ExecuteListener;
  /** The driver or the database failed. The listener may throw another error or, with `retval`, give one, which the next listener finds in `chainedException`. */
  readonly handleError: (context: ExceptionContext) => unknown;
};

type CursorListener = (
  connection: EventConnection,
  cursor: unknown,
  statement: string,
  parameters: readonly unknown[],
  context: ExecutionContext,
  executemany: boolean,
) => unknown;

type ExecuteListener = (
  cursor: unknown,
  statement: string,
  parameters: readonly unknown[],
  context: ExecutionContext,
) => Awaitable<DriverResult | undefined | void>;

/** Options that a listener may change before they take effect. */
export type MutableExecutionOptions = { -readonly [N in keyof ExecutionOptions]: ExecutionOptions[N] };

/** What a connection is opened with; a `doConnect` listener may change it. */
export type MutableConnectOptions = { -readonly [N in keyof ConnectOptions]: ConnectOptions[N] };

const engineEvents = {
  beforeExecute: {
    arguments: ["connection", "statement", "multiparams", "params", "executionOptions"],
    retval: true,
  },
  afterExecute: {
    arguments: ["connection", "statement", "multiparams", "params", "executionOptions", "result"],
  },
  beforeCursorExecute: {
    arguments: ["connection", "cursor", "statement", "parameters", "context", "executemany"],
    retval: true,
  },
  afterCursorExecute: {
    arguments: ["connection", "cursor", "statement", "parameters", "context", "executemany"],
  },
  engineConnect: { arguments: ["connection"] },
  engineDisposed: { arguments: ["engine"] },
  setConnectionExecutionOptions: { arguments: ["connection", "options"] },
  setEngineExecutionOptions: { arguments: ["engine", "options"] },
  begin: { arguments: ["connection"] },
  rollback: { arguments: ["connection"] },
  commit: { arguments: ["connection"] },
  savepoint: { arguments: ["connection", "name"] },
  rollbackSavepoint: { arguments: ["connection", "name"] },
  releaseSavepoint: { arguments: ["connection", "name"] },
  beginTwophase: { arguments: ["connection", "xid"] },
  prepareTwophase: { arguments: ["connection", "xid"] },
  rollbackTwophase: { arguments: ["connection", "xid", "isPrepared"] },
  commitTwophase: { arguments: ["connection", "xid", "isPrepared"] },
  doConnect: { arguments: ["dialect", "options"], retval: true },
  doExecute: { arguments: ["cursor", "statement", "parameters", "context"], retval: true },
  doExecutemany: { arguments: ["cursor", "statement", "parameters", "context"], retval: true },
  handleError: { arguments: ["context"], retval: true },
} as const;

const described: Readonly<Record<keyof EngineEvents & string, EventDescription>> = engineEvents;
export const engineEventNames: ReadonlyMap<string, EventDescription> = new Map(Object.entries(described));
