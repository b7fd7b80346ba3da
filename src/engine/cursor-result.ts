import { InvalidRequestError } from "../errors/state.ts";
import { Result } from "./result.ts";
import type { ResultMeta } from "./result-meta.ts";

/** What a statement did besides giving rows. */
export interface CursorFacts {
  readonly rowcount: number;
  readonly lastrowid: number | bigint | null;
  /** The primary keys of the inserted rows, in order; undefined unless the statement was an INSERT of which they are known. */
  readonly insertedPrimaryKeys: readonly (readonly unknown[])[] | undefined;
  readonly isInsert: boolean;
}

/** The result of a Core execution: rows, and what the database said about those it wrote. */
export class CursorResult<R extends readonly unknown[] = unknown[]> extends Result<R> {
  readonly #facts: CursorFacts;

  constructor(meta: ResultMeta | undefined, rows: unknown[][], facts: CursorFacts) {
    super(meta, rows);
    this.#facts = facts;
  }

  /** Rows matched by UPDATE and DELETE, or inserted; -1 when the driver does not know. */
  get rowcount(): number {
    return this.#facts.rowcount;
  }

  /** The number the database gave the inserted row, where its driver tells (SQLite, MySQL); else null. */
  get lastrowid(): number | bigint | null {
    return this.#facts.lastrowid;
  }

  /** The primary key of the one inserted row, in the order of the table's key columns. Throws InvalidRequestError unless one row was inserted and its key is known. */
  get insertedPrimaryKey(): unknown[] {
    const keys = this.insertedPrimaryKeyRows;
    if (keys.length !== 1) {
      throw new InvalidRequestError(
        `insertedPrimaryKey is for an INSERT of one row, and ${keys.length} were inserted; see insertedPrimaryKeyRows.`,
      );
    }
    return keys[0] as unknown[];
  }

  /** The primary keys of all inserted rows, in the order of the parameter sets. Throws InvalidRequestError when they are not known. */
  get insertedPrimaryKeyRows(): unknown[][] {
    const { insertedPrimaryKeys, isInsert } = this.#facts;
    if (!isInsert) throw new InvalidRequestError("Only an INSERT has inserted primary keys; this statement is none.");
    if (insertedPrimaryKeys === undefined) {
      throw new InvalidRequestError(
        "The primary keys of these rows are not known: the INSERT was from a SELECT, skipped rows, or has an explicit RETURNING. Add .returning(…) with the key columns.",
      );
    }
    return insertedPrimaryKeys.map((key) => [...key]);
  }
}
