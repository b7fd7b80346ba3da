import type { NotReadableByName } from "../sql/row-of.ts";
import type { RowMapping } from "./row-mapping.ts";

/** What a row has besides its values. */
export interface RowMembers {
  /** The names of the columns, in order. */
  readonly _fields: readonly string[];
  /** The values by name, position, or the column or class that was selected. */
  readonly _mapping: RowMapping;
  /** A plain object by column name. Throws AmbiguousColumnError when several columns have one name. */
  _asdict(): MappingOf<this>;
}

/** The named part of a row type. */
export type MappingOf<R> = {
  [K in keyof R as IsColumn<K, R[K]> extends true ? K : never]: R[K] extends NotReadableByName<string, infer T>
    ? T
    : R[K];
} & {};
/** A name of arrays is a column's as well when the row says why it cannot be read. */
type IsColumn<K, V> = K extends keyof unknown[] | keyof RowMembers
  ? V extends NotReadableByName<string, unknown>
    ? true
    : false
  : K extends `${number}`
    ? false
    : true;
