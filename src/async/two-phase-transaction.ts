import type { TransactionCore } from "../engine/transaction-core.ts";
import type { OperationQueue } from "./operation-queue.ts";
import { AsyncTransaction } from "./transaction.ts";

/** A transaction in two phases of an async connection; see `TwoPhaseTransaction`. */
export class AsyncTwoPhaseTransaction extends AsyncTransaction {
  readonly #core: TransactionCore;
  readonly #queue: OperationQueue;
  constructor(core: TransactionCore, queue: OperationQueue) {
    super(core, queue);
    this.#core = core;
    this.#queue = queue;
  }
  /** Its name in the whole server: for `commitPrepared` and `rollbackPrepared`. */
  get xid(): string {
    return this.#core.xid as string;
  }
  /** Whether the first phase is done. */
  get isPrepared(): boolean {
    return this.#core.isPrepared;
  }
  /** The first phase. One that fails rolls back; after one that succeeds there is only `commit()` and `rollback()`. */
  prepare(): Promise<void> {
    return this.#queue.run(() => this.#core.prepare());
  }
}
