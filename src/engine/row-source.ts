import { ResourceClosedError } from "../errors/state.ts";
import type { ResultMeta } from "./result-meta.ts";

/** The rows of one execution and how far they were read; a Result and the views made from it share it. */
export class RowSource {
  readonly meta: ResultMeta | undefined;
  rows: unknown[][];
  position: number;
  closed: boolean;
  /** The rows repeat their entity, because a collection was joined: reading needs `unique()`. */
  mustBeUnique: boolean = false;

  /** `meta` is undefined for a statement that returns no rows. */
  constructor(meta: ResultMeta | undefined, rows: unknown[][]) {
    this.meta = meta;
    this.rows = rows;
    this.position = 0;
    this.closed = false;
  }

  /** Throws when there is nothing to read from. */
  check(): ResultMeta {
    if (this.meta === undefined) {
      throw new ResourceClosedError("This result object does not return rows. It has been closed automatically.");
    }
    if (this.closed)
      throw new ResourceClosedError(
        "This result object is closed. Execute the statement again, or keep what all() gave.",
      );
    return this.meta;
  }

  close(): void {
    this.closed = true;
    this.rows = [];
    this.position = 0;
  }
}
