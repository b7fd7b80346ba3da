import type { Compiled } from "../compiler/compiled.ts";
import type { Dialect } from "../dialect/dialect.ts";
import type { DriverConnection, DriverResult } from "../dialect/driver.ts";
import { PendingRollbackError } from "../errors/orm.ts";
import { InvalidRequestError, ResourceClosedError } from "../errors/state.ts";
import { Dispatch } from "../event/dispatch.ts";
import { emit } from "../event/emit.ts";
import type { Flow } from "../flow/flow.ts";
import type { ConnectionPool, PooledDriver } from "./connection-pool.ts";
import type { Node } from "../sql/node.ts";
import type { CoreConnection } from "./core-connection.ts";
import { send } from "./cursor.ts";
import type { CursorResult } from "./cursor-result.ts";
import { executeDriverSql } from "./driver-sql.ts";
import type { EngineCore } from "./engine-core.ts";
import { type EngineEvents, type EventConnection, engineEventNames } from "./engine-events.ts";
import type { DriverParams, Executable, ExecuteParams } from "./executable.ts";
import { executeStatement } from "./execute-statement.ts";
import { checkExecutionOptions, type ExecutionOptions } from "./execution-options.ts";
import { handleError } from "./handle-error.ts";
import { lookupCompiled } from "./lookup.ts";
import type { OpenStream } from "./open-stream.ts";
import { queryOptionsOf } from "./query-options.ts";
import { type SendingOptions, sendingOptions } from "./sending-options.ts";
import { TransactionCore } from "./transaction-core.ts";

/** The state of one connection and its transactions; what it executes is in the neighbouring files. */
export class ConnectionCore implements CoreConnection {
  readonly engine: EngineCore;
  readonly dialect: Dialect;
  readonly dispatch: Dispatch<EngineEvents>;
  shell: unknown = undefined;
  /** What of `options` changes how statements are sent; undefined when nothing does. */
  sending: SendingOptions | undefined = undefined;
  /** The result whose rows are still in the database, when there is one. */
  stream: OpenStream | undefined = undefined;
  /** What the dialect, the pool and the driver know of the connection; undefined while it is invalidated. */
  pooled: PooledDriver | undefined;
  closed = false;
  /** Statements commit by themselves; BEGIN and COMMIT are not sent. */
  autocommit: boolean;
  /** The isolation level was changed for this connection and must be set back before the pool gets it. */
  #changedIsolation = false;
  #eventConnection: EventConnection | undefined = undefined;
  #root: TransactionCore | undefined = undefined;
  #innermost: TransactionCore | undefined = undefined;
  #savepoints = 0;
  #options: ExecutionOptions;

  constructor(engine: EngineCore, pooled: PooledDriver) {
    this.engine = engine;
    this.dialect = engine.dialect;
    this.dispatch = new Dispatch("a connection", engineEventNames, engine.dispatch);
    this.#options = engine.executionOptions;
    this.sending = sendingOptions(this.#options);
    this.pooled = pooled;
    this.autocommit = engine.autocommit;
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
  get invalidated(): boolean {
    return this.pooled === undefined && !this.closed;
  }
  get loggingToken(): string | undefined {
    return this.options.loggingToken;
  }
  /** The savepoint or transaction that statements run in now. */
  get innermost(): TransactionCore | undefined {
    return this.#innermost;
  }
  get root(): TransactionCore | undefined {
    return this.#root;
  }

  info(): Map<string, unknown> {
    if (this.pooled === undefined) throw this.#unusable();
    return this.pooled.info;
  }

  execute(statement: Executable, params?: ExecuteParams, options?: ExecutionOptions): Flow<CursorResult> {
    return executeStatement(this, statement, params, options);
  }
  executeCompiled(compiled: Compiled, params: readonly unknown[], sql?: string): Flow<DriverResult> {
    return send(this, sql ?? compiled.sql, params, false, queryOptionsOf(compiled), compiled);
  }
  executeMany(compiled: Compiled, sets: readonly (readonly unknown[])[]): Flow<DriverResult> {
    return send(this, compiled.sql, sets, true, queryOptionsOf(compiled), compiled);
  }
  execDriverSql(sql: string, params?: DriverParams, options?: ExecutionOptions): Flow<CursorResult> {
    return executeDriverSql(this, sql, params, options);
  }
  lookup(node: Node, build: () => Compiled, variant = ""): Compiled {
    return lookupCompiled(this, node, build, variant).compiled;
  }

  // --- transactions -----------------------------------------------------------------------------------------------

  inTransaction(): boolean {
    return this.#root !== undefined;
  }
  inNestedTransaction(): boolean {
    return this.#innermost !== undefined && this.#innermost.nested;
  }

  /** The driver's connection, in a transaction: what every statement starts with. */
  *driver(): Flow<DriverConnection> {
    if (this.#root === undefined) yield* this.#startRoot();
    else if (this.#root.lost) throw this.#mustRollBack();
    if (this.stream !== undefined) yield* this.stream.makeRoom();
    if (this.pooled === undefined) throw this.#unusable();
    return this.pooled.connection;
  }

  /** The same when a transaction is under way on a sound connection: what nearly every statement finds. */
  readyDriver(): DriverConnection | undefined {
    return this.#root !== undefined && !this.#root.lost && this.stream === undefined
      ? this.pooled?.connection
      : undefined;
  }

  *begin(): Flow<void> {
    yield* this.beginTransaction();
  }
  *autobegin(): Flow<void> {
    if (this.#root === undefined) yield* this.#startRoot();
  }

  *beginTransaction(): Flow<TransactionCore> {
    if (this.#root !== undefined) {
      throw new InvalidRequestError(
        "A transaction is under way on this connection already, begun by begin() or by the first statement. Call commit() or rollback() first, or use beginNested() for a savepoint.",
      );
    }
    return yield* this.#startRoot();
  }

  *beginSavepoint(): Flow<TransactionCore> {
    const { connection } = this.pooled === undefined ? { connection: undefined } : this.pooled;
    if (this.closed || connection === undefined || this.#root === undefined) yield* this.driver();
    const parent = this.#innermost as TransactionCore;
    if (parent.lost) throw this.#mustRollBack();
    if (this.stream !== undefined) yield* this.stream.makeRoom();
    const name = `sa_savepoint_${++this.#savepoints}`;
    this.#log(`SAVEPOINT ${name}`);
    if (this.dispatch.active) yield* emit(this.dispatch, "savepoint", [this.eventConnection, name]);
    yield* this.guard(`SAVEPOINT ${name}`, this.dialect.savepoint((this.pooled as PooledDriver).connection, name));
    return (this.#innermost = new TransactionCore(this, parent, name));
  }

  *savepoint(): Flow<string> {
    return (yield* this.beginSavepoint()).savepoint as string;
  }
  *releaseSavepoint(name: string): Flow<void> {
    yield* this.#savepointNamed(name).commit();
  }
  *rollbackToSavepoint(name: string): Flow<void> {
    yield* this.#savepointNamed(name).rollback();
  }

  *commit(): Flow<void> {
    this.#checkOpen();
    if (this.#root !== undefined) yield* this.endTransaction(this.#root, true);
  }
  *rollback(): Flow<void> {
    this.#checkOpen();
    if (this.#root !== undefined) yield* this.endTransaction(this.#root, false);
  }

  /** Commits or rolls back one transaction or savepoint and everything nested in it. */
  *endTransaction(transaction: TransactionCore, commit: boolean): Flow<void> {
    const { savepoint } = transaction;
    if (this.stream !== undefined) yield* this.stream.beforeEnd(transaction, commit);
    if (commit && transaction.lost) throw this.#mustRollBack();
    if (commit && this.#hasFailed(transaction)) {
      yield* transaction.rollbackAfter(undefined);
      throw new PendingRollbackError(
        "The database refused a statement of this transaction and can only undo it, so it was rolled back instead of committed. To go on after an error, run what may fail inside beginNested().",
      );
    }
    const connection = this.pooled?.connection;
    try {
      if (connection !== undefined && !transaction.lost) {
        if (savepoint !== undefined) yield* this.#endSavepoint(connection, savepoint, commit);
        else if (commit) yield* this.#commitRoot(connection);
        else yield* this.#rollbackRoot(connection);
      }
    } catch (error) {
      // A commit that failed leaves the transaction open on some databases; a failed rollback leaves nobody knows what.
      if (commit && !transaction.lost) yield* this.#rollbackFailedCommit(transaction);
      else {
        this.#forget(transaction, false);
        yield* this.#giveUp(error);
      }
      throw error;
    }
    this.#forget(transaction, commit);
  }

  *#rollbackFailedCommit(transaction: TransactionCore): Flow<void> {
    yield* transaction.rollbackAfter(undefined);
  }

  *#commitRoot(connection: DriverConnection): Flow<void> {
    this.#log(
      this.autocommit ? "COMMIT using DBAPI connection.commit(), has no effect due to autocommit mode" : "COMMIT",
    );
    if (this.dispatch.active) yield* emit(this.dispatch, "commit", [this.eventConnection]);
    if (!this.autocommit) yield* this.guard("COMMIT", this.dialect.commit(connection));
    this.#settled();
  }
  *#rollbackRoot(connection: DriverConnection): Flow<void> {
    this.#log(
      this.autocommit ? "ROLLBACK using DBAPI connection.rollback(), has no effect due to autocommit mode" : "ROLLBACK",
    );
    if (this.dispatch.active) yield* emit(this.dispatch, "rollback", [this.eventConnection]);
    if (!this.autocommit) yield* this.guard("ROLLBACK", this.dialect.rollback(connection));
    this.#settled();
  }
  *#endSavepoint(connection: DriverConnection, name: string, commit: boolean): Flow<void> {
    const sql = `${commit ? "RELEASE" : "ROLLBACK TO"} SAVEPOINT ${name}`;
    this.#log(sql);
    if (this.dispatch.active)
      yield* emit(this.dispatch, commit ? "releaseSavepoint" : "rollbackSavepoint", [this.eventConnection, name]);
    yield* this.guard(
      sql,
      commit ? this.dialect.releaseSavepoint(connection, name) : this.dialect.rollbackToSavepoint(connection, name),
    );
  }

  *#startRoot(): Flow<TransactionCore> {
    this.#checkOpen();
    if (this.pooled === undefined) yield* this.#reconnect();
    const pooled = this.pooled as PooledDriver;
    this.#log(this.autocommit ? "BEGIN (implicit; DBAPI should not BEGIN due to autocommit mode)" : "BEGIN (implicit)");
    if (this.dispatch.active) yield* emit(this.dispatch, "begin", [this.eventConnection]);
    if (!this.autocommit) {
      pooled.needsReset = true;
      yield* this.guard("BEGIN", this.dialect.begin(pooled.connection));
    }
    return (this.#root = this.#innermost = new TransactionCore(this, undefined, undefined));
  }

  /** No transaction is open on the driver's connection. */
  #settled(): void {
    if (this.pooled !== undefined) this.pooled.needsReset = false;
  }

  /** Takes a transaction and all that are nested in it out of the books. */
  #forget(transaction: TransactionCore, committed: boolean): void {
    let each = this.#innermost;
    while (each !== undefined && each !== transaction) {
      each.ended(committed);
      each = each.parent;
    }
    transaction.ended(committed);
    this.#innermost = transaction.parent;
    if (transaction.parent === undefined) this.#root = undefined;
  }

  /** Whether the database has aborted this transaction: it, or one nested in it that nobody rolled back. */
  #hasFailed(transaction: TransactionCore): boolean {
    for (let each = this.#innermost; each !== undefined; each = each.parent) {
      if (each.failed || each.undone) return true;
      if (each === transaction) return false;
    }
    return false;
  }

  #savepointNamed(name: string): TransactionCore {
    for (let each = this.#innermost; each !== undefined; each = each.parent) if (each.savepoint === name) return each;
    throw new InvalidRequestError(
      `There is no savepoint ${JSON.stringify(name)} on this connection; it was released or rolled back.`,
    );
  }

  // --- the driver's connection ------------------------------------------------------------------------------------

  /** Runs a flow of the dialect; its errors come out as ours. */
  *guard<T>(sql: string, flow: Flow<T>): Flow<T> {
    try {
      return yield* flow;
    } catch (error) {
      throw yield* handleError(this, error, sql, undefined, false);
    }
  }

  *setOptions(given: ExecutionOptions): Flow<void> {
    this.#checkOpen();
    checkExecutionOptions(given);
    const options = { ...given };
    if (this.dispatch.active) {
      yield* emit(this.dispatch, "setConnectionExecutionOptions", [this.eventConnection, options]);
      checkExecutionOptions(options);
    }
    const level = options.isolationLevel;
    if (level !== undefined) {
      if (this.#root !== undefined) {
        throw new InvalidRequestError(
          "The isolation level cannot change inside a transaction; call commit() or rollback() first.",
        );
      }
      if (this.pooled === undefined) yield* this.#reconnect();
      yield* this.guard(
        "SET ISOLATION LEVEL",
        this.dialect.setIsolationLevel((this.pooled as PooledDriver).connection, level),
      );
      this.#changedIsolation = true;
      this.autocommit = this.dialect.checkIsolationLevel(level) === "AUTOCOMMIT";
    }
    this.options = { ...this.options, ...options };
  }

  /** The connection was lost: it leaves the pool, and what was under way can only be rolled back. */
  *invalidate(cause?: unknown): Flow<void> {
    this.#checkOpen();
    for (let each = this.#innermost; each !== undefined; each = each.parent) each.lost = true;
    this.stream?.forget("its connection was lost");
    yield* this.#giveUp(cause);
  }

  *#giveUp(_cause: unknown): Flow<void> {
    const { pooled } = this;
    if (pooled === undefined) return;
    this.pooled = undefined;
    yield* discard(this.engine.pool, pooled);
  }

  *#reconnect(): Flow<void> {
    this.pooled = yield* this.engine.acquire();
    this.autocommit = this.engine.autocommit;
    this.#changedIsolation = false;
    const level = this.options.isolationLevel;
    if (level !== undefined && level !== this.engine.executionOptions.isolationLevel)
      yield* this.setOptions({ isolationLevel: level });
  }

  *driverConnection(): Flow<unknown> {
    this.#checkOpen();
    if (this.pooled === undefined) yield* this.#reconnect();
    return (this.pooled as PooledDriver).connection.raw;
  }

  *close(): Flow<void> {
    if (this.closed) return;
    let failure: { readonly error: unknown } | undefined;
    if (this.#root !== undefined) {
      try {
        yield* this.endTransaction(this.#root, false);
      } catch (error) {
        failure = { error };
      }
    }
    this.closed = true;
    const { pooled } = this;
    this.pooled = undefined;
    if (pooled !== undefined) {
      if (this.#changedIsolation && !(yield* this.#resetIsolation(pooled))) yield* discard(this.engine.pool, pooled);
      else yield* this.engine.pool.release(pooled);
    }
    if (failure !== undefined) throw failure.error;
  }

  /** False when it failed: a connection whose level is unknown must not go to the next user. */
  *#resetIsolation(pooled: PooledDriver): Flow<boolean> {
    try {
      yield* this.dialect.resetIsolationLevel(pooled.connection);
      const level = this.engine.isolationLevel;
      if (level !== undefined) yield* this.dialect.setIsolationLevel(pooled.connection, level);
      return true;
    } catch {
      return false;
    }
  }

  #checkOpen(): void {
    if (this.closed) throw this.#unusable();
  }
  #unusable(): Error {
    return this.closed
      ? new ResourceClosedError("This connection is closed. Take another one with engine.connect().")
      : new ResourceClosedError(
          "This connection was invalidated and holds no database connection now; execute a statement, or close it.",
        );
  }
  #mustRollBack(): Error {
    return new PendingRollbackError(
      "The database connection was lost inside a transaction. Call rollback(): the next statement then uses a new connection.",
    );
  }
  #log(text: string): void {
    const { echo } = this.engine;
    if (echo.enabled) echo.line(text, this.loggingToken);
  }
}

/** Throws a connection away; that closing it fails is no news. */
function* discard(pool: ConnectionPool, pooled: PooledDriver): Flow<void> {
  try {
    yield* pool.invalidate(pooled);
  } catch {
    // What went wrong before is what the caller has to know.
  }
}
