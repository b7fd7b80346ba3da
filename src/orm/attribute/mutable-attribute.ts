import { isDeepStrictEqual } from "node:util";
import { deepCopy } from "../../util/deep-copy.ts";
import { construction, Entity } from "../contract/entity.ts";
import { type HandedOut, type InstanceState, NOT_LOADED, Status } from "../contract/state.ts";
import { keepCommitted, setColumn } from "./column-attribute.ts";
import { unloadedColumn } from "./unloaded.ts";

/** Puts the accessor of a column declared by `mutable()` on a model's prototype: what it hands out may be edited in place. */
export function defineMutableAttribute(prototype: object, key: string, slot: number): void {
  Object.defineProperty(prototype, key, {
    configurable: true,
    enumerable: false,
    get(this: Entity): unknown {
      const state = Entity.state(this);
      const known = state.values[slot];
      const value = known === NOT_LOADED ? unloadedColumn(state, slot) : known;
      watch(state, slot, state.values[slot]);
      return value;
    },
    set(this: Entity, value: unknown): void {
      const state = Entity.state(this);
      if (construction.state === state) return;
      // What was edited before it was replaced is not what the database has.
      noteEdits(state);
      setColumn(state, slot, value);
    },
  });
}

/** Keeps a copy of what a slot holds, so that the next flush can tell whether it was edited. */
function watch(state: InstanceState, slot: number, value: unknown): void {
  if (typeof value !== "object" || value === null || state.status < Status.persistent) return;
  const known = state.handedOut?.get(slot);
  if (known?.object === value) return;
  // What was assigned since the last flush is written as it is then.
  if (state.committed !== undefined && state.committed[slot] !== value) return;
  const entry: HandedOut = { object: value, copy: deepCopy(value) };
  (state.handedOut ??= new Map<number, HandedOut>()).set(slot, entry);
  state.session?.noteTouched(state);
}

/** After a flush: the program may still hold what was assigned or edited, and edit it further. */
export function watchAgain(state: InstanceState): void {
  state.handedOut = undefined;
  for (const slot of state.mapper.mutableSlots) watch(state, slot, state.values[slot]);
}

/** Finds values that were edited in place: their columns count as written, and what was loaded as the committed value. */
export function noteEdits(state: InstanceState): boolean {
  const { handedOut } = state;
  if (handedOut === undefined || state.status < Status.persistent) return false;
  let found = false;
  for (const [slot, { object, copy }] of handedOut) {
    if (state.values[slot] !== object) {
      // Another value was assigned, or it was loaded again.
      handedOut.delete(slot);
      continue;
    }
    if (state.committed !== undefined && state.committed[slot] !== object) {
      // Found before.
      found = true;
      continue;
    }
    const type = state.mapper.columns[slot]?.column.type;
    if (type?.compareValues(object, copy) === true || isDeepStrictEqual(object, copy)) continue;
    if (state.committed === undefined) keepCommitted(state);
    (state.committed as unknown as unknown[])[slot] = copy;
    found = true;
  }
  return found;
}
