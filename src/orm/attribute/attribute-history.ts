import { ArgumentError } from "../../errors/argument.ts";
import { type InstanceState, NOT_LOADED } from "../contract/state.ts";
import { noteEdits } from "./mutable-attribute.ts";
import { relatedStates, relationshipHistory } from "./history.ts";

/** What changed of an attribute, as arrays. */
export interface AttributeHistory {
  readonly added: readonly unknown[];
  readonly unchanged: readonly unknown[];
  readonly deleted: readonly unknown[];
  hasChanges(): boolean;
}

/** The history of one attribute by name; never loads. */
export function getHistory(state: InstanceState, name: string): AttributeHistory {
  const property = state.mapper.properties.get(name);
  if (property === undefined)
    throw new ArgumentError(`${state.mapper.name} has no attribute "${name}".`, "unknown-attribute");
  if (property.kind === "relationship") {
    const history = relationshipHistory(state, property);
    if (history === undefined) return historyOf([], entities(relatedStates(state, property)), []);
    const added = property.uselist ? entities(history.added) : [state.related?.[property.slot] ?? null];
    return historyOf(added, entities(history.unchanged), entities(history.deleted));
  }
  noteEdits(state);
  const value = state.values[property.slot];
  const shown = value === NOT_LOADED || value === undefined ? [] : [value];
  if (state.key === undefined) return historyOf(shown, [], []);
  const before = state.committed === undefined ? value : state.committed[property.slot];
  if (before === value) return historyOf([], shown, []);
  return historyOf(shown, [], before === NOT_LOADED || before === undefined ? [] : [before]);
}

/** A history of those values. */
export function historyOf(added: unknown[], unchanged: unknown[], deleted: unknown[]): AttributeHistory {
  return { added, unchanged, deleted, hasChanges: () => added.length + deleted.length > 0 };
}

function entities(states: readonly InstanceState[]): object[] {
  return states.map((state) => state.entity);
}
