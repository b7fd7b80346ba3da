import { deleteFrom, insert, listen, remove, select, text, update } from "athanor";
import {
  type ORMExecuteState,
  selectinload,
  type Session,
  SessionBase as AllSessions,
  userDefinedOption,
} from "athanor/orm";
import { expect } from "vitest";
import { describeScenarios, type Scenario } from "../../support/scenarios.ts";
import { Author, Base, Book } from "./models.ts";

type Listener = (state: ORMExecuteState) => unknown;

function hear(session: object, listener: Listener): void {
  listen(session as Session, "doOrmExecute", listener as (state: ORMExecuteState) => undefined);
}

/** What each statement was for. */
function note(session: object): string[] {
  const notes: string[] = [];
  hear(session, (state) => {
    const kind = state.isSelect ? "select" : state.isInsert ? "insert" : state.isUpdate ? "update" : "delete";
    const why = state.isColumnLoad ? " columns" : state.isRelationshipLoad ? ` ${state.loaderStrategyPath?.[1]}` : "";
    notes.push(`${kind}${why}`);
  });
  return notes;
}

async function library({ session }: Scenario): Promise<{ readonly ann: Author; readonly bo: Author }> {
  const ann = new Author({ name: "Ann", books: [new Book({ title: "one" }), new Book({ title: "two" })] });
  const bo = new Author({ name: "Bo" });
  session.addAll([ann, bo]);
  await session.commit();
  return { ann, bo };
}

describeScenarios("doOrmExecute", Base.metadata, (scenario) => {
  scenario("hears every kind of statement of the program", async ({ session }) => {
    const notes = note(session);
    await session.execute(insert(Author).values({ name: "Ann" }));
    await session.execute(select(Author));
    await session.scalars(select(Author));
    await session.scalar(select(Author.c.name));
    await session.execute(update(Author).set({ note: "x" }).where(Author.c.name.eq("Ann")));
    await session.execute(deleteFrom(Author).where(Author.c.name.eq("Ann")));
    expect(notes.filter((kind) => kind !== "select columns")).toEqual([
      "insert",
      "select",
      "select",
      "select",
      "update",
      "delete",
    ]);
  });

  scenario("tells which classes a statement is about", async ({ session }) => {
    const seen: unknown[] = [];
    hear(session, (state) =>
      seen.push([state.isOrmStatement, state.bindMapper, state.allMappers, state.isExecutemany]),
    );
    await session.execute(select(Author, Book).join(Author.c.books));
    await session.execute(text("SELECT 1"));
    await session.execute(insert(Author), [{ name: "a" }, { name: "b" }]);
    expect(seen).toEqual([
      [true, Author, [Author, Book], false],
      [false, undefined, [], false],
      [true, Author, [Author], true],
    ]);
  });

  scenario("is told the session", async ({ session }) => {
    const sessions: object[] = [];
    hear(session, (state) => sessions.push(state.session));
    await session.execute(select(Author));
    expect(sessions).toEqual([session]);
  });

  scenario("may change the statement", async (given) => {
    await library(given);
    hear(given.session, (state) => {
      if (state.isSelect && state.bindMapper === Author)
        state.statement = (state.statement as unknown as ReturnType<typeof select<[typeof Author]>>).where(
          Author.c.name.eq("Bo"),
        );
    });
    const names = (await given.session.scalars(select(Author).orderBy(Author.c.id))).all().map((author) => author.name);
    expect(names).toEqual(["Bo"]);
  });

  scenario("may change the parameters", async (given) => {
    await library(given);
    hear(given.session, (state) => {
      state.parameters = { wanted: "Bo" };
    });
    const rows = await given.session.execute(text("SELECT name FROM authors WHERE name = :wanted"), { wanted: "Ann" });
    expect(rows.all().map((row) => [...row])).toEqual([["Bo"]]);
  });

  scenario("may change execution options", async (given) => {
    const { ann } = await library(given);
    const other = given.makeSession();
    const loaded = await other.getOne(Author, ann.id);
    await other.commit();
    ann.name = "Anna";
    await given.session.commit();
    hear(other, (state) => state.updateExecutionOptions({ populateExisting: true }));
    await other.scalars(select(Author));
    expect(loaded.name).toBe("Anna");
  });

  scenario("finds options of the statement and of the execution", async ({ session }) => {
    const seen: unknown[] = [];
    hear(session, (state) => seen.push(state.executionOptions["autoflush" as never]));
    await session.execute(select(Author).executionOptions({ autoflush: false }));
    await session.execute(select(Author), undefined, { autoflush: true });
    await session.execute(select(Author));
    expect(seen).toEqual([false, true, undefined]);
  });

  scenario("finds what the program says by options of its own", async (given) => {
    await library(given);
    const seen: unknown[] = [];
    hear(given.session, (state) => {
      for (const option of state.userDefinedOptions) seen.push(option.payload);
    });
    await given.session.execute(select(Author).options(userDefinedOption({ cached: 5 })));
    await given.session.execute(select(Author).options(userDefinedOption("later")));
    await given.session.execute(select(Author));
    expect(seen).toEqual([{ cached: 5 }, "later"]);
  });

  scenario("hears loads of relationships, and from which object", async (given) => {
    const { ann, bo } = await library(given);
    const other = given.makeSession();
    const authors = (await other.scalars(select(Author).orderBy(Author.c.id))).all();
    const seen: unknown[] = [];
    hear(other, (state) => seen.push([state.isRelationshipLoad, state.loaderStrategyPath, state.lazyLoadedFrom]));
    expect(await authors[0]?.awaitableAttrs.books).toHaveLength(2);
    expect(seen).toEqual([[true, [Author, "books"], authors[0]]]);
    expect([ann.id, bo.id]).toEqual(authors.map(({ id }) => id));
  });

  scenario("hears eager loads", async (given) => {
    await library(given);
    const other = given.makeSession();
    const notes = note(other);
    const froms: unknown[] = [];
    hear(other, (state) => froms.push(state.lazyLoadedFrom));
    await other.scalars(select(Author).options(selectinload(Author.c.books)));
    expect(notes).toEqual(["select", "select books"]);
    expect(froms).toEqual([undefined, undefined]);
  });

  scenario("hears loads of columns: expired ones, and by refresh()", async (given) => {
    const { ann } = await library(given);
    const notes = note(given.session);
    await given.session.refresh(ann);
    given.session.expire(ann);
    expect(await ann.awaitableAttrs.name).toBe("Ann");
    expect(notes).toEqual(["select columns", "select columns"]);
  });

  scenario("hears get(), unless the object is in memory", async (given) => {
    const { ann } = await library(given);
    const other = given.makeSession();
    const notes = note(other);
    await other.get(Author, ann.id);
    await other.get(Author, ann.id);
    expect(notes).toEqual(["select"]);
  });

  scenario("changes what relationships load", async (given) => {
    const { ann } = await library(given);
    const other = given.makeSession();
    hear(other, (state) => {
      if (state.isRelationshipLoad)
        state.statement = (state.statement as unknown as ReturnType<typeof select<[typeof Book]>>).where(
          Book.c.title.eq("two"),
        );
    });
    const author = await other.getOne(Author, ann.id);
    expect((await author.awaitableAttrs.books).map((book) => book.title)).toEqual(["two"]);
  });

  scenario("executes the statement itself", async (given) => {
    await library(given);
    given.sent.clear();
    let invoked = 0;
    hear(given.session, (state) => {
      if (!state.isSelect || state.isRelationshipLoad) return undefined;
      invoked++;
      return state.invokeStatement();
    });
    expect((await given.session.scalars(select(Author))).all()).toHaveLength(2);
    expect(invoked).toBe(1);
    expect(given.sent.length).toBe(1);
  });

  scenario("gives a result from elsewhere: nothing is sent", async (given) => {
    await library(given);
    const frozen = (await given.session.execute(select(Author.c.name).orderBy(Author.c.id))).freeze();
    hear(given.session, () => frozen());
    given.sent.clear();
    const rows = (await given.session.execute(select(Author.c.name))).all();
    expect(rows.map((row) => [...row])).toEqual([["Ann"], ["Bo"]]);
    expect(given.sent.length).toBe(0);
  });

  scenario("goes through listeners in order, and on behind one that invokes", async (given) => {
    const order: string[] = [];
    hear(given.session, (state) => {
      order.push("first");
      return state.invokeStatement();
    });
    hear(given.session, () => order.push("second") && undefined);
    await given.session.execute(select(Author));
    expect(order).toEqual(["first", "second"]);
  });

  scenario("is not called by a flush, and may flush by itself", async ({ session, rows }) => {
    const notes = note(session);
    session.add(new Author({ name: "Ann" }));
    await session.flush();
    expect(notes).toEqual([]);
    session.add(new Author({ name: "Bo" }));
    await session.execute(select(Author));
    expect(notes).toEqual(["select"]);
    expect(await rows(Author)).toHaveLength(2);
  });

  scenario("an error of a listener stops the statement", async ({ session, sent }) => {
    hear(session, () => {
      throw new RangeError("not today");
    });
    sent.clear();
    await expect((async () => session.execute(select(Author)))()).rejects.toThrow(new RangeError("not today"));
    expect(sent.length).toBe(0);
  });

  scenario("of all sessions, and can be removed", async ({ session }) => {
    const seen: unknown[] = [];
    const listener = (state: ORMExecuteState): void => {
      seen.push(state.session);
    };
    listen(AllSessions, "doOrmExecute", listener);
    await session.execute(select(Author));
    remove(AllSessions, "doOrmExecute", listener);
    await session.execute(select(Author));
    expect(seen).toEqual([session]);
  });

  scenario("tells how objects are loaded, and how they follow", async (given) => {
    await library(given);
    const { session } = given;
    const told: unknown[] = [];
    hear(session, (state) => {
      if (state.isSelect) told.push([state.loadOptions, state.localExecutionOptions]);
      else if (!state.isInsert) told.push(state.updateDeleteOptions);
      else expect(() => state.loadOptions).toThrow("loadOptions is for a SELECT");
      if (state.isSelect) expect(() => state.updateDeleteOptions).toThrow("is for a UPDATE or DELETE");
    });
    await session.execute(select(Author.c.name).executionOptions({ populateExisting: true }), undefined, {
      autoflush: false,
    });
    await session.execute(select(Author.c.name));
    await session.execute(
      update(Author).set({ note: "n" }).where(Author.c.name.eq("Ann")).executionOptions({ synchronizeSession: false }),
    );
    await session.execute(deleteFrom(Author).where(Author.c.name.eq("none")));
    await session.execute(insert(Author).values({ name: "Cy" }));
    expect(told).toEqual([
      [{ populateExisting: true, autoflush: false, yieldPer: undefined }, { autoflush: false }],
      [{ populateExisting: false, autoflush: true, yieldPer: undefined }, {}],
      { synchronizeSession: false, populateExisting: false, autoflush: true },
      { synchronizeSession: "auto", populateExisting: false, autoflush: true },
    ]);
  });
});
