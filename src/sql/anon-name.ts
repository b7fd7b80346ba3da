import { nextId } from "./ids.ts";
import type { Node } from "./node.ts";

const ids = new WeakMap<Node, number>();

/**
 * A name that the compiler makes up: "count" becomes count_1, the same for every use of one node.
 * Written "\u0002<id>;<base>", which no identifier can be.
 */
export function anonName(node: Node, base: string): string {
  return `\u0002${idOf(node)};${base}`;
}

/** The same for the `index`-th repetition of a column in one select list: "id" becomes id__1. */
export function repeatedName(node: Node, index: number, base: string): string {
  return `\u0002${idOf(node)}.${index};${base}_`;
}

function idOf(node: Node): number {
  let id = ids.get(node);
  if (id === undefined) ids.set(node, (id = nextId()));
  return id;
}

/** Two names joined by "_", of which the compiler makes up one: "\u0003<first>\u0003<second>". The first is no such pair. */
export function pairedName(first: string, second: string): string {
  return isAnonName(first) || isAnonName(second) ? `\u0003${first}\u0003${second}` : `${first}_${second}`;
}

/** Whether the compiler makes the name up, or a part of it. */
export function isAnonName(name: string): boolean {
  const mark = name.charCodeAt(0);
  return mark === 2 || mark === 3;
}

/** The name with all that is made up in it put in by `label`: for each name with a number of its own, what it becomes. */
export function resolveName(name: string, label: (name: string, base: string) => string): string {
  const mark = name.charCodeAt(0);
  if (mark === 3) {
    const end = name.indexOf("\u0003", 1);
    return `${resolveName(name.slice(1, end), label)}_${resolveName(name.slice(end + 1), label)}`;
  }
  return mark === 2 ? label(name, resolveName(name.slice(name.indexOf(";") + 1), label)) : name;
}

/** The base of an anonymous name. */
export function anonBase(name: string): string {
  return resolveName(name, (_name, base) => base);
}
