import { type CatalogRequest, ObjectKind, ObjectScope } from "../../../dialect/catalog.ts";

type Param = string | number | null;

/** Beyond so many names all tables are asked for, and the others left aside. */
const MOST_NAMES = 500;

/** WHERE for the tables of a request, on columns that name a schema and a table. */
export interface Scope {
  readonly where: string;
  readonly params: Param[];
  /** Names compare without case in information_schema, also where they are told apart by it. */
  readonly has: (name: string) => boolean;
}

export function scopeOf({ schema, names }: CatalogRequest, schemaColumn: string, tableColumn: string): Scope {
  const params: Param[] = [schema ?? null];
  let where = `${schemaColumn} = COALESCE(?, DATABASE())`;
  if (names !== undefined && names.length <= MOST_NAMES) {
    where += ` AND ${tableColumn} IN (${names.map(() => "?").join(", ")})`;
    params.push(...names);
  }
  const wanted = names === undefined ? undefined : new Set(names);
  return { where, params, has: (name) => wanted?.has(name) !== false };
}

/** Whether a table of that sort is asked for; temporary ones are in no list of the server. */
export function isWanted(tableType: string, { kind, scope }: CatalogRequest): boolean {
  if ((scope & ObjectScope.DEFAULT) === 0) return false;
  if (tableType === "BASE TABLE" || tableType === "SYSTEM VERSIONED") return (kind & ObjectKind.TABLE) !== 0;
  return (tableType === "VIEW" || tableType === "SYSTEM VIEW") && (kind & ObjectKind.VIEW) !== 0;
}
