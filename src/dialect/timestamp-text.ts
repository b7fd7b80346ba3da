/**
 * Dates and times as databases write them, read and written by hand: `new Date(text)` would take the process's time
 * zone into account, and lets through what is no date.
 */

const pairs: readonly string[] = Array.from({ length: 100 }, (_, i) => (i < 10 ? `0${i}` : String(i)));
/** "HH:MM:" of each minute of a day, "SS." of each second, "fff000" of each millisecond: fewer pieces to put together. */
const minutes: readonly string[] = Array.from(
  { length: 1440 },
  (_, i) => `${pairs[Math.trunc(i / 60)]}:${pairs[i % 60]}:`,
);
const seconds: readonly string[] = Array.from({ length: 60 }, (_, i) => `${pairs[i]}.`);
const milliseconds: readonly string[] = Array.from({ length: 1000 }, (_, i) => `${String(i).padStart(3, "0")}000`);

/** "YYYY-MM-DD HH:MM:SS.ffffff" of a moment in UTC, the form that SQLAlchemy stores. */
export function timestampText(date: Date): string {
  const time = date.getTime();
  const year = date.getUTCFullYear();
  const day = `${year < 1000 ? String(year).padStart(4, "0") : year}-${pairs[date.getUTCMonth() + 1]}-${pairs[date.getUTCDate()]} `;
  const ofDay = time - Math.floor(time / 86_400_000) * 86_400_000;
  const minute = Math.trunc(ofDay / 60_000);
  const ofMinute = ofDay - minute * 60_000;
  const second = Math.trunc(ofMinute / 1000);
  return (
    day + (minutes[minute] as string) + (seconds[second] as string) + (milliseconds[ofMinute - second * 1000] as string)
  );
}

/** What stands for a character that is no digit: small enough to make every number it gets into negative, and still an integer. */
const NO_DIGIT = -100_000;

function digit(text: string, at: number): number {
  // charCodeAt beyond the end gives NaN, and with it floating point everywhere.
  if (at >= text.length) return NO_DIGIT;
  const value = text.charCodeAt(at) - 48;
  return value >= 0 && value <= 9 ? value : NO_DIGIT;
}

function two(text: string, at: number): number {
  return digit(text, at) * 10 + digit(text, at + 1);
}

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Days from 1970-01-01 in the Gregorian calendar, or NaN for a day that does not exist. */
function dayNumber(year: number, month: number, day: number): number {
  const leap = (year & 3) === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (!(day >= 1 && day <= (month === 2 && leap ? 29 : (monthDays[month - 1] ?? 0)))) return NaN;
  // Years that begin in March, so that the leap day is the last of its year.
  const y = month <= 2 ? year - 1 : year;
  const dayOfYear = Math.trunc((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + dayOfYear - 719_468;
}

/** The day that was read last, and when it begins: rows that follow each other are mostly of one day. */
let lastDay = "";
let lastDayTime = NaN;

/** The milliseconds at which the day begins that a text of the form "YYYY-MM-DD…" begins with; NaN for anything else. */
function dayTime(text: string): number {
  const day = text.slice(0, 10);
  if (day === lastDay) return lastDayTime;
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return NaN;
  const year = two(text, 0) * 100 + two(text, 2);
  const time = year < 0 ? NaN : dayNumber(year, two(text, 5), two(text, 8)) * 86_400_000;
  if (!Number.isNaN(time)) {
    lastDay = day;
    lastDayTime = time;
  }
  return time;
}

/**
 * The form that nearly every value has, "YYYY-MM-DD HH:MM:SS[.ffffff]" up to `end`, read without a closure: each character is
 * a digit or the mark that belongs there. undefined for anything out of the ordinary, which the general reader then looks at.
 */
function plainTime(text: string, end: number): number | undefined {
  if (text.charCodeAt(10) !== 32 || text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return undefined;
  const h1 = text.charCodeAt(11) - 48;
  const h2 = text.charCodeAt(12) - 48;
  const m1 = text.charCodeAt(14) - 48;
  const m2 = text.charCodeAt(15) - 48;
  const s1 = text.charCodeAt(17) - 48;
  const s2 = text.charCodeAt(18) - 48;
  // What is no digit makes one of these negative.
  let tooSmall = h1 | h2 | m1 | m2 | s1 | s2;
  let tooLarge = (9 - h1) | (9 - h2) | (9 - m1) | (9 - m2) | (9 - s1) | (9 - s2);
  let ms = 0;
  if (end > 19 && !(end === 26 && text.endsWith(".000000"))) {
    if (text.charCodeAt(19) !== 46 || end === 20) return undefined;
    let unit = 100;
    for (let at = 20; at < end; at++) {
      const f = text.charCodeAt(at) - 48;
      tooSmall |= f;
      tooLarge |= 9 - f;
      // A Date holds milliseconds; the digits behind them are only checked.
      ms += f * unit;
      unit = unit === 100 ? 10 : unit === 10 ? 1 : 0;
    }
  }
  if ((tooSmall | tooLarge) < 0) return undefined;
  const hour = h1 * 10 + h2;
  const minute = m1 * 10 + m2;
  const second = s1 * 10 + s2;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const time = dayTime(text) + ((hour * 60 + minute) * 60 + second) * 1000 + ms;
  return Number.isNaN(time) ? undefined : time;
}

/** Where the plain form of a text ends: before "+00", which PostgreSQL ends what it gives in UTC with. */
function plainEnd(text: string, length: number): number {
  const zero = text.charCodeAt(length - 1) === 48 && text.charCodeAt(length - 2) === 48;
  return zero && text.charCodeAt(length - 3) === 43 ? length - 3 : length;
}

/**
 * The moment that a text names: "YYYY-MM-DD", then optionally " HH:MM[:SS[.f…]]" (or with a T), then optionally "Z" or an offset
 * "+HH[:MM[:SS]]"; without one it is UTC. undefined for anything else, and for days that do not exist. Digits beyond
 * milliseconds are cut off, as a Date cannot hold them.
 */
export function parseTimestamp(text: string): Date | undefined {
  const length = text.length;
  if (length >= 19 && length <= 29) {
    const time = plainTime(text, plainEnd(text, length));
    if (time !== undefined) return new Date(time);
  }
  if (length < 10) return undefined;
  let hour = 0;
  let minute = 0;
  let second = 0;
  let ms = 0;
  let shift = 0;
  let at = 10;
  if (length > 10) {
    const separator = text.charCodeAt(10);
    if ((separator !== 32 && separator !== 84) || text.charCodeAt(13) !== 58) return undefined;
    hour = two(text, 11);
    minute = two(text, 14);
    at = 16;
    if (text.charCodeAt(16) === 58) {
      second = two(text, 17);
      at = 19;
      if (text.charCodeAt(19) === 46) {
        let unit = 100;
        at = 20;
        for (let d = digit(text, at); d >= 0; d = digit(text, ++at)) {
          ms += d * unit;
          unit = unit === 100 ? 10 : unit === 10 ? 1 : 0;
        }
        if (at === 20) return undefined;
      }
    }
    const mark = at < length ? text.charCodeAt(at) : 0;
    if (mark === 43 || mark === 45) {
      shift = two(text, at + 1) * 3_600_000;
      at += 3;
      if (text.charCodeAt(at) === 58) {
        shift += two(text, at + 1) * 60_000;
        at += 3;
        if (text.charCodeAt(at) === 58) {
          shift += two(text, at + 1) * 1000;
          at += 3;
        }
      }
      if (shift < 0) return undefined;
      if (mark === 45) shift = -shift;
    } else if (mark === 90) at += 1;
  }
  // PostgreSQL writes midnight at the end of a day as 24:00, and a leap second as :60.
  if (at !== length || hour < 0 || hour > 24 || minute < 0 || minute > 59 || second < 0 || second > 60)
    return undefined;
  const time = dayTime(text) + ((hour * 60 + minute) * 60 + second) * 1000 + ms - shift;
  return Number.isNaN(time) ? undefined : new Date(time);
}
