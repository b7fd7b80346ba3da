import type { CoreConnection } from "../../engine/core-connection.ts";
import type { ExecutionOptions } from "../../engine/execution-options.ts";
import type { Flow } from "../../flow/flow.ts";
import { requireMapper } from "../mapping/configure.ts";
import type { SessionCore } from "./session-core.ts";

export interface ConnectionRequest {
  /** The class whose connection is meant, in a session with several engines. */
  readonly class?: object | undefined;
  /** Options for the connection, set before its transaction begins: `{ isolationLevel: "SERIALIZABLE" }`. */
  readonly executionOptions?: ExecutionOptions | undefined;
}

/** `session.connection()`. Options for a connection whose transaction is under way are refused where they cannot change any more. */
export function* sessionConnection(session: SessionCore, request: ConnectionRequest): Flow<CoreConnection> {
  const { executionOptions } = request;
  const prepare =
    executionOptions === undefined
      ? undefined
      : (connection: CoreConnection): Flow<void> => connection.setOptions(executionOptions);
  return yield* session.connection(request.class === undefined ? undefined : requireMapper(request.class), prepare);
}
