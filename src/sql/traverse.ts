import type { EntityNode } from "./entity.ts";
import type { Node } from "./node.ts";
import { binaryNode } from "./nodes/binary.ts";
import { boolListNode } from "./nodes/bool-list.ts";
import { caseNode } from "./nodes/case.ts";
import { castNode, collateNode, extractNode } from "./nodes/cast.ts";
import { compoundNode, type CompoundNode } from "./nodes/compound.ts";
import { customWith } from "./nodes/custom.ts";
import {
  type Assignment,
  type DeleteNode,
  deleteNode,
  type ExtensionNode,
  type InsertNode,
  insertNode,
  type UpdateNode,
  updateNode,
} from "./nodes/dml.ts";
import {
  aggregateOrderNode,
  filterNode,
  type FrameBound,
  functionNode,
  overNode,
  withinGroupNode,
} from "./nodes/function.ts";
import { joinNode } from "./nodes/join.ts";
import { labelNode } from "./nodes/label.ts";
import { listNode } from "./nodes/list.ts";
import { memberNode } from "./nodes/member.ts";
import { textNode } from "./nodes/literal.ts";
import { branchWith, type MergeNode, mergeNode } from "./nodes/merge.ts";
import { existsNode, scalarSubqueryNode } from "./nodes/scalar-subquery.ts";
import { type SelectNode, selectNode } from "./nodes/select.ts";
import type { ExprNode, FromNode, QueryNode } from "./nodes/unions.ts";
import { unaryNode } from "./nodes/unary.ts";
import { dmlLimitNode, onConflictNode, onDuplicateKeyNode, upsertNode } from "./nodes/upsert.ts";
import { scalarValuesNode } from "./nodes/values.ts";

/** Every kind of node. */
export type AnyNode =
  | ExprNode
  | FromNode
  | QueryNode
  | InsertNode
  | UpdateNode
  | DeleteNode
  | MergeNode
  | ExtensionNode
  | EntityNode;

/** What is done with the children of a node: `map` gives the node that takes a child's place. */
type Map = <N extends Node>(node: N) => N;
/** For one kind: the node rebuilt from mapped children. It is the one place where its children are declared. */
type Rebuild<K extends AnyNode["kind"]> = (node: Extract<AnyNode, { kind: K }>, map: Map) => Node;

const list = <N extends Node>(nodes: readonly N[], map: Map): readonly N[] => {
  let out: N[] | undefined;
  for (let i = 0; i < nodes.length; i++) {
    const made = map(nodes[i]!);
    if (made !== nodes[i]) (out ??= nodes.slice())[i] = made;
  }
  return out ?? nodes;
};
const optional = <N extends Node>(node: N | undefined, map: Map): N | undefined =>
  node === undefined ? undefined : map(node);
const bound = (b: FrameBound, map: Map): FrameBound =>
  typeof b === "string" ? b : { after: b.after, distance: map(b.distance) };
const leaf = (node: Node): Node => node;
const assigned = (given: readonly Assignment[], map: Map): Assignment[] =>
  given.map((a) => ({ column: a.column, value: map(a.value) }));

const rebuild: { [K in AnyNode["kind"]]: Rebuild<K> } = {
  column: leaf,
  bind: leaf,
  const: leaf,
  literalColumn: leaf,
  labelRef: leaf,
  nextValue: leaf,
  table: leaf,
  entity: leaf,
  binary: (n, map) => binaryNode(n.op, map(n.left), map(n.right), n.type, n.modifier),
  unary: (n, map) => unaryNode(n.op, map(n.element), n.type),
  boolList: (n, map) => boolListNode(n.op, list(n.items, map), n.type),
  list: (n, map) => listNode(n.form, list(n.items, map), n.type),
  label: (n, map) => labelNode(n.name, map(n.element), n.type),
  function: (n, map) => functionNode(n.names, list(n.args, map), n.type),
  over: (n, map) =>
    overNode(
      map(n.element),
      list(n.partitionBy, map),
      list(n.orderBy, map),
      n.frame === undefined
        ? undefined
        : { ...n.frame, start: bound(n.frame.start, map), end: bound(n.frame.end, map) },
    ),
  aggregateOrder: (n, map) => aggregateOrderNode(map(n.element), list(n.orderBy, map)),
  member: (n, map) => memberNode(map(n.element), n.name, n.type),
  filter: (n, map) => filterNode(map(n.element), map(n.condition)),
  withinGroup: (n, map) => withinGroupNode(map(n.element), list(n.orderBy, map), n.type),
  case: (n, map) =>
    caseNode(
      optional(n.value, map),
      n.whens.map(([w, t]) => [map(w), map(t)] as const),
      optional(n.otherwise, map),
      n.type,
    ),
  cast: (n, map) => castNode(n.mode, map(n.element), n.type),
  custom: (n, map) => customWith(n, list(n.parts, map)),
  extract: (n, map) => extractNode(n.field, map(n.element), n.type),
  collate: (n, map) => collateNode(n.collation, map(n.element), n.type, n.schema),
  text: (n, map) => textNode(n.strings, list(n.parts, map), n.type, n.columns, n.template, n.execOptions),
  scalarSubquery: (n, map) => scalarSubqueryNode(map(n.query), n.type),
  scalarValues: (n, map) =>
    scalarValuesNode(
      n.rows.map((row) => list(row, map)),
      n.literalBinds,
      n.type,
    ),
  exists: (n, map) => existsNode(map(n.query), n.type),
  join: (n, map) => joinNode(map(n.left), map(n.right), optional(n.on, map), n.outer, n.full),
  // Their columns name them: what replaces one of these must bring columns of its own, so they are replaced whole or not at all.
  alias: leaf,
  subquery: leaf,
  cte: leaf,
  values: leaf,
  tableValued: leaf,
  select: (n, map): SelectNode =>
    selectNode(
      {
        columns: list(n.columns, map),
        froms: list(n.froms, map),
        joins: n.joins.map((j) => ({
          ...j,
          left: optional(j.left, map),
          right: map(j.right),
          on: optional(j.on, map),
        })),
        where: list(n.where, map),
        groupBy: list(n.groupBy, map),
        having: list(n.having, map),
        orderBy: list(n.orderBy, map),
        limit: optional(n.limit, map),
        offset: optional(n.offset, map),
        fetch: n.fetch === undefined ? undefined : { ...n.fetch, count: map(n.fetch.count) },
        distinctOn: list(n.distinctOn, map),
        ctes: n.ctes.map((c) => ({ ...c, cte: map(c.cte) })),
        prefixes: n.prefixes.map((a) => ({ ...a, node: map(a.node) })),
        suffixes: n.suffixes.map((a) => ({ ...a, node: map(a.node) })),
        hints: n.hints.map((h) => ({ ...h, from: optional(h.from, map) })),
        forUpdate: n.forUpdate === undefined ? undefined : { ...n.forUpdate, of: list(n.forUpdate.of, map) },
        correlate: n.correlate === undefined ? undefined : { ...n.correlate, froms: list(n.correlate.froms, map) },
      },
      n,
    ),
  compound: (n, map): CompoundNode =>
    compoundNode({
      ...n,
      queries: list(n.queries, map),
      orderBy: list(n.orderBy, map),
      groupBy: list(n.groupBy, map),
      limit: optional(n.limit, map),
      offset: optional(n.offset, map),
      fetch: n.fetch === undefined ? undefined : { ...n.fetch, count: map(n.fetch.count) },
      ctes: n.ctes.map((c) => ({ ...c, cte: map(c.cte) })),
    }),
  insert: (n, map) =>
    insertNode({
      ...n,
      rows: n.rows.map((r) => list(r, map)),
      select: optional(n.select, map),
      extensions: list(n.extensions, map),
      returning: list(n.returning, map),
    }),
  update: (n, map) =>
    updateNode({
      ...n,
      assignments: assigned(n.assignments, map),
      where: list(n.where, map),
      extensions: list(n.extensions, map),
      returning: list(n.returning, map),
    }),
  delete: (n, map) =>
    deleteNode({
      ...n,
      using: list(n.using, map),
      where: list(n.where, map),
      extensions: list(n.extensions, map),
      returning: list(n.returning, map),
    }),
  merge: (n, map) =>
    mergeNode({
      ...n,
      source: optional(n.source, map),
      on: optional(n.on, map),
      branches: n.branches.map((b) => branchWith(b, optional(b.and, map), (_column, value) => map(value))),
      returning: list(n.returning, map),
    }),
  onConflict: (n, map) =>
    onConflictNode(
      { ...n.target, elements: list(n.target.elements, map), where: optional(n.target.where, map) },
      n.set === undefined ? undefined : assigned(n.set, map),
      optional(n.where, map),
    ),
  onDuplicateKey: (n, map) => onDuplicateKeyNode(assigned(n.set, map), n.ordered),
  upsert: (n, map) => upsertNode(n.on, typeof n.set === "object" ? assigned(n.set, map) : n.set),
  dmlLimit: (n, map) => dmlLimitNode(map(n.count)),
};

/** Every kind of node, for what must know them all. */
export const nodeKinds: readonly string[] = Object.keys(rebuild);

/** A node with its children mapped; the same node where none of them changes. */
export function rebuildNode(node: Node, map: <N extends Node>(node: N) => N): Node {
  let changed = false;
  const mapped = (rebuild[node.kind as AnyNode["kind"]] as (n: Node, map: Map) => Node)(node, (child) => {
    const c = map(child);
    if (c !== child) changed = true;
    return c;
  });
  return changed ? mapped : node;
}

/** The nodes right below a node, in order. */
export function childrenOf(node: Node): Node[] {
  const out: Node[] = [];
  const gather: Map = (child) => {
    out.push(child);
    return child;
  };
  const visit = rebuild[node.kind as AnyNode["kind"]] as ((n: Node, map: Map) => Node) | undefined;
  if (visit !== undefined) visit(node, gather);
  if (node.kind === "subquery" || node.kind === "cte")
    out.push((node as Extract<FromNode, { kind: "subquery" }>).query);
  if (node.kind === "alias" || node.kind === "tableValued")
    out.push((node as Extract<FromNode, { kind: "alias" }>).element);
  return out;
}

/** A node and all below it, parents first. */
export function* iterate(node: Node): Generator<Node, void, undefined> {
  yield node;
  for (const child of childrenOf(node)) yield* iterate(child);
}

/**
 * The tree with nodes replaced: `fn` gives the node that takes a node's place, or undefined to look inside it.
 * What does not change is the same object; keys of what does are made anew.
 */
export function replace<N extends Node>(node: N, fn: (node: Node) => Node | undefined): N {
  const made = new Map<Node, Node>();
  const visit = <M extends Node>(n: M): M => {
    const known = made.get(n);
    if (known !== undefined) return known as M;
    let result = fn(n);
    result ??= rebuildNode(n, visit);
    made.set(n, result);
    return result as M;
  };
  return visit(node);
}
