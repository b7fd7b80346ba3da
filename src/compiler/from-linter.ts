import type { FromNode } from "../sql/nodes/unions.ts";
import type { Node } from "../sql/node.ts";
import type { ExprNode } from "../sql/nodes/unions.ts";
import { describeFrom } from "../sql/join-condition.ts";
import { childrenOf } from "../sql/traverse.ts";
import { collectFroms, leaves } from "../sql/from-list.ts";

/**
 * What is wrong with a FROM list whose members no comparison joins, each with each other through the rest: every row of the one
 * is combined with every row of the other. undefined when all are joined.
 */
export function cartesianProduct(
  verb: string,
  froms: readonly FromNode[],
  where: readonly ExprNode[],
): string | undefined {
  const parts: FromNode[] = [];
  const edges: (readonly [Set<FromNode>, Set<FromNode>])[] = [];
  for (const from of froms) {
    const own = new Set<FromNode>();
    leaves(from, own);
    for (const leaf of own) {
      if (leaf.kind === "join") edges.push([ends(leaf.left), ends(leaf.right)]);
      else parts.push(leaf);
    }
  }
  if (parts.length < 2) return undefined;
  for (const condition of where) compared(condition, edges);
  for (const part of parts) {
    // What stands in a LATERAL, or in the arguments of a function, depends on the tables that it names.
    if (part.kind === "subquery" && part.lateral) edges.push([new Set([part]), new Set(parts)]);
    const call = part.kind === "alias" ? part.element : part;
    if (call.kind === "tableValued") {
      const inside = new Set<FromNode>();
      collectFroms(call.element, inside);
      edges.push([new Set([part]), inside]);
    }
  }
  const reached = new Set<FromNode>([parts[0]!]);
  for (let grown = true; grown;) {
    grown = false;
    for (const [a, b] of edges) {
      for (const [here, there] of [
        [a, b],
        [b, a],
      ] as const) {
        if (![...here].some((f) => reached.has(f))) continue;
        for (const f of there) {
          if (reached.has(f)) continue;
          reached.add(f);
          grown = true;
        }
      }
    }
  }
  const rest = parts.filter((f) => !reached.has(f));
  if (rest.length === 0) return undefined;
  const start = parts[0]!;
  return `${verb} statement has a cartesian product between FROM element(s) ${rest.map(describeFrom).join(", ")} and FROM element ${describeFrom(start)}. Apply join condition(s) between each element to resolve.`;
}

function ends(from: FromNode): Set<FromNode> {
  const out = new Set<FromNode>();
  leaves(from, out);
  return out;
}

/** The from-clauses on the two sides of each comparison; those of subqueries are their own affair. */
function compared(node: Node, edges: (readonly [Set<FromNode>, Set<FromNode>])[]): void {
  if (node.kind === "scalarSubquery" || node.kind === "exists") return;
  if (node.kind === "binary") {
    const { op, left, right } = node as Extract<ExprNode, { kind: "binary" }>;
    if (op.comparison) {
      const sides = [new Set<FromNode>(), new Set<FromNode>()] as const;
      collectFroms(left, sides[0]);
      collectFroms(right, sides[1]);
      edges.push(sides);
    }
  }
  for (const child of childrenOf(node)) compared(child, edges);
}
