import type { CoreConnection } from "../../engine/core-connection.ts";
import type { Flow } from "../../flow/flow.ts";
import type { SessionContract } from "../contract/session.ts";

/** What loading needs of a session beyond what objects need. */
export interface LoadingSession extends SessionContract {
  /** The connection of the current transaction, begun when there is none. */
  connection(): Flow<CoreConnection>;
  /** The same when it is there and sound: what nearly every statement finds. */
  readyConnection(): CoreConnection | undefined;
  /** Flushes pending changes when autoflush is on and there are any. */
  autoflush(): Flow<void>;
}
