import type { Dialect } from "../../dist/dialect/dialect.js";
import type { ConnectOptions, DriverConnection } from "../../dist/dialect/driver.js";
import { openConnection } from "../../dist/dialect/connect.js";
import { resolve } from "../../dist/dialect/registry.js";
import { registerMysql } from "../../dist/dialects/mysql/register.js";
import { registerPostgresql } from "../../dist/dialects/postgresql/register.js";
import { registerSqlite } from "../../dist/dialects/sqlite/register.js";
import { runAsync } from "../../dist/flow/run.js";

registerSqlite();
registerPostgresql();
registerMysql();

export interface Opened {
  readonly dialect: Dialect;
  readonly connection: DriverConnection;
  dispose(): Promise<void>;
}

export function options(given: Partial<ConnectOptions> = {}): ConnectOptions {
  return { query: {}, connectArgs: {}, ...given };
}

const server = new URL(process.env["ATHANOR_TEST_POSTGRESQL"] ?? "postgresql://root@127.0.0.1:5432/test");

/** The PostgreSQL server of the tests. */
export const postgresqlServer: ConnectOptions = options({
  host: server.hostname,
  port: Number(server.port || 5432),
  username: decodeURIComponent(server.username),
  password: server.password === "" ? undefined : decodeURIComponent(server.password),
  database: server.pathname.slice(1),
});

export async function open(
  drivername: string,
  sync: boolean,
  connectOptions: ConnectOptions = options(),
): Promise<Opened> {
  const { dialect, driver } = resolve(drivername, sync);
  const connection = await runAsync(openConnection(dialect, driver, connectOptions));
  return {
    dialect,
    connection,
    async dispose() {
      await connection.close();
      await driver.dispose?.();
    },
  };
}
