import { ArgumentError } from "../../errors/argument.ts";
import { rowCount } from "../../sql/coerce.ts";
import { Extension } from "../../sql/extension.ts";
import { dmlLimitNode } from "../../sql/nodes/upsert.ts";
import type { RowCount } from "../../sql/query.ts";
import { INTEGER } from "../../types/literal-type.ts";

/** LIMIT of an UPDATE or DELETE: `deleteFrom(t).where(…).ext(limit(5))`. */
export function limit(count: Exclude<RowCount, null>): Extension {
  const node = rowCount(count, "limit()", INTEGER);
  if (node === undefined) throw new ArgumentError("limit() takes a number of rows, or an SQL expression, not null.");
  return new Extension(dmlLimitNode(node), "limit()", ["update", "delete"]);
}
