import { commitState } from "../attribute/commit.ts";
import type { IdentityTable } from "../contract/identity.ts";
import type { Mapper } from "../contract/mapper.ts";
import { type InstanceState, NOT_LOADED, Status } from "../contract/state.ts";
import type { FlushWork } from "./flush-work.ts";
import { conflict } from "./row-switches.ts";

/** Makes memory agree with the database, after the last statement: keys, identity map, committed values, the session's sets. */
export function finalize(work: FlushWork): void {
  const { context, inserts, updates, deletes } = work;
  const { newStates, modifiedStates, deletedStates } = context;
  checkIdentities(work);
  // What a listener added or changed while statements ran stays for the next flush.
  for (const state of modifiedStates)
    if (updates.has(state) || state.status !== Status.persistent || deletes.has(state)) modifiedStates.delete(state);
  deletedStates.clear();
  for (const state of deletes) {
    if (state.key !== undefined) context.identityMap.of(state.mapper).delete(state.key);
    state.status = Status.deleted;
    context.recordDeleted(state);
  }
  let base: Mapper | undefined;
  let table: IdentityTable | undefined;
  for (const state of inserts) {
    if (table === undefined || state.mapper.base !== base) {
      ({ base } = state.mapper);
      table = context.identityMap.of(base);
    }
    state.identity = identityOf(state);
    state.status = Status.persistent;
    table.setSingle(state.identity, state);
    commitState(state);
    context.recordInserted(state);
  }
  if (newStates.size === inserts.length) newStates.clear();
  else for (const state of inserts) newStates.delete(state);
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
    if (state.status !== Status.persistent || committed === undefined || key === undefined || !keyChanged(state))
      continue;
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

/** The database may give a key that an object of the session has: it was loaded or made behind the flush's back. */
function checkIdentities(work: FlushWork): void {
  let base: Mapper | undefined;
  let table: IdentityTable | undefined;
  for (const state of work.inserts) {
    if (state.mapper.base !== base) {
      ({ base } = state.mapper);
      table = work.context.identityMap.of(base);
      if (table.size === 0) table = undefined;
    }
    if (table === undefined) continue;
    const identity = identityOf(state);
    const existing = table.getSingle(identity);
    if (existing === undefined || work.deletes.has(existing)) continue;
    // An object whose own key changes in this flush leaves its old one free.
    if (work.updates.has(existing) && keyChanged(existing)) continue;
    throw conflict(state, Array.isArray(identity) ? identity : [identity]);
  }
}
