import type { DriverConnection } from "../dialect/driver.ts";
import type { InvalidateOptions, RawConnectionCore } from "../engine/raw-connection.ts";
import { runAsync } from "../flow/run.ts";

/**
 * A connection of the driver's own package, taken from the pool: for what only the package can do (COPY, LISTEN, backups).
 * What was left open in it is rolled back when it is given back.
 *
 * ```ts
 * await using raw = await engine.rawConnection();
 * (raw.driverConnection as pg.Client).on("notification", listener);
 * ```
 */
export class AsyncRawConnection {
  readonly #core: RawConnectionCore;
  constructor(core: RawConnectionCore) {
    this.#core = core;
  }
  /** The connection object of the driver's own package. */
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
  close(): Promise<void> {
    return runAsync(this.#core.release());
  }
  /** Takes it out of use: it is closed. `cause` is for listeners and the log. */
  invalidate(cause?: unknown, options?: InvalidateOptions): Promise<void> {
    return runAsync(this.#core.invalidate(cause, options));
  }
  /** Takes it out of the pool, which may open another one in its place: `close()` then closes it. */
  detach(): Promise<void> {
    return runAsync(this.#core.detach());
  }
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
