import { TypeCompiler } from "../../compiler/type-compiler.ts";
import { quoteIdentifier } from "../../compiler/identifier.ts";
import { CompileError } from "../../errors/compile.ts";
import type { EnumType } from "../../types/enum-type.ts";
import type { LargeBinaryType } from "../../types/large-binary-type.ts";
import type { NativeType } from "../../types/native-type.ts";
import type { FloatType } from "../../types/numeric-type.ts";
import type { SqlType } from "../../types/sql-type.ts";
import { quoteString } from "../../types/string-literal.ts";
import type { StringType } from "../../types/string-type.ts";
import { mysqlReservedWords } from "./reserved-words.ts";

/** MySQL's and MariaDB's type names. */
export class MySQLTypeCompiler extends TypeCompiler {
  constructor() {
    super("mysql");
  }
  /** Types of this dialect's own. */
  protected override other(type: SqlType): string {
    const { options } = type as Partial<NativeType>;
    return type.kind === "native" && options?.dialect === "mysql" ? options.sql : super.other(type);
  }
  protected override boolean(): string {
    return "BOOL";
  }
  protected override varchar(type: StringType): string {
    if (type.length === undefined)
      throw new CompileError("VARCHAR requires a length on MySQL: string(255), or text() for text of any length.");
    return super.varchar(type);
  }
  protected override enum(type: EnumType): string {
    return type.nativeEnum
      ? `ENUM(${type.labels.map((label) => quoteString(label.replaceAll("\\", "\\\\"))).join(",")})`
      : super.enum(type);
  }
  protected override float(type: FloatType): string {
    return type.precision === undefined ? "FLOAT" : `FLOAT(${type.precision})`;
  }
  protected override national(name: "NCHAR" | "NVARCHAR", type: StringType): string {
    if (name === "NVARCHAR" && type.length === undefined)
      throw new CompileError("NVARCHAR requires a length on MySQL: NVARCHAR(255).");
    return this.sized(name === "NCHAR" ? "NATIONAL CHAR" : "NATIONAL VARCHAR", type);
  }
  protected override largeBinary(type: LargeBinaryType): string {
    return this.blob(type);
  }
  protected override blob(type: LargeBinaryType): string {
    return type.length === undefined ? "BLOB" : `BLOB(${type.length})`;
  }
  protected override exact(name: string, length: number | undefined, type: SqlType): string {
    if (name === "CLOB") this.unsupported("the type CLOB");
    if (name === "VARBINARY" && length === undefined)
      throw new CompileError("VARBINARY requires a length on MySQL: VARBINARY(255).");
    return super.exact(name, length, type);
  }
  protected override collation(name: string): string {
    return /^\w+$/.test(name) ? name : quoteIdentifier(name, "`", mysqlReservedWords);
  }
}
