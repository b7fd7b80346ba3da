import type { SqlType } from "../../types/sql-type.ts";
import type { Node } from "../node.ts";

/** The next value of a sequence. */
export interface NextValueNode extends Node {
  readonly kind: "nextValue";
  readonly binds: undefined;
  readonly type: SqlType;
  readonly name: string;
  readonly schema: string | undefined;
}

export function nextValueNode(name: string, schema: string | undefined, type: SqlType): NextValueNode {
  const key = `nv${name.length}:${name}${schema === undefined ? "-" : `${schema.length}:${schema}`},`;
  return { kind: "nextValue", key, binds: undefined, anon: false, type, name, schema };
}
