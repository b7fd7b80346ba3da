import type { DriverCursor } from "../../../dialect/driver.ts";

/** The cursors that are open on one connection. */
export class OpenCursors {
  readonly #open = new Set<IteratorCursor>();

  get isEmpty(): boolean {
    return this.#open.size === 0;
  }

  /** A cursor over the iterator that a statement of its own gives. */
  open(columns: readonly string[], iterator: Iterator<unknown>): DriverCursor {
    const cursor = new IteratorCursor(columns, iterator, (closed) => this.#open.delete(closed));
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

class IteratorCursor implements DriverCursor {
  readonly columns: readonly string[];
  readonly allows = "anything";
  #iterator: Iterator<unknown> | undefined;
  readonly #onEnd: (cursor: IteratorCursor) => void;

  constructor(columns: readonly string[], iterator: Iterator<unknown>, onEnd: (cursor: IteratorCursor) => void) {
    this.columns = columns;
    this.#iterator = iterator;
    this.#onEnd = onEnd;
  }

  fetch(count: number): unknown[][] {
    const rows: unknown[][] = [];
    while (rows.length < count && this.#iterator !== undefined) {
      const step = this.#iterator.next();
      if (step.done === true) this.#end();
      else rows.push(step.value as unknown[]);
    }
    return rows;
  }

  detach(): void {
    const rest = this.fetch(Number.POSITIVE_INFINITY);
    this.#iterator = rest.values();
  }

  close(): void {
    const iterator = this.#iterator;
    this.#end();
    iterator?.return?.();
  }

  #end(): void {
    this.#iterator = undefined;
    this.#onEnd(this);
  }
}
