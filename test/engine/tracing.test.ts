import diagnostics from "node:diagnostics_channel";
import { AsyncLocalStorage } from "node:async_hooks";
import {
  bindparam,
  createAsyncEngine,
  createEngine,
  deleteFrom,
  type EngineOptions,
  exists,
  func,
  insert,
  integer,
  MetaData,
  type QueryMessage,
  select,
  type StatementTracer,
  string,
  text,
  type TracedFailure,
  type TracedStatement,
  union,
  update,
} from "athanor";
import { maskLiterals } from "../../src/engine/mask-literals.ts";
import { declarativeBase, manyToOne, oneToMany, selectinload, Session } from "athanor/orm";
import { describe, expect, onTestFinished, test } from "vitest";
import { describeAsync, describeSync, noPostgresql, postgresqlUrl, sqliteDriver } from "../support/databases.ts";

function engine(options?: EngineOptions) {
  const made = createEngine(`${sqliteDriver}://`, options);
  onTestFinished(() => made.dispose());
  return made;
}

const metadata = new MetaData();
const owners = metadata.table("owners", { id: integer().primaryKey(), name: string(30) });
const pets = metadata.table("pets", {
  id: integer().primaryKey(),
  ownerId: integer().references("owners.id"),
  name: string(30),
});

type Phase = "start" | "end" | "asyncStart" | "asyncEnd" | "error";

/** What the channel says while the test runs. */
function subscribed(): [Phase, QueryMessage][] {
  const heard: [Phase, QueryMessage][] = [];
  const channel = diagnostics.tracingChannel<unknown, object>("athanor:query");
  const phase = (name: Phase) => (message: object) => void heard.push([name, message as QueryMessage]);
  const handlers = {
    start: phase("start"),
    end: phase("end"),
    asyncStart: phase("asyncStart"),
    asyncEnd: phase("asyncEnd"),
    error: phase("error"),
  };
  channel.subscribe(handlers);
  onTestFinished(() => {
    channel.unsubscribe(handlers);
  });
  return heard;
}

describe("the channel athanor:query", () => {
  test("tells of statements from start to end, with their result", () => {
    const heard = subscribed();
    const made = engine();
    made.begin((connection) => {
      connection.execDriverSql("CREATE TABLE t (a)");
      connection.execDriverSql("INSERT INTO t VALUES (?)", [[1], [2]]);
      connection.execDriverSql("SELECT a FROM t WHERE a > ?", [1]);
    });
    expect(heard.map(([phase]) => phase)).toEqual(["start", "end", "start", "end", "start", "end"]);
    const [, , , inserted, , selected] = heard.map(([, message]) => message);
    expect(inserted).toMatchObject({
      system: "sqlite",
      statement: "INSERT INTO t VALUES (?)",
      parameters: [[1], [2]],
      executemany: true,
    });
    expect(selected?.result).toMatchObject({ rows: [[2]], columns: ["a"] });
    expect(heard[4]?.[1]).toBe(selected);
  });

  test("tells of errors, and hides parameters that the engine hides", () => {
    const heard = subscribed();
    const made = engine({ hideParameters: true });
    using connection = made.connect();
    expect(() => connection.execDriverSql("SELECT nonsense + ?", ["secret"])).toThrow();
    expect(heard.map(([phase]) => phase)).toEqual(["start", "error", "end"]);
    expect(heard[1]?.[1].error).toBeInstanceOf(Error);
    expect(heard[1]?.[1].parameters).toBeUndefined();
  });

  test("carries stores into the driver's call", () => {
    const storage = new AsyncLocalStorage<QueryMessage>();
    const channel = diagnostics.tracingChannel("athanor:query");
    channel.start.bindStore(storage, (message) => message as QueryMessage);
    onTestFinished(() => void channel.start.unbindStore(storage));
    const made = engine();
    let seen: unknown;
    using connection = made.connect();
    const raw = made.rawConnection();
    (raw.driverConnection as { function?: (name: string, fn: () => number) => void }).function?.("probe", () => {
      seen = storage.getStore()?.statement;
      return 1;
    });
    expect(connection.execDriverSql("SELECT probe()").scalar()).toBe(1);
    expect(seen).toBe("SELECT probe()");
    raw.close();
  });

  test("without subscribers nothing is told, and nothing is made", () => {
    const made = engine();
    made.begin((connection) => connection.execDriverSql("SELECT 1"));
    expect(diagnostics.tracingChannel("athanor:query").hasSubscribers).toBe(false);
  });
});

describe("the channel athanor:connect", () => {
  test("tells of connections that are opened, and that cannot be", async () => {
    const heard: [string, unknown][] = [];
    const channel = diagnostics.tracingChannel<unknown, object>("athanor:connect");
    const phase = (name: string) => (message: object) => void heard.push([name, message]);
    const handlers = {
      start: phase("start"),
      end: phase("end"),
      asyncStart: phase("asyncStart"),
      asyncEnd: phase("asyncEnd"),
      error: phase("error"),
    };
    channel.subscribe(handlers);
    onTestFinished(() => {
      channel.unsubscribe(handlers);
    });
    engine().connect().close();
    expect(heard).toEqual([
      ["start", expect.objectContaining({ system: "sqlite", serverAddress: undefined })],
      ["end", expect.objectContaining({ result: expect.any(Object) })],
    ]);
    heard.length = 0;
    const nowhere = createAsyncEngine("postgresql://u:secret@127.0.0.1:1/base");
    onTestFinished(() => nowhere.dispose());
    await expect(nowhere.connect()).rejects.toThrow();
    expect(heard.map(([name]) => name)).toEqual(["start", "end", "error", "asyncStart", "asyncEnd"]);
    const message = heard[2]?.[1];
    expect(message).toMatchObject({
      system: "postgresql",
      database: "base",
      serverAddress: "127.0.0.1",
      serverPort: 1,
    });
    expect(JSON.stringify(message)).not.toContain("secret");
  });
});

describeAsync("the channel athanor:query", (database) => {
  test("tells of statements that were waited for", async () => {
    const made = await database.engine();
    await using connection = await made.connect();
    const heard = subscribed();
    await connection.execDriverSql("SELECT 40 + 2");
    await expect(connection.execDriverSql("SELECT nonsense")).rejects.toThrow();
    const waits = made.driver.isAsync;
    expect(heard.map(([phase]) => phase)).toEqual(
      waits
        ? ["start", "end", "asyncStart", "asyncEnd", "start", "end", "error", "asyncStart", "asyncEnd"]
        : ["start", "end", "start", "error", "end"],
    );
    const [, { system, serverAddress, serverPort }] = heard[0] as [Phase, QueryMessage];
    if (database.dialect === "sqlite")
      expect([system, serverAddress, serverPort]).toEqual(["sqlite", undefined, undefined]);
    else if (serverAddress !== undefined) {
      expect(system).toMatch(/^(postgresql|mysql|mariadb)$/);
      expect(serverPort).toBeTypeOf("number");
    }
  });
});

const transactionWords = ["BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "SET"];

/** A tracer that notes what it is told; of transactions apart. */
function noting() {
  const spans: { statement: TracedStatement; failure?: TracedFailure; ended: boolean; ran: boolean }[] = [];
  const commands: typeof spans = [];
  const tracer: StatementTracer = {
    start(statement) {
      const span: (typeof spans)[number] = { statement, ended: false, ran: false };
      (transactionWords.includes(statement.operation ?? "") ? commands : spans).push(span);
      return {
        context: { traceparent: `00-${"a".repeat(32)}-${"b".repeat(16)}-01`, tracestate: "x=y" },
        run(call) {
          span.ran = true;
          return call();
        },
        end: () => void (span.ended = true),
        fail: (failure) => void (span.failure = failure),
      };
    },
  };
  return { spans, commands, tracer };
}

describe("a tracer", () => {
  test("is told what each statement does to which tables, without values", () => {
    const { spans, tracer } = noting();
    const made = engine({ tracer });
    metadata.createAll(made);
    spans.length = 0;
    using connection = made.connect();
    connection.execute(insert(owners), [
      { id: 1, name: "secret" },
      { id: 2, name: "b" },
    ]);
    connection.execute(insert(pets).values({ id: 1, ownerId: 1, name: "secret" }));
    connection.execute(select(owners.c.name).where(owners.c.id.in([1, 2])));
    connection.execute(
      select(owners.c.name, func.count(pets.c.id)).join(pets, pets.c.ownerId.eq(owners.c.id)).groupBy(owners.c.name),
    );
    const his = pets.alias("his");
    connection.execute(select(owners.c.id).where(exists().where(his.c.ownerId.eq(owners.c.id))));
    connection.execute(select(select(pets.c.name).subquery("inner")));
    connection.execute(union(select(owners.c.name), select(pets.c.name)));
    connection.execute(
      update(pets)
        .where(pets.c.ownerId.in(select(owners.c.id).where(owners.c.name.eq("secret"))))
        .values({ name: "secret" }),
    );
    connection.execute(deleteFrom(pets).where(pets.c.name.eq(bindparam("x"))), { x: "secret" });
    connection.execute(text("SELECT name FROM owners WHERE name = 'secret' AND id > 17 AND id <> :id"), { id: 4 });
    connection.execDriverSql("INSERT INTO owners VALUES (7, 'secret')");
    expect(
      spans.map(({ statement: { operation, collections, batchSize } }) => [
        operation,
        collections.join(","),
        batchSize,
      ]),
    ).toEqual([
      ["INSERT", "owners", 2],
      ["INSERT", "pets", undefined],
      ["SELECT", "owners", undefined],
      ["SELECT", "owners,pets", undefined],
      ["SELECT", "owners,pets", undefined],
      ["SELECT", "pets", undefined],
      ["SELECT", "owners,pets", undefined],
      ["UPDATE", "pets,owners", undefined],
      ["DELETE", "pets", undefined],
      ["SELECT", "", undefined],
      ["INSERT", "", undefined],
    ]);
    for (const { statement, ended, ran } of spans) {
      expect([statement.system, ended, ran]).toEqual(["sqlite", true, true]);
      expect(statement.statement).not.toContain("secret");
    }
    expect(spans.at(-2)?.statement.statement).toBe("SELECT name FROM owners WHERE name = ? AND id > ? AND id <> ?");
    expect(spans.at(-1)?.statement.statement).toBe("INSERT INTO owners VALUES (?, ?)");
  });

  test("is told what a session does", () => {
    class Base extends declarativeBase() {}
    class Team extends Base.table("teams", {
      id: integer().primaryKey(),
      name: string(20),
      get players() {
        return oneToMany(() => Player, { backPopulates: "team" });
      },
    }) {}
    class Player extends Base.table("players", {
      id: integer().primaryKey(),
      teamId: integer().references("teams.id"),
      get team() {
        return manyToOne(() => Team, { backPopulates: "players" });
      },
    }) {}
    const { spans, tracer } = noting();
    const made = engine({ tracer });
    Base.metadata.createAll(made);
    spans.length = 0;
    using session = new Session(made);
    session.add(new Team({ name: "a", players: [new Player({}), new Player({})] }));
    session.commit();
    session
      .execute(select(Team).options(selectinload(Team.c.players)))
      .scalars()
      .all();
    session.get(Player, 2);
    expect(spans.map(({ statement: { operation, collections } }) => `${operation} ${collections.join(",")}`)).toEqual([
      "INSERT teams",
      "INSERT players",
      "SELECT teams",
      "SELECT players",
    ]);
  });

  test("is told how a statement failed", () => {
    const { spans, tracer } = noting();
    const made = engine({ tracer });
    using connection = made.connect();
    expect(() => connection.execDriverSql("SELECT nonsense")).toThrow();
    expect(spans[0]?.failure).toMatchObject({ message: "no such column: nonsense" });
    expect(spans[0]?.failure?.statusCode).toMatch(/SQLITE|^1$/);
    const hiding = noting();
    const hidden = engine({ tracer: hiding.tracer, hideParameters: true });
    using other = hidden.connect();
    expect(() => other.execDriverSql("SELECT nonsense")).toThrow();
    expect(hiding.spans[0]?.failure?.message).toBeUndefined();
  });

  test("gives its trace context to SQL comments", () => {
    const { tracer } = noting();
    const lines: string[] = [];
    const logger = { info: (line: string) => lines.push(line) };
    const made = engine({ tracer, logger, sqlComments: { app: "x", traceparent: true, tracestate: true } });
    made.begin((connection) => connection.execDriverSql("SELECT 1"));
    expect(lines[1]).toBe(
      `athanor.engine SELECT 1 /*app='x',traceparent='00-${"a".repeat(32)}-${"b".repeat(16)}-01',tracestate='x%3Dy'*/`,
    );
  });

  test("what is none is refused", () => {
    expect(() => engine({ tracer: {} as never })).toThrow(/tracer is an object with start/);
  });
});

describeSync("a tracer", (database) => {
  test("is told of transactions, too", () => {
    const { commands, tracer } = noting();
    const made = database.engine({ tracer });
    using connection = made.connect();
    connection.begin(() => connection.beginNested(() => undefined));
    connection.begin().rollback();
    const said = commands.map(({ statement, ended }) => [statement.operation, statement.statement, ended]);
    expect(said).toEqual([
      ["BEGIN", "BEGIN", true],
      ["SAVEPOINT", "SAVEPOINT sa_savepoint_1", true],
      ["RELEASE", "RELEASE SAVEPOINT sa_savepoint_1", true],
      ["COMMIT", "COMMIT", true],
      ["BEGIN", "BEGIN", true],
      ["ROLLBACK", "ROLLBACK", true],
    ]);
  });

  test("knows the system and its codes", () => {
    const { spans, tracer } = noting();
    const made = database.engine({ tracer });
    using connection = made.connect();
    owners.create(connection);
    connection.execute(insert(owners).values({ id: 1, name: "a" }));
    expect(() => connection.execute(insert(owners).values({ id: 1, name: "a" }))).toThrow();
    const { statement, failure } = spans.at(-1) as (typeof spans)[number];
    const expected = {
      sqlite: ["sqlite", /^SQLITE_CONSTRAINT|^1555$/],
      postgresql: ["postgresql", /^23505$/],
      mysql: ["mariadb", /^1062$/],
    } as const;
    const [system, code] = expected[database.dialect];
    expect(statement.system).toBe(system);
    expect(failure?.statusCode).toMatch(code);
    expect(statement.serverPort).toBeUndefined();
  });
});

describe.skipIf(noPostgresql !== undefined)("on PostgreSQL", () => {
  test("a port that is not the usual one is told", async () => {
    const { spans, tracer } = noting();
    const made = createAsyncEngine(postgresqlUrl, { tracer });
    onTestFinished(() => made.dispose());
    await made.begin((connection) => connection.execDriverSql("SELECT 1"));
    const { host, port = 5432, database } = made.url;
    expect(spans[0]?.statement).toMatchObject({
      system: "postgresql",
      namespace: database,
      serverAddress: host,
      serverPort: port === 5432 ? undefined : port,
    });
  });
});

describe("values that stand in SQL text", () => {
  test.each([
    ["SELECT 'a', 'it''s', 12, -1.5e-3, 0xFF, x'00', .5", true, "SELECT ?, ?, ?, -?, ?, x?, ?"],
    ["SELECT t1.a1, $1, ?2, :p3, @v4 FROM t1", true, "SELECT t1.a1, $1, ?2, :p3, @v4 FROM t1"],
    [`SELECT "a 1", \`b 2\`, [c 3] FROM "t's"`, true, `SELECT "a 1", \`b 2\`, [c 3] FROM "t's"`],
    [`SELECT "secret"`, false, "SELECT ?"],
    ["SELECT $$secret$$, $x$it's secret$x$, 1", true, "SELECT ?, ?, ?"],
    ["SELECT 1 -- secret 'x\n, 2 /* secret ' */ FROM t", true, "SELECT ? \n, ?  FROM t"],
    ["SELECT 'a\\', 'secret'", true, "SELECT ?"],
    ["SELECT 'secret", true, "SELECT ?"],
    ["SELECT /* secret", true, "SELECT"],
    ["SELECT straße1, 数2, '密' FROM t", true, "SELECT straße1, 数2, ? FROM t"],
  ])("%s", (given, quotes, expected) => {
    expect(maskLiterals(given, quotes)).toBe(expected);
  });
});
