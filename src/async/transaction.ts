import type { TransactionCore } from "../engine/transaction-core.ts";
import type { OperationQueue } from "./operation-queue.ts";

/** A transaction or savepoint of an async connection. With `await using`, one that was not committed is rolled back at the end of the block. */
export class AsyncTransaction {
  readonly #core: TransactionCore;
  readonly #queue: OperationQueue;
  constructor(core: TransactionCore, queue: OperationQueue) {
    this.#core = core;
    this.#queue = queue;
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
  /** Throws InvalidRequestError when it has ended already. */
  commit(): Promise<void> {
    return this.#queue.run(() => this.#core.commit());
  }
  /** Harmless when it has ended already. */
  rollback(): Promise<void> {
    return this.#queue.run(() => this.#core.rollback());
  }
  /** Rolls back unless it was committed. */
  close(): Promise<void> {
    return this.rollback();
  }
  async [Symbol.asyncDispose](): Promise<void> {
    await this.rollback();
  }
}
