import { Index, type IndexOptions } from "../schema/index-item.ts";
import { conv } from "../schema/naming.ts";
import type { ReflectedIndex } from "../schema/reflected.ts";
import type { SqlLike } from "../schema/sql-like.ts";
import type { Table } from "../schema/table.ts";
import type { ColumnElement } from "../sql/column-element.ts";
import { desc, nullsFirst, nullsLast } from "../sql/expressions.ts";
import { literalColumn } from "../sql/literal-column.ts";
import { given } from "../util/given.ts";
import type { ColumnsByName } from "./constraint-items.ts";

/** Gives a table its indexes; those that a constraint makes come with it, and those on columns that were left out are left out. */
export function addIndexes(table: Table, indexes: readonly ReflectedIndex[], columns: ColumnsByName): void {
  const known = new Set([...table.indexes].map((index) => index.name));
  for (const found of indexes) {
    if (found.duplicatesConstraint !== undefined || found.inherited === true || known.has(found.name)) continue;
    const items = itemsOf(found, columns);
    if (items !== undefined) table.addIndex(new Index(conv(found.name), items, optionsOf(found, columns)));
  }
}

const SORT = { desc, nulls_first: nullsFirst, nulls_last: nullsLast } as const;

function itemsOf(found: ReflectedIndex, columns: ColumnsByName): (string | SqlLike)[] | undefined {
  const items: (string | SqlLike)[] = [];
  for (const [i, name] of found.columnNames.entries()) {
    if (name === null) {
      items.push(literalColumn(found.expressions![i]!));
      continue;
    }
    const column = columns.get(name);
    if (column === undefined) return undefined;
    const sorting = found.columnSorting?.get(name);
    if (sorting === undefined) items.push(column.key);
    else items.push(sorting.reduce<ColumnElement<unknown>>((item, word) => SORT[word](item), column));
  }
  return items;
}

/** Options as an index is declared with them: attributes for columns, SQL elements for SQL text. */
function optionsOf(found: ReflectedIndex, columns: ColumnsByName): IndexOptions {
  const options: Record<string, unknown> = { ...found.dialectOptions };
  for (const [name, value] of Object.entries(options)) {
    if (name.endsWith("Where")) options[name] = literalColumn(value as string);
    else if (name === "postgresqlOps" || (name === "mysqlLength" && typeof value === "object"))
      options[name] = Object.fromEntries(
        Object.entries(value as object).map(([column, each]) => [columns.get(column)?.key ?? column, each as unknown]),
      );
  }
  return given({
    unique: found.unique || undefined,
    postgresqlInclude: found.includeColumns?.flatMap((name) => columns.get(name)?.key ?? []),
    ...options,
  });
}
