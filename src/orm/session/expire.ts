import { ArgumentError } from "../../errors/argument.ts";
import { InvalidRequestError } from "../../errors/state.ts";
import { relatedStates } from "../attribute/history.ts";
import type { Mapper } from "../contract/mapper.ts";
import { type InstanceState, joinGroup, NOT_LOADED, PeerGroup, type PeerOptions, Status } from "../contract/state.ts";
import type { ClassMapper } from "../mapping/class-mapper.ts";
import { hearsModel, modelEvents, tellModel } from "../mapping/model-events.ts";
import { describe } from "./add.ts";
import { leave } from "./expunge.ts";
import type { SessionCore } from "./session-core.ts";

/** Forgets what was loaded of every object: the next read of one refreshes it and its peers. Unflushed changes are lost. */
export function expireAll(session: SessionCore): void {
  const groups = new Map() as Groups;
  const hears = modelEvents.version > 0;
  for (const [, table] of session.identityMap.tables()) {
    for (const state of table.values()) {
      forget(state, hears);
      join(groups, state);
    }
  }
  session.modifiedStates.clear();
  session.touchedStates.clear();
}

/** The groups of objects that expire together: by class, or by the options that they were loaded with. */
type Groups = Map<Mapper | PeerOptions, PeerGroup>;

/** Makes an object a peer of those that expired with it; it keeps the options that it was loaded with. */
function join(groups: Groups, state: InstanceState): void {
  const options = state.peers?.options;
  joinGroup(state, groups, options ?? state.mapper, options);
}

/** Forgets what was loaded of one object. */
export function expireState(session: SessionCore, state: InstanceState): void {
  forget(state, modelEvents.version > 0);
  state.peers = new PeerGroup(state, state.peers?.options);
  session.modifiedStates.delete(state);
}

function forget(state: InstanceState, hears: boolean): void {
  state.values = state.mapper.expiredRow as unknown[];
  state.committed = undefined;
  state.related = undefined;
  state.committedRelated = undefined;
  state.pendingRelated = undefined;
  state.handedOut = undefined;
  if (hears && hearsModel(state.mapper, "expire")) tellModel(state.mapper, "expire", [state.entity, null]);
}

/** An object and what it reaches by the refresh-expire cascade, as far as it is in memory. */
function cascading(first: InstanceState): Set<InstanceState> {
  const reached = new Set([first]);
  // A Set's iteration meets what is added meanwhile.
  for (const state of reached) {
    if (state.related === undefined && state.pendingRelated === undefined) continue;
    for (const property of state.mapper.relationships) {
      if (!property.cascade.refreshExpire) continue;
      for (const member of relatedStates(state, property)) reached.add(member);
    }
  }
  return reached;
}

/** `session.expire(object, names?)`. */
export function expire(session: SessionCore, state: InstanceState, names?: readonly string[]): void {
  session.checkNotFlushing("expire()");
  if (state.session !== session || state.status !== Status.persistent) {
    throw new InvalidRequestError(
      `${describe(state)} is not persistent in this session; only what has a row there can be expired.`,
      "not-persistent",
    );
  }
  if (names === undefined) {
    const groups = new Map() as Groups;
    for (const each of cascading(state)) {
      if (each.session !== session) continue;
      // What is pending leaves the session: whoever reached it forgets it.
      if (each.status === Status.pending) leave(session, each);
      if (each.status !== Status.persistent) continue;
      expireState(session, each);
      join(groups, each);
    }
    return;
  }
  if (!Array.isArray(names))
    throw new ArgumentError(
      'expire() takes the names of attributes as an array: session.expire(user, ["name"]).',
      "argument",
    );
  const values = state.values.slice();
  const committed = state.committed?.slice();
  for (const name of (state.mapper as ClassMapper).behind(names)) {
    const property = (state.mapper as ClassMapper).properties.get(name);
    if (property === undefined) throw (state.mapper as ClassMapper).unknownAttribute(name);
    if (property.kind !== "relationship") {
      values[property.slot] = NOT_LOADED;
      if (committed !== undefined) committed[property.slot] = NOT_LOADED;
    } else {
      if (state.related !== undefined) state.related[property.slot] = undefined;
      state.committedRelated?.delete(property.slot);
      state.pendingRelated?.delete(property.slot);
    }
  }
  state.values = values;
  state.committed = committed;
  if (hearsModel(state.mapper, "expire")) tellModel(state.mapper, "expire", [state.entity, names]);
}
