import { ArgumentError } from "../errors/argument.ts";
import { brandOf } from "../util/brand.ts";
import { describeValue } from "../util/describe.ts";
import type { SqlType, TypeFamily } from "./sql-type.ts";

/** A column builder, as a way to name a type: `cast(x, numeric(10, 2))`. */
export interface TypeCarrier<T> {
  readonly type: SqlType<T>;
  readonly columnOptions: object;
}

/** Whatever names a type where one is asked for: a type object, or a column builder. */
export type TypeLike<T = unknown> = SqlType<T> | TypeCarrier<T>;

/** The type that is meant; an error for anything else, strings above all: the name of a type is never spliced into SQL. */
export function toType<T>(value: TypeLike<T>): SqlType<T> {
  const brand = brandOf(value);
  if (brand === "type") return value as SqlType<T>;
  if (brand === "builder") return (value as TypeCarrier<T>).type;
  throw new ArgumentError(`A type was expected, such as integer() or numeric(10, 2), not ${describeValue(value)}.`);
}

/** Whether a type is the generic one of a family; not by its class, because a type may come from another copy of the package. */
export function isFamily<T extends SqlType>(type: SqlType, family: TypeFamily): type is T {
  return type.family === family && !WRAPPERS.has(type.kind);
}

/** Types that have the family of the type below them. */
const WRAPPERS: ReadonlySet<string> = new Set(["custom", "variant", "userDefined", "domain"]);
