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
import type { ColumnDefault } from "../../schema/column-options.ts";
import type { ColumnProperty } from "../contract/property.ts";
import type { ClassMapper } from "../mapping/class-mapper.ts";
import { inspectionOfMapper } from "../mapping/mapper-inspection.ts";
import type { RowValues } from "../persistence/array-plan.ts";
import { evaluateDefault } from "../persistence/evaluate-default.ts";
import { updateRows } from "../persistence/update-states.ts";
import { checkRowcount } from "../persistence/check-rowcount.ts";
import { rowValues } from "./row-values.ts";

type Row = Record<string, unknown>;

/** The rows of one statement: those that set the same attributes. */
interface Group {
  readonly sets: Row[];
  readonly columns: readonly string[];
}

/**
 * `session.execute(update(Class), [rows])`: an UPDATE by primary key for each row, which holds the key and what is set. Rows that set
 * the same attributes are sent together: by one `UPDATE … FROM unnest(arrays)` on PostgreSQL. Of a class with a version each row gives the
 * version that it was read with. Throws StaleDataError when a row is not there, or has another version.
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
  const { version } = mapper;
  const versionKey = version === undefined ? undefined : mapper.columns[version.slot]?.key;
  let count = 0;
  for (const { sets, columns } of groupsOf(mapper, keys, versionKey, rows)) {
    const met = yield* connection.withOptions(options ?? {}, () =>
      updateTogether(connection, mapper, keys, sets, columns),
    );
    if (met !== undefined) {
      checkRowcount(connection, "UPDATE", mapper.table.fullname, sets.length, met);
      count += sets.length;
      continue;
    }
    const values: Row = {};
    for (const name of columns) values[name] = bindparam(`set_${name}`);
    const where = (versionKey === undefined ? keys : [...keys, versionKey]).map((name) => {
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

/** One statement for rows of one shape, where the database can; undefined: nothing was sent. */
function* updateTogether(
  connection: CoreConnection,
  mapper: ClassMapper,
  keys: readonly string[],
  sets: readonly Row[],
  names: readonly string[],
): Flow<number | undefined> {
  const [table, ...others] = mapper.tables;
  if (sets.length === 1 || table === undefined || others.length > 0 || mapper.version !== undefined) return undefined;
  if (!connection.dialect.capabilities.arraysOfRows) return undefined;
  const given = names.map((name) => mapper.column(name) as ColumnProperty);
  const filled = mapper.columns.filter(
    (property) => property.column.onupdate !== undefined && !given.includes(property),
  );
  if (filled.some(({ column }) => column.onupdate?.kind === "sql")) return undefined;
  const keyColumns = keys.map((name) => mapper.column(name) as ColumnProperty);
  const identities = sets.map((set) => {
    const key = keyColumns.map((property) => set[`key_${property.key}`]);
    return key.length === 1 ? key[0] : key;
  });
  // Of two rows for one key the last counts: they have to be sent one after the other.
  const distinct = new Set(
    sets.map((set) =>
      keyColumns.map(({ key, column }) => `${String(column.type.identityKey(set[`key_${key}`]))}\u0000`).join(""),
    ),
  );
  if (distinct.size < sets.length) return undefined;
  const rows = sets.map((set): RowValues => {
    const values: unknown[] = [];
    for (const { key, slot } of given) values[slot] = set[`set_${key}`];
    for (const property of filled)
      values[property.slot] = evaluateDefault(property.column.onupdate as ColumnDefault, property, values);
    return { values };
  });
  const slots = [...given, ...filled].map(({ slot }) => slot).sort((a, b) => a - b);
  return yield* updateRows(connection, table, rows, identities, slots);
}

function groupsOf(
  mapper: ClassMapper,
  keys: readonly string[],
  versionKey: string | undefined,
  rows: readonly unknown[],
): Group[] {
  const groups: Group[] = [];
  let shape: string | undefined;
  rows.forEach((row, at) => {
    const { set, columns } = readRow(mapper, versionKey === undefined ? keys : [...keys, versionKey], row, at);
    if (columns.length === 0) return;
    const next = mapper.version?.next;
    if (versionKey !== undefined && next !== undefined) {
      set[`set_${versionKey}`] = next(set[`key_${versionKey}`]);
      columns.push(versionKey);
    }
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
  const given = rowValues(mapper, row as Row);
  for (const name of keys) {
    const value = given[name];
    if (value === undefined || value === null)
      throw new ArgumentError(
        mapper.primaryKeySlots.some((slot) => mapper.columns[slot]?.key === name)
          ? `${where} needs the primary key: ${name} is missing.`
          : `${where} needs the version of the row that was read, so that nobody's changes are lost: ${name} is missing.`,
        "primary-key",
      );
    set[`key_${name}`] = value;
  }
  for (const name of Object.keys(given).sort()) {
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
