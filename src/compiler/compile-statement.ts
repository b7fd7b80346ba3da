import type { ExprNode, FromNode, StatementNode } from "../sql/nodes/unions.ts";
import { flattenBinds } from "../sql/node.ts";
import type { Compiled, CompileOptions } from "./compiled.ts";
import type { CompileTarget } from "./target.ts";

/** A statement, or an expression, in a dialect's SQL. */
export function compileStatement(
  target: CompileTarget,
  node: StatementNode | ExprNode | FromNode,
  options: CompileOptions = {},
): Compiled {
  const complete = options.extraction === undefined ? { ...options, extraction: flattenBinds(node.binds) } : options;
  return new target.statementCompiler(target, complete).compile(node as StatementNode | ExprNode);
}
