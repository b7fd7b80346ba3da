// The statement of bench/cases/compile.ts, built anew and compiled by others: two joins, five predicates, group, order, limit.
import { createRequire } from "node:module";

const TIMES = 20_000;

/** Runs `build`, which gives SQL and parameters, as often as ours runs; checks what came last. */
function round(build) {
  let last;
  return {
    run() {
      let length = 0;
      for (let n = 0; n < TIMES; n++) {
        last = build(n);
        length += last.sql.length;
      }
      return length;
    },
    verify(length) {
      const sql = last.sql.toLowerCase();
      for (const [part, times] of Object.entries({ join: 2, and: 4, "group by": 1, "order by": 1, limit: 1 })) {
        const found = sql.split(` ${part} `).length - 1;
        if (found !== times) throw new Error(`${part}: ${found} times, and ${times} was expected, in ${sql}`);
      }
      if (last.parameters.length < 5) throw new Error(`Parameters are missing: ${JSON.stringify(last.parameters)}`);
      if (length < last.sql.length * TIMES * 0.9) throw new Error("Statements are missing");
    },
    close() {},
  };
}

export async function kysely() {
  const { Kysely, SqliteAdapter, DummyDriver, SqliteIntrospector, SqliteQueryCompiler } = await import("kysely");
  const db = new Kysely({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (instance) => new SqliteIntrospector(instance),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
  return round((n) =>
    db
      .selectFrom("authors")
      .innerJoin("books", "books.authorId", "authors.id")
      .innerJoin("reviews", "reviews.bookId", "books.id")
      .select(["authors.name", (eb) => eb.fn.count("books.id").as("n"), (eb) => eb.fn.max("reviews.stars").as("best")])
      .where("authors.country", "=", `country ${n}`)
      .where("books.pages", ">", n)
      .where("books.title", "like", "The %")
      .where("reviews.stars", ">=", n % 5)
      .where("reviews.verified", "=", 1)
      .groupBy("authors.name")
      .orderBy("authors.name", "desc")
      .limit(10)
      .compile(),
  );
}

export async function drizzle() {
  const { and, count, desc, eq, gt, gte, like, max } = await import("drizzle-orm");
  const { integer, QueryBuilder, sqliteTable, text } = await import("drizzle-orm/sqlite-core");
  const authors = sqliteTable("authors", { id: integer().primaryKey(), name: text(), country: text() });
  const books = sqliteTable("books", {
    id: integer().primaryKey(),
    title: text(),
    pages: integer(),
    authorId: integer(),
  });
  const reviews = sqliteTable("reviews", {
    id: integer().primaryKey(),
    stars: integer(),
    verified: integer({ mode: "boolean" }),
    bookId: integer(),
  });
  const db = new QueryBuilder();
  return round((n) => {
    const { sql, params } = db
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
    return { sql, parameters: params };
  });
}

export async function knex() {
  const { default: create } = await import("knex");
  // Knex asks for the driver when it is made, though none is used to build SQL.
  const db = create({ client: class extends create.Client {}, useNullAsDefault: true });
  const { default: Client } = await import("knex/lib/dialects/sqlite3/index.js");
  db.client = new (class extends Client {
    _driver() {
      return {};
    }
  })({ client: "sqlite3", useNullAsDefault: true });
  return round((n) => {
    const { sql, bindings } = db
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
      .limit(10)
      .toSQL()
      .toNative();
    return { sql, parameters: bindings };
  });
}

export async function mikroOrm() {
  const { EntitySchema, MikroORM } = await import("@mikro-orm/core");
  const require = createRequire(import.meta.url);
  const { BetterSqliteDriver } = require("@mikro-orm/better-sqlite");
  const Author = new EntitySchema({
    name: "Author",
    tableName: "authors",
    properties: {
      id: { type: "integer", primary: true },
      name: { type: "string" },
      country: { type: "string" },
      books: { kind: "1:m", entity: "Book", mappedBy: "author" },
    },
  });
  const Book = new EntitySchema({
    name: "Book",
    tableName: "books",
    properties: {
      id: { type: "integer", primary: true },
      title: { type: "string" },
      pages: { type: "integer" },
      author: { kind: "m:1", entity: "Author" },
      reviews: { kind: "1:m", entity: "Review", mappedBy: "book" },
    },
  });
  const Review = new EntitySchema({
    name: "Review",
    tableName: "reviews",
    properties: {
      id: { type: "integer", primary: true },
      stars: { type: "integer" },
      verified: { type: "boolean" },
      book: { kind: "m:1", entity: "Book" },
    },
  });
  const orm = MikroORM.initSync({
    driver: BetterSqliteDriver,
    entities: [Author, Book, Review],
    dbName: ":memory:",
    connect: false,
    allowGlobalContext: true,
  });
  const { raw } = await import("@mikro-orm/core");
  return round((n) => {
    const query = orm.em
      .createQueryBuilder("Author", "a")
      .select(["a.name", raw("count(b.id) as n"), raw("max(r.stars) as best")])
      .join("a.books", "b")
      .join("b.reviews", "r")
      .where({
        "a.country": `country ${n}`,
        "b.pages": { $gt: n },
        "b.title": { $like: "The %" },
        "r.stars": { $gte: n % 5 },
        "r.verified": true,
      })
      .groupBy("a.name")
      .orderBy({ "a.name": "desc" })
      .limit(10);
    return { sql: query.getQuery(), parameters: query.getParams() };
  });
}
