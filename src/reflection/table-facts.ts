import { type CatalogConnection, ObjectKind, ObjectScope } from "../dialect/catalog.ts";
import type { Flow } from "../flow/flow.ts";
import type { ReflectedSequence } from "../schema/reflected.ts";
import type { Facts, InspectorCore } from "./inspector-core.ts";

/** All that is known of one table. */
export interface TableFacts extends Facts {
  readonly name: string;
  readonly schema: string | undefined;
}

/** The facts of tables and views of one schema: a statement a kind, however many tables. Names that are not there are left out. */
export function* readTables(
  core: InspectorCore,
  connection: CatalogConnection,
  schema: string | undefined,
  names: readonly string[] | undefined,
  kind: ObjectKind = ObjectKind.ANY,
): Flow<TableFacts[]> {
  const request = { schema, filterNames: names, kind, scope: ObjectScope.ANY };
  const columns = yield* core.multi(connection, "columns", request);
  if (columns.size === 0) return [];
  const primaryKeys = yield* core.multi(connection, "primaryKeys", request);
  const foreignKeys = yield* core.multi(connection, "foreignKeys", request);
  const uniqueConstraints = yield* core.multi(connection, "uniqueConstraints", request);
  const checkConstraints = yield* core.multi(connection, "checkConstraints", request);
  const excludeConstraints = yield* core.multi(connection, "excludeConstraints", request);
  const indexes = yield* core.multi(connection, "indexes", request);
  const tableComments = yield* core.multi(connection, "tableComments", request);
  const tableOptions = yield* core.multi(connection, "tableOptions", request);
  const views =
    (kind & ObjectKind.ANY_VIEW) === 0 ? new Map<string, null>() : yield* core.multi(connection, "views", request);
  return [...columns].map(([name, found]) => ({
    name,
    schema,
    columns: found,
    primaryKeys: primaryKeys.get(name)!,
    foreignKeys: foreignKeys.get(name)!,
    uniqueConstraints: uniqueConstraints.get(name)!,
    checkConstraints: checkConstraints.get(name)!,
    excludeConstraints: excludeConstraints.get(name)!,
    indexes: indexes.get(name)!,
    tableComments: tableComments.get(name)!,
    tableOptions: tableOptions.get(name)!,
    views: views.get(name) ?? null,
  }));
}

/** How the sequences count that defaults of these tables draw from, by `schema.name` or the name. */
export function* readSequences(
  core: InspectorCore,
  connection: CatalogConnection,
  tables: readonly TableFacts[],
): Flow<Map<string, ReflectedSequence>> {
  const found = new Map<string, ReflectedSequence>();
  const schemas = new Set<string | null>();
  for (const table of tables)
    for (const { sequence } of table.columns) if (sequence !== undefined) schemas.add(sequence.schema);
  for (const schema of schemas) {
    const sequences = yield* core.sequences(connection, schema ?? undefined);
    for (const each of sequences) found.set(schema === null ? each.name : `${schema}.${each.name}`, each);
  }
  return found;
}
