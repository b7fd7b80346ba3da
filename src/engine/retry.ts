import type { Dialect } from "../dialect/dialect.ts";
import type { TransactionOptions } from "../dialect/transaction-options.ts";
import { ArgumentError } from "../errors/argument.ts";
import { type Awaitable, type Flow, wait } from "../flow/flow.ts";
import { describeValue } from "../util/describe.ts";
import { didYouMean } from "../util/did-you-mean.ts";
import type { EngineCore } from "./engine-core.ts";

/** How often, and after which errors, `run` runs a transaction again. */
export interface RetryOptions {
  /** How often it is run at most, the first time included; 10 by default. */
  readonly attempts?: number | undefined;
  /** Milliseconds: the longest that the wait before the second attempt can be. Each further one can be twice as long. 10 by default. */
  readonly delay?: number | undefined;
  /** Milliseconds that no wait exceeds; 1000 by default. */
  readonly maxDelay?: number | undefined;
  /**
   * Which errors are worth another attempt, after the `attempt`th; `isRetryable` by default. Errors for which this is true too must have left
   * nothing behind outside of the database: `(error) => isRetryable(error) || error instanceof StaleDataError`.
   */
  readonly when?: ((error: unknown, attempt: number) => boolean) | undefined;
}

/** Options of `engine.run` and `session.run`. */
export interface RunOptions extends TransactionOptions {
  /** false: run once. true, the default: as RetryOptions say by default. */
  readonly retry?: boolean | RetryOptions | undefined;
}

/**
 * Whether an error means that another transaction was to blame (a deadlock, a serialization failure, a locked SQLite file), so that the same
 * transaction may succeed when it is run again; also when it is the cause of the error.
 */
export function isRetryable(error: unknown): boolean {
  let each = error;
  for (let depth = 0; depth < 10 && typeof each === "object" && each !== null; depth++) {
    const { isRetryable: retryable, cause } = each as { isRetryable?: unknown; cause?: unknown };
    if (retryable === true) return true;
    each = cause;
  }
  return false;
}

/** One attempt of `run`. */
export interface Attempt {
  readonly how: TransactionOptions;
  /** Whether one before it has failed. */
  readonly isRepeated: boolean;
}

/** What the transaction of an attempt is to be. */
export function optionsOf(dialect: Dialect, { how, isRepeated }: Attempt): TransactionOptions {
  return isRepeated ? dialect.beginAgain(how) : how;
}

interface Retrying<T> {
  readonly attempt: (attempt: Attempt) => Flow<T>;
  readonly pause: (milliseconds: number) => Awaitable<void>;
  /** Whether a failed attempt has left nothing behind; so it is unless said. */
  readonly isUndone?: (() => boolean) | undefined;
  /** Whose log tells of it. */
  readonly engine: EngineCore | undefined;
}

/**
 * Runs a transaction until it succeeds, fails for good, or has been run often enough; the last error is thrown then. The waits between are
 * random, and twice as long at most each time, so that those who got in each other's way do not meet again.
 */
export function* runRetrying<T>(
  options: RunOptions,
  { attempt, pause, isUndone = always, engine }: Retrying<T>,
): Flow<T> {
  const { retry, ...how } = checkOptions(options);
  const { attempts = 10, delay = 10, maxDelay = 1000, when = isRetryable } = policyOf(retry);
  for (let n = 1; ; n++) {
    let waiting: number;
    try {
      return yield* attempt({ how, isRepeated: n > 1 });
    } catch (error) {
      if (n >= attempts || !isUndone() || !isWorthIt(when, error, n)) throw error;
      waiting = Math.random() * Math.min(maxDelay, delay * 2 ** (n - 1));
    }
    if (engine?.echo.enabled === true) {
      const text = `RETRY in ${waiting.toFixed()} ms, attempt ${n + 1} of ${attempts}`;
      engine.echo.line(text, engine.executionOptions.loggingToken);
    }
    yield* wait(pause(waiting));
  }
}

function always(): boolean {
  return true;
}

/** Whether the options ask for more than one attempt. */
export function retries(options: RunOptions): boolean {
  return (policyOf(checkOptions(options).retry).attempts ?? 2) > 1;
}

function checkOptions(options: RunOptions): RunOptions {
  if (options === null || typeof options !== "object")
    throw new ArgumentError(`run() takes an object of options after its function; got ${describeValue(options)}.`);
  return options;
}

const limits = { attempts: 1, delay: 0, maxDelay: 0 } as const;

function policyOf(retry: RunOptions["retry"]): RetryOptions {
  if (retry === false) return { attempts: 1 };
  if (retry === undefined || retry === true) return {};
  if (retry === null || typeof retry !== "object") {
    throw new ArgumentError(
      `The option retry is true, false or an object such as { attempts: 5 }; got ${describeValue(retry)}.`,
    );
  }
  for (const [name, value] of Object.entries(retry)) {
    if (value === undefined) continue;
    if (name === "when") {
      if (typeof value !== "function")
        throw new ArgumentError(`The option retry.when is a function of an error; got ${describeValue(value)}.`);
      continue;
    }
    if (!Object.hasOwn(limits, name))
      throw new ArgumentError(`There is no option retry.${name}.${didYouMean(name, [...Object.keys(limits), "when"])}`);
    const least = limits[name as keyof typeof limits];
    if (
      typeof value !== "number" ||
      !Number.isFinite(value) ||
      value < least ||
      (least === 1 && !Number.isInteger(value))
    )
      throw new ArgumentError(
        `The option retry.${name} is a ${least === 1 ? "whole number of at least 1" : "number of milliseconds"}; got ${describeValue(value)}.`,
      );
  }
  return retry;
}

function isWorthIt(when: NonNullable<RetryOptions["when"]>, error: unknown, attempt: number): boolean {
  const answer: unknown = when(error, attempt);
  if (typeof answer === "boolean") return answer;
  throw new ArgumentError(`The option retry.when must return true or false; it returned ${describeValue(answer)}.`);
}
