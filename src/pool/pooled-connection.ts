import type { DriverConnection } from "../dialect/driver.ts";
import type { Guard } from "./never-returned.ts";
import type { PoolEntry } from "./pool-entry.ts";

/** A connection while somebody holds it. The pool made it, and gets it back through `release` or `invalidate`. */
export class PooledConnection {
  readonly connection: DriverConnection;
  readonly entry: PoolEntry;
  /** Set by the holder while a transaction may be open; the pool then rolls back on return. Drivers that know better (`inTransaction`) win. */
  needsReset = false;
  /** False once it was given back. */
  checkedOut = true;
  /** It has left the pool, which has its place for another one, and is closed in the end. */
  isDetached = false;
  /** See Guard: nobody else may have it. */
  guard: Guard | undefined = undefined;

  constructor(entry: PoolEntry, connection: DriverConnection) {
    this.entry = entry;
    this.connection = connection;
  }
  /** Whether it can be used: it was neither given back nor lost. */
  get isValid(): boolean {
    return this.checkedOut && this.connection.isOpen !== false;
  }
  /** What dialects use: `query(sql, params)` works with every driver. */
  get dbapiConnection(): DriverConnection {
    return this.connection;
  }
  /** The connection object of the driver's own package. */
  get driverConnection(): unknown {
    return this.connection.raw;
  }
  /** Room for your own data; lives as long as the database connection. */
  get info(): Map<string, unknown> {
    return this.entry.info;
  }
  /** The same, for as long as the connection's place in the pool: it outlives a connection that is replaced. */
  get recordInfo(): Map<string, unknown> {
    return this.entry.recordInfo;
  }
}
