import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { athanor } from "./support.ts";

const root = resolve(import.meta.dirname, "../..");
const { version, bin } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  version: string;
  bin: Record<string, string>;
};

describe("the command athanor", () => {
  test("is what package.json says", () => {
    expect(bin).toEqual({ athanor: "dist/cli/main.js" });
    expect(readFileSync(join(root, bin["athanor"]!), "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  test("tells what it can do, and which version it is", async () => {
    for (const args of [["--help"], ["-h"], ["help"], ["generate", "--help"]]) {
      const { code, out, error } = await athanor(...args);
      expect([code, error]).toEqual([0, ""]);
      expect(out).toMatch(/athanor generate <url>/);
    }
    expect(await athanor("--version")).toEqual({ code: 0, out: `${version}\n`, error: "" });
  });

  test.each([
    [[], /A command is missing/],
    [["generates"], /There is no command "generates"/],
    [["generate"], /needs the URL of a database/],
    [["generate", "sqlite://", "more"], /takes one URL/],
    [["generate", "app.db"], /database URL cannot be read/],
    [["generate", "oracle://x"], /oracle/],
    [["generate", "sqlite://", "--outt", "x"], /Unknown option '--outt'/],
    [["generate", "sqlite://", "--out"], /--out/],
    [["generate", "sqlite://", "--out", ""], /--out needs a value/],
    [["generate", "sqlite://", "--tables", " , "], /--tables needs at least one name/],
  ])("does not understand %j", async (args, message) => {
    const { code, out, error } = await athanor(...args);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(error).toMatch(message);
    expect(error).toMatch(/athanor --help tells more/);
  });

  test.each([
    ["generate", "postgresql://app:s3cret%21word@127.0.0.1:1/x"],
    ["generate", "mysql://app:s3cret!word@127.0.0.1:1/x"],
    ["generate", "postgresql://app:s3cret!word@127.0.0.1:notaport/x"],
    ["generate", "nosuch://app:s3cret!word@host/x"],
    ["postgresql://app:s3cret!word@host/x"],
    ["generate", "sqlite://", "postgresql://app:s3cret!word@host/x"],
  ])("never shows a password: %j", async (...args) => {
    const { code, out, error } = await athanor(...args);
    expect(code).toBeGreaterThan(0);
    expect(error).toMatch(/^athanor: /);
    expect(out + error).not.toMatch(/s3cret/);
  });

  test("says which file it cannot read or write", async () => {
    const read = await athanor("generate", "sqlite:////no/such/folder/x.db");
    expect([read.code, read.out]).toEqual([1, ""]);
    expect(read.error).toMatch(/^athanor: sqlite:\/\/\/\/no\/such\/folder\/x\.db.*: \(/);
    // A database that is not there is not made.
    const folder = mkdtempSync(join(tmpdir(), "athanor-cli-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    expect((await athanor("generate", `sqlite:///${join(folder, "typo.db")}`)).code).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
    const written = await athanor("generate", "sqlite://", "--out", join(folder, "none", "models.ts"));
    expect([written.code, written.error]).toEqual([1, "athanor: The database has no tables.\n"]);
  });
});
