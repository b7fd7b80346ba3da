import type { ConnectOptions } from "./driver.ts";

/** A server that is there answers sooner; one behind a firewall that swallows packets never does. */
const DEFAULT_MS = 30_000;

/** How many milliseconds opening a connection may take, and the first words with its server; Infinity: as long as it takes. */
export function connectTimeoutOf({ connectTimeout = DEFAULT_MS }: ConnectOptions): number {
  return connectTimeout === 0 ? Infinity : connectTimeout;
}

/** Opening took too long. */
export function connectedTooLate(milliseconds: number): Error {
  const error = new Error(
    `No connection within ${milliseconds / 1000} seconds: the server does not answer. The option connectTimeout says how long to wait`,
  );
  return Object.assign(error, { code: "ETIMEDOUT" });
}
