import type { Flow } from "../flow/flow.ts";
import type { ConnectionCore } from "./connection-core.ts";
import type { ConnectionPool, PooledDriver } from "./connection-pool.ts";

/** The driver's connection that a connection holds: taken from the pool, replaced after a loss, given back as it came. */
export class HeldConnection {
  readonly #core: ConnectionCore;
  /** What the dialect, the pool and the driver know of it; undefined while it is invalidated, and in the end. */
  pooled: PooledDriver | undefined;
  /** Statements commit by themselves; BEGIN and COMMIT are not sent. */
  autocommit: boolean;
  /** The isolation level that was set for this holder, and must be set back before the pool gets the connection. */
  #level: string | undefined = undefined;

  constructor(core: ConnectionCore, pooled: PooledDriver) {
    this.#core = core;
    this.pooled = pooled;
    this.autocommit = core.engine.autocommit;
  }

  /** The isolation level of transactions that ask for none of their own. */
  get isolationLevel(): string | undefined {
    const { dialect, engine } = this.#core;
    return this.#level ?? engine.isolationLevel ?? dialect.defaultIsolationLevel;
  }

  /** The one that is held, or a new one where it was lost. */
  *connected(): Flow<PooledDriver> {
    return this.pooled ?? (yield* this.#reconnect());
  }

  /** Sets the level of the transactions to come. */
  *setIsolationLevel(level: string): Flow<void> {
    const { dialect } = this.#core;
    const { connection } = yield* this.connected();
    yield* this.#core.guard("SET ISOLATION LEVEL", dialect.setIsolationLevel(connection, level));
    this.#level = dialect.checkIsolationLevel(level);
    this.autocommit = this.#level === "AUTOCOMMIT";
  }

  /** Takes it out of the pool for good. */
  *discard(): Flow<void> {
    const { pooled } = this;
    if (pooled === undefined) return;
    this.pooled = undefined;
    yield* discard(this.#core.engine.pool, pooled);
  }

  /** Gives it back to the pool. */
  *release(): Flow<void> {
    const { pooled } = this;
    if (pooled === undefined) return;
    this.pooled = undefined;
    const { pool } = this.#core.engine;
    if (this.#level !== undefined && !(yield* this.#resetIsolation(pooled))) yield* discard(pool, pooled);
    else yield* pool.release(pooled);
  }

  *#reconnect(): Flow<PooledDriver> {
    const { engine, options } = this.#core;
    const pooled = (this.pooled = yield* engine.acquire());
    this.autocommit = engine.autocommit;
    this.#level = undefined;
    const level = options.isolationLevel;
    if (level !== undefined) yield* this.setIsolationLevel(level);
    return pooled;
  }

  /** False when it failed: a connection whose level is unknown must not go to the next user. */
  *#resetIsolation(pooled: PooledDriver): Flow<boolean> {
    const { dialect, engine } = this.#core;
    try {
      yield* dialect.resetIsolationLevel(pooled.connection);
      const level = engine.isolationLevel;
      if (level !== undefined) yield* dialect.setIsolationLevel(pooled.connection, level);
      return true;
    } catch {
      return false;
    }
  }
}

/** Throws a connection away; that closing it fails is no news. */
function* discard(pool: ConnectionPool, pooled: PooledDriver): Flow<void> {
  try {
    yield* pool.invalidate(pooled);
  } catch {
    // What went wrong before is what the caller has to know.
  }
}
