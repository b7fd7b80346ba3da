/** The number written by the digits of `text` in [from, to), or -1 when there is anything else. */
function digits(text: string, from: number, to: number): number {
  if (to > text.length) return -1;
  let value = 0;
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i) - 48;
    if (code < 0 || code > 9) return -1;
    value = value * 10 + code;
  }
  return value;
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function daysInMonth(year: number, month: number): number {
  return month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : (MONTH_DAYS[month - 1] ?? 0);
}

/** Whether a text is a calendar day "YYYY-MM-DD" that exists, from year 0001 to 9999. */
export function isDateText(text: string): boolean {
  if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return false;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Whether a text is a time of day "HH:MM", "HH:MM:SS" or "HH:MM:SS.ffffff" (1 to 6 digits). */
export function isTimeText(text: string): boolean {
  const hour = digits(text, 0, 2);
  const minute = digits(text, 3, 5);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || text.charCodeAt(2) !== 58) return false;
  if (text.length === 5) return true;
  const second = digits(text, 6, 8);
  if (second < 0 || second > 59 || text.charCodeAt(5) !== 58) return false;
  if (text.length === 8) return true;
  return text.charCodeAt(8) === 46 && text.length >= 10 && text.length <= 15 && digits(text, 9, text.length) >= 0;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, "0");
}

/** A moment in UTC as "YYYY-MM-DD HH:MM:SS.ffffff"; the fraction is left out when it is zero, unless `fraction`. */
export function dateTimeText(date: Date, fraction = false): string {
  const ms = date.getUTCMilliseconds();
  const text = `${pad(date.getUTCFullYear(), 4)}-${pad(date.getUTCMonth() + 1, 2)}-${pad(date.getUTCDate(), 2)} ${pad(date.getUTCHours(), 2)}:${pad(date.getUTCMinutes(), 2)}:${pad(date.getUTCSeconds(), 2)}`;
  return ms === 0 && !fraction ? text : `${text}.${pad(ms, 3)}000`;
}

/** An ISO 8601 duration in its parts; fields that databases keep apart because months and days vary in length. */
export interface Duration {
  readonly months: number;
  readonly days: number;
  /** Microseconds. */
  readonly micros: number;
}

const DURATION =
  /^(-)?P(?:(-?\d+)Y)?(?:(-?\d+)M)?(?:(-?\d+)W)?(?:(-?\d+)D)?(?:T(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?)(\d+)(?:\.(\d{1,6}))?S)?)?$/;

/** The parts of an ISO 8601 duration such as "P1DT2H30M", or undefined when the text is none. */
export function parseDuration(text: string): Duration | undefined {
  const m = DURATION.exec(text);
  if (m === null || text.length < 3 || text.endsWith("T")) return undefined;
  const n = (i: number): number => Number(m[i] ?? 0);
  const sign = m[1] === "-" ? -1 : 1;
  const seconds = n(9) * 1_000_000 + Number((m[10] ?? "").padEnd(6, "0"));
  const micros = n(6) * 3_600_000_000 + n(7) * 60_000_000 + (m[8] === "-" ? -seconds : seconds);
  const duration = { months: sign * (n(2) * 12 + n(3)), days: sign * (n(4) * 7 + n(5)), micros: sign * micros };
  return Number.isSafeInteger(duration.micros) &&
    Number.isSafeInteger(duration.months) &&
    Number.isSafeInteger(duration.days)
    ? duration
    : undefined;
}

/** A duration as PostgreSQL writes it, each part with its sign: "P1DT-2H", "PT0S". */
export function durationText(duration: Duration): string {
  const months = duration.months % 12;
  const years = (duration.months - months) / 12;
  let date = years === 0 ? "" : `${years}Y`;
  if (months !== 0) date += `${months}M`;
  if (duration.days !== 0) date += `${duration.days}D`;
  const sign = duration.micros < 0 ? "-" : "";
  const micros = Math.abs(duration.micros);
  const hours = Math.floor(micros / 3_600_000_000);
  const minutes = Math.floor(micros / 60_000_000) % 60;
  const seconds = Math.floor(micros / 1_000_000) % 60;
  let fraction = String(micros % 1_000_000).padStart(6, "0");
  while (fraction.endsWith("0")) fraction = fraction.slice(0, -1);
  let time = hours === 0 ? "" : `${sign}${hours}H`;
  if (minutes !== 0) time += `${sign}${minutes}M`;
  if (seconds !== 0 || fraction !== "") time += `${sign}${seconds}${fraction === "" ? "" : `.${fraction}`}S`;
  if (time !== "") return `P${date}T${time}`;
  return date === "" ? "PT0S" : `P${date}`;
}
