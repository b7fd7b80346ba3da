import type { EventConnection } from "../../engine/engine-events.ts";
import type { CursorResult } from "../../engine/cursor-result.ts";
import { type $named, Dispatch, type EventDescription, type ListenOptions, type Named } from "../../event/dispatch.ts";
import type { ORMExecuteState } from "./orm-execute-state.ts";
import type { DeleteNode, UpdateNode } from "../../sql/nodes/dml.ts";

/** One flush, for its listeners: the same object in all events of it, to hang data on (in a WeakMap). */
export interface FlushEvent<S> {
  readonly session: S;
}

/** An UPDATE or DELETE of a class that was executed beside the unit of work. */
export interface BulkWriteEvent<S> {
  readonly session: S;
  readonly class: object;
  readonly statement: UpdateNode | DeleteNode;
  readonly result: CursorResult;
}

/**
 * Events of sessions. `S` is Session or AsyncSession, `T` its transactions, `C` its connections. A listener on an AsyncSession may
 * return a promise where the event says "waited for"; the others happen inside calls that wait for nothing.
 */
export type SessionEvents<S = object, T = object, C = EventConnection> = {
  readonly [$named]?: {
    readonly [N in keyof typeof sessionEvents]: Named<
      (typeof sessionEvents)[N]["arguments"],
      SessionEvents<S, T, C>[N]
    >;
  };
  /** A flush found something to write, and has not begun: the listener may add, change and delete objects, and query. Waited for. */
  beforeFlush(session: S, flushContext: FlushEvent<S>, instances: null): unknown;
  /** Its statements were sent; `new`, `dirty` and `deleted` are still as before. Objects may be added, for the next flush. Waited for. */
  afterFlush(session: S, flushContext: FlushEvent<S>): unknown;
  /** The objects are in their final state; what is changed now is written by the next flush. Waited for. */
  afterFlushPostexec(session: S, flushContext: FlushEvent<S>): unknown;
  /** `commit()` was called, of the session or of a savepoint, and has not flushed yet. Waited for. */
  beforeCommit(session: S): unknown;
  /** The commit has succeeded. No statements can be sent until `commit()` returns. Waited for. */
  afterCommit(session: S): unknown;
  /** The database has rolled back. No statements can be sent until `rollback()` returns. Waited for. */
  afterRollback(session: S): unknown;
  /** A transaction or savepoint has ended by a rollback, and the objects are restored; statements can be sent if `session.isActive`. Waited for. */
  afterSoftRollback(session: S, previousTransaction: T): unknown;
  /** A transaction, or savepoint, was begun on a connection. Waited for. */
  afterBegin(session: S, transaction: T, connection: C): unknown;
  /** A transaction or savepoint of the session was made; a connection takes part in it when there is a statement to send. */
  afterTransactionCreate(session: S, transaction: T): unknown;
  afterTransactionEnd(session: S, transaction: T): unknown;
  /** An object is about to come into the session. */
  beforeAttach(session: S, instance: object): unknown;
  afterAttach(session: S, instance: object): unknown;
  /**
   * A statement is about to be executed: the program's own, or a SELECT that loads attributes. The listener may change it, or return a
   * Result in its place. Waited for, except where reading an attribute loads it.
   */
  doOrmExecute(ormExecuteState: ORMExecuteState): unknown;
  /** An UPDATE of a class was executed by `execute()` or `query().update()`. Waited for. */
  afterBulkUpdate(updateContext: BulkWriteEvent<S>): unknown;
  /** A DELETE of a class was executed by `execute()` or `query().delete()`. Waited for. */
  afterBulkDelete(deleteContext: BulkWriteEvent<S>): unknown;
  /** A new object was added. */
  transientToPending(session: S, instance: object): unknown;
  /** A new object was taken out again, or its transaction rolled back, before it had a row. */
  pendingToTransient(session: S, instance: object): unknown;
  /** Its INSERT was rolled back. */
  persistentToTransient(session: S, instance: object): unknown;
  /** Its INSERT was flushed. */
  pendingToPersistent(session: S, instance: object): unknown;
  detachedToPersistent(session: S, instance: object): unknown;
  /** It was made from a row. */
  loadedAsPersistent(session: S, instance: object): unknown;
  /** Its DELETE was flushed. */
  persistentToDeleted(session: S, instance: object): unknown;
  /** Its DELETE was rolled back. */
  deletedToPersistent(session: S, instance: object): unknown;
  /** Its DELETE was committed. */
  deletedToDetached(session: S, instance: object): unknown;
  /** It was expunged, or the session closed. */
  persistentToDetached(session: S, instance: object): unknown;
};

const sessionEvents = {
  beforeFlush: { arguments: ["session", "flushContext", "instances"] },
  afterFlush: { arguments: ["session", "flushContext"] },
  afterFlushPostexec: { arguments: ["session", "flushContext"] },
  beforeCommit: { arguments: ["session"] },
  afterCommit: { arguments: ["session"] },
  afterRollback: { arguments: ["session"] },
  afterSoftRollback: { arguments: ["session", "previousTransaction"] },
  afterBegin: { arguments: ["session", "transaction", "connection"] },
  afterTransactionCreate: { arguments: ["session", "transaction"] },
  afterTransactionEnd: { arguments: ["session", "transaction"] },
  beforeAttach: { arguments: ["session", "instance"] },
  afterAttach: { arguments: ["session", "instance"] },
  doOrmExecute: { arguments: ["ormExecuteState"] },
  afterBulkUpdate: { arguments: ["updateContext"] },
  afterBulkDelete: { arguments: ["deleteContext"] },
  transientToPending: { arguments: ["session", "instance"] },
  pendingToTransient: { arguments: ["session", "instance"] },
  persistentToTransient: { arguments: ["session", "instance"] },
  pendingToPersistent: { arguments: ["session", "instance"] },
  detachedToPersistent: { arguments: ["session", "instance"] },
  loadedAsPersistent: { arguments: ["session", "instance"] },
  persistentToDeleted: { arguments: ["session", "instance"] },
  deletedToPersistent: { arguments: ["session", "instance"] },
  deletedToDetached: { arguments: ["session", "instance"] },
  persistentToDetached: { arguments: ["session", "instance"] },
} as const;

export type SessionEventName = keyof typeof sessionEvents;
/** The events that tell of one object's way through a session. */
export type LifecycleEvent = {
  [N in SessionEventName]: (typeof sessionEvents)[N] extends { readonly arguments: readonly ["session", "instance"] }
    ? N
    : never;
}[SessionEventName];

const described: Readonly<Record<SessionEventName, EventDescription>> = sessionEvents;
const sessionEventNames: ReadonlyMap<string, EventDescription> = new Map(Object.entries(described));

/** The listeners of a session, of a maker of sessions, or of a class of them. */
export class SessionDispatch extends Dispatch<SessionEvents> {
  /** Whether any session of the process ever had a listener: adding and loading objects ask nothing else until then. */
  static used = false;

  constructor(target: string, parent?: SessionDispatch) {
    super(target, sessionEventNames, parent);
  }

  override add<N extends SessionEventName>(name: N, fn: SessionEvents[N], options: ListenOptions): void {
    SessionDispatch.used = true;
    super.add(name, fn, options);
  }
}

/** By class of sessions. */
const classes = new WeakMap<object, SessionDispatch>();

/** The listeners of a class of sessions: those of the classes that it extends, and its own. */
export function sessionClassDispatch(cls: object, root: object): SessionDispatch {
  let found = classes.get(cls);
  if (found === undefined) {
    const parent = cls === root ? undefined : sessionClassDispatch(Object.getPrototypeOf(cls) as object, root);
    classes.set(cls, (found = new SessionDispatch("a class of sessions", parent)));
  }
  return found;
}
