import type { SqlType } from "../types/sql-type.ts";
import type { ColumnDialectOptions, ReferentialAction } from "./column-options.ts";

/** What an inspector finds of a computed column. */
export interface ReflectedComputed {
  /** The expression as the database writes it. */
  readonly sqltext: string;
  /** Stored (true) or computed at each read (false). */
  readonly persisted: boolean;
}

/** What an inspector finds of an identity column: how its sequence counts. Numbers beyond 2^53 are bigints. */
export interface ReflectedIdentity {
  readonly always: boolean;
  readonly start: number | bigint;
  readonly increment: number | bigint;
  readonly minvalue: number | bigint;
  readonly maxvalue: number | bigint;
  readonly cycle: boolean;
  readonly cache: number | bigint;
}

/** A sequence, and how it counts. */
export interface ReflectedSequence {
  readonly name: string;
  /** The SQL name of its type, where a sequence has one: "bigint". */
  readonly dataType: string | null;
  readonly start: number | bigint;
  readonly increment: number | bigint;
  readonly minvalue: number | bigint;
  readonly maxvalue: number | bigint;
  readonly cycle: boolean;
  readonly cache: number | bigint;
}

/** The sequence that a column's default draws from. */
export interface ReflectedColumnSequence {
  readonly name: string;
  /** null: it is found without one. */
  readonly schema: string | null;
  /** It was made with the column, by SERIAL, and goes with it. */
  readonly owned: boolean;
}

/** What an inspector finds of a column. */
export interface ReflectedColumn {
  readonly name: string;
  readonly type: SqlType;
  /** What the database calls a type that is not known here, whose `type` is a NullType. */
  readonly typeText?: string | undefined;
  readonly nullable: boolean;
  /** The DEFAULT as SQL text; null without one. */
  readonly default: string | null;
  /** Whether the database numbers the column by itself. */
  readonly autoincrement: boolean;
  readonly comment: string | null;
  readonly computed?: ReflectedComputed | undefined;
  readonly identity?: ReflectedIdentity | undefined;
  /** PostgreSQL and MariaDB: where `nextval()` in the default draws from. */
  readonly sequence?: ReflectedColumnSequence | undefined;
  readonly dialectOptions?: ColumnDialectOptions | undefined;
}

/** Options of a constraint or index that one database alone has, by the names that they are declared with: `postgresqlInclude` … */
export type ReflectedOptions = Readonly<Record<string, unknown>>;

interface ReflectedConstraint {
  /** null: the database keeps none. */
  readonly name: string | null;
  readonly comment?: string | undefined;
  readonly deferrable?: boolean | undefined;
  readonly initially?: "DEFERRED" | "IMMEDIATE" | undefined;
  readonly dialectOptions?: ReflectedOptions | undefined;
  /** Comes from the table that this one is a partition of, or inherits from. */
  readonly inherited?: boolean | undefined;
}

/** The primary key; of a table without one, no columns. */
export interface ReflectedPrimaryKeyConstraint extends ReflectedConstraint {
  readonly constrainedColumns: readonly string[];
}

export interface ReflectedUniqueConstraint extends ReflectedConstraint {
  readonly columnNames: readonly string[];
  /** The unique index that is the same thing, where the database tells no constraint from it (MySQL). */
  readonly duplicatesIndex?: string | undefined;
}

export interface ReflectedCheckConstraint extends ReflectedConstraint {
  /** The condition, without the parentheses of CHECK (…). */
  readonly sqltext: string;
  /** It stands beside this column, where that makes a difference (MariaDB: it has no name then). */
  readonly column?: string | undefined;
}

/** What a foreign key does, with only what differs from the default. */
export interface ReflectedForeignKeyOptions {
  readonly ondelete?: ReferentialAction | undefined;
  readonly onupdate?: ReferentialAction | undefined;
  readonly deferrable?: boolean | undefined;
  readonly initially?: "DEFERRED" | "IMMEDIATE" | undefined;
  readonly match?: "FULL" | "PARTIAL" | "SIMPLE" | undefined;
}

export interface ReflectedForeignKeyConstraint {
  readonly name: string | null;
  readonly constrainedColumns: readonly string[];
  /** null: the table is found without a schema, as the referring one was. */
  readonly referredSchema: string | null;
  readonly referredTable: string;
  readonly referredColumns: readonly string[];
  readonly options: ReflectedForeignKeyOptions;
  readonly comment?: string | undefined;
  readonly dialectOptions?: ReflectedOptions | undefined;
  readonly inherited?: boolean | undefined;
}

/** Words that follow an index's column. */
export type ColumnSorting = "desc" | "nulls_first" | "nulls_last";

export interface ReflectedIndex {
  readonly name: string;
  /** The columns in order; null where there is an expression instead. */
  readonly columnNames: readonly (string | null)[];
  /** Only with expressions among them: the SQL of each element, the names of columns as they are. */
  readonly expressions?: readonly string[] | undefined;
  readonly unique: boolean;
  /** The constraint that the index was made for. */
  readonly duplicatesConstraint?: string | undefined;
  /** What is not the usual ascending order, by column. */
  readonly columnSorting?: ReadonlyMap<string, readonly ColumnSorting[]> | undefined;
  /** Columns stored in it besides its key. */
  readonly includeColumns?: readonly string[] | undefined;
  readonly dialectOptions?: ReflectedOptions | undefined;
  readonly inherited?: boolean | undefined;
}

/** An EXCLUDE constraint (PostgreSQL). */
export interface ReflectedExcludeConstraint {
  readonly name: string;
  /** The SQL of what is compared, and by which operator. */
  readonly elements: readonly (readonly [sql: string, operator: string])[];
  /** The index method. */
  readonly using: string;
  readonly where?: string | undefined;
  readonly comment?: string | undefined;
  readonly deferrable?: boolean | undefined;
  readonly initially?: "DEFERRED" | "IMMEDIATE" | undefined;
  readonly inherited?: boolean | undefined;
}

export interface ReflectedTableComment {
  readonly text: string | null;
}

/** A view's query, and what must be there before it. */
export interface ReflectedView {
  /** The query, as the database writes it. */
  readonly definition: string;
  /** The names of its columns, where the view gives them others than the query. */
  readonly columns?: readonly string[] | undefined;
  readonly materialized: boolean;
  /** The tables and views that it reads, where the database tells; `schema` is null for what is found without one. */
  readonly reads: readonly { readonly schema: string | null; readonly name: string }[];
}

/** An enumeration that is a type of its own (PostgreSQL). */
export interface ReflectedEnum {
  readonly name: string;
  readonly schema: string;
  /** Found without its schema. */
  readonly visible: boolean;
  readonly labels: readonly string[];
  readonly comment: string | null;
}

/** A domain (PostgreSQL): a type with conditions. */
export interface ReflectedDomain {
  readonly name: string;
  readonly schema: string;
  readonly visible: boolean;
  readonly type: SqlType;
  readonly nullable: boolean;
  readonly default: string | null;
  readonly collation: string | null;
  readonly constraints: readonly { readonly name: string; readonly check: string }[];
  readonly comment: string | null;
}
