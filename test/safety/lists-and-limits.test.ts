// SAFETY.md, lines 4 and 10: IN lists of any length, limits of any kind.
import { bindparam, literalColumn, not, select, tuple } from "athanor";
import { expect, it } from "vitest";
import { describeSync } from "../support/databases.ts";
import { expectRefused } from "../support/refused.ts";
import { Account, Country, people, type Setting, setUp } from "./models.ts";

const c = Account.c;

describeSync("IN lists", (database) => {
  it("that are empty: IN is false and NOT IN true", () => {
    const { session } = setUp(database);
    const ids = (condition: never): unknown[] => session.scalars(select(c.id).where(condition).orderBy(c.id)).all();
    expect(ids(c.id.in([]) as never)).toEqual([]);
    expect(ids(c.id.notIn([]) as never)).toEqual([1, 2, 3]);
    expect(ids(not(c.id.in([])) as never)).toEqual([1, 2, 3]);
    expect(ids(not(c.id.notIn([])) as never)).toEqual([]);
    // NULL too is not in an empty list.
    expect(ids(c.nick.notIn([]) as never)).toEqual([1, 2, 3]);
    expect(ids(c.nick.in([]) as never)).toEqual([]);
    expect(ids(tuple(c.id, c.name).in([]) as never)).toEqual([]);
    expect(ids(tuple(c.id, c.name).notIn([]) as never)).toEqual([1, 2, 3]);
    expect(session.query(Account).filter(c.id.in([])).count()).toBe(0);
    const list = bindparam("list", { expanding: true });
    expect(session.scalars(select(c.id).where(c.id.in(list)), { list: [] }).all()).toEqual([]);
    expect(session.scalars(select(c.id).where(c.id.notIn(list)), { list: [] }).all()).toHaveLength(3);
  });

  it("that are longer than the bind limit work, with numbers and with text", () => {
    const { session } = setUp(database);
    const many = Array.from({ length: 70_000 }, (_, i) => i + 2);
    expect(session.scalars(select(c.id).where(c.id.in(many)).orderBy(c.id)).all()).toEqual([2, 3]);
    expect(session.scalars(select(c.id).where(c.id.notIn(many))).all()).toEqual([1]);
    const names = many.map((n) => `it's "${n}" \\ %`);
    names.push("Anna");
    expect(session.scalars(select(c.id).where(c.name.in(names))).all()).toEqual([1]);
    expect(session.query(Account).filter(c.id.in(many)).count()).toBe(2);
  });

  it("take no elements of another type", () => {
    const { session, sent } = setUp(database);
    for (const bad of ["1", true, 1.5, Number.NaN, {}, [1], new Date(0), new Map(), Symbol("x"), () => 1]) {
      expectRefused(sent, () => session.execute(select(c.id).where(c.id.in([1, bad] as never))), /./, typeof bad);
      expectRefused(sent, () => session.execute(select(c.id).where(c.id.notIn([bad] as never))), /./, typeof bad);
      if (!Array.isArray(bad))
        expectRefused(sent, () => session.execute(select(c.id).where(c.id.in(bad as never))), /./, typeof bad);
    }
    for (const bad of [1, true, {}, ["a"], new Date(0)]) {
      expectRefused(sent, () => session.execute(select(Country).where(Country.c.code.in(["x", bad] as never))), /./);
    }
  });
});

describeSync("limit and offset", (database) => {
  const uses: Readonly<Record<string, (setting: Setting, value: never) => unknown>> = {
    "select.limit": ({ session }, n) => session.execute(select(Account).limit(n)),
    "select.offset": ({ session }, n) => session.execute(select(Account).offset(n)),
    "select.slice, the start": ({ session }, n) => session.execute(select(Account).slice(n, 10)),
    "select.slice, the end": ({ session }, n) => session.execute(select(Account).slice(0, n)),
    "select.fetch": ({ session }, n) => session.execute(select(Account).fetch(n)),
    "union.limit": ({ session }, n) => session.execute(select(c.id).union(select(people.c.id)).limit(n)),
    "union.offset": ({ session }, n) => session.execute(select(c.id).union(select(people.c.id)).offset(n)),
    "Core select.limit": ({ engine }, n) => engine.begin((conn) => conn.execute(select(people).limit(n))),
    "Core select.offset": ({ engine }, n) => engine.begin((conn) => conn.execute(select(people).offset(n))),
    "query.limit": ({ session }, n) => session.query(Account).limit(n).all(),
    "query.offset": ({ session }, n) => session.query(Account).offset(n).all(),
    "query.slice": ({ session }, n) => session.query(Account).slice(0, n).all(),
  };

  it("take nothing but whole numbers from 0", () => {
    const setting = setUp(database);
    const bad = [
      Number.NaN,
      Infinity,
      -Infinity,
      -1,
      -0.5,
      1.5,
      2 ** 53,
      1e300,
      -1n,
      "1",
      "1; DROP TABLE accounts",
      "",
    ];
    const worse: readonly unknown[] = [
      true,
      {},
      [1],
      new Date(0),
      () => 1,
      Symbol("1"),
      { valueOf: () => 1 },
      { toSQL: () => "1" },
    ];
    for (const [what, use] of Object.entries(uses)) {
      for (const value of [...bad, ...worse]) {
        expectRefused(
          setting.sent,
          () => use(setting, value as never),
          /takes a whole number|before the start/,
          `${what} ${typeof value}`,
        );
      }
    }
  });

  it("take 0, numbers, bigints, expressions and null", () => {
    const { session } = setUp(database);
    const all = select(c.id).orderBy(c.id);
    const ids = (statement: typeof all): unknown[] => session.scalars(statement).all();
    expect(ids(all.limit(0))).toEqual([]);
    expect(ids(all.limit(2))).toEqual([1, 2]);
    expect(ids(all.limit(2n))).toEqual([1, 2]);
    expect(ids(all.limit(2n ** 53n + 1n))).toEqual([1, 2, 3]);
    expect(ids(all.limit(2).offset(0))).toEqual([1, 2]);
    expect(ids(all.limit(2).offset(1n))).toEqual([2, 3]);
    expect(ids(all.offset(1))).toEqual([2, 3]);
    const sum = all.limit(literalColumn<number>("1 + 1"));
    // MySQL takes nothing but numbers there.
    if (database.dialect === "mysql") expect(() => ids(sum)).toThrow(/syntax/);
    else expect(ids(sum)).toEqual([1, 2]);
    expect(ids(all.limit(1).limit(null))).toEqual([1, 2, 3]);
    expect(ids(all.slice(1, 2))).toEqual([2]);
    expect(session.query(Account).orderBy(c.id).limit(1n).offset(2n).one().id).toBe(3);
    expect(session.query(Account).limit(0).all()).toEqual([]);
  });
});
