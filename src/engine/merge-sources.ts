import { InvalidRequestError } from "../errors/state.ts";
import type { Flow } from "../flow/flow.ts";
import type { ResultMeta } from "./result-meta.ts";
import type { RowFeed } from "./row-feed.ts";
import { RowSource } from "./row-source.ts";
import { take } from "./row-view.ts";
import type { Result } from "./result.ts";

/** The rows of several results, one after another. */
export function mergeSources<R extends readonly unknown[]>(meta: ResultMeta, results: readonly Result<R>[]): RowSource {
  for (const result of results) {
    const keys = result.keys();
    if (keys.length === meta.keys.length && keys.every((key, index) => key === meta.keys[index])) continue;
    throw new InvalidRequestError(
      `merge() takes results of the same columns: the first has ${meta.keys.join(", ")}, another ${keys.join(", ")}.`,
    );
  }
  return RowSource.streaming(meta, new MergedFeed(results));
}

class MergedFeed implements RowFeed {
  readonly #results: Result<readonly unknown[]>[];

  constructor(results: readonly Result<readonly unknown[]>[]) {
    this.#results = [...results];
  }

  *fetch(count: number): Flow<unknown[][]> {
    const rows: unknown[][] = [];
    while (rows.length < count && this.#results.length > 0) {
      const [first] = this.#results as [Result<readonly unknown[]>];
      const wanted = count - rows.length;
      const some = yield* take(first.core, wanted);
      for (const row of some) rows.push(row as unknown[]);
      if (some.length < wanted) this.#results.shift();
    }
    return rows;
  }

  *close(): Flow<void> {
    for (const result of this.#results) yield* result.core.source.finish();
  }
}
