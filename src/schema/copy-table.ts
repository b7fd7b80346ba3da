import { InvalidRequestError } from "../errors/state.ts";
import { NoReferencedTableError } from "../errors/schema.ts";
import { plainName } from "../sql/quoted-name.ts";
import type { TableOptions } from "./table-options.ts";
import { replace } from "../sql/traverse.ts";
import type { ExprNode } from "../sql/nodes/unions.ts";
import type { AnyColumnBuilder } from "./column-builder.ts";
import { ColumnBuilder } from "./column-builder.ts";
import type { ColumnOptions } from "./column-options.ts";
import { CheckConstraint, type Constraint, PrimaryKeyConstraint, UniqueConstraint } from "./constraint.ts";
import { ExcludeConstraint } from "./exclude-constraint.ts";
import { type ForeignKey, ForeignKeyConstraint } from "./foreign-key.ts";
import { Index } from "./index-item.ts";
import type { MetaData } from "./metadata.ts";
import { asColumn } from "./schema-item.ts";
import { BLANK_SCHEMA, RETAIN_SCHEMA } from "./schema-constants.ts";
import { Sequence } from "./sequence.ts";
import type { SqlLike } from "./sql-like.ts";
import type { Table } from "./table.ts";
import { typeCheck } from "./type-check.ts";

export interface CopyOptions {
  /** Another schema; `null` or BLANK_SCHEMA for none, RETAIN_SCHEMA (as without it) for the table's own. */
  readonly schema?: string | null | undefined;
  /** Another name. */
  readonly name?: string | undefined;
  /** The schema of tables that foreign keys refer to: `(table, schema, constraint, referredSchema) => schema`. */
  readonly referredSchemaFn?:
    | ((
        table: Table,
        toSchema: string | undefined,
        constraint: ForeignKeyConstraint,
        referredSchema: string | undefined,
      ) => string | null | undefined)
    | undefined;
}

/** Makes a table; table.ts hands it in. */
export type MakeTable = (
  name: string,
  metadata: MetaData,
  builders: ReadonlyMap<string, AnyColumnBuilder>,
  options: TableOptions,
) => Table;

/** A table in another MetaData: its columns, constraints and indexes are made anew. */
export function copyTable(table: Table, metadata: MetaData, options: CopyOptions, make: MakeTable): Table {
  const name = options.name ?? table.node.name;
  const schema = targetSchema(table, metadata, options.schema);
  const key = schema === undefined ? plainName(name) : `${schema}.${plainName(name)}`;
  const known = metadata.tables.get(key);
  if (known !== undefined) throw new InvalidRequestError(`This MetaData already has a table ${JSON.stringify(key)}.`);
  const builders = new Map<string, AnyColumnBuilder>();
  for (const column of table.columns) builders.set(column.key, copyBuilder(column.builder));
  const { constraints: _constraints, ...plain } = table.options;
  const copy = make(name, metadata, builders, { ...plain, schema: schema ?? BLANK_SCHEMA });
  metadata.add(copy);
  copyItems(table, copy, options, schema);
  return copy;
}

function targetSchema(table: Table, metadata: MetaData, wanted: string | null | undefined): string | undefined {
  if (wanted === undefined || wanted === RETAIN_SCHEMA) return table.schema ?? metadata.schema;
  return wanted === null || wanted === BLANK_SCHEMA ? undefined : wanted;
}

/** Without what becomes a constraint or an index: those are copied from the table. */
function copyBuilder(builder: AnyColumnBuilder): AnyColumnBuilder {
  const { references: _r, unique: _u, index: _i, checks: _c, default: source, ...rest } = builder.columnOptions;
  const made: ColumnOptions = source === undefined ? rest : { ...rest, default: source };
  if (source?.kind === "sql" && (source.element as unknown) instanceof Sequence) {
    const sequence = source.element as unknown as Sequence<unknown>;
    const { metadata: _m, ...numbers } = sequence.options;
    const fresh = new Sequence<unknown>(sequence.name, { ...numbers, schema: sequence.schema });
    return new ColumnBuilder(builder.type, { ...made, default: { kind: "sql", element: fresh as unknown as SqlLike } });
  }
  return new ColumnBuilder(builder.type, made);
}

function copyItems(table: Table, copy: Table, options: CopyOptions, schema: string | undefined): void {
  for (const constraint of table.constraints) {
    const made = copyConstraint(constraint, table, copy, options, schema);
    if (made === undefined) continue;
    if (constraint.condition !== undefined) made.ddlIf(constraint.condition);
    made.isolated = constraint.isolated;
    copy.addConstraint(made);
  }
  for (const index of table.indexes) {
    const items = index.expressions.map((each) => asColumn(each)?.key ?? moved(each, table, copy));
    const made = new Index(index.explicitName, items, index.options);
    if (index.condition !== undefined) made.ddlIf(index.condition);
    copy.addIndex(made);
  }
}

function copyConstraint(
  constraint: Constraint,
  table: Table,
  copy: Table,
  options: CopyOptions,
  schema: string | undefined,
): Constraint | undefined {
  const keys = constraint.columns.map((column) => column.key);
  switch (constraint.kind) {
    case "primaryKey":
      return keys.length === 0
        ? undefined
        : new PrimaryKeyConstraint(keys, constraint.options, (constraint as PrimaryKeyConstraint).implicit);
    case "unique":
      return new UniqueConstraint(keys, constraint.options);
    case "check": {
      const check = constraint as CheckConstraint;
      // A CHECK that a type asked for came with the column.
      if (check.ofType !== undefined && keys.some((key) => typeCheck(copy.column(key)) !== undefined)) return undefined;
      const columns = keys.map((key) => copy.column(key));
      return new CheckConstraint(moved(check.sql, table, copy), check.options, check.ofType, columns, check.inline);
    }
    case "exclude": {
      const exclude = constraint as ExcludeConstraint;
      const pairs = exclude.pairs.map(
        ({ expression, operator }) => [asColumn(expression)?.key ?? moved(expression, table, copy), operator] as const,
      );
      return new ExcludeConstraint(pairs, exclude.options);
    }
    case "foreignKey": {
      const foreign = constraint as ForeignKeyConstraint;
      const targets = foreign.elements.map((element) => target(element, table, copy, options, schema));
      return new ForeignKeyConstraint(keys, targets, foreign.options);
    }
  }
}

/** Where a copied foreign key refers to: the table of the same name in the new MetaData, in the schema that it moved to. */
function target(
  element: ForeignKey,
  table: Table,
  copy: Table,
  options: CopyOptions,
  schema: string | undefined,
): () => unknown {
  return () => {
    const { column } = element;
    const referred = column.table;
    if (referred === table) return copy.column(column.key);
    let wanted: string | undefined = referred.schema;
    if (options.referredSchemaFn !== undefined)
      wanted = options.referredSchemaFn(copy, schema, element.constraint, referred.schema) ?? undefined;
    else if (referred.schema === table.schema) wanted = schema;
    const key = wanted === undefined ? referred.name : `${wanted}.${referred.name}`;
    const other = copy.metadata.tables.get(key);
    if (other !== undefined) return other.column(column.key);
    throw new NoReferencedTableError(
      `The foreign key of column "${copy.fullname}.${element.parent.name}" refers to table ${JSON.stringify(key)}, which the MetaData that it was copied to does not have. Copy that table too.`,
      key,
    );
  };
}

/** An expression on the columns of the one table as the same on the other's. */
function moved(sql: SqlLike, table: Table, copy: Table): SqlLike {
  const nodes = new Map(table.columns.map((column) => [column.node as unknown, copy.column(column.key).node]));
  const node = replace(sql.node as ExprNode, (inner) => nodes.get(inner));
  if (node === sql.node) return sql;
  return Object.assign(Object.create(Object.getPrototypeOf(sql) as object) as SqlLike, sql, { node });
}
