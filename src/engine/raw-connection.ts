import type { DriverConnection } from "../dialect/driver.ts";
import type { Flow } from "../flow/flow.ts";
import { runSync } from "../flow/run.ts";
import type { Pool } from "../pool/pool.ts";
import type { PooledConnection } from "../pool/pooled-connection.ts";

/** What sync and async raw connections have in common. */
export class RawConnectionCore {
  readonly #pool: Pool;
  readonly #pooled: PooledConnection;

  constructor(pool: Pool, pooled: PooledConnection) {
    this.#pool = pool;
    this.#pooled = pooled;
    // Nobody sees what is done with it.
    pooled.needsReset = true;
  }
  get pooled(): PooledConnection {
    return this.#pooled;
  }
  release(): Flow<void> {
    return this.#pool.release(this.#pooled);
  }
  invalidate(cause: unknown, { soft = false }: InvalidateOptions = {}): Flow<void> {
    return this.#pool.invalidate(this.#pooled, cause, soft);
  }
  detach(): Flow<void> {
    return this.#pool.detach(this.#pooled);
  }
}

/** How a raw connection is taken out of use. */
export interface InvalidateOptions {
  /** It can be used to the end, and is replaced by another when it is given back. */
  readonly soft?: boolean | undefined;
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
    return this.#core.pooled.driverConnection;
  }
  /** What dialects use: `query(sql, params)` works with every driver. */
  get dbapiConnection(): DriverConnection {
    return this.#core.pooled.dbapiConnection;
  }
  /** Room for your own data; lives as long as the database connection. */
  get info(): Map<string, unknown> {
    return this.#core.pooled.info;
  }
  /** The same, for as long as the connection's place in the pool: it outlives a connection that is replaced. */
  get recordInfo(): Map<string, unknown> {
    return this.#core.pooled.recordInfo;
  }
  /** Whether it can be used: it was neither given back nor lost. */
  get isValid(): boolean {
    return this.#core.pooled.isValid;
  }
  get isDetached(): boolean {
    return this.#core.pooled.isDetached;
  }
  /** Gives it back to the pool. Closing twice is harmless. */
  close(): void {
    runSync(this.#core.release());
  }
  /** Takes it out of use: it is closed. `cause` is for listeners and the log. */
  invalidate(cause?: unknown, options?: InvalidateOptions): void {
    runSync(this.#core.invalidate(cause, options));
  }
  /** Takes it out of the pool, which may open another one in its place: `close()` then closes it. */
  detach(): void {
    runSync(this.#core.detach());
  }
  [Symbol.dispose](): void {
    this.close();
  }
}
