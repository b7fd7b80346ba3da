import { MessageChannel, type MessagePort, receiveMessageOnPort, type Worker } from "node:worker_threads";
import { ArgumentError } from "../../errors/argument.ts";
import type { ConnectOptions } from "../driver.ts";
import { BridgeError } from "./bridge-error.ts";
import { unpackError } from "./portable-error.ts";
import { type BridgeReply, type BridgeRequest, type BridgeStart, type OpenedConnection, SIGNAL } from "./protocol.ts";
import { startWorker } from "./start-worker.ts";

/** How often a waiting thread looks for the worker's heartbeat. */
const CHECK_EVERY_MS = 1000;
/**
 * A worker without a heartbeat for so long is taken to be dead. Only deaths that leave no time to say goodbye (out of memory) are found
 * this way; a worker that is merely busy with JavaScript, parsing a huge result, misses some beats.
 */
const SILENCE_LIMIT_MS = 30_000;

/** A worker thread and the calls to it, from a thread that can only wait. */
export class Bridge {
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #signal: Int32Array;
  #calls = 0;
  #lost: string | undefined;
  #open = 0;
  #retired = false;

  constructor(module: string, factory: string) {
    const channel = new MessageChannel();
    this.#port = channel.port1;
    this.#signal = new Int32Array(new SharedArrayBuffer(4 * SIGNAL.length));
    const start: BridgeStart = { port: channel.port2, signal: this.#signal, module, factory };
    // The file beside this one: built, or the source itself under type stripping.
    const file = new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js", import.meta.url);
    this.#worker = startWorker(file, "runs the database driver", {
      workerData: start,
      transferList: [channel.port2],
      name: "athanor-driver",
    });
    this.#worker.on("error", (error: Error) => (this.#lost ??= error.message));
    this.#worker.on("exit", () => (this.#lost ??= "it ended"));
  }

  get isLost(): boolean {
    return this.#lost !== undefined;
  }

  /** `STATE` of the connection that the last answer was about. */
  get lastState(): number {
    return Atomics.load(this.#signal, SIGNAL.state);
  }

  /** Sends a request, blocks until its answer is there, and gives it. Throws BridgeError when there is no worker to answer. */
  call(request: BridgeRequest, transfer?: readonly ArrayBuffer[]): BridgeReply {
    if (this.#lost !== undefined) throw this.#gone();
    const before = this.#calls;
    try {
      this.#port.postMessage(request, transfer);
    } catch (error) {
      throw new ArgumentError(
        `A synchronous engine for a server runs its driver in a worker thread, and this cannot be sent there: ${(error as Error).message}. Use plain values in connectArgs and parameters, or createAsyncEngine.`,
        "argument",
        { cause: error },
      );
    }
    this.#calls = (before + 1) & 0x3fffffff;
    this.#wait(before);
    if (this.#calls === 0) Atomics.store(this.#signal, SIGNAL.answers, 0);
    const received = receiveMessageOnPort(this.#port);
    if (received === undefined) {
      this.#lost ??= "it gave no answer";
      throw this.#gone();
    }
    return received.message as BridgeReply;
  }

  /** As `call`, but the driver's error is thrown. */
  request(request: BridgeRequest): BridgeReply[1] {
    const reply = this.call(request);
    if (reply[0] === "error") throw unpackError(reply[1]);
    return reply[1];
  }

  open(options: ConnectOptions): OpenedConnection {
    const opened = this.request(["connect", options]) as OpenedConnection;
    this.#open += 1;
    return opened;
  }

  close(id: number, terminate: boolean): void {
    if (this.#lost !== undefined) return;
    try {
      this.request(["close", id, terminate]);
    } finally {
      this.#open -= 1;
      this.#endIfUnused();
    }
  }

  /** No connections are asked for any more: the worker ends with its last one. */
  retire(): void {
    this.#retired = true;
    this.#endIfUnused();
  }

  #endIfUnused(): void {
    if (!this.#retired || this.#open > 0 || this.#lost !== undefined) return;
    try {
      this.request(["dispose"]);
    } finally {
      this.#lost ??= "the engine was disposed of";
      this.#port.close();
      void this.#worker.terminate();
    }
  }

  #wait(before: number): void {
    let heartbeat = Atomics.load(this.#signal, SIGNAL.heartbeat);
    let since = performance.now();
    // Only the number tells: the wake-up call of the answer before may come as late as now.
    while (Atomics.load(this.#signal, SIGNAL.answers) === before) {
      if (Atomics.wait(this.#signal, SIGNAL.answers, before, CHECK_EVERY_MS) !== "timed-out") continue;
      const latest = Atomics.load(this.#signal, SIGNAL.heartbeat);
      if (latest !== heartbeat) {
        heartbeat = latest;
        since = performance.now();
      } else if (performance.now() - since > SILENCE_LIMIT_MS) {
        this.#lost = "it gives no sign of life";
        throw this.#gone();
      }
    }
    if (Atomics.load(this.#signal, SIGNAL.answers) === -1) {
      this.#lost = "it ended";
      throw this.#gone();
    }
  }

  #gone(): BridgeError {
    return new BridgeError(
      `The worker thread that runs the database driver is gone (${this.#lost ?? "unknown reason"}); its connections are lost.`,
    );
  }
}
