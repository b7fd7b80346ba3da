import { AsyncSession } from "../async/async-session.ts";
import type { AsyncConnection } from "../async/connection.ts";
import { type AsyncEngine, createAsyncEngine } from "../async/engine.ts";
import type { AsyncRawConnection } from "../async/raw-connection.ts";
import type { AsyncResult } from "../async/result.ts";
import type { AsyncTransaction } from "../async/transaction.ts";
import type { AsyncTwoPhaseTransaction } from "../async/two-phase-transaction.ts";
import type { TransactionOptions } from "../dialect/transaction-options.ts";
import { Connection } from "../engine/connection.ts";
import { createEngine } from "../engine/engine.ts";
import type { EngineOptions } from "../engine/engine-options.ts";
import type { Executable, ExecuteParams, RowsOf } from "../engine/executable.ts";
import type { ExecutionOptions } from "../engine/execution-options.ts";
import type { URL } from "../engine/url.ts";
import type { $runDDL } from "../schema/ddl-runner.ts";
import { Session } from "../orm/session/session.ts";

type TransactionMembers = "isActive" | "isValid" | "nested" | "commit" | "rollback" | "close";
/** A transaction as checks see it. */
export type CheckTransaction = Pick<AsyncTransaction, TransactionMembers>;
/** A two-phase transaction as checks see it. */
export type CheckTwoPhase = Pick<AsyncTwoPhaseTransaction, TransactionMembers | "prepare" | "xid">;

type ConnectionMembers =
  | "execute"
  | "scalar"
  | "scalars"
  | "execDriverSql"
  | "recoverTwophase"
  | "commitPrepared"
  | "rollbackPrepared"
  | "commit"
  | "rollback"
  | "inTransaction"
  | "inNestedTransaction"
  | "getIsolationLevel"
  | "defaultIsolationLevel"
  | "executionOptions"
  | "invalidate"
  | "invalidated"
  | "detach"
  | "close"
  | "closed"
  | "info"
  | "dialect";

/**
 * A connection as checks see it: of an asynchronous engine, or of a synchronous one, whose methods give the values themselves. A check awaits
 * both. What takes a function is left out, since a synchronous engine refuses one that gives a promise.
 */
export interface CheckConnection extends Pick<AsyncConnection, ConnectionMembers | typeof $runDDL> {
  begin(options?: TransactionOptions): Promise<CheckTransaction>;
  beginNested(): Promise<CheckTransaction>;
  beginTwophase(xid?: string): Promise<CheckTwoPhase>;
}

type EngineMembers = "dispose" | "dialect" | "driver" | "pool" | "url" | "echo";
/** An engine as checks see it, in the same way. */
export interface CheckEngine extends Pick<AsyncEngine, EngineMembers | typeof $runDDL> {
  connect(): Promise<CheckConnection>;
  rawConnection(): Promise<AsyncRawConnection>;
}

type SessionMembers =
  | "add"
  | "addAll"
  | "delete"
  | "merge"
  | "get"
  | "getOne"
  | "refresh"
  | "execute"
  | "scalars"
  | "scalar"
  | "flush"
  | "commit"
  | "rollback"
  | "expire"
  | "expireAll"
  | "expunge"
  | "expungeAll"
  | "close";
/** A session as checks see it, in the same way. */
export type CheckSession = Pick<AsyncSession, SessionMembers>;

/** The rows of a query, read bit by bit. */
export type CheckStream<R extends readonly unknown[]> = Pick<
  AsyncResult<R>,
  "all" | "fetchmany" | "fetchone" | "partitions" | "close" | "closed"
> &
  AsyncIterable<R>;

/** `await` takes plain values as well as promises of them: that is all the difference that checks may see. */
function awaited<T>(synchronous: object): T {
  return synchronous as T;
}

export function openEngine(url: string | URL, sync: boolean, options: EngineOptions): CheckEngine {
  return sync ? awaited<CheckEngine>(createEngine(url, options)) : createAsyncEngine(url, options);
}

export function openSession(bind: CheckConnection): CheckSession {
  return bind instanceof Connection
    ? awaited<CheckSession>(new Session(bind))
    : new AsyncSession(bind as AsyncConnection);
}

export async function openStream<S extends Executable>(
  connection: CheckConnection,
  statement: S,
  params: ExecuteParams | undefined,
  options: ExecutionOptions,
): Promise<CheckStream<RowsOf<S>>> {
  return connection instanceof Connection
    ? awaited<CheckStream<RowsOf<S>>>(connection.execute(statement, params, { streamResults: true, ...options }))
    : await (connection as AsyncConnection).stream(statement, params, options);
}
