import type { Flow } from "../../flow/flow.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import type { Mapper } from "../contract/mapper.ts";
import type { InstanceState } from "../contract/state.ts";
import type { FlushUndo } from "../persistence/flush-undo.ts";
import { uniqueKeys } from "../persistence/unique-keys.ts";
import { updateSlots } from "../persistence/update-states.ts";
import { writeSlot } from "../persistence/write-slot.ts";
import type { FlushWork } from "./flush-work.ts";
import { clearKey, copyKey } from "./synchronize.ts";

/** Fills, after all INSERTs, the foreign keys of `postUpdate` relationships; where they are unique, those that others get are emptied first. */
export function* executePostUpdates(work: FlushWork, undo: FlushUndo): Flow<void> {
  const former = new Map<InstanceState, readonly unknown[]>();
  const holders = new Map<RelationshipProperty, InstanceState[]>();
  for (const { property, source, holder } of work.postUpdates) {
    if (source !== undefined && work.deletes.has(holder)) continue;
    const before = property.pairs.map(({ toSlot }) => holder.values[toSlot]);
    if (source === undefined || work.deletes.has(source)) clearKey(property, holder, undefined, undo);
    else copyKey(property, source, holder, undo);
    if (property.pairs.every(({ toSlot }, i) => holder.values[toSlot] === before[i])) continue;
    const list = holders.get(property);
    if (list === undefined) holders.set(property, [holder]);
    else if (!list.includes(holder)) list.push(holder);
    if (!former.has(holder)) former.set(holder, before);
  }
  for (const [property, states] of holders) yield* freeFirst(work, property, states, former, undo);
  yield* sendUpdates(work, holders, undo);
}

/** `UPDATE t SET a = NULL WHERE t.id = ?` for rows of which others get the unique foreign key. */
function* freeFirst(
  work: FlushWork,
  property: RelationshipProperty,
  states: readonly InstanceState[],
  former: ReadonlyMap<InstanceState, readonly unknown[]>,
  undo: FlushUndo,
): Flow<void> {
  if (states.length < 2) return;
  const mapper = holderOf(property);
  const slots = slotsOf(property);
  const { dialect } = yield* work.context.connection(mapper);
  if (!uniqueKeys(mapper, dialect).keys.some((key) => key.slots.every((slot) => slots.includes(slot)))) return;
  const order = property.pairs.map(({ toSlot }) => toSlot);
  const wanted = new Set(states.map(({ values }) => order.map((slot) => String(values[slot])).join()));
  const giving = states.filter((state) => wanted.has((former.get(state) ?? []).map(String).join()));
  if (giving.length === 0) return;
  const values = giving.map((state) => slots.map((slot) => state.values[slot]));
  for (const state of giving) for (const slot of slots) writeSlot(state, slot, null, undo);
  yield* updateSlots(yield* work.context.connection(mapper), mapper, giving, slots, undo);
  for (const [i, state] of giving.entries())
    for (const [at, slot] of slots.entries()) writeSlot(state, slot, values[i]?.[at], undo);
}

/** The class with the foreign key. */
function holderOf({ direction, target, mapper }: RelationshipProperty): Mapper {
  return direction === "oneToMany" ? target : mapper;
}

function slotsOf({ pairs }: RelationshipProperty): number[] {
  return pairs.map(({ toSlot }) => toSlot).sort((a, b) => a - b);
}

/** Empties, before any DELETE, the foreign keys by which deleted rows refer to each other through `postUpdate` relationships. */
export function* nullPostUpdates(work: FlushWork, undo: FlushUndo): Flow<void> {
  const holders = new Map<RelationshipProperty, InstanceState[]>();
  for (const state of work.deletes) {
    for (const property of state.mapper.relationships) {
      if (!property.postUpdate || property.viewonly || property.direction !== "manyToOne") continue;
      if (property.pairs.every(({ toSlot }) => state.values[toSlot] === null)) continue;
      clearKey(property, state, undefined, undo);
      const list = holders.get(property);
      if (list === undefined) holders.set(property, [state]);
      else list.push(state);
    }
  }
  yield* sendUpdates(work, holders, undo);
}

function* sendUpdates(
  work: FlushWork,
  holders: ReadonlyMap<RelationshipProperty, InstanceState[]>,
  undo: FlushUndo,
): Flow<void> {
  for (const [property, states] of holders) {
    const mapper = holderOf(property);
    yield* updateSlots(yield* work.context.connection(mapper), mapper, states, slotsOf(property), undo);
  }
}
