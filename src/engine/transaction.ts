import type { Flow } from "../flow/flow.ts";
import { runSync } from "../flow/run.ts";
import type { TransactionCore } from "./transaction-core.ts";

/**
 * A transaction or savepoint of a sync connection: what `begin()` and `beginNested()` give. With `using`, one that was not
 * committed is rolled back at the end of the block.
 *
 * ```ts
 * using transaction = conn.begin();
 * conn.execute(insert(users).values({ name: "Anna" }));
 * transaction.commit();
 * ```
 */
export class Transaction {
  readonly #core: TransactionCore;
  constructor(core: TransactionCore) {
    this.#core = core;
  }
  /** Whether it can still be committed. */
  get isActive(): boolean {
    return this.#core.isActive;
  }
  /** Whether the database connection that it began on was not lost. */
  get isValid(): boolean {
    return this.#core.isValid;
  }
  /** Whether it is a savepoint. */
  get nested(): boolean {
    return this.#core.nested;
  }
  /** Throws InvalidRequestError when it has ended already, PendingRollbackError when it can only be rolled back. */
  commit(): void {
    runSync(this.#core.commit());
  }
  /** Harmless when it has ended already. */
  rollback(): void {
    runSync(this.#core.rollback());
  }
  /** Rolls back unless it was committed. */
  close(): void {
    runSync(this.#core.rollback());
  }
  [Symbol.dispose](): void {
    runSync(this.#core.rollback());
  }
}

/** How a flow of the connection is run: directly, or through the queue of an async connection. */
export type Lane = <T>(operation: () => Flow<T>) => Flow<T>;

const direct: Lane = (operation) => operation();

/**
 * The body of `begin(fn)`: commits what it returns, rolls back what it throws; the first error wins over one of the rollback. A body that
 * has ended the transaction itself cannot execute anything more.
 */
export function* inTransaction<T>(core: TransactionCore, body: () => Flow<T>, lane: Lane = direct): Flow<T> {
  const leave = core.enclose();
  try {
    let value: T;
    try {
      value = yield* body();
    } catch (error) {
      yield* lane(() => core.rollbackAfter(error));
      throw error;
    }
    if (core.isOpen) yield* lane(() => core.commit());
    return value;
  } finally {
    leave();
  }
}

/** Runs a body on a connection and closes it; the body's error wins over one of closing. */
export function* closing<T>(connection: { close(): Flow<void> }, body: () => Flow<T>, lane: Lane = direct): Flow<T> {
  let value: T;
  try {
    value = yield* body();
  } catch (error) {
    try {
      yield* lane(() => connection.close());
    } catch {
      // What went wrong first is what the caller has to know.
    }
    throw error;
  }
  yield* lane(() => connection.close());
  return value;
}
