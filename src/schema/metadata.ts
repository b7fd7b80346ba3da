import { ArgumentError } from "../errors/argument.ts";
import { InvalidRequestError } from "../errors/state.ts";
import { brandOf } from "../util/brand.ts";
import { describeValue } from "../util/describe.ts";
import { isColumnBuilder } from "./column-builder.ts";
import { type $dispatch, defineDispatch, type Dispatch } from "../event/dispatch.ts";
import { isName, plainName } from "../sql/quoted-name.ts";
import { createAll, type CreateOptions } from "./create-objects.ts";
import type { DDLRunner, RunResult } from "./ddl-runner.ts";
import { dropAll } from "./drop-objects.ts";
import { checkConvention, DEFAULT_CONVENTION, type NamingConvention } from "./naming.ts";
import { makeEvents, type SchemaEvents } from "./schema-events.ts";
import { BLANK_SCHEMA } from "./schema-constants.ts";
import type { AnySequence } from "./sequence.ts";
import { sortTables } from "./sort-tables.ts";
import { createTable, type Table, type TableColumns } from "./table.ts";
import type { TableOptions } from "./table-options.ts";

export interface MetaDataOptions {
  /** The schema of tables that name none. */
  readonly schema?: string | undefined;
  /** Patterns for the names of constraints and indexes. */
  readonly namingConvention?: NamingConvention | undefined;
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

  /** Listeners of its events; see `listen`. */
  get dispatch(): Dispatch<SchemaEvents> {
    return (this.#dispatch ??= makeEvents("a MetaData"));
  }

  /** Tables by name, `schema.name` for those in a schema. */
  get tables(): ReadonlyMap<string, Table> {
    return this.#tables;
  }

  /** Declares a table. Columns are builders; their order is that of CREATE TABLE and of SELECT. */
  table<S extends object>(name: string, shape: S, options?: TableOptions<TableColumns<NoInfer<S>>>): Table<S> {
    for (const [key, value] of Object.entries(shape)) {
      if (!isColumnBuilder(value)) {
        throw new ArgumentError(
          `The columns of a table are builders such as integer() or string(50), but "${key}" of table "${name}" is ${describeValue(value)}.`,
        );
      }
    }
    const known = this.#existing(name, shape, options as TableOptions | undefined);
    if (known !== undefined) return known as Table<S>;
    const table = createTable(name, this, shape, options);
    try {
      table.resolve();
    } catch (error) {
      this.remove(table as Table);
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

  /** Drops all tables that exist, dependent ones first. With an async engine or connection, await it. */
  dropAll<R extends DDLRunner>(bind: R, options: CreateOptions = {}): RunResult<R> {
    return dropAll(bind, this, checked(options));
  }
}

export interface MetaData {
  readonly [$dispatch]: Dispatch<SchemaEvents>;
}
defineDispatch(MetaData.prototype, (metadata) => metadata.dispatch);

function checked(options: CreateOptions): CreateOptions {
  for (const table of options.tables ?? []) {
    if (brandOf(table) === "from" && "metadata" in table) continue;
    throw new ArgumentError(
      `tables takes a list of tables, not ${describeValue(table)}. A model's table is inspect(Model).localTable.`,
    );
  }
  return options;
}
