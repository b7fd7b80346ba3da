import { and } from "../../sql/conjunction.ts";
import { ColumnElement } from "../../sql/column-element.ts";
import { explicitFroms, fromList, leaves } from "../../sql/from-list.ts";
import type { Node } from "../../sql/node.ts";
import type { ColumnNode } from "../../sql/nodes/column.ts";
import { joinNode } from "../../sql/nodes/join.ts";
import { type SelectNode, selectNode } from "../../sql/nodes/select.ts";
import type { ExprNode, FromNode } from "../../sql/nodes/unions.ts";
import { columnsOf } from "../../sql/selected-columns.ts";
import { replace } from "../../sql/traverse.ts";
import type { ClassMapper } from "../mapping/class-mapper.ts";
import { mapperOfFrom } from "../mapping/configure.ts";
import type { LoaderCriteria } from "../query/loader-criteria.ts";

/** A SELECT with the conditions that criteria ask of the classes in it: in WHERE, in ON of what is joined, and in its subqueries. */
export function applyCriteria(
  node: SelectNode,
  criteria: readonly LoaderCriteria[],
  enclosing: ReadonlySet<FromNode> = new Set(),
): SelectNode {
  const explicit = explicitFroms(node);
  const here = new Set<FromNode>();
  for (const from of fromList(node)) leaves(from, here);
  const only = node.correlate?.except === true ? new Set(node.correlate.froms) : undefined;
  // What is correlated is the enclosing statement's, and filtered there.
  const isOwn = (from: FromNode): boolean => (only === undefined ? !enclosing.has(from) : only.has(from));
  const inside = new Set([...enclosing, ...here]);
  const within = <N extends Node>(expression: N): N =>
    replace(expression as unknown as ExprNode, (child) =>
      child.kind === "select"
        ? (applyCriteria(child as SelectNode, criteria, inside) as unknown as ExprNode)
        : undefined,
    ) as unknown as N;
  const where: ExprNode[] = node.where.map(within);
  const visit = (from: FromNode, conditions: ExprNode[]): FromNode => {
    if (from.kind !== "join") {
      if (isOwn(from)) conditions.push(...conditionsOn(from, criteria));
      return from;
    }
    const on: ExprNode[] = from.on === undefined ? [] : [within(from.on)];
    const left = visit(from.left, conditions);
    const right = visit(from.right, on);
    return joinNode(left, right, conjunction(on), from.outer, from.full);
  };
  const froms = explicit.map((from) => visit(from, where));
  const known = new Set<FromNode>();
  for (const from of explicit) leaves(from, known);
  for (const from of fromList(node)) if (!known.has(from)) visit(from, where);
  const columns = node.columns.map((item) => (item.kind === "entity" ? item : within(item)));
  return selectNode({ columns, froms, joins: [], where, having: node.having.map(within) }, node);
}

function conjunction(parts: readonly ExprNode[]): ExprNode | undefined {
  const [only] = parts;
  return parts.length <= 1 ? only : and(...parts.map((part) => new ColumnElement<boolean>(part))).node;
}

/** What is asked of the rows of a from-clause: a table, or an alias of one. */
function conditionsOn(from: FromNode, criteria: readonly LoaderCriteria[]): ExprNode[] {
  const table = from.kind === "alias" ? from.element : from;
  const mapper = table.kind === "table" ? mapperOfFrom(table) : undefined;
  if (mapper === undefined) return [];
  const out: ExprNode[] = [];
  for (const one of criteria) {
    if (from !== table && !one.includeAliases) continue;
    const condition = one.of(mapper);
    if (condition !== undefined) out.push(from === table ? condition.node : renamedTo(condition.node, table, from));
  }
  return out;
}

function renamedTo(node: ExprNode, table: FromNode, alias: FromNode): ExprNode {
  const before = columnsOf(table);
  const after = columnsOf(alias);
  return replace(node, (child) =>
    child.kind === "column" && (child as ColumnNode).table === table
      ? after[before.indexOf(child as ColumnNode)]
      : undefined,
  );
}

/** What criteria ask of a class that an eager load joins, over its own table. */
export function criteriaOf(mapper: ClassMapper, criteria: readonly LoaderCriteria[]): ExprNode[] {
  return criteria.flatMap((one) => one.of(mapper)?.node ?? []);
}
