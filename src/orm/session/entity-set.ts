import { changedSlots, relationshipHistory } from "../attribute/history.ts";
import { noteEdits } from "../attribute/mutable-attribute.ts";
import { stateOf } from "../contract/entity.ts";
import type { InstanceState } from "../contract/state.ts";

/** States of a session as a set of their objects. */
export class EntitySet extends Set<object> {
  constructor(states: Iterable<InstanceState>) {
    super();
    for (const state of states) this.add(state.entity);
  }

  override has(entity: object): boolean {
    return stateOf(entity) !== undefined && super.has(entity);
  }
}

/** Whether a flush would find something to write. */
export function isModified(state: InstanceState, includeCollections: boolean): boolean {
  noteEdits(state);
  if (changedSlots(state).length > 0) return true;
  return state.mapper.relationships.some(
    (property) => (includeCollections || !property.uselist) && relationshipHistory(state, property) !== undefined,
  );
}
