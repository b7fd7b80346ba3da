import type { CoreConnection } from "../../engine/core-connection.ts";
import { ArgumentError } from "../../errors/argument.ts";
import type { Flow } from "../../flow/flow.ts";
import { insertNode, updateNode } from "../../sql/nodes/dml.ts";
import type { Table } from "../../schema/table.ts";
import { describeValue } from "../../util/describe.ts";
import { changedSlots } from "../attribute/history.ts";
import { type InstanceState, NOT_LOADED } from "../contract/state.ts";
import { executeBulkInsert } from "../dml/bulk-insert.ts";
import { executeBulkUpdate } from "../dml/bulk-update.ts";
import type { ClassMapper } from "../mapping/class-mapper.ts";
import { requireMapper } from "../mapping/configure.ts";
import { inspectionOfMapper } from "../mapping/mapper-inspection.ts";
import { requireState } from "../contract/require-state.ts";
import type { SessionCore } from "./session-core.ts";

export interface BulkInsertOptions {
  /** Put generated primary keys into the objects that were given. Default: false. */
  readonly returnDefaults?: boolean;
}

export interface BulkSaveOptions extends BulkInsertOptions {
  /** Write only the columns that were changed since the object was loaded. Default: true. */
  readonly updateChangedOnly?: boolean;
  /** Keep to the order of the list; otherwise objects of one class and kind go together. Default: true. */
  readonly preserveOrder?: boolean;
}

type Row = Record<string, unknown>;

/** `session.bulkInsertMappings(Class, rows)`. */
export function* bulkInsert(
  session: SessionCore,
  cls: unknown,
  rows: Iterable<object>,
  options: BulkInsertOptions = {},
): Flow<void> {
  const mapper = requireMapper(cls);
  const given = listOf(rows, `bulkInsertMappings(${mapper.name})`) as Row[];
  session.checkNotFlushing("bulkInsertMappings()");
  if (given.length === 0) return;
  const keys = yield* insertRows(yield* session.connection(mapper), mapper, given, options.returnDefaults === true);
  const names = inspectionOfMapper(mapper).primaryKey;
  keys?.forEach((key, at) => names.forEach((name, part) => ((given[at] as Row)[name] = key[part])));
}

/** `session.bulkUpdateMappings(Class, rows)`. */
export function* bulkUpdate(session: SessionCore, cls: unknown, rows: Iterable<object>): Flow<void> {
  const mapper = requireMapper(cls);
  const given = listOf(rows, `bulkUpdateMappings(${mapper.name})`);
  session.checkNotFlushing("bulkUpdateMappings()");
  if (given.length > 0) yield* updateRows(yield* session.connection(mapper), mapper, given);
}

/** `session.bulkSaveObjects(objects)`: inserts those without a row, updates the others; none of them becomes the session's. */
export function* bulkSave(session: SessionCore, entities: Iterable<object>, options: BulkSaveOptions = {}): Flow<void> {
  const states = listOf(entities, "bulkSaveObjects()").map(requireState);
  session.checkNotFlushing("bulkSaveObjects()");
  for (const group of groupsOf(states, options.preserveOrder !== false)) {
    const [first] = group;
    if (first === undefined) continue;
    const mapper = first.mapper as ClassMapper;
    const connection = yield* session.connection(mapper);
    if (first.key === undefined) {
      const rows = group.map((state) => rowOf(mapper, state, mapper.allSlots));
      const keys = yield* insertRows(connection, mapper, rows, options.returnDefaults === true);
      keys?.forEach((key, at) => {
        const { values } = group[at] as InstanceState;
        mapper.primaryKeySlots.forEach((slot, part) => (values[slot] = key[part]));
      });
      continue;
    }
    const rows = group
      .map((state) => {
        const slots = options.updateChangedOnly === false ? mapper.allSlots : changedSlots(state);
        if (slots.length === 0) return undefined;
        const row = rowOf(mapper, state, [...mapper.primaryKeySlots, ...slots]);
        const { version } = mapper;
        const key = version === undefined ? undefined : mapper.columns[version.slot]?.key;
        if (version !== undefined && key !== undefined) row[key] = (state.committed ?? state.values)[version.slot];
        return row;
      })
      .filter((row) => row !== undefined);
    if (rows.length > 0) yield* updateRows(connection, mapper, rows);
  }
}

/** Gives the primary keys of the rows, when they are wanted. */
function* insertRows(
  connection: CoreConnection,
  mapper: ClassMapper,
  rows: readonly Row[],
  wantsKeys: boolean,
): Flow<(readonly unknown[])[] | undefined> {
  const node = insertNode({ table: tableOf(mapper).node, entity: mapper.entity.node });
  const results = yield* executeBulkInsert(connection, node, mapper, rows, undefined, wantsKeys);
  return wantsKeys ? results.flatMap((result) => result.insertedPrimaryKeyRows) : undefined;
}

function updateRows(connection: CoreConnection, mapper: ClassMapper, rows: readonly unknown[]): Flow<number> {
  const node = updateNode({ table: tableOf(mapper).node, entity: mapper.entity.node });
  return executeBulkUpdate(connection, node, mapper, rows, undefined);
}

/** The one table that rows are written to. */
function tableOf(mapper: ClassMapper): Table {
  if (mapper.entity.plain) return mapper.table;
  throw new ArgumentError(
    `Rows in bulk are written to one table; ${mapper.name} maps a join or subquery. Name a class of the table, or add objects to the session.`,
  );
}

/** Neighbours of one class and kind, or all of one class and kind. */
function groupsOf(states: readonly InstanceState[], inOrder: boolean): InstanceState[][] {
  const groups: InstanceState[][] = [];
  for (const state of states) {
    const candidates = inOrder ? groups.slice(-1) : groups;
    const group = candidates.find(
      ([first]) => first?.mapper === state.mapper && (first.key === undefined) === (state.key === undefined),
    );
    if (group === undefined) groups.push([state]);
    else group.push(state);
  }
  return groups;
}

function rowOf(mapper: ClassMapper, state: InstanceState, slots: readonly number[]): Row {
  const row: Row = {};
  for (const slot of slots) {
    const value = state.values[slot];
    const property = mapper.columns[slot];
    if (property !== undefined && value !== undefined && value !== NOT_LOADED) row[property.key] = value;
  }
  return row;
}

function listOf(given: unknown, who: string): object[] {
  if (given === null || typeof given !== "object" || !(Symbol.iterator in given)) {
    throw new ArgumentError(`${who} takes a list of objects, not ${describeValue(given)}.`, "argument");
  }
  return [...(given as Iterable<object>)];
}
