import { InvalidRequestError } from "../../errors/state.ts";
import type { ConnectOptions, Driver, DriverConnection, DriverResult, QueryOptions } from "../driver.ts";
import { Bridge } from "./bridge.ts";
import { unpackError } from "./portable-error.ts";
import type { BridgeRequest, ConnectionState } from "./protocol.ts";

/** An async driver as a sync one: it runs in a worker thread, one for all connections of an engine, and the caller waits. */
export class BridgedDriver implements Driver {
  readonly name: string;
  readonly isAsync = false;
  readonly singleConnection: boolean;
  readonly multiHost: boolean;
  readonly #module: string;
  readonly #factory: string;
  #bridge: Bridge | undefined;

  constructor(driver: Driver) {
    this.name = driver.name;
    this.singleConnection = driver.singleConnection === true;
    this.multiHost = driver.multiHost === true;
    if (driver.bridge === undefined) {
      throw new InvalidRequestError(
        `The driver ${driver.name} is asynchronous and does not say where a worker thread finds it (Driver.bridge). Use it with createAsyncEngine.`,
      );
    }
    this.#module = driver.bridge.module;
    this.#factory = driver.bridge.factory;
  }

  connect(options: ConnectOptions): DriverConnection {
    if (this.#bridge === undefined || this.#bridge.isLost) this.#bridge = new Bridge(this.#module, this.#factory);
    return new BridgedConnection(this.#bridge, this.#bridge.open(options));
  }

  dispose(): void {
    const bridge = this.#bridge;
    this.#bridge = undefined;
    bridge?.retire();
  }
}

class BridgedConnection implements DriverConnection {
  /** The driver's connection lives in another thread. */
  readonly raw = undefined;
  readonly #bridge: Bridge;
  readonly #id: number;
  #state: ConnectionState = { inTransaction: undefined, isOpen: true };

  constructor(bridge: Bridge, id: number) {
    this.#bridge = bridge;
    this.#id = id;
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
    if (!this.#state.isOpen) return;
    this.#state = { inTransaction: false, isOpen: false };
    this.#bridge.close(this.#id);
  }

  #call(request: BridgeRequest): DriverResult {
    const reply = this.#bridge.call(request);
    if (reply[2] !== undefined) this.#state = reply[2];
    if (reply[0] === "error") throw unpackError(reply[1]);
    return reply[1] as DriverResult;
  }
}
