import { ColumnBuilder } from "../../../schema/column-builder.ts";
import { badResult, badValue } from "../../../types/bad-value.ts";
import { bindNumeric, checkCount } from "../../../types/numeric-type.ts";
import { decimalParameter } from "../decimal-parameter.ts";
import { MysqlType } from "../mysql-type.ts";

export interface NumberOptions {
  /** No negative numbers. */
  readonly unsigned?: boolean;
  /** Unsigned, and shown with zeros in front by clients of the server. */
  readonly zerofill?: boolean;
}
export interface IntegerOptions extends NumberOptions {
  /** How many digits `zerofill` fills up to; it limits nothing. */
  readonly displayWidth?: number;
}
export interface BigintOptions<M extends "bigint" | "number" = "bigint" | "number"> extends IntegerOptions {
  /** "number": plain numbers, and an error for one beyond ±(2^53 - 1). */
  readonly mode?: M;
}

const WHOLE = /^-?\d+$/;

function words(name: string, { unsigned, zerofill }: NumberOptions): string {
  return `${name}${unsigned === true ? " UNSIGNED" : ""}${zerofill === true ? " ZEROFILL" : ""}`;
}

function sized(name: string, ...sizes: readonly (number | undefined)[]): string {
  const given = sizes.filter((size) => size !== undefined);
  for (const size of given) checkCount("size", size);
  return given.length === 0 ? name : `${name}(${given.join(", ")})`;
}

/** A whole number, exact: a number where it is safe as one. Sums come as text. */
function exact(value: unknown): unknown {
  if (typeof value === "string" && WHOLE.test(value)) return exact(BigInt(value));
  if (typeof value !== "bigint") return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function wholeType(name: string, bits: number, options: IntegerOptions): MysqlType<number> {
  const bind = boundBy(name, bits, options);
  return new MysqlType<number>({
    sql: words(sized(name, options.displayWidth), options),
    family: "integer",
    castSql: options.unsigned === true ? "UNSIGNED INTEGER" : "SIGNED INTEGER",
    bind,
    result: (value) => asNumber(name, value),
    isNumber: true,
  });
}

function asNumber(name: string, value: unknown): unknown {
  const number = exact(value);
  if (typeof number === "bigint")
    throw badResult(name, "within ±(2^53 - 1)", value, 'Declare the column with { mode: "bigint" }.');
  return number;
}

/** Whole numbers that fit; the server would cut others off where it is not strict. */
function boundBy(name: string, bits: number, { unsigned, zerofill }: NumberOptions): (value: unknown) => unknown {
  const positive = unsigned === true || zerofill === true;
  const least = positive ? 0n : -(1n << BigInt(bits - 1));
  const most = positive ? (1n << BigInt(bits)) - 1n : (1n << BigInt(bits - 1)) - 1n;
  return (value) => {
    const whole = typeof value === "bigint" || (typeof value === "number" && Number.isSafeInteger(value));
    if (whole && value >= least && value <= most) return value;
    throw badValue(name, `a whole number from ${least} to ${most}`, value);
  };
}

/** TINYINT: -128 to 127, or 0 to 255 with `{ unsigned: true }`. */
export function tinyint(options: IntegerOptions = {}): ColumnBuilder<number> {
  return new ColumnBuilder(wholeType("TINYINT", 8, options));
}
/** SMALLINT: 16 bits. */
export function smallint(options: IntegerOptions = {}): ColumnBuilder<number> {
  return new ColumnBuilder(wholeType("SMALLINT", 16, options));
}
/** MEDIUMINT: 24 bits. */
export function mediumint(options: IntegerOptions = {}): ColumnBuilder<number> {
  return new ColumnBuilder(wholeType("MEDIUMINT", 24, options));
}
/** INTEGER: 32 bits. */
export function integer(options: IntegerOptions = {}): ColumnBuilder<number> {
  return new ColumnBuilder(wholeType("INTEGER", 32, options));
}

/** BIGINT as `bigint`; `{ mode: "number" }` gives numbers, and an error for one that is too large. */
export function bigint(options: BigintOptions<"number"> & { readonly mode: "number" }): ColumnBuilder<number>;
export function bigint(options?: BigintOptions<"bigint">): ColumnBuilder<bigint, never, number>;
export function bigint(options: BigintOptions = {}): ColumnBuilder<number> | ColumnBuilder<bigint, never, number> {
  return new ColumnBuilder<bigint, never, number>(
    longType("BIGINT", words(sized("BIGINT", options.displayWidth), options), 64, options) as MysqlType<bigint>,
  );
}

function longType(name: string, sql: string, bits: number, options: BigintOptions): MysqlType<number | bigint> {
  const mode = options.mode ?? "bigint";
  return new MysqlType<number | bigint>({
    sql,
    family: "integer",
    castSql: options.unsigned === true ? "UNSIGNED INTEGER" : "SIGNED INTEGER",
    bind: boundBy(name, bits, options),
    result: (value) => {
      if (mode === "number") return asNumber(name, value);
      const number = exact(value);
      return typeof number === "number" && Number.isSafeInteger(number) ? BigInt(number) : number;
    },
    isNumber: true,
    identity: wideOf,
    compare: (a, b) => wideOf(a) === wideOf(b),
    mode,
  });
}

/** 1 and 1n name the same row. */
function wideOf(value: unknown): unknown {
  return typeof value === "number" && Number.isSafeInteger(value) ? BigInt(value) : value;
}

/** BIT(n): n bits as a whole number; `{ mode: "bigint" }` for more than 53. */
export function bit(
  length: number | undefined,
  options: { readonly mode: "bigint" },
): ColumnBuilder<bigint, never, number>;
export function bit(length?: number, options?: { readonly mode?: "number" }): ColumnBuilder<number>;
export function bit(length?: number, options: { readonly mode?: "number" | "bigint" } = {}): unknown {
  const bits = checkCount("length", length) ?? 1;
  const big = options.mode === "bigint";
  const read = (value: unknown): unknown => {
    if (!(value instanceof Uint8Array)) return big ? BigInt(value as number) : asNumber("BIT", value);
    const number = value.reduce((all, byte) => all * 256n + BigInt(byte), 0n);
    return big ? number : asNumber("BIT", number);
  };
  return new ColumnBuilder(
    new MysqlType<number | bigint>({
      sql: sized("BIT", length),
      family: "integer",
      bind: boundBy("BIT", bits, { unsigned: true }),
      result: read,
      isNumber: true,
      mode: options.mode ?? "number",
    }),
  );
}

/** YEAR: 1901 to 2155, and 0. */
export function year(displayWidth?: number): ColumnBuilder<number> {
  const bind = (value: unknown): unknown => {
    if (typeof value === "number" && (value === 0 || (Number.isInteger(value) && value >= 1901 && value <= 2155)))
      return value;
    throw badValue("YEAR", "a year from 1901 to 2155, or 0", value);
  };
  return new ColumnBuilder(
    new MysqlType<number>({ sql: sized("YEAR", displayWidth), family: "integer", bind, isNumber: true }),
  );
}

function decimalType(
  name: string,
  precision: number | undefined,
  scale: number | undefined,
  options: NumberOptions,
): MysqlType<string> {
  const bare = { ...options, unsigned: false, zerofill: false };
  return new MysqlType<string>({
    sql: words(sized(name, precision, scale), options),
    family: "numeric",
    castSql: words(sized("DECIMAL", precision, scale), bare),
    bind: (value) => decimalParameter(bindNumeric(value)),
    result: String,
    isNumber: true,
  });
}

/** DECIMAL(precision, scale): exact, as a string; takes numbers and bigints too. */
export function decimal(
  precision?: number,
  scale?: number,
  options: NumberOptions = {},
): ColumnBuilder<string, never, number | bigint> {
  return new ColumnBuilder(decimalType("DECIMAL", precision, scale, options));
}
/** NUMERIC(precision, scale), another word for DECIMAL. */
export function numeric(
  precision?: number,
  scale?: number,
  options: NumberOptions = {},
): ColumnBuilder<string, never, number | bigint> {
  return new ColumnBuilder(decimalType("NUMERIC", precision, scale, options));
}

function bindFloat(value: unknown): unknown {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw badValue("float", "a finite number", value);
}

function floatType(
  name: string,
  precision: number | undefined,
  scale: number | undefined,
  options: NumberOptions,
): MysqlType<number> {
  const sql = words(sized(name, precision, scale), options);
  return new MysqlType<number>({ sql, family: "float", bind: bindFloat, result: Number, isNumber: true });
}

/** FLOAT, FLOAT(bits) or FLOAT(digits, decimals): single precision. */
export function float(precision?: number, scale?: number, options: NumberOptions = {}): ColumnBuilder<number> {
  return new ColumnBuilder(floatType("FLOAT", precision, scale, options));
}
/** DOUBLE, or DOUBLE(digits, decimals). */
export function double(precision?: number, scale?: number, options: NumberOptions = {}): ColumnBuilder<number> {
  return new ColumnBuilder(floatType("DOUBLE", precision, scale, options));
}
/** REAL, another word for DOUBLE. */
export function real(precision?: number, scale?: number, options: NumberOptions = {}): ColumnBuilder<number> {
  return new ColumnBuilder(floatType("REAL", precision, scale, options));
}
