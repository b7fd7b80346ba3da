import type { CatalogConnection, CatalogRequest } from "../../../dialect/catalog.ts";
import type { Flow } from "../../../flow/flow.ts";
import type { ColumnSorting, ReflectedIndex } from "../../../schema/reflected.ts";
import { given } from "../../../util/given.ts";
import { unescaped } from "./columns.ts";
import { scopeOf } from "./scope.ts";

interface Element {
  readonly column: string | null;
  readonly expression: string | null;
  readonly descending: boolean;
  readonly length: number | null;
}
/** An index as the server lists it; the primary key is the one named PRIMARY. */
export interface IndexRows {
  readonly table: string;
  readonly name: string;
  readonly unique: boolean;
  /** BTREE, HASH, FULLTEXT, SPATIAL … */
  readonly type: string;
  readonly elements: Element[];
}

/** MySQL 8 has indexes on expressions, in a column that other servers do not know. */
export function* indexRows(
  connection: CatalogConnection,
  request: CatalogRequest,
  hasExpressions: boolean,
): Flow<IndexRows[]> {
  const { where, params, has } = scopeOf(request, "TABLE_SCHEMA", "TABLE_NAME");
  const rows = yield* connection.query(
    `SELECT TABLE_NAME, INDEX_NAME, NON_UNIQUE, INDEX_TYPE, COLUMN_NAME, COLLATION, SUB_PART, ${hasExpressions ? "EXPRESSION" : "NULL"} FROM information_schema.STATISTICS WHERE ${where} ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX`,
    params,
  );
  const found = new Map<string, IndexRows>();
  for (const row of rows) {
    const [table, name, nonUnique, type, column, collation, length, expression] = row as [
      string,
      string,
      number,
      string,
      string | null,
      string | null,
      number | null,
      string | null,
    ];
    if (!has(table)) continue;
    const key = JSON.stringify([table, name]);
    let index = found.get(key);
    if (index === undefined) {
      index = { table, name, unique: nonUnique === 0, type, elements: [] };
      found.set(key, index);
    }
    index.elements.push({
      column,
      expression: expression === null ? null : unescaped(expression),
      descending: collation === "D",
      length,
    });
  }
  return [...found.values()];
}

/** An index as a fact. */
export function indexOf({ name, unique, type, elements }: IndexRows): ReflectedIndex {
  const sorting = new Map<string, readonly ColumnSorting[]>();
  const lengths = new Map<string, number>();
  const isWhole = type === "FULLTEXT" || type === "SPATIAL";
  for (const { column, descending, length } of elements) {
    if (column === null) continue;
    if (descending) sorting.set(column, ["desc"]);
    if (length !== null && !isWhole) lengths.set(column, length);
  }
  const options = given({
    mysqlPrefix: isWhole ? type : undefined,
    mysqlUsing: type === "HASH" ? "HASH" : undefined,
    mysqlLength: lengths.size === 0 ? undefined : Object.fromEntries(lengths),
  });
  return given<ReflectedIndex>({
    name,
    unique,
    columnNames: elements.map((element) => element.column),
    expressions: elements.some((element) => element.column === null)
      ? elements.map(({ column, expression, descending }) => column ?? `(${expression})${descending ? " DESC" : ""}`)
      : undefined,
    columnSorting: sorting.size === 0 ? undefined : sorting,
    dialectOptions: Object.keys(options).length === 0 ? undefined : options,
  });
}
