import { AssertionPool } from "./assertion-pool.ts";
import { NullPool } from "./null-pool.ts";
import type { Pool } from "./pool.ts";
import type { PoolOptions } from "./pool-options.ts";
import { QueuePool } from "./queue-pool.ts";
import { StaticPool } from "./static-pool.ts";

/** Makes a pool: QueuePool, or a class of your own that extends a kind of pools. */
export type PoolClass = new (options: PoolOptions) => Pool;

/** One connection, which callers take in turns. */
class SinglePool extends QueuePool {
  constructor(options: PoolOptions) {
    super({ ...options, poolSize: 1, maxOverflow: 0 });
  }
}

/**
 * `queue` for servers and files, `single` where there is one connection to take turns with, `static` where all share one at the same time,
 * `null` keeps none, `assertion` refuses a second one.
 */
export type PoolKind = "queue" | "single" | "static" | "null" | "assertion";

/** The kinds of pools by the names that `poolclass` takes. */
export const poolClasses: Readonly<Record<PoolKind, PoolClass>> = {
  queue: QueuePool,
  single: SinglePool,
  static: StaticPool,
  null: NullPool,
  assertion: AssertionPool,
};
