import { and } from "../../sql/conjunction.ts";
import { ColumnElement } from "../../sql/column-element.ts";
import { collectFroms, explicitFroms, fromList, leaves } from "../../sql/from-list.ts";
import type { Node } from "../../sql/node.ts";
import type { ColumnNode } from "../../sql/nodes/column.ts";
import { type CompoundNode, compoundNode } from "../../sql/nodes/compound.ts";
import { type DeleteNode, deleteNode, type UpdateNode, updateNode } from "../../sql/nodes/dml.ts";
import { joinNode } from "../../sql/nodes/join.ts";
import { type SelectNode, selectNode, type StatementOption } from "../../sql/nodes/select.ts";
import type { ExprNode, FromNode, QueryNode } from "../../sql/nodes/unions.ts";
import { columnsOf } from "../../sql/selected-columns.ts";
import { replace } from "../../sql/traverse.ts";
import type { ClassMapper } from "../mapping/class-mapper.ts";
import { mapperOfFrom } from "../mapping/configure.ts";
import { criteriaAmong, type LoaderCriteria } from "../query/loader-criteria.ts";

/** A SELECT with the conditions that criteria ask of the classes in it. */
export interface FilteredSelect {
  readonly node: SelectNode;
  /** What is written in the place of queries of FROM, for the options of the statement: columns point to those, so that they stay in it. */
  readonly substituted: StatementOption | undefined;
}

/** Puts the conditions of criteria into WHERE, into ON of what is joined, and into all queries inside, those of FROM and CTEs too. */
export function applyCriteria(node: SelectNode, criteria: readonly LoaderCriteria[]): FilteredSelect {
  const filter = new CriteriaFilter(criteria);
  const filtered = filter.select(node, new Set());
  return { node: filtered, substituted: filter.substituted };
}

/** The same of an UPDATE or DELETE of a class: of its own rows and those of the other classes that it names, and in all its queries. */
export function filterWrite<N extends UpdateNode | DeleteNode>(node: N): N {
  const criteria = criteriaAmong(node.options);
  // What names no rows is refused as it is.
  if (criteria.length === 0 || (node.where.length === 0 && !node.allRows)) return node;
  const filter = new CriteriaFilter(criteria);
  const froms = new Set<FromNode>([node.table, ...(node.kind === "delete" ? node.using : [])]);
  for (const part of [...node.where, ...(node.kind === "update" ? node.assignments.map(({ value }) => value) : [])])
    collectFroms(part, froms);
  const enclosing = new Set<FromNode>();
  for (const from of froms) leaves(from, enclosing);
  const where = node.where.map((condition) => filter.within(condition, enclosing));
  for (const from of enclosing) where.push(...filter.conditionsOn(from));
  for (const from of enclosing) filter.inFrom(from, new Set(), enclosing);
  for (const { cte } of node.ctes) filter.inFrom(cte, new Set(), enclosing);
  const assignments =
    node.kind === "update"
      ? node.assignments.map((each) => ({ ...each, value: filter.within(each.value, enclosing) }))
      : [];
  const options: StatementOption[] = node.options.filter(
    (option) => !(criteria as readonly unknown[]).includes(option),
  );
  if (filter.substituted !== undefined) options.push(filter.substituted);
  if (node.kind === "delete") return deleteNode({ ...node, where, options }) as N;
  return updateNode({ ...node, where, options, assignments }) as N;
}

/** The same of a UNION and its kin: in each of its queries. */
export function filterCompound(node: CompoundNode): CompoundNode {
  const criteria = criteriaAmong(node.options);
  if (criteria.length === 0) return node;
  const filter = new CriteriaFilter(criteria);
  const filtered = filter.query(node, new Set()) as CompoundNode;
  for (const { cte } of node.ctes) filter.inFrom(cte, new Set(), new Set());
  const { substituted } = filter;
  return substituted === undefined
    ? filtered
    : compoundNode({ ...filtered, options: [...filtered.options, substituted] });
}

class CriteriaFilter {
  readonly #substitutes = new Map<Node, Node>();
  readonly #criteria: readonly LoaderCriteria[];
  readonly #met = new Set<QueryNode>();
  #added = 0;

  constructor(criteria: readonly LoaderCriteria[]) {
    this.#criteria = criteria;
  }

  /** What is written in the place of queries of FROM; the key and the values of the statement are those of what is written. */
  get substituted(): StatementOption | undefined {
    const substitutes = this.#substitutes;
    if (substitutes.size === 0) return undefined;
    return { key: "substitutes", parts: [...substitutes.values()], substitutes };
  }

  select(node: SelectNode, enclosing: ReadonlySet<FromNode>): SelectNode {
    const explicit = explicitFroms(node);
    const here = new Set<FromNode>();
    for (const from of fromList(node)) leaves(from, here);
    const only = node.correlate?.except === true ? new Set(node.correlate.froms) : undefined;
    // What is correlated is the enclosing statement's, and filtered there.
    const isOwn = (from: FromNode): boolean => (only === undefined ? !enclosing.has(from) : only.has(from));
    const inside = new Set([...enclosing, ...here]);
    const within = <N extends Node>(expression: N): N => this.within(expression, inside);
    const where: ExprNode[] = node.where.map(within);
    const visit = (from: FromNode, conditions: ExprNode[]): FromNode => {
      if (isOwn(from)) conditions.push(...this.conditionsOn(from));
      if (from.kind !== "join") {
        this.inFrom(from, enclosing, inside);
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
    for (const { cte } of node.ctes) this.inFrom(cte, enclosing, inside);
    const columns = node.columns.map((item) => (item.kind === "entity" ? item : within(item)));
    return selectNode({ columns, froms, joins: [], where, having: node.having.map(within) }, node);
  }

  /** An expression with its queries filtered. */
  within<N extends Node>(expression: N, inside: ReadonlySet<FromNode>): N {
    return replace(expression as unknown as ExprNode, (child: Node) =>
      child.kind === "select" || child.kind === "compound"
        ? (this.query(child as QueryNode, inside) as unknown as ExprNode)
        : undefined,
    ) as unknown as N;
  }

  /** What is asked of the rows of a from-clause: what a class maps, or an alias of its table. */
  conditionsOn(from: FromNode): ExprNode[] {
    const origin = from.kind === "alias" ? from.element : from;
    const mapper = mapperOfFrom(origin);
    if (mapper === undefined) return [];
    const out: ExprNode[] = [];
    for (const one of this.#criteria) {
      if (from !== origin && !one.includeAliases) continue;
      const condition = one.of(mapper);
      if (condition !== undefined) out.push(from === origin ? condition.node : renamedTo(condition.node, origin, from));
    }
    this.#added += out.length;
    return out;
  }

  /** A query as it stands, with all in it filtered. */
  query(query: QueryNode, enclosing: ReadonlySet<FromNode>): QueryNode {
    if (query.kind === "select") return this.select(query, enclosing);
    if (query.kind !== "compound") return query;
    return compoundNode({ ...query, queries: query.queries.map((part) => this.query(part, enclosing)) });
  }

  /** A query in FROM: filtered where it is written. */
  inFrom(from: FromNode, enclosing: ReadonlySet<FromNode>, inside: ReadonlySet<FromNode>): void {
    if (from.kind === "alias") this.inFrom(from.element, enclosing, inside);
    if (from.kind !== "subquery" && from.kind !== "cte") return;
    const { query } = from;
    // A recursive CTE selects from itself.
    if ((query.kind !== "select" && query.kind !== "compound") || this.#met.has(query)) return;
    this.#met.add(query);
    const before = this.#added;
    const made = this.query(query, from.kind === "subquery" && from.lateral ? inside : enclosing);
    if (this.#added > before) this.#substitutes.set(query, made);
  }
}

function conjunction(parts: readonly ExprNode[]): ExprNode | undefined {
  const [only] = parts;
  return parts.length <= 1 ? only : and(...parts.map((part) => new ColumnElement<boolean>(part))).node;
}

function renamedTo(node: ExprNode, table: FromNode, alias: FromNode): ExprNode {
  const before = columnsOf(table);
  const after = columnsOf(alias);
  return replace(node, (child) =>
    child.kind === "column" && (child as ColumnNode).table === table
      ? after[before.indexOf((child as ColumnNode).attribute?.of ?? (child as ColumnNode))]
      : undefined,
  );
}

/** What criteria ask of a class that an eager load joins, over its own table. */
export function criteriaOf(mapper: ClassMapper, criteria: readonly LoaderCriteria[]): ExprNode[] {
  return criteria.flatMap((one) => one.of(mapper)?.node ?? []);
}
