import type { Flow } from "../../flow/flow.ts";
import { runSync } from "../../flow/run.ts";
import { InvalidRequestError } from "../../errors/state.ts";
import { endRecord, rollbackSession } from "./end-transaction.ts";
import type { SessionCore } from "./session-core.ts";
import type { TransactionRecord } from "./transaction-record.ts";

/** A transaction or savepoint of a session: what `begin()` and `beginNested()` give. With `using`, one that was not committed is rolled back. */
export class SessionTransaction {
  readonly record: TransactionRecord;
  readonly #session: SessionCore;

  constructor(session: SessionCore, record: TransactionRecord) {
    this.#session = session;
    this.record = record;
    record.shell = this;
  }

  /** Whether it can still be committed. */
  get isActive(): boolean {
    return this.record.open && this.record.failure === undefined;
  }

  /** Whether it is a savepoint. */
  get nested(): boolean {
    return this.record.nested;
  }

  /** The transaction that a savepoint is in; null for the transaction itself. */
  get parent(): SessionTransaction | null {
    const { parent } = this.record;
    return parent === undefined ? null : (this.#session.shellOf(parent) as SessionTransaction);
  }

  commit(): void {
    runSync(endRecord(this.#session, this.record, true));
  }

  rollback(): void {
    runSync(endRecord(this.#session, this.record, false));
  }

  [Symbol.dispose](): void {
    this.rollback();
  }
}

/** Commits after a body, and rolls back what cannot be committed. One that has ended the transaction itself and gone on has begun another, which nobody would commit. */
export function* endBody(session: SessionCore, record: TransactionRecord): Flow<void> {
  if (record.open) {
    try {
      yield* endRecord(session, record, true);
    } catch (error) {
      yield* rollbackAfterBody(session, record);
      throw error;
    }
  } else if (!record.nested && session.transaction !== undefined) {
    yield* rollbackSession(session);
    throw new InvalidRequestError(
      "The function given to begin() has ended its transaction by commit() or rollback(), and has used the session again; that was rolled back, since begin() does not commit what it has not begun. Leave the end to begin(), or use session.begin() without a function.",
    );
  }
}

function* rollbackAfterBody(session: SessionCore, record: TransactionRecord): Flow<void> {
  try {
    yield* endRecord(session, record, false);
  } catch {
    // The first error is what the caller must see; the connection that could not roll back is given up.
  }
}

/** The body of a callback form: commits what it returns, rolls back what it throws; the first error wins. */
export function* inSessionTransaction<T>(
  session: SessionCore,
  record: TransactionRecord,
  body: () => Flow<T>,
): Flow<T> {
  let value: T;
  try {
    value = yield* body();
  } catch (error) {
    yield* rollbackAfterBody(session, record);
    throw error;
  }
  yield* endBody(session, record);
  return value;
}
