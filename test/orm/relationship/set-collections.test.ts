import { select } from "athanor";
import { inspect, InstrumentedSet, joinedload, selectinload, sessionmaker } from "athanor/orm";
import { inspect as show } from "node:util";
import { expect, it, vi } from "vitest";
import { describeSync, type SyncDatabase } from "../../support/databases.ts";
import { captureStatements } from "../../support/statements.ts";
import { Base, Guest, Room, RoomTag } from "./collection-models.ts";

function setUp(database: SyncDatabase) {
  const engine = database.engine();
  const tables = [Room, Guest, RoomTag].map((model) => inspect(model).localTable);
  Base.metadata.createAll(engine, { tables: [...tables, Base.metadata.tables.get("room_tags")!] });
  const makeSession = sessionmaker(engine);
  makeSession.begin((session) => {
    const tags = ["red", "blue"].map((name) => new RoomTag({ name }));
    session.addAll(tags);
    session.flush();
    session.add(new Room({ id: 1, name: "hall", guests: "abc".split("").map((name) => new Guest({ name })), tags }));
    session.add(new Room({ id: 2, name: "attic", guests: [new Guest({ name: "z" })] }));
  });
  return { engine, makeSession, sent: captureStatements(engine) };
}

type TestSession = ReturnType<ReturnType<typeof setUp>["makeSession"]>;

function stored(session: TestSession, roomId: number | null): string {
  const rows = session.execute(select(Guest.c.name).where(Guest.c.roomId.eq(roomId)).orderBy(Guest.c.name)).all();
  return rows.map(([name]) => name).join("");
}

const namesOf = (things: Iterable<{ name: string }>): string => [...things].map(({ name }) => name).join("");

const roomOfThree = (id: number): Room =>
  new Room({ id, name: "room", guests: ["a", "b", "c"].map((name) => new Guest({ name })) });

/** What a program can do to a Set of a, b, c, and what is in it afterwards. */
const changes: readonly [string, (guests: Set<Guest>, x: Guest) => unknown, string][] = [
  ["add", (guests, x) => guests.add(x), "abcx"],
  ["add twice", (guests, x) => guests.add(x).add(x), "abcx"],
  ["add of a member", (guests) => guests.add([...guests][0]!), "abc"],
  ["delete", (guests) => guests.delete([...guests][1]!), "ac"],
  ["delete of no member", (guests, x) => guests.delete(x), "abc"],
  ["clear", (guests) => guests.clear(), ""],
  ["clear and add", (guests, x) => (guests.clear(), guests.add(x)), "x"],
  ["delete and add back", (guests) => ((first) => (guests.delete(first), guests.add(first)))([...guests][0]!), "abc"],
  ["add and delete", (guests, x) => (guests.add(x), guests.delete(x)), "abc"],
  ["delete in a loop", (guests) => guests.forEach((guest) => guests.delete(guest)), ""],
];

describeSync("Set collections", (database) => {
  it("follow every mutator on a loaded collection: both sides and the database", () => {
    const { makeSession } = setUp(database);
    for (const [at, [name, change, expected]] of changes.entries()) {
      const id = at + 10;
      makeSession.begin((session) => session.add(roomOfThree(id)));
      using session = makeSession();
      const room = session.get(Room, id)!;
      const x = new Guest({ name: "x" });
      const before = [...room.guests];
      change(room.guests, x);
      for (const guest of [...before, x]) expect(guest.room, name).toBe(room.guests.has(guest) ? room : null);
      if (room.guests.has(x)) expect(session.has(x), name).toBe(true);
      session.flush();
      expect(stored(session, id), name).toBe(expected);
      session.expire(room);
      expect(namesOf(room.guests), name).toBe(expected);
      session.commit();
    }
  });

  it("follow every mutator on the collection of a new object", () => {
    const { makeSession } = setUp(database);
    for (const [at, [name, change, expected]] of changes.entries()) {
      const id = at + 10;
      using session = makeSession();
      const room = roomOfThree(id);
      const before = [...room.guests];
      session.add(room);
      const x = new Guest({ name: "x" });
      change(room.guests, x);
      session.flush();
      for (const guest of [...before, x]) expect(guest.room, name).toBe(room.guests.has(guest) ? room : null);
      expect(stored(session, id), name).toBe(expected);
      session.commit();
    }
  });

  it("is a real Set, and each time the same", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const room = session.get(Room, 1)!;
    expect(room.guests).toBeInstanceOf(Set);
    expect(room.guests).toBeInstanceOf(InstrumentedSet);
    expect(room.guests).toBe(room.guests);
    expect(room.guests.size).toBe(3);
    expect(new Room().guests.size).toBe(0);
  });

  it("gives plain Sets from union and its kin, where the runtime has them", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const { guests } = session.get(Room, 1)!;
    const made =
      (guests as Set<Guest> & { union?: (other: Set<Guest>) => Set<Guest> }).union?.(new Set()) ?? new Set(guests);
    expect(Object.getPrototypeOf(made)).toBe(Set.prototype);
    made.clear();
    expect(guests.size).toBe(3);
  });

  it("sends one UPDATE for what goes and one INSERT for what comes, nothing for what stays", () => {
    const { makeSession, sent } = setUp(database);
    using session = makeSession();
    const room = session.get(Room, 1)!;
    const [a, b] = [...room.guests] as [Guest, Guest];
    room.guests.delete(a);
    room.guests.delete(b);
    room.guests.add(b);
    room.guests.add(new Guest({ name: "x" }));
    sent.length = 0;
    session.flush();
    expect(sent.map(({ sql }) => sql.split(" ")[0])).toEqual(["UPDATE", "INSERT"]);
    expect(stored(session, 1)).toBe("bcx");
  });

  it("takes a Set, an array and a generator by assignment", () => {
    const { makeSession } = setUp(database);
    const kinds: ((guests: Guest[]) => unknown)[] = [
      (guests) => new Set(guests),
      (guests) => guests,
      (guests) =>
        (function* () {
          yield* guests;
        })(),
    ];
    for (const given of kinds) {
      using session = makeSession();
      const room = session.get(Room, 1)!;
      const [a, b, c] = [...room.guests] as [Guest, Guest, Guest];
      const former = room.guests;
      const x = new Guest({ name: "x" });
      room.guests = given([x, a, x]) as Set<Guest>;
      expect(namesOf(room.guests)).toBe("xa");
      expect(namesOf(former)).toBe("abc");
      former.delete(b);
      expect([a.room, b.room, c.room, x.room]).toEqual([room, null, null, room]);
      session.flush();
      expect(stored(session, 1)).toBe("ax");
    }
  });

  it("refuses what is no Guest, and what is no collection", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const room = session.get(Room, 1)!;
    expect(() => room.guests.add(room as never)).toThrow(
      /Room.guests takes objects of class Guest; given was an object of class Room/,
    );
    expect(() => room.guests.add("x" as never)).toThrow(/takes objects of class Guest/);
    expect(() => (room.guests = new Set([room]) as never)).toThrow(/takes objects of class Guest/);
    expect(() => (room.guests = null as never)).toThrow(/expected a Set of Guest/);
    expect(() => (room.guests = new Map() as never)).toThrow(/expected a Set of Guest/);
    expect(room.guests.size).toBe(3);
  });

  it("follows the other side, loaded or not", () => {
    const { makeSession, sent } = setUp(database);
    using session = makeSession();
    const [one, two] = session.query(Room).orderBy(Room.c.id).all() as [Room, Room];
    const a = [...one.guests][0]!;
    a.room = two; // two.guests came with one.guests
    expect([one.guests.has(a), two.guests.has(a)]).toEqual([false, true]);
    session.flush();
    session.expire(one, ["guests"]);
    const b = session.query(Guest).filterBy({ name: "b" }).one();
    sent.length = 0;
    b.room = null;
    expect(sent).toHaveLength(0);
    session.flush();
    expect(namesOf(one.guests)).toBe("c");
    expect(stored(session, 2)).toBe("az");
  });

  it("merges pending changes when it is loaded", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const room = session.get(Room, 1)!;
    const [a] = session.query(Guest).orderBy(Guest.c.id).all() as [Guest];
    a.room = null;
    const x = new Guest({ name: "x", room });
    session.add(x);
    expect(namesOf(session.noAutoflush(() => room.guests))).toBe("bcx");
    session.flush();
    expect(stored(session, 1)).toBe("bcx");
  });

  it("keeps both sides of a many-to-many in step", () => {
    const { makeSession, sent } = setUp(database);
    using session = makeSession();
    const [room, attic] = session.query(Room).orderBy(Room.c.id).all() as [Room, Room];
    const [red, blue] = [...room.tags] as [RoomTag, RoomTag];
    void [red.rooms, blue.rooms];
    room.tags.delete(red);
    expect(red.rooms).toEqual([]);
    blue.rooms.push(attic);
    expect(attic.tags.has(blue)).toBe(true);
    sent.length = 0;
    session.flush();
    expect(sent.map(({ sql }) => sql.split(" ").slice(0, 3).join(" ").replaceAll(/[`"]/g, ""))).toEqual([
      "DELETE FROM room_tags",
      "INSERT INTO room_tags",
    ]);
    session.expireAll();
    expect(namesOf(blue.rooms)).toBe("hallattic");
  });

  it.each([
    ["selectinload", selectinload],
    ["joinedload", joinedload],
  ])("is filled by %s", (_name, load) => {
    const { makeSession, sent } = setUp(database);
    using session = makeSession();
    const rooms = session
      .scalars(select(Room).options(load(Room.c.guests), load(Room.c.tags)).orderBy(Room.c.id))
      .unique()
      .all();
    const count = sent.length;
    expect(rooms.map((room) => namesOf(room.guests))).toEqual(["abc", "z"]);
    expect(rooms.map((room) => namesOf(room.tags))).toEqual(["redblue", ""]);
    expect(sent).toHaveLength(count);
    expect(session.isModified(rooms[0]!)).toBe(false);
  });

  it("tells its history", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const room = session.get(Room, 1)!;
    const [a, b, c] = [...room.guests];
    const x = new Guest({ name: "x" });
    room.guests.delete(a!);
    room.guests.add(x);
    const { added, unchanged, deleted } = inspect(room).history("guests");
    expect([added, unchanged, deleted]).toEqual([[x], [b, c], [a]]);
    session.rollback();
    expect(namesOf(room.guests)).toBe("abc");
  });

  it("is shown by JSON.stringify as an array and by console.log as a Set", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const room = session.get(Room, 2)!;
    void room.guests;
    const guest = { id: 4, name: "z", roomId: 2 };
    expect(JSON.parse(JSON.stringify(room))).toEqual({ id: 2, name: "attic", guests: [guest] });
    expect(JSON.parse(JSON.stringify(room.guests))).toEqual([guest]);
    expect(show(room)).toMatch(/guests: Set\(1\) \{/);
  });

  it("is merged from a detached graph", () => {
    const { makeSession } = setUp(database);
    let detached: Room;
    {
      using session = makeSession();
      detached = session.get(Room, 1, { options: [selectinload(Room.c.guests)] })!;
    }
    const [a] = detached.guests;
    a!.name = "A";
    detached.guests.delete([...detached.guests][1]!);
    detached.guests.add(new Guest({ name: "x" }));
    using session = makeSession();
    const own = session.merge(detached);
    expect(own.guests).toBeInstanceOf(Set);
    expect(own).not.toBe(detached);
    session.flush();
    expect(stored(session, 1).split("").sort().join("")).toBe("Acx");
  });

  it("lets its members go when the owner is deleted", () => {
    const { makeSession, engine } = setUp(database);
    Base.metadata.createAll(engine);
    using session = makeSession();
    const room = session.get(Room, 1)!;
    const guests = [...room.guests];
    session.delete(room);
    session.flush();
    expect(guests.map((guest) => guest.roomId)).toEqual([null, null, null]);
    expect(stored(session, null)).toBe("abc");
    expect(session.execute(select(Base.metadata.tables.get("room_tags")!)).all()).toEqual([]);
  });

  it("warns when it is changed after it was expired", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const room = session.get(Room, 1)!;
    const stale = room.guests;
    session.expire(room);
    const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);
    try {
      stale.add(new Guest({ name: "x" }));
      expect(warn).toHaveBeenCalledTimes(1);
    } finally {
      warn.mockRestore();
    }
  });
});
