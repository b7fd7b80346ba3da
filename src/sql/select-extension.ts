import type { ColumnElement } from "./column-element.ts";
import type { Affix } from "./nodes/select.ts";
import type { Select } from "./select.ts";

/** A place of SELECT where an extension puts its text. */
export type SelectExtensionPoint = NonNullable<Affix["point"]>;

/**
 * A clause that SELECT does not have by itself, for `select(…).ext(extension)`. It says where it stands with
 * `statement.applySyntaxExtensionPoint()`:
 *
 * ```ts
 * const option = (text: string): SelectExtension => ({
 *   applyToSelect: (s) => s.applySyntaxExtensionPoint(() => [sql`OPTION (${literalColumn(text)})`], "postBody"),
 * });
 * ```
 */
export interface SelectExtension {
  applyToSelect<I extends readonly unknown[], E>(statement: Select<I, E>): Select<I, E>;
}

/** The elements at a point, from those that were there before. */
export type ExtensionElements = (existing: readonly ColumnElement<unknown>[]) => readonly ColumnElement<unknown>[];
