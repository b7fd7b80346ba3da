import { leavesOut } from "../../compiler/left-out-default.ts";
import type { CoreConnection } from "../../engine/core-connection.ts";
import { FlushError } from "../../errors/orm.ts";
import { insertNode } from "../../sql/nodes/dml.ts";
import { labelNode } from "../../sql/nodes/label.ts";
import type { ColumnNode } from "../../sql/nodes/column.ts";
import type { ExprNode } from "../../sql/nodes/unions.ts";
import type { ResultProcessor } from "../../types/sql-type.ts";
import type { StoredTable } from "../contract/mapper.ts";
import type { ColumnProperty } from "../contract/property.ts";
import { Absent, columnProfile } from "./column-profile.ts";
import type { InsertBatch } from "./insert-batches.ts";
import { PlanCache } from "./plan-cache.ts";
import { From } from "./row-binder.ts";
import { type BindSources, columnBind, StatementPlan } from "./statement-plan.ts";

/** How the values that the database makes come back. */
export type InsertMode =
  /** Not at all: many rows a statement, or one executemany. */
  | "plain"
  /** The driver tells the generated key of each row of an executemany. */
  | "lastInsertId"
  /** RETURNING, many rows a statement. */
  | "pages"
  /** RETURNING, a statement for each row. */
  | "each";

/** A column whose value comes back from the INSERT. */
export interface FetchedSlot {
  readonly slot: number;
  readonly process: ResultProcessor | undefined;
}

/** The INSERT of one shape of new objects. */
export interface InsertPlan {
  readonly mode: InsertMode;
  readonly statement: StatementPlan;
  /** For pages: the same with the generated key returned once more as `<key>__1`, by which rows are put in order. */
  readonly paged: StatementPlan | undefined;
  /** Columns that RETURNING (or the driver) gives, in its order. */
  readonly fetched: readonly FetchedSlot[];
  /** Columns whose values are in the database and not known here. */
  readonly unknown: readonly number[];
}

const plans = new PlanCache<StoredTable, InsertPlan>();

/** The plan for a batch; from the cache unless the batch has SQL expressions of its own. */
export function insertPlan(connection: CoreConnection, batch: InsertBatch): InsertPlan {
  if (batch.expressions !== undefined) return makePlan(connection, batch);
  return plans.get(batch.mapper, connection.dialect, batch.shape, () => makePlan(connection, batch));
}

function makePlan(connection: CoreConnection, batch: InsertBatch): InsertPlan {
  const { mapper, omitted, expressions } = batch;
  const { dialect } = connection;
  const profile = columnProfile(mapper);
  const made = omitted.concat(expressions === undefined ? [] : [...expressions.keys()]);
  const keys = made.filter((slot) => profile.primaryKey[slot] === true);
  const returned = mapper.eagerDefaults === false ? keys : made;
  const leftOut = new Set(
    omitted.filter((slot) => {
      const source = mapper.columns[slot]?.column.default;
      return source !== undefined && leavesOut(dialect, source);
    }),
  );
  const [key = -1] = keys;
  const counted =
    key === profile.generatedSlot ||
    (leftOut.has(key) && mapper.columns[key]?.column === mapper.table.autoincrementColumn);
  const isGenerated = keys.length === 1 && counted && expressions?.has(key) !== true;
  const mode = chooseMode(connection, batch, returned, keys, isGenerated);

  const sources: BindSources = new Map();
  const columns: ColumnNode[] = [];
  const row: ExprNode[] = [];
  for (const property of mapper.columns) {
    if (property === undefined) continue;
    const { slot, column } = property;
    if (omitted.includes(slot)) {
      const source = column.default;
      if (profile.absent[slot] !== Absent.expression || source?.kind !== "sql" || leftOut.has(slot)) continue;
      columns.push(column.node as ColumnNode);
      row.push(source.element.node as ExprNode);
      continue;
    }
    columns.push(column.node as ColumnNode);
    row.push(expressions?.get(slot)?.node ?? columnBind(property, From.values, slot, sources));
  }
  const fetched = mode === "plain" ? [] : mode === "lastInsertId" ? keys : returned;
  const returning =
    mode === "plain" || mode === "lastInsertId" ? [] : returned.map((slot) => columnNodeOf(mapper, slot));
  const fields = { table: mapper.table.node, columns, rows: [row] };
  const sentinel = mapper.columns[key];
  const paged =
    mode === "pages" && isGenerated && sentinel !== undefined
      ? [...returning, labelNode(`${sentinel.column.name}__1`, sentinel.column.node, sentinel.column.type)]
      : undefined;
  return {
    mode,
    statement: new StatementPlan(insertNode({ ...fields, returning }), sources),
    paged: paged === undefined ? undefined : new StatementPlan(insertNode({ ...fields, returning: paged }), sources),
    fetched: fetched.map((slot) => ({ slot, process: dialect.resultProcessor(columnNodeOf(mapper, slot).type) })),
    unknown: [...made.filter((slot) => !fetched.includes(slot)), ...batch.mapper.expressionSlots],
  };
}

function chooseMode(
  { dialect }: CoreConnection,
  { mapper, states, expressions }: InsertBatch,
  returned: readonly number[],
  keys: readonly number[],
  isGenerated: boolean,
): InsertMode {
  const { lastInsertId, insertReturningOrdered, insertManyWithoutReturning, insertManyOrder } = dialect.capabilities;
  const { insertReturning } = dialect.sqlFeatures;
  if (returned.length === 0) return "plain";
  // A server is asked once for many rows; in process a statement for each is quicker, and the driver tells its key.
  const paged = insertManyWithoutReturning && insertManyOrder !== "none";
  if (isGenerated && lastInsertId && returned.length === 1 && !(insertReturning && paged)) return "lastInsertId";
  if (insertReturning) {
    if (expressions !== undefined && states.length === 1) return "each";
    if (lastInsertId && !(isGenerated && paged)) return "each";
    if (isGenerated || insertReturningOrdered) return "pages";
    return keys.length === 0 ? "plain" : "each";
  }
  if (keys.length === 0) return "plain";
  if (isGenerated && lastInsertId) return "lastInsertId";
  const { key } = mapper.columns[keys[0] ?? 0] as ColumnProperty;
  throw new FlushError(
    `The primary key ${mapper.name}.${key} is made by the database, and ${dialect.name} has no way to tell which value it made. Give the value, or a client-side .default(() => …).`,
    "flush-missing-key",
  );
}

function columnNodeOf(mapper: StoredTable, slot: number): ColumnNode {
  return (mapper.columns[slot] as ColumnProperty).column.node as ColumnNode;
}
