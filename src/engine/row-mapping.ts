import type { ColumnElement } from "../sql/column-element.ts";
import type { ItemVal } from "../sql/row-of.ts";
import type { ColumnKey, RowColumns } from "./row-columns.ts";

/**
 * The values of one row by the name, the position, or the column, expression or mapped class that was selected: `row._mapping`.
 *
 * ```ts
 * const row = conn.execute(select(users.c.id, addresses.c.id).join(addresses)).one();
 * row._mapping.get(addresses.c.id);      // two columns are called "id"
 * ```
 *
 * Throws NoSuchColumnError for a column that is not there, and AmbiguousColumnError for a name that several have.
 */
export class RowMapping implements Iterable<[string, unknown]> {
  readonly #meta: RowColumns;
  readonly #row: readonly unknown[];

  constructor(meta: RowColumns, row: readonly unknown[]) {
    this.#meta = meta;
    this.#row = row;
  }

  get<C extends ColumnElement<unknown>>(column: C): ItemVal<C>;
  get<T extends object>(model: abstract new (...args: never[]) => T): T | null;
  get(column: ColumnKey): unknown;
  get(column: ColumnKey): unknown {
    return this.#row[this.#meta.indexOf(column)];
  }

  /** Whether there is such a column. */
  has(column: ColumnKey): boolean {
    return this.#meta.has(column);
  }

  /** How many columns there are. */
  get size(): number {
    return this.#row.length;
  }

  keys(): string[] {
    return [...this.#meta.keys];
  }

  values(): unknown[] {
    return [...this.#row];
  }

  /** Names and values, in column order; a name comes as often as there are columns of it. */
  entries(): [string, unknown][] {
    return this.#meta.keys.map((key, index) => [key, this.#row[index]]);
  }

  [Symbol.iterator](): Iterator<[string, unknown]> {
    return this.entries().values();
  }

  toJSON(): Record<string, unknown> {
    return this.#meta.mapping(this.#row);
  }
}
