import type { SqlType } from "../../types/sql-type.ts";
import type { Node } from "../node.ts";
import type { ExprNode } from "./unions.ts";

/** One column of a row value: (element).name. */
export interface MemberNode extends Node {
  readonly kind: "member";
  readonly type: SqlType;
  readonly element: ExprNode;
  readonly name: string;
}

export function memberNode(element: ExprNode, name: string, type: SqlType): MemberNode {
  return {
    kind: "member",
    key: `.${name.length}:${name}(${element.key})`,
    binds: element.binds,
    anon: element.anon,
    type,
    element,
    name,
  };
}
