import type { Flow } from "../flow/flow.ts";
import { type CheckOptions, type CreateOptions, infoOf, usesSequence } from "./create-objects.ts";
import {
  $runDDL,
  checks,
  type DDLConnection,
  type DDLRunner,
  defaultDDLFeatures,
  type RunResult,
} from "./ddl-runner.ts";
import { dropNamedType, namedTypes } from "./ddl-named-type.ts";
import { DropSequence } from "./ddl-sequence.ts";
import { DDL } from "./ddl-statement.ts";
import { DropConstraint, DropIndex, DropTable } from "./ddl.ts";
import type { Index } from "./index-item.ts";
import type { MetaData } from "./metadata.ts";
import { withEvents } from "./schema-events.ts";
import type { AnySequence } from "./sequence.ts";
import { sortTables } from "./sort-tables.ts";
import type { Table } from "./table.ts";

/** Drops what a MetaData holds. */
export function dropAll<R extends DDLRunner>(bind: R, metadata: MetaData, options: CreateOptions): RunResult<R> {
  return bind[$runDDL]((connection) => dropMetaData(connection, metadata, options)) as RunResult<R>;
}
/** Drops one table, and the sequences of its columns. */
export function dropTable<R extends DDLRunner>(bind: R, table: Table, options: CheckOptions): RunResult<R> {
  return bind[$runDDL](function* (connection) {
    if (!(yield* isThere(connection, table, options))) return;
    yield* removeTable(connection, table, options);
    for (const sequence of table.sequences) yield* removeSequence(connection, sequence, options);
  }) as RunResult<R>;
}
/** Drops one index. */
export function dropIndex<R extends DDLRunner>(bind: R, index: Index, options: CheckOptions): RunResult<R> {
  return bind[$runDDL](function* (connection) {
    const { table, name } = index;
    if (checks(connection, options.checkfirst, "INDEXES") && table !== undefined && name !== undefined)
      if (!(yield* connection.hasIndex(table.name, name, table.schema))) return;
    yield* withEvents(connection, index, "Drop", infoOf(options), function* () {
      yield* connection.executeDDL(new DropIndex(index));
    });
  }) as RunResult<R>;
}
/** Drops one sequence. */
export function dropSequence<R extends DDLRunner>(bind: R, sequence: AnySequence, options: CheckOptions): RunResult<R> {
  return bind[$runDDL]((connection) => removeSequence(connection, sequence, options)) as RunResult<R>;
}

function* dropMetaData(connection: DDLConnection, metadata: MetaData, options: CreateOptions): Flow<void> {
  const there: Table[] = [];
  for (const table of options.tables ?? metadata.tables.values())
    if (yield* isThere(connection, table, options)) there.push(table);
  const features = connection.dialect.ddlFeatures ?? defaultDDLFeatures;
  const named = features.supportsAlter ? (key: { readonly name: unknown }) => key.name !== undefined : undefined;
  const entries = [...sortTables(there, named)].reverse();
  const info = { ...infoOf(options), tables: entries.flatMap((entry) => entry.table ?? []) };
  yield* withEvents(connection, metadata, "Drop", info, function* () {
    for (const { table, constraints } of entries) {
      if (table !== undefined) yield* removeTable(connection, table, options);
      else if (features.supportsAlter)
        for (const constraint of constraints)
          yield* connection.executeDDL(new DropConstraint(constraint, { isolateFromTable: false }));
      else if (constraints.length > 0 && features.deferForeignKeys !== undefined)
        yield* connection.executeDDL(new DDL(features.deferForeignKeys));
    }
    for (const sequence of metadata.sequences.values()) yield* removeSequence(connection, sequence, options);
    if (options.tables === undefined) yield* removeNamedTypes(connection, metadata, options);
  });
}

/** Types that only the tables of the MetaData used. */
function* removeNamedTypes(connection: DDLConnection, metadata: MetaData, options: CheckOptions): Flow<void> {
  if (connection.dialect.ddlFeatures?.namedTypes !== true) return;
  // A domain goes before the type that it is made of.
  for (const type of namedTypes(metadata.tables.values()).reverse()) {
    if (checks(connection, options.checkfirst, "TYPES") && connection.hasType !== undefined)
      if (!(yield* connection.hasType(type.name, type.schema))) continue;
    yield* connection.executeDDL(dropNamedType(type));
  }
}

function* isThere(connection: DDLConnection, table: Table, options: CheckOptions): Flow<boolean> {
  if (!checks(connection, options.checkfirst, table.isView ? "VIEWS" : "TABLES")) return true;
  return yield* connection.hasTable(table.name, table.schema);
}

function* removeTable(connection: DDLConnection, table: Table, options: CheckOptions): Flow<void> {
  yield* withEvents(connection, table, "Drop", infoOf(options), function* () {
    yield* connection.executeDDL(table.dropperDDL ?? new DropTable(table));
  });
}

function* removeSequence(connection: DDLConnection, sequence: AnySequence, options: CheckOptions): Flow<void> {
  if (!usesSequence(connection, sequence)) return;
  if (checks(connection, options.checkfirst, "SEQUENCES"))
    if (!(yield* connection.hasSequence(sequence.name, sequence.schema))) return;
  yield* withEvents(connection, sequence, "Drop", infoOf(options), function* () {
    yield* connection.executeDDL(new DropSequence(sequence));
  });
}
