import { UnmappedInstanceError } from "../../errors/orm.ts";
import { InvalidRequestError } from "../../errors/state.ts";
import { describeValue } from "../../util/describe.ts";
import { relatedStates } from "../attribute/history.ts";
import { stateOf } from "../contract/entity.ts";
import { type InstanceState, Status } from "../contract/state.ts";
import type { SessionCore } from "./session-core.ts";

/** The state of what must be a mapped object. */
export function requireState(entity: unknown): InstanceState {
  const state = stateOf(entity);
  if (state === undefined) {
    throw new UnmappedInstanceError(`Expected an object of a mapped class; given was ${describeValue(entity)}.`);
  }
  return state;
}

/** Puts an object and all that it reaches by the save-update cascade into the session. */
export function addState(session: SessionCore, first: InstanceState): void {
  const stack: InstanceState[] = [first];
  const seen = new Set<InstanceState>(stack);
  for (;;) {
    const state = stack.pop();
    if (state === undefined) return;
    const entered = enter(session, state);
    if (!entered && state !== first) continue;
    for (const property of state.mapper.relationships) {
      if (!property.cascade.saveUpdate || property.viewonly) continue;
      if (state.related?.[property.slot] === undefined && state.pendingRelated === undefined) continue;
      const members = relatedStates(state, property);
      for (let i = members.length - 1; i >= 0; i--) {
        const member = members[i] as InstanceState;
        if (seen.has(member)) continue;
        seen.add(member);
        stack.push(member);
      }
    }
  }
}

/** True when the object was not in the session before. */
function enter(session: SessionCore, state: InstanceState): boolean {
  if (state.session !== undefined && state.session !== session) {
    throw new InvalidRequestError(
      `${describe(state)} is attached to another session already. Remove it there with expunge(), or close that session.`,
      "other-session",
    );
  }
  if (state.status === Status.transient) {
    state.status = Status.pending;
    state.session = session;
    session.newStates.add(state);
    session.transaction?.added.add(state);
    return true;
  }
  if (state.status === Status.pending) return false;
  if (state.status === Status.persistent) {
    session.deletedStates.delete(state);
    return false;
  }
  if (state.status === Status.deleted) {
    throw new InvalidRequestError(
      `${describe(state)} was deleted in this transaction; roll it back, or make a new object.`,
      "deleted-instance",
    );
  }
  const table = session.identityMap.of(state.mapper);
  const other = table.getSingle(state.identity);
  if (other !== undefined && other !== state) {
    throw new InvalidRequestError(
      `${describe(state)} cannot be added: the session holds another object for that row. Use session.merge(), or the object that session.get() gives.`,
      "identity-conflict",
    );
  }
  table.setSingle(state.identity, state);
  state.status = Status.persistent;
  state.session = session;
  if (state.committed !== undefined || state.committedRelated !== undefined) session.modifiedStates.add(state);
  return true;
}

/** How messages call an object. */
export function describe(state: InstanceState): string {
  const { key, mapper } = state;
  return key === undefined
    ? `A new ${mapper.name} object`
    : `The ${mapper.name} object with key ${key.map(String).join(", ")}`;
}
