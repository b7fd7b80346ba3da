// The checks of tools/ find what they are for: each is run on this source, where it must be content.
import { execFile } from "node:child_process";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../..");

it.each([
  ["check-layers.mjs", /every import goes down, no circles/],
  ["check-source.mjs", /error codes, each with its section/],
])("%s is content", async (tool, content) => {
  const { stdout } = await run(process.execPath, [join(root, "tools", tool)]);
  expect(stdout).toMatch(content);
});
