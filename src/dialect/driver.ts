import type { Awaitable } from "../flow/flow.ts";

/** What a driver gives for one statement. Rows are arrays in column order; `rows` is empty and `columns` undefined when it returns none. */
export interface DriverResult {
  readonly rows: unknown[][];
  readonly columns: readonly string[] | undefined;
  /** Rows matched by UPDATE/DELETE/INSERT; -1 when the driver does not know. */
  readonly rowcount: number;
  readonly lastInsertId?: number | bigint | undefined;
  /** For executeMany: the generated key of each set, where the driver can tell. */
  readonly lastInsertIds?: readonly (number | bigint)[] | undefined;
  /** The arrays of the rows have room for more values than they hold: whoever keeps rows had better copy them. */
  readonly roomy?: boolean | undefined;
}

export interface QueryOptions {
  /** Whether the statement returns rows, when the compiler knows. */
  readonly returnsRows?: boolean | undefined;
  /** The text will hardly come again (it carries a comment of this execution alone): it is not worth keeping prepared. */
  readonly once?: boolean | undefined;
  /** For drivers that `enforcesTimeout`: milliseconds after which the statement is stopped with a StoppedStatement; of a cursor, each fetch. */
  readonly timeout?: number | undefined;
  /** Per result column: integers that may exceed 2^53 must come as bigint (bigInteger or untyped columns). */
  readonly bigints?: boolean | undefined;
  /** Of a query: no more than one row can come, since a whole unique key is asked for. Nobody need look for a second. */
  readonly atMostOne?: boolean | undefined;
}

/** The rows of one statement, which the database gives bit by bit. One cursor is open at a time on a connection. */
export interface DriverCursor {
  readonly columns: readonly string[];
  /** The next rows, at most `count`; fewer only at the end, none after it. */
  fetch(count: number): Awaitable<unknown[][]>;
  /** Gives up what is left. Harmless at the end, and the second time. */
  close(): Awaitable<void>;
  /**
   * What the connection can execute while the cursor is open; "nothing" unless said. Before anything else the engine reads what is
   * left into memory and closes the cursor.
   */
  readonly allows?: "anything" | "reads" | "nothing" | undefined;
}

/** The part of a connection that dialects use: a DriverConnection, or something of the engine's that logs on the way. */
export interface Queryable {
  query(sql: string, params: readonly unknown[], options?: QueryOptions): Awaitable<DriverResult>;
}

/** One open connection. Values are either given at once (sync drivers) or as promises (async drivers), always the same for one driver. */
export interface DriverConnection extends Queryable {
  /**
   * The same for a query inside a transaction, sent without waiting for the answers of those that are under way; answers come in the order of
   * the queries. It is not sent again when it fails. Absent where the driver, or the connection as it was opened, sends one at a time.
   */
  readonly queryAhead?:
    | ((sql: string, params: readonly unknown[], options?: QueryOptions) => PromiseLike<DriverResult>)
    | undefined;
  /** One statement, many parameter sets. */
  executeMany(sql: string, sets: readonly (readonly unknown[])[], options?: QueryOptions): Awaitable<DriverResult>;
  /** A query whose rows come bit by bit, in bounded memory; absent where the driver can only give them all. */
  readonly openCursor?:
    | ((sql: string, params: readonly unknown[], options?: QueryOptions) => Awaitable<DriverCursor>)
    | undefined;
  /** All results of a text that gives several: a procedure, or statements in a row. Absent where the driver knows only one. */
  readonly queryAll?:
    | ((sql: string, params: readonly unknown[], options?: QueryOptions) => Awaitable<readonly DriverResult[]>)
    | undefined;
  /**
   * Asks the database to stop what this connection is executing, over another way than the connection itself; the execution
   * then fails with the database's own error. Done when the request was delivered. Absent where nothing can be stopped.
   */
  readonly cancel?: (() => Awaitable<void>) | undefined;
  /** The driver gives its values at once, and keeps to `QueryOptions.timeout` itself, since nobody can call `cancel` while he waits. */
  readonly enforcesTimeout?: boolean | undefined;
  /** The same for answers that nobody waits for longer than `patience`: the connection is dropped then. */
  readonly keepsPatience?: boolean | undefined;
  /** Milliseconds that each answer may take for now, set on a driver that `keepsPatience`. */
  patience?: number | undefined;
  close(): Awaitable<void>;
  /** Drops the connection at once, without a word to a server that may not answer. Absent where `close` never waits for anyone. */
  readonly terminate?: (() => void) | undefined;
  /** While idle, the connection does not keep the process alive: `unref` when it comes into the pool, `ref` when it is taken. Absent where it never does. */
  readonly ref?: (() => void) | undefined;
  readonly unref?: (() => void) | undefined;
  /** The driver's own connection object; undefined where there is none in this thread (behind the bridge). */
  readonly raw: unknown;
  /** Whether the database is inside a transaction; undefined when the driver cannot tell. Several holders can share a connection (pool `static`) only where it can. */
  readonly inTransaction?: boolean | undefined;
  /** False once the connection is known to be lost. */
  readonly isOpen?: boolean | undefined;
  /** Set on a connection that several holders share: it decides itself when a transaction really begins and ends. */
  readonly transactions?: SharedTransactions | undefined;
  /** One holder's view of a connection that several share. */
  share?(): DriverConnection;
}

/** Transaction control with the dialect's SQL, which is sent when that is right for all holders. */
export interface SharedTransactions {
  begin(sql: string, readOnly: boolean): Awaitable<void>;
  commit(sql: string): Awaitable<void>;
  rollback(sql: string): Awaitable<void>;
}

/** What an engine needs of a driver. Third-party packages are loaded in `connect`, never before. */
export interface Driver {
  readonly name: string;
  /** True when connections give promises. */
  readonly isAsync: boolean;
  connect(options: ConnectOptions): Awaitable<DriverConnection>;
  /** Takes over a connection that was opened by the driver's own package (`creator`, `doConnect`); absent where that cannot be. */
  adopt?(raw: object, options: ConnectOptions): Awaitable<DriverConnection>;
  /** Releases what all connections share (a worker, an in-process server). */
  dispose?(): Awaitable<void>;
  /**
   * Where a worker thread finds an async driver: the URL of a module, and the name of the exported function that makes the
   * driver. With it, `createEngine` can use the driver too.
   */
  readonly bridge?: { readonly module: string; readonly factory: string } | undefined;
  /** `hosts` are tried in order. An engine refuses a URL of several servers for other drivers. */
  readonly multiHost?: boolean | undefined;
  /** The driver has one connection, however many are asked for: an in-process server. */
  readonly singleConnection?: boolean | undefined;
}

/** One of several servers of a URL. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number | undefined;
}

export interface ConnectOptions {
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  /** Servers to try in order, where the URL names several (`?host=a:5432&host=b:5433`); `host` and `port` are the first one's. */
  readonly hosts?: readonly ServerAddress[] | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly database?: string | undefined;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  /** Milliseconds that opening may take; the engine watches over it, and drivers need not. */
  readonly connectTimeout?: number | undefined;
  /** `connectArgs` of createEngine, handed to the driver as they are. */
  readonly connectArgs: Readonly<Record<string, unknown>>;
}

/** How a driver's error reads in our tree. */
export interface ErrorDescription {
  readonly category:
    | "integrity"
    | "operational"
    | "programming"
    | "data"
    | "internal"
    | "notSupported"
    | "interface"
    | "database";
  readonly integrityKind?: "unique" | "foreignKey" | "notNull" | "check" | "exclusion" | undefined;
  readonly constraint?: string | undefined;
  readonly driverCode?: string | undefined;
  readonly isDisconnect: boolean;
  /** The statement was stopped on request (`DriverConnection.cancel`, or somebody else's). */
  readonly isInterrupted?: boolean | undefined;
  /** Another transaction is to blame (a deadlock, a conflict, a lock): the same transaction, run again from its beginning, may succeed. */
  readonly isRetryable?: boolean | undefined;
  /** The database has undone the whole transaction on this error (a deadlock): it must not be committed. */
  readonly endsTransaction?: boolean | undefined;
}
