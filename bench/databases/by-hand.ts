// What an expert's code by hand stands on: the driver, prepared statements, array rows.
import type { PGlite } from "@electric-sql/pglite";
import Database from "better-sqlite3";
import { parseDate } from "../data.ts";
import type { DatabaseName, Dialect } from "../protocol.ts";
import type { Row } from "../shapes/shape.ts";
import { createTables, dropTables } from "./tables.ts";
import { dialects, serverUrls } from "./urls.ts";

export interface HandStatement {
  readonly get: (...params: any[]) => Row | undefined;
  readonly all: (...params: any[]) => Row[];
  readonly iterate: (...params: any[]) => Iterable<Row>;
  readonly run: (...params: any[]) => { lastInsertRowid: number | bigint };
}

/** better-sqlite3 or node:sqlite: their own statements, so that nothing comes between. */
export interface HandSqlite {
  readonly dialect: "sqlite";
  readonly exec: (sql: string) => unknown;
  /** A statement that gives rows, as arrays. */
  readonly query: (sql: string) => HandStatement;
  /** One that gives none. */
  readonly statement: (sql: string) => HandStatement;
  readonly scalar: (sql: string) => unknown;
  readonly close: () => void;
}

/** pg, PGlite or mysql2. */
export interface HandServer {
  readonly dialect: "postgresql" | "mysql";
  /** Array rows. A statement with a name is prepared once; without one, it goes as it is. Parameters are written $1, $2, …, in order. */
  readonly query: (name: string, sql: string, params?: readonly unknown[]) => Promise<Row[]>;
  readonly scalar: (sql: string) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

export async function openSqlite(database: DatabaseName, fill: Iterable<string>): Promise<HandSqlite> {
  const opened = database === "node:sqlite" ? await openNode() : openBetter();
  opened.exec("PRAGMA foreign_keys = ON");
  for (const sql of createTables("sqlite")) opened.exec(sql);
  for (const sql of fill) opened.exec(sql);
  return opened;
}

function openBetter(): HandSqlite {
  const database = new Database(":memory:");
  const statement = (sql: string): HandStatement => database.prepare(sql) as unknown as HandStatement;
  const query = (sql: string): HandStatement => database.prepare(sql).raw() as unknown as HandStatement;
  return {
    dialect: "sqlite",
    exec: (sql) => database.exec(sql),
    query,
    statement,
    scalar: (sql) => query(sql).get()![0],
    close: () => void database.close(),
  };
}

async function openNode(): Promise<HandSqlite> {
  const { DatabaseSync } = await import("node:sqlite" as string);
  const database = new DatabaseSync(":memory:");
  const statement = (sql: string): HandStatement => database.prepare(sql);
  const query = (sql: string): HandStatement => {
    const prepared = database.prepare(sql);
    prepared.setReturnArrays(true);
    return prepared;
  };
  return {
    dialect: "sqlite",
    exec: (sql) => database.exec(sql),
    query,
    statement,
    scalar: (sql) => query(sql).get()![0],
    close: () => database.close(),
  };
}

export async function openServer(database: DatabaseName, fill: Iterable<string>): Promise<HandServer> {
  const connection = await connect(database);
  const server: HandServer = {
    ...connection,
    scalar: async (sql) => (await connection.query("", sql))[0]![0],
    async close() {
      for (const sql of dropTables(connection.dialect)) await connection.query("", sql);
      await connection.close();
    },
  };
  const dialect: Dialect = dialects[database];
  for (const sql of [...dropTables(dialect), ...createTables(dialect)]) await server.query("", sql);
  for (const sql of fill) await server.query("", sql);
  return server;
}

function connect(database: DatabaseName): Promise<Omit<HandServer, "scalar">> {
  if (database === "pglite") return connectPglite();
  return database === "mariadb" ? connectMysql() : connectPg();
}

const BOOL = 16;
const INT8 = 20;
const INT4 = 23;
const JSON_TYPE = 114;
const FLOAT8 = 701;
const TIMESTAMP = 1114;

function parserOf(oid: number): (text: string) => unknown {
  switch (oid) {
    case INT4:
    case FLOAT8:
      return Number;
    case INT8:
      return BigInt;
    case BOOL:
      return (text) => text === "t";
    case TIMESTAMP:
      return parseDate;
    case JSON_TYPE:
      return JSON.parse;
    default:
      return (text) => text;
  }
}

async function connectPg(): Promise<Omit<HandServer, "scalar">> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: serverUrls.postgresql });
  await client.connect();
  const types = { getTypeParser: parserOf };
  return {
    dialect: "postgresql",
    query: async (name, text, values = []) =>
      (await client.query<Row>({ name, text, values, rowMode: "array", types } as never)).rows,
    close: () => client.end(),
  };
}

async function connectPglite(): Promise<Omit<HandServer, "scalar">> {
  const { PGlite: Server } = await import("@electric-sql/pglite");
  const parsers = { [TIMESTAMP]: parseDate, [INT8]: BigInt, 1082: (text: string) => text };
  const server: PGlite = await Server.create({ parsers });
  return {
    dialect: "postgresql",
    query: async (_name, sql, params = []) =>
      (await server.query<Row>(sql, params as unknown[], { rowMode: "array" })).rows,
    close: () => server.close(),
  };
}

async function connectMysql(): Promise<Omit<HandServer, "scalar">> {
  const { createConnection } = await import("mysql2/promise");
  const connection = await createConnection({ uri: serverUrls.mariadb, timezone: "Z", dateStrings: ["DATE"] });
  await connection.query("SET sql_mode = CONCAT(@@sql_mode, ',ANSI_QUOTES')");
  const texts = new Map<string, string>();
  const written = (name: string, sql: string): string => {
    let text = texts.get(name);
    if (text === undefined) texts.set(name, (text = sql.replaceAll(/\$\d+/g, "?")));
    return text;
  };
  return {
    dialect: "mysql",
    async query(name, sql, params) {
      const [rows] =
        name === ""
          ? await connection.query({ sql, rowsAsArray: true, values: params as any[] })
          : await connection.execute({ sql: written(name, sql), rowsAsArray: true, values: params as any[] });
      return rows as Row[];
    },
    close: () => connection.end(),
  };
}
