import { TimeoutError } from "../errors/pool.ts";
import type { Flow } from "../flow/flow.ts";
import { closeQuietly } from "./close-quietly.ts";
import type { Pool, PoolOptions } from "./pool.ts";
import type { Poolable } from "./poolable.ts";
import { PooledConnection, type PoolEntry } from "./pooled-connection.ts";
import { resetOnReturn } from "./reset.ts";
import { Waiters } from "./waiters.ts";

/** Up to `poolSize` connections are kept, up to `maxOverflow` more opened while they are needed; further callers wait in order. */
export class QueuePool<C extends Poolable<C>> implements Pool<C> {
  readonly #options: PoolOptions<C>;
  readonly #size: number;
  readonly #limit: number;
  readonly #timeout: number;
  readonly #recycle: number;
  readonly #lifo: boolean;
  readonly #idle: PoolEntry<C>[] = [];
  /** A waiter is served an idle connection, or undefined: the right to open one, already counted in `#total`. */
  readonly #waiters = new Waiters<PoolEntry<C> | undefined>();
  /** Connections that exist or are being opened. */
  #total = 0;
  #generation = 0;

  constructor(options: PoolOptions<C>) {
    this.#options = options;
    const size = options.poolSize ?? 5;
    const overflow = options.maxOverflow ?? 10;
    this.#size = size === 0 ? Infinity : size;
    this.#limit = overflow === -1 ? Infinity : this.#size + overflow;
    this.#timeout = options.poolTimeout ?? 30;
    this.#recycle =
      options.poolRecycle === undefined || options.poolRecycle < 0 ? Infinity : options.poolRecycle * 1000;
    this.#lifo = options.poolUseLifo === true;
  }

  *acquire(): Flow<PooledConnection<C>> {
    let entry: PoolEntry<C> | undefined;
    if (this.#idle.length > 0) entry = this.#lifo ? this.#idle.pop() : this.#idle.shift();
    else if (this.#total < this.#limit) this.#total += 1;
    else if (!this.#options.isAsync) throw this.#exhausted("a synchronous caller cannot wait for one to come back");
    else {
      entry = (yield this.#waiters.join(this.#timeout, () =>
        this.#exhausted(`none came back within ${this.#timeout} seconds`),
      )) as PoolEntry<C> | undefined;
    }
    // From here on this call owns one place of `#total`; whatever fails must give it back.
    try {
      if (entry !== undefined && !(yield* this.#usable(entry))) {
        yield* closeQuietly(entry.connection);
        entry = undefined;
      }
      if (entry === undefined) {
        const generation = this.#generation;
        entry = {
          connection: yield* this.#options.connect(),
          info: new Map(),
          openedAt: performance.now(),
          generation,
        };
      }
    } catch (error) {
      this.#freePlace();
      throw error;
    }
    return new PooledConnection(entry, entry.connection);
  }

  *release(pooled: PooledConnection<C>): Flow<void> {
    if (!pooled.checkedOut) return;
    pooled.checkedOut = false;
    const { entry } = pooled;
    const clean = yield* resetOnReturn(pooled, this.#options.reset);
    if (clean && entry.generation === this.#generation) {
      if (this.#waiters.length > 0) return this.#waiters.serve(entry);
      if (this.#idle.length < this.#size) {
        this.#idle.push(entry);
        return;
      }
    }
    yield* this.#discard(entry);
  }

  *invalidate(pooled: PooledConnection<C>): Flow<void> {
    if (pooled.entry.generation === this.#generation) this.#generation += 1;
    if (!pooled.checkedOut) return;
    pooled.checkedOut = false;
    yield* this.#discard(pooled.entry);
  }

  *dispose(): Flow<void> {
    this.#generation += 1;
    for (const entry of this.#idle.splice(0)) yield* this.#discard(entry);
  }

  get checkedOut(): number {
    return this.#total - this.#idle.length;
  }

  get checkedIn(): number {
    return this.#idle.length;
  }

  status(): string {
    return `Pool size: ${this.#size}  Connections in pool: ${this.#idle.length} Current Overflow: ${this.#total - this.#size} Current Checked out connections: ${this.checkedOut}`;
  }

  *#usable(entry: PoolEntry<C>): Flow<boolean> {
    if (entry.generation !== this.#generation || entry.connection.isOpen === false) return false;
    if (performance.now() - entry.openedAt > this.#recycle) return false;
    return this.#options.ping === undefined || (yield* this.#options.ping(entry.connection));
  }

  *#discard(entry: PoolEntry<C>): Flow<void> {
    try {
      yield* closeQuietly(entry.connection);
    } finally {
      this.#freePlace();
    }
  }

  #freePlace(): void {
    if (this.#waiters.length > 0) this.#waiters.serve(undefined);
    else this.#total -= 1;
  }

  #exhausted(why: string): TimeoutError {
    return new TimeoutError(
      `No connection is free, and ${why}. ${this.status()}. Close connections and sessions when their work is done ("using"), or raise poolSize and maxOverflow.`,
    );
  }
}
