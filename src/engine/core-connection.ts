import type { Compiled } from "../compiler/compiled.ts";
import type { Dialect } from "../dialect/dialect.ts";
import type { DriverResult } from "../dialect/driver.ts";
import type { TransactionOptions } from "../dialect/transaction-options.ts";
import type { Dispatch } from "../event/dispatch.ts";
import type { Flow } from "../flow/flow.ts";
import type { Node } from "../sql/node.ts";
import type { CursorResult } from "./cursor-result.ts";
import type { EngineCore } from "./engine-core.ts";
import type { ExecutionOptions } from "./execution-options.ts";
import type { RowFeed } from "./row-feed.ts";
import type { StreamOptions } from "./sending-options.ts";
import type { EngineEvents, EventConnection } from "./engine-events.ts";
import type { DriverParams, Executable, ExecuteParams } from "./executable.ts";

/** A connection without a sync or async shell: its operations are flows. Sessions and the shells are built on it. */
export interface CoreConnection {
  readonly dialect: Dialect;
  readonly engine: EngineCore;
  /** The Connection or AsyncConnection that shows this one to users, when there is one: what event listeners get. */
  readonly shell: unknown;
  /** The same, made when there is none. */
  readonly eventConnection: EventConnection;
  /** Listeners of this connection and, above them, of its engine. */
  readonly dispatch: Dispatch<EngineEvents>;
  readonly closed: boolean;
  readonly invalidated: boolean;
  /** The options of the engine with those of the connection over them. */
  readonly options: ExecutionOptions;

  /** Compiles (or finds) and executes a statement, with defaults, result conversion and generated keys. */
  execute(statement: Executable, params?: ExecuteParams, options?: ExecutionOptions): Flow<CursorResult>;
  /** One statement with processed parameters; raw rows. `sql` is the text after IN expansion, when it differs. */
  executeCompiled(compiled: Compiled, params: readonly unknown[], sql?: string): Flow<DriverResult>;
  /**
   * The same for an operation that only reads: others may be sent behind it where `readsAhead` is true. `isLast` says that nothing
   * else of the operation follows.
   */
  executeRead(
    compiled: Compiled,
    params: readonly unknown[],
    sql: string | undefined,
    isLast: boolean,
  ): Flow<DriverResult>;
  /** Whether a query that is sent now waits neither for the answers of those before it nor for anything else. */
  readonly readsAhead: boolean;
  /** The row of a whole unique key, for synchronous callers; undefined, with nothing sent, when it takes a flow. */
  executeForKeyNow(compiled: Compiled, params: readonly unknown[]): DriverResult | undefined;
  /** Rows of a query, unprocessed, that are read when they are asked for; undefined, with nothing sent, where the driver gives all at once. */
  openRows(compiled: Compiled, params: readonly unknown[], sql?: string): Flow<RowFeed | undefined>;
  /** How rows are to be read bit by bit, as the options say; undefined: all at once. */
  readonly streaming: StreamOptions | undefined;
  /** Runs `body` with options that stand over the connection's. */
  withOptions<T>(options: ExecutionOptions, body: () => Flow<T>): Flow<T>;
  /** One statement, many sets of processed parameters. */
  executeMany(compiled: Compiled, sets: readonly (readonly unknown[])[]): Flow<DriverResult>;
  /** The same for an INSERT that returns nothing: many rows a statement, where the database is far. */
  insertRows(compiled: Compiled, sets: readonly (readonly unknown[])[]): Flow<DriverResult>;
  /** SQL text in the driver's own form, unprocessed parameters. */
  execDriverSql(sql: string, params?: DriverParams, options?: ExecutionOptions): Flow<CursorResult>;
  /** The compiled form of a statement through the engine's cache; `build` runs on a miss. `variant` tells apart what the node's key does not hold. */
  lookup(node: Node, build: () => Compiled, variant?: string): Compiled;

  inTransaction(): boolean;
  inNestedTransaction(): boolean;
  /** Starts the transaction; InvalidRequestError when one is under way. */
  begin(): Flow<void>;
  /** Starts one unless it is under way; `how` says what it is to be. */
  autobegin(how?: TransactionOptions): Flow<void>;
  /** Starts one of two phases; InvalidRequestError when one is under way. */
  beginTwophase(): Flow<void>;
  /** The first phase of it; without a two-phase transaction InvalidRequestError. */
  prepareTwophase(): Flow<void>;
  /** Without a transaction: nothing. */
  commit(): Flow<void>;
  rollback(): Flow<void>;
  /** Starts a savepoint (and a transaction when there is none) and gives its name. */
  savepoint(): Flow<string>;
  releaseSavepoint(name: string): Flow<void>;
  rollbackToSavepoint(name: string): Flow<void>;
  /** Options for all executions of this connection; the isolation level only between transactions. */
  setOptions(options: ExecutionOptions): Flow<void>;
  /** Takes the driver's connection out of the pool for good. */
  invalidate(cause?: unknown): Flow<void>;
  /** Rolls back what is open and gives the driver's connection back. */
  close(): Flow<void>;
  /** The driver's own connection object. */
  driverConnection(): Flow<unknown>;
}
