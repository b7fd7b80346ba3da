import { nextId } from "../ids.ts";
import type { Node } from "../node.ts";
import { type ColumnNode, columnNode } from "./column.ts";
import type { ExprNode } from "./unions.ts";

/** A function in FROM: fn(…) AS name(columns). */
export interface TableValuedNode extends Node {
  readonly kind: "tableValued";
  readonly ref: string;
  readonly element: ExprNode;
  readonly name: string | undefined;
  readonly columns: readonly ColumnNode[];
  readonly withOrdinality: boolean;
  /** Write the column names, and their types, after the alias. */
  readonly derived: "none" | "names" | "types";
  readonly lateral: boolean;
}

export function tableValuedNode(
  element: ExprNode,
  source: readonly ColumnNode[],
  name: string | undefined,
  withOrdinality: boolean,
  derived: TableValuedNode["derived"],
  lateral: boolean,
): TableValuedNode {
  const ref = `\u0001${nextId()};${name === undefined ? "" : `${name.length}:${name}`}`;
  let key = `${ref}F${withOrdinality ? "o" : ""}${derived}${lateral ? "~" : ""}(` + element.key + ")";
  for (const c of source) key += `${c.name.length}:${c.name}|${c.type.cacheKey},`;
  const columns: ColumnNode[] = [];
  const node: TableValuedNode = {
    kind: "tableValued",
    key,
    binds: element.binds,
    anon: true,
    ref,
    element,
    name,
    columns,
    withOrdinality,
    derived,
    lateral,
  };
  source.forEach((c, i) => columns.push(columnNode(`${ref}.${i}`, true, c.name, c.propKey, c.type, node, c)));
  return node;
}
