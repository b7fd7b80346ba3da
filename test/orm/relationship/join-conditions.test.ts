import { and, boolean, foreignKeyConstraint, func, integer, join, select, string } from "athanor";
import {
  aliased,
  declarativeBase,
  foreign,
  joinedload,
  manyToMany,
  manyToOne,
  oneToMany,
  remote,
  selectinload,
  sessionmaker,
} from "athanor/orm";
import { describe, expect, it } from "vitest";
import { describeSync, type SyncDatabase } from "../../support/databases.ts";
import { captureStatements } from "../../support/statements.ts";

const textOf = (statement: { toString(): string }): string => String(statement).replaceAll(/\s*\n\s*/g, " ");

/** A fresh base and what makes a session for its tables. */
function world(database: SyncDatabase, base: { metadata: { createAll(engine: never): unknown } }) {
  const engine = database.engine();
  base.metadata.createAll(engine as never);
  return { engine, makeSession: sessionmaker(engine), sent: captureStatements(engine) };
}

describeSync("join conditions", (database) => {
  it("foreign() says which column is the foreign key where none is declared", () => {
    class Base extends declarativeBase() {}
    class Host extends Base.table("hosts", {
      id: integer().primaryKey(),
      ip: string(20).unique(),
      get requests() {
        return oneToMany(() => Request, {
          backPopulates: "host",
          primaryjoin: () => Host.c.ip.eq(foreign(Request.c.ip)),
          orderBy: (request) => request.c.id,
        });
      },
    }) {}
    class Request extends Base.table("requests", {
      id: integer().primaryKey(),
      ip: string(20).nullable(),
      get host() {
        return manyToOne(() => Host, {
          backPopulates: "requests",
          primaryjoin: () => foreign(Request.c.ip).eq(Host.c.ip),
        });
      },
    }) {}
    const { makeSession, sent } = world(database, Base);
    makeSession.begin((session) => {
      session.add(new Host({ id: 1, ip: "::1", requests: [new Request({ id: 1 }), new Request({ id: 2 })] }));
      session.add(new Request({ id: 3, ip: "::9" }));
    });
    using session = makeSession();
    const requests = session.query(Request).orderBy(Request.c.id).all();
    expect(requests.map(({ ip }) => ip)).toEqual(["::1", "::1", "::9"]);
    sent.length = 0;
    expect(requests.map(({ host }) => host?.id)).toEqual([1, 1, undefined]);
    expect(sent).toHaveLength(1);
    const [host] = session.query(Host).all();
    expect(host!.requests).toEqual(requests.slice(0, 2));
    expect(textOf(select(Request.c.id).join(Request.c.host))).toBe(
      "SELECT requests.id FROM requests JOIN hosts ON requests.ip = hosts.ip",
    );
    requests[0]!.host = null;
    session.flush();
    expect(requests[0]!.ip).toBeNull();
  });

  it("takes conditions with constants: one target, several relationships", () => {
    class Base extends declarativeBase() {}
    class Shop extends Base.table("shops", {
      id: integer().primaryKey(),
      get open() {
        return oneToMany(() => Order, {
          primaryjoin: () => and(Shop.c.id.eq(Order.c.shopId), Order.c.open.eq(true)),
          orderBy: (order) => order.c.id,
          viewonly: true,
        });
      },
      get closed() {
        return oneToMany(() => Order, {
          primaryjoin: () => and(Shop.c.id.eq(Order.c.shopId), Order.c.open.eq(false)),
          orderBy: (order) => order.c.id,
          viewonly: true,
        });
      },
    }) {}
    class Order extends Base.table("shop_orders", {
      id: integer().primaryKey(),
      open: boolean(),
      shopId: integer().references("shops.id"),
    }) {}
    const { makeSession, sent } = world(database, Base);
    makeSession.begin((session) => {
      session.addAll([new Shop({ id: 1 }), new Shop({ id: 2 })]);
      session.flush();
      for (let id = 1; id <= 6; id++) session.add(new Order({ id, open: id % 3 !== 0, shopId: (id % 2) + 1 }));
    });
    using session = makeSession();
    for (const options of [[], [selectinload(Shop.c.open)], [joinedload(Shop.c.open)]]) {
      session.expungeAll();
      sent.length = 0;
      const shops = session
        .scalars(
          select(Shop)
            .options(...options)
            .orderBy(Shop.c.id),
        )
        .unique()
        .all();
      expect(shops.map((shop) => shop.open.map(({ id }) => id))).toEqual([
        [2, 4],
        [1, 5],
      ]);
      expect(sent).toHaveLength(options[0] !== undefined && sent.length === 1 ? 1 : 2);
      expect(shops.map((shop) => shop.closed.map(({ id }) => id))).toEqual([[6], [3]]);
    }
    expect(session.scalars(select(Shop.c.id).where(Shop.c.closed.any({ id: 3 }))).all()).toEqual([2]);
  });

  it("copies both columns of a composite key, and finds its members", () => {
    class Base extends declarativeBase() {}
    class Room extends Base.table("hotel_rooms", {
      hotel: string(10).primaryKey(),
      number: integer().primaryKey(),
      get stays() {
        return oneToMany(() => Stay, { backPopulates: "room", orderBy: (stay) => stay.c.id });
      },
    }) {}
    class Stay extends Base.table(
      "stays",
      {
        id: integer().primaryKey(),
        hotel: string(10).nullable(),
        roomNumber: integer().nullable(),
        get room() {
          return manyToOne(() => Room, { backPopulates: "stays" });
        },
      },
      {
        constraints: (c) => [
          foreignKeyConstraint([c.hotel, c.roomNumber], ["hotel_rooms.hotel", "hotel_rooms.number"]),
        ],
      },
    ) {}
    const { makeSession } = world(database, Base);
    makeSession.begin((session) => {
      session.add(new Room({ hotel: "ritz", number: 1, stays: [new Stay({ id: 1 }), new Stay({ id: 2 })] }));
      session.add(new Room({ hotel: "astor", number: 1, stays: [new Stay({ id: 3 })] }));
    });
    using session = makeSession();
    const stays = session.query(Stay).orderBy(Stay.c.id).all();
    expect(stays.map(({ hotel, roomNumber }) => [hotel, roomNumber])).toEqual([
      ["ritz", 1],
      ["ritz", 1],
      ["astor", 1],
    ]);
    expect(stays.map(({ room }) => room!.hotel)).toEqual(["ritz", "ritz", "astor"]);
    stays[0]!.room!.stays = [];
    session.flush();
    expect([stays[0]!.hotel, stays[1]!.roomNumber]).toEqual([null, null]);
    session.expireAll();
    expect(session.get(Room, { hotel: "ritz", number: 1 })!.stays).toEqual([]);
  });

  it("tells several paths to one table apart by foreignKeys", () => {
    class Base extends declarativeBase() {}
    class Port extends Base.table("ports", {
      id: integer().primaryKey(),
      name: string(10),
      get departures() {
        return oneToMany(() => Trip, { backPopulates: "from", foreignKeys: () => [Trip.c.fromId] });
      },
      get arrivals() {
        return oneToMany(() => Trip, { backPopulates: "to", foreignKeys: () => Trip.c.toId });
      },
    }) {}
    class Trip extends Base.table("trips", {
      id: integer().primaryKey(),
      fromId: integer().references("ports.id"),
      toId: integer().references("ports.id"),
      get from() {
        return manyToOne(() => Port, { backPopulates: "departures", foreignKeys: () => [Trip.c.fromId] });
      },
      get to() {
        return manyToOne(() => Port, { backPopulates: "arrivals", foreignKeys: () => [Trip.c.toId] });
      },
    }) {}
    const { makeSession } = world(database, Base);
    const [rome, oslo] = [new Port({ name: "Rome" }), new Port({ name: "Oslo" })];
    makeSession.begin((session) => session.add(new Trip({ from: rome, to: oslo })));
    using session = makeSession();
    const trip = session.query(Trip).one();
    expect([trip.from!.name, trip.to!.name]).toEqual(["Rome", "Oslo"]);
    expect([trip.from!.departures, trip.from!.arrivals]).toEqual([[trip], []]);
  });

  it("shares a column between two overlapping foreign keys", () => {
    class Base extends declarativeBase() {}
    class Firm extends Base.table("firms", { id: integer().primaryKey() }) {}
    class Member extends Base.table("members", {
      firmId: integer().primaryKey().references("firms.id"),
      id: integer().primaryKey(),
      get firm() {
        return manyToOne(() => Firm);
      },
    }) {}
    class Paper extends Base.table("papers", {
      id: integer().primaryKey(),
      firmId: integer().references("firms.id"),
      writerId: integer().nullable(),
      get firm() {
        return manyToOne(() => Firm);
      },
      get writer() {
        return manyToOne(() => Member, {
          primaryjoin: () => and(Paper.c.writerId.eq(Member.c.id), Paper.c.firmId.eq(Member.c.firmId)),
          foreignKeys: () => [Paper.c.writerId],
        });
      },
    }).with({ constraints: (c) => [foreignKeyConstraint([c.firmId, c.writerId], ["members.firmId", "members.id"])] }) {}
    const { makeSession } = world(database, Base);
    const firm = new Firm({ id: 1 });
    const writer = new Member({ id: 5, firm });
    makeSession.begin((session) => session.add(new Paper({ id: 1, firm, writer })));
    using session = makeSession();
    const paper = session.get(Paper, 1)!;
    expect([paper.firmId, paper.writerId]).toEqual([1, 5]);
    expect(paper.writer!.id).toBe(5);
    // Only the writer's own column is emptied, the firm stays.
    paper.writer = null;
    session.flush();
    expect([paper.firmId, paper.writerId]).toEqual([1, null]);
  });

  it("follows trees: parents and children on one table", () => {
    class Base extends declarativeBase() {}
    class Part extends Base.table("parts", {
      id: integer().primaryKey(),
      name: string(10),
      partOf: integer().nullable().references("parts.id"),
      get pieces() {
        return oneToMany(() => Part, { backPopulates: "whole", orderBy: (part) => part.c.id });
      },
      get whole() {
        return manyToOne(() => Part, { backPopulates: "pieces" });
      },
    }) {}
    const { makeSession, sent } = world(database, Base);
    const leaf = (name: string): Part => new Part({ name });
    makeSession.begin((session) =>
      session.add(
        new Part({
          name: "car",
          pieces: [new Part({ name: "door", pieces: [leaf("lock"), leaf("pane")] }), leaf("hood")],
        }),
      ),
    );
    using session = makeSession();
    const car = session.query(Part).filterBy({ partOf: null }).one();
    sent.length = 0;
    expect(car.pieces.map((piece) => [piece.name, piece.pieces.map(({ name }) => name)])).toEqual([
      ["door", ["lock", "pane"]],
      ["hood", []],
    ]);
    expect(sent).toHaveLength(2);
    expect(car.pieces[0]!.pieces[0]!.whole!.whole).toBe(car);
    expect(textOf(select(Part.c.id).join(Part.c.pieces.ofType(aliased(Part))))).toBe(
      'SELECT parts.id FROM parts JOIN parts AS parts_1 ON parts.id = parts_1."partOf"',
    );
    expect(textOf(select(Part.c.id).join(Part.c.whole.ofType(aliased(Part))))).toBe(
      'SELECT parts.id FROM parts JOIN parts AS parts_1 ON parts_1.id = parts."partOf"',
    );
  });

  it("follows trees with composite keys, of which one column is on both sides", () => {
    class Base extends declarativeBase() {}
    class Clerk extends Base.table("clerks", {
      firm: integer().primaryKey(),
      id: integer().primaryKey(),
      bossId: integer().nullable(),
      get boss() {
        return manyToOne(() => Clerk, { backPopulates: "team" });
      },
      get team() {
        return oneToMany(() => Clerk, { backPopulates: "boss", orderBy: (clerk) => clerk.c.id });
      },
      get marked() {
        return oneToMany(() => Clerk, {
          primaryjoin: () => and(Clerk.c.firm.eq(remote(Clerk.c.firm)), Clerk.c.id.eq(remote(Clerk.c.bossId))),
          orderBy: (clerk) => clerk.c.id,
          viewonly: true,
        });
      },
    }).with({ constraints: (c) => [foreignKeyConstraint([c.firm, c.bossId], ["clerks.firm", "clerks.id"])] }) {}
    const { makeSession } = world(database, Base);
    const boss = new Clerk({ firm: 1, id: 1 });
    makeSession.begin((session) => {
      session.addAll([boss, new Clerk({ firm: 2, id: 1 })]);
      session.addAll([new Clerk({ firm: 1, id: 2, boss }), new Clerk({ firm: 1, id: 3, boss })]);
      session.add(new Clerk({ firm: 2, id: 2, bossId: 1 }));
    });
    using session = makeSession();
    const first = session.get(Clerk, { firm: 1, id: 1 })!;
    expect(first.team.map(({ firm, id }) => [firm, id])).toEqual([
      [1, 2],
      [1, 3],
    ]);
    expect(first.marked).toEqual(first.team);
    expect(first.team[0]!.boss).toBe(first);
    expect(textOf(select(Clerk.c.id).join(Clerk.c.team.ofType(aliased(Clerk))))).toBe(
      'SELECT clerks.id FROM clerks JOIN clerks AS clerks_1 ON clerks.firm = clerks_1.firm AND clerks.id = clerks_1."bossId"',
    );
    expect(textOf(select(Clerk.c.id).join(Clerk.c.marked.ofType(aliased(Clerk))))).toBe(
      'SELECT clerks.id FROM clerks JOIN clerks AS clerks_1 ON clerks.firm = clerks_1.firm AND clerks.id = clerks_1."bossId"',
    );
  });

  it("follows materialised paths by LIKE", () => {
    class Base extends declarativeBase() {}
    class Entry extends Base.table("entries", {
      path: string(50).primaryKey(),
      get descendants() {
        return oneToMany(() => Entry, {
          viewonly: true,
          orderBy: (entry) => entry.c.path,
          primaryjoin: () => remote(foreign(Entry.c.path)).like(Entry.c.path.concat("/%")),
        });
      },
      get ancestors() {
        return oneToMany(() => Entry, {
          viewonly: true,
          orderBy: (entry) => entry.c.path,
          primaryjoin: () => Entry.c.path.like(remote(foreign(Entry.c.path)).concat("/%")),
        });
      },
    }) {}
    const { makeSession, sent } = world(database, Base);
    makeSession.begin((session) => {
      for (const path of ["/a", "/a/b", "/a/b/c", "/a/d", "/e"]) session.add(new Entry({ path }));
    });
    using session = makeSession();
    const entries = session.query(Entry).orderBy(Entry.c.path).all();
    sent.length = 0;
    expect(entries.map((entry) => entry.descendants.map(({ path }) => path))).toEqual([
      ["/a/b", "/a/b/c", "/a/d"],
      ["/a/b/c"],
      [],
      [],
      [],
    ]);
    expect(entries.map((entry) => entry.ancestors.length)).toEqual([0, 1, 2, 1, 0]);
    expect(sent).toHaveLength(2);
    expect(textOf(select(Entry.c.path).join(Entry.c.descendants.ofType(aliased(Entry))))).toBe(
      "SELECT entries.path FROM entries JOIN entries AS entries_1 ON entries_1.path LIKE (entries.path || :path_1)",
    );
    const eager = session
      .scalars(
        select(Entry)
          .options(joinedload(Entry.c.descendants))
          .orderBy(Entry.c.path)
          .executionOptions({ populateExisting: true }),
      )
      .unique()
      .all();
    expect(eager[0]!.descendants).toHaveLength(3);
  });

  it("compares by other operators and functions, for reading", () => {
    class Base extends declarativeBase() {}
    class Net extends Base.table("nets", {
      id: integer().primaryKey(),
      low: integer(),
      high: integer(),
      get machines() {
        return oneToMany(() => Machine, {
          viewonly: true,
          orderBy: (machine) => machine.c.id,
          primaryjoin: () => foreign(Machine.c.address).between(Net.c.low, Net.c.high),
        });
      },
      get twins() {
        return oneToMany(() => Machine, {
          viewonly: true,
          primaryjoin: () => func.abs(Net.c.low).eq(func.abs(foreign(Machine.c.address))),
        });
      },
    }) {}
    class Machine extends Base.table("machines", { id: integer().primaryKey(), address: integer() }) {}
    const { makeSession } = world(database, Base);
    makeSession.begin((session) => {
      session.addAll([new Net({ id: 1, low: 1, high: 5 }), new Net({ id: 2, low: 4, high: 9 })]);
      for (const [at, address] of [1, 4, 9, -1].entries()) session.add(new Machine({ id: at + 1, address }));
    });
    using session = makeSession();
    const [one, two] = session.query(Net).orderBy(Net.c.id).all() as [Net, Net];
    expect(one.machines.map(({ address }) => address)).toEqual([1, 4]);
    expect(two.machines.map(({ address }) => address)).toEqual([4, 9]);
    expect(one.twins.map(({ address }) => address).sort((a, b) => a - b)).toEqual([-1, 1]);
    const four = session.query(Machine).filterBy({ address: 4 }).one();
    expect(session.scalars(select(Net.c.id).where(Net.c.machines.contains(four)).orderBy(Net.c.id)).all()).toEqual([
      1, 2,
    ]);
  });

  it("goes through a join as secondary", () => {
    class Base extends declarativeBase() {}
    class A extends Base.table("a", {
      id: integer().primaryKey(),
      bId: integer().nullable().references("b.id"),
      get ds() {
        return manyToMany(() => D, {
          secondary: () => join(B, D, B.c.dId.eq(D.c.id)).join(C, C.c.dId.eq(D.c.id)),
          primaryjoin: () => and(A.c.bId.eq(B.c.id), A.c.id.eq(C.c.aId)),
          secondaryjoin: () => D.c.id.eq(B.c.dId),
          viewonly: true,
        });
      },
    }) {}
    class B extends Base.table("b", { id: integer().primaryKey(), dId: integer().references("d.id") }) {}
    class C extends Base.table("c", {
      id: integer().primaryKey(),
      aId: integer().references("a.id"),
      dId: integer().references("d.id"),
    }) {}
    class D extends Base.table("d", { id: integer().primaryKey(), name: string(10) }) {}
    expect(textOf(select(A.c.id).join(A.c.ds))).toBe(
      'SELECT a.id FROM a JOIN (b AS b_1 JOIN d AS d_1 ON b_1."dId" = d_1.id JOIN c AS c_1 ON c_1."dId" = d_1.id) ON a."bId" = b_1.id AND a.id = c_1."aId" JOIN d ON d.id = b_1."dId"',
    );
    const { makeSession } = world(database, Base);
    makeSession.begin((session) => {
      for (const row of [
        new D({ id: 1, name: "one" }),
        new B({ id: 1, dId: 1 }),
        new A({ id: 1, bId: 1 }),
        new A({ id: 2 }),
      ]) {
        session.add(row);
        session.flush();
      }
      session.addAll([new C({ id: 1, aId: 1, dId: 1 }), new C({ id: 2, aId: 1, dId: 1 })]);
    });
    using session = makeSession();
    for (const options of [[], [selectinload(A.c.ds)], [joinedload(A.c.ds)]]) {
      session.expungeAll();
      const rows = session
        .scalars(
          select(A)
            .options(...options)
            .orderBy(A.c.id),
        )
        .unique()
        .all();
      expect(rows.map((row) => row.ds.map(({ name }) => name))).toEqual([["one"], []]);
    }
    expect(session.scalars(select(A.c.id).where(A.c.ds.any({ name: "one" }))).all()).toEqual([1]);
  });

  it("goes through an association table to its own class", () => {
    class Base extends declarativeBase() {}
    const friendships = Base.metadata.table("friendships", {
      leftId: integer().primaryKey().references("people.id"),
      rightId: integer().primaryKey().references("people.id"),
    });
    class Person extends Base.table("people", {
      id: integer().primaryKey(),
      get friends() {
        return manyToMany(() => Person, {
          secondary: () => friendships,
          primaryjoin: () => Person.c.id.eq(friendships.c.leftId),
          secondaryjoin: () => Person.c.id.eq(friendships.c.rightId),
          backPopulates: "befriendedBy",
          orderBy: (person) => person.c.id,
        });
      },
      get befriendedBy() {
        return manyToMany(() => Person, {
          secondary: () => friendships,
          primaryjoin: () => Person.c.id.eq(friendships.c.rightId),
          secondaryjoin: () => Person.c.id.eq(friendships.c.leftId),
          backPopulates: "friends",
          orderBy: (person) => person.c.id,
        });
      },
    }) {}
    const { makeSession, sent } = world(database, Base);
    makeSession.begin((session) => {
      const [one, two, three] = [1, 2, 3].map((id) => new Person({ id })) as [Person, Person, Person];
      one.friends.push(two, three);
      three.friends.push(one);
      session.addAll([one, two, three]);
    });
    using session = makeSession();
    const people = session.query(Person).orderBy(Person.c.id).all();
    sent.length = 0;
    expect(people.map((person) => person.friends.map(({ id }) => id))).toEqual([[2, 3], [], [1]]);
    expect(people.map((person) => person.befriendedBy.map(({ id }) => id))).toEqual([[3], [1], [1]]);
    expect(sent).toHaveLength(2);
    people[0]!.friends.pop();
    session.flush();
    expect(
      session
        .execute(select(friendships).orderBy(friendships.c.leftId))
        .all()
        .map((row) => [...row]),
    ).toEqual([
      [1, 2],
      [3, 1],
    ]);
    expect(session.scalars(select(Person.c.id).where(Person.c.friends.any({ id: 1 }))).all()).toEqual([3]);
  });

  it("relates to a class read from a subquery: the newest of each", () => {
    class Base extends declarativeBase() {}
    class Feed extends Base.table("feeds", {
      id: integer().primaryKey(),
      get newest() {
        return oneToMany(() => ranked, {
          primaryjoin: () => and(ranked.c.feedId.eq(Feed.c.id), rows.c.rank.le(2)),
          orderBy: () => ranked.c.id.desc(),
          viewonly: true,
        });
      },
    }) {}
    class Post extends Base.table("posts", {
      id: integer().primaryKey(),
      title: string(10),
      feedId: integer().references("feeds.id"),
    }) {}
    const rows = select(
      Post,
      func.row_number().over({ partitionBy: Post.c.feedId, orderBy: Post.c.id.desc() }).label("rank"),
    ).subquery();
    const ranked = aliased(Post, rows);
    const { makeSession, sent } = world(database, Base);
    makeSession.begin((session) => {
      session.addAll([new Feed({ id: 1 }), new Feed({ id: 2 }), new Feed({ id: 3 })]);
      session.flush();
      for (let id = 1; id <= 6; id++) session.add(new Post({ id, title: `p${String(id)}`, feedId: id <= 4 ? 1 : 2 }));
    });
    using session = makeSession();
    for (const options of [[], [selectinload(Feed.c.newest)], [joinedload(Feed.c.newest)]]) {
      session.expungeAll();
      sent.length = 0;
      const feeds = session
        .scalars(
          select(Feed)
            .options(...options)
            .orderBy(Feed.c.id),
        )
        .unique()
        .all();
      expect(feeds.map((feed) => feed.newest.map(({ title }) => title))).toEqual([["p4", "p3"], ["p6", "p5"], []]);
      expect(feeds[0]!.newest[0]).toBeInstanceOf(Post);
      expect(sent.length).toBeLessThanOrEqual(2);
    }
  });

  it("relates to a class read from a join", () => {
    class Base extends declarativeBase() {}
    class Ship extends Base.table("ships", {
      id: integer().primaryKey(),
      get paid() {
        return oneToMany(() => paidCargo, {
          primaryjoin: () => Ship.c.id.eq(paidCargo.c.shipId),
          viewonly: true,
        });
      },
    }) {}
    class Cargo extends Base.table("cargo", { id: integer().primaryKey(), shipId: integer().references("ships.id") }) {}
    class Bill extends Base.table("bills", { id: integer().primaryKey(), cargoId: integer().references("cargo.id") }) {}
    const paidCargo = aliased(Cargo, join(Cargo, Bill, Cargo.c.id.eq(Bill.c.cargoId)));
    const { makeSession } = world(database, Base);
    makeSession.begin((session) => {
      session.add(new Ship({ id: 1 }));
      session.flush();
      session.addAll([new Cargo({ id: 1, shipId: 1 }), new Cargo({ id: 2, shipId: 1 })]);
      session.flush();
      session.add(new Bill({ id: 1, cargoId: 2 }));
    });
    using session = makeSession();
    for (const options of [[], [selectinload(Ship.c.paid)], [joinedload(Ship.c.paid)]]) {
      session.expungeAll();
      const ship = session
        .scalars(select(Ship).options(...options))
        .unique()
        .one();
      expect(ship.paid.map(({ id }) => id)).toEqual([2]);
    }
    expect(textOf(select(Ship.c.id).join(Ship.c.paid))).toBe(
      'SELECT ships.id FROM ships JOIN (cargo AS cargo_1 JOIN bills AS bills_1 ON cargo_1.id = bills_1."cargoId") ON ships.id = cargo_1."shipId"',
    );
  });

  it("leaves out what an outer join through an association table does not find", () => {
    class Base extends declarativeBase() {}
    const tagged = Base.metadata.table("tagged", {
      pageId: integer().primaryKey().references("pages.id"),
      tagId: integer().primaryKey().references("page_tags.id"),
    });
    class Page extends Base.table("pages", {
      id: integer().primaryKey(),
      get tags() {
        return manyToMany(() => Tag, { secondary: () => tagged });
      },
    }) {}
    class Tag extends Base.table("page_tags", { id: integer().primaryKey(), word: string(10) }) {}
    const { makeSession, sent } = world(database, Base);
    makeSession.begin((session) => {
      session.addAll([new Page({ id: 1, tags: [new Tag({ id: 1, word: "x" })] }), new Page({ id: 2 })]);
    });
    using session = makeSession();
    sent.length = 0;
    const pages = session
      .scalars(select(Page).options(joinedload(Page.c.tags)).orderBy(Page.c.id))
      .unique()
      .all();
    expect(
      sent[0]!.sql
        .replaceAll(/\s*\n\s*/g, " ")
        .replaceAll("`", '"')
        .replaceAll("INNER JOIN", "JOIN"),
    ).toContain(
      'LEFT OUTER JOIN (tagged AS tagged_1 JOIN page_tags AS page_tags_1 ON page_tags_1.id = tagged_1."tagId") ON pages.id = tagged_1."pageId"',
    );
    expect(pages.map((page) => page.tags.map(({ word }) => word))).toEqual([["x"], []]);
    expect(textOf(select(Page.c.id).join(Page.c.tags).where(Tag.c.word.eq("x")))).toBe(
      'SELECT pages.id FROM pages JOIN tagged AS tagged_1 ON pages.id = tagged_1."pageId" JOIN page_tags ON page_tags.id = tagged_1."tagId" WHERE page_tags.word = :word_1',
    );
  });
});

describe("joins that cannot be told", () => {
  class Base extends declarativeBase() {}
  class Place extends Base.table("places", { id: integer().primaryKey(), x: integer(), y: integer() }) {}
  class Route extends Base.table("routes", {
    id: integer().primaryKey(),
    fromId: integer().references("places.id"),
    toId: integer().references("places.id"),
    note: integer(),
    get ambiguous() {
      return manyToOne(() => Place);
    },
    get wrongWay() {
      return oneToMany(() => Place, { primaryjoin: () => Route.c.fromId.eq(Place.c.id) });
    },
    get notEqual() {
      return manyToOne(() => Place, { primaryjoin: () => Route.c.note.gt(foreign(Place.c.x)) });
    },
    get noCondition() {
      return manyToOne(() => Place, { primaryjoin: () => "x" });
    },
    get noColumns() {
      return manyToOne(() => Place, { foreignKeys: () => ["fromId"] });
    },
    get noSecondary() {
      return manyToMany(() => Place, {});
    },
    get writtenThroughJoin() {
      return manyToMany(() => Place, { secondary: () => join(Route, Island, Route.c.id.eq(Island.c.id)) });
    },
    get unrelated() {
      return manyToOne(() => Island);
    },
    get noClass() {
      return manyToOne(() => ({}) as typeof Place);
    },
  }) {}
  class Island extends Base.table("islands", {
    id: integer().primaryKey(),
    get routes() {
      return oneToMany(() => Route);
    },
  }) {}
  class Isle extends Base.table("isles", {
    id: integer().primaryKey(),
    placeId: integer().references("places.id"),
    get places() {
      return oneToMany(() => Place);
    },
  }) {}

  it.each<[string, () => unknown, RegExp]>([
    [
      "several foreign keys",
      () => Route.c.ambiguous,
      /Route.ambiguous: several foreign keys of table routes refer to places \(routes.fromId, routes.toId\). Say which one: foreignKeys/,
    ],
    [
      "the wrong kind, with a condition",
      () => Route.c.wrongWay,
      /Route.wrongWay is declared as oneToMany, but the foreign key of its primaryjoin is on the other side. Declare manyToOne/,
    ],
    [
      "the wrong kind",
      () => Isle.c.places,
      /Isle.places: the foreign key is on the other side: table isles refers to places. Declare manyToOne/,
    ],
    [
      "no equality",
      () => Route.c.notEqual,
      /primaryjoin sets no foreign key column of routes equal to a column of places.*needs viewonly: true/,
    ],
    ["no condition", () => Route.c.noCondition, /Route.noCondition: primaryjoin gives a condition/],
    ["no columns", () => Route.c.noColumns, /Route.noColumns: foreignKeys gives columns/],
    ["no association table", () => Route.c.noSecondary, /manyToMany needs its association table/],
    ["a join that would be written", () => Route.c.writtenThroughJoin, /secondary is no table.*viewonly: true/],
    ["no foreign key", () => Route.c.unrelated, /no foreign key of table routes refers to islands/],
    ["no foreign key back", () => Island.c.routes, /no foreign key of table routes refers to islands/],
    [
      "no class",
      () => Route.c.noClass,
      /Route.noClass: the target of a relationship is a mapped class, or an alias of one/,
    ],
    ["foreign() of what is no column", () => foreign(func.now()), /foreign\(\) marks a column/],
    [
      "an alias of a query without the key",
      () => aliased(Place, select(Place.c.x).subquery()),
      /no column that stands for places.id, places.y. Select the class itself/,
    ],
    ["an alias of a select", () => aliased(Place, select(Place) as never), /A select\(\) becomes one by .subquery\(\)/],
  ])("%s", (_name, read, message) => {
    expect(read).toThrow(message);
  });
});
