import { checkLengthOfXid } from "../../dialect/check-xid.ts";
import type { DriverConnection } from "../../dialect/driver.ts";
import type { TwoPhase } from "../../dialect/two-phase.ts";
import { type Flow, wait } from "../../flow/flow.ts";

/** XA transactions. */
export const mysqlTwoPhase: TwoPhase = {
  checkXid: (xid) => checkLengthOfXid(xid, 64),
  *begin(connection, xid) {
    yield* run(connection, `XA START ${named(xid)}`);
  },
  *prepare(connection, xid) {
    yield* run(connection, `XA END ${named(xid)}`);
    yield* run(connection, `XA PREPARE ${named(xid)}`);
  },
  *commit(connection, xid, state) {
    if (state === "recovered") yield* endRecovered(connection, `XA COMMIT ${named(xid)}`);
    else if (state === "prepared") yield* run(connection, `XA COMMIT ${named(xid)}`);
    else {
      yield* run(connection, `XA END ${named(xid)}`);
      yield* run(connection, `XA COMMIT ${named(xid)} ONE PHASE`);
    }
  },
  *rollback(connection, xid, state) {
    if (state === "recovered") {
      yield* endRecovered(connection, `XA ROLLBACK ${named(xid)}`);
      return;
    }
    if (state === "begun") yield* end(connection, xid);
    yield* run(connection, `XA ROLLBACK ${named(xid)}`);
  },
  *recover(connection) {
    const { rows } = yield* wait(connection.query("XA RECOVER", []));
    return rows.map(([, length, , data]) => textOf(data).subarray(0, Number(length)).toString());
  },
};

/** Bytes in hexadecimal mean the same under every character set and sql_mode. */
function named(xid: string): string {
  return `X'${Buffer.from(xid).toString("hex")}'`;
}

/** One that a deadlock has undone has ended already, and one whose preparation failed may have; both must be rolled back all the same. */
function* end(connection: DriverConnection, xid: string): Flow<void> {
  try {
    yield* run(connection, `XA END ${named(xid)}`);
  } catch {
    // If it is not to be rolled back either, XA ROLLBACK says why.
  }
}

/** MariaDB takes a session without autocommit for one that is in a transaction always. */
function* endRecovered(connection: DriverConnection, sql: string): Flow<void> {
  yield* run(connection, "SET @athanor_autocommit = @@autocommit, autocommit = 1");
  try {
    yield* run(connection, sql);
  } finally {
    yield* run(connection, "SET autocommit = @athanor_autocommit");
  }
}

function textOf(data: unknown): Buffer {
  return typeof data === "string" ? Buffer.from(data) : Buffer.from(data as Uint8Array);
}

function* run(connection: DriverConnection, sql: string): Flow<void> {
  yield* wait(connection.query(sql, []));
}
