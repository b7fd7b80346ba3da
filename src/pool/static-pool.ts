import type { Flow } from "../flow/flow.ts";
import { closeQuietly } from "./close-quietly.ts";
import type { Pool, PoolOptions } from "./pool.ts";
import type { Poolable } from "./poolable.ts";
import { PooledConnection, type PoolEntry } from "./pooled-connection.ts";
import { resetOnReturn } from "./reset.ts";

/** One connection, shared by all holders: for a database that lives in its connection. It is closed by `dispose`, when the last holder left. */
export class StaticPool<C extends Poolable<C>> implements Pool<C> {
  readonly #options: PoolOptions<C>;
  #entry: PoolEntry<C> | undefined;
  /** Settles when the connection that is being opened is there, or failed. */
  #opening: Promise<void> | undefined;
  readonly #holders = new Map<PoolEntry<C>, number>();
  #checkedOut = 0;
  #generation = 0;

  constructor(options: PoolOptions<C>) {
    this.#options = options;
  }

  *acquire(): Flow<PooledConnection<C>> {
    while (this.#opening !== undefined) yield this.#opening;
    const entry = this.#entry ?? (yield* this.#open());
    const view: C = entry.connection.share?.() ?? entry.connection;
    this.#holders.set(entry, (this.#holders.get(entry) ?? 0) + 1);
    this.#checkedOut += 1;
    return new PooledConnection(entry, view);
  }

  *release(pooled: PooledConnection<C>): Flow<void> {
    if (!pooled.checkedOut) return;
    pooled.checkedOut = false;
    const clean = yield* resetOnReturn(pooled, this.#options.reset);
    if (!clean && this.#entry === pooled.entry) this.#entry = undefined;
    yield* this.#leave(pooled.entry);
  }

  *invalidate(pooled: PooledConnection<C>): Flow<void> {
    if (this.#entry === pooled.entry) this.#entry = undefined;
    if (!pooled.checkedOut) return;
    pooled.checkedOut = false;
    yield* this.#leave(pooled.entry);
  }

  *dispose(): Flow<void> {
    while (this.#opening !== undefined) yield this.#opening;
    const entry = this.#entry;
    this.#entry = undefined;
    if (entry !== undefined && !this.#holders.has(entry)) yield* closeQuietly(entry.connection);
  }

  get checkedOut(): number {
    return this.#checkedOut;
  }

  get checkedIn(): number {
    return this.#entry !== undefined && !this.#holders.has(this.#entry) ? 1 : 0;
  }

  status(): string {
    return `StaticPool: ${this.#entry === undefined ? "no connection" : "one connection"}, held ${this.#checkedOut} times`;
  }

  *#open(): Flow<PoolEntry<C>> {
    let settle: () => void = () => undefined;
    if (this.#options.isAsync) this.#opening = new Promise<void>((resolve) => (settle = resolve));
    try {
      const connection = yield* this.#options.connect();
      this.#generation += 1;
      return (this.#entry = { connection, info: new Map(), openedAt: performance.now(), generation: this.#generation });
    } finally {
      this.#opening = undefined;
      settle();
    }
  }

  *#leave(entry: PoolEntry<C>): Flow<void> {
    this.#checkedOut -= 1;
    const left = (this.#holders.get(entry) ?? 1) - 1;
    if (left > 0) {
      this.#holders.set(entry, left);
      return;
    }
    this.#holders.delete(entry);
    if (entry !== this.#entry) yield* closeQuietly(entry.connection);
  }
}
