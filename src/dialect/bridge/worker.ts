import { workerData } from "node:worker_threads";
import { type BridgeStart, SIGNAL } from "./protocol.ts";

// Where the worker starts. It imports what it does only now, because a module that cannot be loaded would otherwise end the
// worker before anybody could be told, and the thread that waits would wait on.
const { signal } = workerData as BridgeStart;

/** Whoever waits must be woken; -1 can be no answer's number. */
function tellEnd(): void {
  Atomics.store(signal, SIGNAL.answers, -1);
  Atomics.notify(signal, SIGNAL.answers);
}

process.on("exit", tellEnd);
import("./serve.ts").catch((error: unknown) => {
  tellEnd();
  throw error;
});
