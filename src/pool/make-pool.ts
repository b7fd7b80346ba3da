import { NullPool } from "./null-pool.ts";
import type { Pool, PoolOptions } from "./pool.ts";
import type { Poolable } from "./poolable.ts";
import { QueuePool } from "./queue-pool.ts";
import { StaticPool } from "./static-pool.ts";

/** `queue` for servers and files, `single` where there is one connection to take turns with, `static` where all share one at the same time, `null` for none. */
export type PoolKind = "queue" | "single" | "static" | "null";

/** The pool of a kind, as `dialect.poolKind(connectOptions)` names it. */
export function makePool<C extends Poolable<C>>(kind: PoolKind, options: PoolOptions<C>): Pool<C> {
  switch (kind) {
    case "queue":
      return new QueuePool(options);
    case "single":
      return new QueuePool({ ...options, poolSize: 1, maxOverflow: 0 });
    case "static":
      return new StaticPool(options);
    case "null":
      return new NullPool(options);
  }
}
