import {
  type Catalog,
  type CatalogCapabilities,
  type CatalogConnection,
  type CatalogRequest,
  type FactsByTable,
  ObjectKind,
  ObjectScope,
} from "../../../dialect/catalog.ts";
import { UnreflectableTableError } from "../../../errors/schema.ts";
import type { Flow } from "../../../flow/flow.ts";
import type {
  ReflectedCheckConstraint,
  ReflectedColumn,
  ReflectedDomain,
  ReflectedEnum,
  ReflectedExcludeConstraint,
  ReflectedForeignKeyConstraint,
  ReflectedForeignKeyOptions,
  ReflectedIndex,
  ReflectedPrimaryKeyConstraint,
  ReflectedSequence,
  ReflectedUniqueConstraint,
  ReflectedView,
} from "../../../schema/reflected.ts";
import type { TableOptions } from "../../../schema/table-options.ts";
import { given } from "../../../util/given.ts";
import { warn } from "../../../util/warn.ts";
import { byName } from "./by-name.ts";
import { indexOf } from "./index-facts.ts";
import { parseCreateView } from "./create-view.ts";
import { readObjects, readColumns, type SqliteColumn, type SqliteObject } from "./objects.ts";
import { typeOf } from "./types.ts";

/** SQLite's schema: its pragmas, and what its own CREATE statements say besides. */
export class SQLiteCatalog implements Catalog {
  readonly capabilities: CatalogCapabilities = { temporaryObjects: true, namedTypes: false };
  readonly #objects: Map<string, readonly SqliteObject[]> = new Map();
  readonly #columns: Map<SqliteObject, readonly SqliteColumn[]> = new Map();

  clear(): void {
    this.#objects.clear();
    this.#columns.clear();
  }

  /** What was not named has no name. */
  isUsualName(): boolean {
    return false;
  }

  *schemaNames(connection: CatalogConnection): Flow<string[]> {
    const rows = yield* connection.query("SELECT name FROM pragma_database_list ORDER BY seq");
    return rows.map((row) => row[0] as string).filter((name) => name !== "temp");
  }

  *objectNames(connection: CatalogConnection, request: CatalogRequest): Flow<string[]> {
    const found = yield* this.#requested(connection, { ...request, names: undefined });
    return [...new Set(found.map((object) => object.name))].sort();
  }

  *columns(connection: CatalogConnection, request: CatalogRequest): Flow<FactsByTable<ReflectedColumn[]>> {
    const found: FactsByTable<ReflectedColumn[]> = new Map();
    for (const object of yield* this.#requested(connection, request)) {
      const columns = yield* this.#readable(connection, object, request);
      const parsed = new Map(object.table?.columns.map((column) => [column.name.toLowerCase(), column]));
      const alias = rowidAlias(object, columns);
      found.set(
        object.name,
        columns.map((column) => {
          const said = parsed.get(column.name.toLowerCase());
          const { notNullConflict } = said ?? {};
          const type = typeOf(column.type, said?.collation);
          return given<ReflectedColumn>({
            name: column.name,
            type,
            typeText: type.kind === "null" ? column.type : undefined,
            // SQLite lets NULL into a key that does not say NOT NULL; a row without key is none that could be found again.
            nullable: !column.notNull && column.keyPosition === 0,
            default: column.isComputed ? null : column.default,
            autoincrement: column === alias,
            comment: null,
            computed: column.isComputed ? said?.computed : undefined,
            dialectOptions: notNullConflict === undefined ? undefined : { sqliteOnConflictNotNull: notNullConflict },
          });
        }),
      );
    }
    return found;
  }

  /** The columns; of a view that reads what is gone none, with a warning, unless it was asked for by name. */
  *#readable(
    connection: CatalogConnection,
    object: SqliteObject,
    request: CatalogRequest,
  ): Flow<readonly SqliteColumn[]> {
    try {
      return yield* this.#columnsOf(connection, object);
    } catch (cause) {
      const message = `The view ${JSON.stringify(object.name)} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`;
      if (!object.isView) throw cause;
      if (request.names?.length === 1) throw new UnreflectableTableError(message, object.name, { cause });
      warn(message);
      this.#columns.set(object, []);
      return [];
    }
  }

  *primaryKeys(
    connection: CatalogConnection,
    request: CatalogRequest,
  ): Flow<FactsByTable<ReflectedPrimaryKeyConstraint>> {
    const found: FactsByTable<ReflectedPrimaryKeyConstraint> = new Map();
    for (const object of yield* this.#requested(connection, request)) {
      const columns = yield* this.#columnsOf(connection, object);
      const { name, conflict } = object.table?.primaryKey ?? {};
      found.set(
        object.name,
        given<ReflectedPrimaryKeyConstraint>({
          name: name ?? null,
          constrainedColumns: keyOf(columns),
          dialectOptions: onConflict(conflict),
        }),
      );
    }
    return found;
  }

  *foreignKeys(
    connection: CatalogConnection,
    request: CatalogRequest,
  ): Flow<FactsByTable<ReflectedForeignKeyConstraint[]>> {
    const found: FactsByTable<ReflectedForeignKeyConstraint[]> = new Map();
    for (const object of yield* this.#requested(connection, request)) {
      const columns = yield* this.#columnsOf(connection, object);
      const keys: ReflectedForeignKeyConstraint[] = [];
      for (const key of object.table?.foreignKeys ?? []) {
        // Names match whatever their case; those of the table that is there count.
        const other = byName(yield* this.#all(connection, object.database), key.table);
        const target = other === undefined ? [] : yield* this.#columnsOf(connection, other);
        const options: ReflectedForeignKeyOptions = {
          ondelete: key.ondelete,
          onupdate: key.onupdate,
          deferrable: key.deferrable,
          initially: key.initially,
          match: key.match as ReflectedForeignKeyOptions["match"],
        };
        keys.push({
          name: key.name ?? null,
          constrainedColumns: key.columns.map((name) => byName(columns, name)?.name ?? name),
          referredSchema: request.schema ?? null,
          referredTable: other?.name ?? key.table,
          referredColumns:
            key.referred.length === 0 ? keyOf(target) : key.referred.map((name) => byName(target, name)?.name ?? name),
          options: given(options),
        });
      }
      found.set(object.name, keys);
    }
    return found;
  }

  *uniqueConstraints(
    connection: CatalogConnection,
    request: CatalogRequest,
  ): Flow<FactsByTable<ReflectedUniqueConstraint[]>> {
    const found: FactsByTable<ReflectedUniqueConstraint[]> = new Map();
    for (const object of yield* this.#requested(connection, request)) {
      const columns = yield* this.#columnsOf(connection, object);
      const uniques = (object.table?.uniques ?? []).map(({ name, columns: names, conflict }) =>
        given<ReflectedUniqueConstraint>({
          name: name ?? null,
          columnNames: names.map((each) => byName(columns, each)?.name ?? each),
          dialectOptions: onConflict(conflict),
        }),
      );
      found.set(
        object.name,
        sorted(uniques, (unique) => unique.columnNames.join("\0")),
      );
    }
    return found;
  }

  *checkConstraints(
    connection: CatalogConnection,
    request: CatalogRequest,
  ): Flow<FactsByTable<ReflectedCheckConstraint[]>> {
    const found: FactsByTable<ReflectedCheckConstraint[]> = new Map();
    for (const object of yield* this.#requested(connection, request)) {
      const checks = (object.table?.checks ?? []).map(({ name, sqltext }) => ({ name: name ?? null, sqltext }));
      found.set(
        object.name,
        sorted(checks, (check) => check.sqltext),
      );
    }
    return found;
  }

  // oxlint-disable-next-line require-yield -- there are none
  *excludeConstraints(): Flow<FactsByTable<ReflectedExcludeConstraint[]>> {
    return new Map();
  }

  *indexes(connection: CatalogConnection, request: CatalogRequest): Flow<FactsByTable<ReflectedIndex[]>> {
    const found: FactsByTable<ReflectedIndex[]> = new Map();
    for (const object of yield* this.#requested(connection, request)) {
      const columns = yield* this.#columnsOf(connection, object);
      found.set(
        object.name,
        object.indexes.map(({ name, sql }) => indexOf(name, sql, columns)),
      );
    }
    return found;
  }

  // oxlint-disable-next-line require-yield -- there are none
  *tableComments(): Flow<FactsByTable<string>> {
    return new Map();
  }

  *tableOptions(connection: CatalogConnection, request: CatalogRequest): Flow<FactsByTable<TableOptions>> {
    const found: FactsByTable<TableOptions> = new Map();
    for (const { name, table } of yield* this.#requested(connection, request)) {
      if (table === undefined) continue;
      found.set(
        name,
        given<TableOptions>({
          sqliteWithRowid: table.withoutRowid ? false : undefined,
          sqliteStrict: table.strict || undefined,
          sqliteAutoincrement: table.autoincrement || undefined,
        }),
      );
    }
    return found;
  }

  *views(connection: CatalogConnection, request: CatalogRequest): Flow<FactsByTable<ReflectedView>> {
    const found: FactsByTable<ReflectedView> = new Map();
    for (const { name, isView, sql } of yield* this.#requested(connection, request)) {
      if (!isView || sql === null) continue;
      // A view may be created before what it reads.
      found.set(name, given<ReflectedView>({ ...parseCreateView(sql), materialized: false, reads: [] }));
    }
    return found;
  }

  // oxlint-disable-next-line require-yield -- there are none
  *sequences(): Flow<ReflectedSequence[]> {
    return [];
  }
  // oxlint-disable-next-line require-yield -- there are none
  *enums(): Flow<ReflectedEnum[]> {
    return [];
  }
  // oxlint-disable-next-line require-yield -- there are none
  *domains(): Flow<ReflectedDomain[]> {
    return [];
  }
  // oxlint-disable-next-line require-yield -- there are none
  *foreignTableNames(): Flow<string[]> {
    return [];
  }

  /** The tables and views of a request. Without a schema, temporary ones hide others of their name. */
  *#requested(
    connection: CatalogConnection,
    { schema, names, kind, scope }: CatalogRequest,
  ): Flow<readonly SqliteObject[]> {
    const databases =
      schema !== undefined
        ? [schema]
        : [
            ...((scope & ObjectScope.TEMPORARY) === 0 ? [] : ["temp"]),
            ...((scope & ObjectScope.DEFAULT) === 0 ? [] : ["main"]),
          ];
    const wanted = names === undefined ? undefined : new Set(names);
    const found = new Map<string, SqliteObject>();
    for (const database of databases) {
      for (const object of yield* this.#all(connection, database)) {
        if ((kind & (object.isView ? ObjectKind.VIEW : ObjectKind.TABLE)) === 0) continue;
        // As SQLite's own, what virtual tables made for themselves is nobody's business who does not ask for it.
        if (wanted === undefined ? object.isShadow : !wanted.has(object.name)) continue;
        if (!found.has(object.name)) found.set(object.name, object);
      }
    }
    return [...found.values()];
  }

  *#all(connection: CatalogConnection, database: string): Flow<readonly SqliteObject[]> {
    let found = this.#objects.get(database);
    if (found === undefined) this.#objects.set(database, (found = yield* readObjects(connection, database)));
    return found;
  }

  *#columnsOf(connection: CatalogConnection, object: SqliteObject): Flow<readonly SqliteColumn[]> {
    const known = this.#columns.get(object);
    if (known !== undefined) return known;
    const all = (yield* this.#all(connection, object.database)).filter((each) => each.isView === object.isView);
    // Tables come by one statement; a view that reads what is gone must not keep the others from being read.
    for (const [each, columns] of yield* readColumns(connection, object.isView ? [object] : all))
      this.#columns.set(each, columns);
    return this.#columns.get(object) ?? [];
  }
}

/** The column that is another name of the row's number, which SQLite counts by itself. */
function rowidAlias(object: SqliteObject, columns: readonly SqliteColumn[]): SqliteColumn | undefined {
  const key = columns.filter((column) => column.keyPosition > 0);
  const [only] = key;
  const { table } = object;
  return key.length === 1 &&
    only!.type.trim().toUpperCase() === "INTEGER" &&
    table !== undefined &&
    !table.withoutRowid &&
    table.primaryKey?.descending !== true
    ? only
    : undefined;
}

/** The columns of the primary key, in its order. */
function keyOf(columns: readonly SqliteColumn[]): string[] {
  return columns
    .filter((column) => column.keyPosition > 0)
    .sort((a, b) => a.keyPosition - b.keyPosition)
    .map((column) => column.name);
}

function onConflict(word: string | undefined): { readonly sqliteOnConflict: string } | undefined {
  return word === undefined ? undefined : { sqliteOnConflict: word };
}

/** By name, those without one first, by what they say. */
function sorted<T extends { readonly name: string | null }>(items: readonly T[], text: (item: T) => string): T[] {
  const key = (item: T): string => (item.name === null ? `0${text(item)}` : `1${item.name}`);
  return [...items].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
