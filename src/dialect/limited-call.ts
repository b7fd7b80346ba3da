import { InvalidRequestError } from "../errors/state.ts";
import { type Awaitable, isPromiseLike } from "../flow/flow.ts";
import type { DriverConnection } from "./driver.ts";

/** When a statement is to be stopped. */
export interface Limits {
  /** Milliseconds. */
  readonly timeout: number | undefined;
  readonly signal: AbortSignal | undefined;
}

/** What a statement ended with that was to be stopped: the database's own error, or nothing when it did not answer any more. */
export class StoppedStatement extends Error {
  override readonly name = "StoppedStatement";
  readonly why: "timeout" | "signal";
  readonly limits: Limits;
  readonly timeout: number | undefined;
  /** The connection does not answer, and cannot be used any more. */
  readonly lost: boolean;

  constructor(why: "timeout" | "signal", limits: Limits, lost: boolean, cause: unknown) {
    super("stopped", { cause });
    this.why = why;
    this.limits = limits;
    this.timeout = limits.timeout;
    this.lost = lost;
  }
}

/** A database that was asked to stop a statement ends it within this time, or is taken to be unreachable. */
const GRACE_MS = 10_000;
const ASK_AGAIN_MS = 500;

/** Throws when a call with such limits cannot be made: an aborted signal, or a driver that cannot be stopped. */
export function checkLimits(limits: Limits, driver: DriverConnection, name: string): void {
  if (driver.enforcesTimeout === true) {
    if (limits.signal === undefined) return;
    throw new InvalidRequestError(
      "A synchronous call waits for the database and hears of no AbortSignal meanwhile, so that the execution option signal means nothing here. Use timeout, or createAsyncEngine.",
    );
  }
  if (driver.cancel === undefined) {
    throw new InvalidRequestError(
      `The driver ${name} cannot stop a statement that is being executed, so that the execution options timeout and signal mean nothing here. Leave them out, or use a driver that can (a server's).`,
    );
  }
  checkSignal(limits);
}

/** Throws when the signal is aborted already. */
export function checkSignal(limits: Limits): void {
  if (limits.signal?.aborted === true) throw new StoppedStatement("signal", limits, false, undefined);
}

/**
 * Calls the driver, and has the database stop what it does when time is up or the signal is aborted. What it gives nevertheless is
 * good, unless it is only the beginning of something: then `discard` gets it.
 */
export function limitedCall<T>(
  driver: DriverConnection,
  limits: Limits,
  call: () => Awaitable<T>,
  discard?: (value: T) => Awaitable<void>,
): Awaitable<T> {
  const given = call();
  if (!isPromiseLike(given)) return given;
  return new Promise<T>((resolve, reject) => {
    const { timeout, signal } = limits;
    let why: "timeout" | "signal" | undefined;
    let cancelling: Promise<unknown> | undefined;
    let again: NodeJS.Timeout | undefined;
    let grace: NodeJS.Timeout | undefined;
    let isOver = false;
    const timer = timeout === undefined ? undefined : setTimeout(() => stop("timeout"), timeout);
    const onAbort = (): void => stop("signal");
    signal?.addEventListener("abort", onAbort, { once: true });

    const stop = (reason: "timeout" | "signal"): void => {
      if (why !== undefined) return;
      why = reason;
      const giveUp = (error: unknown): void => {
        release();
        reject(new StoppedStatement(reason, limits, true, error));
      };
      grace = setTimeout(() => giveUp(undefined), GRACE_MS);
      // A request may come between two statements of an executemany, and stop neither.
      const ask = (): void => {
        cancelling = Promise.resolve((driver.cancel as () => Awaitable<void>)()).then(() => {
          if (!isOver) again = setTimeout(ask, ASK_AGAIN_MS);
        }, giveUp);
      };
      ask();
    };
    const release = (): void => {
      isOver = true;
      clearTimeout(timer);
      clearTimeout(again);
      clearTimeout(grace);
      signal?.removeEventListener("abort", onAbort);
    };
    // The request to stop must not hit the next statement: its own end is waited for too.
    given.then(
      (value) => {
        release();
        if (why === undefined || cancelling === undefined) resolve(value);
        else if (discard === undefined) void cancelling.then(() => resolve(value));
        else {
          const stopped = new StoppedStatement(why, limits, false, undefined);
          const end = (): void => reject(stopped);
          void cancelling.then(() => discard(value)).then(end, end);
        }
      },
      (error: unknown) => {
        release();
        if (why === undefined) reject(error instanceof Error ? error : new Error(String(error)));
        else {
          const stopped = new StoppedStatement(why, limits, false, error);
          void cancelling?.then(() => reject(stopped));
        }
      },
    );
  });
}
