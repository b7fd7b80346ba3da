// SAFETY.md, line 19: savepoints after an error, and inside each other.
import { insert, IntegrityError, text } from "athanor";
import { PendingRollbackError } from "athanor/orm";
import { expect } from "vitest";
import { describeScenarios, type Scenario } from "../support/scenarios.ts";
import { Account, Base, Letter } from "./models.ts";

const named = (id: number, name = `n${id}`): Account => new Account({ id, name });
const failing = (work: () => unknown) => expect((async () => await work())()).rejects;
const ids = async ({ rows }: Scenario): Promise<unknown[]> => (await rows(Account)).map((row) => row[0]);

describeScenarios("a savepoint", Base.metadata, (scenario) => {
  scenario("that is rolled back after an error of a flush leaves a transaction that goes on", async (given) => {
    const { session } = given;
    await session.execute(insert(Account).values({ id: 1, name: "n1" }));
    const savepoint = await session.beginNested();
    session.add(named(1, "again"));
    await failing(() => session.flush()).toThrow(IntegrityError);
    await savepoint.rollback();
    session.add(named(2));
    await session.commit();
    expect(await ids(given)).toEqual([1, 2]);
  });

  scenario("that is rolled back after an error of a statement leaves a transaction that goes on", async (given) => {
    const { session } = given;
    await session.execute(insert(Account).values({ id: 1, name: "n1" }));
    const savepoint = await session.beginNested();
    await failing(() => session.execute(insert(Account).values({ id: 1, name: "again" }))).toThrow(IntegrityError);
    await failing(() => session.execute(text("SELECT nothing FROM nowhere"))).toThrow();
    await savepoint.rollback();
    await session.execute(insert(Account).values({ id: 2, name: "n2" }));
    await session.commit();
    expect(await ids(given)).toEqual([1, 2]);
  });

  scenario(
    "in a callback is rolled back by the error, which comes out, and the outer transaction commits",
    async (given) => {
      const { session } = given;
      session.add(named(1));
      const attempt = (): unknown =>
        session.beginNested(() => {
          session.add(named(2));
          const flushed = session.flush() as Promise<void> | undefined;
          if (flushed === undefined) throw new RangeError("changed my mind");
          return flushed.then(() => {
            throw new RangeError("changed my mind");
          });
        });
      await failing(attempt).toThrow(new RangeError("changed my mind"));
      await session.commit();
      expect(await ids(given)).toEqual([1]);
    },
  );

  scenario("is where an error stops: what was flushed before it stays, objects and rows", async (given) => {
    const { session, rows } = given;
    await session.execute(insert(Account).values({ id: 7, name: "n7" }));
    const before = named(1);
    session.add(before);
    before.letters.push(new Letter({ body: "kept" }));
    await session.flush();
    const savepoint = await session.beginNested();
    before.name = "inside";
    before.letters.push(new Letter({ body: "lost" }));
    await session.flush();
    session.add(named(7, "again"));
    await failing(() => session.flush()).toThrow(IntegrityError);
    await savepoint.rollback();
    expect(await before.awaitableAttrs.name).toBe("n1");
    expect((await before.awaitableAttrs.letters).map((letter) => letter.body)).toEqual(["kept"]);
    await session.commit();
    expect((await rows(Letter)).map((row) => row[1])).toEqual(["kept"]);
  });

  scenario("refuses everything between its error and its rollback", async (given) => {
    const { session } = given;
    const savepoint = await session.beginNested();
    session.addAll([named(1), named(1)]);
    await failing(() => session.flush()).toThrow();
    session.add(named(2));
    await failing(() => session.flush()).toThrow(PendingRollbackError);
    await failing(() => session.get(Account, 1)).toThrow(PendingRollbackError);
    await failing(() => session.commit()).toThrow(PendingRollbackError);
    await savepoint.rollback();
    session.add(named(3));
    await session.commit();
    expect(await ids(given)).toContain(3);
  });

  scenario("inside another: the inner is rolled back, the outer released, the transaction committed", async (given) => {
    const { session } = given;
    session.add(named(1));
    const outer = await session.beginNested();
    session.add(named(2));
    const inner = await session.beginNested();
    session.add(named(3));
    await session.flush();
    await inner.rollback();
    session.add(named(4));
    await outer.commit();
    await session.commit();
    expect(await ids(given)).toEqual([1, 2, 4]);
  });

  scenario("inside another: the inner is released, the outer rolled back, the transaction committed", async (given) => {
    const { session } = given;
    session.add(named(1));
    const outer = await session.beginNested();
    const inner = await session.beginNested();
    const third = named(3);
    session.add(third);
    await inner.commit();
    await outer.rollback();
    expect(session.has(third)).toBe(false);
    await session.commit();
    expect(await ids(given)).toEqual([1]);
  });

  scenario("one after the other, each with an error", async (given) => {
    const { session } = given;
    await session.execute(insert(Account).values({ id: 1, name: "n1" }));
    for (let round = 2; round < 5; round++) {
      const savepoint = await session.beginNested();
      session.addAll([named(round), named(1, "again")]);
      await failing(() => session.flush()).toThrow(IntegrityError);
      await savepoint.rollback();
    }
    session.add(named(9));
    await session.commit();
    expect(await ids(given)).toEqual([1, 9]);
  });
});
