import { StaleDataError } from "../../errors/orm.ts";
import type { CoreConnection } from "../../engine/core-connection.ts";

/** Throws StaleDataError when a statement met fewer rows than there were objects; databases that do not count matched rows are believed. */
export function checkRowcount(
  connection: CoreConnection,
  verb: "UPDATE" | "DELETE",
  table: string,
  expected: number,
  matched: number,
): void {
  if (matched < 0 || matched >= expected || !connection.dialect.capabilities.rowcountMatched) return;
  throw new StaleDataError(
    `${verb} on table "${table}" was to meet ${expected} row${expected === 1 ? "" : "s"}, but ${matched} matched. ` +
      "Somebody else deleted the rows or changed their keys since they were loaded; roll back, load them anew and try again.",
    { table, expected, matched },
  );
}
