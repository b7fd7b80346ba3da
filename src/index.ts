/**
 * Athanor's Core: engines, the expression language, schema definition and types. The ORM is in "athanor/orm", what only one
 * database has in "athanor/sqlite", "athanor/postgresql" and "athanor/mysql".
 *
 * @module
 */
import { registerMysql } from "./dialects/mysql/register.ts";
import { registerPostgresql } from "./dialects/postgresql/register.ts";
import { registerSqlite } from "./dialects/sqlite/register.ts";
import { installCompiler } from "./engine/install.ts";
import { installReflection } from "./reflection/install.ts";

installCompiler();
installReflection();
registerSqlite();
registerPostgresql();
registerMysql();

// Engines, connections, results
export { createEngine, Engine, engineFromConfig } from "./engine/engine.ts";
export { createMockEngine, dumpDDL, type DumpOptions, MockEngine, type MockExecutor } from "./engine/mock-engine.ts";
export { Connection } from "./engine/connection.ts";
export { type InvalidateOptions, RawConnection } from "./engine/raw-connection.ts";
export { isRetryable, type RetryOptions, type RunOptions } from "./engine/retry.ts";
export { Pool } from "./pool/pool.ts";
export { QueuePool } from "./pool/queue-pool.ts";
export { NullPool } from "./pool/null-pool.ts";
export { StaticPool } from "./pool/static-pool.ts";
export { AssertionPool } from "./pool/assertion-pool.ts";
export type { PoolClass, PoolKind } from "./pool/make-pool.ts";
export type { PoolOptions } from "./pool/pool-options.ts";
export type { ConnectionPoolEntry, PoolEvents, PoolProxiedConnection, PoolResetState } from "./pool/pool-events.ts";
export { Transaction } from "./engine/transaction.ts";
export { TwoPhaseTransaction } from "./engine/two-phase-transaction.ts";
export type { SqliteBeginMode, TransactionOptions } from "./dialect/transaction-options.ts";
export { AsyncEngine, asyncEngineFromConfig, createAsyncEngine } from "./async/engine.ts";
export { AsyncConnection } from "./async/connection.ts";
export { AsyncRawConnection } from "./async/raw-connection.ts";
export { AsyncResult } from "./async/result.ts";
export { AsyncScalarResult } from "./async/scalar-result.ts";
export { AsyncMappingResult } from "./async/mapping-result.ts";
export { AsyncTransaction } from "./async/transaction.ts";
export { AsyncTwoPhaseTransaction } from "./async/two-phase-transaction.ts";
export { makeUrl } from "./engine/parse-url.ts";
export { URL, type UrlParts } from "./engine/url.ts";
export type { EngineConfig, EngineConfigOptions } from "./engine/engine-config.ts";
export type { EngineOptions } from "./engine/engine-options.ts";
export {
  CreateEnginePlugin,
  type CreateEnginePluginClass,
  type PluginOptions,
  registerPlugin,
} from "./engine/plugin.ts";
export type { EchoOption } from "./engine/log-options.ts";
export type { Logger } from "./util/log.ts";
export type { SqlCommentsOption, SqlCommentTags } from "./engine/sql-comments.ts";
export type {
  ConnectMessage,
  QueryMessage,
  StatementSpan,
  StatementTracer,
  TracedFailure,
  TracedStatement,
} from "./engine/tracing.ts";
export { type ExecutionOptions, registerOptionNamespace } from "./engine/execution-options.ts";
export type { DriverParams, Executable, ExecuteParams, RowsOf } from "./engine/executable.ts";
export { Result } from "./engine/result.ts";
export { CursorResult } from "./engine/cursor-result.ts";
export { ScalarResult } from "./engine/scalar-result.ts";
export { MappingResult } from "./engine/mapping-result.ts";
export type { FrozenResult } from "./engine/frozen-result.ts";
export { ChunkedIteratorResult, IteratorResult } from "./engine/iterator-result.ts";
export type { ColumnKey } from "./engine/row-columns.ts";
export type { RowMembers } from "./engine/row-members.ts";
export { RowMapping } from "./engine/row-mapping.ts";
export { Row } from "./engine/row.ts";

// Events
export { contains, listen, remove } from "./event/listen.ts";
export type { EventMap, EventTarget, ListenOptions } from "./event/dispatch.ts";
export type {
  EngineEvents,
  EventConnection,
  EventEngine,
  ExecutionContext,
  MutableConnectOptions,
  MutableExecutionOptions,
} from "./engine/engine-events.ts";
export type { ExceptionContext } from "./engine/exception-context.ts";

// Statements and expressions
export {
  LABEL_STYLE_DEFAULT,
  LABEL_STYLE_DISAMBIGUATE_ONLY,
  LABEL_STYLE_NONE,
  LABEL_STYLE_TABLENAME_PLUS_COL,
  Select,
  select,
} from "./sql/select.ts";
export { CompoundSelect, except, exceptAll, intersect, intersectAll, union, unionAll } from "./sql/query.ts";
export { Cte, type CteArguments, Subquery } from "./sql/cte.ts";
export { ScalarSelect } from "./sql/scalar-select.ts";
export { alias, join, lateral, outerjoin, tablesample } from "./sql/from-functions.ts";
export type { TableSampleOptions } from "./sql/tablesample.ts";
export type { ColumnDescription } from "./sql/select-info.ts";
export type { SelectExtension, SelectExtensionPoint } from "./sql/select-extension.ts";
export { Statement } from "./sql/statement.ts";
export { and, not, or } from "./sql/conjunction.ts";
export { Exists, exists } from "./sql/exists.ts";
export {
  all,
  any,
  asc,
  between,
  bitwiseNot,
  bindparam,
  caseWhen,
  cast,
  collate,
  column,
  desc,
  distinct,
  extract,
  falseValue,
  literal,
  nullsFirst,
  nullsLast,
  nullValue,
  trueValue,
  tryCast,
  tuple,
  typeCoerce,
} from "./sql/expressions.ts";
export { func, type FunctionOptions, registerFunction } from "./sql/func.ts";
export { funcfilter, FunctionElement, over, TableValuedAlias, withinGroup } from "./sql/function-element.ts";
export { sql, TextClause } from "./sql/text.ts";
export { text } from "./schema/text.ts";
export { table } from "./sql/table.ts";
export { Insert, insert, type OrIgnore, type OrUpdate } from "./sql/insert.ts";
export { Update, update } from "./sql/update.ts";
export { Delete, deleteFrom } from "./sql/delete.ts";
export { Merge, merge, type WhenMatched, type WhenNotMatched } from "./sql/merge.ts";
export type { ColumnNameOf, ColumnOf, InsertOf, ReturningItems, ReturningOptions, UpdateOf } from "./sql/dml.ts";
export { literalColumn } from "./sql/literal-column.ts";
export { Values, values, type ValuesOptions } from "./sql/values.ts";
export { array, type ArrayOptions } from "./schema/array.ts";
export { JsonElement } from "./sql/json-element.ts";
export { ColumnElement, NamedElement, type Owned } from "./sql/column-element.ts";
export { Alias, FromClause, Join } from "./sql/from-clause.ts";
export type { MaybeMissing, NotReadableByName, RowOf, SubCols } from "./sql/row-of.ts";
export type { CompoundOf } from "./sql/query.ts";

// Schema
export { MetaData, type MetaDataOptions, type SchemaObjects } from "./schema/metadata.ts";
export { type AutoloadedTable, Table, type TableColumns } from "./schema/table.ts";
export type { TableOptions } from "./schema/table-options.ts";
export { Column } from "./schema/column.ts";
export { ColumnBuilder } from "./schema/column-builder.ts";
export type { JsonBuilder } from "./schema/builders.ts";
export type { JsonNull, JsonOptions } from "./types/json-type.ts";
export type { DefaultContext } from "./schema/default-context.ts";
export type { ColumnFlag } from "./schema/flags.ts";
export {
  bigInteger,
  boolean,
  char,
  customType,
  date,
  datetime,
  double,
  enumeration,
  float,
  insertSentinel,
  integer,
  interval,
  json,
  largeBinary,
  numeric,
  smallInteger,
  string,
  time,
  unicode,
  unicodeText,
  uuid,
} from "./schema/builders.ts";
export {
  BIGINT,
  BINARY,
  BLOB,
  BOOLEAN,
  CHAR,
  CLOB,
  DATE,
  DATETIME,
  DECIMAL,
  DOUBLE,
  DOUBLE_PRECISION,
  FLOAT,
  INT,
  INTEGER,
  NCHAR,
  NUMERIC,
  NVARCHAR,
  REAL,
  SMALLINT,
  TEXT,
  TIME,
  TIMESTAMP,
  UUID,
  VARBINARY,
  VARCHAR,
} from "./schema/exact-types.ts";
export {
  CheckConstraint,
  checkConstraint,
  Constraint,
  PrimaryKeyConstraint,
  primaryKeyConstraint,
  UniqueConstraint,
  uniqueConstraint,
} from "./schema/constraint.ts";
export { ForeignKey, ForeignKeyConstraint, foreignKeyConstraint } from "./schema/foreign-key.ts";
export { Index, index } from "./schema/index-item.ts";
export { conv } from "./schema/naming.ts";
export { ExcludeConstraint, excludeConstraint } from "./schema/exclude-constraint.ts";
export { Sequence, type SequenceOptions } from "./schema/sequence.ts";
export { FetchedValue } from "./schema/fetched-value.ts";
export { BLANK_SCHEMA, RETAIN_SCHEMA } from "./schema/schema-constants.ts";
export { quotedName } from "./sql/quoted-name.ts";
export {
  AddConstraint,
  CreateColumn,
  CreateIndex,
  CreateSchema,
  CreateTable,
  DropConstraint,
  DropIndex,
  DropSchema,
  DropTable,
} from "./schema/ddl.ts";
export { DDLElement } from "./schema/ddl-element.ts";
export type { DDLCondition, DDLConditionContext } from "./schema/ddl-condition.ts";
export { DDL } from "./schema/ddl-statement.ts";
export { CreateSequence, DropSequence } from "./schema/ddl-sequence.ts";
export { CreateTableAs, CreateView, DropView } from "./schema/ddl-view.ts";
export type { ColumnNaming } from "./schema/column-names.ts";
export type { ShapeOfColumns } from "./schema/ddl-view.ts";
export {
  DropColumnComment,
  DropConstraintComment,
  DropTableComment,
  SetColumnComment,
  SetConstraintComment,
  SetTableComment,
} from "./schema/ddl-comment.ts";
export { CheckFirst, type DDLEventConnection } from "./schema/ddl-runner.ts";
export type { SchemaEventInfo, SchemaEvents } from "./schema/schema-events.ts";
export type { InsertValues, PkOf, UpdateValues } from "./schema/shape.ts";

// Reflection
export { inspect, type InspectorOf } from "./reflection/inspect.ts";
export { type AsyncInspector, Inspector, type MultiOptions, type SchemaOption } from "./reflection/inspector.ts";
export type { SortedNames } from "./reflection/sorted-names.ts";
export type { ReflectTableOptions } from "./reflection/reflect-tables.ts";
export type { AutoloadOptions, ReflectOptions } from "./schema/reflector.ts";
export type { ColumnInfo } from "./schema/schema-events.ts";
export { ObjectKind, ObjectScope } from "./dialect/catalog.ts";
export type {
  ColumnSorting,
  ReflectedCheckConstraint,
  ReflectedColumn,
  ReflectedColumnSequence,
  ReflectedComputed,
  ReflectedDomain,
  ReflectedEnum,
  ReflectedExcludeConstraint,
  ReflectedForeignKeyConstraint,
  ReflectedForeignKeyOptions,
  ReflectedIdentity,
  ReflectedIndex,
  ReflectedPrimaryKeyConstraint,
  ReflectedSequence,
  ReflectedTableComment,
  ReflectedUniqueConstraint,
  ReflectedView,
} from "./schema/reflected.ts";

// Types
export { SqlType } from "./types/sql-type.ts";
export { compiles, deregister, type CompileFunction, type ElementCompiler } from "./compiler/compiles.ts";
export { CustomElement, CustomFunction, CustomStatement, type CustomOptions } from "./sql/custom-element.ts";
export type { TypeDecorator } from "./types/custom-type.ts";
export type { CustomTypeOptions } from "./schema/builders.ts";
export { UserDefinedType } from "./types/user-defined-type.ts";

// Errors
export { AthanorError } from "./errors/base.ts";
export { CircularDependencyError } from "./errors/circular-dependency.ts";
export { ArgumentError } from "./errors/argument.ts";
export { CompileError, UnsupportedCompilationError } from "./errors/compile.ts";
export { ObjectNotExecutableError } from "./errors/executable.ts";
export { AmbiguousForeignKeysError, NoForeignKeysError } from "./errors/foreign-keys.ts";
export {
  AsyncRequiredError,
  IllegalStateChangeError,
  InvalidRequestError,
  MultipleResultsFound,
  NoResultFound,
  ResourceClosedError,
} from "./errors/state.ts";
export {
  DatabaseError,
  DataError,
  DBAPIError,
  IntegrityError,
  type IntegrityKind,
  InterfaceError,
  InternalError,
  NotSupportedError,
  OperationalError,
  ProgrammingError,
  StatementAbortedError,
  StatementError,
  StatementTimeoutError,
} from "./errors/database.ts";
export { AmbiguousColumnError, NoSuchColumnError } from "./errors/result.ts";
export { PendingRollbackError } from "./errors/orm.ts";
export { DisconnectionError, InvalidatePoolError, TimeoutError } from "./errors/pool.ts";
export { MissingDriverError, NoSuchModuleError } from "./errors/driver.ts";
export { NoInspectionAvailable } from "./errors/orm.ts";
export {
  ConstraintColumnNotFoundError,
  DuplicateColumnError,
  IdentifierError,
  NoReferenceError,
  NoReferencedColumnError,
  NoReferencedTableError,
  NoSuchTableError,
  UnreflectableTableError,
} from "./errors/schema.ts";
