/** What of a column's description decides how its values read. */
export interface ColumnDescription {
  readonly name: string;
  readonly columnType?: number | undefined;
  readonly characterSet?: number | undefined;
}

type Convert = (value: unknown) => unknown;

const FLOAT = 4;
const LONGLONG = 8;
const BIT = 16;
const BINARY_CHARSET = 63;
/** VARCHAR, BIT, the BLOBs, VAR_STRING and STRING: with the binary character set, they come as bytes. */
const BYTES = new Set([15, BIT, 249, 250, 251, 252, 253, 254]);

/** Beyond 2^53 the package gives text. */
const exactInteger: Convert = (value) => (typeof value === "string" ? BigInt(value) : value);

/** The package gives Buffers, whose methods differ from those of the Uint8Array that is promised. */
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

function convertOf({ columnType, characterSet }: ColumnDescription): Convert | undefined {
  if (columnType === LONGLONG) return exactInteger;
  if (columnType === FLOAT) return singlePrecision;
  if (columnType !== undefined && BYTES.has(columnType) && (columnType === BIT || characterSet === BINARY_CHARSET))
    return plainBytes;
  return undefined;
}

/** Brings the package's values into the form that our types read, in place: exact integers as number or bigint, bytes as Uint8Array. */
export function readValues(rows: readonly unknown[][], columns: readonly ColumnDescription[]): void {
  for (let i = 0; i < columns.length; i++) {
    const convert = convertOf(columns[i] as ColumnDescription);
    if (convert === undefined) continue;
    for (const row of rows) row[i] = convert(row[i]);
  }
}
