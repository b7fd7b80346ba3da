import type { DriverCursor } from "../../../dialect/driver.ts";

/** The rows of a statement that is being read. */
export interface UnreadRows {
  /** The next rows, at most `count`; fewer only at the end. */
  take(count: number): unknown[][];
  /** Gives up what is left. */
  close(): void;
}

/** Rows that an iterator gives one by one. */
export class IteratedRows implements UnreadRows {
  readonly #iterator: Iterator<unknown>;

  constructor(iterator: Iterator<unknown>) {
    this.#iterator = iterator;
  }

  take(count: number): unknown[][] {
    const rows: unknown[][] = [];
    while (rows.length < count) {
      const step = this.#iterator.next();
      if (step.done === true) break;
      rows.push(step.value as unknown[]);
    }
    return rows;
  }

  close(): void {
    this.#iterator.return?.();
  }
}

/** The cursors that are open on one connection. */
export class OpenCursors {
  readonly #open = new Set<Cursor>();

  get isEmpty(): boolean {
    return this.#open.size === 0;
  }

  /** A cursor over the rows of a statement of its own. */
  open(columns: readonly string[], rows: UnreadRows): DriverCursor {
    const cursor = new Cursor(columns, rows, (closed) => this.#open.delete(closed));
    this.#open.add(cursor);
    return cursor;
  }

  /** Reads the rest of each into memory: SQLite leaves open what a write does to rows that were not read yet. */
  detach(): void {
    for (const cursor of this.#open) cursor.detach();
  }

  close(): void {
    for (const cursor of this.#open) cursor.close();
  }
}

class Cursor implements DriverCursor {
  readonly columns: readonly string[];
  readonly allows = "anything";
  #rows: UnreadRows | undefined;
  readonly #onEnd: (cursor: Cursor) => void;

  constructor(columns: readonly string[], rows: UnreadRows, onEnd: (cursor: Cursor) => void) {
    this.columns = columns;
    this.#rows = rows;
    this.#onEnd = onEnd;
  }

  fetch(count: number): unknown[][] {
    const rows = this.#rows?.take(count) ?? [];
    if (rows.length < count) this.#end();
    return rows;
  }

  detach(): void {
    const rest = this.fetch(Number.POSITIVE_INFINITY);
    this.#rows = new IteratedRows(rest.values());
  }

  close(): void {
    const rows = this.#rows;
    this.#end();
    rows?.close();
  }

  #end(): void {
    this.#rows = undefined;
    this.#onEnd(this);
  }
}
