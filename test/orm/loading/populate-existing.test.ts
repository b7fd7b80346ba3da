// populateExisting goes on along eager loads, and overwrites each object once.
import { integer, MetaData, select, string, update } from "athanor";
import { declarativeBase, inspect, joinedload, manyToOne, oneToMany, selectinload } from "athanor/orm";
import { expect } from "vitest";
import { describeScenarios, type Scenario } from "../../support/scenarios.ts";

class Base extends declarativeBase({ metadata: new MetaData() }) {}
class Node extends Base.table("pe_nodes", {
  id: integer().primaryKey(),
  name: string(20),
  parentId: integer().references("pe_nodes.id").nullable(),
  get children() {
    return oneToMany(() => Node, { backPopulates: "parent", orderBy: (node) => node.c.id });
  },
  get parent() {
    return manyToOne(() => Node, { backPopulates: "children" });
  },
}) {}
const nodes = inspect(Node).localTable;

/** A tree of three levels in memory, of which every row was renamed since. */
async function renamed({ session, sent }: Scenario): Promise<Node> {
  const tree = new Node({
    id: 1,
    name: "a",
    children: [new Node({ id: 2, name: "b", children: [new Node({ id: 3, name: "c" })] })],
  });
  session.add(tree);
  await session.commit();
  await (
    await session.connection()
  ).execute(
    update(nodes)
      .set({ name: Node.c.name.concat("!") })
      .allRows(),
  );
  sent.clear();
  return tree;
}

const populating = { populateExisting: true } as const;

describeScenarios("populateExisting", Base.metadata, (scenario) => {
  scenario("overwrites what eager loads bring, down to the last", async (given) => {
    const tree = await renamed(given);
    const { session, sent } = given;
    const query = select(Node)
      .where(Node.c.id.eq(1))
      .options(selectinload(Node.c.children).selectinload(Node.c.children))
      .executionOptions(populating);
    expect((await session.scalars(query)).one()).toBe(tree);
    sent.clear();
    const [child] = tree.children;
    expect([tree.name, child!.name, child!.children.map((node) => node.name)]).toEqual(["a!", "b!", ["c!"]]);
    expect(sent.length).toBe(0);
  });

  scenario("overwrites what a join brings, and what many-to-ones lead to", async (given) => {
    const tree = await renamed(given);
    const { session } = given;
    const leaf = tree.children[0]!.children[0]!;
    await session.scalars(
      select(Node).where(Node.c.id.eq(3)).options(selectinload(Node.c.parent)).executionOptions(populating),
    );
    expect([leaf.name, leaf.parent!.name, tree.name]).toEqual(["c!", "b!", "a"]);
    const joined = select(Node).where(Node.c.id.eq(2)).options(joinedload(Node.c.parent)).executionOptions(populating);
    await session.scalars(joined);
    expect(tree.name).toBe("a!");
  });

  scenario("overwrites each object once, though loads lead back to it", async (given) => {
    const tree = await renamed(given);
    const { session, sent } = given;
    const round = selectinload(Node.c.children).selectinload(Node.c.parent);
    const query = select(Node).options(round).orderBy(Node.c.id).executionOptions(populating);
    const found = (await session.scalars(query)).all();
    sent.clear();
    expect(found.map((node) => [node.name, node.children.map((child) => child.name)])).toEqual([
      ["a!", ["b!"]],
      ["b!", ["c!"]],
      ["c!", []],
    ]);
    expect([found[0] === tree, found[1]!.parent === tree, sent.length]).toEqual([true, true, 0]);
  });

  scenario("of objects that are not in memory yet leads back to them, too", async (given) => {
    await renamed(given);
    const { session } = given;
    session.expungeAll();
    const query = select(Node).options(selectinload(Node.c.children).selectinload(Node.c.parent)).orderBy(Node.c.id);
    const found = (await session.scalars(query.executionOptions(populating))).all();
    expect(found.map((node) => node.children.length)).toEqual([1, 1, 0]);
    expect(found[1]!.parent).toBe(found[0]);
  });
});
