import { ArgumentError } from "../errors/argument.ts";
import { type AnyColumnBuilder, isColumnBuilder } from "../schema/column-builder.ts";
import { describeValue } from "../util/describe.ts";

/**
 * A column whose values may be edited in place: the next flush finds what changed in objects, arrays, Sets and Maps that the
 * attribute gave, however deep, and saves it. The values stay what they are; nothing wraps them.
 *
 * ```ts
 * class Page extends Base.table("pages", { id: integer().primaryKey(), data: mutable(json<{ tags: string[] }>()) }) {}
 * page.data.tags.push("new");
 * session.commit();                      // UPDATE pages SET data=? WHERE pages.id = ?
 * ```
 *
 * The same as `json().mutable()`. Each value that was read costs a copy, and a comparison at each flush; without it only
 * assignments are seen. An expired attribute gives another object when it is read again: what the former one gets is not seen.
 *
 * Throws ArgumentError for what is no column builder.
 */
export function mutable<B extends AnyColumnBuilder>(column: B): B {
  if (!isColumnBuilder(column)) {
    throw new ArgumentError(
      `mutable() takes a column, such as mutable(json()); given was ${describeValue(column)}.`,
      "argument",
    );
  }
  return column.mutable() as B;
}
