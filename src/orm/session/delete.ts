import { InvalidRequestError } from "../../errors/state.ts";
import { type InstanceState, Status } from "../contract/state.ts";
import { describe } from "./add.ts";
import type { SessionCore } from "./session-core.ts";

/** `session.delete(object)`: the flush deletes its row, and cascades. */
export function deleteEntity(session: SessionCore, state: InstanceState): void {
  session.checkNotFlushing("delete()");
  if (state.session !== undefined && state.session !== session) {
    throw new InvalidRequestError(
      `${describe(state)} is attached to another session; delete it there.`,
      "other-session",
    );
  }
  if (state.status === Status.deleted) return;
  if (state.status !== Status.persistent || state.session === undefined) {
    throw new InvalidRequestError(
      `${describe(state)} ${state.status === Status.detached ? "is attached to no session; add it first" : "has no row that could be deleted; use expunge() to take a pending one back"}.`,
      "not-persistent",
    );
  }
  session.deletedStates.add(state);
}
