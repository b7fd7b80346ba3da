import type { InstanceState } from "../contract/state.ts";
import { adapterOf, copyOf } from "./collection-adapter.ts";
import { watchAgain } from "./mutable-attribute.ts";

/** After a flush: what is in memory is what is in the database; arrays keep a fresh snapshot, because index writes to them pass unseen. */
export function commitState(state: InstanceState): void {
  state.committed = undefined;
  state.committedRelated = undefined;
  state.pendingRelated = undefined;
  if (state.mapper.mutableSlots.length > 0) watchAgain(state);
  const { related } = state;
  if (related === undefined) return;
  for (const value of related) {
    const adapter = adapterOf(value);
    if (adapter === undefined) continue;
    if (Array.isArray(value)) {
      adapter.snapshot = adapter.seen = copyOf(value);
      state.session?.noteTouched(state);
    } else adapter.snapshot = undefined;
  }
}
