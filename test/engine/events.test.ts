import {
  ArgumentError,
  AsyncConnection,
  AsyncEngine,
  bindparam,
  Connection,
  contains,
  createAsyncEngine,
  createEngine,
  deleteFrom,
  Engine,
  type EngineOptions,
  type ExceptionContext,
  insert,
  integer,
  listen,
  MetaData,
  registerOptionNamespace,
  OperationalError,
  ProgrammingError,
  remove,
  select,
  string,
} from "athanor";
import type { ConnectionCore } from "../../src/engine/connection-core.ts";
import { isObserved } from "../../src/engine/observed-call.ts";
import { describe, expect, onTestFinished, test } from "vitest";
import { describeAsync, describeSync, sqliteDriver } from "../support/databases.ts";
import { captureStatements } from "../support/statements.ts";

function engine(options?: EngineOptions) {
  const made = createEngine(`${sqliteDriver}://`, options);
  onTestFinished(() => made.dispose());
  return made;
}

describe("listen", () => {
  test("class first, then engine, then connection, each in the order of registration", () => {
    const made = engine();
    using connection = made.connect();
    const seen: string[] = [];
    const onEvery = (): void => void seen.push("class");
    listen(Engine, "begin", onEvery);
    onTestFinished(() => remove(Engine, "begin", onEvery));
    listen(connection, "begin", () => seen.push("connection"));
    listen(made, "begin", () => seen.push("engine 2"));
    listen(made, "begin", () => seen.push("engine 1"), { insert: true });
    listen(made, "begin", () => seen.push("engine 3"));
    connection.begin().rollback();
    expect(seen).toEqual(["class", "engine 1", "engine 2", "engine 3", "connection"]);
  });

  test("of a class hears all its engines, made before or after, and no others", async () => {
    const before = engine();
    const seen: unknown[] = [];
    const hear = (connection: unknown): void => void seen.push((connection as Connection).engine);
    listen(Engine, "begin", hear);
    onTestFinished(() => {
      if (contains(Engine, "begin", hear)) remove(Engine, "begin", hear);
    });
    const after = engine();
    const asynchronous = createAsyncEngine(`${sqliteDriver}://`);
    onTestFinished(() => asynchronous.dispose());
    for (const made of [before, after]) made.begin(() => undefined);
    await asynchronous.begin(() => undefined);
    expect(seen).toEqual([before, after]);
    expect(contains(Engine, "begin", hear)).toBe(true);
    remove(Engine, "begin", hear);
    before.begin(() => undefined);
    expect(seen).toHaveLength(2);
    expect(() => listen(AsyncEngine, "begun" as never, (() => 1) as never)).toThrow(/no event "begun" on an engine/);
  });

  test("once: also a listener of the engine is gone after the first call on any connection", () => {
    const made = engine();
    let calls = 0;
    listen(made, "begin", () => void (calls += 1), { once: true });
    for (let i = 0; i < 3; i++) made.begin(() => undefined);
    expect(calls).toBe(1);
    expect(made.core.dispatch.active).toBe(false);
  });

  test("the same function registered twice runs twice; once takes away its own registration alone", () => {
    const made = engine();
    let calls = 0;
    const count = (): void => void (calls += 1);
    listen(made, "begin", count);
    listen(made, "begin", count, { once: true });
    made.begin(() => undefined);
    made.begin(() => undefined);
    expect(calls).toBe(3);
  });

  test("named: one object, by the names of the arguments", () => {
    const made = engine();
    const seen: unknown[] = [];
    listen(
      made,
      "beforeCursorExecute",
      ({ connection, cursor, statement, parameters, context, executemany }) => {
        seen.push(connection instanceof Connection, cursor !== undefined, statement, parameters);
        seen.push(context.statement, executemany);
        return [`${statement} + 1`, parameters];
      },
      { named: true, retval: true },
    );
    using connection = made.connect();
    expect(connection.execDriverSql("SELECT ?", [1]).scalar()).toBe(2);
    expect(seen).toEqual([true, true, "SELECT ?", [1], "SELECT ?", false]);
  });

  test("refuses what it cannot mean", () => {
    const made = engine();
    expect(() => listen(made, "begin", (() => 1) as never, { retval: true })).toThrow(/not used/);
    expect(() => listen(made, "begin", (() => 1) as never, { nmaed: true } as never)).toThrow(/Did you mean "named"/);
    expect(() => listen(made, "begin", undefined as never)).toThrow(ArgumentError);
    expect(() => listen(made, "beforeCursorExecut" as never, (() => 1) as never)).toThrow(ArgumentError);
    expect(() => listen({} as never, "begin" as never, (() => 1) as never)).toThrow(/no events/);
    expect(() => remove(made, "begin", (() => 1) as never)).toThrow(/not registered/);
  });
});

describe("cursor events", () => {
  test("are told what is sent, and may change it", () => {
    const made = engine();
    const seen: unknown[] = [];
    const before = (
      _connection: unknown,
      _cursor: unknown,
      sql: string,
      params: readonly unknown[],
      _context: unknown,
      many: boolean,
    ): void => {
      seen.push([sql, params, many]);
    };
    listen(made, "beforeCursorExecute", before);
    using connection = made.connect();
    connection.execDriverSql("SELECT ?", [1]);
    remove(made, "beforeCursorExecute", before);
    connection.execDriverSql("SELECT 2");
    expect(seen).toEqual([["SELECT ?", [1], false]]);
    listen(connection, "beforeCursorExecute", (_c, _cursor, sql, params) => [`${sql} + 1`, params], { retval: true });
    expect(connection.execDriverSql("SELECT 1").scalar()).toBe(2);
    listen(connection, "beforeCursorExecute", () => "SELECT 3", { retval: true });
    expect(() => connection.execDriverSql("SELECT 1")).toThrow(/must return \[statement, parameters\]/);
  });

  test("a listener that returns a promise on a sync engine is an error", () => {
    const made = engine();
    listen(made, "begin", async () => undefined);
    using connection = made.connect();
    expect(() => connection.execDriverSql("SELECT 1")).toThrow(/promise/);
  });

  test("an error of a listener comes out as it is, and stops the statement", () => {
    const made = engine();
    using connection = made.connect();
    connection.execDriverSql("CREATE TABLE t (a)");
    const mine = new Error("mine");
    listen(connection, "beforeCursorExecute", () => {
      throw mine;
    });
    expect(() => connection.execDriverSql("INSERT INTO t VALUES (1)")).toThrow(mine);
  });
});

describeSync("events", (database) => {
  test("the context is one object from before to after, with the time the database took", () => {
    const made = database.engine();
    const seen: unknown[] = [];
    listen(made, "beforeCursorExecute", (_c, _cursor, _sql, _params, context) => {
      context.info.set("mine", context);
      expect(context.duration).toBe(0);
    });
    listen(made, "afterCursorExecute", (_c, _cursor, _sql, _params, context) => {
      seen.push(context.info.get("mine") === context, context.duration > 0, context.compiled);
    });
    using connection = made.connect();
    connection.execDriverSql("SELECT 1");
    expect(seen).toEqual([true, true, undefined]);
  });

  test("tell of options, which listeners may change", () => {
    const made = database.engine();
    listen(made, "setConnectionExecutionOptions", (connection, options) => {
      expect(connection).toBeInstanceOf(Connection);
      options["app.shard"] = 2;
    });
    listen(made, "setEngineExecutionOptions", (given, options) => {
      expect(given).toBeInstanceOf(Engine);
      expect(given).not.toBe(made);
      options["app.tenant"] = `${String(options["app.tenant"])}!`;
      listen(given as Engine, "begin", () => seen.push("begin of the derived engine"));
    });
    registerOptionNamespace("app");
    const seen: string[] = [];
    const derived = made.executionOptions({ "app.tenant": "a" });
    expect(derived.getExecutionOptions()).toEqual({ "app.tenant": "a!" });
    expect(made.getExecutionOptions()).toEqual({});
    {
      using connection = derived.connect();
      connection.executionOptions({ loggingToken: "x" });
      expect(connection.core.options).toEqual({ "app.tenant": "a!", loggingToken: "x", "app.shard": 2 });
      connection.execDriverSql("SELECT 1");
    }
    made.begin(() => undefined);
    expect(seen).toEqual(["begin of the derived engine"]);
    derived.updateExecutionOptions({ "app.tenant": "b" });
    expect(derived.getExecutionOptions()).toEqual({ "app.tenant": "b!" });
  });

  test("engineConnect gets a connection that can be used", () => {
    const made = database.engine();
    const seen: unknown[] = [];
    listen(made, "engineConnect", (connection) => {
      connection.info.set("seen", true);
      seen.push((connection as Connection).execDriverSql("SELECT 40 + 2").scalar());
    });
    using connection = made.connect();
    expect(connection.info.get("seen")).toBe(true);
    expect(seen.map(Number)).toEqual([42]);
    listen(made, "engineDisposed", (given) => seen.push(given));
    made.dispose();
    expect(seen[1]).toBe(made);
  });

  test("handleError: a listener may throw, or give an error to the next one", () => {
    const made = database.engine();
    const seen: ExceptionContext[] = [];
    const mine = new Error("mine");
    const second = new Error("second");
    listen(made, "handleError", (context) => void seen.push(context));
    const give = () => mine;
    listen(made, "handleError", give, { retval: true });
    listen(made, "handleError", (context) => void seen.push({ ...context }));
    using connection = made.connect();
    expect(() => connection.execDriverSql("SELECT nonsense")).toThrow(mine);
    const [first, last] = seen;
    expect(first?.originalException).toBeInstanceOf(Error);
    expect(first?.athanorException.message).toContain("[SQL: SELECT nonsense]");
    expect(first?.athanorException.cause).toBe(first?.originalException);
    expect(first).toMatchObject({
      statement: "SELECT nonsense",
      parameters: [],
      isDisconnect: false,
      isPrePing: false,
    });
    expect([first?.connection, first?.engine, first?.dialect]).toEqual([connection, made, made.dialect]);
    expect(first?.executionContext?.statement).toBe("SELECT nonsense");
    expect(last?.chainedException).toBe(mine);
    remove(made, "handleError", give);
    connection.rollback();
    listen(made, "handleError", () => {
      throw second;
    });
    listen(made, "handleError", () => void seen.push(undefined as never));
    expect(() => connection.execDriverSql("SELECT nonsense")).toThrow(second);
    expect(seen.at(-1)).toBeDefined();
  });

  test("handleError: a listener may tell that the connection is lost", () => {
    const made = database.engine();
    listen(made, "handleError", (context) => {
      context.isDisconnect = context.originalException instanceof Error;
    });
    using connection = made.connect();
    let thrown: unknown;
    try {
      connection.execDriverSql("SELECT nonsense");
    } catch (error) {
      thrown = error;
    }
    expect((thrown as OperationalError).connectionInvalidated).toBe(true);
    expect(connection.invalidated).toBe(true);
    connection.rollback();
    expect(Number(connection.execDriverSql("SELECT 1").scalar())).toBe(1);
  });

  test("handleError: a statement of the listener's own that fails is not told again", () => {
    const made = database.engine({ isolationLevel: "AUTOCOMMIT" });
    let calls = 0;
    listen(made, "handleError", ({ connection }) => {
      calls += 1;
      connection?.execDriverSql("SELECT more_nonsense");
    });
    using connection = made.connect();
    expect(() => connection.execDriverSql("SELECT nonsense")).toThrow(/SELECT more_nonsense/);
    expect(calls).toBe(1);
  });
});

describeSync("beforeExecute and afterExecute", (database) => {
  registerOptionNamespace("app");
  const items = new MetaData().table("items", { id: integer().primaryKey(), name: string(20) });

  test("are told of statements and parameters as they were given", () => {
    const made = database.engine();
    const seen: unknown[][] = [];
    using connection = made.connect();
    items.create(connection);
    listen(made, "beforeExecute", (...args) => void seen.push(["before", ...args.slice(1)]));
    listen(made, "afterExecute", (given, statement, multiparams, params, options, result) => {
      expect(given).toBe(connection);
      seen.push(["after", statement, multiparams, params, options, result]);
    });
    const add = insert(items);
    const list = [
      { id: 1, name: "a" },
      { id: 2, name: "b" },
    ];
    const inserted = connection.execute(add, list, { "app.mine": 1 });
    const query = select(items.c.name).executionOptions({ "app.own": 2 });
    const rows = connection.execute(query);
    expect(rows.scalars().all().sort()).toEqual(["a", "b"]);
    const deleted = connection.execute(deleteFrom(items).where(items.c.id.eq(bindparam("which"))), { which: 1 });
    connection.execDriverSql("SELECT 1");
    expect(
      seen.map(([when, statement, multiparams, params]) => [
        when,
        statement === add,
        multiparams,
        { ...(params as object) },
      ]),
    ).toEqual([
      ["before", true, list, {}],
      ["after", true, list, {}],
      ["before", false, [], {}],
      ["after", false, [], {}],
      ["before", false, [], { which: 1 }],
      ["after", false, [], { which: 1 }],
    ]);
    expect([seen[0]?.[4], seen[2]?.[4]]).toEqual([{ "app.mine": 1 }, { "app.own": 2 }]);
    for (const [i, result] of [inserted, rows, deleted].entries()) expect(seen[i * 2 + 1]?.[5]).toBe(result);
  });

  test("are told of the DDL of createAll", () => {
    const made = database.engine();
    const seen: string[] = [];
    listen(made, "beforeExecute", (_c, statement) => void seen.push((statement as object).constructor.name));
    items.metadata.createAll(made);
    items.metadata.createAll(made);
    expect(seen).toEqual(["CreateTable"]);
  });

  test("with retval, statement and parameters are replaced", () => {
    const made = database.engine();
    using connection = made.connect();
    items.create(connection);
    listen(made, "beforeExecute", (_c, statement) => [statement, [], { id: 5, name: "five" }], {
      retval: true,
      once: true,
    });
    connection.execute(insert(items), { id: 1, name: "a" });
    const sent = captureStatements(made);
    listen(made, "beforeExecute", () => [select(items.c.id), []], { retval: true, once: true });
    expect(connection.execute(select(items.c.name)).scalars().all()).toEqual([5]);
    expect(sent).toHaveLength(1);
    listen(made, "beforeExecute", () => select(items.c.id), { retval: true });
    expect(() => connection.execute(select(items.c.name))).toThrow(/must return \[statement, multiparams, params\]/);
  });
});

describeSync("doExecute", (database) => {
  const items = new MetaData().table("items", { id: integer().primaryKey(), name: string(20) });

  test("may take the driver's place", () => {
    const made = database.engine();
    using connection = made.connect();
    items.create(connection);
    const seen: unknown[] = [];
    listen(made, "doExecute", (_cursor, statement, parameters, context) => {
      seen.push(statement, parameters, context.executemany);
      if (!statement.startsWith("SELECT items")) return undefined;
      return { rows: [[7, "made up"]], columns: ["id", "name"], rowcount: 1 };
    });
    listen(made, "doExecute", (_cursor, statement) => void seen.push(`second: ${statement}`));
    listen(made, "doExecutemany", (_cursor, _statement, sets) => ({
      rows: [],
      columns: undefined,
      rowcount: sets.length * 10,
    }));
    expect(
      connection
        .execute(select(items))
        .all()
        .map((row) => [...row]),
    ).toEqual([[7, "made up"]]);
    expect(Number(connection.execDriverSql("SELECT 1").scalar())).toBe(1);
    expect(seen.length).toBe(7);
    expect(seen.slice(1, 3)).toEqual([[], false]);
    expect(seen.slice(3, 4)).toEqual(["SELECT 1"]);
    expect(seen.at(-1)).toBe("second: SELECT 1");
    const sets = [
      { id: 1, name: "a" },
      { id: 2, name: "b" },
    ];
    expect(connection.execute(insert(items), sets, { useInsertmanyvalues: false }).rowcount).toBe(20);
    listen(made, "doExecute", () => [] as never, { insert: true });
    expect(() => connection.execDriverSql("SELECT 1")).toThrow(/gives \{ rows, columns, rowcount \}/);
  });
});

test("listeners of other events do not make statements be watched", () => {
  const made = engine();
  listen(made, "engineConnect", () => undefined);
  using connection = made.connect();
  listen(connection, "commit", () => undefined);
  const core = connection.core as ConnectionCore;
  expect([core.dispatch.active, isObserved(core)]).toEqual([true, false]);
  const hear = (): void => undefined;
  for (const target of [made, connection, Engine]) {
    listen(target, "afterCursorExecute", hear);
    expect(isObserved(core)).toBe(true);
    remove(target, "afterCursorExecute", hear);
    expect(isObserved(core)).toBe(false);
  }
});

describe("poolPrePing", () => {
  test("handleError may say that an error of the test means a lost connection", () => {
    const made = engine({ poolPrePing: true, poolclass: "queue" });
    made.connect().close();
    // What no database would say: an error of a proxy before it.
    const ping = () => {
      throw new Error("some error of a proxy");
    };
    Object.assign(made.dialect, { ping });
    const seen: ExceptionContext[] = [];
    expect(() => made.connect()).toThrow(/some error of a proxy/);
    made.connect().close();
    listen(made, "handleError", (context) => {
      seen.push(context);
      context.isDisconnect = context.isPrePing;
    });
    using connection = made.connect();
    expect(connection.execDriverSql("SELECT 1").scalar()).toBe(1);
    expect(seen[0]).toMatchObject({ isPrePing: true, connection: undefined });
  });
});

describe("a connection that cannot be opened", () => {
  test("is told to handleError, without a connection", async () => {
    const made = createAsyncEngine("postgresql://nobody@127.0.0.1:1/nothing");
    onTestFinished(() => made.dispose());
    const seen: ExceptionContext[] = [];
    listen(made, "handleError", (context) => void seen.push(context));
    await expect(made.connect()).rejects.toThrow(OperationalError);
    expect(seen[0]).toMatchObject({ connection: undefined, statement: undefined, isDisconnect: true });
    expect(seen[0]?.engine).toBe(made);
  });
});

describeAsync("events", (database) => {
  test("listeners are waited for, and may use the connection", async () => {
    const made = await database.engine();
    const seen: unknown[] = [];
    listen(made, "engineConnect", async (connection) => {
      expect(connection).toBeInstanceOf(AsyncConnection);
      const result = await connection.execDriverSql("SELECT 1");
      seen.push(Number(result.scalar()));
    });
    await using connection = await made.connect();
    listen(
      connection,
      "afterCursorExecute",
      async (given) => {
        const result = await given.execDriverSql("SELECT 2");
        seen.push(Number(result.scalar()), given.inTransaction());
      },
      { once: true },
    );
    await connection.execDriverSql("SELECT 3");
    expect(seen).toEqual([1, 2, true]);
  });

  test("all of a transaction, in order", async () => {
    const made = await database.engine();
    const seen: string[] = [];
    for (const name of ["begin", "commit", "rollback", "engineConnect"] as const)
      listen(made, name, () => void seen.push(name));
    for (const name of ["savepoint", "rollbackSavepoint", "releaseSavepoint"] as const)
      listen(made, name, (_connection, savepoint) => void seen.push(`${name} ${savepoint}`));
    await made.begin(async (connection) => {
      await connection.beginNested(() => undefined);
      await connection
        .beginNested(async () => {
          throw new Error("back");
        })
        .catch(() => undefined);
    });
    await using connection = await made.connect();
    await connection.execDriverSql("SELECT 1");
    await connection.rollback();
    expect(seen).toEqual([
      "engineConnect",
      "begin",
      "savepoint sa_savepoint_1",
      "releaseSavepoint sa_savepoint_1",
      "savepoint sa_savepoint_2",
      "rollbackSavepoint sa_savepoint_2",
      "commit",
      "engineConnect",
      "begin",
      "rollback",
    ]);
  });

  test("handleError may be waited for", async () => {
    const made = await database.engine();
    listen(
      made,
      "handleError",
      async ({ athanorException }) => {
        await Promise.resolve();
        return new ProgrammingError("mine", { cause: athanorException });
      },
      { retval: true },
    );
    await using connection = await made.connect();
    await expect(connection.execDriverSql("SELECT nonsense")).rejects.toThrow(/^mine/);
  });
});
