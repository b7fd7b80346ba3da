import type { StatementCompilerClass } from "../../compiler/compiled.ts";
import type { DDLCompilerClass } from "../../compiler/ddl-compiler.ts";
import { alwaysQuote, quoteIdentifier } from "../../compiler/identifier.ts";
import { defaultSqlFeatures, type SqlFeatures } from "../../compiler/target.ts";
import { defaultExecutionCapabilities, type ExecutionCapabilities } from "../../dialect/capabilities.ts";
import type { Requirements } from "../../dialect/requirements.ts";
import type { Catalog } from "../../dialect/catalog.ts";
import { Dialect } from "../../dialect/dialect.ts";
import type { ConnectOptions, DriverConnection, ErrorDescription, Queryable } from "../../dialect/driver.ts";
import type { DialectOptions } from "../../dialect/registry.ts";
import type { SqliteBeginMode, TransactionOptions } from "../../dialect/transaction-options.ts";
import { ArgumentError } from "../../errors/argument.ts";
import { type Flow, wait } from "../../flow/flow.ts";
import type { DDLFeatures } from "../../schema/ddl-runner.ts";
import type { SqlType } from "../../types/sql-type.ts";
import { defaultInThreadDriver } from "./drivers/in-thread.ts";
import { isMemory, isSharedMemory } from "./drivers/location.ts";
import { describeSqliteError } from "./errors.ts";
import { SQLiteDDLCompiler, sqliteDDLFeatures } from "./ddl-compiler.ts";
import { SQLiteCatalog } from "./reflection/catalog.ts";
import { PatientConnection } from "./patient-connection.ts";
import { sqliteRequirements } from "./requirements.ts";
import { reservedWords } from "./reserved-words.ts";
import { applySettings, type SessionSettings, sessionSettings } from "./session-settings.ts";
import { SQLiteCompiler } from "./sql-compiler.ts";
import { SQLiteTypeCompiler } from "./type-compiler.ts";
import { sqliteType } from "./types.ts";

const BEGIN_MODES: readonly unknown[] = ["DEFERRED", "IMMEDIATE", "EXCLUSIVE"];

/**
 * SQLite. Options of createEngine: `sqliteBeginMode`, how transactions begin; `sqliteForeignKeys`, `sqliteJournalMode` and `sqliteAttach`, how
 * each connection is prepared.
 */
export class SQLiteDialect extends Dialect {
  readonly name = "sqlite";
  readonly capabilities: ExecutionCapabilities = capabilities;
  readonly sqlFeatures: SqlFeatures = sqlFeatures;
  readonly statementCompiler: StatementCompilerClass = SQLiteCompiler;
  readonly ddlFeatures: DDLFeatures = sqliteDDLFeatures;
  readonly ddlCompiler: DDLCompilerClass = SQLiteDDLCompiler;
  readonly #mode: SqliteBeginMode;
  readonly #settings: SessionSettings;

  constructor(options: DialectOptions = {}) {
    super();
    this.#mode = beginMode(options["sqliteBeginMode"]) ?? "DEFERRED";
    this.#settings = sessionSettings(options);
    this.defaultSchema = "main";
  }

  override get requirements(): Requirements {
    return sqliteRequirements;
  }

  typeSql(type: SqlType): string {
    return typeCompiler.process(type);
  }

  quote(identifier: string): string {
    return quoteIdentifier(identifier, '"', reservedWords);
  }

  defaultDriver(_sync: boolean): string {
    return defaultInThreadDriver();
  }

  /** A memory database is its connection: all share it, or take turns where it is in another thread. */
  override poolKind(options: ConnectOptions): "queue" | "single" | "static" {
    if (!isMemory(options) || isSharedMemory(options)) return "queue";
    return this.driver?.isAsync === true ? "single" : "static";
  }

  override *onConnect(connection: Queryable, options: ConnectOptions): Flow<void> {
    yield* applySettings(connection, this.#settings, options);
    if (this.serverVersion === undefined) {
      const version = yield* wait(connection.query("SELECT sqlite_version()", []));
      this.serverVersion = String(version.rows[0]?.[0]).split(".").map(Number);
    }
  }

  /** Waits for locks in SQLite's place: see PatientConnection. */
  override *forAsync(connection: DriverConnection): Flow<DriverConnection> {
    const timeout = Number((yield* wait(connection.query("PRAGMA busy_timeout", []))).rows[0]?.[0]);
    if (timeout <= 0) return connection;
    yield* wait(connection.query("PRAGMA busy_timeout = 0", []));
    return new PatientConnection(connection, timeout);
  }

  describeError(error: unknown): ErrorDescription | undefined {
    return describeSqliteError(error);
  }

  *hasTable(connection: Queryable, name: string, schema?: string): Flow<boolean> {
    for (const database of schema === undefined ? ["main", "temp"] : [schema]) {
      const info = yield* wait(
        connection.query(`PRAGMA ${alwaysQuote(database, '"')}.table_info(${alwaysQuote(name, '"')})`, []),
      );
      if (info.rows.length > 0) return true;
    }
    return false;
  }

  *hasIndex(connection: Queryable, table: string, index: string, schema = "main"): Flow<boolean> {
    const list = yield* wait(
      connection.query(`PRAGMA ${alwaysQuote(schema, '"')}.index_list(${alwaysQuote(table, '"')})`, []),
    );
    return list.rows.some((row) => row[1] === index);
  }

  /** A file that is missing is an error, rather than made. */
  override lookOnlyQuery(options: Pick<ConnectOptions, "database" | "query">): Readonly<Record<string, string>> {
    return options.query["mode"] === undefined && !isMemory(options) ? { mode: "rw" } : {};
  }

  override makeCatalog(): Catalog {
    return new SQLiteCatalog();
  }

  protected override beginSql(how?: TransactionOptions): string {
    const mode = beginMode(how?.sqliteBeginMode) ?? this.#mode;
    return mode === "DEFERRED" ? "BEGIN" : `BEGIN ${mode}`;
  }

  /** What SQLite has no words for in BEGIN is set for the connection, and set back by `afterTransaction`. */
  override *begin(connection: DriverConnection, how?: TransactionOptions): Flow<void> {
    yield* super.begin(connection, how);
    if (how === undefined) return;
    if (how.isolationLevel !== undefined) yield* this.applyIsolationLevel(connection, how.isolationLevel);
    if (how.readOnly === true && connection.transactions === undefined) yield* queryOnly(connection, true);
  }

  override *afterTransaction(
    connection: DriverConnection,
    how: TransactionOptions,
    level: string | undefined,
  ): Flow<void> {
    if (how.isolationLevel !== undefined && level !== undefined) yield* this.applyIsolationLevel(connection, level);
    if (how.readOnly === true && connection.transactions === undefined) yield* queryOnly(connection, false);
  }

  /** The lock for writing is taken first: whoever waits for it cannot be overtaken while he works. */
  override beginAgain(how: TransactionOptions): TransactionOptions {
    return how.readOnly === true || how.sqliteBeginMode !== undefined || this.#mode !== "DEFERRED"
      ? how
      : { ...how, sqliteBeginMode: "IMMEDIATE" };
  }

  /** SQLite may have undone the transaction by itself, and would call a second rollback an error. */
  override *rollback(connection: DriverConnection): Flow<void> {
    if (connection.transactions !== undefined || connection.inTransaction !== false) yield* super.rollback(connection);
  }

  *getIsolationLevel(connection: Queryable): Flow<string> {
    const result = yield* wait(connection.query("PRAGMA read_uncommitted", []));
    return Number(result.rows[0]?.[0]) === 1 ? "READ UNCOMMITTED" : "SERIALIZABLE";
  }

  /** AUTOCOMMIT means that the engine sends no BEGIN; there is nothing to tell SQLite. */
  protected *applyIsolationLevel(connection: Queryable, level: string): Flow<void> {
    yield* wait(connection.query(`PRAGMA read_uncommitted = ${level === "READ UNCOMMITTED" ? 1 : 0}`, []));
  }

  protected override adaptType(type: SqlType): SqlType {
    return sqliteType(type);
  }
}

/** One of the modes in which transactions begin, or nothing. */
function beginMode(mode: unknown): SqliteBeginMode | undefined {
  if (mode === undefined || BEGIN_MODES.includes(mode)) return mode as SqliteBeginMode | undefined;
  throw new ArgumentError(
    `The option sqliteBeginMode is ${JSON.stringify(mode)}; expected one of ${BEGIN_MODES.join(", ")}.`,
  );
}

/** Makes writing an error on this connection, or allows it again. */
function* queryOnly(connection: Queryable, on: boolean): Flow<void> {
  yield* wait(connection.query(`PRAGMA query_only = ${on ? 1 : 0}`, []));
}

const typeCompiler = new SQLiteTypeCompiler();

const capabilities: ExecutionCapabilities = Object.freeze({
  ...defaultExecutionCapabilities,
  insertManyOrder: "values",
  // Without a trip to save, longer statements only take longer to prepare.
  insertPageRows: 50,
  lastInsertId: true,
  transactionalDdl: true,
  isolationLevels: ["SERIALIZABLE", "READ UNCOMMITTED", "AUTOCOMMIT"],
});

const sqlFeatures: SqlFeatures = Object.freeze({
  ...defaultSqlFeatures,
  onDuplicateKey: false,
  dmlLimit: false,
  merge: false,
  arrays: false,
  paramStyle: "qmark",
  maxBinds: 32766,
  deleteUsing: false,
  compoundParens: false,
  lateral: false,
  aliasColumns: false,
  tablesample: false,
  dmlInCte: false,
  fetch: false,
  forUpdate: false,
  tupleInValues: true,
});
