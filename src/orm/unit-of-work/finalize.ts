import { commitState } from "../attribute/commit.ts";
import { type InstanceState, NOT_LOADED, Status } from "../contract/state.ts";
import type { FlushWork } from "./flush-work.ts";
import { conflict } from "./row-switches.ts";

/** Makes memory agree with the database, after the last statement: keys, identity map, committed values, the session's sets. */
export function finalize(work: FlushWork): void {
  const { context, inserts, updates, deletes } = work;
  const { newStates, modifiedStates, deletedStates } = context;
  for (const state of inserts) checkIdentity(work, state);
  // Sets are emptied first: a commitState may note a collection as touched again.
  newStates.clear();
  modifiedStates.clear();
  deletedStates.clear();
  for (const state of deletes) {
    if (state.key !== undefined) context.identityMap.of(state.mapper).delete(state.key);
    state.status = Status.deleted;
    context.recordDeleted(state);
  }
  for (const state of inserts) {
    const identity = identityOf(state);
    state.identity = identity;
    state.status = Status.persistent;
    context.identityMap.of(state.mapper).setSingle(identity, state);
    commitState(state);
    context.recordInserted(state);
  }
  switchKeys(work);
  for (const state of updates) {
    if (state.status !== Status.persistent) continue;
    commitState(state);
    context.recordChanged?.(state);
  }
}

/** Changed primary keys: all old ones leave the identity map before the new ones come in, as keys may have been swapped. */
function switchKeys({ context, updates }: FlushWork): void {
  let switched: { state: InstanceState; oldKey: readonly unknown[] }[] | undefined;
  for (const state of updates) {
    const { key, committed } = state;
    if (state.status !== Status.persistent || committed === undefined || key === undefined || !keyChanged(state)) continue;
    (switched ??= []).push({ state, oldKey: key });
  }
  if (switched === undefined) return;
  for (const { state, oldKey } of switched) context.identityMap.of(state.mapper).delete(oldKey);
  for (const { state, oldKey } of switched) {
    state.identity = identityOf(state);
    context.identityMap.of(state.mapper).setSingle(state.identity, state);
    context.recordKeySwitch(state, oldKey);
  }
}

/** Whether the primary key of a persistent object was written. */
function keyChanged({ mapper, values, committed, key }: InstanceState): boolean {
  if (committed === undefined || key === undefined) return false;
  const slots = mapper.primaryKeySlots;
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i] as number;
    const value = values[slot];
    // An expired key column that nobody wrote.
    if (value === NOT_LOADED || value === key[i]) continue;
    if (mapper.columns[slot]?.column.type.compareValues(value, key[i]) !== true) return true;
  }
  return false;
}

/** The key in the identity map's form, from the columns; what is not loaded of it stays as it was. */
function identityOf({ mapper, values, identity }: InstanceState): unknown {
  const slots = mapper.primaryKeySlots;
  if (slots.length === 1) return values[slots[0] as number];
  return slots.map((slot, at) => (values[slot] === NOT_LOADED ? (identity as readonly unknown[])[at] : values[slot]));
}

/** The database gave a key that an object of the session has: it was loaded or made behind the flush's back. */
function checkIdentity(work: FlushWork, state: InstanceState): void {
  const identity = identityOf(state);
  const existing = work.context.identityMap.of(state.mapper).getSingle(identity);
  if (existing === undefined || existing === state || work.deletes.has(existing)) return;
  // An object whose own key changes in this flush leaves its old one free.
  if (work.updates.has(existing) && keyChanged(existing)) return;
  throw conflict(state, Array.isArray(identity) ? identity : [identity]);
}
