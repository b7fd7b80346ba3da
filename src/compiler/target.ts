import type { BindProcessor, ResultProcessor, SqlType, TypeDialect } from "../types/sql-type.ts";
import type { StatementCompilerClass } from "./compiled.ts";
import type { DDLCompilerClass } from "./ddl-compiler.ts";

/** What SQL a database understands, as far as statements are concerned. */
export interface SqlFeatures {
  /** How a bind is written: `:name`, `?` or `$1`. */
  readonly paramStyle: "named" | "qmark" | "numbered";
  /** Binds are followed by a cast to their type: `$1::INTEGER`. */
  readonly bindCasts: boolean;
  /** true and false are keywords; otherwise 1 and 0. */
  readonly nativeBoolean: boolean;
  /** int / int gives an int, so that true division needs a cast. */
  readonly divIsFloordiv: boolean;
  /** Longest label before it is shortened. */
  readonly maxIdentifierLength: number;
  /** Longest name of a constraint or index that a naming convention makes; as other names without it. */
  readonly maxItemNameLength?: number | undefined;
  /** Most binds of one statement: longer IN lists become literals. */
  readonly maxBinds: number;
  readonly insertReturning: boolean;
  /** A single INSERT returns the parts of the primary key that the database makes: no driver call tells them. */
  readonly implicitReturning: boolean;
  readonly updateReturning: boolean;
  readonly deleteReturning: boolean;
  /** DELETE … RETURNING with more tables than the one whose rows go. */
  readonly deleteUsingReturning: boolean;
  /** INSERT … DEFAULT VALUES. */
  readonly defaultValues: boolean;
  /** WITH stands between INSERT INTO t (…) and the query, not before the INSERT. */
  readonly cteFollowsInsert: boolean;
  /** INSERT … ON CONFLICT. */
  readonly onConflict: boolean;
  /** INSERT … ON DUPLICATE KEY UPDATE. */
  readonly onDuplicateKey: boolean;
  /** LIMIT in UPDATE and DELETE. */
  readonly dmlLimit: boolean;
  /** MERGE INTO …. */
  readonly merge: boolean;
  /** INSERT … VALUES (…), (…). */
  readonly multiValues: boolean;
  /** UPDATE … FROM. */
  readonly updateFrom: boolean;
  /** DELETE … USING. */
  readonly deleteUsing: boolean;
  /** Queries inside UNION may be wrapped in parentheses. */
  readonly compoundParens: boolean;
  readonly fullJoin: boolean;
  readonly lateral: boolean;
  /** Names for the columns of what stands in FROM: (VALUES …) AS v (a, b), f() AS t (a, b), WITH ORDINALITY. */
  readonly aliasColumns: boolean;
  /** FROM t TABLESAMPLE method(n). */
  readonly tablesample: boolean;
  /** INSERT, UPDATE and DELETE inside WITH. */
  readonly dmlInCte: boolean;
  readonly fetch: boolean;
  readonly forUpdate: boolean;
  /** (a, b) IN ((1, 2)) is written with VALUES in front. */
  readonly tupleInValues: boolean;
  /** The database has sequences … */
  readonly sequences: boolean;
  /** … and numbers keys without them too, so that one that is `optional` is left out. */
  readonly optionalSequences: boolean;
  /** ORDER BY may name a label of the select list where its expression was given. */
  readonly orderByLabel: boolean;
  /** Arrays, with their elements and ANY and ALL over them, and the operators of PostgreSQL's types. */
  readonly arrays: boolean;
}

export const defaultSqlFeatures: SqlFeatures = Object.freeze({
  paramStyle: "named",
  bindCasts: false,
  nativeBoolean: false,
  divIsFloordiv: true,
  maxIdentifierLength: 9999,
  maxBinds: 32766,
  insertReturning: true,
  implicitReturning: false,
  updateReturning: true,
  deleteReturning: true,
  deleteUsingReturning: true,
  defaultValues: true,
  cteFollowsInsert: false,
  onConflict: true,
  onDuplicateKey: true,
  dmlLimit: true,
  merge: true,
  multiValues: true,
  updateFrom: true,
  deleteUsing: true,
  compoundParens: true,
  fullJoin: true,
  lateral: true,
  aliasColumns: true,
  tablesample: true,
  dmlInCte: true,
  fetch: true,
  forUpdate: true,
  tupleInValues: false,
  sequences: false,
  optionalSequences: false,
  orderByLabel: true,
  arrays: true,
});

/** What the compilers need of a dialect; the Dialect class satisfies it. */
export interface CompileTarget extends TypeDialect {
  readonly name: string;
  readonly sqlFeatures: SqlFeatures;
  /** Longest name, where the user knows better than `sqlFeatures`. */
  readonly maxIdentifierLength?: number | undefined;
  /** Longest label or bind name that the compiler makes up, where the user wants it shorter than names may be. */
  readonly labelLength?: number | undefined;
  /** Known after the first connection. */
  readonly serverVersion?: readonly number[] | undefined;
  /** Warn of FROM lists whose members are not joined. */
  readonly fromLinting?: boolean;
  /** Subclass of SQLCompiler that writes this dialect's statements. */
  readonly statementCompiler: StatementCompilerClass;
  /** Subclass of DDLCompiler that writes this dialect's DDL. */
  readonly ddlCompiler: DDLCompilerClass;
  bindProcessor(type: SqlType): BindProcessor | undefined;
  resultProcessor(type: SqlType): ResultProcessor | undefined;
  /** An identifier as it stands in SQL: quoted where the dialect needs it. */
  quote(identifier: string): string;
  /** The SQL name of a type, for CAST and bind casts. */
  typeSql(type: SqlType): string;
}
