import { ArgumentError } from "../errors/argument.ts";
import { NoReferencedTableError } from "../errors/schema.ts";
import type { Owned } from "../sql/column-element.ts";
import { FromClause } from "../sql/from-clause.ts";
import type { ColumnNode } from "../sql/nodes/column.ts";
import { type ForeignKeyInfo, type TableNode, tableNode } from "../sql/nodes/table.ts";
import { literalColumn } from "../sql/literal-column.ts";
import type { BooleanType } from "../types/boolean-type.ts";
import type { EnumType } from "../types/enum-type.ts";
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
import type { DDLRunner, RunResult } from "./ddl-runner.ts";
import { createTables, dropTables, type CreateOptions } from "./ddl-plan.ts";
import type { MetaData } from "./metadata.ts";
import type { ColKeys, ColVal, FilterValues, InsertValues, PkOf, UpdateValues } from "./shape.ts";
import type { TableOptions } from "./table-options.ts";

/** The columns of a table by attribute name. */
export type TableColumns<S> = { readonly [K in ColKeys<S> & string]: Owned<ColVal<S[K]>, S> & Column<K, ColVal<S[K]>> };

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
  readonly columns: readonly Column<string, unknown>[];
  readonly #c: TableColumns<S>;
  readonly #pending: ((columns: TableColumns<S>) => unknown)[] = [];
  readonly #constraints: Set<Constraint> = new Set();
  readonly #indexes: Set<Index> = new Set();
  #primaryKey: PrimaryKeyConstraint;
  #options: TableOptions<TableColumns<S>>;
  #autoincrement: Column<string, unknown> | undefined | null = null;

  /** `createTable` and `metadata.table` make tables; the constructor does not add them to the MetaData. */
  constructor(
    name: string,
    metadata: MetaData,
    builders: ReadonlyMap<string, AnyColumnBuilder>,
    options: TableOptions<TableColumns<S>> = {},
  ) {
    if (typeof name !== "string" || name === "")
      throw new ArgumentError(`A table's name must be a string that is not empty, not ${describeValue(name)}.`);
    const schema = options.schema ?? metadata.schema;
    super();
    const node = tableNode(name, schema, { foreignKeys: () => this.#foreignKeyInfo(), table: this });
    this.node = node;
    this.name = name;
    this.schema = schema;
    this.fullname = schema === undefined ? name : `${schema}.${name}`;
    this.metadata = metadata;
    const columns: Column<string, unknown>[] = [];
    const names = new Map<string, string>();
    for (const [key, builder] of builders) {
      const column = new Column<string, unknown>(key, builder, this as Table, columns.length);
      const twin = names.get(column.name);
      if (twin !== undefined) {
        throw new ArgumentError(
          `Table "${this.fullname}" has two columns named "${column.name}" in the database: the attributes "${twin}" and "${key}".`,
        );
      }
      names.set(column.name, key);
      columns.push(column);
      node.columns.push(column.node as ColumnNode);
    }
    this.columns = Object.freeze(columns);
    this.#c = fastRecord(columns.map((column) => [column.key, column])) as TableColumns<S>;
    this.#options = {};
    this.#primaryKey = new PrimaryKeyConstraint(
      columns.filter((column) => column.primaryKey),
      {},
    );
    this.#primaryKey.attach(this as Table);
    this.#constraints.add(this.#primaryKey);
    this.#addColumnItems(builders);
    this.applyOptions(options);
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
    if (options.schema !== undefined && options.schema !== this.schema) {
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

  /** Creates this table alone: `users.create(engine)`; nothing happens when it exists, unless `checkfirst` is false. */
  create<R extends DDLRunner>(bind: R, options: Omit<CreateOptions, "tables"> = {}): RunResult<R> {
    return createTables(bind, [this as Table], options);
  }
  /** Drops this table alone. */
  drop<R extends DDLRunner>(bind: R, options: Omit<CreateOptions, "tables"> = {}): RunResult<R> {
    return dropTables(bind, [this as Table], options);
  }

  override toString(): string {
    return this.fullname;
  }

  #addColumnItems(builders: ReadonlyMap<string, AnyColumnBuilder>): void {
    for (const column of this.columns) {
      for (const reference of builders.get(column.key)!.columnOptions.references ?? []) {
        this.addConstraint(new ForeignKeyConstraint([column], [reference.target], reference.options));
      }
      if (column.index) this.addIndex(new Index(null, [column], { unique: column.unique }));
      else if (column.unique) this.addConstraint(new UniqueConstraint([column], {}));
      const check = typeCheck(column);
      if (check !== undefined) this.addConstraint(check);
    }
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

function findAutoincrement(key: readonly Column<string, unknown>[]): Column<string, unknown> | undefined {
  const explicit = key.filter((column) => column.autoincrement === true || column.identity !== undefined);
  if (explicit.length > 1) {
    throw new ArgumentError(
      `Table "${key[0]!.table.fullname}" has two columns that count up by themselves: "${explicit[0]!.key}" and "${explicit[1]!.key}".`,
    );
  }
  if (explicit.length === 1) {
    const column = explicit[0]!;
    if (isInteger(column) || column.type.family === "numeric") return column;
    throw new ArgumentError(
      `Column "${column.table.fullname}.${column.key}" is said to count up by itself, but its type is ${column.type.kind}, not an integer.`,
    );
  }
  const only = key.length === 1 ? key[0]! : undefined;
  if (only === undefined || only.autoincrement === false || !isInteger(only)) return undefined;
  if (only.foreignKeys.length > 0 && only.autoincrement !== "ignoreFk") return undefined;
  return only.default === undefined && only.serverDefault === undefined && only.computed === undefined
    ? only
    : undefined;
}

function isInteger(column: Column<string, unknown>): boolean {
  return column.type.family === "integer";
}

/** The CHECK that `enumeration(…, { createConstraint: true })` and `boolean({ createConstraint: true })` ask for. */
function typeCheck(column: Column<string, unknown>): CheckConstraint | undefined {
  const type = column.type as unknown as EnumType | BooleanType;
  if ((type.kind !== "enum" && type.kind !== "boolean") || !type.createConstraint) return undefined;
  const condition =
    type.kind === "enum" ? column.in(type.labels) : column.in([literalColumn("0"), literalColumn("1")] as never);
  return new CheckConstraint(condition, { name: type.name }, type.kind, [column]);
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
