// SAFETY.md, line 5: a package that is loaded twice (ESM and CJS, or two versions) takes its twin's objects.
import { sqliteDriver } from "../support/databases.ts";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

type Package = typeof import("athanor");

const root = resolve(import.meta.dirname, "../..");
let folder = "";
let one: Package;
let two: Package;

/** What `npm test` built, copied to two folders: two modules graphs, as a bundler or a nested node_modules makes them. */
beforeAll(async () => {
  mkdirSync(join(root, "build"), { recursive: true });
  folder = mkdtempSync(join(root, "build", "copies-"));
  const load = async (name: string): Promise<Package> => {
    // Under node_modules, so that Node itself loads it rather than vitest.
    const copy = join(folder, name, "node_modules", "athanor");
    cpSync(join(root, "dist"), copy, { recursive: true });
    return (await import(/* @vite-ignore */ pathToFileURL(join(copy, "index.js")).href)) as Package;
  };
  one = await load("one");
  two = await load("two");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const usersOf = (p: Package) =>
  new p.MetaData().table("users", {
    id: p.integer().primaryKey(),
    name: p.string(80),
    active: p.boolean(),
    born: p.datetime(),
    nick: p.string(80).nullable(),
  });

describe("two copies of the package", () => {
  it("are two", () => {
    expect(one.ColumnElement).not.toBe(two.ColumnElement);
  });

  it("take each other's expressions, and write the same SQL", () => {
    const users = usersOf(one);
    const { c } = users;
    const write = (p: Package): string =>
      p
        .select(c.id, p.func.lower(c.name))
        .where(c.name.eq("x"), p.or(c.id.in([]), p.not(c.id.in([1])), p.and(c.active, c.nick.eq(one.nullValue()))))
        .orderBy(c.id.desc())
        .limit(2)
        .compile({ dialect: "sqlite" }).sql;
    expect(write(two)).toBe(write(one));
    const own = usersOf(two).c;
    expect(
      two
        .select(own.id)
        .where(own.nick.eq(one.nullValue() as never))
        .toString(),
    ).toMatch(/nick IS NULL/);
    expect(() => own.id.notIn([one.nullValue() as never])).toThrow(/NOT IN/);
    expect(two.exists(one.select(c.id)).where(c.id.eq(1)).toString()).toMatch(/EXISTS/);
    expect(two.cast(own.id, one.string()).toString()).toMatch(/CAST/);
  });

  it("execute each other's statements with the right types", () => {
    const engine = two.createEngine(`${sqliteDriver}://`);
    try {
      const users = usersOf(one);
      const born = new Date("2024-05-01T10:00:00Z");
      engine.begin((conn) => {
        conn.execute(
          two.text("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, active BOOLEAN, born TIMESTAMP, nick TEXT)"),
        );
        conn.execute(one.insert(users).values({ id: 1, name: "Anna", active: true, born }) as never);
        const rows = conn.execute(one.select(users).where(users.c.active, users.c.born.eq(born)) as never).all();
        expect(rows.map((row) => [...(row as Iterable<unknown>)])).toEqual([[1, "Anna", true, born, null]]);
        expect(() => conn.execute(two.select(users.c.id).where(users.c.name.eq({} as never)) as never)).toThrow(
          /eq\(\)/,
        );
      });
    } finally {
      engine.dispose();
    }
  });

  it("never give one number twice, which would mix up statements in the cache", () => {
    const a = usersOf(one);
    const b = new two.MetaData().table("others", { id: two.integer().primaryKey(), name: two.string(80) });
    expect(two.select(a.c.id).node.key).not.toBe(two.select(b.c.id).node.key);
    expect(a.c.id.node.key).not.toBe(b.c.id.node.key);
  });

  it("know each other by registered symbols, which JSON cannot carry", () => {
    const { c } = usersOf(one);
    const copy: unknown = JSON.parse(
      JSON.stringify({ kind: "expr", node: { kind: "literalColumn", text: "1=1", key: "k" } }),
    );
    for (const p of [one, two]) {
      expect(() => p.select(c.id).where(copy as never)).toThrow(/a condition expected/);
      expect(() => p.select(copy)).toThrow(/expected/);
      expect(() => c.name.eq(copy as never)).toThrow(/expected/);
    }
  });
});
