import { quoteIdentifier } from "../../compiler/identifier.ts";
import { TypeCompiler } from "../../compiler/type-compiler.ts";
import type { SqlType } from "../../types/sql-type.ts";
import type { Formatted } from "./date-formats.ts";
import { reservedWords } from "./reserved-words.ts";

/** SQLite's type names: the default ones. */
export class SQLiteTypeCompiler extends TypeCompiler {
  constructor() {
    super("sqlite");
  }
  /** A column called DATE would make a number of digits; one called DATE_CHAR keeps them as they are. */
  override process(type: SqlType): string {
    const { format } = type as Partial<Formatted>;
    const name = super.process(type);
    return format === undefined || format.isText ? name : `${name}_CHAR`;
  }
  protected override collation(name: string): string {
    return quoteIdentifier(name, '"', reservedWords);
  }
}

/** A STRICT table knows only INTEGER, REAL, TEXT, BLOB and ANY: the one that keeps the type's values as they are bound. */
export function strictTypeSql(type: SqlType, typeSql: (type: SqlType) => string): string {
  const meant = type.forDialect("sqlite");
  switch (meant.kind === "custom" || meant.kind === "userDefined" ? "other" : meant.family) {
    case "integer":
      return "INTEGER";
    case "boolean":
      return "INTEGER";
    case "numeric":
    case "float":
      return "REAL";
    case "binary":
      return "BLOB";
    case "datetime":
      return (meant as { readonly sqliteStorage?: string }).sqliteStorage === "integer" ? "INTEGER" : "TEXT";
    case "string":
    case "enum":
    case "uuid":
    case "date":
    case "time":
    case "interval":
    case "json":
      return "TEXT";
    default:
      break;
  }
  if (meant.kind === "custom")
    return strictTypeSql((meant as SqlType & { implOn(dialect: string): SqlType }).implOn("sqlite"), typeSql);
  return typeSql(type);
}
