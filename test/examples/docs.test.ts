// Every program in the README and the docs compiles as a user's would, runs, and prints what its comments say.
import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../..");
const build = join(root, "build/docs");

interface Program {
  readonly name: string;
  readonly code: string;
}

/** A block that imports something from athanor is a whole program; others are excerpts. */
function programsOf(path: string): Program[] {
  const blocks = [...readFileSync(path, "utf8").matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code]) => code!);
  return blocks
    .filter((code) => /from "athanor/.test(code))
    .map((code, index) => ({ name: `${basename(path, ".md").toLowerCase()}-${index + 1}`, code }));
}

const pages = [join(root, "README.md"), ...readdirSync(join(root, "docs")).map((file) => join(root, "docs", file))];
const programs = pages.filter((page) => page.endsWith(".md")).flatMap(programsOf);

beforeAll(async () => {
  rmSync(build, { recursive: true, force: true });
  mkdirSync(build, { recursive: true });
  for (const { name, code } of programs) writeFileSync(join(build, `${name}.ts`), code);
  writeFileSync(
    join(build, "tsconfig.json"),
    JSON.stringify({
      extends: "../../tsconfig.programs.json",
      compilerOptions: { rootDir: ".", outDir: ".", noUnusedLocals: false, sourceMap: false },
      include: ["*.ts"],
      exclude: [], // else it is outDir, which is this folder
    }),
  );
  await run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", build]).catch((error: unknown) => {
    throw new Error((error as { stdout: string }).stdout, { cause: error });
  });
}, 60_000);

describe.each(programs)("$name", ({ name, code }) => {
  it("prints what it says", async () => {
    const said = [...code.matchAll(/console\.log\(.*\);\s*\/\/ (.*)$/gm)].map(([, line]) => line);
    const { stdout } = await run(process.execPath, [join(build, `${name}.js`)]);
    expect(stdout.trim().split("\n").filter(Boolean)).toEqual(said);
  });
});

it("the README's commands are scripts of the package", () => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const commands = [...readFileSync(join(root, "README.md"), "utf8").matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(
    ([, text]) => text!.trim(),
  );
  expect(commands).toEqual(["npm ci && npm run tutorial", "npm ci && npm test"]);
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(["tutorial", "test"]));
});
