import { ArgumentError } from "../errors/argument.ts";
import { InvalidRequestError } from "../errors/state.ts";
import { type Flow, isPromiseLike, wait } from "../flow/flow.ts";
import type { StatementCompilerClass } from "../compiler/compiled.ts";
import type { DDLCompilerClass } from "../compiler/ddl-compiler.ts";
import type { CompileTarget, SqlFeatures } from "../compiler/target.ts";
import type { DDLFeatures } from "../schema/ddl-runner.ts";
import { quoteString } from "../types/string-literal.ts";
import type { BindProcessor, ResultProcessor, SqlType } from "../types/sql-type.ts";
import type { ExecutionCapabilities } from "./capabilities.ts";
import type { Catalog } from "./catalog.ts";
import { defaultRequirements, type Requirements } from "./requirements.ts";
import type { TypeSource } from "./type-source.ts";
import type { ConnectOptions, Driver, DriverConnection, ErrorDescription, Queryable } from "./driver.ts";
import type { TransactionOptions } from "./transaction-options.ts";
import type { TwoPhase } from "./two-phase.ts";

/**
 * A database's ways: its types, its SQL (through the compilers that it makes), its transactions, catalog queries and errors.
 * One object per engine. Third-party dialects extend this class and call `registerDialect`.
 */
export abstract class Dialect implements CompileTarget {
  abstract readonly name: string;
  /** What the database can do besides understanding SQL. */
  abstract readonly capabilities: ExecutionCapabilities;
  abstract readonly sqlFeatures: SqlFeatures;
  /** What createAll and dropAll must know: whether ALTER works, where comments go. */
  abstract readonly ddlFeatures: DDLFeatures;
  abstract readonly ddlCompiler: DDLCompilerClass;
  abstract readonly statementCompiler: StatementCompilerClass;
  /** Two-phase transactions, where the database has them. */
  readonly twoPhase: TwoPhase | undefined = undefined;
  /** Whether statements that combine every row of one table with every row of another are warned of; the engine's `enableFromLinting`. */
  fromLinting: boolean = false;
  /** `createEngine(url, { maxIdentifierLength })`: stands over that of `sqlFeatures`. */
  maxIdentifierLength: number | undefined = undefined;
  /** `createEngine(url, { labelLength })`. */
  labelLength: number | undefined = undefined;
  /** `createEngine(url, { jsonSerializer })`. */
  jsonSerializer: ((value: unknown) => string) | undefined = undefined;
  /** `createEngine(url, { jsonDeserializer })`. */
  jsonDeserializer: ((text: string) => unknown) | undefined = undefined;
  /** The driver that an engine uses the dialect with; undefined where it only compiles. */
  driver: Driver | undefined = undefined;
  /** Known after the first connection: [15, 2]. */
  serverVersion: readonly number[] | undefined = undefined;
  /** The isolation level that connections have when they are opened; known after the first one. */
  defaultIsolationLevel: string | undefined = undefined;
  /** The schema that unqualified names mean; known after the first connection. */
  defaultSchema: string | undefined = undefined;

  readonly #impls = new WeakMap<SqlType, SqlType>();
  readonly #binds = new WeakMap<SqlType, BindProcessor | undefined>();
  readonly #results = new WeakMap<SqlType, ResultProcessor | undefined>();

  /** The dialect's form of a type, made once per type object. */
  typeImpl(type: SqlType): SqlType {
    let impl = this.#impls.get(type);
    if (impl === undefined) this.#impls.set(type, (impl = this.adaptType(type.forDialect(this.name))));
    return impl;
  }

  /** A string as an SQL literal. Hook: databases that take more than the quote for something special. */
  stringLiteral(text: string): string {
    return quoteString(text);
  }

  /** What turns a value into the driver's; made once per type object. undefined: nothing to do. */
  bindProcessor(type: SqlType): BindProcessor | undefined {
    const known = this.#binds.get(type);
    if (known !== undefined || this.#binds.has(type)) return known;
    const made = this.typeImpl(type).bindProcessor(this);
    this.#binds.set(type, made);
    return made;
  }

  /** What turns the driver's value into ours; made once per type object. undefined: nothing to do. */
  resultProcessor(type: SqlType): ResultProcessor | undefined {
    const known = this.#results.get(type);
    if (known !== undefined || this.#results.has(type)) return known;
    const made = this.typeImpl(type).resultProcessor(this);
    this.#results.set(type, made);
    return made;
  }

  /** What the compliance suite asks of the database besides; without a word, nothing that not every database has. Hook. */
  get requirements(): Requirements {
    return defaultRequirements;
  }

  /** The system's name in OpenTelemetry's words, for traces. Hook. */
  get systemName(): string {
    return this.name;
  }
  /** The port that servers of this database mostly have; for traces. Hook. */
  get defaultPort(): number | undefined {
    return undefined;
  }
  /** The database's own code of an error, as traces report it. Hook. */
  statusCode(error: unknown): string | undefined {
    return this.describeError(error)?.driverCode;
  }

  /** Hook: the dialect's form of a generic type; the type itself unless the database stores it in a way of its own. */
  protected adaptType(type: SqlType): SqlType {
    return type;
  }

  /** The driver that a URL without `+driver` means. */
  abstract defaultDriver(sync: boolean): string;

  /**
   * Which pool suits a URL: `queue` for servers and files, `single` where the driver has one connection to take turns with,
   * `static` where all must share one at the same time, `null` for none.
   */
  poolKind(_options: ConnectOptions): "queue" | "single" | "static" | "null" {
    if (this.driver?.singleConnection !== true) return "queue";
    // A synchronous caller cannot wait for his turn.
    return this.driver.isAsync ? "single" : "static";
  }

  /** Prepares a connection that was just opened: session settings, the server's version. */
  *onConnect(_connection: Queryable, _options: ConnectOptions): Flow<void> {}

  /** Hook: a connection of a synchronous driver, as asynchronous engines use it, which must not hold up the thread for long. */
  // oxlint-disable-next-line require-yield -- nothing to prepare
  *forAsync(connection: DriverConnection): Flow<DriverConnection> {
    return connection;
  }

  /** What a driver's error means; undefined when it is not one of the database's errors. */
  abstract describeError(error: unknown): ErrorDescription | undefined;

  /** Whether a table (or view) of that name can be selected from. */
  abstract hasTable(connection: Queryable, name: string, schema?: string): Flow<boolean>;

  /** Whether an index of that name is on the table. */
  abstract hasIndex(connection: Queryable, table: string, index: string, schema?: string): Flow<boolean>;

  /** Whether a sequence of that name is there; never where the database has none. */
  // oxlint-disable-next-line require-yield -- asks nothing
  *hasSequence(_connection: Queryable, _name: string, _schema?: string): Flow<boolean> {
    return false;
  }

  /** Whether a type of that name is there, an enumeration above all; never where the database has none. */
  // oxlint-disable-next-line require-yield -- asks nothing
  *hasType(_connection: Queryable, _name: string, _schema?: string): Flow<boolean> {
    return false;
  }

  /** How a program names a type that this dialect alone has; undefined for all others. */
  typeSource(_type: SqlType): TypeSource | undefined {
    return undefined;
  }

  /** What a URL's query says of a program that only looks at a database, so that nothing is made that is not there. */
  lookOnlyQuery(_options: Pick<ConnectOptions, "database" | "query">): Readonly<Record<string, string>> {
    return {};
  }

  /** What the database holds, for inspectors; each has a catalog of its own. */
  makeCatalog(): Catalog {
    throw new InvalidRequestError(`The dialect ${this.name} has no catalog: its databases cannot be reflected.`);
  }

  /** Whether the connection still answers, within so many milliseconds where the driver keeps to that. */
  *ping(connection: Queryable, timeout?: number): Flow<boolean> {
    try {
      yield* wait(connection.query("SELECT 1", noParams, { timeout }));
      return true;
    } catch (error) {
      if (this.describeError(error)?.isDisconnect === true) return false;
      throw error;
    }
  }

  // --- transactions -----------------------------------------------------------------------------------------------

  /** SQL that begins a transaction. */
  protected beginSql(how?: TransactionOptions): string {
    const modes = how === undefined ? noModes : this.transactionModes(how);
    return modes.length === 0 ? "BEGIN" : `START TRANSACTION ${modes.join(", ")}`;
  }

  /** What of the options stands in START TRANSACTION, or in SET TRANSACTION. */
  protected transactionModes(how: TransactionOptions): string[] {
    const modes: string[] = [];
    if (how.isolationLevel !== undefined) modes.push(`ISOLATION LEVEL ${how.isolationLevel}`);
    if (how.readOnly !== undefined) modes.push(how.readOnly ? "READ ONLY" : "READ WRITE");
    return modes;
  }

  /** `how` is given only when something is asked for; its isolation level is in canonical spelling. */
  *begin(connection: DriverConnection, how?: TransactionOptions): Flow<void> {
    const sql = this.beginSql(how);
    const result =
      connection.transactions === undefined
        ? connection.query(sql, noParams)
        : connection.transactions.begin(sql, how?.readOnly === true);
    if (isPromiseLike(result)) yield result;
  }

  /** Undoes what `begin` with these options has changed for longer than the transaction, which has ended. `level` is what the connection had before. */
  *afterTransaction(_connection: DriverConnection, _how: TransactionOptions, _level: string | undefined): Flow<void> {}

  /** How a transaction begins that failed because of another one and is run again. */
  beginAgain(how: TransactionOptions): TransactionOptions {
    return how;
  }

  *commit(connection: DriverConnection): Flow<void> {
    const result =
      connection.transactions === undefined
        ? connection.query("COMMIT", noParams)
        : connection.transactions.commit("COMMIT");
    if (isPromiseLike(result)) yield result;
  }

  *rollback(connection: DriverConnection): Flow<void> {
    const result =
      connection.transactions === undefined
        ? connection.query("ROLLBACK", noParams)
        : connection.transactions.rollback("ROLLBACK");
    if (isPromiseLike(result)) yield result;
  }

  *savepoint(connection: Queryable, name: string): Flow<void> {
    yield* wait(connection.query(`SAVEPOINT ${this.quote(name)}`, noParams));
  }

  *releaseSavepoint(connection: Queryable, name: string): Flow<void> {
    yield* wait(connection.query(`RELEASE SAVEPOINT ${this.quote(name)}`, noParams));
  }

  *rollbackToSavepoint(connection: Queryable, name: string): Flow<void> {
    yield* wait(connection.query(`ROLLBACK TO SAVEPOINT ${this.quote(name)}`, noParams));
  }

  /** The connection's isolation level, in SQLAlchemy's words. */
  abstract getIsolationLevel(connection: Queryable): Flow<string>;

  /** Sets the level for the transactions to come. Throws ArgumentError for a level that is not in `capabilities.isolationLevels`. */
  *setIsolationLevel(connection: Queryable, level: string): Flow<void> {
    yield* this.applyIsolationLevel(connection, this.checkIsolationLevel(level));
  }

  /** Back to the level that connections have when they are opened. */
  *resetIsolationLevel(connection: Queryable): Flow<void> {
    if (this.defaultIsolationLevel !== undefined)
      yield* this.applyIsolationLevel(connection, this.defaultIsolationLevel);
  }

  /** Hook: `level` is one of the enumeration. */
  protected abstract applyIsolationLevel(connection: Queryable, level: string): Flow<void>;

  /** The level in its canonical spelling (upper case, spaces); ArgumentError when the dialect has no such level. */
  checkIsolationLevel(level: unknown): string {
    const wanted = typeof level === "string" ? level.toUpperCase().replaceAll("_", " ") : undefined;
    if (wanted !== undefined && this.capabilities.isolationLevels.includes(wanted)) return wanted;
    throw new ArgumentError(
      `Invalid isolation level ${typeof level === "string" ? JSON.stringify(level) : typeof level} for ${this.name}; expected one of: ${this.capabilities.isolationLevels.join(", ")}.`,
    );
  }

  abstract typeSql(type: SqlType): string;

  /** An identifier as it stands in SQL: quoted where the dialect needs it. */
  abstract quote(identifier: string): string;
}

const noParams: readonly unknown[] = Object.freeze([]);
const noModes: readonly string[] = Object.freeze([]);
