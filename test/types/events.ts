// Listeners: typed by event, by position or by name.
import {
  AsyncEngine,
  type Connection,
  type ConnectionPoolEntry,
  Engine,
  type EventConnection,
  type ExecutionContext,
  listen,
  type Logger,
  Pool,
  QueuePool,
  remove,
  createEngine,
  integer,
  select,
  string,
  text,
} from "athanor";
import {
  type AsyncSession,
  type AsyncSessionTransaction,
  asyncSessionmaker,
  declarativeBase,
  Session,
  SessionBase,
  sessionmaker,
  type SessionTransaction,
} from "athanor/orm";
import { type Equal, same } from "./equal.ts";

declare const engine: Engine;
declare const either: Engine | AsyncEngine;
declare const connection: Connection;

listen(engine, "beforeCursorExecute", (given, _cursor, statement, parameters, context, many) => {
  same<Equal<typeof given, EventConnection>>();
  same<Equal<typeof statement, string>>();
  same<Equal<typeof parameters, readonly unknown[]>>();
  same<Equal<typeof context, ExecutionContext>>();
  same<Equal<typeof many, boolean>>();
  return [statement, parameters];
});
listen(Engine, "rollbackTwophase", (_given, xid, isPrepared) => [xid.length, !isPrepared], { once: true });
listen(AsyncEngine, "savepoint", async (given, name) => {
  await given.execDriverSql(name);
});
listen(either, "begin", (given) => given.inTransaction());
listen(connection, "commit", () => undefined);
listen(
  engine,
  "afterCursorExecute",
  ({ statement, executemany, context }) => [statement.length, !executemany, context.duration],
  { named: true },
);
listen(engine, "doConnect", async (_dialect, options) => {
  options.password = "token";
});

// @ts-expect-error no such event
listen(engine, "beforeBegin", () => undefined);
// @ts-expect-error a savepoint's name is a string
listen(engine, "savepoint", (_given: EventConnection, name: number) => name);
// @ts-expect-error no such argument
listen(engine, "begin", ({ statement }) => statement, { named: true });
// @ts-expect-error the context says what happened; it cannot be changed
listen(engine, "afterCursorExecute", (_c, _cursor, _s, _p, context) => (context.duration = 1));

createEngine("sqlite://", { logger: console, echo: false, slowQueryThreshold: 200 });
const mine: Logger = { log: (line) => line.length };
createEngine("sqlite://", { logger: mine });
// @ts-expect-error not a logger
createEngine("sqlite://", { logger: { write: () => undefined } });

createEngine("sqlite://", { sqlComments: { application: "shop", traceparent: true } });
createEngine("sqlite://", { sqlComments: (context) => ({ many: context.executemany }) });
// @ts-expect-error no such option
createEngine("sqlite://", { ecko: true });
// @ts-expect-error milliseconds are a number
createEngine("sqlite://", { slowQueryThreshold: "200" });
// @ts-expect-error a tag is a string, number or boolean
createEngine("sqlite://", { sqlComments: { application: {} } });
engine.echo = "debug";
// @ts-expect-error no such level
engine.echo = "loud";

// Pools: on an engine, on its pool, on all engines and all pools.
listen(engine, "checkout", (raw, record, proxy) => {
  same<Equal<typeof raw, unknown>>();
  same<Equal<typeof record, ConnectionPoolEntry>>();
  same<Equal<typeof proxy.isValid, boolean>>();
});
listen(AsyncEngine, "connect", async (_raw, record) => {
  await record.dbapiConnection?.query("SELECT 1", []);
});
listen(either, "closeDetached", (raw) => raw);
listen(engine.pool, "reset", (_raw, _record, { transactionWasReset }) => !transactionWasReset);
listen(Pool, "checkin", ({ record }) => record.info.get("x"), { named: true });
// @ts-expect-error a connection has no pool
listen(connection, "checkout", () => undefined);
// @ts-expect-error a pool has no transactions
listen(engine.pool, "begin", () => undefined);
// @ts-expect-error what is lent cannot be closed by a listener
listen(engine, "checkout", (_raw, _record, proxy) => proxy.close());

createEngine("sqlite://", { poolclass: "assertion", poolResetOnReturn: null, poolTraceCheckouts: true });
createEngine("sqlite://", { poolclass: QueuePool });
// @ts-expect-error no such kind
createEngine("sqlite://", { poolclass: "fifo" });
// @ts-expect-error a class goes into poolclass
createEngine("sqlite://", { pool: QueuePool });
// Sessions: the listener gets the kind of session that it listens to.
declare const session: Session;
declare const asyncSession: AsyncSession;
listen(session, "beforeFlush", (given, flushContext, instances) => {
  same<Equal<typeof given, Session>>();
  same<Equal<typeof flushContext.session, Session>>();
  same<Equal<typeof instances, null>>();
});
listen(Session, "afterBegin", (given, transaction, began) => {
  same<Equal<typeof given, Session>>();
  same<Equal<typeof transaction, SessionTransaction>>();
  same<Equal<typeof began, Connection>>();
});
listen(sessionmaker(engine), "pendingToPersistent", (given, instance) => {
  same<Equal<typeof given, Session>>();
  same<Equal<typeof instance, object>>();
});
listen(asyncSession, "afterBegin", async (given, transaction, began) => {
  same<Equal<typeof given, AsyncSession>>();
  same<Equal<typeof transaction, AsyncSessionTransaction>>();
  await began.execute(select(text("1")));
});
listen(asyncSessionmaker(), "beforeCommit", async (given) => {
  await given.flush();
});
listen(SessionBase, "transientToPending", (given) => {
  same<Equal<typeof given, SessionBase>>();
});
listen(Session, "afterSoftRollback", ({ previousTransaction }) => previousTransaction.nested, { named: true });
// @ts-expect-error -- no such event
listen(session, "beforeFlsh", () => undefined);
// @ts-expect-error -- a session has no cursor
listen(session, "beforeCursorExecute", () => undefined);

// Mapped classes: the listener gets objects of the class.
class Base extends declarativeBase() {
  audit(): string {
    return "who";
  }
}
class User extends Base.table("users", { id: integer().primaryKey(), name: string() }) {
  get display(): string {
    return this.name;
  }
}
class Task extends Base.table("tasks", { id: integer().primaryKey(), title: string() }) {}

listen(User, "beforeInsert", (mapper, given, target) => {
  same<Equal<typeof target, User>>();
  same<Equal<typeof given, EventConnection>>();
  return mapper.localTable;
});
listen(User, "init", (target, args) => {
  same<Equal<typeof target, User>>();
  same<Equal<typeof args, unknown[]>>();
});
listen(User, "expire", (target, attrs) => {
  same<Equal<typeof attrs, readonly string[] | null>>();
  return target.display;
});
listen(Base, "load", (target, context) => {
  same<Equal<typeof target, Base>>();
  return context.session;
});
const onDelete = (_mapper: unknown, _connection: unknown, target: User): string => target.name;
listen(User, "afterDelete", onDelete, { propagate: true });
remove(User, "afterDelete", onDelete);
// @ts-expect-error -- no such event
listen(User, "beforeInsrt", () => undefined);
// @ts-expect-error -- the target is a User
listen(User, "load", (target: Task) => target.title);
