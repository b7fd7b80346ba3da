import type { Catalog, CatalogCapabilities, CatalogConnection, CatalogRequest } from "../../../dialect/catalog.ts";
import type { Flow } from "../../../flow/flow.ts";
import type { ConstraintKind } from "../../../schema/constraint.ts";
import type {
  ReflectedCheckConstraint,
  ReflectedDomain,
  ReflectedEnum,
  ReflectedIndex,
  ReflectedSequence,
  ReflectedUniqueConstraint,
} from "../../../schema/reflected.ts";
import { given } from "../../../util/given.ts";
import { append } from "../../../util/group-by.ts";
import { isAtLeast, type MySQLServer } from "../server.ts";
import { columns } from "./columns.ts";
import { type CheckRow, checkRows, foreignKeys } from "./constraints.ts";
import { indexOf, type IndexRows, indexRows } from "./indexes.ts";
import { objectNames, schemaNames, sequences, tableComments, views } from "./objects.ts";
import { tableOptions } from "./table-options.ts";

/** The information_schema of MySQL and MariaDB. */
export class MySQLCatalog implements Catalog {
  readonly capabilities: CatalogCapabilities = { temporaryObjects: false, namedTypes: false };
  readonly #dialect: { readonly server: MySQLServer };
  readonly #indexes: Map<string, readonly IndexRows[]> = new Map();
  readonly #checks: Map<string, readonly CheckRow[]> = new Map();

  readonly schemaNames: Catalog["schemaNames"] = schemaNames;
  readonly objectNames: Catalog["objectNames"] = objectNames;
  readonly foreignKeys: Catalog["foreignKeys"] = foreignKeys;
  readonly tableComments: Catalog["tableComments"] = tableComments;
  readonly tableOptions: Catalog["tableOptions"] = tableOptions;
  readonly views: Catalog["views"] = views;

  constructor(dialect: { readonly server: MySQLServer }) {
    this.#dialect = dialect;
  }

  clear(): void {
    this.#indexes.clear();
    this.#checks.clear();
  }

  /** Keys are called after their first column, or numbered. */
  isUsualName(kind: ConstraintKind, name: string, table: string, on: readonly string[]): boolean {
    if (kind === "unique") return name === on[0];
    if (kind === "foreignKey") return name.startsWith(`${table}_ibfk_`);
    return kind === "check" && (/^CONSTRAINT_\d+$/.test(name) || name.startsWith(`${table}_chk_`));
  }

  *columns(connection: CatalogConnection, request: CatalogRequest): ReturnType<Catalog["columns"]> {
    const { isMariaDB } = this.#dialect.server;
    const checks = (): Flow<readonly CheckRow[]> => this.#checkRows(connection, request);
    return yield* columns(connection, request, isMariaDB, function* () {
      const json = new Set<string>();
      for (const check of yield* checks())
        if (isJsonCheck(check)) json.add(JSON.stringify([check.table, check.column]));
      return (table, column) => json.has(JSON.stringify([table, column]));
    });
  }

  *primaryKeys(connection: CatalogConnection, request: CatalogRequest): ReturnType<Catalog["primaryKeys"]> {
    const rows = yield* this.#indexRows(connection, request);
    return new Map(
      rows
        .filter((index) => index.name === "PRIMARY")
        .map(({ table, elements, type }) => [
          table,
          given({
            name: null,
            constrainedColumns: elements.flatMap((element) => element.column ?? []),
            dialectOptions: type === "HASH" ? { mysqlUsing: "HASH" } : undefined,
          }),
        ]),
    );
  }

  *uniqueConstraints(connection: CatalogConnection, request: CatalogRequest): ReturnType<Catalog["uniqueConstraints"]> {
    const found = new Map<string, ReflectedUniqueConstraint[]>();
    for (const { table, name, unique, elements } of yield* this.#indexRows(connection, request)) {
      if (name === "PRIMARY" || !unique) continue;
      const columnNames = elements.flatMap((element) => element.column ?? []);
      append(found, table, { name, columnNames, duplicatesIndex: name });
    }
    return found;
  }

  *indexes(connection: CatalogConnection, request: CatalogRequest): ReturnType<Catalog["indexes"]> {
    const found = new Map<string, ReflectedIndex[]>();
    for (const index of yield* this.#indexRows(connection, request))
      if (index.name !== "PRIMARY") append(found, index.table, indexOf(index));
    return found;
  }

  *checkConstraints(connection: CatalogConnection, request: CatalogRequest): ReturnType<Catalog["checkConstraints"]> {
    const found = new Map<string, ReflectedCheckConstraint[]>();
    for (const check of yield* this.#checkRows(connection, request)) {
      // Part of the type JSON of MariaDB.
      if (isJsonCheck(check)) continue;
      const { table, name, column, sqltext } = check;
      append(found, table, given<ReflectedCheckConstraint>({ name, sqltext, column }));
    }
    return found;
  }

  // oxlint-disable-next-line require-yield -- there are none
  *excludeConstraints(): ReturnType<Catalog["excludeConstraints"]> {
    return new Map();
  }

  *sequences(connection: CatalogConnection, schema: string | undefined): Flow<ReflectedSequence[]> {
    return this.#dialect.server.isMariaDB ? yield* sequences(connection, schema) : [];
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

  /** The primary key, unique constraints and indexes come from one statement. */
  *#indexRows(connection: CatalogConnection, request: CatalogRequest): Flow<readonly IndexRows[]> {
    const key = keyOf(request);
    const known = this.#indexes.get(key);
    if (known !== undefined) return known;
    const { isMariaDB, version } = this.#dialect.server;
    const rows = yield* indexRows(connection, request, !isMariaDB && isAtLeast(version, [8, 0, 13]));
    this.#indexes.set(key, rows);
    return rows;
  }

  *#checkRows(connection: CatalogConnection, request: CatalogRequest): Flow<readonly CheckRow[]> {
    const key = keyOf(request);
    const known = this.#checks.get(key);
    if (known !== undefined) return known;
    const { isMariaDB, version } = this.#dialect.server;
    // Servers before these parse CHECK and forget it, or keep it in no list.
    const hasChecks = isAtLeast(version, isMariaDB ? [10, 3, 10] : [8, 0, 16]);
    const hasLevel = isAtLeast(version, [10, 5, 10]);
    const rows = hasChecks ? yield* checkRows(connection, request, isMariaDB, hasLevel) : [];
    this.#checks.set(key, rows);
    return rows;
  }
}

function keyOf({ schema, names }: CatalogRequest): string {
  return JSON.stringify([schema, names]);
}

/** What MariaDB adds to a column of type JSON, which is LONGTEXT there. */
function isJsonCheck({ column, sqltext }: CheckRow): boolean {
  return column !== undefined && sqltext === `json_valid(\`${column.replaceAll("`", "``")}\`)`;
}
