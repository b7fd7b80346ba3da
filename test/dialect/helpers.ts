import type { Dialect } from "../../src/dialect/dialect.ts";
import type { ConnectOptions, DriverConnection } from "../../src/dialect/driver.ts";
import { openConnection } from "../../src/dialect/connect.ts";
import { resolve } from "../../src/dialect/registry.ts";
import { registerMysql } from "../../src/dialects/mysql/register.ts";
import { registerPostgresql } from "../../src/dialects/postgresql/register.ts";
import { registerSqlite } from "../../src/dialects/sqlite/register.ts";
import { runAsync } from "../../src/flow/run.ts";
import { makeUrl } from "athanor";
import { mysqlUrl, postgresqlUrl } from "../support/databases.ts";

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

const server = new URL(postgresqlUrl);

/** The PostgreSQL server of the tests. */
export const postgresqlServer: ConnectOptions = options({
  host: server.hostname,
  port: Number(server.port || 5432),
  username: decodeURIComponent(server.username),
  password: server.password === "" ? undefined : decodeURIComponent(server.password),
  database: server.pathname.slice(1),
});

/** The MySQL or MariaDB server of the tests. */
export const mysqlServer: ConnectOptions = options({ ...makeUrl(mysqlUrl).translateConnectArgs() });

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
