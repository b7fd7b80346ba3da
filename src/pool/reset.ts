import type { Flow } from "../flow/flow.ts";
import type { Poolable } from "./poolable.ts";
import type { PooledConnection } from "./pooled-connection.ts";

/** Ends what the holder left open. False: the connection could not be reset and must be closed. */
export function* resetOnReturn<C extends Poolable<C>>(
  pooled: PooledConnection<C>,
  reset: (connection: C) => Flow<void>,
): Flow<boolean> {
  const { connection } = pooled;
  if (connection.isOpen === false) return false;
  if (!(connection.inTransaction ?? pooled.needsReset)) return true;
  try {
    yield* reset(connection);
  } catch {
    // The holder's own error, if there was one, is on its way to the user; a failed rollback must not replace it.
    return false;
  }
  return true;
}
