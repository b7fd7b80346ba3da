import { ArgumentError } from "../../errors/argument.ts";
import { isDecimalText } from "../../types/decimal-text.ts";
import { describeValue } from "../../util/describe.ts";

/** Which ends belong to a range: "[" and "]" include them. */
export type RangeBounds = "[)" | "[]" | "(]" | "()";

export interface RangeOptions {
  /** "[)" unless told otherwise. */
  readonly bounds?: RangeBounds;
  /** The range that holds nothing. */
  readonly empty?: boolean;
}

const BOUNDS: ReadonlySet<string> = new Set(["[)", "[]", "(]", "()"]);
const DAY = 86_400_000;

/**
 * A range of PostgreSQL: `new Range(1, 5)` is `[1,5)`, `new Range("2024-01-01", null)` has no end. Immutable. Its methods are
 * the database's range operators, computed here.
 */
export class Range<T = unknown> {
  readonly lower: T | null;
  readonly upper: T | null;
  readonly bounds: RangeBounds;
  readonly empty: boolean;

  constructor(lower: T | null = null, upper: T | null = null, options: RangeOptions = {}) {
    const bounds = options.bounds ?? "[)";
    if (!BOUNDS.has(bounds))
      throw new ArgumentError(`The bounds of a range are one of [), [], (] and (), not ${describeValue(bounds)}.`);
    if (lower === undefined || upper === undefined)
      throw new ArgumentError("An end of a range is a value, or null for a range without that end.");
    this.empty = options.empty === true;
    this.lower = this.empty ? null : lower;
    this.upper = this.empty ? null : upper;
    this.bounds = bounds;
    if (!this.empty && lower !== null && upper !== null && compare(lower, upper) > 0)
      throw new ArgumentError(
        `The lower end of a range must not be above its upper end, got ${describeValue(lower)} and ${describeValue(upper)}.`,
      );
    Object.freeze(this);
  }

  /** Whether it holds nothing: declared so, or its ends meet without belonging to it. */
  get isempty(): boolean {
    if (this.empty) return true;
    if (this.lower === null || this.upper === null) return false;
    const order = compare(this.lower, this.upper);
    if (order === 0) return this.bounds !== "[]";
    const step = this.bounds === "()" ? next(this.lower) : undefined;
    return step !== undefined && compare(step, this.upper) === 0;
  }
  get lowerInc(): boolean {
    return !this.empty && this.lower !== null && this.bounds.startsWith("[");
  }
  get upperInc(): boolean {
    return !this.empty && this.upper !== null && this.bounds.endsWith("]");
  }
  get lowerInf(): boolean {
    return !this.empty && this.lower === null;
  }
  get upperInf(): boolean {
    return !this.empty && this.upper === null;
  }

  /** Whether a value, or a whole range, is in this one. */
  contains(value: T | Range<T>): boolean {
    if (value instanceof Range)
      return value.isempty || (!this.isempty && compareLower(this, value) <= 0 && compareUpper(this, value) >= 0);
    if (this.isempty) return false;
    if (this.lower !== null) {
      const order = compare(this.lower, value);
      if (order > 0 || (order === 0 && !this.lowerInc)) return false;
    }
    if (this.upper !== null) {
      const order = compare(this.upper, value);
      if (order < 0 || (order === 0 && !this.upperInc)) return false;
    }
    return true;
  }
  containedBy(other: Range<T>): boolean {
    return other.contains(this);
  }
  overlaps(other: Range<T>): boolean {
    return !this.isempty && !other.isempty && !this.strictlyLeftOf(other) && !this.strictlyRightOf(other);
  }
  strictlyLeftOf(other: Range<T>): boolean {
    if (this.isempty || other.isempty || this.upper === null || other.lower === null) return false;
    const [end, endIn] = canonicalUpper(this);
    const [start, startIn] = canonicalLower(other);
    const order = compare(end, start);
    return order < 0 || (order === 0 && !(endIn && startIn));
  }
  strictlyRightOf(other: Range<T>): boolean {
    return other.strictlyLeftOf(this);
  }
  notExtendRightOf(other: Range<T>): boolean {
    return !this.isempty && !other.isempty && compareUpper(this, other) <= 0;
  }
  notExtendLeftOf(other: Range<T>): boolean {
    return !this.isempty && !other.isempty && compareLower(this, other) >= 0;
  }
  /** Whether the two touch, without a common point and without one between them. */
  adjacentTo(other: Range<T>): boolean {
    if (this.isempty || other.isempty) return false;
    return touches(this, other) || touches(other, this);
  }
  /** The range that covers both; an error when there is a gap between them. */
  union(other: Range<T>): Range<T> {
    if (this.isempty) return other;
    if (other.isempty) return this;
    if (!this.overlaps(other) && !this.adjacentTo(other))
      throw new ArgumentError(
        `The union of ${this.toString()} and ${other.toString()} is no range: they are not next to each other.`,
      );
    const low = compareLower(this, other) <= 0 ? this : other;
    const high = compareUpper(this, other) >= 0 ? this : other;
    return between(low, high);
  }
  /** What both have in common. */
  intersection(other: Range<T>): Range<T> {
    if (!this.overlaps(other)) return new Range<T>(null, null, { empty: true });
    const low = compareLower(this, other) >= 0 ? this : other;
    const high = compareUpper(this, other) <= 0 ? this : other;
    return between(low, high);
  }
  /** What is in this and not in the other; an error when that is two ranges. */
  difference(other: Range<T>): Range<T> {
    if (!this.overlaps(other)) return this;
    const before = compareLower(this, other) < 0;
    const after = compareUpper(this, other) > 0;
    if (before && after)
      throw new ArgumentError(
        `What ${this.toString()} has without ${other.toString()} is no single range: the other lies inside it.`,
      );
    if (before)
      return new Range(this.lower, other.lower, {
        bounds: `${open(this)}${other.lowerInc ? ")" : "]"}` as RangeBounds,
      });
    if (after)
      return new Range(other.upper, this.upper, {
        bounds: `${other.upperInc ? "(" : "["}${close(this)}` as RangeBounds,
      });
    return new Range<T>(null, null, { empty: true });
  }
  /** Whether both hold the same values. */
  equals(other: Range<T>): boolean {
    if (this.isempty || other.isempty) return this.isempty === other.isempty;
    return compareLower(this, other) === 0 && compareUpper(this, other) === 0;
  }

  /** As PostgreSQL writes it: `[1,5)`. */
  toString(): string {
    return rangeText(this, (value) => (value instanceof Date ? value.toISOString() : String(value)));
  }
}

function open(range: Range<unknown>): string {
  return range.bounds.charAt(0);
}
function close(range: Range<unknown>): string {
  return range.bounds.charAt(1);
}
function between<T>(low: Range<T>, high: Range<T>): Range<T> {
  return new Range(low.lower, high.upper, { bounds: `${open(low)}${close(high)}` as RangeBounds });
}

function compare(a: unknown, b: unknown): number {
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
  if (typeof a === "string" && typeof b === "string" && isDecimalText(a) && isDecimalText(b))
    return compareDecimals(a, b);
  if ((a as number) < (b as number)) return -1;
  return (a as number) > (b as number) ? 1 : 0;
}

function compareDecimals(a: string, b: string): number {
  const [x, y] = [Number(a), Number(b)];
  if (x !== y) return x - y;
  // Equal as floating point: compare the digits, brought to one scale.
  const scale = (text: string): number => (text.includes(".") ? text.length - text.indexOf(".") - 1 : 0);
  const places = Math.max(scale(a), scale(b));
  const whole = (text: string): bigint => {
    const digits = text.replace(".", "").replace("+", "") + "0".repeat(places - scale(text));
    return BigInt(digits);
  };
  if (/e/i.test(a + b)) return 0;
  const difference = whole(a) - whole(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The value after one, where there is such a thing: whole numbers and days. */
function next(value: unknown): unknown {
  if (typeof value === "number") return Number.isInteger(value) ? value + 1 : undefined;
  if (typeof value === "bigint") return value + 1n;
  if (typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value))
    return new Date(Date.parse(`${value}T00:00:00Z`) + DAY).toISOString().slice(0, 10);
  return undefined;
}

/** The first value that is in the range or above its exclusive lower end, as far as it can be told. */
function compareLower(a: Range<unknown>, b: Range<unknown>): number {
  if (a.lower === null || b.lower === null) return a.lower === b.lower ? 0 : a.lower === null ? -1 : 1;
  const [x, xIn] = canonicalLower(a);
  const [y, yIn] = canonicalLower(b);
  return compare(x, y) || (xIn === yIn ? 0 : xIn ? -1 : 1);
}
function compareUpper(a: Range<unknown>, b: Range<unknown>): number {
  if (a.upper === null || b.upper === null) return a.upper === b.upper ? 0 : a.upper === null ? 1 : -1;
  const [x, xIn] = canonicalUpper(a);
  const [y, yIn] = canonicalUpper(b);
  return compare(x, y) || (xIn === yIn ? 0 : xIn ? 1 : -1);
}
function canonicalLower(range: Range<unknown>): readonly [unknown, boolean] {
  const after = range.lowerInc ? undefined : next(range.lower);
  return after === undefined ? [range.lower, range.lowerInc] : [after, true];
}
function canonicalUpper(range: Range<unknown>): readonly [unknown, boolean] {
  const after = range.upperInc ? next(range.upper) : undefined;
  return after === undefined ? [range.upper, range.upperInc] : [after, false];
}
function touches(left: Range<unknown>, right: Range<unknown>): boolean {
  if (left.upper === null || right.lower === null) return false;
  const [end, endIn] = canonicalUpper(left);
  const [start, startIn] = canonicalLower(right);
  return compare(end, start) === 0 && endIn !== startIn;
}

/** PostgreSQL's text of a range, its ends written by `text`. */
export function rangeText(range: Range<unknown>, text: (value: unknown) => string): string {
  if (range.empty) return "empty";
  const end = (value: unknown): string => (value === null ? "" : quoteEnd(text(value)));
  return `${open(range)}${end(range.lower)},${end(range.upper)}${close(range)}`;
}

function quoteEnd(text: string): string {
  return /^[\w.+:-]+$/.test(text) ? text : `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/** Reads the text of a range from a position on, its ends made by `value`. undefined when it is none. */
export function parseRange(
  text: string,
  value: (text: string) => unknown,
  from = 0,
): { readonly range: Range; readonly end: number } | undefined {
  if (text.startsWith("empty", from)) return { range: new Range(null, null, { empty: true }), end: from + 5 };
  const first = text.charAt(from);
  if (first !== "[" && first !== "(") return undefined;
  let at = from + 1;
  const end = (): unknown => {
    let out = "";
    let quoted = false;
    let any = false;
    for (; at < text.length; at++) {
      const c = text.charAt(at);
      if (c === "\\") out += text.charAt(++at);
      else if (c === '"') {
        any = true;
        if (quoted && text.charAt(at + 1) === '"') out += text.charAt(++at);
        else quoted = !quoted;
      } else if (!quoted && (c === "," || c === ")" || c === "]")) break;
      else out += c;
    }
    return out === "" && !any ? null : value(out);
  };
  const lower = end();
  if (text.charAt(at++) !== ",") return undefined;
  const upper = end();
  const last = text.charAt(at++);
  if (last !== ")" && last !== "]") return undefined;
  return { range: new Range(lower, upper, { bounds: `${first}${last}` as RangeBounds }), end: at };
}
