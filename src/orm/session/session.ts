import { Engine } from "../../engine/engine.ts";
import type { Executable, ExecuteParams, ItemsOf, RowsOf } from "../../engine/executable.ts";
import type { Result } from "../../engine/result.ts";
import type { ScalarResult } from "../../engine/scalar-result.ts";
import { ArgumentError } from "../../errors/argument.ts";
import { NoResultFound } from "../../errors/state.ts";
import { wait } from "../../flow/flow.ts";
import { runSync } from "../../flow/run.ts";
import type { ItemVal } from "../../sql/row-of.ts";
import { describeValue } from "../../util/describe.ts";
import { requireMapper } from "../mapping/configure.ts";
import type { AnyModel, InstanceOf, KeyOf } from "../mapping/model-class.ts";
import { addState, requireState } from "./add.ts";
import { deleteEntity } from "./delete.ts";
import {
  beginNested,
  beginTransaction,
  closeSession,
  commitSession,
  expungeAll,
  rollbackSession,
} from "./end-transaction.ts";
import { executeStatement, type SessionExecuteOptions } from "./execute.ts";
import { expire, expireAll } from "./expire.ts";
import { expunge } from "./expunge.ts";
import { flushSession } from "./flush-session.ts";
import { getEntity, getFromMemory, type GetOptions, primaryKey } from "./get.ts";
import { EntitySet, isModified } from "./entity-set.ts";
import { Query, type QueryItem } from "./query.ts";
import { refreshEntity } from "./refresh.ts";
import { SessionCore } from "./session-core.ts";
import type { SessionOptions } from "./session-options.ts";
import { inSessionTransaction, SessionTransaction } from "./session-transaction.ts";

/**
 * The objects of one piece of work: loads them, knows what changed, and writes it in one transaction.
 *
 * ```ts
 * using session = new Session(engine);
 * const user = session.get(User, 1);
 * if (user) user.name = "Anna";
 * session.commit();                     // UPDATE users SET name=? WHERE users.id = ?
 * ```
 *
 * Lazy attributes load by themselves. A `using` block rolls back what was not committed. Not for two tasks at once.
 */
export class Session {
  readonly #core: SessionCore;

  constructor(engine: Engine, options: SessionOptions = {}) {
    if (!(engine instanceof Engine)) {
      throw new ArgumentError(
        `new Session(…) takes an engine of createEngine(); given was ${describeValue(engine)}. For createAsyncEngine() there is AsyncSession.`,
        "argument",
      );
    }
    this.#core = new SessionCore(engine.core, false, options);
  }

  /** What the sync and async sessions have in common; for extensions. */
  get core(): SessionCore {
    return this.#core;
  }

  /** Anything of the application's own. */
  get info(): Record<string, unknown> {
    return this.#core.info;
  }

  // --- objects ----------------------------------------------------------------------------------------------------

  /** Puts an object, and those it refers to, into the session; new ones are inserted by the next flush. */
  add(entity: object): void {
    addState(this.#core, requireState(entity));
  }

  /** The same for several objects, inserted in this order. */
  addAll(entities: Iterable<object>): void {
    for (const entity of entities) addState(this.#core, requireState(entity));
  }

  /** Marks an object for deletion by the next flush. */
  delete(entity: object): void {
    deleteEntity(this.#core, requireState(entity));
  }

  /** The object with that primary key, from memory or by a SELECT; null when there is no such row. Several key columns: an object by attribute name. */
  get<C extends AnyModel>(cls: C, key: KeyOf<C>, options?: GetOptions): InstanceOf<C> | null {
    const mapper = requireMapper(cls);
    const identity = primaryKey(mapper, key);
    if (options === undefined) {
      const known = getFromMemory(this.#core, mapper, identity);
      if (known !== undefined) return known as InstanceOf<C> | null;
    }
    return runSync(getEntity(this.#core, mapper, identity, options)) as InstanceOf<C> | null;
  }

  /** As `get`; throws NoResultFound when there is no such row. */
  getOne<C extends AnyModel>(cls: C, key: KeyOf<C>, options?: GetOptions): InstanceOf<C> {
    const entity = this.get(cls, key, options);
    if (entity === null)
      throw new NoResultFound(`No row was found for ${requireMapper(cls).name} with the key ${describeValue(key)}`);
    return entity;
  }

  /** Reads an object again: all of it, or the named attributes. Throws InvalidRequestError when its row is gone. */
  refresh(entity: object, names?: readonly string[]): void {
    runSync(refreshEntity(this.#core, requireState(entity), names));
  }

  /** Forgets what was loaded of an object (or the named attributes); the next read loads it. Unflushed changes are lost. */
  expire(entity: object, names?: readonly string[]): void {
    expire(this.#core, requireState(entity), names);
  }

  /** The same for every object. */
  expireAll(): void {
    expireAll(this.#core);
  }

  /** Takes an object, and those it reaches by the expunge cascade, out of the session. */
  expunge(entity: object): void {
    expunge(this.#core, requireState(entity));
  }

  /** Takes every object out of the session. */
  expungeAll(): void {
    expungeAll(this.#core);
  }

  /** Whether the object is in this session. */
  has(entity: object): boolean {
    return requireState(entity).session === this.#core;
  }

  /** Whether an object has changes that a flush would write. */
  isModified(entity: object): boolean {
    return isModified(requireState(entity));
  }

  /** Objects that the next flush inserts. */
  get new(): ReadonlySet<object> {
    return new EntitySet(this.#core.newStates);
  }

  /** Objects with changes. */
  get dirty(): ReadonlySet<object> {
    return new EntitySet(this.#core.modifiedStates);
  }

  /** Objects that the next flush deletes. */
  get deleted(): ReadonlySet<object> {
    return new EntitySet(this.#core.deletedStates);
  }

  /** Every object with a row. */
  *[Symbol.iterator](): Generator<object, void, undefined> {
    for (const state of this.#core.identityMap.states()) yield state.entity;
    for (const state of this.#core.newStates) yield state.entity;
  }

  // --- statements -------------------------------------------------------------------------------------------------

  /** Executes a statement: rows of entities and values, in the order of the select. Flushes first. */
  execute<S extends Executable>(
    statement: S,
    params?: ExecuteParams,
    options?: SessionExecuteOptions,
  ): Result<RowsOf<S>> {
    return runSync(executeStatement(this.#core, statement, params, options)) as unknown as Result<RowsOf<S>>;
  }

  /** The first item of each row: the objects of `select(User)`. */
  scalars<S extends Executable>(
    statement: S,
    params?: ExecuteParams,
    options?: SessionExecuteOptions,
  ): ScalarResult<ItemVal<ItemsOf<S>[0]>> {
    return runSync(executeStatement(this.#core, statement, params, options)).scalars() as ScalarResult<
      ItemVal<ItemsOf<S>[0]>
    >;
  }

  /** The first item of the first row, or null. */
  scalar<S extends Executable>(
    statement: S,
    params?: ExecuteParams,
    options?: SessionExecuteOptions,
  ): ItemVal<ItemsOf<S>[0]> | null {
    return runSync(executeStatement(this.#core, statement, params, options)).scalar() as ItemVal<ItemsOf<S>[0]> | null;
  }

  /** The query interface of SQLAlchemy 1.x: `session.query(User).filterBy({ name: "Anna" }).all()`. */
  query<I extends readonly [QueryItem, ...QueryItem[]]>(...items: I): Query<I> {
    return Query.of(this.#core, items);
  }

  // --- transaction ------------------------------------------------------------------------------------------------

  /** Writes what changed, within the transaction. */
  flush(): void {
    runSync(flushSession(this.#core));
  }

  /** Flushes and commits; objects are expired unless `expireOnCommit` is off. */
  commit(): void {
    runSync(commitSession(this.#core));
  }

  /** Rolls back the transaction, and the objects to what they were. */
  rollback(): void {
    runSync(rollbackSession(this.#core));
  }

  /**
   * Begins a transaction. With a callback: commits what it returns, rolls back and rethrows what it throws; a promise
   * from it is an error and rolls back.
   */
  begin(): SessionTransaction;
  begin<T>(body: (transaction: SessionTransaction) => T): T;
  begin<T>(body?: (transaction: SessionTransaction) => T): SessionTransaction | T {
    const transaction = new SessionTransaction(this.#core, beginTransaction(this.#core));
    if (body === undefined) return transaction;
    return runSync(inSessionTransaction(this.#core, transaction.record, () => wait(body(transaction))));
  }

  /** The same within a savepoint. */
  beginNested(): SessionTransaction;
  beginNested<T>(body: (transaction: SessionTransaction) => T): T;
  beginNested<T>(body?: (transaction: SessionTransaction) => T): SessionTransaction | T {
    const transaction = new SessionTransaction(this.#core, runSync(beginNested(this.#core)));
    if (body === undefined) return transaction;
    return runSync(inSessionTransaction(this.#core, transaction.record, () => wait(body(transaction))));
  }

  inTransaction(): boolean {
    return this.#core.transaction !== undefined;
  }

  inNestedTransaction(): boolean {
    return this.#core.transaction?.savepoint !== undefined;
  }

  /** False after a failed flush, until `rollback()`. */
  get isActive(): boolean {
    return this.#core.transaction?.failure === undefined;
  }

  /** Runs a function without the flush before queries. */
  noAutoflush<T>(body: () => T): T {
    this.#core.autoflushOff++;
    try {
      return body();
    } finally {
      this.#core.autoflushOff--;
    }
  }

  /** Rolls back what is open and lets go of all objects. The session can be used again. */
  close(): void {
    runSync(closeSession(this.#core));
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
