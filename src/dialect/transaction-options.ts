/** What one transaction is to be; what is not said goes as the connection and the database have it. */
export interface TransactionOptions {
  /** How much of others' work it sees; one of the dialect's levels, "AUTOCOMMIT" excepted. */
  readonly isolationLevel?: string | undefined;
  /** Writing is an error. On PostgreSQL and MySQL the database plans for it; on SQLite it is `PRAGMA query_only`. */
  readonly readOnly?: boolean | undefined;
  /** `readOnly` on PostgreSQL, and nothing elsewhere. */
  readonly postgresqlReadonly?: boolean | undefined;
  /** PostgreSQL: a serializable transaction that only reads waits for a moment at which it cannot fail. Other databases know nothing of it. */
  readonly postgresqlDeferrable?: boolean | undefined;
  /** SQLite: "IMMEDIATE" takes the lock for writing at the beginning, "EXCLUSIVE" all locks, "DEFERRED" each when it is needed. */
  readonly sqliteBeginMode?: SqliteBeginMode | undefined;
}

export type SqliteBeginMode = "DEFERRED" | "IMMEDIATE" | "EXCLUSIVE";
