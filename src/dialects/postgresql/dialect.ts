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
import { type Flow, wait } from "../../flow/flow.ts";
import type { DDLFeatures } from "../../schema/ddl-runner.ts";
import type { SqlType } from "../../types/sql-type.ts";
import { describePostgresqlError } from "./errors.ts";
import { PostgreSQLDDLCompiler, postgresqlDDLFeatures } from "./ddl-compiler.ts";
import { PostgreSQLCatalog } from "./reflection/catalog.ts";
import { postgresqlTypeSource } from "./reflection/type-source.ts";
import { postgresqlRequirements } from "./requirements.ts";
import { reservedWords } from "./reserved-words.ts";
import { PostgreSQLCompiler } from "./sql-compiler.ts";
import { postgresqlTwoPhase } from "./two-phase.ts";
import { PostgreSQLTypeCompiler } from "./type-compiler.ts";
import { postgresqlType } from "./types.ts";

/** PostgreSQL, through a server or in process (PGlite). */
export class PostgreSQLDialect extends Dialect {
  readonly name = "postgresql";
  readonly capabilities: ExecutionCapabilities = capabilities;
  readonly sqlFeatures: SqlFeatures = sqlFeatures;
  readonly statementCompiler: StatementCompilerClass = PostgreSQLCompiler;
  readonly ddlFeatures: DDLFeatures = postgresqlDDLFeatures;
  readonly ddlCompiler: DDLCompilerClass = PostgreSQLDDLCompiler;
  override readonly twoPhase: TwoPhase = postgresqlTwoPhase;

  // The parameter is part of every dialect's factory; PostgreSQL has no options of its own yet.
  constructor(_options: DialectOptions = {}) {
    super();
  }

  override get requirements(): Requirements {
    return postgresqlRequirements;
  }

  typeSql(type: SqlType): string {
    return typeCompiler.process(type);
  }

  quote(identifier: string): string {
    return quoteIdentifier(identifier, '"', reservedWords);
  }

  override get defaultPort(): number {
    return 5432;
  }

  defaultDriver(_sync: boolean): string {
    return "pg";
  }

  /**
   * Sessions write values the way that the drivers read them. They run in UTC, so that `now()` in a column without time zone means what a Date
   * read from it says; a time zone in the URL's `options` is respected.
   */
  override *onConnect(connection: Queryable, options: ConnectOptions): Flow<void> {
    const given = [options.query["options"], options.connectArgs["options"]].filter((text) => typeof text === "string");
    const own = given.join(" ").toLowerCase();
    const zone = own.includes("timezone") ? "" : ", set_config('TimeZone', 'UTC', false)";
    const result = yield* wait(
      connection.query(
        `SELECT current_setting('server_version_num'), current_schema(), current_setting('transaction_isolation'), set_config('DateStyle', 'ISO', false), set_config('IntervalStyle', 'iso_8601', false), set_config('bytea_output', 'hex', false), set_config('client_encoding', 'UTF8', false)${zone}`,
        [],
      ),
    );
    const [version, schema, level] = result.rows[0] as [string, string | null, string];
    this.defaultIsolationLevel = level.toUpperCase();
    const number = Number(version);
    this.serverVersion = [Math.trunc(number / 10_000), number % 10_000];
    this.defaultSchema = schema ?? undefined;
  }

  describeError(error: unknown): ErrorDescription | undefined {
    return describePostgresqlError(error);
  }

  *hasTable(connection: Queryable, name: string, schema?: string): Flow<boolean> {
    return yield* this.#hasRelation(connection, "'r', 'p', 'f', 'v', 'm'", name, schema);
  }

  *hasIndex(connection: Queryable, table: string, index: string, schema?: string): Flow<boolean> {
    const found = yield* wait(
      connection.query(
        `SELECT 1 FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class t ON t.oid = i.indrelid JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace WHERE t.relname = $1::text AND c.relname = $2::text AND ${inSchema("t", schema, 3)}`,
        schema === undefined ? [table, index] : [table, index, schema],
      ),
    );
    return found.rows.length > 0;
  }

  override *hasSequence(connection: Queryable, name: string, schema?: string): Flow<boolean> {
    return yield* this.#hasRelation(connection, "'S'", name, schema);
  }

  override *hasType(connection: Queryable, name: string, schema?: string): Flow<boolean> {
    const place = schema === undefined ? "pg_catalog.pg_type_is_visible(t.oid)" : "n.nspname = $2::text";
    const found = yield* wait(
      connection.query(
        `SELECT 1 FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace WHERE t.typname = $1::text AND ${place}`,
        schema === undefined ? [name] : [name, schema],
      ),
    );
    return found.rows.length > 0;
  }

  override typeSource(type: SqlType): TypeSource | undefined {
    return postgresqlTypeSource(type);
  }

  override makeCatalog(): Catalog {
    return new PostgreSQLCatalog(this);
  }

  *#hasRelation(connection: Queryable, kinds: string, name: string, schema: string | undefined): Flow<boolean> {
    const found = yield* wait(
      connection.query(
        `SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relname = $1::text AND c.relkind = ANY (ARRAY[${kinds}]::"char"[]) AND ${inSchema("c", schema, 2)}`,
        schema === undefined ? [name] : [name, schema],
      ),
    );
    return found.rows.length > 0;
  }

  protected override transactionModes(how: TransactionOptions): string[] {
    const { readOnly, postgresqlReadonly, postgresqlDeferrable: deferrable } = how;
    const modes = super.transactionModes({ ...how, readOnly: readOnly ?? postgresqlReadonly });
    if (deferrable !== undefined) modes.push(deferrable ? "DEFERRABLE" : "NOT DEFERRABLE");
    return modes;
  }

  *getIsolationLevel(connection: Queryable): Flow<string> {
    const result = yield* wait(connection.query("SHOW TRANSACTION ISOLATION LEVEL", []));
    return String(result.rows[0]?.[0]).toUpperCase();
  }

  /** AUTOCOMMIT means that the engine sends no BEGIN; the server has nothing to change for it. */
  protected *applyIsolationLevel(connection: Queryable, level: string): Flow<void> {
    if (level === "AUTOCOMMIT") return;
    yield* wait(connection.query(`SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL ${level}`, []));
  }

  protected override adaptType(type: SqlType): SqlType {
    return postgresqlType(type);
  }
}

/** Without a schema, what the search path finds, the catalog left aside. */
function inSchema(alias: string, schema: string | undefined, position: number): string {
  return schema === undefined
    ? `pg_catalog.pg_table_is_visible(${alias}.oid) AND n.nspname <> 'pg_catalog'`
    : `n.nspname = $${position}::text`;
}

const typeCompiler = new PostgreSQLTypeCompiler();

const capabilities: ExecutionCapabilities = Object.freeze({
  ...defaultExecutionCapabilities,
  insertManyWithoutReturning: true,
  arraysOfRows: true,
  insertManyOrder: "select",
  transactionalDdl: true,
  errorAbortsTransaction: true,
  insertReturningOrdered: true,
  isolationLevels: ["SERIALIZABLE", "REPEATABLE READ", "READ COMMITTED", "READ UNCOMMITTED", "AUTOCOMMIT"],
});

const sqlFeatures: SqlFeatures = Object.freeze({
  ...defaultSqlFeatures,
  implicitReturning: true,
  onDuplicateKey: false,
  dmlLimit: false,
  paramStyle: "numbered",
  bindCasts: true,
  sequences: true,
  optionalSequences: true,
  nativeBoolean: true,
  maxIdentifierLength: 63,
  maxBinds: 65535,
});
