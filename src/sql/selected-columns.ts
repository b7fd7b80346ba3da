import { NULL_TYPE } from "../types/literal-type.ts";
import type { SqlType } from "../types/sql-type.ts";
import { IS_FALSE, IS_TRUE } from "./operator.ts";
import { anonName, pairedName, repeatedName } from "./anon-name.ts";
import type { ColumnNode } from "./nodes/column.ts";
import { nameWithQuotes, plainName } from "./quoted-name.ts";
import type { LabelStyle, ProxyColumn, SelectItem, SelectNode } from "./nodes/select.ts";
import type { ExprNode, FromNode, QueryNode } from "./nodes/unions.ts";

/** A column as a SELECT writes it. */
export interface PlannedColumn {
  readonly node: ExprNode;
  /** Index of the select item. */
  readonly item: number;
  /** The label that it must have; undefined: as it comes. */
  readonly required: string | undefined;
  /** The label for a place that needs one. */
  readonly fallback: string | undefined;
  /** The column stood in the list before; this is the name of the first, and the label above tells them apart. */
  readonly repeats: string | undefined;
  /** Its name towards a statement around (`subquery.c`), and on the row. */
  readonly key: string;
}

/** The columns of a from-clause, joins included. */
export function columnsOf(from: FromNode): readonly ColumnNode[] {
  if (from.kind === "join") return [...columnsOf(from.left), ...columnsOf(from.right)];
  return from.kind === "text" ? (from.columns ?? []) : from.columns;
}

/** Select items as expressions: entities and tables become their columns. */
export function expandItems(items: readonly SelectItem[], each: (node: ExprNode, item: number) => void): void {
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!;
    switch (item.kind) {
      case "entity":
        for (const c of item.columns) each(c, i);
        break;
      case "table":
      case "alias":
      case "subquery":
      case "cte":
      case "join":
      case "values":
      case "tableValued":
        for (const c of columnsOf(item)) each(c, i);
        break;
      default:
        each(item, i);
    }
  }
}

/** The name that an expression has of its own, or undefined. */
export function ownName(node: ExprNode): string | undefined {
  switch (node.kind) {
    case "column":
      return node.name;
    case "label":
      return node.name;
    case "labelRef":
    case "member":
      return node.name;
    case "unary":
      return node.op.postfix || node.op === IS_TRUE || node.op === IS_FALSE ? ownName(node.element) : undefined;
    default:
      return undefined;
  }
}

/**
 * SQL text that is a name by itself, a column's or `*`: it needs no label, and names its column in the statement around it as it is.
 */
export function literalName(node: ExprNode): string | undefined {
  return node.kind === "literalColumn" && /^(?:[\p{L}_][\p{L}\p{N}_$]*|\*|"[^"]+"|`[^`]+`)$/u.test(node.text)
    ? node.text
    : undefined;
}

/** The name on the row. */
function ownKey(node: ExprNode): string | undefined {
  return node.kind === "column" ? node.propKey : ownName(node);
}

/** The label that an expression gets when it needs one. */
export function anonLabel(node: ExprNode): string {
  switch (node.kind) {
    case "column":
    case "label":
      return anonName(node, node.name);
    case "literalColumn":
      return anonName(node, node.text);
    case "function":
      return anonName(node, node.names[node.names.length - 1]!);
    case "withinGroup":
    case "aggregateOrder": {
      const inner = node.element;
      return anonName(node, inner.kind === "function" ? inner.names[inner.names.length - 1]! : "anon");
    }
    case "nextValue":
      return anonName(node, "next_value");
    case "bind":
      return anonName(node, "anon");
    case "cast": {
      const inner = node.element;
      if (inner.kind === "text") return anonName(node, "anon");
      return ownName(inner) ?? (inner.kind === "bind" ? anonName(node, "anon") : anonLabel(inner));
    }
    default:
      return anonName(node, "anon");
  }
}

function tablePrefix(node: ColumnNode): string | undefined {
  const t = node.table;
  if (t === undefined || t.kind === "join" || t.kind === "text") return undefined;
  const name =
    t.kind === "table" ? (t.schema === undefined ? t.name : `${t.schema.replaceAll(".", "_")}_${t.name}`) : t.name;
  return name ?? anonName(t, anonFromBase(t));
}

/** The base of the made-up name of a from-clause: t_1 for an alias of t, anon_1 for others. */
export function anonFromBase(from: FromNode): string {
  if (from.kind === "alias")
    return from.element.kind === "table"
      ? from.element.name
      : (("name" in from.element ? from.element.name : undefined) ?? "anon");
  return "anon";
}

/** table_column. */
function qualifiedName(node: ExprNode): string | undefined {
  if (node.kind !== "column") return ownName(node);
  const prefix = tablePrefix(node);
  const name = plainName(node.name);
  if (prefix === undefined) return name;
  return pairedName(plainName(prefix), name);
}

/** How a SELECT names its columns: duplicates get labels id_1, repeats of one column id__1. */
export function planColumns(items: readonly SelectItem[], style: LabelStyle): PlannedColumn[] {
  const out: PlannedColumn[] = [];
  const names = new Map<string, ExprNode>();
  const keys = new Set<string>();
  let repeated = 0;
  const qualified = style === "tablenamePlusCol";
  expandItems(items, (node, item) => {
    let required: string | undefined;
    let fallback: string | undefined;
    let repeats: string | undefined;
    if (node.kind === "text") {
      out.push({ node, item, required: undefined, fallback: undefined, repeats, key: "" });
      return;
    }
    // What belongs to no table is written as it is, however often it stands there.
    const bare = node.kind === "column" && node.table === undefined ? plainName(node.name) : literalName(node);
    if (bare !== undefined) {
      out.push({ node, item, required: undefined, fallback: undefined, repeats, key: bare });
      return;
    }
    if (style === "none") {
      fallback = ownName(node) ?? anonLabel(node);
    } else {
      const effective = qualified ? qualifiedName(node) : plainOf(ownName(node));
      fallback = effective;
      if (qualified && node.kind === "column") required = effective;
      if (effective === undefined) {
        const anon = anonLabel(node);
        if (names.has(anon)) fallback = repeatedName(node, ++repeated, ownLabel(node));
        else {
          names.set(anon, node);
          fallback = anon;
        }
      } else {
        const known = names.get(effective);
        if (known === undefined) names.set(effective, node);
        else {
          // Another column of that name gets a name of its own; what stands there a second time is told apart from the first.
          const anon = known === node ? effective : anonName(node, effective);
          if (known === node || names.has(anon)) {
            repeats = anon;
            required = fallback = repeatedName(node, ++repeated, effective);
          } else {
            names.set(anon, node);
            required = fallback = anon;
          }
        }
      }
    }
    // The name on the row and in `.c`: the attribute's, made unique.
    let key = (qualified && node.kind === "column" ? qualifiedName(node) : ownKey(node)) ?? fallback!;
    if (keys.has(key)) key = required ?? key;
    keys.add(key);
    out.push({ node, item, required, fallback, repeats, key });
  });
  return out;
}

/** What the label of an expression without a name is made from, when the expression stands in the list again. */
function ownLabel(node: ExprNode): string {
  switch (node.kind) {
    case "function":
      return node.names[node.names.length - 1]!;
    case "cast":
      return plainOf(ownName(node.element)) ?? "anon";
    default:
      return "anon";
  }
}

function plainOf(name: string | undefined): string | undefined {
  return name === undefined ? undefined : plainName(name);
}

/** The columns that a query gives to the statement around it. */
export function proxyColumnsOf(query: QueryNode): ProxyColumn[] {
  switch (query.kind) {
    case "select":
      return proxies(query);
    case "compound": {
      const first = query.queries[0]!;
      return proxyColumnsOf(first);
    }
    case "text":
      return (query.columns ?? []).map((c) => ({ key: c.propKey, name: c.name, node: c }));
  }
}

function proxies(query: SelectNode): ProxyColumn[] {
  const out: ProxyColumn[] = [];
  for (const c of planColumns(query.columns, query.labelStyle)) {
    if (c.node.kind === "text") continue;
    const literal = literalName(c.node);
    if (literal !== undefined) {
      out.push({ key: literal, name: nameWithQuotes(literal, false), node: c.node });
      continue;
    }
    out.push({ key: c.key, name: c.repeats ?? c.required ?? c.fallback ?? c.key, node: c.node });
  }
  return out;
}

/** The type of a query that is used as a value: its first column's. */
export function scalarType(query: QueryNode): SqlType {
  if (query.kind === "compound") return scalarType(query.queries[0]!);
  if (query.kind === "text") return query.columns?.[0]?.type ?? NULL_TYPE;
  let type: SqlType | undefined;
  const first = query.columns[0];
  if (first !== undefined) {
    expandItems([first], (node) => {
      type ??= node.type;
    });
  }
  return type ?? NULL_TYPE;
}
