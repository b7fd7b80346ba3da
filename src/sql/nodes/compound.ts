import { type Binds, type Node } from "../node.ts";
import { KeyBuilder, type FetchClause, type ForUpdate, type StatementOption } from "./select.ts";
import type { CteNode } from "./subquery.ts";
import type { ExprNode, QueryNode } from "./unions.ts";

export type CompoundKeyword = "UNION" | "UNION ALL" | "INTERSECT" | "INTERSECT ALL" | "EXCEPT" | "EXCEPT ALL";

/** Queries joined by UNION, INTERSECT or EXCEPT. */
export interface CompoundNode extends Node {
  readonly kind: "compound";
  readonly keyword: CompoundKeyword;
  readonly queries: readonly QueryNode[];
  readonly groupBy: readonly ExprNode[];
  readonly orderBy: readonly ExprNode[];
  readonly limit: ExprNode | undefined;
  readonly offset: ExprNode | undefined;
  readonly fetch: FetchClause | undefined;
  readonly forUpdate: ForUpdate | undefined;
  readonly ctes: readonly { readonly cte: CteNode; readonly nestHere: boolean }[];
  readonly options: readonly StatementOption[];
  readonly execOptions: Readonly<Record<string, unknown>> | undefined;
}

export type CompoundFields = Omit<CompoundNode, keyof Node>;

const none: readonly never[] = Object.freeze([]);
const rest = {
  groupBy: none,
  orderBy: none,
  limit: undefined,
  offset: undefined,
  fetch: undefined,
  forUpdate: undefined,
  ctes: none,
  options: none,
  execOptions: undefined,
};

export function compoundNode(
  fields: Partial<CompoundFields> & Pick<CompoundFields, "keyword" | "queries">,
): CompoundNode {
  const f: CompoundFields = { ...rest, ...fields };
  const k = new KeyBuilder("U" + f.keyword + "(");
  k.list(f.queries);
  k.list(f.groupBy);
  k.list(f.orderBy);
  if (f.limit !== undefined) {
    k.text("L");
    k.node(f.limit);
  }
  if (f.offset !== undefined) {
    k.text("o");
    k.node(f.offset);
  }
  if (f.fetch !== undefined) {
    k.text(`f${f.fetch.withTies}${f.fetch.percent}`);
    k.node(f.fetch.count);
  }
  if (f.forUpdate !== undefined) k.text(`U${JSON.stringify({ ...f.forUpdate, of: 0 })}`);
  for (const c of f.ctes) {
    k.text(c.nestHere ? "Wn" : "Wc");
    k.node(c.cte);
  }
  for (const o of f.options) k.option(o);
  const binds: Binds = k.binds;
  // The fields first: they may come from another node, with its key.
  return { ...f, kind: "compound", key: k.key + ")", binds, anon: k.anon };
}
