import { ArgumentError } from "../errors/argument.ts";
import { ColumnElement } from "../sql/column-element.ts";
import { exprOf } from "../sql/coerce.ts";
import type { ExprNode } from "../sql/nodes/unions.ts";
import type { CustomType, SqlDecorator } from "../types/custom-type.ts";
import type { SqlType } from "../types/sql-type.ts";
import { describeValue } from "../util/describe.ts";

type Hook = "bindExpression" | "columnExpression";

/** Whether a type puts SQL around its binds or columns on a dialect. */
export function wraps(type: SqlType, hook: Hook, dialect: string): boolean {
  const meant = type.forDialect(dialect);
  if ((meant as SqlDecorator)[hook] !== undefined) return true;
  if (meant.kind !== "custom") return false;
  const custom = meant as CustomType;
  return custom.sql[hook] !== undefined || wraps(custom.implOn(dialect), hook, dialect);
}

/** The expression with what its type puts around it: that of the type below first, that of the decorator around it. */
export function wrapped(node: ExprNode, type: SqlType, hook: Hook, dialect: string): ExprNode {
  const meant = type.forDialect(dialect);
  if (meant.kind !== "custom") {
    const own = (meant as SqlDecorator)[hook];
    return own === undefined ? node : called(hook, own.call(meant, new ColumnElement(node)));
  }
  const custom = meant as CustomType;
  const inner = wrapped(node, custom.implOn(dialect), hook, dialect);
  const own = custom.sql[hook];
  return own === undefined ? inner : called(hook, own.call(custom.sql, new ColumnElement(inner)));
}

function called(hook: string, result: unknown): ExprNode {
  const node = exprOf(result);
  if (node === undefined)
    throw new ArgumentError(
      `${hook}() must return an SQL expression, such as func.lower(…), not ${describeValue(result)}.`,
    );
  return node;
}

/** What a custom type writes for an operator; undefined when it says nothing. */
export function customOperator(
  type: SqlType,
  operator: string,
  dialect: string,
): ((left: unknown, right: unknown) => unknown) | undefined {
  const meant = type.forDialect(dialect);
  return meant.kind === "custom" ? (meant as CustomType).sql.operators?.[operator] : undefined;
}

/** The expression that a custom type's operator stands for. */
export function operatorExpression(
  write: (left: unknown, right: unknown) => unknown,
  operator: string,
  left: ExprNode,
  right: ExprNode,
): ExprNode {
  return called(`operators.${operator}`, write(new ColumnElement(left), new ColumnElement(right)));
}
