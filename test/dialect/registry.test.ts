import { describe, expect, it } from "vitest";
import { resolve } from "../../src/dialect/registry.ts";
import { runSync } from "../../src/flow/run.ts";
import { options } from "./helpers.ts";

describe("registry", () => {
  it("refuses dialects and drivers that it does not know, and names those that it does", () => {
    expect(() => resolve("oracle", true)).toThrow(
      /Unknown dialect "oracle"; expected one of: mariadb, mysql, postgresql, sqlite/,
    );
    expect(() => resolve("postgres", true)).toThrow(/Write "postgresql:\/\/" for "postgres:\/\/"/);
    expect(() => resolve("sqlite+pg", true)).toThrow(
      /expected one of: sqlite\+better-sqlite3, sqlite\+bun, sqlite\+node, sqlite\+worker/,
    );
  });
  it("chooses the pool by what the database can share", () => {
    expect(resolve("sqlite", true).dialect.poolKind(options())).toBe("static");
    expect(resolve("sqlite", true).dialect.poolKind(options({ database: "a.db" }))).toBe("queue");
    expect(resolve("sqlite", true).dialect.poolKind(options({ query: { mode: "memory", cache: "shared" } }))).toBe(
      "queue",
    );
    expect(resolve("sqlite+worker", false).dialect.poolKind(options())).toBe("single");
    expect(resolve("sqlite+worker", false).dialect.poolKind(options({ database: "a.db" }))).toBe("queue");
    expect(resolve("postgresql", true).dialect.poolKind(options())).toBe("queue");
    expect(resolve("postgresql+pglite", false).dialect.poolKind(options())).toBe("single");
    expect(resolve("postgresql+pglite", true).dialect.poolKind(options())).toBe("static");
  });
  it("knows MySQL and MariaDB as one dialect", () => {
    for (const name of ["mysql", "mariadb", "mysql+mysql2", "mariadb+mysql2"]) {
      const { dialect, driver } = resolve(name, false);
      expect([dialect.name, driver.name]).toEqual(["mysql", "mysql2"]);
      expect(dialect.quote("Order")).toBe("`Order`");
      expect(dialect.sqlFeatures.insertReturning).toBe(name.startsWith("mariadb"));
    }
  });
  it("checks options of a dialect", () => {
    expect(() => resolve("sqlite", true, { sqliteBeginMode: "NOW; DROP TABLE x" })).toThrow(
      /expected one of DEFERRED, IMMEDIATE, EXCLUSIVE/,
    );
    expect(() => runSync(resolve("sqlite", true).dialect.setIsolationLevel({} as never, "x"))).toThrow(
      /Invalid isolation level/,
    );
  });
});
