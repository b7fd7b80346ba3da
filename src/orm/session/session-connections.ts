import type { TransactionOptions } from "../../dialect/transaction-options.ts";
import type { CoreConnection } from "../../engine/core-connection.ts";
import type { EngineCore } from "../../engine/engine-core.ts";
import { type Attempt, optionsOf } from "../../engine/retry.ts";
import { InvalidRequestError } from "../../errors/state.ts";
import type { Flow } from "../../flow/flow.ts";
import type { JoinTransactionMode } from "./session-options.ts";
import type { TransactionRecord } from "./transaction-record.ts";

/** What a session takes its connections from: an engine, or one connection that it is handed. */
export type BindCore = EngineCore | CoreConnection;

/** A connection that a session holds for its transaction. */
interface Held {
  readonly bind: BindCore;
  readonly connection: CoreConnection;
  /** Given by the user: it is not closed, and its own transaction may surround the session's. */
  readonly isJoined: boolean;
  /** What a commit of the session does to it, and a rollback. */
  readonly commits: boolean;
  readonly rollsBack: boolean;
  /** The savepoint that stands for the session's transaction on a joined connection. */
  readonly root: string | undefined;
}

/** The connections of a session's transaction, one for each engine; nearly always one. */
export class SessionConnections {
  readonly #mode: JoinTransactionMode;
  /** Transactions are committed in two phases. */
  readonly twophase: boolean;
  /** The first phase of the commit is done. */
  isPrepared = false;
  /** What `run` is at, which says what transactions are to be. */
  attempt: Attempt | undefined = undefined;
  #first: Held | undefined = undefined;
  #others: Held[] | undefined = undefined;

  constructor(mode: JoinTransactionMode, twophase: boolean) {
    this.#mode = mode;
    this.twophase = twophase;
  }

  /** The connection that is held of a bind. */
  of(bind: BindCore): CoreConnection | undefined {
    const first = this.#first;
    if (first === undefined || first.bind === bind) return first?.connection;
    return this.#others?.find((held) => held.bind === bind)?.connection;
  }

  /** Takes a connection of the bind and begins on it, with savepoints for those that are open on the others. */
  *take(
    bind: BindCore,
    record: TransactionRecord,
    prepare?: (connection: CoreConnection) => Flow<void>,
  ): Flow<CoreConnection> {
    const held = isConnection(bind) ? yield* this.#join(bind) : yield* this.#connect(bind, prepare);
    const { connection } = held;
    if (this.#first === undefined) this.#first = held;
    else (this.#others ??= []).push(held);
    if (record.nested) yield* openSavepoints(record, connection);
    return connection;
  }

  *#connect(engine: EngineCore, prepare: ((connection: CoreConnection) => Flow<void>) | undefined): Flow<Held> {
    const connection = yield* engine.connect();
    try {
      if (prepare !== undefined) yield* prepare(connection);
      yield* this.#begin(connection);
    } catch (error) {
      yield* connection.close();
      throw error;
    }
    return { bind: engine, connection, isJoined: false, commits: true, rollsBack: true, root: undefined };
  }

  *#join(connection: CoreConnection): Flow<Held> {
    const joined = { bind: connection, connection, isJoined: true, root: undefined };
    if (!connection.inTransaction()) {
      yield* this.#begin(connection);
      return { ...joined, commits: true, rollsBack: true };
    }
    if (this.attempt !== undefined) {
      throw new InvalidRequestError(
        "run() was called on a session whose connection is in a transaction already, which it could not run again. Commit it or roll it back first, or use session.begin().",
      );
    }
    const mode =
      this.#mode === "conditionalSavepoint"
        ? connection.inNestedTransaction()
          ? "createSavepoint"
          : "rollbackOnly"
        : this.#mode;
    if (mode === "createSavepoint")
      return { ...joined, root: yield* connection.savepoint(), commits: true, rollsBack: true };
    return { ...joined, commits: mode === "controlFully", rollsBack: true };
  }

  *#begin(connection: CoreConnection): Flow<void> {
    const how = this.#begins(connection);
    if (!this.twophase) yield* connection.autobegin(how);
    else if (how === undefined) yield* connection.beginTwophase();
    else {
      throw new InvalidRequestError(
        "The transactions of a session with twophase take no options from run(); give the isolation level to the engine instead.",
      );
    }
  }

  #begins({ dialect }: CoreConnection): TransactionOptions | undefined {
    return this.attempt === undefined ? undefined : optionsOf(dialect, this.attempt);
  }

  *savepoint(record: TransactionRecord): Flow<void> {
    for (const { connection } of this.#all()) record.savepoints.set(connection, yield* connection.savepoint());
  }
  *releaseSavepoint({ savepoints }: TransactionRecord): Flow<void> {
    for (const [connection, name] of savepoints) yield* connection.releaseSavepoint(name);
  }
  *rollbackToSavepoint({ savepoints }: TransactionRecord): Flow<void> {
    yield* eachInTurn(savepoints, ([connection, name]) => connection.rollbackToSavepoint(name));
  }

  /** The first phase on all of them, after which the second cannot fail for a reason of the data. */
  *prepare(): Flow<void> {
    for (const { connection, commits, root } of this.#all())
      if (commits && root === undefined) yield* connection.prepareTwophase();
    this.isPrepared = true;
  }

  *commit(): Flow<void> {
    if (this.twophase && !this.isPrepared) yield* this.prepare();
    for (const { connection, commits, root } of this.#all()) {
      if (root !== undefined) yield* connection.releaseSavepoint(root);
      else if (commits) yield* connection.commit();
    }
  }

  /** All of them, whatever becomes of one. */
  *rollback(): Flow<void> {
    yield* eachInTurn(this.#all(), function* ({ connection, rollsBack, root }) {
      if (root !== undefined) {
        // A user may have ended the surrounding transaction, and with it the savepoint.
        if (connection.inNestedTransaction()) yield* connection.rollbackToSavepoint(root);
      } else if (rollsBack) yield* connection.rollback();
    });
  }

  /** Gives them back to their pools; connections that were handed in stay open. */
  *release(): Flow<void> {
    const all = this.#all();
    this.#first = undefined;
    this.#others = undefined;
    this.isPrepared = false;
    yield* eachInTurn(all, function* ({ connection, isJoined }) {
      if (!isJoined) yield* connection.close();
    });
  }

  /** Takes them out of their pools for good. */
  *invalidate(): Flow<void> {
    yield* eachInTurn(this.#all(), ({ connection }) => connection.invalidate());
  }

  #all(): readonly Held[] {
    if (this.#first === undefined) return [];
    return this.#others === undefined ? [this.#first] : [this.#first, ...this.#others];
  }
}

export function isConnection(bind: BindCore): bind is CoreConnection {
  return "inTransaction" in bind;
}

/** The savepoints that are open, from the outermost in, on a connection that comes later. */
function* openSavepoints(record: TransactionRecord, connection: CoreConnection): Flow<void> {
  if (record.parent?.nested === true) yield* openSavepoints(record.parent, connection);
  record.savepoints.set(connection, yield* connection.savepoint());
}

/** Does the same for each, and throws the first error when all were tried. */
function* eachInTurn<T>(items: Iterable<T>, action: (item: T) => Flow<void>): Flow<void> {
  let failure: { readonly error: unknown } | undefined;
  for (const item of items) {
    try {
      yield* action(item);
    } catch (error) {
      failure ??= { error };
    }
  }
  if (failure !== undefined) throw failure.error;
}
