import type { DriverConnection } from "../dialect/driver.ts";
import { InvalidRequestError } from "../errors/state.ts";
import { type Awaitable, isPromiseLike } from "../flow/flow.ts";
import type { Limits } from "./sending-options.ts";

/** What a statement ended with that was to be stopped: the database's own error, or nothing when it did not answer any more. */
export class StoppedStatement extends Error {
  readonly why: "timeout" | "signal";
  readonly limits: Limits;
  /** The connection does not answer, and cannot be used any more. */
  readonly lost: boolean;

  constructor(why: "timeout" | "signal", limits: Limits, lost: boolean, cause: unknown) {
    super("stopped", { cause });
    this.why = why;
    this.limits = limits;
    this.lost = lost;
  }
}

/** A database that was asked to stop a statement ends it within this time, or is taken to be unreachable. */
const GRACE_MS = 10_000;

/** Throws when a call with such limits cannot be made: an aborted signal, or a driver that cannot be stopped. */
export function checkLimits(limits: Limits, driver: DriverConnection, name: string): void {
  if (driver.cancel === undefined) {
    throw new InvalidRequestError(
      `The driver ${name} cannot stop a statement that is being executed, so that the execution options timeout and signal mean nothing here. Leave them out, or use a driver that can (a server's, with createAsyncEngine).`,
    );
  }
  checkSignal(limits);
}

/** Throws when the signal is aborted already. */
export function checkSignal(limits: Limits): void {
  if (limits.signal?.aborted === true) throw new StoppedStatement("signal", limits, false, undefined);
}

/** Calls the driver, and has the database stop what it does when time is up or the signal is aborted. */
export function limitedCall<T>(driver: DriverConnection, limits: Limits, call: () => Awaitable<T>): Awaitable<T> {
  const given = call();
  if (!isPromiseLike(given)) return given;
  return new Promise<T>((resolve, reject) => {
    const { timeout, signal } = limits;
    let why: "timeout" | "signal" | undefined;
    let cancelling: Promise<unknown> | undefined;
    let grace: NodeJS.Timeout | undefined;
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
      cancelling = Promise.resolve((driver.cancel as () => Awaitable<void>)()).catch(giveUp);
    };
    const release = (): void => {
      clearTimeout(timer);
      clearTimeout(grace);
      signal?.removeEventListener("abort", onAbort);
    };
    // The request to stop must not hit the next statement: its own end is waited for too.
    given.then(
      (value) => {
        release();
        if (cancelling === undefined) resolve(value);
        else void cancelling.then(() => resolve(value));
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
