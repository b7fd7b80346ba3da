import { InvalidRequestError } from "../../errors/state.ts";
import { relatedStates } from "../attribute/history.ts";
import { type InstanceState, Status } from "../contract/state.ts";
import { describe } from "./add.ts";
import type { SessionCore } from "./session-core.ts";

/** `session.expunge(object)`: a pending object becomes transient, a persistent one detached. */
export function expunge(session: SessionCore, first: InstanceState): void {
  session.checkNotFlushing("expunge()");
  if (first.session !== session) {
    throw new InvalidRequestError(`${describe(first)} is not in this session.`, "not-in-session");
  }
  leaveAlong(session, first);
}

/** Takes an object out, with those that it reaches by the expunge cascade. */
export function leaveAlong(session: SessionCore, first: InstanceState): void {
  const stack: InstanceState[] = [first];
  for (let state = stack.pop(); state !== undefined; state = stack.pop()) {
    if (state.session !== session) continue;
    leave(session, state);
    for (const property of state.mapper.relationships) {
      if (property.cascade.expunge) stack.push(...relatedStates(state, property));
    }
  }
}

/** Takes one object out, without those that it reaches. */
export function leave(session: SessionCore, state: InstanceState): void {
  session.newStates.delete(state);
  session.modifiedStates.delete(state);
  session.deletedStates.delete(state);
  session.touchedStates.delete(state);
  if (state.status !== Status.pending) {
    const table = session.identityMap.of(state.mapper);
    if (table.getSingle(state.identity) === state) table.delete(state.key as readonly unknown[]);
  }
  const before = state.status;
  // Its row is gone for good as far as the program is concerned: a rollback does not bring it back here.
  if (before === Status.deleted) {
    state.wasDeleted = true;
    for (let record = session.transaction; record !== undefined; record = record.parent) record.deleted.delete(state);
  }
  state.status = before === Status.pending ? Status.transient : Status.detached;
  state.session = undefined;
  if (session.observed) tellLeft(session, state, before);
}

/** Tells that an object is out of the session. */
export function tellLeft(session: SessionCore, state: InstanceState, before: Status): void {
  session.tellOf(
    before === Status.pending
      ? "pendingToTransient"
      : before === Status.deleted
        ? "deletedToDetached"
        : "persistentToDetached",
    [state],
  );
}
