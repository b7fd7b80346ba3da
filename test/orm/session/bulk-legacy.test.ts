import { integer, MetaData, select, string } from "athanor";
import { declarativeBase, inspect, StaleDataError } from "athanor/orm";
import { expect } from "vitest";
import { describeScenarios } from "../../support/scenarios.ts";

class Base extends declarativeBase({ metadata: new MetaData() }) {}

class Plant extends Base.table("plants", {
  id: integer().primaryKey(),
  name: string(30),
  height: integer().default(10),
  bed: string(10).nullable(),
}) {}

class Pot extends Base.table("pots", {
  country: string(2).primaryKey(),
  code: integer().primaryKey().autoincrement(false),
  colour: string(10),
}) {}

describeScenarios("bulk operations", Base.metadata, (scenario) => {
  scenario("bulkInsertMappings inserts rows and makes no objects", async ({ session, rows, sent }) => {
    await session.bulkInsertMappings(Plant, [
      { name: "fern" },
      { name: "moss", height: 2 },
      { name: "oak", height: 900 },
    ]);
    expect(sent.steps).toEqual(["INSERT plants"]);
    expect([...session.new]).toEqual([]);
    expect((await rows(Plant)).map((row) => row.slice(1))).toEqual([
      ["fern", 10, null],
      ["moss", 2, null],
      ["oak", 900, null],
    ]);
    await session.rollback();
    expect(await rows(Plant)).toEqual([]);
  });

  scenario("bulkInsertMappings gives keys back when they are wanted", async ({ session, rows }) => {
    const plants: { id?: number; name: string }[] = [{ name: "fern" }, { name: "moss" }];
    await session.bulkInsertMappings(Plant, plants, { returnDefaults: true });
    expect((await rows(Plant)).map(([id, name]) => [id, name])).toEqual(plants.map(({ id, name }) => [id, name]));
  });

  scenario("bulkInsertMappings refuses what is no attribute, and what is no row", async ({ session }) => {
    const run = async (given: unknown): Promise<void> => session.bulkInsertMappings(Plant, given as never);
    await expect(run([{ nme: "x" }])).rejects.toThrow(/name/);
    await expect(run([7])).rejects.toThrow(/position 0/);
    await expect(run(7)).rejects.toThrow(/list/);
  });

  scenario("bulkUpdateMappings updates by primary key", async ({ session, rows, sent }) => {
    const plants = [new Plant({ name: "fern" }), new Plant({ name: "moss" }), new Plant({ name: "oak" })];
    session.addAll(plants);
    await session.commit();
    sent.clear();
    await session.bulkUpdateMappings(Plant, [
      { id: plants[0]!.id, height: 1 },
      { id: plants[2]!.id, height: 3 },
    ]);
    expect(sent.steps).toContain("UPDATE plants");
    expect(sent.texts.at(-1)).toMatch(/^UPDATE plants SET height=\S+ (FROM unnest.*)?WHERE plants\.id = /);
    expect((await rows(Plant)).map(([, name, height]) => [name, height])).toEqual([
      ["fern", 1],
      ["moss", 10],
      ["oak", 3],
    ]);
  });

  scenario("bulkUpdateMappings of a row that is not there is a StaleDataError", async ({ session }) => {
    const run = async (): Promise<void> => session.bulkUpdateMappings(Plant, [{ id: 123_456, height: 1 }]);
    await expect(run()).rejects.toThrow(StaleDataError);
  });

  scenario("bulkSaveObjects inserts new objects, which stay outside", async ({ session, rows, sent }) => {
    const plants = [new Plant({ name: "fern" }), new Plant({ name: "moss", bed: "north" })];
    await session.bulkSaveObjects(plants);
    expect(sent.steps).toEqual(["INSERT plants"]);
    expect((await rows(Plant)).map((row) => row.slice(1))).toEqual([
      ["fern", 10, null],
      ["moss", 10, "north"],
    ]);
    expect(plants.map((plant) => inspect(plant).transient)).toEqual([true, true]);
    expect(plants.map((plant) => plant.id)).toEqual([undefined, undefined]);
  });

  scenario("bulkSaveObjects with returnDefaults fills in keys", async ({ session, rows }) => {
    const plants = [new Plant({ name: "fern" }), new Plant({ name: "moss" })];
    await session.bulkSaveObjects(plants, { returnDefaults: true });
    expect(await rows(Plant)).toEqual(plants.map((plant) => [plant.id, plant.name, 10, null]));
  });

  scenario(
    "bulkSaveObjects updates objects that have a row: what changed of them",
    async ({ makeSession, session, rows, sent }) => {
      session.addAll([new Plant({ name: "fern" }), new Plant({ name: "moss" })]);
      await session.commit();
      const other = makeSession();
      const plants = (await other.scalars(select(Plant).orderBy(Plant.c.id))).all();
      other.expungeAll();
      await other.rollback();
      plants[1]!.height = 77;
      sent.clear();
      await session.bulkSaveObjects(plants);
      expect(sent.texts).toEqual(["UPDATE plants SET height=? WHERE plants.id = ?"]);
      sent.clear();
      await session.bulkSaveObjects(plants, { updateChangedOnly: false });
      expect(sent.steps).toEqual(["UPDATE plants"]);
      expect(sent.texts[0]).toMatch(
        /^UPDATE plants SET name=\S+, height=\S+, bed=\S+ (FROM unnest.*)?WHERE plants\.id = /,
      );
      expect((await rows(Plant)).map(([, name, height]) => [name, height])).toEqual([
        ["fern", 10],
        ["moss", 77],
      ]);
    },
  );

  scenario("bulkSaveObjects keeps to the order, unless it may not matter", async ({ session, sent }) => {
    const mixed = (): object[] => [
      new Plant({ name: "a" }),
      new Pot({ country: "FR", code: 1, colour: "red" }),
      new Plant({ name: "b" }),
    ];
    await session.bulkSaveObjects(mixed());
    expect(sent.steps).toEqual(["INSERT plants", "INSERT pots", "INSERT plants"]);
    await session.rollback();
    sent.clear();
    await session.bulkSaveObjects(mixed(), { preserveOrder: false });
    expect(sent.steps).toEqual(["INSERT plants", "INSERT pots"]);
  });

  scenario("composite keys are given and taken", async ({ session, rows }) => {
    const pots: { country: string; code: number; colour: string }[] = [
      { country: "DE", code: 1, colour: "red" },
      { country: "DE", code: 2, colour: "blue" },
    ];
    await session.bulkInsertMappings(Pot, pots, { returnDefaults: true });
    await session.bulkUpdateMappings(Pot, [{ country: "DE", code: 2, colour: "green" }]);
    expect(await rows(Pot)).toEqual([
      ["DE", 1, "red"],
      ["DE", 2, "green"],
    ]);
  });

  scenario("nothing is nothing", async ({ session, sent }) => {
    await session.bulkInsertMappings(Plant, []);
    await session.bulkUpdateMappings(Plant, []);
    await session.bulkSaveObjects([]);
    expect(sent.texts).toEqual([]);
  });
});
