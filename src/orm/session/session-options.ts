/** How a session behaves; what SQLAlchemy's keyword arguments say. */
export interface SessionOptions {
  /** Flush pending changes before each query. Default: true. */
  readonly autoflush?: boolean;
  /** After a commit, read attributes from the database again. Default: true on Session, false on AsyncSession. */
  readonly expireOnCommit?: boolean;
  /** Begin a transaction by itself when one is needed. Default: true. */
  readonly autobegin?: boolean;
  /** Anything of the application's own, under `session.info`. */
  readonly info?: Record<string, unknown>;
}
