import { ArgumentError } from "../errors/argument.ts";
import { NULL_TYPE } from "../types/literal-type.ts";
import { checkName, valueExpr } from "./coerce.ts";
import type { ColumnElement } from "./column-element.ts";
import { aliasNode, type AliasNode } from "./nodes/alias.ts";
import { functionNode } from "./nodes/function.ts";
import type { ExprNode, FromNode } from "./nodes/unions.ts";

export interface TableSampleOptions {
  /** Name of the alias that the sample gets. */
  readonly name?: string;
  /** `REPEATABLE (seed)`: the same sample every time. */
  readonly seed?: number | ColumnElement<unknown>;
}

export function tablesampleNode(from: FromNode, sampling: unknown, options: TableSampleOptions): AliasNode {
  if (from.kind !== "table" && from.kind !== "alias")
    throw new ArgumentError(`tablesample(): only tables can be sampled, not a ${from.kind}.`);
  const given = valueExpr(sampling, "tablesample(): a percentage, or a method such as func.bernoulli(10)");
  const method: ExprNode =
    given.kind === "function" ? given : functionNode(["system"], [systemArgument(given)], NULL_TYPE);
  const seed = options.seed === undefined ? undefined : valueExpr(options.seed, "tablesample(): a seed");
  const name = options.name === undefined ? undefined : checkName(options.name, "tablesample(): a name");
  return aliasNode(from, name, { method, seed });
}

function systemArgument(node: ExprNode): ExprNode {
  return node.kind === "bind" ? valueExpr(node.value, "tablesample(): a percentage", node.type, "system") : node;
}
