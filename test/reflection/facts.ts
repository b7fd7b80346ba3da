import { type AsyncEngine, inspect, ObjectKind, type SqlType } from "athanor";

interface TypeDialect {
  typeSql(type: SqlType): string;
}

/** A type by its SQL; NullType, which has none, by its name. */
export function typeText(dialect: TypeDialect, type: SqlType): string {
  return type.kind === "null" ? "(no type)" : dialect.typeSql(type);
}

/** All that an inspector tells of a database, for comparison. */
export async function allFacts(engine: AsyncEngine, schema?: string): Promise<Record<string, unknown>> {
  const inspector = inspect(engine);
  const options = { kind: ObjectKind.ANY, ...(schema === undefined ? {} : { schema }) };
  const columns = await inspector.getMultiColumns(options);
  const views = [...(await inspector.getViewNames(options)), ...(await inspector.getMaterializedViewNames(options))];
  const definitions = new Map<string, string | null>();
  for (const view of views) definitions.set(view, await inspector.getViewDefinition(view, options));
  const isPostgresql = engine.dialect.name === "postgresql";
  return {
    tables: await inspector.getTableNames(options),
    views,
    definitions,
    columns,
    typeNames: new Map(
      [...columns].map(([table, list]) => [table, list.map(({ type }) => typeText(engine.dialect, type))]),
    ),
    primaryKeys: await inspector.getMultiPkConstraint(options),
    foreignKeys: await inspector.getMultiForeignKeys(options),
    uniqueConstraints: await inspector.getMultiUniqueConstraints(options),
    checkConstraints: await inspector.getMultiCheckConstraints(options),
    excludeConstraints: await inspector.getMultiExcludeConstraints(options),
    indexes: await inspector.getMultiIndexes(options),
    comments: await inspector.getMultiTableComment(options),
    options: await inspector.getMultiTableOptions(options),
    sequences: await inspector.getSequences(options),
    enums: isPostgresql ? (await inspector.getEnums(options)).map(({ name, labels }) => [name, labels]) : [],
    domains: isPostgresql ? (await inspector.getDomains(options)).map(({ schema: _schema, ...domain }) => domain) : [],
  };
}
