import { FlushError } from "../../errors/orm.ts";
import { brandOf } from "../../util/brand.ts";
import type { IdentityTable } from "../contract/identity.ts";
import type { Mapper } from "../contract/mapper.ts";
import { type InstanceState, NOT_LOADED } from "../contract/state.ts";
import type { FlushWork } from "./flush-work.ts";

/**
 * Looks at new objects that bring their own primary key. Where the session holds another object with that key, this is
 * an error, unless that object is being deleted: then the new one takes over its row, and one UPDATE replaces DELETE and INSERT.
 */
export function findRowSwitches(work: FlushWork): void {
  let base: Mapper | undefined;
  let table: IdentityTable | undefined;
  for (const state of work.inserts) {
    if (table === undefined || state.mapper.base !== base) {
      ({ base } = state.mapper);
      table = work.context.identityMap.of(base);
    }
    if (table.size === 0) continue;
    const key = givenKey(state);
    if (key === undefined) continue;
    const existing = table.get(key);
    if (existing === undefined || existing === state) continue;
    if (!work.deletes.has(existing)) {
      // Its own key may be about to change; the database decides then.
      if (work.updates.has(existing) && existing.committed !== undefined) continue;
      throw conflict(state, key);
    }
    work.rowSwitches.set(state, existing);
  }
}

/** The primary key that a new object was given, complete; undefined when a part of it comes later. */
function givenKey({ values, mapper }: InstanceState): unknown[] | undefined {
  const slots = mapper.primaryKeySlots;
  const first = values[slots[0] as number];
  if (first === undefined || first === null) return undefined;
  const key: unknown[] = [];
  for (const slot of slots) {
    const value = values[slot];
    if (value === undefined || value === null || value === NOT_LOADED || brandOf(value) !== undefined) return undefined;
    key.push(value);
  }
  return key;
}

export function conflict({ mapper }: InstanceState, key: readonly unknown[]): FlushError {
  return new FlushError(
    `A new ${mapper.name} has the primary key (${key.map(String).join(", ")}), which a persistent ${mapper.name} of this session has already. ` +
      "Change that object, or use session.merge(); to replace it, delete it first.",
    "flush-conflict",
  );
}
