import { deleteFrom, type Engine, listen, remove, select, text, update } from "athanor";
import {
  type SessionMaker,
  asyncSessionmaker,
  AsyncSession,
  makeTransient,
  Session,
  SessionBase,
  sessionmaker,
  type SessionTransaction,
} from "athanor/orm";
import { describe, expect, it, onTestFinished } from "vitest";
import { describeAsync, describeSync, type SyncDatabase } from "../../support/databases.ts";
import { captureStatements } from "../../support/statements.ts";
import { Author, Base, Book } from "./models.ts";

const LIFECYCLE = [
  "beforeAttach",
  "afterAttach",
  "transientToPending",
  "pendingToTransient",
  "persistentToTransient",
  "pendingToPersistent",
  "detachedToPersistent",
  "loadedAsPersistent",
  "persistentToDeleted",
  "deletedToPersistent",
  "deletedToDetached",
  "persistentToDetached",
] as const;

const TRANSACTION = [
  "beforeFlush",
  "afterFlush",
  "afterFlushPostexec",
  "beforeCommit",
  "afterCommit",
  "afterRollback",
  "afterSoftRollback",
  "afterBegin",
  "afterTransactionCreate",
  "afterTransactionEnd",
] as const;

function prepare(database: SyncDatabase): Engine {
  const engine = database.engine();
  Base.metadata.createAll(engine);
  return engine;
}

const names = new WeakMap<object, string>();

/** An author whose name is known without reading it. */
function author(name: string): Author {
  const made = new Author({ name });
  names.set(made, name);
  return made;
}

/** Notes every event of the target, in order. */
function record(target: Session | SessionMaker): string[] {
  const heard: string[] = [];
  for (const name of LIFECYCLE)
    listen(target, name, (_session, instance) => {
      heard.push(`${name} ${names.get(instance) ?? "?"}`);
    });
  for (const name of TRANSACTION)
    listen(target, name, () => {
      heard.push(name);
    });
  return heard;
}

/** Takes what was noted so far. */
function taken(heard: string[]): string[] {
  return heard.splice(0, heard.length);
}

describeSync("session events", (database) => {
  it("come in SQLAlchemy's order: add, flush, commit, load, delete", () => {
    const engine = prepare(database);
    const session = new Session(engine);
    const heard = record(session);
    session.add(author("Ann"));
    expect(taken(heard)).toEqual(["beforeAttach Ann", "afterAttach Ann", "transientToPending Ann"]);
    session.flush();
    expect(taken(heard)).toEqual([
      "afterTransactionCreate",
      "beforeFlush",
      "afterBegin",
      "afterFlush",
      "pendingToPersistent Ann",
      "afterFlushPostexec",
    ]);
    session.commit();
    expect(taken(heard)).toEqual(["beforeCommit", "afterCommit", "afterTransactionEnd"]);
    session.expungeAll();
    expect(taken(heard)).toEqual(["persistentToDetached Ann"]);
    const ann = session.scalars(select(Author)).one();
    expect(taken(heard)).toEqual(["afterTransactionCreate", "afterBegin", "loadedAsPersistent ?"]);
    names.set(ann, "Ann");
    session.delete(ann);
    session.commit();
    expect(taken(heard)).toEqual([
      "beforeCommit",
      "beforeFlush",
      "afterFlush",
      "persistentToDeleted Ann",
      "afterFlushPostexec",
      "afterCommit",
      "deletedToDetached Ann",
      "afterTransactionEnd",
    ]);
    session.close();
    expect(heard).toEqual([]);
  });

  it("tell what a rollback restores", () => {
    const engine = prepare(database);
    using session = new Session(engine);
    const old = author("Old");
    session.add(old);
    session.commit();
    const heard = record(session);
    session.add(author("Flushed"));
    session.delete(old);
    session.flush();
    session.add(author("Pending"));
    taken(heard);
    session.rollback();
    expect(taken(heard)).toEqual([
      "afterRollback",
      "persistentToTransient Flushed",
      "pendingToTransient Pending",
      "deletedToPersistent Old",
      "afterTransactionEnd",
      "afterSoftRollback",
    ]);
    expect(old.name).toBe("Old");
  });

  it("tell of objects that leave and come back", () => {
    const engine = prepare(database);
    using session = new Session(engine, { expireOnCommit: false });
    const heard = record(session);
    const ann = author("Ann");
    session.add(ann);
    session.expunge(ann);
    expect(taken(heard).slice(3)).toEqual(["pendingToTransient Ann"]);
    session.add(ann);
    session.commit();
    taken(heard);
    session.expunge(ann);
    expect(taken(heard)).toEqual(["persistentToDetached Ann"]);
    session.add(ann);
    expect(taken(heard)).toEqual(["beforeAttach Ann", "afterAttach Ann", "detachedToPersistent Ann"]);
    makeTransient(ann);
    expect(taken(heard)).toEqual(["persistentToDetached Ann"]);
    session.add(author("New"));
    taken(heard);
    session.close();
    expect(taken(heard)).toEqual(["pendingToTransient New"]);
  });

  it("tell of an orphan that leaves the session, and of cascades in the order in which they reach objects", () => {
    const engine = prepare(database);
    using session = new Session(engine);
    const heard = record(session);
    const ann = author("Ann");
    const book = new Book({ title: "b" });
    names.set(book, "book");
    ann.books.push(book);
    session.add(ann);
    expect(taken(heard).map((line) => line.replace(/^(before|after)Attach/u, "attach"))).toEqual([
      "attach Ann",
      "attach Ann",
      "transientToPending Ann",
      "attach book",
      "attach book",
      "transientToPending book",
    ]);
    ann.books.pop();
    expect(taken(heard)).toEqual(["pendingToTransient book"]);
  });

  it("are told for savepoints as for transactions, with the transaction that they are about", () => {
    const engine = prepare(database);
    using session = new Session(engine);
    const heard: string[] = [];
    const nameOf = (transaction: SessionTransaction): string =>
      transaction.nested ? `savepoint in ${transaction.parent?.nested === true ? "savepoint" : "transaction"}` : "root";
    listen(session, "afterTransactionCreate", (_session, transaction) => {
      heard.push(`create ${nameOf(transaction)}`);
    });
    listen(session, "afterTransactionEnd", (_session, transaction) => {
      heard.push(`end ${nameOf(transaction)}`);
    });
    listen(session, "afterBegin", (_session, transaction, connection) => {
      heard.push(`begin ${nameOf(transaction)} ${connection.inNestedTransaction() ? "nested" : "outer"}`);
    });
    for (const name of ["beforeCommit", "afterCommit", "afterRollback"] as const)
      listen(session, name, () => {
        heard.push(name);
      });
    listen(session, "afterSoftRollback", (given, transaction) => {
      heard.push(`soft ${nameOf(transaction)} ${given.isActive}`);
    });
    session.add(author("Ann"));
    session.flush();
    expect(taken(heard)).toEqual(["create root", "begin root outer"]);
    const outer = session.beginNested();
    const seen: unknown[] = [];
    listen(session, "afterTransactionEnd", (_session, transaction) => {
      seen.push(transaction);
    });
    const inner = session.beginNested();
    expect(inner.parent).toBe(outer);
    expect(outer.parent?.parent).toBeNull();
    inner.rollback();
    expect(seen).toEqual([inner]);
    outer.commit();
    expect(taken(heard)).toEqual([
      "create savepoint in transaction",
      "begin savepoint in transaction nested",
      "create savepoint in savepoint",
      "begin savepoint in savepoint nested",
      "afterRollback",
      "end savepoint in savepoint",
      "soft savepoint in savepoint true",
      "beforeCommit",
      "afterCommit",
      "end savepoint in transaction",
    ]);
    session.beginNested();
    taken(heard);
    session.rollback();
    expect(taken(heard)).toEqual([
      "afterRollback",
      "end savepoint in transaction",
      "soft savepoint in transaction false",
      "afterRollback",
      "end root",
      "soft root true",
    ]);
  });

  it("let beforeFlush add, change and delete; commit() flushes until nothing is left", () => {
    const engine = prepare(database);
    using session = new Session(engine);
    const gone = author("Gone");
    session.addAll([gone, author("Stays")]);
    session.commit();
    const ann = author("Ann");
    listen(session, "beforeFlush", (given, flushContext, instances) => {
      expect(given).toBe(session);
      expect(flushContext.session).toBe(session);
      expect(instances).toBeNull();
      for (const object of given.new) if (object instanceof Author) object.note = "checked";
      const [old] = given.scalars(select(Author).where(Author.c.name.eq("Gone"))).all();
      if (old !== undefined) given.delete(old);
      if (given.new.has(ann)) given.add(new Author({ name: "Companion" }));
    });
    listen(session, "afterFlush", (given) => {
      if (given.new.has(ann)) given.add(new Author({ name: "Log" }));
    });
    session.add(ann);
    session.commit();
    const rows = session.execute(select(Author.c.name, Author.c.note).orderBy(Author.c.name)).all();
    expect(rows.map((row) => [...row])).toEqual([
      ["Ann", "checked"],
      ["Companion", null],
      ["Log", "checked"],
      ["Stays", null],
    ]);
  });

  it("are refused where they would pull the ground from under the operation that they belong to", () => {
    const engine = prepare(database);
    using session = new Session(engine);
    const tries: [string, () => void][] = [
      ["flush", () => session.flush()],
      ["commit", () => session.commit()],
      ["rollback", () => session.rollback()],
      ["close", () => session.close()],
      ["beginNested", () => session.beginNested()],
      ["execute", () => session.execute(select(Author.c.id)).all()],
    ];
    const outcomes = (event: (typeof TRANSACTION)[number], run: () => void): Record<string, string> => {
      const out: Record<string, string> = {};
      const listener = (): void => {
        for (const [name, attempt] of tries) {
          try {
            attempt();
            out[name] = "done";
          } catch (error) {
            out[name] = (error as Error).constructor.name;
          }
        }
      };
      listen(session, event, listener);
      run();
      remove(session, event, listener);
      return out;
    };
    const refused = {
      commit: "IllegalStateChangeError",
      rollback: "IllegalStateChangeError",
      close: "IllegalStateChangeError",
    };
    const add = (): void => session.add(new Author({ name: "x" }));
    add();
    expect(outcomes("beforeFlush", () => session.flush())).toEqual({
      ...refused,
      beginNested: "IllegalStateChangeError",
      flush: "IllegalStateChangeError",
      execute: "done",
    });
    add();
    expect(outcomes("afterFlush", () => session.flush())).toEqual({
      ...refused,
      beginNested: "IllegalStateChangeError",
      flush: "IllegalStateChangeError",
      execute: "done",
    });
    expect(outcomes("beforeCommit", () => session.commit())).toEqual({
      ...refused,
      beginNested: "IllegalStateChangeError",
      flush: "done",
      execute: "done",
    });
    add();
    const ended = {
      flush: "InvalidRequestError",
      execute: "InvalidRequestError",
      beginNested: "IllegalStateChangeError",
    };
    expect(outcomes("afterCommit", () => session.commit())).toEqual({ ...refused, ...ended });
    add();
    session.flush();
    expect(outcomes("afterRollback", () => session.rollback())).toEqual({ ...refused, ...ended });
    expect(session.scalars(select(Author)).all()).toHaveLength(3);
  });

  it("an error of a listener stops the operation, and rolls back once the flush has sent something", () => {
    const engine = prepare(database);
    using session = new Session(engine);
    const ann = author("Ann");
    session.add(ann);
    for (const name of ["beforeFlush", "afterFlush", "afterFlushPostexec"] as const) {
      const refuse = (): never => {
        throw new TypeError(name);
      };
      listen(session, name, refuse);
      expect(() => session.flush()).toThrow(new TypeError(name));
      remove(session, name, refuse);
      expect(session.isActive).toBe(name === "beforeFlush");
      session.rollback();
      session.add(ann);
    }
    session.commit();
    expect(session.scalar(select(Author.c.name))).toBe("Ann");
  });

  it("a failed flush tells of its rollback at once, and of the end of the transaction by rollback()", () => {
    const engine = prepare(database);
    using session = new Session(engine);
    session.add(new Author({ id: 1, name: "a" }));
    session.commit();
    session.expungeAll();
    const heard = record(session);
    const twin = new Author({ id: 1, name: "twin" });
    names.set(twin, "twin");
    session.add(twin);
    taken(heard);
    expect(() => session.flush()).toThrow();
    expect(taken(heard)).toEqual([
      "afterTransactionCreate",
      "beforeFlush",
      "afterBegin",
      "afterRollback",
      "afterSoftRollback",
    ]);
    session.rollback();
    expect(taken(heard)).toEqual(["pendingToTransient twin", "afterTransactionEnd", "afterSoftRollback"]);
  });

  it("bulk writes tell what was written, and what objects they deleted", () => {
    const engine = prepare(database);
    using session = new Session(engine);
    const ann = author("Ann");
    session.addAll([ann, author("Ben")]);
    session.commit();
    expect(ann.id).toBeGreaterThan(0);
    const heard = record(session);
    const bulk: unknown[] = [];
    listen(session, "afterBulkUpdate", (context) => {
      bulk.push(context.class, context.result.rowcount, context.session === session);
    });
    listen(session, "afterBulkDelete", ({ deleteContext }) => bulk.push(deleteContext.class, "deleted"), {
      named: true,
    });
    session.execute(update(Author).set({ note: "n" }).where(Author.c.name.eq("Ann")));
    session.query(Author).filter(Author.c.id.gt(0)).update({ note: "m" });
    session.execute(deleteFrom(Author).where(Author.c.id.eq(ann.id)));
    expect(bulk).toEqual([Author, 1, true, Author, 2, true, Author, "deleted"]);
    expect(heard.filter((line) => line.startsWith("persistent"))).toEqual(["persistentToDeleted Ann"]);
  });

  it("cost no statement: listeners of everything change nothing of what is sent", () => {
    const run = (listening: boolean): string[] => {
      const engine = prepare(database);
      const sent = captureStatements(engine);
      using session = new Session(engine);
      if (listening) record(session);
      session.add(new Author({ name: "a", books: [new Book({ title: "t" })] }));
      session.flush();
      session.beginNested();
      session.add(new Author({ name: "b" }));
      session.flush();
      session.rollback();
      session.commit();
      return sent.map((statement) => statement.sql);
    };
    expect(run(true)).toEqual(run(false));
  });

  it("are heard by makers, by the classes Session and SessionBase, and by subclasses, from the most general on", () => {
    const engine = prepare(database);
    class Special extends Session {}
    const heard: string[] = [];
    const hear = (name: string) => (): void => {
      heard.push(name);
    };
    const maker = sessionmaker(engine);
    const [all, sync] = [hear("all"), hear("Session")];
    listen(SessionBase, "beforeCommit", all);
    listen(Session, "beforeCommit", sync);
    listen(Special, "beforeCommit", hear("Special"));
    listen(maker, "beforeCommit", hear("maker"));
    onTestFinished(() => {
      remove(SessionBase, "beforeCommit", all);
      remove(Session, "beforeCommit", sync);
    });
    for (const session of [maker(), new Special(engine), new Session(engine)]) {
      listen(session, "beforeCommit", hear("own"));
      session.add(new Author({ name: "a" }));
      session.commit();
      session.close();
    }
    expect(heard).toEqual([
      "all",
      "Session",
      "maker",
      "own",
      "all",
      "Session",
      "Special",
      "own",
      "all",
      "Session",
      "own",
    ]);
  });

  it("a promise of a listener is an error on a sync session", () => {
    const engine = prepare(database);
    using session = new Session(engine);
    listen(session, "beforeCommit", async () => undefined, { once: true });
    session.add(author("Ann"));
    expect(() => session.commit()).toThrow("A promise came up inside a synchronous call");
    session.rollback();
    listen(session, "transientToPending", async () => undefined);
    expect(() => session.add(author("Ben"))).toThrow('A listener of "transientToPending" returned a promise');
  });
});

describeAsync("session events", (database) => {
  it("wait for listeners, which may use the session before the operation goes on", async () => {
    const engine = await database.engine();
    await Base.metadata.createAll(engine);
    const maker = asyncSessionmaker(engine);
    const heard: string[] = [];
    listen(maker, "beforeFlush", async (session) => {
      const all = (await session.scalars(select(Author.c.name))).all();
      heard.push(`before: ${all.join()}`);
      const known = await session.get(Author, 1);
      if (known !== null) known.note = "seen";
    });
    listen(maker, "afterFlush", async (session) => {
      heard.push(`after: ${(await session.scalars(select(Author.c.name).orderBy(Author.c.id))).all().join()}`);
    });
    listen(maker, "afterBegin", async (_session, _transaction, connection) => {
      await connection.execute(select(text("1")));
      heard.push("begun");
    });
    await using session = maker();
    session.add(new Author({ id: 1, name: "a" }));
    await session.commit();
    session.add(new Author({ id: 2, name: "b" }));
    const [, other] = await Promise.all([session.commit(), session.get(Author, 2)]);
    expect(other?.name).toBe("b");
    expect((await session.getOne(Author, 1)).note).toBe("seen");
    expect(heard).toEqual(["begun", "before: ", "after: a", "begun", "before: a", "after: a,b"]);
  });

  it("of the kinds that cannot wait refuse promises", async () => {
    const engine = await database.engine();
    await using session = new AsyncSession(engine);
    listen(session, "transientToPending", async () => undefined);
    expect(() => session.add(new Author({ name: "a" }))).toThrow(
      'A listener of "transientToPending" returned a promise',
    );
  });
});

describe("session events", () => {
  it("that do not exist are refused with the names that do", () => {
    expect(() => listen(Session, "beforeFlsh" as "beforeFlush", () => undefined)).toThrow("beforeFlush");
    expect(() => listen(sessionmaker(), "beforeFlush", () => undefined, { retval: true })).toThrow(
      'What a listener of "beforeFlush" returns is not used',
    );
  });
});
