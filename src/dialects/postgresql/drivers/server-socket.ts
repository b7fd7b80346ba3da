import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { ConnectionFailure, failureOf } from "./connection-failure.ts";
import type { Server } from "./connection-settings.ts";
import type { Encryption } from "./tls-settings.ts";

const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
const YES = 83;
const NO = 78;

/** A socket to a server and how it got there, so that a second one can go to the same place. */
export interface ServerSocket {
  readonly socket: Socket;
  readonly server: Server;
  readonly encryption: Encryption;
}

/** For messages. */
export function nameOf({ host, port }: Server): string {
  return host.startsWith("/")
    ? `${host}/.s.PGSQL.${port}`
    : host.includes(":")
      ? `[${host}]:${port}`
      : `${host}:${port}`;
}

/** Connects, and talks TLS where that is wanted; `begun` gets each socket as soon as there is one, to end it when it takes too long. */
export async function openSocket(
  server: Server,
  encryption: Encryption,
  keepAlive: number | undefined,
  begun: (socket: Socket) => void,
): Promise<ServerSocket> {
  const local = server.host.startsWith("/");
  const socket = local
    ? connectTcp(`${server.host}/.s.PGSQL.${server.port}`)
    : connectTcp(server.port, server.address ?? server.host);
  begun(socket);
  await event(socket, "connect", server);
  socket.setNoDelay(true);
  if (keepAlive !== undefined) socket.setKeepAlive(true, keepAlive);
  // As in libpq, a socket of this machine is not encrypted.
  if (local || encryption.tls === undefined) return { socket, server, encryption: { tls: undefined } };
  if (encryption.direct !== true && !(await hasTls(socket, server))) {
    if (encryption.optional === true) return { socket, server, encryption: { tls: undefined } };
    socket.destroy();
    throw new ConnectionFailure(
      `The server ${nameOf(server)} has no TLS, which sslmode asks for. Write sslmode=disable where the way to the server is safe.`,
      "ERR_NO_TLS",
    );
  }
  const tls = connectTls({
    socket,
    // What the certificate must be for, and what the server is told it is called: an address is no name.
    host: server.host,
    ...(isIP(server.host) === 0 ? { servername: server.host } : {}),
    ...(encryption.direct === true ? { ALPNProtocols: ["postgresql"] } : {}),
    ...encryption.tls,
  });
  begun(tls);
  await event(tls, "secureConnect", server);
  return { socket: tls, server, encryption };
}

/** Asks whether the server has TLS. */
async function hasTls(socket: Socket, server: Server): Promise<boolean> {
  socket.write(SSL_REQUEST);
  const answer = (await event(socket, "data", server)) as Buffer;
  // More than the one byte could only come from somebody in between, before anything is encrypted.
  if (answer.length === 1 && (answer[0] === YES || answer[0] === NO)) return answer[0] === YES;
  socket.destroy();
  throw new ConnectionFailure(`What answers at ${nameOf(server)} does not speak as PostgreSQL does`, "ERR_PROTOCOL");
}

function event(socket: Socket, name: "connect" | "secureConnect" | "data", server: Server): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const off = (): void => {
      socket.off(name, done).off("error", failed).off("close", closed);
    };
    const done = (value: unknown): void => {
      off();
      resolve(value);
    };
    const failed = (error: Error): void => {
      off();
      // What comes after the first error adds nothing, and must not end the program.
      socket.on("error", () => undefined);
      reject(failureOf(nameOf(server), error));
    };
    const closed = (): void =>
      failed(new ConnectionFailure(`The server ${nameOf(server)} closed the connection`, "ECONNRESET"));
    socket.on(name, done).on("error", failed).on("close", closed);
  });
}
