import { IllegalStateChangeError } from "../../errors/state.ts";
import type { Flow } from "../../flow/flow.ts";
import { adapterOf, copyOf } from "../attribute/collection-adapter.ts";
import { appended, removed } from "../attribute/collection-events.ts";
import { noteEdits } from "../attribute/mutable-attribute.ts";
import { type InstanceState, Status } from "../contract/state.ts";
import { flush } from "../unit-of-work/flush.ts";
import { rollbackAfterFailure } from "./rollback-after-failure.ts";
import type { SessionCore } from "./session-core.ts";

/** Whether a flush could find anything to write. */
export function isDirty(session: SessionCore): boolean {
  findEdits(session);
  return session.newStates.size + session.modifiedStates.size + session.deletedStates.size > 0;
}

/** Writes what changed. A failure rolls the innermost transaction back and is remembered until `rollback()`. */
export function* flushSession(session: SessionCore): Flow<void> {
  session.checkUsable();
  if (session.inFlush) {
    throw new IllegalStateChangeError(
      "The session is flushing already; a hook or listener of the flush cannot flush with it.",
    );
  }
  if (!isDirty(session)) return;
  const record = session.begun();
  const event = session.observed ? { session: session.user } : undefined;
  if (event !== undefined) {
    yield* session.emit("beforeFlush", [session.user, event, null]);
    // Listeners may have changed collections, or taken back what there was to write.
    if (!isDirty(session)) return;
    session.flushEvent = event;
  }
  for (const state of session.modifiedStates) record.changed.add(state);
  for (const state of session.newStates) record.added.add(state);
  session.flushing = true;
  try {
    const done = yield* flush(session);
    if (done !== undefined && event !== undefined) {
      session.flushing = false;
      session.tellOf("persistentToDeleted", done.deletes);
      session.tellOf("pendingToPersistent", done.inserts);
      yield* session.emit("afterFlushPostexec", [session.user, event]);
    }
  } catch (error) {
    session.flushing = false;
    session.flushEvent = undefined;
    yield* rollbackAfterFailure(session, error);
    throw error;
  } finally {
    session.flushing = false;
    session.flushEvent = undefined;
  }
}

/** Edits in place pass unseen. Those of mutable values are found here; index writes to arrays get the events that push() would have had. */
function findEdits(session: SessionCore): void {
  for (const state of session.touchedStates) {
    const { related, handedOut } = state;
    if (state.session === session && state.status <= Status.persistent && (related ?? handedOut) !== undefined) {
      if (handedOut !== undefined && noteEdits(state)) session.modifiedStates.add(state);
      if (related !== undefined && tellIndexWrites(state) && state.status === Status.persistent)
        session.modifiedStates.add(state);
    } else session.touchedStates.delete(state);
  }
  // A collection of a new object may have been handed out before a session knew of it.
  for (const state of session.newStates) if (state.related !== undefined) tellIndexWrites(state);
}

function tellIndexWrites(state: InstanceState): boolean {
  let found = false;
  const related = state.related as unknown[];
  for (let slot = 0; slot < related.length; slot++) {
    const value = related[slot];
    if (!Array.isArray(value)) continue;
    const adapter = adapterOf(value);
    if (adapter?.seen === undefined || !differ(value as object[], adapter.seen)) continue;
    found = true;
    const before = new Set(adapter.seen);
    const now = new Set(copyOf(value));
    adapter.property.collection.settle?.(value);
    for (const member of before) if (!now.has(member)) removed(adapter, member);
    for (const member of now) if (!before.has(member)) appended(adapter, member);
    adapter.seen = copyOf(value);
  }
  return found;
}

function differ(list: readonly object[], seen: readonly object[]): boolean {
  if (list.length !== seen.length) return true;
  for (let i = 0; i < seen.length; i++) if (list[i] !== seen[i]) return true;
  return false;
}
