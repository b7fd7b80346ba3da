import { registerDialect, registerDriver } from "../../dialect/registry.ts";
import { SQLiteDialect } from "./dialect.ts";
import { betterSqlite3Driver } from "./drivers/better-sqlite3.ts";
import { nodeSqliteDriver } from "./drivers/node.ts";

/** Makes `sqlite:` URLs known. Calling it twice is harmless. */
export function registerSqlite(): void {
  registerDialect("sqlite", (options) => new SQLiteDialect(options));
  registerDriver("sqlite", "better-sqlite3", betterSqlite3Driver);
  registerDriver("sqlite", "node", nodeSqliteDriver);
}
