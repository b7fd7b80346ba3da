/**
 * What only PostgreSQL has.
 *
 * @module
 */
import { registerPostgresql } from "./dialects/postgresql/register.ts";
import { installCompiler } from "./engine/install.ts";

installCompiler();
registerPostgresql();

export { PostgreSQLDialect } from "./dialects/postgresql/dialect.ts";
export { Insert, insert, type PostgreSQLConflict } from "./dialects/postgresql/insert.ts";
