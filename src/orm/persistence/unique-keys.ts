import type { Dialect } from "../../dialect/dialect.ts";
import type { Constraint, UniqueOptions } from "../../schema/constraint.ts";
import type { Index } from "../../schema/index-item.ts";
import { columnOfNode } from "../../schema/column-registry.ts";
import type { ExprNode } from "../../sql/nodes/unions.ts";
import { iterate } from "../../sql/traverse.ts";
import type { Mapper } from "../contract/mapper.ts";
import { conditionEvaluator, type EvaluatedRow, UnevaluatableError } from "./evaluate.ts";
import { PlanCache } from "./plan-cache.ts";

/** Columns of which no two rows may hold the same values. */
export interface UniqueKey {
  readonly slots: readonly number[];
  /** Which rows it counts; undefined: all. */
  readonly part: UniquePart | undefined;
  /** What it is called in the database, or else what it is on. */
  readonly name: string;
  readonly primary: boolean;
  /** Whether two NULLs are equal, too. */
  readonly nullsEqual: boolean;
}

/** The rows of a partial index, told by columns of theirs. */
interface UniquePart {
  readonly slots: readonly number[];
  /** Whether a row is one; not where memory cannot tell. */
  holds(row: EvaluatedRow): boolean;
}

/** The unique keys of a class that a statement can offend while it is executed. */
export interface UniqueKeys {
  readonly keys: readonly UniqueKey[];
  /** The slots of all of them. */
  readonly watched: readonly number[];
}

const cache = new PlanCache<Mapper, UniqueKeys>();

/**
 * The primary key, unique constraints and unique indexes of a class's table. Constraints that are checked at the end of the
 * transaction need no care; indexes on a part of the text or on expressions, and on rows that memory cannot tell, are for the database to judge, as are
 * all keys of classes of a join or subquery.
 */
export function uniqueKeys(mapper: Mapper, dialect: Dialect): UniqueKeys {
  return cache.get(mapper, dialect, 0, () => {
    const keys: UniqueKey[] = [];
    if (mapper.tables[0] !== mapper) return { keys, watched: [] };
    for (const constraint of mapper.table.constraints) {
      const { kind, options } = constraint;
      if (kind !== "unique" && kind !== "primaryKey") continue;
      if (options.initially === "DEFERRED" || !(constraint.isolated || constraint.countsOn(dialect))) continue;
      add(keys, mapper, constraint, (options as UniqueOptions).postgresqlNullsNotDistinct === true);
    }
    for (const index of mapper.table.indexes) {
      if (!index.unique || !index.countsOn(dialect) || !isWhole(index, dialect)) continue;
      const part = partOf(index, mapper, dialect);
      if (part !== null) add(keys, mapper, index, index.options.postgresqlNullsNotDistinct === true, part);
    }
    return { keys, watched: [...new Set(keys.flatMap(({ slots, part }) => [...slots, ...(part?.slots ?? [])]))] };
  });
}

function add(
  keys: UniqueKey[],
  mapper: Mapper,
  item: Constraint | Index,
  nullsNotDistinct: boolean,
  part?: UniquePart,
): void {
  const slots: number[] = [];
  for (const column of item.columns) {
    const slot = mapper.slotOf(column);
    if (slot === undefined) return;
    slots.push(slot);
  }
  const primary = item.kind === "primaryKey";
  const columns = item.columns.map(({ name }) => name).join(", ");
  const named = item.name === undefined ? "" : `"${item.name}" `;
  const sort = primary ? "the primary key " : item.kind === "index" ? "the unique index " : "the unique constraint ";
  const name = `${sort}${named}(${columns}) of table "${mapper.table.fullname}"`;
  keys.push({ slots, part, name, primary, nullsEqual: nullsNotDistinct });
}

/** Whether an index holds whole values of plain columns. */
function isWhole({ options, columns, expressions }: Index, { name }: Dialect): boolean {
  return columns.length === expressions.length && (name !== "mysql" || options.mysqlLength === undefined);
}

/** The rows that an index is on; undefined: all; null: what its condition says is not worked out in memory. */
function partOf({ options }: Index, mapper: Mapper, { name }: Dialect): UniquePart | undefined | null {
  const where = name === "postgresql" ? options.postgresqlWhere : name === "sqlite" ? options.sqliteWhere : undefined;
  if (where === undefined) return undefined;
  const node = where.node as ExprNode;
  try {
    const meets = conditionEvaluator([node], mapper, undefined);
    const slots: number[] = [];
    for (const each of iterate(node)) {
      const column = columnOfNode(each);
      const slot = column === undefined ? undefined : mapper.slotOf(column);
      if (slot !== undefined) slots.push(slot);
    }
    return { slots, holds: (row) => meets(row) === true };
  } catch (error) {
    if (error instanceof UnevaluatableError) return null;
    throw error;
  }
}
