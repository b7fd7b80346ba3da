import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runSync } from "../../src/flow/run.ts";
import { hasNodeSqlite } from "../../src/dialects/sqlite/drivers/node.ts";
import { open, type Opened, options } from "./helpers.ts";

/** The package's native part fits one Node version only. */
function hasBetterSqlite3(): boolean {
  try {
    new (createRequire(import.meta.url)("better-sqlite3"))(":memory:").close();
    return true;
  } catch {
    return false;
  }
}

const drivers = [...(hasBetterSqlite3() ? ["better-sqlite3"] : []), ...(hasNodeSqlite() ? ["node"] : [])];

describe.each(drivers)("sqlite+%s", (driver) => {
  let db: Opened;
  const run = (sql: string, params: readonly unknown[] = [], more = {}): any => db.connection.query(sql, params, more);
  const failure = (sql: string, params: readonly unknown[] = []): any => {
    try {
      run(sql, params);
    } catch (error) {
      return db.dialect.describeError(error);
    }
    throw new Error("nothing failed");
  };

  beforeEach(async () => {
    db = await open(`sqlite+${driver}`, true);
    run(
      "CREATE TABLE p (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, age INTEGER CONSTRAINT adult CHECK (age > 17))",
    );
    run("CREATE TABLE c (id INTEGER PRIMARY KEY, p_id INTEGER REFERENCES p(id))");
  });
  afterEach(() => db.dispose());

  it("gives values at once, as arrays, duplicate names included", () => {
    const result = run("SELECT 1 AS a, 2.5 AS a, 'x', x'00ff', NULL");
    expect(result.columns).toEqual(["a", "a", "'x'", "x'00ff'", "NULL"]);
    expect(result.rows[0].slice(0, 3)).toEqual([1, 2.5, "x"]);
    expect([...result.rows[0][3]]).toEqual([0, 255]);
    expect(result.rows[0][4]).toBeNull();
  });

  it("sends whole numbers as INTEGER, not as REAL", () => {
    expect(run("SELECT typeof(?), ? || 'x', 7 / ?, typeof(?)", [5, 5, 2, 1.5]).rows[0]).toEqual([
      "integer",
      "5x",
      3,
      "real",
    ]);
  });

  it("gives bigints exactly when they are asked for", () => {
    const big = 9007199254740993n;
    expect(run("SELECT ?", [big], { bigints: true }).rows[0][0]).toBe(big);
    expect(run("SELECT ?", [7], { bigints: false }).rows[0][0]).toBe(7);
  });

  it("reports counts and generated keys", () => {
    expect(run("INSERT INTO p (email) VALUES (?)", ["a"])).toMatchObject({
      rowcount: 1,
      lastInsertId: 1,
      columns: undefined,
    });
    const many: any = db.connection.executeMany("INSERT INTO p (email) VALUES (?)", [["b"], ["c"]]);
    expect(many).toMatchObject({ rowcount: 2, lastInsertIds: [2, 3] });
    expect(run("UPDATE p SET age = 20").rowcount).toBe(3);
    expect(run("INSERT INTO p (email) VALUES ('d') RETURNING id, email").rows).toEqual([[4, "d"]]);
    run("INSERT INTO p (id, email) VALUES (?, 'big')", [9007199254740993n]);
    expect(run("INSERT INTO p (email) VALUES ('next')").lastInsertId).toBe(9007199254740994n);
  });

  it("tells the kinds of integrity errors apart, with their constraints", () => {
    run("INSERT INTO p (email) VALUES ('a')");
    expect(failure("INSERT INTO p (email) VALUES ('a')")).toMatchObject({
      category: "integrity",
      integrityKind: "unique",
      constraint: "p.email",
    });
    expect(failure("INSERT INTO p (id, email) VALUES (1, 'b')")).toMatchObject({
      integrityKind: "unique",
      constraint: "p.id",
    });
    expect(failure("INSERT INTO p (email) VALUES (NULL)")).toMatchObject({
      integrityKind: "notNull",
      constraint: "p.email",
    });
    expect(failure("INSERT INTO p (email, age) VALUES ('x', 3)")).toMatchObject({
      integrityKind: "check",
      constraint: "adult",
    });
    expect(failure("INSERT INTO c (p_id) VALUES (99)")).toMatchObject({ integrityKind: "foreignKey" });
    expect(failure("SELEC 1")).toMatchObject({ category: "operational", driverCode: "SQLITE_ERROR" });
    expect(failure("SELECT ?", [2n ** 63n])).toMatchObject({ category: "data" });
  });

  it("finds tables and indexes, whatever their names", () => {
    run('CREATE TABLE "o""dd; --" (a INTEGER)');
    run('CREATE INDEX ix_a ON "o""dd; --" (a)');
    expect(runSync(db.dialect.hasTable(db.connection, 'o"dd; --'))).toBe(true);
    expect(runSync(db.dialect.hasTable(db.connection, "none"))).toBe(false);
    expect(runSync(db.dialect.hasIndex(db.connection, 'o"dd; --', "ix_a"))).toBe(true);
    expect(runSync(db.dialect.hasIndex(db.connection, "p", "ix_a"))).toBe(false);
  });

  it("reports the columns of a table that was altered after a statement on it was prepared", () => {
    expect(run("SELECT * FROM c").columns).toEqual(["id", "p_id"]);
    run("ALTER TABLE c RENAME COLUMN p_id TO parent");
    expect(run("SELECT * FROM c").columns).toEqual(["id", "parent"]);
  });

  it("keeps what a file holds, and reports SQLITE_BUSY as operational", async () => {
    const directory = mkdtempSync(join(tmpdir(), "athanor-"));
    try {
      const database = join(directory, "a.db");
      const one = await open(`sqlite+${driver}`, true, options({ database, query: { timeout: "0" } }));
      const two = await open(`sqlite+${driver}`, true, options({ database, query: { timeout: "0" } }));
      void one.connection.query("CREATE TABLE t (a INTEGER)", []);
      runSync(one.dialect.begin(one.connection));
      void one.connection.query("INSERT INTO t VALUES (1)", []);
      expect(one.connection.inTransaction).toBe(true);
      let description;
      try {
        void two.connection.query("INSERT INTO t VALUES (2)", []);
      } catch (error) {
        description = two.dialect.describeError(error);
      }
      expect(description).toMatchObject({ category: "operational", driverCode: "SQLITE_BUSY", isDisconnect: false });
      runSync(one.dialect.rollback(one.connection));
      expect((two.connection.query("SELECT count(*) FROM t", []) as any).rows).toEqual([[0]]);
      await one.dispose();
      await two.dispose();
      await expect(
        open(`sqlite+${driver}`, true, options({ database: join(directory, "no", "where.db") })),
      ).rejects.toThrow();
      await expect(
        open(`sqlite+${driver}`, true, options({ database: join(directory, "new.db"), query: { mode: "rw" } })),
      ).rejects.toThrow();
      expect(existsSync(join(directory, "new.db"))).toBe(false);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it("refuses options that it does not know", async () => {
    await expect(open(`sqlite+${driver}`, true, options({ query: { tmeout: "3" } }))).rejects.toThrow(
      /tmeout.*expected mode or timeout/,
    );
    await expect(open(`sqlite+${driver}`, true, options({ host: "data.db" }))).rejects.toThrow(/has no host/);
  });
});
