// Transactions and savepoints of a session: what they send, and what they leave of objects.
import { IntegrityError, integer, InvalidRequestError, MetaData, PendingRollbackError, select, string } from "athanor";
import { declarativeBase, inspect } from "athanor/orm";
import { expect } from "vitest";
import { describeScenarios } from "../../support/scenarios.ts";

class Base extends declarativeBase({ metadata: new MetaData() }) {}

class Coin extends Base.table("coins", {
  id: integer().primaryKey(),
  face: string(20).unique(),
  worth: integer().default(1),
}) {}

describeScenarios("transactions of a session", Base.metadata, (scenario) => {
  scenario("begin by themselves, with the first statement", async ({ session }) => {
    expect(session.inTransaction()).toBe(false);
    session.add(new Coin({ face: "a" }));
    await session.flush();
    expect(session.inTransaction()).toBe(true);
    await session.commit();
    expect(session.inTransaction()).toBe(false);
  });

  scenario("see their own rows, which others do not", async ({ session, makeSession }) => {
    session.add(new Coin({ face: "a" }));
    await session.flush();
    expect((await session.scalars(select(Coin))).all()).toHaveLength(1);
    const other = makeSession();
    expect((await other.scalars(select(Coin))).all()).toHaveLength(0);
    await other.rollback();
    await session.commit();
    expect((await makeSession().scalars(select(Coin))).all()).toHaveLength(1);
  });

  scenario("begun by hand cannot be begun twice", async ({ session }) => {
    await session.begin();
    const again = async (): Promise<unknown> => session.begin();
    await expect(again()).rejects.toThrow(InvalidRequestError);
    await session.rollback();
    await session.begin();
    await session.commit();
  });

  scenario("with autobegin off want begin()", async ({ makeSession }) => {
    const session = makeSession({ autobegin: false });
    const ask = async (): Promise<unknown> => await session.scalars(select(Coin));
    await expect(ask()).rejects.toThrow(/begin\(\)/);
    await session.begin();
    expect((await session.scalars(select(Coin))).all()).toEqual([]);
    await session.commit();
    await expect(ask()).rejects.toThrow(/begin\(\)/);
  });

  scenario("that fail in a flush want a rollback", async ({ session, rows }) => {
    session.add(new Coin({ face: "a" }));
    await session.commit();
    session.add(new Coin({ face: "a" }));
    const flush = async (): Promise<void> => session.flush();
    await expect(flush()).rejects.toThrow(IntegrityError);
    const ask = async (): Promise<unknown> => await session.scalars(select(Coin));
    await expect(ask()).rejects.toThrow(PendingRollbackError);
    await session.rollback();
    expect(await rows(Coin)).toHaveLength(1);
  });

  scenario("that fail leave what was new transient, to be corrected and added again", async ({ session, rows }) => {
    session.add(new Coin({ face: "a" }));
    await session.commit();
    const coin = new Coin({ face: "a" });
    session.add(coin);
    const commit = async (): Promise<void> => session.commit();
    await expect(commit()).rejects.toThrow(IntegrityError);
    await session.rollback();
    expect(inspect(coin).transient).toBe(true);
    coin.face = "b";
    session.add(coin);
    await session.commit();
    expect((await rows(Coin)).map(([, face]) => face)).toEqual(["a", "b"]);
  });

  scenario("are known by the session, with the innermost savepoint", async ({ session }) => {
    expect([session.getTransaction(), session.getNestedTransaction()]).toEqual([null, null]);
    const transaction = await session.begin();
    const outer = await session.beginNested();
    const inner = await session.beginNested();
    expect(session.getTransaction()).toBe(transaction);
    expect(session.getNestedTransaction()).toBe(inner);
    await inner.commit();
    expect(session.getNestedTransaction()).toBe(outer);
    await session.rollback();
    expect([session.getTransaction(), session.getNestedTransaction()]).toEqual([null, null]);
  });

  scenario("an empty commit sends nothing", async ({ session, sent }) => {
    await session.commit();
    await session.rollback();
    await session.flush();
    expect(sent.texts).toEqual([]);
  });
});

describeScenarios("savepoints of a session", Base.metadata, (scenario) => {
  scenario("are released, and committed with what surrounds them", async ({ session, rows }) => {
    session.add(new Coin({ face: "outer" }));
    const savepoint = await session.beginNested();
    session.add(new Coin({ face: "inner" }));
    await savepoint.commit();
    expect(session.inTransaction()).toBe(true);
    await session.commit();
    expect((await rows(Coin)).map(([, face]) => face)).toEqual(["outer", "inner"]);
  });

  scenario("that are rolled back take their objects along, and nothing else", async ({ session, rows }) => {
    const outer = new Coin({ face: "outer" });
    session.add(outer);
    const savepoint = await session.beginNested();
    const inner = new Coin({ face: "inner" });
    session.add(inner);
    await session.flush();
    await savepoint.rollback();
    expect([inspect(outer).persistent, inspect(inner).transient]).toEqual([true, true]);
    await session.commit();
    expect((await rows(Coin)).map(([, face]) => face)).toEqual(["outer"]);
  });

  scenario("flush first, so that their rollback keeps what was pending before", async ({ session, rows }) => {
    const coin = new Coin({ face: "a" });
    session.add(coin);
    const savepoint = await session.beginNested();
    expect(inspect(coin).persistent).toBe(true);
    await savepoint.rollback();
    expect(inspect(coin).persistent).toBe(true);
    await session.commit();
    expect(await rows(Coin)).toHaveLength(1);
  });

  scenario("that are rolled back give attributes back", async ({ session }) => {
    const coin = new Coin({ face: "a", worth: 1 });
    session.add(coin);
    await session.commit();
    coin.worth = 2;
    const savepoint = await session.beginNested();
    coin.worth = 3;
    await session.flush();
    await savepoint.rollback();
    expect(await coin.awaitableAttrs.worth).toBe(2);
    await session.rollback();
    expect(await coin.awaitableAttrs.worth).toBe(1);
  });

  scenario("that are rolled back give deleted objects back", async ({ session, rows }) => {
    const coin = new Coin({ face: "a" });
    session.add(coin);
    await session.commit();
    const savepoint = await session.beginNested();
    await session.delete(coin);
    await session.flush();
    expect(inspect(coin).deleted).toBe(true);
    await savepoint.rollback();
    expect(inspect(coin).persistent).toBe(true);
    await session.commit();
    expect(await rows(Coin)).toHaveLength(1);
  });

  scenario("let a failed flush be survived", async ({ session, rows }) => {
    session.add(new Coin({ face: "a" }));
    await session.commit();
    session.add(new Coin({ face: "b" }));
    const savepoint = await session.beginNested();
    session.add(new Coin({ face: "a" }));
    const flush = async (): Promise<void> => session.flush();
    await expect(flush()).rejects.toThrow(IntegrityError);
    await savepoint.rollback();
    session.add(new Coin({ face: "c" }));
    await session.commit();
    expect((await rows(Coin)).map(([, face]) => face)).toEqual(["a", "b", "c"]);
  });

  scenario("nest: an inner rollback leaves the outer savepoint", async ({ session, rows }) => {
    await session.beginNested();
    session.add(new Coin({ face: "outer" }));
    const inner = await session.beginNested();
    session.add(new Coin({ face: "inner" }));
    await session.flush();
    await inner.rollback();
    await session.commit();
    expect((await rows(Coin)).map(([, face]) => face)).toEqual(["outer"]);
  });

  scenario("nest: an outer rollback takes the inner one along, released or not", async ({ session, rows }) => {
    const outer = await session.beginNested();
    const inner = await session.beginNested();
    const coin = new Coin({ face: "inner" });
    session.add(coin);
    await inner.commit();
    await outer.rollback();
    expect(inspect(coin).transient).toBe(true);
    await session.commit();
    expect(await rows(Coin)).toEqual([]);
  });

  scenario("session.commit() commits through all of them", async ({ session, rows }) => {
    await session.beginNested();
    await session.beginNested();
    session.add(new Coin({ face: "a" }));
    await session.commit();
    expect(session.inTransaction()).toBe(false);
    expect(await rows(Coin)).toHaveLength(1);
  });

  scenario("session.rollback() undoes all of them", async ({ session, rows }) => {
    session.add(new Coin({ face: "a" }));
    await session.beginNested();
    session.add(new Coin({ face: "b" }));
    await session.flush();
    await session.rollback();
    expect(session.inTransaction()).toBe(false);
    expect(await rows(Coin)).toEqual([]);
  });

  scenario("that have ended cannot be ended again", async ({ session }) => {
    const savepoint = await session.beginNested();
    await savepoint.commit();
    const again = async (): Promise<void> => savepoint.commit();
    await expect(again()).rejects.toThrow(/ended already/);
    await savepoint.rollback();
    await session.commit();
  });

  scenario("a key that was switched within one is switched back", async ({ session }) => {
    const coin = new Coin({ face: "a" });
    session.add(coin);
    await session.commit();
    const { id } = coin;
    const savepoint = await session.beginNested();
    coin.id = id + 900;
    await session.flush();
    await savepoint.rollback();
    expect(inspect(coin).identity).toEqual([id]);
    expect(await session.get(Coin, id)).toBe(coin);
    await session.commit();
  });

  scenario("rows of others that are read within one stay read", async ({ session, makeSession }) => {
    const other = makeSession();
    other.add(new Coin({ face: "theirs" }));
    await other.commit();
    const savepoint = await session.beginNested();
    const coin = (await session.scalars(select(Coin))).one();
    await savepoint.rollback();
    expect(inspect(coin).persistent).toBe(true);
    expect(await coin.awaitableAttrs.face).toBe("theirs");
  });
});
