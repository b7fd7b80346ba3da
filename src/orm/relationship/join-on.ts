import { ColumnElement } from "../../sql/column-element.ts";
import { and } from "../../sql/conjunction.ts";
import type { FromClause } from "../../sql/from-clause.ts";
import type { ColumnNode } from "../../sql/nodes/column.ts";
import { replace } from "../../sql/traverse.ts";
import type { EntityRef } from "../mapping/entity-ref.ts";
import type { ConfiguredRelationship } from "./configured-relationship.ts";

/** The condition that joins the two sides of a relationship without an association table, each side as the statement names it. */
export function directCondition(
  property: ConfiguredRelationship,
  local: EntityRef,
  target: EntityRef,
): ColumnElement<boolean> {
  const [referred, foreign] = property.direction === "manyToOne" ? [target, local] : [local, target];
  if (property.custom) return adaptCondition(property, local, target, undefined, property.primaryjoin);
  return all(property.pairs.map((pair) => referred.column(pair.fromSlot).eq(foreign.column(pair.toSlot))));
}

/** The two conditions of a many-to-many relationship: this side with the association table, and that with the target. */
export function secondaryConditions(
  property: ConfiguredRelationship,
  local: EntityRef,
  target: EntityRef,
  secondary: FromClause,
): readonly [ColumnElement<boolean>, ColumnElement<boolean>] {
  if (property.custom && property.secondaryjoin !== undefined) {
    return [
      adaptCondition(property, local, undefined, secondary, property.primaryjoin),
      adaptCondition(property, undefined, target, secondary, property.secondaryjoin),
    ];
  }
  const columns = secondary.c as Record<string, ColumnElement<unknown>>;
  const side = (entity: EntityRef, pairs: ConfiguredRelationship["localPairs"]): ColumnElement<boolean> =>
    all(pairs.map((pair) => entity.column(pair.slot).eq(columns[pair.column.key] as ColumnElement<unknown>)));
  return [side(local, property.localPairs), side(target, property.remotePairs)];
}

/** The parts joined by AND. */
export function all(parts: readonly ColumnElement<boolean>[]): ColumnElement<boolean> {
  return parts.length === 1 ? (parts[0] as ColumnElement<boolean>) : and(...parts);
}

/** A written condition with the columns of each side put under the names that the statement uses. */
function adaptCondition(
  property: ConfiguredRelationship,
  local: EntityRef | undefined,
  target: EntityRef | undefined,
  secondary: FromClause | undefined,
  condition: ColumnElement<boolean>,
): ColumnElement<boolean> {
  const here = property.mapper.table;
  const there = property.target.table;
  const foreignIsLocal = property.direction === "manyToOne";
  const foreignNodes = new Set(
    property.pairs.map((pair) => (foreignIsLocal ? here : there).columns[pair.toSlot]?.node),
  );
  const node = replace(condition.node, (child) => {
    if (child.kind !== "column") return undefined;
    const column = child as ColumnNode;
    if (column.table === undefined) return undefined;
    if (secondary !== undefined && column.table === property.secondary?.node) return columnIn(secondary, column);
    let side = column.table === here.node ? local : column.table === there.node ? target : undefined;
    if (here === there && local !== undefined && target !== undefined && column.table === here.node) {
      side = foreignNodes.has(column) === foreignIsLocal ? local : target;
    }
    return side === undefined ? undefined : columnIn(side.from, column);
  });
  return new ColumnElement<boolean>(node);
}

function columnIn(from: FromClause, column: ColumnNode): ColumnNode | undefined {
  const found = (from.c as Record<string, ColumnElement<unknown>>)[column.propKey];
  return found === undefined || found.node === column ? undefined : (found.node as ColumnNode);
}
