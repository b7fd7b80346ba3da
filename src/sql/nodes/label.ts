import type { Node } from "../node.ts";
import type { SqlType } from "../../types/sql-type.ts";
import type { ExprNode } from "./unions.ts";

/** expression AS name. */
export interface LabelNode extends Node {
  readonly kind: "label";
  readonly type: SqlType;
  readonly name: string;
  readonly element: ExprNode;
}

export function labelNode(name: string, element: ExprNode, type: SqlType): LabelNode {
  return {
    kind: "label",
    // No name holds this character.
    key: "L" + name + "\u0003" + element.key,
    binds: element.binds,
    anon: element.anon,
    type,
    name,
    element,
  };
}

/** A label of the select list, named in ORDER BY or GROUP BY. */
export interface LabelRefNode extends Node {
  readonly kind: "labelRef";
  readonly binds: undefined;
  readonly type: SqlType;
  readonly name: string;
}

export function labelRefNode(name: string, type: SqlType): LabelRefNode {
  return { kind: "labelRef", key: `l${name.length}:${name}`, binds: undefined, anon: false, type, name };
}
