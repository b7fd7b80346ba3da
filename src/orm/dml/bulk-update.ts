import type { CoreConnection } from "../../engine/core-connection.ts";
import type { ExecutionOptions } from "../../engine/execution-options.ts";
import { ArgumentError } from "../../errors/argument.ts";
import { InvalidRequestError } from "../../errors/state.ts";
import type { Flow } from "../../flow/flow.ts";
import { bindparam } from "../../sql/expressions.ts";
import { ColumnElement } from "../../sql/column-element.ts";
import type { UpdateNode } from "../../sql/nodes/dml.ts";
import { Update } from "../../sql/update.ts";
import { brandOf } from "../../util/brand.ts";
import { describeValue } from "../../util/describe.ts";
import type { ClassMapper } from "../mapping/class-mapper.ts";
import { inspectionOfMapper } from "../mapping/mapper-inspection.ts";
import { checkRowcount } from "../persistence/check-rowcount.ts";

type Row = Record<string, unknown>;

/** The rows of one statement: those that set the same attributes. */
interface Group {
  readonly sets: Row[];
  readonly columns: readonly string[];
}

/**
 * `session.execute(update(Class), [rows])`: an UPDATE by primary key for each row, which holds the key and what is set. Rows that set
 * the same attributes are sent together. Throws StaleDataError when a row is not there.
 */
export function* executeBulkUpdate(
  connection: CoreConnection,
  node: UpdateNode,
  mapper: ClassMapper,
  rows: readonly unknown[],
  options: ExecutionOptions | undefined,
): Flow<number> {
  if (node.where.length > 0 || node.assignments.length > 0 || node.returning.length > 0) {
    throw new InvalidRequestError(
      `update(${mapper.name}) with a list of rows is the update by primary key: it takes no set(), where() or returning(). For one statement executed many times use session.connection().execute().`,
      "bulk-update",
    );
  }
  const keys = inspectionOfMapper(mapper).primaryKey;
  let count = 0;
  for (const { sets, columns } of groupsOf(mapper, keys, rows)) {
    const values: Row = {};
    for (const name of columns) values[name] = bindparam(`set_${name}`);
    const where = keys.map((name) => {
      const property = mapper.column(name);
      const column = new ColumnElement<unknown>((property as NonNullable<typeof property>).column.node);
      return column.eq(bindparam(`key_${name}`));
    });
    const statement = new Update<unknown>(node).set(values).where(...where);
    const result = yield* connection.execute(statement, sets, options);
    checkRowcount(connection, "UPDATE", mapper.table.fullname, sets.length, result.rowcount);
    count += sets.length;
  }
  return count;
}

function groupsOf(mapper: ClassMapper, keys: readonly string[], rows: readonly unknown[]): Group[] {
  const groups: Group[] = [];
  let shape: string | undefined;
  rows.forEach((row, at) => {
    const { set, columns } = readRow(mapper, keys, row, at);
    if (columns.length === 0) return;
    const own = columns.join("\u0000");
    if (own === shape) (groups.at(-1) as Group).sets.push(set);
    else groups.push({ sets: [set], columns });
    shape = own;
  });
  return groups;
}

function readRow(
  mapper: ClassMapper,
  keys: readonly string[],
  row: unknown,
  at: number,
): { set: Row; columns: string[] } {
  const where = `update(${mapper.name}) at position ${at}`;
  if (row === null || typeof row !== "object" || Array.isArray(row) || brandOf(row) !== undefined)
    throw new ArgumentError(`${where} takes an object of attributes; given was ${describeValue(row)}.`, "argument");
  const set: Row = {};
  const columns: string[] = [];
  const given = row as Row;
  for (const name of keys) {
    const value = given[name];
    if (value === undefined || value === null)
      throw new ArgumentError(`${where} needs the primary key: ${name} is missing.`, "primary-key");
    set[`key_${name}`] = value;
  }
  for (const name of Object.keys(given).sort()) {
    if (mapper.column(name) === undefined) throw mapper.unknownAttribute(name);
    const value = given[name];
    if (value === undefined || keys.includes(name)) continue;
    if (typeof value === "object" && value !== null && brandOf(value) === "expr") {
      throw new ArgumentError(
        `${where}: ${name} is an SQL expression, which the update by primary key does not take. Use update(${mapper.name}).set(…).where(…).`,
        "bulk-update",
      );
    }
    set[`set_${name}`] = value;
    columns.push(name);
  }
  return { set, columns };
}
