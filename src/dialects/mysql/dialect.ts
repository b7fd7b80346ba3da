import type { StatementCompilerClass } from "../../compiler/compiled.ts";
import type { DDLCompilerClass } from "../../compiler/ddl-compiler.ts";
import { quoteIdentifier } from "../../compiler/identifier.ts";
import { defaultSqlFeatures, type SqlFeatures } from "../../compiler/target.ts";
import { defaultExecutionCapabilities, type ExecutionCapabilities } from "../../dialect/capabilities.ts";
import type { Requirements } from "../../dialect/requirements.ts";
import type { Catalog } from "../../dialect/catalog.ts";
import type { TypeSource } from "../../dialect/type-source.ts";
import { Dialect } from "../../dialect/dialect.ts";
import type { ConnectOptions, ErrorDescription, Queryable } from "../../dialect/driver.ts";
import type { DialectOptions } from "../../dialect/registry.ts";
import type { TransactionOptions } from "../../dialect/transaction-options.ts";
import type { TwoPhase } from "../../dialect/two-phase.ts";
import { InvalidRequestError } from "../../errors/state.ts";
import { type Flow, wait } from "../../flow/flow.ts";
import type { DDLFeatures } from "../../schema/ddl-runner.ts";
import type { SqlType } from "../../types/sql-type.ts";
import { quoteString } from "../../types/string-literal.ts";
import { MySQLDDLCompiler, mysqlDDLFeatures } from "./ddl-compiler.ts";
import { describeMysqlError } from "./errors.ts";
import { MySQLCatalog } from "./reflection/catalog.ts";
import { mysqlTypeSource } from "./reflection/type-source.ts";
import { mariadbRequirements, mysqlRequirements } from "./requirements.ts";
import { mariadbReservedWords, mysqlReservedWords } from "./reserved-words.ts";
import { sessionSettings } from "./session-settings.ts";
import { type MySQLServer, serverOf, unconnectedServer } from "./server.ts";
import { MySQLCompiler } from "./sql-compiler.ts";
import { mysqlTwoPhase } from "./two-phase.ts";
import { MySQLTypeCompiler } from "./type-compiler.ts";
import { mysqlType } from "./types.ts";

/** MySQL and MariaDB; which of the two, and its version, is known from the first connection on. */
export class MySQLDialect extends Dialect {
  readonly name = "mysql";
  readonly capabilities: ExecutionCapabilities = capabilities;
  /** What the server has, as far as statements depend on it. */
  server: MySQLServer;
  readonly statementCompiler: StatementCompilerClass = MySQLCompiler;
  readonly ddlFeatures: DDLFeatures = mysqlDDLFeatures;
  readonly ddlCompiler: DDLCompilerClass = MySQLDDLCompiler;
  override readonly twoPhase: TwoPhase = mysqlTwoPhase;

  readonly #mariadbOnly: boolean;
  /** `innodb_rollback_on_timeout`, which does not change while a server runs. */
  #undoesOnTimeout: boolean | undefined = undefined;

  // The first parameter is part of every dialect's factory; MySQL has no options of its own yet.
  constructor(_options: DialectOptions = {}, isMariaDB = false) {
    super();
    this.#mariadbOnly = isMariaDB;
    this.server = unconnectedServer(isMariaDB);
  }

  /** MariaDB, by the URL or by what the server says of itself. */
  get isMariaDB(): boolean {
    return this.server.isMariaDB;
  }

  get sqlFeatures(): SqlFeatures {
    return this.server.insertReturning ? mariadbFeatures : sqlFeatures;
  }

  override get requirements(): Requirements {
    return this.isMariaDB ? mariadbRequirements : mysqlRequirements;
  }

  typeSql(type: SqlType): string {
    return typeCompiler.process(type);
  }

  quote(identifier: string): string {
    return quoteIdentifier(identifier, "`", this.isMariaDB ? mariadbReservedWords : mysqlReservedWords);
  }

  /** A backslash begins an escape, unless the server's sql_mode says otherwise. */
  override stringLiteral(text: string): string {
    return quoteString(this.server.backslashEscapes ? text.replaceAll("\\", "\\\\") : text);
  }

  override get systemName(): string {
    return this.isMariaDB ? "mariadb" : "mysql";
  }
  override get defaultPort(): number {
    return 3306;
  }
  /** The server's number of the error. */
  override statusCode(error: unknown): string | undefined {
    const { errno } = error as { errno?: unknown };
    return typeof errno === "number" && errno > 0 ? String(errno) : super.statusCode(error);
  }

  defaultDriver(_sync: boolean): string {
    return "mysql2";
  }

  /**
   * Sessions do not commit by themselves, so that a statement after one that ended the transaction (all DDL does) is still in one; they speak
   * utf8mb4 and run in UTC, unless the URL says otherwise.
   */
  override *onConnect(connection: Queryable, options: ConnectOptions): Flow<void> {
    yield* wait(connection.query(sessionSettings(options), noParams));
    const result = yield* wait(connection.query("SELECT VERSION(), DATABASE(), @@sql_mode", noParams));
    const [version, database, mode] = result.rows[0] as [string, string | null, string];
    this.server = serverOf(version, mode);
    if (this.#mariadbOnly && !this.server.isMariaDB)
      throw new InvalidRequestError(
        `The URL says mariadb:, and the server is MySQL ${version}. Write mysql:, which is for both.`,
      );
    this.#undoesOnTimeout ??= yield* this.#askUndoesOnTimeout(connection);
    this.serverVersion = this.server.version;
    this.defaultSchema = database ?? undefined;
  }

  *#askUndoesOnTimeout(connection: Queryable): Flow<boolean> {
    try {
      return (
        Number((yield* wait(connection.query("SELECT @@innodb_rollback_on_timeout", noParams))).rows[0]?.[0]) === 1
      );
    } catch (error) {
      // A server without InnoDB does not know the name.
      if (this.describeError(error)?.isDisconnect === false) return false;
      throw error;
    }
  }

  /** A session without autocommit begins a transaction with its next statement; there is only to say what it is to be. */
  override *begin(connection: Queryable, how?: TransactionOptions): Flow<void> {
    if (how === undefined) return;
    const { isolationLevel, readOnly } = how;
    if (isolationLevel !== undefined)
      yield* wait(connection.query(`SET TRANSACTION ISOLATION LEVEL ${isolationLevel}`, noParams));
    // Begun for certain, so that MySQL refuses DDL in it; MariaDB commits it by DDL, as it does with all transactions.
    if (readOnly !== undefined)
      yield* wait(connection.query(`START TRANSACTION READ ${readOnly ? "ONLY" : "WRITE"}`, noParams));
  }

  describeError(error: unknown): ErrorDescription | undefined {
    return describeMysqlError(error, this.#undoesOnTimeout);
  }

  *hasTable(connection: Queryable, name: string, schema?: string): Flow<boolean> {
    const found = yield* wait(
      connection.query(
        "SELECT 1 FROM information_schema.tables WHERE table_name = ? AND table_schema = COALESCE(?, DATABASE())",
        [name, schema ?? null],
      ),
    );
    return found.rows.length > 0;
  }

  *hasIndex(connection: Queryable, table: string, index: string, schema?: string): Flow<boolean> {
    const found = yield* wait(
      connection.query(
        "SELECT 1 FROM information_schema.statistics WHERE table_name = ? AND index_name = ? AND table_schema = COALESCE(?, DATABASE())",
        [table, index, schema ?? null],
      ),
    );
    return found.rows.length > 0;
  }

  /** MariaDB keeps sequences among its tables. */
  override *hasSequence(connection: Queryable, name: string, schema?: string): Flow<boolean> {
    const found = yield* wait(
      connection.query(
        "SELECT 1 FROM information_schema.tables WHERE table_type = 'SEQUENCE' AND table_name = ? AND table_schema = COALESCE(?, DATABASE())",
        [name, schema ?? null],
      ),
    );
    return found.rows.length > 0;
  }

  override typeSource(type: SqlType): TypeSource | undefined {
    return mysqlTypeSource(type);
  }

  override makeCatalog(): Catalog {
    return new MySQLCatalog(this);
  }

  *getIsolationLevel(connection: Queryable): Flow<string> {
    // The variable's name depends on the server and its version; this names both, and asks for what is there.
    const result = yield* wait(
      connection.query("SHOW VARIABLES WHERE Variable_name IN ('transaction_isolation', 'tx_isolation')", noParams),
    );
    return String(result.rows[0]?.[1]).toUpperCase().replaceAll("-", " ");
  }

  protected *applyIsolationLevel(connection: Queryable, level: string): Flow<void> {
    const autocommit = level === "AUTOCOMMIT";
    yield* wait(connection.query(`SET autocommit = ${autocommit ? 1 : 0}`, noParams));
    if (!autocommit) yield* wait(connection.query(`SET SESSION TRANSACTION ISOLATION LEVEL ${level}`, noParams));
  }

  protected override adaptType(type: SqlType): SqlType {
    return mysqlType(type);
  }
}

const noParams: readonly unknown[] = Object.freeze([]);
const typeCompiler = new MySQLTypeCompiler();

const capabilities: ExecutionCapabilities = Object.freeze({
  ...defaultExecutionCapabilities,
  insertManyWithoutReturning: true,
  insertManyOrder: "values",
  deletesSelfReferring: false,
  lastInsertId: true,
  isolationLevels: ["SERIALIZABLE", "REPEATABLE READ", "READ COMMITTED", "READ UNCOMMITTED", "AUTOCOMMIT"],
});

const sqlFeatures: SqlFeatures = Object.freeze({
  ...defaultSqlFeatures,
  onConflict: false,
  merge: false,
  arrays: false,
  paramStyle: "qmark",
  maxIdentifierLength: 255,
  maxItemNameLength: 64,
  maxBinds: 65535,
  insertReturning: false,
  updateReturning: false,
  deleteReturning: false,
  deleteUsingReturning: false,
  defaultValues: false,
  updateFrom: false,
  fullJoin: false,
  aliasColumns: false,
  tablesample: false,
  dmlInCte: false,
  cteFollowsInsert: true,
  fetch: false,
  divIsFloordiv: false,
});

const mariadbFeatures: SqlFeatures = Object.freeze({
  ...sqlFeatures,
  lateral: false,
  sequences: true,
  insertReturning: true,
  deleteReturning: true,
});
