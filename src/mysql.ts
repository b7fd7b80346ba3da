/**
 * What only MySQL and MariaDB have.
 *
 * @module
 */
import { registerMysql } from "./dialects/mysql/register.ts";
import { installCompiler } from "./engine/install.ts";

installCompiler();
registerMysql();

export { MySQLDialect } from "./dialects/mysql/dialect.ts";
export { Insert, insert } from "./dialects/mysql/insert.ts";
export { limit } from "./dialects/mysql/limit.ts";
export { match, type MatchOptions } from "./dialects/mysql/match.ts";
