import { ArgumentError } from "../../errors/argument.ts";
import { defineDispatch } from "../../event/dispatch.ts";
import { callListener, refusePromise } from "../../event/emit.ts";
import { Column } from "../../schema/column.ts";
import {
  AttributeDispatch,
  type AttributeEventName,
  type AttributeEventToken,
  type AttributeOperation,
} from "../contract/attribute-events.ts";
import { Entity } from "../contract/entity.ts";
import type { ColumnProperty, RelationshipProperty } from "../contract/property.ts";
import { type InstanceState, NOT_LOADED, Status } from "../contract/state.ts";
import { unloadedColumn } from "./unloaded.ts";

type Listened = ColumnProperty | RelationshipProperty;

/** The attributes that stand for a column, of all classes that map its table. */
const attributesOf = new WeakMap<Column<string, unknown>, ColumnProperty[]>();

/** Makes the columns of a class known, once it has its accessors. */
export function registerAttributes(properties: readonly ColumnProperty[]): void {
  for (const property of properties) {
    const known = attributesOf.get(property.column);
    if (known === undefined) {
      attributesOf.set(property.column, [property]);
      continue;
    }
    property.listeners = known[0]?.listeners;
    known.push(property);
    if (property.listeners?.hears("initScalar") === true) watchFirstRead(property);
  }
}

/** The listeners of a column of a mapped class; undefined for a column that no class maps. */
export function dispatchOfColumn(column: Column<string, unknown>): AttributeDispatch | undefined {
  const properties = attributesOf.get(column);
  if (properties === undefined) return undefined;
  const known = properties[0]?.listeners;
  if (known !== undefined) return known;
  const dispatch = new AttributeDispatch("column", (name) => {
    if (name === "initScalar") properties.forEach(watchFirstRead);
  });
  for (const property of properties) property.listeners = dispatch;
  return dispatch;
}

// `listen` takes undefined for an object without events.
defineDispatch<Column<string, unknown>, unknown>(Column.prototype, (column) => dispatchOfColumn(column) as never);

/** The listeners of a relationship. */
export function dispatchOfRelationship(property: RelationshipProperty): AttributeDispatch {
  return (property.listeners ??= new AttributeDispatch(property.uselist ? "collection" : "reference"));
}

const tokens = new WeakMap<Listened, Map<AttributeOperation, AttributeEventToken>>();

/** What began a change of an attribute. */
export function tokenOf(property: Listened, op: AttributeOperation): AttributeEventToken {
  let known = tokens.get(property);
  if (known === undefined) tokens.set(property, (known = new Map<AttributeOperation, AttributeEventToken>()));
  let token = known.get(op);
  if (token === undefined) {
    token = Object.freeze({ op, key: property.key, class: property.mapper.class });
    known.set(op, token);
  }
  return token;
}

/** Which of the listeners of an event: those that may change the value, those that may not, or all in their order. */
type Which = "answering" | "watching" | "all";

/** Has the listeners of an event look at a value, and gives what those with `retval` make of it. */
export function ask(
  state: InstanceState,
  property: Listened,
  name: AttributeEventName,
  which: Which,
  given: unknown,
  ...rest: readonly unknown[]
): unknown {
  const { listeners: dispatch } = property;
  const listeners = dispatch?.listeners(name);
  if (dispatch === undefined || listeners === undefined) return given;
  let value = given;
  for (const listener of listeners) {
    const answers = listener.options.retval === true;
    if (answers ? which === "watching" : which === "answering") continue;
    const answer = callListener(dispatch, name, listener, [state.entity, value, ...rest]);
    refusePromise(name, answer);
    if (!answers) continue;
    if (answer === undefined && name !== "initScalar") throw withoutValue(property, name);
    value = answer;
  }
  return value;
}

/** Tells the listeners of an event; what they return is not used. */
export function tellAttribute(
  state: InstanceState,
  property: Listened,
  name: AttributeEventName,
  ...rest: readonly unknown[]
): void {
  const { listeners: dispatch } = property;
  for (const listener of dispatch?.listeners(name) ?? [])
    refusePromise(name, callListener(dispatch as AttributeDispatch, name, listener, [state.entity, ...rest]));
}

/** The value that a column takes: what its listeners make of the one that the program assigns. */
export function answeredColumn(state: InstanceState, slot: number, value: unknown): unknown {
  const property = state.mapper.values[slot];
  if (property?.kind !== "column" || property.listeners?.hears("set") !== true) return value;
  let before = state.values[slot];
  if (before === NOT_LOADED)
    before =
      property.listeners.activeHistory && state.status >= Status.persistent ? unloadedColumn(state, slot) : undefined;
  return ask(state, property, "set", "all", value, before, tokenOf(property, "replace"));
}

function withoutValue(property: Listened, name: string): ArgumentError {
  return new ArgumentError(
    `A listener of "${name}" of ${property.mapper.name}.${property.key} with { retval: true } gave undefined. It has to give the value that the attribute takes: return value. Without { retval: true } what it returns is not used.`,
    "attribute-listener",
  );
}

const watched = new WeakSet<ColumnProperty>();

/** Has a column of new objects ask the listeners of `initScalar` when it is read without ever having been set. */
function watchFirstRead(property: ColumnProperty): void {
  if (watched.has(property)) return;
  watched.add(property);
  const { key, slot, mapper } = property;
  let prototype = mapper.class.prototype;
  while (!Object.hasOwn(prototype, key)) prototype = Object.getPrototypeOf(prototype) as object;
  const accessor = Object.getOwnPropertyDescriptor(prototype, key);
  Object.defineProperty(prototype, key, {
    ...accessor,
    get(this: Entity): unknown {
      const state = Entity.state(this);
      return state.values[slot] === undefined
        ? ask(state, property, "initScalar", "all", undefined)
        : accessor?.get?.call(this);
    },
  });
}
