import { once } from "node:events";
import { createConnection, createServer, type Socket } from "node:net";

/** A proxy before a server on this machine, which can stop forwarding: then both sides believe in a connection that carries nothing. */
export interface Proxy {
  readonly port: number;
  freeze(): void;
  close(): void;
}

export async function startProxy(target: number): Promise<Proxy> {
  const sockets = new Set<Socket>();
  let frozen = false;
  // Not even the end of one side is passed on by itself, nor answered.
  const listener = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    if (frozen) return;
    const server = createConnection({ host: "127.0.0.1", port: target, allowHalfOpen: true });
    sockets.add(server);
    server.on("error", () => server.destroy());
    for (const [from, to] of [
      [socket, server],
      [server, socket],
    ] as const) {
      from.on("data", (data) => {
        if (!frozen) to.write(data);
      });
      from.on("end", () => {
        if (!frozen) to.end();
      });
      from.on("close", () => {
        if (!frozen) to.destroy();
      });
    }
  }).listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address() as { port: number };
  return {
    port,
    freeze() {
      frozen = true;
    },
    close() {
      listener.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
