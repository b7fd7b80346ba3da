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
  if (modifiedStates.size === work.modifiedCount) modifiedStates.clear();
  else for (const state of updates) modifiedStates.delete(state);
  deletedStates.clear();
  for (const state of deletes) {
    const key = work.cascaded.get(state) ?? state.key;
    if (key !== undefined) context.identityMap.of(state.mapper).delete(key);
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
  let switched: InstanceState[] | undefined;
  for (const state of updates) {
    if (state.status !== Status.persistent) continue;
    if (keyChanged(state)) (switched ??= []).push(state);
    commitState(state);
    context.recordChanged(state);
  }
  for (const [state, oldKey] of work.cascaded) {
    if (state.status !== Status.persistent) continue;
    if (oldKey !== undefined && switched?.includes(state) !== true) (switched ??= []).push(state);
    context.recordChanged(state);
  }
  if (switched !== undefined) switchKeys(work, switched);
}

/** Changed primary keys: all old ones leave the identity map before the new ones come in, as keys may have been swapped. */
function switchKeys({ context, cascaded }: FlushWork, states: readonly InstanceState[]): void {
  const oldKeys = states.map((state) => cascaded.get(state) ?? state.key ?? []);
  for (const [i, { mapper }] of states.entries()) context.identityMap.of(mapper).delete(oldKeys[i] ?? []);
  for (const [i, state] of states.entries()) {
    state.identity = identityOf(state);
    context.identityMap.of(state.mapper).setSingle(state.identity, state);
    context.recordKeySwitch(state, oldKeys[i] ?? []);
  }
}

/** Whether the primary key of a persistent object was written. */
function keyChanged(state: InstanceState): boolean {
  if (state.committed === undefined) return false;
  const { mapper, values, identity } = state;
  const slots = mapper.primaryKeySlots;
  if (slots.length === 1) return partChanged(mapper, slots[0] as number, values, identity);
  return slots.some((slot, i) => partChanged(mapper, slot, values, (identity as readonly unknown[])[i]));
}

function partChanged(mapper: Mapper, slot: number, values: readonly unknown[], before: unknown): boolean {
  const value = values[slot];
  // NOT_LOADED: an expired key column that nobody wrote.
  if (value === before || value === NOT_LOADED) return false;
  return mapper.columns[slot]?.column.type.compareValues(value, before) !== true;
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
