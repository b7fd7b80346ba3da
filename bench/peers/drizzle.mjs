// Drizzle, with prepared statements where it has them. Its SQLite is synchronous.
import { and, count, desc, eq, gt, gte, inArray, like, max, relations, sql } from "drizzle-orm";

export async function open(options) {
  return options.database === "sqlite" ? openSqlite(options) : openPostgresql(options);
}

async function openSqlite({ prefix, parseDate, formatDate }) {
  const { default: Database } = await import("better-sqlite3");
  const { drizzle } = await import("drizzle-orm/better-sqlite3");
  const { customType, integer, QueryBuilder, sqliteTable, text } = await import("drizzle-orm/sqlite-core");
  // It has no type for a text with microseconds, so that the project's own is made, as the documentation has it.
  const moment = customType({ dataType: () => "datetime", fromDriver: parseDate, toDriver: formatDate });
  const items = sqliteTable(`${prefix}items`, {
    id: integer().primaryKey(),
    title: text().notNull(),
    done: integer({ mode: "boolean" }).notNull(),
    created: moment().notNull(),
    score: integer().notNull(),
  });
  const { schema } = family(sqliteTable, prefix, {
    id: () => integer().primaryKey(),
    text,
    integer,
  });
  const client = new Database(":memory:");
  client.pragma("foreign_keys = ON");
  const db = drizzle(client, { schema: { items, ...schema } });
  // Preparing asks the database, which has its tables only after this.
  const id = sql.placeholder("id");
  const get = once(() => db.select().from(items).where(eq(items.id, id)).prepare());
  const all = once(() => db.select().from(items).prepare());
  const one = once(() =>
    db.select({ id: items.id, title: items.title, score: items.score }).from(items).where(eq(items.id, id)).prepare(),
  );
  const families = once(() => db.query.parents.findMany({ with: { children: true } }).prepare());
  const insertOne = once(() =>
    db
      .insert(items)
      .values({
        title: sql.placeholder("title"),
        done: sql.placeholder("done"),
        created: sql.placeholder("created"),
        score: sql.placeholder("score"),
      })
      .returning({ id: items.id })
      .prepare(),
  );
  const update = once(() =>
    db
      .update(items)
      .set({ score: sql`${sql.placeholder("score")}` })
      .where(eq(items.id, id))
      .prepare(),
  );
  return {
    exec: (query) => client.exec(query),
    scalar: (query) => client.prepare(query).pluck().get(),
    close: () => client.close(),
    get: (key) => get().get({ id: key }),
    all: () => all().all(),
    one: (key) => one().get({ id: key }),
    parents: () => families().execute().sync(),
    insertAll: (data) =>
      db.transaction((tx) =>
        pages(data, 1_000).flatMap((page) => {
          const keys = tx.insert(items).values(page).returning({ id: items.id }).all();
          return page.map((item, index) => ({ ...item, id: keys[index].id }));
        }),
      ),
    insertEach: (data) => db.transaction(() => data.map((item) => ({ ...item, id: insertOne().get(item).id }))),
    load: () => all().all(),
    update: (loaded) =>
      db.transaction(() => {
        for (const item of loaded) {
          item.score++;
          update().run({ id: item.id, score: item.score });
        }
      }),
    remove: (loaded) =>
      db
        .delete(items)
        .where(
          inArray(
            items.id,
            loaded.map((item) => item.id),
          ),
        )
        .run(),
    compile: compiler(new QueryBuilder(), sqliteTable, { integer, text, flag: () => integer({ mode: "boolean" }) }),
  };
}

async function openPostgresql({ prefix, url, connections = 1 }) {
  const { default: pg } = await import("pg");
  const { drizzle } = await import("drizzle-orm/node-postgres");
  const { boolean, integer, pgTable, serial, timestamp, varchar } = await import("drizzle-orm/pg-core");
  const items = pgTable(`${prefix}items`, {
    id: serial().primaryKey(),
    title: varchar().notNull(),
    done: boolean().notNull(),
    created: timestamp().notNull(),
    score: integer().notNull(),
  });
  const { parents, children, schema } = family(pgTable, prefix, {
    id: () => serial().primaryKey(),
    text: varchar,
    integer,
  });
  const pool = new pg.Pool({ connectionString: url, max: connections });
  const db = drizzle(pool, { schema: { items, ...schema } });
  const id = sql.placeholder("id");
  const get = db.select().from(items).where(eq(items.id, id)).prepare("get");
  const all = db.select().from(items).prepare("all");
  const one = db
    .select({ id: items.id, title: items.title, score: items.score })
    .from(items)
    .where(eq(items.id, id))
    .prepare("one");
  const families = db.query.parents.findMany({ with: { children: true } }).prepare("parents");
  return {
    exec: (query) => pool.query(query),
    scalar: async (query) => Object.values((await pool.query(query)).rows[0])[0],
    close: () => pool.end(),
    get: async (key) => (await get.execute({ id: key }))[0],
    all: () => all.execute(),
    one: async (key) => (await one.execute({ id: key }))[0],
    parents: () => families.execute(),
    touch: (key, name) =>
      db.transaction(async (tx) => {
        const [parent] = await tx.select().from(parents).where(eq(parents.id, key));
        const found = await tx.select().from(children).where(eq(children.parentId, parent.id));
        await tx.update(parents).set({ name }).where(eq(parents.id, parent.id));
        return found.length;
      }),
    insertAll: (data) =>
      db.transaction(async (tx) => {
        const keys = await tx.insert(items).values(data).returning({ id: items.id });
        return data.map((item, index) => ({ ...item, id: keys[index].id }));
      }),
    insertEach: (data) =>
      db.transaction(async (tx) => {
        const insert = tx
          .insert(items)
          .values({
            title: sql.placeholder("title"),
            done: sql.placeholder("done"),
            created: sql.placeholder("created"),
            score: sql.placeholder("score"),
          })
          .returning({ id: items.id })
          .prepare("insert");
        const stored = [];
        for (const item of data) stored.push({ ...item, id: (await insert.execute(item))[0].id });
        return stored;
      }),
    load: () => all.execute(),
    update: (loaded) =>
      db.transaction(async (tx) => {
        const update = tx
          .update(items)
          .set({ score: sql`${sql.placeholder("score")}` })
          .where(eq(items.id, id))
          .prepare("update");
        for (const item of loaded) {
          item.score++;
          await update.execute({ id: item.id, score: item.score });
        }
      }),
    remove: (loaded) =>
      db.delete(items).where(
        inArray(
          items.id,
          loaded.map((item) => item.id),
        ),
      ),
  };
}

/** Makes something when it is first asked for. */
function once(make) {
  let made;
  return () => (made ??= make());
}

function pages(rows, size) {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, page) => rows.slice(page * size, (page + 1) * size));
}

/** Parents and children with their relations. */
function family(table, prefix, { id, text, integer }) {
  const parents = table(`${prefix}parents`, { id: id(), name: text().notNull() });
  const children = table(`${prefix}children`, {
    id: id(),
    name: text().notNull(),
    position: integer().notNull(),
    parentId: integer().notNull(),
  });
  const parentRelations = relations(parents, ({ many }) => ({ children: many(children) }));
  const childRelations = relations(children, ({ one }) => ({
    parent: one(parents, { fields: [children.parentId], references: [parents.id] }),
  }));
  return { parents, children, schema: { parents, children, parentRelations, childRelations } };
}

function compiler(db, table, { integer, text, flag }) {
  const authors = table("authors", { id: integer().primaryKey(), name: text(), country: text() });
  const books = table("books", { id: integer().primaryKey(), title: text(), pages: integer(), authorId: integer() });
  const reviews = table("reviews", {
    id: integer().primaryKey(),
    stars: integer(),
    verified: flag(),
    bookId: integer(),
  });
  return (n) => {
    const made = db
      .select({ name: authors.name, n: count(books.id).as("n"), best: max(reviews.stars).as("best") })
      .from(authors)
      .innerJoin(books, eq(books.authorId, authors.id))
      .innerJoin(reviews, eq(reviews.bookId, books.id))
      .where(
        and(
          eq(authors.country, `country ${n}`),
          gt(books.pages, n),
          like(books.title, "The %"),
          gte(reviews.stars, n % 5),
          eq(reviews.verified, true),
        ),
      )
      .groupBy(authors.name)
      .orderBy(desc(authors.name))
      .limit(10)
      .toSQL();
    return { sql: made.sql, parameters: made.params };
  };
}
