import { DateTimeType } from "../types/datetime-type.ts";
import { LargeBinaryType } from "../types/large-binary-type.ts";
import { FloatType, NumericType } from "../types/numeric-type.ts";
import { StringType } from "../types/string-type.ts";
import { UuidType } from "../types/uuid-type.ts";
import {
  bigInteger,
  boolean,
  char,
  date,
  float,
  integer,
  numeric,
  smallInteger,
  string,
  textType,
  time,
} from "./builders.ts";
import { ColumnBuilder } from "./column-builder.ts";

/*
 * Types by the name that SQL has for them: written as they are on every database that knows the name, and a CompileError
 * elsewhere. The builders in lower case choose a name for each database.
 */

interface Collated {
  readonly collation?: string;
}

/** BIGINT, as `bigint` or, with `{ mode: "number" }`, as numbers. */
export const BIGINT: typeof bigInteger = bigInteger;
/** BOOLEAN (BOOL on MySQL) */
export const BOOLEAN: typeof boolean = boolean;
/** CHAR(n) */
export const CHAR: typeof char = char;
/** DATE, "YYYY-MM-DD" */
export const DATE: typeof date = date;
/** FLOAT; with a precision in bits where the database takes one. */
export const FLOAT: typeof float = float;
/** INTEGER */
export const INTEGER: typeof integer = integer;
/** INTEGER, by SQL's other name for it. */
export const INT: typeof integer = integer;
/** NUMERIC(precision, scale), as strings. */
export const NUMERIC: typeof numeric = numeric;
/** SMALLINT */
export const SMALLINT: typeof smallInteger = smallInteger;
/** TEXT */
export const TEXT: typeof textType = textType;
/** TIME, "HH:MM:SS" */
export const TIME: typeof time = time;
/** VARCHAR(n) */
export const VARCHAR: typeof string = string;

/** DECIMAL(precision, scale), as strings; takes numbers and bigints too. */
export function DECIMAL(precision?: number, scale?: number): ColumnBuilder<string, never, number | bigint> {
  return new ColumnBuilder<string, never, number | bigint>(new NumericType<string>(precision, scale, {}, "decimal"));
}

/** REAL: single precision on PostgreSQL, double on SQLite and MySQL. */
export function REAL(): ColumnBuilder<number> {
  return new ColumnBuilder(new FloatType("real"));
}
/** DOUBLE (not on PostgreSQL: see DOUBLE_PRECISION) */
export function DOUBLE(): ColumnBuilder<number> {
  return new ColumnBuilder(new FloatType("DOUBLE"));
}
/** DOUBLE PRECISION */
export function DOUBLE_PRECISION(): ColumnBuilder<number> {
  return new ColumnBuilder(new FloatType("DOUBLE PRECISION"));
}

/** NCHAR(n); NATIONAL CHAR(n) on MySQL */
export function NCHAR(length?: number, options?: Collated): ColumnBuilder<string> {
  return new ColumnBuilder(new StringType(length, "NCHAR", options?.collation));
}
/** NVARCHAR(n) (not on PostgreSQL); NATIONAL VARCHAR(n) on MySQL */
export function NVARCHAR(length?: number, options?: Collated): ColumnBuilder<string> {
  return new ColumnBuilder(new StringType(length, "NVARCHAR", options?.collation));
}
/** CLOB (of these databases only on SQLite) */
export function CLOB(): ColumnBuilder<string> {
  return new ColumnBuilder(new StringType(undefined, "CLOB"));
}

/** DATETIME (not on PostgreSQL: see TIMESTAMP) */
export function DATETIME(options?: { readonly timezone?: boolean }): ColumnBuilder<Date> {
  return new ColumnBuilder(new DateTimeType(options, "DATETIME"));
}
/** TIMESTAMP, with or without time zone */
export function TIMESTAMP(options?: { readonly timezone?: boolean }): ColumnBuilder<Date> {
  return new ColumnBuilder(new DateTimeType(options, "timestamp"));
}

/** BLOB (not on PostgreSQL) */
export function BLOB(length?: number): ColumnBuilder<Uint8Array> {
  return new ColumnBuilder(new LargeBinaryType(length, "BLOB"));
}
/** BINARY(n) (not on PostgreSQL) */
export function BINARY(length?: number): ColumnBuilder<Uint8Array> {
  return new ColumnBuilder(new LargeBinaryType(length, "BINARY"));
}
/** VARBINARY(n) (not on PostgreSQL) */
export function VARBINARY(length?: number): ColumnBuilder<Uint8Array> {
  return new ColumnBuilder(new LargeBinaryType(length, "VARBINARY"));
}
/** UUID, on every database (PostgreSQL and MariaDB have it; to SQLite it is a name) */
export function UUID(): ColumnBuilder<string> {
  return new ColumnBuilder(new UuidType({}, "UUID"));
}
