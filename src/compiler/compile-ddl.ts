import type { DDLElement } from "../schema/ddl-element.ts";
import type { DDLCompilerOptions } from "./ddl-names.ts";
import type { CompileTarget } from "./target.ts";

/** The SQL of a DDL element for a dialect. */
export function compileDDL(target: CompileTarget, element: DDLElement, options: DDLCompilerOptions = {}): string {
  return new target.ddlCompiler(target, options).compile(element);
}
