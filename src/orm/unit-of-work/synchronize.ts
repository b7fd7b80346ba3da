import { FlushError } from "../../errors/orm.ts";
import type { Mapper } from "../contract/mapper.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import { type InstanceState, NOT_LOADED, Status } from "../contract/state.ts";
import type { FlushUndo } from "../persistence/flush-undo.ts";
import { writeSlot } from "../persistence/write-slot.ts";
import type { FlushWork, SyncOperation } from "./flush-work.ts";

/** Foreign keys that wait for the INSERT of the row that they refer to, by the hierarchy of the object that holds them. */
export type WaitingSyncs = Map<Mapper, SyncOperation[]>;

/**
 * Fills the foreign keys whose values are known before the first statement, and sorts out those that wait for a
 * generated key. Where an object lost one parent and got another, the new one wins.
 */
export function synchronizeKnown(work: FlushWork, undo: FlushUndo): WaitingSyncs {
  const waiting: WaitingSyncs = new Map();
  const { syncs, deletes } = work;
  const filled = needsClearing(work) ? new Map<InstanceState, Set<number>>() : undefined;
  for (const operation of syncs) {
    const { source, holder, property } = operation;
    if (source === undefined || isMoot(work, operation)) continue;
    if (filled !== undefined) noteFilled(filled, holder, property);
    if (source.status !== Status.pending) {
      copyKey(property, source, holder, undo);
      continue;
    }
    const base = holder.mapper.base;
    const list = waiting.get(base);
    if (list === undefined) waiting.set(base, [operation]);
    else list.push(operation);
  }
  if (filled !== undefined) {
    for (const operation of syncs) {
      const { source, holder, property } = operation;
      if (
        deletes.has(holder) ||
        holder.status === Status.transient ||
        (source !== undefined && !isMoot(work, operation))
      )
        continue;
      clearKey(property, holder, filled.get(holder), undo);
    }
  }
  return waiting;
}

/** Fills the foreign keys of objects about to be written from objects that were inserted before. */
export function synchronizeWaiting(work: FlushWork, operations: readonly SyncOperation[], undo: FlushUndo): void {
  const anyDeleted = work.deletes.size > 0;
  for (const { source, holder, property } of operations) {
    if (source === undefined || (anyDeleted && work.deletes.has(holder))) continue;
    copyKey(property, source, holder, undo);
  }
}

/** Copies the referred values into a foreign key. */
export function copyKey(
  property: RelationshipProperty,
  source: InstanceState,
  holder: InstanceState,
  undo: FlushUndo,
): void {
  for (const { fromSlot, toSlot } of property.pairs) {
    const value = currentValue(source, fromSlot);
    if (value === undefined || value === null) {
      throw new FlushError(
        `${holder.mapper.name}.${holder.mapper.columns[toSlot]?.key ?? ""} cannot be filled along ${property.mapper.name}.${property.key}: ` +
          `${source.mapper.name}.${source.mapper.columns[fromSlot]?.key ?? ""} of the object that it refers to has no value.`,
      );
    }
    if (holder.values[toSlot] !== value) writeSlot(holder, toSlot, value, undo);
  }
}

/** Sets a foreign key to NULL, except columns that another relationship has just filled. */
export function clearKey(
  property: RelationshipProperty,
  holder: InstanceState,
  filled: ReadonlySet<number> | undefined,
  undo: FlushUndo,
): void {
  for (const { toSlot } of property.pairs) {
    if (filled?.has(toSlot) === true) continue;
    if (holder.mapper.primaryKeySlots.includes(toSlot)) {
      if (holder.status === Status.pending) continue;
      throw new FlushError(
        `${holder.mapper.name}.${holder.mapper.columns[toSlot]?.key ?? ""} is part of the primary key and cannot be set to NULL, which taking a ${holder.mapper.name} out of ${property.mapper.name}.${property.key} asks for. ` +
          `Delete the object instead, or declare ${property.mapper.name}.${property.key} with cascade: ["all", "delete-orphan"].`,
      );
    }
    if (holder.values[toSlot] !== null) writeSlot(holder, toSlot, null, undo);
  }
}

/** The value of a column as the database has it, or will have it by the end of the flush. */
export function currentValue(state: InstanceState, slot: number): unknown {
  const value = state.values[slot];
  if (value !== NOT_LOADED) return value;
  const at = state.mapper.primaryKeySlots.indexOf(slot);
  if (at >= 0 && state.key !== undefined) return state.key[at];
  return state.session?.loadColumn(state, slot);
}

/** An operation that nothing comes of: its holder is deleted, or the parent that took the holder in is. */
function isMoot(work: FlushWork, { source, holder, property }: SyncOperation): boolean {
  const { deletes } = work;
  if (source === undefined) return false;
  // Pending objects that the flush has let go of: orphans, members of deleted owners.
  if (source.status === Status.transient || holder.status === Status.transient) return true;
  if (deletes.size === 0) return false;
  if (deletes.has(holder)) return true;
  if (!deletes.has(source)) return false;
  return property.direction === "oneToMany" || property.reverse?.direction === "oneToMany";
}

function needsClearing(work: FlushWork): boolean {
  for (const operation of work.syncs) if (operation.source === undefined || isMoot(work, operation)) return true;
  return false;
}

function noteFilled(
  filled: Map<InstanceState, Set<number>>,
  holder: InstanceState,
  property: RelationshipProperty,
): void {
  let slots = filled.get(holder);
  if (slots === undefined) filled.set(holder, (slots = new Set()));
  for (const { toSlot } of property.pairs) slots.add(toSlot);
}
