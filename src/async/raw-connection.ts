import type { RawConnectionCore } from "../engine/raw-connection.ts";
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
    return this.#core.driverConnection;
  }
  /** Room for your own data; lives as long as the database connection. */
  get info(): Map<string, unknown> {
    return this.#core.info;
  }
  /** Gives it back to the pool. Closing twice is harmless. */
  close(): Promise<void> {
    return runAsync(this.#core.release());
  }
  /** Takes it out of the pool for good. */
  invalidate(): Promise<void> {
    return runAsync(this.#core.discard());
  }
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
