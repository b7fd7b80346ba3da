import { InvalidRequestError } from "../../errors/state.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import { type InstanceState, Status } from "../contract/state.ts";
import { relatedStates } from "./history.ts";

/** The owner that an object was given to, by relationship; whether it still has the object is asked when it matters. */
const parents = new WeakMap<RelationshipProperty, WeakMap<InstanceState, InstanceState>>();

export function noteParent(property: RelationshipProperty, child: InstanceState, owner: InstanceState): void {
  let known = parents.get(property);
  if (known === undefined) parents.set(property, (known = new WeakMap()));
  known.set(child, owner);
}

/** Throws when an object of a `singleParent` relationship belongs to another owner. */
export function checkSingleParent(property: RelationshipProperty, child: InstanceState, owner: InstanceState): void {
  const other = parents.get(property)?.get(child) ?? loadedParent(property, child);
  if (other === undefined || other === owner || !relatedStates(other, property).includes(child)) return;
  throw new InvalidRequestError(
    `The ${child.mapper.name} object belongs to another ${property.mapper.name} already, by ${property.mapper.name}.${property.key}, which allows a single parent. Take it out there first.`,
    "single-parent",
  );
}

/** The owner in whose loaded relationship an object is. */
function loadedParent(property: RelationshipProperty, child: InstanceState): InstanceState | undefined {
  if (child.session === undefined || child.status !== Status.persistent) return undefined;
  for (const state of child.session.identityMap.of(property.mapper).values()) {
    if (state.mapper.isa(property.mapper) && relatedStates(state, property).includes(child)) return state;
  }
  return undefined;
}
