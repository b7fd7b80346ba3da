import type { Dialect } from "../dialect/dialect.ts";
import type { TransactionOptions } from "../dialect/transaction-options.ts";
import type { ConnectionCore } from "../engine/connection-core.ts";
import type { CoreConnection } from "../engine/core-connection.ts";
import type { CursorResult } from "../engine/cursor-result.ts";
import { runDDL } from "../engine/ddl.ts";
import type { EngineEvents } from "../engine/engine-events.ts";
import type { DriverParams, Executable, ExecuteParams, RowsOf } from "../engine/executable.ts";
import { type ExecutionOptions, translateSchema } from "../engine/execution-options.ts";
import type { Result } from "../engine/result.ts";
import type { ScalarResult } from "../engine/scalar-result.ts";
import { closing, inTransaction } from "../engine/transaction.ts";
import type { TransactionCore } from "../engine/transaction-core.ts";
import { endPrepared, recoverTwophase } from "../engine/two-phase.ts";
import { defineDispatch, type EventTarget } from "../event/dispatch.ts";
import { wait, type Awaitable, type Flow } from "../flow/flow.ts";
import { runAsync } from "../flow/run.ts";
import { $runDDL, type DDLConnection, type DDLRunner } from "../schema/ddl-runner.ts";
import { complete } from "./complete.ts";
import { AsyncResult } from "./result.ts";
import type { AsyncScalarResult } from "./scalar-result.ts";
import type { AsyncEngine } from "./engine.ts";
import { OperationQueue } from "./operation-queue.ts";
import { AsyncTransaction } from "./transaction.ts";
import { AsyncTwoPhaseTransaction } from "./two-phase-transaction.ts";

/**
 * One database connection, taken from the engine's pool. Operations started at once run one after another, in order.
 * The first statement begins a transaction by itself; closing, also by `await using`, rolls back what was not committed.
 *
 * ```ts
 * await using conn = await engine.connect();
 * await conn.execute(insert(users).values({ name: "Anna" }));
 * await conn.commit();
 * ```
 */
export class AsyncConnection {
  readonly engine: AsyncEngine;
  readonly #core: ConnectionCore;
  readonly #queue: OperationQueue = new OperationQueue();
  readonly #shells = new WeakMap<TransactionCore, AsyncTransaction>();

  constructor(engine: AsyncEngine, core: ConnectionCore) {
    this.engine = engine;
    this.#core = core;
  }

  /** The same connection as flows; for sessions and extensions. */
  get core(): CoreConnection {
    return this.#core;
  }
  get dialect(): Dialect {
    return this.#core.dialect;
  }
  get closed(): boolean {
    return this.#core.closed;
  }
  /** Whether the database connection was lost or taken out; `rollback()` makes the next statement use a new one. */
  get invalidated(): boolean {
    return this.#core.invalidated;
  }
  /** Room for your own data; lives as long as the database connection. */
  get info(): Map<string, unknown> {
    return this.#core.info();
  }

  /** Executes a statement; see `Connection.execute`. The result is complete: reading it needs no `await`. */
  execute<S extends Executable>(
    statement: S,
    params?: ExecuteParams,
    options?: ExecutionOptions,
  ): Promise<CursorResult<RowsOf<S>>> {
    const run = this.#run(() => complete(this.#core.execute(statement, params, options)));
    return run as unknown as Promise<CursorResult<RowsOf<S>>>;
  }
  /** The first column of the first row, or null. */
  async scalar<S extends Executable>(
    statement: S,
    params?: ExecuteParams,
    options?: ExecutionOptions,
  ): Promise<RowsOf<S>[0] | null> {
    return (await this.execute(statement, params, options)).scalar();
  }
  /** The first column of every row. */
  async scalars<S extends Executable>(
    statement: S,
    params?: ExecuteParams,
    options?: ExecutionOptions,
  ): Promise<ScalarResult<RowsOf<S>[0]>> {
    return (await this.execute(statement, params, options)).scalars();
  }
  /** SQL text as the driver takes it, placeholders included; a list of lists executes it once for each. */
  execDriverSql(sql: string, params?: DriverParams, options?: ExecutionOptions): Promise<CursorResult> {
    return this.#run(() => complete(this.#core.execDriverSql(sql, params, options)));
  }

  /**
   * Executes a query whose rows are read when they are asked for, through a cursor of the database: a million rows in bounded memory.
   *
   * ```ts
   * for await (const [id, name] of await conn.stream(select(users.c.id, users.c.name))) console.log(id, name);
   * ```
   *
   * The stream ends with its transaction, and is closed when the loop is left. What else is executed meanwhile works as ever; where
   * the driver can do only one thing at a time, the rest of the rows is read into memory first.
   */
  async stream<S extends Executable>(
    statement: S,
    params?: ExecuteParams,
    options?: ExecutionOptions,
  ): Promise<AsyncResult<RowsOf<S>>> {
    const result = await this.#run(() => this.#core.execute(statement, params, { streamResults: true, ...options }));
    return new AsyncResult(result as unknown as Result<RowsOf<S>>, this.#queue);
  }
  /** The same for the first column of every row. */
  async streamScalars<S extends Executable>(
    statement: S,
    params?: ExecuteParams,
    options?: ExecutionOptions,
  ): Promise<AsyncScalarResult<RowsOf<S>[0]>> {
    return (await this.stream(statement, params, options)).scalars();
  }

  /**
   * Starts a transaction; with a function, commits when its promise is fulfilled and rolls back when it is rejected. The options say
   * what it is to be: `{ isolationLevel: "SERIALIZABLE", readOnly: true }`. InvalidRequestError when a transaction is under way.
   */
  begin(options?: TransactionOptions): Promise<AsyncTransaction>;
  begin<T>(body: (transaction: AsyncTransaction) => Awaitable<T>, options?: TransactionOptions): Promise<T>;
  async begin<T>(
    first?: TransactionOptions | ((transaction: AsyncTransaction) => Awaitable<T>),
    options?: TransactionOptions,
  ): Promise<AsyncTransaction | T> {
    if (typeof first !== "function") return this.#shell(await this.#run(() => this.#core.beginTransaction(first)));
    return await this.#within(await this.#run(() => this.#core.beginTransaction(options)), first);
  }
  /** Starts a savepoint (and a transaction when there is none); with a function, releases it in the end or rolls back to it. */
  beginNested(): Promise<AsyncTransaction>;
  beginNested<T>(body: (transaction: AsyncTransaction) => Awaitable<T>): Promise<T>;
  async beginNested<T>(body?: (transaction: AsyncTransaction) => Awaitable<T>): Promise<AsyncTransaction | T> {
    const core = await this.#run(() => this.#core.beginSavepoint());
    return body === undefined ? this.#shell(core) : await this.#within(core, body);
  }
  /** Starts a transaction that is committed in two phases; its name is made up when none is given. For PostgreSQL, MySQL and MariaDB. */
  async beginTwophase(xid?: string): Promise<AsyncTwoPhaseTransaction> {
    const core = await this.#run(() => this.#core.transactions.beginTwophase(xid));
    return this.#shell(core) as AsyncTwoPhaseTransaction;
  }
  /** The names of the two-phase transactions that are prepared and wait for their end, whoever prepared them. */
  recoverTwophase(): Promise<string[]> {
    return this.#run(() => recoverTwophase(this.#core));
  }
  /** Commits a prepared transaction, whoever prepared it; outside of a transaction. */
  commitPrepared(xid: string): Promise<void> {
    return this.#run(() => endPrepared(this.#core, xid, true));
  }
  /** Rolls back a prepared transaction, whoever prepared it; outside of a transaction. */
  rollbackPrepared(xid: string): Promise<void> {
    return this.#run(() => endPrepared(this.#core, xid, false));
  }
  /** Commits what is under way; harmless without a transaction. */
  commit(): Promise<void> {
    return this.#run(() => this.#core.commit());
  }
  /** Rolls back what is under way; harmless without a transaction. */
  rollback(): Promise<void> {
    return this.#run(() => this.#core.rollback());
  }
  /** The schema that a table, sequence or the like has on this connection: its own, or what `schemaTranslateMap` makes of it. */
  schemaForObject(item: { readonly schema?: string | undefined }): string | undefined {
    return translateSchema(this.#core.options, item.schema);
  }
  inTransaction(): boolean {
    return this.#core.inTransaction();
  }
  inNestedTransaction(): boolean {
    return this.#core.inNestedTransaction();
  }
  /** The transaction under way, begun by `begin()` or by the first statement; undefined when there is none. */
  getTransaction(): AsyncTransaction | undefined {
    const { root } = this.#core.transactions;
    return root && this.#shell(root);
  }
  /** The innermost savepoint; undefined when there is none. */
  getNestedTransaction(): AsyncTransaction | undefined {
    const { innermost } = this.#core;
    return innermost?.nested === true ? this.#shell(innermost) : undefined;
  }
  /** The isolation level of the transaction under way or, without one, of those to come; asks the database. */
  getIsolationLevel(): Promise<string> {
    return this.#run(() => this.#core.getIsolationLevel());
  }
  /** The isolation level that connections of this database have when they are opened. */
  get defaultIsolationLevel(): string | undefined {
    return this.#core.dialect.defaultIsolationLevel;
  }
  /** Sets options for all executions of this connection, among them `isolationLevel` and `readOnly`; gives the connection back. */
  async executionOptions(options: ExecutionOptions): Promise<this> {
    await this.#run(() => this.#core.setOptions(options));
    return this;
  }
  /** Takes the database connection out of use: it is closed. `cause` is for listeners and the log. */
  invalidate(cause?: unknown): Promise<void> {
    return this.#run(() => this.#core.invalidate(cause));
  }
  /**
   * Takes the database connection out of the pool, which may open another one in its place: for session settings that nobody else is to
   * find. Closing this connection then closes it.
   */
  detach(): Promise<void> {
    return this.#run(() => this.#core.detach());
  }
  /** Rolls back what is open and gives the database connection back to the pool. Closing twice is harmless. */
  close(): Promise<void> {
    return this.#run(() => this.#core.close());
  }
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** Runs a body in a transaction and closes: for `engine.begin`. */
  during<T>(body: () => Awaitable<T>, options?: TransactionOptions): Promise<T> {
    const core = this.#core;
    const { lane } = this.#queue;
    return runAsync(
      closing(
        core,
        function* () {
          return yield* inTransaction(yield* core.beginTransaction(options), () => wait(body()), lane);
        },
        lane,
      ),
    );
  }

  #within<T>(core: TransactionCore, body: (transaction: AsyncTransaction) => Awaitable<T>): Promise<T> {
    return runAsync(inTransaction(core, () => wait(body(this.#shell(core))), this.#queue.lane));
  }
  /** Always the same AsyncTransaction for a transaction. */
  #shell(core: TransactionCore): AsyncTransaction {
    let shell = this.#shells.get(core);
    if (shell === undefined) {
      shell =
        core.xid === undefined
          ? new AsyncTransaction(core, this.#queue)
          : new AsyncTwoPhaseTransaction(core, this.#queue);
      this.#shells.set(core, shell);
    }
    return shell;
  }
  #run<T>(operation: () => Flow<T>): Promise<T> {
    return this.#queue.run(operation);
  }
  /** For `metadata.createAll(…)`. */
  runPlan(plan: (connection: DDLConnection) => Flow<void>): Promise<void> {
    return this.#run(() => runDDL(this.#core, plan));
  }
}

/** Where events and `metadata.createAll` find what they need. */
export interface AsyncConnection extends DDLRunner, EventTarget<EngineEvents> {
  [$runDDL](plan: (connection: DDLConnection) => Flow<void>): Promise<void>;
}

defineDispatch(AsyncConnection.prototype, ({ core }) => core.dispatch);
Object.defineProperty(AsyncConnection.prototype, $runDDL, {
  value(this: AsyncConnection, plan: (connection: DDLConnection) => Flow<void>) {
    return this.runPlan(plan);
  },
});
