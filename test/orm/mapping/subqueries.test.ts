import { and, func, insert, integer, MetaData, select, string, unionAll, update } from "athanor";
import { aliased, declarativeBase, FlushError, inspect, manyToOne, oneToMany, selectinload } from "athanor/orm";
import { describe, expect, it } from "vitest";
import { describeScenarios, type Scenario } from "../../support/scenarios.ts";

const metadata = new MetaData();
const customers = metadata.table("customers", { id: integer().primaryKey(), name: string(20) });
const orders = metadata.table("orders", {
  id: integer().primaryKey(),
  customerId: integer().references("customers.id"),
  price: integer(),
});
class Base extends declarativeBase({ metadata }) {}

/** Its base table is written; what is computed is read. */
const totals = select(
  orders.c.customerId,
  func.count(orders.c.id).label("orderCount"),
  func.max(orders.c.price).label("highest"),
)
  .groupBy(orders.c.customerId)
  .subquery();
const joined = customers.outerjoin(totals, customers.c.id.eq(totals.c.customerId));
class Customer extends Base.map(joined, {
  id: customers.c.id,
  name: customers.c.name,
  orderCount: totals.c.orderCount,
  highest: totals.c.highest,
  get orders() {
    return oneToMany(() => Order, { backPopulates: "customer" });
  },
}) {}
class Order extends Base.map(orders, {
  get customer() {
    return manyToOne(() => Customer, { backPopulates: "orders" });
  },
}) {}

const cheap = select(orders.c.id, orders.c.price, orders.c.price.mul(2).label("twice"))
  .where(orders.c.price.lt(10))
  .subquery("cheap");
class Cheap extends Base.map(cheap) {}

const perCustomer = select(orders.c.customerId, func.sum(orders.c.price).label("total"))
  .groupBy(orders.c.customerId)
  .subquery("per_customer");
class Total extends Base.map(perCustomer, { ...perCustomer.c }, { mapper: { primaryKey: ["customerId"] } }) {}

const both = unionAll(
  select(customers.c.id, customers.c.name),
  select(orders.c.id.add(1000), func.concat("order ", orders.c.id)),
).subquery("everything");
class Thing extends Base.map(both, undefined, { mapper: { primaryKey: ["id"] } }) {}

async function given({ session }: Scenario): Promise<{ ann: number; bo: number }> {
  const [ann, bo] = [new Customer({ name: "Ann" }), new Customer({ name: "Bo" })];
  session.addAll([ann, bo]);
  await session.flush();
  session.addAll([
    new Order({ customerId: ann.id, price: 3 }),
    new Order({ customerId: ann.id, price: 12 }),
    new Order({ customerId: bo.id, price: 5 }),
  ]);
  await session.commit();
  session.expungeAll();
  return { ann: ann.id, bo: bo.id };
}

describeScenarios("a class mapped to a subquery", metadata, (scenario) => {
  scenario("joined to a table is written to that table", async ({ session, sent, rows }) => {
    const ann = new Customer({ name: "Ann" });
    session.add(ann);
    await session.flush();
    expect(sent.steps).toEqual(["INSERT customers"]);
    ann.name = "Anne";
    sent.clear();
    await session.flush();
    expect(sent.texts).toEqual(["UPDATE customers SET name=? WHERE customers.id = ?"]);
    expect(await rows(customers)).toEqual([[ann.id, "Anne"]]);
    await session.delete(ann);
    await session.commit();
    expect(await rows(customers)).toEqual([]);
  });

  scenario("has what the query computes, read again after a flush", async (given_) => {
    const { session, sent } = given_;
    const { ann } = await given(given_);
    sent.clear();
    const customer = (await session.get(Customer, ann))!;
    expect([customer.name, customer.orderCount, customer.highest]).toEqual(["Ann", 2, 12]);
    expect(sent.length).toBe(1);
    session.add(new Order({ customerId: ann, price: 99 }));
    customer.name = "Anne";
    await session.flush();
    expect(inspect(customer).unloaded.has("highest")).toBe(true);
    expect(await customer.awaitableAttrs.highest).toBe(99);
    const fresh = new Customer({ name: "Cy" });
    session.add(fresh);
    await session.flush();
    expect(await fresh.awaitableAttrs.orderCount).toBe(null);
  });

  scenario("refuses what cannot be written where it is assigned to", async (given_) => {
    const { session, rows } = given_;
    const { ann } = await given(given_);
    const customer = (await session.get(Customer, ann))!;
    expect(() => {
      customer.highest = 1;
    }).toThrow("cannot be assigned");
    expect(() => new Customer({ name: "x", orderCount: 3 })).toThrow("cannot be given to the constructor");
    const merged = await session.merge(customer);
    await session.flush();
    expect([merged.highest, (await rows(orders)).length]).toEqual([12, 3]);
  });

  scenario("has relationships by the foreign keys of its tables", async (given_) => {
    const { session } = given_;
    const { ann, bo } = await given(given_);
    const loaded = await session.scalars(
      select(Customer).options(selectinload(Customer.c.orders)).orderBy(Customer.c.id),
    );
    expect(loaded.all().map((customer) => customer.orders.map(({ price }) => price).sort((a, b) => a - b))).toEqual([
      [3, 12],
      [5],
    ]);
    const joinedOrders = await session.execute(
      select(Customer.c.name, Order.c.price)
        .join(Customer.c.orders)
        .where(Customer.c.highest.gt(10))
        .orderBy(Order.c.price),
    );
    expect(joinedOrders.all().map((row) => [...row])).toEqual([
      ["Ann", 3],
      ["Ann", 12],
    ]);
    const order = (await session.scalars(select(Order).where(Order.c.customerId.eq(bo)))).one();
    expect((await order.awaitableAttrs.customer)!.id).toBe(bo);
    order.customer = (await session.get(Customer, ann))!;
    await session.flush();
    expect(order.customerId).toBe(ann);
  });

  scenario("takes its columns all together, and its key from the table within", async (given_) => {
    const { session, sent } = given_;
    await given(given_);
    sent.clear();
    const found = (await session.scalars(select(Cheap).orderBy(Cheap.c.price))).all();
    expect(found.map(({ price, twice }) => [price, twice])).toEqual([
      [3, 6],
      [5, 10],
    ]);
    expect(sent.texts).toEqual([
      "SELECT cheap.id, cheap.price, cheap.twice FROM (SELECT orders.id AS id, orders.price AS price, orders.price * ? AS twice FROM orders WHERE orders.price < ?) AS cheap ORDER BY cheap.price",
    ]);
    const [first] = found;
    expect(await session.get(Cheap, first!.id as never)).toBe(first);
    expect((await session.scalars(select(Cheap.c.twice).where(Cheap.c.price.eq(3)))).all()).toEqual([6]);
  });

  scenario("is written to the table whose key it has", async (given_) => {
    const { session, sent, rows } = given_;
    await given(given_);
    const first = (await session.scalars(select(Cheap).orderBy(Cheap.c.price))).first()!;
    sent.clear();
    first.price = 4;
    await session.flush();
    expect(sent.texts).toEqual(["UPDATE orders SET price=? WHERE orders.id = ?"]);
    expect(await first.awaitableAttrs.twice).toBe(8);
    await session.delete(first);
    await session.flush();
    expect((await rows(orders)).length).toBe(2);
  });

  scenario("without a table's key is told apart by what is said, and only read", async (given_) => {
    const { session, rows } = given_;
    const { ann } = await given(given_);
    const total = (await session.get(Total, ann))!;
    expect(Number(total.total)).toBe(15);
    expect(inspect(Total).tables).toEqual([]);
    session.add(new Total());
    await expect(async () => await session.flush()).rejects.toThrow(FlushError);
    await session.rollback();
    const again = (await session.get(Total, ann))!;
    await session.delete(again);
    await expect(async () => await session.flush()).rejects.toThrow("is only read");
    await session.rollback();
    expect((await rows(orders)).length).toBe(3);
  });

  scenario("of a union is only read", async (given_) => {
    const { session } = given_;
    const { ann } = await given(given_);
    const thing = (await session.get(Thing, ann))!;
    expect(thing.name).toBe("Ann");
    expect(() => {
      thing.name = "x";
    }).toThrow("cannot be assigned");
    const { length } = (await session.scalars(select(Thing))).all();
    expect(length).toBe(5);
  });

  scenario("has aliases", async (given_) => {
    const { session } = given_;
    await given(given_);
    const other = aliased(Cheap);
    const pairs = await session.execute(
      select(Cheap.c.price, other.c.price.label("more")).join(other, Cheap.c.price.lt(other.c.price)),
    );
    expect(pairs.all().map((row) => [...row])).toEqual([[3, 5]]);
    const named = aliased(Customer, "c");
    const found = await session.scalars(select(named).where(and(named.c.highest.gt(10), named.c.name.eq("Ann"))));
    expect(found.one().name).toBe("Ann");
  });

  scenario("is no target of statements", async ({ session }) => {
    expect(() => update(Customer).set({ name: "x" })).toThrow("a join or subquery");
    expect(() => insert(Cheap).values({ price: 3 })).toThrow("a join or subquery");
    await expect(async () => await session.bulkInsertMappings(Customer, [{ name: "x" } as never])).rejects.toThrow(
      "a join or subquery",
    );
  });
});

describe("what of a subquery cannot be mapped", () => {
  it("is refused, with the fix", () => {
    const keyless = select(orders.c.price).subquery();
    class Keyless extends Base.map(keyless) {}
    expect(() => Keyless.c).toThrow("it has the whole key of no table");
    class Wrong extends Base.map(keyless, undefined, { mapper: { primaryKey: ["prize" as never] } }) {}
    expect(() => Wrong.c).toThrow('primaryKey names columns of the class; "prize" is none. Did you mean "price"?');
    expect(String(select(Cheap.c.id))).toContain("AS cheap");
  });
});
