import { PGlite } from "@electric-sql/pglite";
import {
  ArgumentError,
  asyncEngineFromConfig,
  bigInteger,
  createAsyncEngine,
  createEngine,
  CreateEnginePlugin,
  engineFromConfig,
  type EngineOptions,
  func,
  IdentifierError,
  insert,
  integer,
  json,
  listen,
  makeUrl,
  MetaData,
  NoSuchModuleError,
  type PluginOptions,
  registerPlugin,
  select,
  string,
  text,
  type URL,
} from "athanor";
import { Client } from "pg";
import { describe, expect, onTestFinished, test } from "vitest";
import { describeAsync, describeSync, noPostgresql, postgresqlUrl, sqliteDriver } from "../support/databases.ts";
import { captureStatements } from "../support/statements.ts";

const memory = `${sqliteDriver}://`;

function engine(options?: EngineOptions) {
  const made = createEngine(memory, options);
  onTestFinished(() => made.dispose());
  return made;
}

describe("options", () => {
  test("what is none is refused, with the name that was meant", () => {
    expect(() => engine({ ecko: true } as never)).toThrow(/no option "ecko"\. Did you mean "echo"/);
    expect(() => engine({ pool_size: 5 } as never)).toThrow(/Did you mean "poolSize"/);
    expect(() => engine({ host: "x" } as never)).toThrow(/goes into connectArgs/);
    expect(() => engine({ mysqlThing: 1 } as never)).toThrow(/no option "mysqlThing"/);
    expect(() => engine(["x"] as never)).toThrow(ArgumentError);
    expect(() => engine(null as never)).toThrow(/second argument is an object of options; got null/);
  });

  test.each<[keyof EngineOptions, unknown, RegExp]>([
    ["poolSize", "5", /poolSize is a whole number of at least 0; got '5'/],
    ["poolSize", -1, /at least 0/],
    ["maxOverflow", 1.5, /whole number/],
    ["poolTimeout", Number.NaN, /poolTimeout is a number/],
    ["queryCacheSize", null, /got null/],
    ["insertmanyvaluesPageSize", 0, /at least 1/],
    ["slowQueryThreshold", -1, /at least 0/],
    ["poolPrePing", "yes", /poolPrePing is true or false/],
    ["hideParameters", 1, /true or false/],
    ["loggingName", 1, /loggingName is a string/],
    ["poolclass", "QueuePool", /poolclass is "queue", "single", "static", "null", "assertion" or a class/],
    ["connectArgs", ["x"], /connectArgs is an object; got a list/],
    ["executionOptions", "x", /executionOptions is an object/],
    ["jsonSerializer", "x", /jsonSerializer is a function/],
    ["creator", {}, /creator is a function/],
    ["plugins", "x", /plugins is a list/],
    ["isolationLevel", "NONE", /Invalid isolation level/],
  ])("%s: %j is refused", (name, value, message) => {
    expect(() => engine({ [name]: value })).toThrow(ArgumentError);
    expect(() => engine({ [name]: value })).toThrow(message);
  });

  test("undefined is as if the option were not given", () => {
    expect(engine({ poolSize: undefined, echo: undefined, creator: undefined }).name).toBe("sqlite");
  });
});

describe("maxIdentifierLength and labelLength", () => {
  const numbers = new MetaData().table("numbers", { id: integer().primaryKey(), quiteALongName: integer() });

  test("names that are made up are cut", () => {
    const made = engine({ labelLength: 12 });
    using connection = made.connect();
    numbers.create(connection);
    connection.execute(insert(numbers).values({ id: 1, quiteALongName: 7 }));
    const sent = captureStatements(made);
    const row = connection.execute(select(func.max(numbers.c.quiteALongName), numbers.c.quiteALongName.add(1))).one();
    expect([...row]).toEqual([7, 8]);
    expect(sent[0]?.sql).toBe(
      'SELECT max(numbers."quiteALongName") AS max_1, numbers."quiteALongName" + ? AS anon_1 \nFROM numbers',
    );
    const tiny = select(func.max(numbers.c.quiteALongName), func.min(numbers.c.id));
    expect(tiny.compile({ dialect: made.dialect }).sql).toContain("AS max_1, min(numbers.id) AS min_1");
    const short = engine({ labelLength: 5 });
    expect(tiny.compile({ dialect: short.dialect }).sql).toContain("AS _1, min(numbers.id) AS _2");
  });

  test("DDL refuses what is longer than the database takes", () => {
    const made = engine({ maxIdentifierLength: 10 });
    expect(() => numbers.create(made)).toThrow(IdentifierError);
    expect(() => numbers.create(made)).toThrow(/"quiteALongName" is longer than the 10 characters/);
    expect(() => engine({ maxIdentifierLength: 10, labelLength: 11 })).toThrow(/labelLength is 11/);
    expect(() => createAsyncEngine("postgresql://h/x", { labelLength: 64 })).toThrow(/at most 63 characters/);
  });
});

describeSync("jsonSerializer and jsonDeserializer", (database) => {
  test("write and read JSON", () => {
    const made = database.engine({
      jsonSerializer: (value) =>
        JSON.stringify(value, (_, each: unknown) => (typeof each === "bigint" ? { n: String(each) } : each)),
      jsonDeserializer: (given) =>
        JSON.parse(given, (_, each: unknown) =>
          each !== null && typeof each === "object" && "n" in each ? BigInt(each.n as string) : each,
        ),
    });
    const papers = new MetaData().table("papers", { id: integer().primaryKey(), data: json<unknown>().nullable() });
    using connection = made.connect();
    papers.create(connection);
    connection.execute(insert(papers), [
      { id: 1, data: { big: 2n ** 60n, list: [1n] } },
      { id: 2, data: null },
      { id: 3, data: json.NULL },
    ]);
    expect(connection.execute(select(papers.c.data).orderBy(papers.c.id)).scalars().all()).toEqual([
      { big: 2n ** 60n, list: [1n] },
      null,
      null,
    ]);
  });
});

test("a jsonSerializer that gives no text is an error", () => {
  const made = engine({ jsonSerializer: () => undefined as never });
  const papers = new MetaData().table("papers", { id: integer().primaryKey(), data: json() });
  using connection = made.connect();
  papers.create(connection);
  expect(() => connection.execute(insert(papers).values({ id: 1, data: {} }))).toThrow(/jsonSerializer gives text/);
});

describe("creator and doConnect", () => {
  /** A connection of the driver's own package, as a user has one. */
  function raw(): unknown {
    const taken = engine().rawConnection();
    onTestFinished(() => taken.close());
    const database = taken.driverConnection as { exec(sql: string): void };
    database.exec("CREATE TABLE mine (a)");
    return database;
  }

  test("creator opens connections in place of the driver", () => {
    const mine = raw();
    let calls = 0;
    const made = engine({
      creator() {
        calls += 1;
        return mine;
      },
    });
    for (let i = 0; i < 2; i++) {
      using connection = made.connect();
      expect(connection.execDriverSql("SELECT count(*) FROM mine").scalar()).toBe(0);
      expect(connection.execDriverSql("PRAGMA foreign_keys").scalar()).toBe(1);
    }
    expect(calls).toBe(1);
  });

  test("a creator that gives nothing is an error; a promise is one on a sync engine", () => {
    expect(() => engine({ creator: () => undefined }).connect()).toThrow(
      /creator gives a connection of the driver's package/,
    );
    expect(() => engine({ creator: async () => raw() }).connect()).toThrow(/promise/);
    expect(() => createEngine("postgresql://h/x", { creator: () => ({}) })).toThrow(/use createAsyncEngine/i);
  });

  test("connections of PGlite and pg", async () => {
    const instance = new PGlite();
    onTestFinished(async () => {
      if (!instance.closed) await instance.close();
    });
    await instance.exec("CREATE TABLE mine (a INTEGER)");
    const within = createAsyncEngine("postgresql+pglite://", { creator: () => instance });
    onTestFinished(() => within.dispose());
    await using first = await within.connect();
    expect(await first.scalar(text("SELECT count(*)::int FROM mine"))).toBe(0);
    if (noPostgresql !== undefined) return;
    const { host, port, username, password, database } = makeUrl(postgresqlUrl);
    const opened: Client[] = [];
    const server = createAsyncEngine("postgresql://somewhere.invalid/else", {
      async creator() {
        const client = new Client({ host, port, user: username, password, database, application_name: "mine" });
        await client.connect();
        opened.push(client);
        return client;
      },
    });
    onTestFinished(() => server.dispose());
    await using second = await server.connect();
    expect(await second.scalar(text("SHOW application_name"))).toBe("mine");
    for (const n of [1, 2, 3]) expect(await second.scalar(text("SELECT :n + 1"), { n })).toBe(n + 1);
    await using third = await server.rawConnection();
    expect(third.driverConnection).toBe(opened[1]);
  });

  test("doConnect may change what the driver gets, or open the connection", async () => {
    const made = createAsyncEngine(`${memory}/nowhere/at/all.db`);
    onTestFinished(() => made.dispose());
    await expect(made.connect()).rejects.toThrow(/nowhere/);
    listen(made, "doConnect", async (dialect, options) => {
      await Promise.resolve();
      expect([dialect, options.database]).toEqual([made.dialect, "nowhere/at/all.db"]);
      options.database = undefined;
    });
    await using connection = await made.connect();
    expect((await connection.execDriverSql("PRAGMA database_list")).first()?.[2]).toBe("");
    expect(String(made.url)).toContain("nowhere");
  });

  test("the first doConnect listener that gives a connection wins", () => {
    const made = engine();
    const mine = raw();
    let later = 0;
    listen(made, "doConnect", () => undefined);
    listen(made, "doConnect", () => mine);
    listen(made, "doConnect", () => void (later += 1));
    using connection = made.connect();
    expect(connection.execDriverSql("SELECT count(*) FROM mine").scalar()).toBe(0);
    expect(later).toBe(0);
  });
});

describe("plugins", () => {
  const calls: unknown[] = [];

  class Recorder extends CreateEnginePlugin {
    constructor(url: URL, options: PluginOptions) {
      super(url, options);
      calls.push(["made", String(url), { ...options }]);
      options["loggingName"] = `${String(options["loggingName"])}!`;
      delete options["recorderFile"];
    }
    override updateUrl(url: URL): URL {
      calls.push(["updateUrl", String(url)]);
      return url.differenceUpdateQuery(["recorder_arg"]);
    }
    override handleDialectKwargs(dialect: string, options: PluginOptions): void {
      calls.push(["dialect", dialect, { ...options }]);
      options["sqliteBeginMode"] = "IMMEDIATE";
    }
    override handlePoolKwargs(poolclass: string, options: PluginOptions): void {
      calls.push(["pool", poolclass, options["poolSize"]]);
    }
    override engineCreated(made: unknown): void {
      calls.push(["created", made]);
    }
  }
  registerPlugin("test_recorder", Recorder);

  test("by name in the URL: change URL and options, see the engine", () => {
    calls.length = 0;
    const lines: string[] = [];
    const echo = (line: string): void => void lines.push(line);
    const made = createEngine(`${memory}/?plugin=test_recorder&recorder_arg=1&timeout=3`, { echo, loggingName: "a" });
    onTestFinished(() => made.dispose());
    expect(calls).toEqual([
      ["made", `${memory}/?plugin=test_recorder&recorder_arg=1&timeout=3`, { echo, loggingName: "a" }],
      ["updateUrl", `${memory}/?recorder_arg=1&timeout=3`],
      ["dialect", "sqlite", {}],
      ["pool", "static", undefined],
      ["created", made],
    ]);
    expect(String(made.url)).toBe(`${memory}/?timeout=3`);
    made.begin(() => undefined);
    expect(lines[0]).toContain("athanor.engine.a! BEGIN");
  });

  test("several, by name and by class, in order; options of their own are taken out", () => {
    const order: string[] = [];
    class First extends CreateEnginePlugin {
      override engineCreated(): void {
        order.push("first");
      }
    }
    class Second extends First {
      override engineCreated(): void {
        order.push("second");
      }
    }
    registerPlugin("test_first", First);
    calls.length = 0;
    const options = { plugins: ["test_recorder", Second], recorderFile: "x" };
    using made = createEngine(`${memory}?plugin=test_first`, options as EngineOptions);
    expect(order).toEqual(["first", "second"]);
    expect(calls[0]).toEqual(["made", `${memory}?plugin=test_first`, options]);
    expect(String(made.url)).toBe(memory);
  });

  test("an unknown one is refused", () => {
    expect(() => createEngine(`${memory}?plugin=test_recoder`)).toThrow(NoSuchModuleError);
    expect(() => createEngine(`${memory}?plugin=test_recoder`)).toThrow(/Did you mean "test_recorder"/);
    expect(() => engine({ plugins: [1 as never] })).toThrow(/name of one, or its class/);
  });

  test("of an async engine", async () => {
    calls.length = 0;
    const made = createAsyncEngine(memory, { plugins: [Recorder] });
    await made.dispose();
    expect(calls.at(-1)).toEqual(["created", made]);
  });
});

describe("engineFromConfig", () => {
  test("reads text as what each option is", () => {
    const lines: string[] = [];
    const made = engineFromConfig(
      {
        "athanor.url": memory,
        "athanor.hideParameters": "yes",
        "athanor.pool_recycle": "50.5",
        "athanor.queryCacheSize": "0",
        "athanor.logging_name": "17",
        "athanor.isolationLevel": "READ UNCOMMITTED",
        "athanor.sqliteBeginMode": "IMMEDIATE",
        "other.poolSize": "x",
      },
      { echo: (line) => lines.push(line) },
    );
    onTestFinished(() => made.dispose());
    expect([made.core.echo.hideParameters, made.core.cache.size, made.core.isolationLevel]).toEqual([
      true,
      0,
      "READ UNCOMMITTED",
    ]);
    made.begin(() => undefined);
    expect(lines[0]).toContain("INFO athanor.engine.17 BEGIN");
  });

  test("from the environment", async () => {
    const environment = {
      DB_URL: memory,
      DB_POOL_SIZE: "2",
      DB_ECHO: "debug",
      DB_PLUGINS: "test_env, test_env",
      HOME: "/",
    };
    const made: string[] = [];
    class Env extends CreateEnginePlugin {
      override handlePoolKwargs(_poolclass: string, options: PluginOptions): void {
        made.push(String(options["poolSize"]));
      }
    }
    registerPlugin("test_env", Env);
    const sync = engineFromConfig(environment, { prefix: "DB_" });
    const asynchronous = asyncEngineFromConfig(environment, { prefix: "DB_", poolSize: 3 });
    expect([sync.core.echo.debug, asynchronous.core.echo.enabled]).toEqual([true, true]);
    expect(made).toEqual(["2", "2", "3", "3"]);
    sync.dispose();
    await asynchronous.dispose();
  });

  test.each(["true", "Yes", "on", "y", "T", "1"])("%j is true", (word) => {
    using made = engineFromConfig({ url: memory, hideParameters: word }, { prefix: "" });
    expect(made.core.echo.hideParameters).toBe(true);
  });
  test.each(["false", "no", "OFF", "n", "f", "0"])("%j is false", (word) => {
    using made = engineFromConfig({ url: memory, hideParameters: word }, { prefix: "" });
    expect(made.core.echo.hideParameters).toBe(false);
  });

  test("values that are no text stay as they are", () => {
    const url = makeUrl(memory);
    using made = engineFromConfig({ "athanor.url": url, "athanor.executionOptions": { loggingToken: "x" } });
    expect(made.url).toBe(url);
    expect(made.getExecutionOptions()).toEqual({ loggingToken: "x" });
  });

  test.each<[Record<string, unknown>, RegExp]>([
    [{}, /has no "athanor\.url"/],
    [{ url: memory }, /another prefix than "athanor\."/],
    [{ "athanor.url": memory, "athanor.pool_size": "many" }, /athanor\.pool_size is 'many'; expected a whole number/],
    [{ "athanor.url": memory, "athanor.poolSize": "1e3" }, /expected a whole number/],
    [{ "athanor.url": memory, "athanor.echo": "maybe" }, /athanor\.echo is 'maybe'/],
    [{ "athanor.url": memory, "athanor.poolsiez": "1" }, /Did you mean "poolSize"/],
    [{ "athanor.url": memory, "athanor.pool_size": "1", "athanor.poolSize": "1" }, /has poolSize twice/],
    [{ "athanor.url": memory, "athanor.connectArgs": "{}" }, /cannot be read from text/],
  ])("%j is refused", (config, message) => {
    expect(() => engineFromConfig(config)).toThrow(ArgumentError);
    expect(() => engineFromConfig(config)).toThrow(message);
  });
});

describeSync("rawConnection", (database) => {
  test("is the driver's own connection; what was left open in it is rolled back", () => {
    const made = database.engine({ poolclass: "queue" });
    made.begin((connection) => connection.execDriverSql("CREATE TABLE t (a INTEGER)"));
    const raw = made.rawConnection();
    raw.info.set("mine", 1);
    if (database.dialect === "sqlite") {
      (raw.driverConnection as { exec(sql: string): void }).exec("BEGIN; INSERT INTO t VALUES (1)");
    } else expect(raw.driverConnection).toBeUndefined();
    expect(made.pool.checkedout()).toBe(1);
    raw.close();
    raw.close();
    expect(made.pool.checkedout()).toBe(0);
    using connection = made.connect();
    expect(Number(connection.execDriverSql("SELECT count(*) FROM t").scalar())).toBe(0);
    expect(connection.info.get("mine")).toBe(1);
  });

  test("invalidate takes it out of the pool", () => {
    const made = database.engine({ poolclass: "queue" });
    const raw = made.rawConnection();
    raw.info.set("mine", 1);
    raw.invalidate();
    using again = made.rawConnection();
    expect(again.info.get("mine")).toBeUndefined();
  });
});

describeAsync("rawConnection", (database) => {
  test("is the driver's own connection", async () => {
    const made = await database.engine();
    await using raw = await made.rawConnection();
    expect(raw.driverConnection).toBeTypeOf("object");
    expect(made.pool.checkedout()).toBe(1);
  });
});

describe("an engine", () => {
  test("insertmanyvaluesPageSize is an option of every execution, which others stand over", () => {
    const made = engine({ insertmanyvaluesPageSize: 7 });
    expect(made.getExecutionOptions()).toEqual({ insertmanyvaluesPageSize: 7 });
    const own = engine({ insertmanyvaluesPageSize: 7, executionOptions: { insertmanyvaluesPageSize: 9 } });
    expect(own.getExecutionOptions()).toEqual({ insertmanyvaluesPageSize: 9 });
  });

  test("clearCompiledCache: the next execution compiles anew", () => {
    const lines: string[] = [];
    const made = engine({ echo: (line) => lines.push(line) });
    const items = new MetaData().table("items", { id: bigInteger().primaryKey(), name: string() });
    using connection = made.connect();
    items.create(connection);
    const query = select(items.c.name);
    for (let i = 0; i < 2; i++) connection.execute(query);
    made.clearCompiledCache();
    connection.execute(query);
    const badges = lines.filter((line) => /\[(generated|cached)/.test(line)).map((line) => /\[(\w+)/.exec(line)?.[1]);
    expect(badges).toEqual(["generated", "cached", "generated"]);
  });
});
