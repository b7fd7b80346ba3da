import type { Flow } from "../../flow/flow.ts";
import { copyOf } from "../attribute/collection-adapter.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import type { InstanceState } from "../contract/state.ts";
import type { LoadingSession } from "../loading/loading-session.ts";
import { loadRelationship } from "./load-relationship.ts";

/** Reads the members of a collection that stays in the database, for once: with what is pending, and without keeping them. */
export function* loadMembers(
  session: LoadingSession,
  state: InstanceState,
  property: RelationshipProperty,
): Flow<object[]> {
  const pending = state.pendingRelated?.get(property.slot);
  yield* loadRelationship(session, [state], property);
  const related = state.ownRelated();
  const members = copyOf(related[property.slot] as object);
  related[property.slot] = undefined;
  if (pending !== undefined) state.pendingRelated?.set(property.slot, pending);
  return members;
}
