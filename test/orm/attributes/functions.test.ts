import { integer, json, MetaData, string } from "athanor";
import {
  declarativeBase,
  delAttribute,
  flagDirty,
  flagModified,
  getAttribute,
  getHistory,
  inspect,
  manyToOne,
  oneToMany,
  setAttribute,
  setCommittedValue,
} from "athanor/orm";
import { expect } from "vitest";
import { describeScenarios } from "../../support/scenarios.ts";

class Base extends declarativeBase({ metadata: new MetaData() }) {}

class Shop extends Base.table("shops", {
  id: integer().primaryKey(),
  name: string(40),
  data: json<{ open: boolean; tags?: string[] }>().nullable(),
  get wares() {
    return oneToMany(() => Ware, { backPopulates: "shop" });
  },
}) {}

class Ware extends Base.table("wares", {
  id: integer().primaryKey(),
  title: string(40),
  shopId: integer().nullable().references("shops.id"),
  get shop() {
    return manyToOne(() => Shop, { backPopulates: "wares" });
  },
}) {}

describeScenarios("attributes by name", Base.metadata, (scenario) => {
  scenario("are set and read as by an assignment, other side included", async ({ session, rows }) => {
    const shop = new Shop({ name: "a" });
    const ware = new Ware({ title: "w" });
    setAttribute(shop, "name", "b");
    setAttribute(ware, "shop", shop);
    expect(getAttribute(shop, "name")).toBe("b");
    expect(getAttribute(shop, "wares")).toEqual([ware]);
    session.add(shop);
    await session.commit();
    expect(await rows(Ware)).toEqual([[ware.id, "w", shop.id]]);
  });

  scenario("are emptied: a column and a reference to null, a collection of its members", async ({ session, rows }) => {
    const [one, two] = [new Ware({ title: "1" }), new Ware({ title: "2" })];
    const shop = new Shop({ name: "a", data: { open: true }, wares: [one, two] });
    session.add(shop);
    await session.commit();
    delAttribute(shop, "data");
    delAttribute(one, "shop");
    expect(shop.wares).toEqual([two]);
    await session.commit();
    expect((await rows(Ware)).map((row) => row[2])).toEqual([null, shop.id]);
    expect((await rows(Shop)).map((row) => row[2])).toEqual([null]);
    delAttribute(shop, "wares");
    await session.commit();
    expect((await rows(Ware)).map((row) => row[2])).toEqual([null, null]);
  });

  scenario("refuse names that are none, and what is no object", async () => {
    const shop = new Shop({ name: "a" });
    expect(() => setAttribute(shop, "nme", 1)).toThrow(/name/);
    expect(() => getAttribute(shop, "nme")).toThrow(/name/);
    expect(() => getHistory({}, "name")).toThrow(/mapped class/);
    await Promise.resolve();
  });

  scenario("have a history", async ({ session }) => {
    const shop = new Shop({ name: "a" });
    expect(getHistory(shop, "name")).toMatchObject({ added: ["a"], unchanged: [], deleted: [] });
    session.add(shop);
    await session.commit();
    expect(getHistory(shop, "name")).toMatchObject({ added: [], unchanged: ["a"], deleted: [] });
    shop.name = "b";
    expect(getHistory(shop, "name")).toMatchObject({ added: ["b"], unchanged: [], deleted: ["a"] });
    expect(inspect(shop).history("name").hasChanges()).toBe(true);
  });

  scenario("setCommittedValue leaves no history, and nothing to write", async ({ session, sent }) => {
    const ware = new Ware({ title: "w" });
    const shop = new Shop({ name: "a", wares: [ware] });
    session.add(shop);
    await session.commit();
    session.expire(shop, ["wares"]);
    session.expire(ware, ["shop"]);
    setCommittedValue(shop, "wares", [ware]);
    setCommittedValue(ware, "shop", shop);
    setCommittedValue(shop, "name", "shown");
    sent.clear();
    expect(shop.wares).toEqual([ware]);
    expect([ware.shop, shop.name]).toEqual([shop, "shown"]);
    expect(getHistory(shop, "name").hasChanges()).toBe(false);
    expect(getHistory(shop, "wares").hasChanges()).toBe(false);
    await session.flush();
    expect(sent.texts).toEqual([]);
    expect(() => setCommittedValue(shop, "wares", [shop])).toThrow(/Ware/);
  });

  scenario("setCommittedValue of a changed attribute forgets the change", async ({ session, rows }) => {
    const shop = new Shop({ name: "a", data: { open: true } });
    session.add(shop);
    await session.commit();
    shop.name = "b";
    shop.data = { open: false };
    setCommittedValue(shop, "name", "c");
    await session.commit();
    expect(await rows(Shop)).toEqual([[shop.id, "a", { open: false }]]);
  });

  scenario("flagModified writes what was edited inside", async ({ session, rows, sent }) => {
    const shop = new Shop({ name: "a", data: { open: true } });
    session.add(shop);
    await session.commit();
    shop.data!.open = false;
    sent.clear();
    await session.flush();
    expect(sent.texts).toEqual([]);
    flagModified(shop, "data");
    expect([...session.dirty]).toEqual([shop]);
    await session.commit();
    expect(sent.texts).toContain("UPDATE shops SET data=? WHERE shops.id = ?");
    expect((await rows(Shop)).map((row) => row[2])).toEqual([{ open: false }]);
    expect(() => flagModified(shop, "wares")).toThrow(/relationship/);
  });

  scenario("flagDirty shows the object to the listeners of a flush", async ({ session, sent }) => {
    const shop = new Shop({ name: "a" });
    session.add(shop);
    await session.commit();
    flagDirty(shop);
    sent.clear();
    await session.flush();
    expect(sent.texts).toEqual([]);
  });
});
