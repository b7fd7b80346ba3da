import { badResult, badValue } from "./bad-value.ts";
import { isTimeText } from "./calendar-text.ts";
import { type BindProcessor, type ResultProcessor, SqlType, type TypeDialect, type TypeFamily } from "./sql-type.ts";
import { quoteString } from "./string-literal.ts";

/** Where the zone of a time begins, "10:30:00+02:00"; its length when it names none. */
function zoneAt(text: string): number {
  for (let i = 5; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 43 || c === 45 || c === 90) return i;
  }
  return text.length;
}

function isZone(text: string): boolean {
  if (text === "" || text === "Z") return true;
  const colon = text.length === 6 ? text.charCodeAt(3) === 58 : text.length === 3;
  if (!colon) return false;
  const hours = Number(text.slice(1, 3));
  const minutes = text.length === 6 ? Number(text.slice(4)) : 0;
  return Number.isInteger(hours) && hours <= 15 && Number.isInteger(minutes) && minutes <= 59;
}

/** A time of day in its one full form, "HH:MM:SS.ffffff". */
export function fullTime(text: string): string {
  const whole = text.length === 5 ? `${text}:00` : text;
  return whole.length === 8 ? `${whole}.000000` : whole.padEnd(15, "0");
}

/** The shortest form that names the second: "10:30:00", "10:30:00.5". */
function shortTime(text: string): string {
  const zone = zoneAt(text);
  const whole = text.slice(0, zone);
  if (whole.length === 5) return `${whole}:00${text.slice(zone)}`;
  let end = whole.length;
  if (whole.includes(".")) {
    while (whole.charCodeAt(end - 1) === 48) end--;
    if (whole.charCodeAt(end - 1) === 46) end--;
  }
  return whole.slice(0, end) + text.slice(zone);
}

export function bindTime(value: unknown): string {
  if (typeof value === "string" && isTimeText(value)) return value;
  throw badValue("time", 'a time of day as "HH:MM:SS" or "HH:MM:SS.ffffff"', value);
}

function bindZonedTime(value: unknown): string {
  if (typeof value === "string") {
    const zone = zoneAt(value);
    if (isTimeText(value.slice(0, zone)) && isZone(value.slice(zone))) return value;
  }
  throw badValue("time", 'a time of day with or without its zone, as "HH:MM:SS" or "HH:MM:SS+02:00"', value);
}

function resultTime(value: unknown): string {
  if (typeof value === "string") return shortTime(value);
  throw badResult("time", 'text such as "10:30:00"', value);
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
    return this.timezone ? bindZonedTime : bindTime;
  }
  override resultProcessor(_dialect: TypeDialect): ResultProcessor | undefined {
    return resultTime;
  }
  override literalProcessor(dialect: TypeDialect): (value: unknown) => string {
    const bind = this.bindProcessor(dialect) as (value: unknown) => string;
    return (value) => quoteString(bind(value));
  }
  /** "10:30" and "10:30:00.000" are one time. */
  override identityKey(value: unknown): unknown {
    return typeof value === "string" && isTimeText(value) ? shortTime(value) : value;
  }
  override compareValues(a: unknown, b: unknown): boolean {
    return a === b || this.identityKey(a) === this.identityKey(b);
  }
}
