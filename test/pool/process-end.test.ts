// A program that has nothing more to do ends, whatever is in its pools.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { mysqlUrl, noMysql, noPostgresql, postgresqlUrl } from "../support/databases.ts";

const dist = new URL("../../dist/index.js", import.meta.url).href;
const root = fileURLToPath(new URL("../..", import.meta.url));

/** What a program writes that takes a connection, gives it back and closes nothing. */
async function output(program: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program], {
    cwd: root,
    timeout: 25_000,
  });
  return stdout.trim();
}

const asyncProgram = (url: string): string => `
  import { createAsyncEngine } from ${JSON.stringify(dist)};
  const engine = createAsyncEngine(${JSON.stringify(url)}, { poolSize: 3 });
  await Promise.all([1, 2, 3].map(async () => {
    const connection = await engine.connect();
    await connection.execDriverSql("SELECT 1");
    await connection.close();
  }));
  // What is taken again keeps the program alive until its answer is there.
  const again = await engine.connect();
  const answer = await again.execDriverSql("SELECT 41 + 1");
  await again.close();
  console.log(Number(answer.scalar()), engine.pool.checkedin());`;

const syncProgram = (url: string): string => `
  import { createEngine } from ${JSON.stringify(dist)};
  const engine = createEngine(${JSON.stringify(url)});
  const [one, two] = [engine.connect(), engine.connect()];
  one.close();
  console.log(Number(two.execDriverSql("SELECT 41 + 1").scalar()), engine.pool.checkedin());`;

test.skipIf(noPostgresql !== undefined)("pg and postgres.js", { timeout: 60_000 }, async () => {
  expect(await output(asyncProgram(postgresqlUrl))).toBe("42 3");
  expect(await output(asyncProgram(postgresqlUrl.replace("postgresql:", "postgresql+postgres:")))).toBe("42 3");
  expect(await output(syncProgram(postgresqlUrl))).toBe("42 1");
});

test.skipIf(noMysql !== undefined)("mysql2 and mariadb", { timeout: 60_000 }, async () => {
  expect(await output(asyncProgram(mysqlUrl.replace(/^\w+(\+\w+)?:/, "mysql+mysql2:")))).toBe("42 3");
  expect(await output(asyncProgram(mysqlUrl.replace(/^\w+(\+\w+)?:/, "mysql+mariadb:")))).toBe("42 3");
  expect(await output(syncProgram(mysqlUrl))).toBe("42 1");
});

test("SQLite", async () => {
  expect(await output(asyncProgram("sqlite://"))).toBe("42 1");
  expect(await output(syncProgram("sqlite://"))).toBe("42 0");
});
