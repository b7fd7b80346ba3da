import { BooleanType } from "./boolean-type.ts";
import { DateTimeType } from "./datetime-type.ts";
import { BigIntegerType, IntegerType } from "./integer-type.ts";
import { LargeBinaryType } from "./large-binary-type.ts";
import { NullType } from "./null-type.ts";
import { FloatType } from "./numeric-type.ts";
import type { SqlType } from "./sql-type.ts";
import { StringType } from "./string-type.ts";

/** The one object of each type that plain values have; also for expressions that need a type. */
export const NULL_TYPE: NullType = new NullType();
export const INTEGER: IntegerType = new IntegerType();
export const BIG_INTEGER: BigIntegerType = new BigIntegerType();
export const FLOAT: FloatType = new FloatType();
export const STRING: StringType = new StringType();
export const BOOLEAN: BooleanType = new BooleanType();
export const DATETIME: DateTimeType = new DateTimeType();
export const LARGE_BINARY: LargeBinaryType = new LargeBinaryType();

/** The type of a plain value that stands by itself, as in `literal(3)`; NullType, which refuses it when bound, for what has none. */
export function resolveLiteralType(value: unknown): SqlType {
  switch (typeof value) {
    case "string":
      return STRING;
    case "number":
      return Number.isSafeInteger(value) ? INTEGER : FLOAT;
    case "bigint":
      return BIG_INTEGER;
    case "boolean":
      return BOOLEAN;
    case "object":
      if (value instanceof Date) return DATETIME;
      return value instanceof Uint8Array ? LARGE_BINARY : NULL_TYPE;
    default:
      return NULL_TYPE;
  }
}
