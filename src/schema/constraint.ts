import { ArgumentError } from "../errors/argument.ts";
import { setBrand } from "../util/brand.ts";
import { describeValue } from "../util/describe.ts";
import type { Column } from "./column.ts";
import { checkInitially } from "./foreign-key-options.ts";
import { conventionName } from "./naming.ts";
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

export type ConstraintKind = "primaryKey" | "unique" | "foreignKey" | "check";

/** A rule that a table has. Made by functions such as uniqueConstraint(), inside a table's `constraints` callback or outside. */
export abstract class Constraint {
  abstract readonly kind: ConstraintKind;
  readonly options: ConstraintOptions;
  /** The table it belongs to; undefined until it is attached. */
  table: Table | undefined;
  /** The name that was given. */
  readonly explicitName: string | undefined;

  constructor(options: ConstraintOptions) {
    checkInitially(options.initially);
    checkName(options.name);
    this.options = options;
    this.explicitName = options.name;
    this.table = undefined;
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
}

/** CHECK (…). */
export class CheckConstraint extends Constraint {
  readonly kind = "check";
  readonly columns: readonly Column<string, unknown>[] = [];
  readonly sql: SqlLike;
  /** A CHECK that a type asked for (enumeration, boolean): left out where the database has the type. */
  readonly ofType: "boolean" | "enum" | undefined;

  constructor(
    sql: SqlLike,
    options: ConstraintOptions,
    ofType?: "boolean" | "enum",
    columns: readonly Column<string, unknown>[] = [],
  ) {
    super(options);
    this.sql = sql;
    this.ofType = ofType;
    this.columns = columns;
  }
}

/** Several columns together must be unique: `uniqueConstraint(c.a, c.b, { name: "uq_ab" })`. */
export function uniqueConstraint(
  ...args: [...columns: ColumnRef[], options: ConstraintOptions] | ColumnRef[]
): UniqueConstraint {
  const { items, options } = splitOptions<ConstraintOptions>(args);
  return attachToOwner(new UniqueConstraint(items, options), items);
}

/** The primary key in an order of its own, or with a name: `primaryKeyConstraint(c.b, c.a, { name: "pk" })`. */
export function primaryKeyConstraint(
  ...args: [...columns: ColumnRef[], options: ConstraintOptions] | ColumnRef[]
): PrimaryKeyConstraint {
  const { items, options } = splitOptions<ConstraintOptions>(args);
  return attachToOwner(new PrimaryKeyConstraint(items, options), items);
}

/** A condition that each row must meet: `checkConstraint(c.price.gt(0), { name: "positive" })` or with `text("price > 0")`. */
export function checkConstraint(condition: SqlLike, options: ConstraintOptions = {}): CheckConstraint {
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
  if (name === undefined || name === null || typeof name === "string") return;
  throw new ArgumentError(`The name of a constraint or index must be a string, not ${describeValue(name)}.`);
}

setBrand(Constraint.prototype, "constraint");
