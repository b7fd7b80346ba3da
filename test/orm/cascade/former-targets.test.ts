// A reference that owns its target (delete-orphan) lets go of one that was never in memory.
import { integer, MetaData, string } from "athanor";
import { declarativeBase, delAttribute, inspect, manyToOne } from "athanor/orm";
import { expect } from "vitest";
import { describeScenarios, type Scenario } from "../../support/scenarios.ts";

class Base extends declarativeBase({ metadata: new MetaData() }) {}
class Settings extends Base.table("ft_settings", { id: integer().primaryKey(), text: string(20) }) {}
class Person extends Base.table("ft_people", {
  id: integer().primaryKey(),
  name: string(20),
  settingsId: integer().references("ft_settings.id").nullable(),
  get settings() {
    return manyToOne(() => Settings, { cascade: "all, delete-orphan", singleParent: true });
  },
}) {}
class Keeper extends Base.table("ft_keepers", {
  id: integer().primaryKey(),
  settingsId: integer().references("ft_settings.id").nullable(),
  get settings() {
    return manyToOne(() => Settings, { cascade: "all, delete-orphan", singleParent: true, passiveDeletes: true });
  },
}) {}

async function people({ session, sent }: Scenario): Promise<void> {
  session.addAll([
    new Person({ id: 1, name: "a", settings: new Settings({ id: 1, text: "one" }) }),
    new Person({ id: 2, name: "b", settings: new Settings({ id: 2, text: "two" }) }),
    new Person({ id: 3, name: "c" }),
  ]);
  await session.commit();
  session.expungeAll();
  sent.clear();
}

describeScenarios("a reference that owns its target", Base.metadata, (scenario) => {
  scenario("deletes one that was replaced without having been loaded", async (given) => {
    await people(given);
    const { session } = given;
    const person = await session.getOne(Person, 1);
    person.settings = new Settings({ id: 3, text: "three" });
    await session.flush();
    expect((await given.rows(Settings)).map((row) => row[0])).toEqual([2, 3]);
    expect((await given.rows(Person))[0]).toEqual([1, "a", 3]);
  });

  scenario("reads all that the flush lets go of by one SELECT, and deletes them", async (given) => {
    await people(given);
    const { session, sent } = given;
    const found = await Promise.all([1, 2, 3].map((id) => session.getOne(Person, id)));
    for (const person of found) person.settings = null;
    sent.clear();
    await session.flush();
    expect(sent.steps).toEqual(["SELECT ft_settings", "UPDATE ft_people", "DELETE ft_settings"]);
    expect(sent.texts.filter((text) => text.startsWith("SELECT"))).toHaveLength(1);
    expect([await given.rows(Settings), (await given.rows(Person)).map((row) => row[2])]).toEqual([
      [],
      [null, null, null],
    ]);
  });

  scenario("does the same for an expired object, and for one that is emptied", async (given) => {
    await people(given);
    const { session } = given;
    const [a, b] = [await session.getOne(Person, 1), await session.getOne(Person, 2)];
    session.expireAll();
    a.settings = new Settings({ id: 4, text: "four" });
    delAttribute(b, "settings");
    await session.flush();
    expect((await given.rows(Settings)).map((row) => row[0])).toEqual([4]);
    expect(inspect(a).attrs["settings"]!.history.hasChanges()).toBe(false);
  });

  scenario("keeps one that is assigned again", async (given) => {
    await people(given);
    const { session, sent } = given;
    const person = await session.getOne(Person, 1);
    const settings = await session.getOne(Settings, 1);
    session.expire(person);
    person.settings = null;
    person.settings = settings;
    sent.clear();
    await session.flush();
    expect(sent.texts.filter((text) => !text.startsWith("SELECT"))).toEqual([]);
    expect((await given.rows(Settings)).map((row) => row[0])).toEqual([1, 2]);
  });

  scenario("is undone by a rollback", async (given) => {
    await people(given);
    const { session } = given;
    const person = await session.getOne(Person, 1);
    person.settings = null;
    await session.flush();
    await session.rollback();
    expect(((await person.awaitableAttrs.settings) as Settings).text).toBe("one");
  });

  scenario("reads nothing where passiveDeletes leaves it to the database", async (given) => {
    const { session, sent } = given;
    session.add(new Keeper({ id: 1, settings: new Settings({ id: 9, text: "nine" }) }));
    await session.commit();
    session.expungeAll();
    const keeper = await session.getOne(Keeper, 1);
    keeper.settings = null;
    sent.clear();
    await session.flush();
    expect(sent.steps).toEqual(["UPDATE ft_keepers"]);
    expect((await given.rows(Settings)).length).toBe(1);
  });
});
