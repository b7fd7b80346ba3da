import { workerData } from "node:worker_threads";
import type { Driver, DriverConnection, DriverResult } from "../driver.ts";
import { packError } from "./portable-error.ts";
import type { BridgeReply, BridgeRequest, BridgeStart, ConnectionState } from "./protocol.ts";

// Runs an async driver for a thread that waits: one request at a time comes by the port, its answer goes back the
// same way, and then the signal wakes the other side.
const { port, signal, module, factory } = workerData as BridgeStart;

const connections = new Map<number, DriverConnection>();
let lastId = 0;
let driver: Promise<Driver> | undefined;

async function loadDriver(): Promise<Driver> {
  const exports = (await import(module)) as Record<string, () => Driver>;
  const make = exports[factory];
  if (make === undefined) throw new Error(`${module} exports no driver factory ${factory}`);
  return make();
}

async function perform(request: BridgeRequest): Promise<DriverResult | number | undefined> {
  switch (request[0]) {
    case "connect": {
      const connection = await (await (driver ??= loadDriver())).connect(request[1]);
      connections.set(++lastId, connection);
      return lastId;
    }
    case "query":
      return await open(request[1]).query(request[2], request[3], request[4]);
    case "many":
      return await open(request[1]).executeMany(request[2], request[3], request[4]);
    case "close": {
      const connection = connections.get(request[1]);
      connections.delete(request[1]);
      await connection?.close();
      return undefined;
    }
    case "dispose":
      await (await driver)?.dispose?.();
      return undefined;
  }
}

function open(id: number): DriverConnection {
  const connection = connections.get(id);
  if (connection === undefined) throw new Error("The connection is closed");
  return connection;
}

function stateOf(request: BridgeRequest): ConnectionState | undefined {
  const connection = typeof request[1] === "number" ? connections.get(request[1]) : undefined;
  return connection && { inTransaction: connection.inTransaction, isOpen: connection.isOpen !== false };
}

async function answer(request: BridgeRequest): Promise<void> {
  let reply: BridgeReply;
  try {
    reply = ["ok", await perform(request), stateOf(request)];
  } catch (error) {
    reply = ["error", packError(error), stateOf(request)];
  }
  try {
    port.postMessage(reply);
  } catch (error) {
    port.postMessage(["error", packError(error), stateOf(request)] satisfies BridgeReply);
  }
  Atomics.add(signal, 0, 1);
  Atomics.notify(signal, 0);
}

port.on("message", (request: BridgeRequest) => void answer(request));

// The other side takes a long silence for death.
setInterval(() => Atomics.add(signal, 1, 1), 1000).unref();
