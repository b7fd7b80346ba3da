import type { Poolable } from "./poolable.ts";

/** A database connection as the pool keeps it, whoever holds it at the moment. */
export interface PoolEntry<C extends Poolable<C>> {
  readonly connection: C;
  /** Room for users' own data; lives as long as the database connection. */
  readonly info: Map<string, unknown>;
  /** When it was opened (performance.now()). */
  readonly openedAt: number;
  /** The pool's generation at that time; a pool that was disposed or invalidated drops older ones. */
  readonly generation: number;
}

/** A connection while somebody holds it. The pool made it, and gets it back through `release` or `invalidate`. */
export class PooledConnection<C extends Poolable<C>> {
  readonly connection: C;
  readonly entry: PoolEntry<C>;
  /** Set by the holder while a transaction may be open; the pool then rolls back on return. Drivers that know better (`inTransaction`) win. */
  needsReset = false;
  /** False once it was given back. */
  checkedOut = true;
  constructor(entry: PoolEntry<C>, connection: C) {
    this.entry = entry;
    this.connection = connection;
  }
  get info(): Map<string, unknown> {
    return this.entry.info;
  }
}
