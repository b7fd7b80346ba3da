import { select } from "athanor";
import { inspect, sessionmaker } from "athanor/orm";
import { expect, it, vi } from "vitest";
import { describeSync, type SyncDatabase } from "../../support/databases.ts";
import { captureStatements } from "../../support/statements.ts";
import { Base, Room, Seat } from "./collection-models.ts";

function setUp(database: SyncDatabase) {
  const engine = database.engine();
  Base.metadata.createAll(engine, { tables: [Room, Seat].map((model) => inspect(model).localTable) });
  const makeSession = sessionmaker(engine);
  makeSession.begin((session) => {
    session.add(new Room({ id: 1, name: "hall", seats: ["a", "b", "c"].map((name) => new Seat({ name })) }));
    session.add(new Room({ id: 2, name: "attic", seats: [new Seat({ name: "z" })] }));
  });
  return { engine, makeSession, sent: captureStatements(engine) };
}

/** Names of the seats of a room in the database. */
function stored(session: ReturnType<ReturnType<typeof setUp>["makeSession"]>, roomId: number | null): string[] {
  return session
    .execute(select(Seat.c.name).where(Seat.c.roomId.eq(roomId)).orderBy(Seat.c.name))
    .all()
    .map(([name]) => name);
}

const roomOfThree = (id: number): Room =>
  new Room({ id, name: "room", seats: ["a", "b", "c"].map((name) => new Seat({ name })) });

const namesOf = (seats: readonly Seat[]): string =>
  seats
    .map((seat) => seat.name)
    .sort()
    .join("");

/** What a program can do to an array, and which of a, b, c, x, y are in it afterwards. */
const changes: readonly [string, (seats: Seat[], x: Seat, y: Seat) => unknown, string][] = [
  ["push", (seats, x) => seats.push(x), "abcx"],
  ["push of two", (seats, x, y) => seats.push(x, y), "abcxy"],
  ["push of one that is there", (seats) => seats.push(seats[0]!), "aabc"],
  ["pop", (seats) => seats.pop(), "ab"],
  ["shift", (seats) => seats.shift(), "bc"],
  ["unshift", (seats, x) => seats.unshift(x), "abcx"],
  ["splice that removes", (seats) => seats.splice(1, 1), "ac"],
  ["splice that inserts", (seats, x) => seats.splice(1, 0, x), "abcx"],
  ["splice that replaces", (seats, x, y) => seats.splice(0, 2, x, y), "cxy"],
  ["splice to the end", (seats) => seats.splice(1), "a"],
  ["splice from the end", (seats) => seats.splice(-1), "ab"],
  ["splice of a member that goes back in", (seats) => seats.splice(0, 1, seats[0]!), "abc"],
  ["fill", (seats, x) => seats.fill(x), "xxx"],
  ["fill of a part", (seats, x) => seats.fill(x, 1, 2), "acx"],
  ["copyWithin", (seats) => seats.copyWithin(0, 1), "bcc"],
  ["sort", (seats) => seats.sort((a, b) => (a.name < b.name ? 1 : -1)), "abc"],
  ["reverse", (seats) => seats.reverse(), "abc"],
  ["length = 0", (seats) => void (seats.length = 0), ""],
  ["length = 1", (seats) => void (seats.length = 1), "a"],
  ["an index write", (seats, x) => void (seats[0] = x), "bcx"],
  ["an index write at the end", (seats, x) => void (seats[3] = x), "abcx"],
  ["an index write, then push", (seats, x, y) => ((seats[0] = x), seats.push(y)), "bcxy"],
  ["an index write, then shift", (seats, x) => ((seats[0] = x), seats.shift()), "bc"],
  ["length = 0, then push", (seats, x) => ((seats.length = 0), seats.push(x)), "x"],
  ["push and pop", (seats, x) => (seats.push(x), seats.pop()), "abc"],
];

describeSync("array collections", (database) => {
  it("follow every mutator on a loaded collection: both sides and the database", () => {
    const { makeSession } = setUp(database);
    for (const [at, [name, change, expected]] of changes.entries()) {
      const id = at + 10;
      makeSession.begin((session) => session.add(roomOfThree(id)));
      using session = makeSession();
      const room = session.get(Room, id)!;
      const x = new Seat({ name: "x" });
      const y = new Seat({ name: "y" });
      const before = [...room.seats];
      change(room.seats, x, y);
      session.flush();
      expect(namesOf(room.seats), name).toBe(expected);
      const members = new Set(room.seats);
      for (const seat of [...before, x, y]) expect(seat.room, name).toBe(members.has(seat) ? room : null);
      expect(stored(session, id), name).toEqual([...new Set(expected)].sort());
      expect(session.dirty.size, name).toBe(0);
      session.commit();
    }
  });

  it("follow every mutator on the collection of a new object", () => {
    const { makeSession } = setUp(database);
    for (const [at, [name, change, expected]] of changes.entries()) {
      const id = at + 10;
      using session = makeSession();
      const room = roomOfThree(id);
      const before = [...room.seats];
      session.add(room);
      const x = new Seat({ name: "x" });
      const y = new Seat({ name: "y" });
      change(room.seats, x, y);
      session.flush();
      const members = new Set(room.seats);
      for (const seat of [...before, x, y]) expect(seat.room, name).toBe(members.has(seat) ? room : null);
      expect(stored(session, id), name).toEqual([...new Set(expected)].sort());
      session.commit();
    }
  });

  it("sends one UPDATE for a member that goes, and one INSERT for one that comes", () => {
    const { makeSession, sent } = setUp(database);
    using session = makeSession();
    const room = session.get(Room, 1)!;
    room.seats.splice(0, 1, new Seat({ name: "x" }));
    sent.length = 0;
    session.flush();
    expect(sent.map(({ sql }) => sql.split(" ")[0])).toEqual(["UPDATE", "INSERT"]);
  });

  it("sends nothing after sort and reverse", () => {
    const { makeSession, sent } = setUp(database);
    using session = makeSession();
    const room = session.get(Room, 1)!;
    room.seats.reverse();
    room.seats.sort(() => 1);
    sent.length = 0;
    session.flush();
    expect(sent).toHaveLength(0);
  });

  it("refuses what is no Seat before it changes anything", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const room = session.get(Room, 1)!;
    for (const wrong of [undefined, null, "x", {}, room] as never[]) {
      expect(() => room.seats.push(wrong)).toThrow(/Room.seats takes objects of class Seat/);
      expect(() => room.seats.unshift(wrong)).toThrow(/takes objects of class Seat/);
      expect(() => room.seats.splice(0, 1, wrong)).toThrow(/takes objects of class Seat/);
      expect(() => (room.seats = [wrong])).toThrow(/takes objects of class Seat/);
    }
    expect(() => room.seats.fill("x" as never)).toThrow(/takes objects of class Seat/);
    expect(() => (room.seats = null as never)).toThrow(/expected an array of Seat/);
    expect(() => (room.seats = undefined as never)).toThrow(/Expected an array of Seat/);
    expect(() => (room.seats = 5 as never)).toThrow(/expected an array of Seat/);
    expect(() => (room.seats = new Map() as never)).toThrow(/expected an array of Seat/);
    expect(room.seats.map((seat) => seat.name)).toEqual(["a", "b", "c"]);
    expect(session.isModified(room)).toBe(false);
  });

  it("takes an array, a Set, an iterator and a generator by assignment", () => {
    const { makeSession } = setUp(database);
    const iterables: ((seats: Seat[]) => Iterable<Seat>)[] = [
      (seats) => seats,
      (seats) => new Set(seats),
      (seats) => seats.values(),
      (seats) =>
        (function* () {
          yield* seats;
        })(),
    ];
    for (const iterable of iterables) {
      using session = makeSession();
      const room = session.get(Room, 1)!;
      const [a, b] = room.seats as [Seat, Seat, Seat];
      const x = new Seat({ name: "x" });
      room.seats = iterable([x, a]) as Seat[];
      expect(room.seats.map((seat) => seat.name)).toEqual(["x", "a"]);
      expect([a.room, b.room, x.room]).toEqual([room, null, room]);
      session.flush();
      expect(stored(session, 1)).toEqual(["a", "x"]);
      expect(stored(session, null)).toEqual(["b", "c"]);
    }
  });

  it("leaves the former collection as it was, on its own, after an assignment", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const room = session.get(Room, 1)!;
    const former = room.seats;
    room.seats = [];
    expect(former.map((seat) => seat.name)).toEqual(["a", "b", "c"]);
    const x = new Seat({ name: "x" });
    former.push(x);
    expect(x.room).toBeNull();
    expect(session.has(x)).toBe(false);
    session.flush();
    expect(stored(session, null)).toEqual(["a", "b", "c"]);
  });

  it("does nothing when a collection is assigned to itself", () => {
    const { makeSession, sent } = setUp(database);
    using session = makeSession();
    const room = session.get(Room, 1)!;
    const { seats } = room;
    room.seats = seats;
    expect(room.seats).toBe(seats);
    sent.length = 0;
    session.flush();
    expect(sent).toHaveLength(0);
  });

  it("takes another object's collection over", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const [one, two] = session.query(Room).orderBy(Room.c.id).all() as [Room, Room];
    one.seats = two.seats;
    expect(one.seats).not.toBe(two.seats);
    expect(two.seats).toEqual([]);
    session.flush();
    expect(stored(session, 1)).toEqual(["z"]);
    expect(stored(session, 2)).toEqual([]);
  });

  it("tells history and isModified, without loading", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const room = session.get(Room, 1)!;
    expect(inspect(room).history("seats")).toMatchObject({ added: [], unchanged: [], deleted: [] });
    const [a, b, c] = room.seats as [Seat, Seat, Seat];
    const x = new Seat({ name: "x" });
    room.seats = [x, b];
    const history = inspect(room).history("seats");
    expect([history.added, history.unchanged, history.deleted]).toEqual([[x], [b], [a, c]]);
    expect(session.isModified(room)).toBe(true);
    session.flush();
    expect(inspect(room).history("seats").hasChanges()).toBe(false);
  });

  it("gives plain arrays from map, filter, slice, concat and the copying forms", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const { seats } = session.get(Room, 1)!;
    expect(Array.isArray(seats)).toBe(true);
    for (const made of [
      seats.filter(() => true),
      seats.slice(),
      seats.concat([]),
      seats.toReversed(),
      seats.toSpliced(0, 1),
    ]) {
      expect(Object.getPrototypeOf(made)).toBe(Array.prototype);
    }
    expect(seats.with(0, seats[1]!).map((seat) => seat.name)).toEqual(["b", "b", "c"]);
    expect(structuredClone(seats.map((seat) => seat.name))).toEqual(["a", "b", "c"]);
  });

  it("warns when a collection is changed that was expired meanwhile", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const room = session.get(Room, 1)!;
    const stale = room.seats;
    session.commit();
    const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);
    try {
      const x = new Seat({ name: "x" });
      stale.push(x);
      expect(warn).toHaveBeenCalledWith(expect.stringContaining("Room.seats was changed after it had been expired"), {
        type: "AthanorWarning",
      });
      expect(x.room).toBe(room);
      session.flush();
      expect(stored(session, 1)).toEqual(["a", "b", "c", "x"]);
    } finally {
      warn.mockRestore();
    }
  });

  it("keeps changes to an unloaded collection until it is loaded, and flushes them without loading it", () => {
    const { makeSession, sent } = setUp(database);
    using session = makeSession();
    const room = session.get(Room, 1)!;
    const a = session.query(Seat).filterBy({ name: "a" }).one();
    a.room = null;
    const x = new Seat({ name: "x", room });
    session.add(x);
    sent.length = 0;
    session.noAutoflush(() => expect(room.seats.map((seat) => seat.name)).toEqual(["b", "c", "x"]));
    expect(sent.map(({ sql }) => sql.split(" ")[0])).toEqual(["SELECT"]);
    session.flush();
    expect(x.roomId).toBe(1);
    expect(stored(session, 1)).toEqual(["b", "c", "x"]);
  });

  it("finds index writes made to a detached object when it comes back", () => {
    const { makeSession } = setUp(database);
    let room: Room;
    {
      using session = makeSession();
      room = session.get(Room, 1)!;
      void room.seats;
      session.expunge(room);
    }
    room.seats.length = 1;
    using session = makeSession();
    session.add(room);
    session.flush();
    expect(stored(session, 1)).toEqual(["a"]);
  });
});
