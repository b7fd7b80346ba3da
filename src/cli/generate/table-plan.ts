import type { Catalog } from "../../dialect/catalog.ts";
import type { Dialect } from "../../dialect/dialect.ts";
import type { TableFacts } from "../../reflection/table-facts.ts";
import type { ReflectedColumn, ReflectedForeignKeyConstraint, ReflectedSequence } from "../../schema/reflected.ts";

/** A column and its attribute. */
export interface ColumnPlan {
  readonly facts: ReflectedColumn;
  readonly attribute: string;
}

/** One end of a relationship. */
export interface RelationshipPlan {
  readonly name: string;
  readonly kind: "oneToMany" | "manyToOne" | "oneToOne" | "manyToMany";
  readonly target: TablePlan;
  readonly backPopulates: string;
  /** Which columns are meant, where several foreign keys lead there. */
  readonly foreignKeys: readonly ColumnOfTable[] | undefined;
  /** The condition, as pairs of equal columns, where columns alone do not tell. */
  readonly primaryjoin: readonly (readonly [ColumnOfTable, ColumnOfTable])[] | undefined;
  readonly secondary: TablePlan | undefined;
  readonly secondaryjoin: readonly (readonly [ColumnOfTable, ColumnOfTable])[] | undefined;
}
export interface ColumnOfTable {
  readonly table: TablePlan;
  readonly attribute: string;
}

/** A table or view, and what it becomes. */
export interface TablePlan {
  readonly facts: TableFacts;
  /** The name of the class, or of the constant that holds the table. */
  readonly name: string;
  /** A mapped class; otherwise a Core table. */
  readonly isModel: boolean;
  readonly columns: readonly ColumnPlan[];
  readonly relationships: RelationshipPlan[];
  /** The names of attributes that are taken. */
  readonly taken: Set<string>;
  /** It does nothing but link two tables. */
  isLink: boolean;
}

/** What is to be written. */
export interface Plan {
  readonly dialect: Dialect;
  readonly catalog: Catalog;
  readonly tables: readonly TablePlan[];
  readonly sequences: ReadonlyMap<string, ReflectedSequence>;
  /** Names of the module that are taken. */
  readonly taken: Set<string>;
}

/** The table of the plan that a foreign key refers to. */
export function referredTable<T extends { readonly name: string; readonly schema: string | undefined }>(
  { referredTable: name, referredSchema }: ReflectedForeignKeyConstraint,
  tables: readonly T[],
): T | undefined {
  return tables.find((table) => table.name === name && (table.schema ?? null) === referredSchema);
}
