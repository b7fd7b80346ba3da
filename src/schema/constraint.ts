import { ArgumentError } from "../errors/argument.ts";
import { setBrand } from "../util/brand.ts";
import { describeValue } from "../util/describe.ts";
import type { Column } from "./column.ts";
import { checkInitially } from "./foreign-key-options.ts";
import { checkCondition, conditionHolds, type DDLCondition } from "./ddl-condition.ts";
import { conventionName, isFinalName } from "./naming.ts";
import { isName } from "../sql/quoted-name.ts";
import { asColumn, type ColumnRef, splitOptions, toColumn } from "./schema-item.ts";
import type { Table } from "./table.ts";
import { isSqlLike, type SqlLike } from "./sql-like.ts";

export interface ConstraintOptions {
  readonly name?: string | undefined;
  readonly deferrable?: boolean | undefined;
  readonly initially?: "DEFERRED" | "IMMEDIATE" | undefined;
  readonly comment?: string | undefined;
  /** SQLite's ON CONFLICT word: "ROLLBACK", "ABORT", "FAIL", "IGNORE" or "REPLACE". */
  readonly sqliteOnConflict?: string | undefined;
}

/** Options of one sort of constraint each. */
export interface PrimaryKeyOptions extends ConstraintOptions {
  /** PostgreSQL: columns stored in the index besides its key. */
  readonly postgresqlInclude?: readonly ColumnRef[] | undefined;
  /** MySQL: the index type, "btree" or "hash". */
  readonly mysqlUsing?: string | undefined;
}
export interface UniqueOptions extends ConstraintOptions {
  readonly postgresqlInclude?: readonly ColumnRef[] | undefined;
  /** PostgreSQL 15: true lets NULL appear once only. */
  readonly postgresqlNullsNotDistinct?: boolean | undefined;
}
export interface CheckOptions extends ConstraintOptions {
  /** PostgreSQL: rows that are there already are not checked. */
  readonly postgresqlNotValid?: boolean | undefined;
}

export type ConstraintKind = "primaryKey" | "unique" | "foreignKey" | "check" | "exclude";

/** A rule that a table has. Made by functions such as uniqueConstraint(), inside a table's `constraints` callback or outside. */
export abstract class Constraint {
  abstract readonly kind: ConstraintKind;
  readonly options: ConstraintOptions;
  /** The table it belongs to; undefined until it is attached. */
  table: Table | undefined;
  /** The name that was given. */
  readonly explicitName: string | undefined;
  /** Added and dropped by ALTER TABLE alone; CREATE TABLE leaves it out. */
  isolated: boolean;
  #condition: DDLCondition | undefined = undefined;

  constructor(options: ConstraintOptions) {
    checkInitially(options.initially);
    checkName(options.name);
    this.options = options;
    this.explicitName = options.name;
    this.table = undefined;
    this.isolated = false;
  }

  /**
   * The constraint is part of its table only where the condition holds:
   * `checkConstraint(text("x ~ 'a'")).ddlIf({ dialect: "postgresql" })`.
   */
  ddlIf(condition: DDLCondition): this {
    this.#condition = checkCondition("ddlIf()", condition);
    return this;
  }
  /** Whether CREATE TABLE says it on that dialect. */
  countsOn(dialect: { readonly name: string }): boolean {
    return (
      !this.isolated &&
      conditionHolds(this.#condition, this, this.table, undefined, { dialect, tables: undefined, checkfirst: false })
    );
  }
  get condition(): DDLCondition | undefined {
    return this.#condition;
  }

  /** The given name, or the one that the MetaData's naming convention makes; undefined when the database chooses. */
  get name(): string | undefined {
    return conventionName(this);
  }

  /** Called by the table when it takes the constraint. */
  attach(table: Table): void {
    if (this.table !== undefined && this.table !== table) {
      throw new ArgumentError(
        `A constraint of table "${this.table.fullname}" cannot be added to table "${table.fullname}"; make one for each table.`,
      );
    }
    this.table = table;
  }

  /** The columns it is on, in order; for CHECK those that its expression names are not listed. */
  abstract readonly columns: readonly Column<string, unknown>[];
}

abstract class ColumnsConstraint extends Constraint {
  readonly #refs: readonly unknown[];
  #columns: readonly Column<string, unknown>[] | undefined;

  constructor(refs: readonly unknown[], options: ConstraintOptions) {
    super(options);
    this.#refs = refs;
  }

  get columns(): readonly Column<string, unknown>[] {
    return (this.#columns ??= this.#refs.map((ref) =>
      toColumn(this.kind === "unique" ? "uniqueConstraint()" : "primaryKeyConstraint()", ref, this.table),
    ));
  }

  override attach(table: Table): void {
    super.attach(table);
    for (const column of this.columns) {
      if (column.table !== table) {
        throw new ArgumentError(
          `A constraint of table "${table.fullname}" names the column "${column.key}" of table "${column.table.fullname}".`,
        );
      }
    }
  }
}

/** PRIMARY KEY (…). */
export class PrimaryKeyConstraint extends ColumnsConstraint {
  readonly kind = "primaryKey";
  declare readonly options: PrimaryKeyOptions;
  /** Made by the table from its columns, rather than said by primaryKeyConstraint(). */
  readonly implicit: boolean;
  constructor(refs: readonly unknown[], options: PrimaryKeyOptions, implicit = false) {
    super(refs, options);
    this.implicit = implicit;
  }
  override attach(table: Table): void {
    super.attach(table);
    for (const column of this.columns) {
      column.primaryKey = true;
      column.nullable = false;
    }
  }
}

/** UNIQUE (…). */
export class UniqueConstraint extends ColumnsConstraint {
  readonly kind = "unique";
  declare readonly options: UniqueOptions;
}

/** CHECK (…). */
export class CheckConstraint extends Constraint {
  readonly kind = "check";
  declare readonly options: CheckOptions;
  readonly columns: readonly Column<string, unknown>[] = [];
  readonly sql: SqlLike;
  /** A CHECK that a type asked for (enumeration, boolean): left out where the database has the type. */
  readonly ofType: "boolean" | "enum" | undefined;
  /** Written with its column, rather than at the end of the table. */
  readonly inline: boolean;

  constructor(
    sql: SqlLike,
    options: CheckOptions,
    ofType?: "boolean" | "enum",
    columns: readonly Column<string, unknown>[] = [],
    inline = false,
  ) {
    super(options);
    this.inline = inline;
    this.sql = sql;
    this.ofType = ofType;
    this.columns = columns;
  }
}

/** Several columns together must be unique: `uniqueConstraint(c.a, c.b, { name: "uq_ab" })`. */
export function uniqueConstraint(
  ...args: [...columns: ColumnRef[], options: UniqueOptions] | ColumnRef[]
): UniqueConstraint {
  const { items, options } = splitOptions<UniqueOptions>(args);
  return attachToOwner(new UniqueConstraint(items, options), items);
}

/** The primary key in an order of its own, or with a name: `primaryKeyConstraint(c.b, c.a, { name: "pk" })`. */
export function primaryKeyConstraint(
  ...args: [...columns: ColumnRef[], options: PrimaryKeyOptions] | ColumnRef[]
): PrimaryKeyConstraint {
  const { items, options } = splitOptions<PrimaryKeyOptions>(args);
  return attachToOwner(new PrimaryKeyConstraint(items, options), items);
}

/** A condition that each row must meet: `checkConstraint(c.price.gt(0), { name: "positive" })` or with `text("price > 0")`. */
export function checkConstraint(condition: SqlLike, options: CheckOptions = {}): CheckConstraint {
  if (!isSqlLike(condition)) {
    throw new ArgumentError(
      `checkConstraint() takes a condition such as c.price.gt(0) or text("price > 0"), not ${describeValue(condition)}.`,
    );
  }
  return new CheckConstraint(condition, options);
}

/** A constraint on columns that are in a table already belongs to that table. */
export function attachToOwner<C extends Constraint>(constraint: C, items: readonly unknown[]): C {
  const owner = items.length === 0 ? undefined : asColumn(items[0])?.table;
  owner?.addConstraint(constraint);
  return constraint;
}

export function checkName(name: unknown): void {
  if (name === undefined || name === null || isName(name) || isFinalName(name)) return;
  throw new ArgumentError(`The name of a constraint or index must be a string, not ${describeValue(name)}.`);
}

setBrand(Constraint.prototype, "constraint");
