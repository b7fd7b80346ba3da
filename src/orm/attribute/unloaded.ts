import { DetachedInstanceError } from "../../errors/orm.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import { type InstanceState, Status } from "../contract/state.ts";

/** The value of a column that is not in memory: loaded through the session, for the peers too. */
export function unloadedColumn(state: InstanceState, slot: number): unknown {
  if (state.session === undefined) {
    throw detached(state, state.mapper.values[slot]?.key ?? "", "session.refresh() an object that a session holds");
  }
  return state.session.loadColumn(state, slot);
}

/** Whether an object without a row loads what its foreign key refers to. */
export function loadsReferences(state: InstanceState, property: RelationshipProperty): boolean {
  if (property.direction !== "manyToOne") return false;
  return state.loader !== undefined || (property.loadOnPending && state.status === Status.pending);
}

/** The value of a relationship that is not in memory. A new object has none yet. */
export function unloadedRelationship(state: InstanceState, property: RelationshipProperty): unknown {
  if (state.status < Status.persistent) {
    if (!loadsReferences(state, property)) return null;
    return (state.session ?? state.loader)?.loadReference(state, property) ?? null;
  }
  if (state.status === Status.deleted) return null;
  if (state.session === undefined) {
    throw detached(
      state,
      property.key,
      `load it beforehand with selectinload(${property.mapper.name}.c.${property.key})`,
    );
  }
  return state.session.loadRelationship(state, property);
}

function detached(state: InstanceState, key: string, fix: string): DetachedInstanceError {
  return new DetachedInstanceError(
    `${state.mapper.name}.${key} is not loaded, and the object belongs to no session that could load it. Add the object to a session, or ${fix}.`,
  );
}
