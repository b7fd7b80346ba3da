import { ArgumentError } from "../../errors/argument.ts";
import { InvalidRequestError } from "../../errors/state.ts";
import { attributeEvents, type AttributeEventToken } from "../contract/attribute-events.ts";
import { construction, Entity } from "../contract/entity.ts";
import type { CollectionAdapter } from "../contract/collection.ts";
import type { Mapper } from "../contract/mapper.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import { type InstanceState, Status } from "../contract/state.ts";
import { adapterOf, copyOf, keepSnapshot, unlink } from "./collection-adapter.ts";
import { ask, tellAttribute, tokenOf } from "./attribute-listeners.ts";
import {
  addUnloaded,
  answeredMember,
  checkMember,
  entering,
  knownScalar,
  leaving,
  removeUnloaded,
  replace,
} from "./collection-events.ts";
import { relatedStates } from "./history.ts";
import { unloadedRelationship } from "./unloaded.ts";

/** Puts the accessor of a relationship on a model's prototype; the property is looked up when it is first used. */
export function defineRelationshipAttribute(prototype: object, key: string): void {
  let mapper: Mapper | undefined;
  let known: RelationshipProperty | undefined;
  const relationshipOf = (state: InstanceState): RelationshipProperty => {
    if (known === undefined || state.mapper !== mapper) {
      mapper = state.mapper;
      known = mapper.relationship(key);
    }
    return known;
  };
  Object.defineProperty(prototype, key, {
    configurable: true,
    enumerable: false,
    get(this: Entity): unknown {
      const state = Entity.state(this);
      return readRelationship(state, relationshipOf(state));
    },
    set(this: Entity, value: unknown): void {
      const state = Entity.state(this);
      if (construction.state !== state) setRelationship(state, relationshipOf(state), value);
    },
  });
}

/** What reading the attribute gives; loads it when it is not in memory. */
export function readRelationship(state: InstanceState, property: RelationshipProperty): unknown {
  const value = state.related?.[property.slot];
  if (property.inDatabase) return unloadedCollection(state, property);
  if (value === undefined) return readUnloaded(state, property);
  if (property.uselist) handOut(state, value);
  return value;
}

/** A write-only or dynamic collection: always the same one of an object. */
function unloadedCollection(state: InstanceState, property: RelationshipProperty): object {
  const { collections } = state;
  let made = collections.get(property.slot);
  if (made === undefined) collections.set(property.slot, (made = property.collectionOf(state)));
  return made;
}

function readUnloaded(state: InstanceState, property: RelationshipProperty): unknown {
  if (property.uselist && state.status < Status.persistent) {
    const fresh = property.collection.create(state, property);
    state.ownRelated()[property.slot] = fresh;
    handOut(state, fresh);
    return fresh;
  }
  const value = unloadedRelationship(state, property);
  if (property.uselist) handOut(state, value);
  else if (value === null && state.status < Status.persistent && property.listeners !== undefined)
    return ask(state, property, "initScalar", "all", undefined) ?? null;
  return value;
}

/** An array that the program can now write to by index: its members are kept for comparison at flush. */
function handOut(state: InstanceState, value: unknown): void {
  if (!Array.isArray(value)) return;
  const adapter = adapterOf(value);
  if (adapter === undefined || adapter.seen !== undefined) return;
  const isFresh = adapter.snapshot === undefined;
  keepSnapshot(value);
  adapter.seen = isFresh && adapter.snapshot !== undefined ? (adapter.snapshot as object[]) : copyOf(value);
  state.session?.noteTouched(state);
}

/** Writes a relationship as an attribute assignment does. */
export function setRelationship(state: InstanceState, property: RelationshipProperty, value: unknown): void {
  if (value === undefined) {
    throw new ArgumentError(
      `${property.mapper.name}.${property.key} was set to undefined. Expected ${property.uselist ? `${property.collection.describes} of ${property.target.name}` : `an object of class ${property.target.name}, or null`}.`,
      "undefined-value",
    );
  }
  if (property.inDatabase) setUnloaded(state, property, value);
  else if (property.uselist) setCollection(state, property, value);
  else setScalar(state, property, value);
}

function setScalar(state: InstanceState, property: RelationshipProperty, value: unknown): void {
  if (value !== null) checkMember(property, value, state);
  // The other side of a one-to-one holds the foreign key: who it is must be known, so that a flush can set its key to NULL.
  const before =
    property.direction === "oneToMany" || property.listeners?.activeHistory === true
      ? readRelationship(state, property)
      : knownScalar(state, property);
  replace(state, property, before, value);
}

/** A new object may be given members; those that rows have are not known, so that they cannot be replaced. */
function setUnloaded(state: InstanceState, property: RelationshipProperty, value: unknown): void {
  if (value === unloadedCollection(state, property)) return;
  if (state.status >= Status.persistent && property.lazy === "writeOnly") {
    throw new InvalidRequestError(
      `${property.mapper.name}.${property.key} was assigned, but the members that it has stay in the database and cannot be compared. Use its add(), addAll() and remove().`,
      "write-only",
    );
  }
  const members = property.collection.read(property, value);
  const initiator = bulkReplace(state, property, members);
  for (const member of members) checkMember(property, member, state);
  const after = new Set(members);
  // A dynamic collection asks the database.
  const before = new Set(
    state.status < Status.persistent ? [] : (unloadedCollection(state, property) as Iterable<object>),
  );
  for (const { entity } of relatedStates(state, property)) before.add(entity);
  for (const member of members) if (!before.has(member)) addUnloaded(state, property, member, initiator);
  for (const member of before) if (!after.has(member)) removeUnloaded(state, property, member, initiator);
}

function setCollection(state: InstanceState, property: RelationshipProperty, value: unknown): void {
  const { collection: kind } = property;
  const members = kind.read(property, value);
  const initiator = bulkReplace(state, property, members);
  for (const member of members) checkMember(property, member, state);
  // A new object may have none yet; what a persistent one has is loaded.
  const current =
    state.status < Status.persistent
      ? (state.related?.[property.slot] as object | undefined)
      : (readRelationship(state, property) as object);
  if (current === value) return;
  const fresh = kind.create(state, property);
  const adapter = adapterOf(fresh) as CollectionAdapter;
  let before: readonly object[] = [];
  if (current !== undefined) {
    keepSnapshot(current);
    const former = adapterOf(current);
    before = former?.seen ?? copyOf(current);
    adapter.snapshot = former?.snapshot;
  }
  const had = new Set(before);
  // The array is the one that kind.read() made.
  for (const [at, member] of members.entries()) {
    if (had.has(member)) continue;
    const taken = answeredMember(adapter, member, initiator);
    members[at] = taken;
    if (!had.has(taken)) entering(adapter, taken, initiator);
  }
  const after = new Set(members);
  for (const member of before) if (!after.has(member)) leaving(adapter, member, initiator);
  // The former collection stays as it is, and is no longer this object's.
  if (current !== undefined) unlink(current);
  state.ownRelated()[property.slot] = fresh;
  for (const member of members) kind.append(fresh, member);
  kind.settle?.(fresh);
  if (current !== undefined && property.listeners !== undefined)
    tellAttribute(state, property, "disposeCollection", current);
}

/** Has listeners look at what is assigned to a collection; they may change the list. Gives what began the changes that follow. */
function bulkReplace(
  state: InstanceState,
  property: RelationshipProperty,
  members: object[],
): AttributeEventToken | undefined {
  if (!attributeEvents.used) return undefined;
  const initiator = tokenOf(property, "bulkReplace");
  tellAttribute(state, property, "bulkReplace", members, initiator);
  return initiator;
}
