import { emit } from "../event/emit.ts";
import type { Flow } from "../flow/flow.ts";
import { describeError } from "../util/describe-error.ts";
import type { Fate, Pool } from "./pool.ts";
import type { PooledConnection } from "./pooled-connection.ts";

/** Ends what the holder of a connection left open, and tells listeners; gives what is to become of the connection. */
export function* checkIn(pool: Pool, pooled: PooledConnection): Flow<Fate> {
  const { entry, connection } = pooled;
  const { active } = pool.dispatch;
  let sound = connection.isOpen !== false;
  if (sound) {
    const isClean = !(connection.inTransaction ?? pooled.needsReset);
    if (active) yield* emit(pool.dispatch, "reset", [connection.raw, entry, { transactionWasReset: isClean }]);
    if (!isClean) sound = yield* reset(pool, pooled);
  }
  if (pool.log.debug)
    pool.log.write(
      "debug",
      `Connection #${entry.number} ${sound ? "being returned to pool" : "is not sound any more"}`,
    );
  if (active && !pooled.isDetached) yield* emit(pool.dispatch, "checkin", [sound ? connection.raw : undefined, entry]);
  return sound ? "keep" : "lost";
}

/** Whether it succeeded. */
function* reset(pool: Pool, { entry, connection }: PooledConnection): Flow<boolean> {
  if (pool.options.reset === undefined) return true;
  try {
    yield* pool.options.reset(connection);
    return true;
  } catch (error) {
    // The holder's own error, if there was one, is on its way to the user; a failed rollback must not replace it.
    if (pool.log.enabled)
      pool.log.write("info", `Invalidate connection #${entry.number}: its reset failed (${describeError(error)})`);
    if (pool.dispatch.active) yield* emit(pool.dispatch, "invalidate", [connection.raw, entry, error]);
    return false;
  }
}
