import type { CoreConnection } from "../../engine/core-connection.ts";
import type { Dialect } from "../../dialect/dialect.ts";
import { DatabaseError } from "../../errors/database.ts";
import { FlushError } from "../../errors/orm.ts";
import type { Flow } from "../../flow/flow.ts";
import { select } from "../../sql/select.ts";
import type { Mapper } from "../contract/mapper.ts";
import type { ColumnProperty } from "../contract/property.ts";
import type { InstanceState } from "../contract/state.ts";
import type { FlushUndo } from "../persistence/flush-undo.ts";
import { NULL_STANDS_IN, type StandIn, standIn } from "../persistence/stand-in.ts";
import type { UniqueKey } from "../persistence/unique-keys.ts";
import { sendSlots } from "../persistence/update-states.ts";
import { writeSlot } from "../persistence/write-slot.ts";
import { byMapper, type FlushWork } from "./flush-work.ts";
import { byKey } from "./state-order.ts";
import { foreignKeysTo } from "./early-deletes.ts";

/** Rows that give up unique values before they get their own, with what the columns hold in between. */
export type AsideRows = Map<InstanceState, Map<number, StandIn>>;

export interface AsideColumn {
  readonly slot: number;
  readonly source: StandIn;
}

/** The column of a unique key that can be given another value in between; undefined: none. */
export function columnToSetAside(
  mapper: Mapper,
  key: UniqueKey,
  dialect: Dialect,
  isDeleted: boolean,
): AsideColumn | undefined {
  const referred = new Set(foreignKeysTo(mapper.table).flatMap(({ elements }) => elements.map(({ column }) => column)));
  let best: AsideColumn | undefined;
  for (const slot of key.slots) {
    const property = mapper.columns[slot] as ColumnProperty;
    // What refers to the row follows it from value to value, but not back from NULL; what is to be deleted is found by its old key.
    const isReferred = referred.has(property.column);
    if (isReferred && isDeleted) continue;
    const source = standIn(property, dialect, !isReferred && !key.nullsEqual);
    if (source === NULL_STANDS_IN) return { slot, source };
    if (source !== undefined && (best === undefined || (source.certain && !best.source.certain)))
      best = { slot, source };
  }
  return best;
}

/** Notes that a row is to be set aside; a value serves where NULL would not. */
export function noteAside(rows: AsideRows, state: InstanceState, columns: readonly AsideColumn[]): void {
  let own = rows.get(state);
  if (own === undefined) rows.set(state, (own = new Map()));
  for (const { slot, source } of columns) {
    const known = own.get(slot);
    if (known === undefined || known === NULL_STANDS_IN) own.set(slot, source);
  }
}

/** `UPDATE t SET a = NULL WHERE t.id = ?`, or with a value that no row has. The objects keep what they are to get. */
export function* setAside(work: FlushWork, undo: FlushUndo, rows: AsideRows): Flow<void> {
  for (const [mapper, states] of byMapper(rows.keys())) {
    const connection = yield* work.context.connection(mapper);
    const shapes = new Map<string, InstanceState[]>();
    for (const state of byKey(states)) {
      const shape = [...(rows.get(state)?.keys() ?? [])].sort((a, b) => a - b).join(",");
      const list = shapes.get(shape);
      if (list === undefined) shapes.set(shape, [state]);
      else list.push(state);
    }
    for (const [shape, list] of shapes) {
      const slots = shape.split(",").map(Number);
      const wanted = list.map(({ values }) => slots.map((slot) => values[slot]));
      for (const slot of slots) {
        const sources = list.map((state) => rows.get(state)?.get(slot) ?? NULL_STANDS_IN);
        const values = yield* standInValues(connection, mapper.columns[slot] as ColumnProperty, sources);
        for (const [i, state] of list.entries()) writeSlot(state, slot, values[i], undo);
      }
      try {
        yield* sendSlots(connection, mapper, list, slots);
      } catch (error) {
        throw error instanceof DatabaseError ? refused(mapper, slots, error) : error;
      }
      for (const [i, state] of list.entries()) keepTrack(work, undo, state, slots, wanted[i] as unknown[]);
    }
  }
}

function* standInValues(
  connection: CoreConnection,
  property: ColumnProperty,
  sources: readonly StandIn[],
): Flow<unknown[]> {
  const guess = sources.find(({ certain }) => !certain);
  return guess === undefined
    ? sources.map((source) => source.make())
    : yield* freeValues(connection, property, guess, sources.length);
}

const ATTEMPTS = 10;

/** As many values as there are objects, which no row has by now. */
function* freeValues(
  connection: CoreConnection,
  { column, mapper, key }: ColumnProperty,
  source: StandIn,
  length: number,
): Flow<unknown[]> {
  const free = new Map<unknown, unknown>();
  for (let attempt = 0; attempt < ATTEMPTS && free.size < length; attempt++) {
    const tried = new Map<unknown, unknown>();
    for (let i = free.size; i < length; i++) {
      const value = source.make();
      tried.set(column.type.identityKey(value), value);
    }
    const result = yield* connection.execute(select(column).where(column.in([...tried.values()])));
    const taken = new Set(result.all().map(([value]) => column.type.identityKey(value)));
    for (const [identity, value] of tried) if (!taken.has(identity)) free.set(identity, value);
  }
  if (free.size === length) return [...free.values()];
  throw new FlushError(
    `${mapper.name}.${key} is unique and changes hands in this flush, but ${ATTEMPTS} values by chance were all taken, so that no row can be set aside with one. ` +
      "Flush in between: give one of the objects another value first.",
    "unique-swap",
  );
}

/** The object has again what it is to get; the row is found by the key that it has meanwhile. */
function keepTrack(
  work: FlushWork,
  undo: FlushUndo,
  state: InstanceState,
  slots: readonly number[],
  wanted: readonly unknown[],
): void {
  const { values, mapper, key = [] } = state;
  let newKey: unknown[] | undefined;
  for (const [i, slot] of slots.entries()) {
    const at = mapper.primaryKeySlots.indexOf(slot);
    if (at >= 0) (newKey ??= key.slice())[at] = values[slot];
    values[slot] = wanted[i];
  }
  if (newKey === undefined) return;
  undo.keepIdentity(state);
  work.cascaded.set(state, work.cascaded.get(state) ?? key);
  state.key = newKey;
}

function refused(mapper: Mapper, slots: readonly number[], cause: DatabaseError): FlushError {
  const names = slots.map((slot) => `${mapper.name}.${mapper.columns[slot]?.key ?? ""}`).join(", ");
  return new FlushError(
    `Unique values change hands in this flush, for which ${names} has to have another value in between; the database refused that: ${cause.message} ` +
      "Flush in between, with a value that it takes; or make the column nullable, or the constraint deferrable and initially deferred.",
    "unique-swap",
    { cause },
  );
}
