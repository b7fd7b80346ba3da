import { ArgumentError } from "../errors/argument.ts";
import { DuplicateColumnError } from "../errors/schema.ts";
import { NoReferencedTableError } from "../errors/schema.ts";
import type { Owned } from "../sql/column-element.ts";
import { FromClause, selectFrom } from "../sql/from-clause.ts";
import type { Select } from "../sql/select.ts";
import type { ColumnNode } from "../sql/nodes/column.ts";
import { type ForeignKeyInfo, type TableNode, tableNode } from "../sql/nodes/table.ts";
import { isName, plainName, quotedName } from "../sql/quoted-name.ts";
import { brandOf } from "../util/brand.ts";
import { describeValue } from "../util/describe.ts";
import { didYouMean } from "../util/did-you-mean.ts";
import { fastRecord } from "../util/fast-record.ts";
import { Column } from "./column.ts";
import { type AnyColumnBuilder, isColumnBuilder } from "./column-builder.ts";
import type { Constraint } from "./constraint.ts";
import { CheckConstraint, PrimaryKeyConstraint, UniqueConstraint } from "./constraint.ts";
import { type ForeignKey, ForeignKeyConstraint } from "./foreign-key.ts";
import { Index } from "./index-item.ts";
import { type $dispatch, defineDispatch, type Dispatch } from "../event/dispatch.ts";
import { findAutoincrement } from "./autoincrement.ts";
import { type CopyOptions, copyTable, type MakeTable } from "./copy-table.ts";
import { type CheckOptions, createTable as createOnDatabase } from "./create-objects.ts";
import type { DDLElement } from "./ddl-element.ts";
import type { DDLRunner, RunResult } from "./ddl-runner.ts";
import { dropTable } from "./drop-objects.ts";
import type { MetaData } from "./metadata.ts";
import { makeEvents, type SchemaEvents } from "./schema-events.ts";
import type { AnySequence } from "./sequence.ts";
import { BLANK_SCHEMA } from "./schema-constants.ts";
import { typeCheck } from "./type-check.ts";
import type { ColKeys, ColVal, FilterValues, InsertValues, PkOf, UpdateValues } from "./shape.ts";
import type { TableOptions } from "./table-options.ts";

/** The columns of a table by attribute name. */
export type TableColumns<S> = { readonly [K in ColKeys<S> & string]: Owned<ColVal<S[K]>, S> & Column<K, ColVal<S[K]>> };

/** A table whose columns come from the database, but for those of a shape. */
export type AutoloadedTable<S> = Table & { readonly c: TableColumns<S> };

/**
 * A table of a MetaData: a from-clause with columns under `c`, and everything that CREATE TABLE says.
 * Made by `metadata.table(name, shape, options?)`, or by a model's `Base.table(…)`.
 */
// oxlint-disable-next-line typescript/no-explicit-any -- `Table` alone means "a table of any shape", to which every table is assignable
export class Table<S = any> extends FromClause<TableColumns<S>> {
  declare readonly _shape: S;
  declare readonly _insert: InsertValues<S>;
  declare readonly _update: UpdateValues<S>;
  declare readonly _filter: FilterValues<S>;
  declare readonly _pk: PkOf<S>;
  readonly node: TableNode;
  readonly name: string;
  readonly schema: string | undefined;
  /** "schema.name", or the name; the key in `metadata.tables`. */
  readonly fullname: string;
  readonly metadata: MetaData;
  /** What creates and drops it in place of CREATE TABLE and DROP TABLE: a view's CREATE VIEW; see setCreatorDDL(). */
  creatorDDL: DDLElement | undefined = undefined;
  dropperDDL: DDLElement | undefined = undefined;
  #columns: readonly Column<string, unknown>[];
  #c: TableColumns<S>;
  readonly #pending: ((columns: TableColumns<S>) => unknown)[] = [];
  readonly #constraints: Set<Constraint> = new Set();
  readonly #indexes: Set<Index> = new Set();
  #primaryKey: PrimaryKeyConstraint;
  #options: TableOptions<TableColumns<S>>;
  #autoincrement: Column<string, unknown> | undefined | null = null;
  readonly #dependencies: Set<Table> = new Set();
  #dispatch: Dispatch<SchemaEvents> | undefined;

  /** `createTable` and `metadata.table` make tables; the constructor does not add them to the MetaData. */
  constructor(
    name: string,
    metadata: MetaData,
    builders: ReadonlyMap<string, AnyColumnBuilder>,
    options: TableOptions<TableColumns<S>> = {},
  ) {
    if (!isName(name) || name.length === 0)
      throw new ArgumentError(`A table's name must be a string that is not empty, not ${describeValue(name)}.`);
    const schema = schemaOf(metadata, options.schema);
    super();
    const node = tableNode(
      wished(name, options.quote),
      schema === undefined ? undefined : wished(schema, options.quoteSchema),
      { foreignKeys: () => this.#foreignKeyInfo(), table: this },
    );
    this.node = node;
    this.name = plainName(name);
    this.schema = schema === undefined ? undefined : plainName(schema);
    this.fullname = schema === undefined ? this.name : `${this.schema}.${this.name}`;
    this.metadata = metadata;
    const columns: Column<string, unknown>[] = [];
    const names = new Map<string, string>();
    for (const [key, builder] of builders) {
      const column = new Column<string, unknown>(key, builder, this as Table, columns.length);
      const twin = names.get(column.name);
      if (twin !== undefined) {
        throw new DuplicateColumnError(
          `Table "${this.fullname}" has two columns named "${column.name}" in the database: the attributes "${twin}" and "${key}".`,
        );
      }
      names.set(column.name, key);
      columns.push(column);
      node.columns.push(column.node as ColumnNode);
    }
    this.#columns = Object.freeze(columns);
    this.#c = fastRecord(columns.map((column) => [column.key, column])) as TableColumns<S>;
    this.#options = {};
    this.#primaryKey = new PrimaryKeyConstraint(
      columns.filter((column) => column.primaryKey),
      {},
      true,
    );
    this.#primaryKey.attach(this as Table);
    this.#constraints.add(this.#primaryKey);
    for (const column of columns) this.#addColumnItems(column);
    this.applyOptions(options);
  }

  get columns(): readonly Column<string, unknown>[] {
    return this.#columns;
  }

  /** Columns by attribute name. */
  override get c(): TableColumns<S> {
    return this.#c;
  }

  get options(): TableOptions<TableColumns<S>> {
    return this.#options;
  }
  get comment(): string | undefined {
    return this.#options.comment;
  }
  get info(): Readonly<Record<string, unknown>> {
    return this.#options.info ?? {};
  }

  /** Adds options to those of the declaration. The constraints callback is called when the table's constraints are first asked for. */
  applyOptions(options: TableOptions<TableColumns<S>>): void {
    if (options.schema !== undefined && options.schema !== BLANK_SCHEMA && plainName(options.schema) !== this.schema) {
      throw new ArgumentError(`The schema of table "${this.fullname}" must be given when it is declared.`);
    }
    this.#options = { ...this.#options, ...options };
    if (options.constraints === undefined) return;
    if (typeof options.constraints !== "function") {
      throw new ArgumentError(
        `The constraints of table "${this.fullname}" must be a function of its columns, (c) => [uniqueConstraint(c.a)], not ${describeValue(options.constraints)}.`,
      );
    }
    this.#pending.push(options.constraints);
  }

  /** Calls the constraints callbacks that were not called yet. */
  resolve(): void {
    while (this.#pending.length > 0) {
      const items = this.#pending.shift()!(this.#c);
      for (const item of Array.isArray(items) ? (items as unknown[]) : [items]) {
        const brand = brandOf(item);
        // Items on plain columns have joined the table already; taking them out first gives them the order of the list.
        if (brand === "constraint") {
          if ((item as Constraint).kind !== "primaryKey") this.#constraints.delete(item as Constraint);
          this.addConstraint(item as Constraint);
        } else if (brand === "index") {
          this.#indexes.delete(item as Index);
          this.addIndex(item as Index);
        } else if (item !== undefined || items !== undefined) {
          throw new ArgumentError(
            `The constraints callback of table "${this.fullname}" must return uniqueConstraint(), primaryKeyConstraint(), foreignKeyConstraint(), checkConstraint() and index() items, not ${describeValue(item)}.${brand === "expr" ? " A condition goes into checkConstraint(…)." : ""}`,
          );
        }
      }
    }
  }

  /** The column of an attribute name; an error with "did you mean" when there is none. */
  column(key: string): Column<string, unknown> {
    const column = this.findColumn(key);
    if (column !== undefined) return column;
    throw new ArgumentError(
      `Table "${this.fullname}" has no column ${JSON.stringify(key)}.${didYouMean(
        key,
        this.columns.map((c) => c.key),
      )}`,
    );
  }

  /** The column of an attribute name, or else of a name in the database. */
  findColumn(key: string): Column<string, unknown> | undefined {
    return (
      (this.#c as Record<string, Column<string, unknown>>)[key] ?? this.columns.find((column) => column.name === key)
    );
  }

  /** Columns of the primary key, in its order. */
  get primaryKey(): readonly Column<string, unknown>[] {
    this.resolve();
    return this.#primaryKey.columns;
  }
  get primaryKeyConstraint(): PrimaryKeyConstraint {
    this.resolve();
    return this.#primaryKey;
  }
  /** All constraints, the primary key first. */
  get constraints(): ReadonlySet<Constraint> {
    this.resolve();
    return this.#constraints;
  }
  get indexes(): ReadonlySet<Index> {
    this.resolve();
    return this.#indexes;
  }
  get foreignKeyConstraints(): readonly ForeignKeyConstraint[] {
    return [...this.constraints].filter((constraint) => constraint.kind === "foreignKey") as ForeignKeyConstraint[];
  }
  get foreignKeys(): readonly ForeignKey[] {
    return this.foreignKeyConstraints.flatMap((constraint) => constraint.elements);
  }

  /** The primary key column that the database numbers, if there is one. */
  get autoincrementColumn(): Column<string, unknown> | undefined {
    if (this.#autoincrement === null || this.#pending.length > 0)
      this.#autoincrement = findAutoincrement(this.primaryKey);
    return this.#autoincrement;
  }

  addConstraint(constraint: Constraint): void {
    if (this.#constraints.has(constraint)) return;
    constraint.attach(this as Table);
    this.#autoincrement = null;
    if (constraint.kind === "primaryKey") {
      for (const column of this.#primaryKey.columns) {
        if (constraint.columns.includes(column)) continue;
        throw new ArgumentError(
          `The primaryKeyConstraint() of table "${this.fullname}" leaves out the column "${column.key}", which is declared .primaryKey().`,
        );
      }
      this.#constraints.delete(this.#primaryKey);
      this.#primaryKey = constraint as PrimaryKeyConstraint;
      const others = [...this.#constraints];
      this.#constraints.clear();
      this.#constraints.add(constraint);
      for (const other of others) this.#constraints.add(other);
      return;
    }
    this.#constraints.add(constraint);
  }

  addIndex(index: Index): void {
    if (this.#indexes.has(index)) return;
    index.attach(this as Table);
    this.#indexes.add(index);
  }

  /** `SELECT` of all its columns. */
  select(): Select<[Table<S>]> {
    return selectFrom(this.node) as Select<[Table<S>]>;
  }

  /** Creates this table alone: `users.create(engine)`; nothing happens when it exists, unless `checkfirst` is false. */
  create<R extends DDLRunner>(bind: R, options: CheckOptions = {}): RunResult<R> {
    return createOnDatabase(bind, this as Table, options);
  }
  /** Drops this table alone. */
  drop<R extends DDLRunner>(bind: R, options: CheckOptions = {}): RunResult<R> {
    return dropTable(bind, this as Table, options);
  }

  /** Adds a column: `const wider = users.appendColumn("nick", string(20).nullable())`; `replaceExisting` takes the place of one of that name. */
  appendColumn<K extends string, B extends AnyColumnBuilder>(
    key: K,
    builder: B,
    options: { readonly replaceExisting?: boolean | undefined } = {},
  ): Table<Omit<S, K> & { readonly [P in K]: B }> {
    if (!isColumnBuilder(builder)) {
      throw new ArgumentError(
        `appendColumn() takes a name and a builder such as integer(), not ${describeValue(builder)}.`,
      );
    }
    const name = builder.columnOptions.name ?? key;
    const old = this.columns.find((column) => column.key === key || column.name === plainName(name));
    if (old !== undefined && options.replaceExisting !== true) {
      throw new DuplicateColumnError(
        `Table "${this.fullname}" has a column "${old.name}" already. Say { replaceExisting: true } to put another in its place.`,
      );
    }
    const column = new Column<string, unknown>(key, builder, this as Table, old?.position ?? this.columns.length);
    const columns = this.columns.map((each) => (each === old ? column : each));
    if (old === undefined) columns.push(column);
    else this.#forget(old);
    (this.node.columns as ColumnNode[])[column.position] = column.node as ColumnNode;
    this.#columns = Object.freeze(columns);
    this.#c = fastRecord(columns.map((each) => [each.key, each])) as TableColumns<S>;
    this.#autoincrement = null;
    if (column.primaryKey && !this.#primaryKey.columns.includes(column)) {
      const { options: own, implicit } = this.#primaryKey;
      const extended = new PrimaryKeyConstraint([...this.#primaryKey.columns, column], own, implicit);
      extended.attach(this as Table);
      this.#constraints.delete(this.#primaryKey);
      const others = [...this.#constraints];
      this.#constraints.clear();
      for (const each of [extended, ...others]) this.#constraints.add(each);
      this.#primaryKey = extended;
    }
    this.#addColumnItems(column);
    return this as unknown as Table<Omit<S, K> & { readonly [P in K]: B }>;
  }

  /** What was declared on a column alone goes with it. */
  #forget(column: Column<string, unknown>): void {
    for (const constraint of this.#constraints)
      if (constraint.kind !== "primaryKey" && constraint.columns.length === 1 && constraint.columns[0] === column)
        this.#constraints.delete(constraint);
    for (const index of this.#indexes)
      if (index.columns.length === 1 && index.columns[0] === column) this.#indexes.delete(index);
    if (this.#primaryKey.columns.includes(column)) {
      this.#constraints.delete(this.#primaryKey);
      const rest = this.#primaryKey.columns.filter((each) => each !== column);
      this.#primaryKey = new PrimaryKeyConstraint(rest, this.#primaryKey.options, this.#primaryKey.implicit);
      this.#primaryKey.attach(this as Table);
      this.#constraints.add(this.#primaryKey);
    }
  }

  /** Adds a constraint that stands outside: `users.appendConstraint(checkConstraint(text("age > 0")))`. */
  appendConstraint(constraint: Constraint): this {
    if (brandOf(constraint) !== "constraint")
      throw new ArgumentError(`appendConstraint() takes a constraint, not ${describeValue(constraint)}.`);
    this.addConstraint(constraint);
    return this;
  }

  /** This table is created after, and dropped before, the other one, although no foreign key says so. */
  addIsDependentOn(table: Table): void {
    this.#dependencies.add(table);
  }
  get dependencies(): ReadonlySet<Table> {
    return this.#dependencies;
  }

  /** Statements that createAll and dropAll use in place of CREATE TABLE and DROP TABLE. */
  setCreatorDDL(element: DDLElement | undefined): void {
    this.creatorDDL = element;
  }
  setDropperDDL(element: DDLElement | undefined): void {
    this.dropperDDL = element;
  }
  /** Whether it is a view. */
  get isView(): boolean {
    return this.creatorDDL?.kind === "createView";
  }
  /** The sequences that are defaults of its columns. */
  get sequences(): readonly AnySequence[] {
    return this.columns.flatMap((column) => column.sequence ?? []);
  }
  /** The key in `metadata.tables`. */
  get key(): string {
    return this.fullname;
  }

  /** The same table in another MetaData, with its constraints and indexes; `schema` and `name` may differ. */
  toMetadata(metadata: MetaData, options: CopyOptions = {}): Table<S> {
    return copyTable(this as Table, metadata, options, makeTable) as Table<S>;
  }

  /** Listeners of its events; see `listen`. */
  get dispatch(): Dispatch<SchemaEvents> {
    return (this.#dispatch ??= makeEvents("a table"));
  }

  override toString(): string {
    return this.fullname;
  }

  #addColumnItems(column: Column<string, unknown>): void {
    const { columnOptions } = column.builder;
    for (const reference of columnOptions.references ?? [])
      this.addConstraint(new ForeignKeyConstraint([column], [reference.target], reference.options));
    if (column.index) this.addIndex(new Index(null, [column], { unique: column.unique }));
    else if (column.unique) this.addConstraint(new UniqueConstraint([column], {}));
    const check = typeCheck(column);
    if (check !== undefined) this.addConstraint(check);
    for (const own of columnOptions.checks ?? [])
      this.addConstraint(new CheckConstraint(own.sql, own.options, undefined, [column], true));
    column.sequence?.attach(this.metadata, column);
  }

  /** Foreign keys for the inference of ON: those to tables that nobody declared (yet) are left out. */
  #foreignKeyInfo(): readonly ForeignKeyInfo[] {
    const infos: ForeignKeyInfo[] = [];
    for (const constraint of this.foreignKeyConstraints) {
      try {
        infos.push({
          parent: constraint.columns.map((column) => column.node as ColumnNode),
          referred: constraint.elements.map((element) => element.column.node as ColumnNode),
        });
      } catch (error) {
        if (!(error instanceof NoReferencedTableError)) throw error;
      }
    }
    return infos;
  }
}

// oxlint-disable-next-line typescript/no-explicit-any, no-unused-vars -- merged with the class, whose type parameters it has to repeat
export interface Table<S = any> {
  readonly [$dispatch]: Dispatch<SchemaEvents>;
}
defineDispatch(Table.prototype, (table) => table.dispatch);

/** The schema that a table gets: its own, the MetaData's, or none for BLANK_SCHEMA. */
function schemaOf(metadata: MetaData, given: string | undefined): string | undefined {
  if (given === BLANK_SCHEMA) return undefined;
  if (given !== undefined && (!isName(given) || given.length === 0))
    throw new ArgumentError(`A schema's name must be a string that is not empty, not ${describeValue(given)}.`);
  return given ?? metadata.schema;
}

const makeTable: MakeTable = (name, metadata, builders, options) => new Table(name, metadata, builders, options);

function wished(name: string, quote: boolean | undefined): string {
  return quote === undefined ? name : quotedName(plainName(name), quote);
}

/**
 * A table of the column builders in a shape, in their order; getters and members that are no builders are left alone
 * (they are a model's). Adds the table to the MetaData.
 */
export function createTable<S extends object>(
  name: string,
  metadata: MetaData,
  shape: S,
  options?: TableOptions<TableColumns<S>>,
): Table<S> {
  const builders = new Map<string, AnyColumnBuilder>();
  for (const key of Object.keys(shape)) {
    const descriptor = Object.getOwnPropertyDescriptor(shape, key)!;
    if (descriptor.get === undefined && isColumnBuilder(descriptor.value)) builders.set(key, descriptor.value);
  }
  const table = new Table<S>(name, metadata, builders, options);
  metadata.add(table as Table);
  return table;
}
