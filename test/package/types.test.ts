// The packed tarball, installed into a project of its own: its types hold under each TypeScript that users have,
// and the ways to import it resolve.
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { manyModels } from "../support/many-models.ts";
import { manyTables } from "../support/many-tables.ts";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../..");
const modules = join(root, "node_modules");
const project = mkdtempSync(join(tmpdir(), "athanor-package-"));
const tarballs = mkdtempSync(join(tmpdir(), "athanor-tarball-"));
let tarball = "";

const compilers = {
  "TypeScript 5.9": join(modules, "typescript-5.9/bin/tsc"),
  "TypeScript 6.0": join(modules, "typescript-6.0/bin/tsc"),
  "TypeScript 7.0": join(modules, "typescript/bin/tsc"),
};

/** What 100 models and 100 queries may cost: 101,600 type instantiations on 26 November 2026, linear in their number. */
const INSTANTIATIONS = 110_000;
/** What 50 tables of 15 columns and 49 queries may cost: 111,900 on 22 November 2026 (Kysely 231,000, Drizzle 388,000 for such a program). */
const TABLE_INSTANTIATIONS = 120_000;

const strict = {
  target: "es2022",
  lib: ["es2023", "esnext.disposable"],
  module: "nodenext",
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  erasableSyntaxOnly: true,
  skipLibCheck: false,
  types: ["node"],
};

/** What a program printed, whether or not it succeeded. */
async function output(file: string, args: readonly string[], cwd: string): Promise<{ ok: boolean; text: string }> {
  try {
    const { stdout, stderr } = await run(file, args, { cwd, maxBuffer: 1 << 26 });
    return { ok: true, text: stdout + stderr };
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    return { ok: false, text: `${stdout ?? ""}${stderr ?? String(error)}` };
  }
}

beforeAll(async () => {
  // `npm test` has built dist; the pack scripts would build it again under the tests that run beside this one.
  await run("npm", ["pack", "--ignore-scripts", "--pack-destination", tarballs], { cwd: root });
  tarball = join(tarballs, readdirSync(tarballs)[0]!);
  const installed = join(project, "node_modules/athanor");
  mkdirSync(installed, { recursive: true });
  await run("tar", ["-xzf", tarball, "-C", installed, "--strip-components=1"]);
  mkdirSync(join(project, "node_modules/@types"));
  symlinkSync(join(modules, "@types/node"), join(project, "node_modules/@types/node"));
  cpSync(join(root, "test/types"), join(project, "src"), {
    recursive: true,
    filter: (file) => !file.endsWith(".test.ts"), // those are run, not only compiled
  });
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "project", private: true, type: "module" }));
  writeFileSync(
    join(project, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: { ...strict, rewriteRelativeImportExtensions: true, declaration: true, rootDir: "src" },
      include: ["src"],
    }),
  );
}, 120_000);

afterAll(() => {
  rmSync(project, { recursive: true, force: true });
  rmSync(tarballs, { recursive: true, force: true });
});

describe("the packed tarball", () => {
  it.each(Object.entries(compilers))(
    "is typed under %s",
    async (version, compiler) => {
      const out = join(project, "out", version.replaceAll(/\W/g, "-"));
      const { ok, text } = await output(process.execPath, [compiler, "-p", ".", "--outDir", out], project);
      expect(text).toBe("");
      expect(ok).toBe(true);
      // A project that says no more than "strict", without Node's types: mutual references must not need other options.
      const plain = join(project, `${out.slice(out.lastIndexOf("/") + 1)}-plain.json`);
      const options = { target: "es2022", module: "esnext", moduleResolution: "bundler", strict: true, types: [] };
      const compilerOptions = { ...options, noEmit: true, allowImportingTsExtensions: true, skipLibCheck: false };
      writeFileSync(plain, JSON.stringify({ compilerOptions, include: ["src"] }));
      expect((await output(process.execPath, [compiler, "-p", plain], project)).text).toBe("");
      // What a library of models ships: the declarations that were just written must hold by themselves.
      const shipped = join(project, `${out.slice(out.lastIndexOf("/") + 1)}.json`);
      writeFileSync(
        shipped,
        JSON.stringify({ compilerOptions: { ...strict, noEmit: true }, include: [`${out}/**/*.d.ts`] }),
      );
      expect((await output(process.execPath, [compiler, "-p", shipped], project)).text).toBe("");
    },
    180_000,
  );

  it.each([
    ["100 models and 100 queries", INSTANTIATIONS, manyModels(100)],
    ["50 tables of 15 columns and 49 queries", TABLE_INSTANTIATIONS, manyTables(50)],
  ])(
    "types %s with less than %i instantiations",
    async (name, budget, program) => {
      const folder = join(project, `budget-${name.slice(0, name.indexOf(" "))}`);
      mkdirSync(folder);
      writeFileSync(join(folder, "main.ts"), program);
      const config = { compilerOptions: { ...strict, noEmit: true, skipLibCheck: true }, files: ["main.ts"] };
      writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
      const args = [compilers["TypeScript 7.0"], "-p", folder, "--singleThreaded", "--extendedDiagnostics"];
      const { ok, text } = await output(process.execPath, args, project);
      expect(ok, text).toBe(true);
      expect(Number(/^Instantiations:\s+(\d+)/m.exec(text)?.[1])).toBeLessThan(budget);
    },
    60_000,
  );

  it("resolves for every kind of importer (attw)", async () => {
    const attw = join(modules, "@arethetypeswrong/cli/dist/index.js");
    const { ok, text } = await output(process.execPath, [attw, tarball, "--profile", "esm-only", "--no-emoji"], root);
    expect(ok, text).toBe(true);
  }, 120_000);

  it("is well formed (publint)", async () => {
    const publint = join(modules, "publint/src/cli.js");
    const { ok, text } = await output(process.execPath, [publint, "run", tarball, "--strict"], root);
    expect(ok, text).toBe(true);
  }, 120_000);

  it("loads without any driver installed", async () => {
    const script = `
      import { createEngine, select, MetaData, integer } from "athanor";
      import { declarativeBase } from "athanor/orm";
      import * as sqlite from "athanor/sqlite";
      import * as postgresql from "athanor/postgresql";
      import * as mysql from "athanor/mysql";
      if (![createEngine, select, integer, declarativeBase].every((f) => typeof f === "function")) throw new Error("an export is missing");
      void [MetaData, sqlite, postgresql, mysql];
      console.log("loaded");`;
    writeFileSync(join(project, "load.mjs"), script);
    const { text } = await output(process.execPath, ["load.mjs"], project);
    expect(text.trim()).toBe("loaded");
  });

  it("carries what it should and nothing else", async () => {
    const { stdout } = await run("tar", ["-tzf", tarball]);
    const files = stdout
      .trim()
      .split("\n")
      .map((file) => file.replace(/^package\//, ""));
    expect(files).toContain("README.md");
    expect(files).toContain("LICENSE");
    expect(
      files.filter((file) => !/^(dist\/|src\/|package\.json$|README\.md$|LICENSE$|CHANGELOG\.md$)/.test(file)),
    ).toEqual([]);
    expect(files.filter((file) => file.endsWith(".d.ts")).length).toBeGreaterThan(0);
  });
});
