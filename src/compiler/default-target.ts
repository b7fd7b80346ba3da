import { MomentInterval } from "../types/interval-type.ts";
import { quoteString } from "../types/string-literal.ts";
import type { BindProcessor, ResultProcessor, SqlType } from "../types/sql-type.ts";
import type { StatementCompilerClass } from "./compiled.ts";
import { DDLCompiler, type DDLCompilerClass } from "./ddl-compiler.ts";
import { defaultQuote } from "./identifier.ts";
import { SQLCompiler } from "./sql-compiler.ts";
import { type CompileTarget, defaultSqlFeatures, type SqlFeatures } from "./target.ts";
import { TypeCompiler } from "./type-compiler.ts";

const types = new TypeCompiler("default");

/** The dialect of `toString()`, and of `compile()` without a dialect: standard SQL with `:name` binds. */
class DefaultTarget implements CompileTarget {
  readonly name = "default";
  readonly sqlFeatures: SqlFeatures = { ...defaultSqlFeatures, sequences: true, optionalSequences: true };
  readonly statementCompiler: StatementCompilerClass = SQLCompiler;
  readonly ddlCompiler: DDLCompilerClass = DDLCompiler;
  typeImpl(type: SqlType): SqlType {
    const meant = type.forDialect(this.name);
    return meant.kind === "interval" ? new MomentInterval() : meant;
  }
  stringLiteral(text: string): string {
    return quoteString(text);
  }
  bindProcessor(type: SqlType): BindProcessor | undefined {
    return this.typeImpl(type).bindProcessor(this);
  }
  resultProcessor(type: SqlType): ResultProcessor | undefined {
    return this.typeImpl(type).resultProcessor(this);
  }
  quote(identifier: string): string {
    return defaultQuote(identifier);
  }
  typeSql(type: SqlType): string {
    return types.process(type);
  }
}

export const defaultTarget: CompileTarget = new DefaultTarget();
