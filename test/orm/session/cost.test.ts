// What operations cost, as far as it can be counted: compilations, and statements sent.
import { type AsyncEngine, deleteFrom, func, insert, integer, MetaData, select, string, update } from "athanor";
import { AsyncSession, declarativeBase, joinedload, manyToOne, oneToMany, selectinload } from "athanor/orm";
import { expect, test } from "vitest";
import { describeAsync } from "../../support/databases.ts";
import { usedMemory } from "../../support/memory.ts";
import { describeScenarios, type Scenario } from "../../support/scenarios.ts";

class Base extends declarativeBase({ metadata: new MetaData() }) {}

class Shelf extends Base.table("cost_shelves", {
  id: integer().primaryKey(),
  name: string(50),
  height: integer().default(1),
  get books() {
    return oneToMany(() => Book, { backPopulates: "shelf", cascade: ["all", "delete-orphan"], orderBy: (t) => t.c.id });
  },
}) {}

class Book extends Base.table("cost_books", {
  id: integer().primaryKey(),
  title: string(50),
  shelfId: integer().references("cost_shelves.id"),
  get shelf() {
    return manyToOne(() => Shelf, { backPopulates: "books" });
  },
}) {}

class Note extends Base.table("cost_notes", { id: integer().primaryKey(), text: string(50) }) {}

/** Executions of a statement; a server's take longer, and those of a process are enough to see a key that grows or varies. */
const times = ({ dialect }: Scenario): number => (dialect === "sqlite" ? 1_000 : 250);

/** Counts what the engine compiles from now on. */
function countCompiled(engine: AsyncEngine): { taken(): number } {
  const dialect = engine.dialect as { statementCompiler: AsyncEngine["dialect"]["statementCompiler"] };
  const compiler = dialect.statementCompiler;
  let count = 0;
  dialect.statementCompiler = class extends compiler {
    constructor(...args: ConstructorParameters<typeof compiler>) {
      super(...args);
      count++;
    }
  };
  return {
    taken() {
      const taken = count;
      count = 0;
      return taken;
    },
  };
}

/** As many shelves with two books each, and as many notes. */
async function fill({ makeSession }: Scenario, count: number): Promise<void> {
  const session = makeSession();
  for (let id = 1; id <= count; id++) {
    const books = [1, 2].map((n) => new Book({ id: id * 10 + n, title: `b${n}` }));
    session.add(new Shelf({ id, name: `s${id}`, books }));
    session.add(new Note({ id, text: `n${id}` }));
  }
  await session.commit();
  await session.close();
}

async function nothingKept(session: AsyncSession): Promise<void> {
  await session.commit();
  session.expungeAll();
}

describeScenarios("many executions compile a statement once", Base.metadata, (scenario) => {
  scenario("of Core, built anew with other values", async (given) => {
    const { session } = given;
    const count = times(given);
    await fill(given, 10);
    const connection = await session.connection();
    const compiled = countCompiled(given.engine);
    let found = 0;
    for (let n = 0; n < count; n++) {
      const statement = select(Note.c.text, func.count().label("n"))
        .where(Note.c.id.gt(n % 5), Note.c.text.like(`n%${n % 10}`))
        .groupBy(Note.c.text)
        .orderBy(Note.c.text.desc())
        .limit(3);
      found += (await connection.execute(statement)).all().length;
    }
    expect(found).toBeGreaterThan(0);
    expect(compiled.taken()).toBe(1);
    for (let n = 0; n < count; n++) {
      const keys = Array.from({ length: 1 + (n % 5) }, (_, index) => index + 1);
      found += (await connection.execute(select(Note.c.id).where(Note.c.id.in(keys)))).all().length;
    }
    expect(compiled.taken()).toBe(1);
    for (let n = 0; n < count; n++) await connection.execute(insert(Note).values({ id: 100 + n, text: `x${n}` }));
    expect(compiled.taken()).toBe(1);
    for (let n = 0; n < count; n++)
      await connection.execute(
        update(Note)
          .values({ text: `y${n}` })
          .where(Note.c.id.eq(100 + n)),
      );
    expect(compiled.taken()).toBe(1);
    expect((await connection.execute(select(func.count()).where(Note.c.text.like("y%")))).scalar()).toBe(count);
    compiled.taken();
    for (let n = 0; n < count; n++) await connection.execute(deleteFrom(Note).where(Note.c.id.eq(100 + n)));
    expect(compiled.taken()).toBe(1);
    expect((await connection.execute(select(func.count(Note.c.id)))).scalar()).toBe(10);
  });

  scenario("of queries, gets and lazy loads", async (given) => {
    const { session } = given;
    const count = times(given);
    await fill(given, count);
    const compiled = countCompiled(given.engine);
    for (let id = 1; id <= count; id++) expect((await session.get(Shelf, id))!.name).toBe(`s${id}`);
    expect(compiled.taken()).toBe(1);
    // One object a result: each load is one of its own.
    for (let id = 1; id <= count; id++)
      expect(await (await session.get(Shelf, id))!.awaitableAttrs.books).toHaveLength(2);
    expect(compiled.taken()).toBe(1);
    await nothingKept(session);
    for (let id = 1; id <= count; id++) {
      const book = (await session.scalars(select(Book).where(Book.c.id.eq(id * 10 + 1)))).one();
      expect((await book.awaitableAttrs.shelf)!.id).toBe(id);
    }
    // The lazy load of one reference is the statement of get().
    expect(compiled.taken()).toBe(1);
    await nothingKept(session);
    for (let id = 1; id <= count; id++) {
      const query = select(Shelf)
        .options(selectinload(Shelf.c.books))
        .where(Shelf.c.id.between(id, id + (id % 4)));
      expect((await session.scalars(query)).first()!.books).toHaveLength(2);
    }
    expect(compiled.taken()).toBe(2);
    await nothingKept(session);
    for (let id = 1; id <= count; id++) {
      const query = select(Book).options(joinedload(Book.c.shelf)).where(Book.c.shelfId.eq(id));
      expect((await session.scalars(query)).all().map((book) => book.shelf!.id)).toEqual([id, id]);
    }
    expect(compiled.taken()).toBe(1);
    for (let id = 1; id <= count; id++) await session.refresh((await session.get(Shelf, id))!);
    expect(compiled.taken()).toBeLessThanOrEqual(1);
  });

  scenario("of flushes of an object each, however many they are", async (given) => {
    const { session, rows } = given;
    const count = times(given);
    const compiled = countCompiled(given.engine);
    const notes: Note[] = [];
    for (let n = 1; n <= count; n++) {
      const note = new Note({ text: `n${n}` });
      session.add(note);
      notes.push(note);
      await session.flush();
    }
    expect(compiled.taken()).toBe(1);
    for (const note of notes) {
      note.text = `${note.text}!`;
      await session.flush();
    }
    expect(compiled.taken()).toBe(1);
    expect((await rows(Note)).map(([, text]) => text)).toEqual(notes.map((_, index) => `n${index + 1}!`));
    compiled.taken();
    for (const note of notes) {
      await session.delete(note);
      await session.flush();
    }
    expect(compiled.taken()).toBe(1);
    expect(await rows(Note)).toEqual([]);
  });
});

describeScenarios("an operation sends as many statements for many objects as for a few", Base.metadata, (scenario) => {
  scenario("reading", async (given) => {
    const { session, sent } = given;
    await fill(given, 60);
    for (const count of [2, 60]) {
      const some = select(Shelf).where(Shelf.c.id.le(count)).orderBy(Shelf.c.id);
      sent.clear();
      const shelves = (await session.scalars(some)).all();
      expect(sent.length).toBe(1);
      // In memory.
      for (const shelf of shelves) expect(await session.get(Shelf, shelf.id)).toBe(shelf);
      expect(sent.length).toBe(1);
      for (const shelf of shelves) expect(await shelf.awaitableAttrs.books).toHaveLength(2);
      expect(sent.steps).toEqual(["SELECT cost_shelves", "SELECT cost_books"]);
      expect(sent.length).toBe(2);
      for (const shelf of shelves) for (const book of shelf.books) expect(await book.awaitableAttrs.shelf).toBe(shelf);
      expect(sent.length).toBe(2);
      await nothingKept(session);
      sent.clear();
      const books = (await session.scalars(select(Book).where(Book.c.shelfId.le(count)))).all();
      for (const book of books) expect((await book.awaitableAttrs.shelf)!.id).toBe(book.shelfId);
      expect(sent.length).toBe(2);
      await nothingKept(session);
      sent.clear();
      expect((await session.scalars(some.options(selectinload(Shelf.c.books)))).all()).toHaveLength(count);
      expect(sent.length).toBe(2);
      await nothingKept(session);
      sent.clear();
      expect((await session.scalars(some.options(joinedload(Shelf.c.books)))).unique().all()).toHaveLength(count);
      expect(sent.length).toBe(1);
      await nothingKept(session);
    }
  });

  scenario("writing", async (given) => {
    const { session, sent, rows } = given;
    for (const count of [2, 60]) {
      const shelves = Array.from(
        { length: count },
        (_, n) => new Shelf({ name: `s${n}`, books: [new Book({ title: "a" }), new Book({ title: "b" })] }),
      );
      session.addAll(shelves);
      sent.clear();
      await session.flush();
      expect(sent.steps).toEqual(["INSERT cost_shelves", "INSERT cost_books"]);
      expect(sent.length).toBe(2);
      for (const shelf of shelves) shelf.name = shelf.name.toUpperCase();
      sent.clear();
      await session.flush();
      expect(sent.length).toBe(1);
      sent.clear();
      await session.flush();
      await session.commit();
      expect(sent.length).toBe(0);
      await session.deleteAll(shelves);
      expect(sent.length).toBe(0);
      await session.commit();
      expect(sent.steps).toEqual(["DELETE cost_books", "DELETE cost_shelves"]);
      expect(sent.length).toBe(2);
      expect(await rows(Shelf)).toEqual([]);
    }
  });
});

describeAsync("an AsyncSession", (database) => {
  test("keeps nothing of operations that are done, asked for at once or one after another", async () => {
    const engine = await database.engine();
    await Base.metadata.createAll(engine);
    await using session = new AsyncSession(engine);
    session.addAll(Array.from({ length: 10 }, (_, n) => new Note({ id: n, text: `n${n}` })));
    await session.commit();
    const COUNT = 2_000;
    const round = async (): Promise<number> => {
      const queued = Array.from({ length: COUNT }, (_, n) =>
        n % 20 === 0 ? session.scalar(select(Note.c.id).where(Note.c.id.eq(n % 10))) : session.get(Note, n % 10),
      );
      let found = (await Promise.all(queued)).filter((each) => each !== null).length;
      for (let n = 0; n < COUNT; n++) found += (await session.get(Note, n % 10)) === null ? 0 : 1;
      return found;
    };
    for (let i = 0; i < 2; i++) expect(await round()).toBe(2 * COUNT);
    // The engine compiles meanwhile, and makes room; what is kept of operations is kept each time.
    let least = Infinity;
    for (let i = 0; i < 5; i++) {
      const start = usedMemory();
      expect(await round()).toBe(2 * COUNT);
      least = Math.min(least, (usedMemory() - start) / (2 * COUNT));
    }
    // A promise alone would be 50 bytes.
    expect(least).toBeLessThan(16);
  });
});
