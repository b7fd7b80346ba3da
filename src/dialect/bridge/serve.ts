import { workerData } from "node:worker_threads";
import type { Awaitable } from "../../flow/flow.ts";
import { runAsync } from "../../flow/run.ts";
import { inTime } from "../../flow/within-time.ts";
import { closeConnection } from "../close-connection.ts";
import { connectedTooLate, connectTimeoutOf } from "../connect-timeout.ts";
import type { ConnectOptions, Driver, DriverConnection, DriverCursor, DriverResult } from "../driver.ts";
import { limitedCall } from "../limited-call.ts";
import { answerInTime } from "../patience.ts";
import { packError } from "./portable-error.ts";
import { packRows, unpackRows } from "./portable-rows.ts";
import {
  type BridgeReply,
  type BridgeRequest,
  type BridgeStart,
  type BridgeValues,
  type SentResult,
  SIGNAL,
  STATE,
} from "./protocol.ts";

// Runs an async driver for a thread that waits: one request at a time comes by the port, its answer goes back the
// same way, and then the signal wakes the other side.
const { port, signal, module, factory } = workerData as BridgeStart;

const connections = new Map<number, DriverConnection>();
const cursors = new Map<number, DriverCursor>();
let lastId = 0;
let driver: Promise<Driver> | undefined;

async function loadDriver(): Promise<Driver> {
  const exports = (await import(module)) as Record<string, () => Driver>;
  const make = exports[factory];
  if (make === undefined) throw new Error(`${module} exports no driver factory ${factory}`);
  return make();
}

async function perform(request: BridgeRequest, transfer: ArrayBuffer[]): Promise<BridgeValues[keyof BridgeValues]> {
  switch (request[0]) {
    case "connect": {
      const connection = await connect(await (driver ??= loadDriver()), request[1]);
      connections.set(++lastId, connection);
      return {
        id: lastId,
        canStream: connection.openCursor !== undefined,
        canGiveAll: connection.queryAll !== undefined,
        canCancel: connection.cancel !== undefined,
      };
    }
    case "query": {
      const [, id, sql, params, options] = request;
      return sent(
        await within(open(id), options?.timeout, (connection) => connection.query(sql, params, options)),
        transfer,
      );
    }
    case "many": {
      const [, id, sql, sets, options] = request;
      const unpacked = unpackRows(sets);
      return sent(
        await within(open(id), options?.timeout, (connection) => connection.executeMany(sql, unpacked, options)),
        transfer,
      );
    }
    case "all": {
      const [, id, sql, params, options] = request;
      const results = await within(
        open(id),
        options?.timeout,
        (connection) => connection.queryAll?.(sql, params, options) ?? [],
      );
      return results.map((each) => sent(each, transfer));
    }
    case "cursor": {
      const [, id, sql, params, options] = request;
      const cursor = await within(
        open(id),
        options?.timeout,
        (connection) => connection.openCursor?.(sql, params, options),
        (late) => late?.close(),
      );
      if (cursor === undefined) throw new Error("The driver has no cursors");
      cursors.set(++lastId, cursor);
      return { cursor: lastId, columns: cursor.columns, allows: cursor.allows };
    }
    case "fetch": {
      const [, id, cursor, count, timeout] = request;
      return packRows((await within(open(id), timeout, () => cursors.get(cursor)?.fetch(count))) ?? [], transfer);
    }
    case "closeCursor": {
      const cursor = cursors.get(request[2]);
      cursors.delete(request[2]);
      await cursor?.close();
      return undefined;
    }
    case "after":
      await open(request[1]).query(request[2], []);
      return await perform(request[3], transfer);
    case "within":
      return await answerInTime(open(request[1]), request[2], perform(request[3], transfer));
    case "close":
      return await close(request[1], request[2]);
    case "dispose":
      await (await driver)?.dispose?.();
      return undefined;
  }
}

async function connect(by: Driver, options: ConnectOptions): Promise<DriverConnection> {
  const limit = connectTimeoutOf(options);
  const opening = Promise.resolve(by.connect(options));
  try {
    return await inTime(opening, limit, () => connectedTooLate(limit));
  } catch (error) {
    opening.then(
      (late) => runAsync(closeConnection(late, true)),
      () => undefined,
    );
    throw error;
  }
}

async function close(id: number, terminate: boolean): Promise<undefined> {
  const connection = connections.get(id);
  connections.delete(id);
  if (connection !== undefined) await runAsync(closeConnection(connection, terminate));
  return undefined;
}

/** The time is kept here: who asked can only wait. */
function within<T>(
  connection: DriverConnection,
  timeout: number | undefined,
  call: (connection: DriverConnection) => Awaitable<T>,
  discard?: (value: T) => Awaitable<void>,
): Awaitable<T> {
  return timeout === undefined
    ? call(connection)
    : limitedCall(connection, { timeout, signal: undefined }, () => call(connection), discard);
}

function open(id: number): DriverConnection {
  const connection = connections.get(id);
  if (connection === undefined) throw new Error("The connection is closed");
  return connection;
}

function sent(result: DriverResult, transfer: ArrayBuffer[]): SentResult {
  return { ...result, rows: packRows(result.rows, transfer) };
}

/** The state of the connection that a request was about. */
function stateOf(request: BridgeRequest): number {
  const connection = typeof request[1] === "number" ? connections.get(request[1]) : undefined;
  if (connection === undefined) return 0;
  const { inTransaction, isOpen } = connection;
  return (
    (isOpen === false ? 0 : STATE.open) |
    (inTransaction === undefined ? STATE.unknownTransaction : inTransaction ? STATE.inTransaction : 0)
  );
}

async function answer(request: BridgeRequest): Promise<void> {
  const transfer: ArrayBuffer[] = [];
  let reply: BridgeReply;
  try {
    reply = ["ok", await perform(request, transfer)];
  } catch (error) {
    reply = ["error", packError(error)];
  }
  try {
    port.postMessage(reply, transfer);
  } catch (error) {
    port.postMessage(["error", packError(error)] satisfies BridgeReply);
  }
  Atomics.store(signal, SIGNAL.state, stateOf(request));
  Atomics.add(signal, SIGNAL.answers, 1);
  Atomics.notify(signal, SIGNAL.answers);
}

port.on("message", (request: BridgeRequest) => void answer(request));

// The other side takes a long silence for death.
setInterval(() => Atomics.add(signal, SIGNAL.heartbeat, 1), 1000).unref();
