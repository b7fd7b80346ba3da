import { ArgumentError } from "../../errors/argument.ts";
import { tellAttribute, tokenOf } from "../attribute/attribute-listeners.ts";
import type { AttributeHistory } from "../attribute/attribute-history.ts";
import { unlink } from "../attribute/collection-adapter.ts";
import { keepCommitted } from "../attribute/column-attribute.ts";
import { checkMember } from "../attribute/collection-events.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import { requireState } from "../contract/require-state.ts";
import { type InstanceState, NOT_LOADED, Status } from "../contract/state.ts";
import type { ClassMapper } from "./class-mapper.ts";

/** Sets an attribute by its name, as an assignment does: with validators, history and the other side of a relationship. */
export function setAttribute(entity: object, key: string, value: unknown): void {
  stateWith(entity, key);
  Reflect.set(entity, key, value);
}

/** Reads an attribute by its name, as `entity.key` does: on a sync session it is loaded when it is not in memory. */
export function getAttribute(entity: object, key: string): unknown {
  stateWith(entity, key);
  return Reflect.get(entity, key);
}

/** Empties an attribute, as Python's `del` does: a column and a reference become null, a collection loses its members. */
export function delAttribute(entity: object, key: string): void {
  const state = stateWith(entity, key);
  const property = state.mapper.properties.get(key);
  Reflect.set(entity, key, property?.kind === "relationship" && property.uselist ? [] : null);
}

/** What changed of an attribute since load or the last flush, as arrays: `added`, `unchanged`, `deleted`; never loads. */
export function getHistory(entity: object, key: string): AttributeHistory {
  const state = stateWith(entity, key);
  return (state.mapper as ClassMapper).history(state, key);
}

/**
 * Puts a value into an attribute as if it had been loaded: no history, no events, no UPDATE. For values that come from elsewhere, such as
 * a query of your own.
 *
 * ```ts
 * setCommittedValue(user, "tasks", tasks);         // user.tasks needs no SELECT now
 * ```
 */
export function setCommittedValue(entity: object, key: string, value: unknown): void {
  const state = stateWith(entity, key);
  if (value === undefined)
    throw new ArgumentError(
      `setCommittedValue() of ${state.mapper.name}.${key} got undefined; expected a value, or null.`,
    );
  const property = state.mapper.properties.get(key);
  if (property?.kind === "relationship") {
    commitRelationship(state, property, value);
    return;
  }
  const slot = property?.slot ?? -1;
  // The row that objects share is never written.
  if (state.values === state.mapper.expiredRow) state.values = state.values.slice();
  state.values[slot] = value;
  if (state.committed !== undefined) {
    state.committed = state.committed.slice();
    state.committed[slot] = value;
  }
}

function commitRelationship(state: InstanceState, property: RelationshipProperty, value: unknown): void {
  if (property.inDatabase)
    throw new ArgumentError(
      `${property.mapper.name}.${property.key} stays in the database: it holds no members that could be set.`,
    );
  const related = state.ownRelated();
  if (!property.uselist) {
    if (value !== null) checkMember(property, value);
    related[property.slot] = value;
    state.committedRelated?.delete(property.slot);
    return;
  }
  const members = property.collection.read(property, value);
  for (const member of members) checkMember(property, member);
  const former = related[property.slot];
  if (former !== undefined) unlink(former as object);
  const fresh = property.collection.create(state, property);
  for (const member of members) property.collection.load(fresh, member);
  related[property.slot] = fresh;
  state.pendingRelated?.delete(property.slot);
}

/**
 * Has the next flush write a column although its value seems unchanged, as after an edit inside of a JSON value. Throws
 * ArgumentError for an attribute that is not loaded. Columns that are `mutable` need none of this.
 */
export function flagModified(entity: object, key: string): void {
  const state = stateWith(entity, key);
  const property = state.mapper.properties.get(key);
  if (property === undefined || property.kind === "relationship")
    throw new ArgumentError(
      `flagModified() takes the name of a column; ${state.mapper.name}.${key} is a relationship.`,
    );
  const value = state.values[property.slot];
  if (value === NOT_LOADED || value === undefined) {
    throw new ArgumentError(
      `${state.mapper.name}.${key} is not loaded, so that there is nothing to write. Read it first, or assign it.`,
      "not-loaded",
    );
  }
  if (property.kind === "column" && property.listeners !== undefined)
    tellAttribute(state, property, "modified", tokenOf(property, "modified"));
  if (state.status < Status.persistent) return;
  if (state.committed === undefined) keepCommitted(state);
  state.committed = (state.committed as unknown[]).slice();
  state.committed[property.slot] = NOT_LOADED;
}

/** Has the next flush look at an object, so that its listeners (`beforeFlush`, `beforeUpdate`) see it, without a change of a column. */
export function flagDirty(entity: object): void {
  const state = requireState(entity);
  state.session?.noteModified(state);
}

/** The state of an object that has such an attribute; a relationship is configured then. */
function stateWith(entity: object, key: string): InstanceState {
  const state = requireState(entity);
  const mapper = state.mapper as ClassMapper;
  if (mapper.isRelationship(key)) mapper.relationship(key);
  else if (
    mapper.column(key) === undefined &&
    mapper.value(key) === undefined &&
    !mapper.attributeDeclarations.has(key)
  )
    throw mapper.unknownAttribute(key);
  return state;
}
