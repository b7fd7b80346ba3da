import type { Flow } from "../../flow/flow.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import { type InstanceState, Status } from "../contract/state.ts";
import { loadRelationship } from "../strategy/load-relationship.ts";
import type { FlushContext } from "./flush-context.ts";

/**
 * Finds out what references were before they were assigned to, where they own what they let go of (delete-orphan) and it was not in
 * memory then: by the foreign key, which the flush has not changed yet.
 */
export function* loadFormerTargets(context: FlushContext): Flow<void> {
  let wanting: Map<RelationshipProperty, InstanceState[]> | undefined;
  for (const state of context.modifiedStates) {
    const kept = state.committedRelated;
    if (kept === undefined || state.status !== Status.persistent) continue;
    for (const [slot, before] of kept) {
      const property = state.mapper.relationships[slot];
      if (before !== undefined || property === undefined || !ownsTarget(property)) continue;
      wanting ??= new Map<RelationshipProperty, InstanceState[]>();
      const list = wanting.get(property);
      if (list === undefined) wanting.set(property, [state]);
      else list.push(state);
    }
  }
  for (const [property, states] of wanting ?? []) {
    const { slot } = property;
    const now = states.map((state) => state.related?.[slot]);
    for (const state of states) state.ownRelated()[slot] = undefined;
    try {
      yield* loadRelationship(context, states, property);
      for (const state of states) state.committedRelated?.set(slot, state.related?.[slot] ?? null);
    } finally {
      for (const [at, state] of states.entries()) state.ownRelated()[slot] = now[at];
    }
  }
}

function ownsTarget({ direction, cascade, passiveDeletes, viewonly }: RelationshipProperty): boolean {
  return direction === "manyToOne" && cascade.deleteOrphan && passiveDeletes === false && !viewonly;
}
