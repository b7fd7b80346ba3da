import type { InsertParts, SplitText } from "./compiled.ts";

/** Marks around the values of an INSERT, beside the marks of its placeholders; they leave no trace in the text. */
export const ROW_START = "\u0001<\u0002";
export const ROW_END = "\u0001>\u0002";

/** A place in a text that is split at its placeholders. */
export interface TextPlace {
  readonly segment: number;
  readonly offset: number;
}

/** An INSERT split at its placeholders, in three parts. */
export function splitInsert(
  segments: readonly string[],
  placeholders: readonly number[],
  start: TextPlace,
  end: TextPlace,
): InsertParts {
  const first: TextPlace = { segment: 0, offset: 0 };
  const lastSegment = segments.length - 1;
  const last: TextPlace = { segment: lastSegment, offset: (segments[lastSegment] as string).length };
  const part = (from: TextPlace, to: TextPlace): SplitText => {
    const pieces = segments.slice(from.segment, to.segment + 1);
    // The end first: both may be in one segment.
    pieces[pieces.length - 1] = (pieces.at(-1) as string).slice(0, to.offset);
    pieces[0] = (pieces[0] as string).slice(from.offset);
    return { pieces, binds: placeholders.slice(from.segment, to.segment) };
  };
  return { before: part(first, start), row: part(start, end), after: part(end, last) };
}
