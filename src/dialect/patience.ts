import { inTime, withinTime } from "../flow/within-time.ts";
import type { Awaitable, Flow } from "../flow/flow.ts";
import type { DriverConnection } from "./driver.ts";

/**
 * Rolling back, closing a cursor, giving a connection back: a server that is gone must not hold them up, and nothing is lost without its
 * answer, since it undoes by itself what a lost connection leaves open. A connection that does not answer within so many milliseconds
 * (`connectTimeoutOf`) is dropped, and the flow fails with an error that says so.
 */
export function withPatience<T>(connection: DriverConnection, milliseconds: number, flow: Flow<T>): Flow<T> {
  if (milliseconds === Infinity || connection.terminate === undefined) return flow;
  if (connection.keepsPatience === true) return keptByDriver(connection, milliseconds, flow);
  return withinTime(flow, milliseconds, () => dropped(connection, milliseconds));
}

/** The same for one answer of a connection. */
export function answerInTime<T>(connection: DriverConnection, milliseconds: number, answer: Awaitable<T>): Promise<T> {
  return inTime(Promise.resolve(answer), milliseconds, () => dropped(connection, milliseconds));
}

function* keptByDriver<T>(connection: DriverConnection, milliseconds: number, flow: Flow<T>): Flow<T> {
  connection.patience = milliseconds;
  try {
    return yield* flow;
  } finally {
    connection.patience = undefined;
  }
}

function dropped(connection: DriverConnection, milliseconds: number): Error {
  connection.terminate?.();
  const error = new Error(
    `No answer within ${milliseconds / 1000} seconds: the connection is given up, and what is open on it is undone by the server. The option connectTimeout says how long to wait`,
  );
  return Object.assign(error, { code: "ETIMEDOUT" });
}
