import type { Dialect } from "../../dialect/dialect.ts";
import type { SqlType } from "../../types/sql-type.ts";
import type { NumericType } from "../../types/numeric-type.ts";
import type { StringType } from "../../types/string-type.ts";
import type { BigIntegerType } from "../../types/integer-type.ts";
import type { ColumnProperty } from "../contract/property.ts";

/** How to make values of a column that other rows do not have. */
export interface StandIn {
  make(): unknown;
  /** Whether chance alone makes them different from every other; else the database is asked. */
  readonly certain: boolean;
}

/** NULL, which is no other NULL's equal. */
export const NULL_STANDS_IN: StandIn = { make: () => null, certain: true };

/** NULL where it may stand in the column and is no equal of another NULL; else a value by chance. undefined: there is no way to make one. */
export function standIn(property: ColumnProperty, dialect: Dialect, mayBeNull: boolean): StandIn | undefined {
  const { column } = property;
  if (column.computed !== undefined || column.identity?.always === true) return undefined;
  if (mayBeNull && column.nullable) return NULL_STANDS_IN;
  if (column.foreignKeys.length > 0) return undefined;
  // A number above those that were generated would make the database go on from there.
  const sign = column === column.table.autoincrementColumn ? -1 : 1;
  return byChance(column.type.forDialect(dialect.name), sign);
}

function byChance(type: SqlType, sign: 1 | -1): StandIn | undefined {
  switch (type.kind) {
    case "string":
    case "unicode":
    case "char":
    case "text":
    case "unicodeText":
    case "NCHAR":
    case "NVARCHAR":
    case "CLOB": {
      const length = Math.min((type as StringType).length ?? 32, 32);
      return { make: () => letters(length), certain: length >= 20 };
    }
    case "uuid":
    case "UUID":
      return { make: () => crypto.randomUUID(), certain: true };
    case "smallInteger":
      return { make: () => sign * upTo(2 ** 15), certain: false };
    case "integer":
      return { make: () => sign * upTo(2 ** 31), certain: false };
    case "bigInteger": {
      const { mode } = type as BigIntegerType;
      return { make: () => (mode === "number" ? sign * upTo(2 ** 53) : BigInt(sign * upTo(2 ** 53))), certain: false };
    }
    case "numeric":
    case "decimal":
      return decimals(type as NumericType);
    case "float":
    case "double":
    case "real":
      return { make: () => upTo(2 ** 24), certain: false };
    case "date":
      return { make: () => day().toISOString().slice(0, 10), certain: false };
    case "datetime":
    case "timestamp":
      return { make: () => new Date(day().getTime() + upTo(86_400) * 1000), certain: false };
    default:
      return undefined;
  }
}

function decimals({ precision = 9, scale = 0, mode }: NumericType): StandIn | undefined {
  const whole = Math.min(precision - scale, 15);
  if (whole < 1) return undefined;
  return { make: () => (mode === "number" ? upTo(10 ** whole) : String(upTo(10 ** whole))), certain: false };
}

const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

function letters(length: number): string {
  let text = "";
  for (let i = 0; i < length; i++) text += ALPHABET[Math.floor(Math.random() * ALPHABET.length)];
  return text;
}

/** A whole number of the upper half: those below are more often taken. */
function upTo(limit: number): number {
  return Math.floor(limit / 2 + (Math.random() * limit) / 2);
}

/** A day that every database knows, of the years 2000 to 2037: a TIMESTAMP of MySQL ends there. */
function day(): Date {
  return new Date(Date.UTC(2000, 0, 1 + Math.floor(Math.random() * 13_500)));
}
