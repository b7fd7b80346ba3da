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
