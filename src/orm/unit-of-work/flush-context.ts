import type { Flow } from "../../flow/flow.ts";
import type { InstanceState } from "../contract/state.ts";
import type { LoadingSession } from "../loading/loading-session.ts";

/** What a flush needs of the session. The record… calls come while the flush finishes, when all of its statements have succeeded. */
export interface FlushContext extends LoadingSession {
  /** Pending objects, in the order in which they were added. */
  readonly newStates: Set<InstanceState>;
  /** Persistent objects of which a column or relationship was written. */
  readonly modifiedStates: Set<InstanceState>;
  /** Persistent objects that were marked for deletion. */
  readonly deletedStates: Set<InstanceState>;
  /** How a listener is called that is waited for; undefined: as it is. */
  readonly around: ((call: () => unknown) => unknown) | undefined;
  /** All statements were sent, and memory does not know it yet: tells the listeners. */
  statementsSent(): Flow<void>;
  /** A pending object has a row now; a rollback makes it transient again. */
  recordInserted(state: InstanceState): void;
  /** The row of a persistent object is gone; a rollback brings the object back. */
  recordDeleted(state: InstanceState): void;
  /** A flush wrote to a persistent object, be it only its foreign key; the rollback of a savepoint expires it. */
  recordChanged(state: InstanceState): void;
  /** The primary key of a row was changed; a rollback puts the object back under the old one. */
  recordKeySwitch(state: InstanceState, oldKey: readonly unknown[]): void;
}
