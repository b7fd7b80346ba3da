import { textOf } from "./parameter-text.ts";

// Types of messages that a client sends in the PostgreSQL protocol, version 3.
const BIND = 66; // B
const COPY_FAIL = 102; // f
const DESCRIBE = 68; // D
const EXECUTE = 69; // E
const PARSE = 80; // P
const QUERY = 81; // Q
const SYNC = 83; // S
const PORTAL = 80; // P
const BINARY = 1;

const SIZE = 4096;
/** More room than this is not kept for the next statement. */
const MAX_KEPT = 1 << 20;
/** A longer text is written faster by the runtime than character by character. */
const SHORT = 32;

/** Writes messages one after the other, to be sent together. */
export class MessageWriter {
  #bytes = Buffer.allocUnsafeSlow(SIZE);
  #end = 0;
  /** Where the length of the message that is being written belongs. */
  #lengthAt = 0;

  /** What was written, which is the caller's; the next messages begin anew. */
  take(): Buffer {
    const written = Buffer.allocUnsafe(this.#end);
    this.#bytes.copy(written, 0, 0, this.#end);
    this.#end = 0;
    if (this.#bytes.length > MAX_KEPT) this.#bytes = Buffer.allocUnsafeSlow(SIZE);
    return written;
  }

  /** Gives up what was written. */
  clear(): void {
    this.#end = 0;
  }

  /** A text of statements without parameters. */
  query(sql: string): this {
    this.#begin(QUERY);
    this.#name(sql);
    return this.#finish();
  }

  /** Prepares a statement under a name; none: the unnamed statement. */
  parse(name: string, sql: string): this {
    this.#begin(PARSE);
    this.#name(name);
    this.#name(sql);
    // The server decides on the types of the parameters.
    this.#int16(0);
    return this.#finish();
  }

  /** Binds a prepared statement with its parameters to the unnamed portal. */
  bind(name: string, params: readonly unknown[]): this {
    const count = params.length;
    this.#begin(BIND);
    this.#name("");
    this.#name(name);
    let binary = false;
    for (let i = 0; i < count && !binary; i++) binary = params[i] instanceof Uint8Array;
    this.#int16(binary ? count : 0);
    if (binary) for (let i = 0; i < count; i++) this.#int16(params[i] instanceof Uint8Array ? BINARY : 0);
    this.#int16(count);
    for (let i = 0; i < count; i++) this.#value(params[i]);
    // Results as text.
    this.#int16(0);
    return this.#finish();
  }

  /** Has the server say what columns the unnamed portal has. */
  describe(): this {
    this.#begin(DESCRIBE);
    this.#byte(PORTAL);
    this.#name("");
    return this.#finish();
  }

  execute(): this {
    this.#begin(EXECUTE);
    this.#name("");
    // All rows.
    this.#int32(0);
    return this.#finish();
  }

  sync(): this {
    this.#begin(SYNC);
    return this.#finish();
  }

  /** There is nothing to copy into the server. */
  copyFail(reason: string): this {
    this.#begin(COPY_FAIL);
    this.#name(reason);
    return this.#finish();
  }

  #begin(type: number): void {
    this.#byte(type);
    this.#lengthAt = this.#end;
    this.#int32(0);
  }

  #finish(): this {
    writeInt32(this.#bytes, this.#lengthAt, this.#end - this.#lengthAt);
    return this;
  }

  #value(value: unknown): void {
    if (value === null) {
      this.#int32(-1);
      return;
    }
    const at = this.#end;
    this.#int32(0);
    if (value instanceof Uint8Array) {
      this.#room(value.length);
      this.#bytes.set(value, this.#end);
      this.#end += value.length;
    } else this.#text(textOf(value) as string);
    writeInt32(this.#bytes, at, this.#end - at - 4);
  }

  /** A text that ends with a zero. */
  #name(text: string): void {
    this.#text(text);
    this.#byte(0);
  }

  #text(text: string): void {
    const { length } = text;
    // A unit of UTF-16 takes three bytes at most.
    this.#room(length <= SIZE ? 3 * length : Buffer.byteLength(text));
    const bytes = this.#bytes;
    let at = this.#end;
    if (length <= SHORT) {
      for (let i = 0; i < length; i++) {
        const code = text.charCodeAt(i);
        if (code > 127) {
          this.#end += bytes.write(text, this.#end, "utf8");
          return;
        }
        bytes[at++] = code;
      }
      this.#end = at;
    } else this.#end += bytes.write(text, at, "utf8");
  }

  #byte(value: number): void {
    this.#room(1);
    this.#bytes[this.#end++] = value;
  }
  #int16(value: number): void {
    this.#room(2);
    this.#bytes[this.#end++] = value >> 8;
    this.#bytes[this.#end++] = value;
  }
  #int32(value: number): void {
    this.#room(4);
    writeInt32(this.#bytes, this.#end, value);
    this.#end += 4;
  }

  #room(bytes: number): void {
    const needed = this.#end + bytes;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.#bytes.length));
    this.#bytes.copy(larger, 0, 0, this.#end);
    this.#bytes = larger;
  }
}

function writeInt32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >> 24;
  bytes[at + 1] = value >> 16;
  bytes[at + 2] = value >> 8;
  bytes[at + 3] = value;
}
