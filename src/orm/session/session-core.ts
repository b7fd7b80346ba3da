import type { CoreConnection } from "../../engine/core-connection.ts";
import { LazyLoadError, PendingRollbackError } from "../../errors/orm.ts";
import { IllegalStateChangeError, InvalidRequestError } from "../../errors/state.ts";
import type { Flow } from "../../flow/flow.ts";
import { runSync } from "../../flow/run.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import { type InstanceState, NOT_LOADED, Status } from "../contract/state.ts";
import { SessionIdentityMap } from "../identity/identity-map.ts";
import type { LoadingSession } from "../loading/loading-session.ts";
import { refreshColumns } from "../loading/refresh-columns.ts";
import { loadRelationshipForPeers } from "../strategy/load-for-peers.ts";
import type { FlushContext } from "../unit-of-work/flush-context.ts";
import { describeValue } from "../../util/describe.ts";
import { addState } from "./add.ts";
import { flushSession } from "./flush-session.ts";
import type { BindTarget } from "../loading/loading-session.ts";
import { type BindCore, SessionConnections } from "./session-connections.ts";
import type { SessionOptions } from "./session-options.ts";
import { TransactionRecord } from "./transaction-record.ts";

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
  /** Above zero inside `noAutoflush`. */
  autoflushOff = 0;
  /** Which bind serves a class or table. */
  readonly #bindOf: BindLookup;
  /** The bind of everything, where there is but one. */
  readonly #only: BindCore | undefined;

  constructor(isAsync: boolean, options: SessionOptions<unknown>, bindOf: BindCore | BindLookup) {
    this.isAsync = isAsync;
    this.#only = typeof bindOf === "function" ? undefined : bindOf;
    this.#bindOf = typeof bindOf === "function" ? bindOf : () => bindOf;
    this.connections = new SessionConnections(options.joinTransactionMode ?? "conditionalSavepoint");
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
    const bind = this.#only ?? this.#bindOf(target, this.flushing);
    const held = this.connections.of(bind);
    if (held === undefined) return yield* this.connections.take(bind, record, prepare);
    if (prepare !== undefined) yield* prepare(held);
    return held;
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
    return this.connections.of(this.#only ?? this.#bindOf(target, this.flushing));
  }

  /** Whether a flush may find something to write. */
  get hasPending(): boolean {
    return this.newStates.size + this.modifiedStates.size + this.deletedStates.size + this.touchedStates.size > 0;
  }

  /** The record of what happens now, made when there is none. */
  record(): TransactionRecord {
    return (this.transaction ??= new TransactionRecord(undefined));
  }

  /** Throws when a failed flush was not rolled back. */
  checkUsable(): void {
    const failure = this.transaction?.failure;
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

  // --- what objects ask -------------------------------------------------------------------------------------------

  loadColumn(state: InstanceState, slot: number): unknown {
    this.#requireSync(state, state.mapper.values[slot]?.key ?? "");
    runSync(refreshColumns(this, state, slot));
    return state.values[slot];
  }

  loadRelationship(state: InstanceState, property: RelationshipProperty): unknown {
    if (!state.peers?.raise?.has(property) && property.lazy !== "raise") this.#requireSync(state, property.key);
    runSync(loadRelationshipForPeers(this, state, property));
    return state.related?.[property.slot] ?? null;
  }

  refreshExpired(state: InstanceState): void {
    if (this.isAsync || state.status !== Status.persistent) return;
    if (state.values === state.mapper.expiredRow) runSync(refreshColumns(this, state, 0));
  }

  async awaitAttribute(state: InstanceState, key: string): Promise<void> {
    const operation = (): Flow<void> => this.#loadAttribute(state, key);
    if (this.enqueue !== undefined) await this.enqueue(operation);
    else runSync(operation());
  }

  *#loadAttribute(state: InstanceState, key: string): Flow<void> {
    if (state.status !== Status.persistent) return;
    const property = state.mapper.properties.get(key);
    if (property === undefined) return;
    if (property.kind !== "relationship") {
      if (state.values[property.slot] === NOT_LOADED) yield* refreshColumns(this, state, property.slot);
    } else if (state.related?.[property.slot] === undefined) {
      yield* loadRelationshipForPeers(this, state, property);
    }
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
    if (state.status === Status.pending && this.newStates.delete(state)) {
      state.status = Status.transient;
      state.session = undefined;
    }
  }

  // --- flush ------------------------------------------------------------------------------------------------------

  *autoflush(): Flow<void> {
    if (this.options.autoflush && this.autoflushOff === 0 && !this.flushing) yield* flushSession(this);
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
