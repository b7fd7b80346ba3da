import { deleteFrom, integer, MetaData, select, string } from "athanor";
import {
  aliased,
  declarativeBase,
  FlushError,
  inspect,
  manyToOne,
  oneToMany,
  selectinload,
  StaleDataError,
  joinedload,
} from "athanor/orm";
import { describe, expect, it } from "vitest";
import { describeScenarios } from "../../support/scenarios.ts";

const metadata = new MetaData();
const users = metadata.table("users", { id: integer().primaryKey(), name: string(20), nick: string(20).nullable() });
const addresses = metadata.table("addresses", {
  id: integer().primaryKey(),
  userId: integer().references("users.id"),
  email: string(40),
});
/** The primary key is the foreign key: one row to one. */
const profiles = metadata.table("profiles", {
  id: integer().primaryKey().references("users.id"),
  motto: string(40),
  hits: integer().serverDefault("7"),
});
class Base extends declarativeBase({ metadata }) {}

class UserAddress extends Base.map(users.join(addresses), {
  id: [users.c.id, addresses.c.userId],
  name: users.c.name,
  nick: users.c.nick,
  addressId: addresses.c.id,
  email: addresses.c.email,
  get orders() {
    return oneToMany(() => Order, { backPopulates: "placed", cascade: ["all", "delete-orphan"] });
  },
}) {}
class Order extends Base.table("orders", {
  id: integer().primaryKey(),
  addressId: integer().references("addresses.id").nullable(),
  item: string(20),
  get placed() {
    return manyToOne(() => UserAddress, { backPopulates: "orders" });
  },
}) {}
class Person extends Base.map(users.join(profiles), {
  id: [users.c.id, profiles.c.id],
  name: users.c.name,
  motto: profiles.c.motto,
  hits: profiles.c.hits,
}) {}
class Maybe extends Base.map(users.outerjoin(addresses), {
  userId: users.c.id,
  name: users.c.name,
  addressId: addresses.c.id,
  owner: addresses.c.userId,
  email: addresses.c.email,
}) {}
class User extends Base.map(users) {}
const shirts = metadata.table("shirts", {
  id: integer().primaryKey(),
  userId: integer().references("users.id"),
  number: integer(),
  teamId: integer().references("teams.id", { useAlter: true, name: "fk_team" }).nullable(),
});
class Team extends Base.table("teams", {
  id: integer().primaryKey(),
  title: string(10),
  captainId: integer().references("users.id").nullable(),
  get captain() {
    return manyToOne(() => Player, { primaryjoin: () => Team.c.captainId.eq(Player.c.id) });
  },
}) {}
class Player extends Base.map(users.join(shirts), {
  id: [users.c.id, shirts.c.userId],
  name: users.c.name,
  shirtId: shirts.c.id,
  shirt: shirts.c.number,
  teamId: shirts.c.teamId,
  get team() {
    return manyToOne(() => Team, { postUpdate: true });
  },
}) {}

const ann = () => new UserAddress({ name: "Ann", email: "ann@x" });

describeScenarios("a class mapped to a join", metadata, (scenario) => {
  scenario("inserts into both tables, the referred one first, and copies its key", async ({ session, sent, rows }) => {
    const one = ann();
    session.add(one);
    await session.commit();
    expect(sent.steps).toEqual(["INSERT users", "INSERT addresses"]);
    expect(await rows(users)).toEqual([[one.id, "Ann", null]]);
    expect(await rows(addresses)).toEqual([[one.addressId, one.id, "ann@x"]]);
    expect(inspect(one).identity).toEqual([one.id, one.addressId]);
    expect(await session.get(UserAddress, { id: one.id, addressId: one.addressId })).toBe(one);
  });

  scenario("inserts many in batches", async ({ session, sent, rows }) => {
    const all = ["a", "b", "c"].map((name) => new UserAddress({ name, email: `${name}@x` }));
    session.addAll(all);
    await session.flush();
    expect(sent.steps).toEqual(["INSERT users", "INSERT addresses"]);
    expect((await rows(addresses)).map(([, userId, email]) => [userId, email])).toEqual(
      all.map(({ id, email }) => [id, email]),
    );
  });

  scenario("is selected from the join, and got by its key", async ({ session, sent, makeSession }) => {
    const one = ann();
    session.add(one);
    await session.commit();
    sent.clear();
    const other = makeSession();
    const got = await other.get(UserAddress, { id: one.id, addressId: one.addressId });
    expect(got).toMatchObject({ id: one.id, name: "Ann", nick: null, email: "ann@x" });
    expect(sent.texts.map((text) => text.replace("INNER JOIN", "JOIN"))).toEqual([
      "SELECT users.id, users.name, users.nick, addresses.id AS id_1, addresses.email FROM users JOIN addresses ON users.id = addresses.userId WHERE users.id = ? AND addresses.id = ?",
    ]);
    expect(await other.get(UserAddress, { id: one.id, addressId: one.addressId })).toBe(got);
    const found = await other.scalars(select(UserAddress).where(UserAddress.c.email.eq("ann@x")));
    expect(found.all()).toEqual([got]);
  });

  scenario("gives its attributes their own names on rows", async ({ session }) => {
    const one = ann();
    session.add(one);
    await session.flush();
    const row = (await session.execute(select(UserAddress.c.addressId, UserAddress.c.email))).one();
    expect([row.addressId, row.email]).toEqual([one.addressId, "ann@x"]);
    const [sub] = (
      await session.execute(select(select(UserAddress.c.addressId, UserAddress.c.id).subquery("s").c.addressId))
    ).all();
    expect(sub?.addressId).toBe(one.addressId);
  });

  scenario("updates the table that changed", async ({ session, sent, rows }) => {
    const one = ann();
    session.add(one);
    await session.flush();
    sent.clear();
    one.email = "a@y";
    await session.flush();
    expect(sent.texts).toEqual(["UPDATE addresses SET email=? WHERE addresses.id = ?"]);
    sent.clear();
    one.nick = "A";
    await session.flush();
    expect(sent.texts).toEqual(["UPDATE users SET nick=? WHERE users.id = ?"]);
    sent.clear();
    one.name = "Anne";
    one.email = "anne@y";
    await session.commit();
    expect(sent.steps).toEqual(["UPDATE users", "UPDATE addresses"]);
    expect([await rows(users), await rows(addresses)]).toEqual([
      [[one.id, "Anne", "A"]],
      [[one.addressId, one.id, "anne@y"]],
    ]);
    sent.clear();
    one.name = "Anne";
    await session.flush();
    expect(sent.length).toBe(0);
  });

  scenario("deletes from both, the referring one first", async ({ session, sent, rows }) => {
    const one = ann();
    session.add(one);
    await session.commit();
    sent.clear();
    await session.delete(one);
    await session.commit();
    expect(sent.steps.filter((step) => step.startsWith("DELETE"))).toEqual(["DELETE addresses", "DELETE users"]);
    expect([await rows(users), await rows(addresses)]).toEqual([[], []]);
    expect(inspect(one).detached).toBe(true);
  });

  scenario("deletes several at once", async ({ session, rows }) => {
    const all = ["a", "b", "c"].map((name) => new UserAddress({ name, email: `${name}@x` }));
    session.addAll(all);
    await session.flush();
    await session.delete(all[0]!);
    await session.delete(all[2]!);
    await session.flush();
    expect((await rows(users)).map(([, name]) => name)).toEqual(["b"]);
    expect((await rows(addresses)).map(([, , email]) => email)).toEqual(["b@x"]);
  });

  scenario("restores what a rollback undoes", async ({ session, rows }) => {
    const one = ann();
    session.add(one);
    await session.flush();
    await session.rollback();
    expect(inspect(one).transient).toBe(true);
    expect([await rows(users), await rows(addresses)]).toEqual([[], []]);
    session.add(one);
    await session.commit();
    one.email = "b@x";
    await session.flush();
    await session.rollback();
    await session.refresh(one);
    expect(one.email).toBe("ann@x");
  });

  scenario("refreshes, expires and merges", async ({ session, makeSession }) => {
    const one = ann();
    session.add(one);
    await session.commit();
    session.expire(one);
    await session.refresh(one);
    expect([one.name, one.email]).toEqual(["Ann", "ann@x"]);
    const other = makeSession();
    const merged = await other.merge(new UserAddress({ id: one.id, addressId: one.addressId, email: "new@x" }));
    expect([merged.name, merged.email]).toEqual(["Ann", "new@x"]);
    await session.rollback();
    await other.commit();
    await session.refresh(one, ["email"]);
    expect(one.email).toBe("new@x");
  });

  scenario("has relationships by the foreign keys of its tables", async ({ session, sent, rows }) => {
    const one = ann();
    one.orders.push(new Order({ item: "pen" }), new Order({ item: "ink" }));
    session.add(one);
    await session.flush();
    expect(sent.steps).toEqual(["INSERT users", "INSERT addresses", "INSERT orders"]);
    expect((await rows(Order)).map(([, addressId, item]) => [addressId, item])).toEqual([
      [one.addressId, "pen"],
      [one.addressId, "ink"],
    ]);
    one.orders.pop();
    await session.flush();
    expect((await rows(Order)).length).toBe(1);
    await session.delete(one);
    await session.flush();
    expect([await rows(users), await rows(addresses), await rows(Order)]).toEqual([[], [], []]);
  });

  scenario("is loaded through relationships of both sides, however", async ({ session, sent, makeSession }) => {
    const one = ann();
    one.orders.push(new Order({ item: "pen" }));
    session.add(one);
    await session.commit();
    for (const options of [[], [selectinload(Order.c.placed)], [joinedload(Order.c.placed)]]) {
      const other = makeSession();
      sent.clear();
      const order = (await other.scalars(select(Order).options(...options))).one();
      const placed = await order.awaitableAttrs.placed;
      expect(placed).toMatchObject({ name: "Ann", email: "ann@x" });
      expect(sent.length).toBe(options.length === 1 && sent.texts[0]?.includes("JOIN") === true ? 1 : 2);
      expect(await placed!.awaitableAttrs.orders).toEqual([order]);
    }
    for (const load of [selectinload, joinedload]) {
      const other = makeSession();
      sent.clear();
      const loaded = (await other.scalars(select(UserAddress).options(load(UserAddress.c.orders)))).unique().one();
      expect(loaded.orders.map(({ item }) => item)).toEqual(["pen"]);
      expect(sent.length).toBe(load === selectinload ? 2 : 1);
    }
  });

  scenario("is joined along a relationship", async ({ session }) => {
    const one = ann();
    one.orders.push(new Order({ item: "pen" }));
    session.addAll([one, new UserAddress({ name: "Bo", email: "bo@x" })]);
    await session.flush();
    const found = await session.execute(
      select(UserAddress.c.name, Order.c.item).join(UserAddress.c.orders).where(Order.c.item.eq("pen")),
    );
    expect(found.all().map((row) => [...row])).toEqual([["Ann", "pen"]]);
    const back = await session.execute(select(Order.c.item, UserAddress.c.email).join(Order.c.placed));
    expect(back.all().map((row) => [...row])).toEqual([["pen", "ann@x"]]);
    const without = await session.scalars(select(UserAddress.c.name).where(UserAddress.c.orders.any().not()));
    expect(without.all()).toEqual(["Bo"]);
  });

  scenario("has aliases, whose parts are aliased", async ({ session, sent }) => {
    session.addAll([ann(), new UserAddress({ name: "Bo", email: "bo@x" })]);
    await session.flush();
    sent.clear();
    const other = aliased(UserAddress);
    const pairs = await session.execute(
      select(UserAddress, other).join(other, UserAddress.c.email.lt(other.c.email)).where(other.c.name.eq("Bo")),
    );
    const [[a, b]] = pairs.all() as unknown as [[UserAddress, UserAddress]];
    expect([a.name, b.name]).toEqual(["Ann", "Bo"]);
    expect(sent.texts[0]).toContain("users AS users_1");
    const named = aliased(UserAddress, "ua");
    expect((await session.scalars(select(named).where(named.c.email.eq("bo@x")))).one()).toBe(b);
    expect(sent.texts[1]).toContain("AS ua");
  });

  scenario("shares the tables with other classes, each with objects of its own", async ({ session, makeSession }) => {
    const one = ann();
    session.add(one);
    await session.commit();
    const other = makeSession();
    const user = await other.getOne(User, one.id);
    const both = await other.getOne(UserAddress, { id: one.id, addressId: one.addressId });
    user.name = "Anne";
    await other.commit();
    expect(both.name).toBe("Ann");
    await other.refresh(both);
    expect(both.name).toBe("Anne");
  });

  scenario("fills a foreign key of its own after the INSERTs (postUpdate)", async ({ session, sent, rows }) => {
    const team = new Team({ title: "a" });
    const player = new Player({ name: "Ann", shirt: 7 });
    player.team = team;
    team.captain = player;
    session.add(player);
    await session.flush();
    expect(sent.steps).toContain("UPDATE shirts");
    expect((await rows(shirts))[0]).toEqual([player.shirtId, player.id, 7, team.id]);
    player.team = null;
    await session.flush();
    expect((await rows(shirts))[0]).toEqual([player.shirtId, player.id, 7, null]);
  });

  scenario("notices rows that are gone", async ({ session, makeSession }) => {
    const one = ann();
    session.add(one);
    await session.commit();
    const other = makeSession();
    await (await other.connection()).execute(deleteFrom(addresses).allRows());
    await other.commit();
    one.email = "x@x";
    await expect(async () => await session.flush()).rejects.toThrow(StaleDataError);
    await session.rollback();
  });

  scenario("whose key is one column is got by it, and takes values of the database", async ({ session, sent }) => {
    const person = new Person({ name: "Cy", motto: "on" });
    session.add(person);
    await session.commit();
    expect(sent.steps.slice(0, 2)).toEqual(["INSERT users", "INSERT profiles"]);
    expect(inspect(person).identity).toEqual([person.id]);
    expect(await person.awaitableAttrs.hits).toBe(7);
    expect(await session.get(Person, person.id)).toBe(person);
    sent.clear();
    person.hits = 8;
    await session.flush();
    expect(sent.texts).toEqual(["UPDATE profiles SET hits=? WHERE profiles.id = ?"]);
  });

  scenario("of an outer join has objects with a part of the key", async ({ session, sent, makeSession }) => {
    session.add(new User({ name: "Lone" }));
    await session.commit();
    const other = makeSession({ expireOnCommit: true });
    const lone = (await other.scalars(select(Maybe))).one();
    expect([lone.name, lone.addressId, lone.email]).toEqual(["Lone", null, null]);
    expect(inspect(lone).identity).toEqual([lone.userId, null]);
    expect(await other.get(Maybe, { userId: lone.userId, addressId: null as never })).toBe(lone);
    await other.commit();
    await other.refresh(lone);
    expect(lone.name).toBe("Lone");
    lone.name = "Alone";
    sent.clear();
    await other.commit();
    expect(sent.texts).toEqual(["UPDATE users SET name=? WHERE users.id = ?"]);
    await other.refresh(lone);
    lone.email = "x@x";
    await expect(async () => await other.flush()).rejects.toThrow(FlushError);
    await other.rollback();
  });
});

describe("what of a join cannot be mapped", () => {
  it("is refused, with the fix", () => {
    class TwoIds extends Base.map(users.join(addresses)) {}
    expect(() => TwoIds.c).toThrow('two tables have a column "id"');
    class NoKey extends Base.map(users.join(addresses), { id: users.c.id, email: addresses.c.email }) {}
    expect(() => NoKey.c.id).toThrow("does not map addresses.id, which is in the primary key of table addresses");
    class Foreign extends Base.map(users.join(addresses), { id: users.c.id, item: Order.c.item }) {}
    expect(() => Foreign.c.id).toThrow("Foreign.item takes a column of what the class maps");
    expect(() => Base.map(users.join(addresses), { id: integer() } as never)).toThrow("it cannot declare new ones");
    expect(() => Base.map(users.join(addresses), {} as never)).toThrow("names no column of what is mapped");
    expect(() => Base.map(select(users) as never, {})).toThrow("by .subquery()");
    expect(inspect(UserAddress).tables).toEqual([users, addresses]);
  });
});
