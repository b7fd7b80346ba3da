import { type InstanceState, Status } from "../contract/state.ts";
import type { SessionCore } from "./session-core.ts";

/** The row of a persistent object has gone without a flush of this session: its object is deleted, until the transaction is rolled back. */
export function noteRowGone(session: SessionCore, state: InstanceState): void {
  session.identityMap.of(state.mapper).delete(state.key as readonly unknown[]);
  session.modifiedStates.delete(state);
  session.touchedStates.delete(state);
  session.deletedStates.delete(state);
  state.status = Status.deleted;
  session.recordDeleted(state);
  if (session.observed) session.tellOf("persistentToDeleted", [state]);
}
