import type { DriverResult } from "../../../dialect/driver.ts";
import { Answer } from "./answer.ts";
import { HEADER, type MessageSink } from "./message-reader.ts";
import {
  BACKEND_KEY_DATA,
  COPY_IN_RESPONSE,
  DATA_ROW,
  ERROR_RESPONSE,
  NOTICE_RESPONSE,
  NOTIFICATION_RESPONSE,
  PARAMETER_STATUS,
  READY_FOR_QUERY,
} from "./message-types.ts";
import { MessageWriter } from "./message-writer.ts";
import type { Prepared } from "./prepared-statements.ts";
import { RowReader } from "./row-reader.ts";
import type { DatabaseErrorClass } from "./server-error.ts";
import type { Wire } from "./wire.ts";

type Results = readonly DriverResult[];

interface Waiting {
  readonly answer: Answer;
  readonly resolve: (results: Results) => void;
  readonly reject: (reason: Error) => void;
}

/**
 * Sends statements past the package that has opened a connection, and reads their answers, which come in the order of the statements.
 * Everything else that the server says is the package's. That saves what a package spends on a text for each value, on describing a prepared
 * statement anew with every execution, and on a write for each message.
 */
export class Pipeline implements MessageSink {
  readonly takesRows = true;
  readonly #wire: Wire;
  readonly #DatabaseError: DatabaseErrorClass;
  readonly #writer = new MessageWriter();
  readonly #reader = new RowReader();
  readonly #waiting: Waiting[] = [];
  /** What the package reads the socket with. */
  readonly #package: readonly ((chunk: Buffer) => void)[];
  /** Where, in what is being read, messages for the package lie that it has not got yet. */
  #data: Buffer | undefined;
  #from = 0;
  #to = 0;
  #names = 0;

  /** Reads what `listeners` were to read from the socket. */
  constructor(wire: Wire, listeners: readonly ((chunk: Buffer) => void)[], DatabaseError: DatabaseErrorClass) {
    this.#wire = wire;
    this.#package = listeners;
    this.#DatabaseError = DatabaseError;
    for (const listener of listeners) wire.socket.off("data", listener);
    wire.reader.sink = this;
    wire.socket.once("close", () => this.#lose());
  }

  /** Sends one statement with parameters, or a text of statements without; the results of all of them. Throws ArgumentError, with nothing sent, for a value that cannot travel. */
  send(sql: string, params: readonly unknown[], prepared: Prepared | undefined): Promise<Results> {
    if (!this.#wire.isOpen) throw this.#wire.failure;
    const answer = this.#write(sql, params, prepared);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ answer, resolve, reject });
      this.#wire.socket.write(this.#writer.take());
    });
  }

  /** Writes the messages; what will be the answer to them. */
  #write(sql: string, params: readonly unknown[], prepared: Prepared | undefined): Answer {
    const writer = this.#writer;
    if (params.length === 0) {
      writer.query(sql);
      return new Answer(undefined, "", this.#reader, this.#DatabaseError);
    }
    const known = prepared?.name;
    const name = known ?? (prepared === undefined ? "" : `athanor_${++this.#names}`);
    try {
      if (known === undefined) writer.parse(name, sql);
      writer.bind(name, params);
    } catch (error) {
      writer.clear();
      this.#wire.messages.notSent();
      throw error;
    }
    if (prepared === undefined || !prepared.isDescribed) writer.describe();
    writer.execute().sync();
    return new Answer(prepared, name, this.#reader, this.#DatabaseError);
  }

  take(type: number, data: Buffer, start: number, end: number): void {
    const waiting = this.#waiting[0];
    if (waiting === undefined || isNoAnswer(type)) {
      this.#pass(type, data, start, end);
      return;
    }
    if (type !== DATA_ROW) this.#giveToPackage();
    if (type === READY_FOR_QUERY) {
      this.#waiting.shift();
      this.#wire.messages.ready(data[start] as number);
      const { answer, resolve, reject } = waiting;
      if (answer.error === undefined) resolve(answer.results);
      else reject(answer.error);
    } else if (type === COPY_IN_RESPONSE) {
      this.#wire.socket.write(this.#writer.copyFail("There is nothing to copy from").take());
    } else {
      if (type === ERROR_RESPONSE) this.#wire.messages.error(data, start);
      waiting.answer.take(type, data, start, end);
    }
  }

  taken(): void {
    this.#giveToPackage();
    this.#reader.clear();
  }

  #pass(type: number, data: Buffer, start: number, end: number): void {
    const { messages } = this.#wire;
    if (type === READY_FOR_QUERY) messages.status(data[start] as number);
    else if (type === ERROR_RESPONSE) messages.error(data, start);
    else if (type === BACKEND_KEY_DATA) messages.key(data, start, end);
    if (this.#data === undefined) {
      this.#data = data;
      this.#from = start - HEADER;
    }
    this.#to = end;
  }

  #giveToPackage(): void {
    const data = this.#data;
    if (data === undefined) return;
    this.#data = undefined;
    const chunk = data.subarray(this.#from, this.#to);
    for (const listener of this.#package) listener.call(this.#wire.socket, chunk);
  }

  /** The connection has ended; an error that came before tells more. */
  #lose(): void {
    for (const { answer, reject } of this.#waiting.splice(0)) reject(answer.error ?? this.#wire.failure);
  }
}

/** What a server says of its own accord, at any time. */
function isNoAnswer(type: number): boolean {
  return type === NOTICE_RESPONSE || type === NOTIFICATION_RESPONSE || type === PARAMETER_STATUS;
}
