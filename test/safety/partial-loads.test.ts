// SAFETY.md, line 24: what was not loaded is not overwritten; rows of joins do not multiply objects.
import { integer, MetaData, select, string, update } from "athanor";
import {
  declarativeBase,
  defer,
  joinedload,
  loadOnly,
  makeTransientToDetached,
  manyToMany,
  manyToOne,
  oneToMany,
  selectinload,
} from "athanor/orm";
import { expect } from "vitest";
import { describeScenarios, type Scenario } from "../support/scenarios.ts";

class Base extends declarativeBase({ metadata: new MetaData() }) {}

const ownerTags = Base.metadata.table("sp_owner_tags", {
  ownerId: integer().primaryKey().references("sp_owners.id"),
  tagId: integer().primaryKey().references("sp_tags.id"),
});

class Owner extends Base.table("sp_owners", {
  id: integer().primaryKey(),
  name: string(40),
  nick: string(40).nullable(),
  secret: string(40).nullable().deferred(),
  get things() {
    return oneToMany(() => Thing, { backPopulates: "owner", orderBy: (thing) => thing.c.id });
  },
  get tags() {
    return manyToMany(() => Tag, { secondary: () => ownerTags, orderBy: (tag) => tag.c.id });
  },
}) {}

class Thing extends Base.table("sp_things", {
  id: integer().primaryKey(),
  name: string(40),
  ownerId: integer().nullable().references("sp_owners.id"),
  get owner() {
    return manyToOne(() => Owner, { backPopulates: "things" });
  },
}) {}

class Tag extends Base.table("sp_tags", { id: integer().primaryKey(), word: string(40) }) {}

/** Three owners with two things and three tags each, and what others write then to all columns but `name`. */
async function saved({ session }: Scenario): Promise<void> {
  const tags = [1, 2, 3].map((id) => new Tag({ id, word: `t${id}` }));
  for (const id of [1, 2, 3]) {
    const things = [1, 2].map((n) => new Thing({ id: id * 10 + n, name: `thing${id * 10 + n}` }));
    session.add(new Owner({ id, name: `o${id}`, nick: "nick", secret: "secret", things, tags }));
  }
  await session.commit();
  await session.close();
}

async function writtenElsewhere({ makeSession }: Scenario): Promise<void> {
  const other = makeSession();
  await other.execute(update(Owner).set({ nick: "theirs", secret: "theirs" }).allRows());
  await other.commit();
  await other.close();
}

const first = select(Owner).where(Owner.c.id.eq(1));

describeScenarios("partly loaded objects", Base.metadata, (scenario) => {
  const partial = {
    "defer()": first.options(defer(Owner.c.nick)),
    "loadOnly()": first.options(loadOnly(Owner.c.name)),
    "a deferred column": first,
  };
  for (const [what, statement] of Object.entries(partial)) {
    scenario(`of ${what} write what was assigned, and nothing that they had not loaded`, async (given) => {
      const { session, sent, rows } = given;
      await saved(given);
      const owner = (await session.scalars(statement)).one();
      await session.commit();
      await writtenElsewhere(given);
      owner.name = "mine";
      sent.clear();
      await session.commit();
      expect(sent.texts.filter((text) => text.startsWith("UPDATE"))).toEqual([
        "UPDATE sp_owners SET name=? WHERE sp_owners.id = ?",
      ]);
      expect((await rows(Owner))[0]).toEqual([1, "mine", "theirs", "theirs"]);
    });
  }

  scenario("may be assigned what they had not loaded, which alone is written", async (given) => {
    const { session, sent, rows } = given;
    await saved(given);
    const owner = (await session.scalars(first.options(loadOnly(Owner.c.id)))).one();
    await session.commit();
    await writtenElsewhere(given);
    sent.clear();
    owner.secret = null;
    await session.commit();
    expect(sent.steps).toEqual(["UPDATE sp_owners"]);
    expect((await rows(Owner))[0]).toEqual([1, "o1", "theirs", null]);
  });

  scenario("that were expired write what was assigned since", async (given) => {
    const { session, rows } = given;
    await saved(given);
    const owner = await session.getOne(Owner, 1);
    session.expire(owner);
    await session.commit();
    await writtenElsewhere(given);
    owner.name = "mine";
    await session.commit();
    expect((await rows(Owner))[0]).toEqual([1, "mine", "theirs", "theirs"]);
  });

  scenario("made from a key alone write what was assigned", async (given) => {
    const { session, rows } = given;
    await saved(given);
    const owner = new Owner({ id: 1 });
    makeTransientToDetached(owner);
    session.add(owner);
    owner.name = "mine";
    await session.commit();
    expect((await rows(Owner))[0]).toEqual([1, "mine", "nick", "secret"]);
  });

  scenario("merged write what the given object holds", async (given) => {
    const { session, rows } = given;
    await saved(given);
    await session.merge(new Owner({ id: 1, name: "mine" }));
    await session.commit();
    expect((await rows(Owner))[0]).toEqual([1, "mine", "nick", "secret"]);
    expect(await rows(Thing)).toHaveLength(6);
    expect(await rows(ownerTags)).toHaveLength(9);
  });

  scenario("whose collections are not loaded lose no member", async (given) => {
    const { session, rows } = given;
    await saved(given);
    const owner = await session.getOne(Owner, 1);
    owner.name = "mine";
    const thing = new Thing({ id: 99, name: "new" });
    thing.owner = owner;
    session.add(thing);
    await session.commit();
    expect((await rows(Thing)).filter((row) => row[2] === 1)).toHaveLength(3);
    expect(await rows(ownerTags)).toHaveLength(9);
  });

  scenario("of bulkUpdateMappings and the bulk update write the columns that are named", async (given) => {
    const { session, rows } = given;
    await saved(given);
    await session.execute(update(Owner), [{ id: 1, name: "mine" }]);
    await session.bulkUpdateMappings(Owner, [{ id: 2, nick: "mine" }]);
    await session.commit();
    expect((await rows(Owner)).slice(0, 2)).toEqual([
      [1, "mine", "nick", "secret"],
      [2, "o2", "mine", "secret"],
    ]);
  });
});

describeScenarios("joined eager loads", Base.metadata, (scenario) => {
  const both = [joinedload(Owner.c.things), joinedload(Owner.c.tags)];

  scenario("of two collections do not multiply them", async (given) => {
    const { session, sent } = given;
    await saved(given);
    sent.clear();
    const owners = (
      await session.scalars(
        select(Owner)
          .orderBy(Owner.c.id)
          .options(...both),
      )
    )
      .unique()
      .all();
    expect(owners.map((owner) => [owner.id, owner.things.map((t) => t.id), owner.tags.map((t) => t.id)])).toEqual(
      [1, 2, 3].map((id) => [id, [id * 10 + 1, id * 10 + 2], [1, 2, 3]]),
    );
    await session.flush();
    expect(sent.length).toBe(1);
  });

  scenario("with limit and offset count owners", async (given) => {
    const { session } = given;
    await saved(given);
    const page = select(Owner)
      .orderBy(Owner.c.id.desc())
      .limit(2)
      .offset(1)
      .options(...both);
    const owners = (await session.scalars(page)).unique().all();
    expect(owners.map((owner) => [owner.id, owner.things.length, owner.tags.length])).toEqual([
      [2, 2, 3],
      [1, 2, 3],
    ]);
  });

  scenario("with limit by query(), first() and distinct() give one owner with all of it", async (given) => {
    const { session } = given;
    await saved(given);
    const one = (
      await session.scalars(
        select(Owner)
          .orderBy(Owner.c.id)
          .limit(1)
          .options(...both),
      )
    )
      .unique()
      .one();
    expect([one.id, one.things.length, one.tags.length]).toEqual([1, 2, 3]);
    const distinct = (
      await session.scalars(
        select(Owner)
          .distinct()
          .options(...both),
      )
    )
      .unique()
      .all();
    expect(distinct).toHaveLength(3);
  });

  scenario("beside selectinload, and down two levels, do not multiply", async (given) => {
    const { session } = given;
    await saved(given);
    const things = (
      await session.scalars(
        select(Thing)
          .orderBy(Thing.c.id)
          .options(joinedload(Thing.c.owner).options(joinedload(Owner.c.tags), selectinload(Owner.c.things))),
      )
    )
      .unique()
      .all();
    expect(things).toHaveLength(6);
    expect(things[0]?.owner?.tags.map((tag) => tag.id)).toEqual([1, 2, 3]);
    expect(things[0]?.owner?.things).toHaveLength(2);
  });
});
