import { ArgumentError } from "../errors/argument.ts";
import { InvalidRequestError } from "../errors/state.ts";
import { didYouMean } from "../util/did-you-mean.ts";
import {
  $dispatch,
  $listener,
  type Dispatch,
  type EventClass,
  type EventKind,
  type EventMap,
  type EventsOf,
  type EventTarget,
  type EventTargetClass,
  type ListenOptions,
  type NamedArguments,
} from "./dispatch.ts";

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
 * With a class (`Engine`, `AsyncEngine`) as the target, of all its engines; these listeners run first. Options: `once`, `insert`
 * (in front of the others), `retval` (what the listener returns is used, where the event says how), and `named`:
 *
 * ```ts
 * listen(Engine, "beforeCursorExecute", ({ statement }) => console.log(statement), { named: true });
 * ```
 *
 * With an attribute of a mapped class as the target, of the changes that the program makes to it:
 *
 * ```ts
 * listen(User.c.name, "set", (user, value) => value.trim(), { retval: true });
 * listen(User.c.tasks, "append", (user, task) => console.log(`${task.title} came in`));
 * ```
 *
 * Throws ArgumentError when the target has no such event, `fn` is no function or the event does not take the option.
 */
export function listen<E, N extends keyof E & string>(
  target: EventTarget<E> | EventTargetClass<E>,
  name: N,
  fn: (given: NamedArguments<E, N>) => unknown,
  options: ListenOptions & { readonly named: true },
): void;
export function listen<E, N extends keyof E & string>(
  target: EventTarget<E> | EventTargetClass<E>,
  name: N,
  fn: E[N],
  options?: ListenOptions,
): void;
export function listen<K extends EventKind, T, N extends keyof EventsOf<K, T> & string>(
  target: EventClass<K, T>,
  name: N,
  fn: EventsOf<K, T>[N],
  options?: ListenOptions,
): void;
export function listen(target: unknown, name: string, fn: unknown, options: ListenOptions = {}): void {
  if (typeof fn !== "function" && (fn as { readonly [$listener]?: boolean } | null)?.[$listener] !== true) {
    throw new ArgumentError(
      `listen(…, "${name}", …) needs a function as its third argument, and got ${fn === null ? "null" : typeof fn}.`,
    );
  }
  const dispatch = dispatchOf(target, name);
  checkOptions(dispatch, name, options);
  (dispatch as Dispatch<EventMap>).add(name, fn as EventMap[string], options);
}

const OPTIONS: readonly string[] = [
  "activeHistory",
  "insert",
  "named",
  "once",
  "propagate",
  "retval",
] satisfies (keyof ListenOptions)[];

function checkOptions(dispatch: Dispatch<unknown>, name: string, options: ListenOptions): void {
  for (const option of Object.keys(options)) {
    if (!OPTIONS.includes(option))
      throw new ArgumentError(`listen() has no option ${JSON.stringify(option)}.${didYouMean(option, OPTIONS)}`);
  }
  const description = dispatch.describe(name);
  if (options.named === true && description === undefined)
    throw new ArgumentError(`Listeners of "${name}" get their arguments by position only; leave { named: true } out.`);
  if (options.retval === true && description !== undefined && description.retval !== true)
    throw new ArgumentError(`What a listener of "${name}" returns is not used; leave { retval: true } out.`);
  if (options.activeHistory === true && description?.activeHistory !== true)
    throw new ArgumentError(`"${name}" has no former value; { activeHistory: true } is for "set" of attributes.`);
}

/**
 * Takes a listener away again; the target, the name and the function are those given to `listen`.
 * Throws InvalidRequestError when it was not registered.
 */
export function remove<E, N extends keyof E & string>(
  target: EventTarget<E> | EventTargetClass<E>,
  name: N,
  fn: E[N],
): void;
export function remove<K extends EventKind, T, N extends keyof EventsOf<K, T> & string>(
  target: EventClass<K, T>,
  name: N,
  fn: EventsOf<K, T>[N],
): void;
export function remove(target: unknown, name: string, fn: unknown): void {
  if (!dispatchOf(target, name).remove(name, fn)) {
    throw new InvalidRequestError(
      `No listener to remove: this function was not registered for "${name}" with listen() on this target.`,
    );
  }
}

/** Whether the function listens to the event on this target. */
export function contains<E, N extends keyof E & string>(
  target: EventTarget<E> | EventTargetClass<E>,
  name: N,
  fn: E[N],
): boolean;
export function contains<K extends EventKind, T, N extends keyof EventsOf<K, T> & string>(
  target: EventClass<K, T>,
  name: N,
  fn: EventsOf<K, T>[N],
): boolean;
export function contains(target: unknown, name: string, fn: unknown): boolean {
  return dispatchOf(target, name).has(name, fn);
}

function dispatchOf(target: unknown, name: string): Dispatch<unknown> {
  const dispatch = (target as Partial<EventTarget<unknown>> | null | undefined)?.[$dispatch];
  if (dispatch === undefined) {
    throw new ArgumentError(
      "This object has no events. Listen on an engine, its pool, a connection, a session, a sessionmaker, a MetaData, a table, a mapped class or one of its attributes.",
    );
  }
  if (dispatch.names.has(name)) return dispatch;
  const { beside } = dispatch;
  if (beside?.names.has(name) === true) return beside;
  const names = [...dispatch.names.keys(), ...(beside?.names.keys() ?? [])];
  throw new ArgumentError(`There is no event "${name}" on ${dispatch.target}; there are ${names.join(", ")}.`);
}
