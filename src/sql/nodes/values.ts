import { nextId } from "../ids.ts";
import { type Binds, joinBinds, type Node } from "../node.ts";
import type { SqlType } from "../../types/sql-type.ts";
import { type ColumnNode, columnNode } from "./column.ts";
import type { ExprNode } from "./unions.ts";

/** (VALUES (…), (…)) AS name (columns), in FROM. */
export interface ValuesNode extends Node {
  readonly kind: "values";
  readonly ref: string;
  readonly name: string | undefined;
  /** It has a name, if only one that is made up. */
  readonly named: boolean;
  readonly columns: readonly ColumnNode[];
  readonly rows: readonly (readonly ExprNode[])[];
  readonly literalBinds: boolean;
  readonly lateral: boolean;
}

/** (VALUES (…), (…)) as a value. */
export interface ScalarValuesNode extends Node {
  readonly kind: "scalarValues";
  readonly type: SqlType;
  readonly rows: readonly (readonly ExprNode[])[];
  readonly literalBinds: boolean;
}

export function scalarValuesNode(
  rows: readonly (readonly ExprNode[])[],
  literalBinds: boolean,
  type: SqlType,
): ScalarValuesNode {
  const [key, binds, anon] = rowsKey(rows, literalBinds ? "svl" : "sv", literalBinds);
  return { kind: "scalarValues", key: key + ",", binds, anon, type, rows, literalBinds };
}

/** `literal`: the values stand in the SQL, so that they are part of the key. */
function rowsKey(
  rows: readonly (readonly ExprNode[])[],
  head: string,
  literal: boolean,
): [key: string, binds: Binds, anon: boolean] {
  let key = head;
  let binds: Binds;
  let anon = false;
  for (const row of rows) {
    key += "(";
    for (const e of row) {
      key += e.key + ",";
      if (literal && e.kind === "bind") key += literalKey(e.value);
      binds = joinBinds(binds, e.binds);
      if (e.anon) anon = true;
    }
    key += ")";
  }
  return [key, binds, anon];
}

export function valuesNode(
  source: readonly ColumnNode[],
  rows: readonly (readonly ExprNode[])[],
  name: string | undefined,
  literalBinds: boolean,
  lateral: boolean,
  named: boolean = name !== undefined,
): ValuesNode {
  const ref = `\u0001${nextId()};${name === undefined ? "" : `${name.length}:${name}`}`;
  let head = ref + (literalBinds ? "Vl" : "V") + (lateral ? "~" : "") + (named ? "n" : "");
  for (const c of source) head += `${c.name.length}:${c.name}|${c.type.cacheKey},`;
  const [key, binds] = rowsKey(rows, head, literalBinds);
  const columns: ColumnNode[] = [];
  const node: ValuesNode = {
    kind: "values",
    key,
    binds,
    anon: true,
    ref,
    name,
    named,
    columns,
    rows,
    literalBinds,
    lateral,
  };
  source.forEach((c, i) => columns.push(columnNode(`${ref}.${i}`, true, c.name, c.propKey, c.type, node, c)));
  return node;
}

function literalKey(value: unknown): string {
  const text = typeof value === "bigint" ? value.toString() : (JSON.stringify(value) ?? "");
  return `${typeof value}${text.length}:${text}`;
}
