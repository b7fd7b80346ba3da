import type { DriverConnection, DriverCursor, DriverResult, QueryOptions } from "../driver.ts";
import type { Bridge } from "./bridge.ts";
import { unpackError } from "./portable-error.ts";
import type { BridgeRequest, BridgeValues, ConnectionState, OpenedConnection, OpenedCursor } from "./protocol.ts";

/** A connection of an async driver, for a caller who waits. */
export class BridgedConnection implements DriverConnection {
  /** The driver's connection lives in another thread. */
  readonly raw = undefined;
  readonly enforcesTimeout: boolean;
  readonly openCursor: DriverConnection["openCursor"];
  readonly queryAll: DriverConnection["queryAll"];
  readonly #bridge: Bridge;
  readonly #id: number;
  #closed = false;
  #state: ConnectionState = { inTransaction: undefined, isOpen: true };

  constructor(bridge: Bridge, { id, canStream, canGiveAll, canCancel }: OpenedConnection) {
    this.#bridge = bridge;
    this.#id = id;
    this.enforcesTimeout = canCancel;
    this.openCursor = canStream ? this.#openCursor : undefined;
    this.queryAll = canGiveAll ? (sql, params, options) => this.#call(["all", id, sql, params, options]) : undefined;
  }

  get inTransaction(): boolean | undefined {
    return this.#state.inTransaction;
  }
  get isOpen(): boolean {
    return this.#state.isOpen && !this.#bridge.isLost;
  }

  query(sql: string, params: readonly unknown[], options?: QueryOptions): DriverResult {
    return this.#call(["query", this.#id, sql, params, options]);
  }

  executeMany(sql: string, sets: readonly (readonly unknown[])[], options?: QueryOptions): DriverResult {
    return this.#call(["many", this.#id, sql, sets, options]);
  }

  close(): void {
    this.#close(false);
  }
  terminate(): void {
    this.#close(true);
  }

  readonly #openCursor = (sql: string, params: readonly unknown[], options?: QueryOptions): DriverCursor => {
    const { cursor, columns, allows }: OpenedCursor = this.#call(["cursor", this.#id, sql, params, options]);
    return {
      columns,
      allows,
      fetch: (count) => this.#call(["fetch", this.#id, cursor, count, options?.timeout]),
      close: () => {
        if (this.isOpen) this.#call(["closeCursor", this.#id, cursor]);
      },
    };
  };

  #close(terminate: boolean): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#state = { inTransaction: false, isOpen: false };
    this.#bridge.close(this.#id, terminate);
  }

  #call<R extends BridgeRequest>(request: R): BridgeValues[R[0]] {
    const reply = this.#bridge.call(request);
    if (reply[2] !== undefined) this.#state = reply[2];
    if (reply[0] === "error") throw unpackError(reply[1]);
    return reply[1] as BridgeValues[R[0]];
  }
}
