import { InvalidRequestError } from "../errors/state.ts";
import type { Pool } from "../pool/pool.ts";
import type { EngineCore } from "./engine-core.ts";
import { retries, type RunOptions } from "./retry.ts";

/** How many functions run in transactions of a pool at this moment, one in the other: of synchronous engines, where they cannot overlap otherwise. */
const open = new WeakMap<Pool, number>();

/** Runs what runs a function in a transaction. */
export function inBody<T>(engine: EngineCore, run: () => T): T {
  const { pool } = engine;
  const before = open.get(pool) ?? 0;
  open.set(pool, before + 1);
  try {
    return run();
  } finally {
    open.set(pool, before);
  }
}

/** The same for `run()`: throws inside the function of another transaction of the same engine. */
export function inRun<T>(engine: EngineCore | undefined, options: RunOptions, run: () => T): T {
  if (engine === undefined) return run();
  if ((open.get(engine.pool) ?? 0) > 0 && retries(options)) throw insideAnother();
  return inBody(engine, run);
}

/** What `run` answers inside of another transaction, whose end it could not wait for, and which it would not run again. */
export function insideAnother(): InvalidRequestError {
  return new InvalidRequestError(
    "run() was called inside the function of another begin() or run() of the same engine. It cannot run the outer transaction again, and what it commits would stay if that one is rolled back or run again. Use the connection that the outer function was given; { retry: false } makes it a transaction of its own, run once.",
  );
}
