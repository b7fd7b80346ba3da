import { type Flow, isPromiseLike } from "../flow/flow.ts";
import { inTime } from "../flow/within-time.ts";
import type { DriverConnection } from "./driver.ts";

/** A server that does not answer must not keep anyone from closing: after this time the connection is dropped. */
const LIMIT_MS = 5000;

/**
 * Closes a connection that nobody needs any more. With `lost` no leave is taken of the server, which may not be there; else
 * it is, for a limited time. Closing never fails: what went wrong is given back, for the log.
 */
export function* closeConnection(connection: DriverConnection, lost: boolean): Flow<unknown> {
  try {
    if (lost && connection.terminate !== undefined) connection.terminate();
    else {
      const closing = connection.close();
      if (isPromiseLike(closing)) yield inTime(closing, LIMIT_MS, () => unanswered(connection));
    }
    return undefined;
  } catch (error) {
    return error;
  }
}

function unanswered(connection: DriverConnection): Error {
  connection.terminate?.();
  return new Error(`The server did not let go of the connection within ${LIMIT_MS / 1000} seconds`);
}
