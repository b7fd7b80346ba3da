import { inspect } from "node:util";
import {
  ArgumentError,
  createAsyncEngine,
  createEngine,
  makeUrl,
  NoSuchModuleError,
  URL,
  type UrlParts,
} from "athanor";
import { describe, expect, onTestFinished, test } from "vitest";
import { sqliteDriver } from "../support/databases.ts";

/** The parts that are there. */
function parts(url: URL): Partial<UrlParts> {
  const { drivername, username, password, host, port, database, query } = url;
  const all = { drivername, username, password, host, port, database, query: { ...query } };
  return Object.fromEntries(
    Object.entries(all).filter(
      ([name, value]) => value !== undefined && (name !== "query" || Object.keys(value).length > 0),
    ),
  );
}

describe("makeUrl", () => {
  test.each<[string, Partial<UrlParts>]>([
    ["db://", {}],
    ["db+driver://", { drivername: "db+driver" }],
    ["db+my-driver://h", { drivername: "db+my-driver", host: "h" }],
    ["db:///", { database: "" }],
    ["db://h", { host: "h" }],
    ["db://h/", { host: "h", database: "" }],
    ["db://h/base", { host: "h", database: "base" }],
    ["db://h:", { host: "h" }],
    ["db://h:81/base", { host: "h", port: 81, database: "base" }],
    ["db://10.0.0.7:1521", { host: "10.0.0.7", port: 1521 }],
    ["db://u@h", { username: "u", host: "h" }],
    ["db://u:p@h", { username: "u", password: "p", host: "h" }],
    ["db://u:@h", { username: "u", password: "", host: "h" }],
    ["db://:p@h", { username: "", password: "p", host: "h" }],
    ["db://u:p@/base", { username: "u", password: "p", database: "base" }],
    ["db://u:p@h:70//var/x.db", { username: "u", password: "p", host: "h", port: 70, database: "/var/x.db" }],
    ["db:///a/b/c.db", { database: "a/b/c.db" }],
    ["db:////var/data/a.db", { database: "/var/data/a.db" }],
    ["db:////srv/_u@example.org/a.db", { database: "/srv/_u@example.org/a.db" }],
    ["db:///:memory:", { database: ":memory:" }],
    ["db:///D:/data/a.db?x=1", { database: "D:/data/a.db", query: { x: "1" } }],
    ["db:///D:\\data\\a.db", { database: "D:\\data\\a.db" }],
    ["db://h/a?x=1&y=2", { host: "h", database: "a", query: { x: "1", y: "2" } }],
    ["db://h/?x=1", { host: "h", database: "", query: { x: "1" } }],
    ["db://h?x=1", { host: "h", query: { x: "1" } }],
    ["db://h:81?x=1", { host: "h", port: 81, query: { x: "1" } }],
    ["db://h:81?x=a@b", { host: "h", port: 81, query: { x: "a@b" } }],
    ["db://h?x=a/b@c", { host: "h", query: { x: "a/b@c" } }],
    ["db://h/a@b", { host: "h", database: "a@b" }],
    ["db://h/a?x=1&x=2&y=3&x=4", { host: "h", database: "a", query: { x: ["1", "2", "4"], y: "3" } }],
    ["db://h/a?x%3D=%26&y=a+b%2B&z=&w", { host: "h", database: "a", query: { "x=": "&", y: "a b+", z: "", w: "" } }],
    ["db://h/a?__proto__=1", { host: "h", database: "a", query: { ["__proto__"]: "1" } }],
    ["db://u%40v:a%2Fb%3A%40@h/x%40y%3Fz", { username: "u@v", password: "a/b:@", host: "h", database: "x@y?z" }],
    ["db://u v+w:a b+c@h/my base+x", { username: "u v+w", password: "a b+c", host: "h", database: "my base+x" }],
    ["db://ü🐍:pä@h", { username: "ü🐍", password: "pä", host: "h" }],
    ["db://u:p#q@h/a#b", { username: "u", password: "p#q", host: "h", database: "a#b" }],
    // What nobody could take for something else.
    ["db://u:p@ss@h/x", { username: "u", password: "p@ss", host: "h", database: "x" }],
    ["db://u:pa/ss@h/x", { username: "u", password: "pa/ss", host: "h", database: "x" }],
    ["db://u:pa?ss@h/x", { username: "u", password: "pa?ss", host: "h", database: "x" }],
    ["db://u:p/a@s/s@h:1/x", { username: "u", password: "p/a", host: "s", database: "s@h:1/x" }],
    ["db://u:p/a@s@h:1/x", { username: "u", password: "p/a@s", host: "h", port: 1, database: "x" }],
    [
      "db://u@[2001:db8::7]:54/x?y=1",
      { username: "u", host: "2001:db8::7", port: 54, database: "x", query: { y: "1" } },
    ],
    ["db://[::1]/x@y", { host: "::1", database: "x@y" }],
    ["db://u@%2Fvar%2Frun/x", { username: "u", host: "/var/run", database: "x" }],
    ["db://u@a:1,b,[::1]:3/x", { username: "u", database: "x", query: { host: ["a:1", "b", "[::1]:3"] } }],
  ])("reads %s, and writes it so that it reads the same", (text, expected) => {
    const url = makeUrl(text);
    expect(parts(url)).toEqual({ drivername: "db", ...expected });
    expect(parts(makeUrl(url.renderAsString({ hidePassword: false })))).toEqual(parts(url));
    expect(makeUrl(url)).toBe(url);
  });

  test.each([
    "",
    "db",
    "db:/x",
    "jdbc:db://x",
    "d b://x",
    "db://h:port/x",
    "db://h:1e3/x",
    "db://::1/x",
    "db://u:%zz@h/x",
    "db://u:%ff@h/x",
    "db://[::1/x",
    "db://[::1]5/x",
    "db://h:99999/x",
    "db://secret:5432/my@base",
    "db://a,,b/x",
    "db://a,b/x?host=c",
    " db://h",
    "db://h/x\n",
  ])("refuses %j without showing it", (text) => {
    expect(() => makeUrl(text)).toThrow(ArgumentError);
    expect(() => makeUrl(text)).toThrow(/cannot be read/);
    try {
      makeUrl(text);
    } catch (error) {
      expect(String(error)).not.toContain("secret");
    }
  });

  test.each([[undefined], [null], [42], [new globalThis.URL("db://h")], [{ drivername: "db" }]])(
    "refuses %s, which is no URL",
    (given) => {
      expect(() => makeUrl(given as never)).toThrow(/Expected a database URL as a string/);
      expect(() => createEngine(given as never)).toThrow(ArgumentError);
    },
  );

  test.each([
    ["postgres://u:secret@h/x", /Write "postgresql:\/\/" for "postgres:\/\/"/],
    ["mysql2://u:secret@h/x", /Write "mysql:\/\/"/],
    ["sqlite3:///x", /Write "sqlite:\/\/"/],
    ["postgresq://h/x", /Did you mean "postgresql"/],
    ["postgresql+psycopg2://u:secret@h/x", /expected one of: postgresql\+/],
  ])("%s is known elsewhere; the error says how it is written here", (text, message) => {
    expect(() => createEngine(text)).toThrow(NoSuchModuleError);
    expect(() => createEngine(text)).toThrow(message);
    expect(() => createAsyncEngine(text)).not.toThrow(/secret/);
  });
});

describe("URL.create", () => {
  const url = URL.create({
    drivername: "postgresql",
    username: "u v",
    password: "p@:/?#%é+!'()*",
    host: "h",
    port: 1,
    database: "d/e f?g",
    query: { b: "2", a: ["1", "x y&="] },
  });

  test("encodes what it must", () => {
    expect(url.renderAsString({ hidePassword: false })).toBe(
      "postgresql://u v:p%40%3A%2F%3F%23%25%C3%A9+%21%27%28%29%2A@h:1/d/e f%3Fg?a=1&a=x+y%26%3D&b=2",
    );
    expect(makeUrl(url.renderAsString({ hidePassword: false })).equals(url)).toBe(true);
  });

  test("has the words of its dialect", () => {
    const psql = URL.create({ drivername: "postgresql+pglite" });
    expect([psql.getBackendName(), psql.getDriverName()]).toEqual(["postgresql", "pglite"]);
    expect(url.getDriverName()).toBe("pg");
    expect(url.getDialect().name).toBe("postgresql");
    expect(() => URL.create({ drivername: "nothing" }).getDialect()).toThrow(NoSuchModuleError);
  });

  test("set gives a copy", () => {
    const other = url.set({ host: "other", password: undefined, query: { c: "3" } });
    expect(String(other)).toBe("postgresql://u v@other:1/d/e f%3Fg?c=3");
    expect(url.host).toBe("h");
    for (const change of [
      { drivername: "x" },
      { username: "x" },
      { password: "x" },
      { host: "x" },
      { database: "x" },
    ]) {
      const changed = url.set(change);
      expect(changed.equals(url)).toBe(false);
      const [name] = Object.keys(change) as [keyof UrlParts];
      expect(changed.set({ [name]: url[name] }).equals(url)).toBe(true);
    }
  });

  test("nothing of it can be changed", () => {
    expect(() => ((url as { host?: string }).host = "x")).toThrow(TypeError);
    expect(() => ((url.query as { a?: unknown }).a = "x")).toThrow(TypeError);
    expect(() => (url.query["a"] as string[]).push("x")).toThrow(TypeError);
    const list = ["1"];
    const made = URL.create({ drivername: "x", query: { a: list } });
    list.push("2");
    expect(made.query["a"]).toEqual(["1"]);
  });

  test.each([
    [null],
    [{ drivername: "" }],
    [{ drivername: "a b" }],
    [{ drivername: 35.8 }],
    [{ drivername: "x", port: 1.5 }],
    [{ drivername: "x", port: "5432" }],
    [{ drivername: "x", host: 3 }],
    [{ drivername: "x", database: true }],
    [{ drivername: "x", username: null }],
    [{ drivername: "x", query: { a: 1 } }],
    [{ drivername: "x", query: { a: ["b", 1] } }],
    [{ drivername: "x", query: "a=1" }],
  ])("refuses %j", (bad) => {
    expect(() => URL.create(bad as never)).toThrow(ArgumentError);
  });

  test("the error about a password does not show it", () => {
    expect(() => URL.create({ drivername: "x", password: { toString: () => "secret" } as never })).toThrow(
      "A URL's password is a string; got object.",
    );
  });
});

describe("the query of a URL", () => {
  const start = makeUrl("db://?a=1&b=2");

  test.each<[string, (url: URL) => URL, string]>([
    ["updateQueryDict", (url) => url.updateQueryDict({ b: "3", c: ["4", "5"] }), "a=1&b=3&c=4&c=5"],
    ["updateQueryDict, append", (url) => url.updateQueryDict({ b: "3" }, { append: true }), "a=1&b=2&b=3"],
    ["updateQueryString", (url) => url.updateQueryString("b=3&b=4&c=x+y"), "a=1&b=3&b=4&c=x+y"],
    ["updateQueryString, append", (url) => url.updateQueryString("b=3&c=4", { append: true }), "a=1&b=2&b=3&c=4"],
    [
      "updateQueryPairs",
      (url) =>
        url.updateQueryPairs([
          ["b", "3"],
          ["b", ["4", "5"]],
        ]),
      "a=1&b=3&b=4&b=5",
    ],
    ["updateQueryPairs, append", (url) => url.updateQueryPairs([["a", "3"]], { append: true }), "a=1&a=3&b=2"],
    ["differenceUpdateQuery", (url) => url.differenceUpdateQuery(["a", "nothing"]), "b=2"],
  ])("%s", (_name, change, expected) => {
    expect(String(change(start))).toBe(`db://?${expected}`);
    expect(String(start)).toBe("db://?a=1&b=2");
  });

  test("normalizedQuery has lists alone", () => {
    expect({ ...makeUrl("db://?a=1&b=2&b=3").normalizedQuery }).toEqual({ a: ["1"], b: ["2", "3"] });
  });

  test("refuses what is no text", () => {
    expect(() => start.updateQueryDict({ a: 1 } as never)).toThrow(ArgumentError);
    expect(() => start.updateQueryString(["a"] as never)).toThrow(ArgumentError);
  });
});

describe("translateConnectArgs", () => {
  test.each<[string, object]>([
    ["db://u:p@h:1/d?x=1", { host: "h", port: 1, username: "u", password: "p", database: "d", query: { x: "1" } }],
    ["db://u:@/", { username: "u", query: {} }],
    ["db://?host=a:1&x=2", { host: "a", port: 1, query: { x: "2" } }],
    ["db://?host=/var/run/x", { host: "/var/run/x", query: {} }],
    ["db://?host=a&port=7", { host: "a", port: 7, query: {} }],
    ["db://h?port=7", { host: "h", port: 7, query: {} }],
    [
      "db://?host=a:1&host=[::1]:2&host=c",
      { host: "a", port: 1, hosts: [{ host: "a", port: 1 }, { host: "::1", port: 2 }, { host: "c" }], query: {} },
    ],
    [
      "db://?host=a,b&port=1,2",
      {
        host: "a",
        port: 1,
        hosts: [
          { host: "a", port: 1 },
          { host: "b", port: 2 },
        ],
        query: {},
      },
    ],
    [
      "db://?host=a&host=b&port=9",
      {
        host: "a",
        port: 9,
        hosts: [
          { host: "a", port: 9 },
          { host: "b", port: 9 },
        ],
        query: {},
      },
    ],
    [
      "db://a:1,b:2/d",
      {
        host: "a",
        port: 1,
        database: "d",
        hosts: [
          { host: "a", port: 1 },
          { host: "b", port: 2 },
        ],
        query: {},
      },
    ],
  ])("%s", (text, expected) => {
    expect(JSON.parse(JSON.stringify(makeUrl(text).translateConnectArgs()))).toEqual(expected);
  });

  test.each([
    "db://h?host=a",
    "db://?host=a,b,c&port=1,2",
    "db://?host=a:1&host=b&port=2",
    "db://?host=a:b:c",
    "db://?host=",
    "db://?host=a:99999",
    "db://?port=1,2",
    "db://h:1?port=2",
  ])("%s makes no sense", (text) => {
    expect(() => makeUrl(text).translateConnectArgs()).toThrow(/servers of the database URL make no sense/);
  });

  test("a driver that knows one server refuses several", () => {
    expect(() => createAsyncEngine("mysql://?host=a:1&host=b:2")).toThrow(/knows one server, and the URL names 2/);
  });
});

describe("a password", () => {
  const url = "postgresql://u:s3cr%65t@127.0.0.1:1/d?application_name=x";

  test("is seen only where it is asked for", () => {
    const made = makeUrl(url);
    expect(made.password).toBe("s3cret");
    expect(made.renderAsString({ hidePassword: false })).toContain("s3cret");
    const shown = [
      String(made),
      `${made.renderAsString()} ${JSON.stringify({ made })}`,
      inspect(made),
      inspect({ made }, { depth: 9, showHidden: true, customInspect: false }),
      JSON.stringify(Object.assign({}, made)),
    ];
    for (const text of shown) expect(text).not.toMatch(/s3cret|s3cr%65t/);
    expect(shown[0]).toBe("postgresql://u:***@127.0.0.1:1/d?application_name=x");
  });

  test("an empty one is hidden like any other", () => {
    expect(String(makeUrl("db://u:@h"))).toBe("db://u:***@h");
  });

  test("does not show in an engine, its pool, its log or its errors", async () => {
    const lines: string[] = [];
    const engine = createAsyncEngine(url, { echo: (line) => lines.push(line), echoPool: (line) => lines.push(line) });
    onTestFinished(() => engine.dispose());
    let thrown: unknown;
    await engine.connect().catch((error: unknown) => (thrown = error));
    const deep = { depth: 20, showHidden: true, getters: true };
    const texts = [
      String(engine),
      inspect(engine),
      inspect(engine, deep),
      inspect(engine.pool, deep),
      inspect(thrown, deep),
    ];
    texts.push(JSON.stringify(engine), JSON.stringify(thrown), String(thrown), ...lines);
    expect(thrown).toBeInstanceOf(Error);
    for (const text of texts) expect(text).not.toMatch(/s3cret|s3cr%65t/);
    expect(inspect(engine)).toBe("AsyncEngine(postgresql://u:***@127.0.0.1:1/d?application_name=x)");
  });
});

test("equals: the same parts, whatever the text was", () => {
  expect(makeUrl("db://u:p%40@h/?b=1&a=2").equals(makeUrl("db://u:p@@h/?a=2&b=1"))).toBe(true);
  expect(makeUrl("db://u:p@h").equals(makeUrl("db://u:q@h"))).toBe(false);
});

test("an engine takes a URL object, and has it", () => {
  const url = makeUrl(`${sqliteDriver}://`);
  using engine = createEngine(url);
  expect(engine.url).toBe(url);
  expect(inspect({ engine })).toBe(`{ engine: Engine(${sqliteDriver}://) }`);
});
