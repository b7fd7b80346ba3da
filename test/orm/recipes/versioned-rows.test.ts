import { integer, listen, MetaData, select, string } from "athanor";
import { declarativeBase, inspect, makeTransient, type Session } from "athanor/orm";
import { expect } from "vitest";
import { describeScenarios, type Scenario } from "../../support/scenarios.ts";

/**
 * Recipe: rows are never updated. A `beforeFlush` listener turns each changed object into a new one, whose INSERT takes the place of
 * the UPDATE; the former row stays as it is, and an UPDATE in SQL says that it is no longer the current one.
 */
class Base extends declarativeBase({ metadata: new MetaData() }) {}

class Price extends Base.table("vr_prices", {
  id: integer().primaryKey(),
  product: string(50),
  amount: integer(),
  replaces: integer().nullable(),
}) {}

function insertInstead(session: Session): void {
  for (const object of session.dirty) {
    if (!(object instanceof Price) || !session.isModified(object)) continue;
    const [former] = inspect(object).identity ?? [];
    const { product, amount } = object;
    makeTransient(object);
    const fresh = object as { id: number | undefined };
    Reflect.set(fresh, "id", null);
    object.product = product;
    object.amount = amount;
    object.replaces = former as number;
    session.add(object);
  }
}

function insertOnly({ session }: Scenario): void {
  listen(session as unknown as Session, "beforeFlush", insertInstead);
}

describeScenarios("recipe: rows as versions", Base.metadata, (scenario) => {
  async function saved({ session }: Scenario): Promise<Price> {
    const price = new Price({ product: "tea", amount: 3 });
    session.add(price);
    await session.commit();
    return price;
  }

  scenario("inserts a row instead of updating one", async (given) => {
    insertOnly(given);
    const price = await saved(given);
    const { id } = price;
    given.sent.clear();
    price.amount = 4;
    await given.session.commit();
    expect(given.sent.steps).toEqual(["INSERT vr_prices"]);
    expect(price.id).not.toBe(id);
    expect((await given.rows(Price)).map((row) => row.slice(1))).toEqual([
      ["tea", 3, null],
      ["tea", 4, id],
    ]);
  });

  scenario("leads back through the versions", async (given) => {
    insertOnly(given);
    const price = await saved(given);
    price.amount = 4;
    await given.session.commit();
    price.amount = 5;
    await given.session.commit();
    const other = given.makeSession();
    const amounts: number[] = [];
    for (let at: number | null = price.id; at !== null;) {
      const version: Price = await other.getOne(Price, at);
      amounts.push(version.amount);
      at = version.replaces;
    }
    expect(amounts).toEqual([5, 4, 3]);
  });

  scenario("is the object of the session under its new key", async (given) => {
    insertOnly(given);
    const price = await saved(given);
    const former = price.id;
    price.amount = 4;
    await given.session.commit();
    expect(await given.session.get(Price, price.id)).toBe(price);
    const old = await given.session.getOne(Price, former);
    expect(old).not.toBe(price);
    expect(old.amount).toBe(3);
  });

  scenario("finds the current ones by a query", async (given) => {
    insertOnly(given);
    const price = await saved(given);
    price.amount = 4;
    await given.session.commit();
    const replaced = select(Price.c.replaces).where(Price.c.replaces.ne(null));
    const current = (await given.session.scalars(select(Price).where(Price.c.id.notIn(replaced)))).all();
    expect(current).toEqual([price]);
  });
});
