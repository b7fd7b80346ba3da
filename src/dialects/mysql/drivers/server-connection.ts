import type {
  ConnectOptions,
  DriverConnection,
  DriverCursor,
  DriverResult,
  QueryOptions,
} from "../../../dialect/driver.ts";
import { ArgumentError } from "../../../errors/argument.ts";
import { InvalidRequestError } from "../../../errors/state.ts";
import { readTimeout } from "./connection-settings.ts";
import type { PushedRows } from "./pushed-rows.ts";
import { splitStatements } from "./split-statements.ts";

/** ER_NO_SUCH_THREAD: whom we wanted to interrupt is gone. */
const NO_SUCH_THREAD = 1094;

/** What a connection to MySQL or MariaDB does, whichever package talks to the server. */
export abstract class ServerConnection implements DriverConnection {
  abstract readonly raw: unknown;
  abstract readonly isOpen: boolean;
  inTransaction: boolean | undefined = false;
  /** The rows that the server is sending; nothing else can be asked meanwhile. */
  protected cursor: PushedRows | undefined;
  readonly #connectAgain: () => Promise<ServerConnection>;
  readonly #readTimeout: number | undefined;
  #cancelling: Promise<void> | undefined;

  /** `connectAgain` opens another connection to the same server. */
  constructor(options: ConnectOptions, connectAgain: () => Promise<ServerConnection>) {
    this.#connectAgain = connectAgain;
    this.#readTimeout = readTimeout(options);
  }

  /** The server's number of this connection. */
  protected abstract readonly serverId: number;
  /** Whether a backslash begins an escape in string literals, as far as the server has said. */
  protected abstract readonly backslashEscapes: boolean;
  /** Runs one statement and gives its results: of a procedure all those with rows, else one. */
  protected abstract run(sql: string, params: readonly unknown[], prepare: boolean): Promise<readonly DriverResult[]>;
  /** Begins a statement whose rows come bit by bit, and sets `cursor` until it is over. */
  protected abstract stream(sql: string, params: readonly unknown[]): Promise<PushedRows>;
  /** A statement need not stay prepared. Hook: packages that keep few of them forget by themselves. */
  protected forget(_sql: string): void {}
  protected abstract end(): Promise<void>;
  /** Closes the socket, without a word to the server. */
  abstract terminate(): void;

  /** Statements with parameters are prepared, and those that return rows, so that values come the same way with and without parameters. */
  async query(sql: string, params: readonly unknown[], options?: QueryOptions): Promise<DriverResult> {
    if (this.cursor !== undefined || this.#cancelling !== undefined) await this.#turn();
    const results = await this.#inTime(this.run(sql, params, params.length > 0 || options?.returnsRows === true));
    if (options?.once === true) this.forget(sql);
    // Of a procedure with several results the last one counts; queryAll gives all.
    return results[results.length - 1] as DriverResult;
  }

  async executeMany(sql: string, sets: readonly (readonly unknown[])[]): Promise<DriverResult> {
    if (this.cursor !== undefined || this.#cancelling !== undefined) await this.#turn();
    const rows: unknown[][] = [];
    const ids: (number | bigint)[] = [];
    let columns: readonly string[] | undefined;
    let rowcount = 0;
    for (const set of sets) {
      const [result] = (await this.#inTime(this.run(sql, set, true))) as [DriverResult];
      for (const row of result.rows) rows.push(row);
      if (result.lastInsertId !== undefined) ids.push(result.lastInsertId);
      columns = result.columns;
      rowcount += result.rowcount;
    }
    return { rows, columns, rowcount, lastInsertIds: ids.length === sets.length ? ids : undefined };
  }

  async openCursor(sql: string, params: readonly unknown[]): Promise<DriverCursor> {
    if (this.cursor !== undefined || this.#cancelling !== undefined) await this.#turn();
    const cursor = await this.#inTime(this.stream(sql, params));
    if (this.#readTimeout !== undefined) cursor.fetchInTime = (rows) => this.#inTime(rows);
    return cursor;
  }

  /** The statements run one after the other, and none after the first that fails. */
  async queryAll(sql: string, params: readonly unknown[]): Promise<readonly DriverResult[]> {
    if (this.cursor !== undefined || this.#cancelling !== undefined) await this.#turn();
    const parts = splitStatements(sql, this.backslashEscapes);
    const expected = parts.reduce((sum, part) => sum + part.parameters, 0);
    if (expected !== params.length)
      throw new ArgumentError(
        `The text has ${expected} placeholders, and ${params.length} parameters were given; expected one for each.`,
      );
    const results: DriverResult[] = [];
    let used = 0;
    for (const part of parts) {
      const own = params.slice(used, (used += part.parameters));
      results.push(...(await this.#inTime(this.run(part.sql, own, own.length > 0))));
    }
    return results;
  }

  /** KILL QUERY, over a connection of its own. */
  cancel(): Promise<void> {
    return (this.#cancelling ??= this.#kill().finally(() => (this.#cancelling = undefined)));
  }

  async close(): Promise<void> {
    await this.cursor?.close();
    if (this.isOpen) await this.end();
  }

  /** A server that says nothing for too long is taken to be gone. */
  #inTime<T>(answer: Promise<T>): Promise<T> {
    const limit = this.#readTimeout;
    if (limit === undefined) return answer;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const error = new Error(`The server gave no answer within ${limit / 1000} seconds (read_timeout)`);
        reject(Object.assign(error, { code: "ETIMEDOUT" }));
        this.terminate();
      }, limit);
      answer.then(resolve, reject).finally(() => clearTimeout(timer));
    });
  }

  async #kill(): Promise<void> {
    const other = await this.#connectAgain();
    try {
      await other.run(`KILL QUERY ${this.serverId}`, [], false);
    } catch (error) {
      if ((error as { errno?: unknown }).errno !== NO_SUCH_THREAD) throw error;
    } finally {
      await other.end();
    }
  }

  /** A statement that is sent now must not be the one that a cancellation under way hits, nor wait behind rows that nobody fetches. */
  async #turn(): Promise<void> {
    await this.#cancelling?.catch(() => undefined);
    if (this.cursor !== undefined)
      throw new InvalidRequestError(
        "The rows of an earlier statement are still coming on this connection: read them to the end or close that result first, or use another connection.",
      );
  }
}
