import { ColumnElement } from "../../sql/column-element.ts";
import { and } from "../../sql/conjunction.ts";
import type { ColumnNode } from "../../sql/nodes/column.ts";
import { replace } from "../../sql/traverse.ts";
import { columnIn, type Renamed, renamed } from "../mapping/alias-entity.ts";
import type { EntityRef } from "../mapping/entity-ref.ts";
import { unmarked, withoutMarks } from "./annotations.ts";
import type { ConfiguredRelationship } from "./configured-relationship.ts";
import type { WrittenJoin } from "./written-join.ts";

/** The condition that joins the two sides of a relationship without an association table, each side as the statement names it. */
export function directCondition(
  property: ConfiguredRelationship,
  local: EntityRef,
  target: EntityRef,
): ColumnElement<boolean> {
  const { primary } = property;
  if (primary !== undefined) return placed(property, primary, local, target, undefined);
  const [referred, foreign] = property.direction === "manyToOne" ? [target, local] : [local, target];
  return all(property.pairs.map((pair) => referred.column(pair.fromSlot).eq(foreign.column(pair.toSlot))));
}

/** The association table of a relationship under a new name. */
export function aliasSecondary(property: ConfiguredRelationship): Renamed {
  return renamed((property.secondary as NonNullable<ConfiguredRelationship["secondary"]>).node);
}

/** The association table as it is. */
export function plainSecondary(property: ConfiguredRelationship): Renamed {
  const from = property.secondary as NonNullable<ConfiguredRelationship["secondary"]>;
  return { from, columnOf: (column) => column };
}

/** The two conditions of a many-to-many relationship: this side with the association table, and that with the target. */
export function secondaryConditions(
  property: ConfiguredRelationship,
  local: EntityRef,
  target: EntityRef,
  secondary: Renamed,
): readonly [ColumnElement<boolean>, ColumnElement<boolean>] {
  const { primary, second } = property;
  const side = (entity: EntityRef, pairs: ConfiguredRelationship["localPairs"]): ColumnElement<boolean> =>
    all(
      pairs.map((pair) =>
        entity
          .column(pair.slot)
          .eq(new ColumnElement(secondary.columnOf(pair.column.node as ColumnNode) as ColumnNode)),
      ),
    );
  return [
    primary === undefined ? side(local, property.localPairs) : placed(property, primary, local, undefined, secondary),
    second === undefined ? side(target, property.remotePairs) : placed(property, second, undefined, target, secondary),
  ];
}

/** The parts joined by AND. */
export function all(parts: readonly ColumnElement<boolean>[]): ColumnElement<boolean> {
  return parts.length === 1 ? (parts[0] as ColumnElement<boolean>) : and(...parts);
}

/** A written condition with the columns of each side put under the names that the statement uses. */
function placed(
  property: ConfiguredRelationship,
  written: WrittenJoin,
  local: EntityRef | undefined,
  target: EntityRef | undefined,
  secondary: Renamed | undefined,
): ColumnElement<boolean> {
  const node = replace(written.condition.node, (child) => {
    if (child.kind !== "column") return undefined;
    const side = written.sides.get(child as ColumnNode);
    if (side === undefined) return undefined;
    const column = unmarked(child as ColumnNode);
    if (side === "secondary") return secondary?.columnOf(column);
    if (side === "local") return local === undefined ? undefined : columnIn(local, property.mapper.entity, column);
    return target === undefined ? undefined : columnIn(target, property.targetEntity, column);
  });
  return new ColumnElement<boolean>(withoutMarks(node));
}
