export type Convert = (value: unknown) => unknown;

/** Columns whose values have to be brought into the form that our types read. */
export type Conversions = readonly (readonly [column: number, convert: Convert])[];

const FLOAT = 4;
const LONGLONG = 8;
const BIT = 16;
/** TIMESTAMP, TIME, DATETIME. */
const TIMES = new Set([7, 11, 12]);
/** The character set `binary`. */
export const BINARY_CHARSET = 63;
/** VARCHAR, BIT, the BLOBs, VAR_STRING and STRING: with the binary character set, they come as bytes. */
const BYTES = new Set([15, BIT, 249, 250, 251, 252, 253, 254]);

/** One package gives every 64-bit integer as a bigint, the other gives text beyond 2^53. */
const exactInteger: Convert = (value) => {
  if (typeof value === "bigint")
    return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
  return typeof value === "string" ? BigInt(value) : value;
};

/** The packages give Buffers, whose methods differ from those of the Uint8Array that is promised. */
const plainBytes: Convert = (value) =>
  Buffer.isBuffer(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : value;

/** A FLOAT comes as the double nearest to it; the shortest decimal that names the same FLOAT is what was stored. */
const singlePrecision: Convert = (value) => {
  if (typeof value !== "number" || (Number.isInteger(value) && Math.abs(value) <= 2 ** 24)) return value;
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
};

/** A SET, of which one package makes a list. */
export const commaSeparated: Convert = (value) => (Array.isArray(value) ? value.join(",") : value);

/** A time's fraction has the digits that were declared, as in the server's own text: a package leaves zeros out, or adds some. */
const withFraction: readonly Convert[] = Array.from({ length: 7 }, (_, scale): Convert => (value) => {
  if (typeof value !== "string") return value;
  const point = value.indexOf(".");
  const digits = point < 0 ? 0 : value.length - point - 1;
  if (digits === scale) return value;
  const whole = point < 0 ? value : value.slice(0, point);
  return scale === 0 ? whole : `${whole}.${value.slice(whole.length + 1, whole.length + 1 + scale).padEnd(scale, "0")}`;
});

/**
 * What brings a column's values into the form that our types read; undefined for nothing. `binary`: its character set is `binary`, bytes and
 * not text. `scale`: its digits behind the point.
 */
export function convertOf(type: number | undefined, binary: boolean, scale = 31): Convert | undefined {
  if (type === LONGLONG) return exactInteger;
  if (type === FLOAT) return singlePrecision;
  // 31 stands for any number of digits.
  if (type !== undefined && TIMES.has(type)) return withFraction[scale];
  return type !== undefined && BYTES.has(type) && (type === BIT || binary) ? plainBytes : undefined;
}

/** What is to be done with the rows that have these columns; mostly nothing. */
export function conversionsOf<C>(columns: readonly C[], find: (column: C) => Convert | undefined): Conversions {
  let found: [number, Convert][] | undefined;
  for (let i = 0; i < columns.length; i++) {
    const convert = find(columns[i] as C);
    if (convert !== undefined) (found ??= []).push([i, convert]);
  }
  return found ?? none;
}

const none: Conversions = [];

/** Brings a package's values into the form that our types read, in place: exact integers as number or bigint, bytes as Uint8Array. */
export function readValues(rows: readonly unknown[][], conversions: Conversions): void {
  for (const [column, convert] of conversions) for (const row of rows) row[column] = convert(row[column]);
}
