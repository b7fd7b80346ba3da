import type { Compiled } from "../compiler/compiled.ts";
import type { Dialect } from "../dialect/dialect.ts";
import type { DriverConnection, DriverResult } from "../dialect/driver.ts";
import type { TransactionOptions } from "../dialect/transaction-options.ts";
import { InvalidRequestError, ResourceClosedError } from "../errors/state.ts";
import { Dispatch } from "../event/dispatch.ts";
import { emit } from "../event/emit.ts";
import type { Flow } from "../flow/flow.ts";
import type { PooledConnection } from "../pool/pooled-connection.ts";
import type { Node } from "../sql/node.ts";
import type { CoreConnection } from "./core-connection.ts";
import { readsAhead, send, sendNow, sendRead } from "./cursor.ts";
import type { CursorResult } from "./cursor-result.ts";
import { executeDriverSql } from "./driver-sql.ts";
import type { EngineCore } from "./engine-core.ts";
import { type EngineEvents, type EventConnection, engineEventNames } from "./engine-events.ts";
import type { DriverParams, Executable, ExecuteParams } from "./executable.ts";
import { executeDirectly, executeStatement } from "./execute-statement.ts";
import { checkExecutionOptions, type ExecutionOptions } from "./execution-options.ts";
import { handleError } from "./handle-error.ts";
import { HeldConnection } from "./held-connection.ts";
import { insertRows } from "./insert-rows.ts";
import { lookupCompiled } from "./lookup.ts";
import { isCommand, observedCommand } from "./observed-command.ts";
import type { OpenStream } from "./open-stream.ts";
import { oneRowOptionsOf, queryOptionsOf } from "./query-options.ts";
import { openRows } from "./execute-stream.ts";
import type { RowFeed } from "./row-feed.ts";
import { type SendingOptions, sendingOptions, type StreamOptions } from "./sending-options.ts";
import { withOptions } from "./with-options.ts";
import type { TransactionCore } from "./transaction-core.ts";
import { transactionOptionNames } from "./transaction-options.ts";
import { TransactionStack } from "./transaction-stack.ts";

/** One connection without a shell: what it holds, its transactions and its options; what it executes is in the neighbouring files. */
export class ConnectionCore implements CoreConnection {
  readonly engine: EngineCore;
  readonly dialect: Dialect;
  readonly dispatch: Dispatch<EngineEvents>;
  readonly held: HeldConnection;
  readonly transactions: TransactionStack;
  shell: unknown = undefined;
  /** What of `options` changes how statements are sent; undefined when nothing does. */
  sending: SendingOptions | undefined = undefined;
  /** The result whose rows are still in the database, when there is one. */
  stream: OpenStream | undefined = undefined;
  closed = false;
  #options: ExecutionOptions;
  #eventConnection: EventConnection | undefined = undefined;

  constructor(engine: EngineCore, pooled: PooledConnection) {
    this.engine = engine;
    this.dialect = engine.dialect;
    this.dispatch = new Dispatch("a connection", engineEventNames, engine.dispatch);
    this.#options = engine.executionOptions;
    this.sending = sendingOptions(this.#options);
    this.held = new HeldConnection(this, pooled);
    this.transactions = new TransactionStack(this);
  }

  get options(): ExecutionOptions {
    return this.#options;
  }
  set options(options: ExecutionOptions) {
    this.#options = options;
    this.sending = sendingOptions(options);
  }
  /** What listeners get as the connection. */
  get eventConnection(): EventConnection {
    return (this.#eventConnection ??= this.engine.eventConnectionOf(this));
  }
  /** What the dialect, the pool and the driver know of the connection; undefined while it is invalidated. */
  get pooled(): PooledConnection | undefined {
    return this.held.pooled;
  }
  /** Statements commit by themselves; BEGIN and COMMIT are not sent. */
  get autocommit(): boolean {
    return this.held.autocommit;
  }
  get invalidated(): boolean {
    return this.pooled === undefined && !this.closed;
  }
  get loggingToken(): string | undefined {
    return this.options.loggingToken;
  }
  /** The savepoint or transaction that statements run in now. */
  get innermost(): TransactionCore | undefined {
    return this.transactions.innermost;
  }

  info(): Map<string, unknown> {
    if (this.pooled === undefined) throw this.#unusable();
    return this.pooled.info;
  }

  execute(statement: Executable, params?: ExecuteParams, options?: ExecutionOptions): Flow<CursorResult> {
    return executeStatement(this, statement, params, options);
  }
  /** The same as a plain call, for synchronous connections; undefined, with nothing done, where it takes a flow. */
  executeDirectly(statement: Executable, params?: ExecuteParams, options?: ExecutionOptions): CursorResult | undefined {
    return executeDirectly(this, statement, params, options);
  }
  executeCompiled(compiled: Compiled, params: readonly unknown[], sql?: string): Flow<DriverResult> {
    return send(this, sql ?? compiled.sql, params, false, queryOptionsOf(compiled), compiled);
  }
  executeRead(
    compiled: Compiled,
    params: readonly unknown[],
    sql: string | undefined,
    isLast: boolean,
  ): Flow<DriverResult> {
    const text = sql ?? compiled.sql;
    const options = queryOptionsOf(compiled);
    return this.readsAhead
      ? sendRead(this, text, params, options, isLast)
      : send(this, text, params, false, options, compiled);
  }
  get readsAhead(): boolean {
    return readsAhead(this);
  }
  executeForKeyNow(compiled: Compiled, params: readonly unknown[]): DriverResult | undefined {
    return sendNow(this, compiled.sql, params, oneRowOptionsOf(compiled));
  }
  openRows(compiled: Compiled, params: readonly unknown[], sql?: string): Flow<RowFeed | undefined> {
    return openRows(this, compiled, params, sql ?? compiled.sql);
  }
  get streaming(): StreamOptions | undefined {
    return this.sending?.stream;
  }
  withOptions<T>(options: ExecutionOptions, body: () => Flow<T>): Flow<T> {
    return withOptions(this, options, body);
  }
  executeMany(compiled: Compiled, sets: readonly (readonly unknown[])[]): Flow<DriverResult> {
    return send(this, compiled.sql, sets, true, queryOptionsOf(compiled), compiled);
  }
  insertRows(compiled: Compiled, sets: readonly (readonly unknown[])[]): Flow<DriverResult> {
    return insertRows(this, compiled, sets);
  }
  execDriverSql(sql: string, params?: DriverParams, options?: ExecutionOptions): Flow<CursorResult> {
    return executeDriverSql(this, sql, params, options);
  }
  lookup(node: Node, build: () => Compiled, variant = ""): Compiled {
    return lookupCompiled(this, node, build, variant).compiled;
  }

  // --- transactions -----------------------------------------------------------------------------------------------

  inTransaction(): boolean {
    return this.transactions.root !== undefined;
  }
  inNestedTransaction(): boolean {
    return this.transactions.innermost?.nested === true;
  }

  /** The driver's connection, in a transaction: what every statement starts with. */
  *driver(): Flow<DriverConnection> {
    if (!this.transactions.ready) yield* this.transactions.makeReady();
    if (this.stream !== undefined) yield* this.stream.makeRoom();
    if (this.pooled === undefined) throw this.#unusable();
    return this.pooled.connection;
  }

  /** The same when a transaction is under way on a sound connection: what nearly every statement finds. */
  readyDriver(): DriverConnection | undefined {
    return this.transactions.ready && this.stream === undefined ? this.held.pooled?.connection : undefined;
  }

  *begin(): Flow<void> {
    yield* this.transactions.begin();
  }
  *autobegin(how?: TransactionOptions): Flow<void> {
    if (this.transactions.root === undefined) yield* this.transactions.begin(how);
  }
  *beginTwophase(): Flow<void> {
    yield* this.transactions.beginTwophase();
  }
  *prepareTwophase(): Flow<void> {
    this.checkOpen();
    const { root } = this.transactions;
    if (root === undefined)
      throw new InvalidRequestError("There is no two-phase transaction on this connection to prepare.");
    yield* root.prepare();
  }
  beginTransaction(how?: TransactionOptions): Flow<TransactionCore> {
    return this.transactions.begin(how);
  }
  beginSavepoint(): Flow<TransactionCore> {
    return this.transactions.beginSavepoint();
  }

  *savepoint(): Flow<string> {
    return (yield* this.transactions.beginSavepoint()).savepoint as string;
  }
  *releaseSavepoint(name: string): Flow<void> {
    yield* this.transactions.savepointNamed(name).commit();
  }
  *rollbackToSavepoint(name: string): Flow<void> {
    yield* this.transactions.savepointNamed(name).rollback();
  }

  *commit(): Flow<void> {
    this.checkOpen();
    const { root } = this.transactions;
    if (root !== undefined) yield* this.transactions.end(root, true);
  }
  *rollback(): Flow<void> {
    this.checkOpen();
    const { root } = this.transactions;
    if (root !== undefined) yield* this.transactions.end(root, false);
  }

  // --- the driver's connection ------------------------------------------------------------------------------------

  /** Runs a flow of the dialect; its errors come out as ours. `sql` is what it sends, or what it asks for (`table "users"`). */
  *guard<T>(sql: string, flow: Flow<T>): Flow<T> {
    try {
      return yield* this.engine.observed && isCommand(sql) ? observedCommand(this, sql, flow) : flow;
    } catch (error) {
      throw yield* handleError(this, error, sql, undefined, false);
    }
  }

  *setOptions(given: ExecutionOptions): Flow<void> {
    this.checkOpen();
    checkExecutionOptions(given);
    const options = { ...given };
    if (this.dispatch.active) {
      yield* emit(this.dispatch, "setConnectionExecutionOptions", [this.eventConnection, options]);
      checkExecutionOptions(options);
    }
    if (this.inTransaction()) {
      const ofTransactions = transactionOptionNames.find((name) => options[name] !== undefined);
      if (ofTransactions !== undefined)
        throw new InvalidRequestError(
          `${ofTransactions} cannot change inside a transaction; call commit() or rollback() first.`,
        );
    }
    if (options.isolationLevel !== undefined) yield* this.held.setIsolationLevel(options.isolationLevel);
    this.options = { ...this.options, ...options };
  }

  /** Takes the driver's connection out of use; what was under way can only be rolled back. */
  *invalidate(cause?: unknown): Flow<void> {
    this.checkOpen();
    this.#forget();
    yield* this.held.discard(cause);
  }
  /** The driver's connection was lost and, with `older`, so were all of the pool that are as old. */
  *lose(error: unknown, older: boolean): Flow<void> {
    const { pooled } = this;
    if (this.closed || pooled === undefined) return;
    if (older) this.engine.pool.invalidateOlder(pooled.entry);
    this.#forget();
    yield* this.held.discardAfter(error);
  }
  #forget(): void {
    this.transactions.lose();
    this.stream?.forget("its connection was lost");
  }

  /** Takes the driver's connection out of the pool, to keep it until this one is closed. */
  *detach(): Flow<void> {
    this.checkOpen();
    if (this.pooled === undefined) throw this.#unusable();
    yield* this.engine.pool.detach(this.pooled);
  }

  /** The level of the transaction under way or, without one, of those to come. */
  *getIsolationLevel(): Flow<string> {
    this.checkOpen();
    if (this.autocommit) return "AUTOCOMMIT";
    const ofTransaction = this.transactions.root?.how?.isolationLevel;
    if (ofTransaction !== undefined) return ofTransaction;
    if (this.inTransaction()) yield* this.driver();
    const { connection } = yield* this.held.connected();
    return yield* this.guard("SHOW ISOLATION LEVEL", this.dialect.getIsolationLevel(connection));
  }

  *driverConnection(): Flow<unknown> {
    this.checkOpen();
    return (yield* this.held.connected()).connection.raw;
  }

  *close(): Flow<void> {
    if (this.closed) return;
    let failure: { readonly error: unknown } | undefined;
    try {
      yield* this.rollback();
    } catch (error) {
      failure = { error };
    }
    this.closed = true;
    yield* this.held.release();
    if (failure !== undefined) throw failure.error;
  }

  /** Closes because of an error that the caller has to know; what goes wrong now is of no interest. */
  *closeAfter(): Flow<void> {
    try {
      yield* this.close();
    } catch {
      // See above.
    }
  }

  checkOpen(): void {
    if (this.closed) throw this.#unusable();
  }
  log(text: string): void {
    const { echo } = this.engine;
    if (echo.enabled) echo.line(text, this.loggingToken);
  }
  #unusable(): Error {
    return this.closed
      ? new ResourceClosedError("This connection is closed. Take another one with engine.connect().")
      : new ResourceClosedError(
          "This connection was invalidated and holds no database connection now; execute a statement, or close it.",
        );
  }
}
