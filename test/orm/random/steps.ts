import { update } from "athanor";
import type { Session, SessionTransaction } from "athanor/orm";
import { Author, Book, Item, Shelf, Tag } from "./models.ts";
import { copyOf, type Entities, type Facts, noFacts } from "./world.ts";

/** One random operation: what it is, and numbers that choose its objects and values. */
export interface Step {
  readonly name: keyof typeof steps;
  readonly a: number;
  readonly b: number;
}

/** A session under test beside plain facts of what it is to do. */
export class Run {
  readonly session: Session;
  /** The lines of a program that does the same. */
  readonly script: string[] = [];
  readonly entities: Entities = {
    authors: new Map(),
    books: new Map(),
    tags: new Map(),
    shelves: new Map(),
    items: new Map(),
  };
  facts: Facts = noFacts();
  committed: Facts = noFacts();
  readonly savepoints: { readonly transaction: SessionTransaction; readonly facts: Facts }[] = [];
  /** Set when the database must agree: after a flush, or after the end of a transaction. */
  check: "rows" | "objects" | undefined = undefined;
  #next = 1;

  constructor(session: Session) {
    this.session = session;
  }

  key(): number {
    return this.#next++;
  }
  /** One of those that are there; undefined without any. */
  pick<K extends keyof Facts>(
    kind: K,
    n: number,
  ): { readonly key: number; readonly entity: MapValue<Entities[K]> } | undefined {
    const keys = [...this.facts[kind].keys()];
    if (keys.length === 0) return undefined;
    const key = keys[n % keys.length] as number;
    return { key, entity: this.entities[kind].get(key) as MapValue<Entities[K]> };
  }
  say(line: string): void {
    this.script.push(line);
  }
  flush(): void {
    this.session.flush();
    this.check = "rows";
  }
  /** All is flushed. Deleted objects stay in collections until these are read again: for the objects to agree, they are. */
  checkAnew(n: number): void {
    this.check = n % 2 === 0 ? "objects" : "rows";
    if (this.check === "rows") return;
    this.session.expireAll();
    this.say("session.expireAll();");
  }
}

type MapValue<M> = M extends Map<number, infer V> ? V : never;
type Action = (run: Run, a: number, b: number) => void;

const word = (n: number): string => `w${n % 7}`;

/** Nicks are unique: whoever has it gets that of the author in exchange. */
function giveNick(run: Run, key: number, nick: string | null): void {
  const fact = run.facts.authors.get(key) as { nick: string | null };
  const owner = nick === null ? undefined : [...run.facts.authors].find(([, other]) => other.nick === nick);
  const set = (to: number, value: string | null): void => {
    (run.facts.authors.get(to) as { nick: string | null }).nick = value;
    (run.entities.authors.get(to) as Author).nick = value;
    run.say(`author${to}.nick = ${JSON.stringify(value)};`);
  };
  if (owner !== undefined && owner[0] !== key) set(owner[0], fact.nick);
  set(key, nick);
}

/** Every operation; one for which nothing is there does nothing. */
export const steps = {
  newAuthor(run, a) {
    const key = run.key();
    const author = new Author({ name: word(a) });
    run.session.add(author);
    run.entities.authors.set(key, author);
    run.facts.authors.set(key, { name: word(a), nick: null });
    run.say(`const author${key} = new Author({ name: "${word(a)}" }); session.add(author${key});`);
  },
  newBook(run, a, b) {
    const key = run.key();
    const author = a % 3 === 0 ? undefined : run.pick("authors", b);
    const book = new Book({ title: word(a), ...(author === undefined ? {} : { author: author.entity }) });
    run.session.add(book);
    run.entities.books.set(key, book);
    run.facts.books.set(key, { title: word(a), author: author?.key ?? null, sequelOf: null, tags: new Set() });
    run.say(
      `const book${key} = new Book({ title: "${word(a)}"${author === undefined ? "" : `, author: author${author.key}`} }); session.add(book${key});`,
    );
  },
  newBookInCollection(run, a, b) {
    const author = run.pick("authors", a);
    if (author === undefined) return;
    const key = run.key();
    const book = new Book({ title: word(b) });
    author.entity.books.push(book);
    run.entities.books.set(key, book);
    run.facts.books.set(key, { title: word(b), author: author.key, sequelOf: null, tags: new Set() });
    run.say(`const book${key} = new Book({ title: "${word(b)}" }); author${author.key}.books.push(book${key});`);
  },
  newTag(run, a) {
    const key = run.key();
    const tag = new Tag({ label: word(a) });
    run.session.add(tag);
    run.entities.tags.set(key, tag);
    run.facts.tags.set(key, { label: word(a) });
    run.say(`const tag${key} = new Tag({ label: "${word(a)}" }); session.add(tag${key});`);
  },
  newShelf(run, a, b) {
    const key = run.key();
    const items = Array.from({ length: b % 3 }, (_, i) => [run.key(), new Item({ text: word(a + i) })] as const);
    const shelf = new Shelf({ name: word(a), items: items.map(([, item]) => item) });
    run.session.add(shelf);
    run.entities.shelves.set(key, shelf);
    run.facts.shelves.set(key, { name: word(a) });
    items.forEach(([itemKey, item], i) => {
      run.entities.items.set(itemKey, item);
      run.facts.items.set(itemKey, { text: word(a + i), shelf: key });
      run.say(`const item${itemKey} = new Item({ text: "${word(a + i)}" });`);
    });
    run.say(
      `const shelf${key} = new Shelf({ name: "${word(a)}", items: [${items.map(([k]) => `item${k}`).join(", ")}] }); session.add(shelf${key});`,
    );
  },
  rename(run, a, b) {
    const author = run.pick("authors", a);
    const fact = author && run.facts.authors.get(author.key);
    if (author === undefined || fact === undefined) return;
    fact.name = author.entity.name = word(b);
    run.say(`author${author.key}.name = "${fact.name}";`);
    giveNick(run, author.key, b % 4 === 0 ? null : word(a));
  },
  retitle(run, a, b) {
    const book = run.pick("books", a);
    const fact = book && run.facts.books.get(book.key);
    if (book === undefined || fact === undefined) return;
    fact.title = book.entity.title = word(b);
    run.say(`book${book.key}.title = "${fact.title}";`);
  },
  setAuthor(run, a, b) {
    const book = run.pick("books", a);
    const fact = book && run.facts.books.get(book.key);
    if (book === undefined || fact === undefined) return;
    const author = b % 4 === 0 ? undefined : run.pick("authors", b);
    book.entity.author = author?.entity ?? null;
    fact.author = author?.key ?? null;
    run.say(`book${book.key}.author = ${author === undefined ? "null" : `author${author.key}`};`);
  },
  pushBook(run, a, b) {
    const author = run.pick("authors", a);
    const book = run.pick("books", b);
    const fact = book && run.facts.books.get(book.key);
    if (author === undefined || book === undefined || fact === undefined || fact.author === author.key) return;
    author.entity.books.push(book.entity);
    fact.author = author.key;
    run.say(`author${author.key}.books.push(book${book.key});`);
  },
  takeBook(run, a, b) {
    const author = run.pick("authors", a);
    if (author === undefined) return;
    const keys = [...run.facts.books].filter(([, fact]) => fact.author === author.key).map(([key]) => key);
    const key = keys[b % Math.max(1, keys.length)];
    if (key === undefined) return;
    const list = author.entity.books;
    list.splice(list.indexOf(run.entities.books.get(key) as Book), 1);
    (run.facts.books.get(key) as { author: number | null }).author = null;
    run.say(`author${author.key}.books.splice(author${author.key}.books.indexOf(book${key}), 1);`);
  },
  assignBooks(run, a, b) {
    const author = run.pick("authors", a);
    if (author === undefined) return;
    const chosen = [...run.facts.books.keys()].filter((key) => (key + b) % 3 === 0);
    author.entity.books = chosen.map((key) => run.entities.books.get(key) as Book);
    for (const [key, fact] of run.facts.books) {
      if (chosen.includes(key)) fact.author = author.key;
      else if (fact.author === author.key) fact.author = null;
    }
    run.say(`author${author.key}.books = [${chosen.map((key) => `book${key}`).join(", ")}];`);
  },
  setSequel(run, a, b) {
    const book = run.pick("books", a);
    const fact = book && run.facts.books.get(book.key);
    if (book === undefined || fact === undefined) return;
    const other = b % 3 === 0 ? undefined : run.pick("books", b);
    // A circle is another test's.
    for (
      let at: number | null | undefined = other?.key;
      at !== null && at !== undefined;
      at = run.facts.books.get(at)?.sequelOf
    )
      if (at === book.key) return;
    book.entity.sequelOf = other?.entity ?? null;
    fact.sequelOf = other?.key ?? null;
    run.say(`book${book.key}.sequelOf = ${other === undefined ? "null" : `book${other.key}`};`);
  },
  tag(run, a, b) {
    const book = run.pick("books", a);
    const tag = run.pick("tags", b);
    const fact = book && run.facts.books.get(book.key);
    if (book === undefined || tag === undefined || fact === undefined || fact.tags.has(tag.key)) return;
    fact.tags.add(tag.key);
    if (b % 2 === 0) {
      book.entity.tags.push(tag.entity);
      run.say(`book${book.key}.tags.push(tag${tag.key});`);
    } else {
      tag.entity.books.push(book.entity);
      run.say(`tag${tag.key}.books.push(book${book.key});`);
    }
  },
  untag(run, a, b) {
    const book = run.pick("books", a);
    const fact = book && run.facts.books.get(book.key);
    if (book === undefined || fact === undefined || fact.tags.size === 0) return;
    const key = [...fact.tags][b % fact.tags.size] as number;
    const tag = run.entities.tags.get(key) as Tag;
    fact.tags.delete(key);
    if (b % 2 === 0) {
      book.entity.tags.splice(book.entity.tags.indexOf(tag), 1);
      run.say(`book${book.key}.tags.splice(book${book.key}.tags.indexOf(tag${key}), 1);`);
    } else {
      tag.books.splice(tag.books.indexOf(book.entity), 1);
      run.say(`tag${key}.books.splice(tag${key}.books.indexOf(book${book.key}), 1);`);
    }
  },
  moveItem(run, a, b) {
    const item = run.pick("items", a);
    const shelf = run.pick("shelves", b);
    const fact = item && run.facts.items.get(item.key);
    if (item === undefined || shelf === undefined || fact === undefined || fact.shelf === shelf.key) return;
    const from = run.entities.shelves.get(fact.shelf) as Shelf;
    if (a % 3 === 0) {
      item.entity.shelf = shelf.entity;
      run.say(`item${item.key}.shelf = shelf${shelf.key};`);
    } else if (a % 3 === 1) {
      shelf.entity.items.push(item.entity);
      run.say(`shelf${shelf.key}.items.push(item${item.key});`);
    } else {
      // Loading the other collection in between would flush, and the flush would delete the orphan.
      const to = shelf.entity.items;
      from.items.splice(from.items.indexOf(item.entity), 1);
      to.push(item.entity);
      run.say(
        `void shelf${shelf.key}.items; shelf${fact.shelf}.items.splice(shelf${fact.shelf}.items.indexOf(item${item.key}), 1); shelf${shelf.key}.items.push(item${item.key});`,
      );
    }
    fact.shelf = shelf.key;
  },
  dropItem(run, a, b) {
    const item = run.pick("items", a);
    const fact = item && run.facts.items.get(item.key);
    if (item === undefined || fact === undefined) return;
    const from = run.entities.shelves.get(fact.shelf) as Shelf;
    if (b % 2 === 0) {
      from.items.splice(from.items.indexOf(item.entity), 1);
      run.say(`shelf${fact.shelf}.items.splice(shelf${fact.shelf}.items.indexOf(item${item.key}), 1);`);
    } else {
      item.entity.shelf = null;
      run.say(`item${item.key}.shelf = null;`);
    }
    run.facts.items.delete(item.key);
  },
  deleteAuthor(run, a, b) {
    const author = run.pick("authors", a);
    if (author === undefined) return;
    run.flush();
    const nick = run.facts.authors.get(author.key)?.nick ?? null;
    run.session.delete(author.entity);
    run.facts.authors.delete(author.key);
    for (const fact of run.facts.books.values()) if (fact.author === author.key) fact.author = null;
    run.say(`session.flush(); session.delete(author${author.key});`);
    // What was its nick goes to another, or to a new one, within the flush.
    const heir = b % 3 === 0 ? undefined : run.pick("authors", b);
    if (heir !== undefined) giveNick(run, heir.key, nick);
    else if (b % 2 === 0) {
      const key = run.key();
      const fresh = new Author({ name: word(b), nick });
      run.session.add(fresh);
      run.entities.authors.set(key, fresh);
      run.facts.authors.set(key, { name: word(b), nick });
      run.say(
        `const author${key} = new Author({ name: "${word(b)}", nick: ${JSON.stringify(nick)} }); session.add(author${key});`,
      );
    }
    run.flush();
    run.say("session.flush();");
  },
  deleteBook(run, a) {
    const book = run.pick("books", a);
    if (book === undefined) return;
    run.flush();
    run.session.delete(book.entity);
    run.facts.books.delete(book.key);
    for (const fact of run.facts.books.values()) if (fact.sequelOf === book.key) fact.sequelOf = null;
    run.say(`session.flush(); session.delete(book${book.key});`);
    run.flush();
    run.say("session.flush();");
  },
  deleteTag(run, a) {
    const tag = run.pick("tags", a);
    if (tag === undefined) return;
    run.flush();
    run.session.delete(tag.entity);
    run.facts.tags.delete(tag.key);
    for (const fact of run.facts.books.values()) fact.tags.delete(tag.key);
    run.say(`session.flush(); session.delete(tag${tag.key});`);
    run.flush();
    run.say("session.flush();");
  },
  deleteShelf(run, a) {
    const shelf = run.pick("shelves", a);
    if (shelf === undefined) return;
    run.flush();
    run.session.delete(shelf.entity);
    run.facts.shelves.delete(shelf.key);
    for (const [key, fact] of run.facts.items) if (fact.shelf === shelf.key) run.facts.items.delete(key);
    run.say(`session.flush(); session.delete(shelf${shelf.key});`);
    run.flush();
    run.say("session.flush();");
  },
  merge(run, a, b) {
    const author = run.pick("authors", a);
    const fact = author && run.facts.authors.get(author.key);
    if (author === undefined || fact === undefined) return;
    run.flush();
    run.session.merge(new Author({ id: author.entity.id, name: word(b) }));
    fact.name = word(b);
    run.check = undefined;
    run.say(`session.flush(); session.merge(new Author({ id: author${author.key}.id, name: "${word(b)}" }));`);
  },
  /** A copy of a book with its author and tags, as it comes from elsewhere. */
  mergeBook(run, a, b) {
    const book = run.pick("books", a);
    const fact = book && run.facts.books.get(book.key);
    if (book === undefined || fact === undefined) return;
    run.flush();
    const author = b % 3 === 0 ? undefined : run.pick("authors", b);
    const tags = [...run.facts.tags.keys()].filter((key) => (key + b) % 2 === 0);
    const idOf = (key: number): number => (run.entities.tags.get(key) as Tag).id;
    const labelOf = (key: number): string => (run.facts.tags.get(key) as { label: string }).label;
    const named = author === undefined ? undefined : (run.facts.authors.get(author.key) as { name: string }).name;
    run.session.merge(
      new Book({
        id: book.entity.id,
        title: word(b),
        author: author === undefined ? null : new Author({ id: author.entity.id, name: named as string }),
        tags: tags.map((key) => new Tag({ id: idOf(key), label: labelOf(key) })),
      }),
    );
    fact.title = word(b);
    fact.author = author?.key ?? null;
    fact.tags = new Set(tags);
    run.check = undefined;
    const from = author === undefined ? "null" : `new Author({ id: author${author.key}.id, name: "${named}" })`;
    const labels = tags.map((key) => `new Tag({ id: tag${key}.id, label: "${labelOf(key)}" })`).join(", ");
    run.say(
      `session.flush(); session.merge(new Book({ id: book${book.key}.id, title: "${word(b)}", author: ${from}, tags: [${labels}] }));`,
    );
  },
  /** An UPDATE beside the unit of work, which the objects follow. */
  updateBooks(run, a, b) {
    const book = run.pick("books", a);
    const fact = book && run.facts.books.get(book.key);
    if (book === undefined || fact === undefined) return;
    run.flush();
    const { id } = book.entity;
    if (b % 2 === 0) {
      run.session.execute(
        update(Book)
          .set({ title: word(b) })
          .where(Book.c.id.eq(id)),
      );
      fact.title = word(b);
      run.say(
        `session.flush(); session.execute(update(Book).set({ title: "${word(b)}" }).where(Book.c.id.eq(book${book.key}.id)));`,
      );
    } else {
      const author = run.pick("authors", b);
      run.session.execute(update(Book), [{ id, authorId: author?.entity.id ?? null }]);
      fact.author = author?.key ?? null;
      const authorId = author === undefined ? "null" : `author${author.key}.id`;
      run.say(`session.flush(); session.execute(update(Book), [{ id: book${book.key}.id, authorId: ${authorId} }]);`);
      // Collections that are in memory do not hear of a foreign key.
      run.session.expireAll();
      run.say("session.expireAll();");
    }
  },
  refresh(run, a) {
    const book = run.pick("books", a);
    if (book === undefined) return;
    run.flush();
    run.session.refresh(book.entity);
    run.say(`session.flush(); session.refresh(book${book.key});`);
  },
  /** Out of the session and in again. */
  detach(run, a) {
    const tag = run.pick("tags", a);
    if (tag === undefined) return;
    run.flush();
    run.session.expunge(tag.entity);
    run.session.add(tag.entity);
    run.say(`session.flush(); session.expunge(tag${tag.key}); session.add(tag${tag.key});`);
  },
  expire(run, a) {
    const book = run.pick("books", a);
    run.flush();
    if (book === undefined || a % 2 === 0) run.session.expireAll();
    else run.session.expire(book.entity);
    run.say(
      `session.flush(); ${book === undefined || a % 2 === 0 ? "session.expireAll();" : `session.expire(book${book.key});`}`,
    );
  },
  flush(run) {
    run.flush();
    run.say("session.flush();");
  },
  query(run) {
    run.session.query(Book).all();
    run.check = "rows";
    run.say("session.query(Book).all();");
  },
  savepoint(run) {
    if (run.savepoints.length > 2) return;
    run.savepoints.push({ transaction: run.session.beginNested(), facts: copyOf(run.facts) });
    run.say(`const savepoint${run.savepoints.length} = session.beginNested();`);
  },
  release(run, a) {
    const last = run.savepoints.pop();
    if (last === undefined) return;
    last.transaction.commit();
    run.say(`savepoint${run.savepoints.length + 1}.commit();`);
    run.checkAnew(a);
  },
  rollbackToSavepoint(run, a) {
    const last = run.savepoints.pop();
    if (last === undefined) return;
    last.transaction.rollback();
    run.facts = last.facts;
    run.say(`savepoint${run.savepoints.length + 1}.rollback();`);
    run.checkAnew(a);
  },
  commit(run) {
    run.savepoints.length = 0;
    run.session.commit();
    run.committed = copyOf(run.facts);
    run.check = "objects";
    run.say("session.commit();");
  },
  rollback(run) {
    run.savepoints.length = 0;
    run.session.rollback();
    run.facts = copyOf(run.committed);
    run.check = "objects";
    run.say("session.rollback();");
  },
} satisfies Record<string, Action>;
