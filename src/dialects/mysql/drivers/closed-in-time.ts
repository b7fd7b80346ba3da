import type { Socket } from "node:net";

/** A server, or a network, that does not close with us within this time is left alone. */
const PATIENCE_MS = 2000;

/** Waits until the server has closed its side of a socket too, but not for long. */
export function closedInTime(socket: Socket): Promise<void> {
  if (socket.closed) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.destroy(), PATIENCE_MS);
    socket.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
