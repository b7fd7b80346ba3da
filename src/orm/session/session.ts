import type { $dispatch, Dispatch } from "../../event/dispatch.ts";
import { Connection } from "../../engine/connection.ts";
import { Engine } from "../../engine/engine.ts";
import type { Executable, ExecuteParams, ItemsOf, RowsOf } from "../../engine/executable.ts";
import { inRun } from "../../engine/open-bodies.ts";
import type { Result } from "../../engine/result.ts";
import type { RunOptions } from "../../engine/retry.ts";
import type { ScalarResult } from "../../engine/scalar-result.ts";
import { ArgumentError } from "../../errors/argument.ts";
import { NoResultFound } from "../../errors/state.ts";
import { type Flow, wait } from "../../flow/flow.ts";
import { pauseSync } from "../../flow/pause.ts";
import { runSync } from "../../flow/run.ts";
import type { Table } from "../../schema/table.ts";
import type { ItemVal } from "../../sql/row-of.ts";
import { describeValue } from "../../util/describe.ts";
import { requireMapper } from "../mapping/configure.ts";
import type { InsertValues, UpdateValues } from "../../schema/shape.ts";
import type { AnyModel, KeyOf } from "../mapping/model-class.ts";
import type { InstanceOf } from "../mapping/instance-of.ts";
import { bulkInsert, type BulkInsertOptions, bulkSave, type BulkSaveOptions, bulkUpdate } from "./bulk.ts";
import { requireState } from "../contract/require-state.ts";
import { deleteEntities } from "./delete.ts";
import {
  beginNested,
  beginTransaction,
  closeSession,
  invalidateSession,
  commitSession,
  prepareSession,
  rollbackSession,
} from "./end-transaction.ts";
import { executeStatement, type SessionExecuteOptions } from "./execute.ts";
import { flushSession } from "./flush-session.ts";
import { getEntity, getFromMemory, type GetOptions, loadByKeyNow, primaryKey } from "./get.ts";
import { type ConnectionRequest, sessionConnection } from "./session-connection.ts";
import { bindRequest, type BindRequest, SessionBinds } from "./binds.ts";
import { type MergeOptions, mergeEntities } from "./merge.ts";
import { Query, type QueryItem } from "./query.ts";
import { refreshEntity, type RefreshOptions } from "./refresh.ts";
import { runSession } from "./run.ts";
import { SessionBase } from "./session-base.ts";
import { type BindLookup, SessionCore } from "./session-core.ts";
import type { SessionEvents } from "./session-events.ts";
import type { SessionOptions } from "./session-options.ts";
import { inSessionTransaction, SessionTransaction } from "./session-transaction.ts";
import type { TransactionRecord } from "./transaction-record.ts";

/** What a session works on. */
export type SessionBind = Engine | Connection;

function checkBind(value: unknown): SessionBind {
  if (value instanceof Engine || value instanceof Connection) return value;
  throw new ArgumentError(
    `A Session takes an engine of createEngine() or a connection of it; given was ${describeValue(value)}. For createAsyncEngine() there is AsyncSession.`,
    "argument",
  );
}

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
export class Session extends SessionBase {
  readonly #binds: SessionBinds<SessionBind>;

  /** `bind` is an engine, or a connection, whose transaction the session joins; it may be left out where `binds` names all. */
  constructor(bind?: SessionBind, options: SessionOptions<SessionBind> = {}) {
    const binds = new SessionBinds(bind === undefined ? undefined : checkBind(bind), options.binds, checkBind);
    super(
      (session, listeners) => {
        const self = session as Session;
        const decides = self.getBind !== Session.prototype.getBind;
        const lookup: BindLookup = decides
          ? (target, flushing) => checkBind(self.getBind(bindRequest(target, flushing))).core
          : (target, flushing) => self.#binds.of(bindRequest(target, flushing)).core;
        return new SessionCore(false, options, { of: lookup, only: decides ? undefined : binds.only }, listeners);
      },
      new.target,
    );
    this.#binds = binds;
    this.core.makeTransaction = (record) => new SessionTransaction(this.core, record);
  }

  /**
   * Which engine (or connection) serves a class or statement. Override it to decide yourself; what is not overridden follows
   * `binds` and the session's engine. Throws UnboundExecutionError where there is none.
   *
   * ```ts
   * class RoutingSession extends Session {
   *   override getBind(request: BindRequest) { return request.isWrite ? primary : replica; }
   * }
   * ```
   */
  getBind(request: BindRequest = { isWrite: false }): SessionBind {
    return this.#binds.of(request);
  }

  /**
   * Names the engine (or connection) of a class, or of all classes below one, from now on; as an entry of `binds` does from the start.
   *
   * ```ts
   * session.bindMapper(Order, orders);
   * ```
   */
  bindMapper(cls: object, bind: SessionBind): void {
    this.#binds.bindClass(cls, bind);
    this.core.onlyBind = undefined;
  }

  /** The same of a table. */
  bindTable(table: Table, bind: SessionBind): void {
    this.#binds.bindTable(table, bind);
    this.core.onlyBind = undefined;
  }

  /**
   * Marks an object for deletion by the next flush, and with it what its delete cascades reach: `deleted` shows them all. Collections
   * that are not in memory are read for that, unless `passiveDeletes` leaves them to the database.
   *
   * ```ts
   * session.delete(user);
   * session.commit();                     // DELETE FROM tasks …; DELETE FROM users …
   * ```
   */
  delete(entity: object): void {
    runSync(deleteEntities(this.core, [requireState(entity)]));
  }

  /** The same for several objects; what they lack is read for all of them at once. */
  deleteAll(entities: Iterable<object>): void {
    runSync(deleteEntities(this.core, Array.from(entities, requireState)));
  }

  /**
   * The session's own object for the row of the given one, with the given one's attributes, and so on along the merge cascade;
   * what was not loaded of the given object stays as it is. For objects of another session, of a cache or made by hand.
   *
   * ```ts
   * const own = session.merge(new User({ id: 7, name: "Anna" }));
   * // SELECT … WHERE users.id = ?; the flush sends UPDATE … if the name differs, INSERT if there is no such row
   * ```
   *
   * `{ load: false }` takes the object for what the database has and sends nothing.
   */
  merge<T extends object>(entity: T, options?: MergeOptions): T {
    return runSync(mergeEntities(this.core, [entity], options))[0] as T;
  }

  /** The same for several objects. */
  mergeAll<T extends object>(entities: Iterable<T>, options?: MergeOptions): T[] {
    return runSync(mergeEntities(this.core, entities, options)) as T[];
  }

  /** The object with that primary key, from memory or by a SELECT; null when there is no such row. Several key columns: an object by attribute name. */
  get<C extends AnyModel>(cls: C, key: KeyOf<C>, options?: GetOptions): InstanceOf<C> | null {
    const mapper = requireMapper(cls);
    const identity = primaryKey(mapper, key);
    if (options === undefined) {
      let found = getFromMemory(this.core, mapper, identity);
      if (found === undefined) found = loadByKeyNow(this.core, mapper, identity);
      if (found !== undefined) return found as InstanceOf<C> | null;
    }
    return runSync(getEntity(this.core, mapper, identity, options)) as InstanceOf<C> | null;
  }

  /** As `get`; throws NoResultFound when there is no such row. */
  getOne<C extends AnyModel>(cls: C, key: KeyOf<C>, options?: GetOptions): InstanceOf<C> {
    const entity = this.get(cls, key, options);
    if (entity === null)
      throw new NoResultFound(`No row was found for ${requireMapper(cls).name} with the key ${describeValue(key)}`);
    return entity;
  }

  /** Reads an object again: all of it, or the named attributes. Throws InvalidRequestError when its row is gone. */
  refresh(entity: object, names?: readonly string[], options?: RefreshOptions): void {
    runSync(refreshEntity(this.core, requireState(entity), names, options));
  }

  // --- statements -------------------------------------------------------------------------------------------------

  /** Executes a statement: rows of entities and values, in the order of the select. Flushes first. */
  execute<S extends Executable>(
    statement: S,
    params?: ExecuteParams,
    options?: SessionExecuteOptions,
  ): Result<RowsOf<S>> {
    return runSync(executeStatement(this.core, statement, params, options)) as unknown as Result<RowsOf<S>>;
  }

  /** The first item of each row: the objects of `select(User)`. */
  scalars<S extends Executable>(
    statement: S,
    params?: ExecuteParams,
    options?: SessionExecuteOptions,
  ): ScalarResult<ItemVal<ItemsOf<S>[0]>> {
    return runSync(executeStatement(this.core, statement, params, options)).scalars() as ScalarResult<
      ItemVal<ItemsOf<S>[0]>
    >;
  }

  /** The first item of the first row, or null. */
  scalar<S extends Executable>(
    statement: S,
    params?: ExecuteParams,
    options?: SessionExecuteOptions,
  ): ItemVal<ItemsOf<S>[0]> | null {
    return runSync(executeStatement(this.core, statement, params, options)).scalar() as ItemVal<ItemsOf<S>[0]> | null;
  }

  /** The query interface of SQLAlchemy 1.x: `session.query(User).filterBy({ name: "Anna" }).all()`. */
  query<I extends readonly [QueryItem, ...QueryItem[]]>(...items: I): Query<I> {
    return Query.of(this.core, items);
  }

  // --- many rows beside the unit of work ------------------------------------------------------------------------------

  /**
   * Inserts rows of a class without making objects of them: SQLAlchemy's older form of `execute(insert(Class), rows)`, which can also
   * give the entities back. `returnDefaults` puts generated keys into the rows.
   *
   * ```ts
   * session.bulkInsertMappings(User, [{ name: "Anna" }, { name: "Bo" }]);
   * // INSERT INTO users (name) VALUES (?)
   * ```
   */
  bulkInsertMappings<C extends AnyModel>(
    cls: C,
    rows: Iterable<InsertValues<C["_shape"]>>,
    options?: BulkInsertOptions,
  ): void {
    runSync(bulkInsert(this.core, cls, rows as Iterable<object>, options));
  }

  /** Updates rows by their primary key, which each of them holds; the older form of `execute(update(Class), rows)`. */
  bulkUpdateMappings<C extends AnyModel>(cls: C, rows: Iterable<UpdateValues<C["_shape"]>>): void {
    runSync(bulkUpdate(this.core, cls, rows as Iterable<object>));
  }

  /**
   * Inserts objects that have no row, and updates those that have one, without taking them into the session: no cascades, no
   * relationships, no events. For many rows of one table; `addAll()` is nearly as fast and does all of that.
   */
  bulkSaveObjects(entities: Iterable<object>, options?: BulkSaveOptions): void {
    runSync(bulkSave(this.core, entities, options));
  }

  // --- transaction ------------------------------------------------------------------------------------------------

  /**
   * The connection of the transaction, which is begun if need be: for what a session cannot say. `options` are set before the
   * transaction begins, the isolation level for example; do not close it, the session does.
   */
  connection(options: ConnectionRequest = {}): Connection {
    return runSync(sessionConnection(this.core, options)).eventConnection as Connection;
  }

  /** Writes what changed, within the transaction. */
  flush(): void {
    runSync(flushSession(this.core));
  }

  /** Flushes and commits; objects are expired unless `expireOnCommit` is off. */
  commit(): void {
    runSync(commitSession(this.core));
  }

  /**
   * The first phase of a commit in two: flushes, and has every database of the session write down what it will commit. `commit()` does it
   * by itself; call it when something else must agree in between. Then only `commit()` and `rollback()` are possible.
   *
   * ```ts
   * const session = new Session(undefined, { twophase: true, binds: new Map([[User, users], [Order, orders]]) });
   * session.prepare();                             // PREPARE TRANSACTION '…' on both
   * session.commit();                              // COMMIT PREPARED '…'
   * ```
   *
   * Throws InvalidRequestError on a session without `twophase`.
   */
  prepare(): void {
    runSync(prepareSession(this.core));
  }

  /** Rolls back the transaction, and the objects to what they were. */
  rollback(): void {
    runSync(rollbackSession(this.core));
  }

  /**
   * Begins a transaction. With a callback: commits what it returns, rolls back and rethrows what it throws; a promise
   * from it is an error and rolls back.
   */
  begin(): SessionTransaction;
  begin<T>(body: (transaction: SessionTransaction) => T): T;
  begin<T>(body?: (transaction: SessionTransaction) => T): SessionTransaction | T {
    const transaction = this.core.shellOf(beginTransaction(this.core)) as SessionTransaction;
    if (body === undefined) return transaction;
    return runSync(inSessionTransaction(this.core, transaction.record, () => wait(body(transaction))));
  }

  /**
   * A transaction around a function, run again when another transaction was to blame for its failure; see `engine.run`. A failed attempt is
   * rolled back, objects and all, so that the next one reads them again.
   *
   * ```ts
   * session.run((session) => { session.getOne(Account, 1).balance -= 100; });
   * ```
   *
   * Throws InvalidRequestError inside a transaction of the session, and when it holds changes that are not flushed.
   */
  run<T>(body: (session: this) => T, options: RunOptions = {}): T {
    const { core } = this;
    const engine = this.#binds.engine;
    const within = (record: TransactionRecord): Flow<T> => inSessionTransaction(core, record, () => wait(body(this)));
    return inRun(engine, options, () => runSync(runSession(core, engine, options, within, pauseSync)));
  }

  /** The same as `begin` within a savepoint. */
  beginNested(): SessionTransaction;
  beginNested<T>(body: (transaction: SessionTransaction) => T): T;
  beginNested<T>(body?: (transaction: SessionTransaction) => T): SessionTransaction | T {
    const transaction = this.core.shellOf(runSync(beginNested(this.core))) as SessionTransaction;
    if (body === undefined) return transaction;
    return runSync(inSessionTransaction(this.core, transaction.record, () => wait(body(transaction))));
  }

  /** Runs a function without the flush before queries. */
  noAutoflush<T>(body: () => T): T {
    this.core.autoflushOff++;
    try {
      return body();
    } finally {
      this.core.autoflushOff--;
    }
  }

  /** Rolls back what is open and lets go of all objects. The session can be used again. */
  close(): void {
    runSync(closeSession(this.core));
  }

  /** The same as `close()`, under the name that says what it is for when the session is used again. */
  reset(): void {
    runSync(closeSession(this.core));
  }

  /** As `close()`, and the database connections leave their pools for good: for when something else may have broken them. */
  invalidate(): void {
    runSync(invalidateSession(this.core));
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** Where `listen` finds its listeners. */
export interface Session {
  readonly [$dispatch]: Dispatch<SessionEvents<Session, SessionTransaction, Connection>>;
}
