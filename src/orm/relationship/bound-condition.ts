import { InvalidRequestError } from "../../errors/state.ts";
import { ColumnElement } from "../../sql/column-element.ts";
import { namedBindNode } from "../../sql/nodes/bind.ts";
import type { ColumnNode } from "../../sql/nodes/column.ts";
import type { ExprNode } from "../../sql/nodes/unions.ts";
import { replace } from "../../sql/traverse.ts";
import type { SqlType } from "../../types/sql-type.ts";
import { type InstanceState, NOT_LOADED } from "../contract/state.ts";
import { columnIn } from "../mapping/alias-entity.ts";
import type { EntityRef } from "../mapping/entity-ref.ts";
import { tableColumn, unmarked, withoutMarks } from "./annotations.ts";
import type { ConfiguredRelationship } from "./configured-relationship.ts";
import { all, plainSecondary, secondaryConditions } from "./join-on.ts";

/**
 * The join condition of a relationship without an association table with the columns of one side replaced by an object's
 * values: which rows of the other side (`entity`) belong to the object.
 */
export function boundCondition(
  property: ConfiguredRelationship,
  fixed: "local" | "target",
  state: InstanceState,
  entity: EntityRef,
): ColumnElement<boolean> {
  const { primary } = property;
  if (primary === undefined) {
    const referredIsFixed = (property.direction === "manyToOne") === (fixed === "target");
    return all(
      property.pairs.map(({ fromSlot, toSlot }) =>
        referredIsFixed
          ? valueOf(state, fromSlot, "param").eq(entity.column(toSlot))
          : entity.column(fromSlot).eq(valueOf(state, toSlot, "param")),
      ),
    );
  }
  const base = fixed === "local" ? property.targetEntity : property.mapper.entity;
  const node = replace(primary.condition.node, (child): ExprNode | undefined => {
    if (child.kind !== "column") return undefined;
    const side = primary.sides.get(child as ColumnNode);
    if (side === undefined) return undefined;
    if (side !== fixed) return columnIn(entity, base, unmarked(child as ColumnNode));
    return valueOf(state, slotIn(property, state, child as ColumnNode), "param").node;
  });
  return new ColumnElement<boolean>(withoutMarks(node));
}

/** The rows of the target of a many-to-many that belong to an object; the association table is named by the condition as it is. */
export function boundThroughSecondary(
  property: ConfiguredRelationship,
  state: InstanceState,
  target: EntityRef,
): ColumnElement<boolean> {
  const { primary } = property;
  const secondary = plainSecondary(property);
  const [, second] = secondaryConditions(property, property.mapper.entity, target, secondary);
  if (primary === undefined) {
    const first = property.localPairs.map(({ column, slot }) =>
      valueOf(state, slot, "param").eq(new ColumnElement(column.node)),
    );
    return all([...first, second]);
  }
  const node = replace(primary.condition.node, (child): ExprNode | undefined => {
    if (child.kind !== "column" || primary.sides.get(child as ColumnNode) !== "local") return undefined;
    return valueOf(state, slotIn(property, state, child as ColumnNode), "param").node;
  });
  return all([new ColumnElement<boolean>(withoutMarks(node)), second]);
}

/** The slot of an object that holds a column of a join condition. */
function slotIn(property: ConfiguredRelationship, state: InstanceState, node: ColumnNode): number {
  const column = tableColumn(node);
  const slot = column === undefined ? undefined : state.mapper.slotOf(column);
  if (slot !== undefined) return slot;
  throw new InvalidRequestError(
    `${property.mapper.name}.${property.key} cannot be compared with an object: its join uses ${node.name}, which no attribute of ${state.mapper.name} holds.`,
    "join-condition",
  );
}

/** The value of an object's attribute, taken when the statement is executed: a new object may get its key in between. */
export function valueOf(state: InstanceState, slot: number, name: string): ColumnElement<unknown> {
  const type: SqlType | undefined = state.mapper.columns[slot]?.column.type;
  return new ColumnElement(
    namedBindNode({
      name,
      value: undefined,
      type: type as SqlType,
      unique: true,
      expanding: false,
      required: false,
      literalExecute: false,
      callable: () => currentValue(state, slot),
    }),
  );
}

function currentValue(state: InstanceState, slot: number): unknown {
  let value = state.values[slot];
  const at = state.mapper.primaryKeySlots.indexOf(slot);
  if (value === NOT_LOADED) value = at >= 0 ? state.key?.[at] : state.session?.loadColumn(state, slot);
  if (value !== undefined) return value;
  throw new InvalidRequestError(
    `A query compares with a ${state.mapper.name} object whose ${state.mapper.columns[slot]?.key ?? ""} has no value yet. Add the object to the session and flush it first.`,
    "object-without-value",
  );
}
