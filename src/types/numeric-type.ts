import { ArgumentError } from "../errors/argument.ts";
import { describeValue } from "../util/describe.ts";
import { badResult, badValue } from "./bad-value.ts";
import { canonicalDecimal, decimalText, isDecimalText } from "./decimal-text.ts";
import { type BindProcessor, type ResultProcessor, SqlType, type TypeDialect, type TypeFamily } from "./sql-type.ts";

/** The plain decimal text of what a numeric column takes. */
export function bindNumeric(value: unknown): string {
  if (typeof value === "string" && isDecimalText(value)) return value;
  if (typeof value === "number" && Number.isFinite(value)) return decimalText(value);
  if (typeof value === "bigint") return String(value);
  throw badValue("numeric", 'a decimal number as a string ("12.50"), a finite number or a bigint', value);
}

export interface NumericOptions {
  /** "number": JavaScript numbers, which round beyond some 15 digits. */
  readonly mode?: "string" | "number";
}

/** `numeric(precision, scale)`: exact decimals, as strings so that nothing is rounded. */
export class NumericType<T extends string | number = string> extends SqlType<T> {
  readonly kind: "numeric" | "decimal";
  readonly family: TypeFamily = "numeric";
  readonly cacheKey: string;
  readonly precision: number | undefined;
  readonly scale: number | undefined;
  readonly mode: "string" | "number";

  constructor(
    precision?: number,
    scale?: number,
    options: NumericOptions = {},
    kind: "numeric" | "decimal" = "numeric",
  ) {
    super();
    this.kind = kind;
    this.precision = checkCount("precision", precision);
    this.scale = checkCount("scale", scale);
    this.mode = options.mode ?? "string";
    this.cacheKey = `${kind}:${precision ?? ""},${scale ?? ""}:${this.mode}`;
  }

  override bindProcessor(_dialect: TypeDialect): BindProcessor | undefined {
    return bindNumeric;
  }

  override resultProcessor(_dialect: TypeDialect): ResultProcessor | undefined {
    if (this.mode === "number") return toNumber;
    const scale = this.scale;
    return (value) => {
      if (typeof value === "string") return value;
      if (typeof value === "number")
        return scale !== undefined && Math.abs(value) < 1e21 ? value.toFixed(scale) : decimalText(value);
      if (typeof value === "bigint")
        return scale !== undefined && scale > 0 ? `${value}.${"0".repeat(scale)}` : String(value);
      throw badResult("numeric", "a number", value);
    };
  }

  override literalProcessor(_dialect: TypeDialect): (value: unknown) => string {
    return bindNumeric;
  }

  override identityKey(value: unknown): unknown {
    if (typeof value === "string" && isDecimalText(value)) return canonicalDecimal(value);
    if (typeof value === "bigint") return String(value);
    return typeof value === "number" && Number.isFinite(value) ? canonicalDecimal(decimalText(value)) : value;
  }
  override compareValues(a: unknown, b: unknown): boolean {
    return a === b || this.identityKey(a) === this.identityKey(b);
  }
}

function toNumber(value: unknown): number {
  const number =
    typeof value === "number" ? value : typeof value === "string" || typeof value === "bigint" ? Number(value) : NaN;
  if (Number.isNaN(number)) throw badResult("numeric", "a number", value);
  return number;
}

function bindFloat(value: unknown): unknown {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw badValue("float", "a finite number", value);
}

/** Names in upper case are written as they are, on every database. */
export type FloatKind = "float" | "double" | "real" | "DOUBLE" | "DOUBLE PRECISION";

/** `float()` and `double()`: binary floating point, as JavaScript numbers. */
export class FloatType extends SqlType<number> {
  readonly kind: FloatKind;
  readonly family: TypeFamily = "float";
  readonly cacheKey: string;
  readonly precision: number | undefined;

  constructor(kind: FloatKind = "float", precision?: number) {
    super();
    this.kind = kind;
    this.precision = checkCount("precision", precision);
    this.cacheKey = `${kind}:${precision ?? ""}`;
  }

  override bindProcessor(_dialect: TypeDialect): BindProcessor | undefined {
    return bindFloat;
  }
  override resultProcessor(_dialect: TypeDialect): ResultProcessor | undefined {
    return (value) => (typeof value === "number" ? value : Number(value));
  }
  override literalProcessor(_dialect: TypeDialect): (value: unknown) => string {
    return (value) => floatText(bindFloat(value) as number);
  }
  override asGeneric(): SqlType {
    return this.kind === "DOUBLE" || this.kind === "DOUBLE PRECISION" ? new FloatType("double", this.precision) : this;
  }
}

/** A floating point literal: with an exponent, all databases take it for one, of all its digits; a plain number may be a decimal. */
function floatText(value: number): string {
  const text = String(value);
  return text.includes("e") || text.includes(".") ? text : `${text}.0`;
}

/** A length, precision or scale of a type: a whole number or absent. It becomes part of DDL text, so it is never anything else. */
export function checkCount(what: string, value: number | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) {
    throw new ArgumentError(`The ${what} of a type must be a whole number from 0 on, not ${describeValue(value)}.`);
  }
  return value;
}
