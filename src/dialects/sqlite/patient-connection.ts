import type { DriverConnection, DriverCursor, DriverResult, QueryOptions } from "../../dialect/driver.ts";
import type { Awaitable } from "../../flow/flow.ts";
import { pauseAsync } from "../../flow/pause.ts";

const FIRST_WAIT_MS = 1;
const LONGEST_WAIT_MS = 50;

/**
 * A connection of a driver in this thread, for asynchronous engines. SQLite's own way to wait for a lock holds up the thread, and with it
 * whoever in this process has the lock and would let go of it; so this waits in its place, and lets others run meanwhile.
 *
 * It waits where SQLite does: at the beginning of a transaction, of what is read first in it, and at the commit. Who has read already and
 * then cannot write would wait for one that waits for him; he is told at once.
 */
export class PatientConnection implements DriverConnection {
  readonly #connection: DriverConnection;
  /** Milliseconds. */
  readonly #timeout: number;
  /** A transaction is open, and has read or written: what it saw would be out of date after a wait. */
  #engaged = false;

  constructor(connection: DriverConnection, timeout: number) {
    this.#connection = connection;
    this.#timeout = timeout;
  }

  get raw(): unknown {
    return this.#connection.raw;
  }
  get isOpen(): boolean | undefined {
    return this.#connection.isOpen;
  }
  get inTransaction(): boolean | undefined {
    return this.#connection.inTransaction;
  }

  query(sql: string, params: readonly unknown[], options?: QueryOptions): Awaitable<DriverResult> {
    const engaged = this.#engaged;
    try {
      const result = this.#connection.query(sql, params, options);
      this.#noteDone(sql);
      return result;
    } catch (error) {
      return this.#failed(sql, engaged, error, () => this.#connection.query(sql, params, options) as DriverResult);
    }
  }
  executeMany(sql: string, sets: readonly (readonly unknown[])[], options?: QueryOptions): Awaitable<DriverResult> {
    return this.#patiently(sql, () => this.#connection.executeMany(sql, sets, options) as DriverResult);
  }
  get openCursor(): DriverConnection["openCursor"] {
    return this.#connection.openCursor === undefined ? undefined : this.#openCursor;
  }
  close(): Awaitable<void> {
    return this.#connection.close();
  }

  readonly #openCursor = (sql: string, params: readonly unknown[], options?: QueryOptions): DriverCursor => {
    const open = this.#connection.openCursor?.bind(this.#connection) as NonNullable<DriverConnection["openCursor"]>;
    let cursor = open(sql, params, options) as DriverCursor;
    let started = false;
    return {
      columns: cursor.columns,
      allows: cursor.allows,
      // SQLite takes its locks when the first row is read.
      fetch: (count) => {
        if (started) return cursor.fetch(count);
        let tried = false;
        return this.#patiently(sql, () => {
          if (tried) cursor = open(sql, params, options) as DriverCursor;
          tried = true;
          const rows = cursor.fetch(count) as unknown[][];
          started = true;
          return rows;
        });
      },
      close: () => cursor.close(),
    };
  };

  #patiently<T>(sql: string, call: () => T): Awaitable<T> {
    const engaged = this.#engaged;
    try {
      const value = call();
      this.#noteDone(sql);
      return value;
    } catch (error) {
      return this.#failed(sql, engaged, error, call);
    }
  }

  #failed<T>(sql: string, engaged: boolean, error: unknown, call: () => T): Promise<T> {
    this.#noteFailure();
    if (isBusy(error) && (!engaged || endsTransaction.test(sql))) return this.#again(sql, call, error);
    throw error;
  }

  async #again<T>(sql: string, call: () => T, first: unknown): Promise<T> {
    const end = performance.now() + this.#timeout;
    let last = first;
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
      const left = end - performance.now();
      if (left <= 0) throw last;
      await pauseAsync(Math.min(left, wait * (0.5 + Math.random() / 2)));
      try {
        const value = call();
        this.#noteDone(sql);
        return value;
      } catch (error) {
        this.#noteFailure();
        if (!isBusy(error)) throw error;
        last = error;
      }
    }
  }

  #noteDone(sql: string): void {
    // Statements in the middle of a transaction change nothing, and are known by their first letter.
    if (this.#engaged ? mayEnd(sql.charCodeAt(0)) : !beginsTransaction.test(sql))
      this.#engaged = this.#connection.inTransaction === true;
  }
  #noteFailure(): void {
    this.#engaged &&= this.#connection.inTransaction === true;
  }
}

const beginsTransaction = /^\s*begin\b/i;
const endsTransaction = /^\s*(?:commit|end)\b/i;

/** The first letter of COMMIT, END and ROLLBACK, or nothing that tells. */
function mayEnd(letter: number): boolean {
  const lower = letter | 32;
  return lower === 99 || lower === 101 || lower === 114 || lower < 97;
}

/** Whether the lock may be free later; a snapshot that is out of date stays so. */
function isBusy(error: unknown): boolean {
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  return code === "SQLITE_BUSY" || code === "SQLITE_BUSY_RECOVERY" || errcode === 5 || errcode === 261;
}
