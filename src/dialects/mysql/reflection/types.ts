import { BooleanType } from "../../../types/boolean-type.ts";
import { DateTimeType, DateType } from "../../../types/datetime-type.ts";
import { EnumType, enumValues } from "../../../types/enum-type.ts";
import { BigIntegerType, IntegerType } from "../../../types/integer-type.ts";
import { JsonType } from "../../../types/json-type.ts";
import { LargeBinaryType } from "../../../types/large-binary-type.ts";
import { NULL_TYPE } from "../../../types/literal-type.ts";
import { FloatType, NumericType } from "../../../types/numeric-type.ts";
import type { SqlType } from "../../../types/sql-type.ts";
import { StringType, TextType } from "../../../types/string-type.ts";
import { TimeType } from "../../../types/time-type.ts";
import { UuidType } from "../../../types/uuid-type.ts";
import { warn } from "../../../util/warn.ts";
import { labelsOf } from "./labels.ts";
import * as labels from "../column-types/labels.ts";
import * as moments from "../column-types/moments.ts";
import * as numbers from "../column-types/numbers.ts";
import * as texts from "../column-types/text.ts";

/** A type as information_schema writes it, taken apart: int(10) unsigned zerofill. */
interface Declared {
  readonly name: string;
  /** What stands in the parentheses. */
  readonly inside: string | undefined;
  readonly sizes: readonly number[];
  readonly unsigned: boolean;
  readonly zerofill: boolean;
  /** The collation, where it is not the table's. */
  readonly collation: string | undefined;
}

const PATTERN = /^(\w+)(?:\(([\s\S]*)\))?((?: unsigned| zerofill)*)/;

/** The widths that the servers write when none was given, signed and unsigned. */
const WIDTHS: Readonly<Record<string, readonly [signed: number, unsigned: number]>> = {
  tinyint: [4, 3],
  smallint: [6, 5],
  mediumint: [9, 8],
  int: [11, 10],
  bigint: [20, 20],
};

function integer(declared: Declared): SqlType {
  const { name, sizes, unsigned, zerofill } = declared;
  const [usualSigned, usualUnsigned] = WIDTHS[name]!;
  const width = sizes[0] === (unsigned ? usualUnsigned : usualSigned) ? undefined : sizes[0];
  // To the servers BOOLEAN is another word for it, and to their clients it is for BOOLEAN.
  if (name === "tinyint" && sizes[0] === 1 && !unsigned) return new BooleanType();
  if (width === undefined && !unsigned) {
    if (name === "int") return new IntegerType();
    if (name === "smallint") return new IntegerType("smallInteger");
    if (name === "bigint") return new BigIntegerType();
  }
  const options: numbers.IntegerOptions = {
    // ZEROFILL makes a number unsigned by itself.
    ...(unsigned ? { unsigned } : {}),
    ...(zerofill ? { zerofill } : {}),
    ...(width === undefined ? {} : { displayWidth: width }),
  };
  switch (name) {
    case "tinyint":
      return numbers.tinyint(options).type;
    case "smallint":
      return numbers.smallint(options).type;
    case "mediumint":
      return numbers.mediumint(options).type;
    case "bigint":
      return numbers.bigint(options).type;
    default:
      return numbers.integer(options).type;
  }
}

function decimal({ sizes: [precision, scale], unsigned, zerofill }: Declared): SqlType {
  return unsigned
    ? numbers.decimal(precision, scale, zerofill ? { unsigned, zerofill } : { unsigned }).type
    : new NumericType(precision, scale);
}

function float(name: "float" | "double", { sizes: [precision, scale], unsigned, zerofill }: Declared): SqlType {
  if (precision === undefined && !unsigned) return new FloatType(name);
  const options = { ...(unsigned ? { unsigned } : {}), ...(zerofill ? { zerofill } : {}) };
  return (name === "float" ? numbers.float : numbers.double)(precision, scale, options).type;
}

function text(make: (options: texts.TextOptions) => { readonly type: SqlType }, { collation }: Declared): SqlType {
  return make(collation === undefined ? {} : { collation }).type;
}

function declaredLabels({ inside = "" }: Declared): [string, ...string[]] {
  return labelsOf(inside) as [string, ...string[]];
}

const TYPES: Readonly<Record<string, (declared: Declared) => SqlType>> = {
  tinyint: integer,
  smallint: integer,
  mediumint: integer,
  int: integer,
  bigint: integer,
  decimal,
  float: (declared) => float("float", declared),
  double: (declared) => float("double", declared),
  bit: ({ sizes: [length = 1] }) =>
    length > 53 ? numbers.bit(length, { mode: "bigint" }).type : numbers.bit(length).type,
  year: ({ sizes: [width] }) => numbers.year(width === 4 ? undefined : width).type,
  date: () => new DateType(),
  datetime: ({ sizes: [fsp] }) => (fsp === undefined ? new DateTimeType() : moments.datetime({ fsp }).type),
  timestamp: ({ sizes: [fsp] }) =>
    fsp === undefined ? new DateTimeType({}, "timestamp") : moments.timestamp({ fsp }).type,
  time: ({ sizes: [fsp] }) => (fsp === undefined ? new TimeType() : moments.time({ fsp }).type),
  char: ({ sizes: [length], collation }) => new StringType(length, "char", collation),
  varchar: ({ sizes: [length], collation }) => new StringType(length, "string", collation),
  text: ({ collation }) => new TextType(undefined, collation),
  tinytext: (declared) => text(texts.tinytext, declared),
  mediumtext: (declared) => text(texts.mediumtext, declared),
  longtext: (declared) => text(texts.longtext, declared),
  blob: () => new LargeBinaryType(),
  tinyblob: () => texts.tinyblob().type,
  mediumblob: () => texts.mediumblob().type,
  longblob: () => texts.longblob().type,
  binary: ({ sizes: [length] }) => new LargeBinaryType(length, "BINARY"),
  varbinary: ({ sizes: [length] }) => new LargeBinaryType(length, "VARBINARY"),
  json: () => new JsonType(),
  uuid: () => new UuidType({}, "UUID"),
  inet4: () => labels.inet4().type,
  inet6: () => labels.inet6().type,
  enum: (declared) =>
    declared.collation === undefined
      ? new EnumType(enumValues(declaredLabels(declared)))
      : labels.enumeration(...declaredLabels(declared), { collation: declared.collation }).type,
  set: (declared) =>
    (declared.collation === undefined
      ? labels.set(...declaredLabels(declared))
      : labels.set(...declaredLabels(declared), { collation: declared.collation })
    ).type,
};

const LIMIT = 2000;
/** Equal declarations give one object, so that facts of equal schemas are equal. */
const made = new Map<string, SqlType>();

/** The type object of a column. What is not known is a NullType, with a warning. */
export function typeOf(columnType: string, collation: string | undefined, column: string): SqlType {
  const key = `${columnType}\0${collation ?? ""}`;
  let type = made.get(key);
  if (type !== undefined) return type;
  const [, name = "", inside, words = ""] = PATTERN.exec(columnType) ?? [];
  const sizes = inside !== undefined && /^[\d, ]+$/.test(inside) ? inside.split(",").map(Number) : [];
  const zerofill = words.includes("zerofill");
  const declared = { name, inside, sizes, zerofill, unsigned: zerofill || words.includes("unsigned"), collation };
  const make = Object.hasOwn(TYPES, name.toLowerCase()) ? TYPES[name.toLowerCase()] : undefined;
  if (make === undefined) {
    warn(`The type ${columnType} of ${column} is not known; the column gets a type that takes any plain value.`);
    return NULL_TYPE;
  }
  type = make(declared);
  if (made.size >= LIMIT) made.clear();
  made.set(key, type);
  return type;
}
