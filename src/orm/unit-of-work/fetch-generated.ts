import type { CoreConnection } from "../../engine/core-connection.ts";
import type { Flow } from "../../flow/flow.ts";
import { selectNode } from "../../sql/nodes/select.ts";
import { Select } from "../../sql/select.ts";
import type { Mapper } from "../contract/mapper.ts";
import { type InstanceState, NOT_LOADED, PEER_LIMIT, Status } from "../contract/state.ts";
import { keyCondition } from "../loading/key-condition.ts";
import type { ClassMapper } from "../mapping/class-mapper.ts";
import type { FlushUndo } from "../persistence/flush-undo.ts";
import { writeSlot } from "../persistence/write-slot.ts";
import { KeyIndex } from "../strategy/key-index.ts";

/** Reads what the database made of objects that were just written, for classes with `eagerDefaults`: one SELECT for many of them. */
export function* fetchGenerated(
  connection: CoreConnection,
  mapper: Mapper,
  states: readonly InstanceState[],
  undo: FlushUndo,
): Flow<void> {
  const slots = mapper.columns
    .filter(({ slot, column }) => !column.deferred && states.some((state) => isUnknown(state, slot)))
    .map(({ slot }) => slot);
  if (slots.length === 0) return;
  const wanting = states.filter((state) => slots.some((slot) => isUnknown(state, slot)));
  const arrays = connection.dialect.capabilities.arraysOfRows;
  const size = arrays ? wanting.length : PEER_LIMIT;
  for (let at = 0; at < wanting.length; at += size)
    yield* fetchPage(connection, mapper as ClassMapper, wanting.slice(at, at + size), slots, undo);
}

function* fetchPage(
  connection: CoreConnection,
  mapper: ClassMapper,
  states: readonly InstanceState[],
  slots: readonly number[],
  undo: FlushUndo,
): Flow<void> {
  const byKey = new KeyIndex<InstanceState>();
  const keys = states.map(keyOf);
  keys.forEach((key, at) => byKey.set(key, states[at] as InstanceState));
  const columns = [...mapper.primaryKeySlots, ...slots].map((slot) => mapper.entity.column(slot).node);
  const arrays = keys.length > 1 && connection.dialect.capabilities.arraysOfRows;
  const node = selectNode({ columns, where: [keyCondition(mapper, keys, arrays).node] });
  const result = yield* connection.execute(new Select(node));
  const width = mapper.primaryKeySlots.length;
  for (const row of result.all()) {
    const state = byKey.get(row.slice(0, width));
    if (state === undefined) continue;
    slots.forEach((slot, at) => {
      if (isUnknown(state, slot)) writeSlot(state, slot, row[width + at], undo);
    });
  }
}

/** Whether this flush made a value unknown. */
function isUnknown({ values, committed, status }: InstanceState, slot: number): boolean {
  if (values[slot] !== NOT_LOADED) return false;
  return status === Status.pending || (committed !== undefined && committed[slot] !== NOT_LOADED);
}

/** The key that the row has by now. */
function keyOf({ mapper, values, key }: InstanceState): unknown[] {
  return mapper.primaryKeySlots.map((slot, at) => (values[slot] === NOT_LOADED ? key?.[at] : values[slot]));
}
