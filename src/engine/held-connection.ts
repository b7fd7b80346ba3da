import { withPatience } from "../dialect/patience.ts";
import type { Flow } from "../flow/flow.ts";
import type { ConnectionCore } from "./connection-core.ts";
import type { PooledConnection } from "../pool/pooled-connection.ts";

/** The driver's connection that a connection holds: taken from the pool, replaced after a loss, given back as it came. */
export class HeldConnection {
  readonly #core: ConnectionCore;
  /** What the dialect, the pool and the driver know of it; undefined while it is invalidated, and in the end. */
  pooled: PooledConnection | undefined;
  /** Statements commit by themselves; BEGIN and COMMIT are not sent. */
  autocommit: boolean;
  /** The isolation level that was set for this holder, and must be set back before the pool gets the connection. */
  #level: string | undefined = undefined;

  constructor(core: ConnectionCore, pooled: PooledConnection) {
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
  *connected(): Flow<PooledConnection> {
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

  /** Takes it out of use. */
  *discard(cause: unknown): Flow<void> {
    const { pooled } = this;
    if (pooled === undefined) return;
    this.pooled = undefined;
    yield* this.#core.engine.pool.invalidate(pooled, cause);
  }

  /** The same because of an error that the caller has to know: what goes wrong now is of no interest. */
  *discardAfter(error: unknown): Flow<void> {
    try {
      yield* this.discard(error);
    } catch {
      // See above.
    }
  }

  /** Gives it back to the pool. */
  *release(): Flow<void> {
    const { pooled } = this;
    if (pooled === undefined) return;
    const failure = this.#level !== undefined ? yield* this.#resetIsolation(pooled) : undefined;
    // A connection whose level is unknown must not go to the next user.
    if (failure !== undefined) return yield* this.discardAfter(failure.error);
    this.pooled = undefined;
    yield* this.#core.engine.pool.release(pooled);
  }

  *#reconnect(): Flow<PooledConnection> {
    const { engine, options } = this.#core;
    const pooled = (this.pooled = yield* engine.acquire());
    this.autocommit = engine.autocommit;
    this.#level = undefined;
    const level = options.isolationLevel;
    if (level !== undefined) yield* this.setIsolationLevel(level);
    return pooled;
  }

  /** Why it failed, if it did. */
  *#resetIsolation(pooled: PooledConnection): Flow<{ readonly error: unknown } | undefined> {
    const { engine } = this.#core;
    try {
      yield* withPatience(pooled.connection, engine.patience, this.#usualIsolation(pooled));
      return undefined;
    } catch (error) {
      return { error };
    }
  }

  *#usualIsolation({ connection }: PooledConnection): Flow<void> {
    const { dialect, engine } = this.#core;
    yield* dialect.resetIsolationLevel(connection);
    if (engine.isolationLevel !== undefined) yield* dialect.setIsolationLevel(connection, engine.isolationLevel);
  }
}
