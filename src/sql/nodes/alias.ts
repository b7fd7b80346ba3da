import { nextId } from "../ids.ts";
import { joinBinds, type Node } from "../node.ts";
import { type ColumnNode, columnNode } from "./column.ts";
import type { ExprNode, FromNode } from "./unions.ts";

/** What an alias may stand on. */
export type Aliasable = Exclude<FromNode, { kind: "join" | "text" }>;

/** What TABLESAMPLE takes. */
export interface Sample {
  readonly method: ExprNode;
  readonly seed: ExprNode | undefined;
}

/** element AS name. Its column nodes are made once and carry the alias in their key. */
export interface AliasNode extends Node {
  readonly kind: "alias";
  readonly ref: string;
  readonly element: Aliasable;
  readonly name: string | undefined;
  readonly columns: readonly ColumnNode[];
  /** TABLESAMPLE method(fraction) REPEATABLE (seed). */
  readonly sample: Sample | undefined;
}

/** Columns of `source` as columns of another from-clause, which `ref` identifies. */
export function proxyColumns(
  source: readonly ColumnNode[],
  from: FromNode,
  ref: string,
  anon: boolean,
  out: ColumnNode[],
): void {
  for (let i = 0; i < source.length; i++) {
    const c = source[i]!;
    out.push(columnNode(ref + "." + i, anon, c.name, c.propKey, c.type, from, c));
  }
}

/**
 * An alias of a table under one name is one node, however often it is asked for: its key is the same, and so must be what
 * FROM makes of it.
 */
const named = new WeakMap<Aliasable, Map<string, AliasNode>>();
/** Names that are made up again and again must not fill the memory. */
const MAX_NAMES = 1000;

function known(element: Aliasable, name: string): AliasNode | undefined {
  const node = named.get(element)?.get(name);
  // A table may have got columns since.
  return node?.columns.length === element.columns.length ? node : undefined;
}
function remember(node: AliasNode, name: string): void {
  let names = named.get(node.element);
  if (names === undefined) named.set(node.element, (names = new Map()));
  if (names.size >= MAX_NAMES) names.clear();
  names.set(name, node);
}

export function aliasNode(element: Aliasable, name: string | undefined, sample?: Sample): AliasNode {
  const plain = element.kind === "table" && sample === undefined;
  if (plain && name !== undefined) {
    const before = known(element, name);
    if (before !== undefined) return before;
  }
  // A named alias of a table says all of itself in its key; others are known by a number that lookups replace.
  const ref =
    name !== undefined && plain
      ? `A${name.length}:${name}(${element.ref})`
      : `\u0001${nextId()};${name === undefined ? "" : `${name.length}:${name}`}${plain ? `(${element.ref})` : ""}`;
  const anon = name === undefined || !plain || element.anon;
  let key = ref;
  if (!plain) key += "A(" + element.key + ")";
  let binds = element.binds;
  if (sample !== undefined) {
    key += "S(" + sample.method.key + ";" + (sample.seed === undefined ? "" : sample.seed.key) + ")";
    binds = joinBinds(binds, joinBinds(sample.method.binds, sample.seed?.binds));
  }
  const columns: ColumnNode[] = [];
  const node: AliasNode = { kind: "alias", key, binds, anon, ref, element, name, columns, sample };
  proxyColumns(element.columns, node, ref, anon, columns);
  if (plain && name !== undefined) remember(node, name);
  return node;
}
