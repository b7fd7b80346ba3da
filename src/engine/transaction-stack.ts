import type { DriverConnection } from "../dialect/driver.ts";
import { withPatience } from "../dialect/patience.ts";
import type { TransactionOptions } from "../dialect/transaction-options.ts";
import { PendingRollbackError } from "../errors/orm.ts";
import { InvalidRequestError } from "../errors/state.ts";
import { emit } from "../event/emit.ts";
import type { Flow } from "../flow/flow.ts";
import type { ConnectionCore } from "./connection-core.ts";
import type { PooledConnection } from "../pool/pooled-connection.ts";
import { TransactionCore } from "./transaction-core.ts";
import { transactionOptions } from "./transaction-options.ts";
import { newXid, twoPhaseOf } from "./two-phase.ts";

/** A function that runs within a transaction: nothing can be executed in it once its transaction has ended. */
interface Block {
  readonly transaction: TransactionCore;
  readonly outer: Block | undefined;
  left: boolean;
}

/** The transaction of a connection and the savepoints in it, innermost last; what begins and ends them. */
export class TransactionStack {
  /** Whether statements can be executed as things are: a transaction is under way, and nothing is wrong with it. */
  ready = false;
  /** The outermost one, while a transaction is under way. */
  root: TransactionCore | undefined = undefined;
  /** The savepoint or transaction that statements run in now. */
  innermost: TransactionCore | undefined = undefined;
  readonly #core: ConnectionCore;
  #block: Block | undefined = undefined;
  #savepoints = 0;

  constructor(core: ConnectionCore) {
    this.#core = core;
  }

  /** Before a statement, unless all is `ready`: begins the transaction, or throws for what is wrong with it. */
  *makeReady(): Flow<void> {
    this.#checkBlock();
    const { root } = this;
    if (root === undefined) yield* this.start();
    else if (root.lost) throw connectionLost();
    else if (root.undone) throw undone(root);
    else if (root.isPrepared) throw prepared(root);
  }

  *begin(given?: TransactionOptions): Flow<TransactionCore> {
    this.#checkBlock();
    this.#checkNone();
    return yield* this.start(given);
  }

  /** Begins the transaction; there is none. */
  *start(given?: TransactionOptions): Flow<TransactionCore> {
    const core = this.#core;
    core.checkOpen();
    const { dialect } = core;
    const how = transactionOptions(dialect, core.options, given);
    const pooled = yield* core.held.connected();
    const { autocommit } = core;
    if (autocommit && (how?.readOnly === true || how?.isolationLevel !== undefined)) {
      throw new InvalidRequestError(
        "This connection is in AUTOCOMMIT mode, which has no transactions that could be read-only or have an isolation level of their own.",
      );
    }
    core.log(autocommit ? "BEGIN (implicit; DBAPI should not BEGIN due to autocommit mode)" : "BEGIN (implicit)");
    if (core.dispatch.active) yield* emit(core.dispatch, "begin", [core.eventConnection]);
    // Somebody may begin a transaction by SQL of his own in AUTOCOMMIT mode.
    if (!autocommit || !core.engine.skipAutocommitRollback) pooled.needsReset = true;
    if (!autocommit) yield* core.guard("BEGIN", dialect.begin(pooled.connection, how));
    return this.#push(new TransactionCore(this, undefined, { how }));
  }

  *beginTwophase(xid: string = newXid()): Flow<TransactionCore> {
    const core = this.#core;
    const twoPhase = twoPhaseOf(core.dialect, xid);
    this.#checkBlock();
    this.#checkNone();
    core.checkOpen();
    if (core.autocommit)
      throw new InvalidRequestError(
        "This connection is in AUTOCOMMIT mode; a two-phase transaction needs another one.",
      );
    const how = transactionOptions(core.dialect, core.options, undefined);
    if (how?.readOnly === true || how?.postgresqlReadonly === true)
      throw new InvalidRequestError("This connection is read-only; a two-phase transaction is one that writes.");
    const pooled = yield* core.held.connected();
    core.log("BEGIN TWOPHASE (implicit)");
    if (core.dispatch.active) yield* emit(core.dispatch, "beginTwophase", [core.eventConnection, xid]);
    pooled.needsReset = true;
    yield* core.guard("BEGIN TWOPHASE", twoPhase.begin(pooled.connection, xid));
    return this.#push(new TransactionCore(this, undefined, { xid }));
  }

  *beginSavepoint(): Flow<TransactionCore> {
    const core = this.#core;
    core.checkOpen();
    if (core.autocommit)
      throw new InvalidRequestError(
        "This connection is in AUTOCOMMIT mode, which has no transactions to set savepoints in.",
      );
    if (!this.ready || core.pooled === undefined) yield* core.driver();
    if (core.stream !== undefined) yield* core.stream.makeRoom();
    const name = `sa_savepoint_${++this.#savepoints}`;
    core.log(`SAVEPOINT ${name}`);
    if (core.dispatch.active) yield* emit(core.dispatch, "savepoint", [core.eventConnection, name]);
    yield* core.guard(`SAVEPOINT ${name}`, core.dialect.savepoint((core.pooled as PooledConnection).connection, name));
    return this.#push(new TransactionCore(this, this.innermost, { savepoint: name }));
  }

  savepointNamed(name: string): TransactionCore {
    for (let each = this.innermost; each !== undefined; each = each.parent) if (each.savepoint === name) return each;
    throw new InvalidRequestError(
      `There is no savepoint ${JSON.stringify(name)} on this connection; it was released or rolled back.`,
    );
  }

  /** The first phase of a two-phase transaction: it can only be committed or rolled back after it. */
  *prepare(transaction: TransactionCore): Flow<void> {
    const core = this.#core;
    const { xid } = transaction;
    if (xid === undefined || transaction.isPrepared) {
      throw new InvalidRequestError(
        xid === undefined
          ? "Only a two-phase transaction can be prepared; begin it with beginTwophase()."
          : "This two-phase transaction was prepared already.",
      );
    }
    if (core.stream !== undefined) yield* core.stream.beforeEnd(transaction, true);
    yield* this.#checkSound(transaction);
    core.log(`PREPARE TWOPHASE ${xid}`);
    if (core.dispatch.active) yield* emit(core.dispatch, "prepareTwophase", [core.eventConnection, xid]);
    const { connection } = core.pooled as PooledConnection;
    try {
      yield* core.guard("PREPARE TWOPHASE", twoPhaseOf(core.dialect, xid).prepare(connection, xid));
    } catch (error) {
      yield* transaction.rollbackAfter(error);
      throw error;
    }
    for (let each = this.innermost; each !== undefined && each !== transaction; each = each.parent) each.ended(true);
    this.innermost = transaction;
    transaction.isPrepared = true;
    this.#settled();
    this.#refresh();
  }

  /** Commits or rolls back one transaction or savepoint and everything nested in it. */
  *end(transaction: TransactionCore, commit: boolean): Flow<void> {
    const core = this.#core;
    if (core.stream !== undefined) yield* core.stream.beforeEnd(transaction, commit);
    if (commit) yield* this.#checkSound(transaction);
    const connection = core.pooled?.connection;
    try {
      if (connection !== undefined && !transaction.lost) {
        if (transaction.nested) yield* this.#endSavepoint(connection, transaction, commit);
        else yield* this.#endRoot(connection, transaction, commit);
      }
    } catch (error) {
      // A commit that failed leaves the transaction open on some databases; a failed rollback leaves nobody knows what.
      if (commit && !transaction.lost) yield* transaction.rollbackAfter(error);
      else {
        this.#forget(transaction, false);
        yield* core.held.discardAfter(error);
      }
      throw error;
    }
    this.#forget(transaction, commit);
  }

  /** The connection was lost: what is under way can only be rolled back. */
  lose(): void {
    for (let each = this.innermost; each !== undefined; each = each.parent) each.lost = true;
    this.#refresh();
  }

  /** The database has undone the whole transaction because of an error. */
  undo(error: unknown): void {
    for (let each = this.innermost; each !== undefined; each = each.parent) {
      each.undone = true;
      each.failure ??= error;
    }
    this.#refresh();
  }

  enclose(transaction: TransactionCore): () => void {
    const block: Block = { transaction, outer: this.#block, left: false };
    this.#block = block;
    return () => {
      block.left = true;
      while (this.#block?.left === true) this.#block = this.#block.outer;
      this.#refresh();
    };
  }

  #push(transaction: TransactionCore): TransactionCore {
    this.root ??= transaction;
    this.innermost = transaction;
    this.#refresh();
    return transaction;
  }

  #refresh(): void {
    const { root } = this;
    this.ready =
      root !== undefined &&
      !root.lost &&
      !root.undone &&
      !root.isPrepared &&
      (this.#block === undefined || this.#block.transaction.isOpen);
  }

  *#endRoot(connection: DriverConnection, transaction: TransactionCore, commit: boolean): Flow<void> {
    if (transaction.xid !== undefined) {
      yield* this.#endTwophase(connection, transaction, transaction.xid, commit);
      return;
    }
    const core = this.#core;
    const { autocommit, dialect } = core;
    const word = commit ? "COMMIT" : "ROLLBACK";
    core.log(
      autocommit
        ? `${word} using DBAPI connection.${word.toLowerCase()}(), has no effect due to autocommit mode`
        : word,
    );
    if (core.dispatch.active) yield* emit(core.dispatch, commit ? "commit" : "rollback", [core.eventConnection]);
    if (!autocommit) {
      yield* core.guard(
        word,
        commit
          ? dialect.commit(connection)
          : withPatience(connection, core.engine.patience, dialect.rollback(connection)),
      );
      this.#settled();
    }
    if (transaction.how !== undefined) yield* this.#restore(connection, transaction.how);
  }

  /** What a transaction has changed of the connection must not stay; one on which it does is given up. */
  *#restore(connection: DriverConnection, how: TransactionOptions): Flow<void> {
    const { dialect, engine, held } = this.#core;
    try {
      const restoring = dialect.afterTransaction(connection, how, held.isolationLevel);
      yield* withPatience(connection, engine.patience, restoring);
    } catch (error) {
      // The transaction has ended as it was asked to, which is what the caller has to know.
      yield* held.discardAfter(error);
    }
  }

  *#endTwophase(
    connection: DriverConnection,
    { isPrepared }: TransactionCore,
    xid: string,
    commit: boolean,
  ): Flow<void> {
    const core = this.#core;
    const twoPhase = twoPhaseOf(core.dialect, xid);
    const state = isPrepared ? "prepared" : "begun";
    const word = commit ? "COMMIT TWOPHASE" : "ROLLBACK TWOPHASE";
    core.log(`${word} ${xid}`);
    if (core.dispatch.active)
      yield* emit(core.dispatch, commit ? "commitTwophase" : "rollbackTwophase", [
        core.eventConnection,
        xid,
        isPrepared,
      ]);
    yield* core.guard(
      word,
      commit
        ? twoPhase.commit(connection, xid, state)
        : withPatience(connection, core.engine.patience, twoPhase.rollback(connection, xid, state)),
    );
    this.#settled();
  }

  *#endSavepoint(connection: DriverConnection, transaction: TransactionCore, commit: boolean): Flow<void> {
    // With the whole transaction its savepoints are gone.
    if (transaction.undone) return;
    const core = this.#core;
    const name = transaction.savepoint as string;
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
    for (let each = this.innermost; each !== undefined && each !== transaction; each = each.parent)
      each.ended(committed);
    transaction.ended(committed);
    this.innermost = transaction.parent;
    if (transaction.parent === undefined) this.root = undefined;
    this.#refresh();
  }

  /** Throws for what cannot be committed, and rolls it back where the database has already refused it. */
  *#checkSound(transaction: TransactionCore): Flow<void> {
    if (transaction.lost) throw connectionLost();
    const failed = this.#failedIn(transaction);
    if (failed === undefined) return;
    const { failure } = failed;
    yield* transaction.rollbackAfter(failure);
    throw new PendingRollbackError(
      "The database refused a statement of this transaction and can only undo it, so it was rolled back instead of committed. To go on after an error, run what may fail inside beginNested().",
      "pending-rollback",
      { cause: failure },
    );
  }

  /** What the database has aborted of this transaction: it, or one nested in it that nobody rolled back. */
  #failedIn(transaction: TransactionCore): TransactionCore | undefined {
    for (let each = this.innermost; each !== undefined; each = each.parent) {
      if (each.failed || each.undone) return each;
      if (each === transaction) return undefined;
    }
    return undefined;
  }

  #checkNone(): void {
    if (this.root === undefined) return;
    throw new InvalidRequestError(
      "A transaction is under way on this connection already, begun by begin() or by the first statement. Call commit() or rollback() first, or use beginNested() for a savepoint.",
    );
  }

  #checkBlock(): void {
    if (this.#block === undefined || this.#block.transaction.isOpen) return;
    throw new InvalidRequestError(
      "The transaction of the function that runs here has ended: it was committed or rolled back inside the function given to begin() or beginNested(), which ends it by itself. Nothing can be executed until the function returns; begin transactions without a function to end them where you like.",
    );
  }
}

/** What a lost transaction answers to everything but a rollback. */
function connectionLost(): PendingRollbackError {
  return new PendingRollbackError(
    "The database connection was lost inside a transaction. Call rollback(): the next statement then uses a new connection.",
  );
}

function undone({ failure }: TransactionCore): PendingRollbackError {
  return new PendingRollbackError(
    "The database has undone the whole transaction because of an error, a deadlock for instance. Call rollback(), and begin it again.",
    "pending-rollback",
    { cause: failure },
  );
}

function prepared({ xid }: TransactionCore): InvalidRequestError {
  return new InvalidRequestError(
    `The two-phase transaction ${JSON.stringify(xid)} is prepared: it can only be committed or rolled back now.`,
  );
}
