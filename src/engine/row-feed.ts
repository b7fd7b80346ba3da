import type { Flow } from "../flow/flow.ts";

/** Where the rows of a result come from that are not in memory yet. */
export interface RowFeed {
  /** The next rows, converted: at most `count`, fewer only at the end. */
  fetch(count: number): Flow<unknown[][]>;
  /** Gives up what is left. */
  close(): Flow<void>;
}

/** How many rows are read ahead: few at first, since a reader may stop at once, then more and more up to a limit. */
export class ReadAhead {
  #size = 5;
  #max: number;

  constructor(max = 1000) {
    this.#max = max;
    this.#size = Math.min(this.#size, max);
  }

  /** Always this many. */
  fix(size: number): void {
    this.#size = size;
    this.#max = size;
  }

  get max(): number {
    return this.#max;
  }

  next(): number {
    const size = this.#size;
    this.#size = Math.min(this.#max, size * 5);
    return size;
  }
}
