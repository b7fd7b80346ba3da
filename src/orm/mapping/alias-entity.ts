import { type ColumnElement, NamedElement } from "../../sql/column-element.ts";
import { columnOfNode, registerColumn } from "../../schema/column-registry.ts";
import { Alias, type FromClause, Join } from "../../sql/from-clause.ts";
import { aliasNode } from "../../sql/nodes/alias.ts";
import { attributeColumn, type ColumnNode } from "../../sql/nodes/column.ts";
import type { Node } from "../../sql/node.ts";
import { joinNode } from "../../sql/nodes/join.ts";
import type { FromNode } from "../../sql/nodes/unions.ts";
import { columnsOf } from "../../sql/selected-columns.ts";
import { replace } from "../../sql/traverse.ts";
import type { ColumnProperty } from "../contract/property.ts";
import { EntityRef } from "./entity-ref.ts";

/** A from-clause under a new name. */
export interface Renamed {
  readonly from: FromClause;
  /** What a column of the former is in the new one; undefined for a column of anything else. */
  readonly columnOf: (column: ColumnNode) => ColumnNode | undefined;
}

/** The same rows under a new anonymous name; of a join each part gets one. */
export function renamed(node: FromNode): Renamed {
  if (node.kind === "join") {
    const left = renamed(node.left);
    const right = renamed(node.right);
    const columnOf = (column: ColumnNode): ColumnNode | undefined => left.columnOf(column) ?? right.columnOf(column);
    const on =
      node.on === undefined
        ? undefined
        : replace(node.on, (child) => (child.kind === "column" ? columnOf(child as ColumnNode) : undefined));
    return { from: new Join(joinNode(left.from.node, right.from.node, on, node.outer, node.full)), columnOf };
  }
  if (node.kind === "text") throw new TypeError("a text has no alias");
  const made = aliasNode(node.kind === "alias" && node.sample === undefined ? node.element : node, undefined);
  const before = columnsOf(node);
  return {
    from: new Alias(made),
    columnOf: (column) => (column.table === node ? made.columns[before.indexOf(column)] : undefined),
  };
}

/** What columns of the entity that an alias was made of are in the alias. */
const origins = new WeakMap<EntityRef, { readonly of: EntityRef; readonly columnOf: Renamed["columnOf"] }>();

/** An entity under a new anonymous name. */
export function aliasEntity(ref: EntityRef): EntityRef {
  const { from, columnOf } = renamed(ref.from.node);
  const made = new EntityRef(ref.mapper, from, true, ref.plain ? undefined : slotColumns(ref, from.node, columnOf));
  origins.set(made, { of: ref, columnOf });
  return made;
}

/** An entity read from a from-clause, whose columns `columnOf` gives. */
export function slotColumns(
  ref: EntityRef,
  from: FromNode,
  columnOf: (column: ColumnNode) => ColumnNode | undefined,
): readonly ColumnElement<unknown>[] {
  return attributeColumns(ref.mapper, from, (slot) => {
    const node = ref.column(slot).node as ColumnNode;
    return columnOf(node.attribute?.of ?? node);
  });
}

/** The columns of a class by slot, where it is read from something else than its table: under the names of the attributes. */
export function attributeColumns(
  mapper: { readonly id: number; readonly columns: readonly ColumnProperty[] },
  from: FromNode,
  nodeOf: (slot: number) => Node | undefined,
): readonly ColumnElement<unknown>[] {
  const out: ColumnElement<unknown>[] = [];
  const within = from.kind === "join" ? from : undefined;
  for (const { slot, key } of mapper.columns) {
    const node = nodeOf(slot) as ColumnNode | undefined;
    if (node === undefined) continue;
    const made = attributeColumn(node, key, `${mapper.id}.${slot}`, within);
    const column = columnOfNode(node);
    if (column !== undefined && made !== node) registerColumn(made, column);
    out[slot] = new NamedElement(made, key);
  }
  return out;
}

/** What a column of an entity is in another naming of it: by its origin, its place in the mapping, or its name. */
export function columnIn(ref: EntityRef, base: EntityRef, column: ColumnNode): ColumnNode | undefined {
  if (ref === base || ref.from === base.from) return undefined;
  const origin = origins.get(ref);
  if (origin?.of === base) {
    const found = origin.columnOf(column);
    if (found !== undefined) return found;
  }
  for (const { slot } of base.mapper.columns)
    if (base.column(slot).node === column) return ref.column(slot).node as ColumnNode;
  const named = (ref.from.c as Record<string, ColumnElement<unknown> | undefined>)[column.propKey];
  return named?.node as ColumnNode | undefined;
}
