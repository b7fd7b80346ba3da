import { defineDispatch, type EventTarget } from "../event/dispatch.ts";
import { wait, type Flow } from "../flow/flow.ts";
import { runSync } from "../flow/run.ts";
import type { Dialect } from "../dialect/dialect.ts";
import type { TransactionOptions } from "../dialect/transaction-options.ts";
import { $runDDL, type DDLConnection, type DDLRunner } from "../schema/ddl-runner.ts";
import type { ConnectionCore } from "./connection-core.ts";
import type { CoreConnection } from "./core-connection.ts";
import type { CursorResult } from "./cursor-result.ts";
import { runDDL } from "./ddl.ts";
import type { Engine } from "./engine.ts";
import type { EngineEvents } from "./engine-events.ts";
import type { DriverParams, Executable, ExecuteParams, RowsOf } from "./executable.ts";
import { type ExecutionOptions, translateSchema } from "./execution-options.ts";
import type { ScalarResult } from "./scalar-result.ts";
import { inTransaction, type Transaction } from "./transaction.ts";
import type { TransactionCore } from "./transaction-core.ts";
import { transactionOf } from "./transaction-shell.ts";
import { endPrepared, recoverTwophase } from "./two-phase.ts";
import type { TwoPhaseTransaction } from "./two-phase-transaction.ts";

/**
 * One database connection, taken from the engine's pool. The first statement begins a transaction by itself; `commit()` ends it,
 * and the next statement begins another. Closing, also by `using`, rolls back what was not committed.
 *
 * ```ts
 * using conn = engine.connect();
 * conn.execute(insert(users).values({ name: "Anna" }));
 * conn.commit();
 * ```
 */
export class Connection {
  readonly engine: Engine;
  readonly #core: ConnectionCore;

  constructor(engine: Engine, core: ConnectionCore) {
    this.engine = engine;
    this.#core = core;
    core.shell = this;
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

  /**
   * Executes a statement. `params` are values for its parameters; an INSERT takes its values there too. A list of them
   * executes it once for each. Throws a DBAPIError when the database refuses.
   *
   * With the option `streamResults` or `yieldPer` the rows are read when the result is, in bounded memory:
   *
   * ```ts
   * for (const rows of conn.execute(select(users), undefined, { yieldPer: 500 }).partitions()) …
   * ```
   *
   * A streamed result ends with its transaction. What else is executed meanwhile works as ever; where the driver can do only one thing
   * at a time, the rest of the rows is read into memory first.
   */
  execute<S extends Executable>(
    statement: S,
    params?: ExecuteParams,
    options?: ExecutionOptions,
  ): CursorResult<RowsOf<S>> {
    return (this.#core.executeDirectly(statement, params, options) ??
      runSync(this.#core.execute(statement, params, options))) as CursorResult<RowsOf<S>>;
  }
  /** The first column of the first row, or null. */
  scalar<S extends Executable>(statement: S, params?: ExecuteParams, options?: ExecutionOptions): RowsOf<S>[0] | null {
    return this.execute(statement, params, options).scalar();
  }
  /** The first column of every row. */
  scalars<S extends Executable>(
    statement: S,
    params?: ExecuteParams,
    options?: ExecutionOptions,
  ): ScalarResult<RowsOf<S>[0]> {
    return this.execute(statement, params, options).scalars();
  }
  /** SQL text as the driver takes it, placeholders included; a list of lists executes it once for each. */
  execDriverSql(sql: string, params?: DriverParams, options?: ExecutionOptions): CursorResult {
    return runSync(this.#core.execDriverSql(sql, params, options));
  }

  /**
   * Starts a transaction; with a function, commits when it returns and rolls back when it throws. The options say what it is to be.
   *
   * ```ts
   * conn.begin((transaction) => { … }, { isolationLevel: "SERIALIZABLE", readOnly: true });
   * ```
   *
   * Throws InvalidRequestError when a transaction is under way.
   */
  begin(options?: TransactionOptions): Transaction;
  begin<T>(body: (transaction: Transaction) => T, options?: TransactionOptions): T;
  begin<T>(
    first?: TransactionOptions | ((transaction: Transaction) => T),
    options?: TransactionOptions,
  ): Transaction | T {
    if (typeof first !== "function") return transactionOf(runSync(this.#core.beginTransaction(first)));
    return this.#within(runSync(this.#core.beginTransaction(options)), first);
  }
  /** Starts a savepoint (and a transaction when there is none); with a function, releases it on return and rolls back to it on throw. */
  beginNested(): Transaction;
  beginNested<T>(body: (transaction: Transaction) => T): T;
  beginNested<T>(body?: (transaction: Transaction) => T): Transaction | T {
    const core = runSync(this.#core.beginSavepoint());
    return body === undefined ? transactionOf(core) : this.#within(core, body);
  }
  /** Starts a transaction that is committed in two phases; its name is made up when none is given. For PostgreSQL, MySQL and MariaDB. */
  beginTwophase(xid?: string): TwoPhaseTransaction {
    return transactionOf(runSync(this.#core.transactions.beginTwophase(xid))) as TwoPhaseTransaction;
  }
  /** The names of the two-phase transactions that are prepared and wait for their end, whoever prepared them. */
  recoverTwophase(): string[] {
    return runSync(recoverTwophase(this.#core));
  }
  /** Commits a prepared transaction, whoever prepared it; outside of a transaction. */
  commitPrepared(xid: string): void {
    runSync(endPrepared(this.#core, xid, true));
  }
  /** Rolls back a prepared transaction, whoever prepared it; outside of a transaction. */
  rollbackPrepared(xid: string): void {
    runSync(endPrepared(this.#core, xid, false));
  }
  /** Commits what is under way; harmless without a transaction. */
  commit(): void {
    runSync(this.#core.commit());
  }
  /** Rolls back what is under way; harmless without a transaction. */
  rollback(): void {
    runSync(this.#core.rollback());
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
  getTransaction(): Transaction | undefined {
    const { root } = this.#core.transactions;
    return root && transactionOf(root);
  }
  /** The innermost savepoint; undefined when there is none. */
  getNestedTransaction(): Transaction | undefined {
    const { innermost } = this.#core;
    return innermost?.nested === true ? transactionOf(innermost) : undefined;
  }
  /** The isolation level of the transaction under way or, without one, of those to come; asks the database. */
  getIsolationLevel(): string {
    return runSync(this.#core.getIsolationLevel());
  }
  /** The isolation level that connections of this database have when they are opened. */
  get defaultIsolationLevel(): string | undefined {
    return this.#core.dialect.defaultIsolationLevel;
  }
  /** Sets options for all executions of this connection, among them `isolationLevel` and `readOnly`; gives the connection back. */
  executionOptions(options: ExecutionOptions): this {
    runSync(this.#core.setOptions(options));
    return this;
  }
  /** Takes the database connection out of use: it is closed. `cause` is for listeners and the log; the transaction must be rolled back before it can be used again. */
  invalidate(cause?: unknown): void {
    runSync(this.#core.invalidate(cause));
  }
  /**
   * Takes the database connection out of the pool, which may open another one in its place: for session settings that nobody else is to
   * find. Closing this connection then closes it.
   */
  detach(): void {
    runSync(this.#core.detach());
  }
  /** Rolls back what is open and gives the database connection back to the pool. Closing twice is harmless. */
  close(): void {
    runSync(this.#core.close());
  }
  [Symbol.dispose](): void {
    runSync(this.#core.close());
  }
  #within<T>(core: TransactionCore, body: (transaction: Transaction) => T): T {
    return runSync(inTransaction(core, () => wait(body(transactionOf(core)))));
  }
  /** For `metadata.createAll(…)`. */
  runPlan(plan: (connection: DDLConnection) => Flow<void>): void {
    return runSync(runDDL(this.#core, plan));
  }
}

/** Where events and `metadata.createAll` find what they need. */
export interface Connection extends DDLRunner, EventTarget<EngineEvents> {
  [$runDDL](plan: (connection: DDLConnection) => Flow<void>): void;
}

defineDispatch(Connection.prototype, ({ core }) => core.dispatch);
Object.defineProperty(Connection.prototype, $runDDL, {
  value(this: Connection, plan: (connection: DDLConnection) => Flow<void>) {
    return this.runPlan(plan);
  },
});
