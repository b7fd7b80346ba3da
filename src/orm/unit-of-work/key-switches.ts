import type { Flow } from "../../flow/flow.ts";
import { selectNode } from "../../sql/nodes/select.ts";
import { brandOf } from "../../util/brand.ts";
import type { Mapper } from "../contract/mapper.ts";
import type { SyncPair } from "../contract/property.ts";
import { type InstanceState, NOT_LOADED, Status } from "../contract/state.ts";
import { loadSelect } from "../loading/execute-select.ts";
import { columnsIn } from "../loading/key-condition.ts";
import type { ClassMapper } from "../mapping/class-mapper.ts";
import type { FlushUndo } from "../persistence/flush-undo.ts";
import { writeSlot } from "../persistence/write-slot.ts";
import { KeyIndex } from "../strategy/key-index.ts";
import { mapperOrder } from "./mapper-order.ts";
import type { FlushWork } from "./flush-work.ts";
import { type KeyLink, KeyLinks, type SwitchedAssociation } from "./key-links.ts";

/** An object whose row gets a new value that other rows refer to, with the row as it is now. */
interface Switched {
  readonly state: InstanceState;
  readonly before: readonly unknown[];
}

/**
 * Objects that refer to others by values that this flush changes follow them: in memory only, where the database does the
 * same to their rows (ON UPDATE CASCADE), or by UPDATEs, with `passiveUpdates: false`. What follows may be referred to in turn.
 */
export function* followKeySwitches(work: FlushWork, undo: FlushUndo): Flow<void> {
  let wave: Switched[] = [];
  for (const state of work.updates) {
    if (state.committed !== undefined && !work.deletes.has(state)) wave.push({ state, before: rowOf(state) });
  }
  if (wave.length === 0) return;
  const links = new KeyLinks(work.context);
  const met = new Map<KeyLink, Set<InstanceState>>();
  while (wave.length > 0) {
    const next: Switched[] = [];
    for (const [mapper, switched] of byMapper(wave)) {
      for (const link of links.to(mapper)) yield* follow(work, undo, link, switched, met, next);
      for (const property of mapper.relationships) {
        if (property.direction !== "manyToMany" || property.viewonly || property.passiveUpdates) continue;
        const slots = property.localPairs.map(({ slot }) => slot);
        for (const each of switched) {
          if (!differs(each, slots)) continue;
          const change: SwitchedAssociation = {
            before: slots.map((slot) => each.before[slot]),
            after: slots.map((slot) => each.state.values[slot]),
          };
          const list = work.switchedAssociations.get(property);
          if (list === undefined) work.switchedAssociations.set(property, [change]);
          else list.push(change);
        }
      }
    }
    wave = next;
  }
}

function* follow(
  work: FlushWork,
  undo: FlushUndo,
  link: KeyLink,
  switched: readonly Switched[],
  met: Map<KeyLink, Set<InstanceState>>,
  next: Switched[],
): Flow<void> {
  const fromSlots = link.pairs.map(({ fromSlot }) => fromSlot);
  const parents = new KeyIndex<InstanceState>();
  const unread: (readonly unknown[])[] = [];
  for (const each of switched) {
    if (!differs(each, fromSlots)) continue;
    const key = fromSlots.map((slot) => each.before[slot]);
    if (key.some((value) => value === null || value === undefined || value === NOT_LOADED)) continue;
    parents.set(key, each.state);
    if (link.reads !== undefined && each.state.related?.[link.reads.slot] === undefined) unread.push(key);
  }
  if (parents.size === 0) return;
  const toSlots = link.pairs.map(({ toSlot }) => toSlot);
  if (unread.length > 0) {
    const { entity } = link.holder as ClassMapper;
    const columns = toSlots.map((slot) => entity.column(slot));
    const where = [columnsIn(columns, unread).node];
    yield* loadSelect(work.context, selectNode({ columns: [entity.node], where }), { eager: false });
  }
  let seen = met.get(link);
  if (seen === undefined) met.set(link, (seen = new Set()));
  for (const holder of work.context.identityMap.of(link.holder).values()) {
    if (!holder.mapper.isa(link.holder) || seen.has(holder) || holder.status !== Status.persistent) continue;
    const before = rowOf(holder);
    const parent = parents.get(toSlots.map((slot) => before[slot]));
    if (parent === undefined) continue;
    seen.add(holder);
    if (link.passive) cascade(work, undo, link.pairs, parent, holder, before);
    else if (!rewrite(work, undo, link.pairs, parent, holder)) continue;
    next.push({ state: holder, before });
  }
}

/** The database changes the row along with its parent's: memory takes that over, and finds the row by the key that it has then. */
function cascade(
  work: FlushWork,
  undo: FlushUndo,
  pairs: readonly SyncPair[],
  parent: InstanceState,
  holder: InstanceState,
  before: readonly unknown[],
): void {
  const { mapper, key = [] } = holder;
  undo.keep(holder);
  const values = holder.values.slice();
  const committed = holder.committed?.slice();
  const newKey = key.slice();
  for (const { fromSlot, toSlot } of pairs) {
    const value = parent.values[fromSlot];
    const at = mapper.primaryKeySlots.indexOf(toSlot);
    if (at >= 0) newKey[at] = value;
    if (values[toSlot] !== NOT_LOADED && values[toSlot] === before[toSlot]) values[toSlot] = value;
    if (committed !== undefined && committed[toSlot] !== NOT_LOADED) committed[toSlot] = value;
  }
  holder.values = values;
  holder.committed = committed;
  if (newKey.every((value, at) => value === key[at])) {
    work.cascaded.set(holder, work.cascaded.get(holder));
    return;
  }
  undo.keepIdentity(holder);
  work.cascaded.set(holder, work.cascaded.get(holder) ?? key);
  holder.key = newKey;
}

/** The foreign key of the holder is written by an UPDATE of its own; false when it got another value anyway. */
function rewrite(
  work: FlushWork,
  undo: FlushUndo,
  pairs: readonly SyncPair[],
  parent: InstanceState,
  holder: InstanceState,
): boolean {
  if (work.deletes.has(holder)) return false;
  const row = rowOf(holder);
  let wrote = false;
  for (const { fromSlot, toSlot } of pairs) {
    const value = holder.values[toSlot];
    if (value !== row[toSlot] && value !== NOT_LOADED) continue;
    writeSlot(holder, toSlot, parent.values[fromSlot], undo);
    wrote = true;
  }
  if (wrote) work.updates.add(holder);
  return wrote;
}

/** The values that the row has in the database, as far as they are known: an expired key is known by the identity. */
function rowOf({ committed, values, mapper, key }: InstanceState): readonly unknown[] {
  const row = committed ?? values;
  let own: unknown[] | undefined;
  for (const [at, slot] of mapper.primaryKeySlots.entries()) {
    if (row[slot] !== NOT_LOADED || key === undefined) continue;
    own ??= row.slice();
    own[slot] = key[at];
  }
  return own ?? row;
}

/** Whether one of some columns gets another value. What an SQL expression gives is known to the database alone. */
function differs({ state, before }: Switched, slots: readonly number[]): boolean {
  const { values, mapper } = state;
  let changed = false;
  for (const slot of slots) {
    const value = values[slot];
    if (value === before[slot] || value === NOT_LOADED) continue;
    const { type } = (mapper.columns[slot] as (typeof mapper.columns)[number]).column;
    if (brandOf(value) !== undefined) return false;
    if (value === null || before[slot] === null || before[slot] === undefined) changed = true;
    else if (!type.compareValues(value, before[slot])) changed = true;
  }
  return changed;
}

/** By class, those that others refer to first: what they pass on may change a key that is passed on in turn. */
function byMapper(wave: readonly Switched[]): (readonly [Mapper, readonly Switched[]])[] {
  const lists = new Map<Mapper, Switched[]>();
  for (const each of wave) {
    const list = lists.get(each.state.mapper);
    if (list === undefined) lists.set(each.state.mapper, [each]);
    else list.push(each);
  }
  if (lists.size === 1) return [...lists];
  const order = mapperOrder(new Set([...lists.keys()].map(({ base }) => base))).flatMap(({ members }) => members);
  return [...lists].toSorted(([a], [b]) => order.indexOf(a.base) - order.indexOf(b.base));
}
