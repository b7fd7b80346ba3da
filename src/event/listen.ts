import { ArgumentError } from "../errors/argument.ts";
import { InvalidRequestError } from "../errors/state.ts";
import { $dispatch, $listener, type Dispatch, type EventTarget, type ListenOptions } from "./dispatch.ts";

/**
 * Calls `fn` whenever the event happens to the target. Listeners of one event run in the order in which they were added.
 * On an async engine or session a listener may return a promise, which is waited for; on a sync one that is an error.
 *
 * ```ts
 * listen(engine, "beforeCursorExecute", (connection, cursor, statement, parameters) => {
 *   console.log(statement, parameters);
 * });
 * ```
 *
 * Throws ArgumentError when the target has no such event or `fn` is no function.
 */
export function listen<E, N extends keyof E & string>(
  target: EventTarget<E>,
  name: N,
  fn: E[N],
  options: ListenOptions = {},
): void {
  if (typeof fn !== "function" && (fn as { readonly [$listener]?: boolean } | null)?.[$listener] !== true) {
    throw new ArgumentError(
      `listen(…, "${name}", …) needs a function as its third argument, and got ${fn === null ? "null" : typeof fn}.`,
    );
  }
  dispatchOf(target, name).add(name, fn, options);
}

/**
 * Takes a listener away again; the target, the name and the function are those given to `listen`.
 * Throws InvalidRequestError when it was not registered.
 */
export function remove<E, N extends keyof E & string>(target: EventTarget<E>, name: N, fn: E[N]): void {
  if (!dispatchOf(target, name).remove(name, fn)) {
    throw new InvalidRequestError(
      `No listener to remove: this function was not registered for "${name}" with listen() on this target.`,
    );
  }
}

/** Whether the function listens to the event on this target. */
export function contains<E, N extends keyof E & string>(target: EventTarget<E>, name: N, fn: E[N]): boolean {
  return dispatchOf(target, name).has(name, fn);
}

function dispatchOf<E>(target: EventTarget<E>, name: string): Dispatch<E> {
  const dispatch = (target as Partial<EventTarget<E>> | null | undefined)?.[$dispatch];
  if (dispatch === undefined) {
    throw new ArgumentError(
      "This object has no events. Listen on an engine, a connection, a session, a sessionmaker, a MetaData, a table, a mapped class or one of its attributes.",
    );
  }
  if (!dispatch.names.has(name)) {
    throw new ArgumentError(
      `There is no event "${name}" on ${dispatch.target}; there are ${[...dispatch.names].join(", ")}.`,
    );
  }
  return dispatch;
}
