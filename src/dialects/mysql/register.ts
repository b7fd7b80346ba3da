import { registerDialect, registerDriver } from "../../dialect/registry.ts";
import { absentMysqlDriver, MySQLDialect } from "./dialect.ts";

/** Makes `mysql:` and `mariadb:` known, for compiling. Calling it twice is harmless. */
export function registerMysql(): void {
  for (const name of ["mysql", "mariadb"]) {
    registerDialect(name, (options) => new MySQLDialect(options));
    for (const driver of ["mysql2", "mariadb"]) registerDriver(name, driver, () => absentMysqlDriver(driver));
  }
}
