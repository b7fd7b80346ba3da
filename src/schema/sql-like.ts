import { brandOf } from "../util/brand.ts";

/** SQL where a schema item takes it: a column expression, or text("…"). */
export interface SqlLike {
  readonly node: { readonly kind: string; readonly key: string };
}

/** Whether a value is SQL rather than a plain value. */
export function isSqlLike(value: unknown): value is SqlLike {
  const brand = brandOf(value);
  return brand === "expr" || brand === "text" || brand === "select" || brand === "sequence";
}
