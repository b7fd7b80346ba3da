/**
 * Rows as they cross between threads. A structured clone of rows walks over every value twice and makes an object of each row on the way;
 * columns of one type cross as a few large values instead.
 */
export interface PortableRows {
  readonly count: number;
  readonly columns: readonly PortableColumn[];
}

type PortableColumn =
  | { readonly kind: "null" }
  /** `nulls` are the rows without a number. */
  | { readonly kind: "numbers"; readonly values: Float64Array<ArrayBuffer>; readonly nulls: readonly number[] }
  /** The texts of each block of rows in one, and where in it each ends; -1: null. */
  | { readonly kind: "texts"; readonly blocks: readonly string[]; readonly ends: Int32Array<ArrayBuffer> }
  | { readonly kind: "any"; readonly values: readonly unknown[] };

/** Fewer rows go as they are. */
const LEAST_ROWS = 200;
/** A text that is taken out of a block keeps the block in memory: blocks are small, and have no long texts. */
const BLOCK_ROWS = 256;
const LONGEST_BLOCK = 32_768;
/** Memory of so many bytes is handed over; less is copied faster. */
const LEAST_TRANSFER = 65_536;

/** The rows themselves when they are few. `transfer` gets the memory that is to be handed over with the message. */
export function packRows(
  rows: readonly (readonly unknown[])[],
  transfer: ArrayBuffer[],
): PortableRows | readonly (readonly unknown[])[] {
  if (rows.length < LEAST_ROWS) return rows.map(packValues);
  const width = (rows[0] as readonly unknown[]).length;
  const columns = new Array<PortableColumn>(width);
  for (let c = 0; c < width; c++) columns[c] = packColumn(rows, c, transfer);
  return { count: rows.length, columns };
}

export function unpackRows(packed: PortableRows | readonly (readonly unknown[])[]): unknown[][] {
  if (!("columns" in packed)) return packed as unknown[][];
  const { count, columns } = packed;
  const width = columns.length;
  const rows = new Array<unknown[]>(count);
  for (let i = 0; i < count; i++) rows[i] = new Array<unknown>(width);
  for (let c = 0; c < width; c++) unpackColumn(rows, c, columns[c] as PortableColumn);
  return rows;
}

/** The same values, of bytes only those that are meant: a clone copies all the memory that they are a part of. */
export function packValues(values: readonly unknown[]): readonly unknown[] {
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value instanceof Uint8Array && value.byteLength !== value.buffer.byteLength) return values.map(ownBytes);
  }
  return values;
}

function ownBytes(value: unknown): unknown {
  return value instanceof Uint8Array && value.byteLength !== value.buffer.byteLength ? new Uint8Array(value) : value;
}

function packColumn(rows: readonly (readonly unknown[])[], c: number, transfer: ArrayBuffer[]): PortableColumn {
  switch (kindOf(rows, c)) {
    case "null":
      return { kind: "null" };
    case "numbers": {
      const values = new Float64Array(rows.length);
      const nulls: number[] = [];
      for (let i = 0; i < rows.length; i++) {
        const value = (rows[i] as readonly unknown[])[c] as number | null;
        if (value === null) nulls.push(i);
        else values[i] = value;
      }
      if (values.byteLength >= LEAST_TRANSFER) transfer.push(values.buffer);
      return { kind: "numbers", values, nulls };
    }
    case "texts": {
      const packed = packTexts(rows, c);
      if (packed === undefined) break;
      if (packed.ends.byteLength >= LEAST_TRANSFER) transfer.push(packed.ends.buffer);
      return { kind: "texts", ...packed };
    }
    case "any":
      break;
  }
  const values = new Array<unknown>(rows.length);
  for (let i = 0; i < rows.length; i++) values[i] = ownBytes((rows[i] as readonly unknown[])[c]);
  return { kind: "any", values };
}

/** The type that all values of a column have that are not null. */
function kindOf(rows: readonly (readonly unknown[])[], c: number): PortableColumn["kind"] {
  let found: PortableColumn["kind"] = "null";
  for (let i = 0; i < rows.length; i++) {
    const value = (rows[i] as readonly unknown[])[c];
    if (value === null) continue;
    const kind = typeof value === "number" ? "numbers" : typeof value === "string" ? "texts" : "any";
    if (kind === found) continue;
    if (kind === "any" || found !== "null") return "any";
    found = kind;
  }
  return found;
}

/** undefined when the texts are long: they are better sent one by one. */
function packTexts(
  rows: readonly (readonly unknown[])[],
  c: number,
): { readonly blocks: string[]; readonly ends: Int32Array<ArrayBuffer> } | undefined {
  const ends = new Int32Array(rows.length);
  const blocks: string[] = [];
  for (let from = 0; from < rows.length; from += BLOCK_ROWS) {
    const to = Math.min(from + BLOCK_ROWS, rows.length);
    let block = "";
    for (let i = from; i < to; i++) {
      const value = (rows[i] as readonly unknown[])[c] as string | null;
      if (value === null) ends[i] = -1;
      else {
        block += value;
        ends[i] = block.length;
      }
    }
    if (block.length > LONGEST_BLOCK) return undefined;
    blocks.push(block);
  }
  return { blocks, ends };
}

function unpackColumn(rows: readonly unknown[][], c: number, column: PortableColumn): void {
  switch (column.kind) {
    case "null":
      for (let i = 0; i < rows.length; i++) (rows[i] as unknown[])[c] = null;
      return;
    case "numbers": {
      const { values, nulls } = column;
      for (let i = 0; i < rows.length; i++) (rows[i] as unknown[])[c] = values[i];
      for (const i of nulls) (rows[i] as unknown[])[c] = null;
      return;
    }
    case "texts":
      unpackTexts(rows, c, column.blocks, column.ends);
      return;
    case "any": {
      const { values } = column;
      for (let i = 0; i < rows.length; i++) (rows[i] as unknown[])[c] = values[i];
      return;
    }
  }
}

function unpackTexts(rows: readonly unknown[][], c: number, blocks: readonly string[], ends: Int32Array): void {
  for (let b = 0; b < blocks.length; b++) {
    const block = blocks[b] as string;
    const to = Math.min((b + 1) * BLOCK_ROWS, rows.length);
    let start = 0;
    for (let i = b * BLOCK_ROWS; i < to; i++) {
      const end = ends[i] as number;
      if (end < 0) (rows[i] as unknown[])[c] = null;
      else {
        (rows[i] as unknown[])[c] = block.slice(start, end);
        start = end;
      }
    }
  }
}
