import { ArgumentError, integer, MetaData, select, string } from "athanor";
import { declarativeBase, manyToOne, oneToMany, validates } from "athanor/orm";
import { expect, expectTypeOf, it } from "vitest";
import { describeScenarios } from "../../support/scenarios.ts";

class Base extends declarativeBase({ metadata: new MetaData() }) {}

class Club extends Base.table("clubs", {
  id: integer().primaryKey(),
  name: string(40),
  city: string(40).nullable(),
  get members() {
    return oneToMany(() => Member, { backPopulates: "club" });
  },
}) {}

class Member extends Base.table("members", {
  id: integer().primaryKey(),
  email: string(80),
  age: integer().nullable(),
  clubId: integer().nullable().references("clubs.id"),
  get club() {
    return manyToOne(() => Club, { backPopulates: "members" });
  },
}) {}

validates(Member, ["email"], (member, key, value) => {
  expectTypeOf(member).toEqualTypeOf<Member>();
  expectTypeOf(key).toEqualTypeOf<"email">();
  expectTypeOf(value).toEqualTypeOf<string>();
  if (!value.includes("@")) throw new RangeError(`${key}: ${value} is no address`);
  return value.toLowerCase();
});
validates(Member, ["age"], (_member, _key, value) => {
  if (value !== null && value < 0) throw new RangeError("age: below zero");
  return value;
});
const full: Club[] = [];
validates(Club, ["members"], (club, _key, member) => {
  expectTypeOf(member).toEqualTypeOf<Member>();
  if (full.includes(club)) throw new RangeError(`${club.name} is full`);
  return member;
});

describeScenarios("validators", Base.metadata, (scenario) => {
  scenario("look at what is assigned and at what the constructor takes", async ({ session, rows }) => {
    const member = new Member({ email: "Ann@Example.org" });
    expect(member.email).toBe("ann@example.org");
    session.add(member);
    await session.commit();
    member.email = "BO@example.org";
    await session.commit();
    expect((await rows(Member)).map(([, email]) => email)).toEqual(["bo@example.org"]);
  });

  scenario("refuse a value, and nothing has changed", async ({ session, sent }) => {
    const member = new Member({ email: "a@b.c", age: 3 });
    session.add(member);
    await session.commit();
    expect(() => (member.email = "nobody")).toThrow(/email: nobody is no address/);
    expect(() => (member.age = -1)).toThrow(RangeError);
    expect(() => new Member({ email: "nobody" })).toThrow(RangeError);
    expect([member.email, member.age]).toEqual(["a@b.c", 3]);
    expect([...session.dirty]).toEqual([]);
    sent.clear();
    await session.flush();
    expect(sent.texts).toEqual([]);
  });

  scenario("take null as a value", async ({ session, rows }) => {
    const member = new Member({ email: "a@b.c", age: 3 });
    session.add(member);
    await session.commit();
    member.age = null;
    await session.commit();
    expect((await rows(Member)).map((row) => row[2])).toEqual([null]);
  });

  scenario("are not asked about rows", async ({ session, makeSession }) => {
    const connection = await session.connection();
    await connection.execDriverSql("INSERT INTO members (email) VALUES ('NOBODY')");
    await session.commit();
    expect((await makeSession().scalars(select(Member))).one().email).toBe("NOBODY");
  });

  scenario("of a collection are asked for each object that comes in, by every mutator", async ({ session, rows }) => {
    const club = new Club({ name: "Chess", members: [new Member({ email: "a@b.c" })] });
    session.add(club);
    await session.commit();
    full.push(club);
    const late = new Member({ email: "late@b.c" });
    expect(() => club.members.push(late)).toThrow(/Chess is full/);
    expect(() => club.members.splice(0, 0, late)).toThrow(/Chess is full/);
    expect(() => (club.members = [late])).toThrow(/Chess is full/);
    expect(club.members.map(({ email }) => email)).toEqual(["a@b.c"]);
    expect(late.club ?? null).toBeNull();
    await session.commit();
    expect((await rows(Member)).map(([, email]) => email)).toEqual(["a@b.c"]);
    full.length = 0;
  });

  scenario("of a collection are asked when the other side is assigned", async ({ session }) => {
    const club = new Club({ name: "Go" });
    session.add(club);
    await session.commit();
    full.push(club);
    const member = new Member({ email: "a@b.c" });
    expect(() => (member.club = club)).toThrow(/Go is full/);
    expect(() => new Member({ email: "b@b.c", club })).toThrow(/Go is full/);
    expect(member.club ?? null).toBeNull();
    expect((await club.awaitableAttrs.members).length).toBe(0);
    full.length = 0;
    member.club = club;
    session.add(member);
    await session.commit();
    expect(member.clubId).toBe(club.id);
  });
});

it("of a base class hold for the classes that extend it", () => {
  class Named extends declarativeBase({ metadata: new MetaData() }) {}
  class Dog extends Named.table("dogs", { id: integer().primaryKey(), name: string(20) }) {}
  const asked: string[] = [];
  validates(Dog, ["name"], (_dog, key, value) => {
    asked.push(`${key} ${value}`);
    return value.trim();
  });
  validates(Dog, ["name"], (_dog, key, value) => {
    asked.push(`second ${key} ${value}`);
    return value;
  });
  class Puppy extends Dog {}
  void Puppy;
  expect(new Dog({ name: " Rex " }).name).toBe("Rex");
  expect(asked).toEqual(["name  Rex ", "second name Rex"]);
});

it("with includeBackrefs: false are asked by their own side alone", () => {
  class Own extends declarativeBase({ metadata: new MetaData() }) {}
  class Box extends Own.table("boxes", {
    id: integer().primaryKey(),
    get things() {
      return oneToMany(() => Thing, { backPopulates: "box" });
    },
  }) {}
  class Thing extends Own.table("things", {
    id: integer().primaryKey(),
    boxId: integer().nullable().references("boxes.id"),
    get box() {
      return manyToOne(() => Box, { backPopulates: "things" });
    },
  }) {}
  const asked: unknown[] = [];
  validates(Box, ["things"], (_box, _key, thing) => (asked.push(thing), thing), { includeBackrefs: false });
  const [box, thing] = [new Box({}), new Thing({})];
  thing.box = box;
  expect(box.things).toEqual([thing]);
  expect(asked).toEqual([]);
  const other = new Thing({});
  box.things.push(other);
  expect(asked).toEqual([other]);
  validates(Box, ["things"], () => new Thing({}));
  expect(() => box.things.push(new Thing({}))).toThrow(/another object/);
});

it("that give nothing, or a promise, or name what is no attribute, are errors", () => {
  class Own extends declarativeBase({ metadata: new MetaData() }) {}
  class Row extends Own.table("rows", { id: integer().primaryKey(), a: string(5), b: string(5) }) {}
  validates(Row, ["a"], () => undefined);
  validates(Row, ["b"], async (_row, _key, value) => await Promise.resolve(value));
  expect(() => new Row({ a: "x" })).toThrow(/gave undefined/);
  expect(() => new Row({ b: "x" })).toThrow(/gave a promise/);
  // @ts-expect-error -- no such attribute
  expect(() => validates(Row, ["c"], (_row, _key, value) => value)).toThrow(/"c"/);
  expect(() => validates(Row, "a" as never, () => 1)).toThrow(ArgumentError);
});
