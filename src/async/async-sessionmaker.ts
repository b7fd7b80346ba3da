import { closing } from "../engine/transaction.ts";
import { type Awaitable, wait } from "../flow/flow.ts";
import { runAsync } from "../flow/run.ts";
import type { SessionOptions } from "../orm/session/session-options.ts";
import { AsyncSession, type AsyncSessionBind } from "./async-session.ts";

/** What `asyncSessionmaker` gives: call it for a session. */
export interface AsyncSessionMaker {
  (options?: SessionOptions<AsyncSessionBind>): AsyncSession;
  /** A session and a transaction around a function: committed when its promise is fulfilled, rolled back when it is rejected, closed in the end. */
  begin<T>(body: (session: AsyncSession) => Awaitable<T>): Promise<T>;
}

/**
 * A maker of async sessions that are all alike.
 *
 * ```ts
 * const Session = asyncSessionmaker(createAsyncEngine("postgresql://localhost/app"));
 * await Session.begin(async (session) => { session.add(new User({ name: "Anna" })); });
 * ```
 */
export function asyncSessionmaker(
  bind?: AsyncSessionBind,
  options: SessionOptions<AsyncSessionBind> = {},
): AsyncSessionMaker {
  const make = (more: SessionOptions<AsyncSessionBind> = {}): AsyncSession =>
    new AsyncSession(bind, { ...options, ...more });
  return Object.assign(make, {
    async begin<T>(body: (session: AsyncSession) => Awaitable<T>): Promise<T> {
      const session = make();
      // The error of the body wins over one of closing.
      return await runAsync(
        closing({ close: () => wait(session.close()) }, () => wait(session.begin(() => body(session)))),
      );
    },
  });
}
