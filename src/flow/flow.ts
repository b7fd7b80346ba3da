/**
 * Logic that can reach the database is written once, as a generator that yields whatever it would have to
 * wait for. A sync driver never gives a promise, so a sync run never yields; an async run awaits what comes.
 */
export type Flow<T> = Generator<PromiseLike<unknown>, T, unknown>;

/** What a driver or a user's callback gives back: the value, or a promise of it. */
export type Awaitable<T> = T | PromiseLike<T>;

export function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return value !== null && typeof value === "object" && typeof (value as { then?: unknown }).then === "function";
}

/** Inside a flow: the value itself, waited for when it is a promise. Hot paths write the test inline. */
export function* wait<T>(value: Awaitable<T>): Flow<T> {
  return isPromiseLike(value) ? ((yield value) as T) : value;
}
