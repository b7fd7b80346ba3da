import type { CatalogConnection } from "../../../dialect/catalog.ts";
import type { Flow } from "../../../flow/flow.ts";
import { append } from "../../../util/group-by.ts";
import { parseCreateTable, type ParsedTable } from "./create-table.ts";

/** A table or view of one database file. */
export interface SqliteObject {
  readonly name: string;
  /** "main", "temp", or the name of an attached one. */
  readonly database: string;
  readonly isView: boolean;
  /** A virtual table keeps its own things there, and makes it by itself. */
  readonly isShadow: boolean;
  readonly sql: string | null;
  /** What CREATE TABLE says; undefined of views and virtual tables. */
  readonly table: ParsedTable | undefined;
  /** Indexes that were created, not those that constraints made. */
  readonly indexes: readonly { readonly name: string; readonly sql: string }[];
}

/** A column as the pragma tells it. */
export interface SqliteColumn {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  readonly default: string | null;
  /** From 1 on; 0 outside of the primary key. */
  readonly keyPosition: number;
  readonly isComputed: boolean;
}

/** A name in quotes, whatever it holds. */
function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Tables, views and indexes of a database; none of one that is not attached. */
export function* readObjects(connection: CatalogConnection, database: string): Flow<SqliteObject[]> {
  const attached = yield* connection.query("SELECT name FROM pragma_database_list");
  if (database !== "temp" && !attached.some((row) => row[0] === database)) return [];
  const rows = yield* connection.query(
    `SELECT type, name, tbl_name, sql FROM ${quoted(database)}.sqlite_master WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name`,
  );
  const indexes = new Map<string, { name: string; sql: string }[]>();
  for (const [type, name, table, sql] of rows as readonly [string, string, string, string | null][])
    if (type === "index" && sql !== null) append(indexes, table, { name, sql });
  const tables = rows as readonly [string, string, string, string | null][];
  const shadows = tables.some(isVirtual) ? yield* shadowNames(connection, database) : undefined;
  const objects: SqliteObject[] = [];
  for (const [type, name, , sql] of rows as readonly [string, string, string, string | null][]) {
    if (type !== "table" && type !== "view") continue;
    objects.push({
      name,
      database,
      isView: type === "view",
      isShadow: shadows?.has(name) === true,
      sql,
      table: type === "table" && sql !== null ? parseCreateTable(sql) : undefined,
      indexes: indexes.get(name) ?? [],
    });
  }
  return objects;
}

function isVirtual([type, , , sql]: readonly [string, string, string, string | null]): boolean {
  return type === "table" && sql !== null && /^CREATE VIRTUAL/i.test(sql);
}

/** As SQLite tells since 3.37. */
function* shadowNames(connection: CatalogConnection, database: string): Flow<ReadonlySet<string>> {
  const rows = yield* connection.query("SELECT name FROM pragma_table_list WHERE schema = ? AND type = 'shadow'", [
    database,
  ]);
  return new Set(rows.map((row) => row[0] as string));
}

/** The columns of tables of one database, by one statement. */
export function* readColumns(
  connection: CatalogConnection,
  objects: readonly SqliteObject[],
): Flow<Map<SqliteObject, SqliteColumn[]>> {
  const found = new Map<SqliteObject, SqliteColumn[]>(objects.map((object) => [object, []]));
  const byName = new Map(objects.map((object) => [object.name, object]));
  const { database, isView, name: only } = objects[0]!;
  const rows = yield* connection.query(
    `SELECT m.name, x.name, x.type, x."notnull", x.dflt_value, x.pk, x.hidden FROM ${quoted(database)}.sqlite_master m, pragma_table_xinfo(m.name, ?) x WHERE m.type = ?${isView ? " AND m.name = ?" : ""} ORDER BY m.name, x.cid`,
    isView ? [database, "view", only] : [database, "table"],
  );
  for (const row of rows) {
    const [table, name, type, notNull, fallback, position, hidden] = row as [
      string,
      string,
      string,
      number,
      string | null,
      number,
      number,
    ];
    const object = byName.get(table);
    // 1 marks the hidden columns of virtual tables; 2 and 3 computed ones.
    if (object === undefined || hidden === 1) continue;
    append(found, object, {
      name,
      type,
      notNull: notNull !== 0,
      default: fallback,
      keyPosition: position,
      isComputed: hidden > 1,
    });
  }
  return found;
}
