import {
  proxied,
  type ScopedSession,
  type ScopedSessionOptions,
  ScopeRegistry,
} from "../orm/session/scoped-session.ts";
import type { AsyncSession } from "./async-session.ts";

/** What `asyncScopedSession` gives; `remove()` is to be awaited. */
export type AsyncScopedSession<S extends AsyncSession, A extends readonly unknown[]> = ScopedSession<S, A>;

/**
 * One async session for each request, job or other scope; see `scopedSession`.
 *
 * ```ts
 * const Session = asyncScopedSession(asyncSessionmaker(engine), { scopefunc: () => requests.getStore() });
 * await Session.get(User, 1);            // SELECT … FROM users WHERE users.id = ?
 * await Session.commit();
 * await Session.remove();                // closes the session of the scope
 * ```
 *
 * Throws InvalidRequestError outside `run()` where no `scopefunc` is given.
 */
export function asyncScopedSession<S extends AsyncSession, A extends readonly unknown[]>(
  make: (...args: A) => S,
  options: ScopedSessionOptions = {},
): AsyncScopedSession<S, A> {
  const registry = new ScopeRegistry(
    make,
    options,
    "asyncScopedSession() takes what makes sessions, such as asyncSessionmaker",
  );
  return proxied(registry, async () => {
    await registry.remove();
  });
}
