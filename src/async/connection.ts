import type { Dialect } from "../dialect/dialect.ts";
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
import { AsyncRequiredError } from "../errors/state.ts";
import { defineDispatch, type EventTarget } from "../event/dispatch.ts";
import { wait, type Awaitable, type Flow } from "../flow/flow.ts";
import { runAsync } from "../flow/run.ts";
import { $runDDL, type DDLConnection, type DDLRunner } from "../schema/ddl-runner.ts";
import { AsyncResult } from "./result.ts";
import type { AsyncScalarResult } from "./scalar-result.ts";
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
  async execute<S extends Executable>(
    statement: S,
    params?: ExecuteParams,
    options?: ExecutionOptions,
  ): Promise<CursorResult<RowsOf<S>>> {
    const result = await this.#run(() => this.#core.execute(statement, params, options));
    return (await this.#complete(result)) as unknown as CursorResult<RowsOf<S>>;
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
  async execDriverSql(sql: string, params?: DriverParams, options?: ExecutionOptions): Promise<CursorResult> {
    return await this.#complete(await this.#run(() => this.#core.execDriverSql(sql, params, options)));
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

  /** A result that still has to wait for rows cannot be read without await. */
  async #complete(result: CursorResult): Promise<CursorResult> {
    const { source } = result.core;
    if (source.feed === undefined) return result;
    await this.#run(() => source.finish());
    throw new AsyncRequiredError(
      "execute() gives a result that is read without await, and with streamResults or yieldPer the rows are still to come. Use stream() instead.",
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
