import { badResult, badValue } from "./bad-value.ts";
import { type BindProcessor, type ResultProcessor, SqlType, type TypeDialect, type TypeFamily } from "./sql-type.ts";

function bindInteger(value: unknown): unknown {
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  throw badValue(
    "integer",
    "a whole number between -(2^53 - 1) and 2^53 - 1",
    value,
    typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value))
      ? "Use bigInteger() for larger numbers."
      : "",
  );
}

function resultInteger(value: unknown): unknown {
  if (typeof value === "number") {
    if (Number.isSafeInteger(value) || !Number.isInteger(value)) return value;
  } else if (typeof value === "bigint") {
    const number = Number(value);
    if (Number.isSafeInteger(number)) return number;
  } else if (typeof value === "string" && value.trim() !== "") {
    // Drivers give what the database computed as numeric (EXTRACT, sums) as text.
    const number = Number(value);
    if (Number.isSafeInteger(number) || (Number.isFinite(number) && !Number.isInteger(number))) return number;
    if (!Number.isFinite(number)) return value;
  } else {
    return value;
  }
  throw badResult("integer", "within ±(2^53 - 1)", value, "It would be rounded: declare the column bigInteger().");
}

/** `integer()` and `smallInteger()`: whole numbers as JavaScript numbers, exact or an error. */
export class IntegerType extends SqlType<number> {
  readonly kind: "integer" | "smallInteger";
  readonly family: TypeFamily = "integer";
  readonly cacheKey: string;

  constructor(kind: "integer" | "smallInteger" = "integer") {
    super();
    this.kind = kind;
    this.cacheKey = kind;
  }

  override bindProcessor(_dialect: TypeDialect): BindProcessor | undefined {
    return bindInteger;
  }
  override resultProcessor(_dialect: TypeDialect): ResultProcessor | undefined {
    return resultInteger;
  }
  override literalProcessor(_dialect: TypeDialect): (value: unknown) => string {
    return (value) => String(bindInteger(value));
  }
}

function bindBigInteger(value: unknown): unknown {
  if (typeof value === "bigint" || (typeof value === "number" && Number.isSafeInteger(value))) return value;
  throw badValue("bigInteger", "a bigint or a whole number within ±(2^53 - 1)", value);
}

function resultBigInteger(value: unknown): unknown {
  if (typeof value === "bigint") return value;
  if (typeof value === "number" && Number.isSafeInteger(value)) return BigInt(value);
  if (typeof value === "string") {
    try {
      return BigInt(value);
    } catch {
      // falls through to the error below
    }
  }
  throw badResult(
    "bigInteger",
    "a whole number",
    value,
    typeof value === "number" ? "It may have been rounded on the way." : "",
  );
}

/** How the values of a type appear in JavaScript, where there is a choice. */
export interface BigIntegerOptions {
  /** "number": plain numbers, and an error for one beyond ±(2^53 - 1). */
  readonly mode?: "bigint" | "number";
}

/** `bigInteger()`: 64-bit whole numbers as bigint, or as numbers with `{ mode: "number" }`. */
export class BigIntegerType<T extends bigint | number = bigint> extends SqlType<T> {
  readonly kind = "bigInteger";
  readonly family: TypeFamily = "integer";
  readonly cacheKey: string;
  readonly mode: "bigint" | "number";

  constructor(options: BigIntegerOptions = {}) {
    super();
    this.mode = options.mode ?? "bigint";
    this.cacheKey = `bigInteger:${this.mode}`;
  }

  override bindProcessor(_dialect: TypeDialect): BindProcessor | undefined {
    return this.mode === "number" ? bindInteger : bindBigInteger;
  }
  override resultProcessor(_dialect: TypeDialect): ResultProcessor | undefined {
    return this.mode === "number" ? resultInteger : resultBigInteger;
  }
  override literalProcessor(_dialect: TypeDialect): (value: unknown) => string {
    return (value) => String(bindBigInteger(value));
  }
  /** 1 and 1n name the same row. */
  override identityKey(value: unknown): unknown {
    return this.mode === "bigint" && typeof value === "number" && Number.isSafeInteger(value) ? BigInt(value) : value;
  }
  override compareValues(a: unknown, b: unknown): boolean {
    return this.identityKey(a) === this.identityKey(b);
  }
}
