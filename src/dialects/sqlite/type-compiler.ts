import { quoteIdentifier } from "../../compiler/identifier.ts";
import { TypeCompiler } from "../../compiler/type-compiler.ts";
import { reservedWords } from "./reserved-words.ts";

/** SQLite's type names: the default ones. */
export class SQLiteTypeCompiler extends TypeCompiler {
  constructor() {
    super("sqlite");
  }
  protected override collation(name: string): string {
    return quoteIdentifier(name, '"', reservedWords);
  }
}
