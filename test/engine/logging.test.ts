import { PassThrough } from "node:stream";
import { bigInteger, createEngine, type EngineOptions, insert, type Logger, MetaData, select, string } from "athanor";
import { describe, expect, onTestFinished, test } from "vitest";
import { sqliteDriver } from "../support/databases.ts";

function engine(options?: EngineOptions) {
  const made = createEngine(`${sqliteDriver}://`, options);
  onTestFinished(() => made.dispose());
  return made;
}

/** A logger with levels, as console is one. */
function leveled() {
  const said: [string, string][] = [];
  const at = (level: string) => (text: string) => {
    said.push([level, text]);
  };
  return { said, logger: { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") } };
}

/** A logger that takes fields, as pino is one. */
function structured() {
  const records: { level: string; fields: Record<string, unknown>; text: string }[] = [];
  const at = (level: string) => (fields: Record<string, unknown>, text: string) => {
    records.push({ level, fields, text });
  };
  const logger = { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error"), bindings: () => ({}) };
  return { records, logger };
}

const slowSql =
  "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 3000) SELECT count(*) FROM n a, n b";

describe("a logger with levels", () => {
  test("gets each line at its level, without time", () => {
    const { said, logger } = leveled();
    engine({ logger, echo: "debug" }).begin((connection) => connection.execDriverSql("SELECT ? AS a", [7]));
    expect(said.map(([level]) => level)).toEqual(["info", "info", "info", "debug", "debug", "debug", "info"]);
    expect(said.filter((_, i) => i !== 3).map(([, text]) => text)).toEqual([
      "athanor.engine BEGIN (implicit)",
      "athanor.engine SELECT ? AS a",
      "athanor.engine [raw sql] (7,)",
      "athanor.engine Col ('a',)",
      "athanor.engine Row (7,)",
      "athanor.engine COMMIT",
    ]);
    expect(said[3]?.[1]).toMatch(/^athanor\.engine Took \d+\.\d\d ms, rows: 1$/);
  });

  test("that has children gets text all the same: winston's do not take fields first", () => {
    const { said, logger } = leveled();
    engine({ logger: { ...logger, child: () => logger } as Logger }).begin(() => undefined);
    expect(said).toEqual([
      ["info", "athanor.engine BEGIN (implicit)"],
      ["info", "athanor.engine COMMIT"],
    ]);
  });

  test("may lack levels", () => {
    const said: string[] = [];
    const logger: Logger = { info: (text: string) => said.push(text) };
    engine({ logger, echo: "debug", slowQueryThreshold: 0 }).begin((connection) =>
      connection.execDriverSql("SELECT 1"),
    );
    expect(said).toEqual([
      "athanor.engine BEGIN (implicit)",
      "athanor.engine SELECT 1",
      "athanor.engine [raw sql] ()",
      "athanor.engine COMMIT",
    ]);
  });
});

describe("a logger that takes fields", () => {
  test("gets one record a statement, with how long it took", () => {
    const { records, logger } = structured();
    const items = new MetaData().table("items", { id: bigInteger().primaryKey(), name: string() });
    const made = engine({ logger });
    made.begin((connection) => {
      connection.execDriverSql("CREATE TABLE items (id INTEGER, name TEXT)");
      connection.execute(insert(items), [
        { id: 1n, name: "a" },
        { id: 2n, name: "b" },
      ]);
      connection.executionOptions({ loggingToken: "job" }).execute(select(items.c.name).where(items.c.id.eq(1n)));
      expect(() => connection.execDriverSql("SELECT nonsense")).toThrow();
    });
    expect(records.map(({ level, text }) => [level, text])).toEqual([
      ["info", "BEGIN (implicit)"],
      ["info", "CREATE TABLE items (id INTEGER, name TEXT)"],
      ["info", "INSERT INTO items (id, name) VALUES (?, ?)"],
      ["info", "SELECT items.name \nFROM items \nWHERE items.id = ?"],
      ["info", "SELECT nonsense"],
      ["info", "COMMIT"],
    ]);
    const [, , inserted, selected, failed] = records.map(({ fields }) => fields);
    expect(inserted).toMatchObject({ logger: "athanor.engine", parameters: "[(1, 'a'), (2, 'b')]", rows: 2 });
    expect(selected).toMatchObject({ parameters: "(1,)", rows: 1, token: "job" });
    expect(selected?.["durationMs"]).toBeTypeOf("number");
    expect(selected?.["cache"]).toMatch(/^generated in/);
    expect(failed).toMatchObject({ failed: true, parameters: "()" });
  });

  test("pino itself", async () => {
    const { pino } = await import("pino");
    const stream = new PassThrough();
    const logger = pino({ level: "debug", base: null, timestamp: false }, stream);
    engine({ logger, echo: "debug", hideParameters: true }).begin((connection) =>
      connection.execDriverSql("SELECT ?", ["secret"]),
    );
    let written = "";
    // Newer Nodes give one chunk for each read.
    const next = (): Buffer | null => stream.read() as Buffer | null;
    for (let chunk = next(); chunk !== null; chunk = next()) written += chunk.toString();
    const lines = written
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ level, msg }) => [level, msg])).toEqual([
      [30, "BEGIN (implicit)"],
      [30, "SELECT ?"],
      [30, "COMMIT"],
    ]);
    expect(JSON.stringify(lines)).not.toContain("secret");
  });
});

describe("engine.echo", () => {
  test("may be set at any time; engines that were derived before keep what they had", () => {
    const { said, logger } = leveled();
    const made = engine({ logger, echo: false });
    const quiet = made.executionOptions({ loggingToken: "derived" });
    expect(made.echo).toBe(false);
    using connection = made.connect();
    connection.execDriverSql("SELECT 1");
    made.echo = "debug";
    expect(made.echo).toBe("debug");
    connection.execDriverSql("SELECT 2");
    quiet.begin((other) => other.execDriverSql("SELECT 3"));
    made.echo = false;
    connection.execDriverSql("SELECT 4");
    expect(said.map(([, text]) => text).filter((text) => text.includes("SELECT"))).toEqual(["athanor.engine SELECT 2"]);
    expect(said.some(([level]) => level === "debug")).toBe(true);
    expect(() => (made.echo = "loud" as never)).toThrow(/echo is true, false, "debug"/);
  });
});

describe("slow statements", () => {
  test("are warned of, also where nothing else is logged", () => {
    const { said, logger } = leveled();
    const made = engine({ logger, echo: false, slowQueryThreshold: 0 });
    made.begin((connection) => connection.execDriverSql(slowSql));
    expect(said.map(([level, line]) => [level, line.replace(/\d+\.\d\d/, "n").slice(0, 61)])).toEqual([
      ["warn", "athanor.engine Slow statement, took n ms: BEGIN"],
      ["warn", "athanor.engine Slow statement, took n ms: WITH RECURSIVE n(x)"],
      ["warn", "athanor.engine Slow statement, took n ms: COMMIT"],
    ]);
  });

  test("are those above the threshold, in milliseconds", () => {
    const { said, logger } = leveled();
    engine({ logger, echo: false, slowQueryThreshold: 60_000 }).begin((connection) =>
      connection.execDriverSql(slowSql),
    );
    expect(said).toEqual([]);
  });

  test("a failed one counts, and tells no parameters", () => {
    const { records, logger } = structured();
    const made = engine({ logger, echo: false, slowQueryThreshold: 0 });
    using connection = made.connect();
    expect(() => connection.execDriverSql("SELECT nonsense, ?", ["secret"])).toThrow();
    expect(records.map(({ level }) => level)).toEqual(["warn", "warn"]);
    expect(JSON.stringify(records)).not.toContain("secret");
  });
});

describe("hideParameters", () => {
  test("leaves rows out of the debug log, too", () => {
    const { said, logger } = leveled();
    engine({ logger, echo: "debug", hideParameters: true }).begin((connection) =>
      connection.execDriverSql("SELECT ?", ["secret"]),
    );
    expect(said.map(([, text]) => text).join("\n")).not.toContain("secret");
    expect(said.some(([, text]) => text.includes("hidden due to hideParameters=true"))).toBe(true);
  });
});
