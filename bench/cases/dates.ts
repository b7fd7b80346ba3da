import type { Dialect } from "../protocol.ts";
import type { Peer } from "../peer.ts";
import { fillSql } from "../shapes/shape.ts";
import { itemData, items } from "../shapes/items.ts";

const CREATED = 3;

/** The INSERT statements of the items 1 to `count`, with dates as a peer keeps them on SQLite. */
export function fillItems(count: number, dialect: Dialect, dates: Peer["dates"] = "text"): Iterable<string> {
  if (dialect !== "sqlite" || dates === "text") return fillSql(items, count, dialect);
  const written = {
    milliseconds: (date: Date) => date.getTime(),
    iso: (date: Date) => date.toISOString().replace("Z", "+00:00"),
    offset: (date: Date) => date.toISOString().replace("T", " ").replace("Z", " +00:00"),
  }[dates];
  return fillSql(items, count, dialect, (row) => row.with(CREATED, written(itemData(row[0] as number).created)));
}
