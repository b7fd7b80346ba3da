// Kysely: a query builder without conversions; booleans and dates of SQLite are converted by hand, as its documentation says.
export async function open(options) {
  const { Kysely, PostgresDialect, SqliteDialect } = await import("kysely");
  const { database, prefix, url } = options;
  const isSqlite = database === "sqlite";
  let client;
  let dialect;
  if (isSqlite) {
    const { default: Database } = await import("better-sqlite3");
    client = new Database(":memory:");
    client.pragma("foreign_keys = ON");
    dialect = new SqliteDialect({ database: client });
  } else {
    const { default: pg } = await import("pg");
    client = new pg.Pool({ connectionString: url, max: 1 });
    dialect = new PostgresDialect({ pool: client });
  }
  const db = new Kysely({ dialect });
  const items = `${prefix}items`;
  const fromRow = isSqlite
    ? (row) => ({ ...row, done: row.done !== 0, created: options.parseDate(row.created) })
    : (row) => row;
  const toRow = isSqlite
    ? ({ title, done, created, score }) => ({
        title,
        done: done ? 1 : 0,
        created: options.formatDate(created),
        score,
      })
    : (item) => item;
  const all = async () => {
    const rows = await db.selectFrom(items).selectAll().execute();
    return isSqlite ? rows.map(fromRow) : rows;
  };
  return {
    exec: (text) => (isSqlite ? client.exec(text) : client.query(text)),
    scalar: async (text) =>
      isSqlite ? client.prepare(text).pluck().get() : Object.values((await client.query(text)).rows[0])[0],
    close: () => db.destroy(),
    get: async (id) => fromRow(await db.selectFrom(items).selectAll().where("id", "=", id).executeTakeFirstOrThrow()),
    all,
    one: (id) => db.selectFrom(items).select(["id", "title", "score"]).where("id", "=", id).executeTakeFirstOrThrow(),
    async parents() {
      const parents = await db.selectFrom(`${prefix}parents`).selectAll().execute();
      const byId = new Map(parents.map((parent) => [parent.id, Object.assign(parent, { children: [] })]));
      const children = await db
        .selectFrom(`${prefix}children`)
        .selectAll()
        .where("parentId", "in", [...byId.keys()])
        .execute();
      for (const child of children) byId.get(child.parentId).children.push(child);
      return parents;
    },
    insertAll: (data) =>
      db.transaction().execute(async (trx) => {
        const stored = [];
        // As many rows as the database takes parameters.
        const size = isSqlite ? 8_000 : 10_000;
        for (let start = 0; start < data.length; start += size) {
          const page = data.slice(start, start + size);
          const keys = await trx.insertInto(items).values(page.map(toRow)).returning("id").execute();
          for (let i = 0; i < page.length; i++) stored.push({ ...page[i], id: keys[i].id });
        }
        return stored;
      }),
    insertEach: (data) =>
      db.transaction().execute(async (trx) => {
        const stored = [];
        for (const item of data) {
          const { id } = await trx.insertInto(items).values(toRow(item)).returning("id").executeTakeFirstOrThrow();
          stored.push({ ...item, id });
        }
        return stored;
      }),
    load: all,
    update: (loaded) =>
      db.transaction().execute(async (trx) => {
        for (const item of loaded) {
          item.score++;
          await trx.updateTable(items).set({ score: item.score }).where("id", "=", item.id).execute();
        }
      }),
    remove: (loaded) =>
      db
        .deleteFrom(items)
        .where(
          "id",
          "in",
          loaded.map((item) => item.id),
        )
        .execute(),
    compile(n) {
      return db
        .selectFrom("authors")
        .innerJoin("books", "books.authorId", "authors.id")
        .innerJoin("reviews", "reviews.bookId", "books.id")
        .select([
          "authors.name",
          (eb) => eb.fn.count("books.id").as("n"),
          (eb) => eb.fn.max("reviews.stars").as("best"),
        ])
        .where("authors.country", "=", `country ${n}`)
        .where("books.pages", ">", n)
        .where("books.title", "like", "The %")
        .where("reviews.stars", ">=", n % 5)
        .where("reviews.verified", "=", 1)
        .groupBy("authors.name")
        .orderBy("authors.name", "desc")
        .limit(10)
        .compile();
    },
  };
}
