import { Transaction } from "./transaction.ts";
import type { TransactionCore } from "./transaction-core.ts";
import { TwoPhaseTransaction } from "./two-phase-transaction.ts";

/** The Transaction over a core of a sync connection; always the same one. */
export function transactionOf(core: TransactionCore): Transaction {
  return (core.shell ??= core.xid === undefined ? new Transaction(core) : new TwoPhaseTransaction(core)) as Transaction;
}
