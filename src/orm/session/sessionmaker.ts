import { $dispatch, type Dispatch } from "../../event/dispatch.ts";
import { SessionBase } from "./session-base.ts";
import { SessionDispatch, sessionClassDispatch, type SessionEvents } from "./session-events.ts";
import { Engine } from "../../engine/engine.ts";
import { inRun } from "../../engine/open-bodies.ts";
import { type Attempt, runRetrying, type RunOptions } from "../../engine/retry.ts";
import { closing } from "../../engine/transaction.ts";
import { type Flow, wait } from "../../flow/flow.ts";
import { pauseSync } from "../../flow/pause.ts";
import { runSync } from "../../flow/run.ts";
import { closeSession } from "./end-transaction.ts";
import type { Connection } from "../../engine/connection.ts";
import type { SessionTransaction } from "./session-transaction.ts";
import { Session, type SessionBind } from "./session.ts";
import type { SessionOptions } from "./session-options.ts";
import type { TransactionRecord } from "./transaction-record.ts";

/** What `sessionmaker` gives: call it for a session. */
export interface SessionMaker {
  readonly [$dispatch]: Dispatch<SessionEvents<Session, SessionTransaction, Connection>>;
  (options?: SessionOptions<SessionBind>): Session;
  /** Options of all sessions that are made from now on, over those that it was made with. */
  configure(options: SessionOptions<SessionBind>): void;
  /** A session and a transaction around a function: committed when it returns, rolled back when it throws, closed in the end. */
  begin<T>(body: (session: Session) => T): T;
  /** The same, run again with a new session when another transaction was to blame for the failure; see `engine.run`. */
  run<T>(body: (session: Session) => T, options?: RunOptions): T;
}

/**
 * A maker of sessions that are all alike.
 *
 * ```ts
 * const Session = sessionmaker(engine);
 * using session = Session();
 * Session.begin((session) => session.add(new User({ name: "Anna" })));
 * ```
 */
export function sessionmaker(bind?: SessionBind, options: SessionOptions<SessionBind> = {}): SessionMaker {
  const dispatch = new SessionDispatch("a maker of sessions", sessionClassDispatch(Session, SessionBase));
  let common = options;
  const make = (more: SessionOptions<SessionBind> = {}): Session => {
    const session = new Session(bind, { ...common, ...more });
    session.core.above = dispatch;
    return session;
  };
  const engine = bind instanceof Engine ? bind.core : undefined;
  /** The error of the body wins over one of closing. */
  const transact = <T>(body: (session: Session) => T, attempt?: Attempt): Flow<T> => {
    const session = make();
    session.core.connections.attempt = attempt;
    return closing({ close: () => closeSession(session.core) }, () => wait(session.begin(() => body(session))));
  };
  return Object.assign(make, {
    // The listeners get its own sessions, as the type says.
    [$dispatch]: dispatch as Dispatch<never>,
    configure(more: SessionOptions<SessionBind>): void {
      common = { ...common, ...more };
    },
    begin<T>(body: (session: Session) => T): T {
      return runSync(transact(body));
    },
    run<T>(body: (session: Session) => T, runOptions: RunOptions = {}): T {
      let record: TransactionRecord | undefined;
      const attempt = (each: Attempt): Flow<T> =>
        transact((session) => {
          record = session.core.transaction;
          return body(session);
        }, each);
      const isUndone = (): boolean => record?.committed !== true;
      return inRun(engine, runOptions, () =>
        runSync(runRetrying(runOptions, { attempt, pause: pauseSync, isUndone, engine })),
      );
    },
  });
}
