// Knex: a query builder without conversions; booleans and dates of SQLite are converted by hand.
export async function open(options) {
  const { default: create } = await import("knex");
  const { database, prefix, url } = options;
  const isSqlite = database === "sqlite";
  const db = isSqlite
    ? create({
        client: "better-sqlite3",
        connection: { filename: ":memory:" },
        useNullAsDefault: true,
        pool: {
          min: 1,
          max: 1,
          afterCreate: (client, done) => done(client.pragma("foreign_keys = ON") && null, client),
        },
      })
    : create({ client: "pg", connection: url, pool: { min: 1, max: 1 } });
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
    const rows = await db(items).select();
    return isSqlite ? rows.map(fromRow) : rows;
  };
  return {
    exec: (text) => db.raw(text),
    async scalar(text) {
      const found = await db.raw(text);
      return Object.values((found.rows ?? found)[0])[0];
    },
    close: () => db.destroy(),
    get: async (id) => fromRow(await db(items).where("id", id).first()),
    all,
    one: (id) => db(items).where("id", id).first("id", "title", "score"),
    async parents() {
      const parents = await db(`${prefix}parents`).select();
      const byId = new Map(parents.map((parent) => [parent.id, Object.assign(parent, { children: [] })]));
      const children = await db(`${prefix}children`)
        .select()
        .whereIn("parentId", [...byId.keys()]);
      for (const child of children) byId.get(child.parentId).children.push(child);
      return parents;
    },
    insertAll: (data) =>
      db.transaction(async (trx) => {
        const stored = [];
        // As many rows as the database takes parameters.
        const size = isSqlite ? 200 : 10_000;
        for (let start = 0; start < data.length; start += size) {
          const page = data.slice(start, start + size);
          const keys = await trx(items).insert(page.map(toRow)).returning("id");
          for (let i = 0; i < page.length; i++) stored.push({ ...page[i], id: keys[i].id });
        }
        return stored;
      }),
    insertEach: (data) =>
      db.transaction(async (trx) => {
        const stored = [];
        for (const item of data) {
          const [{ id }] = await trx(items).insert(toRow(item)).returning("id");
          stored.push({ ...item, id });
        }
        return stored;
      }),
    load: all,
    update: (loaded) =>
      db.transaction(async (trx) => {
        for (const item of loaded) {
          item.score++;
          await trx(items).where("id", item.id).update({ score: item.score });
        }
      }),
    remove: (loaded) =>
      db(items)
        .whereIn(
          "id",
          loaded.map((item) => item.id),
        )
        .delete(),
    compile: (n) => {
      const { sql, bindings } = twoJoins(db, n).toSQL().toNative();
      return { sql, parameters: bindings };
    },
  };
}

function twoJoins(db, n) {
  return db
    .select("authors.name")
    .count("books.id as n")
    .max("reviews.stars as best")
    .from("authors")
    .innerJoin("books", "books.authorId", "authors.id")
    .innerJoin("reviews", "reviews.bookId", "books.id")
    .where("authors.country", `country ${n}`)
    .where("books.pages", ">", n)
    .where("books.title", "like", "The %")
    .where("reviews.stars", ">=", n % 5)
    .where("reviews.verified", true)
    .groupBy("authors.name")
    .orderBy("authors.name", "desc")
    .limit(10);
}
