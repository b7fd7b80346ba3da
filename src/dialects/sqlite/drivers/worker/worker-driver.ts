import type { Driver } from "../../../../dialect/driver.ts";
import { sqliteLocation } from "../location.ts";
import { ThreadConnection } from "./thread-connection.ts";

/**
 * SQLite in worker threads, one for each connection, so that a long statement does not hold up the event loop. For createAsyncEngine.
 * `?driver=better-sqlite3` says what is used in the threads.
 */
export function workerSqliteDriver(): Driver {
  return {
    name: "worker",
    isAsync: true,
    async connect(options) {
      // A wrong option is found here, before a thread is started for it.
      sqliteLocation(options);
      return await ThreadConnection.open(options);
    },
  };
}
