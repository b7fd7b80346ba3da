import { type InstanceState, Status } from "../contract/state.ts";
import type { FlushUndo } from "./flush-undo.ts";

/** Sets a column during a flush. New objects were kept for undoing when the flush began; others are kept here. */
export function writeSlot(state: InstanceState, slot: number, value: unknown, undo: FlushUndo): void {
  if (state.status !== Status.pending) {
    undo.keep(state);
    if (state.committed === undefined) {
      // The row may be shared by all expired objects of the class: it is replaced, never written.
      state.committed = state.values;
      state.values = state.values.slice();
    }
  }
  state.values[slot] = value;
}
