/** A column of a result: by name, by position from 0, or by the column, expression or class that was selected. */
export type ColumnKey = string | number | object;

/** What a row knows of its columns. */
export interface RowColumns {
  readonly keys: readonly string[];
  /** Position of a column. Throws NoSuchColumnError for one that is not there, AmbiguousColumnError for a name that is there twice. */
  indexOf(column: ColumnKey): number;
  /** Whether `indexOf` would find it. */
  has(column: ColumnKey): boolean;
  /** A plain object of one row. Throws AmbiguousColumnError when several columns have one name. */
  mapping(values: readonly unknown[]): Record<string, unknown>;
}
