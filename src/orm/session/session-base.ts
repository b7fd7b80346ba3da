import { defineDispatch, type EventTarget } from "../../event/dispatch.ts";
import { requireState } from "../contract/require-state.ts";
import { Status } from "../contract/state.ts";
import { InvalidRequestError } from "../../errors/state.ts";
import { addState, describe } from "./add.ts";
import { expungeAll } from "./end-transaction.ts";
import { noteEdits } from "../attribute/mutable-attribute.ts";
import { EntitySet, isModified } from "./entity-set.ts";
import { expire, expireAll } from "./expire.ts";
import { expunge } from "./expunge.ts";
import { type SessionDispatch, sessionClassDispatch, type SessionEvents } from "./session-events.ts";
import { SessionIdentities } from "./session-identities.ts";
import type { SessionCore } from "./session-core.ts";

/**
 * What Session and AsyncSession do alike, because nothing of it has to wait for the database. As the target of `listen` it stands
 * for the sessions of both kinds.
 */
export abstract class SessionBase {
  readonly #core: SessionCore;

  constructor(make: (session: SessionBase, listeners: SessionDispatch) => SessionCore, cls: object) {
    this.#core = make(this, sessionClassDispatch(cls, SessionBase));
    this.#core.shell = this;
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

  /** Forgets what was loaded of an object (or the named attributes); it is loaded again when it is read, or by `refresh()`. Unflushed changes are lost. */
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

  /** Whether the object is in this session; no more once a flush has deleted its row. */
  has(entity: object): boolean {
    const state = requireState(entity);
    return state.session === this.#core && state.status !== Status.deleted;
  }

  /** Whether an object has changes that a flush would write; `includeCollections: false` looks at columns and single references alone. */
  isModified(entity: object, options: { readonly includeCollections?: boolean } = {}): boolean {
    return isModified(requireState(entity), options.includeCollections !== false);
  }

  /** Objects that the next flush inserts. */
  get new(): ReadonlySet<object> {
    return new EntitySet(this.#core.newStates);
  }

  /** Objects with changes. */
  get dirty(): ReadonlySet<object> {
    for (const state of this.#core.touchedStates) noteEdits(state);
    return new EntitySet(this.#core.modifiedStates);
  }

  /** Objects that the next flush deletes. */
  get deleted(): ReadonlySet<object> {
    return new EntitySet(this.#core.deletedStates);
  }

  /**
   * The objects of the session that have a row, by class and primary key. Strong: they stay until they are expunged, or the session closes.
   *
   * ```ts
   * session.identityMap.has(User, 1);          // whether it is in memory; nothing is sent
   * session.identityMap.get(User, 1);          // the object, or undefined
   * for (const object of session.identityMap) console.log(object);
   * ```
   */
  get identityMap(): SessionIdentities {
    return new SessionIdentities(this.#core);
  }

  /**
   * Has an object without a row load what its foreign keys refer to through this session, which it does not enter: many-to-one
   * relationships alone, each time by the foreign key of the moment.
   *
   * ```ts
   * const task = new Task({ userId: 7 });
   * session.enableRelationshipLoading(task);
   * task.user;                                 // SELECT … FROM users WHERE users.id = ?
   * ```
   *
   * For pending objects there is `loadOnPending` of the relationship. Throws InvalidRequestError for an object that has a row.
   */
  enableRelationshipLoading(entity: object): void {
    const state = requireState(entity);
    if (state.status >= Status.persistent) {
      throw new InvalidRequestError(
        `enableRelationshipLoading() is for objects without a row; ${describe(state)} has one. Add it to a session: its relationships load then.`,
        "load-on-pending",
      );
    }
    state.loader = this.#core;
  }

  /** Every object with a row, then those that have none yet. */
  *[Symbol.iterator](): Generator<object, void, undefined> {
    for (const state of this.#core.identityMap.states()) yield state.entity;
    for (const state of this.#core.newStates) yield state.entity;
  }

  inTransaction(): boolean {
    return this.#core.transaction !== undefined;
  }

  inNestedTransaction(): boolean {
    return this.#core.transaction?.nested === true;
  }

  /** The transaction that is under way, which savepoints are in; null without one. */
  getTransaction(): object | null {
    let record = this.#core.transaction;
    while (record?.parent !== undefined) record = record.parent;
    return record === undefined ? null : this.#core.shellOf(record);
  }

  /** The innermost savepoint; null outside of any. */
  getNestedTransaction(): object | null {
    const record = this.#core.transaction;
    return record?.nested === true ? this.#core.shellOf(record) : null;
  }

  /** False after a failed flush, until `rollback()`. */
  get isActive(): boolean {
    return this.#core.transaction?.failure === undefined;
  }
}

/** Where `listen` finds its listeners. */
export interface SessionBase extends EventTarget<SessionEvents<SessionBase>> {}

defineDispatch<object, SessionEvents>(SessionBase, (cls) => sessionClassDispatch(cls, SessionBase));
defineDispatch<SessionBase, SessionEvents>(SessionBase.prototype, ({ core }) => core.dispatch);

/**
 * The session that an object is in: a Session or an AsyncSession; null for an object of none.
 *
 * ```ts
 * (objectSession(user) as Session).flush();
 * ```
 */
export function objectSession(entity: object): SessionBase | null {
  const { session } = requireState(entity);
  return ((session as SessionCore | undefined)?.shell as SessionBase | undefined) ?? null;
}
