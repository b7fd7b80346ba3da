import type { Flow } from "../flow/flow.ts";
import {
  $runDDL,
  type DDLConnection,
  type DDLFeatures,
  type DDLRunner,
  defaultDDLFeatures,
  type RunResult,
} from "./ddl-runner.ts";
import {
  AddConstraint,
  CreateIndex,
  CreateTable,
  DDL,
  type DDLElement,
  DropConstraint,
  DropTable,
  SetColumnComment,
  SetTableComment,
} from "./ddl.ts";
import { sortTables } from "./sort-tables.ts";
import type { Table } from "./table.ts";

export interface CreateOptions {
  /** Ask first which tables exist, and leave those out (true by default). */
  readonly checkfirst?: boolean | undefined;
  /** Only these tables. */
  readonly tables?: readonly Table[] | undefined;
}

export function createTables<R extends DDLRunner>(
  bind: R,
  tables: readonly Table[],
  options: CreateOptions,
): RunResult<R> {
  return bind[$runDDL]((connection) => create(connection, tables, options)) as RunResult<R>;
}

export function dropTables<R extends DDLRunner>(
  bind: R,
  tables: readonly Table[],
  options: CreateOptions,
): RunResult<R> {
  return bind[$runDDL]((connection) => drop(connection, tables, options)) as RunResult<R>;
}

function* create(connection: DDLConnection, tables: readonly Table[], options: CreateOptions): Flow<void> {
  const missing = yield* choose(connection, tables, options, false);
  for (const element of planCreate(missing, connection.dialect.ddlFeatures)) yield* connection.executeDDL(element);
}

function* drop(connection: DDLConnection, tables: readonly Table[], options: CreateOptions): Flow<void> {
  const existing = yield* choose(connection, tables, options, true);
  for (const element of planDrop(existing, connection.dialect.ddlFeatures)) yield* connection.executeDDL(element);
}

function* choose(
  connection: DDLConnection,
  tables: readonly Table[],
  options: CreateOptions,
  existing: boolean,
): Flow<Table[]> {
  if (options.checkfirst === false) return [...tables];
  const chosen: Table[] = [];
  for (const table of tables)
    if ((yield* connection.hasTable(table.name, table.schema)) === existing) chosen.push(table);
  return chosen;
}

/** The statements that create tables: each with its indexes and comments, then the foreign keys that close circles. */
export function planCreate(
  tables: readonly Table[],
  features: DDLFeatures = defaultDDLFeatures,
): readonly DDLElement[] {
  const elements: DDLElement[] = [];
  for (const { table, constraints } of sortTables(tables)) {
    if (table === undefined) {
      if (features.supportsAlter) for (const constraint of constraints) elements.push(new AddConstraint(constraint));
      continue;
    }
    elements.push(new CreateTable(table, features.supportsAlter ? { includeForeignKeyConstraints: constraints } : {}));
    for (const index of table.indexes) elements.push(new CreateIndex(index));
    if (!features.supportsComments || features.inlineComments) continue;
    if (table.comment !== undefined) elements.push(new SetTableComment(table));
    for (const column of table.columns) if (column.comment !== undefined) elements.push(new SetColumnComment(column));
  }
  return elements;
}

/** The statements that drop tables: foreign keys that form circles first, then tables from the dependent ones on. */
export function planDrop(tables: readonly Table[], features: DDLFeatures = defaultDDLFeatures): readonly DDLElement[] {
  const elements: DDLElement[] = [];
  for (const { table, constraints } of [
    ...sortTables(tables, features.supportsAlter ? (constraint) => constraint.name !== undefined : undefined),
  ].reverse()) {
    if (table !== undefined) elements.push(new DropTable(table));
    else if (features.supportsAlter)
      for (const constraint of constraints) elements.push(new DropConstraint(constraint));
    else if (constraints.length > 0 && features.deferForeignKeys !== undefined)
      elements.push(new DDL(features.deferForeignKeys));
  }
  return elements;
}
