import { ColumnElement, NamedElement } from "./column-element.ts";
import { isAnonName } from "./anon-name.ts";
import { Alias } from "./from-clause.ts";
import { fromsOfColumns } from "./from-list.ts";
import type { SelectNode } from "./nodes/select.ts";
import type { ExprNode, FromNode, QueryNode } from "./nodes/unions.ts";
import { AND, EQ } from "./operator.ts";
import { expandItems, ownName, planColumns, type PlannedColumn } from "./selected-columns.ts";
import type { SqlType } from "../types/sql-type.ts";

/** One item of a select list, as `columnDescriptions` tells it. */
export interface ColumnDescription {
  /** Its name on the row; undefined where it has none. */
  readonly name: string | undefined;
  /** Its SQL type; undefined for entities. */
  readonly type: SqlType | undefined;
  /** The expression; for an entity, the mapped class or alias. */
  readonly expr: unknown;
}

function planned(query: QueryNode): readonly PlannedColumn[] {
  if (query.kind === "compound") return planned(query.queries[0]!);
  if (query.kind === "select") return planColumns(query.columns, query.labelStyle);
  return [];
}

function element(node: ExprNode, key: string): ColumnElement<unknown> {
  return isAnonName(key) || key === "" ? new ColumnElement(node) : new NamedElement(node, key);
}

/** The columns of a query's rows, as elements. */
export function selectedColumns(query: QueryNode): ColumnElement<unknown>[] {
  if (query.kind === "text") return (query.columns ?? []).map((c) => new NamedElement(c, c.propKey));
  return planned(query).map((c) => element(c.node, c.key));
}

/** What a select returns, item by item. */
export function describeColumns(select: SelectNode): ColumnDescription[] {
  const out: ColumnDescription[] = [];
  for (const item of select.columns) {
    if (item.kind === "entity") {
      out.push({ name: item.label, type: undefined, expr: item.entity });
      continue;
    }
    expandItems([item], (node) => {
      const name = node.kind === "column" ? node.propKey : "name" in node ? node.name : undefined;
      out.push({ name, type: node.type, expr: element(node, name ?? "") });
    });
  }
  return out;
}

/** The from-clauses that the select list alone brings. */
export function columnFroms(select: SelectNode): FromNode[] {
  return fromsOfColumns(select);
}

/** From-clauses as elements. */
export function fromElements(nodes: readonly FromNode[]): Alias[] {
  return nodes.map((n) => new Alias(n));
}

/**
 * The select list without columns that say what another of their name says: the other side of a foreign key, or of an
 * equation in where() or in a join that selectFrom() was given.
 */
export function reducedColumns(select: SelectNode): ExprNode[] {
  const all: ExprNode[] = [];
  expandItems(select.columns, (node) => all.push(node));
  const columns = [...new Set(all)];
  const omitted = new Set<ExprNode>();
  for (const c of columns) {
    if (c.kind === "column" && foreignTargets(c).some((t) => t !== c && columns.includes(t) && ownName(t) === c.name))
      omitted.add(c);
  }
  const conditions = [...select.where];
  for (const from of select.froms) joinConditions(from, conditions);
  for (let i = 0; i < conditions.length; i++) {
    const c = conditions[i]!;
    if (c.kind === "boolList" && c.op === AND) conditions.push(...c.items);
    if (c.kind !== "binary" || c.op !== EQ || c.left.kind !== "column") continue;
    const sides = [c.left, c.right];
    if (sides.every((s) => columns.includes(s) && !omitted.has(s)) && ownName(c.right) === c.left.name)
      omitted.add(c.right);
  }
  return columns.filter((c) => !omitted.has(c));
}

function joinConditions(from: FromNode, out: ExprNode[]): void {
  if (from.kind !== "join") return;
  if (from.on !== undefined) out.push(from.on);
  joinConditions(from.left, out);
  joinConditions(from.right, out);
}

function foreignTargets(column: Extract<ExprNode, { kind: "column" }>): ExprNode[] {
  const table = column.table;
  if (table?.kind !== "table") return [];
  const out: ExprNode[] = [];
  for (const fk of table.foreignKeys()) {
    const at = fk.parent.indexOf(column);
    if (at >= 0) out.push(fk.referred[at]!);
  }
  return out;
}
