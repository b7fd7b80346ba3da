import { shortLivedOfLength } from "../util/short-lived.ts";
import { InvalidRequestError } from "../errors/state.ts";
import type { Flow } from "../flow/flow.ts";
import type { RowSource } from "./row-source.ts";
import type { UniqueFilter } from "./unique-filter.ts";

/** What reading has to know of a view of a result: rows, scalars or mappings. Its flows serve sync and async results alike. */
export interface RowView<Out> {
  readonly source: RowSource;
  readonly filter: UniqueFilter | undefined;
  /** Whether what comes out is the first value of each row, as it is. */
  readonly firstColumn?: boolean | undefined;
  /** What comes out for one row of the source. */
  shape(row: unknown[]): Out;
  /** What it is told apart by, when no strategy says. */
  identity(row: unknown[], value: Out): unknown;
}

/** Throws when rows would come out that repeat their entity. */
export function checkUnique({ source, filter }: RowView<unknown>): void {
  if (!source.mustBeUnique || filter !== undefined) return;
  throw new InvalidRequestError(
    "The rows repeat their entity, because a collection was joined to it. Call unique() before reading: session.scalars(statement).unique().all().",
    "unique-required",
  );
}

/** Up to `count` of those whose rows are in memory. */
export function takeBuffered<Out>(view: RowView<Out>, count: number): Out[] {
  const { source, filter } = view;
  if (view.firstColumn === true && filter === undefined && count === Number.POSITIVE_INFINITY) {
    const values = source.takeValues();
    if (values !== undefined) return values as Out[];
  }
  const { rows, position } = source;
  if (filter === undefined) {
    const end = Math.min(rows.length, position + count);
    source.position = end;
    const out = shortLivedOfLength<Out>(end - position);
    for (let i = position; i < end; i++) out[i - position] = view.shape(rows[i] as unknown[]);
    return out;
  }
  const out: Out[] = [];
  let i = position;
  for (; i < rows.length && out.length < count; i++) {
    const row = rows[i] as unknown[];
    const value = view.shape(row);
    if (filter.isNew(value, view, row)) out.push(value);
  }
  source.position = i;
  return out;
}

/** Adds to `out` what is missing to `count`, from rows that have to be read. */
export function* takeMore<Out>(view: RowView<Out>, out: Out[], count: number): Flow<Out[]> {
  const { source } = view;
  while (out.length < count && source.feed !== undefined) {
    yield* source.more(count - out.length);
    for (const value of takeBuffered(view, count - out.length)) out.push(value);
  }
  return out;
}

export function* take<Out>(view: RowView<Out>, count: number): Flow<Out[]> {
  view.source.check();
  checkUnique(view);
  return yield* takeMore(view, takeBuffered(view, count), count);
}

/** The next rows as they come from the database, shaped; empty at the end. */
export function* nextBatch<Out>(view: RowView<Out>): Flow<Out[]> {
  const { source } = view;
  source.check();
  checkUnique(view);
  for (;;) {
    const out = takeBuffered(view, Number.POSITIVE_INFINITY);
    if (out.length > 0 || source.feed === undefined) return out;
    yield* source.more();
  }
}

/** Up to `count` values; the result is closed then. */
export function* takeLast<Out>(view: RowView<Out>, count: number): Flow<Out[]> {
  const found = yield* take(view, count);
  yield* view.source.finish();
  return found;
}
