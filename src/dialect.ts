/**
 * For those who write a dialect or a driver of their own: what to extend, what to implement, and where to make it known.
 * docs/dialects.md is the guide.
 *
 * @module
 */
export { Dialect } from "./dialect/dialect.ts";
export {
  createDialect,
  type DialectFactory,
  type DialectOptions,
  registerDialect,
  registerDriver,
} from "./dialect/registry.ts";
export { defaultExecutionCapabilities, type ExecutionCapabilities } from "./dialect/capabilities.ts";
export { defaultRequirements, type Requirements } from "./dialect/requirements.ts";
export {
  type Catalog,
  type CatalogCapabilities,
  type CatalogConnection,
  type CatalogRequest,
  type FactsByTable,
  ObjectKind,
  ObjectScope,
} from "./dialect/catalog.ts";
export type {
  ConnectOptions,
  Driver,
  DriverConnection,
  DriverCursor,
  DriverResult,
  ErrorDescription,
  Queryable,
  QueryOptions,
  ServerAddress,
  SharedTransactions,
} from "./dialect/driver.ts";
export type { SqliteBeginMode, TransactionOptions } from "./dialect/transaction-options.ts";
export type { TwoPhase, TwoPhaseState } from "./dialect/two-phase.ts";
export { StatementCache } from "./dialect/statement-cache.ts";
export { type Awaitable, type Flow, wait } from "./flow/flow.ts";

// What writes SQL
export { SQLCompiler } from "./compiler/sql-compiler.ts";
export { DDLCompiler } from "./compiler/ddl-compiler.ts";
export { TypeCompiler } from "./compiler/type-compiler.ts";
export { defaultSqlFeatures, type SqlFeatures } from "./compiler/target.ts";
export { defaultDDLFeatures, type DDLFeatures } from "./schema/ddl-runner.ts";
export { alwaysQuote, quoteIdentifier, RESERVED_WORDS } from "./compiler/identifier.ts";
