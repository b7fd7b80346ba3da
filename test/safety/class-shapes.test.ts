// SAFETY.md, line 25: prototype pollution, fields that hide attributes, classes without names of their own.
import { insert, integer, json, MetaData, select, string, update } from "athanor";
import {
  associationProxy,
  attributeKeyedDict,
  declarativeBase,
  delAttribute,
  flagModified,
  getAttribute,
  inspect,
  manyToOne,
  mutable,
  oneToMany,
  sessionmaker,
  setAttribute,
  setCommittedValue,
} from "athanor/orm";
import { describe, expect, it } from "vitest";
import { describeSync } from "../support/databases.ts";
import { expectRefused } from "../support/refused.ts";
import { Account, Letter, people, setUp } from "./models.ts";

const newBase = () => declarativeBase({ metadata: new MetaData() });

describeSync("hostile keys", (database) => {
  it("pollute no prototype, from constructor, values, set, filterBy and parameters", () => {
    const { session, engine, sent } = setUp(database);
    const account = session.get(Account, 1)!;
    sent.length = 0;
    for (const key of ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "then"]) {
      const hostile = JSON.parse(`{"${key}": {"polluted": true}}`) as never;
      const withKey = JSON.parse(`{"id": 1, "${key}": {"polluted": true}}`) as never;
      for (const [what, use] of Object.entries({
        constructor: () => new Account(hostile),
        values: () => insert(Account).values(hostile),
        "Core values": () => insert(people).values(hostile),
        set: () => update(Account).set(hostile),
        "Core set": () => update(people).set(hostile),
        filterBy: () => select(Account).filterBy(hostile),
        "Core filterBy": () => select(people).filterBy(hostile),
        "query.filterBy": () => session.query(Account).filterBy(hostile),
        parameters: () => engine.begin((conn) => conn.execute(insert(people), hostile)),
        get: () => session.get(Account, hostile),
        merge: () => session.merge(new Account(hostile)),
        "bulk insert": () => session.execute(insert(Account), [hostile, hostile]),
        "bulk update": () => session.execute(update(Account), [withKey, withKey]),
        bulkInsertMappings: () => session.bulkInsertMappings(Account, [hostile]),
        bulkUpdateMappings: () => session.bulkUpdateMappings(Account, [withKey]),
        "any()": () => Account.c.letters.any(hostile),
        "has()": () => Letter.c.account.has(hostile),
        setAttribute: () => setAttribute(account, key, { polluted: true }),
        getAttribute: () => getAttribute(account, key),
        delAttribute: () => delAttribute(account, key),
        setCommittedValue: () => setCommittedValue(account, key, { polluted: true }),
        flagModified: () => flagModified(account, key),
      }))
        expectRefused(sent, use, new RegExp(`"${key}"|${key}`), `${what} ${key}`);
    }
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    expect(Object.getPrototypeOf(new Account({ name: "x" }))).toBe(Account.prototype);
    expect(Object.getPrototypeOf(account)).toBe(Account.prototype);
  });

  it("in JSON values stay data, through objects, merge, edits in place, toJSON and copies", () => {
    const Base = newBase();
    class Doc extends Base.table("docs", {
      id: integer().primaryKey(),
      data: mutable(json<Record<string, unknown>>()),
    }) {}
    const engine = database.engine();
    Base.metadata.createAll(engine);
    using session = sessionmaker(engine)();
    const text = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"toString":1}';
    const read = (): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;
    session.add(new Doc({ id: 1, data: read() }));
    session.commit();
    const doc = session.getOne(Doc, 1);
    expect(JSON.stringify(doc.data)).toBe(text);
    expect(Object.getPrototypeOf(doc.data)).toBe(Object.prototype);
    doc.data["more"] = read();
    session.commit();
    session.merge(new Doc({ id: 1, data: { ...read(), again: read() } }));
    session.commit();
    expect(Object.keys(doc.data).toSorted()).toEqual(["__proto__", "again", "constructor", "toString"]);
    expect(JSON.parse(JSON.stringify(doc))).toEqual({ id: 1, data: doc.data });
    expect([({} as Record<string, unknown>)["polluted"], (doc.data as { polluted?: true }).polluted]).toEqual([
      undefined,
      undefined,
    ]);
    session.close();
  });

  it("in keyed collections, histories and association proxies are keys like others", () => {
    const Base = newBase();
    class Dict extends Base.table("dicts", {
      id: integer().primaryKey(),
      get entries() {
        return oneToMany(() => Entry, { collectionClass: attributeKeyedDict("word"), cascade: "all, delete-orphan" });
      },
      meanings: associationProxy("entries", "meaning", {
        creator: (word: string, meaning: string) => new Entry({ word, meaning }),
      }),
    }) {}
    class Entry extends Base.table("entries", {
      id: integer().primaryKey(),
      word: string(40),
      meaning: string(40),
      dictId: integer().nullable().references("dicts.id"),
    }) {}
    const engine = database.engine();
    Base.metadata.createAll(engine);
    using session = sessionmaker(engine)();
    const words = ["__proto__", "constructor", "toString", "hasOwnProperty", "then", "length"];
    session.add(new Dict({ id: 1, meanings: words.map((word) => [word, `of ${word}`] as const) }));
    session.commit();
    const dict = session.getOne(Dict, 1);
    expect([...dict.entries.keys()].toSorted()).toEqual(words.toSorted());
    for (const word of words) expect(dict.meanings.get(word)).toBe(`of ${word}`);
    const shown = JSON.parse(JSON.stringify(dict)) as { entries: object };
    expect(Object.keys(shown.entries).toSorted()).toEqual(words.toSorted());
    for (const word of words) expect(() => inspect(dict).history(word)).toThrow(/has no attribute/);
    dict.entries.delete("__proto__");
    session.commit();
    expect(session.query(Entry).count()).toBe(words.length - 1);
    session.close();
  });
});

describeSync("class fields", (database) => {
  const message = /declares the field "name" again.*declare name/;

  it("that hide an attribute are refused at the first construction", () => {
    class Plain extends newBase().table("plain", { id: integer().primaryKey(), name: string(80) }) {
      // @ts-expect-error what a user writes without `declare`
      name: string;
    }
    expectRefused([], () => new Plain({ name: "x" }), message);
    class Valued extends newBase().table("valued", { id: integer().primaryKey(), name: string(80) }) {
      override name = "default";
    }
    expectRefused([], () => new Valued({ name: "x" }), message);
    expectRefused([], () => new Valued({ name: "x" }), message, "a second time");
    // oxlint-disable-next-line typescript/no-implied-eval -- code as a minifier writes it
    const minified = new Function("b", "return class a extends b{name;get x(){return 1}}") as (
      b: unknown,
    ) => typeof Valued;
    const Minified = minified(newBase().table("minified", { id: integer().primaryKey(), name: string(80) }));
    expectRefused([], () => new Minified({}), message);
    // oxlint-disable-next-line typescript/no-implied-eval -- code as a minifier writes it
    const relation = new Function("b", 'return class extends b{"letters"=[]}') as (b: unknown) => typeof Account;
    expectRefused(
      [],
      () =>
        new (relation(
          newBase().table("r", {
            id: integer().primaryKey(),
            get letters() {
              return oneToMany(() => Account);
            },
          }),
        ))({}),
      /declares the field "letters" again/,
    );
  });

  it("are refused as well when the first object comes from the database", () => {
    class Row extends newBase().table("people", { id: integer().primaryKey(), name: string(80) }) {
      override name = "default";
    }
    const { session, engine } = setUp(database);
    engine.begin((conn) => conn.execute(insert(people).values({ id: 1, name: "Anna" })));
    expect(() => session.get(Row, 1)).toThrow(message);
    expect(() => session.query(Row).all()).toThrow(message);
  });

  it("of other names, and `declare`, are welcome", () => {
    class Good extends newBase().table("good", { id: integer().primaryKey(), name: string(80) }) {
      declare name: string;
      extra = 5;
      readonly nameLength = () => this.name.length;
    }
    const good = new Good({ name: "abc" });
    expect([good.name, good.extra, good.nameLength()]).toEqual(["abc", 5, 3]);
  });
});

describe("relationships", () => {
  it.each([
    ["writeOnly", /B\.a: lazy: "writeOnly" is for collections/],
    ["dynamic", /B\.a: lazy: "dynamic" is for collections/],
    ["selectIn", /B\.a: .* is no loading strategy\..* Expected of: select, one, joined, selectin/],
    [1, /B\.a: .* is no loading strategy\..* Expected of: select, one, joined, selectin/],
  ])("refuse the loading strategy %s of a reference", (lazy, expected) => {
    const Base = newBase();
    const A = class A extends Base.table("a", { id: integer().primaryKey() }) {};
    const B = class B extends Base.table("b", {
      id: integer().primaryKey(),
      aId: integer().references("a.id"),
      get a() {
        return manyToOne(() => A, { lazy: lazy as never });
      },
    }) {};
    expect(() => B.c.a).toThrow(expected);
  });
});

describeSync("classes", (database) => {
  it("that are minified, anonymous or of one name are told apart", () => {
    const Base = newBase();
    const make = (table: string) =>
      class a extends Base.table(table, { id: integer().primaryKey(), name: string(80) }) {};
    const A = make("a1");
    const B = make("a2");
    const Anonymous = (() =>
      class extends Base.table("nameless", {
        id: integer().primaryKey(),
        aId: integer().references("a1.id"),
        get a() {
          return manyToOne(() => A);
        },
      }) {})();
    Object.defineProperty(Anonymous, "name", { value: "" });
    const engine = database.engine();
    Base.metadata.createAll(engine);
    const Session = sessionmaker(engine);
    using session = Session();
    const first = new A({ id: 1, name: "A" });
    session.addAll([first, new B({ id: 1, name: "B" }), new Anonymous({ id: 1, a: first })]);
    session.commit();
    session.expungeAll();
    expect(session.get(A, 1)!.name).toBe("A");
    expect(session.get(B, 1)!.name).toBe("B");
    expect(session.get(A, 1)).toBeInstanceOf(A);
    expect(session.get(A, 1)).not.toBeInstanceOf(B);
    expect(session.get(Anonymous, 1)!.a).toBe(session.get(A, 1));
    const [row] = session.execute(select(A, B).where(A.c.id.eq(B.c.id))).all();
    expect([row![0].name, row![1].name]).toEqual(["A", "B"]);
    expect(() => select(Anonymous).filterBy({ x: 1 } as never)).toThrow(/class of table nameless has no attribute "x"/);
    session.close();
  });
});
