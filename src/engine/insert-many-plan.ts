import { unknownKeys } from "../compiler/implicit-returning.ts";
import type { Dialect } from "../dialect/dialect.ts";
import type { Table } from "../schema/table.ts";
import type { ColumnNode } from "../sql/nodes/column.ts";
import type { ExtensionNode, InsertNode } from "../sql/nodes/dml.ts";
import { tableOf } from "./inserted-key.ts";
import type { PageForm } from "./page-text.ts";

/** How it is known which returned row belongs to which set of values. */
export type RowOrder =
  /** It does not matter. */
  | { readonly by: "nothing" }
  /** The database returns the rows in their order. */
  | { readonly by: "position" }
  /** Keys that the database makes ascend with the sets; `column` comes back. */
  | { readonly by: "generated"; readonly column: ColumnNode }
  /** Values that were given come back. */
  | { readonly by: "values"; readonly columns: readonly ColumnNode[] }
  /** A column that exists for this is counted through, and comes back. */
  | { readonly by: "counter"; readonly columns: readonly ColumnNode[]; readonly key: string };

/** How an INSERT with a list of sets is executed. */
export interface InsertManyPlan {
  /** Many rows go into one statement. */
  readonly paged: boolean;
  readonly form: PageForm;
  /** The generated keys are fetched though nobody asked. */
  readonly implicit: boolean;
  readonly order: RowOrder;
  /** Columns whose values may be there once in each statement: what an ON CONFLICT DO UPDATE is about. */
  readonly distinct: readonly ColumnNode[];
}

const nothing: RowOrder = { by: "nothing" };
const position: RowOrder = { by: "position" };
const none: readonly ColumnNode[] = [];

/** `columnKeys` are the names that the sets have. */
export function planInsertMany(
  dialect: Dialect,
  node: InsertNode,
  columnKeys: readonly string[],
  allowed: boolean,
): InsertManyPlan {
  const { capabilities, sqlFeatures } = dialect;
  const single: InsertManyPlan = { paged: false, form: "values", implicit: false, order: nothing, distinct: none };
  const distinct = distinctColumns(node.extensions);
  if (!allowed || !sqlFeatures.multiValues || node.select !== undefined || node.several || distinct === undefined)
    return single;
  const isUpsert = node.extensions.length > 0;
  const isExplicit = node.returning.length > 0;
  const table = tableOf(node.table);
  const unknown = isUpsert || node.inBulk ? [] : unknownKeys(table, node, columnKeys);
  const implicit =
    !isExplicit &&
    unknown.length > 0 &&
    sqlFeatures.insertReturning &&
    (capabilities.insertManyWithoutReturning || !capabilities.lastInsertId);
  if (!isExplicit && !implicit) {
    // Without RETURNING only the driver can tell keys, of one row at a time.
    const paged = (capabilities.insertManyWithoutReturning || node.inBulk) && unknown.length === 0;
    return { ...single, paged, distinct };
  }
  if (!implicit && !node.sortByParameterOrder) return { ...single, paged: true, distinct };
  const order = isUpsert ? undefined : rowOrder(dialect, table, unknown, new Set([...columnKeys, ...givenKeys(node)]));
  if (order === undefined) return { ...single, implicit, order: position };
  return {
    paged: true,
    form: capabilities.insertManyOrder === "select" ? "select" : "values",
    implicit,
    order,
    distinct,
  };
}

/** undefined where one statement has to be sent for each row. */
function rowOrder(
  dialect: Dialect,
  table: Table | undefined,
  unknown: readonly ColumnNode[],
  given: ReadonlySet<string>,
): RowOrder | undefined {
  const { insertManyOrder, insertReturningOrdered } = dialect.capabilities;
  const generated = table?.autoincrementColumn?.node as ColumnNode | undefined;
  if (insertManyOrder !== "none" && generated !== undefined && unknown.includes(generated))
    return { by: "generated", column: generated };
  if (insertManyOrder === "select" && insertReturningOrdered) return position;
  const keys = (table?.primaryKey ?? []).map((column) => column.node as ColumnNode);
  if (keys.length > 0 && unknown.length === 0 && keys.every((key) => comparable.has(key.type.kind)))
    return { by: "values", columns: keys };
  return sentinelOrder(table, given);
}

/** By a column that was declared with insertSentinel(). */
function sentinelOrder(table: Table | undefined, given: ReadonlySet<string>): RowOrder | undefined {
  const sentinel = table?.columns.find((column) => column.insertSentinel);
  if (sentinel === undefined) return undefined;
  const columns = [sentinel.node as ColumnNode];
  const isFilled = given.has(sentinel.key) || (sentinel.default !== undefined && sentinel.default.kind !== "sql");
  if (isFilled) return comparable.has(sentinel.type.kind) ? { by: "values", columns } : undefined;
  return sentinel.type.kind === "integer" && sentinel.default === undefined
    ? { by: "counter", columns, key: sentinel.key }
    : undefined;
}

/** Columns that the statement itself has values for, the same in each row. */
function givenKeys(node: InsertNode): string[] {
  return node.columns?.map((column) => column.propKey) ?? [];
}

/** Kinds of types whose values come back as they were sent. */
const comparable: ReadonlySet<string> = new Set(["integer", "smallInteger", "bigInteger", "uuid", "string", "text"]);

/** undefined where the statement may hit one row twice, and it is not known when. */
function distinctColumns(extensions: readonly ExtensionNode[]): readonly ColumnNode[] | undefined {
  for (const extension of extensions) {
    if (extension.kind === "upsert") return extension.set === undefined ? none : extension.on;
    if (extension.kind !== "onConflict" || extension.set === undefined) continue;
    const { elements } = extension.target;
    const columns = elements.filter((element): element is ColumnNode => element.kind === "column");
    return columns.length > 0 && columns.length === elements.length ? columns : undefined;
  }
  return none;
}
