import { DATA_ROW } from "./message-types.ts";

/** Takes the messages of a server, whole, one by one. */
export interface MessageSink {
  /** Whether rows are wanted too; otherwise they go by unread. */
  readonly takesRows: boolean;
  /** A message has come: its header lies in `data` before `start`, its content from `start` to `end`. */
  take(type: number, data: Buffer, start: number, end: number): void;
  /** Of what came at once, every whole message is taken. */
  taken?(): void;
}

/** A type of one byte, a length of four. */
export const HEADER = 5;

/** Finds the messages in what a server sends. */
export class MessageReader {
  sink: MessageSink;
  /** What came of a message that is not whole yet, in pieces. */
  #pieces: Buffer[] = [];
  #length = 0;
  /** How long they must be together to be worth a look. */
  #wanted = HEADER;
  /** How much of what comes belongs to a message that nobody wants. */
  #skip = 0;

  constructor(sink: MessageSink) {
    this.sink = sink;
  }

  read(chunk: Buffer): void {
    let data = chunk;
    if (this.#pieces.length > 0) {
      this.#pieces.push(chunk);
      this.#length += chunk.length;
      // A long message is put together once, not with every piece.
      if (this.#length < this.#wanted) return;
      data = Buffer.concat(this.#pieces, this.#length);
      this.#pieces = [];
    }
    const { sink } = this;
    const { length } = data;
    let at = this.#skip;
    this.#skip = 0;
    let wanted = HEADER;
    while (at + HEADER <= length) {
      const type = data[at] as number;
      const size = 1 + (int32(data, at + 1) >>> 0);
      const end = at + size;
      if (type !== DATA_ROW || sink.takesRows) {
        if (end > length) {
          wanted = size;
          break;
        }
        sink.take(type, data, at + HEADER, end);
      }
      at = end;
    }
    if (at > length) this.#skip = at - length;
    else if (at < length) this.#keep(at === 0 ? data : Buffer.from(data.subarray(at)), wanted);
    sink.taken?.();
  }

  #keep(piece: Buffer, wanted: number): void {
    this.#pieces.push(piece);
    this.#length = piece.length;
    this.#wanted = wanted;
  }
}

/** A signed number of four bytes. */
export function int32(data: Uint8Array, at: number): number {
  return (
    ((data[at] as number) << 24) |
    ((data[at + 1] as number) << 16) |
    ((data[at + 2] as number) << 8) |
    (data[at + 3] as number)
  );
}

export function int16(data: Uint8Array, at: number): number {
  return ((data[at] as number) << 8) | (data[at + 1] as number);
}

/** A text that ends with a zero: where that is. */
export function endOfText(data: Uint8Array, start: number): number {
  return data.indexOf(0, start);
}
