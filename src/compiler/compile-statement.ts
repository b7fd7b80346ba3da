import type { ExprNode, FromNode, StatementNode } from "../sql/nodes/unions.ts";
import { flattenBinds } from "../sql/node.ts";
import type { SelectNode } from "../sql/nodes/select.ts";
import type { Compiled, CompileOptions } from "./compiled.ts";
import type { CompileTarget } from "./target.ts";

/** A statement, or an expression, in a dialect's SQL. */
export function compileStatement(
  target: CompileTarget,
  node: StatementNode | ExprNode | FromNode,
  options: CompileOptions = {},
): Compiled {
  let complete = options.extraction === undefined ? { ...options, extraction: flattenBinds(node.binds) } : options;
  const own = (node as Partial<Pick<SelectNode, "options">>).options;
  const substitutes = Array.isArray(own)
    ? (own as SelectNode["options"]).find((option) => option.substitutes)
    : undefined;
  if (substitutes !== undefined) complete = { ...complete, substitutes: substitutes.substitutes };
  return new target.statementCompiler(target, complete).compile(node as StatementNode | ExprNode);
}
