import type { Flow } from "../flow/flow.ts";
import { closeQuietly } from "./close-quietly.ts";
import type { Pool, PoolOptions } from "./pool.ts";
import type { Poolable } from "./poolable.ts";
import { PooledConnection } from "./pooled-connection.ts";

/** Keeps nothing: every checkout opens a connection, every return closes it. */
export class NullPool<C extends Poolable<C>> implements Pool<C> {
  readonly #options: PoolOptions<C>;
  #checkedOut = 0;

  constructor(options: PoolOptions<C>) {
    this.#options = options;
  }

  *acquire(): Flow<PooledConnection<C>> {
    const connection = yield* this.#options.connect();
    this.#checkedOut += 1;
    return new PooledConnection(
      { connection, info: new Map(), openedAt: performance.now(), generation: 0 },
      connection,
    );
  }

  // The server ends the transaction of a connection that closes.
  *release(pooled: PooledConnection<C>): Flow<void> {
    if (!pooled.checkedOut) return;
    pooled.checkedOut = false;
    this.#checkedOut -= 1;
    yield* closeQuietly(pooled.connection);
  }

  *invalidate(pooled: PooledConnection<C>): Flow<void> {
    yield* this.release(pooled);
  }

  *dispose(): Flow<void> {}

  get checkedOut(): number {
    return this.#checkedOut;
  }

  get checkedIn(): number {
    return 0;
  }

  status(): string {
    return `NullPool: ${this.#checkedOut} connections checked out`;
  }
}
