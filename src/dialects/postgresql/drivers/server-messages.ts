// Types of messages of the PostgreSQL protocol, version 3, as they are looked at here.
const BACKEND_KEY_DATA = 75; // K
const COMMAND_COMPLETE = 67; // C
const DATA_ROW = 68; // D
const EMPTY_QUERY = 73; // I
const ERROR_RESPONSE = 69; // E
const ROW_DESCRIPTION = 84; // T
const READY_FOR_QUERY = 90; // Z
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
export class ServerMessages {
  inTransaction = false;
  /** How many statements the server has not answered to the end. Whoever sends one counts it. */
  unanswered = 0;
  processId: number | undefined = undefined;
  secretKey: Buffer | undefined = undefined;
  /** The error that ended the session. */
  fatal: FatalError | undefined = undefined;
  /** The statements since somebody began a new list. */
  commands: Command[] = [];
  #hasRows = false;
  #waiting: (() => void)[] = [];
  /** The beginning of a message that is looked at, or of a header. */
  #rest: Buffer | undefined;
  /** How much of what comes belongs to a message that is not looked at. */
  #skip = 0;

  /** The server waits for a statement. */
  get isReady(): boolean {
    return this.unanswered === 0;
  }

  /** Settles when the server has come to the end of a statement, or `wake` says that it will not be. */
  ready(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
  wake(): void {
    if (this.#waiting.length > 0) for (const each of this.#waiting.splice(0)) each();
  }

  read(chunk: Buffer): void {
    const data = this.#rest === undefined ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = undefined;
    let at = this.#skip;
    this.#skip = 0;
    while (at + 5 <= data.length) {
      const type = data[at] as number;
      const end = at + 1 + data.readUInt32BE(at + 1);
      // Rows go by at this one question.
      if (type !== DATA_ROW && isLookedAt(type)) {
        if (end > data.length) break;
        this.#message(type, data.subarray(at + 5, end));
      }
      at = end;
    }
    if (at < data.length) this.#rest = Buffer.from(data.subarray(at));
    else this.#skip = at - data.length;
  }

  #message(type: number, body: Buffer): void {
    switch (type) {
      case READY_FOR_QUERY:
        this.inTransaction = body[0] !== IDLE;
        if (this.unanswered > 0) this.unanswered--;
        this.#hasRows = false;
        this.wake();
        break;
      case ROW_DESCRIPTION:
        this.#hasRows = true;
        break;
      case COMMAND_COMPLETE:
        this.commands.push({ tag: body.toString("latin1", 0, body.length - 1), hasRows: this.#hasRows });
        this.#hasRows = false;
        break;
      case EMPTY_QUERY:
        this.commands.push({ tag: "", hasRows: false });
        break;
      case ERROR_RESPONSE:
        this.fatal ??= fatalError(body);
        break;
      case BACKEND_KEY_DATA:
        this.processId = body.readUInt32BE(0);
        this.secretKey = Buffer.from(body.subarray(4));
        break;
    }
  }
}

function isLookedAt(type: number): boolean {
  return (
    type === READY_FOR_QUERY ||
    type === COMMAND_COMPLETE ||
    type === ROW_DESCRIPTION ||
    type === EMPTY_QUERY ||
    type === ERROR_RESPONSE ||
    type === BACKEND_KEY_DATA
  );
}

/** The count at the end of a command's tag; -1 when it has none. */
export function countOf(tag: string): number {
  const space = tag.lastIndexOf(" ");
  const count = Number(tag.slice(space + 1));
  return space < 0 || !Number.isSafeInteger(count) ? -1 : count;
}

/** An error after which the server ends the session. */
function fatalError(body: Buffer): FatalError | undefined {
  const fields = new Map<string, string>();
  for (const field of body.toString("utf8").split("\0")) fields.set(field.slice(0, 1), field.slice(1));
  const severity = fields.get("V") ?? fields.get("S");
  if (severity !== "FATAL" && severity !== "PANIC") return undefined;
  return { code: fields.get("C") ?? "", message: fields.get("M") ?? "" };
}
