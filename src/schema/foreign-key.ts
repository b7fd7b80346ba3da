import { ArgumentError } from "../errors/argument.ts";
import { NoReferencedColumnError, NoReferencedTableError } from "../errors/schema.ts";
import { describeValue } from "../util/describe.ts";
import { didYouMean } from "../util/did-you-mean.ts";
import type { Column } from "./column.ts";
import type { ForeignKeyOptions } from "./column-options.ts";
import { attachToOwner, Constraint } from "./constraint.ts";
import { checkForeignKeyOptions } from "./foreign-key-options.ts";
import { asColumn, type ColumnRef, toColumn } from "./schema-item.ts";
import type { Table } from "./table.ts";

/** One column pair of a FOREIGN KEY. */
export class ForeignKey {
  /** The column that refers. */
  readonly parent: Column<string, unknown>;
  readonly constraint: ForeignKeyConstraint;
  /** As it was written: "table.column", or a function that returns the column. */
  readonly target: string | (() => unknown);
  #column: Column<string, unknown> | undefined;

  constructor(parent: Column<string, unknown>, target: string | (() => unknown), constraint: ForeignKeyConstraint) {
    this.parent = parent;
    this.target = target;
    this.constraint = constraint;
  }

  /** The column that is referred to; resolved when first asked for, so that tables may be declared in any order. */
  get column(): Column<string, unknown> {
    return (this.#column ??= this.#resolve());
  }

  /** Key of the referred table in `metadata.tables`; undefined when the target is a function that cannot be called yet. */
  get tableKey(): string {
    return typeof this.target === "string" && this.#column === undefined
      ? this.#split(this.target).table
      : this.column.table.fullname;
  }

  #split(target: string): { table: string; column: string } {
    const dot = target.lastIndexOf(".");
    if (dot <= 0 || dot === target.length - 1) {
      throw new ArgumentError(
        `The foreign key of ${this.#place()} must name "table.column" (or "schema.table.column"), not ${JSON.stringify(target)}. Names that hold dots need a function: () => other.c.id.`,
      );
    }
    const table = target.slice(0, dot);
    const schema = this.parent.table.metadata.schema;
    return {
      table: schema === undefined || table.includes(".") ? table : `${schema}.${table}`,
      column: target.slice(dot + 1),
    };
  }

  #resolve(): Column<string, unknown> {
    if (typeof this.target === "function") {
      const column = asColumn(this.target());
      if (column !== undefined) return column;
      throw new ArgumentError(
        `The foreign key of ${this.#place()} must be a function that returns a column, such as () => User.c.id; it returned ${describeValue(this.target())}.`,
      );
    }
    const { table: key, column: name } = this.#split(this.target);
    const tables = this.parent.table.metadata.tables;
    const table = tables.get(key);
    if (table === undefined) {
      throw new NoReferencedTableError(
        `The foreign key of ${this.#place()} refers to ${JSON.stringify(this.target)}, but this MetaData has no table ${JSON.stringify(key)}.${didYouMean(key, tables.keys()) || " Import the module that declares it first, or use a function: () => other.c.id."}`,
        key,
      );
    }
    const column = table.findColumn(name);
    if (column !== undefined) return column;
    throw new NoReferencedColumnError(
      `The foreign key of ${this.#place()} refers to ${JSON.stringify(this.target)}, but table ${JSON.stringify(key)} has no column ${JSON.stringify(name)}.${didYouMean(
        name,
        table.columns.map((c) => c.key),
      )}`,
      key,
      name,
    );
  }

  #place(): string {
    return `column "${this.parent.table.fullname}.${this.parent.name}"`;
  }
}

/** FOREIGN KEY (…) REFERENCES … (…). */
export class ForeignKeyConstraint extends Constraint {
  readonly kind = "foreignKey";
  declare readonly options: ForeignKeyOptions;
  readonly #refs: readonly unknown[];
  readonly #targets: readonly (string | (() => unknown))[];
  #columns: readonly Column<string, unknown>[] = [];
  #elements: readonly ForeignKey[] = [];

  constructor(refs: readonly unknown[], targets: readonly (string | (() => unknown))[], options: ForeignKeyOptions) {
    super(options);
    checkForeignKeyOptions(options);
    this.#refs = refs;
    this.#targets = targets;
  }

  get columns(): readonly Column<string, unknown>[] {
    return this.#columns;
  }
  /** The pairs of columns, in order. */
  get elements(): readonly ForeignKey[] {
    return this.#elements;
  }
  /** The table that is referred to. */
  get referredTable(): Table {
    const table = this.#elements[0]!.column.table;
    for (const element of this.#elements) {
      if (element.column.table !== table) {
        throw new ArgumentError(
          `A foreign key of table "${this.table?.fullname}" refers to columns of two tables, "${table.fullname}" and "${element.column.table.fullname}".`,
        );
      }
    }
    return table;
  }

  override attach(table: Table): void {
    if (this.table === table) return;
    const columns = this.#refs.map((ref) => toColumn("foreignKeyConstraint()", ref, table));
    for (const column of columns) {
      if (column.table !== table) {
        throw new ArgumentError(
          `A foreign key of table "${table.fullname}" names the column "${column.key}" of table "${column.table.fullname}".`,
        );
      }
    }
    super.attach(table);
    this.#columns = columns;
    this.#elements = columns.map((column, i) => new ForeignKey(column, this.#targets[i]!, this));
    for (const element of this.#elements) element.parent.foreignKeys.push(element);
  }
}

/**
 * A foreign key over several columns: `foreignKeyConstraint([c.orderId, c.line], ["lines.orderId", "lines.line"])`.
 * The targets may be functions, `() => lines.c.orderId`, or columns.
 */
export function foreignKeyConstraint(
  columns: readonly ColumnRef[],
  // A callback returns `any` on purpose: TypeScript leaves its body alone while it infers the class around it.
  // oxlint-disable-next-line typescript/no-explicit-any -- a thunk in a shape: its body must not be resolved while the class is inferred
  targets: readonly (string | (() => any) | ColumnRef)[],
  options: ForeignKeyOptions = {},
): ForeignKeyConstraint {
  if (!Array.isArray(columns) || !Array.isArray(targets) || columns.length === 0 || columns.length !== targets.length) {
    throw new ArgumentError(
      'foreignKeyConstraint() takes a list of columns and a list of as many targets: foreignKeyConstraint([c.a, c.b], ["t.a", "t.b"]).',
    );
  }
  const late = (targets as readonly unknown[]).map((target) => {
    if (typeof target === "string") return target;
    if (asColumn(target) !== undefined) return () => target;
    if (typeof target === "function") return target as () => unknown;
    throw new ArgumentError(
      `A foreign key refers to "table.column", a column, or a function that returns one, not ${describeValue(target)}.`,
    );
  });
  return attachToOwner(new ForeignKeyConstraint(columns, late, options), columns);
}
