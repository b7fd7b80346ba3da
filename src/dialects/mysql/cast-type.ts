import type { CustomType } from "../../types/custom-type.ts";
import type { NativeType } from "../../types/native-type.ts";
import type { NumericType } from "../../types/numeric-type.ts";
import type { SqlType } from "../../types/sql-type.ts";
import type { StringType } from "../../types/string-type.ts";

/**
 * What a type is called in CAST, which knows other names than CREATE TABLE does; undefined for a type that CAST does not take.
 * `typeSql` writes the names that are the same.
 */
export function castTypeSql(
  type: SqlType,
  typeSql: (type: SqlType) => string,
  castsToFloat: boolean,
): string | undefined {
  if (type.kind === "variant") return castTypeSql(type.forDialect("mysql"), typeSql, castsToFloat);
  if (type.kind === "custom") return castTypeSql((type as CustomType).implOn("mysql"), typeSql, castsToFloat);
  if (type.kind === "native") return (type as NativeType).options.castSql;
  switch (type.family) {
    case "integer":
      return (type as { readonly unsigned?: boolean }).unsigned === true ? "UNSIGNED INTEGER" : "SIGNED INTEGER";
    case "numeric": {
      const { precision, scale } = type as NumericType;
      return precision === undefined
        ? "DECIMAL"
        : scale === undefined
          ? `DECIMAL(${precision})`
          : `DECIMAL(${precision}, ${scale})`;
    }
    case "float":
      return castsToFloat ? typeSql(type) : undefined;
    case "string": {
      const { length } = type as StringType;
      return length === undefined ? "CHAR" : `CHAR(${length})`;
    }
    case "datetime":
      return type.kind === "timestamp" ? "DATETIME" : typeSql(type);
    case "date":
    case "time":
    case "interval":
      return typeSql(type);
    case "binary":
      return "BINARY";
    case "json":
      return "JSON";
    default:
      return undefined;
  }
}
