import type { PoolEntry } from "./pool-entry.ts";

/** Who recovers a connection that nobody gave back. */
export interface Recoverer {
  recover(entry: PoolEntry): void;
}

/**
 * Belongs to a connection, and goes with it to whoever takes it out of the pool. When it is collected as garbage, so was its holder,
 * who did not give the connection back. Made once for a connection, so that taking one costs nothing.
 */
export class Guard {
  constructor(pool: Recoverer, entry: PoolEntry) {
    registry.register(this, { pool, entry }, this);
  }
  /** The connection was closed: there is nothing to be recovered. */
  release(): void {
    registry.unregister(this);
  }
}

const registry = new FinalizationRegistry<{ readonly pool: Recoverer; readonly entry: PoolEntry }>(({ pool, entry }) =>
  pool.recover(entry),
);
