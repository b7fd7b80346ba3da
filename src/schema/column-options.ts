import type { CheckOptions } from "./constraint.ts";
import type { DefaultContext } from "./default-context.ts";
import type { FetchedValue } from "./fetched-value.ts";
import type { SqlLike } from "./sql-like.ts";

/** SQL words after ON DELETE and ON UPDATE. */
export type ReferentialAction =
  | "CASCADE"
  | "SET NULL"
  | "SET DEFAULT"
  | "RESTRICT"
  | "NO ACTION"
  /** PostgreSQL: only some of the columns, "SET NULL (a, b)". */
  | `SET NULL (${string})`
  | `SET DEFAULT (${string})`;

/** What a foreign key says besides its columns. */
export interface ForeignKeyOptions {
  readonly name?: string | undefined;
  readonly ondelete?: ReferentialAction | undefined;
  readonly onupdate?: ReferentialAction | undefined;
  readonly deferrable?: boolean | undefined;
  readonly initially?: "DEFERRED" | "IMMEDIATE" | undefined;
  readonly match?: "FULL" | "PARTIAL" | "SIMPLE" | undefined;
  /** The constraint is added by ALTER TABLE after all tables exist, where the database can. */
  readonly useAlter?: boolean | undefined;
  readonly comment?: string | undefined;
  /** PostgreSQL: rows that are there already are not checked. */
  readonly postgresqlNotValid?: boolean | undefined;
}

/** Where a value comes from when none is given. */
export type ColumnDefault =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "callable"; readonly fn: (context: DefaultContext) => unknown }
  | { readonly kind: "sql"; readonly element: SqlLike };

/** What the database itself fills in: a string is a quoted literal, an element is SQL. */
export type ServerDefault = string | SqlLike | FetchedValue;

/** Options of a column that one database alone has. */
export interface ColumnDialectOptions {
  readonly sqliteOnConflictNotNull?: string | undefined;
  readonly sqliteOnConflictPrimaryKey?: string | undefined;
  readonly sqliteOnConflictUnique?: string | undefined;
}

export interface ComputedOptions {
  /** Stored (true) or computed at each read (false); without it, as the database prefers. */
  readonly persisted?: boolean | undefined;
}

/** How a sequence counts. */
export interface SequenceNumbers {
  readonly start?: number | bigint | undefined;
  readonly increment?: number | bigint | undefined;
  readonly minvalue?: number | bigint | undefined;
  readonly maxvalue?: number | bigint | undefined;
  readonly nominvalue?: boolean | undefined;
  readonly nomaxvalue?: boolean | undefined;
  readonly cycle?: boolean | undefined;
  readonly cache?: number | bigint | undefined;
}

export interface IdentityOptions extends SequenceNumbers {
  /** GENERATED ALWAYS instead of BY DEFAULT. */
  readonly always?: boolean | undefined;
}

export interface ReferenceSpec {
  readonly target: string | (() => unknown);
  readonly options: ForeignKeyOptions;
}

/** Everything that a builder's chain has said. */
export interface ColumnOptions {
  /** Name in the database; the attribute's otherwise. */
  readonly name?: string;
  readonly primaryKey?: boolean;
  readonly nullable?: boolean;
  readonly default?: ColumnDefault;
  readonly onupdate?: ColumnDefault;
  readonly serverDefault?: ServerDefault;
  readonly unique?: boolean;
  readonly index?: boolean;
  readonly references?: readonly ReferenceSpec[];
  readonly comment?: string;
  readonly autoincrement?: boolean | "auto" | "ignoreFk";
  readonly computed?: { readonly sql: SqlLike; readonly persisted: boolean | undefined };
  readonly identity?: IdentityOptions;
  readonly serverOnupdate?: ServerDefault;
  readonly checks?: readonly { readonly sql: SqlLike; readonly options: CheckOptions }[];
  readonly doc?: string;
  readonly info?: Readonly<Record<string, unknown>>;
  readonly system?: boolean;
  readonly insertSentinel?: boolean;
  readonly dialectOptions?: ColumnDialectOptions;
  readonly deferred?: boolean;
  readonly deferredGroup?: string;
  readonly deferredRaiseload?: boolean;
  readonly mutable?: boolean;
}
