import { oneOrNone, onlyOne } from "../engine/fetchable.ts";
import type { FrozenResult } from "../engine/frozen-result.ts";
import type { Result } from "../engine/result.ts";
import type { ColumnKey } from "../engine/row-columns.ts";
import type { MappingOf, RowMembers } from "../engine/row-members.ts";
import type { ColumnElement } from "../sql/column-element.ts";
import type { ItemVal, RowOf } from "../sql/row-of.ts";
import { AsyncFetchable } from "./fetchable.ts";
import { AsyncMappingResult } from "./mapping-result.ts";
import type { OperationQueue } from "./operation-queue.ts";
import { AsyncScalarResult } from "./scalar-result.ts";

/**
 * The rows of `connection.stream(…)`: those of a Result, read from the database when they are asked for.
 *
 * ```ts
 * const result = await conn.stream(select(users.c.id, users.c.name));
 * for await (const [id, name] of result) console.log(id, name);
 * ```
 *
 * Reading throws ResourceClosedError after `close()`, `first()` or `one()`, and when the transaction has ended meanwhile.
 */
export class AsyncResult<R extends readonly unknown[] = unknown[]> extends AsyncFetchable<R> {
  readonly #result: Result<R>;

  constructor(result: Result<R>, queue: OperationQueue) {
    super(result, queue);
    this.#result = result;
  }

  /** Whether there are rows to read at all. */
  get returnsRows(): boolean {
    return this.#result.returnsRows;
  }

  /** The names of the columns, in order. */
  keys(): string[] {
    return this.#result.keys();
  }

  /** The first column of the first row, or null without rows; what remains is discarded. */
  async scalar(): Promise<R[0] | null> {
    const row = await this.first();
    return row === null ? null : row[0];
  }

  /** The first column of the only row. Throws NoResultFound for none and MultipleResultsFound for more. */
  async scalarOne(): Promise<R[0]> {
    return onlyOne(await this.takeLast(2))[0];
  }

  /** The first column of the only row, or null without rows. Throws MultipleResultsFound for more. */
  async scalarOneOrNone(): Promise<R[0] | null> {
    const row = oneOrNone(await this.takeLast(2));
    return row === null ? null : row[0];
  }

  /** One column (the first) instead of rows: by name, position or the column itself. */
  scalars(): AsyncScalarResult<R[0]>;
  scalars<C extends ColumnElement<unknown>>(column: C): AsyncScalarResult<ItemVal<C>>;
  scalars<T = unknown>(column: number | string): AsyncScalarResult<T>;
  scalars(column: number | string | ColumnElement<unknown> = 0): AsyncScalarResult<unknown> {
    return new AsyncScalarResult(this.#result.scalars(column as number), this.queue);
  }

  /** Plain objects by column name instead of rows. */
  mappings(): AsyncMappingResult<MappingOf<R>> {
    return new AsyncMappingResult(this.#result.mappings(), this.queue);
  }

  /** The rows, as what they are: tuples. */
  tuples(): this {
    return this;
  }

  /** Only these columns, in this order: by name, position, or the column itself. */
  columns<const C extends readonly ColumnElement<unknown>[]>(...columns: C): AsyncResult<RowOf<C> & RowMembers>;
  columns(...columns: ColumnKey[]): AsyncResult;
  columns(...columns: ColumnKey[]): AsyncResult {
    return new AsyncResult(this.#result.columns(...columns), this.queue);
  }

  /** Reads what is left, to give it again and again; see `Result.freeze`. */
  freeze(): Promise<FrozenResult<R>> {
    return this.queue.run(() => this.#result.freezeFlow());
  }
}
