import type { StatementCompilerClass } from "../../compiler/compiled.ts";
import type { DDLCompilerClass } from "../../compiler/ddl-compiler.ts";
import { quoteIdentifier } from "../../compiler/identifier.ts";
import { defaultSqlFeatures, type SqlFeatures } from "../../compiler/target.ts";
import { defaultExecutionCapabilities, type ExecutionCapabilities } from "../../dialect/capabilities.ts";
import { Dialect } from "../../dialect/dialect.ts";
import type { Driver, ErrorDescription, Queryable } from "../../dialect/driver.ts";
import type { DialectOptions } from "../../dialect/registry.ts";
import { MissingDriverError } from "../../errors/driver.ts";
import { type Flow, wait } from "../../flow/flow.ts";
import type { DDLFeatures } from "../../schema/ddl-runner.ts";
import type { SqlType } from "../../types/sql-type.ts";
import { MySQLDDLCompiler, mysqlDDLFeatures } from "./ddl-compiler.ts";
import { reservedWords } from "./reserved-words.ts";
import { MySQLCompiler } from "./sql-compiler.ts";
import { MySQLTypeCompiler } from "./type-compiler.ts";
import { mysqlType } from "./types.ts";

/** MySQL and MariaDB, so far for compiling: statements and DDL come out as SQL, connecting is an error. */
export class MySQLDialect extends Dialect {
  readonly name = "mysql";
  readonly capabilities: ExecutionCapabilities = capabilities;
  readonly sqlFeatures: SqlFeatures = sqlFeatures;
  readonly statementCompiler: StatementCompilerClass = MySQLCompiler;
  readonly ddlFeatures: DDLFeatures = mysqlDDLFeatures;
  readonly ddlCompiler: DDLCompilerClass = MySQLDDLCompiler;

  // The parameter is part of every dialect's factory; MySQL has no options of its own yet.
  constructor(_options: DialectOptions = {}) {
    super();
  }

  typeSql(type: SqlType): string {
    return typeCompiler.process(type);
  }

  quote(identifier: string): string {
    return quoteIdentifier(identifier, "`", reservedWords);
  }

  defaultDriver(_sync: boolean): string {
    return "mysql2";
  }

  describeError(_error: unknown): ErrorDescription | undefined {
    return undefined;
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

  *getIsolationLevel(connection: Queryable): Flow<string> {
    const result = yield* wait(connection.query("SELECT @@transaction_isolation", []));
    return String(result.rows[0]?.[0]).toUpperCase().replaceAll("-", " ");
  }

  *resetIsolationLevel(connection: Queryable): Flow<void> {
    yield* this.applyIsolationLevel(connection, "REPEATABLE READ");
  }

  protected *applyIsolationLevel(connection: Queryable, level: string): Flow<void> {
    if (level === "AUTOCOMMIT") return;
    yield* wait(connection.query(`SET SESSION TRANSACTION ISOLATION LEVEL ${level}`, []));
  }

  protected override adaptType(type: SqlType): SqlType {
    return mysqlType(type);
  }
}

/** What stands for MySQL's drivers until they exist. */
export function absentMysqlDriver(name: string): Driver {
  return {
    name,
    isAsync: false,
    connect() {
      throw new MissingDriverError(
        `MySQL and MariaDB drivers are not part of this version of Athanor; statements can be compiled for "mysql", but not executed. Use SQLite or PostgreSQL to execute.`,
      );
    },
  };
}

const typeCompiler = new MySQLTypeCompiler();

const capabilities: ExecutionCapabilities = Object.freeze({
  ...defaultExecutionCapabilities,
  lastInsertId: true,
  isolationLevels: ["SERIALIZABLE", "REPEATABLE READ", "READ COMMITTED", "READ UNCOMMITTED", "AUTOCOMMIT"],
});

const sqlFeatures: SqlFeatures = Object.freeze({
  ...defaultSqlFeatures,
  paramStyle: "qmark",
  maxIdentifierLength: 255,
  maxBinds: 65535,
  insertReturning: false,
  updateReturning: false,
  deleteReturning: false,
  defaultValues: false,
  updateFrom: false,
  fullJoin: false,
  fetch: false,
  divIsFloordiv: false,
  nativeBoolean: true,
});
