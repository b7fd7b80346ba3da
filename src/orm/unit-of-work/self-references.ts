import type { CoreConnection } from "../../engine/core-connection.ts";
import type { Flow } from "../../flow/flow.ts";
import type { Column } from "../../schema/column.ts";
import { relatedStates } from "../attribute/history.ts";
import type { Mapper } from "../contract/mapper.ts";
import type { InstanceState } from "../contract/state.ts";
import type { FlushUndo } from "../persistence/flush-undo.ts";
import { sendSlots } from "../persistence/update-states.ts";
import { writeSlot } from "../persistence/write-slot.ts";

/** `UPDATE t SET parentId = NULL WHERE t.id = ?` for rows that refer to themselves and are about to go, where the database would keep them. */
export function* emptySelfReferences(
  connection: CoreConnection,
  mapper: Mapper,
  states: readonly InstanceState[],
  undo: FlushUndo,
): Flow<void> {
  if (connection.dialect.capabilities.deletesSelfReferring) return;
  for (const slots of selfReferences(mapper)) {
    const own = states.filter((state) => refersToItself(state, slots));
    if (own.length === 0) continue;
    const before = own.map(({ values }) => slots.map((slot) => values[slot]));
    for (const state of own) for (const slot of slots) writeSlot(state, slot, null, undo);
    yield* sendSlots(connection, mapper, own, slots);
    for (const [i, state] of own.entries())
      for (const [at, slot] of slots.entries()) state.values[slot] = before[i]?.[at];
  }
}

/** Foreign keys of a class's table to itself that may be NULL, and that the database does not empty by itself. */
function selfReferences(mapper: Mapper): (readonly number[])[] {
  const slotOf = (column: Column<string, unknown>): number => mapper.slotOf(column) ?? -1;
  return mapper.table.foreignKeyConstraints
    .filter(
      ({ columns, options, elements }) =>
        (options.ondelete === undefined || /^(RESTRICT|NO ACTION)$/i.test(options.ondelete)) &&
        columns.every((column) => column.nullable && slotOf(column) >= 0) &&
        elements[0]?.column.table === mapper.table,
    )
    .map(({ columns }) => columns.map(slotOf).sort((a, b) => a - b));
}

/** Whether a row refers to itself, by what is in memory of its foreign key or of its relationships. */
function refersToItself(state: InstanceState, slots: readonly number[]): boolean {
  const { mapper } = state;
  return mapper.relationships.some((property) => {
    if (property.viewonly || property.target.base !== mapper.base || property.direction === "manyToMany") return false;
    if (!property.pairs.every(({ toSlot }) => slots.includes(toSlot))) return false;
    const row = state.committed ?? state.values;
    return (
      property.pairs.every(
        ({ fromSlot, toSlot }) => row[toSlot] === row[fromSlot] && typeof row[toSlot] !== "symbol",
      ) || relatedStates(state, property).includes(state)
    );
  });
}
