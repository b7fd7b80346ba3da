import { BooleanType } from "../types/boolean-type.ts";
import { CustomType, type TypeDecorator } from "../types/custom-type.ts";
import { DateTimeType, type DateTimeOptions, DateType } from "../types/datetime-type.ts";
import { EnumType, type EnumOptions, enumValues } from "../types/enum-type.ts";
import { BigIntegerType, IntegerType } from "../types/integer-type.ts";
import { JSON_NULL, type JsonNull, type JsonOptions, JsonType } from "../types/json-type.ts";
import { type IntervalOptions, IntervalType } from "../types/interval-type.ts";
import { LargeBinaryType } from "../types/large-binary-type.ts";
import { FloatType, NumericType } from "../types/numeric-type.ts";
import { StringType, TextType } from "../types/string-type.ts";
import { TimeType } from "../types/time-type.ts";
import { ArrayType } from "../types/array-type.ts";
import { toType, type TypeLike } from "../types/type-like.ts";
import { type UuidOptions, UuidType } from "../types/uuid-type.ts";
import type { ColumnElement } from "../sql/column-element.ts";
import { ColumnBuilder } from "./column-builder.ts";

const INTEGER = new IntegerType();
const SMALL_INTEGER = new IntegerType("smallInteger");
const BIG_INTEGER = new BigIntegerType();
const STRING = new StringType();
const TEXT = new TextType();
const BOOLEAN = new BooleanType();
const DATE = new DateType();
const JSON_TYPE = new JsonType();
const DATETIME = new DateTimeType();

/** Whole numbers as `number` (INTEGER); values beyond ±(2^53 - 1) are errors, never rounded. */
export function integer(): ColumnBuilder<number> {
  return new ColumnBuilder(INTEGER);
}

/**
 * A column of no other use than to tell rows apart when an INSERT of many rows returns them in order: INTEGER NULL, which is counted through when
 * `returning(…, { sortByParameterOrder: true })` needs it, and else stays NULL. For tables without a primary key that could do it.
 */
export function insertSentinel(): ColumnBuilder<number, "nullable" | "optional"> {
  return integer().nullable().insertSentinel();
}

/** Small whole numbers as `number` (SMALLINT). */
export function smallInteger(): ColumnBuilder<number> {
  return new ColumnBuilder(SMALL_INTEGER);
}

/** 64-bit whole numbers (BIGINT) as `bigint`; `{ mode: "number" }` gives numbers, and an error for one that is too large. */
export function bigInteger(options: { readonly mode: "number" }): ColumnBuilder<number>;
export function bigInteger(options?: { readonly mode?: "bigint" }): ColumnBuilder<bigint, never, number>;
export function bigInteger(options?: {
  readonly mode?: "bigint" | "number";
}): ColumnBuilder<number> | ColumnBuilder<bigint, never, number> {
  return options?.mode === "number"
    ? new ColumnBuilder<number>(new BigIntegerType<number>(options))
    : new ColumnBuilder<bigint, never, number>(BIG_INTEGER);
}

/** Exact decimals (NUMERIC) as strings; takes numbers and bigints too. `{ mode: "number" }` gives numbers. */
export function numeric(
  precision: number | undefined,
  scale: number | undefined,
  options: { readonly mode: "number" },
): ColumnBuilder<number, never, string | bigint>;
export function numeric(
  precision?: number,
  scale?: number,
  options?: { readonly mode?: "string" },
): ColumnBuilder<string, never, number | bigint>;
export function numeric(
  precision?: number,
  scale?: number,
  options?: { readonly mode?: "string" | "number" },
): unknown {
  return new ColumnBuilder(new NumericType<string | number>(precision, scale, options));
}

/** Binary floating point (FLOAT) as `number`. */
export function float(precision?: number): ColumnBuilder<number> {
  return new ColumnBuilder(new FloatType("float", precision));
}

/** Double precision (DOUBLE, DOUBLE PRECISION) as `number`. */
export function double(precision?: number): ColumnBuilder<number> {
  return new ColumnBuilder(new FloatType("double", precision));
}

/** True or false (BOOLEAN). With `createConstraint`, a CHECK where the database has no booleans. */
export function boolean(options?: {
  readonly name?: string;
  readonly createConstraint?: boolean;
}): ColumnBuilder<boolean> {
  return new ColumnBuilder(options === undefined ? BOOLEAN : new BooleanType(options));
}

/** Text (VARCHAR), of at most `length` characters where the database checks it. */
export function string(length?: number, options?: { readonly collation?: string }): ColumnBuilder<string> {
  return new ColumnBuilder(
    length === undefined && options === undefined ? STRING : new StringType(length, "string", options?.collation),
  );
}

/** The column builder behind `text()`: text of any length (TEXT). */
export function textType(length?: number, options?: { readonly collation?: string }): ColumnBuilder<string> {
  return new ColumnBuilder<string>(
    length === undefined && options === undefined ? TEXT : new TextType(length, options?.collation),
  );
}

/** Text that is Unicode whatever the database's character set (VARCHAR, NVARCHAR). */
export function unicode(length?: number, options?: { readonly collation?: string }): ColumnBuilder<string> {
  return new ColumnBuilder(new StringType(length, "unicode", options?.collation));
}

/** Unicode text of any length (TEXT). */
export function unicodeText(length?: number, options?: { readonly collation?: string }): ColumnBuilder<string> {
  return new ColumnBuilder(new StringType(length, "unicodeText", options?.collation));
}

/** Text of fixed length (CHAR). */
export function char(length?: number, options?: { readonly collation?: string }): ColumnBuilder<string> {
  return new ColumnBuilder(new StringType(length, "char", options?.collation));
}

/** A calendar day as "YYYY-MM-DD" (DATE). */
export function date(): ColumnBuilder<string> {
  return new ColumnBuilder(DATE);
}

/** A time of day as "HH:MM:SS[.ffffff]" (TIME). */
export function time(options?: { readonly timezone?: boolean }): ColumnBuilder<string> {
  return new ColumnBuilder(new TimeType(options));
}

/** A moment as a `Date` in UTC (DATETIME, TIMESTAMP); never shifted by the process's time zone. */
export function datetime(options?: DateTimeOptions): ColumnBuilder<Date> {
  return new ColumnBuilder(options === undefined ? DATETIME : new DateTimeType(options));
}

/**
 * A length of time as an ISO 8601 duration, "P1DT2H" (INTERVAL). Databases without intervals, and `{ native: false }`, keep it
 * as the moment that is so long after 1970-01-01; months and years, which vary in length, are refused there.
 */
export function interval(options?: IntervalOptions): ColumnBuilder<string> {
  return new ColumnBuilder(new IntervalType(options));
}

/** Bytes as `Uint8Array` (BLOB, BYTEA). */
export function largeBinary(length?: number): ColumnBuilder<Uint8Array> {
  return new ColumnBuilder(new LargeBinaryType(length));
}

/** What declares a JSON column, and JSON's own null. */
export interface JsonBuilder {
  <T = unknown>(options?: JsonOptions): ColumnBuilder<T, never, JsonNull>;
  /** JSON's null as a value; `null` is SQL NULL. */
  readonly NULL: JsonNull;
}

/**
 * Any JSON value (JSON); the type parameter says which: `json<{ tags: string[] }>()`. Elements are taken by `get()`:
 * `docs.c.data.get("tags")`. `json.NULL` is JSON's null, as a value.
 */
export const json: JsonBuilder = Object.assign(
  <T = unknown>(options?: JsonOptions): ColumnBuilder<T, never, JsonNull> =>
    new ColumnBuilder<T, never, JsonNull>(
      options === undefined ? (JSON_TYPE as JsonType<T>) : new JsonType<T>(options),
    ),
  { NULL: JSON_NULL },
);

/** A UUID as a string in canonical form (UUID, CHAR(32)). `{ nativeUuid: false }`: CHAR(32) everywhere. */
export function uuid(options?: UuidOptions): ColumnBuilder<string> {
  return new ColumnBuilder(new UuidType(options));
}

/**
 * One of a list of labels, checked on the way in and out: `enumeration("draft", "done")`, or `enumeration(Status)` with
 * an object of strings or numbers, such as a TypeScript enum. Options come last.
 */
export function enumeration<const L extends readonly [string, ...string[]]>(...labels: L): ColumnBuilder<L[number]>;
export function enumeration<const L extends readonly [string, ...string[]]>(
  ...args: [...labels: L, options: EnumOptions]
): ColumnBuilder<L[number]>;
export function enumeration<E extends Readonly<Record<string, string | number>>>(
  values: E,
  options?: EnumOptions,
): ColumnBuilder<E[keyof E]>;
export function enumeration(...args: unknown[]): unknown {
  const first = args[0];
  if (typeof first === "object" && first !== null) {
    return new ColumnBuilder(
      new EnumType(enumValues(first as Record<string, unknown>), args[1] as EnumOptions | undefined),
    );
  }
  const last = args.at(-1);
  const options = typeof last === "object" && last !== null ? (args.pop() as EnumOptions) : undefined;
  return new ColumnBuilder(new EnumType(enumValues(args), options));
}

/** An array of another type (PostgreSQL): `array(integer())`. `array` in array.ts also takes a list of values, which is SQL. */
export function arrayType<T>(item: TypeLike<T>, options?: { readonly dimensions?: number }): ColumnBuilder<T[]> {
  return new ColumnBuilder(new ArrayType(toType(item), options));
}

/** What `customType()` takes: conversion of values, and SQL around binds, columns and operators. */
export interface CustomTypeOptions<T, U> extends TypeDecorator<T, U> {
  /** SQL around each bind: `(bind) => func.lower(bind)` writes `name = lower(?)`. */
  readonly bindExpression?: (bind: ColumnElement<U>) => ColumnElement<unknown>;
  /** SQL around the column in the list of an outermost SELECT, and in RETURNING: `(column) => func.upper(column)`. */
  readonly columnExpression?: (column: ColumnElement<U>) => ColumnElement<unknown>;
  /** What operators with such an expression on the left write, by the method's name: `{ eq: (a, b) => func.same(a, b) }`. */
  readonly operators?: {
    readonly [operator: string]: (left: ColumnElement<T>, right: ColumnElement<T>) => ColumnElement<unknown>;
  };
}

/**
 * A type of your own over one of the database's: `customType({ impl: string(7), processBindParam: (c: Color) => c.hex,
 * processResultValue: (hex) => Color.parse(hex) })`.
 */
export function customType<T, U>(decorator: CustomTypeOptions<T, U>): ColumnBuilder<T> {
  return new ColumnBuilder<T>(new CustomType<T, U>(decorator));
}
