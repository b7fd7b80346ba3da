import { inspect, makeTransient } from "athanor/orm";
import { expect } from "vitest";
import { describeScenarios } from "../../support/scenarios.ts";
import { Account, Base, Branch, Choice, Customer, Line, Order, Seller } from "./orphan-models.ts";

const branch = (name: string, ...branches: Branch[]): Branch => new Branch({ name, branches });
const line = (article: string, ...choices: string[]): Line =>
  new Line({ article, choices: choices.map((what) => new Choice({ what })) });

describeScenarios("things with two owners", Base.metadata, (scenario) => {
  scenario("are orphans when either owner lets go", async ({ session, rows }) => {
    const [one, two, three] = [new Account(), new Account(), new Account()];
    const seller = new Seller({ name: "s", accounts: [one, two, three] });
    const customer = new Customer({ name: "c", accounts: [one, two, three] });
    session.addAll([seller, customer]);
    await session.flush();
    seller.accounts.splice(seller.accounts.indexOf(one), 1);
    customer.accounts.splice(customer.accounts.indexOf(two), 1);
    await session.flush();
    expect((await rows(Account)).map((row) => row[0])).toEqual([three.id]);
    expect([one, two, three].map((each) => inspect(each).deleted)).toEqual([true, true, false]);
  });

  scenario("go with either owner", async ({ session, rows }) => {
    const account = new Account();
    const seller = new Seller({ name: "s", accounts: [account] });
    const customer = new Customer({ name: "c", accounts: [account] });
    session.addAll([seller, customer]);
    await session.flush();
    await session.delete(customer);
    await session.flush();
    expect(await rows(Account)).toEqual([]);
    expect(await rows(Seller)).toHaveLength(1);
  });

  scenario("may go from one owner to another of its kind", async ({ session, rows }) => {
    const account = new Account();
    const [one, two] = [new Seller({ name: "1", accounts: [account] }), new Seller({ name: "2" })];
    const customer = new Customer({ name: "c", accounts: [account] });
    session.addAll([one, two, customer]);
    await session.flush();
    account.seller = two;
    await session.flush();
    expect(await rows(Account)).toEqual([[account.id, 0, two.id, customer.id]]);
  });

  scenario("need not have any owner at first", async ({ session, rows }) => {
    const account = new Account({ balance: 3 });
    session.add(account);
    await session.flush();
    expect(await rows(Account)).toEqual([[account.id, 3, null, null]]);
    account.balance = 4;
    await session.flush();
    expect((await rows(Account)).map((row) => row[1])).toEqual([4]);
  });
});

describeScenarios("trees that own their branches", Base.metadata, (scenario) => {
  scenario(
    "are deleted from the leaves to the root, whatever is loaded",
    async ({ session, makeSession, sent, rows }) => {
      const root = branch("root", branch("a", branch("a1"), branch("a2")), branch("b"));
      session.add(root);
      await session.commit();
      const other = makeSession();
      const found = await other.getOne(Branch, root.id);
      sent.clear();
      await other.delete(found);
      await other.flush();
      expect(await rows(Branch, other)).toEqual([]);
      // One SELECT a level, and the last finds nothing below the leaves.
      expect(sent.texts.filter((text) => text.startsWith("SELECT"))).toHaveLength(4);
    },
  );

  scenario("lose a whole branch as an orphan", async ({ session, rows }) => {
    const root = branch("root", branch("a", branch("a1"), branch("a2")), branch("b"));
    session.add(root);
    await session.flush();
    root.branches.shift();
    await session.flush();
    expect((await rows(Branch)).map((row) => row[1])).toEqual(["root", "b"]);
  });

  scenario("graft a branch of what they cut off", async ({ session, rows }) => {
    const a1 = branch("a1", branch("a11"));
    const a = branch("a", a1);
    const root = branch("root", a, branch("b"));
    session.add(root);
    await session.flush();
    root.branches.shift();
    (root.branches[0] as Branch).branches.push(a1);
    await session.flush();
    const names = new Map((await rows(Branch)).map((row) => [row[0], row[1]]));
    expect((await rows(Branch)).map((row) => [row[1], names.get(row[2]) ?? null])).toEqual(
      expect.arrayContaining([
        ["root", null],
        ["b", "root"],
        ["a1", "b"],
        ["a11", "a1"],
      ]),
    );
    expect(names.size).toBe(4);
  });

  scenario("cut a branch that was never written", async ({ session, sent, rows }) => {
    const root = branch("root");
    session.add(root);
    await session.flush();
    await root.awaitableAttrs.branches;
    root.branches.push(branch("a", branch("a1", branch("a11"))));
    expect(session.new.size).toBe(3);
    root.branches.pop();
    expect(session.new.size).toBe(0);
    sent.clear();
    await session.flush();
    expect(sent.steps.filter((step) => step.startsWith("INSERT"))).toEqual([]);
    expect(await rows(Branch)).toHaveLength(1);
  });

  scenario("make an orphan a tree of its own, once it is transient", async ({ session, rows }) => {
    const a = branch("a");
    const root = branch("root", a);
    session.add(root);
    await session.flush();
    a.parent = null;
    await session.flush();
    expect((await rows(Branch)).map((row) => row[1])).toEqual(["root"]);
    makeTransient(a);
    a.id = 1000;
    // What was deleted kept the key that its row had.
    expect(a.parentId).toBe(root.id);
    a.parentId = null;
    session.add(a);
    await session.flush();
    expect((await rows(Branch)).map((row) => [row[1], row[2]])).toEqual([
      ["root", null],
      ["a", null],
    ]);
  });
});

describeScenarios("owners of owners", Base.metadata, (scenario) => {
  scenario("take all that they own along, in either direction of the graph", async ({ session, rows }) => {
    const choice = new Choice({ what: "red" });
    const order = new Order({ number: "1", lines: [new Line({ article: "a", choices: [choice] })] });
    session.add(choice);
    expect(session.has(order)).toBe(true);
    await session.flush();
    expect((await rows(Choice)).map((row) => row[1])).toEqual(["red"]);
  });

  scenario("let go of new members at every level", async ({ session }) => {
    const order = new Order({ number: "1" });
    session.add(order);
    const [one, two] = [line("a", "red", "blue"), line("b", "green")];
    order.lines.push(one, two);
    expect(session.new.size).toBe(6);
    one.choices.pop();
    expect(session.new.size).toBe(5);
    order.lines.splice(0, 1);
    expect(session.new.size).toBe(3);
    expect([one, ...one.choices].every((each) => inspect(each).transient)).toBe(true);
    order.lines.push(one);
    expect(session.new.size).toBe(5);
  });

  scenario("delete at every level what the levels above it lose", async ({ session, sent, rows }) => {
    const order = new Order({ number: "1", lines: [line("a", "red", "blue"), line("b", "green")] });
    session.add(order);
    await session.flush();
    sent.clear();
    (order.lines[1] as Line).choices.pop();
    order.lines.splice(0, 1);
    await session.flush();
    expect(sent.steps).toEqual(["DELETE choices", "DELETE lines"]);
    expect((await rows(Line)).map((row) => row[1])).toEqual(["b"]);
    expect(await rows(Choice)).toEqual([]);
  });

  scenario("keep a grandchild that moves before its owner is deleted", async ({ session, rows }) => {
    const [one, two] = [line("a", "red"), line("b")];
    const order = new Order({ number: "1", lines: [one, two] });
    session.add(order);
    await session.flush();
    const [red] = one.choices as [Choice];
    two.choices.push(red);
    order.lines.splice(0, 1);
    await session.flush();
    expect(await rows(Choice)).toEqual([[red.id, "red", two.id]]);
    expect((await rows(Line)).map((row) => row[1])).toEqual(["b"]);
  });

  scenario("keep a grandchild that a new owner takes over in the same flush", async ({ session, sent, rows }) => {
    const one = line("a", "red");
    const order = new Order({ number: "1", lines: [one] });
    session.add(order);
    await session.flush();
    const [red] = one.choices as [Choice];
    const fresh = new Line({ article: "z", choices: [red] });
    order.lines = [fresh];
    sent.clear();
    await session.flush();
    expect(sent.steps).toEqual(["INSERT lines", "UPDATE choices", "DELETE lines"]);
    expect(await rows(Choice)).toEqual([[red.id, "red", fresh.id]]);
  });

  scenario("replace all they have by an assignment", async ({ session, sent, rows }) => {
    const order = new Order({ number: "1", lines: [line("a", "red"), line("b", "blue")] });
    session.add(order);
    await session.flush();
    sent.clear();
    order.lines = [line("c", "green")];
    await session.flush();
    expect(sent.steps).toEqual(["INSERT lines", "INSERT choices", "DELETE choices", "DELETE lines"]);
    expect((await rows(Choice)).map((row) => row[1])).toEqual(["green"]);
  });

  scenario("delete through what is loaded in part", async ({ session, makeSession, rows }) => {
    const order = new Order({ number: "1", lines: [line("a", "red"), line("b", "blue")] });
    session.add(order);
    await session.commit();
    const other = makeSession();
    const found = await other.getOne(Order, order.id);
    const lines = await found.awaitableAttrs.lines;
    other.expire(lines[0] as Line);
    await other.delete(found);
    await other.flush();
    for (const of of [Order, Line, Choice]) expect(await rows(of, other)).toEqual([]);
  });

  scenario("a savepoint brings back what was deleted in it", async ({ session, rows }) => {
    const order = new Order({ number: "1", lines: [line("a", "red")] });
    session.add(order);
    await session.flush();
    const [kept] = order.lines as [Line];
    const savepoint = await session.beginNested();
    order.lines.pop();
    await session.flush();
    expect(await rows(Line)).toEqual([]);
    await savepoint.rollback();
    expect(inspect(kept).persistent).toBe(true);
    expect(await order.awaitableAttrs.lines).toEqual([kept]);
    expect(await rows(Choice)).toHaveLength(1);
  });

  scenario(
    "a deletion and a new object with its key share the row, and the members go",
    async ({ session, sent, rows }) => {
      const order = new Order({ number: "1", lines: [line("a", "red")] });
      session.add(order);
      await session.flush();
      await session.delete(order);
      session.add(new Order({ id: order.id, number: "2" }));
      sent.clear();
      await session.flush();
      expect(sent.steps).toContain("UPDATE orders");
      expect(await rows(Order)).toEqual([[order.id, "2"]]);
      expect(await rows(Line)).toEqual([]);
    },
  );
});
