import type { Socket } from "node:net";
import { ConnectionFailure } from "./connection-failure.ts";
import { MessageReader } from "./message-reader.ts";
import { nameOf, openSocket, type ServerSocket } from "./server-socket.ts";
import { ServerMessages } from "./server-messages.ts";

const CANCEL_REQUEST = 80877102;
/** A server, or a network, that does not close with us within this time is left alone. */
const CLOSE_PATIENCE_MS = 2000;
/** The same for a request to cancel. */
const CANCEL_PATIENCE_MS = 10_000;

/** The way to a server, under a package that speaks the protocol over it. */
export class Wire {
  readonly messages: ServerMessages = new ServerMessages();
  /** Of all that the server sends. */
  readonly reader: MessageReader = new MessageReader(this.messages);
  readonly socket: Socket;
  readonly #way: ServerSocket;
  #lost: ConnectionFailure | undefined;
  readonly #closed: Promise<void>;

  constructor(way: ServerSocket) {
    this.#way = way;
    this.socket = way.socket;
    this.socket.on("data", (chunk: Buffer) => this.reader.read(chunk));
    this.socket.on("error", (error) => this.#lose(error));
    this.#closed = new Promise((resolve) => {
      this.socket.once("close", () => {
        this.#lose(undefined);
        this.messages.wake();
        resolve();
      });
    });
  }

  get isOpen(): boolean {
    return this.#lost === undefined && this.messages.fatal === undefined && !this.socket.destroyed;
  }

  /** Why nothing can be sent any more. */
  get failure(): ConnectionFailure {
    return this.#lost ?? this.#closedError();
  }

  /** Ends the connection at once; what is being executed fails with the reason. */
  abort(reason: ConnectionFailure): void {
    this.#lost ??= reason;
    this.socket.destroy(reason);
  }

  /** Waits until the server has closed too, but not for long. */
  async closed(): Promise<void> {
    const timer = setTimeout(() => this.socket.destroy(), CLOSE_PATIENCE_MS);
    await this.#closed;
    clearTimeout(timer);
  }

  /** PostgreSQL's cancel request, which goes over a connection of its own. The server closes that one when it has passed the request on. */
  async cancel(): Promise<void> {
    const { processId, secretKey } = this.messages;
    if (processId === undefined || secretKey === undefined || !this.isOpen) return;
    const request = Buffer.alloc(12 + secretKey.length);
    request.writeInt32BE(request.length, 0);
    request.writeInt32BE(CANCEL_REQUEST, 4);
    request.writeUInt32BE(processId, 8);
    secretKey.copy(request, 12);
    let timer: NodeJS.Timeout | undefined;
    try {
      await this.#deliver(request, (socket) => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          socket.destroy(new ConnectionFailure(`${nameOf(this.#way.server)} takes no request to cancel`, "ETIMEDOUT"));
        }, CANCEL_PATIENCE_MS);
      });
    } finally {
      clearTimeout(timer);
    }
  }

  async #deliver(request: Buffer, begun: (socket: Socket) => void): Promise<void> {
    // To the same machine, should its name stand for several.
    const there = { ...this.#way.server, address: this.socket.remoteAddress };
    const { socket } = await openSocket(there, this.#way.encryption, undefined, begun);
    await new Promise<void>((resolve, reject) => {
      socket.on("close", () => resolve()).on("error", reject);
      socket.resume().write(request);
    });
  }

  #lose(error: Error | undefined): void {
    if (error === undefined || this.messages.fatal !== undefined) this.#lost ??= this.#closedError();
    else
      this.#lost ??= new ConnectionFailure(
        `The connection to ${nameOf(this.#way.server)} is lost: ${error.message}`,
        codeOf(error),
        error,
      );
  }

  #closedError(): ConnectionFailure {
    const { fatal } = this.messages;
    const name = nameOf(this.#way.server);
    return fatal === undefined
      ? new ConnectionFailure(`The connection to ${name} is closed`, "ECONNRESET")
      : new ConnectionFailure(`The connection to ${name} was ended by the server: ${fatal.message}`, fatal.code);
  }
}

function codeOf(error: Error): string {
  const { code } = error as { code?: unknown };
  return typeof code === "string" ? code : "ECONNRESET";
}
