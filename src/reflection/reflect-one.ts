import type { Flow } from "../flow/flow.ts";
import type { Table } from "../schema/table.ts";
import {
  addDependencies,
  emptyTable,
  fill,
  keyOf,
  type Reflection,
  type ReflectTableOptions,
  sequencesOf,
  withReferred,
} from "./reflect-tables.ts";
import { readTables, type TableFacts } from "./table-facts.ts";

/** `inspector.reflectTable(table)` */
export function* reflectTable(reflection: Reflection, table: Table, options: ReflectTableOptions): Flow<void> {
  const all = yield* readOne(reflection, table.name, table.schema, options.resolveFks);
  const sequences = yield* sequencesOf(reflection, all);
  for (const [i, facts] of all.entries()) {
    const each = i === 0 ? table : emptyTable(reflection.metadata, facts);
    yield* fill(reflection, each, facts, sequences, i === 0 ? options : {});
  }
  for (const facts of all) {
    const each = facts === all[0] ? table : reflection.metadata.tables.get(keyOf(facts.name, facts.schema));
    if (each !== undefined) addDependencies(reflection.metadata, each, facts);
  }
}

/** The facts of a table, first, and of those that it refers to; NoSuchTableError when it is not there. */
export function* readOne(
  reflection: Reflection,
  name: string,
  schema: string | undefined,
  resolveFks: boolean | undefined,
): Flow<TableFacts[]> {
  const { core, connection } = reflection;
  const found = yield* readTables(core, connection, schema, [name]);
  // Gives the error for a table that is not there.
  if (found.length === 0) yield* core.single(connection, "columns", name, schema);
  return resolveFks === false ? found : yield* withReferred(reflection, found);
}
