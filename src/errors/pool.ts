import { AthanorError } from "./base.ts";
import { InvalidRequestError } from "./state.ts";

/** No connection came free in time: all of the pool's connections are checked out. */
export class TimeoutError extends InvalidRequestError {
  constructor(message: string) {
    super(message, "pool-timeout");
  }
}

/**
 * Thrown by a `checkout` listener: this connection is of no use. The pool closes it, opens another one and calls the listeners again;
 * after the second refusal the caller gets an InvalidRequestError.
 *
 * ```ts
 * listen(engine, "checkout", (raw, record) => {
 *   if (record.info.get("openedFor") !== tenant) throw new DisconnectionError("a connection of another tenant");
 * });
 * ```
 */
export class DisconnectionError extends AthanorError {
  /** Whether the connections that are as old as this one are of no use either. */
  readonly invalidatePool: boolean = false;
  constructor(message: string, options?: ErrorOptions) {
    super(message, "disconnection", options);
  }
}

/** The same, for all connections that are as old as this one. */
export class InvalidatePoolError extends DisconnectionError {
  override readonly invalidatePool: boolean = true;
}
