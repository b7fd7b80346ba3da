import { type TextClause, textClause } from "../sql/text.ts";
import { textType } from "./builders.ts";
import type { ColumnBuilder } from "./column-builder.ts";

/**
 * SQL text, `text("SELECT 1")`, when given a string; the column type TEXT, `text()` or `text(1000)`, when given none or a number.
 * SQL text goes into the statement as it is: never build it from input, use `:name` with `.bindparams()`.
 */
export function text(sql: string): TextClause;
export function text(length?: number, options?: { readonly collation?: string }): ColumnBuilder<string>;
export function text(
  first?: string | number,
  options?: { readonly collation?: string },
): TextClause | ColumnBuilder<string> {
  return first === undefined || typeof first === "number" ? textType(first, options) : textClause(first);
}
