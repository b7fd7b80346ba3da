import type { ColumnSorting, ReflectedIndex } from "../../../schema/reflected.ts";
import { given } from "../../../util/given.ts";
import { byName } from "./by-name.ts";
import { parseCreateIndex, type ParsedIndexItem } from "./create-index.ts";
import type { SqliteColumn } from "./objects.ts";

/** An index by what CREATE INDEX says. */
export function indexOf(name: string, sql: string, columns: readonly SqliteColumn[]): ReflectedIndex {
  const { unique, items, where } = parseCreateIndex(sql);
  const columnOf = ({ name: item }: ParsedIndexItem): string | null =>
    item === undefined ? null : (byName(columns, item)?.name ?? null);
  const columnNames = items.map(columnOf);
  const sorting = new Map<string, readonly ColumnSorting[]>();
  items.forEach((item, i) => {
    const column = columnNames[i];
    if (typeof column === "string" && item.descending) sorting.set(column, ["desc"]);
  });
  return given<ReflectedIndex>({
    name,
    unique,
    columnNames,
    expressions: columnNames.includes(null) ? items.map((item, i) => columnNames[i] ?? item.text) : undefined,
    columnSorting: sorting.size === 0 ? undefined : sorting,
    dialectOptions: where === undefined ? undefined : { sqliteWhere: where },
  });
}
