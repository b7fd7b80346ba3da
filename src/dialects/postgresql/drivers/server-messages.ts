import type { MessageSink } from "./message-reader.ts";
import {
  BACKEND_KEY_DATA,
  COMMAND_COMPLETE,
  EMPTY_QUERY_RESPONSE,
  ERROR_RESPONSE,
  READY_FOR_QUERY,
  ROW_DESCRIPTION,
} from "./message-types.ts";
import { readErrorFields } from "./server-error.ts";

const IDLE = 73; // I

/** One statement that was executed. */
export interface Command {
  /** What the server calls it, with its count: `INSERT 0 5`, `BEGIN`; empty for an empty text. */
  readonly tag: string;
  /** It has columns, and perhaps rows. */
  readonly hasRows: boolean;
}

export interface FatalError {
  readonly code: string;
  readonly message: string;
}

/** Follows what a server sends, as far as the packages do not tell: the transaction's status, the key for cancelling, which statements were executed, why the session ended. */
export class ServerMessages implements MessageSink {
  readonly takesRows = false;
  inTransaction = false;
  /** How many statements the server has not answered to the end. Whoever sends one counts it. */
  unanswered = 0;
  processId: number | undefined = undefined;
  secretKey: Buffer | undefined = undefined;
  /** The error that ended the session. */
  fatal: FatalError | undefined = undefined;
  /** The statements since somebody began a list. */
  commands: Command[] | undefined = undefined;
  #hasRows = false;
  #waiting: (() => void)[] = [];

  /** The server waits for a statement. */
  get isReady(): boolean {
    return this.unanswered === 0;
  }

  /** Settles when the server has come to the end of a statement, or `wake` says that it will not be. */
  whenReady(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
  wake(): void {
    if (this.#waiting.length > 0) for (const each of this.#waiting.splice(0)) each();
  }

  take(type: number, data: Buffer, start: number, end: number): void {
    switch (type) {
      case READY_FOR_QUERY:
        this.#hasRows = false;
        this.ready(data[start] as number);
        break;
      case ROW_DESCRIPTION:
        this.#hasRows = true;
        break;
      case COMMAND_COMPLETE:
        this.commands?.push({ tag: data.toString("latin1", start, end - 1), hasRows: this.#hasRows });
        this.#hasRows = false;
        break;
      case EMPTY_QUERY_RESPONSE:
        this.commands?.push({ tag: "", hasRows: false });
        break;
      case ERROR_RESPONSE:
        this.error(data, start);
        break;
      case BACKEND_KEY_DATA:
        this.key(data, start, end);
        break;
    }
  }

  /** The server has come to the end of a statement that was counted. */
  ready(status: number): void {
    this.status(status);
    if (this.unanswered > 0) this.unanswered--;
    this.wake();
  }

  /** A statement that was counted has not been sent after all. */
  notSent(): void {
    this.unanswered--;
    this.wake();
  }

  /** What the server says of the transaction when it is ready. */
  status(status: number): void {
    this.inTransaction = status !== IDLE;
  }

  error(data: Buffer, start: number): void {
    if (this.fatal !== undefined) return;
    const fields = readErrorFields(data, start);
    const severity = fields.get("V") ?? fields.get("S");
    // After such an error the server ends the session.
    if (severity === "FATAL" || severity === "PANIC")
      this.fatal = { code: fields.get("C") ?? "", message: fields.get("M") ?? "" };
  }

  key(data: Buffer, start: number, end: number): void {
    this.processId = data.readUInt32BE(start);
    this.secretKey = Buffer.from(data.subarray(start + 4, end));
  }
}

/** The count at the end of a command's tag; -1 when it has none. */
export function countOf(tag: string): number {
  const space = tag.lastIndexOf(" ");
  const count = Number(tag.slice(space + 1));
  return space < 0 || !Number.isSafeInteger(count) ? -1 : count;
}
