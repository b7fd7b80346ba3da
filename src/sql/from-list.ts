import { InvalidRequestError } from "../errors/state.ts";
import { canJoin, describeFrom, joinCondition } from "./join-condition.ts";
import { joinNode } from "./nodes/join.ts";
import type { SelectItem, SelectNode } from "./nodes/select.ts";
import type { ExprNode, FromNode } from "./nodes/unions.ts";
import { childrenOf } from "./traverse.ts";

/** The from-clauses that an expression's columns belong to, in order of appearance; subqueries keep theirs to themselves. */
export function collectFroms(node: SelectItem | ExprNode, out: Set<FromNode>): void {
  switch (node.kind) {
    case "entity":
      out.add(node.from);
      return;
    case "table":
    case "alias":
    case "subquery":
    case "cte":
    case "join":
    case "values":
    case "tableValued":
      out.add(node);
      return;
    case "column":
      if (node.table !== undefined) out.add(node.attribute?.within ?? node.table);
      return;
    case "scalarSubquery":
    case "exists":
    case "scalarValues":
    case "bind":
    case "const":
      return;
    default:
      for (const child of childrenOf(node)) collectFroms(child as ExprNode, out);
  }
}

/** A from-clause and what its joins are made of. */
export function leaves(from: FromNode, out: Set<FromNode>): Set<FromNode> {
  out.add(from);
  if (from.kind === "join") {
    leaves(from.left, out);
    leaves(from.right, out);
  }
  return out;
}

/** The from-clauses that the select list brings. */
export function fromsOfColumns(select: SelectNode): FromNode[] {
  const out = new Set<FromNode>();
  for (const c of select.columns) collectFroms(c, out);
  return [...out];
}

/** Its explicit from-clauses, with the joins made. */
export function explicitFroms(select: SelectNode): readonly FromNode[] {
  return select.joins.length === 0
    ? select.froms
    : withJoins(select, [...select.froms], new Set(fromsOfColumns(select)));
}

/** FROM of a select before correlation: explicit ones and joins first, then what columns and conditions bring. */
export function fromList(select: SelectNode): FromNode[] {
  const ofColumns = new Set<FromNode>();
  for (const c of select.columns) collectFroms(c, ofColumns);
  let explicit: FromNode[] = [...select.froms];
  if (select.joins.length > 0) explicit = withJoins(select, explicit, ofColumns);
  const all = new Set<FromNode>(explicit);
  for (const f of ofColumns) all.add(f);
  for (const w of select.where) collectFroms(w, all);
  const hidden = new Set<FromNode>();
  for (const f of all) {
    if (f.kind === "join") {
      leaves(f.left, hidden);
      leaves(f.right, hidden);
    }
    // A CTE that was united with its recursive part stands for the one it was made from.
    if (f.kind === "cte" && f.restates !== undefined) hidden.add(f.restates);
  }
  return [...all].filter((f) => !hidden.has(f));
}

function withJoins(select: SelectNode, explicit: FromNode[], ofColumns: Set<FromNode>): FromNode[] {
  const list = [...explicit];
  const ofAll = new Set(ofColumns);
  for (const w of select.where) collectFroms(w, ofAll);
  for (const join of select.joins) {
    const candidates = list.length > 0 ? list : [...ofAll].filter((f) => f !== join.right);
    let left: FromNode | undefined;
    if (join.left !== undefined) {
      const wanted = join.left;
      left = candidates.find((f) => leaves(f, new Set()).has(wanted)) ?? wanted;
    } else
      left = chooseLeft(
        candidates,
        join.right,
        join.on,
        list.length > 0 ? [...ofColumns].filter((f) => f !== join.right) : [],
      );
    if (left === undefined) {
      throw new InvalidRequestError(
        candidates.length === 0
          ? `There is nothing to join ${describeFrom(join.right)} to. Select something, or say selectFrom(…) or joinFrom(left, target).`
          : `It is not clear which of ${candidates.map(describeFrom).join(", ")} ${describeFrom(join.right)} is joined to. Say joinFrom(left, target), or give the ON condition.`,
      );
    }
    // What joinFrom() names is joined, although it stands in a join already.
    const on = join.on ?? joinCondition(join.left ?? left, join.right);
    const made = joinNode(left, join.right, on, join.outer, join.full);
    const at = list.indexOf(left);
    if (at >= 0) list[at] = made;
    else list.push(made);
  }
  return list;
}

function chooseLeft(
  candidates: readonly FromNode[],
  right: FromNode,
  on: ExprNode | undefined,
  more: readonly FromNode[],
): FromNode | undefined {
  const pick = (from: readonly FromNode[]): FromNode | undefined => {
    if (from.length === 1) return from[0];
    if (on !== undefined) {
      const used = new Set<FromNode>();
      collectFroms(on, used);
      used.delete(right);
      const fit = from.filter((f) => [...leaves(f, new Set())].some((l) => used.has(l)));
      return fit.length === 1 ? fit[0] : undefined;
    }
    const fit = from.filter((f) => canJoin(f, right));
    return fit.length === 1 ? fit[0] : undefined;
  };
  if (candidates.length === 1 && on === undefined && more.length > 0 && !canJoin(candidates[0]!, right)) {
    const other = more.filter((f) => canJoin(f, right));
    if (other.length === 1) return other[0];
  }
  return pick(candidates);
}
