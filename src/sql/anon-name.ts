import { nextId } from "./ids.ts";
import type { Node } from "./node.ts";

const ids = new WeakMap<Node, number>();

/**
 * A name that the compiler makes up: "count" becomes count_1, the same for every use of one node.
 * Written "\u0002<id>;<base>", which no identifier can be.
 */
export function anonName(node: Node, base: string): string {
  let id = ids.get(node);
  if (id === undefined) ids.set(node, (id = nextId()));
  return `\u0002${id};${base}`;
}

export function isAnonName(name: string): boolean {
  return name.charCodeAt(0) === 2;
}

/** The base of an anonymous name. */
export function anonBase(name: string): string {
  return name.slice(name.indexOf(";") + 1);
}
