import type { DriverConnection, DriverCursor, DriverResult, QueryOptions, SharedTransactions } from "../driver.ts";
import type { Bridge } from "./bridge.ts";
import { unpackError } from "./portable-error.ts";
import { packRows, packValues, unpackRows } from "./portable-rows.ts";
import {
  type BridgeRequest,
  type BridgeValues,
  type OpenedConnection,
  type OpenedCursor,
  type SentResult,
  STATE,
} from "./protocol.ts";

/** A connection of an async driver, for a caller who waits. */
export class BridgedConnection implements DriverConnection, SharedTransactions {
  /** The driver's connection lives in another thread. */
  readonly raw = undefined;
  readonly enforcesTimeout: boolean;
  readonly keepsPatience = true;
  patience: number | undefined = undefined;
  readonly openCursor: DriverConnection["openCursor"];
  readonly queryAll: DriverConnection["queryAll"];
  readonly #bridge: Bridge;
  readonly #id: number;
  #closed = false;
  /** A BEGIN that was not sent yet: it goes with the first statement, and saves a trip. */
  #begin: string | undefined;
  #state: number = STATE.open | STATE.unknownTransaction;

  constructor(bridge: Bridge, { id, canStream, canGiveAll, canCancel }: OpenedConnection) {
    this.#bridge = bridge;
    this.#id = id;
    this.enforcesTimeout = canCancel;
    this.openCursor = canStream ? this.#openCursor : undefined;
    this.queryAll = canGiveAll
      ? (sql, params, options) => this.#call(["all", id, sql, packValues(params), options]).map(resultOf)
      : undefined;
  }

  get inTransaction(): boolean | undefined {
    if (this.#begin !== undefined) return true;
    return (this.#state & STATE.unknownTransaction) !== 0 ? undefined : (this.#state & STATE.inTransaction) !== 0;
  }
  get isOpen(): boolean {
    return (this.#state & STATE.open) !== 0 && !this.#bridge.isLost;
  }

  query(sql: string, params: readonly unknown[], options?: QueryOptions): DriverResult {
    return resultOf(this.#call(["query", this.#id, sql, packValues(params), options]));
  }

  executeMany(sql: string, sets: readonly (readonly unknown[])[], options?: QueryOptions): DriverResult {
    const transfer: ArrayBuffer[] = [];
    return resultOf(this.#call(["many", this.#id, sql, packRows(sets, transfer), options], transfer));
  }

  get transactions(): SharedTransactions {
    return this;
  }
  begin(sql: string): void {
    if (sql === "BEGIN") this.#begin = sql;
    else this.query(sql, []);
  }
  commit(sql: string): void {
    this.#endTransaction(sql);
  }
  rollback(sql: string): void {
    this.#endTransaction(sql);
  }

  close(): void {
    this.#close(false);
  }
  terminate(): void {
    this.#close(true);
  }

  readonly #openCursor = (sql: string, params: readonly unknown[], options?: QueryOptions): DriverCursor => {
    const { cursor, columns, allows }: OpenedCursor = this.#call([
      "cursor",
      this.#id,
      sql,
      packValues(params),
      options,
    ]);
    return {
      columns,
      allows,
      fetch: (count) => unpackRows(this.#call(["fetch", this.#id, cursor, count, options?.timeout])),
      close: () => {
        if (this.isOpen) this.#call(["closeCursor", this.#id, cursor]);
      },
    };
  };

  /** A transaction of nothing leaves nothing to end. */
  #endTransaction(sql: string): void {
    if (this.#begin === undefined) this.query(sql, []);
    else this.#begin = undefined;
  }

  #close(terminate: boolean): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#state = 0;
    this.#bridge.close(this.#id, terminate);
  }

  #call<R extends BridgeRequest>(request: R, transfer?: readonly ArrayBuffer[]): BridgeValues[R[0]] {
    const begin = this.#begin;
    this.#begin = undefined;
    let sent: BridgeRequest = begin === undefined ? request : ["after", this.#id, begin, request];
    if (this.patience !== undefined) sent = ["within", this.#id, this.patience, sent];
    const reply = this.#bridge.call(sent, transfer);
    this.#state = this.#bridge.lastState;
    if (reply[0] === "error") throw unpackError(reply[1]);
    return reply[1] as BridgeValues[R[0]];
  }
}

function resultOf(sent: SentResult): DriverResult {
  return { ...sent, rows: unpackRows(sent.rows) };
}
