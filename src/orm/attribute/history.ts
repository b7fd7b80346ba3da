import { brandOf } from "../../util/brand.ts";
import { shortLived, shortLivedOf } from "../../util/short-lived.ts";
import { stateOf } from "../contract/entity.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import { type InstanceState, NOT_LOADED, Status } from "../contract/state.ts";
import { adapterOf, copyOf, membersOf } from "./collection-adapter.ts";

/** Column slots whose value differs from the committed row. A value set to what it was is no change. */
export function changedSlots(state: InstanceState): number[] {
  const { committed, values, mapper } = state;
  const out: number[] = [];
  if (committed === undefined || committed === values) return out;
  for (const property of mapper.columns) {
    const { slot } = property;
    const value = values[slot];
    const before = committed[slot];
    if (value === before || value === NOT_LOADED) continue;
    if (
      before === NOT_LOADED ||
      before === undefined ||
      before === null ||
      value === null ||
      brandOf(value) !== undefined ||
      !property.column.type.compareValues(value, before)
    ) {
      out.push(slot);
    }
  }
  return out;
}

/** What a flush sees of a relationship since load or the last flush. */
export class RelationshipHistory {
  readonly added: InstanceState[];
  readonly unchanged: InstanceState[] = shortLived<InstanceState>();
  readonly deleted: InstanceState[];

  constructor(added: InstanceState[], deleted: InstanceState[]) {
    this.added = added;
    this.deleted = deleted;
  }
}

/** The change of a relationship, or undefined when there is none (or it is not in memory). Members of new objects are all `added`. */
export function relationshipHistory(
  state: InstanceState,
  property: RelationshipProperty,
): RelationshipHistory | undefined {
  const value = state.related?.[property.slot];
  if (!property.uselist) return scalarHistory(state, property, value);
  const pending = state.pendingRelated?.get(property.slot);
  if (value === undefined) {
    return pending === undefined || pending.added.size + pending.removed.size === 0
      ? undefined
      : new RelationshipHistory([...pending.added], [...pending.removed]);
  }
  const collection = value as object;
  if (state.status < Status.persistent) {
    const added = states(new Set(membersOf(collection)));
    return added.length === 0 ? undefined : new RelationshipHistory(added, shortLived<InstanceState>());
  }
  const snapshot = adapterOf(collection)?.snapshot;
  if (snapshot === undefined) return undefined;
  const list = Array.isArray(collection) ? (collection as readonly object[]) : copyOf(collection);
  if (sameMembers(snapshot, list)) return undefined;
  const before = new Set(snapshot);
  const now = new Set(list);
  const history = new RelationshipHistory(shortLived<InstanceState>(), shortLived<InstanceState>());
  for (const entity of now) push(before.has(entity) ? history.unchanged : history.added, entity);
  for (const entity of before) if (!now.has(entity)) push(history.deleted, entity);
  return history.added.length + history.deleted.length === 0 ? undefined : history;
}

function scalarHistory(
  state: InstanceState,
  property: RelationshipProperty,
  value: unknown,
): RelationshipHistory | undefined {
  if (value === undefined) return undefined;
  const current = stateOf(value);
  const kept = state.committedRelated;
  if (state.status < Status.persistent) {
    // What an object had when it was made transient is no change; its foreign key says it.
    const isFormer = kept?.has(property.slot) === true && kept.get(property.slot) === value;
    if (isFormer && (current === undefined || current.status >= Status.persistent)) return undefined;
    if (current !== undefined) return new RelationshipHistory(listOf(current), listOf(undefined));
    // null was assigned, and wins over the foreign key.
    return property.direction === "manyToOne"
      ? new RelationshipHistory(listOf(undefined), listOf(undefined))
      : undefined;
  }
  if (kept === undefined || !kept.has(property.slot)) return undefined;
  const before = kept.get(property.slot);
  if (before === value) return undefined;
  const old = stateOf(before);
  return new RelationshipHistory(listOf(current), listOf(old));
}

function listOf(state: InstanceState | undefined): InstanceState[] {
  return state === undefined ? shortLived<InstanceState>() : shortLivedOf(state);
}

/** The members that are in memory; never loads. */
export function relatedStates(state: InstanceState, property: RelationshipProperty): InstanceState[] {
  const value = state.related?.[property.slot];
  if (value === undefined || value === null) {
    const pending = property.uselist ? state.pendingRelated?.get(property.slot) : undefined;
    return pending === undefined ? shortLived<InstanceState>() : [...pending.added];
  }
  if (!property.uselist) return listOf(stateOf(value));
  return states(membersOf(value));
}

function states(entities: Iterable<object>): InstanceState[] {
  const out = shortLived<InstanceState>();
  for (const entity of entities) push(out, entity);
  return out;
}

function push(out: InstanceState[], entity: object): void {
  const state = stateOf(entity);
  if (state !== undefined) out.push(state);
}

function sameMembers(a: readonly object[], b: readonly object[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
