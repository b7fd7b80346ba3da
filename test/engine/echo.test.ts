import { ArgumentError, createEngine, type EngineOptions, IntegrityError } from "athanor";
import { sqliteDriver } from "../support/databases.ts";
import { describe, expect, onTestFinished, test, vi } from "vitest";

function engine(options?: EngineOptions) {
  const made = createEngine(`${sqliteDriver}://`, options);
  onTestFinished(() => made.dispose());
  return made;
}
/** Lines without their timestamp. */
function logged(options: EngineOptions = {}): { options: EngineOptions; lines: string[] } {
  const lines: string[] = [];
  return {
    lines,
    options: {
      ...options,
      logger: { log: (line) => lines.push(line.replace(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} /, "")) },
    },
  };
}

describe("echo", () => {
  test("writes a transaction's lines", () => {
    const { lines, options } = logged();
    const made = engine(options);
    made.begin((connection) => {
      connection.execDriverSql("CREATE TABLE t (a INTEGER, b TEXT)");
      connection.execDriverSql("INSERT INTO t VALUES (?, ?)", [1, "it's"]);
      connection.execDriverSql("INSERT INTO t VALUES (?, ?)", [
        [1, null],
        [2, "b"],
      ]);
    });
    expect(lines).toEqual([
      "INFO athanor.engine BEGIN (implicit)",
      "INFO athanor.engine CREATE TABLE t (a INTEGER, b TEXT)",
      "INFO athanor.engine [raw sql] ()",
      "INFO athanor.engine INSERT INTO t VALUES (?, ?)",
      "INFO athanor.engine [raw sql] (1, 'it\\'s')",
      "INFO athanor.engine INSERT INTO t VALUES (?, ?)",
      "INFO athanor.engine [raw sql] [(1, null), (2, 'b')]",
      "INFO athanor.engine COMMIT",
    ]);
  });

  test("goes to console.log, or to a function", () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
    onTestFinished(() => log.mockRestore());
    engine({ echo: true }).begin(() => undefined);
    expect(log.mock.calls.map(([line]) => String(line).slice(24))).toEqual([
      "INFO athanor.engine BEGIN (implicit)",
      "INFO athanor.engine COMMIT",
    ]);
    const lines: string[] = [];
    engine({ echo: (line) => lines.push(line), loggingName: "mine" }).begin(() => undefined);
    expect(lines[0]).toContain("INFO athanor.engine.mine BEGIN");
  });

  test("is silent by default and with echo: false", () => {
    const log = vi.spyOn(console, "log");
    onTestFinished(() => log.mockRestore());
    const { lines, options } = logged({ echo: false });
    engine().begin(() => undefined);
    engine(options).begin(() => undefined);
    expect(log).not.toHaveBeenCalled();
    expect(lines).toEqual([]);
  });

  test("debug shows the rows; a token marks the lines", () => {
    const lines: string[] = [];
    const made = engine({ echo: "debug", logger: { log: (line) => lines.push(line.slice(24)) } });
    using connection = made.connect().executionOptions({ loggingToken: "worker 1" });
    connection.execDriverSql("SELECT 1 AS x, 'y' AS z");
    expect(lines.at(-1)).toBe("DEBUG athanor.engine [worker 1] Row (1, 'y')");
    expect(lines.at(-2)).toBe("DEBUG athanor.engine [worker 1] Col ('x', 'z')");
    expect(lines.at(-3)).toMatch(/^DEBUG athanor\.engine \[worker 1\] Took \d+\.\d\d ms, rows: 1$/);
  });

  test("hideParameters keeps values out of log and errors", () => {
    const { lines, options } = logged({ hideParameters: true });
    const made = engine(options);
    made.begin((connection) => {
      connection.execDriverSql("CREATE TABLE t (a TEXT UNIQUE)");
      connection.execDriverSql("INSERT INTO t VALUES (?)", ["secret"]);
    });
    let thrown: unknown;
    try {
      made.begin((connection) => connection.execDriverSql("INSERT INTO t VALUES (?)", ["secret"]));
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(IntegrityError);
    expect((thrown as IntegrityError).params).toBeUndefined();
    expect(String(thrown)).toContain("[SQL parameters hidden due to hideParameters=true]");
    expect(lines.join("\n") + String(thrown)).not.toContain("secret");
  });

  test("cuts long lists and long values", () => {
    const { lines, options } = logged();
    const made = engine(options);
    made.begin((connection) => {
      connection.execDriverSql("CREATE TABLE t (a TEXT)");
      connection.execDriverSql(
        "INSERT INTO t VALUES (?)",
        Array.from({ length: 100 }, (_, i) => [i]),
      );
      connection.execDriverSql("INSERT INTO t VALUES (?)", ["x".repeat(5000)]);
    });
    expect(lines[4]).toContain("displaying 10 of 100 total bound parameter sets");
    expect(lines[4]).toContain("(98,), (99,)]");
    expect(lines[6]).toContain("(4700 characters truncated)");
    expect(lines[6]!.length).toBeLessThan(500);
  });
});

describe("options", () => {
  test("unknown and meaningless ones are refused", () => {
    expect(() => engine({ ecko: true } as never)).toThrow(/Did you mean "echo"/);
    for (const bad of [
      { echo: "yes" },
      { poolSize: -1 },
      { queryCacheSize: 1.5 },
      { poolclass: "x" },
      { logger: {} },
      { logger: null },
      { slowQueryThreshold: -1 },
      { echoPool: "all" },
    ]) {
      expect(() => engine(bad as never)).toThrow(ArgumentError);
    }
  });
});
