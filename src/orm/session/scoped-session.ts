import { AsyncLocalStorage } from "node:async_hooks";
import { ArgumentError } from "../../errors/argument.ts";
import { InvalidRequestError } from "../../errors/state.ts";
import type { Awaitable } from "../../flow/flow.ts";
import { describeValue } from "../../util/describe.ts";

/** What can be a scope's session. */
interface Closable {
  close(): Awaitable<void>;
}

/** What a scope has besides its session's own methods. */
interface Scopes<S extends Closable, A extends readonly unknown[]> {
  /** The scope's session, made at its first use; `args` go to the maker, and are refused when the session is there. */
  (...args: A): S;
  /** Whether the scope has a session already. */
  has(): boolean;
  /** Closes the scope's session and forgets it; the next call makes another. */
  remove(): ReturnType<S["close"]>;
  /** Runs a function, and all that it awaits, in a scope of its own; the session that it used is closed in the end. */
  run<T>(body: () => T): T;
}

/**
 * What `scopedSession` gives: call it for the session of the scope that the program is in, or call a method of a session on it, which is
 * then one of that session.
 */
export type ScopedSession<S extends Closable, A extends readonly unknown[]> = Scopes<S, A> &
  Omit<S, "has" | "remove" | "run" | typeof Symbol.dispose | typeof Symbol.asyncDispose>;

export interface ScopedSessionOptions {
  /** Names the scope that the program is in: any value, such as the request that is being served or its number. */
  readonly scopefunc?: () => unknown;
}

interface Scope<S> {
  session: S | undefined;
}

/**
 * One session for each request, job or other scope, without handing it from function to function. Scopes follow asynchronous
 * calls (`AsyncLocalStorage`); `scopefunc` instead names a scope by a value that you have, a request for example. A scope that is named by
 * an object ends with it; by any other value, with `remove()`.
 *
 * ```ts
 * const Session = scopedSession(sessionmaker(engine));
 * app.use((request, response, next) => Session.run(next));
 * Session().get(User, 1);          // anywhere below
 * Session.get(User, 1);            // the same
 * ```
 *
 * Throws InvalidRequestError outside `run()` where no `scopefunc` is given.
 */
export function scopedSession<S extends Closable, A extends readonly unknown[]>(
  make: (...args: A) => S,
  options: ScopedSessionOptions = {},
): ScopedSession<S, A> {
  const registry = new ScopeRegistry(make, options, "scopedSession() takes what makes sessions, such as sessionmaker");
  return proxied(registry, () => registry.remove());
}

/** The sessions of the scopes of a program. */
export class ScopeRegistry<S extends Closable, A extends readonly unknown[]> {
  readonly #make: (...args: A) => S;
  readonly #scopefunc: (() => unknown) | undefined;
  readonly #storage = new AsyncLocalStorage<Scope<S>>();
  readonly #byObject = new WeakMap<object, Scope<S>>();
  readonly #byValue = new Map<unknown, Scope<S>>();

  constructor(make: (...args: A) => S, { scopefunc }: ScopedSessionOptions, expected: string) {
    if (typeof make !== "function")
      throw new ArgumentError(`${expected}(engine); given was ${describeValue(make)}.`, "argument");
    if (scopefunc !== undefined && typeof scopefunc !== "function") {
      throw new ArgumentError(
        `scopefunc is a function that gives what names the scope; given was ${describeValue(scopefunc)}.`,
        "argument",
      );
    }
    this.#make = make;
    this.#scopefunc = scopefunc;
  }

  current(args: A): S {
    const scope = this.#find();
    if (scope.session !== undefined && args.length > 0) {
      throw new InvalidRequestError(
        "The session of this scope is made already, so that no options can be given to it; call remove() first.",
        "scope-taken",
      );
    }
    return (scope.session ??= this.#make(...args));
  }

  has(): boolean {
    return this.#find().session !== undefined;
  }

  remove(): Awaitable<void> {
    const scope = this.#find();
    const key = this.#scopefunc?.();
    if (!isObject(key)) this.#byValue.delete(key);
    return closeScope(scope);
  }

  run<T>(body: () => T): T {
    const scope: Scope<S> = { session: undefined };
    return this.#storage.run(scope, () => {
      let result: T;
      try {
        result = body();
      } catch (error) {
        void closeScope(scope);
        throw error;
      }
      if (!isPromise(result)) {
        void closeScope(scope);
        return result;
      }
      return closeAfter(result, () => closeScope(scope)) as T;
    });
  }

  #find(): Scope<S> {
    if (this.#scopefunc === undefined) {
      const scope = this.#storage.getStore();
      if (scope !== undefined) return scope;
      throw new InvalidRequestError(
        "There is no session scope here. Call what needs the session inside Session.run(() => …), or give scopedSession() a scopefunc.",
        "no-scope",
      );
    }
    const key = this.#scopefunc();
    let scope = isObject(key) ? this.#byObject.get(key) : this.#byValue.get(key);
    if (scope === undefined) {
      scope = { session: undefined };
      if (isObject(key)) this.#byObject.set(key, scope);
      else this.#byValue.set(key, scope);
    }
    return scope;
  }
}

/** A function that gives the scope's session, and has that session's methods. */
export function proxied<S extends Closable, A extends readonly unknown[]>(
  registry: ScopeRegistry<S, A>,
  remove: () => Awaitable<void>,
): ScopedSession<S, A> {
  const scopes = Object.assign((...args: A): S => registry.current(args), {
    has: () => registry.has(),
    remove,
    run: <T>(body: () => T): T => registry.run(body),
  });
  return new Proxy(scopes, {
    get(target, name): unknown {
      if (typeof name === "symbol" || name in target) return Reflect.get(target, name) as unknown;
      const session = registry.current([] as unknown as A);
      const value: unknown = Reflect.get(session, name, session);
      return typeof value === "function" ? (value.bind(session) as unknown) : value;
    },
  }) as unknown as ScopedSession<S, A>;
}

function closeScope<S extends Closable>(scope: Scope<S>): Awaitable<void> {
  const { session } = scope;
  scope.session = undefined;
  return session?.close();
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
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
