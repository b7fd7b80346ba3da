import { registerDialect, registerDriver } from "../../dialect/registry.ts";
import { SQLiteDialect } from "./dialect.ts";
import { inThreadDrivers } from "./drivers/in-thread.ts";
import { workerSqliteDriver } from "./drivers/worker/worker-driver.ts";

/** Makes `sqlite:` URLs known. Calling it twice is harmless. */
export function registerSqlite(): void {
  registerDialect("sqlite", (options) => new SQLiteDialect(options));
  for (const [name, factory] of Object.entries(inThreadDrivers)) registerDriver("sqlite", name, factory);
  registerDriver("sqlite", "worker", workerSqliteDriver);
}
