import { aliasNode, type Aliasable } from "./nodes/alias.ts";
import type { ColumnNode } from "./nodes/column.ts";
import type { Node } from "./node.ts";
import { type CteNode, cteNode, subqueryNode } from "./nodes/subquery.ts";
import { tableValuedNode } from "./nodes/table-valued.ts";
import type { ExprNode, FromNode } from "./nodes/unions.ts";
import { valuesNode } from "./nodes/values.ts";
import type { ProxyColumn } from "./nodes/select.ts";
import { rebuildNode } from "./traverse.ts";

/**
 * The tree with nodes replaced, from-clauses and what is inside them too: where a subquery, CTE, alias or VALUES changes,
 * its columns change with it wherever they are named. `fn` gives the node that takes a node's place, or undefined to look
 * inside it. What does not change is the same object.
 */
export function adapt<N extends Node>(node: N, fn: (node: Node) => Node | undefined): N {
  const made = new Map<Node, Node>();
  const visit = <M extends Node>(n: M): M => {
    const known = made.get(n);
    if (known !== undefined) return known as M;
    const result = fn(n) ?? inside(n as unknown as ExprNode | FromNode, visit);
    made.set(n, result);
    return result as M;
  };
  return visit(node);
}

type Visit = <M extends Node>(n: M) => M;

function inside(n: ExprNode | FromNode, visit: Visit): Node {
  switch (n.kind) {
    case "column": {
      const table = n.table;
      if (table === undefined || table.kind === "table") return n;
      const other = visit(table as FromNode);
      return other === table ? n : columnIn(table, other, n);
    }
    case "alias": {
      const element = visit(n.element as FromNode);
      const sample = n.sample;
      const method = sample === undefined ? undefined : visit(sample.method);
      const seed = sample?.seed === undefined ? undefined : visit(sample.seed);
      if (element === n.element && method === sample?.method && seed === sample?.seed) return n;
      return aliasNode(element as Aliasable, n.name, method === undefined ? undefined : { method, seed });
    }
    case "subquery": {
      const query = visit(n.query);
      return query === n.query ? n : subqueryNode(query, proxiesOf(n, visit), n.name, n.lateral);
    }
    case "cte":
      return cte(n, visit);
    case "values": {
      const rows = n.rows.map((row) => row.map((v) => visit(v)));
      if (rows.every((row, i) => row.every((v, k) => v === n.rows[i]![k]))) return n;
      return valuesNode(n.columns, rows, n.name, n.literalBinds, n.lateral);
    }
    case "tableValued": {
      const element = visit(n.element);
      if (element === n.element) return n;
      return tableValuedNode(element, n.columns, n.name, n.withOrdinality, n.derived, n.lateral);
    }
    default:
      return rebuildNode(n, visit);
  }
}

/** A CTE whose recursive part names the CTE itself, by the one that it was made from. */
function cte(n: CteNode, visit: Visit): Node {
  const restates = n.restates === undefined ? undefined : visit(n.restates);
  const aliasOf = n.aliasOf === undefined ? undefined : visit(n.aliasOf);
  const query = visit(n.query as Node) as CteNode["query"];
  if (query === n.query && restates === n.restates && aliasOf === n.aliasOf) return n;
  return cteNode(query, proxiesOf(n, visit), n.name, n.options, restates, aliasOf);
}

function proxiesOf(n: { readonly columns: readonly ColumnNode[] }, visit: Visit): ProxyColumn[] {
  return n.columns.map((c) => ({
    key: c.propKey,
    name: c.name,
    node: c.base === undefined ? c : visit(c.base as ExprNode),
  }));
}

/** The column of `other` that stands where `column` stands in `table`. */
function columnIn(table: FromNode, other: FromNode, column: ColumnNode): ColumnNode {
  if (table.kind === "join" || table.kind === "text" || other.kind === "join" || other.kind === "text") return column;
  const at = table.columns.indexOf(column);
  return other.columns[at] ?? other.columns.find((c) => c.propKey === column.propKey) ?? column;
}
