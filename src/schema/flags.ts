/**
 * What the types know of a column besides its value. "optional": it may be left out of INSERT values, because it has a default,
 * is nullable, or is generated. "generated": it takes no values at all, because the database computes it.
 */
export type ColumnFlag = "nullable" | "optional" | "pk" | "generated";
