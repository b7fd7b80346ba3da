/**
 * What only SQLite has.
 *
 * @module
 */
import { registerSqlite } from "./dialects/sqlite/register.ts";
import { installCompiler } from "./engine/install.ts";

installCompiler();
registerSqlite();

export { SQLiteDialect } from "./dialects/sqlite/dialect.ts";
export {
  DATE,
  DATETIME,
  TIME,
  type SqliteDateOptions,
  type SqliteDateTimeOptions,
} from "./dialects/sqlite/date-formats.ts";
export { Insert, insert } from "./dialects/sqlite/insert.ts";
