import { closing } from "../../engine/transaction.ts";
import { wait } from "../../flow/flow.ts";
import { runSync } from "../../flow/run.ts";
import { closeSession } from "./end-transaction.ts";
import { Session, type SessionBind } from "./session.ts";
import type { SessionOptions } from "./session-options.ts";

/** What `sessionmaker` gives: call it for a session. */
export interface SessionMaker {
  (options?: SessionOptions<SessionBind>): Session;
  /** A session and a transaction around a function: committed when it returns, rolled back when it throws, closed in the end. */
  begin<T>(body: (session: Session) => T): T;
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
  const make = (more: SessionOptions<SessionBind> = {}): Session => new Session(bind, { ...options, ...more });
  return Object.assign(make, {
    begin<T>(body: (session: Session) => T): T {
      const session = make();
      // The error of the body wins over one of closing.
      return runSync(
        closing({ close: () => closeSession(session.core) }, () => wait(session.begin(() => body(session)))),
      );
    },
  });
}
