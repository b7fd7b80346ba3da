import { ArgumentError } from "../../errors/argument.ts";
import { ColumnBuilder } from "../../schema/column-builder.ts";
import type { JsonBuilder } from "../../schema/builders.ts";
import type { ColumnElement } from "../../sql/column-element.ts";
import { func } from "../../sql/func.ts";
import { badValue } from "../../types/bad-value.ts";
import { bindInterval } from "../../types/interval-type.ts";
import { JSON_NULL, type JsonNull, type JsonOptions, JsonType } from "../../types/json-type.ts";
import { NativeType, type NativeOptions } from "../../types/native-type.ts";
import { BigIntegerType, IntegerType } from "../../types/integer-type.ts";
import { DateTimeType, DateType } from "../../types/datetime-type.ts";
import { FloatType, NumericType } from "../../types/numeric-type.ts";
import { JSON_PATH, REGCONFIG, TSQUERY, TSVECTOR } from "../../types/postgresql-types.ts";
import type { SqlType } from "../../types/sql-type.ts";
import { bindString } from "../../types/string-type.ts";
import { bindTime } from "../../types/time-type.ts";
import { describeValue } from "../../util/describe.ts";
import { type HstoreValue, HstoreType } from "./hstore-type.ts";
import type { Range } from "./range.ts";
import { MultirangeType, RangeType } from "./range-type.ts";
import { bindTimestamp, bindTimestampWithZone, resultTimestamp } from "./types.ts";

const JSONB = new JsonType({}, "jsonb");
const HSTORE = new HstoreType();

function native<T>(options: Omit<NativeOptions, "dialect">): ColumnBuilder<T> {
  return new ColumnBuilder(new NativeType<T>({ dialect: "postgresql", ...options }));
}
function named<T>(type: SqlType): ColumnBuilder<T> {
  return new ColumnBuilder(type as SqlType<T>);
}

/**
 * JSONB: JSON in binary form, which can be indexed and has operators: `contains`, `hasKey`, `pathExists` … beside `get`.
 * `jsonb.NULL` is JSON's null, as a value.
 */
export const jsonb: JsonBuilder = Object.assign(
  <T = unknown>(options?: JsonOptions): ColumnBuilder<T, never, JsonNull> =>
    new ColumnBuilder<T, never, JsonNull>(
      options === undefined ? (JSONB as JsonType<T>) : new JsonType<T>(options, "jsonb"),
    ),
  { NULL: JSON_NULL },
);

/**
 * HSTORE: pairs of text, as a plain object; the database needs the extension. With arguments it is the function `hstore(…)`:
 * `hstore("key", "value")`, `hstore(array(["a"]), array(["1"]))`.
 */
export function hstore(): ColumnBuilder<HstoreValue>;
export function hstore(
  keys: string | ColumnElement<unknown>,
  values?: string | ColumnElement<unknown>,
): ColumnElement<HstoreValue>;
export function hstore(...args: unknown[]): ColumnBuilder<HstoreValue> | ColumnElement<HstoreValue> {
  if (args.length === 0) return new ColumnBuilder(HSTORE);
  // The function's own node has no type; typeCoerce() puts it into the statement's key.
  return func["hstore"]!(...args).typeCoerce(HSTORE);
}

// --- ranges -------------------------------------------------------------------------------------------------------

const INTEGER = new IntegerType();
const BIGINT = new BigIntegerType();
const NUMERIC = new NumericType();
const DATE = new DateType();
const TIMESTAMP = new DateTimeType();
const TIMESTAMPTZ = new DateTimeType({ timezone: true });
const range = <T>(sql: string, subtype: SqlType): (() => ColumnBuilder<Range<T>>) => {
  const type = new RangeType<T>(sql, subtype);
  return () => new ColumnBuilder(type);
};
const multirange = <T>(sql: string, subtype: SqlType): (() => ColumnBuilder<readonly Range<T>[]>) => {
  const type = new MultirangeType<T>(sql, subtype);
  return () => new ColumnBuilder(type);
};
type RangeBuilder<T> = () => ColumnBuilder<Range<T>>;
type MultirangeBuilder<T> = () => ColumnBuilder<readonly Range<T>[]>;

/** INT4RANGE: ranges of whole numbers. */
export const int4range: RangeBuilder<number> = range("INT4RANGE", INTEGER);
/** INT8RANGE: ranges of `bigint`. */
export const int8range: RangeBuilder<bigint> = range("INT8RANGE", BIGINT);
/** NUMRANGE: ranges of decimals, as strings. */
export const numrange: RangeBuilder<string> = range("NUMRANGE", NUMERIC);
/** DATERANGE: ranges of days, "YYYY-MM-DD". */
export const daterange: RangeBuilder<string> = range("DATERANGE", DATE);
/** TSRANGE: ranges of moments without time zone. */
export const tsrange: RangeBuilder<Date> = range("TSRANGE", TIMESTAMP);
/** TSTZRANGE: ranges of moments. */
export const tstzrange: RangeBuilder<Date> = range("TSTZRANGE", TIMESTAMPTZ);
/** INT4MULTIRANGE: lists of `int4range`. */
export const int4multirange: MultirangeBuilder<number> = multirange("INT4MULTIRANGE", INTEGER);
/** INT8MULTIRANGE: lists of `int8range`. */
export const int8multirange: MultirangeBuilder<bigint> = multirange("INT8MULTIRANGE", BIGINT);
/** NUMMULTIRANGE: lists of `numrange`. */
export const nummultirange: MultirangeBuilder<string> = multirange("NUMMULTIRANGE", NUMERIC);
/** DATEMULTIRANGE: lists of `daterange`. */
export const datemultirange: MultirangeBuilder<string> = multirange("DATEMULTIRANGE", DATE);
/** TSMULTIRANGE: lists of `tsrange`. */
export const tsmultirange: MultirangeBuilder<Date> = multirange("TSMULTIRANGE", TIMESTAMP);
/** TSTZMULTIRANGE: lists of `tstzrange`. */
export const tstzmultirange: MultirangeBuilder<Date> = multirange("TSTZMULTIRANGE", TIMESTAMPTZ);

// --- networks, bits, text -----------------------------------------------------------------------------------------

/** INET: an address, with or without a network, as text. */
export function inet(): ColumnBuilder<string> {
  return native({ sql: "INET", bind: bindString });
}
/** CIDR: a network, as text. */
export function cidr(): ColumnBuilder<string> {
  return native({ sql: "CIDR", bind: bindString });
}
/** MACADDR: a hardware address of six bytes, as text. */
export function macaddr(): ColumnBuilder<string> {
  return native({ sql: "MACADDR", bind: bindString });
}
/** MACADDR8: a hardware address of eight bytes, as text. */
export function macaddr8(): ColumnBuilder<string> {
  return native({ sql: "MACADDR8", bind: bindString });
}

function bindBits(value: unknown): string {
  if (typeof value === "string" && /^[01]*$/.test(value)) return value;
  throw badValue("bit", 'a string of 0 and 1, such as "101"', value);
}
function length(what: string, value: number | undefined): string {
  if (value === undefined) return "";
  if (!Number.isSafeInteger(value) || value < 0)
    throw new ArgumentError(`The ${what} of a type is a whole number, not ${describeValue(value)}.`);
  return `(${value})`;
}

/** BIT(n): exactly n bits, as a string of 0 and 1; `{ varying: true }`: at most n (BIT VARYING). */
export function bit(size?: number, options: { readonly varying?: boolean } = {}): ColumnBuilder<string> {
  const sql = options.varying === true ? `BIT VARYING${length("length", size)}` : `BIT${length("length", size ?? 1)}`;
  return native({ sql, castBinds: true, bind: bindBits });
}
/** BIT VARYING(n): at most n bits, as a string of 0 and 1. */
export function varbit(size?: number): ColumnBuilder<string> {
  return bit(size, { varying: true });
}
/** CITEXT: text that compares without regard to case; the database needs the extension. */
export function citext(): ColumnBuilder<string> {
  return native({ sql: "CITEXT", family: "string", bind: bindString });
}
/** XML, as text. */
export function xml(): ColumnBuilder<string> {
  return native({ sql: "XML", castBinds: true, bind: bindString });
}
/** MONEY: an amount in the currency of the server, as the text that the server writes. */
export function money(): ColumnBuilder<string> {
  return native({ sql: "MONEY", bind: bindString });
}
/** TSVECTOR: a document for text search, as text. */
export function tsvector(): ColumnBuilder<string> {
  return named(TSVECTOR);
}
/** TSQUERY: what text search looks for, as text. */
export function tsquery(): ColumnBuilder<string> {
  return named(TSQUERY);
}
/** REGCONFIG: the name of a text search configuration. */
export function regconfig(): ColumnBuilder<string> {
  return named(REGCONFIG);
}
/** REGCLASS: the name of a relation. */
export function regclass(): ColumnBuilder<string> {
  return native({ sql: "REGCLASS", castBinds: true, bind: bindString });
}
/** JSONPATH: an SQL/JSON path, as text. */
export function jsonpath(): ColumnBuilder<string> {
  return named(JSON_PATH);
}

function bindOid(value: unknown): unknown {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0 && value < 2 ** 32) return value;
  throw badValue("oid", "a whole number from 0 to 2^32 - 1", value);
}
/** OID: the number of an object of the catalog. */
export function oid(): ColumnBuilder<number> {
  return native({ sql: "OID", castBinds: true, family: "integer", bind: bindOid });
}

// --- times --------------------------------------------------------------------------------------------------------

const FIELDS: ReadonlySet<string> = new Set([
  "YEAR",
  "MONTH",
  "DAY",
  "HOUR",
  "MINUTE",
  "SECOND",
  "YEAR TO MONTH",
  "DAY TO HOUR",
  "DAY TO MINUTE",
  "DAY TO SECOND",
  "HOUR TO MINUTE",
  "HOUR TO SECOND",
  "MINUTE TO SECOND",
]);

/** INTERVAL with the fields that it keeps, `{ fields: "YEAR TO MONTH" }`, or digits of its seconds; values are ISO 8601 durations. */
export function interval(
  options: { readonly fields?: string; readonly precision?: number } = {},
): ColumnBuilder<string> {
  const { fields, precision } = options;
  if (fields !== undefined && !FIELDS.has(fields.toUpperCase()))
    throw new ArgumentError(
      `The fields of an interval are one of ${[...FIELDS].join(", ")}, not ${describeValue(fields)}.`,
    );
  const sql = `INTERVAL${fields === undefined ? "" : ` ${fields.toUpperCase()}`}${precision === undefined ? "" : ` ${length("precision", precision)}`}`;
  return native({ sql, castBinds: true, family: "interval", bind: bindInterval });
}
/** TIMESTAMP with a number of digits for its seconds. Values are moments in UTC, as Dates. */
export function timestamp(
  options: { readonly timezone?: boolean; readonly precision?: number } = {},
): ColumnBuilder<Date> {
  const zone = options.timezone === true ? "WITH TIME ZONE" : "WITHOUT TIME ZONE";
  return native({
    sql: `TIMESTAMP${length("precision", options.precision)} ${zone}`,
    castBinds: true,
    castSql: `TIMESTAMP ${zone}`,
    family: "datetime",
    bind: options.timezone === true ? bindTimestampWithZone : bindTimestamp,
    result: resultTimestamp,
    compare: (a, b) => a instanceof Date && b instanceof Date && a.getTime() === b.getTime(),
  });
}
/** TIME with a number of digits for its seconds. */
export function time(
  options: { readonly timezone?: boolean; readonly precision?: number } = {},
): ColumnBuilder<string> {
  const zone = options.timezone === true ? "WITH TIME ZONE" : "WITHOUT TIME ZONE";
  return native({
    sql: `TIME${length("precision", options.precision)} ${zone}`,
    castBinds: true,
    castSql: `TIME ${zone}`,
    family: "time",
    bind: bindTime,
  });
}
/** REAL: floating point of single precision. */
export function real(): ColumnBuilder<number> {
  return new ColumnBuilder(new FloatType("real"));
}
/** DOUBLE PRECISION */
export function doublePrecision(): ColumnBuilder<number> {
  return new ColumnBuilder(new FloatType("double"));
}
