import { checkLengthOfXid } from "../../dialect/check-xid.ts";
import type { DriverConnection } from "../../dialect/driver.ts";
import type { TwoPhase } from "../../dialect/two-phase.ts";
import { type Flow, wait } from "../../flow/flow.ts";
import { quoteString } from "../../types/string-literal.ts";

/** PREPARE TRANSACTION; the server must allow it by `max_prepared_transactions`. */
export const postgresqlTwoPhase: TwoPhase = {
  checkXid: (xid) => checkLengthOfXid(xid, 199),
  *begin(connection) {
    yield* run(connection, "BEGIN");
  },
  *prepare(connection, xid) {
    yield* run(connection, `PREPARE TRANSACTION ${quoteString(xid)}`);
  },
  *commit(connection, xid, state) {
    yield* run(connection, state !== "begun" ? `COMMIT PREPARED ${quoteString(xid)}` : "COMMIT");
  },
  *rollback(connection, xid, state) {
    yield* run(connection, state !== "begun" ? `ROLLBACK PREPARED ${quoteString(xid)}` : "ROLLBACK");
  },
  *recover(connection) {
    // Those of other databases can only be ended there.
    const sql = "SELECT gid FROM pg_catalog.pg_prepared_xacts WHERE database = current_database() ORDER BY prepared";
    return (yield* wait(connection.query(sql, []))).rows.map(([gid]) => gid as string);
  },
};

function* run(connection: DriverConnection, sql: string): Flow<void> {
  yield* wait(connection.query(sql, []));
}
