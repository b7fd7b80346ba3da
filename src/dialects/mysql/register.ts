import { registerDialect, registerDriver } from "../../dialect/registry.ts";
import { MySQLDialect } from "./dialect.ts";
import { mariadbDriver } from "./drivers/mariadb.ts";
import { mysql2Driver } from "./drivers/mysql2.ts";

/** Makes `mysql:` and `mariadb:` URLs known. Calling it twice is harmless. */
export function registerMysql(): void {
  for (const name of ["mysql", "mariadb"]) {
    registerDialect(name, (options) => new MySQLDialect(options, name === "mariadb"));
    registerDriver(name, "mysql2", mysql2Driver);
    registerDriver(name, "mariadb", mariadbDriver);
  }
}
