import { InvalidRequestError } from "../errors/state.ts";
import type { Awaitable } from "../flow/flow.ts";
import type { DriverConnection, DriverCursor, DriverResult, QueryOptions, SharedTransactions } from "./driver.ts";

/**
 * The one connection of a database that lives in its connection (a memory database). Each holder gets a view of his own; the
 * transaction is common to all: it begins with the first holder's, a commit by one commits what all have done, and a
 * rollback undoes what all have done since. Two things keep this harmless: whoever has only read leaves without a
 * rollback, and whoever lost work to another's rollback hears of it at his next step.
 */
export class SharedConnection implements DriverConnection {
  readonly #connection: DriverConnection;
  readonly #active = new Set<SharedView>();

  constructor(connection: DriverConnection) {
    this.#connection = connection;
  }

  get raw(): unknown {
    return this.#connection.raw;
  }
  get isOpen(): boolean {
    return this.#connection.isOpen !== false;
  }
  get inTransaction(): boolean {
    return this.#connection.inTransaction === true;
  }

  /** Whether a transaction is open that no holder's `begin` has begun, but SQL text. */
  get isForgotten(): boolean {
    return this.#active.size === 0 && this.inTransaction;
  }

  share(): DriverConnection {
    return new SharedView(this, this.#connection);
  }
  query(sql: string, params: readonly unknown[], options?: QueryOptions): Awaitable<DriverResult> {
    return this.#connection.query(sql, params, options);
  }
  executeMany(sql: string, sets: readonly (readonly unknown[])[], options?: QueryOptions): Awaitable<DriverResult> {
    return this.#connection.executeMany(sql, sets, options);
  }
  get openCursor(): DriverConnection["openCursor"] {
    return this.#connection.openCursor?.bind(this.#connection);
  }
  get queryAll(): DriverConnection["queryAll"] {
    return this.#connection.queryAll?.bind(this.#connection);
  }
  get cancel(): DriverConnection["cancel"] {
    return this.#connection.cancel?.bind(this.#connection);
  }
  get enforcesTimeout(): boolean {
    return this.#connection.enforcesTimeout === true;
  }
  close(): Awaitable<void> {
    return this.#connection.close();
  }

  enter(view: SharedView, sql: string): void {
    this.#active.add(view);
    if (!this.inTransaction) void this.#connection.query(sql, []);
  }

  commit(view: SharedView, sql: string): void {
    if (this.inTransaction) void this.#connection.query(sql, []);
    this.#active.delete(view);
    for (const other of this.#active) other.wrote = false;
  }

  rollback(view: SharedView, sql: string): void {
    this.#active.delete(view);
    const others = this.#active.size > 0;
    if (!this.inTransaction || (others && !view.wrote)) return;
    void this.#connection.query(sql, []);
    for (const other of this.#active) {
      other.lostWork = other.wrote;
      other.wrote = false;
    }
  }
}

/** What one holder has of a shared connection. */
class SharedView implements DriverConnection, SharedTransactions {
  readonly #master: SharedConnection;
  readonly #connection: DriverConnection;
  #beginSql: string | undefined;
  #readOnly = false;
  /** Whether something of this holder's is uncommitted. */
  wrote = false;
  /** Whether another holder's rollback has undone something of this holder's. */
  lostWork = false;

  constructor(master: SharedConnection, connection: DriverConnection) {
    this.#master = master;
    this.#connection = connection;
  }

  get raw(): unknown {
    return this.#connection.raw;
  }
  get isOpen(): boolean {
    return this.#master.isOpen;
  }
  get inTransaction(): boolean {
    return this.#beginSql !== undefined || this.#master.isForgotten;
  }
  get transactions(): SharedTransactions {
    return this;
  }

  query(sql: string, params: readonly unknown[], options?: QueryOptions): Awaitable<DriverResult> {
    this.#enter(sql);
    return this.#connection.query(sql, params, options);
  }

  executeMany(sql: string, sets: readonly (readonly unknown[])[], options?: QueryOptions): Awaitable<DriverResult> {
    if (this.#readOnly) throw mayWrite(sql);
    if (this.#beginSql !== undefined) this.#resume(this.#beginSql);
    this.wrote = this.#beginSql !== undefined;
    return this.#connection.executeMany(sql, sets, options);
  }

  get openCursor(): DriverConnection["openCursor"] {
    return this.#connection.openCursor === undefined ? undefined : this.#openCursor;
  }
  get queryAll(): DriverConnection["queryAll"] {
    return this.#connection.queryAll === undefined ? undefined : this.#queryAll;
  }
  get cancel(): DriverConnection["cancel"] {
    return this.#master.cancel;
  }
  get enforcesTimeout(): boolean {
    return this.#connection.enforcesTimeout === true;
  }

  begin(sql: string, readOnly: boolean): void {
    this.#beginSql = sql;
    this.#readOnly = readOnly;
    this.wrote = false;
    this.lostWork = false;
    this.#master.enter(this, sql);
  }

  commit(sql: string): void {
    if (this.lostWork) throw lostWork();
    this.#master.commit(this, sql);
    this.#beginSql = undefined;
    this.#readOnly = false;
    this.wrote = false;
  }

  rollback(sql: string): void {
    this.#master.rollback(this, sql);
    this.#beginSql = undefined;
    this.#readOnly = false;
    this.wrote = false;
    this.lostWork = false;
  }

  /** Only a pool closes a shared connection. */
  close(): void {}

  readonly #openCursor = (sql: string, params: readonly unknown[], options?: QueryOptions): Awaitable<DriverCursor> => {
    this.#enter(sql);
    return this.#master.openCursor?.(sql, params, options) as Awaitable<DriverCursor>;
  };

  readonly #queryAll = (
    sql: string,
    params: readonly unknown[],
    options?: QueryOptions,
  ): Awaitable<readonly DriverResult[]> => {
    this.#enter(sql);
    // What comes after the first statement is not looked at.
    this.wrote = this.#beginSql !== undefined;
    return this.#master.queryAll?.(sql, params, options) as Awaitable<readonly DriverResult[]>;
  };

  /** What every statement begins with. */
  #enter(sql: string): void {
    if (this.#beginSql !== undefined) this.#resume(this.#beginSql);
    if (this.wrote || isRead(sql)) return;
    if (this.#readOnly) throw mayWrite(sql);
    this.wrote = this.#beginSql !== undefined;
  }

  /** Another holder may have ended the transaction that this one is in. */
  #resume(beginSql: string): void {
    if (this.lostWork) throw lostWork();
    if (!this.#master.inTransaction) this.#master.enter(this, beginSql);
  }
}

/** Statements that leave nothing to be rolled back. A doubtful one counts as a write. */
function isRead(sql: string): boolean {
  switch (sql.charCodeAt(0) | 32) {
    case 115: // select, savepoint
      return true;
    case 118: // values
      return !/^vacuum/i.test(sql);
    case 112: // pragma
      return true;
    case 119: // with
      return !/\b(?:insert|update|delete|replace)\b/i.test(sql);
    default:
      return /^(?:rollback to|release|explain)\b/i.test(sql);
  }
}

/** The others who share the connection may write: so this is not the database's own error. */
function mayWrite(sql: string): InvalidRequestError {
  return new InvalidRequestError(`This transaction was begun with readOnly, and the statement may write: ${sql}`);
}

function lostWork(): InvalidRequestError {
  return new InvalidRequestError(
    "A rollback by another session or connection has undone what was done here: a memory database has one connection and one transaction, which all share. Roll back and start again; use a file where independent transactions are needed.",
    "shared-rollback",
  );
}
