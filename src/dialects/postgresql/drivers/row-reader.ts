import { endOfText, int16, int32 } from "./message-reader.ts";
import { type ValueParser, valueParsers } from "./value-parsers.ts";

// How the text of a column's values becomes a value.
const TEXT = 0;
const INTEGER = 1;
const BOOLEAN = 2;
const PARSED = 3;

const BOOL_OID = 16;
const integers: ReadonlySet<number> = new Set([20, 21, 23, 26]);
/** So many digits are a safe integer, whatever they are. */
const SAFE_DIGITS = 15;
/** A part of a text that is shorter than this is a copy in V8; a longer one keeps the whole text alive. */
const LONGEST_COPY = 12;
const ZERO = 48;
const MINUS = 45;
const TRUE = 116;

/** The columns of a result. */
export interface RowDescription {
  readonly columns: readonly string[];
  readonly kinds: readonly number[];
  readonly parsers: readonly (ValueParser | undefined)[];
}

/** Reads the content of a RowDescription message. */
export function readDescription(data: Buffer, start: number): RowDescription {
  const count = int16(data, start);
  const columns: string[] = [];
  const kinds: number[] = [];
  const parsers: (ValueParser | undefined)[] = [];
  let at = start + 2;
  for (let i = 0; i < count; i++) {
    const end = endOfText(data, at);
    columns.push(data.toString("utf8", at, end));
    // After the name: table, column, type, its size and modifier, format.
    const oid = int32(data, end + 7) >>> 0;
    const parser = valueParsers.get(oid);
    kinds.push(oid === BOOL_OID ? BOOLEAN : integers.has(oid) ? INTEGER : parser === undefined ? TEXT : PARSED);
    parsers.push(parser);
    at = end + 19;
  }
  return { columns, kinds, parsers };
}

/** Reads rows from the bytes as they came, without a text for every value. */
export class RowReader {
  /** What was read last, one character a byte: short values of ASCII are parts of it. */
  #text = "";
  #textOf: Buffer | undefined;

  /** Reads the content of a DataRow message. */
  read({ kinds, parsers }: RowDescription, data: Buffer, start: number): unknown[] {
    const count = kinds.length;
    const row = new Array<unknown>(count);
    let at = start + 2;
    for (let i = 0; i < count; i++) {
      const length = int32(data, at);
      at += 4;
      if (length < 0) {
        row[i] = null;
        continue;
      }
      const end = at + length;
      switch (kinds[i]) {
        case INTEGER:
          row[i] = length <= SAFE_DIGITS ? integer(data, at, end) : parse(parsers[i], this.#read(data, at, end));
          break;
        case BOOLEAN:
          row[i] = data[at] === TRUE;
          break;
        case TEXT:
          row[i] = this.#read(data, at, end);
          break;
        default:
          row[i] = parse(parsers[i], this.#read(data, at, end));
      }
      at = end;
    }
    return row;
  }

  /** Gives up what was read. */
  clear(): void {
    this.#text = "";
    this.#textOf = undefined;
  }

  #read(data: Buffer, start: number, end: number): string {
    if (end - start > LONGEST_COPY || !isAscii(data, start, end)) return data.toString("utf8", start, end);
    if (this.#textOf !== data) {
      this.#text = data.toString("latin1");
      this.#textOf = data;
    }
    return this.#text.slice(start, end);
  }
}

function parse(parser: ValueParser | undefined, text: string): unknown {
  return (parser as ValueParser)(text);
}

function integer(data: Uint8Array, start: number, end: number): number {
  const negative = data[start] === MINUS;
  let number = 0;
  for (let i = negative ? start + 1 : start; i < end; i++) number = number * 10 + (data[i] as number) - ZERO;
  return negative ? -number : number;
}

function isAscii(data: Uint8Array, start: number, end: number): boolean {
  let all = 0;
  for (let i = start; i < end; i++) all |= data[i] as number;
  return all < 128;
}
