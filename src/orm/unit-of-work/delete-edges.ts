import { relatedStates } from "../attribute/history.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import { type InstanceState, NOT_LOADED } from "../contract/state.ts";
import type { FlushWork } from "./flush-work.ts";
import type { StateEdge } from "./state-levels.ts";

/** Which of the deleted objects must go before which: children before the parents that their rows refer to. */
export function deleteEdges(work: FlushWork, states: readonly InstanceState[]): StateEdge[] {
  const edges: StateEdge[] = [];
  const add = (child: InstanceState, parent: InstanceState): void => {
    // A row that refers to itself waits for nobody.
    if (child !== parent) edges.push({ before: child, after: parent });
  };
  for (const state of states) {
    for (const property of state.mapper.relationships) {
      if (property.viewonly || property.postUpdate || property.direction === "manyToMany") continue;
      if (property.direction === "oneToMany") {
        for (const child of relatedStates(state, property)) if (work.deletes.has(child)) add(child, state);
      } else {
        const parent = referredState(work, state, property);
        if (parent !== undefined && work.deletes.has(parent)) add(state, parent);
      }
    }
  }
  return edges;
}

/** The object that the row in the database refers to, as far as the session knows it. */
function referredState(
  work: FlushWork,
  state: InstanceState,
  property: RelationshipProperty,
): InstanceState | undefined {
  const row = state.committed ?? state.values;
  const key: unknown[] = [];
  for (const slot of property.target.primaryKeySlots) {
    const pair = property.pairs.find(({ fromSlot }) => fromSlot === slot);
    const value = pair === undefined ? NOT_LOADED : row[pair.toSlot];
    if (value === NOT_LOADED) return relatedStates(state, property)[0];
    if (value === null || value === undefined) return undefined;
    key.push(value);
  }
  return work.context.identityMap.of(property.target).get(key);
}
