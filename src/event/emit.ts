import { AsyncRequiredError } from "../errors/state.ts";
import { isPromiseLike, type Flow } from "../flow/flow.ts";
import type { Dispatch, Listener } from "./dispatch.ts";

/** Calls the listeners of an event in order, waiting for promises; a listener that throws stops the operation. */
export function* emit<E, N extends keyof E & string>(
  dispatch: Dispatch<E>,
  name: N,
  args: E[N] extends (...args: infer A) => unknown ? A : never,
): Flow<void> {
  const listeners = dispatch.listeners(name);
  if (listeners === undefined) return;
  for (const listener of listeners) {
    const result = callListener(dispatch, name, listener, args as readonly unknown[]);
    if (isPromiseLike(result)) yield result;
  }
}

/** Throws when a listener that cannot be waited for gave a promise. */
export function refusePromise(name: string, result: unknown): void {
  if (!isPromiseLike(result)) return;
  // The promise is dropped on purpose; its own rejection must not end the process.
  result.then(undefined, () => undefined);
  throw new AsyncRequiredError(
    `A listener of "${name}" returned a promise. This event happens inside a synchronous call, also on an async session; give a function that is not async.`,
  );
}

/** One listener's call; a `once` listener is removed first. */
export function callListener<E>(
  dispatch: Dispatch<E>,
  name: string,
  listener: Listener<unknown>,
  args: readonly unknown[],
): unknown {
  if (listener.options.once === true) dispatch.drop(name, listener);
  const fn = listener.fn as (...args: readonly unknown[]) => unknown;
  return listener.options.named === true ? fn(byName(dispatch, name, args)) : fn(...args);
}

function byName<E>(dispatch: Dispatch<E>, name: string, args: readonly unknown[]): Record<string, unknown> {
  const names = dispatch.describe(name)?.arguments ?? [];
  return Object.fromEntries(names.map((argument, i) => [argument, args[i]]));
}
