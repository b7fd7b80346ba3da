import type { Flow } from "../flow/flow.ts";
import type { Log } from "../util/log.ts";
import type { Poolable } from "./poolable.ts";
import type { PooledConnection } from "./pooled-connection.ts";

/** What every pool is made with. Times are in seconds, as in SQLAlchemy. */
export interface PoolOptions<C extends Poolable<C>> {
  /** Opens a connection, prepared for its dialect. */
  readonly connect: () => Flow<C>;
  /** Ends a transaction that was left open. */
  readonly reset: (connection: C) => Flow<void>;
  /** Whether a connection still answers; asked before each checkout when given (`poolPrePing`). */
  readonly ping?: ((connection: C) => Flow<boolean>) | undefined;
  /** Whether connections give promises; only then can a caller wait for one to come back. */
  readonly isAsync: boolean;
  /** Connections kept open; default 5. 0: no limit. */
  readonly poolSize?: number | undefined;
  /** Connections above `poolSize`, closed when they come back; default 10. -1: no limit. */
  readonly maxOverflow?: number | undefined;
  /** Seconds to wait for a connection; default 30. A sync caller cannot wait: it gets the TimeoutError at once. */
  readonly poolTimeout?: number | undefined;
  /** Seconds after which a connection is replaced at its next checkout; default -1: never. */
  readonly poolRecycle?: number | undefined;
  /** Hand out the connection that came back last (true) or first (false, the default). */
  readonly poolUseLifo?: boolean | undefined;
  /** What the pool does is told here (`echoPool`); test `enabled` or `debug` before formatting. Warnings are written always. */
  readonly log?: Log | undefined;
}

/** Keeps connections for an engine. */
export interface Pool<C extends Poolable<C>> {
  /** A connection for the caller alone (a StaticPool's excepted). Throws TimeoutError when none comes free. */
  acquire(): Flow<PooledConnection<C>>;
  /** Gives a connection back: an open transaction is rolled back, a broken connection closed. Releasing twice is harmless. */
  release(pooled: PooledConnection<C>): Flow<void>;
  /**
   * Gives back a connection that was lost: it is closed, and so is, at its next checkout, every other that is as old:
   * a server that dropped one has mostly dropped them all.
   */
  invalidate(pooled: PooledConnection<C>): Flow<void>;
  /** Closes the idle connections; those that are held are closed when they come back. The pool can be used again. */
  dispose(): Flow<void>;
  /** One line about the pool's state, for logs and error messages. */
  status(): string;
  /** How many connections are held by callers. */
  readonly checkedOut: number;
  /** How many are idle. */
  readonly checkedIn: number;
}
