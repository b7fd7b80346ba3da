import { parseTimestamp, timestampText } from "../../dialect/timestamp-text.ts";
import { ArrayType } from "../../types/array-type.ts";
import { badResult } from "../../types/bad-value.ts";
import { bindDateTime, DateTimeType } from "../../types/datetime-type.ts";
import { bindBinary, bytesToHex, LargeBinaryType } from "../../types/large-binary-type.ts";
import { JsonPathType } from "../../types/json-path-type.ts";
import { type IntervalType, MomentInterval } from "../../types/interval-type.ts";
import type { BindProcessor, ResultProcessor, SqlType, TypeDialect } from "../../types/sql-type.ts";
import { quoteString } from "../../types/string-literal.ts";
import { isFamily } from "../../types/type-like.ts";
import { bindUuid, UuidType, uuidToHex } from "../../types/uuid-type.ts";
import { elementParser, elementText } from "./element-text.ts";
import { arrayText, type ArrayTexts, parseArrayText } from "./array-text.ts";

/** PostgreSQL's form of a generic type, or the type itself where the generic one already fits what the drivers deliver. */
export function postgresqlType(type: SqlType): SqlType {
  if (type.kind === "native") return type;
  if (isFamily<DateTimeType>(type, "datetime")) return new PostgresqlDateTime({ timezone: type.timezone }, type.kind);
  if (isFamily<LargeBinaryType>(type, "binary")) return new PostgresqlBytea(type.length, type.kind);
  if (isFamily<IntervalType>(type, "interval") && !type.native) return new MomentInterval();
  if (isFamily<UuidType>(type, "uuid") && !type.nativeUuid) return new CharUuid();
  if (isFamily<ArrayType>(type, "array"))
    return new PostgresqlArray(type.item, type.dimensions === undefined ? {} : { dimensions: type.dimensions });
  if (type.kind === "jsonSteps") return new JsonPathType("jsonSteps", (steps) => arrayText(steps, String));
  return type;
}

/** A moment as text in UTC; with its zone where the column keeps one, so that the session's time zone plays no part. */
class PostgresqlDateTime extends DateTimeType {
  override bindProcessor(_dialect: TypeDialect): BindProcessor {
    return this.timezone ? bindTimestampWithZone : bindTimestamp;
  }
  override resultProcessor(_dialect: TypeDialect): ResultProcessor {
    return resultTimestamp;
  }
  override literalProcessor(_dialect: TypeDialect): (value: unknown) => string {
    const bind = this.timezone ? bindTimestampWithZone : bindTimestamp;
    return (value) => quoteString(bind(value));
  }
}

export function bindTimestamp(value: unknown): string {
  return timestampText(bindDateTime(value));
}

export function bindTimestampWithZone(value: unknown): string {
  return `${timestampText(bindDateTime(value))}+00`;
}

export function resultTimestamp(value: unknown): Date {
  const date = typeof value === "string" ? parseTimestamp(value) : undefined;
  if (date !== undefined) return date;
  throw badResult(
    "datetime",
    "a moment that a Date can hold, within the years 1 to 9999",
    value,
    "infinity, years BC and years from 10000 on can be read as text: cast(column, string()).",
  );
}

/** 32 hexadecimal digits in CHAR(32), for `uuid({ nativeUuid: false })`. */
class CharUuid extends UuidType {
  override bindProcessor(_dialect: TypeDialect): BindProcessor {
    return (value) => uuidToHex(bindUuid(value));
  }
  override literalProcessor(_dialect: TypeDialect): (value: unknown) => string {
    return (value) => quoteString(uuidToHex(bindUuid(value)));
  }
}

class PostgresqlBytea extends LargeBinaryType {
  override literalProcessor(_dialect: TypeDialect): (value: unknown) => string {
    return (value) => `'\\x${bytesToHex(bindBinary(value))}'`;
  }
}

/** Arrays travel as PostgreSQL's array text. */
class PostgresqlArray extends ArrayType {
  override bindProcessor(dialect: TypeDialect): BindProcessor {
    const check = super.bindProcessor(dialect) as BindProcessor;
    return (value) => arrayText(check(value) as unknown[], elementText);
  }

  override resultProcessor(dialect: TypeDialect): ResultProcessor {
    const fromText = elementParser(this.item);
    const process = dialect.typeImpl(this.item).resultProcessor(dialect);
    const convert = (items: ArrayTexts): unknown[] =>
      items.map((item) => {
        if (item === null) return null;
        if (Array.isArray(item)) return convert(item);
        const value = fromText === undefined ? item : fromText(item);
        return process === undefined ? value : process(value);
      });
    return (value) => {
      const items = typeof value === "string" ? parseArrayText(value) : undefined;
      if (items === undefined) throw badResult("array", "the text of an array", value);
      return convert(items);
    };
  }
}
