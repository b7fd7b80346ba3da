import type { Worker } from "node:worker_threads";
import { BridgeError } from "../../../../dialect/bridge/bridge-error.ts";
import { unpackError } from "../../../../dialect/bridge/portable-error.ts";
import { startWorker } from "../../../../dialect/bridge/start-worker.ts";
import type {
  ConnectOptions,
  DriverConnection,
  DriverCursor,
  DriverResult,
  QueryOptions,
} from "../../../../dialect/driver.ts";
import { ArgumentError } from "../../../../errors/argument.ts";
import type { OpenedCursor, ThreadCall, ThreadReply, ThreadStart, ThreadValue } from "./protocol.ts";

/** A statement that looks at the wish to stop it does so within this time; another one is left alone with its thread. */
const PATIENCE_MS = 200;

interface Pending {
  readonly resolve: (value: ThreadValue) => void;
  readonly reject: (error: Error) => void;
}

/** A connection that lives in a thread of its own. */
export class ThreadConnection implements DriverConnection {
  /** The package's connection lives in another thread. */
  readonly raw = undefined;
  inTransaction = false;
  readonly #worker: Worker;
  readonly #stop: Int32Array;
  readonly #pending = new Map<number, Pending>();
  readonly #ended: Promise<unknown>;
  #lastId = 0;
  #lost: BridgeError | undefined;
  #closed = false;

  private constructor() {
    this.#stop = new Int32Array(new SharedArrayBuffer(4));
    const start: ThreadStart = { stop: this.#stop };
    // The file beside this one: built, or the source itself under type stripping.
    const file = new URL(import.meta.url.endsWith(".ts") ? "./thread.ts" : "./thread.js", import.meta.url);
    this.#worker = startWorker(file, "runs SQLite", { workerData: start, name: "athanor-sqlite" });
    this.#worker.on("message", (reply: ThreadReply) => this.#settle(reply));
    this.#worker.on("error", (error: Error) => this.#fail(error.message, error));
    this.#ended = new Promise((resolve) =>
      this.#worker.on("exit", () => {
        this.#fail("it ended", undefined);
        resolve(undefined);
      }),
    );
  }

  static async open(options: ConnectOptions): Promise<ThreadConnection> {
    const connection = new ThreadConnection();
    try {
      await connection.#ask(["connect", options]);
      return connection;
    } catch (error) {
      await connection.#end();
      throw error;
    }
  }

  get isOpen(): boolean {
    return !this.#closed && this.#lost === undefined;
  }

  query(sql: string, params: readonly unknown[], options?: QueryOptions): Promise<DriverResult> {
    return this.#ask(["query", sql, params, options]) as Promise<DriverResult>;
  }

  executeMany(sql: string, sets: readonly (readonly unknown[])[], options?: QueryOptions): Promise<DriverResult> {
    return this.#ask(["many", sql, sets, options]) as Promise<DriverResult>;
  }

  async openCursor(sql: string, params: readonly unknown[], options?: QueryOptions): Promise<DriverCursor> {
    const { cursor, columns } = (await this.#ask(["cursor", sql, params, options])) as OpenedCursor;
    return {
      columns,
      allows: "anything",
      fetch: (count) => this.#ask(["fetch", cursor, count]) as Promise<unknown[][]>,
      close: async () => {
        if (this.isOpen) await this.#ask(["release", cursor]);
      },
    };
  }

  /**
   * What runs is stopped between two rows, and fails with SQLITE_INTERRUPT. A statement that computes without giving rows cannot be
   * stopped: it is left alone in its thread, to which this connection is lost. Nobody commits what it does.
   */
  async cancel(): Promise<void> {
    const [id] = this.#pending.keys();
    if (id === undefined) return;
    Atomics.store(this.#stop, 0, id);
    const deadline = performance.now() + PATIENCE_MS;
    while (this.#pending.has(id) && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 5));
    if (!this.#pending.has(id)) return;
    this.#fail("its statement was cancelled, which cannot be stopped in the middle", undefined, true);
    void this.#worker.terminate();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    if (this.#lost === undefined) await this.#ask(["close"]);
    this.#closed = true;
    if (this.#lost === undefined) await this.#end();
  }

  #ask(call: ThreadCall): Promise<ThreadValue> {
    if (this.#lost !== undefined) return Promise.reject(this.#lost);
    if (this.#closed) return Promise.reject(new BridgeError("The database connection is not open"));
    const id = (this.#lastId = (this.#lastId + 1) & 0x7fffffff);
    return new Promise((resolve, reject) => {
      try {
        this.#worker.postMessage([id, ...call]);
      } catch (error) {
        reject(
          new ArgumentError(
            `sqlite+worker: runs SQLite in a worker thread, and this cannot be sent there: ${(error as Error).message}. Use plain values in connectArgs and parameters.`,
            "argument",
            { cause: error },
          ),
        );
        return;
      }
      if (this.#pending.size === 0) this.#worker.ref();
      this.#pending.set(id, { resolve, reject });
    });
  }

  #settle(reply: ThreadReply): void {
    const pending = this.#pending.get(reply[0]);
    if (pending === undefined) return;
    this.#pending.delete(reply[0]);
    if (this.#pending.size === 0) this.#worker.unref();
    this.inTransaction = reply[3];
    if (reply[1] === "ok") pending.resolve(reply[2]);
    else pending.reject(unpackError(reply[2]));
  }

  #fail(why: string, cause: Error | undefined, interrupted = false): void {
    if (this.#lost !== undefined || this.#closed) return;
    const lost = new BridgeError(`The worker thread that runs SQLite is gone (${why}); its connection is lost.`, {
      cause,
    });
    this.#lost = Object.assign(lost, { interrupted });
    this.inTransaction = false;
    for (const { reject } of this.#pending.values()) reject(this.#lost);
    this.#pending.clear();
    this.#worker.unref();
  }

  /** Waits for the thread's end, and the program with it. */
  async #end(): Promise<void> {
    this.#worker.ref();
    void this.#worker.terminate();
    await this.#ended;
  }
}
