import type { CoreConnection } from "../../engine/core-connection.ts";
import type { CursorResult } from "../../engine/cursor-result.ts";
import type { ExecutionOptions } from "../../engine/execution-options.ts";
import { ArgumentError } from "../../errors/argument.ts";
import type { Flow } from "../../flow/flow.ts";
import { Insert } from "../../sql/insert.ts";
import { changedInsert, type InsertNode } from "../../sql/nodes/dml.ts";
import { brandOf } from "../../util/brand.ts";
import { describeValue } from "../../util/describe.ts";
import type { ClassMapper } from "../mapping/class-mapper.ts";
import { rowValues } from "./row-values.ts";

type Row = Readonly<Record<string, unknown>>;

/**
 * `session.execute(insert(Class), [rows])`: rows that give the same attributes go together, in their order; one that holds an SQL
 * expression is a statement of its own. Attributes that are not given get their defaults. The results, in the order of the rows; they tell
 * keys that the database made where somebody wants them.
 */
export function* executeBulkInsert(
  connection: CoreConnection,
  node: InsertNode,
  mapper: ClassMapper,
  rows: readonly unknown[],
  options: ExecutionOptions | undefined,
  wantsKeys: boolean,
): Flow<CursorResult[]> {
  const many = wantsKeys || node.returning.length > 0 ? node : changedInsert(node, { inBulk: true });
  const results: CursorResult[] = [];
  let group: Row[] = [];
  /** Whether the group is one row that is a statement of its own. */
  let alone = false;
  const flush = function* (): Flow<void> {
    if (group.length === 0) return;
    const [first] = group;
    if (alone && first !== undefined)
      results.push(yield* connection.execute(new Insert(node).values(first), undefined, options));
    else results.push(yield* connection.execute(new Insert(many), group, options));
    group = [];
  };
  /** What rows like the last have in their order, when they can go into its group as they are. */
  let likeLast: readonly string[] | undefined;
  for (let i = 0; i < rows.length; i++) {
    if (likeLast !== undefined && isAlike(rows[i], likeLast)) {
      group.push(rows[i] as Row);
      continue;
    }
    const row = givenOf(mapper, rows[i], i);
    const [first] = group;
    const special = hasExpression(row);
    if (first !== undefined && (alone || special || !goesWith(row, first))) yield* flush();
    alone = special;
    group.push(row);
    likeLast = row === rows[i] && !special ? Object.keys(row) : undefined;
  }
  yield* flush();
  return results;
}

/** Whether a row gives the same attributes in the same order, each with a value: such rows come by the thousand. */
function isAlike(row: unknown, keys: readonly string[]): boolean {
  if (typeof row !== "object" || row === null) return false;
  let at = 0;
  for (const key of Object.keys(row)) {
    const value = (row as Row)[key];
    if (key !== keys[at++] || value === undefined || (typeof value === "object" && brandOf(value) === "expr"))
      return false;
  }
  return at === keys.length && brandOf(row) === undefined;
}

/** The attributes that a row gives; undefined is not given. */
function givenOf(mapper: ClassMapper, row: unknown, at: number): Row {
  if (row === null || typeof row !== "object" || Array.isArray(row) || brandOf(row) !== undefined) {
    throw new ArgumentError(
      `insert(${mapper.name}) takes a list of objects of attributes; at position ${at} stands ${describeValue(row)}.`,
      "argument",
    );
  }
  const given = defined(rowValues(mapper, row as Row));
  const { version } = mapper;
  const key = version?.next === undefined ? undefined : mapper.columns[version.slot]?.key;
  return key === undefined || Object.hasOwn(given, key) ? given : { ...given, [key]: version?.next?.(null) };
}

/** The row itself, or a copy without what is undefined. */
function defined(row: Row): Row {
  for (const key of Object.keys(row))
    if (row[key] === undefined)
      return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
  return row;
}

/** Whether two rows give the same attributes. */
function goesWith(a: Row, b: Row): boolean {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  for (const key of keys) if (!Object.hasOwn(b, key)) return false;
  return true;
}

function hasExpression(row: Row): boolean {
  for (const key of Object.keys(row)) {
    const value = row[key];
    if (typeof value === "object" && value !== null && brandOf(value) === "expr") return true;
  }
  return false;
}
