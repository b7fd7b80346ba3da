import type { Flow } from "../../flow/flow.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import type { InstanceState } from "../contract/state.ts";
import type { FlushUndo } from "../persistence/flush-undo.ts";
import { updateSlots } from "../persistence/update-states.ts";
import type { FlushWork } from "./flush-work.ts";
import { clearKey, copyKey } from "./synchronize.ts";

/** Fills, after all INSERTs, the foreign keys of `postUpdate` relationships. */
export function* executePostUpdates(work: FlushWork, undo: FlushUndo): Flow<void> {
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
  }
  yield* sendUpdates(work, holders, undo);
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
    const slots = property.pairs.map(({ toSlot }) => toSlot).sort((a, b) => a - b);
    const mapper = property.direction === "oneToMany" ? property.target : property.mapper;
    yield* updateSlots(yield* work.context.connection(mapper), mapper, states, slots, undo);
  }
}
