import type { CoreConnection } from "../../engine/core-connection.ts";
import { StatementError } from "../../errors/database.ts";
import { FlushError, LazyLoadError, PendingRollbackError } from "../../errors/orm.ts";
import { IllegalStateChangeError, InvalidRequestError } from "../../errors/state.ts";
import { callListener, refusePromise } from "../../event/emit.ts";
import { type Awaitable, type Flow, isPromiseLike } from "../../flow/flow.ts";
import { runSync } from "../../flow/run.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import { type InstanceState, NOT_LOADED, Status } from "../contract/state.ts";
import { SessionIdentityMap } from "../identity/identity-map.ts";
import type { LoadingSession, LoadOrigin } from "../loading/loading-session.ts";
import type { SelectNode } from "../../sql/nodes/select.ts";
import { ORMExecuteState } from "./orm-execute-state.ts";
import { refreshColumns, refuseRaising } from "../loading/refresh-columns.ts";
import { loadReference, referenceInMemory } from "../strategy/load-relationship.ts";
import { loadRelationshipForPeers, refuseRaise } from "../strategy/load-for-peers.ts";
import type { FlushContext } from "../unit-of-work/flush-context.ts";
import { describeValue } from "../../util/describe.ts";
import { loadsReferences } from "../attribute/unloaded.ts";
import { addState } from "./add.ts";
import { leaveAlong } from "./expunge.ts";
import { flushSession } from "./flush-session.ts";
import type { KeyPlan } from "./get.ts";
import type { BindTarget } from "../loading/loading-session.ts";
import { type BindCore, SessionConnections } from "./session-connections.ts";
import {
  type FlushEvent,
  type LifecycleEvent,
  SessionDispatch,
  type SessionEventName,
  type SessionEvents,
} from "./session-events.ts";
import type { SessionOptions } from "./session-options.ts";
import { OVER, TransactionRecord } from "./transaction-record.ts";

/** Tells the bind of a class or statement; `flushing` when a flush asks. */
export type BindLookup = (target: BindTarget, flushing: boolean) => BindCore;

/** The options that a session's inside reads. */
interface CoreOptions {
  readonly autoflush: boolean;
  readonly expireOnCommit: boolean;
  readonly autobegin: boolean;
}

/** A session without a sync or async shell: what it holds, and what its objects ask of it. Its operations are flows in the files beside. */
export class SessionCore implements LoadingSession, FlushContext {
  readonly isAsync: boolean;
  readonly options: CoreOptions;
  readonly connections: SessionConnections;
  readonly info: Record<string, unknown>;
  readonly identityMap: SessionIdentityMap = new SessionIdentityMap();
  readonly newStates: Set<InstanceState> = new Set();
  readonly modifiedStates: Set<InstanceState> = new Set();
  readonly deletedStates: Set<InstanceState> = new Set();
  /** Objects of which a collection was handed out: index writes are looked for in them. */
  readonly touchedStates: Set<InstanceState> = new Set();
  /** The innermost transaction or savepoint. */
  transaction: TransactionRecord | undefined = undefined;
  /** The Session or AsyncSession that users see. */
  shell: object | undefined = undefined;
  /** How an async shell waits its turn; set by AsyncSession. */
  enqueue: (<T>(operation: () => Flow<T>) => Promise<T>) | undefined = undefined;
  flushing = false;
  /** The event whose listeners run at this moment. */
  inHook: SessionEventName | undefined = undefined;
  /** Listeners of the maker, or the class, that the session is of. */
  above: SessionDispatch;
  /** How an async shell lets a listener use the session while an operation waits for it; set by AsyncSession. */
  around: ((call: () => unknown) => unknown) | undefined = undefined;
  /** The transaction that users see of a record; set by the shell. */
  makeTransaction: ((record: TransactionRecord) => object) | undefined = undefined;
  /** What the listeners of the flush that is under way get, where there are any. */
  flushEvent: FlushEvent<object> | undefined = undefined;
  #dispatch: SessionDispatch | undefined;
  /** Above zero inside `noAutoflush`. */
  autoflushOff = 0;
  /** How `get` of a class was executed last. */
  lastKeyPlan: KeyPlan | undefined = undefined;
  /** Which bind serves a class or table. */
  readonly #bindOf: BindLookup;
  /** The bind of everything, where there is but one. */
  onlyBind: BindCore | undefined;

  constructor(
    isAsync: boolean,
    options: SessionOptions<unknown>,
    binds: { readonly of: BindLookup; readonly only: BindCore | undefined },
    above: SessionDispatch,
  ) {
    this.above = above;
    this.isAsync = isAsync;
    this.onlyBind = binds.only;
    this.#bindOf = binds.of;
    this.connections = new SessionConnections(
      options.joinTransactionMode ?? "conditionalSavepoint",
      options.twophase === true,
    );
    this.options = {
      autoflush: options.autoflush ?? true,
      expireOnCommit: options.expireOnCommit ?? !isAsync,
      autobegin: options.autobegin ?? true,
    };
    this.info = options.info ?? {};
  }

  // --- transaction ------------------------------------------------------------------------------------------------

  *connection(target?: BindTarget, prepare?: (connection: CoreConnection) => Flow<void>): Flow<CoreConnection> {
    const record = this.begun();
    const bind = this.onlyBind ?? this.#bindOf(target, this.flushing);
    const held = this.connections.of(bind);
    if (held === undefined) {
      const taken = yield* this.connections.take(bind, record, prepare);
      if (this.observed) yield* this.#tellBegun(record, taken);
      return taken;
    }
    if (prepare !== undefined) yield* prepare(held);
    return held;
  }

  /** From the outermost transaction in. */
  *#tellBegun(record: TransactionRecord, connection: CoreConnection): Flow<void> {
    if (record.parent !== undefined) yield* this.#tellBegun(record.parent, connection);
    yield* this.emit("afterBegin", [this.user, this.shellOf(record), connection.eventConnection]);
  }

  /** The transaction that a statement runs in: the one that is under way, or a new one where sessions begin by themselves. */
  begun(): TransactionRecord {
    this.checkUsable();
    if (this.transaction === undefined && !this.options.autobegin) {
      throw new InvalidRequestError(
        "Autobegin is off and no transaction was begun; call session.begin() first.",
        "no-transaction",
      );
    }
    return this.record();
  }

  readyConnection(target?: BindTarget): CoreConnection | undefined {
    if (this.transaction === undefined || this.transaction.failure !== undefined) return undefined;
    return this.connections.of(this.onlyBind ?? this.#bindOf(target, this.flushing));
  }

  /** The same where it serves everything. */
  get onlyConnection(): CoreConnection | undefined {
    return this.onlyBind === undefined ? undefined : this.readyConnection();
  }

  /** Whether a flush may find something to write. */
  get hasPending(): boolean {
    return this.newStates.size + this.modifiedStates.size + this.deletedStates.size + this.touchedStates.size > 0;
  }

  /** The record of what happens now, made when there is none. */
  record(): TransactionRecord {
    return this.transaction ?? this.newRecord(undefined);
  }

  /** A transaction, or a savepoint in `parent`. */
  newRecord(parent: TransactionRecord | undefined): TransactionRecord {
    const record = (this.transaction = new TransactionRecord(parent));
    if (this.observed) this.tell("afterTransactionCreate", [this.user, this.shellOf(record)]);
    return record;
  }

  /** Throws when a failed flush was not rolled back. */
  checkUsable(): void {
    const failure = this.transaction?.failure;
    if (failure === OVER) {
      throw new InvalidRequestError(
        `The session was used by a listener of "${this.inHook}", between the end of its transaction and the return of commit() or rollback(); no statement can be sent then. Use another session, or "afterSoftRollback" after a rollback.`,
        "transaction-ended",
      );
    }
    if (failure !== undefined) {
      throw new PendingRollbackError(
        `The transaction of this session was rolled back because of an error in a flush. Call session.rollback() before going on. The error was: ${failure instanceof Error ? failure.message : describeValue(failure)}`,
        "pending-rollback",
        { cause: failure },
      );
    }
  }

  /** Throws inside a flush: what a hook (or, on an async session, another task) asks for then would be lost, or undo the flush behind its back. */
  checkNotFlushing(what: string): void {
    if (!this.flushing) return;
    throw new IllegalStateChangeError(
      `${what} was called while the session is flushing, from a default or hook of the flush or by another task. Do it before the flush, or after it has ended.`,
    );
  }

  /** Throws where the transaction cannot end and no flush can begin: inside a flush, and in the listeners of most events. */
  checkCanEnd(what: string): void {
    this.checkNotFlushing(what);
    if (this.inHook === undefined) return;
    throw new IllegalStateChangeError(
      `${what} was called by a listener of "${this.inHook}", which is part of the operation that it would end. Do it when that operation has returned.`,
    );
  }

  // --- events -----------------------------------------------------------------------------------------------------

  /** The session's own listeners; made when somebody asks for them. */
  get dispatch(): SessionDispatch {
    return (this.#dispatch ??= new SessionDispatch("a session", this.above));
  }

  /** A transaction as users see it. */
  shellOf(record: TransactionRecord): object {
    return (record.shell ??= this.makeTransaction?.(record) ?? record);
  }

  /** The session as listeners get it. */
  get user(): object {
    return this.shell as object;
  }

  /** Whether anybody listens to this session. */
  get observed(): boolean {
    return SessionDispatch.used && (this.#dispatch ?? this.above).active;
  }

  hears(name: SessionEventName): boolean {
    return SessionDispatch.used && (this.#dispatch ?? this.above).hears(name);
  }

  /** Calls the listeners, and waits for those that give promises. */
  *emit<N extends SessionEventName>(name: N, args: Parameters<SessionEvents[N]>): Flow<void> {
    for (const listener of (this.#dispatch ?? this.above).listeners(name) ?? []) yield* this.#ask(name, args, listener);
  }

  /** Calls a listener, waits for it, and gives what it returned. */
  *#ask<N extends SessionEventName>(
    name: N,
    args: Parameters<SessionEvents[N]>,
    listener: Parameters<typeof callListener>[2],
  ): Flow<unknown> {
    const outer = this.inHook;
    this.inHook = name;
    try {
      const call = (): unknown => callListener(this.dispatch, name, listener, args);
      const given = this.around === undefined ? call() : this.around(call);
      return isPromiseLike(given) ? yield given : given;
    } finally {
      this.inHook = outer;
    }
  }

  get hearsLoads(): boolean {
    return SessionDispatch.used && !this.flushing && this.hears("doOrmExecute");
  }

  *tellLoad(node: SelectNode, origin: LoadOrigin | undefined): Flow<SelectNode> {
    const state = ORMExecuteState.ofLoad(this, node, origin);
    yield* this.emit("doOrmExecute", [state]);
    return (state.statement as unknown as { readonly node: SelectNode }).node;
  }

  /** The answer of one listener of several. */
  *askOne<N extends SessionEventName>(name: N, args: Parameters<SessionEvents[N]>, at: number): Flow<unknown> {
    const listener = (this.#dispatch ?? this.above).listeners(name)?.[at];
    return listener === undefined ? undefined : yield* this.#ask(name, args, listener);
  }

  /** How many listeners an event has. */
  listening(name: SessionEventName): number {
    return (this.#dispatch ?? this.above).listeners(name)?.length ?? 0;
  }

  /** The same where nothing can be waited for. */
  tell<N extends SessionEventName>(name: N, args: Parameters<SessionEvents[N]>): void {
    const listeners = (this.#dispatch ?? this.above).listeners(name);
    if (listeners === undefined) return;
    const outer = this.inHook;
    this.inHook = name;
    try {
      for (const listener of listeners) refusePromise(name, callListener(this.dispatch, name, listener, args));
    } finally {
      this.inHook = outer;
    }
  }

  /** Tells of objects that changed their state. */
  tellOf(name: LifecycleEvent, states: Iterable<InstanceState>): void {
    if (!this.hears(name)) return;
    for (const { entity } of Array.from(states)) this.tell(name, [this.user, entity]);
  }

  // --- what objects ask -------------------------------------------------------------------------------------------

  get onLoad(): ((state: InstanceState) => void) | undefined {
    if (!this.hears("loadedAsPersistent")) return undefined;
    return ({ entity }) => this.tell("loadedAsPersistent", [this.user, entity]);
  }

  loadColumn(state: InstanceState, slot: number): unknown {
    if (!this.flushing) refuseRaising(state, slot);
    this.#requireSync(state, state.mapper.values[slot]?.key ?? "");
    runSync(refreshColumns(this, state, slot));
    return state.values[slot];
  }

  loadRelationship(state: InstanceState, property: RelationshipProperty): unknown {
    if (this.isAsync && !state.peers?.options?.raise?.has(property) && property.lazy !== "raise") {
      const known = referenceInMemory(this, state, property);
      if (known !== undefined) return (state.ownRelated()[property.slot] ??= known);
      this.#requireSync(state, property.key);
    }
    runSync(loadRelationshipForPeers(this, state, property));
    return state.related?.[property.slot] ?? null;
  }

  loadReference(state: InstanceState, property: RelationshipProperty): object | null {
    const known = referenceInMemory(this, state, property);
    if (known !== undefined) return known;
    refuseRaise(state, property);
    this.#requireSync(state, property.key);
    return runSync(loadReference(this, state, property));
  }

  refreshExpired(state: InstanceState): void {
    if (this.isAsync || state.status !== Status.persistent) return;
    if (state.values === state.mapper.expiredRow) runSync(refreshColumns(this, state, 0));
  }

  awaitAttribute(state: InstanceState, key: string): Awaitable<object | null | undefined> {
    if (this.enqueue === undefined) return runSync(this.#loadAttribute(state, key));
    return this.enqueue(() => this.#loadAttribute(state, key));
  }

  *#loadAttribute(state: InstanceState, key: string): Flow<object | null | undefined> {
    const property = state.mapper.properties.get(key);
    if (property === undefined) return undefined;
    if (state.status !== Status.persistent) {
      if (property.kind !== "relationship" || !loadsReferences(state, property)) return undefined;
      return state.related?.[property.slot] === undefined ? yield* loadReference(this, state, property) : undefined;
    }
    if (property.kind !== "relationship") {
      if (state.values[property.slot] !== NOT_LOADED) return undefined;
      refuseRaising(state, property.slot);
      yield* refreshColumns(this, state, property.slot);
    } else if (!property.inDatabase && state.related?.[property.slot] === undefined) {
      yield* loadRelationshipForPeers(this, state, property);
    }
    return undefined;
  }

  #requireSync(state: InstanceState, key: string): void {
    if (!this.isAsync) return;
    throw new LazyLoadError(
      `${state.mapper.name}.${key} is not loaded, and an AsyncSession cannot load it while an attribute is read. Use await entity.awaitableAttrs.${key}, or load it with the query: selectinload(${state.mapper.name}.c.${key}), session.refresh(entity).`,
    );
  }

  noteModified(state: InstanceState): void {
    if (state.status === Status.persistent) this.modifiedStates.add(state);
  }

  noteTouched(state: InstanceState): void {
    this.touchedStates.add(state);
  }

  cascadeAdd(state: InstanceState): void {
    // What is in the session has brought its own along when it came.
    if (state.session !== this || state.status === Status.deleted) addState(this, state);
  }

  noteOrphan(state: InstanceState): void {
    if (state.status === Status.pending) leaveAlong(this, state);
  }

  // --- flush ------------------------------------------------------------------------------------------------------

  *autoflush(): Flow<void> {
    if (!this.options.autoflush || this.autoflushOff > 0 || this.inFlush) return;
    try {
      yield* flushSession(this);
    } catch (error) {
      if (error instanceof StatementError || error instanceof FlushError) {
        error.addDetail(
          "raised by the flush that goes before a query; use session.noAutoflush(() => …) around the query if that flush comes too early",
        );
      }
      throw error;
    }
  }

  /** A flush is under way, its listeners included. */
  get inFlush(): boolean {
    return this.flushing || this.inHook === "beforeFlush" || this.inHook === "afterFlushPostexec";
  }

  *statementsSent(): Flow<void> {
    if (this.flushEvent !== undefined) yield* this.emit("afterFlush", [this.user, this.flushEvent]);
  }

  recordInserted(state: InstanceState): void {
    this.record().inserted.add(state);
  }

  recordChanged(state: InstanceState): void {
    this.record().changed.add(state);
  }

  recordDeleted(state: InstanceState): void {
    this.record().deleted.add(state);
  }

  recordKeySwitch(state: InstanceState, oldKey: readonly unknown[]): void {
    const switches = this.record().keySwitches;
    if (!switches.has(state)) switches.set(state, oldKey);
  }
}
