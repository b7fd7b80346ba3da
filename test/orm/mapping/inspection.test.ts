import { integer, MetaData, string } from "athanor";
import {
  associationProxy,
  columnProperty,
  composite,
  declarativeBase,
  hybridMethod,
  hybridProperty,
  inspect,
  manyToOne,
  oneToMany,
  synonym,
} from "athanor/orm";
import { describe, expect, it } from "vitest";
import { describeScenarios } from "../../support/scenarios.ts";

const metadata = new MetaData();
const people = metadata.table("people", { id: integer().primaryKey(), name: string(20) });
const desks = metadata.table("desks", {
  id: integer().primaryKey(),
  personId: integer().references("people.id"),
  room: string(10),
});
class Base extends declarativeBase({ metadata }) {}
class Person extends Base.map(people, {
  title: synonym("name"),
  twice: columnProperty(integer(), (c) => c.id.mul(2)),
  get desks() {
    return oneToMany(() => Desk, { backPopulates: "person" });
  },
}) {}
class Desk extends Base.map(desks, {
  get person() {
    return manyToOne(() => Person, { backPopulates: "desks" });
  },
}) {}
class Seat extends Base.map(people.join(desks), {
  id: [people.c.id, desks.c.personId],
  name: people.c.name,
  deskId: desks.c.id,
  room: desks.c.room,
}) {}

class Part {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
  compositeValues(): readonly string[] {
    return [this.name];
  }
}
class Told extends declarativeBase().table("told", {
  id: integer().primaryKey().info({ of: "column" }).doc("the key"),
  name: string(10).named("told_name"),
  ownerId: integer().references("told.id").nullable(),
  again: synonym("name", { info: { of: "synonym" } }),
  part: composite(Part, "name", { info: { of: "composite" } }),
  twice: columnProperty(integer(), (c) => c.id.mul(2), { info: { of: "expression" } }),
  upper: hybridProperty({ get: (self) => self.name as string, info: { of: "hybrid" } }),
  isIt: hybridMethod({ call: () => true, info: { of: "method" } }),
  ownedNames: associationProxy("owned", "name", { info: { of: "proxy" } }),
  get owner() {
    return manyToOne(() => Told, { backPopulates: "owned", info: { of: "relationship" } });
  },
  get owned() {
    return oneToMany(() => Told, { backPopulates: "owner", cascade: "all" });
  },
}) {}

describe("inspect(Class).getProperty()", () => {
  const told = () => inspect(Told);

  it("gives the info of every kind of attribute", () => {
    const names = ["id", "again", "part", "twice", "upper", "isIt", "ownedNames", "owner"];
    expect(names.map((name) => told().getProperty(name)).map(({ kind, info }) => [kind, info["of"]])).toEqual([
      ["column", "column"],
      ["synonym", "synonym"],
      ["composite", "composite"],
      ["expression", "expression"],
      ["hybrid", "hybrid"],
      ["hybridMethod", "method"],
      ["association", "proxy"],
      ["relationship", "relationship"],
    ]);
    expect([told().getProperty("name").info, told().getProperty("owned").info]).toEqual([{}, {}]);
  });

  it("tells of columns", () => {
    const { c } = told().localTable as unknown as { c: Record<string, unknown> };
    expect([told().getProperty("id").doc, told().getProperty("name").doc]).toEqual(["the key", undefined]);
    expect(["name", "part", "owner", "upper"].map((name) => told().getProperty(name).columns)).toEqual([
      [c["name"]],
      [c["name"]],
      [],
      [],
    ]);
  });

  it("tells of relationships", () => {
    const owner = told().getProperty("owner");
    expect([owner.mapper, owner.parent, owner.direction, owner.uselist, owner.viewonly, owner.secondary]).toEqual([
      told(),
      told(),
      "manyToOne",
      false,
      false,
      undefined,
    ]);
    expect([owner.backPopulates, told().getProperty("owned").cascade?.delete, String(owner)]).toEqual([
      "owned",
      true,
      "Told.owner",
    ]);
    expect(told().getProperty("id").direction).toBe(undefined);
  });

  it("knows the kinds by name, and refuses a name that is none", () => {
    expect([told().composites, told().synonyms]).toEqual([["part"], ["again"]]);
    expect([told().hasProperty("owner"), told().hasProperty("upper"), told().hasProperty("x")]).toEqual([
      true,
      true,
      false,
    ]);
    expect(() => told().getProperty("ownr")).toThrow('Told has no attribute "ownr". Did you mean "owner"?');
  });
});

describe("inspect(Class).cascadeIterator()", () => {
  it("gives what an object reaches, each once, without itself", () => {
    const [a, b, c, d] = [1, 2, 3, 4].map((id) => new Told({ id }));
    a!.owned.push(b!, c!);
    b!.owned.push(d!);
    const told = inspect(Told);
    expect(told.cascadeIterator("delete", a!)).toEqual([b, c, d]);
    expect(told.cascadeIterator("save-update", d!)).toEqual([b, a, c]);
    expect(told.cascadeIterator("expunge", d!)).toEqual([]);
    expect(() => told.cascadeIterator("all" as never, a!)).toThrow("cascadeIterator() takes one of save-update, merge");
  });
});

describe("inspect(Class)", () => {
  it("tells of tables, keys and attributes", () => {
    const person = inspect(Person);
    expect(person.attrs).toEqual(["id", "name", "twice", "desks", "title"]);
    expect([person.localTable, person.persistSelectable, person.tables]).toEqual([people, people, [people]]);
    expect([person.columnAttrs, person.relationships, person.primaryKey]).toEqual([["id", "name"], ["desks"], ["id"]]);
    const seat = inspect(Seat);
    expect([seat.tables, seat.primaryKey]).toEqual([
      [people, desks],
      ["id", "deskId"],
    ]);
    expect([seat.isa(seat), seat.isa(person)]).toEqual([true, false]);
  });

  it("finds the attribute of a column", () => {
    const seat = inspect(Seat);
    expect(
      [desks.c.id, desks.c.personId, people.c.id, Seat.c.room].map((column) => seat.getPropertyByColumn(column)),
    ).toEqual(["deskId", "id", "id", "room"]);
    expect(inspect(Person).getPropertyByColumn(desks.c.id)).toBe(undefined);
  });

  it("tells the key of an object, with or without a row", () => {
    expect(inspect(Seat).primaryKeyFromInstance(new Seat({ id: 3 }))).toEqual([3, null]);
    expect(() => inspect(Seat).primaryKeyFromInstance(new Person())).toThrow("takes an object of Seat");
  });
});

describeScenarios("inspect(object)", metadata, (scenario) => {
  scenario("tells what changed of each attribute, and loads nothing", async ({ session, sent }) => {
    const person = new Person({ name: "Ann", desks: [new Desk({ room: "1" })] });
    expect([inspect(person).session, inspect(person).modified]).toEqual([null, true]);
    session.add(person);
    await session.commit();
    session.expungeAll();
    const again = await session.getOne(Person, person.id);
    const { attrs } = inspect(again);
    sent.clear();
    expect([attrs.name!.loadedValue, attrs.desks!.loadedValue]).toEqual(["Ann", undefined]);
    expect([inspect(again).modified, attrs.name!.history.unchanged]).toEqual([false, ["Ann"]]);
    again.name = "Anne";
    expect([attrs.name!.history.added, attrs.name!.history.deleted]).toEqual([["Anne"], ["Ann"]]);
    expect([inspect(again).modified, attrs.name!.value, attrs.name!.key]).toEqual([true, "Anne", "name"]);
    expect(inspect(again).session).toBe(session);
    expect([inspect(again).object === again, sent.length]).toEqual([true, 0]);
    await session.flush();
    expect(inspect(again).modified).toBe(false);
  });

  scenario("tells what is expired", async ({ session, sent }) => {
    const person = new Person({ name: "Ann" });
    session.add(person);
    await session.commit();
    expect(inspect(person).expired).toBe(false);
    session.expire(person);
    sent.clear();
    expect([inspect(person).expired, inspect(person).attrs.name!.loadedValue]).toEqual([true, undefined]);
    expect(inspect(Person).primaryKeyFromInstance(person)).toEqual([inspect(person).identity![0]]);
    expect(sent.length).toBe(0);
    await session.refresh(person);
    expect(inspect(person).expired).toBe(false);
  });
});
