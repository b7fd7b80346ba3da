import type { DatabaseName, Dialect } from "../protocol.ts";

const postgresql = (process.env["ATHANOR_POSTGRESQL_URL"] ?? "postgresql://root@127.0.0.1:5432/test").replace(
  /^postgres(ql)?:/,
  "postgresql:",
);
const mysql = (process.env["ATHANOR_MYSQL_URL"] ?? "mysql://root@127.0.0.1:3306/test").replace(/^mariadb:/, "mysql:");

/** What drivers and other projects take. */
export const serverUrls = { postgresql, mariadb: mysql } as const;

/** What Athanor takes. */
export const engineUrls: Readonly<Record<DatabaseName, string>> = {
  sqlite: "sqlite+better-sqlite3://",
  "node:sqlite": "sqlite+node://",
  pglite: "postgresql+pglite://",
  postgresql: postgresql.replace("postgresql:", "postgresql+pg:"),
  mariadb: mysql.replace("mysql:", "mysql+mysql2:"),
};

export const dialects: Readonly<Record<DatabaseName, Dialect>> = {
  sqlite: "sqlite",
  "node:sqlite": "sqlite",
  pglite: "postgresql",
  postgresql: "postgresql",
  mariadb: "mysql",
};

export function isSync(database: DatabaseName): database is "sqlite" | "node:sqlite" {
  return dialects[database] === "sqlite";
}

export const databaseNames = Object.keys(engineUrls) as DatabaseName[];

/** Whether a database can take part here, and its version; or why it cannot. */
export type Probe = { readonly version: string } | { readonly reason: string };

export async function probe(database: DatabaseName): Promise<Probe> {
  try {
    return await probes[database]();
  } catch (error) {
    return { reason: error instanceof Error ? error.message || error.name : String(error) };
  }
}

const probes: Readonly<Record<DatabaseName, () => Promise<Probe>>> = {
  async sqlite() {
    const { default: Database } = await import("better-sqlite3");
    const database = new Database(":memory:");
    const version = database.prepare("SELECT sqlite_version()").pluck().get() as string;
    database.close();
    return { version };
  },
  async "node:sqlite"() {
    const { StatementSync, DatabaseSync } = await import("node:sqlite" as string);
    if (!("setReturnArrays" in StatementSync.prototype)) return { reason: "this Node's gives no rows as arrays" };
    const database = new DatabaseSync(":memory:");
    const { version } = database.prepare("SELECT sqlite_version() AS version").get();
    database.close();
    return { version };
  },
  async pglite() {
    const { PGlite } = await import("@electric-sql/pglite");
    const server = await PGlite.create();
    const { rows } = await server.query<{ server_version: string }>("SHOW server_version");
    await server.close();
    return { version: rows[0]!.server_version };
  },
  async postgresql() {
    const { default: pg } = await import("pg");
    const client = new pg.Client({ connectionString: postgresql, connectionTimeoutMillis: 2000 });
    await client.connect();
    const { rows } = await client.query<{ server_version: string }>("SHOW server_version");
    await client.end();
    return { version: rows[0]!.server_version };
  },
  async mariadb() {
    const { createConnection } = await import("mysql2/promise");
    const connection = await createConnection({ uri: mysql, connectTimeout: 2000 });
    const [rows] = await connection.query("SELECT VERSION() AS version");
    await connection.end();
    return { version: (rows as { version: string }[])[0]!.version };
  },
};
