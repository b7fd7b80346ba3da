import { nextId } from "../ids.ts";
import { type Binds, joinBinds, type Node } from "../node.ts";
import { type ColumnNode, columnNode } from "./column.ts";
import type { ExprNode } from "./unions.ts";

/** (VALUES (…), (…)) AS name (columns), in FROM. */
export interface ValuesNode extends Node {
  readonly kind: "values";
  readonly ref: string;
  readonly name: string | undefined;
  readonly columns: readonly ColumnNode[];
  readonly rows: readonly (readonly ExprNode[])[];
  readonly literalBinds: boolean;
  readonly lateral: boolean;
}

export function valuesNode(
  source: readonly ColumnNode[],
  rows: readonly (readonly ExprNode[])[],
  name: string | undefined,
  literalBinds: boolean,
  lateral: boolean,
): ValuesNode {
  const ref = `\u0001${nextId()};${name === undefined ? "" : `${name.length}:${name}`}`;
  let key = ref + (literalBinds ? "Vl" : "V") + (lateral ? "~" : "");
  let binds: Binds;
  for (const c of source) key += `${c.name.length}:${c.name}|${c.type.cacheKey},`;
  for (const row of rows) {
    key += "(";
    for (const e of row) {
      key += e.key + ",";
      binds = joinBinds(binds, e.binds);
    }
    key += ")";
  }
  const columns: ColumnNode[] = [];
  const node: ValuesNode = { kind: "values", key, binds, anon: true, ref, name, columns, rows, literalBinds, lateral };
  source.forEach((c, i) => columns.push(columnNode(`${ref}.${i}`, true, c.name, c.propKey, c.type, node, c)));
  return node;
}
