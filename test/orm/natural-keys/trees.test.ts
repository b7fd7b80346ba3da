import { IntegrityError } from "athanor";
import { inspect } from "athanor/orm";
import { expect } from "vitest";
import { describeScenarios } from "../../support/scenarios.ts";
import { calls, Folder, Harbour, PairBase, Ship, TreeBase } from "./tree-models.ts";

// MariaDB and MySQL refuse ON UPDATE CASCADE within one table
const passesOn = ["sqlite", "postgresql"] as const;

describeScenarios("a tree with foreign keys ON UPDATE CASCADE", TreeBase.metadata, (scenario) => {
  scenario("a leaf changes its key alone", async ({ session, sent, rows }) => {
    const leaf = new Folder({ path: "a1", folders: [] });
    const root = new Folder({ path: "a", folders: [leaf] });
    session.add(root);
    await session.flush();
    sent.clear();
    leaf.path = "a2";
    await session.flush();
    expect(sent.steps).toEqual(["UPDATE folders"]);
    expect(await rows(Folder)).toEqual([
      ["a", null],
      ["a2", "a"],
    ]);
    expect(await session.get(Folder, "a2")).toBe(leaf);
    expect(root.folders).toEqual([leaf]);
  });

  scenario.on(["mysql"], "a root with branches is refused a new key, and all stays", async ({ session, rows }) => {
    const branch = new Folder({ path: "a1" });
    const root = new Folder({ path: "a", folders: [branch] });
    session.add(root);
    await session.commit();
    root.path = "b";
    await expect((async () => session.flush())()).rejects.toThrow(IntegrityError);
    await session.rollback();
    expect(await root.awaitableAttrs.path).toBe("a");
    expect(await branch.awaitableAttrs.above).toBe("a");
    expect(await session.get(Folder, "a")).toBe(root);
    expect(await rows(Folder)).toEqual([
      ["a", null],
      ["a1", "a"],
    ]);
  });

  scenario.on(passesOn, "branches follow in memory, and nothing is sent for them", async ({ session, sent, rows }) => {
    const [one, two] = [new Folder({ path: "a1" }), new Folder({ path: "a2" })];
    const root = new Folder({ path: "a", folders: [one, two] });
    session.add(root);
    await session.flush();
    sent.clear();
    root.path = "b";
    await session.flush();
    expect(sent.statements).toHaveLength(1);
    expect(sent.steps).toEqual(["UPDATE folders"]);
    expect([one.above, two.above]).toEqual(["b", "b"]);
    expect(await rows(Folder)).toEqual([
      ["a1", "b"],
      ["a2", "b"],
      ["b", null],
    ]);
    expect(await session.get(Folder, "b")).toBe(root);
  });

  scenario.on(passesOn, "branches follow although their root has not read them", async (given) => {
    const { session, makeSession } = given;
    session.add(new Folder({ path: "a", folders: [new Folder({ path: "a1" })] }));
    await session.commit();
    const other = makeSession();
    const [root, branch] = [await other.getOne(Folder, "a"), await other.getOne(Folder, "a1")];
    root.path = "b";
    await other.flush();
    expect(branch.above).toBe("b");
    expect(await branch.awaitableAttrs.parent).toBe(root);
    expect(await root.awaitableAttrs.folders).toEqual([branch]);
  });

  scenario.on(passesOn, "a root and its branch change at once", async ({ session, rows }) => {
    const leaf = new Folder({ path: "a11" });
    const branch = new Folder({ path: "a1", folders: [leaf] });
    const root = new Folder({ path: "a", folders: [branch] });
    session.add(root);
    await session.flush();
    root.path = "b";
    branch.path = "b1";
    await session.flush();
    expect(await rows(Folder)).toEqual([
      ["a11", "b1"],
      ["b", null],
      ["b1", "b"],
    ]);
    expect([branch.above, leaf.above]).toEqual(["b", "b1"]);
    expect(inspect(branch).identity).toEqual(["b1"]);
  });

  scenario.on(passesOn, "a rollback gives the branches their old keys", async ({ session, rows }) => {
    const branch = new Folder({ path: "a1" });
    const root = new Folder({ path: "a", folders: [branch] });
    session.add(root);
    await session.commit();
    root.path = "b";
    await session.flush();
    await session.rollback();
    expect(await rows(Folder)).toEqual([
      ["a", null],
      ["a1", "a"],
    ]);
    expect(await branch.awaitableAttrs.above).toBe("a");
    expect(await session.get(Folder, "a")).toBe(root);
  });
});

describeScenarios("association rows between keys of two columns", PairBase.metadata, (scenario) => {
  const ship = (): Ship => new Ship({ line: "North", number: 1 });

  scenario("follow one column of a key in the database", async ({ session, sent, rows }) => {
    const harbour = new Harbour({ country: "de", name: "Kiel", ships: [ship()] });
    session.add(harbour);
    await session.flush();
    sent.clear();
    harbour.name = "Emden";
    await session.flush();
    expect(sent.steps).toEqual(["UPDATE harbours"]);
    expect(await rows(calls)).toEqual([["de", "Emden", "North", 1]]);
    expect(inspect(harbour).identity).toEqual(["de", "Emden"]);
  });

  scenario("follow both ends at once", async ({ session, sent, rows }) => {
    const harbour = new Harbour({ country: "de", name: "Kiel", ships: [ship()] });
    session.add(harbour);
    await session.flush();
    const [first] = harbour.ships as [Ship];
    sent.clear();
    harbour.country = "dk";
    first.number = 2;
    await session.flush();
    expect(new Set(sent.steps)).toEqual(new Set(["UPDATE harbours", "UPDATE ships"]));
    expect(await rows(calls)).toEqual([["dk", "Kiel", "North", 2]]);
    session.expire(harbour, ["ships"]);
    expect(await harbour.awaitableAttrs.ships).toEqual([first]);
  });

  scenario("go under the key that they have by then", async ({ session, rows }) => {
    const [one, two] = [ship(), new Ship({ line: "South", number: 1 })];
    const harbour = new Harbour({ country: "de", name: "Kiel", ships: [one, two] });
    session.add(harbour);
    await session.flush();
    harbour.name = "Emden";
    harbour.ships.splice(0, 1);
    await session.flush();
    expect(await rows(calls)).toEqual([["de", "Emden", "South", 1]]);
    expect(one.harbours).toEqual([]);
  });

  scenario("come with the key that is new", async ({ session, rows }) => {
    const harbour = new Harbour({ country: "de", name: "Kiel", ships: [] });
    session.add(harbour);
    await session.flush();
    harbour.name = "Emden";
    harbour.ships.push(ship());
    await session.flush();
    expect(await rows(calls)).toEqual([["de", "Emden", "North", 1]]);
  });
});
