/**
 * What a session does on a connection that it is given with a transaction under way: "conditionalSavepoint" (default) works in a
 * savepoint of its own if the connection is in one, else like "rollbackOnly"; "rollbackOnly" leaves the commit to the owner of the
 * connection, and rolls back all; "controlFully" commits and rolls back all; "createSavepoint" always works in a savepoint.
 */
export type JoinTransactionMode = "conditionalSavepoint" | "rollbackOnly" | "controlFully" | "createSavepoint";

/** How a session behaves; what SQLAlchemy's keyword arguments say. `E` is what it connects with. */
export interface SessionOptions<E> {
  /** Flush pending changes before each query. Default: true. */
  readonly autoflush?: boolean;
  /** After a commit, read attributes from the database again. Default: true on Session, false on AsyncSession. */
  readonly expireOnCommit?: boolean;
  /** Begin a transaction by itself when one is needed. Default: true. */
  readonly autobegin?: boolean;
  /** Anything of the application's own, under `session.info`. */
  readonly info?: Record<string, unknown>;
  /** Engines (or connections) for single classes, base classes and tables; the session's own serves the rest. */
  readonly binds?: ReadonlyMap<object, E>;
  readonly joinTransactionMode?: JoinTransactionMode;
  /** Commit in two phases, so that several databases commit all or none: PREPARE TRANSACTION on PostgreSQL, XA on MySQL. Default: false. */
  readonly twophase?: boolean;
}
