import type { Flow } from "../../flow/flow.ts";
import type { SessionCore } from "./session-core.ts";
import { OVER } from "./transaction-record.ts";

/** A flush failed: the innermost transaction is rolled back in the database, and the session waits for `rollback()`. */
export function* rollbackAfterFailure(session: SessionCore, error: unknown): Flow<void> {
  const record = session.record();
  try {
    if (record.nested) yield* session.connections.rollbackToSavepoint(record);
    else yield* session.connections.rollback();
    record.failure = OVER;
    if (session.observed) {
      yield* session.emit("afterRollback", [session.user]);
      yield* session.emit("afterSoftRollback", [session.user, session.shellOf(record)]);
    }
  } catch {
    // The first error is the one that matters; the connection gave itself up.
  }
  record.failure = error;
}
