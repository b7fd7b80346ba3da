import { type CatalogConnection, ObjectKind } from "../dialect/catalog.ts";
import { UnreflectableTableError } from "../errors/schema.ts";
import { type Flow, isPromiseLike } from "../flow/flow.ts";
import type { AnyColumnBuilder } from "../schema/column-builder.ts";
import type { MetaData } from "../schema/metadata.ts";
import type { ReflectedSequence } from "../schema/reflected.ts";
import type { ColumnInfo } from "../schema/schema-events.ts";
import { BLANK_SCHEMA } from "../schema/schema-constants.ts";
import { createTable, type Table } from "../schema/table.ts";
import type { TableOptions } from "../schema/table-options.ts";
import { plainName } from "../sql/quoted-name.ts";
import { given } from "../util/given.ts";
import { builderOf } from "./column-builder.ts";
import { addConstraints } from "./constraint-items.ts";
import { addIndexes } from "./index-items.ts";
import type { InspectorCore } from "./inspector-core.ts";
import { readSequences, readTables, type TableFacts } from "./table-facts.ts";
import { defineView } from "./view-item.ts";

/** How tables are filled with what the database has of them. */
export interface ReflectTableOptions {
  /** Only these columns … */
  readonly includeColumns?: readonly string[] | undefined;
  /** … or all but these; keys and indexes on others are left out with them. */
  readonly excludeColumns?: readonly string[] | undefined;
  /** Whether tables that foreign keys refer to are reflected too (true by default). */
  readonly resolveFks?: boolean | undefined;
  /** Whether columns that the table has already give way to those of the database. */
  readonly autoloadReplace?: boolean | undefined;
}

/** One reflection: what it reads from, and where it puts what it finds. */
export interface Reflection {
  readonly core: InspectorCore;
  readonly connection: CatalogConnection;
  /** What listeners of `columnReflect` get. */
  readonly inspector: object;
  readonly metadata: MetaData;
}

/** The key of a table in `metadata.tables`. */
export function keyOf(name: string, schema: string | undefined): string {
  return schema === undefined ? name : `${schema}.${name}`;
}

/** Adds those tables to the list that foreign keys of its tables refer to and that the MetaData has not, and theirs. */
export function* withReferred({ core, connection, metadata }: Reflection, tables: TableFacts[]): Flow<TableFacts[]> {
  const all = [...tables];
  const known = new Set([...metadata.tables.keys(), ...tables.map(({ name, schema }) => keyOf(name, schema))]);
  for (let next = tables; next.length > 0;) {
    const wanted = new Map<string | undefined, string[]>();
    for (const { referredSchema, referredTable } of next.flatMap((table) => table.foreignKeys)) {
      const schema = referredSchema ?? undefined;
      const key = keyOf(referredTable, schema);
      if (known.has(key)) continue;
      known.add(key);
      wanted.set(schema, [...(wanted.get(schema) ?? []), referredTable]);
    }
    next = [];
    for (const [schema, names] of wanted)
      next.push(...(yield* readTables(core, connection, schema, names, ObjectKind.TABLE)));
    all.push(...next);
  }
  return all;
}

/** An empty table of the MetaData, to be filled; or the one that is there. */
export function emptyTable(metadata: MetaData, facts: TableFacts, options: TableOptions = {}): Table {
  const known = metadata.tables.get(keyOf(facts.name, facts.schema));
  if (known !== undefined) return known;
  const schema = facts.schema ?? (metadata.schema === undefined ? undefined : BLANK_SCHEMA);
  return createTable(facts.name, metadata, {}, given({ ...options, schema })) as Table;
}

/** Sequences that the defaults of these tables need; read before any table is made. */
export function* sequencesOf(
  { core, connection }: Reflection,
  tables: readonly TableFacts[],
): Flow<Map<string, ReflectedSequence>> {
  return yield* readSequences(core, connection, tables);
}

/**
 * Gives a table its columns, constraints, indexes and options. `own` are columns that were declared: they take the place of the database's,
 * by attribute or by name. Throws UnreflectableTableError for what cannot be said of a table.
 */
export function* fill(
  reflection: Reflection,
  table: Table,
  facts: TableFacts,
  sequences: ReadonlyMap<string, ReflectedSequence>,
  options: ReflectTableOptions,
  own: ReadonlyMap<string, AnyColumnBuilder> = new Map(),
): Flow<void> {
  const infos = yield* columnInfos(reflection, table, facts, options);
  try {
    addColumns(reflection.metadata, table, facts, sequences, infos, options, own);
    addItems(table, facts);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new UnreflectableTableError(
      `Table ${JSON.stringify(table.fullname)} cannot be reflected: ${message}`,
      table.name,
      { cause },
    );
  }
}

/** The columns that are wanted, as the listeners of `columnReflect` leave them. */
function* columnInfos(
  { inspector, metadata }: Reflection,
  table: Table,
  { columns }: TableFacts,
  { includeColumns, excludeColumns }: ReflectTableOptions,
): Flow<ColumnInfo[]> {
  const infos: ColumnInfo[] = [];
  for (const column of columns) {
    if (includeColumns !== undefined && !includeColumns.includes(column.name)) continue;
    if (excludeColumns?.includes(column.name) === true) continue;
    const info: ColumnInfo = { ...column };
    for (const { dispatch } of [metadata, table]) {
      for (const { fn, options } of dispatch.listeners("columnReflect") ?? []) {
        if (options.once === true) dispatch.remove("columnReflect", fn);
        const result = fn(inspector, table, info);
        if (isPromiseLike(result)) yield result;
      }
    }
    infos.push(info);
  }
  return infos;
}

function addColumns(
  metadata: MetaData,
  table: Table,
  facts: TableFacts,
  sequences: ReadonlyMap<string, ReflectedSequence>,
  infos: readonly ColumnInfo[],
  { autoloadReplace = false }: ReflectTableOptions,
  own: ReadonlyMap<string, AnyColumnBuilder>,
): void {
  const key = new Set(facts.primaryKeys.constrainedColumns);
  const rest = new Map(own);
  for (const info of infos) {
    const declared = [...rest].find(
      ([attribute, builder]) => plainName(builder.columnOptions.name ?? attribute) === info.name,
    );
    if (declared !== undefined) {
      rest.delete(declared[0]);
      table.appendColumn(declared[0], declared[1], { replaceExisting: true });
    } else {
      const known = table.columns.find((column) => column.name === info.name);
      if (known !== undefined && !autoloadReplace) continue;
      const builder = builderOf(info, key.has(info.name), facts.name, metadata, sequences);
      table.appendColumn(info.key ?? known?.key ?? info.name, builder, { replaceExisting: true });
    }
  }
  for (const [attribute, builder] of rest) table.appendColumn(attribute, builder, { replaceExisting: true });
}

function addItems(table: Table, facts: TableFacts): void {
  const { text } = facts.tableComments;
  // What was said when the table was declared counts.
  const options = { ...given({ comment: text ?? undefined }), ...facts.tableOptions, ...table.options };
  const { schema: _schema, constraints: _constraints, ...rest } = options;
  table.applyOptions(rest);
  const columns = new Map(table.columns.map((column) => [column.name, column]));
  addConstraints(table, facts, columns);
  addIndexes(table, facts.indexes, columns);
  if (facts.views !== null) defineView(table, facts.views);
}

/** What a view reads has to be there before it. */
export function addDependencies(metadata: MetaData, table: Table, { views }: TableFacts): void {
  for (const { name, schema } of views?.reads ?? []) {
    const other = metadata.tables.get(keyOf(name, schema ?? undefined));
    if (other !== undefined && other !== table) table.addIsDependentOn(other);
  }
}
