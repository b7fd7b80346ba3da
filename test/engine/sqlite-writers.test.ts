import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createEngine } from "athanor";
import { afterAll, expect, test } from "vitest";
import { sqliteDriver } from "../support/databases.ts";

const script = fileURLToPath(new URL("../support/sqlite-writers.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "athanor-writers-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PROCESSES = 8;
const WRITERS = 8;
const ROUNDS = 5;

test(
  "64 writers on one SQLite file, in 8 processes: all succeed, and nothing is lost",
  { timeout: 300_000 },
  async () => {
    const file = join(folder, "counter.db");
    const engine = createEngine(`${sqliteDriver}:///${file}?journal_mode=wal`);
    engine.begin((connection) => {
      connection.execDriverSql("CREATE TABLE counter (n INTEGER)");
      connection.execDriverSql("INSERT INTO counter VALUES (0)");
      connection.execDriverSql("CREATE TABLE entries (writer TEXT, round INTEGER, PRIMARY KEY (writer, round))");
    });
    const processes = Array.from({ length: PROCESSES }, (_, index) =>
      promisify(execFile)(process.execPath, [script, file, String(index), String(WRITERS), String(ROUNDS)]),
    );
    const repeated = (await Promise.all(processes)).map(({ stdout, stderr }) => {
      expect(stderr).toBe("");
      return Number(stdout);
    });
    using connection = engine.connect();
    const all = PROCESSES * WRITERS * ROUNDS;
    expect(connection.execDriverSql("SELECT n FROM counter").scalar()).toBe(all);
    expect(connection.execDriverSql("SELECT count(*) FROM entries").scalar()).toBe(all);
    expect(connection.execDriverSql("SELECT count(DISTINCT writer) FROM entries").scalar()).toBe(PROCESSES * WRITERS);
    // Without running transactions again it could not have been: some read what was out of date when they wrote.
    expect(repeated.reduce((sum, each) => sum + each)).toBeGreaterThan(0);
    expect(connection.execDriverSql("PRAGMA integrity_check").scalar()).toBe("ok");
    connection.close();
    engine.dispose();
  },
);
