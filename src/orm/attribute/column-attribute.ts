import { ArgumentError } from "../../errors/argument.ts";
import { IllegalStateChangeError } from "../../errors/state.ts";
import { attributeEvents } from "../contract/attribute-events.ts";
import { construction, Entity, inHand } from "../contract/entity.ts";
import { type InstanceState, NOT_LOADED, Status } from "../contract/state.ts";
import { answeredColumn } from "./attribute-listeners.ts";
import { unloadedColumn } from "./unloaded.ts";
import { validated, validators } from "./validators.ts";

/** Puts the accessor of a mapped column on a model's prototype; `slot` is its place in InstanceState.values. */
export function defineColumnAttribute(prototype: object, key: string, slot: number): void {
  Object.defineProperty(prototype, key, {
    configurable: true,
    enumerable: false,
    get(this: Entity): unknown {
      const state = Entity.state(this);
      const value = state.values[slot];
      return value === NOT_LOADED ? unloadedColumn(state, slot) : value;
    },
    set(this: Entity, value: unknown): void {
      const state = Entity.state(this);
      if (construction.state !== state) setColumn(state, slot, value);
    },
  });
}

/** Puts the accessor of a mapped SQL expression on a model's prototype; it is read only. */
export function defineExpressionAttribute(prototype: object, key: string, slot: number, givenByQuery: boolean): void {
  Object.defineProperty(prototype, key, {
    configurable: true,
    enumerable: false,
    get(this: Entity): unknown {
      const state = Entity.state(this);
      const value = state.values[slot];
      if (value !== NOT_LOADED) return value;
      return givenByQuery ? null : unloadedColumn(state, slot);
    },
    set(this: Entity): void {
      const state = Entity.state(this);
      if (construction.state === state) return;
      throw new ArgumentError(
        `${state.mapper.name}.${key} cannot be assigned: an SQL expression gives its value, or a query that is only read.`,
        "read-only-attribute",
      );
    },
  });
}

/** Writes a column value as an attribute assignment does. */
export function setColumn(state: InstanceState, slot: number, given: unknown): void {
  const value =
    validators.version === 0 || given === undefined
      ? given
      : validated(state, state.mapper.values[slot]?.key ?? "", given);
  if (value === undefined) {
    const key = state.mapper.values[slot]?.key ?? "";
    throw new ArgumentError(
      `${state.mapper.name}.${key} was set to undefined. Expected a value, or null for SQL NULL; use session.expire(object, ["${key}"]) to have it loaded again.`,
      "undefined-value",
    );
  }
  if (state.session?.flushing === true && inHand.state !== state) throw changedInFlush(state, slot);
  const taken = attributeEvents.used ? answeredColumn(state, slot, value) : value;
  if (state.status >= Status.persistent && state.committed === undefined) keepCommitted(state);
  state.values[slot] = taken;
}

/** The flush would take the new value for written. */
function changedInFlush(state: InstanceState, slot: number): IllegalStateChangeError {
  return new IllegalStateChangeError(
    `${state.mapper.name}.${state.mapper.values[slot]?.key ?? ""} was set while its session is flushing, from a default or hook of the flush or by another task; the flush could lose the value. Set it before the flush, or after it has ended.`,
  );
}

/** The first write since load or flush: what was loaded stays as the committed row, the changes go to a copy. */
export function keepCommitted(state: InstanceState): void {
  state.committed = state.values;
  state.values = state.values.slice();
  state.session?.noteModified(state);
}
