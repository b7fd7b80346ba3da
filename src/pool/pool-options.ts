import type { DriverConnection } from "../dialect/driver.ts";
import type { Dispatch } from "../event/dispatch.ts";
import type { Flow } from "../flow/flow.ts";
import type { Log } from "../util/log.ts";
import type { PoolEvents } from "./pool-events.ts";

/** What every pool is made with. Times are in seconds, as in SQLAlchemy. */
export interface PoolOptions {
  /** Opens a connection, prepared for its dialect. */
  readonly connect: () => Flow<DriverConnection>;
  /** Ends a transaction that was left open (`poolResetOnReturn`); undefined leaves it open. */
  readonly reset: ((connection: DriverConnection) => Flow<void>) | undefined;
  /** Whether a connection still answers; asked before each checkout when given (`poolPrePing`). */
  readonly ping?: ((connection: DriverConnection) => Flow<boolean>) | undefined;
  /** Whether callers can wait for a connection to come back: those of an async engine. */
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
  /** Notes where each connection is taken. */
  readonly poolTraceCheckouts?: boolean | undefined;
  /** What the pool does is told here (`echoPool`); test `enabled` or `debug` before formatting. Warnings are written always. */
  readonly log?: Log | undefined;
  /** Listeners that hear of this pool's events first. */
  readonly listeners?: Dispatch<PoolEvents> | undefined;
}
