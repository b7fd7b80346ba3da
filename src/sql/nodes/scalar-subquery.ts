import type { Node } from "../node.ts";
import type { SqlType } from "../../types/sql-type.ts";
import type { QueryNode } from "./unions.ts";

/** (SELECT …) used as a value, or on the right of IN. */
export interface ScalarSubqueryNode extends Node {
  readonly kind: "scalarSubquery";
  readonly type: SqlType;
  readonly query: QueryNode;
}

export function scalarSubqueryNode(query: QueryNode, type: SqlType): ScalarSubqueryNode {
  return { kind: "scalarSubquery", key: "sq(" + query.key + ")", binds: query.binds, anon: query.anon, type, query };
}

/** EXISTS (SELECT …). */
export interface ExistsNode extends Node {
  readonly kind: "exists";
  readonly type: SqlType;
  readonly query: QueryNode;
}

export function existsNode(query: QueryNode, type: SqlType): ExistsNode {
  return { kind: "exists", key: "ex(" + query.key + ")", binds: query.binds, anon: query.anon, type, query };
}
