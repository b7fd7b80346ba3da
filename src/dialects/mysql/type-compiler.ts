import { TypeCompiler } from "../../compiler/type-compiler.ts";
import { CompileError } from "../../errors/compile.ts";
import type { EnumType } from "../../types/enum-type.ts";
import { quoteString } from "../../types/string-literal.ts";
import type { StringType } from "../../types/string-type.ts";

/** MySQL's and MariaDB's type names. */
export class MySQLTypeCompiler extends TypeCompiler {
  constructor() {
    super("mysql");
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
  protected override sized(name: string, type: StringType): string {
    const text = type.length === undefined ? name : `${name}(${type.length})`;
    return type.collation === undefined ? text : `${text} COLLATE \`${type.collation.replaceAll("`", "``")}\``;
  }
}
