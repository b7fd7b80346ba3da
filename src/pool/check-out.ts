import { DisconnectionError, InvalidatePoolError } from "../errors/pool.ts";
import { emit } from "../event/emit.ts";
import type { Flow } from "../flow/flow.ts";
import type { Pool } from "./pool.ts";
import type { PooledConnection } from "./pooled-connection.ts";

/** Why a connection that is being taken is of no use, if a ping or a listener says so. */
export function* refusalOf(pool: Pool, pooled: PooledConnection): Flow<DisconnectionError | undefined> {
  const { entry, connection } = pooled;
  const { ping } = pool.options;
  // One that was opened just now need not be asked.
  if (ping !== undefined && !entry.fresh && !(yield* ping(connection)))
    return new InvalidatePoolError("the connection does not answer");
  try {
    if (pool.dispatch.active) yield* emit(pool.dispatch, "checkout", [connection.raw, entry, pooled]);
    return undefined;
  } catch (error) {
    if (error instanceof DisconnectionError) return error;
    throw error;
  }
}
