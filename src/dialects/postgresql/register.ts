import { registerDialect, registerDriver } from "../../dialect/registry.ts";
import { PostgreSQLDialect } from "./dialect.ts";
import { pgDriver } from "./drivers/pg.ts";
import { postgresDriver } from "./drivers/postgres.ts";
import { pgliteDriver } from "./drivers/pglite.ts";

/** Makes `postgresql:` URLs known. Calling it twice is harmless. */
export function registerPostgresql(): void {
  registerDialect("postgresql", (options) => new PostgreSQLDialect(options));
  registerDriver("postgresql", "pg", pgDriver);
  registerDriver("postgresql", "postgres", postgresDriver);
  registerDriver("postgresql", "pglite", pgliteDriver);
}
