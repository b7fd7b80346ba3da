import { setTimeout as sleep } from "node:timers/promises";
import { workerData } from "node:worker_threads";

/** An async driver that does on request what real ones do on bad days. */
export function oddDriver() {
  return { name: "odd", isAsync: true, connect, bridge: { module: import.meta.url, factory: "oddDriver" } };
}

async function connect() {
  const ok = { rows: [[1]], columns: ["a"], rowcount: 1 };
  return {
    raw: undefined,
    async query(sql) {
      switch (sql) {
        case "fail":
          throw Object.assign(new TypeError("no", { cause: new Error("why") }), {
            code: "23505",
            constraint: "uq",
            detail: "d",
          });
        case "exit":
          return process.exit(3);
        case "uncaught":
          setTimeout(() => {
            throw new Error("boom");
          }, 5);
          return new Promise(() => undefined);
        case "late":
          // As when this thread was interrupted between an answer and its wake-up call.
          for (let i = 0; i < 20; i++) {
            Atomics.notify(workerData.signal, 0);
            await sleep(2);
          }
          return { ...ok, rowcount: 8 };
        case "slow":
          await new Promise((resolve) => setTimeout(resolve, 1300));
          return { ...ok, rowcount: 7 };
        default:
          return ok;
      }
    },
    async executeMany() {
      return ok;
    },
    async close() {},
  };
}
