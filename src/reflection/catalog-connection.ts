import type { CatalogConnection } from "../dialect/catalog.ts";
import { ArgumentError } from "../errors/argument.ts";
import type { DDLConnection } from "../schema/ddl-runner.ts";

/** A connection for a catalog; an error where there is no database to ask. */
export function catalogConnection(connection: DDLConnection): CatalogConnection {
  if (connection.query === undefined) throw new ArgumentError("A mock engine has no database that could be reflected.");
  return connection as CatalogConnection;
}
