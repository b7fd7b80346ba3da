import { IllegalStateChangeError } from "../../errors/state.ts";
import type { Flow } from "../../flow/flow.ts";
import { AdaptedArray } from "../attribute/collection-adapter.ts";
import { appended, removed } from "../attribute/collection-events.ts";
import { Status } from "../contract/state.ts";
import { flush } from "../unit-of-work/flush.ts";
import { rollbackAfterFailure } from "./rollback-after-failure.ts";
import type { SessionCore } from "./session-core.ts";

/** Whether a flush could find anything to write. */
export function isDirty(session: SessionCore): boolean {
  findIndexWrites(session);
  return session.newStates.size + session.modifiedStates.size + session.deletedStates.size > 0;
}

/** Writes what changed. A failure rolls the innermost transaction back and is remembered until `rollback()`. */
export function* flushSession(session: SessionCore): Flow<void> {
  session.checkUsable();
  if (session.flushing) {
    throw new IllegalStateChangeError(
      "The session is flushing already; a hook of the flush cannot flush or query with it.",
    );
  }
  if (!isDirty(session)) return;
  const record = session.begun();
  for (const state of session.modifiedStates) record.changed.add(state);
  for (const state of session.newStates) record.added.add(state);
  session.flushing = true;
  try {
    yield* flush(session);
  } catch (error) {
    session.flushing = false;
    yield* rollbackAfterFailure(session, error);
    throw error;
  }
  session.flushing = false;
}

/** Index writes to collections pass unseen; here they get the events that push() would have had. */
function findIndexWrites(session: SessionCore): void {
  for (const state of session.touchedStates) {
    if (state.session !== session || state.status !== Status.persistent || state.related === undefined) {
      session.touchedStates.delete(state);
      continue;
    }
    for (const value of state.related) {
      const adapter = AdaptedArray.adapterOf(value);
      if (adapter?.snapshot === undefined) continue;
      const list = value as AdaptedArray;
      const { snapshot } = adapter;
      let same = list.length === snapshot.length;
      for (let i = 0; same && i < snapshot.length; i++) same = list[i] === snapshot[i];
      if (same) continue;
      const before = new Set(snapshot);
      const now = new Set<object>(list);
      for (const member of now) if (!before.has(member)) appended(adapter, member);
      for (const member of before) if (!now.has(member)) removed(adapter, member);
      session.modifiedStates.add(state);
    }
  }
}
