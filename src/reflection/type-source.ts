import { argumentsSource, type TypeSource } from "../dialect/type-source.ts";
import type { ArrayType } from "../types/array-type.ts";
import type { DateTimeType } from "../types/datetime-type.ts";
import type { EnumType } from "../types/enum-type.ts";
import type { BigIntegerType } from "../types/integer-type.ts";
import type { IntervalType } from "../types/interval-type.ts";
import type { LargeBinaryType } from "../types/large-binary-type.ts";
import type { FloatType, NumericType } from "../types/numeric-type.ts";
import type { SqlType } from "../types/sql-type.ts";
import type { StringType } from "../types/string-type.ts";
import type { TimeType } from "../types/time-type.ts";

interface TypeDialect {
  typeSource(type: SqlType): TypeSource | undefined;
}

function call(name: string, ...args: readonly unknown[]): TypeSource {
  return { from: "athanor", name, args: argumentsSource(...args) };
}

const BUILDERS: Readonly<Record<string, string>> = {
  integer: "integer",
  smallInteger: "smallInteger",
  boolean: "boolean",
  date: "date",
  json: "json",
  uuid: "uuid",
  UUID: "UUID",
  real: "REAL",
  DOUBLE: "DOUBLE",
  "DOUBLE PRECISION": "DOUBLE_PRECISION",
  numeric: "numeric",
  decimal: "DECIMAL",
  float: "float",
  double: "double",
  string: "string",
  unicode: "unicode",
  char: "char",
  text: "text",
  unicodeText: "unicodeText",
  NCHAR: "NCHAR",
  NVARCHAR: "NVARCHAR",
  CLOB: "CLOB",
  largeBinary: "largeBinary",
  BLOB: "BLOB",
  BINARY: "BINARY",
  VARBINARY: "VARBINARY",
  datetime: "datetime",
  DATETIME: "DATETIME",
  timestamp: "TIMESTAMP",
};

/** How a program names a type; undefined for one that no exported function makes. */
export function typeSource(type: SqlType, dialect: TypeDialect): TypeSource | undefined {
  const own = dialect.typeSource(type);
  if (own !== undefined) return own;
  const name = Object.hasOwn(BUILDERS, type.kind) ? BUILDERS[type.kind] : undefined;
  switch (type.kind) {
    case "bigInteger":
      return call("bigInteger", (type as BigIntegerType).mode === "number" ? { mode: "number" } : undefined);
    case "time":
      return call("time", { timezone: (type as TimeType).timezone || undefined });
    case "interval": {
      const { native, secondPrecision } = type as IntervalType;
      return call("interval", { native: native ? undefined : false, secondPrecision });
    }
    case "enum": {
      const { labels, name: typeName, schema } = type as EnumType;
      return call("enumeration", ...labels, { name: typeName, schema });
    }
    case "array": {
      const { item, dimensions } = type as unknown as ArrayType;
      const inner = typeSource(item, dialect);
      if (inner === undefined) return undefined;
      return { from: "athanor", name: "array", args: [inner, ...argumentsSource({ dimensions })] };
    }
    default:
  }
  if (name === undefined) return undefined;
  switch (type.family) {
    case "numeric": {
      const { precision, scale } = type as NumericType;
      return call(name, precision, scale);
    }
    case "float":
      return call(name, (type as FloatType).precision);
    case "string": {
      const { length, collation } = type as StringType;
      return call(name, length, { collation });
    }
    case "binary":
      return call(name, (type as LargeBinaryType).length);
    case "datetime":
      return call(name, { timezone: (type as DateTimeType).timezone || undefined });
    default:
      return call(name);
  }
}
