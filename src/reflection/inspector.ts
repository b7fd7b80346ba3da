import type { CatalogConnection } from "../dialect/catalog.ts";
import { ObjectKind, ObjectScope } from "../dialect/catalog.ts";
import type { Dialect } from "../dialect/dialect.ts";
import { ArgumentError } from "../errors/argument.ts";
import { InvalidRequestError } from "../errors/state.ts";
import { type Flow, isPromiseLike } from "../flow/flow.ts";
import { $runDDL, type DDLConnection, type DDLRunner } from "../schema/ddl-runner.ts";
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
  ReflectedTableComment,
  ReflectedUniqueConstraint,
} from "../schema/reflected.ts";
import type { Table } from "../schema/table.ts";
import type { TableOptions } from "../schema/table-options.ts";
import { describeValue } from "../util/describe.ts";
import { catalogConnection } from "./catalog-connection.ts";
import { type FactKind, type Facts, InspectorCore } from "./inspector-core.ts";
import { reflectTable } from "./reflect-one.ts";
import type { ReflectTableOptions } from "./reflect-tables.ts";
import { type SortedNames, sortedTableNames } from "./sorted-names.ts";

/** What a method of an inspector gives: the answer, or a promise of it from one of an async engine. */
export type Answer<M extends "sync" | "async", T> = M extends "async" ? Promise<T> : T;

/** An engine or connection that can be inspected. */
export interface Inspectable extends DDLRunner {
  readonly dialect: Dialect;
}

export interface SchemaOption {
  /** Another schema than the one that names without one mean. */
  readonly schema?: string | undefined;
}
export interface MultiOptions extends SchemaOption {
  /** Only tables of these names; those that are not there are left out of the answer. */
  readonly filterNames?: readonly string[] | undefined;
  /** Tables by default; `ObjectKind.ANY`, `ObjectKind.VIEW` … */
  readonly kind?: ObjectKind | undefined;
  /** Lasting objects by default; `ObjectScope.TEMPORARY` or `ObjectScope.ANY`. */
  readonly scope?: ObjectScope | undefined;
}

/**
 * Looks into a database: which tables and views it has, and all about them. Made by `inspect(engine)` or `inspect(connection)`; of an async
 * one, every method gives a promise. Answers are remembered until `clearCache()`, so that an inspector shows one moment.
 *
 * ```ts
 * const inspector = inspect(engine);
 * inspector.getTableNames();                         // ["orders", "users"]
 * inspector.getColumns("users")[0];                  // { name: "id", type: …, nullable: false, default: null, autoincrement: true, comment: null }
 * const keys = inspector.getMultiForeignKeys();      // of all tables, by one statement
 * ```
 *
 * Methods that are given the name of a table throw NoSuchTableError when there is none; views count as tables there.
 */
export class Inspector<M extends "sync" | "async" = "sync"> {
  /** The engine or connection. */
  readonly bind: Inspectable;
  readonly #core: InspectorCore;

  /** `inspect()` makes inspectors. */
  constructor(bind: Inspectable) {
    this.bind = bind;
    this.#core = new InspectorCore(bind.dialect.makeCatalog());
  }

  get dialect(): Dialect {
    return this.bind.dialect;
  }

  /** The schema that names without one mean, where the database has schemas; null when it has none for this connection. */
  get defaultSchemaName(): Answer<M, string | null> {
    const { dialect } = this;
    // A connection must have been made for the dialect to know.
    // oxlint-disable-next-line require-yield -- asks nothing
    return this.run(function* () {
      return dialect.defaultSchema ?? null;
    });
  }

  /** Forgets all answers: the next ones show the database as it is then. */
  clearCache(): void {
    this.#core.clear();
  }

  // --- names ------------------------------------------------------------------------------------------------------

  /** Schemas, those of the system too. */
  getSchemaNames(): Answer<M, readonly string[]> {
    return this.run((c, core) => core.schemas(c));
  }
  /** Tables, in alphabetical order; partitions and foreign tables are among them. */
  getTableNames(options?: SchemaOption): Answer<M, readonly string[]> {
    return this.#names(options, ObjectKind.TABLE, ObjectScope.DEFAULT);
  }
  getViewNames(options?: SchemaOption): Answer<M, readonly string[]> {
    return this.#names(options, ObjectKind.VIEW, ObjectScope.DEFAULT);
  }
  /** Materialized views (PostgreSQL; none elsewhere). */
  getMaterializedViewNames(options?: SchemaOption): Answer<M, readonly string[]> {
    return this.#names(options, ObjectKind.MATERIALIZED_VIEW, ObjectScope.DEFAULT);
  }
  /** Temporary tables of this connection. MySQL keeps no list of them: InvalidRequestError there. */
  getTempTableNames(): Answer<M, readonly string[]> {
    this.#requireTemporary("getTempTableNames");
    return this.#names(undefined, ObjectKind.TABLE, ObjectScope.TEMPORARY);
  }
  /** Temporary views of this connection. */
  getTempViewNames(): Answer<M, readonly string[]> {
    this.#requireTemporary("getTempViewNames");
    return this.#names(undefined, ObjectKind.ANY_VIEW, ObjectScope.TEMPORARY);
  }
  /** Sequences (PostgreSQL, MariaDB; none elsewhere). */
  getSequenceNames(options?: SchemaOption): Answer<M, readonly string[]> {
    const schema = schemaOf("getSequenceNames", options);
    return this.run(function* (c, core) {
      return (yield* core.sequences(c, schema)).map((sequence) => sequence.name);
    });
  }
  /** The same with how they count. */
  getSequences(options?: SchemaOption): Answer<M, readonly ReflectedSequence[]> {
    const schema = schemaOf("getSequences", options);
    return this.run((c, core) => core.sequences(c, schema));
  }
  /**
   * Tables in the order in which they can be created, with the names of the foreign keys that stand inside each; a last entry without a table
   * holds those that have to be added afterwards, because tables refer to one another in a circle.
   */
  getSortedTableAndFkcNames(options?: SchemaOption): Answer<M, SortedNames> {
    const schema = schemaOf("getSortedTableAndFkcNames", options);
    return this.run(function* (c, core) {
      const keys = yield* core.multi(c, "foreignKeys", requestOf("", { schema }));
      return sortedTableNames(keys, schema);
    });
  }

  // --- whether something is there ---------------------------------------------------------------------------------

  /** Whether a table or view of that name is there. */
  hasTable(name: string, options?: SchemaOption): Answer<M, boolean> {
    const schema = schemaOf("hasTable", options);
    nameOf("hasTable", name);
    return this.run((c, core) => core.hasTable(c, name, schema));
  }
  /** Whether tables or views of these names are there, by name. */
  hasMultiTable(names: readonly string[], options?: SchemaOption): Answer<M, ReadonlyMap<string, boolean>> {
    const schema = schemaOf("hasMultiTable", options);
    return this.run(function* (c, core) {
      const there = new Set(yield* core.names(c, schema, ObjectKind.ANY, ObjectScope.ANY));
      return new Map(names.map((name) => [name, there.has(name)]));
    });
  }
  hasSchema(name: string): Answer<M, boolean> {
    nameOf("hasSchema", name);
    return this.run(function* (c, core) {
      return (yield* core.schemas(c)).includes(name);
    });
  }
  hasSequence(name: string, options?: SchemaOption): Answer<M, boolean> {
    const schema = schemaOf("hasSequence", options);
    nameOf("hasSequence", name);
    return this.run(function* (c, core) {
      return (yield* core.sequences(c, schema)).some((sequence) => sequence.name === name);
    });
  }
  /** Whether an index of that name is on the table; false too when there is no such table. */
  hasIndex(table: string, index: string, options?: SchemaOption): Answer<M, boolean> {
    const schema = schemaOf("hasIndex", options);
    nameOf("hasIndex", table);
    nameOf("hasIndex", index);
    return this.run(function* (c, core) {
      if (!(yield* core.hasTable(c, table, schema))) return false;
      return (yield* core.single(c, "indexes", table, schema)).some((found) => found.name === index);
    });
  }

  // --- one table --------------------------------------------------------------------------------------------------

  /** Columns in their order, of a table or view. */
  getColumns(table: string, options?: SchemaOption): Answer<M, readonly ReflectedColumn[]> {
    return this.#single("getColumns", "columns", table, options);
  }
  /** The primary key; without columns when there is none. */
  getPkConstraint(table: string, options?: SchemaOption): Answer<M, ReflectedPrimaryKeyConstraint> {
    return this.#single("getPkConstraint", "primaryKeys", table, options);
  }
  getForeignKeys(table: string, options?: SchemaOption): Answer<M, readonly ReflectedForeignKeyConstraint[]> {
    return this.#single("getForeignKeys", "foreignKeys", table, options);
  }
  /** Indexes besides that of the primary key; those of unique constraints say so (`duplicatesConstraint`). */
  getIndexes(table: string, options?: SchemaOption): Answer<M, readonly ReflectedIndex[]> {
    return this.#single("getIndexes", "indexes", table, options);
  }
  getUniqueConstraints(table: string, options?: SchemaOption): Answer<M, readonly ReflectedUniqueConstraint[]> {
    return this.#single("getUniqueConstraints", "uniqueConstraints", table, options);
  }
  getCheckConstraints(table: string, options?: SchemaOption): Answer<M, readonly ReflectedCheckConstraint[]> {
    return this.#single("getCheckConstraints", "checkConstraints", table, options);
  }
  /** EXCLUDE constraints (PostgreSQL; none elsewhere). */
  getExcludeConstraints(table: string, options?: SchemaOption): Answer<M, readonly ReflectedExcludeConstraint[]> {
    return this.#single("getExcludeConstraints", "excludeConstraints", table, options);
  }
  /** `{ text }`, null where there is no comment. */
  getTableComment(table: string, options?: SchemaOption): Answer<M, ReflectedTableComment> {
    return this.#single("getTableComment", "tableComments", table, options);
  }
  /** What follows the columns of CREATE TABLE, by the names that tables are declared with: `{ mysqlEngine: "InnoDB" }`. */
  getTableOptions(table: string, options?: SchemaOption): Answer<M, TableOptions> {
    return this.#single("getTableOptions", "tableOptions", table, options);
  }
  /** The query of a view as the database writes it; null of a table. */
  getViewDefinition(view: string, options?: SchemaOption): Answer<M, string | null> {
    const schema = schemaOf("getViewDefinition", options);
    nameOf("getViewDefinition", view);
    return this.run(function* (c, core) {
      return (yield* core.single(c, "views", view, schema))?.definition ?? null;
    });
  }

  // --- many tables ------------------------------------------------------------------------------------------------

  /** Columns of many tables by their names, asked for by one statement; as all the `getMulti…` methods. */
  getMultiColumns(options?: MultiOptions): Answer<M, ReadonlyMap<string, readonly ReflectedColumn[]>> {
    return this.#multi("getMultiColumns", "columns", options);
  }
  getMultiPkConstraint(options?: MultiOptions): Answer<M, ReadonlyMap<string, ReflectedPrimaryKeyConstraint>> {
    return this.#multi("getMultiPkConstraint", "primaryKeys", options);
  }
  getMultiForeignKeys(
    options?: MultiOptions,
  ): Answer<M, ReadonlyMap<string, readonly ReflectedForeignKeyConstraint[]>> {
    return this.#multi("getMultiForeignKeys", "foreignKeys", options);
  }
  getMultiIndexes(options?: MultiOptions): Answer<M, ReadonlyMap<string, readonly ReflectedIndex[]>> {
    return this.#multi("getMultiIndexes", "indexes", options);
  }
  getMultiUniqueConstraints(
    options?: MultiOptions,
  ): Answer<M, ReadonlyMap<string, readonly ReflectedUniqueConstraint[]>> {
    return this.#multi("getMultiUniqueConstraints", "uniqueConstraints", options);
  }
  getMultiCheckConstraints(
    options?: MultiOptions,
  ): Answer<M, ReadonlyMap<string, readonly ReflectedCheckConstraint[]>> {
    return this.#multi("getMultiCheckConstraints", "checkConstraints", options);
  }
  getMultiExcludeConstraints(
    options?: MultiOptions,
  ): Answer<M, ReadonlyMap<string, readonly ReflectedExcludeConstraint[]>> {
    return this.#multi("getMultiExcludeConstraints", "excludeConstraints", options);
  }
  getMultiTableComment(options?: MultiOptions): Answer<M, ReadonlyMap<string, ReflectedTableComment>> {
    return this.#multi("getMultiTableComment", "tableComments", options);
  }
  getMultiTableOptions(options?: MultiOptions): Answer<M, ReadonlyMap<string, TableOptions>> {
    return this.#multi("getMultiTableOptions", "tableOptions", options);
  }

  // --- types of PostgreSQL ----------------------------------------------------------------------------------------

  /** Enumerations that are types of their own (PostgreSQL; InvalidRequestError elsewhere); `{ schema: "*" }` for all schemas. */
  getEnums(options?: SchemaOption): Answer<M, readonly ReflectedEnum[]> {
    const schema = this.#namedTypes("getEnums", options);
    return this.run((c, core) => core.catalog.enums(c, schema));
  }
  /** Domains (PostgreSQL; InvalidRequestError elsewhere); `{ schema: "*" }` for all schemas. */
  getDomains(options?: SchemaOption): Answer<M, readonly ReflectedDomain[]> {
    const schema = this.#namedTypes("getDomains", options);
    return this.run((c, core) => core.catalog.domains(c, schema));
  }
  /** Foreign tables (PostgreSQL; InvalidRequestError elsewhere). */
  getForeignTableNames(options?: SchemaOption): Answer<M, readonly string[]> {
    const schema = this.#namedTypes("getForeignTableNames", options);
    return this.run((c, core) => core.catalog.foreignTableNames(c, schema));
  }
  /** Whether an enumeration or domain of that name is there (PostgreSQL; InvalidRequestError elsewhere). */
  hasType(name: string, options?: SchemaOption): Answer<M, boolean> {
    const schema = this.#namedTypes("hasType", options);
    nameOf("hasType", name);
    return this.run(function* (c, core) {
      const enums = yield* core.catalog.enums(c, schema);
      const domains = yield* core.catalog.domains(c, schema);
      return [...enums, ...domains].some((type) => type.name === name);
    });
  }

  /**
   * Adds to a table what the database has of it: columns, keys, constraints and indexes. Columns that are there already stay as they are.
   * `metadata.table(name, { autoloadWith })` does it for a new one.
   */
  reflectTable(table: Table, options: ReflectTableOptions = {}): Answer<M, void> {
    const { metadata } = table;
    return this.run((connection, core) =>
      reflectTable({ core, connection, inspector: this, metadata }, table, options),
    );
  }

  /** Runs a flow of questions on one connection; for extensions. */
  run<T>(ask: (connection: CatalogConnection, core: InspectorCore) => Flow<T>): Answer<M, T> {
    let answer: T | undefined;
    const core = this.#core;
    const done = this.bind[$runDDL](function* (connection): Flow<void> {
      answer = yield* ask(catalogConnection(connection), core);
    });
    return (isPromiseLike(done) ? done.then(() => answer as T) : answer) as Answer<M, T>;
  }
  /** What it is given runs on the engine or connection. */
  runPlan(plan: (connection: DDLConnection) => Flow<void>): void | Promise<void> {
    return this.bind[$runDDL](plan);
  }

  // --- how it is asked --------------------------------------------------------------------------------------------

  #names(options: SchemaOption | undefined, kind: ObjectKind, scope: ObjectScope): Answer<M, readonly string[]> {
    const schema = schemaOf("the inspector", options);
    return this.run((c, core) => core.names(c, schema, kind, scope));
  }
  #single<K extends FactKind>(
    method: string,
    kind: K,
    table: string,
    options: SchemaOption | undefined,
  ): Answer<M, Facts[K]> {
    const schema = schemaOf(method, options);
    nameOf(method, table);
    return this.run((c, core) => core.single(c, kind, table, schema));
  }
  #multi<K extends FactKind>(
    method: string,
    kind: K,
    options: MultiOptions | undefined,
  ): Answer<M, ReadonlyMap<string, Facts[K]>> {
    const request = requestOf(method, options);
    return this.run((c, core) => core.multi(c, kind, request));
  }
  #requireTemporary(method: string): void {
    if (!this.#core.catalog.capabilities.temporaryObjects)
      throw new InvalidRequestError(`${method}(): ${this.dialect.name} keeps no list of temporary tables and views.`);
  }
  #namedTypes(method: string, options: SchemaOption | undefined): string | undefined {
    if (!this.#core.catalog.capabilities.namedTypes)
      throw new InvalidRequestError(
        `${method}(): ${this.dialect.name} has no enumerations, domains and foreign tables as objects of their own.`,
      );
    return schemaOf(method, options);
  }
}

export interface Inspector<M extends "sync" | "async" = "sync"> extends DDLRunner {
  [$runDDL](plan: (connection: DDLConnection) => Flow<void>): Answer<M, void>;
}
Object.defineProperty(Inspector.prototype, $runDDL, {
  value(this: Inspector<"sync" | "async">, plan: (connection: DDLConnection) => Flow<void>) {
    return this.runPlan(plan);
  },
});

/** Whether something is an engine or connection whose database can be looked into. */
export function isInspectable(value: unknown): value is Inspectable {
  if (value === null || typeof value !== "object") return false;
  const { dialect, [$runDDL]: runDDL } = value as Partial<Inspectable>;
  return typeof runDDL === "function" && typeof dialect?.makeCatalog === "function";
}

/** An inspector of an async engine or connection: its methods give promises. */
export type AsyncInspector = Inspector<"async">;

function nameOf(method: string, name: unknown): void {
  if (typeof name !== "string")
    throw new ArgumentError(`${method}() takes the name of a table or view as a string, not ${describeValue(name)}.`);
}

function schemaOf(method: string, options: SchemaOption | undefined): string | undefined {
  if (options === undefined) return undefined;
  if (options === null || typeof options !== "object")
    throw new ArgumentError(`${method}() takes options such as { schema: "sales" }, not ${describeValue(options)}.`);
  const { schema } = options;
  if (schema === undefined || (typeof schema === "string" && schema !== "")) return schema;
  throw new ArgumentError(
    `${method}(): the schema is a string that is not empty, or left out, not ${describeValue(schema)}.`,
  );
}

function requestOf(method: string, options: MultiOptions | undefined): Parameters<InspectorCore["multi"]>[2] {
  const schema = schemaOf(method, options);
  const { filterNames, kind = ObjectKind.TABLE, scope = ObjectScope.DEFAULT } = options ?? {};
  if (filterNames !== undefined && !Array.isArray(filterNames))
    throw new ArgumentError(`${method}(): filterNames is a list of names, not ${describeValue(filterNames)}.`);
  if (!Number.isInteger(kind) || kind < 1 || kind > ObjectKind.ANY)
    throw new ArgumentError(`${method}(): kind is one of ObjectKind or a sum of them, not ${describeValue(kind)}.`);
  if (!Number.isInteger(scope) || scope < 1 || scope > ObjectScope.ANY)
    throw new ArgumentError(`${method}(): scope is one of ObjectScope, not ${describeValue(scope)}.`);
  return { schema, filterNames, kind, scope };
}
