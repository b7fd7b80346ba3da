import type { ColumnElement } from "../sql/column-element.ts";
import type { ItemVal, RowOf } from "../sql/row-of.ts";
import type { Flow } from "../flow/flow.ts";
import { runSync } from "../flow/run.ts";
import { Fetchable, oneOrNone, onlyOne } from "./fetchable.ts";
import { freeze, type FrozenResult } from "./frozen-result.ts";
import { MappingResult } from "./mapping-result.ts";
import { mergeSources } from "./merge-sources.ts";
import type { ColumnKey } from "./row-columns.ts";
import type { ResultMeta } from "./result-meta.ts";
import { project } from "./project.ts";
import type { MappingOf, RowMembers } from "./row-members.ts";
import { RowSource } from "./row-source.ts";
import { take } from "./row-view.ts";
import { ScalarResult } from "./scalar-result.ts";

/**
 * The rows of one execution. Each row is an array that has the columns' names as properties too. Reading consumes:
 * a second `all()` gives what is left.
 *
 * ```ts
 * const result = conn.execute(select(users.c.id, users.c.name));
 * for (const [id, name] of result) console.log(id, name);
 * ```
 *
 * Reading throws ResourceClosedError when the statement returns no rows, or after `close()`, `first()` or `one()`.
 */
export class Result<R extends readonly unknown[] = unknown[]> extends Fetchable<R> {
  /** The columns that come out, where they are not those of the source. */
  readonly #picked: ResultMeta | undefined;
  readonly #indexes: readonly number[] | undefined;
  readonly #prototype: object | undefined;

  constructor(source: RowSource, picked?: { readonly meta: ResultMeta; readonly indexes: readonly number[] }) {
    super(source);
    this.#picked = picked?.meta;
    this.#indexes = picked?.indexes;
    this.#prototype = (picked?.meta ?? source.meta)?.prototype;
  }

  /** Whether there are rows to read at all. */
  get returnsRows(): boolean {
    return this.source.meta !== undefined;
  }

  /** Makes reading without `unique()` an error: the rows repeat their entity. */
  requireUnique(): void {
    this.source.mustBeUnique = true;
  }

  /** The names of the columns, in order. */
  keys(): string[] {
    return [...this.#meta().keys];
  }

  /** The first column of the first row, or null without rows; what remains is discarded. */
  scalar(): R[0] | null {
    const row = this.first();
    return row === null ? null : row[0];
  }

  /** The first column of the only row. Throws NoResultFound for none and MultipleResultsFound for more. */
  scalarOne(): R[0] {
    return onlyOne(this.takeLast(2))[0];
  }

  /** The first column of the only row, or null without rows. Throws MultipleResultsFound for more. */
  scalarOneOrNone(): R[0] | null {
    const row = oneOrNone(this.takeLast(2));
    return row === null ? null : row[0];
  }

  /** One column (the first) instead of rows: by name, position or the column itself. */
  scalars(): ScalarResult<R[0]>;
  scalars<C extends ColumnElement<unknown>>(column: C): ScalarResult<ItemVal<C>>;
  scalars<T = unknown>(column: number | string): ScalarResult<T>;
  scalars(column: ColumnKey = 0): ScalarResult<unknown> {
    const index = this.#meta().indexOf(column);
    return new ScalarResult<unknown>(this.source, this.#indexes?.[index] ?? index, this.filter?.again());
  }

  /** Plain objects by column name instead of rows. */
  mappings(): MappingResult<MappingOf<R>> {
    return new MappingResult<MappingOf<R>>(this.source, this.#meta(), this.#indexes, this.filter?.again());
  }

  /** The rows, as what they are: tuples. For code that was written for SQLAlchemy, whose rows are tuples by this method alone. */
  tuples(): this {
    return this;
  }

  /** Only these columns, in this order: by name, position, or the column itself. */
  columns<const C extends readonly ColumnElement<unknown>[]>(...columns: C): Result<RowOf<C> & RowMembers>;
  columns(...columns: ColumnKey[]): Result;
  columns(...columns: ColumnKey[]): Result {
    const meta = this.#meta();
    const picked = columns.map((column) => meta.indexOf(column));
    const indexes = picked.map((index) => this.#indexes?.[index] ?? index);
    const result = new Result(this.source, { meta: meta.pick(picked), indexes });
    if (this.filter !== undefined) result.filter = this.filter.again();
    return result;
  }

  /**
   * Reads what is left, to give it again and again: for caches. The function that comes back makes a new result each time.
   *
   * ```ts
   * const frozen = conn.execute(select(users)).freeze();
   * frozen().all();
   * frozen().scalars().all();
   * ```
   */
  freeze(): FrozenResult<R> {
    return runSync(this.freezeFlow());
  }

  /** The same as a flow; for async results. */
  *freezeFlow(): Flow<FrozenResult<R>> {
    const meta = this.#meta();
    const rows = yield* take(this.core, Number.POSITIVE_INFINITY);
    return freeze(meta, rows, (columns, data) => new Result<R>(new RowSource(columns, data)));
  }

  /** One result of the rows of this one and then those of others that have the same columns. Throws InvalidRequestError when they have not. */
  merge(...others: Result<R>[]): Result<R> {
    return new Result<R>(this.merged(others));
  }

  protected merged(others: readonly Result<R>[]): RowSource {
    return mergeSources(this.#meta(), [this, ...others]);
  }

  protected override shape(row: unknown[]): R {
    const values = this.#indexes === undefined ? row : project(row, this.#indexes);
    return Object.setPrototypeOf(values, this.#prototype as object) as R;
  }

  #meta(): ResultMeta {
    const meta = this.source.check();
    return this.#picked ?? meta;
  }
}
