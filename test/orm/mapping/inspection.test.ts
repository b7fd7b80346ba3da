import { integer, MetaData, string } from "athanor";
import { columnProperty, declarativeBase, inspect, manyToOne, oneToMany, synonym } from "athanor/orm";
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
