import { AsyncLocalStorage } from "node:async_hooks";
import { ArgumentError } from "../../errors/argument.ts";
import { InvalidRequestError } from "../../errors/state.ts";
import type { Awaitable } from "../../flow/flow.ts";
import { describeValue } from "../../util/describe.ts";

/** What can be a scope's session. */
interface Closable {
  close(): Awaitable<void>;
}

/** What `scopedSession` gives: call it for the session of the scope that the program is in. */
export interface ScopedSession<S extends Closable, A extends readonly unknown[]> {
  /** The scope's session, made at its first use; `args` go to the maker, and are refused when the session is there. */
  (...args: A): S;
  /** Whether the scope has a session already. */
  has(): boolean;
  /** Closes the scope's session and forgets it; the next call makes another. */
  remove(): ReturnType<S["close"]>;
  /** Runs a function, and all that it awaits, in a scope of its own; the session that it used is closed in the end. */
  run<T>(body: () => T): T;
}

interface Scope<S> {
  session: S | undefined;
}

/**
 * One session for each request, job or other scope, without handing it from function to function. Scopes follow asynchronous
 * calls (`AsyncLocalStorage`); `scope` instead names a scope by an object that you have, a request for example.
 *
 * ```ts
 * const Session = scopedSession(asyncSessionmaker(engine));
 * app.use((request, response, next) => Session.run(next));
 * await Session().get(User, 1);          // anywhere below
 * ```
 *
 * Throws InvalidRequestError outside `run()` where no `scope` is given.
 */
export function scopedSession<S extends Closable, A extends readonly unknown[]>(
  make: (...args: A) => S,
  options: { readonly scope?: () => object } = {},
): ScopedSession<S, A> {
  if (typeof make !== "function") {
    throw new ArgumentError(
      `scopedSession() takes what makes sessions, such as sessionmaker(engine); given was ${describeValue(make)}.`,
      "argument",
    );
  }
  const storage = new AsyncLocalStorage<Scope<S>>();
  const named = new WeakMap<object, Scope<S>>();
  const find = (): Scope<S> => {
    const key = options.scope?.();
    if (key === undefined) {
      const scope = storage.getStore();
      if (scope !== undefined) return scope;
      throw new InvalidRequestError(
        "There is no session scope here. Call what needs the session inside Session.run(() => …), or give scopedSession() a scope function.",
        "no-scope",
      );
    }
    let scope = named.get(key);
    if (scope === undefined) named.set(key, (scope = { session: undefined }));
    return scope;
  };
  const close = (scope: Scope<S>): Awaitable<void> => {
    const { session } = scope;
    scope.session = undefined;
    return session?.close();
  };
  const current = (...args: A): S => {
    const scope = find();
    if (scope.session !== undefined && args.length > 0) {
      throw new InvalidRequestError(
        "The session of this scope is made already, so that no options can be given to it; call remove() first.",
        "scope-taken",
      );
    }
    return (scope.session ??= make(...args));
  };
  return Object.assign(current, {
    has: (): boolean => find().session !== undefined,
    remove: () => close(find()) as ReturnType<S["close"]>,
    run<T>(body: () => T): T {
      const scope: Scope<S> = { session: undefined };
      return storage.run(scope, () => {
        let result: T;
        try {
          result = body();
        } catch (error) {
          void close(scope);
          throw error;
        }
        if (!isPromise(result)) {
          void close(scope);
          return result;
        }
        return closeAfter(result, () => close(scope)) as T;
      });
    },
  });
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function";
}

function closeAfter(result: Promise<unknown>, close: () => Awaitable<void>): Promise<unknown> {
  return result.then(
    async (value) => {
      await close();
      return value;
    },
    async (error: unknown) => {
      try {
        await close();
      } catch {
        // What went wrong first is what the caller has to know.
      }
      throw error;
    },
  );
}
