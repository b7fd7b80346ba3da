import { EQ } from "../../sql/operator.ts";
import { binaryNode } from "../../sql/nodes/binary.ts";
import type { ExprNode } from "../../sql/nodes/unions.ts";
import { BooleanType } from "../../types/boolean-type.ts";
import type { BindNode } from "../../sql/node.ts";
import type { Mapper } from "../contract/mapper.ts";
import { From } from "./row-binder.ts";
import { type BindSources, columnBind } from "./statement-plan.ts";

const condition = new BooleanType();

/** `column = bind`. */
export function equals(column: ExprNode, bind: BindNode): ExprNode {
  return binaryNode(EQ, column, bind, condition);
}

/** `t.a = ? AND t.b = ?`, with the primary key that the object's row has in the database. */
export function keyCondition(mapper: Mapper, sources: BindSources): ExprNode[] {
  const from = mapper.primaryKeySlots.length === 1 ? From.identity : From.key;
  return mapper.primaryKeySlots.map((slot, index) => {
    const property = mapper.columns[slot] as (typeof mapper.columns)[number];
    return equals(property.column.node, columnBind(property, from, index, sources));
  });
}
