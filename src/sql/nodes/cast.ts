import type { Node } from "../node.ts";
import type { SqlType } from "../../types/sql-type.ts";
import type { ExprNode } from "./unions.ts";

/** CAST(element AS type); `coerce` changes the type in JavaScript alone, `try` is TRY_CAST. */
export interface CastNode extends Node {
  readonly kind: "cast";
  readonly type: SqlType;
  readonly mode: "cast" | "try" | "coerce";
  readonly element: ExprNode;
}

export function castNode(mode: CastNode["mode"], element: ExprNode, type: SqlType): CastNode {
  const head = mode + type.cacheKey.length + ":" + type.cacheKey + "(";
  return { kind: "cast", key: head + element.key + ")", binds: element.binds, anon: element.anon, type, mode, element };
}

/** EXTRACT(field FROM element). */
export interface ExtractNode extends Node {
  readonly kind: "extract";
  readonly type: SqlType;
  readonly field: string;
  readonly element: ExprNode;
}

export function extractNode(field: string, element: ExprNode, type: SqlType): ExtractNode {
  return {
    kind: "extract",
    key: "extract:" + field + "(" + element.key + ")",
    binds: element.binds,
    anon: element.anon,
    type,
    field,
    element,
  };
}

/** element COLLATE collation. */
export interface CollateNode extends Node {
  readonly kind: "collate";
  readonly type: SqlType;
  readonly collation: string;
  readonly schema: string | undefined;
  readonly element: ExprNode;
}

export function collateNode(
  collation: string,
  element: ExprNode,
  type: SqlType,
  schema: string | undefined,
): CollateNode {
  const head = `collate${collation.length}:${collation}${schema === undefined ? "" : `${schema.length}:${schema}`}(`;
  return {
    kind: "collate",
    key: head + element.key + ")",
    binds: element.binds,
    anon: element.anon,
    type,
    collation,
    schema,
    element,
  };
}
