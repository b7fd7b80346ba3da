import { ArgumentError } from "../errors/argument.ts";
import type { ResultMeta } from "./result-meta.ts";
import type { Result } from "./result.ts";

/** A result that was read and can be given again: call it for a new one. */
export interface FrozenResult<R extends readonly unknown[] = unknown[]> {
  (): Result<R>;
  /** The rows. */
  readonly data: readonly R[];
  /** The same columns with other rows: arrays in column order. Throws ArgumentError for rows of another length. */
  withNewRows(rows: Iterable<R>): FrozenResult<R>;
}

/** `open` makes a result of rows, which are its own. */
export function freeze<R extends readonly unknown[]>(
  meta: ResultMeta,
  data: readonly R[],
  open: (meta: ResultMeta, rows: unknown[][]) => Result<R>,
): FrozenResult<R> {
  const thaw = (): Result<R> =>
    open(
      meta,
      data.map((row) => [...row]),
    );
  return Object.assign(thaw, {
    data,
    withNewRows(rows: Iterable<R>): FrozenResult<R> {
      const given = [...rows];
      const wrong = given.findIndex((row) => row.length !== meta.keys.length);
      if (wrong !== -1) {
        throw new ArgumentError(
          `withNewRows() takes rows of ${meta.keys.length} values, as the frozen result has columns; the one at position ${wrong} has ${given[wrong]?.length}.`,
        );
      }
      return freeze(meta, given, open);
    },
  });
}
