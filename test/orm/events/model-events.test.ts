import { type Engine, func, integer, listen, MetaData, remove, select, string, text, update } from "athanor";
import { AsyncSession, configureMappers, declarativeBase, inspect, Session } from "athanor/orm";
import { describe, expect, it } from "vitest";
import { describeAsync, describeSync, type SyncDatabase } from "../../support/databases.ts";
import { captureStatements } from "../../support/statements.ts";

const WRITES = ["beforeInsert", "afterInsert", "beforeUpdate", "afterUpdate", "beforeDelete", "afterDelete"] as const;

/** Models of their own for each test, since listeners stay with their classes. */
function models() {
  class Base extends declarativeBase({ metadata: new MetaData() }) {}
  class Item extends Base.table("items", {
    id: integer().primaryKey(),
    name: string(50),
    note: string(80).nullable(),
    size: integer().default(7),
    made: string(10).serverDefault("db"),
  }) {
    get label(): string {
      return `${this.name}/${this.note}`;
    }
  }
  class Other extends Base.table("others", { id: integer().primaryKey(), name: string(50) }) {}
  return { Base, Item, Other };
}

function prepare(database: SyncDatabase, Base: ReturnType<typeof models>["Base"]): Engine {
  const engine = database.engine();
  Base.metadata.createAll(engine);
  return engine;
}

describeSync("events of mapped classes", (database) => {
  it("come before and after the rows of their flush: new objects first, then changed ones", () => {
    const { Base, Item } = models();
    const engine = prepare(database, Base);
    const sent = captureStatements(engine);
    using session = new Session(engine);
    session.addAll([
      new Item({ id: 1, name: "one" }),
      new Item({ id: 2, name: "two" }),
      new Item({ id: 3, name: "gone" }),
    ]);
    session.commit();
    const [one, two, gone] = session.scalars(select(Item).orderBy(Item.c.id)).all();
    const heard: string[] = [];
    for (const name of WRITES)
      listen(Item, name, (mapper, connection, target) => {
        expect(mapper).toBe(inspect(Item));
        expect(connection.inTransaction()).toBe(true);
        heard.push(`${name} ${target.name}`);
      });
    listen(engine, "beforeCursorExecute", (_connection, _cursor, sql) => {
      if (!sql.startsWith("SELECT")) heard.push(sql.split(" ")[0] as string);
    });
    sent.length = 0;
    session.add(new Item({ id: 4, name: "new" }));
    (two as typeof one)!.note = "b";
    one!.note = "a";
    session.delete(gone as object);
    session.flush();
    expect(heard.filter((line, i) => line !== heard[i - 1])).toEqual([
      "beforeInsert new",
      "beforeUpdate one",
      "beforeUpdate two",
      "UPDATE",
      "INSERT",
      "afterInsert new",
      "afterUpdate one",
      "afterUpdate two",
      "beforeDelete gone",
      "DELETE",
      "afterDelete gone",
    ]);
  });

  it("may set columns of the object in hand, before it is written, and of no other", () => {
    const { Base, Item } = models();
    const engine = prepare(database, Base);
    using session = new Session(engine);
    const bystander = new Item({ id: 9, name: "bystander" });
    session.add(bystander);
    session.commit();
    const errors: string[] = [];
    listen(Item, "beforeInsert", (_mapper, _connection, target) => {
      target.name = target.name.toUpperCase();
      target.size = 1;
      try {
        bystander.note = "no";
      } catch (error) {
        errors.push((error as Error).constructor.name);
      }
    });
    listen(Item, "beforeUpdate", (_mapper, _connection, target) => {
      target.note = `was ${inspect(target).history("name").deleted.join()}`;
    });
    listen(Item, "afterInsert", (_mapper, _connection, target) => {
      try {
        target.name = "too late";
      } catch (error) {
        errors.push((error as Error).constructor.name);
      }
    });
    const item = new Item({ name: "x" });
    session.add(item);
    session.flush();
    expect(errors).toEqual(["IllegalStateChangeError", "IllegalStateChangeError"]);
    item.name = "y";
    session.commit();
    expect(
      session.execute(select(Item.c.name, Item.c.note, Item.c.size).where(Item.c.id.eq(item.id))).one(),
    ).toMatchObject({
      name: "y",
      note: "was X",
      size: 1,
    });
  });

  it("what they set goes back when the flush fails", () => {
    const { Base, Item } = models();
    const engine = prepare(database, Base);
    using session = new Session(engine, { expireOnCommit: false });
    const item = new Item({ id: 1, name: "x" });
    session.addAll([item, new Item({ id: 2, name: "y" })]);
    session.commit();
    listen(Item, "beforeUpdate", (_mapper, _connection, target) => {
      target.note = "set";
    });
    listen(Item, "afterUpdate", () => {
      throw new TypeError("refused");
    });
    item.name = "z";
    expect(() => session.flush()).toThrow(new TypeError("refused"));
    expect(item.note).toBeNull();
    session.rollback();
    expect(item.name).toBe("x");
    expect(session.scalar(select(Item.c.note).where(Item.c.id.eq(1)))).toBeNull();
  });

  it("get a connection to write to other tables with, within the transaction", () => {
    const { Base, Item, Other } = models();
    const engine = prepare(database, Base);
    using session = new Session(engine);
    listen(Item, "afterInsert", (_mapper, connection, target) => {
      connection.execDriverSql(`INSERT INTO others (id, name) VALUES (${target.id}, 'log')`);
    });
    const item = new Item({ name: "x" });
    session.add(item);
    session.flush();
    expect(session.getOne(Other, item.id).name).toBe("log");
    session.rollback();
    expect(session.scalar(select(func.count(Other.c.id)))).toBe(0);
  });

  it("may add objects, which the next flush writes", () => {
    const { Base, Item, Other } = models();
    const engine = prepare(database, Base);
    using session = new Session(engine);
    listen(Item, "beforeInsert", (_mapper, _connection, target) => {
      session.add(new Other({ name: `for ${target.name}` }));
    });
    session.add(new Item({ name: "x" }));
    session.flush();
    expect([...session.new]).toHaveLength(1);
    session.commit();
    expect(session.scalars(select(Other.c.name)).all()).toEqual(["for x"]);
  });

  it("a row that passes from a deleted object to a new one is an insert to listeners", () => {
    const { Base, Item } = models();
    const engine = prepare(database, Base);
    using session = new Session(engine);
    const old = new Item({ id: 1, name: "old" });
    session.add(old);
    session.commit();
    const heard: string[] = [];
    for (const name of WRITES)
      listen(Item, name, (_mapper, _connection, target) => heard.push(`${name} ${target.name}`));
    const sent = captureStatements(engine);
    session.delete(old);
    session.add(new Item({ id: 1, name: "new" }));
    session.flush();
    expect(heard).toEqual(["beforeInsert new", "afterInsert new"]);
    expect(sent.filter(({ sql }) => !sql.startsWith("SELECT")).map(({ sql }) => sql.split(" ")[0])).toEqual(["UPDATE"]);
  });

  it("tell of loads, refreshes and expiry", () => {
    const { Base, Item } = models();
    const engine = prepare(database, Base);
    using session = new Session(engine);
    session.add(new Item({ id: 1, name: "x" }));
    session.commit();
    session.expungeAll();
    const heard: unknown[] = [];
    listen(Item, "load", (target, context) => heard.push("load", target.label, context.session === session));
    listen(Item, "refresh", (target, _context, attrs) => heard.push("refresh", target.id, attrs));
    listen(Item, "expire", (_target, attrs) => heard.push("expire", attrs));
    const taken = (): unknown[] => heard.splice(0, heard.length);
    const item = session.getOne(Item, 1);
    expect(taken()).toEqual(["load", "x/null", true]);
    session.getOne(Item, 1);
    session.scalars(select(Item)).all();
    expect(taken()).toEqual([]);
    session.commit();
    expect(taken()).toEqual(["expire", null]);
    expect(item.name).toBe("x");
    expect(taken()).toEqual(["refresh", 1, null]);
    session.expire(item, ["name"]);
    expect(item.name).toBe("x");
    expect(taken()).toEqual(
      ["expire", ["name"], "refresh", 1, ["id", "name"]].map((each) =>
        Array.isArray(each) ? expect.arrayContaining(["name"]) : each,
      ),
    );
    session.refresh(item);
    expect(taken()).toEqual(["expire", null, "refresh", 1, null]);
    session.scalars(select(Item), undefined, { populateExisting: true }).all();
    expect(taken()).toEqual(["refresh", 1, null]);
    session.execute(update(Item).set({ name: "y" }).where(Item.c.id.eq(1)), undefined, { synchronizeSession: "fetch" });
    expect(item.name).toBe("y");
    session.rollback();
    expect(item.name).toBe("x");
  });

  it("tell what a flush filled in", () => {
    const { Base, Item } = models();
    const engine = prepare(database, Base);
    using session = new Session(engine);
    const heard: unknown[] = [];
    listen(Item, "refreshFlush", (target, _context, attrs) =>
      heard.push(
        target.name,
        attrs.filter((name) => name !== "made"),
      ),
    );
    listen(Item, "afterInsert", () => heard.push("afterInsert"));
    session.add(new Item({ name: "x" }));
    session.flush();
    expect(heard).toEqual(["x", ["note", "size"], "afterInsert"]);
  });

  it("init is told of new objects, not of loaded ones, and may change what the constructor gets", () => {
    const { Base, Item } = models();
    const engine = prepare(database, Base);
    using session = new Session(engine);
    const given: unknown[] = [];
    listen(Item, "init", (target, args) => {
      expect(target).toBeInstanceOf(Item);
      given.push(...args);
      args[0] = { note: "from the listener", ...(args[0] as object | undefined) };
    });
    const failed: unknown[] = [];
    listen(Item, "initFailure", (_target, args) => failed.push(args[0]));
    session.add(new Item({ name: "x" }));
    expect(new Item().note).toBe("from the listener");
    expect(() => new Item({ nmae: "x" } as object)).toThrow("nmae");
    expect(failed).toEqual([{ note: "from the listener", nmae: "x" }]);
    session.commit();
    session.expungeAll();
    given.length = 0;
    expect(session.scalars(select(Item)).one().note).toBe("from the listener");
    expect(given).toEqual([]);
  });

  it("listeners of a base class hear of every class below it; those of another class do not", () => {
    const { Base, Item, Other } = models();
    const engine = prepare(database, Base);
    using session = new Session(engine);
    const heard: string[] = [];
    const onBase = (_mapper: unknown, _connection: unknown, target: object): void => {
      heard.push(`base ${target.constructor.name}`);
    };
    listen(Base, "beforeInsert", onBase);
    listen(Item, "beforeInsert", () => {
      heard.push("item");
    });
    listen(
      Item,
      "beforeInsert",
      () => {
        heard.push("first");
      },
      { insert: true },
    );
    session.addAll([new Item({ name: "x" }), new Other({ name: "y" })]);
    session.flush();
    expect(heard).toEqual(["base Item", "first", "item", "base Other"]);
    remove(Base, "beforeInsert", onBase);
    heard.length = 0;
    session.add(new Other({ name: "z" }));
    session.flush();
    expect(heard).toEqual([]);
  });
});

describeAsync("events of mapped classes", (database) => {
  it("of a flush are waited for, and may use the session", async () => {
    const { Base, Item, Other } = models();
    const engine = await database.engine();
    await Base.metadata.createAll(engine);
    await using session = new AsyncSession(engine);
    listen(Item, "beforeInsert", async (_mapper, connection, target) => {
      const count = await session.scalar(select(func.count(Item.c.id)));
      target.note = `${count} before`;
      await connection.execute(select(text("1")));
    });
    listen(Item, "afterDelete", async (_mapper, connection, target) => {
      await connection.execDriverSql(`INSERT INTO others (id, name) VALUES (${target.id}, 'gone')`);
    });
    const item = new Item({ name: "x" });
    session.add(item);
    await session.commit();
    session.add(new Item({ name: "y" }));
    await session.commit();
    expect((await session.scalars(select(Item.c.note).orderBy(Item.c.id))).all()).toEqual(["0 before", "1 before"]);
    await session.delete(item);
    await session.commit();
    expect((await session.getOne(Other, item.id)).name).toBe("gone");
  });
});

describe("events of the mapping", () => {
  it("are told when a class is first used", () => {
    const { Base, Item } = models();
    const heard: unknown[] = [];
    listen(Base, "instrumentClass", (mapper, cls) => heard.push("instrument", mapper.localTable.name, cls === Item));
    listen(Item, "mapperConfigured", (mapper, cls) =>
      heard.push("configured", mapper.columnAttrs.length, cls === Item),
    );
    expect(heard).toEqual([]);
    expect(Item.c.name.key).toBe("name");
    expect(heard).toEqual(["instrument", "items", true, "configured", 5, true]);
    void new Item();
    expect(heard).toHaveLength(6);
    const onBefore = (): unknown => heard.push("before");
    listen(Base, "beforeConfigured", onBefore);
    listen(Item, "afterConfigured", () => heard.push("after"), { once: true });
    configureMappers();
    configureMappers();
    expect(heard.slice(6)).toEqual(["before", "after", "before"]);
    remove(Base, "beforeConfigured", onBefore);
  });

  it("that do not exist are refused", () => {
    const { Item } = models();
    expect(() => listen(Item, "beforeInsrt" as "beforeInsert", () => undefined)).toThrow(
      'There is no event "beforeInsrt" on a mapped class',
    );
  });
});
