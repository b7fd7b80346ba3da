import type { Compiled } from "../compiler/compiled.ts";
import type { ColumnNode } from "../sql/nodes/column.ts";
import type { PageText } from "./page-text.ts";
import { processed } from "./send-statement.ts";

/** What one INSERT carries. */
export interface InsertPage {
  /** The sets of values as the driver gets them, each in the order of the binds. */
  readonly sets: readonly (readonly unknown[])[];
  /** The parameters of the statement. */
  readonly params: readonly unknown[];
}

/**
 * Cuts sets of values into pages: of at most `size` rows, within the database's limit of parameters. A set begins another page when
 * it differs in what stands outside of the rows, or when a row of the page has the same values in `distinct` columns.
 */
export function insertPages(
  compiled: Compiled,
  text: PageText,
  distinct: readonly ColumnNode[],
  values: readonly unknown[][],
  size: number | undefined,
): InsertPage[] {
  const outside = [...text.before, ...text.after];
  const rows = text.rowsAPage(size);
  // Defaults are worked out anew for each set, and mean the same.
  const fixed = outside.filter((bind) => compiled.binds[bind]?.default === undefined);
  const keys = distinct.map((column) => compiled.binds.findIndex((bind) => bind.column === column));
  const isKnown = keys.every((key) => key >= 0);
  const pages: InsertPage[] = [];
  let page: unknown[][] = [];
  let first: readonly unknown[] | undefined;
  let seen = new Set<string>();
  const end = (): void => {
    if (page.length > 0) pages.push({ sets: page, params: paramsOf(text, page) });
    page = [];
    seen = new Set();
  };
  for (const set of values) {
    const key = keys.length === 0 ? "" : isKnown ? keyOf(set, keys) : undefined;
    const isFull =
      page.length === rows ||
      key === undefined ||
      (key !== "" && seen.has(key)) ||
      fixed.some((bind) => first !== undefined && set[bind] !== first[bind]);
    if (isFull) end();
    if (page.length === 0) first = set;
    if (key !== undefined && key !== "") seen.add(key);
    page.push(processed(compiled, set));
  }
  end();
  return pages;
}

function paramsOf({ before, row, after }: PageText, sets: readonly (readonly unknown[])[]): unknown[] {
  const first = sets[0] as readonly unknown[];
  const params: unknown[] = [];
  for (const bind of before) params.push(first[bind]);
  for (const set of sets) for (const bind of row) params.push(set[bind]);
  for (const bind of after) params.push(first[bind]);
  return params;
}

/** The values of some binds as one string, in which they cannot run together. */
export function keyOf(set: readonly unknown[], binds: readonly number[]): string {
  let key = "";
  for (const bind of binds) {
    const text = String(set[bind]);
    key += `${text.length}:${text}`;
  }
  return key;
}
