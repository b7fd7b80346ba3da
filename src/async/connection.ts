import type { Dialect } from "../dialect/dialect.ts";
import type { ConnectionCore } from "../engine/connection-core.ts";
import type { CoreConnection } from "../engine/core-connection.ts";
import type { CursorResult } from "../engine/cursor-result.ts";
import { runDDL } from "../engine/ddl.ts";
import type { EngineEvents } from "../engine/engine-events.ts";
import type { Executable, ExecuteParams, RowsOf } from "../engine/executable.ts";
import type { ExecutionOptions } from "../engine/execution-options.ts";
import type { ScalarResult } from "../engine/scalar-result.ts";
import { closing, inTransaction } from "../engine/transaction.ts";
import { defineDispatch, type EventTarget } from "../event/dispatch.ts";
import { wait, type Awaitable, type Flow } from "../flow/flow.ts";
import { runAsync } from "../flow/run.ts";
import { $runDDL, type DDLConnection, type DDLRunner } from "../schema/ddl-runner.ts";
import type { AsyncEngine } from "./engine.ts";
import { OperationQueue } from "./operation-queue.ts";
import { AsyncTransaction } from "./transaction.ts";

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
    return this.#run(() => this.#core.execute(statement, params, options)) as Promise<CursorResult<RowsOf<S>>>;
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
  execDriverSql(sql: string, params?: readonly unknown[] | readonly (readonly unknown[])[]): Promise<CursorResult> {
    return this.#run(() => this.#core.execDriverSql(sql, params));
  }

  /** Starts a transaction; with a function, commits when its promise is fulfilled and rolls back when it is rejected. */
  begin(): Promise<AsyncTransaction>;
  begin<T>(body: (transaction: AsyncTransaction) => Awaitable<T>): Promise<T>;
  async begin<T>(body?: (transaction: AsyncTransaction) => Awaitable<T>): Promise<AsyncTransaction | T> {
    const core = await this.#run(() => this.#core.beginTransaction());
    const transaction = new AsyncTransaction(core, this.#queue);
    return body === undefined
      ? transaction
      : await runAsync(inTransaction(core, () => wait(body(transaction)), this.#queue.lane));
  }
  /** Starts a savepoint (and a transaction when there is none); with a function, releases it in the end or rolls back to it. */
  beginNested(): Promise<AsyncTransaction>;
  beginNested<T>(body: (transaction: AsyncTransaction) => Awaitable<T>): Promise<T>;
  async beginNested<T>(body?: (transaction: AsyncTransaction) => Awaitable<T>): Promise<AsyncTransaction | T> {
    const core = await this.#run(() => this.#core.beginSavepoint());
    const transaction = new AsyncTransaction(core, this.#queue);
    return body === undefined
      ? transaction
      : await runAsync(inTransaction(core, () => wait(body(transaction)), this.#queue.lane));
  }
  /** Commits what is under way; harmless without a transaction. */
  commit(): Promise<void> {
    return this.#run(() => this.#core.commit());
  }
  /** Rolls back what is under way; harmless without a transaction. */
  rollback(): Promise<void> {
    return this.#run(() => this.#core.rollback());
  }
  inTransaction(): boolean {
    return this.#core.inTransaction();
  }
  inNestedTransaction(): boolean {
    return this.#core.inNestedTransaction();
  }
  /** Sets options for all executions of this connection, among them `isolationLevel`; gives the connection back. */
  async executionOptions(options: ExecutionOptions): Promise<this> {
    await this.#run(() => this.#core.setOptions(options));
    return this;
  }
  /** Takes the database connection out of the pool for good. */
  invalidate(cause?: unknown): Promise<void> {
    return this.#run(() => this.#core.invalidate(cause));
  }
  /** Rolls back what is open and gives the database connection back to the pool. Closing twice is harmless. */
  close(): Promise<void> {
    return this.#run(() => this.#core.close());
  }
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** Runs a body in a transaction and closes: for `engine.begin`. */
  during<T>(body: () => Awaitable<T>): Promise<T> {
    const core = this.#core;
    const { lane } = this.#queue;
    return runAsync(
      closing(
        core,
        function* () {
          return yield* inTransaction(yield* core.beginTransaction(), () => wait(body()), lane);
        },
        lane,
      ),
    );
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
