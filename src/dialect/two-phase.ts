import type { Flow } from "../flow/flow.ts";
import type { DriverConnection } from "./driver.ts";

/** Which transaction is to be ended: one that this connection has begun, or begun and prepared, or a prepared one of whatever connection. */
export type TwoPhaseState = "begun" | "prepared" | "recovered";

/**
 * How a database commits in two phases: what is prepared is on its disk, and can be committed whatever happens to the connection.
 * `xid` names a transaction in the whole server.
 */
export interface TwoPhase {
  /** Throws ArgumentError for a name that the database cannot take. */
  checkXid(xid: string): void;
  begin(connection: DriverConnection, xid: string): Flow<void>;
  /** The connection is in no transaction afterwards. */
  prepare(connection: DriverConnection, xid: string): Flow<void>;
  commit(connection: DriverConnection, xid: string, state: TwoPhaseState): Flow<void>;
  rollback(connection: DriverConnection, xid: string, state: TwoPhaseState): Flow<void>;
  /** Those that are prepared and have not ended. */
  recover(connection: DriverConnection): Flow<string[]>;
}
