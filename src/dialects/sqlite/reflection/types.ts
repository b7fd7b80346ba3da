import { BooleanType } from "../../../types/boolean-type.ts";
import { DateTimeType, DateType } from "../../../types/datetime-type.ts";
import { BigIntegerType, IntegerType } from "../../../types/integer-type.ts";
import { JsonType } from "../../../types/json-type.ts";
import { LargeBinaryType } from "../../../types/large-binary-type.ts";
import { NULL_TYPE } from "../../../types/literal-type.ts";
import { FloatType, NumericType } from "../../../types/numeric-type.ts";
import type { SqlType } from "../../../types/sql-type.ts";
import { StringType, TextType } from "../../../types/string-type.ts";
import { TimeType } from "../../../types/time-type.ts";
import { UuidType } from "../../../types/uuid-type.ts";

type Make = (first: number | undefined, second: number | undefined, collation: string | undefined) => SqlType;

const integer: Make = () => new IntegerType();
const boolean: Make = () => new BooleanType();
const float: Make = () => new FloatType("float");
const datetime: Make = () => new DateTimeType();
const time: Make = () => new TimeType();
const date: Make = () => new DateType();

/** Types by the names that tables are declared with. */
const NAMED: Readonly<Record<string, Make>> = {
  INTEGER: integer,
  INT: integer,
  SMALLINT: () => new IntegerType("smallInteger"),
  BIGINT: () => new BigIntegerType(),
  NUMERIC: (precision, scale) => new NumericType(precision, scale),
  DECIMAL: (precision, scale) => new NumericType(precision, scale, {}, "decimal"),
  FLOAT: float,
  DOUBLE: () => new FloatType("double"),
  "DOUBLE PRECISION": () => new FloatType("DOUBLE PRECISION"),
  DOUBLE_PRECISION: () => new FloatType("DOUBLE PRECISION"),
  REAL: () => new FloatType("real"),
  VARCHAR: (length, _, collation) => new StringType(length, "string", collation),
  CHAR: (length, _, collation) => new StringType(length, "char", collation),
  TEXT: (length, _, collation) => new TextType(length, collation),
  NCHAR: (length, _, collation) => new StringType(length, "NCHAR", collation),
  NVARCHAR: (length, _, collation) => new StringType(length, "NVARCHAR", collation),
  CLOB: (_length, _, collation) => new StringType(undefined, "CLOB", collation),
  BOOLEAN: boolean,
  BOOL: boolean,
  DATE: date,
  DATE_CHAR: date,
  TIME: time,
  TIME_CHAR: time,
  DATETIME: datetime,
  DATETIME_CHAR: datetime,
  TIMESTAMP: () => new DateTimeType({}, "timestamp"),
  BLOB: (length) => new LargeBinaryType(length),
  BINARY: (length) => new LargeBinaryType(length, "BINARY"),
  VARBINARY: (length) => new LargeBinaryType(length, "VARBINARY"),
  JSON: () => new JsonType(),
  UUID: () => new UuidType({}, "UUID"),
  // In a STRICT table; elsewhere a name like any other, of a column that takes any value too.
  ANY: () => NULL_TYPE,
};

/** The type of a column by its declaration: by name, else by SQLite's rules of affinity. A column without type takes any value. */
export function typeOf(declared: string, collation: string | undefined): SqlType {
  // Some versions count the words before a computed expression among those of the type.
  const text = declared.replace(/\s*\bGENERATED\s+ALWAYS\s*$/i, "").trim();
  if (text === "") return NULL_TYPE;
  const [, words = "", numbers] = /^([^(]*)(?:\(([^)]*)\))?/.exec(text) as RegExpExecArray;
  const name = words.trim().replaceAll(/\s+/g, " ").toUpperCase();
  const [first, second] = (numbers ?? "").split(",").map(size);
  return (Object.hasOwn(NAMED, name) ? NAMED[name]! : affinity(text.toUpperCase()))(first, second, collation);
}

function size(text: string): number | undefined {
  const trimmed = text.trim();
  return /^\d+$/.test(trimmed) ? Number(trimmed) : undefined;
}

/** The rules of SQLite, in its order. */
function affinity(declared: string): Make {
  if (declared.includes("INT")) return integer;
  if (/CHAR|CLOB|TEXT/.test(declared)) return (_first, _second, collation) => new TextType(undefined, collation);
  if (declared.includes("BLOB")) return () => new LargeBinaryType();
  if (/REAL|FLOA|DOUB/.test(declared)) return () => new FloatType("real");
  return () => new NumericType();
}
