import { parseTimestamp, timestampText } from "../../../dialect/timestamp-text.ts";
import { ArgumentError } from "../../../errors/argument.ts";
import { ColumnBuilder } from "../../../schema/column-builder.ts";
import { badResult, badValue } from "../../../types/bad-value.ts";
import { bindDateTime } from "../../../types/datetime-type.ts";
import { quoteString } from "../../../types/string-literal.ts";
import { describeValue } from "../../../util/describe.ts";
import { MysqlType } from "../mysql-type.ts";

export interface FractionOptions {
  /** Digits of a second's fraction, 0 to 6; none unless it is said. */
  readonly fsp?: number;
}

function withFraction(name: string, { fsp }: FractionOptions): string {
  if (fsp === undefined) return name;
  if (Number.isInteger(fsp) && fsp >= 0 && fsp <= 6) return `${name}(${fsp})`;
  throw new ArgumentError(`fsp is the number of digits after the second, 0 to 6; got ${describeValue(fsp)}.`);
}

function momentType(name: string, options: FractionOptions): MysqlType<Date> {
  const bind = (value: unknown): string => timestampText(bindDateTime(value));
  return new MysqlType<Date>({
    sql: withFraction(name, options),
    family: "datetime",
    castSql: name === "TIMESTAMP" ? "DATETIME" : withFraction(name, options),
    bind,
    result: (value) => {
      const date = value instanceof Date ? value : typeof value === "string" ? parseTimestamp(value) : undefined;
      if (date !== undefined) return date;
      throw badResult(name, "a date and time", value);
    },
    literal: (value) => quoteString(bind(value)),
    compare: (a, b) => a instanceof Date && b instanceof Date && a.getTime() === b.getTime(),
    identity: (value) => (value instanceof Date ? value.getTime() : value),
  });
}

/** DATETIME, with `{ fsp: 3 }` to the millisecond; a moment in UTC. */
export function datetime(options: FractionOptions = {}): ColumnBuilder<Date> {
  return new ColumnBuilder(momentType("DATETIME", options));
}
/** TIMESTAMP, with `{ fsp: 3 }` to the millisecond: moments from 1970 to 2038. */
export function timestamp(options: FractionOptions = {}): ColumnBuilder<Date> {
  return new ColumnBuilder(momentType("TIMESTAMP", options));
}

const TIME = /^-?\d{2,3}:[0-5]\d:[0-5]\d(?:\.\d{1,6})?$/;

function bindTime(value: unknown): string {
  if (typeof value === "string" && TIME.test(value) && Math.abs(Number.parseInt(value, 10)) <= 838) return value;
  throw badValue(
    "TIME",
    'a length of time from "-838:59:59" to "838:59:59", or a time of day "HH:MM:SS.ffffff"',
    value,
  );
}

/** TIME: a time of day, or a length of time from "-838:59:59" to "838:59:59". */
export function time(options: FractionOptions = {}): ColumnBuilder<string> {
  const sql = withFraction("TIME", options);
  return new ColumnBuilder(
    new MysqlType<string>({
      sql,
      family: "time",
      castSql: sql,
      bind: bindTime,
      literal: (v) => quoteString(bindTime(v)),
    }),
  );
}
