import type { DriverConnection, DriverResult, QueryOptions } from "../../../dialect/driver.ts";
import { ConnectionFailure } from "./connection-failure.ts";
import { PostgreSQLConnection } from "./postgresql-connection.ts";
import type { Prepared, PreparedStatements } from "./prepared-statements.ts";
import type { Wire } from "./wire.ts";

/** A connection to a server, whose wire is ours under the package. */
export abstract class ServerConnection extends PostgreSQLConnection {
  protected readonly wire: Wire;
  /** Absent where answers are waited for only so long: the time of one that is behind others would tell nothing of the server. */
  readonly queryAhead: DriverConnection["queryAhead"];
  readonly #readTimeout: number | undefined;
  #closing = false;
  #turns = 0;

  constructor(wire: Wire, statements: PreparedStatements, readTimeout: number | undefined) {
    super(statements);
    this.wire = wire;
    this.#readTimeout = readTimeout;
    this.queryAhead =
      readTimeout === undefined ? (sql, params, options) => this.#queryAhead(sql, params, options) : undefined;
  }

  /** As `exchange`, of one statement, before which others may be under way and behind which others may be sent. */
  protected exchangeAhead(
    sql: string,
    params: readonly unknown[],
    prepared: Prepared | undefined,
  ): Promise<DriverResult> {
    return this.exchange(sql, params, prepared);
  }

  /** Has the package send a statement. */
  protected abstract exchange(
    sql: string,
    params: readonly unknown[],
    prepared: Prepared | undefined,
  ): Promise<DriverResult>;
  protected abstract exchangeAll(sql: string, params: readonly unknown[]): Promise<readonly DriverResult[]>;
  /** Has the package say goodbye. */
  protected abstract end(): void;

  get inTransaction(): boolean {
    return this.wire.messages.inTransaction;
  }
  get isOpen(): boolean {
    return !this.#closing && this.wire.isOpen;
  }

  cancel(): Promise<void> {
    return this.wire.cancel();
  }

  async close(): Promise<void> {
    if (this.#closing) return;
    if (this.wire.isOpen && this.wire.messages.isReady) {
      this.#closing = true;
      this.end();
    } else this.terminate();
    await this.wire.closed();
  }

  terminate(): void {
    this.#closing = true;
    this.wire.abort(new ConnectionFailure("The connection was closed", "ECONNABORTED"));
  }
  ref(): void {
    this.wire.socket.ref();
  }
  unref(): void {
    this.wire.socket.unref();
  }

  protected async send(sql: string, params: readonly unknown[], prepared: Prepared | undefined): Promise<DriverResult> {
    if (this.wire.messages.isReady) this.#begin();
    else await this.#turn();
    const turn = this.#turns;
    try {
      return await this.#inTime(this.exchange(sql, params, prepared));
    } catch (error) {
      await this.#inTime(this.#settled(turn));
      throw error;
    }
  }

  protected async sendAll(sql: string, params: readonly unknown[]): Promise<readonly DriverResult[]> {
    if (this.wire.messages.isReady) this.#begin();
    else await this.#turn();
    const turn = this.#turns;
    try {
      return await this.#inTime(this.exchangeAll(sql, params));
    } catch (error) {
      await this.#inTime(this.#settled(turn));
      throw error;
    }
  }

  async #queryAhead(sql: string, params: readonly unknown[], options?: QueryOptions): Promise<DriverResult> {
    if (!this.inTransaction) return await this.query(sql, params, options);
    const known = params.length === 0 || options?.once === true ? undefined : this.statements.use(sql);
    // One that is being prepared may be refused yet: who counts on it would hear that it does not exist.
    const prepared = this.wire.messages.isReady || known?.name !== undefined ? known : undefined;
    this.#begin();
    const turn = this.#turns;
    try {
      return await this.exchangeAhead(sql, params, prepared);
    } catch (error) {
      if (prepared !== undefined) this.forgetRefused(prepared, error);
      await this.#settled(turn);
      throw error;
    }
  }

  /** Statements take turns. */
  async #turn(): Promise<void> {
    while (!this.wire.messages.isReady && this.wire.isOpen) await this.wire.messages.whenReady();
    this.#begin();
  }

  /** The server says after an error whether a transaction is left: who hears of the error may ask. */
  async #settled(turn: number): Promise<void> {
    if (this.#turns === turn && !this.wire.messages.isReady && this.wire.isOpen) await this.wire.messages.whenReady();
  }

  #begin(): void {
    if (!this.isOpen) throw this.wire.failure;
    this.wire.messages.unanswered++;
    this.#turns++;
  }

  /** A server that says nothing for too long is taken to be gone. */
  #inTime<T>(answer: Promise<T>): Promise<T> {
    const limit = this.#readTimeout;
    if (limit === undefined) return answer;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const error = new ConnectionFailure(
          `The server gave no answer within ${limit / 1000} seconds (read_timeout)`,
          "ETIMEDOUT",
        );
        reject(error);
        // Should it be alive behind a dead connection, it need not go on.
        this.wire.cancel().catch(() => undefined);
        this.wire.abort(error);
      }, limit);
      answer.then(resolve, reject).finally(() => clearTimeout(timer));
    });
  }
}
