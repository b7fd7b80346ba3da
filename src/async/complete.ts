import type { Result } from "../engine/result.ts";
import { AsyncRequiredError } from "../errors/state.ts";
import type { Flow } from "../flow/flow.ts";

/** A result that still has to wait for rows cannot be read without await. */
export function* complete<R extends Pick<Result, "core">>(execution: Flow<R>): Flow<R> {
  const result = yield* execution;
  const { source } = result.core;
  if (source.feed === undefined) return result;
  yield* source.finish();
  throw new AsyncRequiredError(
    "execute() gives a result that is read without await, and with streamResults or yieldPer the rows are still to come. Use stream() instead.",
  );
}
