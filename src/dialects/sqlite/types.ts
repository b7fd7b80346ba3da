import { parseTimestamp, timestampText } from "../../dialect/timestamp-text.ts";
import { badResult, badValue } from "../../types/bad-value.ts";
import { bindBoolean, BooleanType } from "../../types/boolean-type.ts";
import { bindDateTime, DateTimeType } from "../../types/datetime-type.ts";
import { canonicalDecimal } from "../../types/decimal-text.ts";
import { isJsonPathType, JsonPathType, jsonPathText } from "../../types/json-path-type.ts";
import { bindNumeric, NumericType } from "../../types/numeric-type.ts";
import { LargeBinaryType } from "../../types/large-binary-type.ts";
import { type IntervalType, MomentInterval } from "../../types/interval-type.ts";
import type { Formatted } from "./date-formats.ts";
import type { BindProcessor, ResultProcessor, SqlType, TypeDialect } from "../../types/sql-type.ts";
import { quoteString } from "../../types/string-literal.ts";
import { fullTime, TimeType } from "../../types/time-type.ts";
import { isFamily } from "../../types/type-like.ts";
import { bindUuid, hexToUuid, UuidType, uuidToHex } from "../../types/uuid-type.ts";

/** SQLite's form of a generic type, or the type itself where SQLite has nothing of its own. */
export function sqliteType(type: SqlType): SqlType {
  if ((type as Partial<Formatted>).format !== undefined) return type;
  if (isFamily<BooleanType>(type, "boolean"))
    return new SqliteBoolean({ name: type.name, createConstraint: type.createConstraint });
  if (isFamily<DateTimeType>(type, "datetime")) {
    return new SqliteDateTime({ timezone: type.timezone, sqliteStorage: type.sqliteStorage }, type.kind);
  }
  if (isFamily<NumericType<string | number>>(type, "numeric"))
    return new SqliteNumeric(type.precision, type.scale, { mode: type.mode }, type.kind);
  // A type called UUID would turn 32 digits into a number; with their dashes they stay text.
  if (isFamily<UuidType>(type, "uuid") && type.kind === "uuid") return new SqliteUuid();
  if (isFamily<LargeBinaryType>(type, "binary")) return new SqliteBlob(type.length, type.kind);
  if (isFamily<TimeType>(type, "time")) return new SqliteTime({ timezone: type.timezone });
  if (isFamily<IntervalType>(type, "interval")) return new MomentInterval();
  if (isJsonPathType(type))
    return new JsonPathType(type.kind, (steps) => jsonPathText(steps, (position) => `#${position}`));
  return type;
}

/** 1 and 0. */
class SqliteBoolean extends BooleanType {
  override bindProcessor(_dialect: TypeDialect): BindProcessor {
    return bindBit;
  }
  override literalProcessor(_dialect: TypeDialect): (value: unknown) => string {
    return (value) => String(bindBit(value));
  }
}

function bindBit(value: unknown): number {
  return bindBoolean(value) ? 1 : 0;
}

/** Text "YYYY-MM-DD HH:MM:SS.ffffff" in UTC, as SQLAlchemy stores it; or whole milliseconds since 1970. */
class SqliteDateTime extends DateTimeType {
  override bindProcessor(_dialect: TypeDialect): BindProcessor {
    return this.sqliteStorage === "integer" ? bindMilliseconds : bindText;
  }
  override resultProcessor(_dialect: TypeDialect): ResultProcessor {
    return this.sqliteStorage === "integer" ? resultMilliseconds : resultText;
  }
  override literalProcessor(_dialect: TypeDialect): (value: unknown) => string {
    return this.sqliteStorage === "integer"
      ? (value) => String(bindMilliseconds(value))
      : (value) => quoteString(bindText(value));
  }
}

function bindText(value: unknown): string {
  return timestampText(bindDateTime(value));
}

function resultText(value: unknown): Date {
  const date = typeof value === "string" ? parseTimestamp(value) : undefined;
  if (date !== undefined) return date;
  throw badResult(
    "datetime",
    'text such as "2024-05-01 10:30:00.000000"',
    value,
    typeof value === "number" ? 'For milliseconds since 1970 declare datetime({ sqliteStorage: "integer" }).' : "",
  );
}

function bindMilliseconds(value: unknown): number {
  return bindDateTime(value).getTime();
}

function resultMilliseconds(value: unknown): Date {
  const date = new Date(Number(value));
  if ((typeof value === "number" || typeof value === "bigint") && !Number.isNaN(date.getTime())) return date;
  throw badResult(
    "datetime",
    "whole milliseconds since 1970",
    value,
    typeof value === "string" ? "For text leave sqliteStorage out." : "",
  );
}

const EXACT_DIGITS = 15;

/** SQLite keeps a NUMERIC as a double, which holds 15 decimal digits of any number; a value with more is refused rather than rounded. */
class SqliteNumeric extends NumericType<string | number> {
  override bindProcessor(_dialect: TypeDialect): BindProcessor {
    return this.mode === "number" ? bindNumber : bindExact;
  }
}

function bindNumber(value: unknown): unknown {
  return typeof value === "number" && Number.isFinite(value) ? value : bindExact(value);
}

function bindExact(value: unknown): number {
  const text = bindNumeric(value);
  if (text.length > EXACT_DIGITS && significantDigits(text) > EXACT_DIGITS) {
    throw badValue(
      "numeric",
      `at most ${EXACT_DIGITS} significant digits on SQLite, which keeps decimals as floating point and would round more`,
      value,
      "Use bigInteger() with a smaller unit, or string().",
    );
  }
  return Number(text);
}

function significantDigits(text: string): number {
  const canonical = canonicalDecimal(text);
  const point = canonical.indexOf(".");
  let digits = 0;
  let trailingZeros = 0;
  for (let i = 0; i < canonical.length; i++) {
    const code = canonical.charCodeAt(i);
    if (code < 48 || code > 57 || (digits === 0 && code === 48)) continue;
    digits++;
    trailingZeros = code === 48 ? trailingZeros + 1 : 0;
  }
  return point < 0 ? digits - trailingZeros : digits;
}

/** "HH:MM:SS.ffffff", so that times compare as text. */
class SqliteTime extends TimeType {
  override bindProcessor(dialect: TypeDialect): BindProcessor {
    const check = super.bindProcessor(dialect) as (value: unknown) => string;
    return this.timezone ? check : (value) => fullTime(check(value));
  }
}

/** 32 hexadecimal digits, as SQLAlchemy stores it. */
class SqliteUuid extends UuidType {
  override bindProcessor(_dialect: TypeDialect): BindProcessor {
    return bindHex;
  }
  override resultProcessor(_dialect: TypeDialect): ResultProcessor {
    return resultUuid;
  }
  override literalProcessor(_dialect: TypeDialect): (value: unknown) => string {
    return (value) => quoteString(bindHex(value));
  }
}

function bindHex(value: unknown): string {
  return uuidToHex(bindUuid(value));
}

function resultUuid(value: unknown): unknown {
  return typeof value === "string" && value.length === 32 ? hexToUuid(value) : value;
}

/** better-sqlite3 gives Buffers, whose methods differ from those of the Uint8Array that is promised. */
class SqliteBlob extends LargeBinaryType {
  override resultProcessor(dialect: TypeDialect): ResultProcessor {
    const generic = super.resultProcessor(dialect) as ResultProcessor;
    return (value) =>
      Buffer.isBuffer(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : generic(value);
  }
}
