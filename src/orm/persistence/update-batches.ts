import { FlushError } from "../../errors/orm.ts";
import type { ColumnElement } from "../../sql/column-element.ts";
import { brandOf } from "../../util/brand.ts";
import { changedSlots } from "../attribute/history.ts";
import type { StoredTable } from "../contract/mapper.ts";
import { type InstanceState, NOT_LOADED } from "../contract/state.ts";
import { Absent, columnProfile } from "./column-profile.ts";
import { evaluateDefault } from "./evaluate-default.ts";
import type { FlushUndo } from "./flush-undo.ts";
import { knownVersion, rowIdentity } from "./key-condition.ts";
import { slotSetKey } from "./slot-set.ts";
import { writeSlot } from "./write-slot.ts";

/** Consecutive changed objects that one UPDATE statement serves. */
export interface UpdateBatch {
  readonly mapper: StoredTable;
  readonly states: InstanceState[];
  /** The primary keys that the rows are found by, in the identity map's form. */
  readonly identities: unknown[];
  /** The versions that the rows have, where the class counts them; undefined where they are not asked for. */
  readonly versions: unknown[] | undefined;
  /** Slots that are set, ascending. */
  readonly slots: readonly number[];
  readonly shape: number | string;
  /** SQL expressions among the new values, by slot: such an object is a batch of its own. */
  readonly expressions: ReadonlyMap<number, ColumnElement<unknown>> | undefined;
}

/**
 * Groups objects by the columns that changed; objects without a changed column fall out. One that takes over the row of
 * another (`rowSwitches`) sets every column of it.
 */
export function updateBatches(
  mapper: StoredTable,
  states: readonly InstanceState[],
  rowSwitches: ReadonlyMap<InstanceState, InstanceState>,
  undo: FlushUndo,
): UpdateBatch[] {
  const batches: UpdateBatch[] = [];
  const hasOnUpdate = columnProfile(mapper).onupdate.length > 0;
  let batch: UpdateBatch | undefined;
  for (const state of states) {
    const replaced = rowSwitches.size === 0 ? undefined : rowSwitches.get(state);
    const changed = replaced === undefined ? changedSlots(state) : completeSlots(mapper, state);
    const slots = mapper === state.mapper ? changed : changed.filter((slot) => mapper.columns[slot] !== undefined);
    // The version counts changes in all tables of the object.
    if (slots.length === 0 && (changed.length === 0 || mapper.version?.next === undefined)) continue;
    if (hasOnUpdate && slots.length > 0) addOnUpdate(mapper, state, slots, undo);
    const identity = rowIdentity(mapper, replaced ?? state);
    const version = knownVersion(mapper, replaced ?? state);
    addVersion(mapper, state, version, slots, undo);
    const expressions = expressionsOf(state, slots);
    const shape = slotSetKey(slots);
    if (batch !== undefined && expressions === undefined && batch.expressions === undefined && batch.shape === shape) {
      batch.states.push(state);
      batch.identities.push(identity);
      batch.versions?.push(version);
      continue;
    }
    const versions = mapper.version === undefined ? undefined : [version];
    batch = { mapper, states: [state], identities: [identity], versions, slots, shape, expressions };
    batches.push(batch);
  }
  return batches;
}

/** Columns with an `onupdate` that were not changed themselves. */
function addOnUpdate(table: StoredTable, state: InstanceState, slots: number[], undo: FlushUndo): void {
  const { onupdate } = columnProfile(table);
  let added = false;
  for (const slot of onupdate) {
    const property = table.columns[slot];
    const source = property?.column.onupdate;
    if (property === undefined || source === undefined || slots.includes(slot)) continue;
    writeSlot(state, slot, evaluateDefault(source, property, state.values), undo);
    slots.push(slot);
    added = true;
  }
  if (added) slots.sort((a, b) => a - b);
}

/** The next version, unless the program has set one itself or the database makes it. */
function addVersion(
  table: StoredTable,
  state: InstanceState,
  version: unknown,
  slots: number[],
  undo: FlushUndo,
): void {
  const counter = table.version;
  if (counter?.next === undefined || slots.includes(counter.slot)) return;
  writeSlot(state, counter.slot, counter.next(version === NOT_LOADED ? null : version), undo);
  slots.push(counter.slot);
  slots.sort((a, b) => a - b);
}

/** All columns but the key; those that were not given a value get their default, or NULL. */
function completeSlots(table: StoredTable, state: InstanceState): number[] {
  const { absent, primaryKey, size } = columnProfile(table);
  const { values } = state;
  const out: number[] = [];
  for (let slot = 0; slot < size; slot++) {
    if (primaryKey[slot] === true || absent[slot] === Absent.elsewhere) continue;
    // The version goes on from that of the row, unless the program has set one.
    if (slot === table.version?.slot && values[slot] === undefined) continue;
    if (values[slot] === undefined || values[slot] === NOT_LOADED) {
      const property = table.columns[slot];
      const source = property?.column.default;
      const kind = absent[slot];
      if (kind === Absent.server) {
        values[slot] = NOT_LOADED;
        continue;
      }
      values[slot] =
        property === undefined || source === undefined ? null : evaluateDefault(source, property, state.values);
    }
    out.push(slot);
  }
  return out;
}

/** The object would be known by its old key, and its row by another. */
function keyExpression({ mapper }: InstanceState, slot: number): FlushError {
  const { name } = mapper;
  const key = mapper.columns[slot]?.key;
  return new FlushError(
    `${name}.${key} is part of the primary key and was set to an SQL expression, so that nobody would know the object's row afterwards. Give the value itself, or use update(${name}).set({ ${key}: … }) and read the object again.`,
    "flush-key-expression",
  );
}

function expressionsOf(
  state: InstanceState,
  slots: readonly number[],
): Map<number, ColumnElement<unknown>> | undefined {
  let out: Map<number, ColumnElement<unknown>> | undefined;
  for (const slot of slots) {
    const value = state.values[slot];
    if (typeof value === "object" && value !== null && brandOf(value) === "expr") {
      if (state.mapper.primaryKeySlots.includes(slot)) throw keyExpression(state, slot);
      (out ??= new Map()).set(slot, value);
    }
  }
  return out;
}
