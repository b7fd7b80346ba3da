import type { CatalogConnection, CatalogRequest, FactsByTable } from "../../../dialect/catalog.ts";
import type { Flow } from "../../../flow/flow.ts";
import type { ReflectedSequence, ReflectedView } from "../../../schema/reflected.ts";
import { localNames } from "./local-names.ts";
import { isWanted, scopeOf } from "./scope.ts";

export function* schemaNames(connection: CatalogConnection): Flow<string[]> {
  const rows = yield* connection.query("SELECT SCHEMA_NAME FROM information_schema.SCHEMATA ORDER BY SCHEMA_NAME");
  return rows.map((row) => row[0] as string);
}

export function* objectNames(connection: CatalogConnection, request: CatalogRequest): Flow<string[]> {
  const { where, params } = scopeOf({ ...request, names: undefined }, "TABLE_SCHEMA", "TABLE_NAME");
  const rows = yield* connection.query(
    `SELECT TABLE_NAME, TABLE_TYPE FROM information_schema.TABLES WHERE ${where}`,
    params,
  );
  return (rows as readonly [string, string][])
    .filter(([, type]) => isWanted(type, request))
    .map(([name]) => name)
    .sort();
}

/** MariaDB keeps sequences among its tables; how one counts is in its only row. */
export function* sequences(connection: CatalogConnection, schema: string | undefined): Flow<ReflectedSequence[]> {
  const names = yield* connection.query(
    "SELECT TABLE_NAME, TABLE_SCHEMA FROM information_schema.TABLES WHERE TABLE_SCHEMA = COALESCE(?, DATABASE()) AND TABLE_TYPE = 'SEQUENCE' ORDER BY TABLE_NAME",
    [schema ?? null],
  );
  if (names.length === 0) return [];
  const quoted = (name: unknown): string => `\`${(name as string).replaceAll("`", "``")}\``;
  const rows = yield* connection.query(
    names
      .map(
        ([name, place]) =>
          `SELECT CAST(start_value AS CHAR), CAST(increment AS CHAR), CAST(minimum_value AS CHAR), CAST(maximum_value AS CHAR), cycle_option, CAST(cache_size AS CHAR) FROM ${quoted(place)}.${quoted(name)}`,
      )
      .join(" UNION ALL "),
  );
  return rows.map((row, i) => ({
    name: names[i]![0] as string,
    dataType: null,
    start: whole(row[0]),
    increment: whole(row[1]),
    minvalue: whole(row[2]),
    maxvalue: whole(row[3]),
    cycle: Number(row[4]) === 1,
    cache: whole(row[5]),
  }));
}

function whole(text: unknown): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text as string);
}

export function* tableComments(connection: CatalogConnection, request: CatalogRequest): Flow<FactsByTable<string>> {
  const { where, params, has } = scopeOf(request, "TABLE_SCHEMA", "TABLE_NAME");
  const rows = yield* connection.query(
    `SELECT TABLE_NAME, TABLE_COMMENT FROM information_schema.TABLES WHERE ${where} AND TABLE_TYPE <> 'VIEW' AND TABLE_COMMENT <> ''`,
    params,
  );
  return new Map((rows as readonly [string, string][]).filter(([name]) => has(name)));
}

export function* views(connection: CatalogConnection, request: CatalogRequest): Flow<FactsByTable<ReflectedView>> {
  const { where, params, has } = scopeOf(request, "TABLE_SCHEMA", "TABLE_NAME");
  const rows = yield* connection.query(
    `SELECT TABLE_NAME, VIEW_DEFINITION, TABLE_SCHEMA FROM information_schema.VIEWS WHERE ${where}`,
    params,
  );
  const found: FactsByTable<ReflectedView> = new Map();
  for (const [name, sql, schema] of rows as readonly [string, string, string][]) {
    if (!has(name)) continue;
    const names = new Set<string>();
    const local = localNames(sql, schema, names);
    found.set(name, {
      definition: request.schema === undefined ? local : sql,
      materialized: false,
      reads: [...names].map((each) => ({ schema: request.schema ?? null, name: each })),
    });
  }
  return found;
}
