import type { DriverConnection } from "../dialect/driver.ts";
import { PendingRollbackError } from "../errors/orm.ts";
import { InvalidRequestError } from "../errors/state.ts";
import { emit } from "../event/emit.ts";
import type { Flow } from "../flow/flow.ts";
import type { ConnectionCore } from "./connection-core.ts";
import type { PooledDriver } from "./connection-pool.ts";
import { TransactionCore } from "./transaction-core.ts";

/** The transaction of a connection and the savepoints in it, innermost last; what begins and ends them. */
export class TransactionStack {
  readonly #core: ConnectionCore;
  /** The outermost one, while a transaction is under way. */
  root: TransactionCore | undefined = undefined;
  /** The savepoint or transaction that statements run in now. */
  innermost: TransactionCore | undefined = undefined;
  #savepoints = 0;

  constructor(core: ConnectionCore) {
    this.#core = core;
  }

  *begin(): Flow<TransactionCore> {
    if (this.root !== undefined) {
      throw new InvalidRequestError(
        "A transaction is under way on this connection already, begun by begin() or by the first statement. Call commit() or rollback() first, or use beginNested() for a savepoint.",
      );
    }
    return yield* this.start();
  }

  /** Begins the transaction; there is none. */
  *start(): Flow<TransactionCore> {
    const core = this.#core;
    core.checkOpen();
    const pooled = yield* core.held.connected();
    const { autocommit } = core;
    core.log(autocommit ? "BEGIN (implicit; DBAPI should not BEGIN due to autocommit mode)" : "BEGIN (implicit)");
    if (core.dispatch.active) yield* emit(core.dispatch, "begin", [core.eventConnection]);
    if (!autocommit) {
      pooled.needsReset = true;
      yield* core.guard("BEGIN", core.dialect.begin(pooled.connection));
    }
    return (this.root = this.innermost = new TransactionCore(this, undefined, undefined));
  }

  *beginSavepoint(): Flow<TransactionCore> {
    const core = this.#core;
    if (core.closed || core.pooled === undefined || this.root === undefined) yield* core.driver();
    const parent = this.innermost as TransactionCore;
    if (parent.lost) throw mustRollBack();
    if (core.stream !== undefined) yield* core.stream.makeRoom();
    const name = `sa_savepoint_${++this.#savepoints}`;
    core.log(`SAVEPOINT ${name}`);
    if (core.dispatch.active) yield* emit(core.dispatch, "savepoint", [core.eventConnection, name]);
    yield* core.guard(`SAVEPOINT ${name}`, core.dialect.savepoint((core.pooled as PooledDriver).connection, name));
    return (this.innermost = new TransactionCore(this, parent, name));
  }

  savepointNamed(name: string): TransactionCore {
    for (let each = this.innermost; each !== undefined; each = each.parent) if (each.savepoint === name) return each;
    throw new InvalidRequestError(
      `There is no savepoint ${JSON.stringify(name)} on this connection; it was released or rolled back.`,
    );
  }

  /** Commits or rolls back one transaction or savepoint and everything nested in it. */
  *end(transaction: TransactionCore, commit: boolean): Flow<void> {
    const core = this.#core;
    const { savepoint } = transaction;
    if (core.stream !== undefined) yield* core.stream.beforeEnd(transaction, commit);
    if (commit && transaction.lost) throw mustRollBack();
    if (commit && this.#hasFailed(transaction)) {
      yield* transaction.rollbackAfter(undefined);
      throw new PendingRollbackError(
        "The database refused a statement of this transaction and can only undo it, so it was rolled back instead of committed. To go on after an error, run what may fail inside beginNested().",
      );
    }
    const connection = core.pooled?.connection;
    try {
      if (connection !== undefined && !transaction.lost) {
        if (savepoint !== undefined) yield* this.#endSavepoint(connection, savepoint, commit);
        else if (commit) yield* this.#commit(connection);
        else yield* this.#rollback(connection);
      }
    } catch (error) {
      // A commit that failed leaves the transaction open on some databases; a failed rollback leaves nobody knows what.
      if (commit && !transaction.lost) yield* transaction.rollbackAfter(undefined);
      else {
        this.#forget(transaction, false);
        yield* core.held.discard();
      }
      throw error;
    }
    this.#forget(transaction, commit);
  }

  /** The connection was lost: what is under way can only be rolled back. */
  lose(): void {
    for (let each = this.innermost; each !== undefined; each = each.parent) each.lost = true;
  }

  *#commit(connection: DriverConnection): Flow<void> {
    const core = this.#core;
    const { autocommit } = core;
    core.log(autocommit ? "COMMIT using DBAPI connection.commit(), has no effect due to autocommit mode" : "COMMIT");
    if (core.dispatch.active) yield* emit(core.dispatch, "commit", [core.eventConnection]);
    if (!autocommit) yield* core.guard("COMMIT", core.dialect.commit(connection));
    this.#settled();
  }

  *#rollback(connection: DriverConnection): Flow<void> {
    const core = this.#core;
    const { autocommit } = core;
    core.log(
      autocommit ? "ROLLBACK using DBAPI connection.rollback(), has no effect due to autocommit mode" : "ROLLBACK",
    );
    if (core.dispatch.active) yield* emit(core.dispatch, "rollback", [core.eventConnection]);
    if (!autocommit) yield* core.guard("ROLLBACK", core.dialect.rollback(connection));
    this.#settled();
  }

  *#endSavepoint(connection: DriverConnection, name: string, commit: boolean): Flow<void> {
    const core = this.#core;
    const sql = `${commit ? "RELEASE" : "ROLLBACK TO"} SAVEPOINT ${name}`;
    core.log(sql);
    if (core.dispatch.active)
      yield* emit(core.dispatch, commit ? "releaseSavepoint" : "rollbackSavepoint", [core.eventConnection, name]);
    yield* core.guard(
      sql,
      commit ? core.dialect.releaseSavepoint(connection, name) : core.dialect.rollbackToSavepoint(connection, name),
    );
  }

  /** No transaction is open on the driver's connection. */
  #settled(): void {
    const { pooled } = this.#core;
    if (pooled !== undefined) pooled.needsReset = false;
  }

  /** Takes a transaction and all that are nested in it out of the books. */
  #forget(transaction: TransactionCore, committed: boolean): void {
    let each = this.innermost;
    while (each !== undefined && each !== transaction) {
      each.ended(committed);
      each = each.parent;
    }
    transaction.ended(committed);
    this.innermost = transaction.parent;
    if (transaction.parent === undefined) this.root = undefined;
  }

  /** Whether the database has aborted this transaction: it, or one nested in it that nobody rolled back. */
  #hasFailed(transaction: TransactionCore): boolean {
    for (let each = this.innermost; each !== undefined; each = each.parent) {
      if (each.failed || each.undone) return true;
      if (each === transaction) return false;
    }
    return false;
  }
}

/** What a lost transaction answers to everything but a rollback. */
export function mustRollBack(): PendingRollbackError {
  return new PendingRollbackError(
    "The database connection was lost inside a transaction. Call rollback(): the next statement then uses a new connection.",
  );
}
