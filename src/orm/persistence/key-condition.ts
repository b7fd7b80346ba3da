import { FlushError } from "../../errors/orm.ts";
import { EQ } from "../../sql/operator.ts";
import { binaryNode } from "../../sql/nodes/binary.ts";
import type { ExprNode } from "../../sql/nodes/unions.ts";
import { BooleanType } from "../../types/boolean-type.ts";
import type { BindNode } from "../../sql/node.ts";
import type { StoredTable } from "../contract/mapper.ts";
import type { ColumnProperty } from "../contract/property.ts";
import type { InstanceState } from "../contract/state.ts";
import { From } from "./row-binder.ts";
import { type BindSources, columnBind } from "./statement-plan.ts";

const condition = new BooleanType();

/** `column = bind`. */
export function equals(column: ExprNode, bind: BindNode): ExprNode {
  return binaryNode(EQ, column, bind, condition);
}

/** `t.a = ? AND t.b = ?`, with the primary key that the object's row has in the database; `versioned`: and its version, if it has one. */
export function keyCondition(mapper: StoredTable, sources: BindSources, versioned: boolean): ExprNode[] {
  const from = mapper.primaryKeySlots.length === 1 ? From.identity : From.key;
  const conditions = mapper.primaryKeySlots.map((slot, index) => {
    const property = mapper.columns[slot] as ColumnProperty;
    return equals(property.column.node, columnBind(property, from, index, sources));
  });
  if (!versioned || mapper.version === undefined) return conditions;
  const { slot } = mapper.version;
  const property = mapper.columns[slot] as ColumnProperty;
  return [...conditions, equals(property.column.node, columnBind(property, From.version, slot, sources))];
}

/** The version that the row of an object has, as far as the object knows. */
export function knownVersion({ version }: StoredTable, { values, committed }: InstanceState): unknown {
  return version === undefined ? undefined : (committed ?? values)[version.slot];
}

/** By which key the row of an object in one table is found, in the identity map's form. Throws FlushError where a part of it is NULL. */
export function rowIdentity(table: StoredTable, state: InstanceState): unknown {
  const { mapper, identity } = state;
  if (table === mapper && !(Array.isArray(identity) && identity.includes(null))) return identity;
  const row = state.committed ?? state.values;
  const key = table.primaryKeySlots.map((slot) => {
    const at = mapper.primaryKeySlots.indexOf(slot);
    const value = at < 0 ? row[slot] : state.key?.[at];
    if (value !== null && value !== undefined) return value;
    throw new FlushError(
      `The row of ${mapper.name} in table "${table.table.fullname}" cannot be written: its key ${mapper.name}.${table.columns[slot]?.key ?? ""} is NULL, as an outer join found no row there.`,
      "flush-missing-key",
    );
  });
  return key.length === 1 ? key[0] : key;
}
