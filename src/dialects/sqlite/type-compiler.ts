import { TypeCompiler } from "../../compiler/type-compiler.ts";

/** SQLite's type names: the default ones. */
export class SQLiteTypeCompiler extends TypeCompiler {
  constructor() {
    super("sqlite");
  }
}
