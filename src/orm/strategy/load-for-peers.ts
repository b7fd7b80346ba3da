import { LazyLoadError } from "../../errors/orm.ts";
import type { Flow } from "../../flow/flow.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import { type InstanceState, Status } from "../contract/state.ts";
import type { LoadingSession } from "../loading/loading-session.ts";
import { loadRelationship } from "./load-relationship.ts";

/** Throws where a lazy load is forbidden. */
export function refuseRaise(state: InstanceState, property: RelationshipProperty): void {
  if (property.lazy !== "raise" && state.peers?.options?.raise?.has(property) !== true) return;
  throw new LazyLoadError(
    `${property.mapper.name}.${property.key} is not loaded, and raiseload forbids to load it lazily. Load it with the query: selectinload(${property.mapper.name}.c.${property.key}).`,
    "raise-load",
  );
}

/** A lazy load: for the object that was asked, and for those that were loaded with it and lack the relationship too. */
export function* loadRelationshipForPeers(
  session: LoadingSession,
  state: InstanceState,
  property: RelationshipProperty,
): Flow<void> {
  refuseRaise(state, property);
  yield* session.autoflush();
  if (state.related?.[property.slot] !== undefined) return;
  const states =
    property.lazy === "one"
      ? [state]
      : (state.peers?.states ?? []).filter(
          (peer) =>
            peer.session === session &&
            peer.status === Status.persistent &&
            peer.related?.[property.slot] === undefined &&
            peer.mapper.isa(property.mapper),
        );
  if (!states.includes(state)) states.push(state);
  yield* loadRelationship(session, states, property, state.peers?.options?.criteria ?? [], state.entity);
}
