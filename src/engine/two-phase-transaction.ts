import { runSync } from "../flow/run.ts";
import { Transaction } from "./transaction.ts";
import type { TransactionCore } from "./transaction-core.ts";

/**
 * A transaction in two phases, what `beginTwophase()` gives: `prepare()` writes it down, and after it `commit()` succeeds whatever happens
 * meanwhile; so several databases commit all or none.
 *
 * ```ts
 * using transaction = conn.beginTwophase();
 * conn.execute(insert(users).values({ name: "Anna" }));
 * transaction.prepare();                    // PREPARE TRANSACTION '_sa_…'
 * transaction.commit();                     // COMMIT PREPARED '_sa_…'
 * ```
 */
export class TwoPhaseTransaction extends Transaction {
  readonly #core: TransactionCore;
  constructor(core: TransactionCore) {
    super(core);
    this.#core = core;
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
  prepare(): void {
    runSync(this.#core.prepare());
  }
}
