import type { SqlType } from "../../types/sql-type.ts";
import { type Binds, joinBinds, type Node } from "../node.ts";

/** An element of a class of the user's own, written by what `compiles()` registered for it. */
export interface CustomNode extends Node {
  readonly kind: "custom";
  readonly type: SqlType;
  /** The fluent object; it has the class, and what its author put on it. */
  readonly element: object;
  /** What it is made of: expressions, queries, from-clauses. */
  readonly parts: readonly Node[];
  readonly head: string;
}

export function customNode(head: string, element: object, parts: readonly Node[], type: SqlType): CustomNode {
  let key = head;
  let binds: Binds;
  let anon = false;
  for (const part of parts) {
    key += `${part.key},`;
    binds = joinBinds(binds, part.binds);
    if (part.anon) anon = true;
  }
  return { kind: "custom", key: key + ")", binds, anon, type, element, parts, head };
}

/** The element over other parts: a copy of the object, so that what writes it finds them. */
export function customWith(node: CustomNode, parts: readonly Node[]): CustomNode {
  if (parts === node.parts) return node;
  const { element } = node;
  const copy = Object.assign(Object.create(Object.getPrototypeOf(element) as object) as object, element);
  const made = customNode(node.head, copy, parts, node.type);
  const before = (element as { readonly parts: readonly unknown[] }).parts;
  return Object.assign(copy, {
    node: made,
    parts: parts.map((part, i) => (part === node.parts[i] ? before[i] : { node: part })),
  }).node;
}
