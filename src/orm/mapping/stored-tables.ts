import { ArgumentError } from "../../errors/argument.ts";
import type { Column } from "../../schema/column.ts";
import { columnOfNode } from "../../schema/column-registry.ts";
import { Table } from "../../schema/table.ts";
import type { FromClause } from "../../sql/from-clause.ts";
import type { FromNode } from "../../sql/nodes/unions.ts";
import { EQ } from "../../sql/operator.ts";
import { iterate } from "../../sql/traverse.ts";
import { didYouMean } from "../../util/did-you-mean.ts";
import { sortByDependency } from "../../util/topological.ts";
import type { Mapper, StoredTable } from "../contract/mapper.ts";
import type { ColumnProperty } from "../contract/property.ts";
import type { MappedColumn } from "./mapped-columns.ts";

/** Slots of the primary key: those that the options name, else the tables' own, without those that are equal to another. */
export function primaryKeySlots(
  name: string,
  from: FromClause | Table,
  columns: readonly MappedColumn[],
  named: readonly string[] | undefined,
): readonly number[] {
  const keys = columns.map(({ key }) => key);
  if (named !== undefined) {
    return named.map((key) => {
      const slot = keys.indexOf(key);
      if (slot >= 0) return slot;
      throw new ArgumentError(
        `${name}: primaryKey names columns of the class; ${JSON.stringify(key)} is none.${didYouMean(key, keys)}`,
        "mapped-columns",
      );
    });
  }
  const slotOf = (column: Column<string, unknown>): number =>
    columns.findIndex(({ origins }) => origins.includes(column));
  const tables =
    from instanceof Table ? [from] : [...new Set(columns.flatMap(({ origins }) => origins.map(({ table }) => table)))];
  const whole: Column<string, unknown>[] = [];
  for (const table of tables) {
    const unmapped = table.primaryKey.filter((column) => slotOf(column) < 0);
    if (unmapped.length === 0) whole.push(...table.primaryKey);
    else if (from instanceof Table || isLeaf(from.node, table)) {
      throw new ArgumentError(
        `${name} does not map ${unmapped.map((column) => `${table.name}.${column.key}`).join(", ")}, which is in the primary key of table ${table.name}. Map it, or say by what objects are told apart: { mapper: { primaryKey: ["…"] } }.`,
        "no-primary-key",
      );
    }
  }
  const equal = from instanceof Table ? [] : equatedPairs(from.node);
  const kept: number[] = [];
  for (const column of whole) {
    const slot = slotOf(column);
    // A key that refers to, or is joined to, another one of the key says nothing new.
    const isRepeated = whole.some(
      (other) =>
        other !== column &&
        (column.foreignKeys.some((key) => key.column === other) ||
          equal.some(
            ([a, b]) => b === column && a === other && !other.foreignKeys.some((key) => key.column === column),
          )),
    );
    if (!isRepeated && !kept.includes(slot)) kept.push(slot);
  }
  if (kept.length > 0) return kept;
  throw new ArgumentError(
    from instanceof Table
      ? `${name} maps table ${from.name}, which has no primary key; expected at least one column with .primaryKey(), or { mapper: { primaryKey: ["…"] } }, because objects are told apart by it.`
      : `${name} maps what has no primary key: it has the whole key of no table. Say by which columns objects are told apart: { mapper: { primaryKey: ["…"] } }.`,
    "no-primary-key",
  );
}

function isLeaf(from: FromNode, table: Table): boolean {
  return from.kind === "join" ? isLeaf(from.left, table) || isLeaf(from.right, table) : from === table.node;
}

/** Columns that the joins of a from-clause set equal. */
function equatedPairs(from: FromNode): (readonly [Column<string, unknown>, Column<string, unknown>])[] {
  if (from.kind !== "join") return [];
  const out = [...equatedPairs(from.left), ...equatedPairs(from.right)];
  for (const node of from.on === undefined ? [] : iterate(from.on)) {
    if (node.kind !== "binary") continue;
    const { op, left, right } = node as unknown as { op: unknown; left: object; right: object };
    const [a, b] = [columnOfNode(left), columnOfNode(right)];
    if (op === EQ && a !== undefined && b !== undefined) out.push([a, b]);
  }
  return out;
}

/** The tables that objects are written to: those whose whole key is mapped, referred ones first. */
export function storedTables(
  mapper: Mapper & { readonly columns: readonly ColumnProperty[] },
  columns: readonly MappedColumn[],
): StoredTable[] {
  const tables = [...new Set(columns.flatMap(({ origins }) => origins.map(({ table }) => table)))];
  const slotIn = (column: Column<string, unknown>): number =>
    columns.findIndex(({ origins }) => origins.includes(column));
  const written = tables.filter(
    (table) => table.primaryKey.length > 0 && table.primaryKey.every((column) => slotIn(column) >= 0),
  );
  const { order, cyclic } = sortByDependency(written, (table) => table.foreignKeys.map(({ column }) => column.table));
  return [...order, ...cyclic].map((table) => new PartTable(mapper, table, columns, slotIn));
}

/** One of several tables of a class. */
class PartTable implements StoredTable {
  readonly mapper: Mapper;
  readonly table: Table;
  readonly columns: readonly (ColumnProperty | undefined)[];
  readonly primaryKeySlots: readonly number[];
  readonly expressionSlots: readonly number[];
  readonly staleSlots: readonly number[];

  constructor(
    mapper: Mapper,
    table: Table,
    columns: readonly MappedColumn[],
    slotIn: (column: Column<string, unknown>) => number,
  ) {
    this.mapper = mapper;
    this.table = table;
    const own = new Set<Column<string, unknown>>();
    this.columns = columns.map(({ origins }, slot) => {
      // A column that two attributes stand for is written by the first.
      const column = origins.find((origin) => origin.table === table && !own.has(origin));
      if (column === undefined) return undefined;
      own.add(column);
      return { ...(mapper.columns[slot] as ColumnProperty), column };
    });
    this.primaryKeySlots = table.primaryKey.map(slotIn);
    this.expressionSlots = mapper.expressionSlots;
    this.staleSlots = mapper.staleSlots;
  }

  get name(): string {
    return this.mapper.name;
  }

  get eagerDefaults(): boolean | "auto" {
    return this.mapper.eagerDefaults;
  }

  /** Of the table that has the column alone. */
  get version(): Mapper["version"] {
    const { version } = this.mapper;
    return version !== undefined && this.columns[version.slot] !== undefined ? version : undefined;
  }
}
