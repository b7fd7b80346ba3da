import { InvalidRequestError } from "../../errors/state.ts";
import type { Flow } from "../../flow/flow.ts";
import { type InstanceState, Status } from "../contract/state.ts";
import { expireAll, expireState } from "./expire.ts";
import { flushSession, isDirty } from "./flush-session.ts";
import { rollbackAfterFailure } from "./rollback-after-failure.ts";
import { leave, tellLeft } from "./expunge.ts";
import type { SessionCore } from "./session-core.ts";
import { OVER, TransactionRecord } from "./transaction-record.ts";

/** Begins a transaction; the database hears of it with the first statement. */
export function beginTransaction(session: SessionCore): TransactionRecord {
  session.checkUsable();
  if (session.transaction !== undefined) {
    throw new InvalidRequestError(
      "A transaction is begun on this session already; use beginNested() for a savepoint.",
      "transaction-begun",
    );
  }
  session.checkCanEnd("begin()");
  return session.newRecord(undefined);
}

/** Flushes, and sets a savepoint. */
export function* beginNested(session: SessionCore): Flow<TransactionRecord> {
  session.checkCanEnd("beginNested()");
  yield* flushSession(session);
  const outer = session.begun();
  const record = session.newRecord(outer);
  try {
    yield* session.connections.savepoint(record);
  } catch (error) {
    session.transaction = outer;
    throw error;
  }
  if (session.observed) {
    for (const connection of record.savepoints.keys())
      yield* session.emit("afterBegin", [session.user, session.shellOf(record), connection.eventConnection]);
  }
  return record;
}

/** Commits everything: open savepoints are released, the transaction is committed. */
export function* commitSession(session: SessionCore): Flow<void> {
  session.checkCanEnd("commit()");
  session.checkUsable();
  if (session.transaction === undefined && !isDirty(session)) {
    if (!session.options.autobegin)
      throw new InvalidRequestError("No transaction was begun; call session.begin() first.", "no-transaction");
    if (!session.observed) return;
    session.record();
  }
  // What is prepared takes no more statements.
  if (!session.connections.isPrepared) yield* flushForCommit(session);
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
    yield* tellOver(session, record, "afterCommit");
    for (const state of record.deleted) {
      detach(state);
      state.wasDeleted = true;
    }
  }
  if (session.options.expireOnCommit) expireAll(session);
  if (record !== undefined && session.observed) session.tellOf("deletedToDetached", record.deleted);
  session.transaction = undefined;
  yield* session.connections.release();
  tellEnded(session, record);
}

/** The first phase of a commit: flushes, and has every database promise that it can commit. Only commit or rollback are possible then. */
export function* prepareSession(session: SessionCore): Flow<void> {
  session.checkCanEnd("prepare()");
  session.checkUsable();
  if (!session.connections.twophase) {
    throw new InvalidRequestError(
      "prepare() is for sessions that commit in two phases; make the session with { twophase: true }.",
      "no-twophase",
    );
  }
  if (session.connections.isPrepared)
    throw new InvalidRequestError(
      "The transaction is prepared already; commit it or roll it back.",
      "transaction-prepared",
    );
  session.begun();
  yield* flushForCommit(session);
  try {
    yield* session.connections.prepare();
  } catch (error) {
    yield* rollbackAfterFailure(session, error);
    throw error;
  }
}

function* flushForCommit(session: SessionCore): Flow<void> {
  for (let record = session.transaction; record?.nested === true; record = session.transaction)
    yield* endRecord(session, record, true);
  yield* flushAll(session);
}

/** Flushes before a commit; a hook of one flush may change objects again. */
function* flushAll(session: SessionCore): Flow<void> {
  if (session.observed) yield* session.emit("beforeCommit", [session.user]);
  for (let round = 0; isDirty(session); round++) {
    if (round === 100)
      throw new InvalidRequestError(
        "100 flushes in a row left something to write; a hook seems to change objects in every flush.",
        "flush-loop",
      );
    yield* flushSession(session);
  }
}

/** Tells that the database has ended a transaction; listeners cannot send statements, which nobody would commit. */
function* tellOver(
  session: SessionCore,
  record: TransactionRecord,
  event: "afterCommit" | "afterRollback",
): Flow<void> {
  if (!session.observed) return;
  record.failure = OVER;
  yield* session.emit(event, [session.user]);
}

function tellEnded(session: SessionCore, record: TransactionRecord | undefined): void {
  if (record !== undefined && session.observed)
    session.tell("afterTransactionEnd", [session.user, session.shellOf(record)]);
}

function* tellRolledBack(session: SessionCore, record: TransactionRecord): Flow<void> {
  if (!session.observed) return;
  tellEnded(session, record);
  yield* session.emit("afterSoftRollback", [session.user, session.shellOf(record)]);
}

/** Rolls everything back: the database, and the objects to what they were. Listeners hear of each savepoint, from the innermost out. */
export function* rollbackSession(session: SessionCore): Flow<void> {
  session.checkCanEnd("rollback()");
  const failed = session.transaction?.failure !== undefined;
  const problems: unknown[] = [];
  yield* attempt(problems, session.connections.rollback());
  const isHeard = session.observed && problems.length === 0;
  let root: TransactionRecord | undefined;
  for (let record = session.transaction; record !== undefined; record = record.parent) {
    root = record;
    if (isHeard && failed) record.failure = OVER;
    else if (isHeard) yield* attempt(problems, tellOver(session, record, "afterRollback"));
    restore(session, record, false);
    record.open = false;
    session.transaction = record.parent;
    if (record.parent === undefined) break;
    // What surrounds it is rolled back as well: nothing can be done in it any more.
    record.parent.failure = OVER;
    if (isHeard) yield* attempt(problems, tellRolledBack(session, record));
  }
  // Objects may have been added before anything began.
  if (root === undefined) restore(session, new TransactionRecord(undefined), false);
  yield* attempt(problems, session.connections.release());
  expireAll(session);
  if (isHeard && root !== undefined) yield* attempt(problems, tellRolledBack(session, root));
  if (problems.length > 0) throw problems[0];
}

/** Runs one step of several that must all be tried. */
function* attempt(problems: unknown[], step: Flow<void>): Flow<void> {
  try {
    yield* step;
  } catch (error) {
    problems.push(error);
  }
}

/** Commits (releases) or rolls back one transaction or savepoint, and those inside it. */
export function* endRecord(session: SessionCore, record: TransactionRecord, commit: boolean): Flow<void> {
  session.checkCanEnd(commit ? "commit()" : "rollback()");
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
    yield* flushAll(session);
    yield* session.connections.releaseSavepoint(record);
    yield* tellOver(session, record, "afterCommit");
    record.mergeIntoParent();
    record.open = false;
    session.transaction = record.parent;
    tellEnded(session, record);
    return;
  }
  try {
    if (record.failure === undefined) {
      yield* session.connections.rollbackToSavepoint(record);
      yield* tellOver(session, record, "afterRollback");
    }
  } finally {
    restore(session, record, true);
    record.open = false;
    session.transaction = record.parent;
  }
  yield* tellRolledBack(session, record);
}

/** Puts the objects that a transaction touched back to what they were before it. */
function restore(session: SessionCore, record: TransactionRecord, nested: boolean): void {
  const added = nested ? record.added : session.newStates;
  for (const state of record.inserted) toTransient(session, state, "persistentToTransient");
  for (const state of added) if (state.status === Status.pending) toTransient(session, state, "pendingToTransient");
  // All new keys leave the identity map before the old ones come in, as keys may have been swapped.
  const switched = [...record.keySwitches].filter(([state]) => !record.inserted.has(state));
  for (const [{ mapper, key }] of switched) session.identityMap.of(mapper).delete(key as readonly unknown[]);
  for (const [state, key] of switched) {
    state.key = key;
    putBack(session, state);
  }
  for (const state of record.deleted) {
    if (record.inserted.has(state)) continue;
    state.status = Status.persistent;
    state.session = session;
    putBack(session, state);
    expireState(session, state);
    if (session.observed) session.tellOf("deletedToPersistent", [state]);
  }
  if (nested) {
    for (const state of record.changed) if (state.status === Status.persistent) expireState(session, state);
    for (const state of session.modifiedStates) if (state.status === Status.persistent) expireState(session, state);
  } else {
    session.newStates.clear();
    session.deletedStates.clear();
  }
  session.modifiedStates.clear();
}

/** Into the identity map. An object that was loaded under its key meanwhile stands for a row of the transaction that is undone. */
function putBack(session: SessionCore, state: InstanceState): void {
  const table = session.identityMap.of(state.mapper);
  const other = table.getSingle(state.identity);
  if (other !== undefined && other !== state) leave(session, other);
  table.setSingle(state.identity, state);
}

function toTransient(
  session: SessionCore,
  state: InstanceState,
  event: "persistentToTransient" | "pendingToTransient",
): void {
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
  if (event === "persistentToTransient") state.pendingRelated = undefined;
  state.peers = undefined;
  if (session.observed) session.tellOf(event, [state]);
}

function detach(state: InstanceState): void {
  state.status = Status.detached;
  state.session = undefined;
}

/** Takes every object out of the session. */
export function expungeAll(session: SessionCore): void {
  session.checkNotFlushing("expungeAll()");
  const left = session.observed ? [...session.identityMap.states(), ...session.newStates] : undefined;
  const before = left?.map((state) => state.status);
  for (const [, table] of session.identityMap.tables()) for (const state of table.values()) detach(state);
  for (const state of session.newStates) {
    state.status = Status.transient;
    state.session = undefined;
  }
  session.identityMap.clear();
  empty(session.newStates);
  empty(session.modifiedStates);
  empty(session.deletedStates);
  empty(session.touchedStates);
  left?.forEach((state, i) => tellLeft(session, state, before?.[i] as Status));
}

/** Clearing an empty set makes a new table for it all the same. */
function empty(states: { readonly size: number; clear(): void }): void {
  if (states.size > 0) states.clear();
}

/** Rolls back what is open and lets go of all objects; the session can be used again. */
export function* closeSession(session: SessionCore): Flow<void> {
  session.checkCanEnd("close()");
  try {
    yield* session.connections.rollback();
  } finally {
    yield* letGo(session);
  }
}

/** Closes the session and takes its connections out of their pools. */
export function* invalidateSession(session: SessionCore): Flow<void> {
  session.checkCanEnd("invalidate()");
  try {
    yield* session.connections.invalidate();
  } finally {
    yield* letGo(session);
  }
}

function* letGo(session: SessionCore): Flow<void> {
  const innermost = session.transaction;
  for (let record = innermost; record !== undefined; record = record.parent) record.open = false;
  session.transaction = undefined;
  yield* session.connections.release();
  // Rows that were deleted are there again.
  for (let record = innermost; record !== undefined; record = record.parent) {
    for (const state of record.deleted) {
      if (state.session !== session || state.status !== Status.deleted) continue;
      detach(state);
      if (session.observed) tellLeft(session, state, Status.deleted);
    }
  }
  expungeAll(session);
  for (let record = innermost; record !== undefined; record = record.parent) tellEnded(session, record);
}
