import { NumericType } from "./numeric-type.ts";
import type { SqlType } from "./sql-type.ts";
import { StringType } from "./string-type.ts";

const TEXT = new StringType();
const NUMERIC = new NumericType();
const PLAIN: ReadonlySet<string> = new Set(["integer", "float", "boolean", "datetime", "date", "uuid"]);

/**
 * The type of an array's elements when values of a column travel in one array; without length and scale, because a cast to them
 * cuts without a word. Undefined where they cannot.
 */
export function arrayItemType(type: SqlType): SqlType | undefined {
  switch (type.kind) {
    case "string":
    case "text":
    case "unicode":
    case "unicodeText":
      return TEXT;
    case "numeric":
    case "decimal":
      return NUMERIC;
    case "custom":
    case "variant":
    case "native":
    case "userDefined":
      return undefined;
    default:
      return PLAIN.has(type.family) ? type : undefined;
  }
}
