import { createEngine, deleteFrom, type Engine, func, integer, MetaData, select, string, text, update } from "athanor";
import {
  type BindRequest,
  declarativeBase,
  inspect,
  manyToOne,
  oneToMany,
  Session,
  type SessionBind,
  sessionmaker,
} from "athanor/orm";
import { describe, expect, it, onTestFinished } from "vitest";
import { describeSync, sqliteDriver } from "../../support/databases.ts";
import { captureStatements } from "../../support/statements.ts";
import { Base, Task, User } from "../models.ts";

class Left extends declarativeBase({ metadata: new MetaData() }) {}
class Right extends declarativeBase({ metadata: new MetaData() }) {}
class Country extends Left.table("countries", {
  id: integer().primaryKey(),
  name: string(40),
}) {}
class Order extends Right.table("orders", {
  id: integer().primaryKey(),
  countryId: integer().nullable(),
  get lines() {
    return oneToMany(() => Line, { backPopulates: "order", cascade: "all" });
  },
}) {}
class Line extends Right.table("lines", {
  id: integer().primaryKey(),
  orderId: integer().references("orders.id").nullable(),
  get order() {
    return manyToOne(() => Order, { backPopulates: "lines" });
  },
}) {}

function memory(): Engine {
  const engine = createEngine(`${sqliteDriver}://`);
  onTestFinished(() => engine.dispose());
  return engine;
}

function twoDatabases() {
  const left = memory();
  const right = memory();
  Left.metadata.createAll(left);
  Right.metadata.createAll(right);
  return { left, right, sentLeft: captureStatements(left), sentRight: captureStatements(right) };
}

describe("binds", () => {
  it("serve classes, base classes and tables; each statement and each flush goes to its own", () => {
    const { left, right, sentLeft, sentRight } = twoDatabases();
    const makeSession = sessionmaker(undefined, {
      binds: new Map<object, SessionBind>([
        [Left, left],
        [Order, right],
        [Line, right],
      ]),
    });
    using session = makeSession();
    session.add(new Country({ id: 1, name: "Chile" }));
    session.add(new Order({ id: 1, countryId: 1, lines: [new Line(), new Line()] }));
    session.commit();
    expect(sentLeft.map((s) => s.sql.split(" ").slice(0, 3).join(" "))).toEqual(["INSERT INTO countries"]);
    expect(sentRight.map((s) => s.sql.split(" ").slice(0, 3).join(" "))).toEqual([
      "INSERT INTO orders",
      "INSERT INTO lines",
    ]);
    expect(session.getOne(Country, 1).name).toBe("Chile");
    expect(session.getOne(Order, 1).lines).toHaveLength(2);
    expect(session.scalar(select(func.count(Line.c.id)))).toBe(2);
    session.execute(update(Country).set({ name: "Peru" }).where(Country.c.id.eq(1)));
    session.execute(deleteFrom(Line).allRows());
    session.rollback();
    expect(session.scalar(select(Country.c.name))).toBe("Chile");
    expect(session.scalar(select(func.count(Line.c.id)))).toBe(2);
    expect(session.getBind({ class: Country, isWrite: false })).toBe(left);
    expect(() => session.execute(text("SELECT 1"))).toThrow("This session has no engine for this statement");
    expect(() => session.getBind()).toThrow("This session has no engine");
  });

  it("may be named later: bindMapper() and bindTable()", () => {
    const { left, right, sentLeft, sentRight } = twoDatabases();
    using session = new Session(left);
    session.add(new Country({ id: 1, name: "Chile" }));
    session.flush();
    session.bindMapper(Right, right);
    session.add(new Order({ id: 1, lines: [new Line()] }));
    session.flush();
    expect([session.getBind({ class: Line, isWrite: true }), session.getBind()]).toEqual([right, left]);
    expect([sentLeft.length, sentRight.length]).toEqual([1, 2]);
    session.bindTable(inspect(Line).localTable, left);
    expect(session.getBind({ class: Line, isWrite: false })).toBe(right);
    session.commit();
    using other = new Session(undefined);
    expect(() => other.scalar(select(Line.c.id))).toThrow("This session has no engine");
    other.bindTable(inspect(Line).localTable, right);
    expect(other.scalar(select(func.count(Line.c.id)))).toBe(1);
    expect(() => other.bindMapper(inspect(Line).localTable, right)).toThrow("bindMapper() takes a mapped class");
    expect(() => other.bindTable(Line as never, right)).toThrow("bindTable() takes a table");
    expect(() => other.bindMapper(Line, "sqlite://" as never)).toThrow("takes an engine");
  });

  it("set savepoints on all connections, those that come later too", () => {
    const { left, right } = twoDatabases();
    using session = new Session(left, { binds: new Map([[Right, right]]) });
    session.add(new Country({ id: 1, name: "Chile" }));
    session.beginNested(() => session.add(new Order({ id: 1 })));
    const inner = session.beginNested();
    session.add(new Order({ id: 2 }));
    session.add(new Country({ id: 2, name: "Peru" }));
    session.flush();
    inner.rollback();
    session.commit();
    expect(
      session
        .query(Order)
        .all()
        .map((order) => order.id),
    ).toEqual([1]);
    expect(
      session
        .query(Country)
        .all()
        .map((country) => country.id),
    ).toEqual([1]);
  });

  it("that are no classes or tables, and what is no engine, are refused", () => {
    expect(() => new Session(memory(), { binds: new Map([["orders" as never, memory()]]) })).toThrow(
      'a key is the string "orders"',
    );
    expect(() => new Session("sqlite://" as never)).toThrow(
      "A Session takes an engine of createEngine() or a connection",
    );
  });

  it("can be decided by a subclass: reading here, writing there", () => {
    const { left: primary } = twoDatabases();
    const { left: replica } = twoDatabases();
    class RoutingSession extends Session {
      override getBind(request: BindRequest): SessionBind {
        return request.isWrite ? primary : replica;
      }
    }
    {
      using session = new Session(replica);
      session.add(new Country({ id: 9, name: "from the replica" }));
      session.commit();
    }
    using session = new RoutingSession();
    session.add(new Country({ id: 1, name: "Chile" }));
    session.flush();
    expect(session.scalars(select(Country.c.id)).all()).toEqual([9]);
    session.commit();
    using check = new Session(primary);
    expect(check.scalars(select(Country.c.id)).all()).toEqual([1]);
  });
});

describeSync("a session on a connection", (database) => {
  function setUp() {
    const engine = database.engine();
    Base.metadata.createAll(engine);
    const count = (): unknown => {
      using connection = engine.connect();
      return connection.scalar(select(func.count(User.c.id)));
    };
    return { engine, count };
  }

  it("begins and commits itself where no transaction is under way", () => {
    const { engine, count } = setUp();
    using connection = engine.connect();
    using session = new Session(connection);
    session.add(new User({ name: "Anna" }));
    session.commit();
    expect(connection.inTransaction()).toBe(false);
    session.close();
    expect(connection.closed).toBe(false);
    expect(count()).toBe(1);
  });

  it("leaves the commit to the owner of the transaction (rollbackOnly, which conditionalSavepoint means there)", () => {
    const { engine, count } = setUp();
    {
      using connection = engine.connect();
      const outer = connection.begin();
      using session = new Session(connection);
      session.add(new User({ name: "Anna" }));
      session.commit();
      expect(outer.isActive).toBe(true);
      session.add(new User({ name: "Berta" }));
      session.flush();
      session.rollback();
      expect(outer.isActive).toBe(false);
    }
    expect(count()).toBe(0);
  });

  it("works in a savepoint of its own (createSavepoint): for tests that undo everything in the end", () => {
    const { engine, count } = setUp();
    {
      using connection = engine.connect();
      const outer = connection.begin();
      using session = new Session(connection, { joinTransactionMode: "createSavepoint" });
      session.add(new User({ name: "Anna" }));
      session.commit();
      session.add(new User({ name: "Berta" }));
      session.rollback();
      expect(
        session
          .query(User)
          .all()
          .map((user) => user.name),
      ).toEqual(["Anna"]);
      session.close();
      outer.rollback();
    }
    expect(count()).toBe(0);
  });

  it("takes a savepoint where the connection is in one (conditionalSavepoint)", () => {
    const { engine, count } = setUp();
    using connection = engine.connect();
    const outer = connection.begin();
    const nested = connection.beginNested();
    using session = new Session(connection);
    session.add(new User({ name: "Anna" }));
    session.rollback();
    expect(nested.isActive).toBe(true);
    session.add(new User({ name: "Berta" }));
    session.commit();
    session.close();
    nested.commit();
    outer.commit();
    expect(count()).toBe(1);
  });

  it("commits the transaction of the connection (controlFully)", () => {
    const { engine, count } = setUp();
    using connection = engine.connect();
    const outer = connection.begin();
    using session = new Session(connection, { joinTransactionMode: "controlFully" });
    session.add(new User({ name: "Anna", tasks: [new Task({ title: "a" })] }));
    session.commit();
    expect(outer.isActive).toBe(false);
    session.close();
    expect(count()).toBe(1);
  });

  it("gives its connection, with options that are set before the transaction begins", () => {
    const { engine } = setUp();
    using session = new Session(engine);
    const connection = session.connection({ executionOptions: { isolationLevel: "SERIALIZABLE" } });
    expect(connection.inTransaction()).toBe(true);
    expect(session.connection()).toBe(connection);
    connection.execute(select(func.count(User.c.id))).all();
    expect(() => session.connection({ executionOptions: { isolationLevel: "SERIALIZABLE" } })).toThrow(
      "cannot change inside a transaction",
    );
    session.invalidate();
    expect(connection.closed).toBe(true);
    // A memory database goes with its connection.
    if (database.dialect !== "sqlite") expect(session.scalar(select(func.count(User.c.id)))).toBe(0);
  });
});
