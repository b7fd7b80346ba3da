import type { InstanceState } from "../contract/state.ts";
import { AdaptedArray, copyOf } from "./collection-adapter.ts";

/** After a flush: what is in memory is what is in the database; collections keep a fresh snapshot. */
export function commitState(state: InstanceState): void {
  state.committed = undefined;
  state.committedRelated = undefined;
  state.pendingRelated = undefined;
  const { related } = state;
  if (related === undefined) return;
  for (const value of related) {
    const adapter = AdaptedArray.adapterOf(value);
    if (adapter !== undefined) {
      adapter.snapshot = copyOf(value as AdaptedArray);
      state.session?.noteTouched(state, adapter.property);
    }
  }
}
