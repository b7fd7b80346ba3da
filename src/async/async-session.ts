import type { Executable, ExecuteParams, ItemsOf, RowsOf } from "../engine/executable.ts";
import type { Result } from "../engine/result.ts";
import type { ScalarResult } from "../engine/scalar-result.ts";
import { ArgumentError } from "../errors/argument.ts";
import { NoResultFound } from "../errors/state.ts";
import { type Awaitable, type Flow, wait } from "../flow/flow.ts";
import { requireMapper } from "../orm/mapping/configure.ts";
import type { AnyModel, InstanceOf, KeyOf } from "../orm/mapping/model-class.ts";
import { addState, requireState } from "../orm/session/add.ts";
import { deleteEntity } from "../orm/session/delete.ts";
import {
  beginNested,
  beginTransaction,
  closeSession,
  commitSession,
  endRecord,
  expungeAll,
  rollbackSession,
} from "../orm/session/end-transaction.ts";
import { EntitySet, isModified } from "../orm/session/entity-set.ts";
import { executeStatement, type SessionExecuteOptions } from "../orm/session/execute.ts";
import { expire, expireAll } from "../orm/session/expire.ts";
import { expunge } from "../orm/session/expunge.ts";
import { flushSession } from "../orm/session/flush-session.ts";
import { getByKey, type GetOptions } from "../orm/session/get.ts";
import { refreshEntity } from "../orm/session/refresh.ts";
import { SessionCore } from "../orm/session/session-core.ts";
import type { SessionOptions } from "../orm/session/session-options.ts";
import type { TransactionRecord } from "../orm/session/transaction-record.ts";
import type { ItemVal } from "../sql/row-of.ts";
import { describeValue } from "../util/describe.ts";
import { AsyncEngine } from "./engine.ts";
import { OperationQueue } from "./operation-queue.ts";

/**
 * The objects of one piece of work, for async programs: a Session whose operations are promises. They queue, so
 * `Promise.all([session.get(…), session.get(…)])` is safe.
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
export class AsyncSession {
  readonly #core: SessionCore;
  readonly #queue: OperationQueue = new OperationQueue();

  constructor(engine: AsyncEngine, options: SessionOptions = {}) {
    if (!(engine instanceof AsyncEngine)) {
      throw new ArgumentError(
        `new AsyncSession(…) takes an engine of createAsyncEngine(); given was ${describeValue(engine)}. For createEngine() there is Session.`,
        "argument",
      );
    }
    this.#core = new SessionCore(engine.core, true, options);
    this.#core.enqueue = (operation) => this.#run(operation);
  }

  /** What the sync and async sessions have in common; for extensions. */
  get core(): SessionCore {
    return this.#core;
  }

  /** Anything of the application's own. */
  get info(): Record<string, unknown> {
    return this.#core.info;
  }

  /** Puts an object, and those it refers to, into the session; new ones are inserted by the next flush. */
  add(entity: object): void {
    addState(this.#core, requireState(entity));
  }

  /** The same for several objects, inserted in this order. */
  addAll(entities: Iterable<object>): void {
    for (const entity of entities) addState(this.#core, requireState(entity));
  }

  /** Marks an object for deletion by the next flush. */
  async delete(entity: object): Promise<void> {
    await this.#run(() => wait(deleteEntity(this.#core, requireState(entity))));
  }

  /** The object with that primary key, from memory or by a SELECT; null when there is no such row. */
  get<C extends AnyModel>(cls: C, key: KeyOf<C>, options?: GetOptions): Promise<InstanceOf<C> | null> {
    return this.#run(() => getByKey(this.#core, cls, key, options)) as Promise<InstanceOf<C> | null>;
  }

  /** As `get`; throws NoResultFound when there is no such row. */
  async getOne<C extends AnyModel>(cls: C, key: KeyOf<C>, options?: GetOptions): Promise<InstanceOf<C>> {
    const entity = await this.get(cls, key, options);
    if (entity === null)
      throw new NoResultFound(`No row was found for ${requireMapper(cls).name} with the key ${describeValue(key)}`);
    return entity;
  }

  /** Reads an object again: all of it, or the named attributes. */
  refresh(entity: object, names?: readonly string[]): Promise<void> {
    return this.#run(() => refreshEntity(this.#core, requireState(entity), names));
  }

  /** Forgets what was loaded of an object; it must be refreshed before it is read. */
  expire(entity: object, names?: readonly string[]): void {
    expire(this.#core, requireState(entity), names);
  }

  expireAll(): void {
    expireAll(this.#core);
  }

  /** Takes an object out of the session. */
  expunge(entity: object): void {
    expunge(this.#core, requireState(entity));
  }

  expungeAll(): void {
    expungeAll(this.#core);
  }

  /** Whether the object is in this session. */
  has(entity: object): boolean {
    return requireState(entity).session === this.#core;
  }

  isModified(entity: object): boolean {
    return isModified(requireState(entity));
  }

  get new(): ReadonlySet<object> {
    return new EntitySet(this.#core.newStates);
  }

  get dirty(): ReadonlySet<object> {
    return new EntitySet(this.#core.modifiedStates);
  }

  get deleted(): ReadonlySet<object> {
    return new EntitySet(this.#core.deletedStates);
  }

  /** Executes a statement; its rows are in memory when the promise is fulfilled. */
  execute<S extends Executable>(
    statement: S,
    params?: ExecuteParams,
    options?: SessionExecuteOptions,
  ): Promise<Result<RowsOf<S>>> {
    return this.#run(() => executeStatement(this.#core, statement, params, options)) as unknown as Promise<
      Result<RowsOf<S>>
    >;
  }

  /** The first item of each row: the objects of `select(User)`. */
  async scalars<S extends Executable>(
    statement: S,
    params?: ExecuteParams,
    options?: SessionExecuteOptions,
  ): Promise<ScalarResult<ItemVal<ItemsOf<S>[0]>>> {
    return (await this.#run(() => executeStatement(this.#core, statement, params, options))).scalars() as ScalarResult<
      ItemVal<ItemsOf<S>[0]>
    >;
  }

  /** The first item of the first row, or null. */
  async scalar<S extends Executable>(
    statement: S,
    params?: ExecuteParams,
    options?: SessionExecuteOptions,
  ): Promise<ItemVal<ItemsOf<S>[0]> | null> {
    return (await this.#run(() => executeStatement(this.#core, statement, params, options))).scalar() as ItemVal<
      ItemsOf<S>[0]
    > | null;
  }

  flush(): Promise<void> {
    return this.#run(() => flushSession(this.#core));
  }

  commit(): Promise<void> {
    return this.#run(() => commitSession(this.#core));
  }

  rollback(): Promise<void> {
    return this.#run(() => rollbackSession(this.#core));
  }

  /** Begins a transaction; with a callback it is committed when its promise is fulfilled, and rolled back when it is rejected. */
  begin(): Promise<AsyncSessionTransaction>;
  begin<T>(body: (session: this) => Awaitable<T>): Promise<T>;
  async begin<T>(body?: (session: this) => Awaitable<T>): Promise<AsyncSessionTransaction | T> {
    const record = await this.#run(() => wait(beginTransaction(this.#core)));
    const transaction = this.#transaction(record);
    return body === undefined ? transaction : await this.#during(transaction, () => body(this));
  }

  /** The same within a savepoint. */
  beginNested(): Promise<AsyncSessionTransaction>;
  beginNested<T>(body: (session: this) => Awaitable<T>): Promise<T>;
  async beginNested<T>(body?: (session: this) => Awaitable<T>): Promise<AsyncSessionTransaction | T> {
    const transaction = this.#transaction(await this.#run(() => beginNested(this.#core)));
    return body === undefined ? transaction : await this.#during(transaction, () => body(this));
  }

  inTransaction(): boolean {
    return this.#core.transaction !== undefined;
  }

  inNestedTransaction(): boolean {
    return this.#core.transaction?.savepoint !== undefined;
  }

  get isActive(): boolean {
    return this.#core.transaction?.failure === undefined;
  }

  /** Rolls back what is open and lets go of all objects. */
  close(): Promise<void> {
    return this.#run(() => closeSession(this.#core));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #run<T>(operation: () => Flow<T>): Promise<T> {
    return this.#queue.run(operation);
  }

  #transaction(record: TransactionRecord): AsyncSessionTransaction {
    return new AsyncSessionTransaction(record, (commit) => this.#run(() => endRecord(this.#core, record, commit)));
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
    if (transaction.isOpen) await transaction.commit();
    return value;
  }
}

/** A transaction or savepoint of an AsyncSession. With `await using`, one that was not committed is rolled back. */
export class AsyncSessionTransaction {
  readonly #record: TransactionRecord;
  readonly #end: (commit: boolean) => Promise<void>;

  constructor(record: TransactionRecord, end: (commit: boolean) => Promise<void>) {
    this.#record = record;
    this.#end = end;
  }

  get isOpen(): boolean {
    return this.#record.open;
  }

  get isActive(): boolean {
    return this.#record.open && this.#record.failure === undefined;
  }

  get nested(): boolean {
    return this.#record.savepoint !== undefined;
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
