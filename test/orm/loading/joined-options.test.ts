import { integer, MetaData, select, string } from "athanor";
import { declarativeBase, joinedload, manyToOne, oneToMany } from "athanor/orm";
import { describe, expect, it } from "vitest";
import { describeScenarios, type Scenario } from "../../support/scenarios.ts";

class Base extends declarativeBase({ metadata: new MetaData() }) {}
class Node extends Base.table("nodes", {
  id: integer().primaryKey(),
  name: string(10),
  parentId: integer().references("nodes.id").nullable(),
  get children() {
    return oneToMany(() => Node, { lazy: "joined", joinDepth: 2, orderBy: (node) => node.c.id });
  },
}) {}
class City extends Base.table("cities", { id: integer().primaryKey(), name: string(10) }) {}
class House extends Base.table("houses", {
  id: integer().primaryKey(),
  cityId: integer().references("cities.id"),
  ownerId: integer().references("owners.id"),
  get city() {
    return manyToOne(() => City, { lazy: "joined", innerjoin: true });
  },
}) {}
class Owner extends Base.table("owners", {
  id: integer().primaryKey(),
  name: string(10),
  get houses() {
    return oneToMany(() => House);
  },
}) {}

async function houses({ session, sent }: Scenario): Promise<void> {
  session.addAll([
    new Owner({ name: "Ann", houses: [new House({ city: new City({ name: "Ulm" }) })] }),
    new Owner({ name: "Bo" }),
  ]);
  await session.commit();
  session.expungeAll();
  sent.clear();
}
const plain = (text: string): string => text.replaceAll("INNER JOIN", "JOIN");

describeScenarios("joined loads by declaration", Base.metadata, (scenario) => {
  scenario("innerjoin joins without OUTER", async (given) => {
    await houses(given);
    const [house] = (await given.session.scalars(select(House))).all();
    expect([house!.city!.name, given.sent.length]).toEqual(["Ulm", 1]);
    expect(plain(given.sent.texts[0]!)).toMatch(/FROM houses JOIN cities AS cities_1 ON cities_1\.id = houses\.cityId/);
  });

  // It used to be an inner join there too, and took out owners without a house.
  scenario("innerjoin behind an outer join is an outer join", async (given) => {
    await houses(given);
    const owners = (await given.session.scalars(select(Owner).options(joinedload(Owner.c.houses)).orderBy(Owner.c.id)))
      .unique()
      .all();
    expect(owners.map((owner) => owner.houses.map((house) => house.city!.name))).toEqual([["Ulm"], []]);
    given.session.expungeAll();
    const asked = joinedload(Owner.c.houses).joinedload(House.c.city, { innerjoin: true });
    const again = (await given.session.scalars(select(Owner).options(asked))).unique().all();
    expect([again.length, given.sent.length]).toEqual([2, 2]);
  });

  scenario("joinDepth follows a relationship to the class itself", async (given) => {
    const { session, sent } = given;
    const tree = (name: string, ...children: Node[]): Node => new Node({ name, children });
    const root = tree("a", tree("b", tree("c", tree("d"))), tree("e"));
    session.add(root);
    await session.commit();
    session.expungeAll();
    sent.clear();
    const loaded = (await session.scalars(select(Node).where(Node.c.name.eq("a")))).unique().one();
    const names = loaded.children.map((child) => [child.name, child.children.map((each) => each.name)]);
    expect(names).toEqual([
      ["b", ["c"]],
      ["e", []],
    ]);
    expect(sent.length).toBe(1);
    expect((await loaded.children[0]!.children[0]!.awaitableAttrs.children).map((node) => node.name)).toEqual(["d"]);
    expect(sent.length).toBe(2);
  });
});

describe("joinDepth", () => {
  it("is a whole number", () => {
    class Bad extends declarativeBase().table("bad_depths", {
      id: integer().primaryKey(),
      upId: integer().references("bad_depths.id").nullable(),
      get up() {
        return manyToOne(() => Bad, { joinDepth: -1 });
      },
    }) {}
    expect(() => Bad.c.up).toThrow("joinDepth is a whole number above 0; given was the number -1");
  });
});
