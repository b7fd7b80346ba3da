import { ArgumentError } from "../../errors/argument.ts";
import { describeValue } from "../../util/describe.ts";
import { stateOf } from "../contract/entity.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import { type InstanceState, type PendingChanges, Status } from "../contract/state.ts";
import { AdaptedArray, appendSilently, type CollectionAdapter, removeSilently } from "./collection-adapter.ts";

/** Refuses what is no object of the relationship's class. */
export function checkMember(property: RelationshipProperty, value: unknown): InstanceState {
  const state = stateOf(value);
  if (state === undefined || !state.mapper.isa(property.target)) {
    throw new ArgumentError(
      `${property.mapper.name}.${property.key} takes objects of class ${property.target.name}; given was ${state === undefined ? describeValue(value) : `an object of class ${state.mapper.name}`}.`,
      "relationship-type",
    );
  }
  return state;
}

/** A member came in by a mutator: the other side follows, and the session gets to know. */
export function appended(adapter: CollectionAdapter, member: object): void {
  const { state, property } = adapter;
  const child = checkMember(property, member);
  state.session?.noteModified(state);
  const reverse = property.reverse;
  if (reverse !== undefined) {
    if (reverse.uselist) addToCollection(child, reverse, state);
    else pointTo(child, reverse, state);
  }
  if (property.cascade.saveUpdate) state.session?.cascadeAdd(child);
}

/** A member was taken out by a mutator. */
export function removed(adapter: CollectionAdapter, member: object): void {
  const { state, property } = adapter;
  const child = stateOf(member);
  if (child === undefined) return;
  state.session?.noteModified(state);
  const reverse = property.reverse;
  if (reverse !== undefined) {
    if (reverse.uselist) removeFromCollection(child, reverse, state);
    else if (child.related?.[reverse.slot] === state.entity) writeScalar(child, reverse, null);
  }
  if (property.cascade.deleteOrphan && child.status === Status.pending) child.session?.noteOrphan(child);
}

/** A scalar relationship was assigned: the collections (or the scalar) on the other side follow. */
export function replaced(state: InstanceState, property: RelationshipProperty, before: unknown, after: unknown): void {
  const old = stateOf(before);
  const target = stateOf(after);
  const reverse = property.reverse;
  if (reverse !== undefined) {
    if (old !== undefined) {
      if (reverse.uselist) removeFromCollection(old, reverse, state);
      else if (old.related?.[reverse.slot] === state.entity) writeScalar(old, reverse, null);
    }
    if (target !== undefined) {
      if (reverse.uselist) addToCollection(target, reverse, state);
      else pointTo(target, reverse, state);
    }
  }
  if (target !== undefined && property.cascade.saveUpdate) state.session?.cascadeAdd(target);
  if (old !== undefined && property.cascade.deleteOrphan && old.status === Status.pending) {
    old.session?.noteOrphan(old);
  }
}

/** Writes a scalar relationship and keeps what was there; no events. */
export function writeScalar(state: InstanceState, property: RelationshipProperty, value: object | null): void {
  const related = state.ownRelated();
  const before = related[property.slot];
  if (before === value) return;
  if (state.status >= Status.persistent) {
    const kept = (state.committedRelated ??= new Map<number, unknown>());
    if (!kept.has(property.slot)) kept.set(property.slot, before);
    state.session?.noteModified(state);
  }
  related[property.slot] = value;
}

/** Makes a child's scalar side point to its new parent, and takes it out of the former parent's collection. */
function pointTo(child: InstanceState, reverse: RelationshipProperty, parent: InstanceState): void {
  const before = knownScalar(child, reverse);
  if (before === parent.entity) {
    writeScalar(child, reverse, parent.entity);
    return;
  }
  const former = stateOf(before);
  const forward = reverse.reverse;
  if (former !== undefined && forward !== undefined) {
    if (forward.uselist) removeFromCollection(former, forward, child);
    else if (former.related?.[forward.slot] === child.entity) writeScalar(former, forward, null);
  }
  writeScalar(child, reverse, parent.entity);
}

/** The current value of a scalar relationship as far as it is in memory: loaded, or found by foreign key in the identity map. */
export function knownScalar(state: InstanceState, property: RelationshipProperty): unknown {
  const loaded = state.related?.[property.slot];
  if (loaded !== undefined || state.session === undefined || state.status < Status.persistent) return loaded;
  if (property.direction !== "manyToOne") return undefined;
  const slots = property.target.primaryKeySlots;
  const key = slots.map((slot) => {
    const pair = property.pairs.find((candidate) => candidate.fromSlot === slot);
    return pair === undefined ? undefined : state.values[pair.toSlot];
  });
  if (key.some((value) => value === undefined || value === null || typeof value === "symbol")) return undefined;
  return state.session.identityMap.of(property.target).get(key)?.entity;
}

function addToCollection(owner: InstanceState, property: RelationshipProperty, member: InstanceState): void {
  const list = owner.related?.[property.slot];
  if (list instanceof AdaptedArray) {
    if (list.includes(member.entity)) return;
    appendSilently(list, member.entity);
  } else if (owner.status >= Status.persistent) {
    const pending = pendingOf(owner, property);
    if (!pending.removed.delete(member)) pending.added.add(member);
  } else {
    const related = owner.ownRelated();
    const fresh = property.emptyCollection(owner);
    related[property.slot] = fresh;
    appendSilently(fresh as AdaptedArray, member.entity);
  }
  owner.session?.noteModified(owner);
}

function removeFromCollection(owner: InstanceState, property: RelationshipProperty, member: InstanceState): void {
  const list = owner.related?.[property.slot];
  if (list instanceof AdaptedArray) {
    removeSilently(list, member.entity);
  } else if (owner.status >= Status.persistent) {
    const pending = pendingOf(owner, property);
    if (!pending.added.delete(member)) pending.removed.add(member);
  }
  owner.session?.noteModified(owner);
}

function pendingOf(owner: InstanceState, property: RelationshipProperty): PendingChanges {
  const all = (owner.pendingRelated ??= new Map<number, PendingChanges>());
  let pending = all.get(property.slot);
  if (pending === undefined) all.set(property.slot, (pending = { added: new Set(), removed: new Set() }));
  return pending;
}
