import type { CatalogConnection, CatalogRequest, FactsByTable } from "../../../dialect/catalog.ts";
import type { Flow } from "../../../flow/flow.ts";
import type { ReferentialAction } from "../../../schema/column-options.ts";
import type { ReflectedForeignKeyConstraint } from "../../../schema/reflected.ts";
import { given } from "../../../util/given.ts";
import { unescaped } from "./columns.ts";
import { scopeOf } from "./scope.ts";

/** RESTRICT and NO ACTION are the same here, and go without saying. */
function action(word: string): ReferentialAction | undefined {
  return word === "RESTRICT" || word === "NO ACTION" ? undefined : (word as ReferentialAction);
}

export function* foreignKeys(
  connection: CatalogConnection,
  request: CatalogRequest,
): Flow<FactsByTable<ReflectedForeignKeyConstraint[]>> {
  const { where, params, has } = scopeOf(request, "k.TABLE_SCHEMA", "k.TABLE_NAME");
  const rows = yield* connection.query(
    `SELECT k.TABLE_NAME, k.CONSTRAINT_NAME, k.COLUMN_NAME, k.REFERENCED_TABLE_SCHEMA, k.REFERENCED_TABLE_NAME, k.REFERENCED_COLUMN_NAME, r.DELETE_RULE, r.UPDATE_RULE, k.TABLE_SCHEMA FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE ${where} AND k.REFERENCED_TABLE_NAME IS NOT NULL ORDER BY k.TABLE_NAME, k.CONSTRAINT_NAME, k.ORDINAL_POSITION`,
    params,
  );
  const keys = new Map<string, Map<string, readonly string[][]>>();
  for (const row of rows as readonly string[][]) {
    const [table, name] = row as [string, string];
    if (!has(table)) continue;
    const own = keys.get(table) ?? new Map<string, readonly string[][]>();
    keys.set(table, own.set(name, [...(own.get(name) ?? []), row]));
  }
  const found: FactsByTable<ReflectedForeignKeyConstraint[]> = new Map();
  for (const [table, own] of keys) {
    const facts = [...own].map(([name, parts]): ReflectedForeignKeyConstraint => {
      const [, , , schema, referred, , ondelete, onupdate, tableSchema] = parts[0] as [
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
        string,
      ];
      return {
        name,
        constrainedColumns: parts.map((part) => part[2]!),
        referredSchema: schema === tableSchema ? (request.schema ?? null) : schema,
        referredTable: referred,
        referredColumns: parts.map((part) => part[5]!),
        options: given({ ondelete: action(ondelete), onupdate: action(onupdate) }),
      };
    });
    found.set(table, facts);
  }
  return found;
}

/** A CHECK as the server keeps it. */
export interface CheckRow {
  readonly table: string;
  /** null where it stands beside a column, whose name it bears. */
  readonly name: string | null;
  readonly column: string | undefined;
  readonly sqltext: string;
}

/** MariaDB has checks beside columns, which have no names of their own; MySQL names them all. */
export function* checkRows(
  connection: CatalogConnection,
  request: CatalogRequest,
  isMariaDB: boolean,
  hasLevel: boolean,
): Flow<CheckRow[]> {
  const schemaColumn = isMariaDB ? "c.CONSTRAINT_SCHEMA" : "t.TABLE_SCHEMA";
  const { where, params, has } = scopeOf(request, schemaColumn, isMariaDB ? "c.TABLE_NAME" : "t.TABLE_NAME");
  const rows = yield* connection.query(
    isMariaDB
      ? `SELECT c.TABLE_NAME, c.CONSTRAINT_NAME, ${hasLevel ? "c.LEVEL" : "'Table'"}, c.CHECK_CLAUSE FROM information_schema.CHECK_CONSTRAINTS c WHERE ${where} ORDER BY c.TABLE_NAME, c.CONSTRAINT_NAME`
      : `SELECT t.TABLE_NAME, t.CONSTRAINT_NAME, 'Table', c.CHECK_CLAUSE FROM information_schema.TABLE_CONSTRAINTS t JOIN information_schema.CHECK_CONSTRAINTS c ON c.CONSTRAINT_SCHEMA = t.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = t.CONSTRAINT_NAME WHERE ${where} AND t.CONSTRAINT_TYPE = 'CHECK' ORDER BY t.TABLE_NAME, t.CONSTRAINT_NAME`,
    params,
  );
  return (rows as readonly [string, string, string, string][])
    .filter(([table]) => has(table))
    .map(([table, name, level, sql]) => ({
      table,
      name: level === "Column" ? null : name,
      column: level === "Column" ? name : undefined,
      sqltext: isMariaDB ? sql : unescaped(sql),
    }));
}
