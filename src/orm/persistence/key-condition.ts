import { EQ } from "../../sql/operator.ts";
import { binaryNode } from "../../sql/nodes/binary.ts";
import type { ExprNode } from "../../sql/nodes/unions.ts";
import { BooleanType } from "../../types/boolean-type.ts";
import type { BindNode } from "../../sql/node.ts";
import type { Mapper } from "../contract/mapper.ts";
import type { InstanceState } from "../contract/state.ts";
import { From } from "./row-binder.ts";
import { type BindSources, columnBind } from "./statement-plan.ts";

const condition = new BooleanType();

/** `column = bind`. */
export function equals(column: ExprNode, bind: BindNode): ExprNode {
  return binaryNode(EQ, column, bind, condition);
}

/** `t.a = ? AND t.b = ?`, with the primary key that the object's row has in the database; `versioned`: and its version, if it has one. */
export function keyCondition(mapper: Mapper, sources: BindSources, versioned: boolean): ExprNode[] {
  const from = mapper.primaryKeySlots.length === 1 ? From.identity : From.key;
  const conditions = mapper.primaryKeySlots.map((slot, index) => {
    const property = mapper.columns[slot] as (typeof mapper.columns)[number];
    return equals(property.column.node, columnBind(property, from, index, sources));
  });
  if (!versioned || mapper.version === undefined) return conditions;
  const { slot } = mapper.version;
  const property = mapper.columns[slot] as (typeof mapper.columns)[number];
  return [...conditions, equals(property.column.node, columnBind(property, From.version, slot, sources))];
}

/** The version that the row of an object has, as far as the object knows. */
export function knownVersion({ mapper, values, committed }: InstanceState): unknown {
  return mapper.version === undefined ? undefined : (committed ?? values)[mapper.version.slot];
}
