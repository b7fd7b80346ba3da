import type { Flow } from "../flow/flow.ts";
import { runSync } from "../flow/run.ts";
import type { ConnectionPool, PooledDriver } from "./connection-pool.ts";

/** What sync and async raw connections have in common. */
export class RawConnectionCore {
  readonly #pool: ConnectionPool;
  readonly #pooled: PooledDriver;

  constructor(pool: ConnectionPool, pooled: PooledDriver) {
    this.#pool = pool;
    this.#pooled = pooled;
    // Nobody sees what is done with it.
    pooled.needsReset = true;
  }
  /** The connection object of the driver's own package; undefined for a synchronous engine whose driver runs in a worker thread. */
  get driverConnection(): unknown {
    return this.#pooled.connection.raw;
  }
  /** Room for your own data; lives as long as the database connection. */
  get info(): Map<string, unknown> {
    return this.#pooled.info;
  }
  release(): Flow<void> {
    return this.#pool.release(this.#pooled);
  }
  discard(): Flow<void> {
    return this.#pool.invalidate(this.#pooled);
  }
}

/**
 * A connection of the driver's own package, taken from the pool: for what only the package can do (COPY, backups, notifications).
 * What was left open in it is rolled back when it is given back.
 *
 * ```ts
 * using raw = engine.rawConnection();
 * (raw.driverConnection as Database).pragma("wal_checkpoint");
 * ```
 */
export class RawConnection {
  readonly #core: RawConnectionCore;
  constructor(core: RawConnectionCore) {
    this.#core = core;
  }
  /** The connection object of the driver's own package; undefined where it lives in a worker thread. */
  get driverConnection(): unknown {
    return this.#core.driverConnection;
  }
  /** Room for your own data; lives as long as the database connection. */
  get info(): Map<string, unknown> {
    return this.#core.info;
  }
  /** Gives it back to the pool. Closing twice is harmless. */
  close(): void {
    runSync(this.#core.release());
  }
  /** Takes it out of the pool for good. */
  invalidate(): void {
    runSync(this.#core.discard());
  }
  [Symbol.dispose](): void {
    this.close();
  }
}
