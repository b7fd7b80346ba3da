import type { CatalogConnection, CatalogRequest, FactsByTable } from "../../../dialect/catalog.ts";
import type { Flow } from "../../../flow/flow.ts";
import type { ColumnSorting, ReflectedIndex } from "../../../schema/reflected.ts";
import { given } from "../../../util/given.ts";
import { append } from "../../../util/group-by.ts";
import { stripParentheses } from "../../../util/parentheses.ts";
import { storageOptions } from "./objects.ts";
import { scopeOf } from "./scope.ts";

/** Of each element: the column (null for an expression), its SQL, the order's bits, the operator class and the collation where they are not the usual ones. */
const ELEMENTS = `(SELECT json_agg(json_build_array(a.attname, pg_catalog.pg_get_indexdef(i.indexrelid, g.pos + 1, false), CASE WHEN g.pos < i.indnkeyatts THEN i.indoption[g.pos] END, CASE WHEN oc.opcdefault THEN NULL WHEN pg_catalog.pg_opclass_is_visible(oc.oid) THEN oc.opcname ELSE oc.opcnamespace::regnamespace || '.' || oc.opcname END, CASE WHEN co.oid <> a.attcollation OR a.attname IS NULL AND strpos(pg_catalog.pg_get_indexdef(i.indexrelid), pg_catalog.pg_get_indexdef(i.indexrelid, g.pos + 1, false) || ' COLLATE ') > 0 THEN co.collname END) ORDER BY g.pos) FROM generate_series(0, i.indnatts - 1) g (pos) LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[g.pos] AND i.indkey[g.pos] <> 0 LEFT JOIN pg_catalog.pg_opclass oc ON g.pos < i.indnkeyatts AND oc.oid = i.indclass[g.pos] LEFT JOIN pg_catalog.pg_collation co ON g.pos < i.indnkeyatts AND co.oid = i.indcollation[g.pos])`;

type Element = readonly [
  column: string | null,
  sql: string,
  order: number | null,
  operatorClass: string | null,
  collation: string | null,
];

/** Indexes besides those of the primary key and of EXCLUDE constraints. */
export function* indexes(
  connection: CatalogConnection,
  request: CatalogRequest,
  nullsNotDistinct: string,
): Flow<FactsByTable<ReflectedIndex[]>> {
  const { from, where, params } = scopeOf(request);
  const rows = yield* connection.query(
    `SELECT c.relname, ic.relname, i.indisunique, i.indnkeyatts, am.amname, pg_catalog.pg_get_expr(i.indpred, i.indrelid), to_json(ic.reloptions), ts.spcname, k.conname, ${nullsNotDistinct}, EXISTS (SELECT 1 FROM pg_catalog.pg_inherits h WHERE h.inhrelid = i.indexrelid), ${ELEMENTS} FROM ${from} JOIN pg_catalog.pg_index i ON i.indrelid = c.oid AND NOT i.indisprimary AND NOT i.indisexclusion JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid JOIN pg_catalog.pg_am am ON am.oid = ic.relam LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = ic.reltablespace LEFT JOIN pg_catalog.pg_constraint k ON k.conindid = i.indexrelid AND k.conrelid = c.oid AND k.contype = 'u' WHERE ${where} ORDER BY c.relname, ic.relname`,
    params,
  );
  const found: FactsByTable<ReflectedIndex[]> = new Map();
  for (const row of rows) append(found, row[0] as string, indexOf(row.slice(1)));
  return found;
}

function indexOf(row: readonly unknown[]): ReflectedIndex {
  const [name, unique, keys, using, where, storage, tablespace, constraint, once, inherited, json] = row as [
    string,
    boolean,
    number,
    string,
    string | null,
    string | null,
    string | null,
    string | null,
    boolean,
    boolean,
    string,
  ];
  const all = JSON.parse(json) as Element[];
  const key = all.slice(0, keys);
  const include = all.slice(keys).map(([column]) => column as string);
  // What only an expression can say is one: a column under another collation.
  const isExpression = ([column, , , , collation]: Element): boolean => column === null || collation !== null;
  const sorting = new Map<string, readonly ColumnSorting[]>();
  const classes = new Map<string, string>();
  for (const element of key) {
    const [column, , order, operatorClass] = element;
    if (isExpression(element)) continue;
    if (order !== null && order !== 0) sorting.set(column!, sortingOf(order));
    if (operatorClass !== null) classes.set(column!, operatorClass);
  }
  return given<ReflectedIndex>({
    name,
    unique,
    columnNames: key.map((element) => (isExpression(element) ? null : element[0])),
    expressions: key.some(isExpression)
      ? key.map((element) => (isExpression(element) ? expressionText(element) : element[0]!))
      : undefined,
    duplicatesConstraint: constraint ?? undefined,
    columnSorting: sorting.size === 0 ? undefined : sorting,
    includeColumns: include.length === 0 ? undefined : include,
    inherited: inherited || undefined,
    dialectOptions: optionsOf({
      postgresqlUsing: using === "btree" ? undefined : using,
      postgresqlWhere: where === null ? undefined : stripParentheses(where),
      postgresqlWith: storage === null ? undefined : storageOptions(storage),
      postgresqlTablespace: tablespace ?? undefined,
      postgresqlNullsNotDistinct: once || undefined,
      postgresqlOps: classes.size === 0 ? undefined : Object.fromEntries(classes),
    }),
  });
}

/** All that an element says, its order included, so that it can be created again. */
function expressionText([, sql, order, operatorClass, collation]: Element): string {
  let text = sql;
  if (collation !== null) text += ` COLLATE "${collation.replaceAll('"', '""')}"`;
  if (operatorClass !== null) text += ` ${operatorClass}`;
  for (const word of order === null || order === 0 ? [] : sortingOf(order)) text += SORTING[word];
  return text;
}

const SORTING: Readonly<Record<ColumnSorting, string>> = {
  desc: " DESC",
  nulls_first: " NULLS FIRST",
  nulls_last: " NULLS LAST",
};

/** Bit 1: descending; bit 2: nulls first, which is usual for descending columns. */
function sortingOf(order: number): readonly ColumnSorting[] {
  if ((order & 1) === 0) return ["nulls_first"];
  return (order & 2) === 0 ? ["desc", "nulls_last"] : ["desc"];
}

function optionsOf(members: Record<string, unknown>): Record<string, unknown> | undefined {
  const known = given(members);
  return Object.keys(known).length === 0 ? undefined : known;
}
