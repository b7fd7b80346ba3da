import { ArgumentError } from "../errors/argument.ts";
import { InvalidRequestError } from "../errors/state.ts";
import { describeValue } from "../util/describe.ts";
import { isColumnBuilder } from "./column-builder.ts";
import { createTables, type CreateOptions, dropTables } from "./ddl-plan.ts";
import type { DDLRunner, RunResult } from "./ddl-runner.ts";
import { DEFAULT_CONVENTION, type NamingConvention } from "./naming.ts";
import { sortTables } from "./sort-tables.ts";
import { createTable, type Table, type TableColumns } from "./table.ts";
import type { TableOptions } from "./table-options.ts";

export interface MetaDataOptions {
  /** The schema of tables that name none. */
  readonly schema?: string | undefined;
  /** Patterns for the names of constraints and indexes. */
  readonly namingConvention?: NamingConvention | undefined;
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
  readonly #tables: Map<string, Table> = new Map();

  constructor(options: MetaDataOptions = {}) {
    this.schema = options.schema;
    this.namingConvention = options.namingConvention ?? DEFAULT_CONVENTION;
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
    const table = createTable(name, this, shape, options);
    try {
      table.resolve();
    } catch (error) {
      this.remove(table as Table);
      throw error;
    }
    return table;
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

  clear(): void {
    this.#tables.clear();
  }

  /** Creates all tables that do not exist, in the order that foreign keys need. With an async engine or connection, await it. */
  createAll<R extends DDLRunner>(bind: R, options: CreateOptions = {}): RunResult<R> {
    return createTables(bind, this.#chosen(options), options);
  }

  /** Drops all tables that exist, dependent ones first. With an async engine or connection, await it. */
  dropAll<R extends DDLRunner>(bind: R, options: CreateOptions = {}): RunResult<R> {
    return dropTables(bind, this.#chosen(options), options);
  }

  #chosen(options: CreateOptions): Table[] {
    return options.tables === undefined ? [...this.#tables.values()] : [...options.tables];
  }
}
