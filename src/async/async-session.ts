import type { $dispatch, Dispatch } from "../event/dispatch.ts";
import type { Executable, ExecuteParams, ItemsOf, RowsOf } from "../engine/executable.ts";
import type { Result } from "../engine/result.ts";
import type { RunOptions } from "../engine/retry.ts";
import type { ScalarResult } from "../engine/scalar-result.ts";
import { ArgumentError } from "../errors/argument.ts";
import { NoResultFound } from "../errors/state.ts";
import { type Awaitable, type Flow, wait } from "../flow/flow.ts";
import { pauseAsync } from "../flow/pause.ts";
import { runAsync } from "../flow/run.ts";
import { requireMapper } from "../orm/mapping/configure.ts";
import type { AnyModel, KeyOf } from "../orm/mapping/model-class.ts";
import type { InsertValues, UpdateValues } from "../schema/shape.ts";
import type { Table } from "../schema/table.ts";
import type { InstanceOf } from "../orm/mapping/instance-of.ts";
import { requireState } from "../orm/contract/require-state.ts";
import { bulkInsert, type BulkInsertOptions, bulkSave, type BulkSaveOptions, bulkUpdate } from "../orm/session/bulk.ts";
import { bindRequest, type BindRequest, SessionBinds } from "../orm/session/binds.ts";
import { deleteEntities } from "../orm/session/delete.ts";
import {
  beginNested,
  beginTransaction,
  closeSession,
  invalidateSession,
  commitSession,
  prepareSession,
  endRecord,
  rollbackSession,
} from "../orm/session/end-transaction.ts";
import { executeStatement, type SessionExecuteOptions } from "../orm/session/execute.ts";
import { flushSession } from "../orm/session/flush-session.ts";
import { getByKey, type GetOptions } from "../orm/session/get.ts";
import { type MergeOptions, mergeEntities } from "../orm/session/merge.ts";
import { GetAhead, SelectAhead } from "../orm/session/read-ahead.ts";
import { refreshEntity, type RefreshOptions } from "../orm/session/refresh.ts";
import { runSession } from "../orm/session/run.ts";
import { type ConnectionRequest, sessionConnection } from "../orm/session/session-connection.ts";
import { SessionBase } from "../orm/session/session-base.ts";
import { type BindLookup, SessionCore } from "../orm/session/session-core.ts";
import type { SessionEvents } from "../orm/session/session-events.ts";
import type { SessionOptions } from "../orm/session/session-options.ts";
import { endBody } from "../orm/session/session-transaction.ts";
import type { TransactionRecord } from "../orm/session/transaction-record.ts";
import type { ItemVal } from "../sql/row-of.ts";
import { describeValue } from "../util/describe.ts";
import { AsyncConnection } from "./connection.ts";
import { AsyncEngine } from "./engine.ts";
import { inAsyncRun } from "./open-runs.ts";
import { complete } from "./complete.ts";
import { OperationQueue } from "./operation-queue.ts";
import { AsyncResult } from "./result.ts";
import type { AsyncScalarResult } from "./scalar-result.ts";

/** What an async session works on. */
export type AsyncSessionBind = AsyncEngine | AsyncConnection;

function checkBind(value: unknown): AsyncSessionBind {
  if (value instanceof AsyncEngine || value instanceof AsyncConnection) return value;
  throw new ArgumentError(
    `An AsyncSession takes an engine of createAsyncEngine() or a connection of it; given was ${describeValue(value)}. For createEngine() there is Session.`,
    "argument",
  );
}

/**
 * The objects of one piece of work, for async programs: a Session whose operations are promises. They queue, so
 * `Promise.all([session.get(…), session.get(…)])` is safe; where the driver can (`pg`, postgres.js), such reads are sent together.
 *
 * ```ts
 * await using session = new AsyncSession(engine);
 * const user = await session.get(User, 1, { options: [selectinload(User.c.tasks)] });
 * await session.commit();
 * ```
 *
 * Nothing loads by itself when an attribute is read: load it with the query, or `await entity.awaitableAttrs.tasks`.
 * `expireOnCommit` is off by default.
 */
export class AsyncSession extends SessionBase {
  readonly #binds: SessionBinds<AsyncSessionBind>;
  readonly #queue: OperationQueue = new OperationQueue();

  /** `bind` is an engine, or a connection, whose transaction the session joins; it may be left out where `binds` names all. */
  constructor(bind?: AsyncSessionBind, options: SessionOptions<AsyncSessionBind> = {}) {
    const binds = new SessionBinds(bind === undefined ? undefined : checkBind(bind), options.binds, checkBind);
    super(
      (session, listeners) => {
        const self = session as AsyncSession;
        const decides = self.getBind !== AsyncSession.prototype.getBind;
        const lookup: BindLookup = decides
          ? (target, flushing) => checkBind(self.getBind(bindRequest(target, flushing))).core
          : (target, flushing) => self.#binds.of(bindRequest(target, flushing)).core;
        return new SessionCore(true, options, { of: lookup, only: decides ? undefined : binds.only }, listeners);
      },
      new.target,
    );
    this.#binds = binds;
    this.core.enqueue = (operation) => this.#run(operation);
    this.core.around = (call) => this.#queue.within(call);
    this.core.makeTransaction = (record) =>
      new AsyncSessionTransaction(record, (commit) => this.#run(() => endRecord(this.core, record, commit)));
  }

  /** Which engine (or connection) serves a class or statement; see `Session.getBind`. */
  getBind(request: BindRequest = { isWrite: false }): AsyncSessionBind {
    return this.#binds.of(request);
  }

  /** Names the engine (or connection) of a class from now on; see `Session.bindMapper`. */
  bindMapper(cls: object, bind: AsyncSessionBind): void {
    this.#binds.bindClass(cls, bind);
    this.core.onlyBind = undefined;
  }

  /** The same of a table. */
  bindTable(table: Table, bind: AsyncSessionBind): void {
    this.#binds.bindTable(table, bind);
    this.core.onlyBind = undefined;
  }

  /** Marks an object for deletion by the next flush, and with it what its delete cascades reach; see `Session.delete`. */
  async delete(entity: object): Promise<void> {
    await this.#run(() => deleteEntities(this.core, [requireState(entity)]));
  }

  /** The same for several objects; what they lack is read for all of them at once. */
  async deleteAll(entities: Iterable<object>): Promise<void> {
    await this.#run(() => deleteEntities(this.core, Array.from(entities, requireState)));
  }

  /** The session's own object for the row of the given one, with the given one's attributes; see `Session.merge`. */
  async merge<T extends object>(entity: T, options?: MergeOptions): Promise<T> {
    return (await this.#run(() => mergeEntities(this.core, [entity], options)))[0] as T;
  }

  /** The same for several objects. */
  mergeAll<T extends object>(entities: Iterable<T>, options?: MergeOptions): Promise<T[]> {
    return this.#run(() => mergeEntities(this.core, entities, options)) as Promise<T[]>;
  }

  /** The connection of the transaction; see `Session.connection`. */
  async connection(options: ConnectionRequest = {}): Promise<AsyncConnection> {
    return (await this.#run(() => sessionConnection(this.core, options))).eventConnection as AsyncConnection;
  }

  /** The object with that primary key, from memory or by a SELECT; null when there is no such row. */
  get<C extends AnyModel>(cls: C, key: KeyOf<C>, options?: GetOptions): Promise<InstanceOf<C> | null> {
    const ahead = new GetAhead(this.core, cls, key, options);
    return this.#queue.run(() => getByKey(this.core, cls, key, options), ahead) as Promise<InstanceOf<C> | null>;
  }

  /** As `get`; throws NoResultFound when there is no such row. */
  async getOne<C extends AnyModel>(cls: C, key: KeyOf<C>, options?: GetOptions): Promise<InstanceOf<C>> {
    const entity = await this.get(cls, key, options);
    if (entity === null)
      throw new NoResultFound(`No row was found for ${requireMapper(cls).name} with the key ${describeValue(key)}`);
    return entity;
  }

  /** Reads an object again: all of it, or the named attributes. */
  refresh(entity: object, names?: readonly string[], options?: RefreshOptions): Promise<void> {
    return this.#run(() => refreshEntity(this.core, requireState(entity), names, options));
  }

  /** Executes a statement; its rows are in memory when the promise is fulfilled. */
  execute<S extends Executable>(
    statement: S,
    params?: ExecuteParams,
    options?: SessionExecuteOptions,
  ): Promise<Result<RowsOf<S>>> {
    return this.#executed(statement, params, options) as unknown as Promise<Result<RowsOf<S>>>;
  }

  /**
   * Executes a query whose rows are read when they are asked for, in bounded memory. Objects and what they load eagerly come in lots;
   * as the session keeps its objects, take out those that you are done with by `expunge()`.
   *
   * ```ts
   * for await (const [user] of await session.stream(select(User), undefined, { yieldPer: 500 })) await notify(user);
   * ```
   *
   * The stream ends with the transaction. Throws InvalidRequestError for a statement that joins a collection.
   */
  async stream<S extends Executable>(
    statement: S,
    params?: ExecuteParams,
    options?: SessionExecuteOptions,
  ): Promise<AsyncResult<RowsOf<S>>> {
    const given = { streamResults: true, ...options };
    const result = await this.#run(() => executeStatement(this.core, statement, params, given));
    return new AsyncResult(result as unknown as Result<RowsOf<S>>, this.#queue);
  }

  /** The same for the first item of each row: the objects of `select(User)`. */
  async streamScalars<S extends Executable>(
    statement: S,
    params?: ExecuteParams,
    options?: SessionExecuteOptions,
  ): Promise<AsyncScalarResult<ItemVal<ItemsOf<S>[0]>>> {
    return (await this.stream(statement, params, options)).scalars() as unknown as AsyncScalarResult<
      ItemVal<ItemsOf<S>[0]>
    >;
  }

  /** The first item of each row: the objects of `select(User)`. */
  async scalars<S extends Executable>(
    statement: S,
    params?: ExecuteParams,
    options?: SessionExecuteOptions,
  ): Promise<ScalarResult<ItemVal<ItemsOf<S>[0]>>> {
    return (await this.#executed(statement, params, options)).scalars() as ScalarResult<ItemVal<ItemsOf<S>[0]>>;
  }

  /** The first item of the first row, or null. */
  async scalar<S extends Executable>(
    statement: S,
    params?: ExecuteParams,
    options?: SessionExecuteOptions,
  ): Promise<ItemVal<ItemsOf<S>[0]> | null> {
    return (await this.#executed(statement, params, options)).scalar() as ItemVal<ItemsOf<S>[0]> | null;
  }

  /** Inserts rows of a class without making objects of them; see `Session.bulkInsertMappings`. */
  bulkInsertMappings<C extends AnyModel>(
    cls: C,
    rows: Iterable<InsertValues<C["_shape"]>>,
    options?: BulkInsertOptions,
  ): Promise<void> {
    return this.#run(() => bulkInsert(this.core, cls, rows as Iterable<object>, options));
  }

  /** Updates rows by their primary key; see `Session.bulkUpdateMappings`. */
  bulkUpdateMappings<C extends AnyModel>(cls: C, rows: Iterable<UpdateValues<C["_shape"]>>): Promise<void> {
    return this.#run(() => bulkUpdate(this.core, cls, rows as Iterable<object>));
  }

  /** Writes objects without taking them into the session; see `Session.bulkSaveObjects`. */
  bulkSaveObjects(entities: Iterable<object>, options?: BulkSaveOptions): Promise<void> {
    return this.#run(() => bulkSave(this.core, entities, options));
  }

  flush(): Promise<void> {
    return this.#run(() => flushSession(this.core));
  }

  commit(): Promise<void> {
    return this.#run(() => commitSession(this.core));
  }

  /** The first phase of a commit in two; see `Session.prepare`. */
  prepare(): Promise<void> {
    return this.#run(() => prepareSession(this.core));
  }

  rollback(): Promise<void> {
    return this.#run(() => rollbackSession(this.core));
  }

  /** Begins a transaction; with a callback it is committed when its promise is fulfilled, and rolled back when it is rejected. */
  begin(): Promise<AsyncSessionTransaction>;
  begin<T>(body: (session: this) => Awaitable<T>): Promise<T>;
  async begin<T>(body?: (session: this) => Awaitable<T>): Promise<AsyncSessionTransaction | T> {
    const record = await this.#run(() => wait(beginTransaction(this.core)));
    const transaction = this.#transaction(record);
    return body === undefined ? transaction : await this.#during(transaction, () => body(this));
  }

  /**
   * A transaction around a function, run again when another transaction was to blame for its failure; see `engine.run`. A failed attempt is
   * rolled back, objects and all, so that the next one reads them again.
   *
   * ```ts
   * await session.run(async (session) => { (await session.getOne(Account, 1)).balance -= 100; });
   * ```
   *
   * Throws InvalidRequestError inside a transaction of the session, and when it holds changes that are not flushed.
   */
  run<T>(body: (session: this) => Awaitable<T>, options: RunOptions = {}): Promise<T> {
    const attempt = (record: TransactionRecord): Flow<T> =>
      wait(this.#during(this.#transaction(record), () => body(this)));
    const { engine } = this.#binds;
    return inAsyncRun(engine, options, () => runAsync(runSession(this.core, engine, options, attempt, pauseAsync)));
  }

  /** The same as `begin` within a savepoint. */
  beginNested(): Promise<AsyncSessionTransaction>;
  beginNested<T>(body: (session: this) => Awaitable<T>): Promise<T>;
  async beginNested<T>(body?: (session: this) => Awaitable<T>): Promise<AsyncSessionTransaction | T> {
    const transaction = this.#transaction(await this.#run(() => beginNested(this.core)));
    return body === undefined ? transaction : await this.#during(transaction, () => body(this));
  }

  /** Runs a function without the flush before queries, until its promise is settled; whatever else uses the session meanwhile does without, too. */
  async noAutoflush<T>(body: () => Awaitable<T>): Promise<T> {
    this.core.autoflushOff++;
    try {
      return await body();
    } finally {
      this.core.autoflushOff--;
    }
  }

  /** Rolls back what is open and lets go of all objects. */
  close(): Promise<void> {
    return this.#run(() => closeSession(this.core));
  }

  /** The same as `close()`, under the name that says what it is for when the session is used again. */
  reset(): Promise<void> {
    return this.close();
  }

  /** As `close()`, and the database connections leave their pools for good. */
  invalidate(): Promise<void> {
    return this.#run(() => invalidateSession(this.core));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** Results are complete: reading them needs no await. */
  #executed(
    statement: Executable,
    params: ExecuteParams | undefined,
    options: SessionExecuteOptions | undefined,
  ): Promise<Result> {
    return this.#queue.run(
      () => complete(executeStatement(this.core, statement, params, options)),
      options === undefined ? new SelectAhead(this.core, statement, params) : undefined,
    );
  }

  #run<T>(operation: () => Flow<T>): Promise<T> {
    return this.#queue.run(operation);
  }

  #transaction(record: TransactionRecord): AsyncSessionTransaction {
    return this.core.shellOf(record) as AsyncSessionTransaction;
  }

  async #during<T>(transaction: AsyncSessionTransaction, body: () => Awaitable<T>): Promise<T> {
    let value: T;
    try {
      value = await body();
    } catch (error) {
      try {
        await transaction.rollback();
      } catch {
        // The first error is what the caller must see.
      }
      throw error;
    }
    await this.#run(() => endBody(this.core, transaction.record));
    return value;
  }
}

/** Where `listen` finds its listeners. */
export interface AsyncSession {
  readonly [$dispatch]: Dispatch<SessionEvents<AsyncSession, AsyncSessionTransaction, AsyncConnection>>;
}

/** A transaction or savepoint of an AsyncSession. With `await using`, one that was not committed is rolled back. */
export class AsyncSessionTransaction {
  readonly record: TransactionRecord;
  readonly #end: (commit: boolean) => Promise<void>;

  constructor(record: TransactionRecord, end: (commit: boolean) => Promise<void>) {
    this.record = record;
    this.#end = end;
  }

  get isOpen(): boolean {
    return this.record.open;
  }

  get isActive(): boolean {
    return this.record.open && this.record.failure === undefined;
  }

  get nested(): boolean {
    return this.record.nested;
  }

  commit(): Promise<void> {
    return this.#end(true);
  }

  rollback(): Promise<void> {
    return this.#end(false);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.rollback();
  }
}
