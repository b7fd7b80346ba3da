import type { Dialect } from "../dialect/dialect.ts";
import type { TwoPhase } from "../dialect/two-phase.ts";
import { ArgumentError } from "../errors/argument.ts";
import { InvalidRequestError } from "../errors/state.ts";
import { emit } from "../event/emit.ts";
import type { Flow } from "../flow/flow.ts";
import { describeValue } from "../util/describe.ts";
import type { ConnectionCore } from "./connection-core.ts";

/** A name that no other transaction has. */
export function newXid(): string {
  return `_sa_${crypto.randomUUID().replaceAll("-", "")}`;
}

/** What the dialect does for a transaction of that name. Throws where it has no two-phase transactions, or not of that name. */
export function twoPhaseOf(dialect: Dialect, xid: unknown): TwoPhase {
  const { twoPhase } = dialect;
  if (twoPhase === undefined) throw new InvalidRequestError(`${dialect.name} has no two-phase transactions.`);
  if (typeof xid !== "string")
    throw new ArgumentError(`The name of a two-phase transaction is a string; got ${describeValue(xid)}.`);
  twoPhase.checkXid(xid);
  return twoPhase;
}

/** The names of the transactions that are prepared and wait for their end. */
export function* recoverTwophase(core: ConnectionCore): Flow<string[]> {
  const { twoPhase } = core.dialect;
  if (twoPhase === undefined) throw new InvalidRequestError(`${core.dialect.name} has no two-phase transactions.`);
  core.checkOpen();
  const { connection } = yield* core.held.connected();
  core.log("RECOVER TWOPHASE");
  return yield* core.guard("RECOVER TWOPHASE", twoPhase.recover(connection));
}

/** Ends a prepared transaction, whoever prepared it. */
export function* endPrepared(core: ConnectionCore, xid: string, commit: boolean): Flow<void> {
  const twoPhase = twoPhaseOf(core.dialect, xid);
  core.checkOpen();
  if (core.inTransaction()) {
    throw new InvalidRequestError(
      "A transaction is under way on this connection, and prepared transactions can only be ended outside of one. Call commit() or rollback() first.",
    );
  }
  const { connection } = yield* core.held.connected();
  const word = commit ? "COMMIT TWOPHASE" : "ROLLBACK TWOPHASE";
  core.log(`${word} ${xid}`);
  if (core.dispatch.active)
    yield* emit(core.dispatch, commit ? "commitTwophase" : "rollbackTwophase", [core.eventConnection, xid, true]);
  yield* core.guard(
    word,
    commit ? twoPhase.commit(connection, xid, "recovered") : twoPhase.rollback(connection, xid, "recovered"),
  );
}
