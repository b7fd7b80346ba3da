import { badResult, badValue } from "./bad-value.ts";
import { dateTimeText, isDateText } from "./calendar-text.ts";
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

/** Names in upper case are written as they are, on every database. */
export type DateTimeKind = "datetime" | "timestamp" | "DATETIME";

/** `datetime()`: a moment, as a Date; read and written as UTC, never shifted by the process's time zone. */
export class DateTimeType extends SqlType<Date> {
  readonly kind: DateTimeKind;
  readonly family: TypeFamily = "datetime";
  readonly cacheKey: string;
  readonly timezone: boolean;
  readonly sqliteStorage: "text" | "integer";

  constructor(options: DateTimeOptions = {}, kind: DateTimeKind = "datetime") {
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
  override asGeneric(): SqlType {
    return this.kind === "datetime" ? this : new DateTimeType({ timezone: this.timezone });
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
