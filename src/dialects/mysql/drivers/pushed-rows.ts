import type { DriverCursor } from "../../../dialect/driver.ts";
import { type Conversions, readValues } from "./result-values.ts";

/** The statement whose rows come. */
export interface RowSender {
  pause(): void;
  resume(): void;
  /** Makes the server stop sending; the statement then ends with an error. */
  stop(): PromiseLike<unknown>;
}

interface Waiting {
  readonly count: number;
  readonly resolve: (rows: unknown[][]) => void;
  readonly reject: (error: unknown) => void;
}

/** So many unwanted rows are read to the end; for more, it is quicker to have the statement stopped over another connection. */
const READ_TO_END = 10_000;

/**
 * The rows that a server sends at its own pace, for a reader who asks for some at a time: nothing is read from the
 * socket while enough is there for him, so that the server has to wait.
 */
export class PushedRows implements DriverCursor {
  columns: readonly string[] = [];
  /** Watches over what a reader waits for; undefined: he waits as long as it takes. */
  fetchInTime: ((rows: Promise<unknown[][]>) => Promise<unknown[][]>) | undefined;
  readonly #sender: RowSender;
  readonly #whenDone: () => void;
  #conversions: Conversions = [];
  #rows: unknown[][] = [];
  /** The first of the rows that nobody has fetched. */
  #at = 0;
  #waiting: Waiting | undefined;
  #done = false;
  #error: Error | undefined;
  #dropped: number | undefined;
  #closed = false;
  #started: { readonly resolve: (cursor: PushedRows) => void; readonly reject: (error: unknown) => void } | undefined;
  #finished: (() => void) | undefined;

  /** `whenDone`: the statement is over, in whatever way, and the connection free for others. */
  constructor(sender: RowSender, whenDone: () => void) {
    this.#sender = sender;
    this.#whenDone = whenDone;
  }

  /** Resolved when the columns are known; rejected when the statement fails before. */
  started(): Promise<PushedRows> {
    return new Promise((resolve, reject) => {
      this.#started = { resolve, reject };
    });
  }

  // --- the sender's side ------------------------------------------------------------------------------------------

  /** The rows to come have these columns. A text with several results has no place here. */
  begin(columns: readonly string[], conversions: Conversions): void {
    if (this.#started === undefined) {
      this.#drop(new Error("The statement gives several results; rows that come bit by bit are those of one."));
      return;
    }
    this.columns = columns;
    this.#conversions = conversions;
    this.#start();
    // Until somebody asks, no more is read than is on its way.
    this.#sender.pause();
  }

  push(row: unknown[]): void {
    if (this.#dropped !== undefined) {
      this.#dropped += 1;
      if (this.#dropped === READ_TO_END) this.#sender.stop().then(undefined, () => undefined);
      return;
    }
    this.#rows.push(row);
    if (this.#waiting === undefined || this.#rows.length - this.#at < this.#waiting.count) return;
    this.#sender.pause();
    this.#deliver(this.#waiting);
  }

  end(): void {
    if (this.#done) return;
    this.#finish();
    this.#start();
    if (this.#waiting !== undefined) this.#deliver(this.#waiting);
  }

  fail(error: Error): void {
    if (this.#done) return;
    this.#error ??= error;
    this.#finish();
    this.#started?.reject(this.#error);
    this.#waiting?.reject(this.#error);
    this.#started = this.#waiting = undefined;
  }

  // --- the reader's side ------------------------------------------------------------------------------------------

  fetch(count: number): Promise<unknown[][]> {
    if (this.#closed) return Promise.resolve([]);
    if (this.#error !== undefined) return Promise.reject(this.#error);
    const rows = this.#next(count);
    return this.fetchInTime === undefined ? rows : this.fetchInTime(rows);
  }

  #next(count: number): Promise<unknown[][]> {
    return new Promise((resolve, reject) => {
      const waiting = { count, resolve, reject };
      if (this.#done || this.#rows.length - this.#at >= count) {
        this.#deliver(waiting);
      } else {
        this.#waiting = waiting;
        this.#sender.resume();
      }
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (!this.#done && this.#dropped === undefined) this.#drop(undefined);
    this.#forget();
    if (!this.#done) await new Promise<void>((resolve) => (this.#finished = resolve));
  }

  #deliver({ count, resolve, reject }: Waiting): void {
    this.#waiting = undefined;
    const rows = this.#take(count);
    try {
      readValues(rows, this.#conversions);
      resolve(rows);
    } catch (error) {
      reject(error);
    }
  }

  #take(count: number): unknown[][] {
    const from = this.#at;
    if (from === 0 && this.#rows.length <= count) {
      const all = this.#rows;
      this.#rows = [];
      return all;
    }
    const rows = this.#rows.slice(from, from + count);
    this.#at = from + rows.length;
    if (this.#at === this.#rows.length) this.#forget();
    return rows;
  }

  #forget(): void {
    this.#rows = [];
    this.#at = 0;
  }

  /** What still comes is of no use: it is read, so that the connection becomes free, and forgotten. */
  #drop(error: Error | undefined): void {
    this.#error ??= error;
    this.#dropped = 0;
    this.#forget();
    if (this.#error !== undefined) this.#waiting?.reject(this.#error);
    this.#waiting = undefined;
    // Not in the middle of a packet, from which this may be called.
    queueMicrotask(() => this.#sender.resume());
  }

  #start(): void {
    this.#started?.resolve(this);
    this.#started = undefined;
  }

  #finish(): void {
    this.#done = true;
    this.#whenDone();
    this.#finished?.();
  }
}
