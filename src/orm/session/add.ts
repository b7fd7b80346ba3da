import { InvalidRequestError } from "../../errors/state.ts";
import { relatedStates, relationshipHistory } from "../attribute/history.ts";
import { type InstanceState, Status } from "../contract/state.ts";
import type { SessionCore } from "./session-core.ts";

/** Puts an object and all that it reaches by the save-update cascade into the session: all of them, or (with an error) none. */
export function addState(session: SessionCore, first: InstanceState): void {
  if (first.related === undefined && first.pendingRelated === undefined) {
    checkEntering(session, first);
    attach(session, first);
    return;
  }
  const entering: InstanceState[] = [];
  const stack: InstanceState[] = [first];
  const seen = new Set<InstanceState>(stack);
  const visit = (member: InstanceState): void => {
    if (seen.has(member)) return;
    seen.add(member);
    stack.push(member);
  };
  for (let state = stack.pop(); state !== undefined; state = stack.pop()) {
    checkEntering(session, state);
    entering.push(state);
    // What is in the session already has brought its own along; what was marked for deletion comes back, with what was marked with it.
    if (state.session === session && state !== first && !session.deletedStates.has(state)) continue;
    for (const property of state.mapper.relationships) {
      if (!property.cascade.saveUpdate || property.viewonly) continue;
      if (state.related?.[property.slot] === undefined && state.pendingRelated === undefined) continue;
      const members = relatedStates(state, property);
      for (let i = members.length - 1; i >= 0; i--) visit(members[i] as InstanceState);
      // What was taken out of it while no session saw that: its foreign key or association row has to go.
      if (state.status < Status.persistent) continue;
      for (const member of relationshipHistory(state, property)?.deleted ?? [])
        if (member.status === Status.detached && !member.wasDeleted) visit(member);
    }
  }
  for (const state of entering) attach(session, state);
}

/** Throws when an object cannot be in this session. */
export function checkEntering(session: SessionCore, state: InstanceState): void {
  if (state.session !== undefined && state.session !== session) {
    throw new InvalidRequestError(
      `${describe(state)} is attached to another session already. Remove it there with expunge(), or close that session.`,
      "other-session",
    );
  }
  if (state.status === Status.deleted || state.wasDeleted) {
    throw new InvalidRequestError(
      `${describe(state)} was deleted${state.wasDeleted ? "; make a new object, or call makeTransient() to insert this one again" : " in this transaction; roll it back, or make a new object"}.`,
      "deleted-instance",
    );
  }
  if (state.status !== Status.detached) return;
  const other = session.identityMap.of(state.mapper).getSingle(state.identity);
  if (other !== undefined && other !== state) {
    throw new InvalidRequestError(
      `${describe(state)} cannot be added: the session holds another object for that row. Use the object that session.get() gives.`,
      "identity-conflict",
    );
  }
}

/** Puts one object into the session, without those that it reaches. */
export function attach(session: SessionCore, state: InstanceState): void {
  const { observed } = session;
  const attaches = observed && (state.status === Status.transient || state.status === Status.detached);
  if (attaches) session.tellOf("beforeAttach", [state]);
  const before = state.status;
  if (state.status === Status.transient) {
    state.status = Status.pending;
    state.session = session;
    session.newStates.add(state);
    session.transaction?.added.add(state);
  } else if (state.status === Status.persistent) {
    session.deletedStates.delete(state);
  } else if (state.status === Status.detached) {
    session.identityMap.of(state.mapper).setSingle(state.identity, state);
    state.status = Status.persistent;
    state.session = session;
    if (state.committed !== undefined || state.committedRelated !== undefined) session.modifiedStates.add(state);
    if (state.related !== undefined || state.handedOut !== undefined) session.touchedStates.add(state);
  }
  if (!attaches) return;
  session.tellOf("afterAttach", [state]);
  session.tellOf(before === Status.transient ? "transientToPending" : "detachedToPersistent", [state]);
}

/** How messages call an object. */
export function describe(state: InstanceState): string {
  const { key, mapper } = state;
  return key === undefined
    ? `A new ${mapper.name} object`
    : `The ${mapper.name} object with key ${key.map(String).join(", ")}`;
}
