import type { DriverConnection } from "../dialect/driver.ts";
import type { Pool } from "../pool/pool.ts";
import type { PooledConnection } from "../pool/pooled-connection.ts";

/** An engine's pool. */
export type ConnectionPool = Pool<DriverConnection>;
/** A connection that was taken from it. */
export type PooledDriver = PooledConnection<DriverConnection>;
