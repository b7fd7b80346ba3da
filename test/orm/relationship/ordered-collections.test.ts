import { select, update } from "athanor";
import { inspect, OrderingList, selectinload, sessionmaker } from "athanor/orm";
import { expect, it } from "vitest";
import { describeSync, type SyncDatabase } from "../../support/databases.ts";
import { captureStatements } from "../../support/statements.ts";
import { Alphabetical, Bag, Base, Chair, Coat, Plate, Room, Shelf, Stack } from "./collection-models.ts";

function setUp(database: SyncDatabase) {
  const engine = database.engine();
  const tables = [Room, Shelf, Chair, Coat, Plate].map((model) => inspect(model).localTable);
  Base.metadata.createAll(engine, { tables });
  const makeSession = sessionmaker(engine);
  makeSession.begin((session) => {
    session.add(
      new Room({
        id: 1,
        name: "hall",
        shelves: ["a", "b", "c"].map((name) => new Shelf({ name })),
        chairs: ["m", "c", "x"].map((name) => new Chair({ name })),
        coats: ["red", "blue"].map((name) => new Coat({ name })),
        plates: ["deep", "flat"].map((name) => new Plate({ name })),
      }),
    );
    session.add(new Room({ id: 2, name: "attic" }));
  });
  return { engine, makeSession, sent: captureStatements(engine) };
}

type TestSession = ReturnType<ReturnType<typeof setUp>["makeSession"]>;

function stored(session: TestSession): string {
  const rows = session
    .execute(select(Shelf.c.name, Shelf.c.position).where(Shelf.c.roomId.eq(1)).orderBy(Shelf.c.position))
    .all();
  return rows.map(([name, position]) => `${name}${String(position)}`).join(" ");
}

const namesOf = (things: Iterable<{ name: string }>): string => [...things].map(({ name }) => name).join(" ");

const changes: readonly [string, (shelves: Shelf[], x: Shelf) => unknown, string][] = [
  ["push", (shelves, x) => shelves.push(x), "a1 b2 c3 x4"],
  ["unshift", (shelves, x) => shelves.unshift(x), "x1 a2 b3 c4"],
  ["shift", (shelves) => shelves.shift(), "b1 c2"],
  ["pop", (shelves) => shelves.pop(), "a1 b2"],
  ["splice in the middle", (shelves, x) => shelves.splice(1, 0, x), "a1 x2 b3 c4"],
  ["splice that removes", (shelves) => shelves.splice(0, 2), "c1"],
  ["sort", (shelves) => shelves.sort((p, q) => (p.name < q.name ? 1 : -1)), "c1 b2 a3"],
  ["reverse", (shelves) => shelves.reverse(), "c1 b2 a3"],
  ["a move by splice", (shelves) => shelves.splice(2, 0, ...shelves.splice(0, 1)), "b1 c2 a3"],
  ["a swap by index writes", (shelves) => ([shelves[0], shelves[2]] = [shelves[2]!, shelves[0]!]), "c1 b2 a3"],
  ["an index write", (shelves, x) => (shelves[1] = x), "a1 x2 c3"],
  ["length", (shelves) => (shelves.length = 1), "a1"],
  ["fill", (shelves, x) => shelves.fill(x, 2), "a1 b2 x3"],
  ["copyWithin", (shelves) => shelves.copyWithin(0, 2), "b2 c3"],
];

describeSync("orderingList", (database) => {
  it("numbers by every mutator, and by index writes", () => {
    const { makeSession } = setUp(database);
    for (const [name, change, expected] of changes) {
      using session = makeSession();
      const room = session.get(Room, 1)!;
      expect(stored(session)).toBe("a1 b2 c3");
      change(room.shelves, new Shelf({ name: "x" }));
      session.flush();
      expect(stored(session), name).toBe(expected);
    }
  });

  it("sends UPDATEs for what moved only", () => {
    const { makeSession, sent } = setUp(database);
    using session = makeSession();
    const room = session.get(Room, 1)!;
    const { shelves } = room;
    shelves.splice(1, 0, shelves.pop()!);
    sent.length = 0;
    session.flush();
    expect(sent.flatMap(({ sql }) => sql.split(" ")[0])).toEqual(["UPDATE"]);
    expect(stored(session)).toBe("a1 c2 b3");
  });

  it("numbers by assignment, whatever numbers there were", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const room = session.get(Room, 1)!;
    const [a, , c] = room.shelves as [Shelf, Shelf, Shelf];
    room.shelves = [c, new Shelf({ name: "x" }), a];
    session.flush();
    expect(stored(session)).toBe("c1 x2 a3");
    expect(room.shelves).toBeInstanceOf(OrderingList);
  });

  it("numbers what the other side brings", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const room = session.get(Room, 1)!;
    void room.shelves;
    session.add(new Shelf({ name: "x", room }));
    session.flush();
    expect(stored(session)).toBe("a1 b2 c3 x4");
  });

  it("changes nothing when it is loaded, also where numbers are missing", () => {
    const { makeSession, sent, engine } = setUp(database);
    engine.begin((connection) => connection.execute(update(Shelf).values({ position: null }).allRows()));
    using session = makeSession();
    const room = session.get(Room, 1, { options: [selectinload(Room.c.shelves)] })!;
    expect(room.shelves.map((shelf) => shelf.position)).toEqual([null, null, null]);
    sent.length = 0;
    session.flush();
    expect(sent).toHaveLength(0);
    (room.shelves as OrderingList<Shelf>).reorder();
    session.flush();
    expect(
      stored(session)
        .split(" ")
        .map((word) => word.slice(1))
        .join(""),
    ).toBe("123");
  });
});

describeSync("collection classes of one's own", (database) => {
  it("calls an overridden push, also for what is loaded and for the other side", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const room = session.get(Room, 1)!;
    expect(room.chairs).toBeInstanceOf(Alphabetical);
    expect(namesOf(room.chairs)).toBe("c m x");
    const d = new Chair({ name: "d" });
    room.chairs.push(d);
    session.add(new Chair({ name: "b", room }));
    expect(namesOf(room.chairs)).toBe("b c d m x");
    expect(d.room).toBe(room);
    room.chairs.remove(d);
    expect(d.room).toBeNull();
    session.flush();
    session.expire(room);
    expect(namesOf(room.chairs)).toBe("b c m x");
    room.chairs.clear();
    session.flush();
    expect(session.scalars(select(Chair).where(Chair.c.roomId.eq(1))).all()).toEqual([]);
  });

  it("takes a Set that knows nothing of relationships", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const room = session.get(Room, 1)!;
    expect(room.coats).toBeInstanceOf(Bag);
    const [red, blue] = [...room.coats] as [Coat, Coat];
    const green = new Coat({ name: "green" });
    expect(room.coats.addAll(green)).toBe(room.coats);
    expect([green.room, session.has(green)]).toEqual([room, true]);
    room.coats.delete(red);
    expect(red.room).toBeNull();
    blue.room = null;
    expect([...room.coats]).toEqual([green]);
    expect(() => room.coats.add(room as never)).toThrow(/Room.coats takes objects of class Coat/);
    expect([...room.coats]).toEqual([green]);
    session.flush();
    session.expire(room);
    expect(namesOf(room.coats)).toBe("green");
    room.coats.clear();
    session.flush();
    expect(green.roomId).toBeNull();
  });

  it("takes an array class that knows nothing of relationships", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const room = session.get(Room, 1)!;
    expect(room.plates).toBeInstanceOf(Stack);
    expect(room.plates.top()!.name).toBe("flat");
    const cup = new Plate({ name: "cup" });
    expect(room.plates.push(cup)).toBe(3);
    expect([cup.room, session.has(cup)]).toEqual([room, true]);
    const deep = room.plates.shift()!;
    expect(deep.room).toBeNull();
    expect(() => room.plates.push("x" as never)).toThrow(/Room.plates takes objects of class Plate/);
    room.plates.sort((p, q) => (p.name < q.name ? -1 : 1));
    expect(namesOf(room.plates)).toBe("cup flat");
    const bowl = new Plate({ name: "bowl" });
    room.plates[0] = bowl;
    session.flush();
    expect([bowl.room, cup.room]).toEqual([room, null]);
    session.expire(room);
    expect(namesOf(room.plates)).toBe("flat bowl");
  });

  it("is made anew by assignment", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const room = session.get(Room, 1)!;
    const { coats, plates, chairs } = room;
    room.coats = new Bag(coats);
    room.plates = [...plates].reverse() as Stack;
    room.chairs = [new Chair({ name: "z" }), new Chair({ name: "a" })] as unknown as Alphabetical;
    expect([room.coats, room.plates, room.chairs].map((made) => made.constructor.name)).toEqual([
      "Bag",
      "Stack",
      "Alphabetical",
    ]);
    expect([room.coats === coats, room.plates === plates, room.chairs === chairs]).toEqual([false, false, false]);
    expect([namesOf(room.coats), namesOf(room.plates), namesOf(room.chairs)]).toEqual(["red blue", "flat deep", "a z"]);
    session.flush();
    expect(session.scalars(select(Chair.c.name).where(Chair.c.roomId.eq(1)).orderBy(Chair.c.name)).all()).toEqual([
      "a",
      "z",
    ]);
  });
});
