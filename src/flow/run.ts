import { AsyncRequiredError } from "../errors/state.ts";
import { Answer } from "./answer.ts";
import type { Flow } from "./flow.ts";

/** Runs a flow to its end without waiting; a promise on the way is an error, thrown *into* the flow so that it rolls back. */
export function runSync<T>(flow: Flow<T>): T {
  let step = flow.next();
  while (step.done !== true) {
    // The promise is dropped on purpose; its own rejection must not end the process.
    step.value.then(undefined, () => undefined);
    step = flow.throw(new AsyncRequiredError());
  }
  return step.value;
}

/** Runs a flow, awaiting each promise that it yields. */
export async function runAsync<T>(flow: Flow<T>): Promise<T> {
  let step = flow.next();
  while (step.done !== true) {
    let value: unknown;
    try {
      value = await (step.value instanceof Answer ? step.value.promise : step.value);
    } catch (error) {
      step = flow.throw(error);
      continue;
    }
    step = flow.next(value);
  }
  return step.value;
}

/** Runs a flow to its end when nothing in it has to be waited for; otherwise gives a promise of its end. */
export function runEither<T>(flow: Flow<T>): T | Promise<T> {
  const step = flow.next();
  if (step.done === true) return step.value;
  return runAsync(resume(flow, step.value));
}

function* resume<T>(flow: Flow<T>, first: PromiseLike<unknown>): Flow<T> {
  let value: unknown;
  try {
    value = yield first;
  } catch (error) {
    const step = flow.throw(error);
    return step.done === true ? step.value : yield* resume(flow, step.value);
  }
  const step = flow.next(value);
  return step.done === true ? step.value : yield* resume(flow, step.value);
}
