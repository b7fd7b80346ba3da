import { nextId } from "../ids.ts";
import { type Binds, joinBinds, type Node } from "../node.ts";
import { type ColumnNode, columnNode } from "./column.ts";
import type { Affix, ProxyColumn } from "./select.ts";
import type { DeleteNode, InsertNode, UpdateNode } from "./dml.ts";
import type { FromNode, QueryNode } from "./unions.ts";
import type { ValuesNode } from "./values.ts";

/** (SELECT …) AS name, in FROM. */
export interface SubqueryNode extends Node {
  readonly kind: "subquery";
  readonly ref: string;
  readonly query: QueryNode;
  readonly name: string | undefined;
  readonly lateral: boolean;
  readonly columns: readonly ColumnNode[];
}

/** `proxies`: the columns that the query gives, as selectedColumns() tells them. */
export function subqueryNode(
  query: QueryNode,
  proxies: readonly ProxyColumn[],
  name: string | undefined,
  lateral: boolean,
): SubqueryNode {
  const ref = `\u0001${nextId()};${name === undefined ? "" : `${name.length}:${name}`}`;
  const columns: ColumnNode[] = [];
  const key = ref + (lateral ? "Q~(" : "Q(") + query.key + ")";
  const node: SubqueryNode = {
    kind: "subquery",
    key,
    binds: query.binds,
    anon: true,
    ref,
    query,
    name,
    lateral,
    columns,
  };
  proxy(proxies, node, ref, columns);
  return node;
}

export interface CteOptions {
  readonly recursive: boolean;
  readonly nesting: boolean;
  readonly materialized: boolean | undefined;
  readonly prefixes: readonly Affix[];
  readonly suffixes: readonly Affix[];
}

/** WITH name AS (…). */
export interface CteNode extends Node {
  readonly kind: "cte";
  readonly ref: string;
  readonly query: QueryNode | ValuesNode | InsertNode | UpdateNode | DeleteNode;
  readonly name: string | undefined;
  readonly options: CteOptions;
  readonly columns: readonly ColumnNode[];
  /** The CTE that this one replaces (`cte.union(…)`): inside the new query, the old one means the new one. */
  readonly restates: CteNode | undefined;
  /** The CTE of which this is an alias, written `name AS alias`. */
  readonly aliasOf: CteNode | undefined;
}

export function cteNode(
  query: CteNode["query"],
  proxies: readonly ProxyColumn[],
  name: string | undefined,
  options: CteOptions,
  restates?: CteNode,
  aliasOf?: CteNode,
): CteNode {
  const ref = `\u0001${nextId()};${name === undefined ? "" : `${name.length}:${name}`}`;
  const columns: ColumnNode[] = [];
  const head = `W${options.recursive ? "r" : ""}${options.nesting ? "n" : ""}${options.materialized === undefined ? "" : options.materialized ? "m" : "x"}${affixKeys(options.prefixes)}/${affixKeys(options.suffixes)}`;
  const key =
    ref +
    head +
    (restates === undefined ? "(" : `~${restates.ref}(`) +
    (aliasOf === undefined ? query.key : "=" + aliasOf.key) +
    ")";
  const node: CteNode = {
    kind: "cte",
    key,
    binds: aliasOf === undefined ? joinBinds(affixBinds(options), query.binds) : aliasOf.binds,
    anon: true,
    ref,
    query,
    name,
    options,
    columns,
    restates,
    aliasOf,
  };
  proxy(proxies, node, ref, columns);
  return node;
}

function affixKeys(list: readonly Affix[]): string {
  let out = "";
  for (const a of list) out += `${a.dialect ?? ""}:${a.node.key}`;
  return out;
}

function affixBinds(options: CteOptions): Binds {
  let binds: Binds;
  for (const a of options.prefixes) binds = joinBinds(binds, a.node.binds);
  for (const a of options.suffixes) binds = joinBinds(binds, a.node.binds);
  return binds;
}

function proxy(proxies: readonly ProxyColumn[], from: FromNode, ref: string, out: ColumnNode[]): void {
  for (let i = 0; i < proxies.length; i++) {
    const p = proxies[i]!;
    out.push(columnNode(ref + "." + i, true, p.name, p.key, p.node.type, from, p.node));
  }
}
