import { badResult, badValue } from "./bad-value.ts";
import { dateTimeText, isDateText, isTimeText, parseDuration } from "./calendar-text.ts";
import { type BindProcessor, type ResultProcessor, SqlType, type TypeDialect, type TypeFamily } from "./sql-type.ts";
import { quoteString } from "./string-literal.ts";

const FIRST_MOMENT = Date.parse("0001-01-01T00:00:00Z");
const LAST_MOMENT = Date.parse("9999-12-31T23:59:59.999Z");

/** Checks a moment: a valid Date within the years 1 to 9999, which all databases and their text forms agree on. */
export function bindDateTime(value: unknown): Date {
  if (!(value instanceof Date)) {
    throw badValue("datetime", "a Date", value, typeof value === "string" ? "Use new Date(text)." : "");
  }
  const time = value.getTime();
  if (Number.isNaN(time)) throw badValue("datetime", "a valid Date", value);
  if (time < FIRST_MOMENT || time > LAST_MOMENT) throw badValue("datetime", "a Date within the years 1 to 9999", value);
  return value;
}

export interface DateTimeOptions {
  /** TIMESTAMP WITH TIME ZONE where the database has it. Values are moments in UTC either way. */
  readonly timezone?: boolean;
  /** How SQLite keeps it: ISO text as SQLAlchemy does, or integer milliseconds since 1970. */
  readonly sqliteStorage?: "text" | "integer";
}

/** `datetime()`: a moment, as a Date; read and written as UTC, never shifted by the process's time zone. */
export class DateTimeType extends SqlType<Date> {
  readonly kind: "datetime" | "timestamp";
  readonly family: TypeFamily = "datetime";
  readonly cacheKey: string;
  readonly timezone: boolean;
  readonly sqliteStorage: "text" | "integer";

  constructor(options: DateTimeOptions = {}, kind: "datetime" | "timestamp" = "datetime") {
    super();
    this.kind = kind;
    this.timezone = options.timezone ?? false;
    this.sqliteStorage = options.sqliteStorage ?? "text";
    this.cacheKey = `${kind}:${this.timezone ? "tz" : ""}:${this.sqliteStorage}`;
  }

  override bindProcessor(_dialect: TypeDialect): BindProcessor | undefined {
    return bindDateTime;
  }
  override resultProcessor(_dialect: TypeDialect): ResultProcessor | undefined {
    return resultDateTime;
  }
  override literalProcessor(_dialect: TypeDialect): (value: unknown) => string {
    return (value) => quoteString(dateTimeText(bindDateTime(value)));
  }
  override identityKey(value: unknown): unknown {
    return value instanceof Date ? value.getTime() : value;
  }
  override compareValues(a: unknown, b: unknown): boolean {
    return a === b || (a instanceof Date && b instanceof Date && a.getTime() === b.getTime());
  }
}

/** The generic form: a Date as it is, or ISO text taken as UTC when it names no zone. */
function resultDateTime(value: unknown): Date {
  if (value instanceof Date) return value;
  if (typeof value === "string") {
    const text = value.replace(" ", "T");
    const date = new Date(text.length === 10 || /[zZ]|[+-]\d\d(:?\d\d)?$/.test(text.slice(10)) ? text : `${text}Z`);
    if (!Number.isNaN(date.getTime())) return date;
  }
  throw badResult("datetime", "a date and time", value);
}

export function bindDate(value: unknown): string {
  if (typeof value === "string" && isDateText(value)) return value;
  throw badValue(
    "date",
    'a day that exists, as "YYYY-MM-DD"',
    value,
    value instanceof Date ? "Use date.toISOString().slice(0, 10)." : "",
  );
}

/** `date()`: a calendar day as "YYYY-MM-DD". */
export class DateType extends SqlType<string> {
  readonly kind = "date";
  readonly family: TypeFamily = "date";
  readonly cacheKey: string = "date";

  override bindProcessor(_dialect: TypeDialect): BindProcessor | undefined {
    return bindDate;
  }
  override literalProcessor(_dialect: TypeDialect): (value: unknown) => string {
    return (value) => quoteString(bindDate(value));
  }
}

export function bindTime(value: unknown): string {
  if (typeof value === "string" && isTimeText(value)) return value;
  throw badValue("time", 'a time of day as "HH:MM:SS" or "HH:MM:SS.ffffff"', value);
}

/** `time()`: a time of day as "HH:MM:SS" or "HH:MM:SS.ffffff". */
export class TimeType extends SqlType<string> {
  readonly kind = "time";
  readonly family: TypeFamily = "time";
  readonly cacheKey: string;
  readonly timezone: boolean;

  constructor(options: { timezone?: boolean } = {}) {
    super();
    this.timezone = options.timezone ?? false;
    this.cacheKey = this.timezone ? "time:tz" : "time";
  }

  override bindProcessor(_dialect: TypeDialect): BindProcessor | undefined {
    return bindTime;
  }
  override literalProcessor(_dialect: TypeDialect): (value: unknown) => string {
    return (value) => quoteString(bindTime(value));
  }
}

export function bindInterval(value: unknown): string {
  if (typeof value === "string" && parseDuration(value) !== undefined) return value;
  throw badValue("interval", 'an ISO 8601 duration such as "P1DT2H30M"', value);
}

/** `interval()`: a length of time as an ISO 8601 duration, "P1DT2H30M". */
export class IntervalType extends SqlType<string> {
  readonly kind = "interval";
  readonly family: TypeFamily = "interval";
  readonly cacheKey: string = "interval";

  override bindProcessor(_dialect: TypeDialect): BindProcessor | undefined {
    return bindInterval;
  }
  override literalProcessor(_dialect: TypeDialect): (value: unknown) => string {
    return (value) => quoteString(bindInterval(value));
  }
}
