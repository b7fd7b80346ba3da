import { relationshipHistory, type RelationshipHistory } from "../attribute/history.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import { type InstanceState, Status } from "../contract/state.ts";
import { admit } from "./admit.ts";
import { mayHaveRows } from "./association-work.ts";
import { type FlushWork, Removal, SyncOperation } from "./flush-work.ts";

/** Goes through new and modified objects and notes what their relationships ask for: foreign keys, association rows, removals. */
export function collectSaves(work: FlushWork): void {
  const { newStates, modifiedStates, deletedStates } = work.context;
  // Index writes found on the way may add objects to either set; a Set's iteration meets what is added meanwhile.
  let newSeen = 0;
  let modifiedSeen = 0;
  do {
    let at = 0;
    for (const state of newStates) {
      if (at++ < newSeen) continue;
      collectState(work, state);
    }
    newSeen = at;
    at = 0;
    for (const state of modifiedStates) {
      if (at++ < modifiedSeen) continue;
      if (state.status !== Status.persistent || deletedStates.has(state)) continue;
      work.updates.add(state);
      collectState(work, state);
    }
    modifiedSeen = at;
  } while (newStates.size > newSeen);
}

function collectState(work: FlushWork, state: InstanceState): void {
  if (state.related === undefined && state.pendingRelated === undefined) return;
  for (const property of state.mapper.relationships) {
    if (property.viewonly) continue;
    const history = relationshipHistory(state, property);
    if (history === undefined) continue;
    if (property.direction === "oneToMany") collectChildren(work, state, property, history);
    else if (property.direction === "manyToOne") collectTarget(work, state, property, history);
    else collectAssociations(work, state, property, history);
  }
}

function collectChildren(
  work: FlushWork,
  state: InstanceState,
  property: RelationshipProperty,
  history: RelationshipHistory,
): void {
  for (const child of history.added) {
    if (admit(work, state, property, child)) addSync(work, property, state, child);
  }
  for (const child of history.deleted) work.removals.push(new Removal(property, child));
}

function collectTarget(
  work: FlushWork,
  state: InstanceState,
  property: RelationshipProperty,
  history: RelationshipHistory,
): void {
  const target = history.added[0];
  if (target === undefined) {
    addSync(work, property, undefined, state);
    // Without a parent it is an orphan, whether or not the former parent is in memory and knows of it.
    if (state.status === Status.persistent && property.reverse?.cascade.deleteOrphan === true)
      work.removals.push(new Removal(property.reverse, state));
  } else if (admit(work, state, property, target)) addSync(work, property, target, state);
  if (property.cascade.deleteOrphan) {
    for (const child of history.deleted) work.removals.push(new Removal(property, child));
  }
}

function collectAssociations(
  work: FlushWork,
  state: InstanceState,
  property: RelationshipProperty,
  history: RelationshipHistory,
): void {
  const rows = work.association(property);
  for (const member of history.added) {
    if (admit(work, state, property, member)) rows.add(rows.inserted, property, state, member);
  }
  for (const member of history.deleted) {
    if (mayHaveRows(member)) rows.add(rows.deleted, property, state, member);
    if (property.cascade.deleteOrphan) work.removals.push(new Removal(property, member));
  }
}

function addSync(
  work: FlushWork,
  property: RelationshipProperty,
  source: InstanceState | undefined,
  holder: InstanceState,
): void {
  (property.postUpdate ? work.postUpdates : work.syncs).push(new SyncOperation(property, source, holder));
  if (holder.status === Status.persistent) work.updates.add(holder);
}
