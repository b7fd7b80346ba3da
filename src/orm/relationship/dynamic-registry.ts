import type { InstanceState } from "../contract/state.ts";
import type { ConfiguredRelationship } from "./configured-relationship.ts";

/** Makes a dynamic collection; registered by the session, whose queries it asks. */
type DynamicFactory = (state: InstanceState, property: ConfiguredRelationship) => object;

let factory: DynamicFactory | undefined;

export function registerDynamic(create: DynamicFactory): void {
  factory = create;
}

export function createDynamic(state: InstanceState, property: ConfiguredRelationship): object {
  if (factory === undefined) throw new Error("No dynamic collections are registered; import the ORM from its root.");
  return factory(state, property);
}
