import { CompileError, UnsupportedCompilationError } from "../errors/compile.ts";
import type { ArrayType } from "../types/array-type.ts";
import type { CustomType } from "../types/custom-type.ts";
import type { DateTimeType } from "../types/datetime-type.ts";
import type { EnumType } from "../types/enum-type.ts";
import type { LargeBinaryType } from "../types/large-binary-type.ts";
import type { IntervalType } from "../types/interval-type.ts";
import type { FloatType, NumericType } from "../types/numeric-type.ts";
import type { SqlType } from "../types/sql-type.ts";
import type { StringType } from "../types/string-type.ts";
import type { TimeType } from "../types/time-type.ts";
import type { UserDefinedType } from "../types/user-defined-type.ts";
import type { UuidType } from "../types/uuid-type.ts";
import type { VariantType } from "../types/variant-type.ts";
import { quoteString } from "../types/string-literal.ts";
import { toType, type TypeLike } from "../types/type-like.ts";
import { overrides, writerOf } from "./compiles.ts";
import { defaultQuote } from "./identifier.ts";

/** Writes the SQL names of types; dialects override what they call otherwise. */
export class TypeCompiler {
  protected readonly dialectName: string;

  constructor(dialectName: string) {
    this.dialectName = dialectName;
  }

  process(type: SqlType): string {
    const write = overrides.classes ? writerOf(type, this.dialectName) : undefined;
    if (write === undefined) return this.name(type);
    return write(type, {
      dialect: { name: this.dialectName },
      process: (part) => this.process(toType(part as TypeLike)),
      visit: () => this.name(type),
      quote: (name) => this.collation(name),
      literal: quoteString,
    });
  }

  private name(type: SqlType): string {
    switch (type.kind) {
      case "integer":
        return this.integer();
      case "smallInteger":
        return this.smallInteger();
      case "bigInteger":
        return this.bigInteger();
      case "numeric":
      case "decimal":
        return this.numeric(type as NumericType);
      case "float":
        return this.float(type as FloatType);
      case "double":
        return this.double(type as FloatType);
      case "real":
        return "REAL";
      case "string":
      case "unicode":
        return this.varchar(type as StringType);
      case "char":
        return this.char(type as StringType);
      case "text":
      case "unicodeText":
        return this.text(type as StringType);
      case "NCHAR":
      case "NVARCHAR":
        return this.national(type.kind, type as StringType);
      case "CLOB":
      case "DATETIME":
      case "DOUBLE":
      case "UUID":
        return this.exact(type.kind, undefined, type);
      case "DOUBLE PRECISION":
        return type.kind;
      case "BLOB":
        return this.blob(type as LargeBinaryType);
      case "BINARY":
      case "VARBINARY":
        return this.exact(type.kind, (type as LargeBinaryType).length, type);
      case "boolean":
        return this.boolean();
      case "date":
        return "DATE";
      case "time":
        return this.time(type as TimeType);
      case "datetime":
        return this.datetime(type as DateTimeType);
      case "timestamp":
        return this.timestamp(type as DateTimeType);
      case "interval":
        return this.interval(type as IntervalType);
      case "largeBinary":
        return this.largeBinary(type as LargeBinaryType);
      case "enum":
        return this.enum(type as EnumType);
      case "json":
        return this.json();
      case "uuid":
        return this.uuid(type as UuidType);
      case "array":
        return this.array(type as ArrayType);
      case "custom":
        return this.process((type as CustomType).implOn(this.dialectName));
      case "userDefined":
        return (type as UserDefinedType).getColSpec(this.dialectName);
      case "variant":
        return this.process((type as VariantType).forDialect(this.dialectName));
      default:
        return this.other(type);
    }
  }

  protected integer(): string {
    return "INTEGER";
  }
  protected smallInteger(): string {
    return "SMALLINT";
  }
  protected bigInteger(): string {
    return "BIGINT";
  }
  protected numeric(type: NumericType): string {
    const name = type.kind === "decimal" ? "DECIMAL" : "NUMERIC";
    if (type.precision === undefined) return name;
    return type.scale === undefined ? `${name}(${type.precision})` : `${name}(${type.precision}, ${type.scale})`;
  }
  /** Hook: databases that choose single or double precision by the number of bits write it. */
  protected float(_type: FloatType): string {
    return "FLOAT";
  }
  protected double(_type: FloatType): string {
    return "DOUBLE";
  }
  protected varchar(type: StringType): string {
    return this.sized("VARCHAR", type);
  }
  protected char(type: StringType): string {
    return this.sized("CHAR", type);
  }
  protected text(type: StringType): string {
    return this.sized("TEXT", type);
  }
  protected boolean(): string {
    return "BOOLEAN";
  }
  protected time(_type: TimeType): string {
    return "TIME";
  }
  protected datetime(_type: DateTimeType): string {
    return "DATETIME";
  }
  protected timestamp(_type: DateTimeType): string {
    return "TIMESTAMP";
  }
  /** Hook: databases with intervals; elsewhere one is kept as a moment. */
  protected interval(_type: IntervalType): string {
    return "DATETIME";
  }
  protected largeBinary(_type: LargeBinaryType): string {
    return "BLOB";
  }
  protected enum(type: EnumType): string {
    return `VARCHAR(${type.length})`;
  }
  protected json(): string {
    return "JSON";
  }
  protected uuid(_type: UuidType): string {
    return "CHAR(32)";
  }
  protected national(name: "NCHAR" | "NVARCHAR", type: StringType): string {
    return this.sized(name, type);
  }
  protected blob(_type: LargeBinaryType): string {
    return "BLOB";
  }
  /** Hook: a type that was named in upper case, so that its name is written as it is where the database knows it. */
  protected exact(name: string, length: number | undefined, _type: SqlType): string {
    return length === undefined ? name : `${name}(${length})`;
  }
  /** Hook: the name of a collation. */
  protected collation(name: string): string {
    return defaultQuote(name);
  }
  protected array(_type: ArrayType): string {
    return this.unsupported("arrays");
  }
  /** Types of a dialect's own. */
  protected other(type: SqlType): string {
    if (type.kind === "null")
      throw new CompileError(
        "The type of this expression is not known, so it cannot be named in SQL. State one, such as cast(x, integer()).",
      );
    return this.unsupported(`the type ${type.kind}`);
  }

  protected unsupported(feature: string): never {
    throw new UnsupportedCompilationError(
      `${this.dialectName} has no ${feature === "arrays" ? "arrays" : `equivalent of ${feature}`}.`,
    );
  }

  /** NAME(length) COLLATE "x". */
  protected sized(name: string, type: StringType): string {
    const text = type.length === undefined ? name : `${name}(${type.length})`;
    return type.collation === undefined ? text : `${text} COLLATE ${this.collation(type.collation)}`;
  }
}
