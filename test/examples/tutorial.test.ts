// The tutorials as `npm run tutorial` runs them: built, in a process of their own, with the output that the tutorial promises.
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { noPostgresql, postgresqlUrl } from "../support/databases.ts";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../..");
const expected = readFileSync(join(import.meta.dirname, "tutorial.txt"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "athanor-tutorial-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function output(program: string, ...args: string[]): Promise<string> {
  const { stdout, stderr } = await run(process.execPath, [join(root, `build/examples/${program}.js`), ...args], {
    cwd: folder,
  });
  expect(stderr.replaceAll(/^.*ExperimentalWarning.*\n|^\(Use `node.*\n/gm, "")).toBe("");
  return stdout;
}

describe.each(["tutorial", "tutorial-async"])("%s", (program) => {
  it("prints the same on a fresh file and on the file that it left", async () => {
    rmSync(join(folder, "orm_tasks.db"), { force: true });
    expect(await output(program)).toBe(expected);
    expect(existsSync(join(folder, "orm_tasks.db"))).toBe(true);
    expect(await output(program)).toBe(expected);
  });

  it("runs on PGlite", async () => {
    expect(await output(program, "postgresql+pglite://")).toBe(expected);
  }, 60_000);

  it.skipIf(noPostgresql !== undefined)("runs on a PostgreSQL server, twice", async () => {
    expect(await output(program, postgresqlUrl)).toBe(expected);
    expect(await output(program, postgresqlUrl)).toBe(expected);
  });
});
