import { Fetchable } from "./fetchable.ts";
import { MappingResult, type MappingOf } from "./mapping-result.ts";
import { ResultMeta } from "./result-meta.ts";
import { RowSource } from "./row-source.ts";
import { ScalarResult } from "./scalar-result.ts";
import { NoResultFound } from "../errors/state.ts";

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
  readonly #prototype: object | undefined;

  constructor(meta: ResultMeta | undefined, rows: unknown[][]) {
    super(new RowSource(meta, rows));
    this.#prototype = meta?.prototype;
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
    return [...this.source.check().keys];
  }

  /** The first column of the first row, or null without rows; what remains is discarded. */
  scalar(): R[0] | null {
    const source = this.source;
    source.check();
    const row = source.rows[source.position];
    source.close();
    return row === undefined ? null : row[0];
  }

  /** The first column of the only row. Throws NoResultFound for none and MultipleResultsFound for more. */
  scalarOne(): R[0] {
    const row = this.single();
    if (row === undefined) throw new NoResultFound();
    return row.value[0];
  }

  /** The first column of the only row, or null without rows. Throws MultipleResultsFound for more. */
  scalarOneOrNone(): R[0] | null {
    const row = this.single("Multiple rows were found when one or none was required");
    return row === undefined ? null : row.value[0];
  }

  /** One column (the first) instead of rows. */
  scalars(): ScalarResult<R[0]>;
  scalars<T = unknown>(column: number | string): ScalarResult<T>;
  scalars(column: number | string = 0): ScalarResult<unknown> {
    const meta = this.source.check();
    const result = new ScalarResult<unknown>(this.source, column === 0 ? 0 : meta.indexOf(column));
    if (this.filter !== undefined) result.unique();
    return result;
  }

  /** Plain objects by column name instead of rows. */
  mappings(): MappingResult<MappingOf<R>> {
    this.source.check();
    return new MappingResult<MappingOf<R>>(this.source);
  }

  /** Only these columns, in this order, by name or position. */
  columns(...columns: (number | string)[]): Result {
    const meta = this.source.check();
    const indexes = columns.map((column) => meta.indexOf(column));
    const rows = this.source.rows.slice(this.source.position).map((row) => indexes.map((index) => row[index]));
    this.source.close();
    const result = new Result(new ResultMeta(indexes.map((index) => meta.keys[index] as string)), rows);
    if (this.filter !== undefined) result.unique();
    return result;
  }

  protected override shape(row: unknown[]): R {
    return Object.setPrototypeOf(row, this.#prototype as object) as R;
  }
}
