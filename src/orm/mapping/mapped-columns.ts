import { ArgumentError } from "../../errors/argument.ts";
import { columnOfNode } from "../../schema/column-registry.ts";
import { ColumnBuilder } from "../../schema/column-builder.ts";
import type { Column } from "../../schema/column.ts";
import { MetaData } from "../../schema/metadata.ts";
import { Table } from "../../schema/table.ts";
import { ColumnElement, NamedElement } from "../../sql/column-element.ts";
import type { FromClause } from "../../sql/from-clause.ts";
import { fromList } from "../../sql/from-list.ts";
import type { Node } from "../../sql/node.ts";
import type { ColumnNode } from "../../sql/nodes/column.ts";
import type { ExprNode, FromNode } from "../../sql/nodes/unions.ts";
import { brandOf } from "../../util/brand.ts";
import { describeValue } from "../../util/describe.ts";
import { didYouMean } from "../../util/did-you-mean.ts";
import type { CheckedMapperOptions } from "./mapper-options.ts";

/** A column attribute before it has a place in a mapper. */
export interface MappedColumn {
  readonly key: string;
  /** What a query of the class selects. */
  readonly element: ColumnElement<unknown>;
  /** The columns of tables that it stands for: of several tables where they are equal; none where it is only read. */
  readonly origins: readonly Column<string, unknown>[];
}

/** Members of a shape that are columns of a join or subquery: one, or several that are equal. */
export function isColumnMember(value: unknown): boolean {
  return Array.isArray(value) ? value.some(isColumnMember) : brandOf(value) === "expr";
}

/** The columns of a class: those that its shape names, or all of what it maps; without those that its options leave out. */
export function mappedColumns(
  name: string,
  from: FromClause | Table,
  shape: object,
  options: CheckedMapperOptions,
): MappedColumn[] {
  if (from instanceof Table) {
    const keep = chosen(
      name,
      from.columns.map(({ key }) => key),
      options,
    );
    return from.columns
      .filter(({ key }) => keep(key))
      .map((column) => ({ key: column.key, element: column, origins: [column] }));
  }
  const named = Object.keys(shape).filter((key) => isColumnMember(ownValue(shape, key)));
  const given =
    named.length > 0
      ? named.map((key) => [key, ownValue(shape, key)] as const)
      : Object.entries(allColumns(name, from.node, from.c));
  const keep = chosen(
    name,
    given.map(([key]) => key),
    options,
  );
  const tables = tablesOf(from.node);
  return given.filter(([key]) => keep(key)).map(([key, value]) => mappedColumn(name, key, value, from.node, tables));
}

function ownValue(shape: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(shape, key)?.value as unknown;
}

/** All columns of a subquery or join by name; of a join, two of one name are told apart by nobody. */
function allColumns(name: string, node: FromNode, columns: object): Record<string, ColumnElement<unknown>> {
  const out: Record<string, ColumnElement<unknown>> = {};
  const nodes = node.kind === "join" ? leafColumns(node) : undefined;
  if (nodes === undefined) return columns as Record<string, ColumnElement<unknown>>;
  for (const column of nodes) {
    if (Object.hasOwn(out, column.propKey)) {
      throw new ArgumentError(
        `${name} maps a join in which two tables have a column "${column.propKey}". Name the columns in the shape: { ${column.propKey}: [a.c.${column.propKey}, b.c.…] } makes one attribute of columns that are equal.`,
        "mapped-columns",
      );
    }
    out[column.propKey] = new NamedElement(column, column.propKey);
  }
  return out;
}

function leafColumns(node: FromNode): readonly ColumnNode[] {
  if (node.kind === "join") return [...leafColumns(node.left), ...leafColumns(node.right)];
  return node.kind === "text" ? [] : node.columns;
}

/** Which attributes the options let through. */
function chosen(name: string, keys: readonly string[], options: CheckedMapperOptions): (key: string) => boolean {
  const { includeProperties, excludeProperties } = options;
  for (const key of [...(includeProperties ?? []), ...(excludeProperties ?? [])]) {
    if (!keys.includes(key))
      throw new ArgumentError(
        `${name}: includeProperties and excludeProperties name columns; ${JSON.stringify(key)} is none.${didYouMean(key, keys)}`,
        "mapped-columns",
      );
  }
  return (key) => (includeProperties?.includes(key) ?? true) && excludeProperties?.includes(key) !== true;
}

function mappedColumn(
  name: string,
  key: string,
  value: unknown,
  from: FromNode,
  tables: ReadonlySet<Table>,
): MappedColumn {
  const elements = (Array.isArray(value) ? value : [value]) as unknown[];
  const origins: Column<string, unknown>[] = [];
  let read: ColumnElement<unknown> | undefined;
  for (const element of elements) {
    const node = element instanceof ColumnElement ? element.node : undefined;
    if (node?.kind !== "column" || node.table === undefined || !isPart(from, node.table)) {
      throw new ArgumentError(
        `${name}.${key} takes a column of what the class maps, or several that are equal: [users.c.id, addresses.c.userId]; given was ${describeValue(element)}.`,
        "mapped-columns",
      );
    }
    read ??= element as ColumnElement<unknown>;
    const origin = originOf(node, tables);
    if (origin !== undefined && !origins.includes(origin)) origins.push(origin);
  }
  return { key, element: read as ColumnElement<unknown>, origins };
}

function isPart(whole: FromNode, part: FromNode): boolean {
  return whole === part || (whole.kind === "join" && (isPart(whole.left, part) || isPart(whole.right, part)));
}

/** The table's column that a column stands for, however many queries and aliases are between. */
function originOf(node: Node, tables: ReadonlySet<Table>): Column<string, unknown> | undefined {
  let at: Node | undefined = node;
  while (at !== undefined) {
    const column = columnOfNode(at);
    if (column !== undefined) return tables.has(column.table) ? column : undefined;
    const expr = at as ExprNode;
    at = expr.kind === "column" ? expr.base : expr.kind === "label" ? expr.element : undefined;
  }
  return undefined;
}

/** The tables behind a from-clause, in order of appearance. What a union gives comes from no table in particular. */
export function tablesOf(from: FromNode, out: Set<Table> = new Set()): Set<Table> {
  switch (from.kind) {
    case "table":
      if (from.table instanceof Table) out.add(from.table);
      break;
    case "alias":
      tablesOf(from.element, out);
      break;
    case "join":
      tablesOf(from.left, out);
      tablesOf(from.right, out);
      break;
    case "subquery":
    case "cte":
      if (from.query.kind === "select") for (const inner of fromList(from.query)) tablesOf(inner, out);
      break;
    default:
  }
  return out;
}

/** A table that stands for columns which are only read; no statement names it. */
export function readOnlyTable(name: string, columns: readonly MappedColumn[]): Table {
  const builders = columns.map(({ key, element }) => [key, new ColumnBuilder(element.type).nullable()] as const);
  return new Table(name, new MetaData(), new Map(builders));
}
