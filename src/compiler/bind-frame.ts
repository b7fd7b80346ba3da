import { ArgumentError } from "../errors/argument.ts";
import { literalColumnNode } from "../sql/nodes/literal.ts";
import type { SqlType } from "../types/sql-type.ts";
import type { CompileTarget } from "./target.ts";
import { wrapped, wraps } from "./type-expression.ts";

/** What stands before and after each value of a list whose type puts SQL around its binds: lower(?). */
export type BindFrame = readonly [before: string, after: string];

const HOLE = "\u0006";

export function bindFrame(target: CompileTarget, type: SqlType): BindFrame | undefined {
  if (!wraps(type, "bindExpression", target.name)) return undefined;
  const node = wrapped(literalColumnNode(HOLE, type), type, "bindExpression", target.name);
  // Values of its own are written out, since it is not known how often it will stand there.
  const { sql } = new target.statementCompiler(target, { literalBinds: true }).compile(node);
  const at = sql.indexOf(HOLE);
  if (at < 0) throw new ArgumentError("bindExpression() must use the expression that it is given.");
  return [sql.slice(0, at), sql.slice(at + 1)];
}
