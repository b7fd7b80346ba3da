import type { Flow } from "../flow/flow.ts";
import type {
  ReflectedCheckConstraint,
  ReflectedColumn,
  ReflectedDomain,
  ReflectedEnum,
  ReflectedExcludeConstraint,
  ReflectedForeignKeyConstraint,
  ReflectedIndex,
  ReflectedPrimaryKeyConstraint,
  ReflectedSequence,
  ReflectedUniqueConstraint,
  ReflectedView,
} from "../schema/reflected.ts";
import type { ConstraintKind } from "../schema/constraint.ts";
import type { TableOptions } from "../schema/table-options.ts";

/** Sorts of objects; they add up: `ObjectKind.TABLE | ObjectKind.VIEW`. */
export const ObjectKind: Readonly<Record<"TABLE" | "VIEW" | "MATERIALIZED_VIEW" | "ANY_VIEW" | "ANY", number>> =
  Object.freeze({ TABLE: 1, VIEW: 2, MATERIALIZED_VIEW: 4, ANY_VIEW: 6, ANY: 7 });
/** One of `ObjectKind`, or a sum of them. */
export type ObjectKind = number;

/** Lasting objects, temporary ones, or both. */
export const ObjectScope: Readonly<Record<"DEFAULT" | "TEMPORARY" | "ANY", number>> = Object.freeze({
  DEFAULT: 1,
  TEMPORARY: 2,
  ANY: 3,
});
/** One of `ObjectScope`. */
export type ObjectScope = number;

/** Which tables and views a catalog is asked about. */
export interface CatalogRequest {
  /** undefined: those that are found without naming a schema. */
  readonly schema: string | undefined;
  /** Only these; undefined: all. */
  readonly names: readonly string[] | undefined;
  readonly kind: ObjectKind;
  readonly scope: ObjectScope;
}

/** A connection as a catalog sees it. */
export interface CatalogConnection {
  /** Rows of a query that is written for the driver; parameters are strings, numbers and null. */
  query(sql: string, params?: readonly (string | number | null)[]): Flow<readonly (readonly unknown[])[]>;
}

/** What a database keeps, and therefore what can be asked of its catalog. What it has not counts as empty, or is an error where that would mislead. */
export interface CatalogCapabilities {
  /** Temporary tables and views can be listed and looked into. */
  readonly temporaryObjects: boolean;
  /** Enumerations, domains and foreign tables are objects of their own. */
  readonly namedTypes: boolean;
}

/** Facts by the name of the table. Objects without facts of the kind may be left out. */
export type FactsByTable<F> = Map<string, F>;

/**
 * How a database is asked what it holds: one flow a kind of fact, each in one statement for however many tables. An inspector has one catalog of
 * its own, which may remember what it has read until `clear()`. Dialects make it in `makeCatalog()`.
 */
export interface Catalog {
  readonly capabilities: CatalogCapabilities;
  /** Forgets what was read. */
  clear(): void;
  /** Whether a name is the one that the database gives by itself to a nameless constraint on these columns. */
  isUsualName(kind: ConstraintKind, name: string, table: string, on: readonly string[]): boolean;
  schemaNames(connection: CatalogConnection): Flow<string[]>;
  /** Names of tables and views. `names` of the request is not looked at. */
  objectNames(connection: CatalogConnection, request: CatalogRequest): Flow<string[]>;
  sequences(connection: CatalogConnection, schema: string | undefined): Flow<ReflectedSequence[]>;
  columns(connection: CatalogConnection, request: CatalogRequest): Flow<FactsByTable<readonly ReflectedColumn[]>>;
  primaryKeys(
    connection: CatalogConnection,
    request: CatalogRequest,
  ): Flow<FactsByTable<ReflectedPrimaryKeyConstraint>>;
  foreignKeys(
    connection: CatalogConnection,
    request: CatalogRequest,
  ): Flow<FactsByTable<readonly ReflectedForeignKeyConstraint[]>>;
  uniqueConstraints(
    connection: CatalogConnection,
    request: CatalogRequest,
  ): Flow<FactsByTable<readonly ReflectedUniqueConstraint[]>>;
  checkConstraints(
    connection: CatalogConnection,
    request: CatalogRequest,
  ): Flow<FactsByTable<readonly ReflectedCheckConstraint[]>>;
  excludeConstraints(
    connection: CatalogConnection,
    request: CatalogRequest,
  ): Flow<FactsByTable<readonly ReflectedExcludeConstraint[]>>;
  indexes(connection: CatalogConnection, request: CatalogRequest): Flow<FactsByTable<readonly ReflectedIndex[]>>;
  tableComments(connection: CatalogConnection, request: CatalogRequest): Flow<FactsByTable<string>>;
  /** Options of the table by the names that they are declared with. */
  tableOptions(connection: CatalogConnection, request: CatalogRequest): Flow<FactsByTable<TableOptions>>;
  views(connection: CatalogConnection, request: CatalogRequest): Flow<FactsByTable<ReflectedView>>;
  enums(connection: CatalogConnection, schema: string | undefined): Flow<ReflectedEnum[]>;
  domains(connection: CatalogConnection, schema: string | undefined): Flow<ReflectedDomain[]>;
  foreignTableNames(connection: CatalogConnection, schema: string | undefined): Flow<string[]>;
}
