import { ArgumentError } from "../errors/argument.ts";
import { subqueryNode } from "./nodes/subquery.ts";
import { tableValuedNode } from "./nodes/table-valued.ts";
import type { FromNode } from "./nodes/unions.ts";
import { valuesNode } from "./nodes/values.ts";
import { proxyColumnsOf } from "./selected-columns.ts";

/** A from-clause made lateral: what `.lateral()` of from-clauses does. */
export function lateralNode(node: FromNode, name: string | undefined): FromNode {
  switch (node.kind) {
    case "values":
      return valuesNode(node.columns, node.rows, name ?? node.name, node.literalBinds, true);
    case "tableValued":
      return tableValuedNode(node.element, node.columns, name ?? node.name, node.withOrdinality, node.derived, true);
    case "text":
      return subqueryNode(node, proxyColumnsOf(node), name, true);
    default:
      throw new ArgumentError(
        `lateral(): a ${node.kind} has nothing that could name what stands before it. Only queries, values() and functions are lateral.`,
      );
  }
}
