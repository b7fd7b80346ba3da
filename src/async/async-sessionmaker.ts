import { $dispatch, type Dispatch } from "../event/dispatch.ts";
import { SessionBase } from "../orm/session/session-base.ts";
import { SessionDispatch, sessionClassDispatch, type SessionEvents } from "../orm/session/session-events.ts";
import { type Attempt, runRetrying, type RunOptions } from "../engine/retry.ts";
import { closing } from "../engine/transaction.ts";
import { type Awaitable, type Flow, wait } from "../flow/flow.ts";
import { pauseAsync } from "../flow/pause.ts";
import { runAsync } from "../flow/run.ts";
import type { SessionOptions } from "../orm/session/session-options.ts";
import type { TransactionRecord } from "../orm/session/transaction-record.ts";
import type { AsyncConnection } from "./connection.ts";
import { AsyncSession, type AsyncSessionBind, type AsyncSessionTransaction } from "./async-session.ts";
import { AsyncEngine } from "./engine.ts";
import { inAsyncRun } from "./open-runs.ts";

/** What `asyncSessionmaker` gives: call it for a session. */
export interface AsyncSessionMaker {
  readonly [$dispatch]: Dispatch<SessionEvents<AsyncSession, AsyncSessionTransaction, AsyncConnection>>;
  (options?: SessionOptions<AsyncSessionBind>): AsyncSession;
  /** Options of all sessions that are made from now on, over those that it was made with. */
  configure(options: SessionOptions<AsyncSessionBind>): void;
  /** A session and a transaction around a function: committed when its promise is fulfilled, rolled back when it is rejected, closed in the end. */
  begin<T>(body: (session: AsyncSession) => Awaitable<T>): Promise<T>;
  /** The same, run again with a new session when another transaction was to blame for the failure; see `AsyncEngine.run`. */
  run<T>(body: (session: AsyncSession) => Awaitable<T>, options?: RunOptions): Promise<T>;
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
  const dispatch = new SessionDispatch("a maker of sessions", sessionClassDispatch(AsyncSession, SessionBase));
  let common = options;
  const make = (more: SessionOptions<AsyncSessionBind> = {}): AsyncSession => {
    const session = new AsyncSession(bind, { ...common, ...more });
    session.core.above = dispatch;
    return session;
  };
  const engine = bind instanceof AsyncEngine ? bind.core : undefined;
  /** The error of the body wins over one of closing. */
  const transact = <T>(body: (session: AsyncSession) => Awaitable<T>, attempt?: Attempt): Flow<T> => {
    const session = make();
    session.core.connections.attempt = attempt;
    return closing({ close: () => wait(session.close()) }, () => wait(session.begin(() => body(session))));
  };
  return Object.assign(make, {
    // The listeners get its own sessions, as the type says.
    [$dispatch]: dispatch as Dispatch<never>,
    configure(more: SessionOptions<AsyncSessionBind>): void {
      common = { ...common, ...more };
    },
    async begin<T>(body: (session: AsyncSession) => Awaitable<T>): Promise<T> {
      return await runAsync(transact(body));
    },
    run<T>(body: (session: AsyncSession) => Awaitable<T>, runOptions: RunOptions = {}): Promise<T> {
      let record: TransactionRecord | undefined;
      const attempt = (each: Attempt): Flow<T> =>
        transact((session) => {
          record = session.core.transaction;
          return body(session);
        }, each);
      const isUndone = (): boolean => record?.committed !== true;
      return inAsyncRun(engine, runOptions, () =>
        runAsync(runRetrying(runOptions, { attempt, pause: pauseAsync, isUndone, engine })),
      );
    },
  });
}
