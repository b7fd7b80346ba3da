import type { Dialect } from "../protocol.ts";

/** A row as a driver gives it, and parameters as it takes them. */
export type Row = any[];

/** How code by hand reads and writes a shape through one driver. */
export interface ByHand<T> {
  readonly decode: (row: Row) => T;
  /** The values of an INSERT: all columns, without a generated key. */
  readonly encode: (item: Omit<T, "id">) => unknown[];
}

/** A table, its class, and what its rows hold: the n-th row is the same for every contestant. */
export interface Shape<T extends object = any> {
  readonly table: string;
  /** Any class: what is particular about it is in the members below. */
  readonly Entity: any;
  /** In the order of a row; the first ones are the key. */
  readonly columns: readonly string[];
  /** The database makes the key, `id`; else these columns are given. */
  readonly keys: "generated" | readonly string[];
  /** What the n-th row holds, without a generated key. */
  readonly data: (n: number) => Omit<T, "id">;
  readonly byHand: Readonly<Record<Dialect, ByHand<T>>>;
  /** The types of the columns of an INSERT on PostgreSQL, which takes one array a column. */
  readonly arrayTypes: readonly string[];
  /** A number that every attribute has a share in: reading it reads them all. */
  readonly weigh: (item: T) => number;
  /** A sum over columns other than the key: as SQL has it in the words of every dialect, and what an object has in it. */
  readonly checksum: { readonly sql: string; readonly of: (item: Omit<T, "id">) => number };
}

/** What the n-th row is when it is read. */
export function nth<T extends object>(shape: Shape<T>, n: number): T {
  return (shape.keys === "generated" ? { id: n, ...shape.data(n) } : shape.data(n)) as T;
}

export function keyColumns({ keys }: Shape): readonly string[] {
  return keys === "generated" ? ["id"] : keys;
}

/** The values of the n-th key. */
export function keyOf(shape: Shape, n: number): readonly (string | number)[] {
  const item = nth(shape, n);
  return keyColumns(shape).map((name) => item[name]);
}

/** The columns that an INSERT names. */
export function insertedColumns({ columns, keys }: Shape): readonly string[] {
  return keys === "generated" ? columns.slice(1) : columns;
}

const quote = (name: string): string => `"${name}"`;
export const listOf = (names: readonly string[]): string => names.map(quote).join(", ");

/** `SELECT … FROM …`, all columns. */
export function selectSql(shape: Shape): string {
  return `SELECT ${listOf(shape.columns)} FROM ${shape.table}`;
}

/** `WHERE` a key, with the placeholders of a dialect. */
export function whereKey(shape: Shape, placeholder: (position: number) => string): string {
  const parts = keyColumns(shape).map((name, index) => `${quote(name)} = ${placeholder(index + 1)}`);
  return `WHERE ${parts.join(" AND ")}`;
}

/** What `weigh` sums up to over the rows 1 to `count`. */
export function expectedWeight(shape: Shape, count: number): number {
  let sum = 0;
  for (let n = 1; n <= count; n++) sum += shape.weigh(nth(shape, n));
  return sum;
}

/** The sum that the database gives, when it holds the rows 1 to `count`. */
export function expectedChecksum(shape: Shape, count: number): number {
  let sum = 0;
  for (let n = 1; n <= count; n++) sum += shape.checksum.of(shape.data(n));
  return sum;
}

export function checksumSql(shape: Shape): string {
  return `SELECT sum(${shape.checksum.sql}) FROM ${shape.table}`;
}

function literal(value: unknown): string {
  if (typeof value === "string") return `'${value.replaceAll("'", "''")}'`;
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  return String(value);
}

const PAGE = 5_000;

/** The INSERT statements that make the rows 1 to `count`, keys given. */
export function* fillSql(
  shape: Shape,
  count: number,
  dialect: Dialect,
  change = (row: unknown[]): unknown[] => row,
): Iterable<string> {
  const { encode } = shape.byHand[dialect];
  const columns = (dialect === "mysql" ? shape.columns.map((name) => `\`${name}\``) : shape.columns.map(quote)).join(
    ", ",
  );
  for (let start = 1; start <= count; start += PAGE) {
    const rows: string[] = [];
    for (let n = start; n < start + PAGE && n <= count; n++) {
      const values = encode(shape.data(n));
      const row = change(shape.keys === "generated" ? [n, ...values] : values);
      rows.push(`(${row.map(literal).join(", ")})`);
    }
    yield `INSERT INTO ${shape.table} (${columns}) VALUES ${rows.join(", ")}`;
  }
}
