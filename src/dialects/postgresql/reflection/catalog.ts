import type { Catalog, CatalogCapabilities, CatalogConnection, CatalogRequest } from "../../../dialect/catalog.ts";
import type { Flow } from "../../../flow/flow.ts";
import type { ConstraintKind } from "../../../schema/constraint.ts";
import type { ReflectedDomain, ReflectedEnum } from "../../../schema/reflected.ts";
import { columns } from "./columns.ts";
import { checkConstraints, excludeConstraints, foreignKeys, primaryKeys, uniqueConstraints } from "./constraints.ts";
import { indexes } from "./indexes.ts";
import {
  foreignTableNames,
  objectNames,
  schemaNames,
  sequences,
  tableComments,
  tableOptions,
  views,
} from "./objects.ts";
import { type NamedType, namedTypes, typeOf } from "./types.ts";

const USUAL_ENDINGS: Readonly<Record<ConstraintKind, string>> = {
  primaryKey: "pkey",
  unique: "key",
  foreignKey: "fkey",
  check: "check",
  exclude: "excl",
};

/** PostgreSQL's catalog: pg_class and its kin, one statement a kind of fact. */
export class PostgreSQLCatalog implements Catalog {
  readonly capabilities: CatalogCapabilities = { temporaryObjects: true, namedTypes: true };
  readonly #dialect: { readonly serverVersion: readonly number[] | undefined };
  #types: Map<number, NamedType> | undefined;

  readonly schemaNames: Catalog["schemaNames"] = schemaNames;
  readonly objectNames: Catalog["objectNames"] = objectNames;
  readonly sequences: Catalog["sequences"] = sequences;
  readonly primaryKeys: Catalog["primaryKeys"] = primaryKeys;
  readonly checkConstraints: Catalog["checkConstraints"] = checkConstraints;
  readonly excludeConstraints: Catalog["excludeConstraints"] = excludeConstraints;
  readonly tableComments: Catalog["tableComments"] = tableComments;
  readonly tableOptions: Catalog["tableOptions"] = tableOptions;
  readonly views: Catalog["views"] = views;
  readonly foreignTableNames: Catalog["foreignTableNames"] = foreignTableNames;

  constructor(dialect: { readonly serverVersion: readonly number[] | undefined }) {
    this.#dialect = dialect;
  }

  clear(): void {
    this.#types = undefined;
  }

  isUsualName(kind: ConstraintKind, name: string, table: string, on: readonly string[]): boolean {
    const ending = USUAL_ENDINGS[kind];
    return name === (kind === "primaryKey" ? `${table}_pkey` : [table, ...on, ending].join("_"));
  }

  get #is15(): boolean {
    return (this.#dialect.serverVersion?.[0] ?? 0) >= 15;
  }
  /** NULLS NOT DISTINCT came with PostgreSQL 15. */
  get #nullsNotDistinct(): string {
    return this.#is15 ? "i.indnullsnotdistinct" : "false";
  }
  *#named(connection: CatalogConnection): Flow<Map<number, NamedType>> {
    return (this.#types ??= yield* namedTypes(connection));
  }

  *columns(connection: CatalogConnection, request: CatalogRequest): ReturnType<Catalog["columns"]> {
    return yield* columns(connection, request, () => this.#named(connection));
  }
  *foreignKeys(connection: CatalogConnection, request: CatalogRequest): ReturnType<Catalog["foreignKeys"]> {
    return yield* foreignKeys(connection, request, this.#is15);
  }
  *uniqueConstraints(connection: CatalogConnection, request: CatalogRequest): ReturnType<Catalog["uniqueConstraints"]> {
    return yield* uniqueConstraints(connection, request, this.#nullsNotDistinct);
  }
  *indexes(connection: CatalogConnection, request: CatalogRequest): ReturnType<Catalog["indexes"]> {
    return yield* indexes(connection, request, this.#nullsNotDistinct);
  }

  *enums(connection: CatalogConnection, schema: string | undefined): Flow<ReflectedEnum[]> {
    const named = yield* this.#named(connection);
    return [...named.values()]
      .filter((type) => type.labels !== undefined && isIn(type, schema))
      .map(({ name, schema: place, visible, labels, comment }) => ({
        name,
        schema: place,
        visible,
        labels: labels ?? [],
        comment,
      }));
  }

  *domains(connection: CatalogConnection, schema: string | undefined): Flow<ReflectedDomain[]> {
    const named = yield* this.#named(connection);
    const found: ReflectedDomain[] = [];
    for (const type of named.values()) {
      if (type.base === undefined || !isIn(type, schema)) continue;
      found.push({
        name: type.name,
        schema: type.schema,
        visible: type.visible,
        type: typeOf(type.base, named, `domain "${type.name}"`),
        nullable: !type.notNull,
        default: type.default,
        collation: type.collation,
        constraints: type.checks,
        comment: type.comment,
      });
    }
    return found;
  }
}

/** Without a schema, what is found without one; "*" is all. */
function isIn(type: NamedType, schema: string | undefined): boolean {
  return schema === undefined ? type.visible : schema === "*" || type.schema === schema;
}
