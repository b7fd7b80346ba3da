import { randomUUID } from "node:crypto";
import { createConnection } from "node:net";
import { PGlite } from "@electric-sql/pglite";
import { describe, onTestFinished } from "vitest";
import { type AsyncEngine, createAsyncEngine, createEngine, type Engine, type EngineOptions, makeUrl } from "athanor";

/** Databases that the tests run on. `engine()` gives a fresh, empty database, which is taken away when the test has finished. */
export interface SyncDatabase {
  readonly name: string;
  readonly dialect: "sqlite" | "postgresql" | "mysql";
  /** Why the tests on it are skipped, if they are. */
  readonly unavailable: string | undefined;
  engine(options?: EngineOptions): Engine;
  /** The same for as long as the caller likes. */
  open(options?: EngineOptions): Opened<Engine>;
}
export interface AsyncDatabase {
  readonly name: string;
  readonly dialect: "sqlite" | "postgresql" | "mysql";
  readonly unavailable: string | undefined;
  engine(options?: EngineOptions): Promise<AsyncEngine>;
  open(options?: EngineOptions): Promise<Opened<AsyncEngine>>;
}

export const postgresqlUrl = process.env["ATHANOR_POSTGRESQL_URL"] ?? "postgresql://root@127.0.0.1:5432/test";
export const noPostgresql = leftOut("postgresql") ?? (await absence("PostgreSQL", postgresqlUrl, 5432));

/** The user must be allowed to create databases. */
export const mysqlUrl = process.env["ATHANOR_MYSQL_URL"] ?? "mysql://root@127.0.0.1:3306/test";
export const noMysql = leftOut("mysql") ?? (await absence("MariaDB", mysqlUrl, 3306));

/** `ATHANOR_SQLITE_DRIVER=node` runs the suite on Node's own SQLite. */
export const sqliteDriver = process.env["ATHANOR_SQLITE_DRIVER"] === "node" ? "sqlite+node" : "sqlite+better-sqlite3";

/** Make and drop schemas or databases; one for all tests of a file, since each sync engine starts a thread. They end with the process. */
let syncAdmin: Engine | undefined;
let mysqlAdmin: Engine | undefined;

/** An engine on a database of its own, which `end()` takes away. */
export interface Opened<E> {
  readonly engine: E;
  readonly end: () => void | Promise<void>;
}

const openSync: Record<SyncDatabase["dialect"], (options?: EngineOptions) => Opened<Engine>> = {
  sqlite(options) {
    const engine = createEngine(`${sqliteDriver}://`, options);
    return { engine, end: () => engine.dispose() };
  },
  postgresql(options) {
    const schema = freshSchemaName();
    const admin = (syncAdmin ??= createEngine(postgresqlUrl));
    admin.begin((connection) => connection.execDriverSql(`CREATE SCHEMA ${schema}`));
    const engine = createEngine(postgresqlUrl, inSchema(schema, options));
    return {
      engine,
      end() {
        engine.dispose();
        admin.begin((connection) => connection.execDriverSql(`DROP SCHEMA ${schema} CASCADE`));
      },
    };
  },
  mysql(options) {
    const database = freshSchemaName();
    const admin = (mysqlAdmin ??= createEngine(mysqlUrl));
    admin.begin((connection) => connection.execDriverSql(`CREATE DATABASE ${database}`));
    const engine = createEngine(makeUrl(mysqlUrl).set({ database }), options);
    return {
      engine,
      end() {
        engine.dispose();
        admin.begin((connection) => connection.execDriverSql(`DROP DATABASE ${database}`));
      },
    };
  },
};

const openAsync: Record<AsyncDatabase["dialect"], (options?: EngineOptions) => Promise<Opened<AsyncEngine>>> = {
  async sqlite(options) {
    const engine = createAsyncEngine(`${sqliteDriver}://`, options);
    return { engine, end: () => engine.dispose() };
  },
  async postgresql(options) {
    const schema = freshSchemaName();
    const admin = createAsyncEngine(postgresqlUrl);
    await admin.begin((connection) => connection.execDriverSql(`CREATE SCHEMA ${schema}`));
    const engine = createAsyncEngine(postgresqlUrl, inSchema(schema, options));
    return {
      engine,
      async end() {
        await engine.dispose();
        await admin.begin((connection) => connection.execDriverSql(`DROP SCHEMA ${schema} CASCADE`));
        await admin.dispose();
      },
    };
  },
  async mysql(options) {
    const database = freshSchemaName();
    const admin = createAsyncEngine(mysqlUrl);
    await admin.begin((connection) => connection.execDriverSql(`CREATE DATABASE ${database}`));
    const engine = createAsyncEngine(makeUrl(mysqlUrl).set({ database }), options);
    return {
      engine,
      async end() {
        await engine.dispose();
        await admin.begin((connection) => connection.execDriverSql(`DROP DATABASE ${database}`));
        await admin.dispose();
      },
    };
  },
};

export const syncDatabases: readonly SyncDatabase[] = [
  syncDatabase(`${sqliteDriver} (sync)`, "sqlite", undefined),
  syncDatabase("postgresql+pg (sync, bridge)", "postgresql", noPostgresql),
  syncDatabase("mysql+mysql2 (sync, bridge)", "mysql", noMysql),
];

export const asyncDatabases: readonly AsyncDatabase[] = [
  asyncDatabase(`${sqliteDriver} (async)`, "sqlite", undefined, openAsync.sqlite),
  asyncDatabase("postgresql+pglite", "postgresql", leftOut("postgresql"), openPglite),
  asyncDatabase("postgresql+pg (async)", "postgresql", noPostgresql, openAsync.postgresql),
  asyncDatabase("mysql+mysql2 (async)", "mysql", noMysql, openAsync.mysql),
];

function syncDatabase(name: string, dialect: SyncDatabase["dialect"], unavailable: string | undefined): SyncDatabase {
  const open = openSync[dialect];
  return {
    name,
    dialect,
    unavailable,
    open,
    engine(options) {
      const { engine, end } = open(options);
      onTestFinished(end);
      return engine;
    },
  };
}

function asyncDatabase(
  name: string,
  dialect: AsyncDatabase["dialect"],
  unavailable: string | undefined,
  open: AsyncDatabase["open"],
): AsyncDatabase {
  return {
    name,
    dialect,
    unavailable,
    open,
    async engine(options) {
      const { engine, end } = await open(options);
      onTestFinished(end);
      return engine;
    },
  };
}

/** The same tests on every database with a sync engine. */
export function describeSync(title: string, tests: (database: SyncDatabase) => void): void {
  describeEach(title, syncDatabases, tests);
}

/** The same tests on every database with an async engine. */
export function describeAsync(title: string, tests: (database: AsyncDatabase) => void): void {
  describeEach(
    title,
    asyncDatabases.filter(({ name }) => !isStandIn(name)),
    tests,
  );
}

/** PGlite stands in for a server that is not there: starting one in each file takes seconds. `ATHANOR_PGLITE=1` runs all on both. */
export function isStandIn(name: string): boolean {
  return name === "postgresql+pglite" && noPostgresql === undefined && process.env["ATHANOR_PGLITE"] !== "1";
}

function describeEach<D extends { readonly name: string; readonly unavailable: string | undefined }>(
  title: string,
  databases: readonly D[],
  tests: (database: D) => void,
): void {
  for (const database of databases) {
    if (database.unavailable !== undefined)
      console.warn(`skipped: ${title} on ${database.name}: ${database.unavailable}`);
    describe.skipIf(database.unavailable !== undefined)(`${title} on ${database.name}`, () => tests(database));
  }
}

/** Starting a PGlite takes a second: the tests of a file share one, each in a schema of its own, where they do not overlap. */
let sharedPglite: PGlite | undefined;
let pgliteTaken = false;

async function openPglite(options?: EngineOptions): Promise<Opened<AsyncEngine>> {
  if (pgliteTaken) {
    const engine = createAsyncEngine("postgresql+pglite://", options);
    return { engine, end: () => engine.dispose() };
  }
  pgliteTaken = true;
  const instance = (sharedPglite ??= new PGlite());
  const schema = freshSchemaName();
  await instance.exec(`CREATE SCHEMA ${schema}; SET search_path TO ${schema}`);
  const connectArgs = { ...options?.connectArgs, instance };
  const engine = createAsyncEngine("postgresql+pglite://", { ...options, connectArgs });
  return {
    engine,
    async end() {
      await engine.dispose();
      await instance.exec("ROLLBACK");
      await instance.exec("DISCARD ALL");
      await instance.exec(`DROP SCHEMA ${schema} CASCADE`);
      pgliteTaken = false;
    },
  };
}

function freshSchemaName(): string {
  return `athanor_test_${randomUUID().replaceAll("-", "").slice(0, 16)}`;
}

function inSchema(schema: string, options: EngineOptions = {}): EngineOptions {
  return { ...options, connectArgs: { ...options.connectArgs, options: `-c search_path=${schema}` } };
}

/** `ATHANOR_DATABASES=sqlite` runs on the databases that are named, and no others. */
function leftOut(dialect: string): string | undefined {
  const wanted = process.env["ATHANOR_DATABASES"];
  return wanted === undefined || wanted.split(",").includes(dialect) ? undefined : `ATHANOR_DATABASES is ${wanted}`;
}

/** Why tests on a server are skipped, if they are; an error where servers are required. */
async function absence(server: string, url: string, defaultPort: number): Promise<string | undefined> {
  const { host = "127.0.0.1", port = defaultPort } = makeUrl(url);
  if (await reachable(host, port)) return undefined;
  const reason = `no ${server} answers at ${host}:${port}`;
  if (process.env["ATHANOR_REQUIRE_SERVERS"] === "1") throw new Error(`ATHANOR_REQUIRE_SERVERS=1, and ${reason}.`);
  return reason;
}

function reachable(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host, port, timeout: 2000 });
    const answer = (value: boolean): void => {
      socket.destroy();
      resolve(value);
    };
    socket.once("connect", () => answer(true));
    socket.once("error", () => answer(false));
    socket.once("timeout", () => answer(false));
  });
}
