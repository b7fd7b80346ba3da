// SAFETY.md, line 5: what is no value of a column's type is refused in every position, above all what imitates SQL.
import {
  bindparam,
  bigInteger,
  caseWhen,
  cast,
  column,
  func,
  insert,
  literal,
  select,
  sql,
  string,
  text,
  tuple,
  update,
} from "athanor";
import { setAttribute } from "athanor/orm";
import { expect, it } from "vitest";
import { describeSync } from "../support/databases.ts";
import { expectRefused } from "../support/refused.ts";
import { Account, Country, Letter, people, Place, type Setting, setUp } from "./models.ts";

const c = Account.c;
const t = people.c;

const fromJson = (json: string): unknown => JSON.parse(json);

/** What attackers send, and what programs give by mistake; none is a value for text or a number. */
const impostors: Readonly<Record<string, unknown>> = {
  object: {},
  array: ["x"],
  "nested array": [["x"]],
  function: () => "x",
  class: Map,
  "mapped class": Account,
  symbol: Symbol("x"),
  Map: new Map([["x", 1]]),
  Set: new Set([1]),
  Date: new Date(0),
  RegExp: /x/,
  bytes: new Uint8Array([1]),
  "String object": Object("x") as unknown,
  "Number object": Object(1) as unknown,
  valueOf: { valueOf: () => 1, toString: () => "1" },
  toJSON: { toJSON: () => "x" },
  entity: new Letter({ body: "x" }),
  promise: Promise.resolve(1),
  toSQL: { toSQL: () => ({ sql: "1 OR 1=1", params: [] }) },
  getSQL: { getSQL: () => ({ queryChunks: ["1=1"] }), shouldOmitSQLParens: () => true },
  toOperationNode: { toOperationNode: () => ({ kind: "RawNode", sqlFragments: ["1=1"], parameters: [] }) },
  __raw: fromJson('{"__raw":"1=1"}'),
  isRawInstance: { isRawInstance: true, sql: "1=1", toSQL: () => "1=1" },
  $ne: fromJson('{"$ne":null}'),
  "$ne, nested": fromJson('{"name":{"$ne":null}}'),
  not: fromJson('{"not":null}'),
  _connector: fromJson('{"_type":"not","_value":null,"_connector":"OR"}'),
  contains: fromJson('{"contains":"","mode":"insensitive"}'),
  "our node": fromJson(
    '{"node":{"kind":"literalColumn","key":"l3:1=1","text":"1=1","anon":false,"type":{"family":"boolean"}}}',
  ),
  "our column": fromJson(
    '{"kind":"column","key":"T1.0","name":"id","propKey":"id","type":{"kind":"integer","family":"integer"}}',
  ),
  "our bind": fromJson('{"node":{"kind":"bind","key":"?integer","value":1,"name":"x"},"type":{"kind":"integer"}}'),
  "our select": fromJson('{"node":{"kind":"select","columns":[],"froms":[],"where":[]},"lastEntity":null}'),
  "our text": fromJson('{"node":{"kind":"text","strings":["1=1"],"parts":[]}}'),
  "our brand as a key": fromJson('{"athanor.kind":"expr","node":{"kind":"literalColumn","text":"1=1"}}'),
  "our brand as a symbol's text": fromJson(
    '{"Symbol(athanor.kind)":"expr","@@athanor.kind":"expr","$kind":"expr","node":{"kind":"text"}}',
  ),
  "our entity": fromJson('{"athanor.entity":{"kind":"entity"},"Symbol(athanor.entity)":{"kind":"entity"}}'),
  "our type": fromJson('{"type":{"kind":"text","family":"string"},"columnOptions":{}}'),
  "__proto__ of JSON": fromJson('{"__proto__":{"node":{"kind":"text"}}}'),
};

/** What only a text, only a number column refuses. */
const noText: Readonly<Record<string, unknown>> = { number: 1, bigint: 1n, boolean: true };
const noInteger: Readonly<Record<string, unknown>> = {
  "numeric string": "1",
  "string with exponent": "1e3",
  "injection string": "1 OR 1=1",
  boolean: true,
  NaN: Number.NaN,
  infinity: Infinity,
  fraction: 1.5,
  "beyond 2^53": 2 ** 53,
};

type Use = (setting: Setting, value: never) => unknown;

/** Where a value for a text column can stand. Each is executed, as some types look at a value only then. */
const textPlaces: Readonly<Record<string, Use>> = {
  eq: ({ session }, v) => session.execute(select(Account).where(c.name.eq(v))),
  ne: ({ session }, v) => session.execute(select(Account).where(c.name.ne(v))),
  lt: ({ session }, v) => session.execute(select(Account).where(c.name.lt(v))),
  is: ({ session }, v) => session.execute(select(Account).where(c.nick.is(v))),
  isDistinctFrom: ({ session }, v) => session.execute(select(Account).where(c.nick.isDistinctFrom(v))),
  in: ({ session }, v) => session.execute(select(Account).where(c.name.in(["x", v]))),
  notIn: ({ session }, v) => session.execute(select(Account).where(c.name.notIn([v]))),
  "in, beside an expression": ({ session }, v) => session.execute(select(Account).where(c.name.in([c.nick, v]))),
  "in a tuple": ({ session }, v) => session.execute(select(Account).where(tuple(c.id, c.name).in([[1, v]]))),
  "tuple.eq": ({ session }, v) => session.execute(select(Account).where(tuple(c.id, c.name).eq([1, v]))),
  like: ({ session }, v) => session.execute(select(Account).where(c.name.like(v))),
  ilike: ({ session }, v) => session.execute(select(Account).where(c.name.ilike(v))),
  startswith: ({ session }, v) => session.execute(select(Account).where(c.name.startswith(v))),
  contains: ({ session }, v) => session.execute(select(Account).where(c.name.contains(v, { autoescape: true }))),
  between: ({ session }, v) => session.execute(select(Account).where(c.name.between("a", v))),
  filterBy: ({ session }, v) => session.execute(select(Account).filterBy({ name: v })),
  "query.filter": ({ session }, v) => session.query(Account).filter(c.name.eq(v)).all(),
  "query.filterBy": ({ session }, v) => session.query(Account).filterBy({ name: v }).all(),
  "Core where": ({ engine }, v) => engine.begin((conn) => conn.execute(select(people).where(t.name.eq(v)))),
  "Core filterBy": ({ engine }, v) => engine.begin((conn) => conn.execute(select(people).filterBy({ name: v }))),
  "update.filterBy": ({ session }, v) => session.execute(update(Account).set({ age: 1 }).filterBy({ name: v })),
  having: ({ session }, v) => session.execute(select(c.name).groupBy(c.name).having(func.max(c.name).eq(v))),
  values: ({ session }, v) => session.execute(insert(Account).values({ name: v })),
  "values, many rows": ({ session }, v) => session.execute(insert(Account).values([{ name: "x" }, { name: v }])),
  "Core values": ({ engine }, v) => engine.begin((conn) => conn.execute(insert(people).values({ name: v }))),
  "parameters of an insert": ({ engine }, v) => engine.begin((conn) => conn.execute(insert(people), { name: v })),
  "parameters of an insert, many": ({ engine }, v) =>
    engine.begin((conn) => conn.execute(insert(people), [{ name: "x" }, { name: v }])),
  set: ({ session }, v) => session.execute(update(Account).set({ name: v }).where(c.id.eq(1))),
  "Core set": ({ engine }, v) => engine.begin((conn) => conn.execute(update(people).set({ name: v }).allRows())),
  orderedValues: ({ engine }, v) =>
    engine.begin((conn) => conn.execute(update(people).orderedValues(["name", v]).allRows())),
  "query.update": ({ session }, v) => session.query(Account).filter(c.id.eq(1)).update({ name: v }),
  "constructor and flush": ({ make }, v) => {
    using session = make();
    session.add(new Account({ name: v }));
    session.flush();
  },
  get: ({ session }, v) => session.get(Country, v),
  "get with options": ({ session }, v) => session.get(Country, v, { populateExisting: true }),
  "query.get": ({ session }, v) => session.query(Country).get(v),
  "get, part of a key": ({ session }, v) => session.get(Place, { row: v, number: 1 }),
  "bindparam in a select": ({ session }, v) =>
    session.execute(select(Account).where(c.name.eq(bindparam("n", { type: string() }))), { n: v }),
  "cast()": ({ session }, v) => session.execute(select(cast(v, string()))),
  "literal() with a type": ({ session }, v) => session.execute(select(literal(v, string()))),
};

const integerPlaces: Readonly<Record<string, Use>> = {
  eq: ({ session }, v) => session.execute(select(Account).where(c.age.eq(v))),
  ne: ({ session }, v) => session.execute(select(Account).where(c.age.ne(v))),
  gt: ({ session }, v) => session.execute(select(Account).where(c.age.gt(v))),
  in: ({ session }, v) => session.execute(select(Account).where(c.age.in([1, v]))),
  notIn: ({ session }, v) => session.execute(select(Account).where(c.age.notIn([v]))),
  between: ({ session }, v) => session.execute(select(Account).where(c.age.between(v, 5))),
  filterBy: ({ session }, v) => session.execute(select(Account).filterBy({ age: v })),
  "query.filterBy": ({ session }, v) => session.query(Account).filterBy({ age: v }).all(),
  "Core where": ({ engine }, v) => engine.begin((conn) => conn.execute(select(people).where(t.age.eq(v)))),
  values: ({ session }, v) => session.execute(insert(Account).values({ name: "x", age: v })),
  "Core values": ({ engine }, v) => engine.begin((conn) => conn.execute(insert(people).values({ name: "x", age: v }))),
  "parameters of an insert": ({ engine }, v) =>
    engine.begin((conn) => conn.execute(insert(people), { name: "x", age: v })),
  set: ({ session }, v) => session.execute(update(Account).set({ age: v }).where(c.id.eq(1))),
  "constructor and flush": ({ make }, v) => {
    using session = make();
    session.add(new Account({ name: "x", age: v }));
    session.flush();
  },
  get: ({ session }, v) => session.get(Account, v),
  "get with options": ({ session }, v) => session.get(Account, v, { populateExisting: true }),
  "query.get": ({ session }, v) => session.query(Account).get(v),
  "get, part of a key": ({ session }, v) => session.get(Place, { row: "A", number: v }),
};

/** More ways into a text column by the ORM; tried with one setting. */
const textOfObjects: Readonly<Record<string, Use>> = {
  "setAttribute and flush": ({ make }, v) => {
    using session = make();
    const account = new Account({ name: "x" });
    setAttribute(account, "name", v);
    session.add(account);
    session.flush();
  },
  "merge and flush": ({ make }, v) => {
    using session = make();
    session.add(new Account({ name: v }));
    session.merge(new Account({ name: v }));
    session.flush();
  },
  "bulk insert": ({ session }, v) => session.execute(insert(Account), [{ name: "x" }, { name: v }]),
  "bulk update by key": ({ session }, v) => session.execute(update(Account), [{ id: 1, name: v }]),
  bulkInsertMappings: ({ session }, v) => session.bulkInsertMappings(Account, [{ name: v }]),
  bulkUpdateMappings: ({ session }, v) => session.bulkUpdateMappings(Account, [{ id: 1, name: v }]),
  "any() with attributes": ({ session }, v) => session.execute(select(Account).where(c.letters.any({ body: v }))),
  "has() with attributes": ({ session }, v) => session.execute(select(Letter).where(Letter.c.account.has({ name: v }))),
};

const integerOfObjects: Readonly<Record<string, Use>> = {
  "setAttribute and flush": ({ make }, v) => {
    using session = make();
    const letter = new Letter({ body: "x" });
    setAttribute(letter, "accountId", v);
    session.add(letter);
    session.flush();
  },
  "bulk insert": ({ session }, v) => session.execute(insert(Account), [{ name: "x", age: v }]),
  "bulk update by key": ({ session }, v) => session.execute(update(Account), [{ id: 1, age: v }]),
  "bulk update, the key": ({ session }, v) => session.execute(update(Account), [{ id: v, name: "x" }]),
  bulkInsertMappings: ({ session }, v) => session.bulkInsertMappings(Account, [{ name: "x", age: v }]),
  bulkUpdateMappings: ({ session }, v) => session.bulkUpdateMappings(Account, [{ id: 1, age: v }]),
};

/** Places that take any plain value, so that only objects and their like are refused. */
const untypedPlaces: Readonly<Record<string, Use>> = {
  "text().bindparams": ({ session }, v) => session.execute(text("SELECT :a").bindparams({ a: v })),
  "parameters of text()": ({ session }, v) => session.execute(text("SELECT :a"), { a: v }),
  "Core parameters of text()": ({ engine }, v) => engine.begin((conn) => conn.execute(text("SELECT :a"), { a: v })),
  "sql``": ({ session }, v) => session.execute(select(sql`${v}`)),
  "literal()": ({ session }, v) => session.execute(select(literal(v))),
  "bindparam()": ({ session }, v) => session.execute(select(bindparam("x", { value: v }))),
  "func.f()": ({ session }, v) => session.execute(select(func.lower(v))),
  "caseWhen()": ({ session }, v) => session.execute(select(caseWhen([[c.id.eq(1), v]], { else: v }))),
  "a column of no type": ({ session }, v) => session.execute(select(c.id).where(column("name").eq(v))),
  arithmetic: ({ session }, v) => session.execute(select(c.age.add(v))),
};

/** Places for SQL: a plain value of any kind is refused. */
const sqlPlaces: Readonly<Record<string, Use>> = {
  "select()": (_, v) => select(v),
  where: (_, v) => select(Account).where(v),
  having: (_, v) => select(c.name).groupBy(c.name).having(v),
  and: (_, v) => c.id.eq(1).and(v),
  or: (_, v) => c.id.eq(1).or(v),
  join: (_, v) => select(Account).join(v),
  "join on": (_, v) => select(Account).join(Letter, v),
  selectFrom: (_, v) => select(c.id).selectFrom(v),
  orderBy: (_, v) => select(Account).orderBy(v),
  groupBy: (_, v) => select(Account).groupBy(v),
  distinct: (_, v) => select(Account).distinct(v),
  returning: (_, v) => insert(people).returning(v),
  union: (_, v) => select(c.id).union(v),
  exists: (_, v) => select(Account).where(v),
  "in, as the list": (_, v) => c.id.in(v),
  fromSelect: (_, v) => insert(people).fromSelect(["name"], v),
  "fromSelect, a column": (_, v) => insert(people).fromSelect([v], select(c.name)),
  "orderedValues, a column": (_, v) => update(people).orderedValues([v, "x"]),
  "text().columns": (_, v) => text("SELECT 1 AS a").columns(v),
  addCte: (_, v) => select(c.id).addCte(v),
  "cast, a type": (_, v) => cast(1, v),
  "insert()": (_, v) => insert(v),
  "update()": (_, v) => update(v),
  "session.execute": ({ session }, v) => session.execute(v),
  "session.scalars": ({ session }, v) => session.scalars(v),
  "connection.execute": ({ engine }, v) => engine.begin((conn) => conn.execute(v)),
};

describeSync("values that are none", (database) => {
  it.each(Object.entries(textPlaces))("are refused for a text column: %s", (place, use) => {
    const setting = setUp(database);
    for (const [what, value] of Object.entries({ ...impostors, ...noText }))
      expectRefused(setting.sent, () => use(setting, value as never), /./, `${place}: ${what}`);
  });

  it.each(Object.entries(integerPlaces))("are refused for a number column: %s", (place, use) => {
    const setting = setUp(database);
    for (const [what, value] of Object.entries({ ...impostors, ...noInteger }))
      expectRefused(setting.sent, () => use(setting, value as never), /./, `${place}: ${what}`);
  });

  it.each(Object.entries(untypedPlaces))("are refused where the type is unknown: %s", (place, use) => {
    const setting = setUp(database);
    for (const [what, value] of Object.entries(impostors)) {
      // These are values by themselves.
      if (what === "Date" || what === "bytes") continue;
      expectRefused(setting.sent, () => use(setting, value as never), /./, `${place}: ${what}`);
    }
  });

  it.each(Object.entries(sqlPlaces))("are no SQL: %s", (place, use) => {
    const setting = setUp(database);
    for (const [what, value] of Object.entries(impostors)) {
      if (what === "mapped class" && !/where|having|and|or|cast/.test(place)) continue;
      if (/in, as the list/.test(place) && Array.isArray(value) && what === "array") {
        expectRefused(setting.sent, () => setting.session.execute(select(use(setting, value as never))), /./, what);
        continue;
      }
      expectRefused(setting.sent, () => use(setting, value as never), /./, `${place}: ${what}`);
    }
  });

  it("are refused by attributes by name, merge, bulk writes, mappings, any() and has()", () => {
    const setting = setUp(database);
    for (const [places, more] of [
      [textOfObjects, noText],
      [integerOfObjects, noInteger],
    ] as const) {
      for (const [place, use] of Object.entries(places)) {
        for (const [what, value] of Object.entries({ ...impostors, ...more }))
          expectRefused(setting.sent, () => use(setting, value as never), /./, `${place}: ${what}`);
      }
    }
  });

  it("are refused at the flush after an assignment, and nothing of it stays", () => {
    const { make, sent } = setUp(database);
    for (const [what, value] of Object.entries({ ...impostors, ...noText })) {
      using session = make();
      const account = session.get(Account, 1)!;
      expectRefused(
        sent,
        () => {
          account.name = value as never;
          session.flush();
        },
        /Account\.name|name/,
        what,
      );
      session.rollback();
      expect(account.name).toBe("Anna");
    }
  });

  it("are refused for bigInteger, numeric and datetime too", () => {
    const { session, sent } = setUp(database);
    for (const [what, value] of Object.entries(impostors)) {
      expectRefused(sent, () => session.execute(select(c.id).where(c.big.eq(value as never))), /./, what);
      expectRefused(sent, () => session.execute(select(c.id).where(c.balance.eq(value as never))), /./, what);
      expectRefused(sent, () => session.execute(select(cast(value, bigInteger()))), /./, what);
      if (what !== "Date")
        expectRefused(sent, () => session.execute(select(c.id).where(c.born.eq(value as never))), /./, what);
    }
  });

  it("are data where the column holds JSON, and come back as they were", () => {
    const { session } = setUp(database);
    const data = Object.entries(impostors).filter(([what]) => /^(__raw|\$ne|not|_connector|our )/.test(what));
    for (const [, value] of data) {
      session.execute(update(Account).set({ data: value }).where(c.id.eq(1)));
      expect(session.scalar(select(c.data).where(c.id.eq(1)))).toEqual(value);
    }
    expect(data.length).toBeGreaterThan(10);
  });

  it("say what was given, what was expected and what to do", () => {
    const { session } = setUp(database);
    const given = JSON.parse('{"$ne":null}') as never;
    expect(() => c.name.eq(given)).toThrow(
      'eq(): a value or column expression expected, got an object with the key "$ne". Objects are never turned into SQL; use the operators of a column, such as column.eq(value).',
    );
    expect(() => session.get(Account, given)).toThrow(
      /key value for Account\.id expected, given was an object with the key "\$ne"/,
    );
    session.add(new Account({ name: given }));
    expect(() => session.flush()).toThrow(/^Account\.name: string takes a string, not an object with the key "\$ne"/);
  });
});
