import { ArgumentError, makeUrl, URL } from "athanor";
import { describe, expect, test } from "vitest";

describe("makeUrl", () => {
  test("takes all parts apart, decoded", () => {
    const url = makeUrl(
      "postgresql+pg://sco%40tt:t%3Aiger%2F%25@db.example.com:5433/my%20app?sslmode=require&host=a&host=b",
    );
    expect(url.drivername).toBe("postgresql+pg");
    expect(url.backendName).toBe("postgresql");
    expect(url.driverName).toBe("pg");
    expect(url.username).toBe("sco@tt");
    expect(url.password).toBe("t:iger/%");
    expect(url.host).toBe("db.example.com");
    expect(url.port).toBe(5433);
    expect(url.database).toBe("my app");
    expect({ ...url.query }).toEqual({ sslmode: "require", host: ["a", "b"] });
  });

  test.each([
    ["sqlite://", undefined],
    ["sqlite:///app.db", "app.db"],
    ["sqlite:////var/data/app.db", "/var/data/app.db"],
    ["sqlite:///:memory:", ":memory:"],
    ["sqlite:///C:\\data\\app.db", "C:\\data\\app.db"],
  ])("reads %s", (text, database) => {
    expect(makeUrl(text).database).toBe(database);
    expect(makeUrl(text).host).toBeUndefined();
  });

  test("reads IPv6 addresses", () => {
    const url = makeUrl("postgresql://u@[2001:db8::1]:5432/x");
    expect([url.host, url.port]).toEqual(["2001:db8::1", 5432]);
    expect(url.renderAsString()).toBe("postgresql://u@[2001:db8::1]:5432/x");
  });

  test("reads a password with an unencoded @", () => {
    expect(makeUrl("postgresql://u:p@ss@h/x").password).toBe("p@ss");
  });

  test.each([
    "",
    "sqlite",
    "sqlite:/x",
    "post gres://x",
    "postgresql://h:port/x",
    "postgresql://u:%zz@h/x",
    "postgresql://[::1/x",
    "postgresql://h:99999/x",
  ])("refuses %j without showing it", (text) => {
    expect(() => makeUrl(text)).toThrow(ArgumentError);
    if (text.length > 10) expect(() => makeUrl(text)).not.toThrow(text);
  });

  test("refuses what is no URL", () => {
    for (const bad of [undefined, null, 1, {}, []]) expect(() => makeUrl(bad as never)).toThrow(ArgumentError);
  });

  test("query keys cannot pollute prototypes", () => {
    const url = makeUrl("sqlite:///x?__proto__=a&constructor=b");
    expect(Object.keys(url.query)).toEqual(["__proto__", "constructor"]);
    expect(({} as Record<string, unknown>)["a"]).toBeUndefined();
  });
});

describe("URL", () => {
  const url = URL.create({
    drivername: "postgresql",
    username: "u",
    password: "p@:/?#%é",
    host: "h",
    port: 1,
    database: "d/e f",
    query: { b: "2", a: ["1", "x y"] },
  });

  test("hides the password unless asked", () => {
    expect(String(url)).toBe("postgresql://u:***@h:1/d/e%20f?a=1&a=x%20y&b=2");
    expect(JSON.stringify({ url })).not.toContain("p%40");
    expect(url.renderAsString({ hidePassword: false })).toContain("p%40%3A%2F%3F%23%25%C3%A9");
  });

  test("goes through text and back", () => {
    expect(makeUrl(url.renderAsString({ hidePassword: false })).equals(url)).toBe(true);
  });

  test("set and the query methods give copies", () => {
    expect(url.set({ host: "other", password: undefined }).renderAsString()).toBe(
      "postgresql://u@other:1/d/e%20f?a=1&a=x%20y&b=2",
    );
    expect(url.updateQueryDict({ b: "3" }).query["b"]).toBe("3");
    expect(url.updateQueryDict({ b: "3" }, { append: true }).query["b"]).toEqual(["2", "3"]);
    expect(Object.keys(url.differenceUpdateQuery(["a"]).query)).toEqual(["b"]);
    expect(url.host).toBe("h");
  });

  test("create checks its parts", () => {
    for (const bad of [
      { drivername: "" },
      { drivername: "a b" },
      { drivername: "x", port: 1.5 },
      { drivername: "x", host: 3 },
      { drivername: "x", query: { a: 1 } },
    ]) {
      expect(() => URL.create(bad as never)).toThrow(ArgumentError);
    }
  });
});
