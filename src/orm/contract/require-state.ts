import { UnmappedInstanceError } from "../../errors/orm.ts";
import { describeValue } from "../../util/describe.ts";
import { stateOf } from "./entity.ts";
import type { InstanceState } from "./state.ts";

/** The state of what must be a mapped object. */
export function requireState(entity: unknown): InstanceState {
  const state = stateOf(entity);
  if (state === undefined) {
    throw new UnmappedInstanceError(`Expected an object of a mapped class; given was ${describeValue(entity)}.`);
  }
  return state;
}
