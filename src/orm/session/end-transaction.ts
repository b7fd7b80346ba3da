import { InvalidRequestError } from "../../errors/state.ts";
import type { Flow } from "../../flow/flow.ts";
import { type InstanceState, Status } from "../contract/state.ts";
import { expireAll, expireState } from "./expire.ts";
import { flushSession, isDirty } from "./flush-session.ts";
import { rollbackAfterFailure } from "./rollback-after-failure.ts";
import type { SessionCore } from "./session-core.ts";
import { TransactionRecord } from "./transaction-record.ts";

/** Begins a transaction; the database hears of it with the first statement. */
export function beginTransaction(session: SessionCore): TransactionRecord {
  session.checkUsable();
  if (session.transaction !== undefined) {
    throw new InvalidRequestError(
      "A transaction is begun on this session already; use beginNested() for a savepoint.",
      "transaction-begun",
    );
  }
  return (session.transaction = new TransactionRecord(undefined));
}

/** Flushes, and sets a savepoint. */
export function* beginNested(session: SessionCore): Flow<TransactionRecord> {
  yield* flushSession(session);
  const record = new TransactionRecord(session.begun());
  yield* session.connections.savepoint(record);
  return (session.transaction = record);
}

/** Commits everything: open savepoints are released, the transaction is committed. */
export function* commitSession(session: SessionCore): Flow<void> {
  session.checkNotFlushing("commit()");
  session.checkUsable();
  if (session.transaction === undefined && !isDirty(session)) {
    if (!session.options.autobegin)
      throw new InvalidRequestError("No transaction was begun; call session.begin() first.", "no-transaction");
    return;
  }
  // A hook of one flush may change objects again.
  for (let round = 0; isDirty(session); round++) {
    if (round === 100)
      throw new InvalidRequestError(
        "100 flushes in a row left something to write; a hook seems to change objects in every flush.",
        "flush-loop",
      );
    yield* flushSession(session);
  }
  for (let record = session.transaction; record?.nested === true; record = session.transaction)
    yield* endRecord(session, record, true);
  const record = session.transaction;
  try {
    yield* session.connections.commit();
  } catch (error) {
    yield* rollbackAfterFailure(session, error);
    throw error;
  }
  if (record !== undefined) {
    record.open = false;
    record.committed = true;
    for (const state of record.deleted) {
      detach(state);
      state.wasDeleted = true;
    }
  }
  session.transaction = undefined;
  yield* session.connections.release();
  if (session.options.expireOnCommit) expireAll(session);
}

/** Rolls everything back: the database, and the objects to what they were. */
export function* rollbackSession(session: SessionCore): Flow<void> {
  session.checkNotFlushing("rollback()");
  try {
    yield* session.connections.rollback();
  } finally {
    for (let record = session.transaction; record !== undefined; record = record.parent) {
      restore(session, record, false);
      record.open = false;
    }
    forgetPending(session);
    session.transaction = undefined;
    yield* session.connections.release();
    expireAll(session);
  }
}

/** Commits (releases) or rolls back one transaction or savepoint, and those inside it. */
export function* endRecord(session: SessionCore, record: TransactionRecord, commit: boolean): Flow<void> {
  session.checkNotFlushing(commit ? "commit()" : "rollback()");
  if (!record.open) {
    if (!commit) return;
    throw new InvalidRequestError("This transaction has ended already.", "transaction-ended");
  }
  if (!record.nested) {
    yield* commit ? commitSession(session) : rollbackSession(session);
    return;
  }
  while (session.transaction !== record && session.transaction !== undefined)
    yield* endRecord(session, session.transaction, commit);
  if (commit) {
    yield* flushSession(session);
    yield* session.connections.releaseSavepoint(record);
    record.mergeIntoParent();
    record.open = false;
    session.transaction = record.parent;
    return;
  }
  try {
    if (record.failure === undefined) yield* session.connections.rollbackToSavepoint(record);
  } finally {
    restore(session, record, true);
    record.open = false;
    session.transaction = record.parent;
  }
}

/** Puts the objects that a transaction touched back to what they were before it. */
function restore(session: SessionCore, record: TransactionRecord, nested: boolean): void {
  for (const [state, key] of record.keySwitches) {
    session.identityMap.of(state.mapper).delete(state.key as readonly unknown[]);
    state.key = key;
    if (!record.inserted.has(state)) session.identityMap.of(state.mapper).set(key, state);
  }
  for (const state of record.deleted) {
    if (record.inserted.has(state)) continue;
    state.status = Status.persistent;
    state.session = session;
    session.identityMap.of(state.mapper).setSingle(state.identity, state);
    expireState(session, state);
  }
  for (const state of record.inserted) toTransient(session, state);
  if (nested) {
    for (const state of record.added) if (state.status === Status.pending) toTransient(session, state);
    for (const state of record.changed) if (state.status === Status.persistent) expireState(session, state);
    for (const state of session.modifiedStates) if (state.status === Status.persistent) expireState(session, state);
    session.modifiedStates.clear();
  }
}

function toTransient(session: SessionCore, state: InstanceState): void {
  const table = session.identityMap.of(state.mapper);
  if (state.key !== undefined && table.get(state.key) === state) table.delete(state.key);
  session.newStates.delete(state);
  session.modifiedStates.delete(state);
  session.deletedStates.delete(state);
  state.key = undefined;
  state.status = Status.transient;
  state.session = undefined;
  state.committed = undefined;
  state.committedRelated = undefined;
  state.pendingRelated = undefined;
  state.peers = undefined;
}

function forgetPending(session: SessionCore): void {
  for (const state of session.newStates) toTransient(session, state);
  session.newStates.clear();
  session.modifiedStates.clear();
  session.deletedStates.clear();
}

function detach(state: InstanceState): void {
  state.status = Status.detached;
  state.session = undefined;
}

/** Takes every object out of the session. */
export function expungeAll(session: SessionCore): void {
  session.checkNotFlushing("expungeAll()");
  for (const [, table] of session.identityMap.tables()) for (const state of table.values()) detach(state);
  for (const state of session.newStates) {
    state.status = Status.transient;
    state.session = undefined;
  }
  session.identityMap.clear();
  for (const states of [session.newStates, session.modifiedStates, session.deletedStates, session.touchedStates])
    if (states.size > 0) states.clear(); // clearing an empty set makes a new table all the same
}

/** Rolls back what is open and lets go of all objects; the session can be used again. */
export function* closeSession(session: SessionCore): Flow<void> {
  session.checkNotFlushing("close()");
  try {
    yield* session.connections.rollback();
  } finally {
    for (let record = session.transaction; record !== undefined; record = record.parent) record.open = false;
    session.transaction = undefined;
    yield* session.connections.release();
    expungeAll(session);
  }
}

/** Closes the session and takes its connections out of their pools. */
export function* invalidateSession(session: SessionCore): Flow<void> {
  session.checkNotFlushing("invalidate()");
  try {
    yield* session.connections.invalidate();
  } finally {
    for (let record = session.transaction; record !== undefined; record = record.parent) record.open = false;
    session.transaction = undefined;
    yield* session.connections.release();
    expungeAll(session);
  }
}
