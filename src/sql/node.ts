import type { SqlType } from "../types/sql-type.ts";

/**
 * Base of every node of the expression tree: immutable plain data.
 * `key` is the structural cache key, composed when the node is made: equal keys mean equal SQL text (values aside).
 * An anonymous element (unnamed alias, subquery, CTE) writes itself into the key as "\u0001<id>;" and sets `anon`,
 * so that a lookup can replace ids by their order of appearance.
 * The key of an expression tells where it ends, so that keys can stand one after the other without separators: it ends
 * with a comma or bracket, or says the length of what comes last.
 * `binds` is a rope of the bind nodes below, in key order, flattened only when a statement is executed.
 */
export interface Node {
  readonly kind: string;
  readonly key: string;
  readonly binds: Binds;
  readonly anon: boolean;
}

/** A value travelling beside the SQL. */
export interface BindNode extends Node {
  readonly kind: "bind";
  /** Base name; unless `unique` is false the compiler numbers it: id → id_1 */
  readonly name: string;
  readonly unique: boolean;
  readonly value: unknown;
  readonly type: SqlType;
  readonly expanding: boolean;
  /** No value was given: one must come with the execution. */
  readonly required: boolean;
  /** Gives the value at each execution, where the bind has none of its own. */
  readonly callable?: () => unknown;
  /** Its value is written into the SQL when it is executed. */
  readonly literalExecute: boolean;
}

export type Binds = undefined | BindNode | readonly [Binds, Binds];

export function joinBinds(a: Binds, b: Binds): Binds {
  return a === undefined ? b : b === undefined ? a : [a, b];
}

/** The bind nodes of a rope, left to right. */
export function flattenBinds(rope: Binds, out: BindNode[] = []): BindNode[] {
  let rest = rope;
  while (rest !== undefined) {
    if (!Array.isArray(rest)) {
      out.push(rest as BindNode);
      break;
    }
    flattenBinds(rest[0], out);
    rest = rest[1] as Binds;
  }
  return out;
}
