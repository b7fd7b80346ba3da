import type { Flow } from "./flow.ts";

/** A flow as part of another: what it waits for after `milliseconds` is given up, and the error that `late` makes is thrown into it. */
export function* withinTime<T>(flow: Flow<T>, milliseconds: number, late: () => Error): Flow<T> {
  let step = flow.next();
  if (step.done === true) return step.value;
  const deadline = performance.now() + milliseconds;
  while (step.done !== true) {
    let value: unknown;
    try {
      value = yield inTime(step.value, deadline - performance.now(), late);
    } catch (error) {
      step = flow.throw(error);
      continue;
    }
    step = flow.next(value);
  }
  return step.value;
}

/** The promise, or a rejection with what `late` makes when it takes longer than `milliseconds`. */
export function inTime<T>(promise: PromiseLike<T>, milliseconds: number, late: () => Error): Promise<T> {
  if (milliseconds === Infinity) return Promise.resolve(promise);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), Math.max(0, milliseconds));
    promise.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        // oxlint-disable-next-line prefer-promise-reject-errors -- what was thrown is passed on as it is
        reject(error);
      },
    );
  });
}
