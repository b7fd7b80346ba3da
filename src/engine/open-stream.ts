import type { DriverCursor } from "../dialect/driver.ts";
import { ResourceClosedError } from "../errors/state.ts";
import { type Flow, wait } from "../flow/flow.ts";
import type { ConnectionCore } from "./connection-core.ts";
import { statementFailed } from "./handle-error.ts";
import { checkSignal, limitedCall } from "../dialect/limited-call.ts";
import { withPatience } from "../dialect/patience.ts";
import type { RowFeed } from "./row-feed.ts";
import type { TransactionCore } from "./transaction-core.ts";

/** So many rows at a time are read into memory to make room for another statement. */
const DETACH_SIZE = 1000;

/** The rows of a statement that the database gives bit by bit. A connection has one at a time. */
export class OpenStream implements RowFeed {
  /** What it was opened in. */
  readonly #transaction: TransactionCore | undefined;
  readonly #core: ConnectionCore;
  readonly #cursor: DriverCursor;
  readonly #convert: (rows: unknown[][]) => unknown[][];
  readonly #sql: string;
  readonly #params: readonly unknown[];
  readonly #sending: ConnectionCore["sending"];
  /** Rows that had to be read into memory. */
  #rest: unknown[][] | undefined;
  #ended: string | undefined;

  constructor(
    core: ConnectionCore,
    cursor: DriverCursor,
    convert: (rows: unknown[][]) => unknown[][],
    statement: { readonly sql: string; readonly params: readonly unknown[] },
  ) {
    this.#core = core;
    this.#cursor = cursor;
    this.#convert = convert;
    this.#sql = statement.sql;
    this.#params = statement.params;
    this.#sending = core.sending;
    this.#transaction = core.innermost;
    core.stream = this;
  }

  *fetch(count: number): Flow<unknown[][]> {
    if (this.#rest !== undefined) return this.#rest.splice(0, count);
    if (this.#ended !== undefined) {
      throw new ResourceClosedError(
        `The rest of this result cannot be read: ${this.#ended}. A streamed result lives in its transaction; read it to the end first, or leave streamResults out.`,
      );
    }
    return yield* this.#read(count);
  }

  *close(): Flow<void> {
    this.#rest = [];
    yield* this.#release();
  }

  /** Before another statement: what the driver cannot give beside one is read into memory. */
  *makeRoom(): Flow<void> {
    if (this.#cursor.allows !== "anything") yield* this.detach();
  }

  /** Reads what is left into memory and lets go of the cursor. */
  *detach(): Flow<void> {
    const rest: unknown[][] = [];
    for (;;) {
      const rows = yield* this.#read(DETACH_SIZE);
      for (const row of rows) rest.push(row);
      if (rows.length < DETACH_SIZE) break;
    }
    this.#rest = rest;
  }

  /** Before a transaction or savepoint ends: the stream ends with its transaction, and with a rollback to a savepoint before it. */
  *beforeEnd(ending: TransactionCore, commit: boolean): Flow<void> {
    let inside = false;
    for (let each = this.#transaction; each !== undefined && !inside; each = each.parent) inside = each === ending;
    if (ending.parent === undefined) yield* this.#end(`its transaction has ended by ${commit ? "commit" : "rollback"}`);
    else if (inside && !commit) yield* this.#end("the savepoint that it was opened in was rolled back");
    else yield* this.makeRoom();
  }

  /** Whoever reads on is told why he cannot. */
  *#end(why: string): Flow<void> {
    this.#ended ??= why;
    try {
      yield* this.#release();
    } catch {
      // The transaction and the connection know of it; whoever ends them will hear.
    }
  }

  /** The connection is gone, and the cursor with it. */
  forget(why: string): void {
    this.#ended ??= why;
    this.#forget();
  }

  *#read(count: number): Flow<unknown[][]> {
    let rows: unknown[][];
    try {
      rows = yield* this.#fetch(count);
    } catch (error) {
      this.#ended ??= "reading it has failed";
      yield* this.#end(this.#ended);
      throw yield* statementFailed(this.#core, error, this.#sql, this.#params, false);
    }
    if (rows.length < count) yield* this.#release();
    return this.#convert(rows);
  }

  *#release(): Flow<void> {
    if (this.#core.stream !== this) return;
    this.#forget();
    const driver = this.#core.pooled?.connection;
    try {
      const closing = wait(this.#cursor.close());
      yield* driver === undefined ? closing : withPatience(driver, this.#core.engine.patience, closing);
    } catch (error) {
      throw yield* statementFailed(this.#core, error, this.#sql, this.#params, false);
    }
  }

  *#fetch(count: number): Flow<unknown[][]> {
    const driver = this.#core.pooled?.connection;
    const limits = this.#sending?.limits;
    if (limits === undefined || driver?.cancel === undefined) return yield* wait(this.#cursor.fetch(count));
    checkSignal(limits);
    return yield* wait(limitedCall(driver, limits, () => this.#cursor.fetch(count)));
  }

  #forget(): void {
    if (this.#core.stream === this) this.#core.stream = undefined;
  }
}
