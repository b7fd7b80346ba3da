import { select } from "athanor";
import { inspect } from "athanor/orm";
import { expect } from "vitest";
import { describeScenarios, type Scenario } from "../../support/scenarios.ts";
import { Base, Box, Label, Sack, Shelf, shelfLabels } from "./unloaded-models.ts";

const box = (label: string): Box => new Box({ label });

/** The members by label, as each kind of session reads them. */
async function labels(of: AsyncIterable<Box>): Promise<string[]> {
  const out: string[] = [];
  for await (const each of of) out.push(each.label);
  return out;
}

async function shelfWith({ session }: Scenario, ...names: string[]): Promise<Shelf> {
  const shelf = new Shelf({ name: "top", boxes: names.map(box) });
  session.add(shelf);
  await session.commit();
  return shelf;
}

describeScenarios("dynamic collections", Base.metadata, (scenario) => {
  scenario("ask the database at every reading", async (given) => {
    const { session, sent } = given;
    const shelf = await shelfWith(given, "c", "a", "b");
    sent.clear();
    expect(await labels(shelf.boxes)).toEqual(["a", "b", "c"]);
    expect(await labels(shelf.boxes)).toEqual(["a", "b", "c"]);
    expect(sent.steps).toEqual(["SELECT boxes"]);
    expect(sent).toHaveLength(2);
    expect(sent.texts[0]).toMatch(/FROM boxes WHERE \? = boxes\.shelfId ORDER BY boxes\.label$/);
    session.add(new Box({ label: "d", shelfId: shelf.id }));
    expect(await labels(shelf.boxes)).toEqual(["a", "b", "c", "d"]);
  });

  scenario("are filtered, ordered and limited", async (given) => {
    const shelf = await shelfWith(given, "c", "a", "b");
    expect(await labels(shelf.boxes.filter(Box.c.label.gt("a")))).toEqual(["b", "c"]);
    expect(await labels(shelf.boxes.filterBy({ label: "b" }))).toEqual(["b"]);
    expect(await labels(shelf.boxes.orderBy(null).orderBy(Box.c.label.desc()))).toEqual(["c", "b", "a"]);
    expect(await labels(shelf.boxes.limit(2))).toEqual(["a", "b"]);
    expect(await labels(shelf.boxes.slice(1, 3).filter(Box.c.id.gt(0)))).toEqual(["b", "c"]);
    expect((await given.session.scalars(shelf.boxes.select().offset(1).limit(1))).one().label).toBe("b");
  });

  scenario("answer at once on a Session, and say how on an AsyncSession", async (given) => {
    const { kind, sent } = given;
    const shelf = await shelfWith(given, "c", "a", "b");
    const { boxes } = shelf;
    if (kind === "async") {
      const says = /Shelf\.boxes was read without waiting.*for await.*session\.scalars\(object\.boxes\.select\(\)\)/;
      for (const read of [
        () => boxes.all(),
        () => boxes.count(),
        () => boxes.first(),
        () => boxes.at(0),
        () => boxes.filter(Box.c.label.eq("a")).one(),
        () => [...boxes],
      ])
        expect(read).toThrow(says);
      return;
    }
    sent.clear();
    expect(boxes.count()).toBe(3);
    expect(sent.texts[0]).toMatch(
      /^SELECT count\(\*\) AS count_1 FROM \(SELECT .* FROM boxes WHERE \? = boxes\.shelfId/,
    );
    expect(boxes.all().map((each) => each.label)).toEqual(["a", "b", "c"]);
    expect([...boxes].map((each) => each.label)).toEqual(["a", "b", "c"]);
    expect(boxes.first()?.label).toBe("a");
    expect(boxes.at(2)?.label).toBe("c");
    expect(boxes.at(3)).toBeNull();
    expect(boxes.filterBy({ label: "b" }).one().label).toBe("b");
    expect(boxes.filterBy({ label: "x" }).oneOrNone()).toBeNull();
    expect(() => boxes.one()).toThrow(/[Mm]ultiple/);
    expect(() => boxes.at(-1)).toThrow(/Shelf\.boxes\.at\(\) takes a position from 0 on; given was the number -1/);
  });

  scenario("read what was added to a new object", async ({ session, kind, sent }) => {
    const shelf = new Shelf({ name: "top" });
    const [one, two] = [box("1"), box("2")];
    shelf.boxes.append(one);
    shelf.boxes.extend([two]);
    expect([...shelf.boxes]).toEqual([one, two]);
    expect(shelf.boxes.count()).toBe(2);
    expect(shelf.boxes.at(1)).toBe(two);
    expect(shelf.boxes.first()).toBe(one);
    expect(await labels(shelf.boxes)).toEqual(["1", "2"]);
    expect(() => shelf.boxes.filterBy({ label: "1" }).all()).toThrow(/belongs to no session/);
    shelf.boxes.remove(one);
    expect(shelf.boxes.all()).toEqual([two]);
    expect(sent.statements).toEqual([]);
    session.add(shelf);
    // A reading flushes before.
    if (kind === "sync") expect(shelf.boxes.count()).toBe(1);
    else expect(await labels(shelf.boxes)).toEqual(["2"]);
    expect(sent.steps.slice(0, 2)).toEqual(["INSERT shelves", "INSERT boxes"]);
    expect(inspect(shelf).persistent).toBe(true);
  });

  scenario("refuse to be read when their owner is in no session", async (given) => {
    const shelf = await shelfWith(given, "a");
    given.session.expunge(shelf);
    const says = /Shelf\.boxes was read, but the object belongs to no session/;
    expect(() => shelf.boxes.all()).toThrow(says);
    await expect(labels(shelf.boxes)).rejects.toThrow(says);
  });

  scenario("write what is appended and removed", async (given) => {
    const { session, sent, rows } = given;
    const shelf = await shelfWith(given, "a", "b");
    const a = (await session.scalars(shelf.boxes.select().where(Box.c.label.eq("a")))).one();
    sent.clear();
    shelf.boxes.remove(a);
    shelf.boxes.append(box("c"));
    expect(inspect(shelf).history("boxes").deleted).toEqual([a]);
    expect(a.shelf).toBeNull();
    await session.commit();
    expect(sent.steps).toEqual(["UPDATE boxes", "INSERT boxes"]);
    expect((await rows(Box)).map((row) => row.slice(1))).toEqual([
      ["a", null],
      ["b", shelf.id],
      ["c", shelf.id],
    ]);
  });

  scenario("are compared with an assigned list on a Session", async (given) => {
    const { session, kind, rows } = given;
    const shelf = await shelfWith(given, "a", "b");
    const b = (await session.scalars(shelf.boxes.select().where(Box.c.label.eq("b")))).one();
    const assign = (): void => {
      shelf.boxes = [b, box("c")] as never;
    };
    if (kind === "async") {
      expect(assign).toThrow(/read without waiting/);
      return;
    }
    assign();
    expect(inspect(shelf).history("boxes").added).toHaveLength(1);
    expect(inspect(shelf).history("boxes").deleted).toHaveLength(1);
    await session.commit();
    expect((await rows(Box)).map((row) => row.slice(1))).toEqual([
      ["a", null],
      ["b", shelf.id],
      ["c", shelf.id],
    ]);
  });

  scenario("let go of their members when the owner is deleted", async (given) => {
    const { session, sent, rows } = given;
    const shelf = await shelfWith(given, "a", "b");
    sent.clear();
    await session.delete(shelf);
    await session.commit();
    expect(sent.steps.filter((step) => !step.includes("sacks"))).toEqual([
      "SELECT boxes",
      "UPDATE boxes",
      "DELETE shelves",
    ]);
    expect((await rows(Box)).map((row) => row[2])).toEqual([null, null]);
  });

  scenario("delete their members with the owner, when they own them", async (given) => {
    const { session, sent, rows } = given;
    const shelf = await shelfWith(given);
    shelf.sacks.append(new Sack({ label: "rice" }));
    await session.commit();
    shelf.sacks.append(new Sack({ label: "corn" }));
    sent.clear();
    await session.delete(shelf);
    await session.commit();
    expect(sent.steps.filter((step) => !step.includes("boxes"))).toEqual([
      "INSERT sacks",
      "SELECT sacks",
      "SELECT sacks",
      "DELETE sacks",
      "DELETE shelves",
    ]);
    expect(await rows(Sack)).toEqual([]);
    expect(session.new.size).toBe(0);
  });

  scenario("delete orphans", async (given) => {
    const { session, rows } = given;
    const shelf = await shelfWith(given);
    const [rice, corn] = [new Sack({ label: "rice" }), new Sack({ label: "corn" })];
    shelf.sacks.extend([rice, corn]);
    await session.commit();
    shelf.sacks.remove(rice);
    corn.shelf = null;
    await session.commit();
    expect(await rows(Sack)).toEqual([]);
    expect([inspect(rice).detached, inspect(corn).detached]).toEqual([true, true]);
  });

  scenario("restore the session's view after a rollback", async (given) => {
    const { session } = given;
    const shelf = await shelfWith(given, "a");
    shelf.boxes.append(box("b"));
    await session.flush();
    expect(await labels(shelf.boxes)).toEqual(["a", "b"]);
    await session.rollback();
    await session.refresh(shelf);
    expect(await labels(shelf.boxes)).toEqual(["a"]);
    await session.delete(shelf);
    await session.flush();
    await session.rollback();
    await session.refresh(shelf);
    expect(inspect(shelf).persistent).toBe(true);
    expect(await labels(shelf.boxes)).toEqual(["a"]);
  });

  scenario("may be both sides of a many-to-many", async ({ session, rows }) => {
    const [top, low] = [new Shelf({ name: "top" }), new Shelf({ name: "low" })];
    const red = new Label({ text: "red" });
    red.shelves.extend([top, low]);
    expect(inspect(top).history("labels").added).toEqual([red]);
    session.add(red);
    await session.commit();
    expect(await rows(shelfLabels)).toEqual([
      [top.id, red.id],
      [low.id, red.id],
    ]);
    low.labels.remove(red);
    await session.commit();
    expect(await rows(shelfLabels)).toEqual([[top.id, red.id]]);
    const found: Shelf[] = [];
    for await (const shelf of red.shelves.filterBy({ name: "top" })) found.push(shelf);
    expect(found).toEqual([top]);
    await session.delete(red);
    await session.commit();
    expect(await rows(shelfLabels)).toEqual([]);
  });

  scenario("are compared with what a merged object brings", async (given) => {
    const { makeSession } = given;
    const shelf = await shelfWith(given, "a", "b");
    const [a] = (await given.session.scalars(shelf.boxes.select())).all() as [Box];
    await given.session.commit();
    const other = makeSession();
    await other.merge(new Shelf({ id: shelf.id, boxes: [new Box({ id: a.id, label: "A" }), box("c")] }));
    await other.commit();
    const found = (await other.execute(select(Box.c.label, Box.c.shelfId).orderBy(Box.c.label))).all();
    expect(found.map(([label, id]) => [label.toLowerCase(), id])).toEqual([
      ["a", shelf.id],
      ["b", null],
      ["c", shelf.id],
    ]);
  });
});
