import { TimeoutError } from "../errors/pool.ts";
import type { Flow } from "../flow/flow.ts";
import { type Fate, Pool } from "./pool.ts";
import { PoolEntry } from "./pool-entry.ts";
import type { PoolOptions } from "./pool-options.ts";
import { Waiters } from "./waiters.ts";

const FAREWELL_MS = 1000;

/** Up to `poolSize` connections are kept, up to `maxOverflow` more opened while they are needed; further callers wait in order. */
export class QueuePool extends Pool {
  readonly #size: number;
  readonly #maxOverflow: number;
  readonly #idle: PoolEntry[] = [];
  /** A waiter is served an idle connection, or undefined: the right to open one, already counted in `#total`. */
  readonly #waiters = new Waiters<PoolEntry | undefined>();
  /** Connections that exist or are being opened. */
  #total = 0;

  constructor(options: PoolOptions) {
    super(options);
    const { poolSize = 5, maxOverflow = 10 } = options;
    this.#size = poolSize === 0 ? Infinity : poolSize;
    this.#maxOverflow = maxOverflow === -1 ? Infinity : maxOverflow;
  }

  override size(): number {
    return this.#size;
  }
  override checkedin(): number {
    return this.#idle.length;
  }
  override checkedout(): number {
    return this.#total - this.#idle.length;
  }
  override overflow(): number {
    return this.#total - this.#size;
  }
  override status(): string {
    return `Pool size: ${this.#size}  Connections in pool: ${this.checkedin()} Current Overflow: ${this.overflow()} Current Checked out connections: ${this.checkedout()}`;
  }

  protected override *take(signal: AbortSignal | undefined): Flow<PoolEntry> {
    const entry = this.options.poolUseLifo === true ? this.#idle.pop() : this.#idle.shift();
    if (entry !== undefined) {
      entry.connection?.ref?.();
      return entry;
    }
    if (this.#total < this.#size + this.#maxOverflow) {
      this.#total += 1;
      return new PoolEntry();
    }
    if (!this.options.isAsync) throw this.#exhausted("a synchronous caller cannot wait for one to come back");
    const timeout = this.timeout();
    const tooLate = (): Error => this.#exhausted(`none came back within ${timeout} seconds`);
    const served = (yield this.#waiters.join(timeout, tooLate, signal)) as PoolEntry | undefined;
    return served ?? new PoolEntry();
  }

  protected override *giveBack(entry: PoolEntry, fate: Fate): Flow<void> {
    if (fate === "keep" && this.isWanted(entry)) {
      if (this.#waiters.length > 0) return this.#waiters.serve(entry);
      if (this.#idle.length < this.#size) {
        entry.connection?.unref?.();
        this.#idle.push(entry);
        return;
      }
    }
    yield* this.close(entry, fate);
    this.#freePlace();
  }

  protected override *closeIdle(): Flow<void> {
    let fate: Fate = "close";
    for (const entry of this.#idle.splice(0)) {
      const since = performance.now();
      yield* this.close(entry, fate);
      // A server that lets one wait so long for its farewell is not asked again by all the others.
      if (performance.now() - since > FAREWELL_MS) fate = "lost";
      this.#freePlace();
    }
  }

  #freePlace(): void {
    if (this.#waiters.length > 0) this.#waiters.serve(undefined);
    else this.#total -= 1;
  }

  #exhausted(why: string): TimeoutError {
    return new TimeoutError(
      `QueuePool limit of size ${this.#size} overflow ${this.#maxOverflow} reached: no connection is free, and ${why}. ${this.status()}. Close connections and sessions when their work is done ("using"), or raise poolSize and maxOverflow.${this.places()}`,
    );
  }
}
