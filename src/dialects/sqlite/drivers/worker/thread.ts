import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { packError } from "../../../../dialect/bridge/portable-error.ts";
import type { ConnectOptions, DriverConnection, DriverCursor } from "../../../../dialect/driver.ts";
import { ArgumentError } from "../../../../errors/argument.ts";
import { inThreadDriver } from "../in-thread.ts";
import { LocalConnection } from "../local-connection.ts";
import type { ThreadReply, ThreadRequest, ThreadStart, ThreadValue } from "./protocol.ts";

// A thread that holds one connection and does what it is told, one thing after the other.
const port = parentPort as NonNullable<typeof parentPort>;
const { stop } = workerData as ThreadStart;

const cursors = new Map<number, DriverCursor>();
let connection: DriverConnection | undefined;
let lastCursor = 0;
let current = 0;

async function connect(options: ConnectOptions): Promise<undefined> {
  const { setup, ...connectArgs } = options.connectArgs;
  const { driver } = options.query;
  connection = await inThreadDriver(driver as string | undefined).connect({ ...options, connectArgs });
  if (connection instanceof LocalConnection) connection.isStopped = () => Atomics.load(stop, 0) === current;
  if (setup !== undefined) await runSetup(setup, connection.raw);
}

/** User functions cannot cross to a thread: a module that defines them is loaded here instead. */
async function runSetup(module: unknown, raw: unknown): Promise<void> {
  if (typeof module !== "string")
    throw new ArgumentError("connectArgs.setup is the path or URL of a module, as a string.");
  const loaded = (await import(module.includes("://") ? module : pathToFileURL(module).href)) as { default?: unknown };
  if (typeof loaded.default !== "function")
    throw new ArgumentError(`The module ${module} (connectArgs.setup) has no default export that is a function.`);
  await (loaded.default as (raw: unknown) => unknown)(raw);
}

async function perform([, ...call]: ThreadRequest): Promise<ThreadValue> {
  if (call[0] === "connect") return await connect(call[1]);
  if (connection === undefined) throw new Error("The database connection is not open");
  switch (call[0]) {
    case "query":
      return await connection.query(call[1], call[2], call[3]);
    case "many":
      return await connection.executeMany(call[1], call[2], call[3]);
    case "cursor": {
      const cursor = (await connection.openCursor?.(call[1], call[2], call[3])) as DriverCursor;
      cursors.set(++lastCursor, cursor);
      return { cursor: lastCursor, columns: cursor.columns };
    }
    case "fetch":
      return (await cursors.get(call[1])?.fetch(call[2])) ?? [];
    case "release":
      await cursors.get(call[1])?.close();
      cursors.delete(call[1]);
      return undefined;
    case "close":
      await connection.close();
      return undefined;
  }
}

async function answer(request: ThreadRequest): Promise<void> {
  const [id] = request;
  current = id;
  let reply: ThreadReply;
  try {
    reply = [id, "ok", await perform(request), connection?.inTransaction === true];
  } catch (error) {
    reply = [id, "error", packError(error), connection?.inTransaction === true];
  }
  port.postMessage(reply);
}

// Each request begins when the one before has ended.
let last = Promise.resolve();
port.on("message", (request: ThreadRequest) => {
  last = last.then(() => answer(request));
});
