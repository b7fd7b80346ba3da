import { NoReferencedColumnError, NoReferencedTableError } from "../errors/schema.ts";
import type { Column } from "../schema/column.ts";
import type { ForeignKeyOptions } from "../schema/column-options.ts";
import {
  CheckConstraint,
  type Constraint,
  type ConstraintOptions,
  PrimaryKeyConstraint,
  UniqueConstraint,
} from "../schema/constraint.ts";
import { ExcludeConstraint, type ExcludeOptions, type ExcludePair } from "../schema/exclude-constraint.ts";
import { ForeignKeyConstraint } from "../schema/foreign-key.ts";
import { conv } from "../schema/naming.ts";
import type {
  ReflectedCheckConstraint,
  ReflectedExcludeConstraint,
  ReflectedForeignKeyConstraint,
  ReflectedPrimaryKeyConstraint,
  ReflectedUniqueConstraint,
} from "../schema/reflected.ts";
import type { SqlLike } from "../schema/sql-like.ts";
import type { Table } from "../schema/table.ts";
import { literalColumn } from "../sql/literal-column.ts";
import { given } from "../util/given.ts";
import type { TableFacts } from "./table-facts.ts";

/** Columns by their names in the database. */
export type ColumnsByName = ReadonlyMap<string, Column<string, unknown>>;

/** Gives a table its constraints. Those on columns that were left out, and those that the table has already, are passed over. */
export function addConstraints(table: Table, facts: TableFacts, columns: ColumnsByName): void {
  addPrimaryKey(table, facts.primaryKeys, columns);
  const known = [...table.constraints];
  const add = (constraint: Constraint | undefined): void => {
    if (constraint !== undefined && !known.some((each) => isSame(each, constraint))) table.addConstraint(constraint);
  };
  for (const found of facts.foreignKeys) if (found.inherited !== true) add(foreignKey(table, found, columns));
  for (const found of facts.uniqueConstraints)
    if (found.inherited !== true && found.duplicatesIndex === undefined) add(unique(found, columns));
  for (const found of facts.checkConstraints) if (found.inherited !== true) add(check(found, columns));
  for (const found of facts.excludeConstraints) if (found.inherited !== true) add(exclude(found));
}

/** Whether a constraint says what a new one would: it bears its name, or is on the same columns. */
function isSame(known: Constraint, constraint: Constraint): boolean {
  if (known.kind !== constraint.kind) return false;
  if (constraint.explicitName !== undefined && known.name === constraint.explicitName.concat()) return true;
  if (constraint.kind === "check" || constraint.kind === "exclude") return false;
  const names = constraintColumns(constraint);
  const others = constraintColumns(known);
  return names.length === others.length && names.every((name, i) => name === others[i]);
}

const refs = new WeakMap<Constraint, readonly string[]>();
function constraintColumns(constraint: Constraint): readonly string[] {
  return refs.get(constraint) ?? constraint.columns.map((column) => column.name);
}

/** The attributes of columns; undefined when one of them was left out. */
function keysOf(names: readonly string[], columns: ColumnsByName): string[] | undefined {
  const keys = names.flatMap((name) => columns.get(name)?.key ?? []);
  return keys.length === names.length && keys.length > 0 ? keys : undefined;
}

interface Named {
  readonly name: string | null;
  readonly comment?: string | undefined;
  readonly deferrable?: boolean | undefined;
  readonly initially?: "DEFERRED" | "IMMEDIATE" | undefined;
  readonly dialectOptions?: Readonly<Record<string, unknown>> | undefined;
}
/** A name of the database is final: no naming convention adds to it. */
function optionsOf({ name, comment, deferrable, initially, dialectOptions }: Named): ConstraintOptions {
  return given({ name: name === null ? undefined : conv(name), comment, deferrable, initially, ...dialectOptions });
}

function addPrimaryKey(table: Table, found: ReflectedPrimaryKeyConstraint, columns: ColumnsByName): void {
  const keys = keysOf(found.constrainedColumns, columns);
  const known = table.primaryKeyConstraint;
  // A key that was said otherwise is the one that counts.
  if (keys === undefined || !known.implicit || known.columns.length !== keys.length) return;
  if (found.inherited === true || !known.columns.every((column) => keys.includes(column.key))) return;
  table.addConstraint(new PrimaryKeyConstraint(keys, optionsOf(found)));
}

function unique(found: ReflectedUniqueConstraint, columns: ColumnsByName): UniqueConstraint | undefined {
  const keys = keysOf(found.columnNames, columns);
  return keys === undefined ? undefined : noted(new UniqueConstraint(keys, optionsOf(found)), found.columnNames);
}

function check(found: ReflectedCheckConstraint, columns: ColumnsByName): CheckConstraint {
  const own = found.column === undefined ? undefined : columns.get(found.column);
  return new CheckConstraint(
    literalColumn(found.sqltext),
    optionsOf(found),
    undefined,
    own === undefined ? [] : [own],
    own !== undefined,
  );
}

function exclude(found: ReflectedExcludeConstraint): ExcludeConstraint {
  const pairs = found.elements.map(([sql, operator]): ExcludePair => [literalColumn(sql) as SqlLike, operator]);
  const options: ExcludeOptions = {
    ...optionsOf(found),
    using: found.using,
    ...(found.where === undefined ? {} : { where: literalColumn(found.where) }),
  };
  return new ExcludeConstraint(pairs, options);
}

function foreignKey(
  table: Table,
  found: ReflectedForeignKeyConstraint,
  columns: ColumnsByName,
): ForeignKeyConstraint | undefined {
  const keys = keysOf(found.constrainedColumns, columns);
  if (keys === undefined) return undefined;
  const options: ForeignKeyOptions = { ...optionsOf({ ...found, ...found.options }), ...found.options };
  const targets = found.referredColumns.map((name) => () => referred(table, found, name));
  return noted(new ForeignKeyConstraint(keys, targets, options), found.constrainedColumns);
}

/** The column that a foreign key refers to; looked up when it is asked for, since its table may come later, or never. */
function referred(table: Table, found: ReflectedForeignKeyConstraint, name: string): unknown {
  const key = found.referredSchema === null ? found.referredTable : `${found.referredSchema}.${found.referredTable}`;
  const other = table.metadata.tables.get(key);
  if (other === undefined)
    throw new NoReferencedTableError(
      `A foreign key of table ${JSON.stringify(table.fullname)} refers to table ${JSON.stringify(key)}, which was not reflected.`,
      key,
    );
  const column = other.columns.find((each) => each.name === name);
  if (column !== undefined) return column;
  throw new NoReferencedColumnError(
    `A foreign key of table ${JSON.stringify(table.fullname)} refers to column ${JSON.stringify(name)} of table ${JSON.stringify(key)}, which was not reflected.`,
    key,
    name,
  );
}

/** Notes the columns of a constraint that no table has yet. */
function noted<C extends Constraint>(constraint: C, names: readonly string[]): C {
  refs.set(constraint, names);
  return constraint;
}
