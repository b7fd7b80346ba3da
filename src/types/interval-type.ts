import { badResult, badValue } from "./bad-value.ts";
import { durationText, parseDuration } from "./calendar-text.ts";
import { checkCount } from "./numeric-type.ts";
import { type BindProcessor, type ResultProcessor, SqlType, type TypeDialect, type TypeFamily } from "./sql-type.ts";
import { quoteString } from "./string-literal.ts";

export function bindInterval(value: unknown): string {
  if (typeof value === "string" && parseDuration(value) !== undefined) return value;
  throw badValue("interval", 'an ISO 8601 duration such as "P1DT2H30M"', value);
}

export interface IntervalOptions {
  /** `false`: kept as a moment after 1970-01-01 even where the database has intervals. */
  readonly native?: boolean | undefined;
  /** Digits of the second's fraction, where the database has intervals. */
  readonly secondPrecision?: number | undefined;
  /** Digits of the day, on databases whose intervals have such a thing; none of SQLite, PostgreSQL and MySQL. */
  readonly dayPrecision?: number | undefined;
}

/** `interval()`: a length of time as an ISO 8601 duration, "P1DT2H30M". */
export class IntervalType extends SqlType<string> {
  readonly kind = "interval";
  readonly family: TypeFamily = "interval";
  readonly cacheKey: string;
  readonly native: boolean;
  readonly secondPrecision: number | undefined;
  readonly dayPrecision: number | undefined;

  constructor(options: IntervalOptions = {}) {
    super();
    this.native = options.native ?? true;
    this.secondPrecision = checkCount("precision of seconds", options.secondPrecision);
    this.dayPrecision = checkCount("precision of days", options.dayPrecision);
    this.cacheKey = `interval:${this.native ? "" : "moment"}:${this.secondPrecision ?? ""}:${this.dayPrecision ?? ""}`;
  }

  override bindProcessor(_dialect: TypeDialect): BindProcessor | undefined {
    return bindInterval;
  }
  override literalProcessor(_dialect: TypeDialect): (value: unknown) => string {
    return (value) => quoteString(bindInterval(value));
  }
  /** "PT60S" and "PT1M" are one length of time. */
  override identityKey(value: unknown): unknown {
    const duration = typeof value === "string" ? parseDuration(value) : undefined;
    return duration === undefined ? value : `${duration.months}:${duration.days}:${duration.micros}`;
  }
  override compareValues(a: unknown, b: unknown): boolean {
    return a === b || this.identityKey(a) === this.identityKey(b);
  }
}

const DAY = 86_400_000_000;
/** Days from 1970-01-01 to the first and the last day that all databases know. */
const FIRST_DAY = -719_162;
const LAST_DAY = 2_932_896;

/** Databases without intervals keep one as the moment that is so long after 1970-01-01, as SQLAlchemy does. */
export class MomentInterval extends IntervalType {
  override bindProcessor(_dialect: TypeDialect): BindProcessor {
    return bindMoment;
  }
  override resultProcessor(_dialect: TypeDialect): ResultProcessor {
    return resultMoment;
  }
  override literalProcessor(_dialect: TypeDialect): (value: unknown) => string {
    return (value) => quoteString(bindMoment(value));
  }
}

function bindMoment(value: unknown): string {
  const duration = parseDuration(bindInterval(value))!;
  if (duration.months !== 0) {
    throw badValue(
      "interval",
      "days, hours, minutes and seconds where it is kept as a moment, since months and years vary in length",
      value,
    );
  }
  const days = duration.days + Math.floor(duration.micros / DAY);
  const micros = duration.micros - Math.floor(duration.micros / DAY) * DAY;
  if (days < FIRST_DAY || days > LAST_DAY) throw badValue("interval", "at most some 2.9 million days", value);
  const date = new Date(days * 86_400_000 + Math.floor(micros / 1000)).toISOString();
  return `${date.slice(0, 10)} ${date.slice(11, 23)}${String(micros % 1000).padStart(3, "0")}`;
}

const MOMENT = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?$/;

function resultMoment(value: unknown): string {
  const m = typeof value === "string" ? MOMENT.exec(value) : null;
  if (m === null) throw badResult("interval", 'a moment as text, "1970-01-02 00:00:00.000000"', value);
  const day = new Date(0);
  day.setUTCFullYear(Number(m[1]), Number(m[2]) - 1, Number(m[3]));
  const time =
    (Number(m[4]) * 3600 + Number(m[5]) * 60 + Number(m[6])) * 1_000_000 + Number((m[7] ?? "").padEnd(6, "0"));
  const days = day.getTime() / 86_400_000;
  // A length below zero has all its parts below zero: P-1DT-2H, not P-2DT22H.
  return days < 0 && time > 0
    ? durationText({ months: 0, days: days + 1, micros: time - DAY })
    : durationText({ months: 0, days, micros: time });
}
