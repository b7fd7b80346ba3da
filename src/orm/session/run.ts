import type { EngineCore } from "../../engine/engine-core.ts";
import { runRetrying, type RunOptions } from "../../engine/retry.ts";
import { InvalidRequestError } from "../../errors/state.ts";
import type { Awaitable, Flow } from "../../flow/flow.ts";
import { beginTransaction } from "./end-transaction.ts";
import { isDirty } from "./flush-session.ts";
import type { SessionCore } from "./session-core.ts";
import type { TransactionRecord } from "./transaction-record.ts";

/**
 * Runs a transaction of a session until it succeeds or fails for good; `body` is run within the record that it is given. A failed attempt is
 * rolled back, so that the next one finds the session's objects as they are in the database.
 */
export function* runSession<T>(
  session: SessionCore,
  engine: EngineCore | undefined,
  options: RunOptions,
  body: (record: TransactionRecord) => Flow<T>,
  pause: (milliseconds: number) => Awaitable<void>,
): Flow<T> {
  if (session.transaction !== undefined) {
    throw new InvalidRequestError(
      "run() was called inside a transaction of this session, which it could not run again. Call commit() or rollback() first, or do the work in the transaction that is under way.",
    );
  }
  if (isDirty(session)) {
    throw new InvalidRequestError(
      "run() was called on a session with changes that are not flushed, which a second attempt could not repeat. Make them inside the function.",
    );
  }
  const { connections } = session;
  let record: TransactionRecord | undefined;
  try {
    return yield* runRetrying(options, {
      *attempt(attempt) {
        connections.attempt = attempt;
        record = beginTransaction(session);
        return yield* body(record);
      },
      pause,
      isUndone: () => record?.committed !== true,
      engine,
    });
  } finally {
    connections.attempt = undefined;
  }
}
