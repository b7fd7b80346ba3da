import type { Flow } from "../flow/flow.ts";
import { SetColumnComment, SetConstraintComment, SetTableComment } from "./ddl-comment.ts";
import {
  $runDDL,
  type CheckFirst,
  checks,
  type DDLConnection,
  type DDLRunner,
  defaultDDLFeatures,
  type RunResult,
} from "./ddl-runner.ts";
import { createNamedType, namedTypes } from "./ddl-named-type.ts";
import { CreateSequence } from "./ddl-sequence.ts";
import { AddConstraint, CreateIndex, CreateTable } from "./ddl.ts";
import type { ForeignKeyConstraint } from "./foreign-key.ts";
import type { Index } from "./index-item.ts";
import type { MetaData } from "./metadata.ts";
import { type SchemaEventInfo, withEvents } from "./schema-events.ts";
import type { AnySequence } from "./sequence.ts";
import { sortTables } from "./sort-tables.ts";
import type { Table } from "./table.ts";

export interface CheckOptions {
  /** Ask first what exists, and leave it out (true by default); `CheckFirst.TABLES` and its kin choose what is asked for. */
  readonly checkfirst?: CheckFirst | undefined;
}
export interface CreateOptions extends CheckOptions {
  /** Only these tables. */
  readonly tables?: readonly Table[] | undefined;
}

/** Creates what a MetaData holds. */
export function createAll<R extends DDLRunner>(bind: R, metadata: MetaData, options: CreateOptions): RunResult<R> {
  return bind[$runDDL]((connection) => createMetaData(connection, metadata, options)) as RunResult<R>;
}
/** Creates one table, with its sequences, indexes and comments. */
export function createTable<R extends DDLRunner>(bind: R, table: Table, options: CheckOptions): RunResult<R> {
  return bind[$runDDL](function* (connection) {
    if (!(yield* isMissing(connection, table, options))) return;
    yield* makeNamedTypes(connection, [table], options);
    yield* makeTable(connection, table, options, undefined);
  }) as RunResult<R>;
}
/** Creates one index. */
export function createIndex<R extends DDLRunner>(bind: R, index: Index, options: CheckOptions): RunResult<R> {
  return bind[$runDDL](function* (connection) {
    const { table, name } = index;
    if (checks(connection, options.checkfirst, "INDEXES") && table !== undefined && name !== undefined)
      if (yield* connection.hasIndex(table.name, name, table.schema)) return;
    yield* makeIndex(connection, index, options);
  }) as RunResult<R>;
}
/** Creates one sequence. */
export function createSequence<R extends DDLRunner>(
  bind: R,
  sequence: AnySequence,
  options: CheckOptions,
): RunResult<R> {
  return bind[$runDDL]((connection) => makeSequence(connection, sequence, options)) as RunResult<R>;
}

function* createMetaData(connection: DDLConnection, metadata: MetaData, options: CreateOptions): Flow<void> {
  const missing: Table[] = [];
  for (const table of options.tables ?? metadata.tables.values())
    if (yield* isMissing(connection, table, options)) missing.push(table);
  const entries = sortTables(missing);
  const info = {
    tables: entries.flatMap((entry) => entry.table ?? []),
    checkfirst: options.checkfirst !== false && options.checkfirst !== 0,
  };
  yield* withEvents(connection, metadata, "Create", info, function* () {
    yield* makeNamedTypes(connection, info.tables, options);
    for (const sequence of metadata.sequences.values())
      if (sequence.column === undefined) yield* makeSequence(connection, sequence, options);
    const { supportsAlter } = connection.dialect.ddlFeatures ?? defaultDDLFeatures;
    for (const { table, constraints } of entries) {
      if (table !== undefined) yield* makeTable(connection, table, options, supportsAlter ? constraints : undefined);
      else if (supportsAlter)
        for (const constraint of constraints)
          yield* connection.executeDDL(new AddConstraint(constraint, { isolateFromTable: false }));
    }
  });
}

/** Types that the columns of tables need, each once. */
function* makeNamedTypes(connection: DDLConnection, tables: readonly Table[], options: CheckOptions): Flow<void> {
  if (connection.dialect.ddlFeatures?.namedTypes !== true) return;
  for (const type of namedTypes(tables)) {
    if (checks(connection, options.checkfirst, "TYPES") && connection.hasType !== undefined)
      if (yield* connection.hasType(type.name, type.schema)) continue;
    yield* connection.executeDDL(createNamedType(type));
  }
}

function* isMissing(connection: DDLConnection, table: Table, options: CheckOptions): Flow<boolean> {
  if (!checks(connection, options.checkfirst, table.isView ? "VIEWS" : "TABLES")) return true;
  return !(yield* connection.hasTable(table.name, table.schema));
}

function* makeTable(
  connection: DDLConnection,
  table: Table,
  options: CheckOptions,
  foreignKeys: readonly ForeignKeyConstraint[] | undefined,
): Flow<void> {
  yield* withEvents(connection, table, "Create", infoOf(options), function* () {
    for (const sequence of table.sequences) yield* makeSequence(connection, sequence, options);
    yield* connection.executeDDL(
      table.creatorDDL ?? new CreateTable(table, { includeForeignKeyConstraints: foreignKeys }),
    );
    for (const index of table.indexes)
      if (index.countsOn(connection.dialect)) yield* makeIndex(connection, index, options);
    yield* comment(connection, table);
  });
}

function* makeIndex(connection: DDLConnection, index: Index, options: CheckOptions): Flow<void> {
  yield* withEvents(connection, index, "Create", infoOf(options), function* () {
    yield* connection.executeDDL(new CreateIndex(index));
  });
}

function* makeSequence(connection: DDLConnection, sequence: AnySequence, options: CheckOptions): Flow<void> {
  if (!usesSequence(connection, sequence)) return;
  if (checks(connection, options.checkfirst, "SEQUENCES"))
    if (yield* connection.hasSequence(sequence.name, sequence.schema)) return;
  yield* withEvents(connection, sequence, "Create", infoOf(options), function* () {
    yield* connection.executeDDL(new CreateSequence(sequence));
  });
}

/** Whether a database has sequences, and uses this one. */
export function usesSequence(connection: DDLConnection, sequence: AnySequence): boolean {
  const { sequences, optionalSequences } = connection.dialect.sqlFeatures ?? {
    sequences: false,
    optionalSequences: false,
  };
  return sequences && !(optionalSequences && sequence.optional);
}

/** Comments, where they are statements of their own. */
function* comment(connection: DDLConnection, table: Table): Flow<void> {
  const features = connection.dialect.ddlFeatures ?? defaultDDLFeatures;
  if (!features.supportsComments || features.inlineComments) return;
  if (table.comment !== undefined) yield* connection.executeDDL(new SetTableComment(table));
  for (const column of table.columns)
    if (column.comment !== undefined) yield* connection.executeDDL(new SetColumnComment(column));
  if (features.constraintComments !== true) return;
  for (const constraint of table.constraints)
    if (constraint.options.comment !== undefined) yield* connection.executeDDL(new SetConstraintComment(constraint));
}

export function infoOf(options: CheckOptions): SchemaEventInfo {
  return { tables: undefined, checkfirst: options.checkfirst !== false && options.checkfirst !== 0 };
}
