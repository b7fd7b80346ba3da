import { InvalidRequestError } from "../../errors/state.ts";
import type { ConnectOptions, Driver, DriverConnection } from "../driver.ts";
import { Bridge } from "./bridge.ts";
import { BridgedConnection } from "./bridged-connection.ts";

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
