import { ArgumentError } from "../errors/argument.ts";
import { InvalidRequestError } from "../errors/state.ts";
import { brandOf } from "../util/brand.ts";
import { describeValue } from "../util/describe.ts";
import { isColumnBuilder } from "./column-builder.ts";
import { type $dispatch, defineDispatch, type Dispatch } from "../event/dispatch.ts";
import { isName, plainName } from "../sql/quoted-name.ts";
import { type NamedType, namedTypes } from "./ddl-named-type.ts";
import type { DomainType } from "./domain-type.ts";
import { columnNamer, type ColumnNaming } from "./column-names.ts";
import { createAll, type CreateOptions } from "./create-objects.ts";
import type { DDLRunner, RunResult } from "./ddl-runner.ts";
import { dropAll } from "./drop-objects.ts";
import { checkConvention, DEFAULT_CONVENTION, type NamingConvention } from "./naming.ts";
import { makeEvents, type SchemaEvents } from "./schema-events.ts";
import { BLANK_SCHEMA } from "./schema-constants.ts";
import { type AutoloadOptions, type Reflected, reflector, type ReflectOptions } from "./reflector.ts";
import type { AnySequence } from "./sequence.ts";
import { sortTables } from "./sort-tables.ts";
import { type AutoloadedTable, createTable, type Table, type TableColumns } from "./table.ts";
import type { TableOptions } from "./table-options.ts";

/** What `getSchemaObjects()` finds, by kind. */
export interface SchemaObjects {
  readonly sequence: AnySequence;
  readonly enumeration: Exclude<NamedType, DomainType>;
  readonly domain: DomainType;
}

export interface MetaDataOptions {
  /** The schema of tables that name none. */
  readonly schema?: string | undefined;
  /** Patterns for the names of constraints and indexes. */
  readonly namingConvention?: NamingConvention | undefined;
  /** The names of columns that are not `.named()`; by default those of their attributes. */
  readonly columnNames?: ColumnNaming | undefined;
  /** Whatever you like; Athanor never reads it. */
  readonly info?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * A set of tables that belong together: foreign keys are looked up here, and `createAll` creates them in the right order.
 *
 * ```ts
 * const metadata = new MetaData();
 * const users = metadata.table("users", { id: integer().primaryKey(), name: string(50) });
 * metadata.createAll(engine);                    // CREATE TABLE users (…), unless it exists
 * ```
 */
export class MetaData {
  readonly schema: string | undefined;
  readonly namingConvention: NamingConvention;
  /** The column of an attribute that is not `.named()`. */
  readonly columnName: (attribute: string) => string;
  readonly info: Readonly<Record<string, unknown>>;
  readonly #tables: Map<string, Table> = new Map();
  readonly #sequences: Map<string, AnySequence> = new Map();
  #dispatch: Dispatch<SchemaEvents> | undefined;

  constructor(options: MetaDataOptions = {}) {
    if (options.schema !== undefined && (!isName(options.schema) || options.schema.length === 0)) {
      throw new ArgumentError(
        `The schema of a MetaData must be a string that is not empty, not ${describeValue(options.schema)}.`,
      );
    }
    this.schema = options.schema;
    this.info = options.info ?? {};
    this.columnName = columnNamer(options.columnNames);
    this.namingConvention =
      options.namingConvention === undefined ? DEFAULT_CONVENTION : checkConvention(options.namingConvention);
  }

  /** Sequences by name, `schema.name` for those in a schema: those of columns, and those that name this MetaData. */
  get sequences(): ReadonlyMap<string, AnySequence> {
    return this.#sequences;
  }
  addSequence(sequence: AnySequence): void {
    this.#sequences.set(sequence.fullname, sequence);
  }

  /** The schemas that its tables name. */
  get schemas(): readonly string[] {
    return [...new Set([...this.#tables.values()].flatMap((table) => table.schema ?? []))].sort();
  }

  /**
   * The sequences, the enumerations with a name, or the domains of this MetaData, of one schema; without `schema`, of its default one.
   *
   * ```ts
   * metadata.getSchemaObjects("enumeration", { schema: "shop" }).map((type) => type.name);
   * ```
   */
  getSchemaObjects<K extends keyof SchemaObjects>(
    kind: K,
    options: { readonly schema?: string | null } = {},
  ): readonly SchemaObjects[K][] {
    const schema = options.schema === undefined ? this.schema : (options.schema ?? undefined);
    const all: readonly { readonly schema: string | undefined }[] =
      kind === "sequence"
        ? [...this.#sequences.values()]
        : namedTypes(this.#tables.values()).filter((type) => type.kind === (kind === "domain" ? "domain" : "enum"));
    return all.filter((one) => one.schema === schema) as unknown as SchemaObjects[K][];
  }

  /** Listeners of its events; see `listen`. */
  get dispatch(): Dispatch<SchemaEvents> {
    return (this.#dispatch ??= makeEvents("a MetaData"));
  }

  /** Tables by name, `schema.name` for those in a schema. */
  get tables(): ReadonlyMap<string, Table> {
    return this.#tables;
  }

  /**
   * Declares a table. Columns are builders; their order is that of CREATE TABLE and of SELECT. With `autoloadWith` the columns, constraints and
   * indexes come from the database; columns that are declared nevertheless take the place of those there. On an async engine, await it.
   *
   * ```ts
   * const users = metadata.table("users", { autoloadWith: engine });
   * const orders = metadata.table("orders", { total: numeric(10, 2) }, { autoloadWith: engine });
   * ```
   *
   * Throws NoSuchTableError when there is no such table.
   */
  table<R extends DDLRunner>(name: string, options: AutoloadOptions<R>): Reflected<R, Table>;
  table<S extends object, R extends DDLRunner>(
    name: string,
    shape: S,
    options: AutoloadOptions<R, TableColumns<NoInfer<S>>>,
  ): Reflected<R, AutoloadedTable<S>>;
  table<S extends object>(name: string, shape: S, options?: TableOptions<TableColumns<NoInfer<S>>>): Table<S>;
  table(name: string, given: object, more?: TableOptions<never>): unknown {
    const [shape, options] =
      more === undefined && isAutoload(given) ? [{}, given as TableOptions] : [given, more as TableOptions | undefined];
    for (const [key, value] of Object.entries(shape)) {
      if (!isColumnBuilder(value)) {
        throw new ArgumentError(
          `The columns of a table are builders such as integer() or string(50), but "${key}" of table "${name}" is ${describeValue(value)}.`,
        );
      }
    }
    if (options !== undefined && isAutoload(options))
      return reflector().autoload(name, this, new Map(Object.entries(shape)), options);
    const known = this.#existing(name, shape, options);
    if (known !== undefined) return known;
    const table: Table = createTable<object>(name, this, shape, options);
    try {
      table.resolve();
    } catch (error) {
      this.remove(table);
      throw error;
    }
    return table;
  }

  /** The table of that name, when the options say what to do with it. */
  #existing(name: string, shape: object, options: TableOptions | undefined): Table | undefined {
    if (options?.keepExisting !== true && options?.extendExisting !== true) return undefined;
    if (options.keepExisting === true && options.extendExisting === true)
      throw new ArgumentError(`Table "${name}": keepExisting and extendExisting exclude each other.`);
    const schema = options.schema === BLANK_SCHEMA ? undefined : (options.schema ?? this.schema);
    const known = this.#tables.get(schema === undefined ? plainName(name) : `${plainName(schema)}.${plainName(name)}`);
    if (known === undefined || options.keepExisting === true) return known;
    for (const [key, builder] of Object.entries(shape))
      known.appendColumn(key, builder as never, { replaceExisting: true });
    const { extendExisting: _extend, ...rest } = options;
    known.applyOptions(rest);
    known.resolve();
    return known;
  }

  /** Tables in the order in which they can be created: each after those its foreign keys name. */
  get sortedTables(): readonly Table[] {
    return sortTables([...this.#tables.values()]).flatMap((entry) => entry.table ?? []);
  }

  add(table: Table): void {
    if (this.#tables.has(table.fullname)) {
      throw new InvalidRequestError(
        `This MetaData already has a table "${table.fullname}". Give it another name, or take the first one out with metadata.remove(table).`,
      );
    }
    this.#tables.set(table.fullname, table);
  }

  /** Takes a table out, so that its name can be declared again. */
  remove(table: Table): void {
    if (this.#tables.get(table.fullname) === table) this.#tables.delete(table.fullname);
  }

  /** Takes all tables and sequences out. */
  clear(): void {
    this.#tables.clear();
    this.#sequences.clear();
  }

  /** Creates all tables that do not exist, in the order that foreign keys need. With an async engine or connection, await it. */
  createAll<R extends DDLRunner>(bind: R, options: CreateOptions = {}): RunResult<R> {
    return createAll(bind, this, checked(options));
  }

  /**
   * Reads tables from the database into this MetaData, with their columns, constraints and indexes, and those that foreign keys lead to:
   * `metadata.reflect(engine, { only: ["users"] })`. Tables that it has already stay as they are. On an async engine, await it.
   */
  reflect<R extends DDLRunner>(bind: R, options: ReflectOptions = {}): RunResult<R> {
    return reflector().reflect(bind, this, options) as RunResult<R>;
  }

  /** Drops all tables that exist, dependent ones first. With an async engine or connection, await it. */
  dropAll<R extends DDLRunner>(bind: R, options: CreateOptions = {}): RunResult<R> {
    return dropAll(bind, this, checked(options));
  }
}

export interface MetaData {
  readonly [$dispatch]: Dispatch<SchemaEvents>;
}
defineDispatch(MetaData.prototype, (metadata) => metadata.dispatch);

/** Whether options say that a table comes from the database; a column of that name is a builder. */
function isAutoload(options: object): options is AutoloadOptions<DDLRunner> {
  const { autoloadWith } = options as { readonly autoloadWith?: unknown };
  return autoloadWith !== undefined && !isColumnBuilder(autoloadWith);
}

function checked(options: CreateOptions): CreateOptions {
  for (const table of options.tables ?? []) {
    if (brandOf(table) === "from" && "metadata" in table) continue;
    throw new ArgumentError(
      `tables takes a list of tables, not ${describeValue(table)}. A model's table is inspect(Model).localTable.`,
    );
  }
  return options;
}
