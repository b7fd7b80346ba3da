import type { CoreConnection } from "../../engine/core-connection.ts";
import type { CursorResult } from "../../engine/cursor-result.ts";
import type { ExecutionOptions } from "../../engine/execution-options.ts";
import { ArgumentError } from "../../errors/argument.ts";
import type { Flow } from "../../flow/flow.ts";
import { Insert } from "../../sql/insert.ts";
import type { InsertNode } from "../../sql/nodes/dml.ts";
import { brandOf } from "../../util/brand.ts";
import { describeValue } from "../../util/describe.ts";
import type { ClassMapper } from "../mapping/class-mapper.ts";
import { rowValues } from "./row-values.ts";

type Row = Readonly<Record<string, unknown>>;

/**
 * `session.execute(insert(Class), [rows])`: rows that give the same attributes go together, in their order; one that holds an SQL
 * expression is a statement of its own. Attributes that are not given get their defaults. The results, in the order of the rows.
 */
export function* executeBulkInsert(
  connection: CoreConnection,
  node: InsertNode,
  mapper: ClassMapper,
  rows: readonly unknown[],
  options: ExecutionOptions | undefined,
): Flow<CursorResult[]> {
  const results: CursorResult[] = [];
  let group: Row[] = [];
  let keys = "";
  const flush = function* (): Flow<void> {
    if (group.length === 0) return;
    const [first] = group;
    if (group.length === 1 && first !== undefined && hasExpression(first))
      results.push(yield* connection.execute(new Insert(node).values(first), undefined, options));
    else results.push(yield* connection.execute(new Insert(node), group, options));
    group = [];
  };
  for (let i = 0; i < rows.length; i++) {
    const row = givenOf(mapper, rows[i], i);
    const own = hasExpression(row) ? `${i}` : `=${Object.keys(row).sort().join("\u0000")}`;
    if (own !== keys) yield* flush();
    keys = own;
    group.push(row);
  }
  yield* flush();
  return results;
}

/** The attributes that a row gives; undefined is not given. */
function givenOf(mapper: ClassMapper, row: unknown, at: number): Row {
  if (row === null || typeof row !== "object" || Array.isArray(row) || brandOf(row) !== undefined) {
    throw new ArgumentError(
      `insert(${mapper.name}) takes a list of objects of attributes; at position ${at} stands ${describeValue(row)}.`,
      "argument",
    );
  }
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(rowValues(mapper, row as Row))) {
    if (value !== undefined) out[key] = value;
  }
  const { version } = mapper;
  const key = version?.next === undefined ? undefined : mapper.columns[version.slot]?.key;
  if (key !== undefined && !Object.hasOwn(out, key)) out[key] = version?.next?.(null);
  return out;
}

function hasExpression(row: Row): boolean {
  for (const value of Object.values(row))
    if (typeof value === "object" && value !== null && brandOf(value) === "expr") return true;
  return false;
}
