import { CompileError } from "../errors/compile.ts";
import { queryOf } from "../sql/coerce.ts";
import { anonBase, isAnonName } from "../sql/anon-name.ts";
import type { Node } from "../sql/node.ts";
import type { QueryNode } from "../sql/nodes/unions.ts";
import { Query } from "../sql/query.ts";
import type { SubCols } from "../sql/row-of.ts";
import { proxyColumnsOf } from "../sql/selected-columns.ts";
import { iterate } from "../sql/traverse.ts";
import { type AnyColumnBuilder, ColumnBuilder } from "./column-builder.ts";
import { isTable } from "./ddl.ts";
import { DDLElement, type IfExists } from "./ddl-element.ts";
import { MetaData } from "./metadata.ts";
import { BLANK_SCHEMA } from "./schema-constants.ts";
import { Table } from "./table.ts";

/** A statement by the items of its rows. */
interface Selectable<I extends readonly unknown[]> {
  readonly _i: I;
}

/** The shape of a table with the columns of a query. */
export type ShapeOfColumns<C> = {
  readonly [K in keyof C]: C[K] extends { readonly _t: infer T } ? ColumnBuilder<T, "optional"> : never;
};

interface ViaSelectOptions {
  readonly schema?: string | undefined;
  /** The MetaData that creates and drops it with its tables; without it, it belongs to none. */
  readonly metadata?: MetaData | undefined;
  readonly temporary?: boolean | undefined;
}

export interface CreateViewOptions extends ViaSelectOptions {
  /** CREATE OR REPLACE (PostgreSQL, MySQL). */
  readonly orReplace?: boolean | undefined;
  /** The rows are kept, until the view is refreshed (PostgreSQL). */
  readonly materialized?: boolean | undefined;
  /** Names of its columns, in place of those of the query. */
  readonly columns?: readonly string[] | undefined;
  /** SQLite: CREATE VIEW IF NOT EXISTS. */
  readonly sqliteIfNotExists?: boolean | undefined;
  /** PostgreSQL: WITH (name = value). */
  readonly postgresqlWith?: Readonly<Record<string, string | number | boolean | null>> | undefined;
}

export interface CreateTableAsOptions extends ViaSelectOptions {
  readonly ifNotExists?: boolean | undefined;
}

/** What CREATE VIEW and CREATE TABLE … AS share: a query, and the table that its columns make. */
abstract class TableViaSelect<I extends readonly unknown[]> extends DDLElement {
  readonly query: QueryNode;
  /** The view or new table, with the columns of the query, to select from. */
  readonly table: Table<ShapeOfColumns<SubCols<I>>>;
  readonly temporary: boolean;

  constructor(what: string, query: Selectable<I>, name: string, options: ViaSelectOptions) {
    super();
    this.query = queryOf(query, `${what}(): a select`);
    this.temporary = options.temporary === true;
    const metadata = options.metadata ?? new MetaData();
    const table = new Table<ShapeOfColumns<SubCols<I>>>(name, metadata, buildersOf(this.query), {
      schema: options.schema ?? (metadata.schema === undefined ? undefined : BLANK_SCHEMA),
    });
    metadata.add(table as Table);
    table.creatorDDL = this;
    for (const source of tablesOf(this.query, new Set())) table.addIsDependentOn(source);
    this.table = table;
  }

  /** The same as `table`. */
  get element(): Table {
    return this.table as Table;
  }
}

/**
 * CREATE VIEW. With a `metadata`, createAll and dropAll create and drop it after and before the tables that it reads.
 *
 * ```ts
 * const active = new CreateView(select(users.c.id, users.c.name).where(users.c.active), "active_users", { metadata });
 * metadata.createAll(engine);                     // … CREATE VIEW active_users AS SELECT users.id, users.name FROM users WHERE …
 * connection.execute(select(active.table.c.name));
 * ```
 */
export class CreateView<I extends readonly unknown[] = readonly unknown[]> extends TableViaSelect<I> {
  readonly kind = "createView";
  readonly orReplace: boolean;
  readonly materialized: boolean;
  readonly options: CreateViewOptions;
  constructor(query: Selectable<I>, name: string, options: CreateViewOptions = {}) {
    super("CreateView", query, name, options);
    this.orReplace = options.orReplace === true;
    this.materialized = options.materialized === true;
    this.options = options;
    this.table.dropperDDL = new DropView(this.table as Table, { materialized: this.materialized });
  }
}

/** CREATE TABLE … AS SELECT …: a table with the rows that the query gives now. */
export class CreateTableAs<I extends readonly unknown[] = readonly unknown[]> extends TableViaSelect<I> {
  readonly kind = "createTableAs";
  readonly ifNotExists: boolean;
  constructor(query: Selectable<I>, name: string, options: CreateTableAsOptions = {}) {
    super("CreateTableAs", query, name, options);
    this.ifNotExists = options.ifNotExists === true;
  }
}

declare module "../sql/query.ts" {
  // Its types are of this layer, which the layer of statements does not know.
  interface Query<I extends readonly unknown[]> {
    /**
     * `CREATE TABLE name AS SELECT …`: a new table with the rows of the query.
     *
     * ```ts
     * const copy = select(users.c.id, users.c.name).where(users.c.active).into("active_users", { temporary: true });
     * connection.execute(copy);                  // CREATE TEMPORARY TABLE active_users AS SELECT users.id, users.name FROM users WHERE …
     * connection.execute(select(copy.table.c.name));
     * ```
     */
    into(name: string, options?: CreateTableAsOptions): CreateTableAs<I>;
  }
}
Query.prototype.into = function into(name, options) {
  return new CreateTableAs(this, name, options);
};

/** DROP VIEW, or DROP MATERIALIZED VIEW. */
export class DropView extends DDLElement {
  readonly kind = "dropView";
  readonly element: Table;
  readonly ifExists: boolean;
  readonly materialized: boolean;
  constructor(view: Table, options: IfExists & { readonly materialized?: boolean | undefined } = {}) {
    super();
    this.element = isTable("DropView", view);
    this.ifExists = options.ifExists === true;
    this.materialized = options.materialized === true;
  }
}

/** The tables that a query reads: those its columns belong to, and those it names. */
function* tablesOf(root: Node, seen: Set<Node>): Generator<Table> {
  for (const node of iterate(root)) {
    if (seen.has(node)) continue;
    seen.add(node);
    const { table } = node as { readonly table?: unknown };
    if (node.kind === "table" && table instanceof Table) yield table;
    else if (node.kind === "column" && table !== undefined) yield* tablesOf(table as Node, seen);
  }
}

/** Builders for the columns of a query. A column that has no name of its own gets the one that the compiler makes up for it. */
function buildersOf(query: QueryNode): Map<string, AnyColumnBuilder> {
  const builders = new Map<string, AnyColumnBuilder>();
  const numbers = new Map<string, number>();
  if (query.kind === "text" && query.columns === undefined) return builders;
  for (const { key, name, node } of proxyColumnsOf(query)) {
    let text = name;
    if (isAnonName(name)) {
      const base = anonBase(name);
      const number = (numbers.get(base) ?? 0) + 1;
      numbers.set(base, number);
      text = `${base}_${number}`;
    }
    const attribute = isAnonName(key) ? text : key;
    if (builders.has(attribute))
      throw new CompileError(`The query has two columns named ${JSON.stringify(attribute)}; give one of them a label.`);
    builders.set(attribute, new ColumnBuilder(node.type, { name: text, nullable: true }));
  }
  return builders;
}
